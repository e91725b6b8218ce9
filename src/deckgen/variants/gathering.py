"""What is made of all rows together: the list in which those who attend sign, and their name badges."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.diagnostics import ContentError
from deckgen.memory import Memory
from deckgen.outputs import doors
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.plan import Plan
from deckgen.pipeline.stages import planned
from deckgen.reading.event import Attendee
from deckgen.reading.seminar import Seminar, SeminarFile
from deckgen.reading.values import Text
from deckgen.variants.filling import blank, literal, scalar
from deckgen.variants.making import OF_ALL, Base
from deckgen.variants.rows import Row
from deckgen.variants.tables import Cell

_NAME, _COMPANY, _SEAT = (f"event.attendee.{field}" for field in ("name", "company", "seat"))


def gathered(seminar: Seminar, rows: Iterable[Row]) -> Seminar:
    """The seminar itself, with all rows that name somebody as its attendees, in the table's order."""
    rows = list(rows)
    places = {place for row in rows for place in row.places}
    people = tuple(
        Attendee(name=_text(row, _NAME), company=_text(row, _COMPANY), seat=_text(row, _SEAT))
        for row in rows
        if _text(row, _NAME)
    )
    empty = blank(seminar, sorted(places))
    return empty._replace(file=SeminarFile(**{**vars(empty.file), "attendees": people}))


def _text(row: Row, place: str) -> Text | None:
    cell: Cell | None = row.places.get(place)
    return Text.parse(scalar(literal(cell.text), cell.span)) if cell and cell.text else None


def plan_of_all(base: Base, rows: Iterable[Row]) -> Plan | None:
    """What these editions are made of; None where none is asked for, or nobody attends."""
    seminar = gathered(base.seminar, rows)
    wanted = tuple(name for name in base.editions if name in OF_ALL)
    if not wanted or not seminar.file.attendees or "handout" not in base.recipe.formats:
        return None
    brand = base.brand(seminar)
    with base.collected():
        deck = base.composed(seminar, Memory())[0]._replace(slides=())
    return planned(seminar, deck, brand, seminar.theme, (), base.request)._replace(editions=wanted)


def made_of_all(base: Base, rows: Iterable[Row]) -> list[tuple[str, bytes]]:
    """The files that are made of all rows, with their names from the output folder. Raises ContentError."""
    plan = plan_of_all(base, rows)
    if plan is None:
        return []
    handout = FORMATS["handout"]
    files = handout.files(plan)
    shared = handout.share(plan, files)
    found = []
    for file in files:
        made = handout.write(plan, file, shared)
        if made.data is None or any(d.severity == "error" for d in made.findings):
            raise ContentError(made.findings)
        found.append((doors.path(file.door, plan.deck.id, plan.deck.language, file.ending), made.data))
    return found
