"""Tables of numbers beside the content, in CSV and Excel files: a header row, the first column naming the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error
from deckgen.messages import Message, count, say
from deckgen.patterns import regex
from deckgen.reading.entries import Entry, Unit
from deckgen.reading.letters import cleaned
from deckgen.reading.model import Model, Wrong
from deckgen.reading.values import FIRST_YEAR, LAST_YEAR, DataPath, Name

#: More than any chart shows; what has more is another sort of file.
MOST_COLUMNS, MOST_ROWS = 100, 1000

#: How notes beneath a table begin.
_NOTE = regex(r"\(?(?:출처|자료|주석|주|비고|단위|참고|sources?|notes?|n\.?b)\.? ?[0-9]*\)? ?[:：)]", re.IGNORECASE)


class DataSource(Model):
    """A table of numbers: a file, and of an Excel file the `sheet`, and the `range` of its cells (`B2:D14`, or a name
    that is given to them there). The file alone may be written where it is CSV, or has one sheet."""

    alone: ClassVar[str] = "file"
    file: DataPath
    sheet: Name | None = None
    range: Name | None = None

    @classmethod
    def _prepared(cls, value: object) -> object:
        return value if isinstance(value, (dict, list)) else {"file": value}

    def _checked(self) -> Iterator[Wrong]:
        for part in (self.sheet, self.range):
            if part is not None and not self.file.is_workbook:
                hint = say("data:write-the-path-of-the")
                yield Wrong(say("data.not-excel"), part.span, hint)

    @property
    def key(self) -> str:
        """What tells it from every other one."""
        return "\0".join((self.file.path, self.sheet or "", self.range or ""))


Row = tuple[str, tuple[float | None, ...]]


class DataTable(NamedTuple):
    """The names of the columns after the first, the rows (a name, and a number or None for each column), the units of
    the columns as the file says them, and the places of the rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    units: tuple[Unit, ...] = ()
    places: tuple[Span, ...] = ()


def read_data_table(text: str, path: str) -> tuple[DataTable | None, list[Diagnostic]]:
    """The table of a CSV text and what is wrong with it. `58%` and `1,234` are numbers; an empty cell is a gap."""
    from deckgen.reading.separated import SEPARATORS, Unparted, sheet  # late: only decks with such tables need it

    try:
        rows, separator = sheet(text, path)
        parted = SEPARATORS.get(separator, f"`{separator}`")
        hint = (
            say("data:a-cell-with-a-comma")
            if separator == ","
            else say("data:the-cells-are-parted-with", separator=parted)
        )
        return table(rows, path, hint, parted_with_commas=separator == ",")
    except Unparted as e:
        return None, [e.diagnostic]


def read_workbook(data: bytes, path: str, source: DataSource) -> tuple[DataTable | None, list[Diagnostic]]:
    """The table that a source names in an Excel file, and what is wrong with it: at its cell, or where it is named."""
    from deckgen.reading.ooxml import Unsound  # late: only decks with such tables need it
    from deckgen.reading.workbook import entries

    try:
        rows = entries(data, path, source.sheet, source.range, (MOST_ROWS + 2, MOST_COLUMNS + 1))
        return table(rows, path, say("data:name-the-cells-of-the"))
    except Unsound as e:
        asked = source.range.span if source.range else source.sheet.span if source.sheet else source.file.span
        return None, [error(e.says, e.span or (asked if e.asked else Span(path)), e.hint)]


def table(
    lines: Iterable[list[Entry]], path: str, uneven: Message, parted_with_commas: bool = False
) -> tuple[DataTable | None, list[Diagnostic]]:
    """The table of rows of cells, and what is wrong with it. `uneven` is the hint where a row has other cells than the
    header."""
    from deckgen.reading.amounts import columns, in_order  # late, too

    read: list[list[Entry]] = []
    for written in lines:
        line = [entry._replace(text=cleaned(entry.text).strip()) for entry in written]
        if any(entry.text for entry in line):
            read.append(line)
        wide = max(map(len, read[:1]), default=0) > MOST_COLUMNS
        if wide or len(read) > MOST_ROWS + 1:
            return None, [_too_many(*(("columns", MOST_COLUMNS) if wide else ("rows", MOST_ROWS)), line[0].span)]
    if len(read) < 2:
        hint = say("data:write-a-header-and-one")
        return None, [error(say("data.no-rows"), Span(path), hint)]
    header, rows = _without_empty_columns(read)
    findings = [*_header_problems(header, rows)]
    if findings and _said(header) < 2:
        return None, findings
    rows = [row for row in rows if _is_even(row, header, uneven, findings)]
    findings += (_no_name(row[0]) for row in rows if not row[0].text)
    numbers, problems = columns([[row[i] for row in rows] for i in range(1, len(header))], parted_with_commas)
    findings = in_order([*findings, *problems])
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    values = zip(*(column.values for column in numbers), strict=True)
    found = tuple((row[0].text, numbers_of) for row, numbers_of in zip(rows, values, strict=True))
    units, places = tuple(column.unit for column in numbers), tuple(row[0].span for row in rows)
    return DataTable(tuple(entry.text for entry in header[1:]), found, units, places), findings


def _without_empty_columns(read: Sequence[list[Entry]]) -> tuple[list[Entry], list[list[Entry]]]:
    """The header and the rows, without columns in which nothing stands, as spreadsheets save them; of a row that is
    longer than the header, all is kept that it says."""
    widest = max(map(len, read))
    said = [any(row[i].text for row in read if i < len(row)) for i in range(widest)]
    said[0] = True
    header, *rows = ([entry for i, entry in enumerate(row) if said[i]] for row in read)
    return header, [row[: max(len(header), _said(row))] for row in rows]


def _said(row: list[Entry]) -> int:
    """How many cells of a row there are to the last that says something."""
    return max((n for n, entry in enumerate(row, 1) if entry.text), default=0)


def _is_even(row: list[Entry], header: list[Entry], uneven: Message, findings: list[Diagnostic]) -> bool:
    """Whether a row is one of the table and has as many cells as the header; told where not."""
    if _NOTE.match(row[0].text) or (_said(row) == 1 and row[0].text[:1] in "※*†"):
        findings.append(_no_category(row[0]))
        return False
    if len(row) == len(header):
        return True
    if len(row) > len(header) and all(entry.text.isdigit() for entry in row[len(header) :]):
        uneven = say("hint:both", first=uneven, second=say("data:decimals-have-a-point-as"))
    message = say("data.uneven-row", cells=count(len(row), "cell"), wanted=len(header))
    findings.append(error(message, row[0].span, uneven))
    return False


def _too_many(what: str, most: int, span: Span) -> Diagnostic:
    hint = say("hint:leave-out-what-the-chart")
    return error(say("data.too-large-table", most=most, what=say(f"noun:{what}")), span, hint)


def _no_name(entry: Entry) -> Diagnostic:
    hint = say("data:write-the-name-of-the")
    return error(
        say("data.row-without-name", where=say("data:in", cell=entry.cell) if entry.cell else ""), entry.span, hint
    )


def _no_category(entry: Entry) -> Diagnostic:
    hint = say("data:name-the-cells-of-the") if entry.cell else say("hint:delete-the-line")
    message = say("data.note-row", text=entry.text[:40])
    return error(message, entry.span, say("data:what-was-counted-belongs-into", hint=hint))


def _header_problems(header: list[Entry], rows: list[list[Entry]]) -> Iterator[Diagnostic]:
    from deckgen.reading.amounts import is_number  # late, too

    first = header[0]
    if _said(header) < 2 and any(len(row) > 1 for row in rows):
        hint = (
            say("data:name-the-cells-of-the-table-alone", cells=_below(first))
            if first.cell
            else say("data:delete-the-lines-above-it")
        )
        message = say("data.first-row-text", text=first.text[:40])
        yield error(message, first.span, hint)
        return
    if len(header) < 2:
        hint = say("data:part-the-columns-with-commas")
        if first.cell:
            hint = say("data:write-what-the-numbers-count")
        yield error(say("data.columns"), first.span, hint)
        return
    for entry in header[1:]:
        if not entry.text:
            yield error(say("data.column-without-name"), entry.span, say("data:write-into-the-first-row"))
    names = [entry.text for entry in header[1:]]
    is_data = (len(names) == 1 and len(names[0]) < 3) or _is_next(first.text, rows[0][0].text)
    if all(is_number(name) and (is_data or not _counts(name)) for name in names):
        hint = say("data:write-a-row-above-it")
        yield error(say("data.first-row-number", number=names[0][:40]), header[1].span, hint)


def _below(entry: Entry) -> str:
    """A range of cells that begins beneath one."""
    letters = entry.cell.rstrip("0123456789")
    return f"{letters}{entry.span.line + 1}:…"


def _is_next(one: str, other: str) -> bool:
    """Whether two names differ in a number alone, as `1월` and `2월` do."""
    shapes = [re.sub("[0-9]+", "0", name) for name in (one, other)]
    return "0" in shapes[0] and shapes[0] == shapes[1]


def _counts(name: str) -> bool:
    """Whether a number may be a name: that of a year, a month, a day or a part of the year."""
    return name.isdigit() and (FIRST_YEAR <= int(name[:9]) <= LAST_YEAR or int(name[:9]) <= 31)
