"""Rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from deckgen.diagnostics import count
from deckgen.layout.page import Page
from deckgen.layout.table import table
from deckgen.reading.model import Many, Within, Wrong
from deckgen.reading.slide import Point, Slide
from deckgen.reading.values import Text
from deckgen.scene import Rect, Stroke


class Table(Slide):
    """A table with a header row; the first column names the rows. Six rows and four columns read well from the last
    row.

    `widths` are relative; without them the first column is a little narrower than its share.
    """

    layout: ClassVar[str] = "title-only"
    title: Text
    columns: Annotated[tuple[Text, ...], Many(2, 6)]
    rows: Annotated[tuple[tuple[Text, ...], ...], Many(1, 12)]
    widths: tuple[Annotated[float, Within(0, 1000)], ...] | None = None
    note: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        for n, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                yield Wrong(
                    f"row {n} has {count(len(row), 'cell')}, but there are {count(len(self.columns), 'column')}",
                    row[0].span if row else None,
                    "give every row one cell for each column; a text with a comma needs quotes",
                )
        if self.widths is not None and (len(self.widths) != len(self.columns) or min(self.widths) < 0.1):
            yield Wrong(
                f"`widths` must be {len(self.columns)} numbers of at least 0.1, one for each column",
                None,
                "write for example `[1, 2, 2]`, or leave it out",
                "widths",
            )

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(row[0], row[1]) for row in self.rows)

    def commands(self) -> tuple[str, ...]:
        """Cells that are code as a whole."""
        raws = (next(iter(cell.by_language.values()))[0].strip() for row in self.rows for cell in row)
        return tuple(dict.fromkeys(raw.strip("`") for raw in raws if re.fullmatch("`[^`]+`", raw)))

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(None)
        if self.note:
            area = Rect(area.x, area.y, area.w, area.h - 26)
        head = [page.settings(c, "table-head") for c in self.columns]
        rows = [
            [page.settings(cell, "table-row-head" if i == 0 else "table-cell") for i, cell in enumerate(row)]
            for row in self.rows
        ]
        widths = self.widths or (0.8, *([1.0] * (len(self.columns) - 1)))
        item = table(
            page,
            page.word("table"),
            area,
            [head, *rows],
            widths,
            padding=(12.0, 8.0),
            rule=Stroke("line", 1.0),
            head_rule=Stroke("text", 1.5),
            fills={},
            alt=page.placed.title.plain + ": " + ", ".join(page.prose(c).plain for c in self.columns),
            span=self.rows[0][0].span,
        )
        page.offer("table", page.body)
        page.add(item._replace(placeholder="table"))
        page.trait(page.word("table"))
        if self.note:
            page.add(
                page.box(
                    page.word("note"),
                    Rect(area.x, item.rect.bottom + 8, area.w, 20),
                    page.settings(self.note, "caption"),
                    span=self.note.span,
                    role="note",
                )
            )
