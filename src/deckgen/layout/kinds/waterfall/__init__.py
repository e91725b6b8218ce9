"""The spans of a trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from deckgen.diagnostics import error
from deckgen.layout.diagram import foundation
from deckgen.layout.numerals import exact
from deckgen.layout.page import Page
from deckgen.layout.plots import nice
from deckgen.layout.typeset import LINE
from deckgen.messages import say
from deckgen.reading.model import Many, Within
from deckgen.reading.slide import Built, Named
from deckgen.reading.values import Text
from deckgen.scene import Box, Item, Rect

#: The column of names, the indent of a child, height of the axis, of a row at most and at least, of a bar at most.
NAMES, INDENT, AXIS, ROW, LEAST, BAR = 252.0, 20.0, 40.0, 84.0, 24.0, 48.0
#: Between a bar and its length, and what a length takes behind its bar at least; the length of a tick of the axis.
AWAY, BEHIND, TICK = 8.0, 56.0, 8.0


class Span(Named):
    """A piece of work: when it starts, how long it takes, and what it waits for inside. `mark` gives it the accent."""

    start: Annotated[float, Within(0, 1e9)]
    length: Annotated[float, Within(0, 1e9)]
    mark: bool = False
    spans: tuple[Span, ...] = ()


class Waterfall(Built):
    """Where the time of one request goes: a bar for each piece of work on a common axis, children beneath their
    parents.

    `start` and `length` are numbers in `unit`. Indent what a piece of work waits for under `spans`.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    unit: Text
    spans: Annotated[tuple[Span, ...], Many(1, 10)]
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        rows = list(_flat(self.spans))
        height = min(ROW, (area.h - AXIS) / len(rows))
        area = area.inset(0, max(0.0, area.h - AXIS - height * len(rows)) / 2, 0, 0)
        if height < LEAST:
            room = int((area.h - AXIS) // LEAST)
            page.too_many("span", len(rows), room, rows[room][0].name.span, say("slide:leave-out-the-short-ones"))
            return
        if not self._sound(page, rows):
            return
        end = max(s.start + s.length for s, _ in rows)
        unit = nice(end, 5)
        ticks = max(1, int(-(-end // unit)))
        axis = Rect(area.x + NAMES, area.y, area.w - NAMES - 8, area.h)
        # the last length stands inside the page where its bar reaches the end of the axis
        scale = (axis.w - BEHIND) / (ticks * unit)
        behind = [(s.start + s.length, self._length(page, s)[1]) for s, _ in rows]
        if any(axis.x + end * scale + width > page.theme.page[0] for end, width in behind):
            scale = (axis.w - max(width for _, width in behind)) / (ticks * unit)
        foot = area.y + AXIS + height * len(rows)
        first = [*self._axis(page, axis, unit, ticks, scale, foot)]
        sizes = page.theme.styles["node-text"].sizes
        rung = next((i for i, s in enumerate(sizes) if s * LINE <= height - 2), len(sizes) - 1)
        parts: list[list[Item | None]] = []
        for n, (s, depth) in enumerate(rows):
            parts.append(
                list(
                    self._row(
                        page,
                        s,
                        depth,
                        Rect(area.x, area.y + AXIS + n * height, area.w, height),
                        axis.x,
                        scale,
                        rung,
                        f"span-{n}",
                    )
                )
            )
        parts[0] = [*first, *parts[0]]
        u = page.prose(self.unit).plain
        alt = "; ".join(
            page.word("span", name=page.prose(s.name).plain, start=exact(s.start), length=exact(s.length), unit=u)
            for s, _ in rows
        )
        page.diagram(page.placed.title.plain, alt, parts, self.build)
        page.takeaway(self.takeaway, self.build)

    def _sound(self, page: Page, rows: Sequence[tuple[Span, int]]) -> bool:
        """Whether every child lies in its parent's time."""
        sound = True
        for parent, _ in rows:
            for s in parent.spans:
                if s.start < parent.start - 1e-9 or s.start + s.length > parent.start + parent.length + 1e-9:
                    a, b = exact(parent.start), exact(parent.start + parent.length)
                    end = exact(s.start + s.length)
                    message = say(
                        "slide.span-outside",
                        span=page.prose(s.name).plain,
                        start=exact(s.start),
                        end=end,
                        outer=page.prose(parent.name).plain,
                        first=a,
                        last=b,
                    )
                    page.findings.append(error(message, s.name.span, say("slide:change-its-numbers-or-move")))
                    sound = False
        return sound

    def _axis(self, page: Page, axis: Rect, unit: float, ticks: int, scale: float, foot: float) -> Iterator[Item]:
        u = page.prose(self.unit).plain
        top, width = axis.y + AXIS - TICK, ticks * unit * scale
        yield Box(page.word("rule"), Rect(axis.x, top, width, 1), fill="muted", decorative=True, key="axis")
        for i in range(ticks + 1):
            x, key = axis.x + i * unit * scale, f"tick-{i}"
            # all but the first are short: a line through the rows would cross the lengths behind the bars
            rule = Rect(x - 0.5, top, 1, foot - top if i == 0 else TICK)
            yield Box(page.word("rule"), rule, fill="muted", decorative=True, owner=key)
            label = f"{exact(i * unit)}{u if i == ticks else ''}"
            words = page.settings(label, "chart-label", align="center")
            wide = max(60.0, page.width(words) * 1.1)
            yield page.box(
                label,
                Rect(x - wide / 2, axis.y, wide, AXIS - TICK - 4),
                words,
                anchor="bottom",
                rung=1,
                span=self.unit.span,
                key=key,
            )

    def _length(self, page: Page, s: Span) -> tuple[str, float]:
        """The length of a span in words, and the room that they take behind its bar."""
        words = f"{exact(s.length)}{page.prose(self.unit).plain}"
        return words, AWAY + page.width(page.settings(words, "chart-label")) * 1.2 + 4

    def _row(
        self, page: Page, s: Span, depth: int, row: Rect, left: float, scale: float, rung: int, key: str
    ) -> Iterator[Item]:
        """The name of a span, which has the key; its bar and its length move with it."""
        name = page.prose(s.name).plain
        words = page.settings(s.name, "node-text", colour="accent" if s.mark else "text")
        if depth == 0 or s.mark:
            words = tuple(w._replace(runs=tuple(r._replace(bold=True) for r in w.runs)) for w in words)
        yield page.box(
            name,
            Rect(row.x + depth * INDENT, row.y, NAMES - depth * INDENT - 14, row.h),
            words,
            anchor="middle",
            rung=rung,
            span=s.name.span,
            key=key,
        )
        height = min(BAR, row.h - 6)
        bar = Rect(left + s.start * scale, row.y + (row.h - height) / 2, max(s.length * scale, 2.0), height)
        fill = "accent" if s.mark else foundation(page)[0] if depth == 0 else "muted"
        length, _ = self._length(page, s)
        radius = min(4.0, page.theme.radius)
        yield Box(f"{name} {length}", bar, None, "rounded", radius, fill, decorative=True, owner=key)
        figure = page.settings(length, "chart-label", colour="accent" if s.mark else "text")
        width = page.width(figure) * 1.2 + 4
        rung = 0 if row.h > 30 else 1
        tall = page.safe_height(figure, width, (0, 0, 0, 0), rung)
        at = Rect(bar.right + AWAY, row.y + (row.h - tall) / 2, width, tall)
        yield page.box(length, at, figure, anchor="middle", rung=rung, span=s.name.span)._replace(owner=key)


def _flat(spans: tuple[Span, ...], depth: int = 0) -> Iterator[tuple[Span, int]]:
    """All spans with their depth, parents before their children."""
    for s in spans:
        yield s, depth
        yield from _flat(s.spans, depth + 1)
