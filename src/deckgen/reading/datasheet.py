"""Tables of numbers beside the content: CSV with a header row, the first column naming the rows."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, count, error
from deckgen.reading.model import DATA

#: More than any chart shows; what has more is another sort of file.
MOST_COLUMNS, MOST_ROWS = 100, 1000

Row = tuple[str, tuple[float | None, ...]]


class DataTable(NamedTuple):
    """The names of the columns after the first, and the rows: a name and a number (or None) for each column."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_data_table(text: str, path: str) -> tuple[DataTable | None, list[Diagnostic]]:
    """The table of a CSV text and what is wrong with it. `58%` and `1,234` are numbers; an empty cell is a gap."""
    import csv  # late: only decks with such charts need it

    diagnostics: list[Diagnostic] = []
    header: list[str] = []
    rows: list[Row] = []
    read = 0
    reader = csv.reader(text.splitlines())
    try:
        for line in reader:
            cells, span = [c.strip() for c in line], Span(path, reader.line_num)
            if not any(cells):
                continue
            if header:
                rows += _row(cells, header, span, diagnostics)
            else:
                header = cells
                diagnostics += _header_problems(header, span)
            read += 1
            if read > MOST_ROWS + 1 or len(header) > MOST_COLUMNS:
                what = ("columns", MOST_COLUMNS) if len(header) > MOST_COLUMNS else ("rows", MOST_ROWS)
                diagnostics.append(_too_many(*what, span))
                break
    except csv.Error as e:
        hint = "save it as CSV (UTF-8) in the spreadsheet"
        diagnostics.append(error(f"this cannot be read as CSV: {e}", Span(path, reader.line_num), hint))
    if not rows and not diagnostics:
        hint = "write a header and one row for each category"
        diagnostics.append(error("there are no rows of numbers in this file", Span(path), hint))
    return (None if diagnostics else DataTable(tuple(header[1:]), tuple(rows))), diagnostics


def _too_many(what: str, most: int, span: Span) -> Diagnostic:
    hint = "leave out what the chart does not show"
    return error(f"this table has more than {most:,} {what}, which no chart shows", span, hint)


def _header_problems(header: list[str], span: Span) -> list[Diagnostic]:
    if len(header) > 1:
        return []
    hint = "part the columns with commas: `year,share`"
    return [error("a header needs a column for names and at least one for numbers", span, hint)]


def _row(cells: list[str], header: list[str], span: Span, diagnostics: list[Diagnostic]) -> list[Row]:
    """The row of a line; nothing where it does not fit the header."""
    if len(cells) != len(header):
        message = f"this row has {count(len(cells), 'cell')}, the header has {len(header)}"
        diagnostics.append(error(message, span, "a cell with a comma in it needs double quotes"))
        return []
    return [(cells[0], tuple(_number(cell, span, diagnostics) for cell in cells[1:]))]


def _number(cell: str, span: Span, diagnostics: list[Diagnostic]) -> float | None:
    if not cell:
        return None
    try:
        number = float(cell.replace(",", "").removesuffix("%"))
    except ValueError:
        number = None
    if number is None or not isfinite(number):
        hint = "write a number, or leave the cell empty where there is none"
        diagnostics.append(error(f"`{cell[:40]}` is not a number", span, hint))
        return None
    if not DATA.least <= number <= DATA.most:
        hint = "write it in thousands or millions, and say so in `unit`"
        diagnostics.append(error(f"a number must be from {DATA}, found `{cell[:40]}`", span, hint))
        return None
    return number
