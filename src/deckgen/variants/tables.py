"""Tables of what variants say: headings, and rows beneath them.

A cell knows its file, its row as a spreadsheet counts it, and its column. Findings say those, never what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error
from deckgen.messages import say
from deckgen.reading.entries import Entry
from deckgen.reading.letters import cleaned

#: Rows and columns that are read at most.
MOST_ROWS, MOST_COLUMNS = 200_000, 300


class Cell(NamedTuple):
    """What stands in a cell, its place (line: the row; column: the column), and the heading of its column."""

    text: str
    span: Span
    heading: str


class Record(NamedTuple):
    """A row of a table that says something: its number, and its cells by their headings."""

    number: int
    cells: dict[str, Cell]


class Table(NamedTuple):
    """The headings of a table with all places where they stand, its rows, and how many rows between them say
    nothing."""

    path: str
    headings: dict[str, tuple[Span, ...]]
    records: tuple[Record, ...]
    empty: int


class Line(NamedTuple):
    """A row as it was read: its number, the number of its first column, its cells."""

    number: int
    left: int
    entries: list[Entry]


def table(path: str, lines: Iterable[Line]) -> tuple[Table | None, list[Diagnostic]]:
    """The table of these rows, of which the first that says something has the headings; and what is wrong with it."""
    told: list[Diagnostic] = []
    headings: dict[int, str] = {}
    places: dict[str, tuple[Span, ...]] = {}
    records: list[Record] = []
    first = 0
    for line in lines:
        cells = {column: _text(entry) for column, entry in enumerate(line.entries, line.left)}
        if not any(cells.values()):
            continue
        if not headings:
            first, headings = line.number, {column: text for column, text in cells.items() if text}
            for column, text in headings.items():
                places[text] = (*places.get(text, ()), Span(path, line.number, column, column + 1))
            continue
        records.append(Record(line.number, _by_heading(path, line.number, cells, headings)))
        told += _beyond(path, line.number, cells, headings)
        if len(records) > MOST_ROWS:
            return None, [error(say("variants.many-rows", most=MOST_ROWS), Span(path, line.number))]
    if not records:
        told.append(error(say("variants.no-rows"), Span(path, first or 1), say("variants:write-headings-and-rows")))
    if told:
        return None, told
    return Table(path, places, tuple(records), records[-1].number - first - len(records)), []


def _by_heading(path: str, row: int, cells: dict[int, str], headings: dict[int, str]) -> dict[str, Cell]:
    """The cells of a row; of columns with the same heading that of the first."""
    found: dict[str, Cell] = {}
    for column, heading in headings.items():
        found.setdefault(heading, Cell(cells.get(column, ""), Span(path, row, column, column + 1), heading))
    return found


def _beyond(path: str, row: int, cells: dict[int, str], headings: dict[int, str]) -> Iterator[Diagnostic]:
    """Tells of the first cell that says something where no heading stands."""
    for column, text in cells.items():
        if text and column not in headings:
            hint = say("variants:quote-or-name-column")
            yield error(say("variants.no-heading", column=column), Span(path, row, column, column + 1), hint)
            return


def _text(entry: Entry) -> str:
    """What a cell says, without what nobody sees; a day and a time as everywhere in deckgen."""
    text = entry.moment or entry.text
    if entry.number is not None and "e" in text:  # a long number, as those that tell things apart are
        text = f"{entry.number:.15g}"
    return re.sub(r"\s+", " ", cleaned(text)).strip()


_DAY = re.compile(
    r"(\d{4}) ?[.년/-] ?(\d{1,2}) ?[.월/-] ?(\d{1,2}) ?[.일]?(?: ?\([월화수목금토일]\)| ?[월화수목금토일]요일)?"
    r"(?:[T ]0?0:00(?::00)?)?",
    re.ASCII,
)
_CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\d[T ])?(\d{1,2})(?::(\d\d)(?::00)?|시(?: ?(\d{1,2})분)?)", re.ASCII)


def day(text: str) -> str:
    """A day as people write it, as `2026-12-10`; what is none as it is."""
    match = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())).isoformat() if match else text
    except ValueError:  # no day that exists
        return text


def clock(text: str) -> str:
    """A time of day as people write it, as `14:00`; what is none as it is."""
    match = _CLOCK.fullmatch(text)
    return f"{match[1]}:{match[2] or (match[3] or '0').zfill(2)}" if match else text
