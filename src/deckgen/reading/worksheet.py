"""The cells of a worksheet (ECMA-376 part 1, 18.3), taken one by one as they are read: no more is kept than a chart can
show, however much there is."""

from __future__ import annotations

import re
from typing import NamedTuple

#: Letters of a cell at most, the last row and the last column of a sheet.
MOST_LETTERS, _LAST_ROW, _LAST_COLUMN = 32_767, 1_048_576, 16_384
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


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


class Cell(NamedTuple):
    """A cell as it is stored: the kind of its value, the number of its style, its value, whether a formula made it."""

    kind: str
    style: int
    value: str
    has_formula: bool


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets call it: B3."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


class Cells:
    """The cells of an area, and what of it is hidden or merged: handlers for a sheet's XML. `most` are the rows and the
    columns after which none are kept."""

    def __init__(self, wanted: Area, most: tuple[int, int]) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[Area] = []
        self._wanted, self._most = wanted, most
        self._row = self._column = self._rows = self._columns = 0
        self._given: dict[str, str] = {}
        self._words: list[str] = []
        self._formula = self._in_value = self._is_hidden = False
        self._aloud = 0

    def start(self, element: str, given: dict[str, str]) -> None:
        match element:
            case "row":
                self._row = whole(given.get("r")) or self._row + 1
                self._column = self._columns = 0
                self._is_hidden = given.get("hidden") in ("1", "true")
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
                self.hidden_columns.append((whole(given.get("min")), whole(given.get("max"))))
            case "mergeCell":
                area = area_of(given.get("ref", ""))
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
        if self._is_hidden:
            self.hidden_rows.add(self._row)
        style = whole(self._given.get("s"))
        self.cells[self._row, self._column] = Cell(
            self._given.get("t", "n"), style, value[:MOST_LETTERS].strip(), self._formula
        )


class Strings:
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
            self.strings.append("".join(self._words)[:MOST_LETTERS])
            self._words.clear()

    def text(self, words: str) -> None:
        if self._in_text:
            self._words.append(words)


def whole(text: str | None) -> int:
    """A whole number of few digits; 0 where there is none."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def area_of(text: str) -> Area | None:
    """Cells that are written as `A1:C9`; None for anything else."""
    match = _AREA.fullmatch(text.strip())
    if match is None:
        return None
    rows = sorted((int(match[2]), int(match[4] or match[2])))
    columns = sorted((_column(match[1]), _column(match[3] or match[1])))
    if rows[0] < 1 or rows[1] > _LAST_ROW or columns[1] > _LAST_COLUMN:
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])
