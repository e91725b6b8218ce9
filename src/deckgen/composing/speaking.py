"""How long the script of a deck takes to say, beside the minutes that are planned for it.

A text is counted in the units of its language (`deckgen.languages.speech`) and said at the seminar's pace. The answers
to what a slide asks stand in its notes, so they are said, too; a footnote is not, nor a paragraph that is in brackets
as a whole, which is a stage direction. A slide with nothing to say is spoken to freely, for as long as it is planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from deckgen.composing.deck import Deck, Placed
from deckgen.diagnostics import Span
from deckgen.languages import LANGUAGES
from deckgen.languages.language import Speech
from deckgen.memory import Same
from deckgen.reading.speaking import PACE, PacePlan
from deckgen.richtext import Block, Prose, in_brackets


class Speaking(NamedTuple):
    """What an author wrote as one slide, by its `number` (where it was spread over several, that of the first).

    `minutes` are planned, `unspoken` of them are not spoken. `units` are what its script has (None where there is
    none), `rate` are those of a minute, `unit` is their name; `span` is where the script was written, else the slide;
    `place` is the slide.
    """

    number: int
    minutes: float
    unspoken: float
    units: int | None
    rate: int
    unit: str
    span: Span | None
    place: Span | None

    @property
    def room(self) -> float:
        """The minutes that are left to speak in."""
        return max(0.0, self.minutes - self.unspoken)

    @property
    def spoken(self) -> float:
        """The minutes that its script takes; without one, those that are left for it."""
        return self.room if self.units is None else self.units / self.rate


def speech_of(deck: Deck) -> tuple[Speech, int] | None:
    """How the deck's language is counted, and so many units a minute; None for a language that is not. Where nobody is
    to look at the pace, it is the usual one."""
    speech = LANGUAGES[deck.language].speech
    pace = deck.pace if isinstance(deck.pace, PacePlan) else PACE
    return (speech, getattr(pace, speech.unit)) if speech else None


def speaking(deck: Deck) -> tuple[Speaking, ...]:
    """Each slide that is shown in a deck; none in a language that is not counted."""
    return _spoken(Same(deck))


@lru_cache(maxsize=1)  # several checks ask for it, one after the other
def _spoken(same: Same) -> tuple[Speaking, ...]:
    deck: Deck = same.of[0]
    how = speech_of(deck)
    if how is None:
        return ()
    return tuple(_speaking(deck, group, *how) for group in _written(deck) if group[0].presence == "shown")


def _written(deck: Deck) -> Iterator[list[Placed]]:
    """The slides, those together that were written as one."""
    group: list[Placed] = []
    for placed in deck.slides:
        if group and not placed.slide.continues(group[-1].slide):
            yield group
            group = []
        group.append(placed)
    if group:
        yield group


def _speaking(deck: Deck, group: list[Placed], speech: Speech, rate: int) -> Speaking:
    scripts = [p.notes for p in group if p.notes and spoken_blocks(p.notes)]
    units = sum(speech.count(_plain(b)) for script in scripts for b in spoken_blocks(script))
    units += sum(speech.count(words) for p in group for words in _answers(deck, p)) if scripts else 0
    return Speaking(
        group[0].number,
        sum(p.slide.minutes for p in group),
        sum(p.slide.unspoken.total for p in group),
        units if scripts else None,
        rate,
        speech.unit,
        scripts[0].span if scripts else group[0].slide.span,
        group[0].slide.span,
    )


def spoken_blocks(prose: Prose) -> tuple[Block, ...]:
    """The paragraphs and points that are said."""
    return tuple(b for b in prose.blocks if _plain(b) and not in_brackets(_plain(b)))


def _plain(block: Block) -> str:
    return "".join(run.text for run in block.runs).strip()


def _answers(deck: Deck, placed: Placed) -> Iterator[str]:
    """The answers of a slide as its notes have them."""
    for answer in placed.slide.answers():
        yield answer.choice
        yield from (deck.words.prose(text).plain for text in (answer.answer, answer.why) if text)
