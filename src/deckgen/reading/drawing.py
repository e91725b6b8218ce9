"""Drawings of contours that PowerPoint and PDF draw as vectors: logos, icons and QR codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import Any, NamedTuple

from deckgen.scene import Command, Freeform, Gradient, Group, Point, Rect, Stroke, around

#: Light modules around a QR code: the quiet zone that ISO/IEC 18004 asks for.
QUIET = 4
#: Pairs of contours that are held against each other.
_MOST_PAIRS = 100_000


class Shape(NamedTuple):
    """One shape of a drawing: its contours, of which those inside others are holes, its fill and its line. Colours are
    roles, `#RRGGBB` or `currentColor`; the line's width is in the drawing's units; `opacity` is that of the fill."""

    contours: tuple[tuple[Command, ...], ...]
    fill: str | Gradient | None
    stroke: Stroke | None
    opacity: float = 1.0


class Drawing(NamedTuple):
    """A vector drawing of `view` (width, height) units."""

    view: tuple[float, float]
    shapes: tuple[Shape, ...]

    def placed(
        self, name: str, rect: Rect, *, alt: str = "", colour: str = "text", decorative: bool = False
    ) -> Freeform | Group:
        """The drawing fitted into a rectangle (left, vertically centred): one freeform, or a group of them."""
        at = rect.fitted(*self.view)
        k = min(rect.w / self.view[0], rect.h / self.view[1])

        def role(value: str) -> str:
            return colour if value == "currentColor" else value

        def paint(fill: str | Gradient | None) -> str | Gradient | None:
            if isinstance(fill, Gradient):
                return fill._replace(stops=tuple(s._replace(colour=role(s.colour)) for s in fill.stops))
            return role(fill) if fill else None

        alone = len(self.shapes) == 1
        parts = tuple(
            Freeform(
                name if alone else f"{name} {i}",
                at,
                self.view,
                s.contours,
                paint(s.fill),
                s.stroke._replace(colour=role(s.stroke.colour), width=s.stroke.width * k) if s.stroke else None,
                alt if alone else "",
                decorative or not alone,
                opacity=s.opacity,
            )
            for i, s in enumerate(self.shapes, 1)
        )
        return parts[0] if alone else Group(name, parts, alt)


def joined(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Neighbouring shapes of one look as one, where none of them lies over another: what two fills share would be a
    hole."""
    runs: list[list[Shape]] = []
    boxes: list[Rect] = []
    for s in shapes:
        own = [_box(contour, s.stroke) for contour in s.contours]
        if runs and runs[-1][0][1:] == s[1:] and (_is_plain_line(s) or not _are_over(boxes, own)):
            runs[-1].append(s)
            boxes += own
        else:
            runs.append([s])
            boxes = own
    return tuple(r[0]._replace(contours=tuple(c for s in r for c in s.contours)) for r in runs)


def _is_plain_line(shape: Shape) -> bool:
    """Whether a shape is a line that nothing is seen through: it may cross another of its look."""
    return shape.fill is None and shape.stroke is not None and shape.stroke.opacity == 1


def _box(contour: Sequence[Command], stroke: Stroke | None) -> Rect:
    """The box around a contour, the points that steer its curves and its line."""
    edge = stroke.width / 2 if stroke else 0.0
    xs = [n for _, numbers in contour for n in numbers[::2]]
    ys = [n for _, numbers in contour for n in numbers[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).inset(-edge)


def _are_over(some: Sequence[Rect], others: Sequence[Rect]) -> bool:
    """Whether any of these lies over any of those; they are taken to where looking at all would take long."""
    if not _meet(around(some), around(others)):
        return False
    return len(some) * len(others) > _MOST_PAIRS or any(_meet(a, b) for a, b in product(some, others))


def _meet(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


@lru_cache(maxsize=64)
def qr_code(content: str) -> Drawing:
    """A QR code (error correction M) as one filled shape, the outlines of its dark areas, on a white tile with a
    quiet zone.

    Dark on white in every theme, because not every phone reads a code that is light on dark.
    """
    import segno  # late: only closing slides need it

    matrix = [list(row) for row in segno.make(content, error="m", micro=False, boost_error=False).matrix]
    n = float(len(matrix))
    contours = tuple((("M", loop[0]), *(("L", point) for point in loop[1:]), ("Z", ())) for loop in _outlines(matrix))
    q = QUIET
    moved = tuple(tuple((c, (x[0] + q, x[1] + q) if x else x) for c, x in contour) for contour in contours)
    side = n + 2 * q
    tile = ((("M", (0.0, 0.0)), ("L", (side, 0.0)), ("L", (side, side)), ("L", (0.0, side)), ("Z", ())),)
    return Drawing((side, side), (Shape(tile, "#FFFFFF", None), Shape(moved, "#000000", None)))


def scannable(side: float, module: float) -> int:
    """The characters of the longest address whose code, `side` wide with its quiet zone, has modules of this width at
    least."""
    from segno import consts

    version = min(int((side / module - 2 * QUIET - 17) // 4), 40)  # 17 modules, and 4 more for each version
    if version < 1:
        return 0
    capacity: Any = consts.SYMBOL_CAPACITY[version]
    bits: int = capacity[consts.ERROR_LEVEL_M]
    return (bits - 4 - (8 if version < 10 else 16)) // 8  # without the mode and the number of characters


def _outlines(matrix: list[list[int]]) -> list[list[Point]]:
    """The boundaries of the dark modules: outer ones clockwise, holes counter-clockwise, corners only."""
    edges = _edges(matrix)
    loops = []
    for start in sorted(edges):
        while start in edges:
            loops.append(_loop(edges, start))
    return loops


Corner = tuple[int, int]


def _edges(matrix: list[list[int]]) -> dict[Corner, list[Corner]]:
    """Where dark modules meet light ones: from each corner to the next ones, the dark on the right."""
    edges: dict[Corner, list[Corner]] = {}
    # what is light all around ends every edge
    light = [0] * (len(matrix) + 1)
    rows = [light, *([*row, 0] for row in matrix), light]
    for y, (above, below) in enumerate(pairwise(rows)):
        for start, stop, dark in _stretches(above, below):
            left, right = (start, y), (stop, y)
            edges.setdefault(left if dark else right, []).append(right if dark else left)
    columns = [light, *([*column, 0] for column in zip(*matrix, strict=True)), light]
    for x, (before, behind) in enumerate(pairwise(columns)):
        for start, stop, dark in _stretches(before, behind):
            top, foot = (x, start), (x, stop)
            edges.setdefault(foot if dark else top, []).append(top if dark else foot)
    return edges


def _stretches(some: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """Where two neighbouring lines of modules differ, from and to which; whether it is the second that is dark."""
    if some == others:
        return
    start = differs = 0
    for n, (one, other) in enumerate(zip(some, others, strict=True)):
        if other - one != differs:
            if differs:
                yield start, n, differs > 0
            start, differs = n, other - one


def _loop(edges: dict[Corner, list[Corner]], start: Corner) -> list[Point]:
    """Takes the closed boundary with a corner out of the edges."""
    here = before = start
    loop: list[Point] = []
    while True:
        loop.append((float(here[0]), float(here[1])))
        ends = edges[here]
        if len(ends) == 1:
            end = ends[0]
            del edges[here]
        else:  # two areas touch at a corner: turn right, so that each keeps its own outline
            right = before[1] - here[1], here[0] - before[0]
            end = max(ends, key=lambda e: (e[0] - here[0]) * right[0] + (e[1] - here[1]) * right[1])
            ends.remove(end)
        before, here = here, end
        if here == start:
            return loop
