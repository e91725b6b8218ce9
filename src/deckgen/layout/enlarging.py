"""Words of a scene as large as their columns let them be, and things that grow with theirs, where one scale for all is
found. Lengths in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from deckgen.layout.linebreaks import lines_of
from deckgen.layout.page import Page
from deckgen.layout.proportions import (
    APART,
    BEYOND,
    GROWN,
    GUTTER,
    LINES,
    SIDE,
    SPARE,
    TWO,
    WHOLE,
    Column,
    Plan,
    at_rung,
    beneath,
    highest,
    shared,
)
from deckgen.scene import Rect


def filled(plan: Plan, columns: Sequence[Column], area: Rect) -> Plan:
    """A plan in which each part grows to the room that its column has, where width alone keeps all from it."""
    high = plan.ground - area.y
    if max(c.stand.rect.h for c in columns) * plan.scale > high - 1:
        return plan
    factors = [
        min(GROWN, high / (c.stand.rect.h * plan.scale), (width - APART) / (c.stand.rect.w * plan.scale))
        for c, width in zip(columns, plan.widths, strict=True)
    ]
    return plan._replace(grown=tuple(max(1.0, k) for k in shared(factors, columns, ground=True)))


def enlarged(page: Page, plan: Plan, columns: Sequence[Column], area: Rect) -> Plan:
    """A plan with the largest words that have room in its columns and beneath its ground, on no more lines; in those
    columns they are broken as little as they can."""
    ways = (*LINES, *TWO) if plan.names > 1.5 * _one_line(page, columns, plan.rung) else LINES
    beyond = max(0.0, BEYOND - max(0.0, area.right - page.body.right))  # none in a field, which reaches past the body

    def worded(rung: int) -> Plan:
        widths = _shared_out(page, plan, columns, rung, area.inset(-beyond, 0))
        names = highest(page, [c.name for c in columns], widths, rung)
        more = highest(page, [c.more for c in columns], widths, rung)
        return plan._replace(rung=rung, names=names, more=more, widths=widths)

    for rung in range(plan.rung):
        larger = worded(rung)
        for lines in ways:
            if any(c.width(rung, lines) > width for c, width in zip(columns, larger.widths, strict=True)):
                continue
            if plan.ground + beneath(larger.names, larger.more) <= area.bottom:
                return larger
    same = worded(plan.rung)
    return same if plan.ground + beneath(same.names, same.more) <= area.bottom else plan


def _shared_out(page: Page, plan: Plan, columns: Sequence[Column], rung: int, area: Rect) -> tuple[float, ...]:
    """The widths of the columns' words: where those of two neighbours have room side by side unbroken, both get it,
    though never under the other's things, nor so near each other that they would read as one line; at the ends of a row
    they reach to the edges of the area. Where all words are broken, they stay so, rather than some of them."""
    # in any font; at least in the theme's own, where the height leaves room for more lines; as they are
    safe, unbroken = [c.width(rung, WHOLE) for c in columns], [_unbroken(page, c, rung) for c in columns]
    things = [c.stand.rect.w * plan.scale_of(n) for n, c in enumerate(columns)]
    halves = [w / 2 for w in plan.widths]
    lefts, rights = [plan.middles[0] - area.x, *halves[1:]], [*halves[:-1], area.right - plan.middles[-1]]
    for n, (m, to) in enumerate(pairwise(plan.middles)):
        wanted = (own[n : n + 2] for own in (safe, unbroken))
        near = to - m - GUTTER
        a, b = next(((a, b) for a, b in wanted if (a + b) / 2 <= near), plan.widths[n : n + 2])
        edge = min(max((m + a / 2 + to - b / 2) / 2, m + things[n] / 2), to - things[n + 1] / 2)
        x, y = unbroken[n : n + 2]
        if (x + y) / 2 <= near or x / 2 > edge - m or y / 2 > to - edge:
            rights[n], lefts[n + 1] = edge - m, to - edge
    widths = tuple(2 * min(pair) for pair in zip(lefts, rights, strict=True))
    before, after = ({need <= wide for need, wide in zip(unbroken, own, strict=True)} for own in (plan.widths, widths))
    return plan.widths if len(after) > len(before) else widths


def _unbroken(page: Page, column: Column, rung: int) -> float:
    """The width that the words of a column need on a line each in their own font."""
    if not column.words:
        return 0.0
    text = page.set(at_rung(column.words, rung), Rect(0, 0, 10_000, 10_000))
    lines, _ = lines_of(text.paragraphs, page.fonts, 10_000)
    return max(line.width for line in lines) + SPARE + 2 * SIDE


def _one_line(page: Page, columns: Sequence[Column], rung: int) -> float:
    """The height of a name on one line."""
    named = [c.name for c in columns if c.name]
    return max((page.safe_height(name, 10_000, (0, 0, 0, 0), rung) for name in named), default=0.0)
