"""A table set at one size: rows as high as their text needs, measured in the theme's font and in the fallback font."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.diagnostics import Span
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, block, fallback_height
from deckgen.scene import Anchor, Cell, Insets, Rect, Stroke, Table, TextBlock

#: The text of a table's cells before it is set: a tuple of paragraphs for each cell, row by row.
Cells = Sequence[Sequence[tuple[Setting, ...]]]
#: How much of its mean row height a short table may grow by for each row, so that it breathes.
BREATHING = 0.35


def table(
    page: Page,
    name: str,
    rect: Rect,
    rows: Cells,
    widths: Sequence[float],
    *,
    padding: tuple[float, float],
    rule: Stroke,
    head_rule: Stroke,
    fills: Mapping[int, str],
    alt: str,
    span: Span | None,
) -> Table:
    """A table whose rows are as high as their text needs, all cells in the first size at which the whole table fits.

    `widths` are relative; `padding` is left-right and top-bottom in points; `fills` maps a row index to a palette role.
    """
    total = sum(widths)
    columns = tuple(rect.w * w / total for w in widths)
    inset = (*padding, *padding)
    last = max(len(s.sizes) for row in rows for cell in row for s in cell) - 1
    for rung in range(last + 1):
        heights, safe = _row_heights(page, rows, columns, inset, rung)
        if safe <= rect.h:
            break
    # a short table breathes, and stays at the top
    extra = max(0.0, min((rect.h - safe) / len(rows), BREATHING * sum(heights) / len(rows)))
    heights = [h + extra for h in heights]
    cells = tuple(
        tuple(
            Cell(_cell(page, cell, Rect(0, 0, w, height), inset, rung, "middle")._replace(overflow=0), fills.get(n))
            for cell, w in zip(row, columns, strict=True)
        )
        for n, (row, height) in enumerate(zip(rows, heights, strict=True))
    )
    area = Rect(rect.x, rect.y, rect.w, sum(heights))
    return Table(name, area, columns, cells, tuple(heights), rule, head_rule, alt, span=span)


def _row_heights(
    page: Page, rows: Cells, columns: Sequence[float], inset: Insets, rung: int
) -> tuple[list[float], float]:
    """The height of each row in points at a rung, and the height of all of them also where PowerPoint falls back to
    another font."""
    heights, safe = [], 0.0
    around = inset[1] + inset[3]
    for row in rows:
        texts = [
            _cell(page, cell, Rect(0, 0, w, 10_000), inset, rung, "top") for cell, w in zip(row, columns, strict=True)
        ]
        heights.append(max(t.height for t in texts) + around)
        safe += (
            max(max(t.height, fallback_height(t, w, page.fonts)) for t, w in zip(texts, columns, strict=True)) + around
        )
    return heights, safe


def _cell(page: Page, cell: tuple[Setting, ...], rect: Rect, inset: Insets, rung: int, anchor: Anchor) -> TextBlock:
    return block(cell, page.fonts, rect, inset=inset, anchor=anchor, rung=rung, fixed=True, language=page.language)
