"""The lists at the end of an edition: the terms that the seminar used, its sources, the answers to quizzes,
feedback."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from deckgen.layout.citations import about
from deckgen.layout.words import one_line
from deckgen.reading.slide import Listing
from deckgen.writers.handout.answers import Key, key_words, keys
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.contents import Entry, entry
from deckgen.writers.handout.feedback import Feedback, feedback
from deckgen.writers.handout.frame import Mark
from deckgen.writers.handout.lines import PrintLine, address_lines
from deckgen.writers.handout.setter import Setter, anchor, depth
from deckgen.writers.handout.terms import APART, Printed, PrintTerm, terms

#: The usual space around each term, by how much less of it may be tried, how often, and the hairline above each, in
#: millimetres.
LOOSE, LESS, TRIES, RULE = 3.4, 0.2, 10, 0.2
#: The column of a source's number, in millimetres, so many times as wide in large print; a source is followed by at
#: most so many page numbers.
NUMBERED, LARGE, SOURCE_PLACES = 8.0, 1.7, 8
#: Each list by its anchor, and the word of the theme that names it.
_NAMES = {"glossary": "glossary", "sources": "sources", "answers": "answer-key", "feedback": "feedback"}


class PrintSource(NamedTuple):
    """Where something was read: its number, the title's lines, who published it when and when it was read, the address
    in lines, and the anchors of the places that name it."""

    number: int
    heading: tuple[PrintLine, ...]
    about: str
    url: str
    address: tuple[PrintLine, ...]
    places: tuple[str, ...] = ()


class Back(NamedTuple):
    """The lists at the end, each with what is said about it; `apart` is the space around each term, in millimetres."""

    about_terms: tuple[PrintBlock, ...] = ()
    terms: tuple[PrintTerm, ...] = ()
    apart: float = LOOSE
    about_sources: tuple[PrintBlock, ...] = ()
    sources: tuple[PrintSource, ...] = ()
    answers: tuple[Key, ...] = ()
    feedback: Feedback | None = None


def back(
    setter: Setter,
    answers: bool = True,
    printed: Mapping[str, Printed] | None = None,
    distance: int = APART,
    only: Collection[str] | None = None,
) -> Back:
    """The lists at the end of an edition; `printed` is what it prints of its slides, by their anchors: without, no
    page is named beside a term. Slides at a `distance` do not share a page. `only`: the sources of these slides, by
    their ids."""
    key = tuple(keys(setter, setter.sheet.measure)) if answers else ()
    if printed is not None and key:
        printed = {**printed, "answers": Printed("", " ".join(key_words(k.answers) for k in key))}
    listed, about = tuple(terms(setter, printed, distance)), _about(setter)
    about_terms = about.get("terms", ())
    return Back(
        about_terms=about_terms,
        terms=listed,
        apart=_apart(setter, listed, about_terms),
        about_sources=about.get("sources", ()),
        sources=tuple(_sources(setter, only, _where(printed or {}))),
        answers=key,
        feedback=feedback(setter),
    )


def distinct(back: Back, page: Mapping[str, int]) -> Back:
    """The lists with no page named twice beside an entry; places that stand on none are left out, as a theme's template
    may leave them out."""

    def once(places: Sequence[str]) -> tuple[str, ...]:
        return tuple({page[p]: p for p in reversed(places) if p in page}.values())[::-1]

    return back._replace(
        terms=tuple(t._replace(places=once(t.places)) for t in back.terms),
        sources=tuple(s._replace(places=once(s.places)) for s in back.sources),
    )


def back_entries(setter: Setter, back: Back) -> list[Entry]:
    """The lists at the end, for the contents."""
    lists = {"glossary": back.terms, "sources": back.sources, "answers": back.answers, "feedback": back.feedback}
    return [entry(setter, key, setter.word(_NAMES[key]), part=True) for key, value in lists.items() if value]


def back_marks(setter: Setter) -> list[Mark]:
    """The running heads of the lists at the end."""
    return [Mark(key, setter.word(name)) for key, name in _NAMES.items()]


def _where(printed: Mapping[str, Printed]) -> dict[str, str]:
    """The anchors of what is printed, by the ids of the slides."""
    return {name.removeprefix(anchor("")): name for name in printed if name.startswith(anchor(""))}


def _about(setter: Setter) -> dict[str, tuple[PrintBlock, ...]]:
    """What the slides that list terms or sources have printed about them: the first slide of each sort."""
    out: dict[str, tuple[PrintBlock, ...]] = {}
    for placed in setter.deck.slides:
        if isinstance(placed.slide, Listing) and placed.slide.lists not in out:
            out[placed.slide.lists] = setter.prose(placed.handout, setter.sheet.measure)
    return out


def _apart(setter: Setter, listed: Sequence[PrintTerm], about: Sequence[PrintBlock]) -> float:
    """The space around terms, in millimetres, with which they take the fewest pages: none is there for a last one or
    two."""
    sheet, line_height = setter.sheet, setter.types["source"].line_height
    across = 1 if sheet.stacked else 2
    rows = [listed[i : i + across] for i in range(0, len(listed), across)]
    heights = [max(1 + len(t.definition) + bool(t.places) for t in row) * line_height for row in rows]

    def pages(apart: float) -> int:
        count, left = 1, sheet.inner - (depth(about) + 1 if about else 3) * sheet.line
        for height in heights:
            if left < height + apart + RULE:
                count, left = count + 1, sheet.inner
            left -= height + apart + RULE
        return count

    return min((LOOSE - n * LESS for n in range(TRIES)), key=lambda apart: (pages(apart), -apart))


def _sources(setter: Setter, only: Collection[str] | None, cited: Mapping[str, str]) -> Iterator[PrintSource]:
    """The sources of a deck, each once, in columns of their own. `cited`: where slides stand, by their ids."""
    words, sheet, type = setter.deck.words, setter.sheet, setter.types["source"]
    width = (sheet.measure if sheet.stacked else (sheet.text - sheet.gutter) / 2) - NUMBERED * (
        LARGE if sheet.large else 1
    )
    for number, s in enumerate(setter.sources(only), 1):
        heading = setter.set(words.prose(s.title), type._replace(bold=True), width)
        address = address_lines(str(s.url), type, width, setter.fonts)
        slides = (p.slide.id for p in setter.deck.slides if any(str(o.url) == str(s.url) for o in p.sources))
        places = tuple(dict.fromkeys(cited[id] for id in slides if id in cited))[:SOURCE_PLACES]
        yield PrintSource(number, heading, one_line(about(s, words, setter.theme)), str(s.url), address, places)
