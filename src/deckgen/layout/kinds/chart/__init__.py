"""Numbers as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from deckgen.diagnostics import Span as Place
from deckgen.diagnostics import count, error, listing, suggest, warning
from deckgen.layout.charts import HOLE, MOST_VALUES, TooMany, chart
from deckgen.layout.page import Page, group
from deckgen.layout.plots import AIR, Numbers
from deckgen.layout.typeset import Setting
from deckgen.reading.model import DATA, Many, Model, Within, Wrong
from deckgen.reading.slide import Slide
from deckgen.reading.values import DataPath, Text
from deckgen.scene import Box, Freeform, Item, Rect, Run, Series, Stroke
from deckgen.scene import Chart as Picture

#: Roles of series, and of a doughnut's slices, in their order. White reads on all of them but the last.
COLOURS = ("accent", "calm", "muted", "strong")
SLICES = (*COLOURS, "line")
#: The slices beside a highlighted one.
QUIET = ("muted", "calm", "strong", "line")
BASE, KEY = 20.0, 30.0
#: A doughnut's diameter at most, the gap to its list, and the height of a line there.
RING, BESIDE, ROW = 272.0, 64.0, 46.0


#: A series as read: its name, and its numbers in the order of the categories.
NamedRow = tuple[str, tuple[float | None, ...]]


class Row(Model):
    """A series: its name and a number for each category; an empty place (`null`) is a gap."""

    name: Text
    values: Annotated[tuple[Annotated[float, DATA] | None, ...], Many(1, 40)]


class Break(Model):
    """Where a line breaks, because what was asked changed: the category that begins anew, and why."""

    before: str
    note: Text | None = None


class Chart(Slide):
    """Numbers as a picture: columns, bars, lines, stacked columns or a doughnut, with values beside what they measure.

    `base` says what was counted (how many, when, whom): a chart without it cannot be believed. The numbers stand
    under `categories` with `values` (one series) or `series` (up to four), or in a CSV file that `data` names.
    `highlight` names the category, or among several the series, that the title speaks of. `breaks` breaks a line
    where a survey's question changed. `unit` stands behind every number; `middle` in a doughnut.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    type: Literal["column", "bar", "line", "stacked", "doughnut"]
    base: Text
    categories: Annotated[tuple[Text, ...], Many(0, 40)] = ()
    values: Annotated[tuple[Annotated[float, DATA] | None, ...], Many(0, 40)] = ()
    series: Annotated[tuple[Row, ...], Many(0, 4)] = ()
    data: DataPath | None = None
    unit: Text | None = None
    decimals: Annotated[int, Within(0, 3)] | None = None
    highlight: str | None = None
    breaks: Annotated[tuple[Break, ...], Many(0, 3)] = ()
    middle: Text | None = None
    takeaway: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        if sum(bool(v) for v in (self.data, self.series, self.values)) != 1:
            yield Wrong(
                "a chart needs its numbers once: `values`, `series` or `data`",
                None,
                "`categories` with `values` is the shortest",
            )
        if self.data and self.categories:
            yield Wrong(
                "the categories stand in the CSV file already",
                self.categories[0].span,
                "delete `categories`, or write the numbers here",
            )
        for row in self.series or ((self,) if self.values else ()):
            if len(row.values) != len(self.categories):
                message = f"there are {count(len(row.values), 'number')} for {len(self.categories)} categories"
                yield Wrong(
                    message,
                    row.name.span if isinstance(row, Row) else None,
                    "write one number for each; `null` where there is none",
                )
        if self.breaks and self.type != "line":
            yield Wrong("only a line can have `breaks`", None, "leave them out, or make it a line")

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        read = self._read(page)
        if read is None:
            return
        names, rows = read
        numbers = self._numbers(page, names, rows)
        plot = Rect(area.x, area.y, area.w, area.h - BASE - 8)
        try:
            items = list(
                self._ring(page, plot, numbers) if self.type == "doughnut" else self._plain(page, plot, numbers)
            )
        except TooMany as e:
            hint = "show fewer, or use shorter names" + (
                "" if self.type == "bar" else "; a `bar` has more room for names"
            )
            page.findings.append(
                warning(f"{len(names)} categories do not fit beside each other; {e.room} would", self._place, hint)
            )
            return
        page.add(group(page.placed.title.plain, items))
        words = page.settings(f"{page.word('base')}   {page.prose(self.base).plain}", "caption")
        page.add(
            page.box(
                page.word("base"),
                Rect(area.x, area.bottom - BASE, area.w, BASE),
                words,
                anchor="bottom",
                span=self.base.span,
            )
        )
        page.takeaway(self.takeaway)

    @property
    def _place(self) -> Place | None:
        return self.data.span if self.data else self.categories[0].span

    # numbers

    def _read(self, page: Page) -> tuple[list[str], list[NamedRow]] | None:
        """The categories, and each series by its name; None where they do not go together."""
        if self.data:
            sheet = page.data_tables[self.data.path]
            names = [name for name, _ in sheet.rows]
            rows = [(column, tuple(row[i] for _, row in sheet.rows)) for i, column in enumerate(sheet.columns)]
        else:
            names = [page.prose(c).plain for c in self.categories]
            rows = [(page.prose(s.name).plain, s.values) for s in self.series] or [
                (page.placed.title.plain, self.values)
            ]
        most = 1 if self.type == "doughnut" else len(COLOURS)
        problem = None
        if len(rows) > most:
            problem = f"a {self.type} shows {most} series at most, here are {len(rows)}"
        elif self.type == "doughnut" and len(names) > len(SLICES):
            problem = f"a doughnut shows {len(SLICES)} categories at most, here are {len(names)}"
        elif any(v is not None and v < 0 for _, values in rows for v in values):
            problem = "a number under zero cannot be drawn"
        elif any(all(v is None for v in values) for _, values in rows):
            problem = "a series has no number at all"
        if problem:
            page.findings.append(error(problem, self._place, "join the smaller ones, or split them over two slides"))
            return None
        return self._gapped(page, names, rows)

    def _gapped(self, page: Page, names: list[str], rows: list[NamedRow]) -> tuple[list[str], list[NamedRow]] | None:
        """The same with an empty category where a line breaks."""
        for b in self.breaks:
            if b.before not in names[1:]:
                hint = suggest(b.before, names, f"there is {listing(names)}")
                page.findings.append(error(f"there is no category `{b.before}` after the first", self._place, hint))
                return None
            i = names.index(b.before)
            names = [*names[:i], "", *names[i:]]
            rows = [(name, (*values[:i], None, *values[i:])) for name, values in rows]
        return names, rows

    def _numbers(self, page: Page, names: list[str], rows: list[NamedRow]) -> Numbers:
        values = [v for _, row in rows for v in row if v is not None]
        digits = self.decimals
        if digits is None:
            digits = next(d for d in range(4) if d == 3 or all(abs(v - round(v, d)) < 1e-9 for v in values))
        unit = page.prose(self.unit).plain if self.unit else ""
        code = "#,##0" + ("." + "0" * digits if digits else "") + ('"' + unit.replace('"', "") + '"' if unit else "")
        among = names if len(rows) == 1 else [name for name, _ in rows]
        if self.highlight is not None and self.highlight not in among:
            hint = suggest(self.highlight, among, f"there is {listing(among)}")
            page.findings.append(error(f"there is no `{self.highlight}` to highlight", self._place, hint))
        colours = list(COLOURS)
        if len(rows) > 1 and self.highlight in among:
            at = among.index(self.highlight)
            colours = [*COLOURS[1:][:at], "accent", *COLOURS[1:][at:]]
        series = tuple(self._series(names, rows, i, colours[i]) for i in range(len(rows)))
        return Numbers(self.type, tuple(names), series, code, lambda v: f"{v:,.{digits}f}{unit}")

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
            )
        if self.type == "line":
            few = len(rows) <= 2 and sum(v is not None for _, row in rows for v in row) <= MOST_VALUES
            below = not alone and (values[there[-1]] or 0) < max(row[there[-1]] or 0 for _, row in rows)
            return Series(name, values, colour, colour, (), tuple(there) if few else (), not alone, below)
        points = tuple((n, "accent") for n, c in enumerate(names) if c == self.highlight) if alone else ()
        return Series(
            name,
            values,
            "muted" if points else colour,
            "paper" if self.type == "stacked" else "text",
            points,
            tuple(there),
        )

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
        if len(numbers.series) > 1 and self.type != "line":
            runs = [
                r
                for s in numbers.series
                for r in (Run("■ ", "text", False, s.colour), Run(f"{s.name}      ", "text", False, "text"))
            ]
            key = (Setting(tuple(runs), page.theme.styles["chart-label"].sizes),)
            yield page.box(page.word("chart-key"), Rect(area.x, area.y, area.w, 22), key, span=self._place)
            area = area.inset(0, KEY, 0, 0)
        drawing = chart(page, page.word("chart"), area, numbers, self._alt(page, numbers), self._place)
        yield drawing
        for b in self.breaks:
            yield from self._break(page, drawing, b, numbers.categories.index(b.before) - 1)

    def _break(self, page: Page, drawing: Picture, b: Break, i: int) -> Iterator[Item]:
        """Two strokes across the axis and a dashed line up from them, with the reason at its head."""
        p, slot = drawing.plot, drawing.plot.w / len(drawing.categories)
        x, name = p.x + (i + 0.5) * slot, page.word("chart-break")
        yield Box(name, Rect(x - 4, p.bottom - 4, 8, 8), fill="paper", decorative=True)
        strokes = tuple((("M", (dx, 12.0)), ("L", (dx + 6.0, 0.0))) for dx in (0.0, 8.0))
        yield Freeform(
            name,
            Rect(x - 7, p.bottom - 6, 14, 12),
            (14, 12),
            strokes,
            None,
            Stroke("muted", 1.5).rounded(),
            decorative=True,
        )
        top = p.y + (36 if b.note else 0)
        height = p.bottom - 14 - top
        dashes = tuple((("M", (0.5, y)), ("L", (0.5, min(y + 4, height)))) for y in _steps(0.0, height, 8.0))
        yield Freeform(
            name,
            Rect(x - 0.5, top, 1, height),
            (1, height),
            dashes,
            None,
            Stroke("muted", 1.0).rounded(),
            decorative=True,
        )
        if b.note:
            width = slot * 1.7
            words = page.settings(b.note, "chart-label", align="center")
            yield page.box(name, Rect(x - width / 2, top - 50, width, 42), words, anchor="bottom", span=b.note.span)

    def _ring(self, page: Page, area: Rect, numbers: Numbers) -> Iterator[Item]:
        """A doughnut, and beside it its categories with their shares, in the order of the slices."""
        side = min(area.h, RING)
        rect = Rect(area.x, area.y + (area.h - side) / 2, side, side)
        drawing = chart(page, page.word("chart"), rect, numbers, self._alt(page, numbers), self._place)
        yield drawing
        if self.middle:
            w, h = side * HOLE * 0.86, side * HOLE * 0.5
            at = Rect(rect.x + (side - w) / 2, rect.y + (side - h) / 2, w, h)
            words = page.settings(self.middle, "chart-middle", align="center")
            yield page.box(page.prose(self.middle).plain, at, words, anchor="middle", span=self.middle.span)
        (s,) = drawing.series
        colours = dict(s.points)
        shown = [(c, numbers.shown(v or 0)) for c, v in zip(numbers.categories, s.values, strict=True)]
        x, y = rect.right + BESIDE, rect.y + (side - ROW * len(shown)) / 2
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


def _steps(start: float, end: float, step: float) -> Iterator[float]:
    while start < end:
        yield start
        start += step
