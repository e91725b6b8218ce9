"""Rows: what a table says of each variant, before anybody knows whether that can be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error, suggest, warning
from deckgen.messages import listing, say
from deckgen.reading.values import Name
from deckgen.reading.variants import CHOICES, FIELD, PLACES, VariantsPlan
from deckgen.variants.places import meant_by, parted, place_of, short
from deckgen.variants.tables import Cell, Record, Table

#: Bytes that the name of a row's files may have: what stands behind it must have room in the 255 of a file system.
LONGEST_NAME = 150
#: What no name of a file may have on Windows, and names that are devices there.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}


class Row(NamedTuple):
    """A row: its number in the table, the key that tells it from others, how its files are called, the places of the
    event that it fills, and what it chooses (`language`, `theme`, `paper`, `editions`, `parts`). What a row leaves
    empty is among its places, with an empty text."""

    number: int
    key: str
    name: str
    places: Mapping[str, Cell]
    choices: Mapping[str, Cell]

    @property
    def span(self) -> Span | None:
        """Where it stands, at its first cell that fills a place."""
        return next((cell.span for cell in (*self.places.values(), *self.choices.values())), None)

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """All that it says, in order of places."""
        said = {**self.places, **self.choices}
        return tuple(sorted((place, cell.text) for place, cell in said.items()))


class Columns(NamedTuple):
    """The headings of a table by the places of the event that they fill, by what they choose, and those that do
    neither."""

    places: Mapping[str, str]
    choices: Mapping[str, str]
    others: tuple[str, ...]


def columns(table: Table, plan: VariantsPlan) -> tuple[Columns, list[Diagnostic]]:
    """Which column of a table fills which place, and what is wrong with that."""
    told: list[Diagnostic] = []
    found: dict[str, str] = {}
    for place, named in plan.columns.items():
        if named in table.headings:
            found[place] = str(named)
        else:
            told.append(_no_heading(named, table))
    taken = set(found.values())
    for heading, spans in table.headings.items():
        place = place_of(heading) if heading not in taken else ""
        if place and place in found:
            if place in plan.columns:  # the column that goes by its name is not the one that is meant
                continue
            message = say("variants.place-twice", place=place, heading=heading, other=found[place])
            told.append(error(message, spans[0], say("variants:say-which-in-columns", place=place)))
        elif place:
            found[place] = heading
    used = {*found.values(), str(plan.key)}
    others = tuple(heading for heading in table.headings if heading not in used)
    told += _wrong_headings(table, plan, used)
    told += _misspelt(table, others, found)
    places = {place: heading for place, heading in found.items() if place not in CHOICES}
    choices = {choice: heading for choice, heading in found.items() if choice in CHOICES}
    return Columns(places, choices, others), told


def _wrong_headings(table: Table, plan: VariantsPlan, used: set[str]) -> Iterator[Diagnostic]:
    """Tells of a key that has no column, and of headings that are used and stand above several."""
    if plan.key not in table.headings:
        yield _no_heading(plan.key, table)
    for heading in sorted(used & table.headings.keys()):
        first, *others = table.headings[heading]
        for span in others:
            message = say("variants.heading-twice", heading=heading, column=first.column)
            yield error(message, span, say("variants:name-or-delete-one"))


def _misspelt(table: Table, others: Iterable[str], found: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Tells of columns that fill nothing, where one of nearly that name would fill what nothing fills."""
    filled = {parted(place)[0] for place in found}
    unfilled = [place for place in (*PLACES, *CHOICES) if place not in filled]
    for heading in others:
        if near := meant_by(heading, unfilled):
            message = say("variants.heading-near", heading=heading)
            yield warning(message, table.headings[heading][0], say("hint:did-you-mean", near=near))


def _no_heading(name: Name, table: Table) -> Diagnostic:
    near = suggest(name, table.headings, say("hint:there-is", names=listing(table.headings)))
    return error(say("variants.unknown-heading", heading=name), name.span, near)


def rows(table: Table, plan: VariantsPlan, of: Columns) -> tuple[list[Row], list[Diagnostic]]:
    """The rows of a table, and what is wrong with their keys and the names of their files."""
    told: list[Diagnostic] = []
    found: list[Row] = []
    template = str(plan.name or f"{{{plan.key}}}")
    fields = {match: _heading(match.strip(), table, of) for match in FIELD.findall(template)}
    for name in (name for name, heading in fields.items() if not heading):
        known = [*table.headings, *map(short, of.places)]
        near = suggest(name, known, say("hint:there-is", names=listing(table.headings)))
        told.append(error(say("variants.unknown-field", name=name), (plan.name or plan.key).span, near))
    if told:
        return [], told
    keys: dict[str, int] = {}
    names: dict[str, int] = {}
    for record in table.records:
        said = {field: record.cells[heading].text for field, heading in fields.items()}
        row = _row(record, plan, of, FIELD.sub(lambda m, said=said: said[m[1]], template))  # type: ignore[misc]
        cell = record.cells[str(plan.key)]
        told += list(_wrong_key(row, cell, keys)) or _wrong_name(row, cell.span, names)
        found.append(row)
    return found, told


def _heading(name: str, table: Table, of: Columns) -> str:
    """The heading that a name in braces stands for: its own, or that of the place that it names."""
    if name in table.headings:
        return name
    return of.places.get(place_of(name), "")


def _row(record: Record, plan: VariantsPlan, of: Columns, name: str) -> Row:
    return Row(
        number=record.number,
        key=record.cells[str(plan.key)].text,
        name=file_name(name),
        places={place: record.cells[heading] for place, heading in of.places.items()},
        choices={choice: record.cells[heading] for choice, heading in of.choices.items()},
    )


def file_name(text: str) -> str:
    """A text as the name of a file that every system takes, Windows as well."""
    name = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text))
    name = re.sub(r"\s+", "-", name).strip(".-")
    return f"{name}_" if name.partition(".")[0].casefold() in _DEVICES else name


def _wrong_key(row: Row, cell: Cell, keys: dict[str, int]) -> Iterator[Diagnostic]:
    if not row.key:
        yield error(say("variants.no-key", row=row.number, heading=cell.heading), cell.span, say("variants:write-key"))
    elif (first := keys.setdefault(row.key, row.number)) != row.number:
        message = say("variants.key-twice", row=row.number, first=first, heading=cell.heading)
        yield error(message, cell.span, say("variants:write-another-key"))


def _wrong_name(row: Row, span: Span, names: dict[str, int]) -> Iterator[Diagnostic]:
    """Tells of names that files cannot have, and of those that are one on Windows or on a Mac."""
    if not row.name:
        yield error(say("variants.no-name", row=row.number), span, say("variants:name-by-the-key"))
        return
    if len(row.name.encode()) > LONGEST_NAME:
        yield error(say("variants.long-name", row=row.number, most=LONGEST_NAME), span, say("variants:name-by-the-key"))
    first = names.setdefault(unicodedata.normalize("NFC", row.name.casefold()), row.number)
    if first != row.number:
        message = say("variants.name-twice", row=row.number, first=first)
        yield error(message, span, say("variants:name-with-the-key"))
