"""Objects to ranks and coordinates: a layered drawing of a small graph after Sugiyama, Tagawa and Toda (1981).

Ranks follow the direction of relations; the order within them is the one with the fewest crossings that sweeping finds.
Graphs here have ten objects at most, so that everything can be tried that is worth trying.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

#: Sweeps over all ranks; more have never found less on graphs of this size.
SWEEPS = 8
#: Rounds after which coordinates have settled to a hundredth of a point.
ROUNDS = 120


def ranks(n: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """The rank of each of `n` objects: beneath all that lead to it. Edges that would close a circle are left out.

    Objects that nothing leads to stand right before the first that they lead to.
    """
    kept: list[tuple[int, int]] = []
    for a, b in edges:
        if a != b and not _reaches(kept, b, a):
            kept.append((a, b))
    out = [0] * n
    for _ in range(n):
        for a, b in kept:
            out[b] = max(out[b], out[a] + 1)
    into = {b for _, b in kept}
    for i in range(n):
        later = [out[b] for a, b in kept if a == i]
        if i not in into and later:
            out[i] = min(later) - 1
    return out


def _reaches(edges: Sequence[tuple[int, int]], start: int, goal: int) -> bool:
    if start == goal:
        return True
    return any(a == start and _reaches(edges, b, goal) for a, b in edges)


def order(rank: Sequence[int], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The objects of each rank in the order with the fewest crossings between neighbouring ranks."""
    rows = [[i for i, r in enumerate(rank) if r == level] for level in range(max(rank) + 1)]
    best, least = rows, _crossings(rows, edges)
    for sweep in range(SWEEPS):
        rows = [list(r) for r in rows]
        for level in range(len(rows)) if sweep % 2 == 0 else reversed(range(len(rows))):
            rows[level] = min(
                (list(p) for p in _tries(rows[level])),
                key=lambda row: (_crossings([*rows[:level], row, *rows[level + 1 :]], edges), row),
            )
        crossed = _crossings(rows, edges)
        if crossed < least:
            best, least = rows, crossed
    return best


def coordinates(
    rows: Sequence[Sequence[int]], edges: Sequence[tuple[int, int]], apart: float, most: float
) -> dict[int, float]:
    """The y of each object's middle in points, from 0 to `most` with at least `apart` between neighbours of a rank:
    as near as that lets it come to the mean of what it is joined to (the barycentre), so that lines run straight."""
    level = {i: n for n, row in enumerate(rows) for i in row}
    out = {i: most * (k + 0.5) / len(row) for row in rows for k, i in enumerate(row)}
    joined = {i: [b if a == i else a for a, b in edges if i in (a, b) and abs(level[a] - level[b]) == 1] for i in level}
    for sweep in range(ROUNDS):
        for row in rows if sweep % 2 else reversed(rows):
            wanted = [sum(out[j] for j in joined[i]) / len(joined[i]) if joined[i] else out[i] for i in row]
            out.update(zip(row, _spread(wanted, apart, most), strict=True))
    # a chain that nothing else joins or leaves runs straight, rather than in even steps
    before = {i: [j for j in joined[i] if level[j] < level[i]] for i in level}
    after = {i: [j for j in joined[i] if level[j] > level[i]] for i in level}
    for row in rows[1:]:
        wanted = [out[before[i][0]] if len(before[i]) == 1 and len(after[before[i][0]]) == 1 else out[i] for i in row]
        out.update(zip(row, _spread(wanted, apart, most), strict=True))
    return out


def _spread(wanted: Sequence[float], apart: float, most: float) -> list[float]:
    """The nearest places (least squares) to those wanted that keep their order, `apart` from each other, in 0 to
    `most`: isotonic regression by pool-adjacent-violators (Ayer and others, 1955)."""
    # of each block the mean of its wishes, less its members' offsets, and how many members it has
    blocks: list[tuple[float, int]] = []
    for n, y in enumerate(wanted):
        blocks.append((y - n * apart, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (m2, k2), (m1, k1) = blocks.pop(), blocks.pop()
            blocks.append(((m1 * k1 + m2 * k2) / (k1 + k2), k1 + k2))
    last = most - (len(wanted) - 1) * apart
    flat = [min(max(m, 0.0), last) for m, k in blocks for _ in range(k)]
    return [m + n * apart for n, m in enumerate(flat)]


def _tries(row: list[int]) -> Sequence[tuple[int, ...]]:
    """Every order of a row; of a long one only its rotations, which is enough to part what crosses."""
    if len(row) <= 5:
        return list(permutations(row))
    return [tuple(row[i:] + row[:i]) for i in range(len(row))]


def _crossings(rows: list[list[int]], edges: Sequence[tuple[int, int]]) -> tuple[int, float]:
    """How many pairs of edges cross, then how far edges lead sideways."""
    place = {i: (level, (k + 0.5) / len(row)) for level, row in enumerate(rows) for k, i in enumerate(row)}
    ends = [(place[a], place[b]) if place[a] <= place[b] else (place[b], place[a]) for a, b in edges if a != b]
    crossed = sum(
        (p[1] - r[1]) * (q[1] - s[1]) < 0
        for n, (p, q) in enumerate(ends)
        for r, s in ends[n + 1 :]
        if p[0] == r[0] and q[0] == s[0]
    )
    return crossed, sum(abs(p[1] - q[1]) for p, q in ends)
