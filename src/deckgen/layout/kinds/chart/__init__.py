"""Numbers as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Annotated, ClassVar, Literal, NamedTuple

from deckgen.diagnostics import Span as Place
from deckgen.diagnostics import error, suggest, warning
from deckgen.layout.charts import MOST_VALUES, TooMany, chart
from deckgen.layout.kinds.chart.breaks import break_marks
from deckgen.layout.kinds.chart.legends import LEGEND, legend
from deckgen.layout.numerals import MOST, Numeral, alike, exact, numeral
from deckgen.layout.page import Page, group
from deckgen.layout.plots import AIR, HOLE, Numbers
from deckgen.layout.sequences import is_sequence
from deckgen.layout.typeset import Setting
from deckgen.messages import Message, count, listing, say
from deckgen.reading.datasheet import DataSource
from deckgen.reading.entries import Unit
from deckgen.reading.model import DATA, Many, Model, Within, Wrong
from deckgen.reading.slide import Slide
from deckgen.reading.values import Text
from deckgen.scene import Box, Item, Rect, Run, Series

#: Roles of series, and of a doughnut's slices, in their order. White reads on all of them but the last.
COLOURS = ("accent", "calm", "muted", "strong")
SLICES = (*COLOURS, "line")
#: The slices beside a highlighted one.
QUIET = ("muted", "calm", "strong", "line")
#: Heights of the base's line and of two, of what is left above it, and of a key over the plot.
BASES, ABOVE, KEY = (26.0, 46.0), 8.0, 36.0
#: Numbers of a series at most: the days of a year, some of two.
MOST_POINTS = 400
#: A doughnut's diameter at most, the gap to its list, and the height of a line there.
RING, BESIDE, ROW = 340.0, 56.0, 54.0


#: A series as read: its name, and its numbers in the order of the categories.
NamedRow = tuple[str, tuple[float | None, ...]]


class _Read(NamedTuple):
    """What a chart shows: its categories with their places, its series, and the unit that their file says of each."""

    names: list[str]
    places: list[Place | None]
    rows: list[NamedRow]
    units: Sequence[Unit]


class Row(Model):
    """A series: its name and a number for each category; an empty place (`null`) is a gap."""

    name: Text
    values: Annotated[tuple[Annotated[float, DATA] | None, ...], Many(1, MOST_POINTS)]


class Break(Model):
    """Where a line breaks, because what was asked changed: the category that begins anew, and why."""

    before: str
    note: Text | None = None


class Chart(Slide):
    """Numbers as a picture: columns, bars, lines, stacked columns or a doughnut, with values beside what they measure.

    `base` says what was counted (how many, when, whom): a chart without it cannot be believed. The numbers stand
    under `categories` with `values` (one series) or `series` (up to four), or in a CSV or Excel file that `data` names.
    `highlight` names the category, or among several the series, that the title speaks of. `breaks` breaks a line
    where a survey's question changed. `unit` stands behind every number; `middle` in a doughnut.

    A line of many points has every second, fifth or twelfth name at its axis, and where values have no room beside
    what they measure, an axis tells them.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    type: Literal["column", "bar", "line", "stacked", "doughnut"]
    base: Text
    categories: Annotated[tuple[Text, ...], Many(0, MOST_POINTS)] = ()
    values: Annotated[tuple[Annotated[float, DATA] | None, ...], Many(0, MOST_POINTS)] = ()
    series: Annotated[tuple[Row, ...], Many(0, 4)] = ()
    data: DataSource | None = None
    unit: Text | None = None
    decimals: Annotated[int, Within(0, 3)] | None = None
    highlight: str | None = None
    breaks: Annotated[tuple[Break, ...], Many(0, 3)] = ()
    middle: Text | None = None
    takeaway: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        if sum(bool(v) for v in (self.data, self.series, self.values)) != 1:
            yield Wrong(
                say("chart.numbers-once"),
                None,
                say("chart:categories-with-values-is-the"),
            )
        if self.data and self.categories:
            yield Wrong(
                say("chart.categories-in-file"),
                self.categories[0].span,
                say("chart:delete-categories-or-write-the"),
            )
        for row in self.series or ((self,) if self.values else ()):
            if len(row.values) != len(self.categories):
                message = say(
                    "chart.lengths", numbers=count(len(row.values), "number"), categories=len(self.categories)
                )
                yield Wrong(
                    message,
                    row.name.span if isinstance(row, Row) else None,
                    say("chart:write-one-number-for-each"),
                )
        if self.breaks and self.type != "line":
            yield Wrong(say("chart.breaks"), None, say("chart:leave-them-out-or-make"))
        if self.middle and self.type != "doughnut":
            yield Wrong(say("chart.middle"), self.middle.span, say("chart:say-it-in-the-title"))

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        read = self._read(page)
        if read is None:
            return
        numbers = self._numbers(page, read)
        words = page.settings(f"{page.word('base')}: {page.prose(self.base).plain}", "chart-label")
        alone = page.set(words, Rect(0, 0, area.w, BASES[0]))
        height = BASES[bool(alone.overflow or not alone.roomy)]
        plot = Rect(area.x, area.y, area.w, area.h - height - ABOVE)
        try:
            items = list(
                self._ring(page, plot, numbers) if self.type == "doughnut" else self._plain(page, plot, numbers)
            )
        except TooMany as e:
            self._tell_too_many(page, read, e.room)
            return
        page.add(group(page.placed.title.plain, items))
        page.add(
            page.box(
                page.word("base"),
                Rect(area.x, area.bottom - height, area.w, height),
                words,
                anchor="bottom",
                span=self.base.span,
            )
        )
        page.takeaway(self.takeaway)

    @property
    def _place(self) -> Place | None:
        return self.data.file.span if self.data else self.categories[0].span

    def _tell_too_many(self, page: Page, read: _Read, room: int) -> None:
        """Tells that the names of the categories do not fit, and what to do."""
        names = [name for name in read.names if name]
        if self.type == "bar":
            hint = say("chart:show-fewer-or-use-shorter")
        elif is_sequence(names):
            hint = say("chart:make-it-a-line-which")
        else:
            hint = say("chart:show-fewer-or-use-shorter-names-a")
        message = say("chart.too-many-categories", number=len(names), room=room)
        if not room:
            longest = max((word for name in names for word in name.split()), key=len)
            message = say("chart.long-category", word=longest)
        page.findings.append(error(message, self._place, hint))

    # numbers

    def _read(self, page: Page) -> _Read | None:
        """What is to be shown; None where it does not go together."""
        if self.data:
            sheet = page.data_tables[self.data.key]
            columns = enumerate(sheet.columns)
            rows = [(column, tuple(row[i] for _, row in sheet.rows)) for i, column in columns]
            read = _Read([name for name, _ in sheet.rows], list(sheet.places), rows, sheet.units)
        else:
            names = [page.prose(c).plain for c in self.categories]
            rows = [(page.prose(s.name).plain, s.values) for s in self.series]
            rows = rows or [(page.placed.title.plain, self.values)]
            read = _Read(names, [c.span for c in self.categories], rows, ())
        problem = self._problem(read)
        if problem:
            message, place, hint = problem
            page.findings.append(error(message, place or self._place, hint))
            return None
        return self._gapped(page, read)

    def _problem(self, read: _Read) -> tuple[Message, Place | None, Message] | None:
        """What a chart of this type cannot show: a message, its place and a hint."""
        names, places, rows, units = read
        most = 1 if self.type == "doughnut" else len(COLOURS)
        fewer = say("chart:join-the-smaller-ones-or")
        if len(rows) > most:
            return say("chart.too-many-series", type=self.type, most=most, number=len(rows)), None, fewer
        if self.type == "doughnut" and len(names) > len(SLICES):
            return say("chart.too-many-slices", most=len(SLICES), number=len(names)), None, fewer
        if len(names) > MOST_POINTS:
            hint = say("chart:leave-out-what-the-chart")
            return say("chart.too-many-points", most=MOST_POINTS, number=len(names)), None, hint
        for name, values in rows:
            if all(v is None for v in values):
                return say("chart.empty-series", name=name), None, say("chart:leave-it-out-or-write")
        if len(set(units)) > 1 and (not self.unit or len(set(filter(any, units))) > 1):
            said = {
                unit: say("chart:is-in", name=name, unit="".join(unit) or say("chart:no-unit"))
                for unit, (name, _) in zip(units, rows, strict=True)
            }
            first, *others = said.values()
            each = reduce(lambda words, word: say("chart:and", first=words, second=word), others, first)
            hint = say("chart:leave-a-column-out-or")
            return say("chart.units", each=each), None, hint
        if self.type == "doughnut":
            ((_, values),) = rows
            for place, v in zip(places, values, strict=True):
                if v is not None and v < 0:
                    hint = say("chart:make-it-a-column-or")
                    return say("chart.below-zero", number=exact(v)), place, hint
            if not any(values):
                hint = say("chart:make-it-a-column-or-a-bar")
                return say("chart.zeros"), places[0], hint
        return None

    def _gapped(self, page: Page, read: _Read) -> _Read | None:
        """The same with an empty category where a line breaks."""
        names, places, rows, units = read
        for b in self.breaks:
            if b.before not in names[1:]:
                hint = suggest(b.before, names, say("hint:there-is", names=listing(names)))
                page.findings.append(error(say("chart.unknown-category", name=b.before), self._place, hint))
                return None
            i = names.index(b.before, 1)
            names, places = [*names[:i], "", *names[i:]], [*places[:i], None, *places[i:]]
            rows = [(name, (*values[:i], None, *values[i:])) for name, values in rows]
        return _Read(names, places, rows, units)

    def _numbers(self, page: Page, read: _Read) -> Numbers:
        names, _, rows, _ = read
        among = names if len(rows) == 1 else [name for name, _ in rows]
        if self.highlight is not None and self.highlight not in among:
            hint = suggest(self.highlight, among, say("hint:there-is", names=listing(among)))
            page.findings.append(error(say("chart.unknown-highlight", name=self.highlight), self._place, hint))
        colours = list(COLOURS)
        if len(rows) > 1 and self.highlight in among:
            at = among.index(self.highlight)
            colours = [*COLOURS[1:][:at], "accent", *COLOURS[1:][at:]]
        series = tuple(self._series(names, rows, i, colours[i]) for i in range(len(rows)))
        return Numbers(self.type, tuple(names), series, self._numeral(page, read))

    def _numeral(self, page: Page, read: _Read) -> Numeral:
        """How the numbers are written; where that does not tell them apart, it is told."""
        values = [v for _, row in read.rows for v in row if v is not None]
        before, behind = ("", page.prose(self.unit).plain) if self.unit else [*read.units, Unit()][0]
        shown = numeral(values, before, behind, self.decimals)
        same = alike(values, shown)
        if same:
            a, b = (f"{v:.12g}" for v in same)
            message = say("chart.written-alike", first=a, second=b, text=shown(same[0]))
            hint = say("chart:leave-decimals-out-numbers-have", decimals=self.decimals)
            if self.decimals is None:
                hint = say("chart:write-them-in-a-smaller", most=MOST)
            page.findings.append((error if self.decimals is None else warning)(message, self._place, hint))
        return shown

    def _series(self, names: list[str], rows: list[NamedRow], i: int, colour: str) -> Series:
        (name, values), alone = rows[i], len(rows) == 1
        there = [n for n, v in enumerate(values) if v is not None]
        if self.type == "doughnut":
            others = iter(SLICES if self.highlight is None else QUIET)
            return Series(
                name,
                values,
                "accent",
                points=tuple((n, "accent" if c == self.highlight else next(others)) for n, c in enumerate(names)),
                labelled=tuple(range(len(names))),
            )
        points = tuple((n, "accent") for n, c in enumerate(names) if c == self.highlight) if alone else ()
        if points:
            colour = "muted"
        if self.type == "line":
            few = len(rows) <= 2 and sum(v is not None for _, row in rows for v in row) <= MOST_VALUES
            below = not alone and (values[there[-1]] or 0) < max(row[there[-1]] or 0 for _, row in rows)
            labelled = tuple(there) if few else ()
            return Series(name, values, colour, colour, points, labelled, not alone, below)
        if self.type == "stacked":  # no stretch stands for a zero
            there = [n for n in there if values[n]]
        return Series(name, values, colour, "paper" if self.type == "stacked" else "text", points, tuple(there))

    def _alt(self, page: Page, numbers: Numbers) -> str:
        parts = []
        for s in numbers.series:
            pairs = ", ".join(
                f"{c} {numbers.shown(v)}" for c, v in zip(numbers.categories, s.values, strict=True) if v is not None
            )
            parts.append(pairs if len(numbers.series) == 1 else f"{s.name}: {pairs}")
        return f"{page.placed.title.plain}: " + "; ".join(parts)

    # drawing

    def _plain(self, page: Page, area: Rect, numbers: Numbers) -> Iterator[Item]:
        key_place = None
        if len(numbers.series) > 1 and self.type != "line":
            runs = [
                r
                for s in numbers.series
                for r in (Run("■ ", "text", False, s.colour), Run(f"{s.name}      ", "text", False, "text"))
            ]
            key = (Setting(tuple(runs), page.theme.styles["chart-label"].sizes),)
            box = page.box(page.word("chart-key"), Rect(area.x, area.y, area.w, 28), key, span=self._place)
            yield box._replace(on_paper=True)
            names = [s.name for s in numbers.series]
            key_place = legend(page, "chart-label", names, Rect(area.x, area.y - 2, area.w, LEGEND))
            area = area.inset(0, KEY, 0, 0)
        drawing = chart(page, page.word("chart"), area, numbers, self._alt(page, numbers), self._place)
        yield drawing._replace(legend=key_place)
        for b in self.breaks:
            yield from break_marks(page, drawing, b.note, numbers.categories.index(b.before, 1) - 1)

    def _ring(self, page: Page, area: Rect, numbers: Numbers) -> Iterator[Item]:
        """A doughnut, and beside it its categories with their shares, in the order of the slices: in PowerPoint a
        legend, where each slice has room for its share."""
        side = min(area.h, RING)
        rect = Rect(area.x, area.y + (area.h - side) / 2, side, side)
        drawing = chart(page, page.word("chart"), rect, numbers, self._alt(page, numbers), self._place)
        native = bool(drawing.series[0].labelled)
        if native:
            height = ROW * len(numbers.categories)
            at = Rect(rect.right + BESIDE, rect.y + (side - height) / 2, area.right - rect.right - BESIDE, height)
            drawing = drawing._replace(legend=legend(page, "point", numbers.categories, at, beside=True))
        yield drawing
        if self.middle:
            w, h = side * HOLE * 0.86, side * HOLE * 0.5
            at = Rect(rect.x + (side - w) / 2, rect.y + (side - h) / 2, w, h)
            words = page.settings(self.middle, "chart-middle", align="center")
            yield page.box(page.prose(self.middle).plain, at, words, anchor="middle", span=self.middle.span)
        for box in self._shares(page, area, rect, numbers):
            yield box._replace(on_paper=native)

    def _shares(self, page: Page, area: Rect, ring: Rect, numbers: Numbers) -> Iterator[Box]:
        """The categories of a doughnut with their shares, a line each."""
        (s,) = numbers.series
        colours = dict(s.points)
        shown = [(c, "–" if v is None else numbers.shown(v)) for c, v in zip(numbers.categories, s.values, strict=True)]
        x, y = ring.right + BESIDE, ring.y + (ring.h - ROW * len(shown)) / 2
        width = max(page.width(page.settings(v, "side-title")) for _, v in shown) * 1.2 + AIR
        for n, (name, value) in enumerate(shown):
            at = Rect(x, y + n * ROW, area.right - x, ROW)
            figure = page.settings(value, "side-title", colour="accent" if name == self.highlight else None)
            yield Box(
                page.word("decoration"),
                Rect(at.x, at.y + ROW / 2 - 7, 14, 14),
                None,
                "rounded",
                4,
                colours[n],
                decorative=True,
            )
            yield page.box(value, Rect(at.x + 28, at.y, width, ROW), figure, anchor="middle", span=self._place)
            yield page.box(
                name, at.inset(38 + width, 0, 0, 0), page.settings(name, "point"), anchor="middle", span=self._place
            )
