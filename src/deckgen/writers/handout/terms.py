"""The terms that an edition uses, each with the places where it stands on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from deckgen.composing.deck import shown
from deckgen.languages import LANGUAGES
from deckgen.reading.seminar import Term as Entry
from deckgen.reading.slide import Listing
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.lines import PrintLine, one_line
from deckgen.writers.handout.setter import Setter, all_lines, anchor

#: Two slides that are as far apart as this do not stand on the same page, as a rule.
APART = 4
#: A term's definition is followed by at most so many page numbers.
PLACES = 3
#: Kinds of slides that belong to the talk, not to an article about it.
SPOKEN = {"title", "agenda", "section", "speaker", "poll", "closing", "survey"}
#: Kinds of slides that explain no word.
MUTE = {*SPOKEN, "quiz"}


class Printed(NamedTuple):
    """What an edition prints of a slide: its title, the words of its picture, its prose. `apart`: the picture has a place of
    its own below the prose."""

    title: str
    picture: str
    prose: tuple[PrintBlock, ...] = ()
    apart: bool = False


class Term(NamedTuple):
    """A term, its name in the other `language`, what it means, and the anchors of the places where it stands."""

    name: str
    other: str
    language: str
    definition: tuple[PrintLine, ...]
    places: tuple[str, ...]


def terms(setter: Setter, printed: Mapping[str, Printed] | None, distance: int = APART) -> Iterator[Term]:
    """The terms of the seminar that stand in what is `printed` of its slides, by their anchors, and those that its slides list,
    in the order of the alphabet; None: all of them, without places. Slides at a `distance` do not share a page."""
    deck, sheet = setter.deck, setter.sheet
    width = sheet.measure if sheet.stacked else (sheet.text - sheet.gutter) / 2
    listed = {
        t.name(deck.language)
        for p in deck.slides
        if isinstance(p.slide, Listing)
        for t in p.slide.whole
        if isinstance(t, Entry)
    }
    texts = {name: (p.title, p.picture, _said(p.prose)) for name, p in (printed or {}).items()}
    for term in (m.term for m in deck.terms):
        found = _places(term, printed or {}, texts, deck.language, distance)
        name, other = term.name(deck.language), term.other(deck.language)
        if printed is None or found or name in listed:
            definition = setter.lines(deck.words.plain(term.definition), "source", width)
            yield Term(name, other if other != name else "", LANGUAGES[deck.language].beside, definition, found)


def printed(
    setter: Setter, prose: Mapping[str, tuple[PrintBlock, ...]], below: Collection[str] | None = None
) -> dict[str, Printed]:
    """What an edition prints, by the anchors of its slides: this `prose`, and their pictures above it; or, where `below` is given,
    only the pictures of these slides, below their prose. Slides that explain nothing are left out."""
    out = {}
    for placed in setter.deck.slides:
        name = anchor(placed.slide.id)
        if name in prose and placed.slide.kind not in MUTE:
            picture = shown(placed.slide, setter.deck.words) if below is None or name in below else ""
            out[name] = Printed(placed.title.plain, picture, prose[name], below is not None)
    return out


def pinned(anchor: str, prose: tuple[PrintBlock, ...], wanted: set[str]) -> tuple[PrintBlock, ...]:
    """Prose with an anchor in each line that a term leads to."""
    lines = iter(range(sum(1 for _ in all_lines(prose))))

    def pin(line: PrintLine) -> PrintLine:
        name = _line(anchor, next(lines))
        return (line[0]._replace(anchor=name), *line[1:]) if name in wanted else line

    return tuple(
        b._replace(paragraphs=tuple(p._replace(lines=tuple(map(pin, p.lines))) for p in b.paragraphs)) for b in prose
    )


def places(found: tuple[Term, ...]) -> set[str]:
    """All places to which terms lead."""
    return {p for t in found for p in t.places}


def picture_of(anchor: str) -> str:
    """The anchor of a picture that stands below its prose."""
    return f"{anchor}-picture"


def _places(
    term: Entry, printed: Mapping[str, Printed], texts: Mapping[str, tuple[str, ...]], language: str, distance: int
) -> tuple[str, ...]:
    """Where the term is the subject, or else said most often, in the `texts` of what is printed, titles first; and the first of the
    other places."""
    counted: dict[str, int] = {}
    for name, said in texts.items():
        count = sum(term.count(text, language) for text in said)
        if count:
            counted[name] = count + 1000 * bool(term.count(said[0], language))
    if not counted:
        return ()
    number = {name: n for n, name in enumerate(printed)}
    best = max(counted.values())
    chosen = [next(name for name, count in counted.items() if count == best or count > 1000)]
    for name in counted:
        if len(chosen) < PLACES and all(abs(number[name] - number[c]) >= distance for c in chosen):
            chosen.append(name)
    return tuple(_place(term, name, printed[name], language) for name in sorted(chosen, key=number.__getitem__))


def _place(term: Entry, name: str, printed: Printed, language: str) -> str:
    """Where in what is printed of a slide the term stands."""
    if term.count(printed.title, language) or (not printed.apart and term.count(printed.picture, language)):
        return name
    said = ""
    for n, line in enumerate(all_lines(printed.prose)):
        said += _words(line) + " "
        if term.count(said, language):
            return _line(name, n)
    return picture_of(name)


def _line(anchor: str, number: int) -> str:
    return f"{anchor}-line-{number}"


def _said(prose: tuple[PrintBlock, ...]) -> str:
    return " ".join(map(_words, all_lines(prose)))


def _words(line: PrintLine) -> str:
    return one_line("".join(r.text for r in line))
