"""Excel workbooks (Office Open XML, ECMA-376 part 1, 18), as far as a table of numbers goes: the cells of one sheet.

A workbook is a stranger's zip file full of XML. Its parts are unpacked to a bound, XML with a document type is refused,
and cells are taken one by one as they are read, so no more is kept than a chart can show. Formulas are not worked out:
what the spreadsheet saved as their results counts.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from math import isfinite
from typing import Any, NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from deckgen.diagnostics import Hint, Span, listing, suggest
from deckgen.reading.amounts import Entry, Unit
from deckgen.reading.number_formats import BUILT_IN, Format, number_format

#: Bytes of a part when it is unpacked, parts of a file, and letters of a cell at most.
_MOST_BYTES, _MOST_PARTS, _MOST_LETTERS = 20_000_000, 5_000, 32_767
#: The last row and the last column of a sheet.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_SAVE = "open it in the spreadsheet, and save it as a new Excel workbook (`.xlsx`)"
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
_NAMED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")


class Unsound(Exception):
    """A workbook of which a table cannot be taken: why, what to do, and where if that is in its cells. `asked` says
    that it is sound, and has not what was asked for."""

    def __init__(self, message: str, hint: Hint, span: Span | None = None, asked: bool = False) -> None:
        super().__init__(message)
        self.message, self.hint, self.span, self.asked = message, hint, span, asked


class Area(NamedTuple):
    """Cells from a row and a column to another row and column, counted from 1."""

    top: int = 1
    left: int = 1
    bottom: int = _LAST_ROW
    right: int = _LAST_COLUMN

    def has(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether two areas have a cell in common."""
        return not (
            self.bottom < other.top or other.bottom < self.top or self.right < other.left or other.right < self.left
        )

    def __str__(self) -> str:
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


class _Cell(NamedTuple):
    kind: str
    style: int
    value: str
    has_formula: bool


class _Sheet(NamedTuple):
    """What a sheet's part holds of an area."""

    cells: Mapping[tuple[int, int], _Cell]
    hidden_rows: set[int]
    hidden_columns: list[tuple[int, int]]
    merged: list[Area]


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets call it: B3."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def entries(
    data: bytes, path: str, sheet: str | None, area: str | None, most: tuple[int, int]
) -> Iterator[list[Entry]]:
    """The rows of cells of a sheet, or of an area in it, from the first to the last that say something. `most` are the
    rows and the columns beyond which none are read. Raises Unsound."""
    book = _Book(data)
    name, wanted = book.place(sheet, area)
    found = book.sheet(name, wanted, most)
    if not found.cells:
        where = f"`{area}` of " if area else ""
        raise Unsound(f"{where}the sheet `{name}` is empty", f"there is {listing(book.visible)}", asked=True)
    rows, columns = [row for row, _ in found.cells], [column for _, column in found.cells]
    used = Area(min(rows), min(columns), max(rows), max(columns))
    _refuse_unseen(found, used, path)
    for row in sorted(set(rows)):
        yield [
            book.entry(found.cells.get((row, column)), row, column, path) for column in range(used.left, used.right + 1)
        ]


def _refuse_unseen(sheet: _Sheet, used: Area, path: str) -> None:
    """Raises Unsound for what a reader of the sheet sees otherwise than it is stored."""
    merged = next((m for m in sheet.merged if m.meets(used)), None)
    if merged:
        hint = "part them in the spreadsheet, or name the cells of the table alone with `range`"
        raise Unsound(f"the cells {merged} are merged", hint, _span(path, merged.top, merged.left))
    hint = "show or delete it there; to leave it out, copy what the chart shows to a sheet of its own"
    row = min((row for row, _ in sheet.cells if row in sheet.hidden_rows), default=0)
    if row:
        raise Unsound(f"row {row} is hidden in the spreadsheet", hint, _span(path, row, used.left))
    for first, last in sheet.hidden_columns:
        column = min((c for _, c in sheet.cells if first <= c <= last), default=0)
        if column:
            letters = cell_name(1, column)[:-1]
            raise Unsound(f"column {letters} is hidden in the spreadsheet", hint, _span(path, used.top, column))


def _span(path: str, row: int, column: int) -> Span:
    return Span(path, row, column, column + 1)


class _Book:
    """A workbook: its parts, unpacked when they are asked for."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):  # a compound file (MS-CFB)
            raise Unsound("this workbook has a password, or is in Excel's older format", f"without a password, {_SAVE}")
        try:
            self.zip = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError, struct.error) as e:
            raise Unsound("this is not an Excel workbook", _SAVE) from e
        if len(self.zip.infolist()) > _MOST_PARTS:
            raise Unsound(f"this workbook has more than {_MOST_PARTS:,} parts", _SAVE)
        self.path = self._main()
        self.relations = self._relations(self.path)
        self.sheets: dict[str, str] = {}
        self.visible: list[str] = []
        self.names: dict[str, str] = {}
        self.from_1904 = False
        self._read_workbook()
        self._strings: list[str] | None = None
        self._formats: list[Format] | None = None

    # parts

    def part(self, path: str) -> bytes:
        """The bytes of a part. Raises Unsound."""
        try:
            info = self.zip.getinfo(path)
            if info.file_size > _MOST_BYTES:
                raise Unsound(
                    "this workbook is too large when it is unpacked", "save the sheet as a workbook of its own"
                )
            with self.zip.open(info) as file:
                data = file.read(_MOST_BYTES + 1)
        except KeyError as e:
            raise Unsound(f"this workbook has no part `{path}`", _SAVE) from e
        except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as e:
            raise Unsound("this workbook is damaged", _SAVE) from e
        if len(data) > _MOST_BYTES:
            raise Unsound("this workbook is too large when it is unpacked", "save the sheet as a workbook of its own")
        return data

    def _parse(
        self,
        path: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Reads a part of XML; names without their namespaces, of which there are two (transitional and strict)."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True

        def refuse(*_: Any) -> None:
            raise Unsound("this workbook has a document type in its XML, which is refused", _SAVE)

        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = lambda name, given: start(
            name.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in given.items()}
        )
        if end:
            parser.EndElementHandler = lambda name: end(name.rpartition("}")[2])
        if text:
            parser.CharacterDataHandler = text
        try:
            parser.Parse(self.part(path), True)
        except (expat.ExpatError, UnicodeError, LookupError) as e:
            raise Unsound("this workbook is damaged", _SAVE) from e

    def _relations(self, path: str) -> dict[str, tuple[str, str]]:
        """The kinds and the paths of the parts that a part names, by their ids."""
        folder, _, name = path.rpartition("/")
        source = f"{folder}/_rels/{name}.rels".lstrip("/")
        found: dict[str, tuple[str, str]] = {}

        def start(name: str, given: dict[str, str]) -> None:
            if name == "Relationship" and given.get("TargetMode") != "External":
                target = given.get("Target", "")
                target = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                found[given.get("Id", "")] = given.get("Type", "").rpartition("/")[2], _straight(target)

        if source in self.zip.NameToInfo:
            self._parse(source, start)
        return found

    def _main(self) -> str:
        for kind, path in self._relations("").values():
            if kind == "officeDocument":
                return path
        raise Unsound("this is not an Excel workbook", _SAVE)

    def _of_kind(self, kind: str) -> str | None:
        return next((path for k, path in self.relations.values() if k == kind), None)

    def _read_workbook(self) -> None:
        """The sheets, the names of areas, and from when days are counted."""
        name = ""
        words: list[str] = []

        def start(element: str, given: dict[str, str]) -> None:
            nonlocal name
            if element == "sheet" and given.get("id") in self.relations:
                kind, path = self.relations[given["id"]]
                if kind == "worksheet":
                    self.sheets[given.get("name", "")] = path
                    if given.get("state", "visible") == "visible":
                        self.visible.append(given.get("name", ""))
            elif element == "workbookPr":
                self.from_1904 = given.get("date1904") in ("1", "true")
            name = given.get("name", "") if element == "definedName" else ""
            words.clear()

        def end(element: str) -> None:
            if element == "definedName" and name and not name.startswith("_xlnm"):
                self.names[name] = "".join(words)

        self._parse(self.path, start, end, words.append)
        if not self.sheets:
            raise Unsound("this workbook has no sheet with cells", _SAVE)

    # which cells

    def place(self, sheet: str | None, area: str | None) -> tuple[str, Area]:
        """The sheet and the area that are asked for. Raises Unsound."""
        if sheet is not None and sheet not in self.sheets:
            near = suggest(sheet, self.sheets, f"there is {listing(self.sheets)}")
            raise Unsound(f"there is no sheet `{sheet}` in this workbook", near, asked=True)
        where = _area(area) if area else Area()
        if where is None:
            named, where = self._named(area or "")
            if sheet is not None and sheet != named:
                raise Unsound(f"`{area}` is in the sheet `{named}`, not in `{sheet}`", "leave `sheet` out", asked=True)
            sheet = named
        if sheet is None:
            if len(self.visible) != 1:
                message = f"this workbook has {len(self.visible)} sheets: {listing(self.visible)}"
                hint = "name the one that the chart shows: `data: {file: data/name.xlsx, sheet: name}`"
                raise Unsound(message, hint, asked=True)
            sheet = self.visible[0]
        return sheet, where

    def _named(self, area: str) -> tuple[str, Area]:
        """The sheet and the cells that a name stands for, of an area or of a table. Raises Unsound."""
        names = {name.casefold(): cells for name, cells in self.names.items()}
        known = names if area.casefold() in names else {**self._tables(), **names}
        stands_for, hint = known.get(area.casefold()), "write the cells, such as `A1:C9`"
        if stands_for is None:
            near = suggest(area, known, f"there is {listing(known)}") if known else hint
            raise Unsound(f"`{area}` is neither cells such as `A1:C9` nor a name in this workbook", near, asked=True)
        match = _NAMED.fullmatch(stands_for)
        where = _area(match[3]) if match else None
        sheet = (match[1] or match[2]).replace("''", "'") if match else ""
        if where is None or sheet not in self.sheets:
            message = f"`{area}` stands for `{stands_for[:80]}`, not for cells of a sheet"
            raise Unsound(message, hint, asked=True)
        return sheet, where

    def _tables(self) -> dict[str, str]:
        """The tables that have names, in small letters, and their cells as names of areas have them."""
        found: dict[str, str] = {}
        for sheet, path in self.sheets.items():
            home = "'" + sheet.replace("'", "''") + "'!"

            def start(element: str, given: dict[str, str], home: str = home) -> None:
                if element == "table":
                    found[given.get("displayName", given.get("name", "")).casefold()] = home + given.get("ref", "")

            for kind, part in self._relations(path).values():
                if kind == "table":
                    self._parse(part, start)
        return found

    # cells

    def sheet(self, name: str, wanted: Area, most: tuple[int, int]) -> _Sheet:
        """What a sheet holds of an area. Reading stops after the rows and columns that are the `most`."""
        reader = _Reader(wanted, most)
        self._parse(self.sheets[name], reader.start, reader.end, reader.text)
        return _Sheet(reader.cells, reader.hidden_rows, reader.hidden_columns, reader.merged)

    def entry(self, cell: _Cell | None, row: int, column: int, path: str) -> Entry:
        """A cell as a table takes it. Raises Unsound for a formula that was never worked out."""
        span, name = _span(path, row, column), cell_name(row, column)
        if cell is None:
            return Entry("", span, name)
        match cell.kind:
            case "s":
                return Entry(self._string(cell.value), span, name)
            case "b":
                return Entry("TRUE" if cell.value == "1" else "FALSE", span, name)
            case "n":
                return self._number(cell, Entry(cell.value, span, name))
            case _:  # a text, an error or a date as text
                return Entry(" ".join(cell.value.split()), span, name)

    def _number(self, cell: _Cell, entry: Entry) -> Entry:
        if cell.has_formula and not cell.value:
            hint = "open it in the spreadsheet and save it again, or write the number instead of the formula"
            raise Unsound(f"the formula in {entry.cell} has no result in this file", hint, entry.span)
        try:
            value = float(cell.value)
        except ValueError:
            return entry
        if not isfinite(value):
            return entry
        form = self._format(cell.style)
        text = form.text(value, self.from_1904)
        if form.is_date:  # a name, or no number
            return entry._replace(text=text)
        unit = Unit(form.unit.before, form.unit.behind)
        return entry._replace(text=text, number=form.number(value), unit=unit)

    def _string(self, index: str) -> str:
        if self._strings is None:
            self._strings = list(self._shared_strings())
        try:
            return " ".join(self._strings[int(index)].split())
        except (ValueError, IndexError) as e:
            raise Unsound("this workbook is damaged", _SAVE) from e

    def _shared_strings(self) -> list[str]:
        path = self._of_kind("sharedStrings")
        reader = _Strings()
        if path:
            self._parse(path, reader.start, reader.end, reader.text)
        return reader.strings

    def _format(self, style: int) -> Format:
        if self._formats is None:
            self._formats = self._read_formats()
        return self._formats[style] if 0 <= style < len(self._formats) else number_format("General")

    def _read_formats(self) -> list[Format]:
        codes, ids, inside = dict(BUILT_IN), [], False

        def start(element: str, given: dict[str, str]) -> None:
            nonlocal inside
            if element == "numFmt":
                codes[_whole(given.get("numFmtId"))] = given.get("formatCode", "")
            elif element == "cellXfs":
                inside = True
            elif element == "xf" and inside:
                ids.append(_whole(given.get("numFmtId")))

        def end(element: str) -> None:
            nonlocal inside
            inside = inside and element != "cellXfs"

        path = self._of_kind("styles")
        if path:
            self._parse(path, start, end)
        return [number_format(codes.get(n, "General")) for n in ids]


class _Strings:
    """The texts that cells share, without their looks and without how they are read aloud."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._words: list[str] = []
        self._in_text, self._aloud = False, 0

    def start(self, element: str, _: dict[str, str]) -> None:
        self._aloud += element == "rPh"
        self._in_text = element == "t" and not self._aloud

    def end(self, element: str) -> None:
        self._aloud -= element == "rPh"
        self._in_text = False
        if element == "si":
            self.strings.append("".join(self._words)[:_MOST_LETTERS])
            self._words.clear()

    def text(self, words: str) -> None:
        if self._in_text:
            self._words.append(words)


class _Reader:
    """Takes the cells of an area from a sheet's part, row by row."""

    def __init__(self, wanted: Area, most: tuple[int, int]) -> None:
        self.cells: dict[tuple[int, int], _Cell] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[Area] = []
        self._wanted, self._most = wanted, most
        self._row = self._column = self._rows = self._columns = 0
        self._given: dict[str, str] = {}
        self._words: list[str] = []
        self._formula = self._in_value = False
        self._aloud = 0

    def start(self, element: str, given: dict[str, str]) -> None:
        match element:
            case "row":
                self._row = _whole(given.get("r")) or self._row + 1
                self._column = self._columns = 0
                if given.get("hidden") in ("1", "true") and self._row in range(
                    self._wanted.top, self._wanted.bottom + 1
                ):
                    self.hidden_rows.add(self._row)
            case "c":
                place = _AREA.fullmatch(given.get("r", ""))
                self._column = _column(place[1]) if place else self._column + 1
                self._given, self._formula = given, False
                self._words.clear()
            case "f":
                self._formula = True
            case "rPh":
                self._aloud += 1
            case "col" if given.get("hidden") in ("1", "true") and len(self.hidden_columns) < self._most[1]:
                self.hidden_columns.append((_whole(given.get("min")), _whole(given.get("max"))))
            case "mergeCell":
                area = _area(given.get("ref", ""))
                if area and area.meets(self._wanted) and len(self.merged) < self._most[0]:
                    self.merged.append(area)
        self._in_value = element in ("v", "t") and not self._aloud

    def end(self, element: str) -> None:
        self._in_value = False
        self._aloud -= element == "rPh"
        if element == "c":
            self._keep()

    def text(self, words: str) -> None:
        if self._in_value:
            self._words.append(words)

    def _keep(self) -> None:
        value = "".join(self._words)
        there = value.strip() or (self._formula and self._given.get("t", "n") == "n")
        if not there or not self._wanted.has(self._row, self._column):
            return
        self._columns += 1
        self._rows += self._columns == 1
        if self._rows > self._most[0] or self._columns > self._most[1]:
            return
        style = _whole(self._given.get("s"))
        self.cells[self._row, self._column] = _Cell(
            self._given.get("t", "n"), style, value[:_MOST_LETTERS].strip(), self._formula
        )


def _whole(text: str | None) -> int:
    """A whole number of few digits; 0 where there is none."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _area(text: str) -> Area | None:
    """Cells that are written as `A1:C9`; None for anything else."""
    match = _AREA.fullmatch(text.strip())
    if match is None:
        return None
    rows = sorted((int(match[2]), int(match[4] or match[2])))
    columns = sorted((_column(match[1]), _column(match[3] or match[1])))
    if rows[0] < 1 or rows[1] > _LAST_ROW or columns[1] > _LAST_COLUMN:
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])


def _straight(path: str) -> str:
    """A path without `.` and `..` in it."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
