"""Rows with rules between them: a large mark, a name, and words beside or beneath it. Lengths in points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from deckgen.diagnostics import Span
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.values import Text
from deckgen.scene import Box, Freeform, Group, Insets, Rect

#: Rows are no higher than this, and have their words beneath the name from this height on.
TALLEST, ROOMY = 128.0, 92.0
#: The width of a mark's column, the names' share of the rest at most and at least, and the gap to what is beside them.
MARK, NAMES, LEAST, GUTTER = 72.0, 0.46, 0.25, 28.0
#: Two columns of rows stand this far apart.
APART = 48.0
#: What the words of a row keep free of its rules.
INSET: Insets = (0.0, 2.0, 0.0, 2.0)
#: The band of a marked row reaches beyond its words by this much, and keeps this much free of its neighbours.
REACH, FREE = 16.0, 3.0


class Row(NamedTuple):
    """A row: its name, a few words, and whether it is marked."""

    name: Text
    words: Text | None = None
    mark: bool = False

    @property
    def span(self) -> Span | None:
        return self.name.span


#: What draws the mark of a row in its place: the number of the row from 1, and the rectangle.
Marker = Callable[[int, Rect], Sequence[Box | Freeform | Group | None]]


def rows(
    page: Page, listed: Sequence[Row], area: Rect, marker: Marker | None, build: bool | None, columns: int = 1
) -> None:
    """Draws rows one beneath the other, in one column or two, with a rule above each but the first of a column. Without
    a marker, names begin where the rows do."""
    deep = -(-len(listed) // columns)
    height = min(TALLEST, area.h / deep)
    top = area.y + (area.h - height * deep) * 0.25
    places = [
        Rect(column.x, top + n * height, column.w, height)
        for column in area.columns(columns, APART)
        for n in range(deep)
    ][: len(listed)]
    beside = columns == 1 and height < ROOMY and any(row.words for row in listed)
    left = MARK if marker else 0.0
    free = [Rect(at.x + left, at.y, at.w - left, at.h) for at in places]
    words = _beside(page, listed, free) if beside else _beneath(page, listed, free)
    for n, (row, at, boxes) in enumerate(zip(listed, places, words, strict=True), 1):
        if n % deep != 1 and deep > 1:
            rule = Box(page.word("rule"), Rect(at.x, at.y - 0.75, at.w, 1.5), fill="line", decorative=True)
            page.add(rule)
        band = _band(page, n, at) if row.mark else None
        mark = marker(n, Rect(at.x, at.y, MARK, at.h)) if marker else ()
        page.add_step(build, band, *mark, *boxes)


def _band(page: Page, n: int, at: Rect) -> Box:
    """The ground of a marked row."""
    rect = Rect(at.x - REACH, at.y + FREE, at.w + 2 * REACH, at.h - 2 * FREE)
    return Box(
        page.word("rule"), rect, outline="rounded", radius=page.theme.radius, fill="soft", decorative=True,
        key=f"band-{n}",
    )  # fmt: skip


def _beneath(page: Page, listed: Sequence[Row], places: Sequence[Rect]) -> list[list[Box]]:
    """The placeholders of rows that have their words under the name."""
    copies = [(*_name(page, row), *_said(page, row)) for row in listed]
    return [[box] for box in _set(page, "row", listed, copies, places)]


def _beside(page: Page, listed: Sequence[Row], places: Sequence[Rect]) -> list[list[Box]]:
    """The placeholders of rows that have their words beside the name, behind the longest of them: both as large as
    they can be at a rung that they share."""
    width = places[0].w
    names, words = [_name(page, row) for row in listed], [_said(page, row) for row in listed]
    last = max(len(s.sizes) for name in names for s in name) - 1
    for rung in range(last + 1):
        needed = max(page.safe_width(name, rung) for name in names)
        share = float(round(min(width * NAMES, max(width * LEAST, needed))))
        left = [at._replace(w=share) for at in places]
        right = [Rect(at.x + share + GUTTER, at.y, width - share - GUTTER, at.h) for at in places]
        if max(_rung(page, names, left), _rung(page, words, right)) <= rung:
            break
    named = _set(page, "row", listed, names, left, rung)
    said = _set(page, "words", listed, words, right, rung)
    return [[box for box in pair if box.text] for pair in zip(named, said, strict=True)]


def _rung(page: Page, copies: Sequence[tuple[Setting, ...]], places: Sequence[Rect]) -> int:
    """The rung at which all of a column fits."""
    return common_rung(
        page.set(copy, at, inset=INSET, anchor="middle") for copy, at in zip(copies, places, strict=True) if copy
    )


def _name(page: Page, row: Row) -> tuple[Setting, ...]:
    return page.settings(row.name, "row-name", background="soft" if row.mark else None)


def _said(page: Page, row: Row) -> tuple[Setting, ...]:
    return page.settings(
        row.words, "row-words", background="soft" if row.mark else None, colour="text" if row.mark else None
    )


def _set(
    page: Page,
    slot: str,
    listed: Sequence[Row],
    copies: Sequence[tuple[Setting, ...]],
    places: Sequence[Rect],
    rung: int = 0,
) -> list[Box]:
    """A column of placeholders in one size, from a rung down."""
    rung = max(rung, _rung(page, copies, places))
    levels = page.level("row-name"), page.level("row-words"), page.level("row-words", colour="text")
    return [
        page.box(
            page.prose(row.name).plain,
            at,
            copy,
            inset=INSET,
            anchor="middle",
            rung=rung,
            span=row.span,
            slot=f"{slot}-{n}",
            levels=levels,
        )
        for n, (row, copy, at) in enumerate(zip(listed, copies, places, strict=True), 1)
    ]


def number(page: Page, n: int, at: Rect, span: Span | None) -> Box:
    """The large number at the head of a row."""
    figure = page.settings(str(n), "row-number")
    return page.box(page.word("number"), at, figure, anchor="middle", wrap=False, span=span, key=f"number-{n}")
