"""Handouts of rows: their pages are set once, with forms in the place of what each row has of its own.

For whom, when and where a seminar is given stands on the front, in heads and feet and in the imprint, and moves nothing
else. So the pages of a handout are set of the seminar filled with a row but for these words, which are put into forms
then. Rows that have all else in common, a speaker or a greeting, have the same pages. This is also how an edition of
one row is built in full.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from deckgen.composing.deck import Deck
from deckgen.layout.scenes import Redrawing
from deckgen.outputs.formats import File
from deckgen.outputs.plan import Plan
from deckgen.variants.heap import give_back
from deckgen.variants.places import parted
from deckgen.variants.rows import Row
from deckgen.variants.tables import Cell
from deckgen.writers.handout.handouts import Handouts, Print
from deckgen.writers.handout.own import EVENT, Forms, Shape, Words, form_of
from deckgen.writers.handout.setter import form_name

#: Editions whose pages say nothing of these places but what stands in forms.
EDITIONS = ("notes", "reader", "workbook")
#: Places that move nothing on their pages.
_OWN = ("event.client", "event.date", "event.venue", "event.start", "event.logo", "event.attendee")
#: The fields of a deck that are made of them.
_FIELDS = ("client", "date", "date_iso", "venue", "start", "logo", "people", "variant", "called")


def is_own(place: str, asked: Iterable[str]) -> bool:
    """Whether a place moves nothing: no text names it."""
    base, _ = parted(place)
    whole = next((own for own in _OWN if f"{base}.".startswith(f"{own}.")), None)
    return whole is not None and not any(f"{name}.".startswith(f"{whole}.") for name in asked)


class Pages(NamedTuple):
    """What the pages of rows have in common: the row without what they have of their own."""

    row: Row

    @classmethod
    def of(cls, row: Row, asked: Iterable[str]) -> Pages:
        """Those of a row, where texts name what is `asked` for."""
        names = frozenset(asked)
        empty = {place: Cell("", cell.span, cell.heading) for place, cell in row.places.items() if is_own(place, names)}
        return cls(row._replace(number=0, key="", name="", places={**row.places, **empty}))

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """What tells them from those of other rows."""
        return self.row.values


class Editions:
    """The editions of rows that have their pages in common, as they are asked for."""

    def __init__(self, plan: Plan, redrawing: Redrawing) -> None:
        self._brand = plan.brand
        self._handouts = Handouts(plan.deck, plan.scenes, plan.brand, plan.info)
        reading = set().union(*(redrawing.asking.get(field, set()) for field in _FIELDS))
        #: The names of slides that show what rows have of their own.
        self._showing = {form_name(plan.scenes[n]) for n in reading}
        self._forms_of: dict[tuple[object, ...], Forms] = {}

    def write(self, plan: Plan, file: File) -> bytes | None:
        """An edition of a row's plan, whose slides are not asked for; None where it shows slides with words of the row.
        Raises ContentError."""
        print, deck = Print(**dict(file.printing)), plan.deck
        if file.edition not in EDITIONS or print.bleed or print.booklet or print.folded:
            return None
        words = Words(deck.client, deck.date, deck.venue)
        lines = self._handouts.own_lines(file.edition, print, words)
        shape = {key: len(said) for key, said in lines.items()}
        forms = self._forms_on(file.edition, print, shape)
        if any(shown.endswith(form) for shown in forms.blank.shown for form in self._showing):
            return None
        return forms.filled(lines, words, self._brand, plan.info)

    def _forms_on(self, edition: str, print: Print, shape: Shape) -> Forms:
        """An edition with forms on so many lines. Where it has a cover, the line of the event stands nowhere."""
        front = tuple(sorted((key, n) for key, n in shape.items() if key != EVENT))
        for count in (shape.get(EVENT, 0), 0):
            if known := self._forms_of.get((edition, print, front, count)):
                return known
        blank = self._handouts.blank(edition, print, shape)
        give_back()
        covered = not any(place.form.startswith(form_of(EVENT, 0)[:-1]) for place in blank.places)
        made = self._forms_of[edition, print, front, 0 if covered else shape.get(EVENT, 0)] = Forms(blank)
        return made


def asked_by(deck: Deck) -> frozenset[str]:
    """The names that the texts of a deck look up."""
    return frozenset(name for made in deck.words.made_of().values() for name in made.asked)
