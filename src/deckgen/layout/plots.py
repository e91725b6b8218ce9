"""The plot of a chart: the rectangle that its labels leave, and the axis that it is drawn against. Lengths in
points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil, floor, log10, pi
from typing import NamedTuple

from deckgen.layout.numerals import Numeral
from deckgen.layout.page import Page
from deckgen.layout.typeset import LINE, Setting, block
from deckgen.scene import ChartType, Rect, Run, Series

#: Space between bars as a share of a bar's width: of one series, and of several.
GAP, GAP_OF_MANY = 0.45, 0.4
#: Between a label and what it belongs to.
AIR = 6.0
#: How much wider than measured a chart's label may be, which PowerPoint lays out by rules of its own.
NATIVE = 1.08
#: Diameter of a point on a line.
POINT = 11.0
#: The share of a doughnut's diameter that its hole takes.
HOLE = 0.58
VALUE, LABEL = "chart-value", "chart-label"
#: The lines of a name of which a word does not fit.
UNFIT = 99


class Numbers(NamedTuple):
    """What a chart shows. A category "" is a gap; `shown` writes a value as its labels do."""

    type: ChartType
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    shown: Numeral

    @property
    def values(self) -> list[float]:
        """All values of all series."""
        return [v for s in self.series for v in s.values if v is not None]

    @property
    def unlabelled(self) -> Numbers:
        """The same without values beside what they measure: an axis tells them."""
        return self._replace(series=tuple(s._replace(labelled=()) for s in self.series))

    def stack(self, i: int, sign: int) -> float:
        """How far the values of a category that have this sign reach, one upon the other."""
        return sum(v for s in self.series if (v := s.values[i]) is not None and v * sign > 0)

    def ending(self, s: Series) -> str:
        """What stands behind a line's last point: the series' name and its last value."""
        return f"{s.name} {self.shown(next(v for v in reversed(s.values) if v is not None))}"


class Plot(NamedTuple):
    """The rectangle between the axes, the value at the end of the axis, the step of its grid lines (None: no axis),
    the width of the names beside bars, the space between bars as a share of a bar, the value at the beginning of the
    axis (under zero only), and of how many categories one has its name at the axis."""

    rect: Rect
    top: float
    unit: float | None = None
    names: float = 0.0
    gap: float = GAP
    bottom: float = 0.0
    every: int = 1

    def share(self, value: float) -> float:
        """How far a value is from the beginning of the axis, as a share of the whole."""
        return (value - self.bottom) / (self.top - self.bottom)


def nice(most: float, parts: int = 4) -> float:
    """A round step (1, 2, 2.5 or 5 times a power of ten) that takes at most `parts` to reach the largest value."""
    if most <= 0:
        return 1.0
    power = 10.0 ** floor(log10(most / parts))
    return next(power * k for k in (1, 2, 2.5, 5, 10) if power * k * parts >= most * (1 - 1e-9))


class Labels:
    """The labels of a chart at one rung of their ladders, measured."""

    def __init__(self, page: Page, rung: int) -> None:
        self.page, self.rung = page, rung

    def size(self, style: str) -> float:
        """The size of a style at this rung."""
        sizes = self.page.theme.styles[style].sizes
        return sizes[min(self.rung, len(sizes) - 1)]

    def width(self, text: str, style: str) -> float:
        """The width of a text on one line."""
        s = self.page.theme.styles[style]
        return self.page.fonts.width(text, s.font, s.bold) * self.size(style)

    def thinned(self, text: str) -> float:
        """The width of a name that has room beyond its category, also in a font that stands in."""
        return self.width(text, LABEL) * max(NATIVE, self.page.fonts.language.fallback.wider)

    def lines(self, text: str, width: float) -> int:
        """How many lines a category's name takes; `UNFIT` where a word is wider than a line."""
        if max((self.width(w, LABEL) for w in text.split()), default=0) > width:
            return UNFIT
        style = self.page.theme.styles[LABEL]
        setting = Setting((Run(text, style.font, style.bold, style.colour),), (self.size(LABEL),))
        return len(block((setting,), self.page.fonts, Rect(0, 0, width, 1000)).lines)

    def foot(self, categories: tuple[str, ...], slot: float, every: int = 1) -> float:
        """The height that categories need beneath the axis: one line, or two if any has two. Thinned names have one."""
        lines = max(self.lines(c, slot / NATIVE - AIR) for c in categories) if every == 1 else 1
        return min(lines, 2) * LINE * self.size(LABEL) + AIR + 2


def plot(labels: Labels, rect: Rect, numbers: Numbers, every: int = 1) -> Plot:
    """The plot that the labels leave of a rectangle, with one name at the axis for `every` so many categories."""
    gap = GAP if len(numbers.series) == 1 or numbers.type == "stacked" else GAP_OF_MANY
    return _PLOTS[numbers.type](labels, rect, numbers, every)._replace(gap=gap, every=every)


def _end(values: list[float]) -> float:
    """The value at the end of an axis without steps: the largest one, or zero where all are under it."""
    return max(0.0, *values) or (0.0 if min(values) < 0 else 1.0)


def _begin(values: list[float], top: float, length: float, label: float) -> float:
    """The value at the beginning of an axis: so far under the least one that its label has room in a plot of this
    length. Zero where none is under zero."""
    least = min(values)
    if least >= 0:
        return 0.0
    label = min(label, length / 2)
    return (least * length - top * label) / (length - label)


def _stepped(highest: float, lowest: float) -> tuple[float, float, float]:
    """The step of an axis, and the round values at its end and its beginning."""
    highest, lowest = max(0.0, highest), min(0.0, lowest)
    step = nice((highest - lowest) or 1.0)
    top = ceil((highest if highest > lowest else 1.0) / step - 1e-9) * step
    return step, top, floor(lowest / step + 1e-9) * step


def _steps_width(labels: Labels, numbers: Numbers, step: float, top: float, bottom: float) -> float:
    """The width of the values beside an axis."""
    shown = numbers.shown.on_axis(step)
    return max(labels.width(shown(v), LABEL) for v in steps(step, top, bottom)) + AIR


def steps(step: float, top: float, bottom: float) -> Iterator[float]:
    """The values at the steps of an axis."""
    for k in range(round(bottom / step), round(top / step) + 1):
        yield k * step


def _columns(labels: Labels, rect: Rect, numbers: Numbers, every: int) -> Plot:
    if not any(s.labelled for s in numbers.series):
        return _against_axis(labels, rect, numbers, max(numbers.values), min(numbers.values))
    over = LINE * labels.size(VALUE) + AIR
    foot = labels.foot(numbers.categories, rect.w / len(numbers.categories))
    area, top = rect.inset(0, over, 0, foot), _end(numbers.values)
    return Plot(area, top, bottom=_begin(numbers.values, top, area.h, over))


def _stacked(labels: Labels, rect: Rect, numbers: Numbers, every: int) -> Plot:
    count = len(numbers.categories)
    ends = [numbers.stack(i, sign) for i in range(count) for sign in (1, -1)]
    if not any(s.labelled for s in numbers.series):
        return _against_axis(labels, rect, numbers, max(ends), min(ends))
    return Plot(rect.inset(0, 0.0, 0, labels.foot(numbers.categories, rect.w / count)), _end(ends), bottom=min(ends))


def _against_axis(labels: Labels, rect: Rect, numbers: Numbers, highest: float, lowest: float) -> Plot:
    """The plot of columns whose values an axis tells."""
    step, top, bottom = _stepped(highest, lowest)
    left = _steps_width(labels, numbers, step, top, bottom)
    foot = labels.foot(numbers.categories, (rect.w - left) / len(numbers.categories))
    # the highest value of the axis stands beside its line, half of it above
    return Plot(rect.inset(left, LINE * labels.size(LABEL) / 2, 0, foot), top, step, bottom=bottom)


def _lines(labels: Labels, rect: Rect, numbers: Numbers, every: int) -> Plot:
    count, series = len(numbers.categories), numbers.series
    step, top, bottom = _stepped(max(numbers.values), min(numbers.values))
    unit = step if not all(s.labelled for s in series) or len(series) > 2 else None
    if bottom and bottom == min(numbers.values):  # no point lies on the names
        bottom -= step
    ends = [labels.width(numbers.ending(s), VALUE) + AIR for s in series if s.ending]
    left = _steps_width(labels, numbers, step, top, bottom) if unit else 0.0
    # behind the last point half a category is free already
    right = max(0.0, (max(ends, default=0.0) + POINT - rect.w / count / 2) * 1.1)
    over = LINE * labels.size(VALUE) + AIR
    if every > 1:  # names that are wider than a category reach over the plot's ends
        shown = [labels.thinned(c) / 2 for c in numbers.categories[::every]]
        left, right = max(left, shown[0]), max(right, shown[-1])
    foot = labels.foot(numbers.categories, (rect.w - left - right) / count, every)
    area = rect.inset(left, over, right, foot)
    if unit is None and any(s.below for s in series):
        bottom = min(bottom, _begin(numbers.values, top, area.h, over))
    return Plot(area, top, unit, bottom=bottom)


def _bars(labels: Labels, rect: Rect, numbers: Numbers, every: int) -> Plot:
    wider = labels.page.fonts.language.fallback.wider
    names = min(max(labels.width(c, LABEL) for c in numbers.categories) * wider + 2 * AIR, 0.42 * rect.w)
    ends = max(labels.width(numbers.shown(v), VALUE) for v in numbers.values) * wider + 2 * AIR
    area, top = rect.inset(names, 0, ends, 0), _end(numbers.values)
    return Plot(area, top, names=names, bottom=_begin(numbers.values, top, area.w, ends))


def _ring(labels: Labels, rect: Rect, numbers: Numbers, every: int) -> Plot:
    side = min(rect.w, rect.h)
    square = Rect(rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side)
    return Plot(square, max(numbers.values) or 1.0)


_PLOTS: dict[ChartType, Callable[[Labels, Rect, Numbers, int], Plot]] = {
    "column": _columns,
    "stacked": _stacked,
    "line": _lines,
    "bar": _bars,
    "doughnut": _ring,
}


def room(labels: Labels, rect: Rect, numbers: Numbers, plot: Plot) -> int:
    """How many categories keep their labels to their own place; at least all there are, if all do."""
    if numbers.type == "doughnut":
        return len(numbers.categories) if _fit_slices(labels, numbers, plot) else 0
    if numbers.type == "bar":
        return _room_beside(labels, rect, numbers, plot)
    names = numbers.categories
    if plot.every > 1:
        return _room_thinned(labels, numbers, plot)
    widest = max((labels.width(w, LABEL) for c in names for w in c.split()), default=0) * NATIVE + AIR
    most = min(len(names), floor(plot.rect.w / max(widest, _value_width(labels, numbers, plot))))
    widths = ((n, plot.rect.w / n / NATIVE - AIR) for n in range(most, 0, -1))
    return next((n for n, width in widths if all(labels.lines(c, width) <= 2 for c in names)), 0)


def _fit_slices(labels: Labels, numbers: Numbers, plot: Plot) -> bool:
    """Whether each labelled slice of a doughnut has room for its value: across the ring, and along its middle."""
    (s,) = numbers.series
    total = sum(v or 0 for v in s.values)
    across, along = plot.rect.w * (1 - HOLE) / 2, plot.rect.w * (1 + HOLE) / 2 * pi
    height = LINE * labels.size(VALUE)
    values = [s.values[i] for i in s.labelled]
    return all(
        v and v / total * along >= height and labels.width(numbers.shown(v), VALUE) * NATIVE <= across for v in values
    )


def _room_beside(labels: Labels, rect: Rect, numbers: Numbers, plot: Plot) -> int:
    """How many categories have room one beneath the other, with their names beside their bars."""
    count, series = len(numbers.categories), len(numbers.series)
    height = max(labels.lines(c, plot.names - 2 * AIR) for c in numbers.categories) * LINE * labels.size(LABEL) + 2
    height = max(height, series * LINE * labels.size(VALUE) * (1 + plot.gap / series))
    return count if height * count <= rect.h else floor(rect.h / max(height, 1))


def _room_thinned(labels: Labels, numbers: Numbers, plot: Plot) -> int:
    """How many categories keep their labels apart where only some have a name, on one line each."""
    widest = max(map(labels.thinned, numbers.categories[:: plot.every])) + AIR
    return min(
        floor(plot.rect.w / max(widest / plot.every, _value_width(labels, numbers, plot), 0.1)),
        len(numbers.categories),
    )


def _value_width(labels: Labels, numbers: Numbers, plot: Plot) -> float:
    """The width of a category that its values ask for."""
    if numbers.type == "stacked":
        return 0.0
    values = [s.values[i] for s in numbers.series for i in s.labelled]
    width = max((labels.width(numbers.shown(v), VALUE) for v in values if v is not None), default=0) * 1.04 + 2
    many = len(numbers.series)
    return width * (many + plot.gap) / (1 + plot.gap / 2) if numbers.type == "column" and many > 1 else width
