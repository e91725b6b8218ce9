"""The plot of a chart: the rectangle that its labels leave, and the axis that it is drawn against. Lengths in
points."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor, log10
from typing import NamedTuple

from deckgen.layout.page import Page
from deckgen.layout.typeset import LINE, Setting, block
from deckgen.scene import ChartType, Rect, Run, Series

#: Space between bars as a share of a bar's width: of one series, and of several.
GAP, GAP_OF_MANY = 0.6, 0.5
#: Between a label and what it belongs to.
AIR = 6.0
#: How much wider than measured a chart's label may be, which PowerPoint lays out by rules of its own.
NATIVE = 1.08
#: Diameter of a point on a line.
POINT = 9.0
VALUE, LABEL = "chart-value", "chart-label"
#: The lines of a name of which a word does not fit.
UNFIT = 99


class Numbers(NamedTuple):
    """What a chart shows. A category "" is a gap; `shown` writes a value as its labels do, `format` says so to
    spreadsheets."""

    type: ChartType
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    format: str
    shown: Callable[[float], str]

    @property
    def values(self) -> list[float]:
        """All values of all series."""
        return [v for s in self.series for v in s.values if v is not None]

    def ending(self, s: Series) -> str:
        """What stands behind a line's last point: the series' name and its last value."""
        return f"{s.name} {self.shown(next(v for v in reversed(s.values) if v is not None))}"


class Plot(NamedTuple):
    """The rectangle between the axes, the value at the end of the axis, the step of its grid lines (None: no axis),
    the width of the names beside bars, and the space between bars as a share of a bar."""

    rect: Rect
    top: float
    unit: float | None = None
    names: float = 0.0
    gap: float = GAP


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

    def lines(self, text: str, width: float) -> int:
        """How many lines a category's name takes; `UNFIT` where a word is wider than a line."""
        if max((self.width(w, LABEL) for w in text.split()), default=0) > width:
            return UNFIT
        style = self.page.theme.styles[LABEL]
        setting = Setting((Run(text, style.font, style.bold, style.colour),), (self.size(LABEL),))
        return len(block((setting,), self.page.fonts, Rect(0, 0, width, 1000)).lines)

    def foot(self, categories: tuple[str, ...], slot: float) -> float:
        """The height that categories need beneath the axis: one line, or two if any has two."""
        lines = max(self.lines(c, slot / NATIVE - AIR) for c in categories)
        return min(lines, 2) * LINE * self.size(LABEL) + AIR + 2


def plot(labels: Labels, rect: Rect, numbers: Numbers) -> Plot:
    """The plot that the labels leave of a rectangle."""
    gap = GAP if len(numbers.series) == 1 or numbers.type == "stacked" else GAP_OF_MANY
    return _PLOTS[numbers.type](labels, rect, numbers)._replace(gap=gap)


def _columns(labels: Labels, rect: Rect, numbers: Numbers) -> Plot:
    over = LINE * labels.size(VALUE) + AIR
    foot = labels.foot(numbers.categories, rect.w / len(numbers.categories))
    return Plot(rect.inset(0, over, 0, foot), max(numbers.values) or 1.0)


def _stacked(labels: Labels, rect: Rect, numbers: Numbers) -> Plot:
    count = len(numbers.categories)
    top = max(sum(s.values[i] or 0 for s in numbers.series) for i in range(count)) or 1.0
    return Plot(rect.inset(0, 0.0, 0, labels.foot(numbers.categories, rect.w / count)), top)


def _lines(labels: Labels, rect: Rect, numbers: Numbers) -> Plot:
    count, series = len(numbers.categories), numbers.series
    step = nice(max(numbers.values) or 1.0)
    top = ceil((max(numbers.values) or 1.0) / step - 1e-9) * step
    unit = step if not all(s.labelled for s in series) or len(series) > 2 else None
    ends = [labels.width(numbers.ending(s), VALUE) + AIR for s in series if s.ending]
    left = max(labels.width(numbers.shown(k * step), LABEL) for k in range(5)) + AIR if unit else 0.0
    # behind the last point half a category is free already
    right = max(0.0, (max(ends, default=0.0) + POINT - rect.w / count / 2) * 1.1)
    foot = labels.foot(numbers.categories, (rect.w - left - right) / count)
    return Plot(rect.inset(left, LINE * labels.size(VALUE) + AIR, right, foot), top, unit)


def _bars(labels: Labels, rect: Rect, numbers: Numbers) -> Plot:
    wider = labels.page.fonts.language.fallback.wider
    names = min(max(labels.width(c, LABEL) for c in numbers.categories) * wider + 2 * AIR, 0.42 * rect.w)
    ends = max(labels.width(numbers.shown(v), VALUE) for v in numbers.values) * wider + 2 * AIR
    return Plot(rect.inset(names, 0, ends, 0), max(numbers.values) or 1.0, names=names)


def _ring(labels: Labels, rect: Rect, numbers: Numbers) -> Plot:
    side = min(rect.w, rect.h)
    square = Rect(rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side)
    return Plot(square, max(numbers.values) or 1.0)


_PLOTS: dict[ChartType, Callable[[Labels, Rect, Numbers], Plot]] = {
    "column": _columns,
    "stacked": _stacked,
    "line": _lines,
    "bar": _bars,
    "doughnut": _ring,
}


def room(labels: Labels, rect: Rect, numbers: Numbers, plot: Plot) -> int:
    """How many categories keep their labels to their own place; at least all there are, if all do."""
    if numbers.type == "doughnut":
        return len(numbers.categories)
    if numbers.type == "bar":
        return _room_beside(labels, rect, numbers, plot)
    names = numbers.categories
    widest = max((labels.width(w, LABEL) for c in names for w in c.split()), default=0) * NATIVE + AIR
    most = min(len(names), floor(plot.rect.w / max(widest, _value_width(labels, numbers, plot))))
    widths = ((n, plot.rect.w / n / NATIVE - AIR) for n in range(most, 0, -1))
    return next((n for n, width in widths if all(labels.lines(c, width) <= 2 for c in names)), 0)


def _room_beside(labels: Labels, rect: Rect, numbers: Numbers, plot: Plot) -> int:
    """How many categories have room one beneath the other, with their names beside their bars."""
    count, series = len(numbers.categories), len(numbers.series)
    height = max(labels.lines(c, plot.names - 2 * AIR) for c in numbers.categories) * LINE * labels.size(LABEL) + 2
    height = max(height, series * LINE * labels.size(VALUE) * (1 + plot.gap / series))
    return count if height * count <= rect.h else floor(rect.h / max(height, 1))


def _value_width(labels: Labels, numbers: Numbers, plot: Plot) -> float:
    """The width of a category that its values ask for."""
    if numbers.type == "stacked":
        return 0.0
    values = [s.values[i] for s in numbers.series for i in s.labelled]
    width = max((labels.width(numbers.shown(v), VALUE) for v in values if v is not None), default=0) * 1.04 + 2
    many = len(numbers.series)
    return width * (many + plot.gap) / (1 + plot.gap / 2) if numbers.type == "column" and many > 1 else width
