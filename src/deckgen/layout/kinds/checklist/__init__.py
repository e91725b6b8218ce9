"""Things to tick."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from deckgen.layout.page import Page
from deckgen.layout.rows import MANY, Row, rows
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Point
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect, Stroke

Variant = Literal["list", "columns"]
#: The box to tick: its side, the radius of its corners, the width of its line.
TICK, RADIUS, LINE = 40.0, 6.0, 3.0


class Item(Named):
    """One thing to check, and what it means in a few words."""

    text: Text | None = None


class Checklist(Built):
    """Three to eight things to tick, on the slide and with a pen on the handout.

    `variant` says how they stand: one beneath the other in a `list`, or in two `columns`. Without it, more than four
    stand in columns.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    exhibit: ClassVar[Literal["figure", "listing", ""]] = ""
    variants: ClassVar[tuple[str, ...]] = get_args(Variant)
    title: Text
    variant: Variant | None = None
    items: Annotated[tuple[Item, ...], Many(3, 8)]
    takeaway: Text | None = None

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(i.name, i.text) for i in self.items)

    def look(self) -> str:
        return self.variant or ("columns" if len(self.items) > MANY else "list")

    def draw(self, page: Page) -> None:
        page.title()

        def tick(n: int, at: Rect, row: Rect) -> tuple[Box, ...]:
            place = Rect(at.x + LINE / 2, at.y + (at.h - TICK) / 2, TICK, TICK)
            edge = Stroke("accent", LINE)
            return (
                Box(page.word("tick"), place, None, "rounded", RADIUS, None, edge, decorative=True, key=f"tick-{n}"),
            )

        columns = 2 if self.look() == "columns" else 1
        listing = [Row(item.name, item.text) for item in self.items]
        rows(page, listing, page.body_above(self.takeaway), tick, self.build, columns)
        page.trait(page.word("checklist-layout", n=len(self.items)))
        page.takeaway(self.takeaway, self.build)
