"""Where a line breaks, because what was asked changed."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.layout.page import Page
from deckgen.reading.values import Text
from deckgen.scene import Box, Freeform, Item, Rect, Stroke
from deckgen.scene import Chart as Picture


def break_marks(page: Page, drawing: Picture, note: Text | None, i: int) -> Iterator[Item]:
    """Two strokes across the axis and a dashed line up from them, with the reason at its head."""
    p, slot = drawing.plot, drawing.plot.w / len(drawing.categories)
    x, name = p.x + (i + 0.5) * slot, page.word("chart-break")
    yield Box(name, Rect(x - 4, p.bottom - 4, 8, 8), fill="paper", decorative=True)
    strokes = tuple((("M", (dx, 12.0)), ("L", (dx + 6.0, 0.0))) for dx in (0.0, 8.0))
    yield Freeform(
        name,
        Rect(x - 7, p.bottom - 6, 14, 12),
        (14, 12),
        strokes,
        None,
        Stroke("muted", 1.5).rounded(),
        decorative=True,
    )
    top = p.y + (44 if note else 0)
    height = p.bottom - 14 - top
    dashes = tuple((("M", (0.5, y)), ("L", (0.5, min(y + 4, height)))) for y in _steps(0.0, height, 8.0))
    yield Freeform(
        name,
        Rect(x - 0.5, top, 1, height),
        (1, height),
        dashes,
        None,
        Stroke("muted", 1.0).rounded(),
        decorative=True,
    )
    if note:
        width = slot * 1.8
        words = page.settings(note, "chart-label", align="center")
        yield page.box(name, Rect(x - width / 2, top - 56, width, 50), words, anchor="bottom", span=note.span)


def _steps(start: float, end: float, step: float) -> Iterator[float]:
    while start < end:
        yield start
        start += step
