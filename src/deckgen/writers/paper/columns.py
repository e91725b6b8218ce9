"""Paragraphs and lists as printed, and where their columns part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from deckgen.writers.paper.lines import Line

#: Space between paragraphs, in lines.
GAP = 0.5
#: Prose of at most this many lines stands in one column: two columns of two lines read worse.
FEW = 4
#: Prose of more lines than this, set in a column, flows over pages instead of standing beside itself in two.
MANY = 64
#: Parting a paragraph is worth it where it saves more than this many lines.
PARTING = 0.75


class Paragraph(NamedTuple):
    """Lines that belong together; `point`: of a list; `goes_on`: the rest of one that began in another column."""

    lines: tuple[Line, ...]
    point: bool = False
    goes_on: bool = False


class Block(NamedTuple):
    """A paragraph, or the points of a list."""

    listed: bool
    paragraphs: tuple[Paragraph, ...]


def parted(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Two columns of about the same height. A paragraph is parted where that saves room, never off a single line."""
    cuts = [
        (n, k)
        for n, p in enumerate(paragraphs)
        for k in range(len(p.lines))
        if (n or k) and (k == 0 or 2 <= k <= len(p.lines) - 2)
    ]
    if not cuts:
        return tuple(paragraphs), ()

    def cost(cut: tuple[int, int]) -> tuple[float, float]:
        left, right = _cut(paragraphs, *cut)
        high, low = _height(left), _height(right)
        return max(high, low) + (PARTING if cut[1] else 0.0), low - high

    return _cut(paragraphs, *min(cuts, key=cost))


def blocks(paragraphs: Sequence[Paragraph]) -> tuple[Block, ...]:
    """Points that follow each other as one list."""
    out: list[Block] = []
    for p in paragraphs:
        if p.point and out and out[-1].listed:
            out[-1] = Block(True, (*out[-1].paragraphs, p))
        else:
            out.append(Block(p.point, (p,)))
    return tuple(out)


def _cut(paragraphs: Sequence[Paragraph], n: int, k: int) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Parts before line `k` of paragraph `n`."""
    if k == 0:
        return tuple(paragraphs[:n]), tuple(paragraphs[n:])
    p = paragraphs[n]
    rest = p._replace(lines=p.lines[k:], goes_on=True)
    return (*paragraphs[:n], p._replace(lines=p.lines[:k])), (rest, *paragraphs[n + 1 :])


def _height(paragraphs: Sequence[Paragraph]) -> float:
    """In lines; points of a list stand without space between them."""
    gaps = sum(not (a.point and b.point) for a, b in pairwise(paragraphs))
    return sum(len(p.lines) for p in paragraphs) + GAP * gaps
