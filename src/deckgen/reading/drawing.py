"""Drawings of contours that PowerPoint and PDF draw as vectors: logos, icons and QR codes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from deckgen.scene import Command, Freeform, Group, Item, Rect, Stroke

Point = tuple[float, float]
#: Light modules around a QR code: the quiet zone that ISO/IEC 18004 asks for.
QUIET = 4


class Shape(NamedTuple):
    """One shape of a drawing: its contours, fill and stroke (role, `#RRGGBB` or `currentColor`), stroke width in its
    units."""

    contours: tuple[tuple[Command, ...], ...]
    fill: str | None
    stroke: str | None
    width: float


class Drawing(NamedTuple):
    """A vector drawing of `view` (width, height) units."""

    view: tuple[float, float]
    shapes: tuple[Shape, ...]

    def placed(self, name: str, rect: Rect, *, alt: str = "", colour: str = "text", decorative: bool = False) -> Item:
        """The drawing fitted into a rectangle (left, vertically centred): one freeform, or a group of them."""
        at = rect.fitted(*self.view)
        k = min(rect.w / self.view[0], rect.h / self.view[1])

        def role(value: str) -> str:
            return colour if value == "currentColor" else value

        parts = tuple(
            Freeform(
                name if len(self.shapes) == 1 else f"{name} {i}",
                at,
                self.view,
                s.contours,
                role(s.fill) if s.fill else None,
                Stroke(role(s.stroke), s.width * k) if s.stroke else None,
                alt if len(self.shapes) == 1 else "",
                decorative or len(self.shapes) > 1,
            )
            for i, s in enumerate(joined(self.shapes), 1)
        )
        return parts[0] if len(parts) == 1 else Group(name, parts, alt)


def joined(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Neighbouring shapes of one look as one."""
    out: list[Shape] = []
    for s in shapes:
        if out and (out[-1].fill, out[-1].stroke, out[-1].width) == (s.fill, s.stroke, s.width):
            out[-1] = Shape(out[-1].contours + s.contours, s.fill, s.stroke, s.width)
        else:
            out.append(s)
    return tuple(out)


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
    return Drawing((side, side), (Shape(tile, "#FFFFFF", None, 0.0), Shape(moved, "#000000", None, 0.0)))


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
    while edges:
        loops.append(_loop(edges))
    return loops


Corner = tuple[int, int]


def _edges(matrix: list[list[int]]) -> dict[Corner, list[Corner]]:
    """Where dark modules meet light ones: from each corner to the next ones, the dark on the right."""
    size = len(matrix)

    def dark(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and bool(matrix[y][x])

    edges: dict[Corner, list[Corner]] = {}
    for x, y in ((x, y) for y in range(size) for x in range(size) if dark(x, y)):
        for (dx, dy), start, end in (
            ((0, -1), (x, y), (x + 1, y)),
            ((1, 0), (x + 1, y), (x + 1, y + 1)),
            ((0, 1), (x + 1, y + 1), (x, y + 1)),
            ((-1, 0), (x, y + 1), (x, y)),
        ):
            if not dark(x + dx, y + dy):
                edges.setdefault(start, []).append(end)
    return edges


def _loop(edges: dict[Corner, list[Corner]]) -> list[Point]:
    """Takes one closed boundary out of the edges."""
    start = here = min(edges)
    loop: list[Point] = []
    heading = (0, 0)
    while True:
        ends = edges[here]
        # where two areas touch at a corner, turn right: each keeps its own outline
        right = (-heading[1], heading[0])
        end = next((e for e in ends if (e[0] - here[0], e[1] - here[1]) == right), ends[0])
        ends.remove(end)
        if not ends:
            del edges[here]
        step = (end[0] - here[0], end[1] - here[1])
        if step != heading:
            loop.append((float(here[0]), float(here[1])))
        here, heading = end, step
        if here == start:
            return loop
