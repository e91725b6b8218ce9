"""Charts, measured: where PowerPoint is told to draw them, and the same drawn for paper.

The plot's rectangle, the end of its axis and the width of its bars are said to PowerPoint in numbers, so both drawings agree.
A chart takes the largest labels at which each keeps to its own place; lengths in points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, cos, floor, log10, pi, sin
from typing import NamedTuple

from deckgen.layout.page import Page
from deckgen.layout.typeset import LINE, WIDER, Setting, block
from deckgen.scene import Align, Anchor, Box, Chart, ChartType, Command, Freeform, Item, Rect, Run, Series, Stroke

#: Space between bars as a share of a bar's width: of one series, and of several.
GAP, GAP_OF_MANY = 0.6, 0.5
#: Between a label and what it belongs to.
AIR = 6.0
#: How much wider than measured a chart's label may be, which PowerPoint lays out by rules of its own.
NATIVE = 1.08
#: Diameter of a point on a line, its stroke, and that of axis and grid.
POINT, STROKE, AXIS, GRID = 9.0, 2.5, 1.25, 0.75
#: The share of a doughnut's diameter that its hole takes.
HOLE = 0.64
#: Most points whose values stand beside a line; with more there is an axis.
MOST_VALUES = 14
VALUE, LABEL = "chart-value", "chart-label"


class Numbers(NamedTuple):
    """What a chart shows. A category "" is a gap; `shown` writes a value as its labels do, `format` says so to spreadsheets."""

    type: ChartType
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    format: str
    shown: Callable[[float], str]


class TooMany(Exception):
    """Labels that do not fit even in the smallest size; `room` is how many would."""

    def __init__(self, room: int) -> None:
        super().__init__(room)
        self.room = room


def chart(page: Page, name: str, rect: Rect, numbers: Numbers, alt: str, span) -> Chart:
    """A chart in a rectangle, in the largest labels that fit. Raises TooMany where none do."""
    rungs = len(page.theme.styles[VALUE].sizes)
    for rung in range(rungs):
        drawn = _Drawing(page, rect, numbers, rung)
        if drawn.room() >= len(numbers.categories):
            break
    else:
        raise TooMany(drawn.room())
    draw = {
        "column": drawn.columns,
        "stacked": drawn.stacked,
        "bar": drawn.bars,
        "line": drawn.lines,
        "doughnut": drawn.ring,
    }[numbers.type]
    items = tuple(draw())
    return Chart(
        name, rect, numbers.type, numbers.categories, drawn.series, numbers.format, drawn.plot, drawn.top, drawn.unit, drawn.gap,
        (drawn.size(VALUE), drawn.size(LABEL)), items, alt, span,
    )  # fmt: skip


def nice(most: float, parts: int = 4) -> float:
    """A round step (1, 2, 2.5 or 5 times a power of ten) that takes at most `parts` to reach the largest value."""
    if most <= 0:
        return 1.0
    power = 10 ** floor(log10(most / parts))
    return next(power * k for k in (1, 2, 2.5, 5, 10) if power * k * parts >= most * (1 - 1e-9))


class _Drawing:
    """A chart at one rung of its labels' ladder: the plot that their sizes leave, and what stands in it."""

    def __init__(self, page: Page, rect: Rect, numbers: Numbers, rung: int) -> None:
        self.page, self.rect, self.numbers, self.rung = page, rect, numbers, rung
        self.series = numbers.series
        self.n = len(numbers.categories)
        self.gap = GAP if len(self.series) == 1 or numbers.type == "stacked" else GAP_OF_MANY
        self.values = [v for s in self.series for v in s.values if v is not None]
        self.unit: float | None = None
        self.top = max(self.values) or 1.0
        value = LINE * self.size(VALUE)
        match numbers.type:
            case "column" | "stacked":
                if numbers.type == "stacked":
                    self.top = max(sum(s.values[i] or 0 for s in self.series) for i in range(self.n)) or 1.0
                over = value + AIR if numbers.type == "column" else 0.0
                self.plot = rect.inset(0, over, 0, self._foot(rect.w / self.n))
            case "line":
                step_of = nice(self.top)
                self.top = ceil(self.top / step_of - 1e-9) * step_of
                self.unit = step_of if not all(s.labelled for s in self.series) or len(self.series) > 2 else None
                ends = [self._wide(self._ending(s), VALUE) + AIR for s in self.series if s.ending]
                left = max(self._wide(numbers.shown(k * step_of), LABEL) for k in range(5)) + AIR if self.unit else 0.0
                # behind the last point half a category is free already
                right = max(0.0, (max(ends, default=0.0) + POINT - rect.w / self.n / 2) * 1.1)
                self.plot = rect.inset(left, value + AIR, right, self._foot((rect.w - left - right) / self.n))
            case "bar":
                self.names = min(max(self._wide(c, LABEL) for c in numbers.categories) * WIDER + 2 * AIR, 0.42 * rect.w)
                ends = max(self._wide(numbers.shown(v), VALUE) for v in self.values) * WIDER + 2 * AIR
                self.plot = rect.inset(self.names, 0, ends, 0)
            case "doughnut":
                side = min(rect.w, rect.h)
                self.plot = Rect(rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side)

    # measuring

    def size(self, style: str) -> float:
        sizes = self.page.theme.styles[style].sizes
        return sizes[min(self.rung, len(sizes) - 1)]

    def _wide(self, text: str, style: str) -> float:
        s = self.page.theme.styles[style]
        return self.page.fonts.width(text, s.font, s.bold) * self.size(style)

    def _lines(self, text: str, width: float) -> int:
        """How many lines a category's name takes; 99 where a word does not fit."""
        if max((self._wide(w, LABEL) for w in text.split()), default=0) > width:
            return 99
        style = self.page.theme.styles[LABEL]
        made = block(
            (Setting((Run(text, style.font, style.bold, style.colour),), (self.size(LABEL),)),),
            self.page.fonts,
            Rect(0, 0, width, 1000),
        )
        return len(made.lines)

    def _foot(self, slot: float) -> float:
        """The height that categories need beneath the axis: one line, or two if any has two."""
        lines = max(self._lines(c, slot / NATIVE - AIR) for c in self.numbers.categories)
        return min(lines, 2) * LINE * self.size(LABEL) + AIR + 2

    def room(self) -> int:
        """How many categories keep their labels to their own place at this rung; at least all there are, if all do."""
        names, shown, kind = self.numbers.categories, self.numbers.shown, self.numbers.type
        if kind == "doughnut":
            return self.n
        if kind == "bar":
            tall = max(self._lines(c, self.names - 2 * AIR) for c in names) * LINE * self.size(LABEL) + 2
            tall = max(tall, len(self.series) * LINE * self.size(VALUE) * (1 + self.gap / len(self.series)))
            return self.n if tall * self.n <= self.rect.h else floor(self.rect.h / max(tall, 1))
        widest = max((self._wide(w, LABEL) for c in names for w in c.split()), default=0) * NATIVE + AIR
        values = 0.0
        if kind != "stacked":
            labelled = [shown(s.values[i]) for s in self.series for i in s.labelled if s.values[i] is not None]
            values = max((self._wide(v, VALUE) for v in labelled), default=0) * 1.04 + 2
            values *= (
                (len(self.series) + self.gap) / (1 + self.gap / 2) if kind == "column" and len(self.series) > 1 else 1
            )
        most = min(self.n, floor(self.plot.w / max(widest, values)))
        return next(
            (n for n in range(most, 0, -1) if all(self._lines(c, self.plot.w / n / NATIVE - AIR) <= 2 for c in names)),
            0,
        )

    # drawing

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
        setting = Setting((Run(text, s.font, s.bold, colour),), (self.size(style),), align=align)
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
        return self.plot.x + (i + 0.5) * self.plot.w / self.n

    def _base(self) -> Iterator[Item]:
        """The axis beneath the plot with the categories' names."""
        p, slot = self.plot, self.plot.w / self.n
        yield self._line(p.x, p.bottom - AXIS / 2, p.w, AXIS, "muted")
        for i, c in enumerate(self.numbers.categories):
            if c:
                at = Rect(self._x(i) - (slot - AIR) / 2, p.bottom + AIR, slot - AIR, self.rect.bottom - p.bottom - AIR)
                yield self.text(c, at, LABEL, "text", anchor="top", wrap=True)

    def columns(self) -> Iterator[Item]:
        p, slot, many = self.plot, self.plot.w / self.n, len(self.series)
        wide, tall = slot / (many + self.gap), LINE * self.size(VALUE)
        for k, s in enumerate(self.series):
            for i, v in enumerate(s.values):
                if v is None:
                    continue
                h = p.h * v / self.top
                x = p.x + i * slot + wide * (self.gap / 2 + k)
                yield self._bar(Rect(x, p.bottom - h, wide, h), dict(s.points).get(i, s.colour))
                room = slot / many if many > 1 else slot
                yield self.text(
                    self.numbers.shown(v),
                    Rect(x + wide / 2 - room / 2, p.bottom - h - tall - 3, room, tall),
                    VALUE,
                    label_colour(s, i),
                )
        yield from self._base()

    def stacked(self) -> Iterator[Item]:
        p, slot = self.plot, self.plot.w / self.n
        wide, tall = slot / (1 + self.gap), LINE * self.size(VALUE)
        kept: list[list[int]] = [[] for _ in self.series]
        for i in range(self.n):
            y = p.bottom
            for k, s in enumerate(self.series):
                v = s.values[i]
                if not v:
                    continue
                h = p.h * v / self.top
                y -= h
                yield self._bar(Rect(p.x + i * slot + wide * self.gap / 2, y, wide, h), s.colour)
                # a value that its own stretch cannot hold is left to the data sheet
                if h >= tall and self._wide(self.numbers.shown(v), VALUE) <= wide - 4:
                    kept[k].append(i)
                    yield self.text(self.numbers.shown(v), Rect(p.x + i * slot, y, slot, h), VALUE, s.label_colour)
        self.series = tuple(s._replace(labelled=tuple(at)) for s, at in zip(self.series, kept, strict=True))
        yield from self._base()

    def bars(self) -> Iterator[Item]:
        p, slot, many = self.plot, self.plot.h / self.n, len(self.series)
        tall = slot / (many + self.gap)
        for k, s in enumerate(self.series):
            for i, v in enumerate(s.values):
                if v is None:
                    continue
                w = p.w * v / self.top
                y = p.y + i * slot + tall * (self.gap / 2 + k)
                yield self._bar(Rect(p.x, y, w, tall), dict(s.points).get(i, s.colour))
                yield self.text(
                    self.numbers.shown(v),
                    Rect(p.x + w + AIR, y, self.rect.right - p.x - w - AIR, tall),
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
        p, slot, tall = self.plot, self.plot.w / self.n, LINE * self.size(VALUE)
        for k in range(round(self.top / self.unit) + 1) if self.unit else ():
            y = p.bottom - p.h * k * self.unit / self.top
            if k:
                yield self._line(p.x, y - GRID / 2, p.w, GRID, "line")
            yield self.text(
                self.numbers.shown(k * self.unit),
                Rect(self.rect.x, y - 10, p.x - self.rect.x - AIR, 20),
                LABEL,
                "muted",
                "right",
            )
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
                    Stroke(s.colour, STROKE),
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
                    said = self._ending(s)
                    beside = Rect(x + POINT / 2 + 4, y - tall / 2, self._wide(said, VALUE) + 2, tall)
                    yield self.text(said, beside, VALUE, label_colour(s, i), "left")._replace(
                        fill="paper" if self.unit else None
                    )
                elif i in s.labelled:
                    over = y + POINT / 2 + 2 if s.below else y - POINT / 2 - 2 - tall
                    yield self.text(
                        self.numbers.shown(s.values[i]), Rect(x - slot / 2, over, slot, tall), VALUE, label_colour(s, i)
                    )

    def _ending(self, s: Series) -> str:
        return f"{s.name} {self.numbers.shown(next(v for v in reversed(s.values) if v is not None))}"

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
                    Stroke("paper", 2.0),
                    decorative=True,
                )
            turn += part


def label_colour(s: Series, i: int) -> str:
    """The role of a value's label: the accent where its point alone has it, in a line the line's own."""
    return "accent" if dict(s.points).get(i) == "accent" else s.label_colour


def _runs(at: dict[int, object]) -> Iterator[list[int]]:
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
