"""The answers to what slides ask: a key for each slide, at the end of an edition or beside the speaker's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deckgen.composing.blocks import without_number
from deckgen.composing.deck import Placed
from deckgen.layout.words import one_line
from deckgen.reading.slide import Answer
from deckgen.writers.handout.explaining import explaining
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.setter import Setter, anchor


class PrintAnswer(NamedTuple):
    """A question, numbered, and its answer with the reason for it; the anchor of the slide that explains it, "" where
    none does."""

    question: tuple[PrintLine, ...]
    answer: tuple[PrintLine, ...]
    place: str = ""


class Key(NamedTuple):
    """The answers to what one slide asks, under its title."""

    heading: tuple[PrintLine, ...]
    answers: tuple[PrintAnswer, ...]


def keys(setter: Setter, width: float) -> Iterator[Key]:
    """The keys of a deck, in a column of `width` mm."""
    for placed in setter.deck.slides:
        if answers := _printed(setter, placed.slide.answer_key(), width):
            whole = placed.slide.whole_title()
            title = setter.deck.words.prose(whole) if whole else placed.title
            yield Key(setter.lines(title.uncalled, "title", width), answers)


def slide_answers(setter: Setter, placed: Placed, width: float) -> tuple[PrintAnswer, ...]:
    """The answers to what a slide asks, in a column of `width` mm."""
    return _printed(setter, placed.slide.answers(), width)


def _printed(setter: Setter, answers: Iterable[Answer], width: float) -> tuple[PrintAnswer, ...]:
    words, out = setter.deck.words, []
    for n, a in enumerate(answers, 1):
        answer = " ".join(part for part in (a.choice, one_line(words.plain(a.answer))) if part)
        reason = f"  –  {one_line(words.plain(a.why))}" if a.why else ""
        question = setter.lines(f"{a.number or n}. {without_number(words.plain(a.question))}", "part-entry", width)
        where = explaining(setter.deck, a)
        place = anchor(where.slide.id) if where else ""
        out.append(PrintAnswer(question, setter.lines(answer + reason, "entry", width), place))
    return tuple(out)


def key_words(answers: Iterable[PrintAnswer]) -> str:
    """The words of a key."""
    return " ".join(run.text for a in answers for line in (*a.question, *a.answer) for run in line)
