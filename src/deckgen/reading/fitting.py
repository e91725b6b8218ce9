"""How the places of a theme follow its page.

They are written on one page, the `GRID`, whatever the theme's `page` is. A page of another size holds the grid,
enlarged or reduced as a whole until one of its sides fits. What is left of the other side goes to the middle: between
the head and the foot of the slide, which keep their height, or between its margins. So no place becomes smaller than it
was written, none comes to lie over another, and what stands level stays level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from deckgen.reading.page_size import GRID, PageSize
from deckgen.reading.theme import Layout, Placeholder, Shape, Theme
from deckgen.scene import Rect, around

#: The margin of the grid; what stands no farther from an edge of the page stands at that edge.
MARGIN = 56.0
#: Shapes no farther from each other are one drawing: the gutter of the grid. Rules and bars are no thicker.
GUTTER = 16.0
#: Regions, and placeholders of layouts, that hold one picture, which keeps its form.
PICTURES = ("portrait", "code")

T = TypeVar("T", Placeholder, Shape)


class Axis(NamedTuple):
    """A direction: the length of the grid and of the page, and where on the grid the middle begins and ends."""

    grid: float
    page: float
    begin: float
    end: float

    def at(self, place: float) -> float:
        """Where a place of the grid is on the page."""
        inside = (place - self.begin) / (self.end - self.begin)
        return place + min(max(inside, 0.0), 1.0) * (self.page - self.grid)

    def stretched(self, start: float, end: float, thin: float = 0.0) -> tuple[float, float]:
        """Where something begins that reaches as far as its edges do, and its size; what is `thin` stays so."""
        a, b, size = self.at(start), self.at(end), end - start
        return (a, b - a) if size > thin else ((a + b - size) / 2, size)

    def kept(self, start: float, end: float, edges: Sequence[float]) -> float:
        """Where something begins that keeps its size: level with one of the `edges` if it was, else at the edge of the
        page that it stood at, else in the middle of its room."""
        a, b, last = self.at(start), self.at(end) - (end - start), self.grid - MARGIN
        if end in edges:
            return b
        if start in edges or (start <= MARGIN) != (end >= last):
            return a if start in edges or start <= MARGIN else b
        return (a + b) / 2


class Fit(NamedTuple):
    """Both directions."""

    across: Axis
    down: Axis

    def place(self, at: Rect, thin: float = 0.0) -> Rect:
        """A place that grows with the page."""
        x, w = self.across.stretched(at.x, at.right, thin)
        y, h = self.down.stretched(at.y, at.bottom, thin)
        return Rect(x, y, w, h)

    def picture(self, at: Rect, others: Sequence[Rect]) -> Rect:
        """A place that keeps its size; `others` are what it may be level with."""
        x = self.across.kept(at.x, at.right, [edge for r in others for edge in (r.x, r.right)])
        y = self.down.kept(at.y, at.bottom, [edge for r in others for edge in (r.y, r.bottom)])
        return Rect(x, y, at.w, at.h)

    def drawing(self, shapes: Sequence[Shape], others: Sequence[Rect]) -> list[Shape]:
        """Shapes that keep their sizes and their distances."""
        whole = around(s.at for s in shapes)
        moved = self.picture(whole, others)
        dx, dy = moved.x - whole.x, moved.y - whole.y
        return [_at(s, s.at._replace(x=s.at.x + dx, y=s.at.y + dy)) for s in shapes]


def fitted(theme: Theme) -> Theme:
    """A theme with its page as large as its grid needs it, and all places on it; `Theme.scale` says how large that page
    is on the theme's own."""
    scale = min(theme.page.width / GRID.width, theme.page.height / GRID.height)
    page = PageSize(*(round(side / scale, 6) for side in theme.page))
    if page == GRID and scale == 1:
        return theme
    body = theme.regions["body"]
    fit = Fit(Axis(GRID.width, page.width, body.x, body.right), Axis(GRID.height, page.height, body.y, body.bottom))
    changed = {
        "page": page,
        "_scale": scale,
        "regions": {
            name: fit.picture(at, (body,)) if name in PICTURES else fit.place(at) for name, at in theme.regions.items()
        },
        "furniture": {name: _at(p, fit.place(p.at)) for name, p in theme.furniture.items()},
        "layouts": {name: _layout(fit, layout, body) for name, layout in theme.layouts.items()},
    }
    return Theme(**{**vars(theme), **changed})


def off_grid(theme: Theme) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The places of a theme with a page of its own that lie beyond the grid: a name, and where the theme says that.
    Decorations may be cut off by the edge of the page."""
    if theme.page == GRID:
        return
    for name, at in theme.regions.items():
        if _reaches_beyond(at):
            yield name, ("regions", name)
    for name, p in theme.furniture.items():
        if _reaches_beyond(p.at):
            yield name, ("furniture", name, "at")
    for key, layout in theme.layouts.items():
        for name, p in layout.placeholders.items():
            if _reaches_beyond(p.at):
                yield name, ("layouts", key, "placeholders", name, "at")
        if any(s.at.x >= GRID.width or s.at.y >= GRID.height for s in layout.shapes):
            yield "shapes", ("layouts", key, "shapes")


def _reaches_beyond(at: Rect) -> bool:
    return at.right > GRID.width + 0.5 or at.bottom > GRID.height + 0.5


def _layout(fit: Fit, layout: Layout, body: Rect) -> Layout:
    others = [p.at for p in layout.placeholders.values()]
    changed = {
        "placeholders": {
            name: _at(p, fit.picture(p.at, (body,)) if name in PICTURES else fit.place(p.at))
            for name, p in layout.placeholders.items()
        },
        "shapes": _shapes(fit, layout.shapes, others),
    }
    if layout.logo:
        x, y, height = layout.logo
        changed["logo"] = (fit.across.kept(x, x + height, ()), fit.down.kept(y, y + height, ()), height)
    return Layout(**{**vars(layout), **changed})


def _at(thing: T, at: Rect) -> T:
    """A placeholder or shape in another place."""
    return type(thing)(**{**vars(thing), "at": at})


def _shapes(fit: Fit, shapes: Sequence[Shape], others: Sequence[Rect]) -> tuple[Shape, ...]:
    """Rules, bars and pictures grow with the page; what has a form of its own keeps it, with what stands beside it."""
    moved: dict[int, Shape] = {}
    for drawing in _drawings({n: s for n, s in enumerate(shapes) if _has_form(s)}):
        moved |= zip(drawing, fit.drawing([shapes[n] for n in drawing], others), strict=True)
    return tuple(moved.get(n) or _at(s, fit.place(s.at, GUTTER)) for n, s in enumerate(shapes))


def _has_form(shape: Shape) -> bool:
    """Whether a shape would be another one in another proportion."""
    if shape.image:
        return shape.image.lower().endswith(".svg")
    return shape.outline != "rectangle" or bool(shape.text)


def _drawings(shapes: dict[int, Shape]) -> list[list[int]]:
    """Shapes by their numbers, those together that stand no farther apart than a gutter."""
    out: list[list[int]] = []
    for n, shape in shapes.items():
        near = [d for d in out if any(_are_near(shape.at, shapes[m].at) for m in d)]
        out = [d for d in out if d not in near] + [sorted([n, *(m for d in near for m in d)])]
    return out


def _are_near(a: Rect, b: Rect) -> bool:
    across, down = max(a.x, b.x) - min(a.right, b.right), max(a.y, b.y) - min(a.bottom, b.bottom)
    return max(across, down) <= GUTTER
