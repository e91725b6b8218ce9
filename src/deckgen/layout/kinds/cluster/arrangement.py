"""Boxes in boxes to rectangles. Lengths in points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import log
from typing import Any, Literal, NamedTuple

from deckgen.scene import Rect

#: Room around what a frame holds, the height of its name, and gaps: between boxes, and where an arrow runs between
#: them.
PAD, HEAD, GAP, ARROW = 12.0, 38.0, 12.0, 44.0
#: The least width and height of a box, and about the greatest before the drawing takes less than its area.
NARROW, LOW, HIGH, BROAD = 72.0, 36.0, 132.0, 340.0
#: The proportion that boxes look best in.
SHAPE = 2.6

Way = Literal["row", "column", "grid", "beside", "above"]


class Cell(NamedTuple):
    """A box: its number in reading order, how many it stands in, what stands in it, and the least width and height of
    its own text."""

    number: int
    depth: int
    children: tuple[Cell, ...]
    wide: float
    tall: float

    def walk(self) -> Iterator[Cell]:
        """The cell and all in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


#: The shape of what stands in a box: boxes with the same shape are arranged the same way.
Shape = tuple[Any, ...]


class Plan(NamedTuple):
    """How the boxes on the outside stand (`beside` sets the first beside all others, `above` over them), how those in
    frames of each shape do, and the gaps in the frames (by number, -1 outside) that differ from the rest."""

    top: Way
    ways: Mapping[Shape, Way]
    gaps: Mapping[int, float]

    def way(self, frame: Cell) -> Way:
        return self.ways[shape(frame)]


def shape(frame: Cell) -> Shape:
    """How deep a frame is, and what stands in it, as nested tuples."""
    return (frame.depth, *(shape(c) for c in frame.children))


def plans(cells: Sequence[Cell], gaps: Mapping[int, float]) -> list[Plan]:
    """Every plan worth trying."""
    top: tuple[Way, ...] = (
        ("row", "column", "beside", "above")
        if len(cells) == 3
        else ("row", "column", "beside", "above", "grid")
        if len(cells) == 4
        else ("row", "column")
    )
    frames = sorted({shape(c): len(c.children) for cell in cells for c in cell.walk() if c.children}.items(), key=str)
    choices: list[tuple[Way, ...]] = [
        ("row",) if n == 1 else ("row", "column", "grid") if n in (4, 6, 8) else ("row", "column") for _, n in frames
    ]
    return [
        Plan(first, dict(zip((f for f, _ in frames), rest, strict=True)), gaps)
        for first in top
        for rest in product(*choices)
    ]


def _rows(cells: Sequence[Cell], way: Way) -> list[list[Cell]]:
    """The cells as rows of what stands side by side."""
    if way == "row":
        return [list(cells)]
    if way == "column":
        return [[c] for c in cells]
    across = -(-len(cells) // 2)
    return [list(cells[:across]), list(cells[across:])]


def need(cells: Sequence[Cell], plan: Plan) -> tuple[float, float]:
    """The least width and height of a drawing."""
    gap = plan.gaps.get(-1, GAP)
    if plan.top == "beside":
        (w1, h1), (w2, h2) = _need(cells[:1], plan, "row", gap), _need(cells[1:], plan, "column", gap)
        return w1 + gap + w2, max(h1, h2)
    if plan.top == "above":
        (w1, h1), (w2, h2) = _need(cells[:1], plan, "row", gap), _need(cells[1:], plan, "row", gap)
        return max(w1, w2), h1 + gap + h2
    return _need(cells, plan, plan.top, gap)


def _need(cells: Sequence[Cell], plan: Plan, way: Way, gap: float) -> tuple[float, float]:
    rows = [[_size(c, plan) for c in row] for row in _rows(cells, way)]
    columns = [max(row[k][0] for row in rows if k < len(row)) for k in range(max(map(len, rows)))]
    return sum(columns) + gap * (len(columns) - 1), sum(max(h for _, h in row) for row in rows) + gap * (len(rows) - 1)


def _size(cell: Cell, plan: Plan) -> tuple[float, float]:
    if not cell.children:
        return cell.wide, cell.tall
    w, h = _need(cell.children, plan, plan.way(cell), plan.gaps.get(cell.number, GAP))
    return max(w + 2 * PAD, cell.wide), h + HEAD + PAD


def place(cells: Sequence[Cell], rect: Rect, plan: Plan) -> dict[int, Rect]:
    """The rectangle of each box, what is left shared out by what each needs."""
    gap = plan.gaps.get(-1, GAP)
    if plan.top == "beside":
        w1, w2 = _need(cells[:1], plan, "row", gap)[0], _need(cells[1:], plan, "column", gap)[0]
        left, right = _shares(rect.w, (w1, w2), gap)
        others = Rect(rect.x + left + gap, rect.y, right, rect.h)
        return _place(cells[:1], rect._replace(w=left), plan, "row", gap) | _place(
            cells[1:], others, plan, "column", gap
        )
    if plan.top == "above":
        h1, h2 = _need(cells[:1], plan, "row", gap)[1], _need(cells[1:], plan, "row", gap)[1]
        top, foot = _shares(rect.h, (h1, h2), gap)
        others = Rect(rect.x, rect.y + top + gap, rect.w, foot)
        return _place(cells[:1], rect._replace(h=top), plan, "row", gap) | _place(cells[1:], others, plan, "row", gap)
    return _place(cells, rect, plan, plan.top, gap)


def _place(cells: Sequence[Cell], rect: Rect, plan: Plan, way: Way, gap: float) -> dict[int, Rect]:
    out: dict[int, Rect] = {}
    rows = _rows(cells, way)
    sizes = [[_size(c, plan) for c in row] for row in rows]
    heights = _shares(rect.h, [max(h for _, h in row) for row in sizes], gap)
    # rows of a grid share their columns
    widths = _shares(rect.w, [max(row[k][0] for row in sizes if k < len(row)) for k in range(max(map(len, rows)))], gap)
    y = rect.y
    for row, h in zip(rows, heights, strict=True):
        x = rect.x
        for cell, w in zip(row, widths, strict=False):
            out[cell.number] = Rect(x, y, w, h)
            if cell.children:
                inside = Rect(x + PAD, y + HEAD, w - 2 * PAD, h - HEAD - PAD)
                out |= _place(cell.children, inside, plan, plan.way(cell), plan.gaps.get(cell.number, GAP))
            x += w + gap
        y += h + gap
    return out


def _shares(whole: float, needs: Sequence[float], gap: float) -> list[float]:
    """The room between gaps: to each what it needs, and the same share of what is left; boxes that need about the
    same become the same."""
    most = max(needs)
    even = [most if n > most * 0.7 else n for n in needs]
    needs = even if sum(even) + gap * (len(needs) - 1) <= whole else needs
    spare = whole - gap * (len(needs) - 1) - sum(needs)
    return [n + spare * n / sum(needs) for n in needs]


def strain(cells: Sequence[Cell], rects: Mapping[int, Rect]) -> float:
    """How far the boxes of a drawing are from the proportion that they look best in, on the average."""
    leaves = [c for cell in cells for c in cell.walk() if not c.children]
    return sum(abs(log(rects[c.number].w / max(rects[c.number].h, 1.0) / SHAPE)) for c in leaves) / len(leaves)


def fits(cells: tuple[Cell, ...], area: Rect, plan: Plan) -> bool:
    """Whether a drawing has room in the area."""
    width, height = need(cells, plan)
    return width <= area.w + 0.1 and height <= area.h + 0.1


def within(cells: tuple[Cell, ...], area: Rect, plan: Plan) -> Rect:
    """The part of the area that the drawing takes: not all of it where there are few boxes in a row or a column."""
    width, height = need(cells, plan)
    w = min(area.w, width / NARROW * BROAD)
    h = min(area.h, max(height, height / (LOW + 20) * HIGH + 40))
    return Rect(area.x + (area.w - w) / 2, area.y + (area.h - h) * 0.4, w, h)


def room(cells: tuple[Cell, ...], area: Rect, gaps: dict[int, float]) -> int:
    """How many of the boxes, in reading order, would fit: found by halving, as fewer never need more room."""

    def fit(n: int) -> bool:
        kept = _first(cells, n)
        return any(fits(kept, area, p) for p in plans(kept, gaps))

    total = sum(1 for c in cells for _ in c.walk())
    return max(1, bisect_left(range(1, total), True, key=lambda n: not fit(n)))


def _first(cells: tuple[Cell, ...], n: int) -> tuple[Cell, ...]:
    """The cells without those whose number is `n` or more."""
    return tuple(c._replace(children=_first(c.children, n)) for c in cells if c.number < n)
