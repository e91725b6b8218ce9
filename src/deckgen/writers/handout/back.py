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
from deckgen.writers.handout.setter import Setter, anchor
from deckgen.writers.handout.sheet import POINTS
from deckgen.writers.handout.terms import APART, PLACES, Printed, PrintTerm, terms

#: The column of a source's number, in millimetres, so many times as wide in large print; a source is followed by at
#: most so many page numbers.
NUMBERED, LARGE, SOURCE_PLACES = 6.5, 2.1, 4
#: Each list by its anchor, and the word of the theme that names it.
_NAMES = {"glossary": "glossary", "sources": "sources", "answers": "answer-key", "feedback": "feedback"}


class PrintSource(NamedTuple):
    """Where something was read: its number, the title's lines, who published it when and when it was read, the address
    in lines, and the anchors of the places that name it."""

    number: int
    heading: tuple[PrintLine, ...]
    about: tuple[PrintLine, ...]
    url: str
    address: tuple[PrintLine, ...]
    places: tuple[str, ...] = ()
    #: The places stand at the end of the address.
    placed: bool = False

    @property
    def line_count(self) -> int:
        """The lines that it takes."""
        return len(self.heading) + len(self.about) + len(self.address) + (bool(self.places) and not self.placed)


class Back(NamedTuple):
    """The lists at the end, each with what is said about it."""

    about_terms: tuple[PrintBlock, ...] = ()
    terms: tuple[PrintTerm, ...] = ()
    about_sources: tuple[PrintBlock, ...] = ()
    sources: tuple[PrintSource, ...] = ()
    answers: tuple[Key, ...] = ()
    feedback: Feedback | None = None
    #: The terms are an index as well: each with all of its pages.
    indexed: bool = False


def back(
    setter: Setter,
    answers: bool = True,
    printed: Mapping[str, Printed] | None = None,
    distance: int = APART,
    only: Collection[str] | None = None,
    prose: bool = False,
    most: int = PLACES,
) -> Back:
    """The lists at the end of an edition; `printed` is what it prints of its slides, by their anchors: without, no
    page is named beside a term. Slides at a `distance` do not share a page. `only`: the sources of these slides, by
    their ids; `prose`: it prints that of the slides which the lists stand for; `most`: how many places
    are named beside a term."""
    key = tuple(keys(setter, setter.sheet.measure)) if answers else ()
    if printed is not None and key:
        printed = {**printed, "answers": Printed("", " ".join(key_words(k.answers) for k in key))}
    key = tuple(_placed(k, printed or {}) for k in key)
    about = _about(setter)
    return Back(
        about_terms=() if setter.brief else about.get("terms", ()),
        terms=() if setter.brief else tuple(terms(setter, printed, distance, most)),
        about_sources=() if setter.brief else about.get("sources", ()),
        sources=() if setter.brief else tuple(_sources(setter, only, _where(printed or {}), distance)),
        answers=key,
        feedback=feedback(setter, prose),
        indexed=most > PLACES,
    )


def _placed(key: Key, printed: Mapping[str, Printed]) -> Key:
    """A key whose answers lead to what is printed only."""
    return key._replace(answers=tuple(a if a.place in printed else a._replace(place="") for a in key.answers))


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
    names = _names(back)
    lists = {"glossary": back.terms, "sources": back.sources, "answers": back.answers, "feedback": back.feedback}
    return [entry(setter, key, setter.word(names[key]), part=True) for key, value in lists.items() if value]


def back_marks(setter: Setter, back: Back | None = None) -> list[Mark]:
    """The running heads of the lists at the end."""
    return [Mark(key, setter.word(name)) for key, name in _names(back or Back()).items()]


def _names(back: Back) -> dict[str, str]:
    """The words of the theme that name the lists, by their anchors."""
    return {**_NAMES, "glossary": "terms-index"} if back.indexed else _NAMES


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


def _sources(
    setter: Setter, only: Collection[str] | None, cited: Mapping[str, str], distance: int
) -> Iterator[PrintSource]:
    """The sources of a deck, each once, in columns of their own. `cited`: where slides stand, by their ids; those at a
    `distance` do not share a page."""
    words, sheet, type = setter.deck.words, setter.sheet, setter.types["source"]
    width = sheet.listed - NUMBERED * (LARGE if sheet.large else 1)
    for number, s in enumerate(setter.sources(only), 1):
        heading = setter.set(words.prose(s.title), type._replace(bold=True), width)
        said = setter.lines(one_line(about(s, words, setter.theme)), "source", width)
        address = address_lines(str(s.url), type, width, setter.fonts)
        naming = (n for n, p in enumerate(setter.deck.slides) if any(str(o.url) == str(s.url) for o in p.sources))
        places: list[str] = []
        before = -distance
        for n in naming:
            place = cited.get(setter.deck.slides[n].slide.id)
            if place and n - before >= distance and len(places) < SOURCE_PLACES:
                places.append(place)
                before = n
        last = "".join(r.text for r in address[-1]) + "  → " + ", ".join(["00"] * len(places)) if address else ""
        placed = setter.fonts.width(last, "text", False) * type.size <= width * POINTS
        yield PrintSource(number, heading, said, str(s.url), address, tuple(places), placed)
