"""What a part is about and what stays of it: its question and what the reader will know, its points, and what is
commonly mixed up; from what its slides say already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Deck, Placed, PlacedPart
from deckgen.layout.pace import about
from deckgen.layout.words import one_line
from deckgen.reading.values import Text
from deckgen.scene import Run
from deckgen.writers.handout.lines import PrintLine, break_lines
from deckgen.writers.handout.setter import Setter

#: How many terms, commands and points a part names at most; how few points are no list; letters of a command.
TERMS, COMMANDS, POINTS, LEAST, COMMAND = 6, 3, 8, 2, 34


class Opener(NamedTuple):
    """How a part begins: what it brings, how long the talk takes for it, and what the reader will be able to do."""

    lead: tuple[PrintLine, ...]
    rows: tuple[PrintLine, ...]
    minutes: str

    @property
    def line_count(self) -> int:
        """Its lines of text."""
        return len(self.lead) + len(self.rows)


class Box(NamedTuple):
    """A box beside the text: its heading, and its paragraphs, each in lines."""

    heading: str
    paragraphs: tuple[tuple[PrintLine, ...], ...]

    @property
    def line_count(self) -> int:
        """Its lines of text, heading included."""
        return 1 + sum(map(len, self.paragraphs))


def opener(setter: Setter, part: PlacedPart | None, members: Sequence[Placed], width: float) -> Opener:
    """The opener of a part, in a column of `width` mm."""
    if part is None or part.number is None:
        return Opener((), (), "")
    words, lines = setter.deck.words, list[PrintLine]()
    lead = next((t for p in members if (t := p.slide.promise())), None)
    for label, said in _known(setter, part, members):
        lines += _labelled(setter, label, said, width)
    minutes = setter.word("minutes", n=about(part.minutes)) if part.minutes else ""
    return Opener(setter.lines(words.plain(lead), "text", width) if lead else (), tuple(lines), minutes)


def points(setter: Setter, members: Iterable[Placed], width: float) -> Box | None:
    """What stays of a part: the sentences to take home from its slides. None where they are too few for a list."""
    said = chosen(members)
    if not said:
        return None
    hang, words = setter.sheet.hang, setter.deck.words
    paragraphs = tuple(setter.lines(words.prose(text).uncalled, "text", width - hang) for text in said)
    return Box(setter.word("takeaways"), paragraphs)


def chosen(members: Iterable[Placed]) -> list[Text]:
    """The sentences of a part's list; none where they are too few for one."""
    said = stays(members)
    while len(said) > POINTS:  # from all of the part, not from its beginning
        del said[len(said) // 2]
    return said if len(said) >= LEAST else []


def stays(members: Iterable[Placed]) -> list[Text]:
    """The sentences to take home from slides, each once."""
    out: dict[str, Text] = {}
    for placed in (p for p in members if p.slide.purpose == "subject"):
        claim = placed.slide.claim() if placed.sources else None  # what nobody need prove says when there is a break
        text = placed.slide.conclusion() or (claim.sentence if claim else None)
        if text is not None:
            out.setdefault(repr(text.by_language), text)
    return list(out.values())


def pause(setter: Setter, placed: Placed, width: float) -> Box | None:
    """What is commonly mixed up, and what is so; None where a slide does not say that."""
    correction = placed.slide.correction()
    if correction is None:
        return None
    paragraphs = (
        tuple(_labelled(setter, setter.word(key), _joined(setter, said), width))
        for key, said in (("myth", correction.myth), ("fact", correction.fact))
    )
    return Box(setter.word("pause"), tuple(paragraphs))


def first_terms(deck: Deck) -> dict[str, list[str]]:
    """The names of the terms that each slide is the first to use, by its id."""
    out: dict[str, list[str]] = {}
    for mention in deck.terms:
        if mention.slides:
            out.setdefault(mention.slides[0], []).append(mention.term.name(deck.language))
    return out


def _known(setter: Setter, part: PlacedPart, members: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """What the reader of a part will know, each sort with its label."""
    words, slides = setter.deck.words, [p.slide for p in members]
    reply = next((r for s in slides if (r := s.reply())), None)
    if reply and one_line(words.plain(reply.question)) != one_line(part.title.plain):
        yield setter.word("part-question"), one_line(words.plain(reply.question))
    new = first_terms(setter.deck)
    terms = list(dict.fromkeys(t for p in members if p.slide.purpose == "subject" for t in new.get(p.slide.id, ())))
    if terms:
        yield setter.word("part-terms"), ", ".join(terms[:TERMS])
    commands = (one_line(c) for s in slides for c in s.commands())
    short = dict.fromkeys(c for c in commands if len(c) <= COMMAND)
    if short:
        yield setter.word("part-commands"), "  ·  ".join(list(short)[:COMMANDS])
    lists = [one_line(p.title.plain) for p in members if p.slide.purpose == "subject" and not p.slide.exhibit]
    if lists:
        yield setter.word("part-checks"), "  ·  ".join(lists)


def _labelled(setter: Setter, label: str, said: str, width: float) -> tuple[PrintLine, ...]:
    type = setter.types["text"]
    runs = (Run(f"{label}   ", type.font, True, "text"), Run(said, type.font, False, "text"))
    return break_lines(runs, type, width, setter.fonts)


def _joined(setter: Setter, said: Iterable[Text]) -> str:
    """Texts as sentences one after the other."""
    parts = [one_line(setter.deck.words.plain(t)) for t in said]
    return " ".join(p if p[-1:] in ".!?。" else f"{p}." for p in parts if p)
