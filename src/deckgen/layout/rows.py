"""Rows with rules between them: a large mark, a name, and words beside or beneath it. Lengths in points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from deckgen.diagnostics import Span
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting
from deckgen.reading.values import Text
from deckgen.scene import Box, Freeform, Group, Insets, Rect

#: Rows are no higher than this, and have their words beneath the name from this height on.
TALLEST, ROOMY = 128.0, 92.0
#: The width of a mark's column, the names' share of the rest at most and at least, and the gap to what is beside them.
MARK, NAMES, LEAST, GUTTER = 72.0, 0.46, 0.25, 28.0
#: Two columns of rows stand this far apart; more rows than this stand in two.
APART, MANY = 40.0, 4
#: What the words of a row keep free of its rules, where there is room and where there is not.
FREE, TIGHT = 8.0, 2.0
#: The band of a marked row reaches beyond its words by this much, and keeps this much free of its neighbours.
REACH, CLEAR = 16.0, 3.0


class Row(NamedTuple):
    """A row: its name, a few words, and whether it is marked."""

    name: Text
    words: Text | None = None
    mark: bool = False


#: What draws the mark of a row: by the number of the row from 1, the place of the mark, and that of the whole row.
Marker = Callable[[int, Rect, Rect], Sequence[Box | Freeform | Group | None]]


class _Plan(NamedTuple):
    """How rows stand: the rung of their texts, the width of names that have their words beside them (None: beneath),
    and the height of each."""

    rung: int
    names: float | None
    heights: tuple[float, ...]


def rows(
    page: Page,
    listed: Sequence[Row],
    area: Rect,
    marker: Marker | None,
    build: bool | None,
    columns: int = 1,
    end: float = 0.0,
) -> None:
    """Draws rows one beneath the other, in one column or two, with a rule above each but the first of a column. Without
    a marker, names begin where the rows do; `end` is what words keep free at the end of their row."""
    deep = -(-len(listed) // columns)
    left = MARK if marker else 0.0
    across = area.columns(columns, APART)
    plan = _plan(page, listed, across[0].w - left - end, area.h, deep, columns == 1)
    top = area.y + (area.h - sum(plan.heights)) * 0.25
    for n, row in enumerate(listed, 1):
        column, line = divmod(n - 1, deep)
        at = Rect(across[column].x, top + sum(plan.heights[:line]), across[column].w, plan.heights[line])
        if line:
            rule = Rect(at.x, at.y - 0.75, at.w, 1.5)
            page.add(Box(page.word("rule"), rule, fill="line", decorative=True))
        band = _band(page, n, at) if row.mark else None
        mark = marker(n, Rect(at.x, at.y, MARK, at.h), at) if marker else ()
        words = _words(page, n, row, Rect(at.x + left, at.y, at.w - left - end, at.h), plan)
        page.add_step(build, band, *mark, *words)


def _plan(page: Page, listed: Sequence[Row], width: float, height: float, deep: int, single: bool) -> _Plan:
    """The first size in which rows of one height fit; or where lengths differ much, one in which rows are as high as
    each needs."""
    beside = single and height / deep < ROOMY and any(row.words for row in listed)
    last = max(len(s.sizes) for row in listed for s in _name(page, row)) - 1
    uneven: _Plan | None = None
    for free in (FREE, TIGHT):
        for rung in range(last + 1):
            names = _names(page, listed, width, rung) if beside else None
            needs = [
                max(_needed(page, row, width, names, rung, free) for row in listed[line::deep]) for line in range(deep)
            ]
            if max(needs) * deep <= height:
                return _Plan(rung, names, (min(TALLEST, height / deep),) * deep)
            if uneven is None and sum(needs) <= height:
                spare = (height - sum(needs)) / deep
                uneven = _Plan(rung, names, tuple(need + spare for need in needs))
            elif uneven and rung > uneven.rung + 1:
                return uneven
        if uneven:
            return uneven
    return _Plan(last, names, (height / deep,) * deep)


def _names(page: Page, listed: Sequence[Row], width: float, rung: int) -> float:
    """The width of the names' column: as wide as the longest, within bounds."""
    needed = max(page.safe_width(_name(page, row), rung) for row in listed)
    return float(round(min(width * NAMES, max(width * LEAST, needed))))


def _needed(page: Page, row: Row, width: float, names: float | None, rung: int, free: float) -> float:
    """The height of a row: with `free` above and below, or with less in the font that stands in."""
    if names is None:
        return _height(page, (*_name(page, row), *_said(page, row)), width, rung, free)
    name = _height(page, _name(page, row), names, rung, free)
    return max(name, _height(page, _said(page, row), width - names - GUTTER, rung, free) if row.words else 0.0)


def _height(page: Page, copy: Sequence[Setting], width: float, rung: int, free: float) -> float:
    own = page.set(copy, Rect(0, 0, width, 10_000), rung=rung).height
    return max(own + 2 * free, page.safe_height(copy, width, (0.0, TIGHT, 0.0, TIGHT), rung))


def _band(page: Page, n: int, at: Rect) -> Box:
    """The ground of a marked row."""
    rect = Rect(at.x - REACH, at.y + CLEAR, at.w + 2 * REACH, at.h - 2 * CLEAR)
    band = Box(page.word("panel"), rect, None, "rounded", page.theme.radius, "soft", decorative=True)
    return band._replace(key=f"band-{n}")


def _words(page: Page, n: int, row: Row, at: Rect, plan: _Plan) -> list[Box]:
    """The placeholders of a row's words: the name and what is beside it, or both in one."""
    if plan.names is None:
        return [_box(page, f"row-{n}", row, (*_name(page, row), *_said(page, row)), at, plan)]
    right = Rect(at.x + plan.names + GUTTER, at.y, at.w - plan.names - GUTTER, at.h)
    named = _box(page, f"row-{n}", row, _name(page, row), at._replace(w=plan.names), plan)
    return [named, _box(page, f"words-{n}", row, _said(page, row), right, plan)] if row.words else [named]


def _box(page: Page, slot: str, row: Row, copy: Sequence[Setting], at: Rect, plan: _Plan) -> Box:
    inset: Insets = (0.0, TIGHT, 0.0, TIGHT)
    return page.box(
        page.prose(row.name).plain,
        at,
        copy,
        inset=inset,
        anchor="middle",
        rung=plan.rung,
        span=row.name.span,
        slot=slot,
        levels=(page.level("row-name"), page.level("row-words"), page.level("row-words", colour="text")),
    )


def _name(page: Page, row: Row) -> tuple[Setting, ...]:
    return page.settings(row.name, "row-name", background="soft" if row.mark else None)


def _said(page: Page, row: Row) -> tuple[Setting, ...]:
    return page.settings(
        row.words, "row-words", background="soft" if row.mark else None, colour="text" if row.mark else None
    )


def number(page: Page, n: int, at: Rect, name: str, span: Span | None) -> Box:
    """The large number at the head of a row, with the name that people see for its shape."""
    figure = page.settings(str(n), "row-number")
    return page.box(name, at, figure, anchor="middle", wrap=False, span=span, key=f"number-{n}")
