"""Ways of arrows around boxes, and free places for their words: what diagrams with many arrows share. Lengths in
points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from deckgen.diagnostics import Span
from deckgen.layout.diagram import AWAY, connect
from deckgen.scene import Box, Connector, Point, Rect, Side

#: How far from a box an arrow turns, how far it passes above or beneath everything, and how near it may come to a box.
LANE, PAST, NEAR = 22.0, 14.0, 7.0
_FACING: tuple[tuple[Side, Side], ...] = (("right", "left"), ("left", "right"), ("bottom", "top"), ("top", "bottom"))
_ACROSS: tuple[tuple[Side, Side], ...] = tuple((a, b) for a in ("right", "left") for b in ("top", "bottom"))


def route(
    name: str,
    start: Box,
    end: Box,
    others: Sequence[Rect],
    extent: Rect,
    *,
    heads: Literal["none", "end", "both"] = "end",
    dashed: bool = False,
    span: Span | None = None,
) -> Connector:
    """The arrow from one box to another that runs through the fewest of the `others`, with the fewest bends, shortest.

    `whole` is what all boxes together cover: the way around leads past it.
    """

    def way(out: Side, into: Side, bend: float | None = None) -> Connector:
        return connect(name, start, out, end, into, heads=heads, dashed=dashed, bend=bend, span=span)

    ways = []
    for out, into in _FACING:
        along = out in ("right", "left")
        a, b = (p[0 if along else 1] for p in (start.middle(out), end.middle(into)))
        sign = 1 if out in ("right", "bottom") else -1
        if (b - a) * sign > 2 * NEAR:
            ways += (
                [way(out, into)]
                if _level(start, end, along)
                else [way(out, into, bend) for bend in (None, b - sign * LANE, a + sign * LANE)]
            )
    ways += [way(out, into) for out, into in _ACROSS] + [way(into, out) for out, into in _ACROSS]
    ways += [
        way("top", "top", extent.y - PAST),
        way("bottom", "bottom", extent.bottom + PAST),
        way("right", "right"),
        way("left", "left"),
    ]
    return min(
        ways, key=lambda w: (sum(_hits(w, o) for o in others) + 2 * _inside(w, (start, end)), len(w.points), _long(w))
    )


def _level(a: Box, b: Box, along: bool) -> bool:
    """Whether the middles of two boxes stand on one line."""
    side: Side = "left" if along else "top"
    return abs(a.middle(side)[along] - b.middle(side)[along]) < 0.5


def _inside(line: Connector, ends: Iterable[Box]) -> int:
    """How often a line runs through the boxes that it joins."""
    inner = (
        Rect(b.rect.x + 1 + NEAR, b.rect.y + 1 + NEAR, b.rect.w - 2 - 2 * NEAR, b.rect.h - 2 - 2 * NEAR) for b in ends
    )
    return sum(through(p, q, r) for r in inner for p, q in stretches(line))


def _hits(line: Connector, r: Rect) -> int:
    return sum(through(p, q, r) for p, q in stretches(line))


def _long(line: Connector) -> float:
    return sum(abs(q[0] - p[0]) + abs(q[1] - p[1]) for p, q in stretches(line))


def stretches(line: Connector) -> list[tuple[Point, Point]]:
    """The straight parts of a line, from its start on."""
    return list(zip(line.points, line.points[1:], strict=False))


def through(p: Point, q: Point, r: Rect, near: float = NEAR) -> bool:
    """Whether a stretch along an axis runs through a rectangle, or nearer than `near` past it."""
    x0, x1 = sorted((p[0], q[0]))
    y0, y1 = sorted((p[1], q[1]))
    return x0 < r.right + near and x1 > r.x - near and y0 < r.bottom + near and y1 > r.y - near


def label_place(
    line: Connector,
    turn: float | None,
    sizes: Sequence[tuple[float, float]],
    taken: Iterable[Rect],
    lines: Iterable[Connector],
) -> Rect:
    """Where an arrow's words stand: the first place along it that is free of what is `taken` and of all `lines`, in
    the first of the `sizes` in which there is one. `turn` is the x from which, or up to which, a level line is shared
    with others."""
    taken, others = list(taken), [s for other in lines for s in stretches(other)]
    places = [place for size in sizes for place in _places(line, turn, *size)]
    return min(places, key=lambda r: sum(_over(r, o) for o in taken) + sum(through(p, q, r, 0.0) for p, q in others))


def _places(line: Connector, turn: float | None, width: float, height: float) -> Iterator[Rect]:
    level = [(p, q) for p, q in stretches(line) if abs(p[1] - q[1]) < 0.01]
    if turn is not None and len(level) == 1:
        # a straight line past a lane that it shares: its own part is the longer one
        (p, q) = level[0]
        level = [(p, (turn, p[1])), ((turn, q[1]), q)]
    for (x0, y), (x1, _) in sorted(level, key=lambda s: -round(abs(s[1][0] - s[0][0]))):
        x = (x0 + x1 - width) / 2
        yield Rect(x, y - AWAY - height, width, height)
        yield Rect(x, y + AWAY, width, height)
    for (x, y0), (x1, y1) in stretches(line):
        if abs(x - x1) < 0.01:
            yield Rect(x + AWAY, (y0 + y1 - height) / 2, width, height)
            yield Rect(x - AWAY - width, (y0 + y1 - height) / 2, width, height)


def _over(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
