"""Places on the page, in points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Side = Literal["top", "left", "bottom", "right"]
#: Margins of a text inside its box, in points: left, top, right, bottom.
Insets = tuple[float, float, float, float]
Point = tuple[float, float]
#: Where a point goes: x' = a x + c y + e, y' = b x + d y + f (the order of SVG and PDF).
Matrix = tuple[float, float, float, float, float, float]


class Rect(NamedTuple):
    """A rectangle in points: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(
        self, left: float, top: float | None = None, right: float | None = None, bottom: float | None = None
    ) -> Rect:
        """The rectangle inside these margins; as in CSS, a missing one takes its opposite's or the first value."""
        top = left if top is None else top
        right = left if right is None else right
        bottom = top if bottom is None else bottom
        return Rect(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def fitted(self, width: float, height: float) -> Rect:
        """Where something of these proportions stands in the rectangle: as large as it can, left, vertically
        centred."""
        k = min(self.w / width, self.h / height)
        return Rect(self.x, self.y + (self.h - height * k) / 2, width * k, height * k)

    def columns(self, n: int, gap: float) -> tuple[Rect, ...]:
        """`n` equal columns with `gap` points between them."""
        w = (self.w - gap * (n - 1)) / n
        return tuple(Rect(self.x + i * (w + gap), self.y, w, self.h) for i in range(n))

    def rows(self, n: int, gap: float) -> tuple[Rect, ...]:
        """`n` equal rows with `gap` points between them."""
        h = (self.h - gap * (n - 1)) / n
        return tuple(Rect(self.x, self.y + i * (h + gap), self.w, h) for i in range(n))


def around(rects: Iterable[Rect]) -> Rect:
    """The least rectangle that holds all of these."""
    rects = list(rects)
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)
