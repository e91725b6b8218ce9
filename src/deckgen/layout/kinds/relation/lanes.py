"""Where arrows between neighbouring ranks run up or down. Lengths in points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from deckgen.layout.routing import LANE
from deckgen.scene import Rect

#: How far a lane is from the next.
BESIDE = 12.0

Edge = tuple[int, int]


class Lane(NamedTuple):
    """Where an arrow runs up or down (an x), and whether others do too."""

    x: float
    shared: bool


def lanes(edges: Sequence[Edge], level: Mapping[int, int], rects: Mapping[int, Rect]) -> dict[Edge, Lane]:
    """The lane of each arrow between neighbouring ranks.

    Arrows that leave one box share a lane next to it, those that enter one box share a lane next to that; an arrow of
    its own turns half way. Lanes that would lie on each other stand side by side.
    """
    out: dict[Edge, Lane] = {}
    shared: dict[tuple[str, int, int], list[Edge]] = {}
    for a, b in dict.fromkeys(edges):
        if abs(level[b] - level[a]) == 1:
            shared.setdefault((*_bundle(a, b, edges, level), level[b] - level[a]), []).append((a, b))
    taken: list[tuple[float, float, float]] = []
    for (kind, hub, way), bundle in shared.items():
        middles = [rects[i].y + rects[i].h / 2 for edge in bundle for i in edge]
        low, high = min(middles), max(middles)
        forward = (way > 0) == (kind == "from")
        x = rects[hub].right + LANE if forward else rects[hub].x - LANE
        if len(bundle) == 1:
            start, end = (rects[i] for i in bundle[0])
            x = (start.right + end.x) / 2 if way > 0 else (start.x + end.right) / 2
        while any(abs(x - x2) < BESIDE - 0.1 and low < high2 and low2 < high for x2, low2, high2 in taken):
            x += BESIDE if forward else -BESIDE
        taken.append((x, low, high))
        out.update(dict.fromkeys(bundle, Lane(x, len(bundle) > 1)))
    return out


def _bundle(a: int, b: int, edges: Sequence[Edge], level: Mapping[int, int]) -> tuple[str, int]:
    """What an arrow shares its lane with: all that enter the same box, or all that leave the same."""
    way = level[b] - level[a]
    entering = sum(y == b and level[y] - level[x] == way for x, y in edges)
    leaving = sum(x == a and level[y] - level[x] == way for x, y in edges)
    return ("to", b) if entering >= leaving and entering > 1 else ("from", a)
