"""Charts, measured: where PowerPoint is told to draw them, and the same drawn for paper.

The plot's rectangle and the width of its bars are said to PowerPoint in numbers, so both drawings agree; only the ends
of its axis follow the numbers there, for presenters change them. A chart takes the largest labels at which each keeps
to its own place; lengths in points.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.diagnostics import Span
from deckgen.layout.chart_drawing import ChartDrawing, Fit
from deckgen.layout.page import Page
from deckgen.layout.plots import LABEL, VALUE, Labels, Numbers, plot
from deckgen.layout.plots import room as fitting_in
from deckgen.layout.sequences import every_so_many, is_sequence
from deckgen.scene import Chart, Rect

#: Most points whose values stand beside a line; with more there is an axis.
MOST_VALUES = 14


class TooMany(Exception):
    """Labels that do not fit even in the smallest size; `room` is how many would."""

    def __init__(self, room: int) -> None:
        super().__init__(room)
        self.room = room


def chart(page: Page, name: str, rect: Rect, numbers: Numbers, alt: str, span: Span | None) -> Chart:
    """A chart in a rectangle, in the largest labels that fit; with an axis where values cannot stand beside what they
    measure, and with fewer names at the axis of a line. Raises TooMany where not even that fits."""
    fit = _fit(page, rect, numbers)
    drawing = ChartDrawing(rect, fit)
    items = tuple(drawing.draw())
    if drawing.untold:
        return chart(page, name, rect, numbers.unlabelled, alt, span)
    area, labels, step = fit.plot, fit.labels, fit.plot.unit
    sizes = (labels.size(VALUE), labels.size(LABEL))
    code = numbers.shown.code
    return Chart(
        name, rect, numbers.type, numbers.categories, drawing.series, code, area.rect, area.top, step,
        area.gap, sizes, items, alt, span, bottom=area.bottom, every=area.every,
        axis_format=numbers.shown.free if step else code,
    )  # fmt: skip


def _fit(page: Page, rect: Rect, numbers: Numbers) -> Fit:
    """The first way to label a chart that fits. Raises TooMany."""
    rungs = range(len(page.theme.styles[VALUE].sizes))
    room = None
    for asked, every in _ways(numbers):
        for rung in rungs:
            labels = Labels(page, rung)
            area = plot(labels, rect, asked, every)
            fitting = fitting_in(labels, rect, asked, area)
            if fitting >= len(numbers.categories):
                return Fit(labels, asked, area)
        room = fitting if room is None else max(room, fitting)
    raise TooMany(room or 0)


def _ways(numbers: Numbers) -> Iterator[tuple[Numbers, int]]:
    """The ways to label a chart, the fullest first: its numbers, and of how many categories one has its name."""
    yield numbers, 1
    if numbers.type == "bar":
        return
    plain = numbers.unlabelled
    if plain != numbers:
        yield plain, 1
    if numbers.type == "line" and is_sequence(numbers.categories):
        for every in every_so_many(numbers.categories):
            if every < len(numbers.categories):
                yield plain, every
