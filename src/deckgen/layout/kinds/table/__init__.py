"""Rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, get_args

from deckgen.layout.page import GAP, Page
from deckgen.layout.table import natural_widths, table
from deckgen.layout.typeset import Setting
from deckgen.messages import count, say
from deckgen.reading.model import Many, Within, Wrong
from deckgen.reading.slide import Point, Slide
from deckgen.reading.values import Text
from deckgen.scene import Rect, Stroke
from deckgen.scene import Table as Drawn

Variant = Literal["plain", "big"]
#: What cells keep free at their sides.
BESIDE = 12.0
#: A figure has a digit, and at most so many letters.
DIGIT, LONGEST = re.compile("[0-9]"), 9
#: The styles of a table's parts, by variant: head, names of rows, cells, figures.
STYLES = {
    "plain": ("table-head", "table-row-head", "table-cell", "table-cell"),
    "big": ("table-head", "big-row-head", "big-cell", "table-figure"),
}


class Table(Slide):
    """A table with a header row; the first column names the rows. Six rows and four columns read well from the last
    row; rows that do not fit are an error that says how many would.

    `widths` are relative; without them columns are as wide as their words ask for. `mark` are the numbers of rows that
    the title speaks of. The `big` variant shows the column of figures large: a number is what each row says.
    """

    layout: ClassVar[str] = "title-only"
    variants: ClassVar[tuple[str, ...]] = get_args(Variant)
    title: Text
    variant: Variant | None = None
    columns: Annotated[tuple[Text, ...], Many(2, 6)]
    rows: Annotated[tuple[tuple[Text, ...], ...], Many(1, 12)]
    widths: tuple[Annotated[float, Within(0, 1000)], ...] | None = None
    mark: Annotated[tuple[Annotated[int, Within(1, 12)], ...], Many(0, 12)] = ()
    note: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        for n, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                yield Wrong(
                    say(
                        "table.uneven-row",
                        row=n,
                        cells=count(len(row), "cell"),
                        columns=count(len(self.columns), "column"),
                    ),
                    row[0].span if row else None,
                    say("table:give-every-row-one-cell"),
                )
        if self.widths is not None and (len(self.widths) != len(self.columns) or min(self.widths) < 0.1):
            yield Wrong(
                say("table.widths", number=len(self.columns)),
                None,
                say("table:write-for-example-1-2"),
                "widths",
            )
        if any(n > len(self.rows) for n in self.mark):
            there = count(len(self.rows), "row")
            yield Wrong(say("table.mark", row=max(self.mark), rows=there), None, say("table:count-from-1"), "mark")
        if self.variant == "big" and self._figures() is None:
            hint = say("table:give-one-column-a-number", most=LONGEST)
            yield Wrong(say("table.no-figures"), None, hint, "variant")

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(row[0], row[1]) for row in self.rows)

    def commands(self) -> tuple[str, ...]:
        """Cells that are code as a whole, after the program that heads their column: `kubectl …`."""
        heads = [_raw(c).strip("`") for c in self.columns]
        programs = [h.removesuffix("…") if re.fullmatch(r"[a-z][\w.-]* …", h) else "" for h in heads]
        cells = ((_raw(cell), program) for row in self.rows for cell, program in zip(row, programs, strict=False))
        return tuple(dict.fromkeys(program + raw.strip("`") for raw, program in cells if re.fullmatch("`[^`]+`", raw)))

    def _figures(self) -> int | None:
        """The first column behind the names whose cells are figures, from 0; None where there is none."""
        for n in range(1, len(self.columns)):
            cells = [raw for row in self.rows for raw, _ in row[n].by_language.values()]
            if all(DIGIT.search(raw) and len(raw) <= LONGEST for raw in cells):
                return n
        return None

    def look(self) -> str:
        return self.variant or "plain"

    def other_variants(self) -> tuple[str, ...]:
        return super().other_variants() if self._figures() is not None else ()

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body
        note = page.settings(self.note, "table-note")
        if note:
            needed = page.safe_height(note, area.w, (0, 0, 0, 0), 0)
            area = area._replace(h=area.h - needed - GAP)
        cells = self._cells(page)
        item = table(
            page,
            page.word("table"),
            area,
            cells,
            self.widths or natural_widths(page, cells, area.w, BESIDE),
            beside=BESIDE,
            rule=Stroke("line", 1.0),
            head_rule=Stroke("text", 1.5),
            fills=dict.fromkeys(self.mark, "soft"),
            alt=page.placed.title.plain + ": " + ", ".join(page.prose(c).plain for c in self.columns),
            span=self.rows[0][0].span,
        )
        item = self._fitting(page, item, area)
        page.offer("table", page.body)
        page.add(item._replace(placeholder="table"))
        page.trait(page.word("table"))
        if note and self.note:
            at = Rect(area.x, item.rect.bottom + GAP / 2, area.w, page.body.bottom - item.rect.bottom - GAP / 2)
            page.add(page.box(page.word("note"), at, note, span=self.note.span, role="note"))

    def _cells(self, page: Page) -> list[list[tuple[Setting, ...]]]:
        """The text of each cell, the head's first."""
        head, name, cell, figure = STYLES[self.variant or "plain"]
        figures = self._figures() if self.variant == "big" else None
        out = [[page.settings(c, head) for c in self.columns]]
        for n, row in enumerate(self.rows, 1):
            on = "soft" if n in self.mark else None
            styles = [name if i == 0 else figure if i == figures else cell for i in range(len(row))]
            out.append([page.settings(text, style, background=on) for text, style in zip(row, styles, strict=True)])
        return out

    def _fitting(self, page: Page, item: Drawn, area: Rect) -> Drawn:
        """The table, or as many of its rows as fit: how many those are is told."""
        room, bottom = 0, 0.0
        for height in item.heights:
            if bottom + height > area.h + 0.5:
                break
            room, bottom = room + 1, bottom + height
        if room == len(item.heights):
            return item
        size = item.rows[-1][-1].text.paragraphs[0].size
        rows = max(room - 1, 1)
        page.too_many(
            "row",
            len(self.rows),
            rows,
            self.rows[min(rows, len(self.rows) - 1)][0].span,
            say("table:use-shorter-words-or-make"),
            say("table:at-pt", size=size),
        )
        kept = slice(None, max(room, 2))
        at = item.rect._replace(h=sum(item.heights[kept]))
        return item._replace(rect=at, rows=item.rows[kept], heights=item.heights[kept])


def _raw(text: Text) -> str:
    """A text as it was written, in the first of its languages."""
    return next(iter(text.by_language.values()))[0].strip()
