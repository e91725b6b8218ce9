"""Lines that stand as they were written, in a panel: what code and terminals share.

No line is ever broken. What does not fit in the smallest size is a finding at the author's own line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from deckgen.diagnostics import Span, count, finding
from deckgen.layout.linebreaks import FIT
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting
from deckgen.reading.fonts import Fonts
from deckgen.reading.letters import clusters
from deckgen.reading.nodes import Scalar
from deckgen.reading.values import Verbatim
from deckgen.scene import Insets, Rect, Run, TextBlock

#: Columns of a tab.
TAB = 4


class Lines:
    """The lines of a verbatim text, tabs as spaces; each knows where the author wrote it."""

    def __init__(self, page: Page, text: Verbatim) -> None:
        raw, self.span, _ = page.deck.words.pick(text)
        self._raw = raw
        self.texts = tuple(line.rstrip().expandtabs(TAB) for line in raw.rstrip().split("\n"))

    def place(self, n: int, column: int = 0) -> Span | None:
        """The place of line `n` (from 0), from a column on."""
        lines = self._raw.split("\n")
        line = lines[n]
        while column < len(line) and line[column].isspace():
            column += 1
        if not isinstance(self._raw, Scalar) or not line[column:]:
            return self.span
        return self._raw.place(sum(len(one) + 1 for one in lines[:n]) + column, len(line.rstrip()) - column)


def in_cells(r: Run, fonts: Fonts) -> Iterator[Run]:
    """A run of code whose letters stand in cells, as in a terminal: Hangul and all that is as wide there take two. What
    comes from another face than that of code is spaced out to whole cells. A face without cells has none."""
    cell = fonts.width("0", "code", r.bold)
    if r.text.isascii() or fonts.width("i", "code", r.bold) != cell:
        yield r
        return
    letters = [(*_spaced(c, cell, r.bold, fonts), c) for c in clusters(r.text)]
    for (font, spacing), group in groupby(letters, key=lambda letter: letter[:2]):
        yield r._replace(text="".join(c for *_, c in group), font=font, spacing=spacing)


def _spaced(c: str, cell: float, bold: bool, fonts: Fonts) -> tuple[str, float]:
    """The font of a letter of code, and what its width lacks to whole cells, in em."""
    if c.isascii():
        return "code", 0.0
    ((font, _),) = fonts.pictorial(c, "code", bold)
    width = fonts.width(c, font, bold)
    return font, round(_cells(c, width, cell) * cell - width, 4)


def _cells(c: str, width: float, cell: float) -> int:
    if unicodedata.east_asian_width(c[0]) in "WF":
        return 2
    return ceil(width / cell - 0.05)  # none for what combines with the letter before it


def settings(page: Page, lines: Sequence[Sequence[Run]], style: str) -> tuple[Setting, ...]:
    """A paragraph for each line; an empty line is as high as the others."""
    s = page.theme.styles[style]
    fonts, empty = page.fonts, (Run("", s.font, s.bold, s.colour),)
    celled = (tuple(part for r in runs for part in in_cells(r, fonts)) for runs in lines)
    return tuple(Setting(runs or empty, s.sizes, s.leading) for runs in celled)


def fitted(page: Page, lines: Lines, copy: tuple[Setting, ...], rect: Rect, inset: Insets) -> TextBlock:
    """The lines set in the first size at which all of them fit; what does not fit in the smallest is told at its
    line."""
    text = page.set(copy, rect, inset=inset, wrap=False)
    smallest = f"even in the smallest size ({text.paragraphs[0].size:g} pt)"
    if text.overflow:
        room = len(lines.texts) - text.overflow
        page.findings.append(
            finding(rect.y + inset[1] + text.height > page.theme.page[1])(
                f"this does not fit: {count(text.overflow, 'line')} too many, {smallest}; {count(room, 'line')} would",
                lines.place(room),
                "leave lines out, or split it over two slides",
            )
        )
    width = (rect.w - inset[0] - inset[2]) * FIT
    for line in text.lines:
        length = sum(p.width for p in line.pieces)
        if length <= width:
            continue
        words = lines.texts[line.paragraph]
        over = len(words) - _fitting(words, width / line.size, page.fonts)
        page.findings.append(
            finding(rect.x + inset[0] + length > page.theme.page[0])(
                f"this line does not fit: {count(over, 'character')} too many, {smallest}; {len(words) - over} would",
                lines.place(line.paragraph, len(words) - over),
                "break the line yourself, as its language allows, or leave something out",
            )
        )
    return text._replace(overflow=0)


def _fitting(words: str, width: float, fonts: Fonts) -> int:
    """How many letters of a line fit into a width in em."""
    fitting, used = 0, 0.0
    for c in clusters(words):
        (r,) = in_cells(Run(c, "code", False, "text"), fonts)
        used += fonts.width(c, r.font, False) + r.spacing
        if used > width + 1e-6:
            break
        fitting += len(c)
    return fitting
