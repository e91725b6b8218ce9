"""Charts, measured: where PowerPoint is told to draw them, and the same drawn for paper.

The plot's rectangle, the end of its axis and the width of its bars are said to PowerPoint in numbers, so both
drawings agree. A chart takes the largest labels at which each keeps to its own place; lengths in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, cos, pi, sin

from deckgen.diagnostics import Span
from deckgen.layout.page import Page
from deckgen.layout.plots import AIR, LABEL, POINT, VALUE, Labels, Numbers, Plot, plot, room
from deckgen.layout.typeset import LINE, Setting, block
from deckgen.scene import Align, Anchor, Box, Chart, Command, Freeform, Item, Rect, Run, Series, Stroke

#: The stroke of a line, that of the axis and of the grid.
STROKE, AXIS, GRID = 2.5, 1.25, 0.75
#: The share of a doughnut's diameter that its hole takes.
HOLE = 0.64
#: Most points whose values stand beside a line; with more there is an axis.
MOST_VALUES = 14


class TooMany(Exception):
    """Labels that do not fit even in the smallest size; `room` is how many would."""

    def __init__(self, room: int) -> None:
        super().__init__(room)
        self.room = room


def chart(page: Page, name: str, rect: Rect, numbers: Numbers, alt: str, span: Span | None) -> Chart:
    """A chart in a rectangle, in the largest labels that fit. Raises TooMany where none do."""
    for rung in range(len(page.theme.styles[VALUE].sizes)):
        labels = Labels(page, rung)
        area = plot(labels, rect, numbers)
        fitting = room(labels, rect, numbers, area)
        if fitting >= len(numbers.categories):
            break
    else:
        raise TooMany(fitting)
    drawing = _Drawing(labels, rect, numbers, area)
    draw = {
        "column": drawing.columns,
        "stacked": drawing.stacked,
        "bar": drawing.bars,
        "line": drawing.lines,
        "doughnut": drawing.ring,
    }[numbers.type]
    items = tuple(draw())
    sizes = (labels.size(VALUE), labels.size(LABEL))
    return Chart(
        name, rect, numbers.type, numbers.categories, drawing.series, numbers.format, area.rect, area.top, area.unit,
        area.gap, sizes, items, alt, span,
    )  # fmt: skip


class _Drawing:
    """What stands in a plot, drawn for paper."""

    def __init__(self, labels: Labels, rect: Rect, numbers: Numbers, area: Plot) -> None:
        self.labels, self.page, self.rect, self.numbers = labels, labels.page, rect, numbers
        self.plot, self.top, self.unit, self.gap, self.names = area.rect, area.top, area.unit, area.gap, area.names
        #: As drawn: a stacked chart leaves out labels that do not fit.
        self.series = numbers.series
        self.count = len(numbers.categories)

    def text(
        self,
        text: str,
        rect: Rect,
        style: str,
        colour: str,
        align: Align = "center",
        anchor: Anchor = "middle",
        wrap: bool = False,
    ) -> Box:
        s = self.page.theme.styles[style]
        setting = Setting((Run(text, s.font, s.bold, colour),), (self.labels.size(style),), align=align)
        return Box(
            text,
            rect,
            block((setting,), self.page.fonts, rect, anchor=anchor, wrap=wrap, language=self.page.language)._replace(
                overflow=0
            ),
        )

    def _bar(self, rect: Rect, colour: str) -> Box:
        return Box("bar", rect, fill=colour, decorative=True)

    def _line(self, x: float, y: float, w: float, h: float, colour: str) -> Box:
        return Box("axis", Rect(x, y, w, h), fill=colour, decorative=True)

    def _x(self, i: int) -> float:
        """The middle of a category."""
        return self.plot.x + (i + 0.5) * self.plot.w / self.count

    def _base(self) -> Iterator[Item]:
        """The axis beneath the plot with the categories' names."""
        p, slot = self.plot, self.plot.w / self.count
        yield self._line(p.x, p.bottom - AXIS / 2, p.w, AXIS, "muted")
        for i, c in enumerate(self.numbers.categories):
            if c:
                at = Rect(self._x(i) - (slot - AIR) / 2, p.bottom + AIR, slot - AIR, self.rect.bottom - p.bottom - AIR)
                yield self.text(c, at, LABEL, "text", anchor="top", wrap=True)

    def columns(self) -> Iterator[Item]:
        p, slot, many = self.plot, self.plot.w / self.count, len(self.series)
        width, height = slot / (many + self.gap), LINE * self.labels.size(VALUE)
        for k, s in enumerate(self.series):
            for i, v in enumerate(s.values):
                if v is None:
                    continue
                h = p.h * v / self.top
                x = p.x + i * slot + width * (self.gap / 2 + k)
                yield self._bar(Rect(x, p.bottom - h, width, h), dict(s.points).get(i, s.colour))
                room = slot / many if many > 1 else slot
                yield self.text(
                    self.numbers.shown(v),
                    Rect(x + width / 2 - room / 2, p.bottom - h - height - 3, room, height),
                    VALUE,
                    label_colour(s, i),
                )
        yield from self._base()

    def stacked(self) -> Iterator[Item]:
        p, slot = self.plot, self.plot.w / self.count
        width, height = slot / (1 + self.gap), LINE * self.labels.size(VALUE)
        kept: list[list[int]] = [[] for _ in self.series]
        for i in range(self.count):
            y = p.bottom
            for k, s in enumerate(self.series):
                v = s.values[i]
                if not v:
                    continue
                h = p.h * v / self.top
                y -= h
                yield self._bar(Rect(p.x + i * slot + width * self.gap / 2, y, width, h), s.colour)
                # a value that its own stretch cannot hold is left to the data sheet
                if h >= height and self.labels.width(self.numbers.shown(v), VALUE) <= width - 4:
                    kept[k].append(i)
                    yield self.text(self.numbers.shown(v), Rect(p.x + i * slot, y, slot, h), VALUE, s.label_colour)
        self.series = tuple(s._replace(labelled=tuple(at)) for s, at in zip(self.series, kept, strict=True))
        yield from self._base()

    def bars(self) -> Iterator[Item]:
        p, slot, many = self.plot, self.plot.h / self.count, len(self.series)
        height = slot / (many + self.gap)
        for k, s in enumerate(self.series):
            for i, v in enumerate(s.values):
                if v is None:
                    continue
                w = p.w * v / self.top
                y = p.y + i * slot + height * (self.gap / 2 + k)
                yield self._bar(Rect(p.x, y, w, height), dict(s.points).get(i, s.colour))
                yield self.text(
                    self.numbers.shown(v),
                    Rect(p.x + w + AIR, y, self.rect.right - p.x - w - AIR, height),
                    VALUE,
                    label_colour(s, i),
                    "left",
                )
        yield self._line(p.x - AXIS / 2, p.y, AXIS, p.h, "muted")
        for i, c in enumerate(self.numbers.categories):
            yield self.text(
                c, Rect(self.rect.x, p.y + i * slot, self.names - AIR * 1.5, slot), LABEL, "text", "right", wrap=True
            )

    def lines(self) -> Iterator[Item]:
        p, slot, height = self.plot, self.plot.w / self.count, LINE * self.labels.size(VALUE)
        if self.unit:
            yield from self._grid(self.unit)
        yield from self._base()
        for s in self.series:
            at = {i: (self._x(i), p.bottom - p.h * v / self.top) for i, v in enumerate(s.values) if v is not None}
            contours = tuple(_path([at[i] for i in run]) for run in _runs(at) if len(run) > 1)
            if contours:
                yield Freeform(
                    s.name,
                    p,
                    (1, 1),
                    tuple(_shared(c, p) for c in contours),
                    None,
                    Stroke(s.colour, STROKE).rounded(),
                    decorative=True,
                )
            for i, (x, y) in at.items():
                yield Box(
                    "point",
                    Rect(x - POINT / 2, y - POINT / 2, POINT, POINT),
                    outline="ellipse",
                    fill=s.colour,
                    decorative=True,
                )
                if s.ending and i == max(at):
                    words = self.numbers.ending(s)
                    beside = Rect(x + POINT / 2 + 4, y - height / 2, self.labels.width(words, VALUE) + 2, height)
                    yield self.text(words, beside, VALUE, label_colour(s, i), "left")._replace(
                        fill="paper" if self.unit else None
                    )
                elif i in s.labelled and (v := s.values[i]) is not None:
                    over = y + POINT / 2 + 2 if s.below else y - POINT / 2 - 2 - height
                    yield self.text(
                        self.numbers.shown(v), Rect(x - slot / 2, over, slot, height), VALUE, label_colour(s, i)
                    )

    def _grid(self, unit: float) -> Iterator[Item]:
        """The axis beside the plot: a line at each step, with its value."""
        p = self.plot
        for k in range(round(self.top / unit) + 1):
            y = p.bottom - p.h * k * unit / self.top
            if k:
                yield self._line(p.x, y - GRID / 2, p.w, GRID, "line")
            at = Rect(self.rect.x, y - 10, p.x - self.rect.x - AIR, 20)
            yield self.text(self.numbers.shown(k * unit), at, LABEL, "muted", "right")

    def ring(self) -> Iterator[Item]:
        p, (s,) = self.plot, self.series
        total, turn = sum(v or 0 for v in s.values) or 1.0, 0.0
        for i, v in enumerate(s.values):
            part = (v or 0) / total
            if part:
                yield Freeform(
                    self.numbers.categories[i],
                    p,
                    (1, 1),
                    (_slice(turn, turn + part),),
                    dict(s.points).get(i, s.colour),
                    Stroke("paper", 2.0).rounded(),
                    decorative=True,
                )
            turn += part


def label_colour(s: Series, i: int) -> str:
    """The role of a value's label: the accent where its point alone has it, in a line the line's own."""
    return "accent" if dict(s.points).get(i) == "accent" else s.label_colour


def _runs(at: Mapping[int, object]) -> Iterator[list[int]]:
    """Indices that follow each other: a line is drawn through each."""
    run: list[int] = []
    for i in at:
        if run and i != run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _path(points: Sequence[tuple[float, float]]) -> tuple[Command, ...]:
    return tuple(("L" if n else "M", point) for n, point in enumerate(points))


def _shared(contour: tuple[Command, ...], r: Rect) -> tuple[Command, ...]:
    """A contour of the page in shares of a rectangle."""
    return tuple(
        (op, tuple((v - r.y) / r.h if i % 2 else (v - r.x) / r.w for i, v in enumerate(n))) for op, n in contour
    )


def _slice(start: float, end: float) -> tuple[Command, ...]:
    """A part of a ring in the unit square, clockwise from the top; `start` and `end` in turns."""
    end = min(end, start + 0.9999)
    return (
        ("M", _at(0.5, start)),
        *_arc(0.5, start, end),
        ("L", _at(0.5 * HOLE, end)),
        *_arc(0.5 * HOLE, end, start),
        ("Z", ()),
    )


def _at(radius: float, turn: float) -> tuple[float, float]:
    return 0.5 + radius * sin(2 * pi * turn), 0.5 - radius * cos(2 * pi * turn)


def _arc(radius: float, start: float, end: float) -> Iterator[Command]:
    """An arc as cubics of an eighth turn at most: 4/3 tan(angle / 4) is the length of their handles."""
    parts = max(1, ceil(abs(end - start) * 8 - 1e-9))
    step = (end - start) / parts
    k = 4 / 3 * radius * sin(pi * step / 2) / cos(pi * step / 2)
    for n in range(parts):
        a, b = start + n * step, start + (n + 1) * step
        (ax, ay), (bx, by) = _at(radius, a), _at(radius, b)
        yield (
            "C",
            (
                ax + k * cos(2 * pi * a),
                ay + k * sin(2 * pi * a),
                bx - k * cos(2 * pi * b),
                by - k * sin(2 * pi * b),
                bx,
                by,
            ),
        )
