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
    """How many pages the contents take, where they are set with this distance of baselines (0: the usual one)."""
    sheet, line = setter.sheet, setter.sheet.line
    heading = sheet.lines(setter.types["heading"].line_height + 2) if sheet.stacked else 0.0
    parts = sum(e.part for e in entries) * (line / 2 if line_height else line)
    height = sum(len(e.lines) for e in entries) * (line_height or setter.types["entry"].line_height) + parts
    return max(1, ceil((heading + height) / sheet.inner))
