"""A thing in the middle, and chains of others on its four sides: the form of relations that all lead to one. Lengths
in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Literal, NamedTuple

from deckgen.scene import Rect

Edge = tuple[int, int]
Place = Literal["left", "top", "right", "bottom"]

#: Arms that a hub has at least, and at most: with more, none of its sides is free for the words on arrows.
FEWEST, MOST = 3, 6
#: The rows of arms that stand on one side of the hub, by how many there are.
LEVELS: tuple[tuple[int, ...], ...] = ((), (0,), (-1, 1), (-1, 0, 1))
#: Columns and rows that a form has at most where there is another.
WIDEST = 4


class Arm(NamedTuple):
    """A chain that leads to the hub or away from it: its objects from the hub outward, and whether arrows run
    inward."""

    objects: tuple[int, ...]
    inward: bool


#: A column and a row of a grid.
Cell = tuple[int, int]


class Cross(NamedTuple):
    """Where a hub and its arms stand in a grid: the cell of each object; `chains` are the arms' objects."""

    cells: dict[int, Cell]
    columns: int
    rows: int
    hub: int
    chains: tuple[tuple[int, ...], ...]


def arms(n: int, edges: Sequence[Edge], hub: int) -> list[Arm] | None:
    """The chains that are left of `n` objects without the hub; None where something else is left."""
    near = {i: [b if a == i else a for a, b in edges if i in (a, b)] for i in range(n)}
    if len(set(map(frozenset, edges))) != n - 1 or len(edges) != n - 1:
        return None
    out = []
    for first in near[hub]:
        chain, before = [first], hub
        while following := [i for i in near[chain[-1]] if i != before]:
            if len(following) > 1:
                return None
            before = chain[-1]
            chain.append(following[0])
        steps = list(pairwise((hub, *chain)))
        inward = [(b, a) in edges for a, b in steps]
        if len(set(inward)) > 1:
            return None
        out.append(Arm(tuple(chain), inward[0]))
    return out if sum(len(a.objects) for a in out) == n - 1 else None


def cross(n: int, edges: Sequence[Edge]) -> Cross | None:
    """The form with a hub in the middle, where the relations have one: at least three arms, and more than one on each
    way or all on the same (one that comes in and several that leave read better from left to right)."""
    degree = [sum(i in e for e in edges) for i in range(n)]
    hub = max(range(n), key=lambda i: degree[i])
    if not FEWEST <= degree[hub] <= MOST or degree.count(degree[hub]) > 1:
        return None
    found = arms(n, edges, hub)
    if found is None:
        return None
    inward = sum(a.inward for a in found)
    if all(len(a.objects) == 1 for a in found) and 1 in (inward, len(found) - inward):
        return None
    sides: tuple[Place, ...] = ("left", "top", "right", "bottom")
    tried = (_cross(found, places, hub) for places in product(sides, repeat=len(found)))
    best = min((c for c in tried if c), key=lambda c: c[0], default=None)
    return best[1] if best else None


def _cross(found: Sequence[Arm], places: Sequence[Place], hub: int) -> tuple[tuple[float, float, float], Cross] | None:
    """The grid of a hub whose arms stand at these places, and how far it is from the best; None where two of them
    stand in one cell."""
    at: dict[Place, list[Arm]] = {p: [] for p in ("left", "top", "right", "bottom")}
    for arm, place in zip(found, places, strict=True):
        at[place].append(arm)
    if any(len(at[p]) > 1 for p in ("top", "bottom")):
        return None
    for side in at["left"], at["right"]:
        if len(side) >= len(LEVELS) or (len(side) > 1 and any(len(a.objects) > 1 for a in side)):
            return None
    cells = {hub: (0, 0)} | dict(_cells(at))
    if len(set(cells.values())) < len(cells):
        return None
    left, top = (min(c[k] for c in cells.values()) for k in (0, 1))
    columns, rows = (max(c[k] for c in cells.values()) - low + 1 for k, low in ((0, left), (1, top)))
    wrong = sum(not a.inward for a in at["left"]) + sum(a.inward for a in at["right"])
    aside = abs(cells[hub][0] - left - (columns - 1) / 2)
    abreast = sum(len(at[p]) - 1 for p in ("left", "right") if at[p])
    bare = sum(not arms for arms in at.values())
    cost = bare + 0.5 * abreast + 0.4 * wrong + 0.5 * aside + 0.3 * abs(columns - 3) + 0.2 * rows
    placed = {i: (x - left, y - top) for i, (x, y) in cells.items()}
    form = Cross(placed, columns, rows, hub, tuple(a.objects for a in found))
    return (float(columns > WIDEST), float(rows > WIDEST), cost), form


def _cells(at: dict[Place, list[Arm]]) -> Iterator[tuple[int, Cell]]:
    """The cell of each object of the arms, counted from the hub."""
    for side, way in ((at["left"], -1), (at["right"], 1)):
        for y, arm in zip(LEVELS[len(side)], side, strict=True):
            yield from ((i, (way * k, y)) for k, i in enumerate(arm.objects, 1))
    for arms, y in ((at["top"], -1), (at["bottom"], 1)):
        for arm in arms:
            way = -1 if arm.inward else 1
            yield from ((i, (way * k, y)) for k, i in enumerate(arm.objects))


def rects(
    form: Cross, area: Rect, width: float, height: float, gaps: Sequence[float], between: float
) -> dict[int, Rect]:
    """The rectangle of each object, the whole in the middle of the area."""
    used = width * form.columns + sum(gaps)
    tall = height * form.rows + between * (form.rows - 1)
    left, top = area.x + (area.w - used) / 2, area.y + (area.h - tall) / 2
    return {
        i: Rect(left + x * width + sum(gaps[:x]), top + y * (height + between), width, height)
        for i, (x, y) in form.cells.items()
    }
