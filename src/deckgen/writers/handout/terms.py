"""The terms that an edition uses, each with the places where it stands on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from deckgen.composing.terms import shown
from deckgen.languages import LANGUAGES
from deckgen.layout.words import one_line, statements
from deckgen.reading.seminar import Term
from deckgen.reading.slide import Listing
from deckgen.scene import Scene, Table
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.figures import drawing
from deckgen.writers.handout.forms import part
from deckgen.writers.handout.lines import PrintLine, line_text
from deckgen.writers.handout.setter import Setter, all_lines, anchor
from deckgen.writers.handout.sheet import POINTS

#: Two slides that are as far apart as this do not stand on the same page, as a rule.
APART = 4
#: A term's definition is followed by at most so many page numbers.
PLACES = 3


class Printed(NamedTuple):
    """What an edition prints of a slide: its title, the words of its picture, its prose. `apart`: the picture has a
    place of its own below the prose."""

    title: str
    picture: str
    prose: tuple[PrintBlock, ...] = ()
    apart: bool = False


class PrintTerm(NamedTuple):
    """A term, its name, its name in the other `language`, what it means, and the anchors of the places where it
    stands; `below`: the other name needs a line of its own; `placed`: the places stand at the end of what it means."""

    term: Term
    name: str
    other: str
    language: str
    definition: tuple[PrintLine, ...]
    places: tuple[str, ...]
    below: bool = False
    placed: bool = False

    @property
    def line_count(self) -> int:
        """The lines that it takes."""
        return 1 + self.below + len(self.definition) + (bool(self.places) and not self.placed)


def terms(
    setter: Setter, printed: Mapping[str, Printed] | None, distance: int = APART, most: int = PLACES
) -> Iterator[PrintTerm]:
    """The terms of the seminar that stand in what is `printed` of its slides, by their anchors, and those that its
    slides list, in the order of the alphabet; None: all of them, without places. Slides at a `distance` do not share a
    page."""
    deck, sheet = setter.deck, setter.sheet
    listings = (p.slide for p in deck.slides if isinstance(p.slide, Listing))
    listed = [t for slide in listings for t in slide.all_entries if isinstance(t, Term)]
    language = LANGUAGES[deck.language].beside
    texts = {name: (p.title, p.picture, _words(p.prose)) for name, p in (printed or {}).items()}
    for term in (m.term for m in deck.terms):
        places = _places(term, printed or {}, texts, deck.language, distance, most)
        name, other = term.name(deck.language), term.other(deck.language)
        if printed is None or places or term in listed:
            definition = setter.lines(deck.words.plain(term.definition), "source", sheet.listed)
            other = other if other != name else ""
            yield PrintTerm(
                term,
                name,
                other,
                language,
                definition,
                places,
                _is_wide(setter, name, other),
                _have_room(setter, definition, len(places)),
            )


def _is_wide(setter: Setter, name: str, other: str) -> bool:
    """Whether both names of a term are too wide for a line."""
    fonts, size = setter.fonts, setter.types["source"].size
    return (fonts.width(name, "text", True) + fonts.width(f"  {other}", "text", False)) * size > (
        setter.sheet.listed * POINTS
    )


def _have_room(setter: Setter, definition: Sequence[PrintLine], places: int) -> bool:
    """Whether so many page numbers stand beside the last line of a definition."""
    text = (line_text(definition[-1]) if definition else "") + "  → " + ", ".join(["000"] * places)
    return setter.fonts.width(text, "text", False) * setter.types["source"].size <= setter.sheet.listed * POINTS


def printed(
    setter: Setter, prose: Mapping[str, tuple[PrintBlock, ...]], below: Collection[str] | None = None
) -> dict[str, Printed]:
    """What an edition prints, by the anchors of its slides: this `prose`, and their pictures above it; or, where
    `below` is given, only the drawings and tables of these slides, below their prose. Only slides that explain
    something count."""
    out = {}
    for placed, scene in zip(setter.deck.slides, setter.scenes, strict=True):
        name = anchor(placed.slide.id)
        if name in prose and placed.slide.purpose in ("subject", "list"):
            if below is None:
                picture = shown(placed.slide, setter.deck.words)
            else:
                picture = _drawn(scene) if name in below else ""
            out[name] = Printed(placed.title.plain, picture, prose[name], below is not None)
    return out


def _drawn(scene: Scene) -> str:
    """The words of a slide's drawing and of its tables."""
    rect = drawing(scene)
    items = (*(part(scene, rect).items if rect else ()), *(i for i in scene.items if isinstance(i, Table)))
    return " ".join(text.plain for statement in statements(items) for text in statement.texts)


def pinned(anchor: str, prose: tuple[PrintBlock, ...], wanted: set[str]) -> tuple[PrintBlock, ...]:
    """Prose with an anchor in each line that a term leads to."""
    lines = iter(range(sum(1 for _ in all_lines(prose))))

    def pin(line: PrintLine) -> PrintLine:
        name = _line_anchor(anchor, next(lines))
        return (line[0]._replace(anchor=name), *line[1:]) if name in wanted else line

    def pinned_in(blocks: tuple[PrintBlock, ...]) -> tuple[PrintBlock, ...]:
        return tuple(
            b._replace(
                paragraphs=tuple(
                    p._replace(lines=tuple(map(pin, p.lines)), inner=pinned_in(p.inner)) for p in b.paragraphs
                )
            )
            for b in blocks
        )

    return pinned_in(prose)


def places(terms: tuple[PrintTerm, ...]) -> set[str]:
    """All places to which terms lead."""
    return {place for term in terms for place in term.places}


def picture_of(anchor: str) -> str:
    """The anchor of a picture that stands below its prose."""
    return f"{anchor}-picture"


def _places(
    term: Term,
    printed: Mapping[str, Printed],
    texts: Mapping[str, tuple[str, ...]],
    language: str,
    distance: int,
    most: int,
) -> tuple[str, ...]:
    """Where the term is the subject, or else said most often, in the `texts` of what is printed, titles first; and the
    first of the other places."""
    weights: dict[str, tuple[bool, int]] = {}
    for name, (title, *rest) in texts.items():
        titled, count = term.count(title, language), sum(term.count(text, language) for text in rest)
        if titled or count:
            # a title that has the word outweighs any number of mentions, and the first such title all others
            weights[name] = (True, 0) if titled else (False, count)
    if not weights:
        return ()
    number = {name: n for n, name in enumerate(printed)}
    chosen = [max(weights, key=lambda name: weights[name])]
    for name in weights:
        if len(chosen) < most and all(abs(number[name] - number[c]) >= distance for c in chosen):
            chosen.append(name)
    return tuple(_place(term, name, printed[name], language) for name in sorted(chosen, key=number.__getitem__))


def _place(term: Term, name: str, printed: Printed, language: str) -> str:
    """Where in what is printed of a slide the term stands."""
    if term.count(printed.title, language) or (not printed.apart and term.count(printed.picture, language)):
        return name
    words = ""
    for n, line in enumerate(all_lines(printed.prose)):
        words += one_line(line_text(line)) + " "
        if term.count(words, language):
            return _line_anchor(name, n)
    return picture_of(name)


def _line_anchor(anchor: str, number: int) -> str:
    return f"{anchor}-line-{number}"


def _words(prose: tuple[PrintBlock, ...]) -> str:
    return " ".join(one_line(line_text(line)) for line in all_lines(prose))
