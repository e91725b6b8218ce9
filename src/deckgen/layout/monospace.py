"""Lines that stand as they were written, in a panel: what code and terminals share.

No line is ever broken. What does not fit in the smallest size is a finding at the author's own line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from math import ceil

from deckgen.diagnostics import Span, finding
from deckgen.layout.folding import MOST, Row, folded
from deckgen.layout.linebreaks import FIT
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting
from deckgen.messages import count, say
from deckgen.reading.fonts import Fonts
from deckgen.reading.letters import clusters
from deckgen.reading.nodes import Scalar
from deckgen.reading.values import Verbatim
from deckgen.scene import Insets, Rect, Run, TextBlock

#: Columns of a tab.
TAB = 4
#: What stands between columns.
COLUMNS = ("  ", "|", "│")
#: The style of a few short lines.
LARGE = "code-large"
#: A few lines that leave more than this share of their room empty stand lower, by that share of what is empty.
FEW, LOWER = 0.4, 0.35


class Lines:
    """The lines of a verbatim text, tabs as spaces; each knows where the author wrote it. `rows` are those that the
    slide shows: a folded one says how many lines it stands for."""

    def __init__(self, page: Page, text: Verbatim) -> None:
        raw, self.span, _ = page.deck.words.pick(text)
        self._raw = raw
        self.texts = tuple(line.rstrip().expandtabs(TAB) for line in raw.rstrip().split("\n"))
        self.rows = tuple(map(Row, range(len(self.texts))))
        self._said = partial(page.word, "folded")

    def fold(self, kept: Iterable[int], most: int = MOST) -> None:
        """Shows as many lines as a hall can follow, or `most`, those `kept` (from 0) among them."""
        self.rows = folded(len(self.texts), kept, most)

    def shorten(self, columns: int, kept: Collection[int]) -> None:
        """Cuts off what is behind so many columns, but of lines that are `kept` (from 0)."""
        self.texts = tuple(
            text if n in kept or len(text) <= columns else f"{text[: columns - 1]}…"
            for n, text in enumerate(self.texts)
        )

    @property
    def shown(self) -> tuple[str, ...]:
        """The rows as they are read."""
        return tuple(self._said(n=row.lines) if row.folds else self.texts[row.first] for row in self.rows)

    def settings(self, page: Page, coloured: Sequence[Sequence[Run]], quiet: str, style: str) -> tuple[Setting, ...]:
        """A paragraph for each row, from the lines' runs; what is folded is in the colour `quiet`."""
        rows = zip(self.rows, self.shown, strict=True)
        runs = [[Run(said, "code", False, quiet)] if row.folds else coloured[row.first] for row, said in rows]
        return settings(page, runs, style)

    def places(self, numbers: Iterable[int]) -> dict[int, int]:
        """The rows (from 0) of lines by their numbers (from 1)."""
        rows = {row.first + 1: n for n, row in enumerate(self.rows) if not row.folds}
        return {n: rows[n] for n in numbers}

    def place(self, row: int, column: int = 0) -> Span | None:
        """The place of a row (from 0), from a column on."""
        lines = self._raw.split("\n")
        n = self.rows[row].first
        line = lines[n]
        while column < len(line) and line[column].isspace():
            column += 1
        if not isinstance(self._raw, Scalar) or not line[column:]:
            return self.span
        return self._raw.place(sum(len(one) + 1 for one in lines[:n]) + column, len(line.rstrip()) - column)


def fits(block: TextBlock, rect: Rect) -> bool:
    """Whether lines, none of them broken, fit where they were set."""
    width = (rect.w - block.inset[0] - block.inset[2]) * FIT
    return not block.overflow and all(sum(p.width for p in line.pieces) <= width for line in block.lines)


def lowered(area: Rect, height: float) -> float:
    """How much lower lines stand that need this height of an area."""
    spare = area.h - height
    return spare * LOWER if spare > area.h * FEW else 0.0


def in_cells(r: Run, fonts: Fonts, spaced: bool = True) -> Iterator[Run]:
    """A run of code whose letters stand in cells, as in a terminal: Hangul and all that is as wide there take two. What
    comes from another face than that of code is spaced out to whole cells, or stands as close as in a sentence. A face
    without cells has none."""
    cell = fonts.width("0", "code", r.bold)
    if r.text.isascii() or fonts.width("i", "code", r.bold) != cell:
        yield r
        return
    letters = [(*_spaced(c, cell, r.bold, fonts), c) for c in clusters(r.text)]
    if not spaced:
        letters = [(font, 0.0, c) for font, _, c in letters]
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
    celled = (tuple(part for r in runs for part in in_cells(r, fonts, _has_columns(runs))) for runs in lines)
    return tuple(Setting(runs or empty, s.sizes, s.leading) for runs in celled)


def _has_columns(runs: Sequence[Run]) -> bool:
    """Whether something stands in a column of its own behind letters that are not those of code: only then these take
    whole cells, which spread a remark's words."""
    text = "".join(r.text for r in runs)
    first = next((n for n, c in enumerate(text) if not c.isascii()), len(text))
    return any(between in text[first:] for between in COLUMNS)


def fitted(page: Page, lines: Lines, copy: tuple[Setting, ...], rect: Rect, inset: Insets, rung: int = 0) -> TextBlock:
    """The lines set in the first size from `rung` on at which all of them fit; what does not fit in the smallest is
    told at its line."""
    text = page.set(copy, rect, inset=inset, wrap=False, rung=rung)
    smallest = say("fit:even-in-the-smallest-size", size=text.paragraphs[0].size)
    if text.overflow:
        room = len(lines.rows) - text.overflow
        page.findings.append(
            finding(rect.y + inset[1] + text.height > page.theme.page[1])(
                say("fit.lines", lines=count(text.overflow, "line"), smallest=smallest, room=count(room, "line")),
                lines.place(room),
                say("fit:leave-lines-out-or-split"),
            )
        )
    width = (rect.w - inset[0] - inset[2]) * FIT
    for line in text.lines:
        length = sum(p.width for p in line.pieces)
        if length <= width:
            continue
        words = lines.shown[line.paragraph]
        over = len(words) - _fitting(words, width / line.size, page.fonts)
        page.findings.append(
            finding(rect.x + inset[0] + length > page.theme.page[0])(
                say("fit.long-line", characters=count(over, "character"), smallest=smallest, room=len(words) - over),
                lines.place(line.paragraph, len(words) - over),
                say("fit:break-the-line-yourself-as"),
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
