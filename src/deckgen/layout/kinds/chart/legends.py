"""The place of PowerPoint's own legend."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.page import Page
from deckgen.layout.plots import NATIVE
from deckgen.scene import Legend, Rect

#: What PowerPoint's legend takes beside each name for its mark and air, in heights of its letters: in a row, and in a
#: column, where there must not be room for a second one; the height of a row.
MARK, MARK_BESIDE, LEGEND = 2.5, 1.9, 32.0


def legend(page: Page, style: str, names: Sequence[str], at: Rect, beside: bool = False) -> Legend:
    """PowerPoint's legend of names, in at most this place: as wide as it is by itself."""
    size = page.theme.styles[style].sizes[0]
    mark = (MARK_BESIDE if beside else MARK) * size
    widths = [page.width(page.settings(name, style)) * NATIVE + mark for name in names]
    return Legend(at._replace(w=min(at.w, max(widths) if beside else sum(widths))), size, beside)
