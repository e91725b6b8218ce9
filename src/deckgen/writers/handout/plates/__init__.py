"""Editions that are drawn on a plate of the theme, not set in type: what is printed for those who attend.

They are small and quick: a certificate takes a hundredth of a second, so one for each of ten thousand people is made
anew and not put together from parts of others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Deck
from deckgen.composing.people import Guest
from deckgen.diagnostics import Diagnostic, error
from deckgen.messages import say
from deckgen.reading.brand import Brand
from deckgen.reading.drawing import Drawing
from deckgen.reading.images import Image
from deckgen.reading.plates import PlateName
from deckgen.reading.printing import Paper
from deckgen.writers import Info
from deckgen.writers.handout.ink import Ink, print_brand
from deckgen.writers.handout.plates import attendance, badges, certificate
from deckgen.writers.handout.plates.drawing import write
from deckgen.writers.handout.plates.grid import on_page, on_paper
from deckgen.writers.handout.plates.page import Page
from deckgen.writers.handout.plates.places import Places
from deckgen.writers.handout.sheet import POINTS

Seal = Image | Drawing | None


class PlateEdition(NamedTuple):
    """An edition on a plate: its name, the plate, the word that it is called by, how its file's name ends, and whether
    it is the presenter's."""

    name: str
    plate: PlateName
    word: str
    file: str
    private: bool


_ALL = (
    PlateEdition("certificate", "certificate", "certificate-edition", "certificate", False),
    PlateEdition("attendance", "attendance", "attendance-edition", "attendance", True),
    PlateEdition("badges", "badge", "badges-edition", "badges", True),
)
PLATES = {e.name: e for e in _ALL}
#: What lays out the pages of each.
VIEWS: dict[str, Callable[..., tuple[Page, ...]]] = {
    "certificate": certificate.pages,
    "attendance": attendance.pages,
    "badges": badges.pages,
}


class Drawn(NamedTuple):
    """An edition's bytes, and the number of its pages."""

    data: bytes
    pages: int


def draw(
    name: str,
    deck: Deck,
    brand: Brand,
    info: Info,
    paper: Paper = "a4",
    ink: Ink = "colour",
    seal: Seal = None,
    guests: Sequence[Guest] | None = None,
) -> Drawn:
    """An edition of a deck on a paper; the list and the badges are of the deck's `guests`, or of those given here."""
    printed = print_brand(brand, ink)
    made = laid_out(name, deck, printed, paper, seal, guests)[0]
    if ink == "grey":
        made = tuple(page.without_colours() for page in made)
    title = f"{brand.theme.word(PLATES[name].word, deck.language)}: {info.title}"
    return Drawn(write(made, printed, info._replace(title=title)), len(made))


def laid_out(
    name: str,
    deck: Deck,
    brand: Brand,
    paper: Paper,
    seal: Seal = None,
    guests: Sequence[Guest] | None = None,
    draws: bool = True,
) -> tuple[tuple[Page, ...], Places]:
    """The pages of an edition, and what filled their places, which knows where a text was too long. Whoever asks only
    for that `draws` no codes."""
    plate = brand.theme.plates[PLATES[name].plate]
    card = badges.WIDTH * POINTS, badges.HEIGHT * POINTS
    grid = on_page(plate, *card) if name == "badges" else on_paper(plate, paper)
    places = Places(grid, brand, deck.language, draws)
    if name == "certificate":
        return certificate.pages(deck, places, seal), places
    named = deck.people.guests if guests is None else guests
    if name == "attendance":
        return attendance.pages(deck, places, named), places
    own = (deck.people.guest,) if deck.people.guest else ()
    return badges.pages(deck, places, named or own, paper), places


def check(deck: Deck, brand: Brand, editions: Sequence[str], paper: Paper) -> Iterator[Diagnostic]:
    """What does not fit into its place on any edition, told where it was written."""
    for name in (n for n in editions if n in PLATES):
        _, places = laid_out(name, deck, brand, paper, draws=False)
        for part, text in dict.fromkeys(places.overflowing):
            span = next((g.span for g in _named(deck) if text in (g.name, g.company, g.seat)), None)
            message = say("paper.place-overflow", edition=name, place=part, characters=len(text))
            yield error(message, span or deck.title.span, say("paper:write-it-shorter"))


def _named(deck: Deck) -> Iterator[Guest]:
    if deck.people.guest:
        yield deck.people.guest
    yield from deck.people.guests
