"""Tables of numbers beside the content: CSV with a header row, the first column naming the rows."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, count, error


class DataTable(NamedTuple):
    """The names of the columns after the first, and the rows: a name and a number (or None) for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]


def read_data_table(text: str, path: str) -> tuple[DataTable | None, list[Diagnostic]]:
    """The table of a CSV text and what is wrong with it. `58%` and `1,234` are numbers; an empty cell is a gap."""
    import csv  # late: only decks with such charts need it

    found: list[Diagnostic] = []
    reader = csv.reader(text.splitlines())
    head: list[str] | None = None
    rows = []
    try:
        for cells in reader:
            cells = [c.strip() for c in cells]
            span = Span(path, reader.line_num)
            if not any(cells):
                continue
            if head is None:
                head = cells
                if len(head) < 2:
                    found.append(
                        error(
                            "a header needs a column for names and at least one for numbers",
                            span,
                            "part the columns with commas: `year,share`",
                        )
                    )
            elif len(cells) != len(head):
                found.append(
                    error(
                        f"this row has {count(len(cells), 'cell')}, the header has {len(head)}",
                        span,
                        "a cell with a comma in it needs double quotes",
                    )
                )
            else:
                rows.append((cells[0], tuple(_number(c, span, found) for c in cells[1:])))
    except csv.Error as e:
        found.append(
            error(
                f"this cannot be read as CSV: {e}",
                Span(path, reader.line_num),
                "save it as CSV (UTF-8) in the spreadsheet",
            )
        )
    if not rows and not found:
        found.append(
            error(
                "there are no rows of numbers in this file", Span(path), "write a header and one row for each category"
            )
        )
    return (None if found else DataTable(tuple(head[1:]), tuple(rows))), found


def _number(cell: str, span: Span, found: list[Diagnostic]) -> float | None:
    if not cell:
        return None
    try:
        number = float(cell.replace(",", "").removesuffix("%"))
        if isfinite(number):
            return number
    except ValueError:
        pass
    found.append(
        error(f"`{cell[:40]}` is not a number", span, "write a number, or leave the cell empty where there is none")
    )
    return None
