"""A chart drawn for paper: what stands in its plot. Lengths in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import ceil, cos, pi, sin
from typing import NamedTuple

from deckgen.layout.plots import AIR, HOLE, LABEL, POINT, VALUE, Labels, Numbers, Plot, steps
from deckgen.layout.typeset import LINE, Setting, block
from deckgen.scene import Align, Anchor, Box, Command, Freeform, Item, Rect, Run, Series, Stroke

#: The stroke of a line, that of the axis and of the grid.
STROKE, AXIS, GRID = 3.5, 1.5, 0.75
#: The height of a figure as a share of its size.
CAP = 0.72


class Fit(NamedTuple):
    """A chart's labels at a rung, its numbers as they are labelled, and the plot that is left."""

    labels: Labels
    numbers: Numbers
    plot: Plot


class ChartDrawing:
    """What stands in a plot, drawn for paper."""

    def __init__(self, rect: Rect, fit: Fit) -> None:
        self.labels, self.page, self.rect, self.numbers = fit.labels, fit.labels.page, rect, fit.numbers
        self.area, self.plot, self.unit, self.gap = fit.plot, fit.plot.rect, fit.plot.unit, fit.plot.gap
        #: As drawn: on a long line only points that stand alone are marked.
        self.series = fit.numbers.series
        self.count = len(fit.numbers.categories)
        #: Whether a value has no room in its own stretch of a stack, or where another line has a point or a value.
        self.untold = False

    def draw(self) -> Iterator[Item]:
        """All of it."""
        drawings = {
            "column": self.columns,
            "stacked": self.stacked,
            "bar": self.bars,
            "line": self.lines,
            "doughnut": self.ring,
        }
        return drawings[self.numbers.type]()

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

    def _y(self, value: float) -> float:
        """How high a value stands."""
        return self.plot.bottom - self.plot.h * self.area.share(value)

    def _base(self) -> Iterator[Item]:
        """The axis where zero is, and the categories' names beneath the plot."""
        p, every = self.plot, self.area.every
        slot = self.plot.w / self.count
        wide = slot * every - AIR
        yield self._line(p.x, self._y(0) - AXIS / 2, p.w, AXIS, "muted")
        for i, c in enumerate(self.numbers.categories):
            if c and i % every == 0:
                at = Rect(self._x(i) - wide / 2, p.bottom + AIR, wide, self.rect.bottom - p.bottom - AIR)
                yield self.text(c, at, LABEL, "text", anchor="top", wrap=every == 1)

    def columns(self) -> Iterator[Item]:
        if self.unit:
            yield from self._grid(self.unit)
        p, slot, many = self.plot, self.plot.w / self.count, len(self.series)
        width, height = slot / (many + self.gap), LINE * self.labels.size(VALUE)
        room = slot / many if many > 1 else slot
        for k, s in enumerate(self.series):
            for i, v in enumerate(s.values):
                if v is None:
                    continue
                x, h = p.x + i * slot + width * (self.gap / 2 + k), p.h * abs(v) / self._range
                y = self._y(max(v, 0.0))
                yield self._bar(Rect(x, y, width, h), dict(s.points).get(i, s.colour))
                if i in s.labelled:
                    beside = y - height - 3 if v >= 0 else y + h + 3
                    at = Rect(x + width / 2 - room / 2, beside, room, height)
                    yield self.text(self.numbers.shown(v), at, VALUE, label_colour(s, i))
        yield from self._base()

    @property
    def _range(self) -> float:
        return self.area.top - self.area.bottom

    def stacked(self) -> Iterator[Item]:
        if self.unit:
            yield from self._grid(self.unit)
        p, slot = self.plot, self.plot.w / self.count
        width, height = slot / (1 + self.gap), LINE * self.labels.size(VALUE)
        for i in range(self.count):
            up = down = self._y(0)
            there = [v for s in self.series if (v := s.values[i]) is not None]
            self.untold |= self.unit is None and bool(there) and not any(there)
            for s in self.series:
                v = s.values[i]
                if not v:
                    continue
                h = p.h * abs(v) / self._range
                up, down = (up - h, down) if v > 0 else (up, down + h)
                y = up if v > 0 else down - h
                yield self._bar(Rect(p.x + i * slot + width * self.gap / 2, y, width, h), s.colour)
                if i in s.labelled:
                    # a value that its own stretch cannot hold is told by an axis, as all of them are then
                    self.untold |= h < height or self.labels.width(self.numbers.shown(v), VALUE) > width - 4
                    yield self.text(self.numbers.shown(v), Rect(p.x + i * slot, y, slot, h), VALUE, s.label_colour)
        yield from self._base()

    def bars(self) -> Iterator[Item]:
        p, slot, many = self.plot, self.plot.h / self.count, len(self.series)
        height, zero = slot / (many + self.gap), self.plot.x + self.plot.w * self.area.share(0)
        for k, s in enumerate(self.series):
            for i, v in enumerate(s.values):
                if v is None:
                    continue
                w, y = p.w * abs(v) / self._range, p.y + i * slot + height * (self.gap / 2 + k)
                yield self._bar(Rect(zero if v >= 0 else zero - w, y, w, height), dict(s.points).get(i, s.colour))
                at = (
                    Rect(zero + w + AIR, y, self.rect.right - zero - w - AIR, height)
                    if v >= 0
                    else Rect(p.x, y, zero - w - AIR - p.x, height)
                )
                align: Align = "left" if v >= 0 else "right"
                yield self.text(self.numbers.shown(v), at, VALUE, label_colour(s, i), align)
        yield self._line(zero - AXIS / 2, p.y, AXIS, p.h, "muted")
        for i, c in enumerate(self.numbers.categories):
            at = Rect(self.rect.x, p.y + i * slot, self.area.names - AIR * 1.5, slot)
            yield self.text(c, at, LABEL, "text", "right", wrap=True)

    def lines(self) -> Iterator[Item]:
        if self.unit:
            yield from self._grid(self.unit)
        yield from self._base()
        if self.plot.w / self.count < POINT:
            self.series = tuple(s._replace(marked=_alone(s)) for s in self.series)
        self.series = self._apart(self.series)
        drawn = [item for s in self.series for item in self._course(s)]
        if any(s.labelled for s in self.series):
            words = [self._words(item) for item in drawn if isinstance(item, Box) and item.text]
            points = [item.rect for item in drawn if item.name == "point"]
            pairs = [*combinations(words, 2), *product(words, points)]
            self.untold = any(_meet(a, b) for a, b in pairs)
        yield from drawn

    def _words(self, label: Box) -> Rect:
        """What the words of a value's label cover, from the cap line to the baseline."""
        size, width, at = self.labels.size(VALUE), self.labels.width(label.name, VALUE), label.rect
        x = at.x if width > at.w or label.name.count(" ") else at.x + (at.w - width) / 2
        return Rect(x, at.y + at.h / 2 - size * CAP / 2, width, size * CAP)

    def _apart(self, series: tuple[Series, ...]) -> tuple[Series, ...]:
        """Lines whose last labels do not lie over each other: those of one category are moved apart."""
        height = LINE * self.labels.size(VALUE)
        ends: dict[int, list[tuple[float, int]]] = {}
        for n, s in enumerate(series):
            if s.ending:
                last = max(i for i, v in enumerate(s.values) if v is not None)
                ends.setdefault(last, []).append((self._y(s.values[last] or 0.0), n))
        out = list(series)
        for heads in ends.values():
            heads.sort()
            moved = _spread([y for y, _ in heads], height, self.rect.y + height / 2, self.plot.bottom)
            for (y, n), to in zip(heads, moved, strict=True):
                if abs(to - y) > 0.01:
                    out[n] = out[n]._replace(shift=(to - y) / self.rect.h)
        return tuple(out)

    def _course(self, s: Series) -> Iterator[Item]:
        """One line with its points and their values."""
        p, slot, height = self.plot, self.plot.w / self.count, LINE * self.labels.size(VALUE)
        at = {i: (self._x(i), self._y(v)) for i, v in enumerate(s.values) if v is not None}
        contours = tuple(_path([at[i] for i in run]) for run in _runs(at) if len(run) > 1)
        if contours:
            shapes = tuple(_shared(c, p) for c in contours)
            yield Freeform(s.name, p, (1, 1), shapes, None, Stroke(s.colour, STROKE).rounded(), decorative=True)
        for i, (x, y) in at.items():
            if s.marked is None or i in s.marked:
                circle = Rect(x - POINT / 2, y - POINT / 2, POINT, POINT)
                yield Box("point", circle, outline="ellipse", fill=dict(s.points).get(i, s.colour), decorative=True)
            if s.ending and i == max(at):
                words = self.numbers.ending(s)
                middle = y + s.shift * self.rect.h
                beside = Rect(x + POINT / 2 + 4, middle - height / 2, self.labels.width(words, VALUE) + 2, height)
                backing = "paper" if self.unit else None
                yield self.text(words, beside, VALUE, label_colour(s, i), "left")._replace(fill=backing)
            elif i in s.labelled and (v := s.values[i]) is not None:
                over = y + POINT / 2 + 2 if s.below else y - POINT / 2 - 2 - height
                at_value = Rect(x - slot / 2, over, slot, height)
                yield self.text(self.numbers.shown(v), at_value, VALUE, label_colour(s, i))

    def _grid(self, unit: float) -> Iterator[Item]:
        """The axis beside the plot: a line at each step, with its value."""
        p, shown = self.plot, self.numbers.shown.on_axis(unit)
        for value in steps(unit, self.area.top, self.area.bottom):
            y = self._y(value)
            if value:
                yield self._line(p.x, y - GRID / 2, p.w, GRID, "line")
            at = Rect(self.rect.x, y - 13, p.x - self.rect.x - AIR, 26)
            yield self.text(shown(value), at, LABEL, "muted", "right")

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


def _alone(s: Series) -> tuple[int, ...]:
    """The points of a series without another one beside them: no line shows where they are."""
    there = {i: None for i, v in enumerate(s.values) if v is not None}
    return tuple(run[0] for run in _runs(there) if len(run) == 1)


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


def _meet(a: Rect, b: Rect) -> bool:
    """Whether two labels lie over each other."""
    return a.x < b.right - 1 and b.x < a.right - 1 and a.y < b.bottom - 1 and b.y < a.bottom - 1


def _spread(places: list[float], least: float, top: float, bottom: float) -> list[float]:
    """Places from top to bottom, moved as little as two passes can so that they are `least` apart, within bounds where
    there is room."""
    out: list[float] = []
    for place in places:
        out.append(max(place, top, out[-1] + least) if out else max(place, top))
    limit = max(bottom, places[-1])
    for n in reversed(range(len(out))):
        out[n] = min(out[n], limit)
        limit = out[n] - least
    return out


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
