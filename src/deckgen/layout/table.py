"""A table set at one size: rows as high as their text needs, measured in the theme's font and in the fallback font."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from deckgen.diagnostics import Span
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, block, fallback_height
from deckgen.scene import Anchor, Cell, Insets, Rect, Stroke, Table, TextBlock

#: The text of a table's cells before it is set: a tuple of paragraphs for each cell, row by row.
Cells = Sequence[Sequence[tuple[Setting, ...]]]
#: How much of its mean row height a short table may grow by for each row, so that it breathes.
BREATHING = 0.7
#: A table that fills less of its height is set in a smaller size if that fills more, down to this share of the size.
FILLED, SMALLER = 0.85, 0.8
#: Columns that share too little are the wider the more they have to say, by this power of it.
EVEN = 0.75
#: What cells keep free above and below, from the most that they may have down to the least.
PADDINGS = (12.0, 9.0, 6.0, 4.0)


class _Fit(NamedTuple):
    """A table at one size: its rung, what cells keep free above and below, the height of each row, and that of all of
    them also where PowerPoint falls back to another font."""

    rung: int
    padding: float
    heights: list[float]
    safe: list[float]


def table(
    page: Page,
    name: str,
    rect: Rect,
    rows: Cells,
    widths: Sequence[float],
    *,
    beside: float,
    rule: Stroke,
    head_rule: Stroke,
    fills: Mapping[int, str],
    alt: str,
    span: Span | None,
) -> Table:
    """A table whose rows are as high as their text needs, all cells in the first size at which the whole table fits;
    before a smaller size, cells keep less free above and below.

    `widths` are relative; `beside` is what cells keep free at their sides; `fills` maps a row index to a palette role.
    """
    total = sum(widths)
    columns = tuple(rect.w * w / total for w in widths)
    fit = _fitting(page, rows, columns, beside, rect.h)
    rung, inset = fit.rung, (beside, fit.padding) * 2
    # a short table breathes, and stays at the top
    extra = _extra(fit, rect.h)
    heights = [h + extra for h in fit.heights]
    cells = tuple(
        tuple(
            Cell(_cell(page, cell, Rect(0, 0, w, height), inset, rung, "middle")._replace(overflow=0), fills.get(n))
            for cell, w in zip(row, columns, strict=True)
        )
        for n, (row, height) in enumerate(zip(rows, heights, strict=True))
    )
    area = Rect(rect.x, rect.y, rect.w, sum(heights))
    return Table(name, area, columns, cells, tuple(heights), rule, head_rule, alt, span=span)


def _extra(fit: _Fit, height: float) -> float:
    """By how much each row may be higher: a row that grows where PowerPoint falls back to another font does so within
    that first."""
    least, most = 0.0, BREATHING * sum(fit.heights) / len(fit.heights)
    for _ in range(12):
        middle = (least + most) / 2
        grown = sum(max(h + middle, safe) for h, safe in zip(fit.heights, fit.safe, strict=True))
        least, most = (middle, most) if grown <= height else (least, middle)
    return round(least, 2)


def _fitting(page: Page, rows: Cells, columns: Sequence[float], beside: float, height: float) -> _Fit:
    """The first size that fits in both fonts, else in the theme's own, else the last. Where rows that another font
    breaks would leave much of the height empty in the theme's own, one of the next sizes, if it fills more of it."""
    sizes = max((s.sizes for row in rows for cell in row for s in cell), key=len)
    own: _Fit | None = None
    found: list[tuple[float, _Fit]] = []
    for rung, size in enumerate(sizes):
        if found and size < SMALLER * sizes[found[0][1].rung]:
            break
        needs, safe = _row_heights(page, rows, columns, beside, rung)
        for padding in PADDINGS:
            fit = _Fit(rung, padding, [n + 2 * padding for n in needs], [n + 2 * padding for n in safe])
            if sum(fit.safe) <= height:
                filled = (sum(fit.heights) + _extra(fit, height) * len(rows)) / height
                found.append((filled, fit))
                break
            if own is None and sum(fit.heights) <= height:
                own = fit
        if found and found[-1][0] >= FILLED:
            break
    return max(found, key=lambda f: (min(f[0], FILLED), -f[1].rung))[1] if found else own or fit


def natural_widths(page: Page, rows: Cells, width: float, beside: float) -> tuple[float, ...]:
    """The widths of columns in points for which a table needs few lines: what each needs for its words on one line,
    where there is room for that, and else the wider the more it has to say."""
    needs = []
    for column in zip(*rows, strict=True):
        filled = [cell for cell in column if any(r.text.split() for s in cell for r in s.runs)]
        lines, words = (max(map(measure, filled), default=0.0) for measure in (page.width, page.narrowest))
        needs.append((lines + 2 * beside, words + 2 * beside))
    wanted, least = [n for n, _ in needs], [n for _, n in needs]
    if sum(wanted) <= width:
        spare = (width - sum(wanted)) / len(wanted)
        return tuple(n + spare for n in wanted)
    shares = [n**EVEN for n in wanted]
    narrow = [width * share / sum(shares) for share in shares]
    free = width - sum(max(n, at_least) for n, at_least in zip(narrow, least, strict=True))
    wide = sum(n for n, at_least in zip(narrow, least, strict=True) if n > at_least) or 1.0
    return tuple(
        max(at_least, n + free * n / wide) if n > at_least else at_least
        for n, at_least in zip(narrow, least, strict=True)
    )


def _row_heights(
    page: Page, rows: Cells, columns: Sequence[float], beside: float, rung: int
) -> tuple[list[float], list[float]]:
    """The height of the text of each row in points at a rung, and that which it needs also where PowerPoint falls back
    to another font."""
    heights, safe, inset = [], [], (beside, 0.0, beside, 0.0)
    for row in rows:
        texts = [
            _cell(page, cell, Rect(0, 0, w, 10_000), inset, rung, "top") for cell, w in zip(row, columns, strict=True)
        ]
        heights.append(max(t.height for t in texts))
        safe.append(max(max(t.height, fallback_height(t, w, page.fonts)) for t, w in zip(texts, columns, strict=True)))
    return heights, safe


def _cell(page: Page, cell: tuple[Setting, ...], rect: Rect, inset: Insets, rung: int, anchor: Anchor) -> TextBlock:
    return block(
        cell, page.fonts, rect, inset=inset, anchor=anchor, rung=rung, orphans=True, fixed=True, language=page.language
    )
