"""What is in an edition: the lines of its contents, and how close together they stand so that one page has them all."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from deckgen.layout.words import one_line
from deckgen.richtext import unmarked
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.setter import Setter, Title

#: The least line height of small contents, as a part of the usual one for their size; that of contents on several
#: pages.
TIGHT, SEVERAL = 0.78, 0.92
#: Contents of more entries than this have pages of their own; of fewer, the parts stand on the front page.
OWN = 48
#: Space between the columns of contents on the front page, before their titles and behind them, in millimetres.
COLUMN, NUMBERED, PAGED = 8.0, 7.0, 10.0
#: Space above a part in contents in two columns, in parts of a line.
ABOVE_PART = 0.6
#: The width of page numbers and the numbers of parts beside an entry, in millimetres; wider in large print.
BESIDE, BESIDE_LARGE = 24.0, 32.0


class Entry(NamedTuple):
    """A line of the contents: `number` of a part that is counted, `part` or below one, the `language` of its title."""

    anchor: str
    title: str
    lines: tuple[PrintLine, ...]
    number: int | None
    part: bool
    language: str


class Short(NamedTuple):
    """A line of contents in columns: where it stands from the corner of their area, in millimetres."""

    anchor: str
    lines: tuple[PrintLine, ...]
    number: int | None
    x: float
    y: float
    part: bool = True


class ShortContents(NamedTuple):
    """Contents in two columns of `width` mm, `height` mm high: the parts on the front page, or all entries of contents
    that are too long for one column on one page."""

    entries: tuple[Short, ...]
    width: float
    height: float


def short_contents(setter: Setter, entries: Sequence[Entry]) -> ShortContents:
    """The parts, in two columns as wide as the front page's art; in one in large print."""
    sheet, line = setter.sheet, setter.types["entry"].line_height
    across = 1 if sheet.large else 2
    width = (sheet.art - (across - 1) * COLUMN) / across
    k = 1.7 if sheet.large else 1.0
    listed = [(e, setter.lines(e.title, "entry", width - (NUMBERED + PAGED) * k)) for e in entries if e.part]
    half = ceil(sum(len(lines) for _, lines in listed) / across)
    out: list[Short] = []
    column, row, deepest = 0, 0, 0
    for e, lines in listed:
        if row >= half and column < across - 1:
            column, row = column + 1, 0
        out.append(Short(e.anchor, lines, e.number, column * (width + COLUMN), row * line))
        row += len(lines)
        deepest = max(deepest, row)
    return ShortContents(tuple(out), width, deepest * line)


def wide_contents(setter: Setter, entries: Sequence[Entry]) -> ShortContents | None:
    """Contents of more than a page in two columns on one; None where they do not need that, or do not fit."""
    sheet, type = setter.sheet, setter.types["source"]
    if sheet.stacked or _pages(setter, entries, small_line_height(setter, entries)) < 2:
        return None
    width, gap = (sheet.text - COLUMN) / 2, type.line_height * ABOVE_PART
    listed = [
        (e, setter.set(e.title, type._replace(bold=e.part), width - NUMBERED - PAGED), gap if e.part else 0.0)
        for e in entries
    ]
    total = sum(len(lines) * type.line_height + above for _, lines, above in listed)
    out: list[Short] = []
    x, y, deepest = 0.0, 0.0, 0.0
    for e, lines, above in listed:
        if not x and y >= total / 2 and (e.part or not out[-1].part):
            x, y = width + COLUMN, 0.0
        y += above if y else 0.0
        out.append(Short(e.anchor, lines, e.number, x, y, e.part))
        y += len(lines) * type.line_height
        deepest = max(deepest, y)
    room = sheet.inner - sheet.lines(setter.types["heading"].line_height + sheet.line)
    return ShortContents(tuple(out), width, deepest) if deepest <= room else None


def entry(setter: Setter, anchor: str, title: Title | str, number: int | None = None, part: bool = False) -> Entry:
    """A line of the contents."""
    width = setter.sheet.measure - (BESIDE_LARGE if setter.sheet.large else BESIDE)
    prose = title.prose.uncalled if isinstance(title, Title) else unmarked(title, setter.deck.language)
    lines = setter.lines(prose, "part-entry" if part else "entry", width)
    return Entry(anchor, one_line(prose.plain), lines, number, part, prose.language)


def small_line_height(setter: Setter, entries: Sequence[Entry]) -> float:
    """The line height in millimetres of contents that are too long for a page in their usual size, else 0: one that
    brings them onto one page, if they can still be read, or else saves pages."""
    sheet, line = setter.sheet, setter.sheet.line
    heading = sheet.lines(setter.types["heading"].line_height + 2) if sheet.stacked else 0.0
    room = sheet.inner - heading
    lines, parts = sum(len(e.lines) for e in entries), sum(e.part for e in entries)
    if sheet.large or lines * setter.types["entry"].line_height + parts * line <= room:
        return 0.0
    small = setter.types["source"].line_height
    fits = (room - parts * line / 2 - line) / lines
    return min(fits, small) if fits >= small * TIGHT else small * SEVERAL


def contents_pages(setter: Setter, entries: Sequence[Entry], line_height: float) -> int:
    """How many pages the contents take of their own, where they are set with this distance of baselines (0: the usual
    one)."""
    if len(entries) <= OWN:
        return 0
    return 1 if wide_contents(setter, entries) else _pages(setter, entries, line_height)


def _pages(setter: Setter, entries: Sequence[Entry], line_height: float) -> int:
    """The pages of contents in one column."""
    sheet, line = setter.sheet, setter.sheet.line
    heading = sheet.lines(setter.types["heading"].line_height + 2) if sheet.stacked else 0.0
    parts = sum(e.part for e in entries) * (line / 2 if line_height else line)
    height = sum(len(e.lines) for e in entries) * (line_height or setter.types["entry"].line_height) + parts
    return max(1, ceil((heading + height) / sheet.inner))
