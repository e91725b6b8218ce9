"""How the steps of a flow stand: in how many rows, how wide, how far from each other. Lengths in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from deckgen.layout.diagram import LABEL, LONG, SHORT, edge_words, label_size
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.values import Text
from deckgen.scene import Insets, Rect

#: A straight flow of more steps than this goes over to further rows in any case.
IN_ROW = 5
#: Least and largest width of a box; the gap between branches; that between rows, and where an arrow between them has
#: words.
NARROW, WIDE, APART, BETWEEN, TOLD = 104.0, 320.0, 16.0, 40.0, 58.0
#: A box's padding, its icon beside its words and above them, and the space between icon and words.
PAD, ICON, LARGE, AIR = 16.0, 36.0, 64.0, 12.0
#: What a box takes at least of the height that it has: alone in a row, in one of several, beneath other branches; and
#: alone in a row, where icons stand above words.
SHARES, PICTURED = (0.52, 0.86, 0.9), 0.6
#: The parts of an arrow that branches, where they have no words: to the fork, and from there.
STEM, TWIG = 20.0, 28.0
#: The share of their width that boxes keep at least where all gaps become as wide as the widest.
EVEN = 0.94
#: What a step alone may take of the width of branches, so that their type is larger.
LEAN = (1.0, 0.8, 0.65)
#: The rung of a box's words down to which a row is better than two.
LARGE_ENOUGH = 1


class Spoken(NamedTuple):
    """A step as far as its place depends on it: its words, its icon, the words on its arrows."""

    copy: tuple[Setting, ...]
    copy_beside: tuple[Setting, ...]
    icon: bool
    arrow: Text | None
    via: Text | None


class Arrangement(NamedTuple):
    """Where the boxes of a flow stand, and how large its type is.

    `forks` are the lengths of arrows up to where they branch, by the stage that they lead to; `smaller` and `lines`
    are the first size and the lines of words on arrows; `beside` says of each stage whether icons stand beside words;
    `words` is the height of the most words beneath an icon, so that all icons stand level.
    """

    rows: int
    rects: tuple[tuple[Rect, ...], ...]
    forks: tuple[float, ...]
    smaller: int
    lines: int
    rung: int
    beside: tuple[bool, ...]
    words: float
    strain: tuple[float, ...]


def inset(step: Spoken, beside: bool) -> Insets:
    """The padding of a box, with its icon's room."""
    if not step.icon:
        return (10.0, 6.0, 10.0, 6.0) if beside else (PAD, 8.0, PAD, 8.0)
    return (PAD + ICON + AIR, 8.0, PAD, 8.0) if beside else (10.0, 10.0 + LARGE + AIR, 10.0, 10.0)


def arranged(page: Page, stages: Sequence[Sequence[Spoken]], area: Rect) -> Arrangement | None:
    """The arrangement with the largest type in the fewest rows; None where no box is wide enough in any."""
    best = None
    for found in _arrangements(page, stages, area):
        if best is None or found.strain < best.strain:
            best = found
        if best.strain[:3] == (False, 0, LARGE_ENOUGH) and (best.rung == 0 or not leans_help(stages)):
            break  # those that follow have more rows or smaller words on arrows
    return best


def leans_help(stages: Sequence[Sequence[Spoken]]) -> bool:
    """Whether branches gain width where steps alone take less of it."""
    return {True, False} == {len(stage) > 1 for stage in stages}


def room(page: Page, stages: Sequence[Sequence[Spoken]], area: Rect) -> int:
    """How many of the first stages have room."""
    return next((n for n in range(len(stages) - 1, 1, -1) if any(_arrangements(page, stages[:n], area))), 1)


def _arrangements(page: Page, stages: Sequence[Sequence[Spoken]], area: Rect) -> Iterator[Arrangement]:
    count, branching = len(stages), any(len(s) > 1 for s in stages)
    most = 1 if branching or count < 3 else 2 if count < 7 else 3
    least = 2 if count > IN_ROW and not branching else 1
    told = any(s.arrow or s.via for stage in stages for s in stage)
    sizes = range(len(page.theme.styles[LABEL].sizes) if told else 1)
    leans = LEAN if leans_help(stages) else LEAN[:1]
    ways = product(range(least, most + 1), sizes, (1, 2) if told else (1,), (LONG, SHORT), leans)
    for rows, smaller, lines, free, lean in ways:
        per_row = -(-count // rows)
        forks, gaps = _gaps(page, stages, per_row, smaller, lines, free)
        width = min(WIDE, (area.w - sum(gaps)) / per_row)
        if gaps and (area.w - max(gaps) * len(gaps)) / per_row >= width * EVEN:
            gaps = [max(gaps)] * len(gaps)
            width = min(WIDE, (area.w - sum(gaps)) / per_row)
        widths = [width] * count
        if lean < 1.0:
            alone = [len(stage) == 1 for stage in stages]
            wide = min(WIDE, (area.w - sum(gaps)) / (count - sum(alone) * (1 - lean)))
            widths = [wide * lean if one else wide for one in alone]
        narrow = [
            max(page.narrowest(s.copy) + sum(inset(s, _beside(stage, rows))[::2]) for s in stage) for stage in stages
        ]
        if all(there >= max(NARROW, needed) for there, needed in zip(widths, narrow, strict=True)):
            yield _placed(page, stages, area, rows, widths, gaps, forks, smaller, lines, free)


def _beside(stage: Sequence[Spoken], rows: int) -> bool:
    """Whether icons stand beside words: where boxes are low."""
    return len(stage) > 1 or rows > 1


def _gaps(
    page: Page, stages: Sequence[Sequence[Spoken]], per_row: int, smaller: int, lines: int, free: float
) -> tuple[tuple[float, ...], list[float]]:
    """For each stage how far the arrow into it leads up to its fork, and the gaps between columns."""

    def need(texts: Sequence[Text | None], least: float) -> float:
        there = [label_size(page, edge_words(page, t, smaller), lines)[0] + 10 for t in texts if t]
        return max(least, *there) if there else least

    forks, gaps = [0.0], [SHORT] * (per_row - 1)
    for n, (before, here) in enumerate(pairwise(stages), 1):
        parted = len(before) != len(here)
        first = need([s.arrow for s in before], STEM if parted else free)
        second = need([s.via for s in here], TWIG) if parted else 0.0
        forks.append(first)
        if n % per_row:
            gaps[n % per_row - 1] = max(gaps[n % per_row - 1], first + second)
    return tuple(forks), gaps


def _placed(
    page: Page,
    stages: Sequence[Sequence[Spoken]],
    area: Rect,
    rows: int,
    widths: Sequence[float],
    gaps: list[float],
    forks: tuple[float, ...],
    smaller: int,
    lines: int,
    free: float,
) -> Arrangement:
    per_row = -(-len(stages) // rows)
    beside = tuple(_beside(stage, rows) for stage in stages)
    told = any(s.arrow for n in range(per_row, len(stages), per_row) for s in stages[n - 1])
    between = TOLD if told else BETWEEN
    high = (area.h - between * (rows - 1)) / rows
    rooms = [(high - APART * (len(stage) - 1)) / len(stage) for stage in stages]
    flat = [
        (s.copy_beside if low else s.copy, inset(s, low), Rect(0, 0, width, h))
        for stage, low, h, width in zip(stages, beside, rooms, widths, strict=True)
        for s in stage
    ]
    blocks = [page.set(c, box, inset=i, anchor="middle") for c, i, box in flat]
    rung = common_rung(blocks)
    needs = [page.safe_height(c, box.w, i, rung) for c, i, box in flat]
    under = (page.set(c, box, inset=i, rung=rung).height for c, i, box in flat if i[1] > LARGE)
    words = max(under, default=0.0)
    branching = any(len(stage) > 1 for stage in stages)
    single = PICTURED if any(s.icon for stage in stages for s in stage) else SHARES[0]
    heights, at = [], 0
    for stage, h in zip(stages, rooms, strict=True):
        need = max(needs[at : at + len(stage)])
        at += len(stage)
        share = SHARES[2] if len(stage) > 1 else single if rows == 1 else SHARES[1]
        heights.append(min(h, max(need + 20, h * share if len(stage) < 3 else h)))
    alone = max((h for h, stage in zip(heights, stages, strict=True) if len(stage) == 1), default=0.0)
    heights = [h if len(stage) > 1 else alone for h, stage in zip(heights, stages, strict=True)]
    top = area.y if branching else area.y + max(0.0, area.h - alone * rows - between * (rows - 1)) * 0.42
    left = area.x + (area.w - sum(widths[:per_row]) - sum(gaps)) / 2
    rects = []
    for n, (stage, h) in enumerate(zip(stages, heights, strict=True)):
        row, column = divmod(n, per_row)
        middle = area.y + area.h / 2 if branching else top + row * (alone + between) + alone / 2
        first = middle - (len(stage) * h + (len(stage) - 1) * APART) / 2
        x = left + sum(widths[:column]) + sum(gaps[:column])
        rects.append(tuple(Rect(x, first + i * (h + APART), widths[n], h) for i in range(len(stage))))
    tight = sum(b.overflow > 0 for b in blocks) * 2 + sum(not b.roomy for b in blocks)
    # three boxes in two rows are the last resort
    odd = rows > 1 and len(stages) < 4
    uneven = max(widths) - min(widths)
    strain = (odd, tight, max(rung, LARGE_ENOUGH), rows, smaller, lines, rung, LONG - free, uneven)
    return Arrangement(rows, tuple(rects), forks, smaller, lines, rung, beside, words, strain)
