"""The cells of tables of numbers, as they come out of files of all formats."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.diagnostics import Span


class Unit(NamedTuple):
    """What stands before and behind the numbers of a column, such as `₩` and `%`."""

    before: str = ""
    behind: str = ""

    def __str__(self) -> str:
        return "".join(self)


class Entry(NamedTuple):
    """A cell of a table: what it says, its place, and the name of the cell in a spreadsheet. Where the spreadsheet
    holds a number, that with its unit; where it holds a moment, the day (`2026-12-10`), the time (`14:00`) or both."""

    text: str
    span: Span
    cell: str = ""
    number: float | None = None
    unit: Unit = Unit()
    moment: str = ""

    @property
    def quoted(self) -> str:
        """What it says and where, for a message."""
        return f"`{self.text[:40]}`" + (f" in {self.cell}" if self.cell else "")
