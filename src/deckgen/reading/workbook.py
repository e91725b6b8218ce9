"""Excel workbooks (Office Open XML, ECMA-376 part 1, 18), as far as a table of numbers goes: the cells of one sheet.

Formulas are not worked out: what the spreadsheet saved as their results counts. What its reader does not see as it is
stored (hidden and merged cells) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite

from deckgen.diagnostics import Span, suggest
from deckgen.messages import listing, say
from deckgen.reading.entries import Entry
from deckgen.reading.letters import composed
from deckgen.reading.number_formats import BUILT_IN, Format, moment, number_format
from deckgen.reading.ooxml import SAVE, Package, Unsound
from deckgen.reading.worksheet import Area, Cell, Cells, Strings, area_of, cell_name, whole

_NAMED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")


def entries(
    data: bytes, path: str, sheet: str | None, area: str | None, most: tuple[int, int]
) -> Iterator[list[Entry]]:
    """The rows of cells of a sheet, or of an area in it, from the first to the last that say something. `most` are the
    rows and the columns beyond which none are read. Raises Unsound."""
    book = _Book(data)
    name, wanted = book.place(sheet, area)
    found = book.sheet(name, wanted, most)
    if not found.cells:
        where = say("data:of", name=area) if area else ""
        raise Unsound(
            say("data.empty-sheet", where=where, name=name),
            say("hint:there-is", names=listing(book.visible)),
            asked=True,
        )
    rows, columns = [row for row, _ in found.cells], [column for _, column in found.cells]
    used = Area(min(rows), min(columns), max(rows), max(columns))
    _refuse_unseen(found, used, path)
    for row in sorted(set(rows)):
        yield [
            book.entry(found.cells.get((row, column)), row, column, path) for column in range(used.left, used.right + 1)
        ]


def _refuse_unseen(sheet: Cells, used: Area, path: str) -> None:
    """Raises Unsound for what a reader of the sheet sees otherwise than it is stored."""
    merged = next((m for m in sheet.merged if m.meets(used)), None)
    if merged:
        hint = say("data:part-them-in-the-spreadsheet")
        raise Unsound(say("data.merged", cells=merged), hint, _span(path, merged.top, merged.left))
    hint = say("data:show-or-delete-it-there")
    row = min((row for row, _ in sheet.cells if row in sheet.hidden_rows), default=0)
    if row:
        raise Unsound(say("data.hidden-row", row=row), hint, _span(path, row, used.left))
    for first, last in sheet.hidden_columns:
        column = min((c for _, c in sheet.cells if first <= c <= last), default=0)
        if column:
            letters = cell_name(1, column)[:-1]
            raise Unsound(say("data.hidden-column", column=letters), hint, _span(path, used.top, column))


def _span(path: str, row: int, column: int) -> Span:
    return Span(path, row, column, column + 1)


class _Book:
    """A workbook: its sheets, the names of areas, and from when it counts days."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.path = self.package.main()
        self.relations = self.package.relations(self.path)
        self.sheets: dict[str, str] = {}
        self.visible: list[str] = []
        self.names: dict[str, str] = {}
        self.from_1904 = False
        self.never_opened = False
        self._read_workbook()
        self._strings: list[str] | None = None
        self._formats: list[Format] | None = None

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
                    title = composed(given.get("name", ""))
                    self.sheets[title] = path
                    if given.get("state", "visible") == "visible":
                        self.visible.append(title)
            elif element == "workbookPr":
                self.from_1904 = given.get("date1904") in ("1", "true")
            elif element == "calcPr":
                # libraries ask for it and write 0 for results; a spreadsheet takes it out as it saves
                self.never_opened = given.get("fullCalcOnLoad") in ("1", "true")
            name = given.get("name", "") if element == "definedName" else ""
            words.clear()

        def end(element: str) -> None:
            if element == "definedName" and name and not name.startswith("_xlnm"):
                self.names[composed(name)] = composed("".join(words))

        self.package.parse(self.path, start, end, words.append)
        if not self.sheets:
            raise Unsound(say("data.no-sheet"), SAVE)

    # which cells

    def place(self, sheet: str | None, area: str | None) -> tuple[str, Area]:
        """The sheet and the area that are asked for. Raises Unsound."""
        if sheet is not None and sheet not in self.sheets:
            near = suggest(sheet, self.sheets, say("hint:there-is", names=listing(self.sheets)))
            raise Unsound(say("data.unknown-sheet", sheet=sheet), near, asked=True)
        where = area_of(area) if area else Area()
        if where is None:
            named, where = self._named(area or "")
            if sheet is not None and sheet != named:
                raise Unsound(
                    say("data.other-sheet", name=area, sheet=named, asked=sheet),
                    say("data:leave-sheet-out"),
                    asked=True,
                )
            sheet = named
        if sheet is None:
            if len(self.visible) != 1:
                message = say("data.several-sheets", number=len(self.visible), names=listing(self.visible))
                hint = say("data:name-the-one-that-the")
                raise Unsound(message, hint, asked=True)
            sheet = self.visible[0]
        return sheet, where

    def _named(self, area: str) -> tuple[str, Area]:
        """The sheet and the cells that a name stands for, of an area or of a table. Raises Unsound."""
        names = {name.casefold(): cells for name, cells in self.names.items()}
        known = names if area.casefold() in names else {**self._tables(), **names}
        stands_for, hint = known.get(area.casefold()), say("data:write-the-cells-such-as")
        if stands_for is None:
            near = suggest(area, known, say("hint:there-is", names=listing(known))) if known else hint
            raise Unsound(say("data.unknown-range", name=area), near, asked=True)
        match = _NAMED.fullmatch(stands_for)
        where = area_of(match[3]) if match else None
        sheet = (match[1] or match[2]).replace("''", "'") if match else ""
        if where is None or sheet not in self.sheets:
            message = say("data.no-cells", name=area, meaning=stands_for[:80])
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

            for kind, part in self.package.relations(path).values():
                if kind == "table":
                    self.package.parse(part, start)
        return found

    # cells

    def sheet(self, name: str, wanted: Area, most: tuple[int, int]) -> Cells:
        """What a sheet holds of an area. Reading stops after the rows and columns that are the `most`."""
        cells = Cells(wanted, most)
        self.package.parse(self.sheets[name], cells.start, cells.end, cells.text)
        return cells

    def entry(self, cell: Cell | None, row: int, column: int, path: str) -> Entry:
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

    def _number(self, cell: Cell, entry: Entry) -> Entry:
        if cell.has_formula and (not cell.value or (self.never_opened and cell.value == "0")):
            hint = say("data:open-it-in-the-spreadsheet-and-save")
            raise Unsound(say("data.no-result", cell=entry.cell), hint, entry.span)
        try:
            value = float(cell.value)
        except ValueError:
            return entry
        if not isfinite(value):
            return entry
        form = self._format(cell.style)
        text = form.text(value, self.from_1904)
        if form.is_date:  # a name, or no number
            return entry._replace(text=text, moment=moment(value, self.from_1904))
        return entry._replace(text=text, number=form.number(value), unit=form.unit)

    def _string(self, index: str) -> str:
        if self._strings is None:
            self._strings = list(self._shared_strings())
        try:
            return " ".join(self._strings[int(index)].split())
        except (ValueError, IndexError) as e:
            raise Unsound(say("data.damaged"), SAVE) from e

    def _shared_strings(self) -> list[str]:
        path = self._of_kind("sharedStrings")
        reader = Strings()
        if path:
            self.package.parse(path, reader.start, reader.end, reader.text)
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
                codes[whole(given.get("numFmtId"))] = given.get("formatCode", "")
            elif element == "cellXfs":
                inside = True
            elif element == "xf" and inside:
                ids.append(whole(given.get("numFmtId")))

        def end(element: str) -> None:
            nonlocal inside
            inside = inside and element != "cellXfs"

        path = self._of_kind("styles")
        if path:
            self.package.parse(path, start, end)
        return [number_format(codes.get(n, "General")) for n in ids]
