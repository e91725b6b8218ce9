"""Things to tick."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.page import Page
from deckgen.layout.typeset import LINE, common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Point
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect, Stroke

#: The box to tick, its distance to the words, and that between columns.
TICK, AWAY, GUTTER = 24.0, 18.0, 48.0
TALLEST = 84.0


class Item(Named):
    """One thing to check, and what it means in a few words."""

    text: Text | None = None


class Checklist(Built):
    """Three to eight things to tick, on the slide and with a pen on the handout; more than four stand in two
    columns."""

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    items: Annotated[tuple[Item, ...], Many(3, 8)]
    takeaway: Text | None = None

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(i.name, i.text) for i in self.items)

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        columns = 1 if len(self.items) < 5 else 2
        rows = -(-len(self.items) // columns)
        height = min(TALLEST if columns == 1 else 100.0, area.h / rows)
        places = [
            Rect(c.x, area.y + r * height, c.w, height) for c in area.columns(columns, GUTTER) for r in range(rows)
        ]
        copies = [(*page.settings(i.name, "node"), *page.settings(i.text, "node-text")) for i in self.items]
        inset = (TICK + AWAY, 10.0, 0.0, 6.0)
        rung = common_rung(page.set(c, at, inset=inset) for c, at in zip(copies, places, strict=False))
        levels = page.level("node"), page.level("node-text")
        for n, (item, copy, at) in enumerate(zip(self.items, copies, places, strict=False), 1):
            name = page.prose(item.name).plain
            line = LINE * copy[0].at(rung).size
            tick = Box(
                page.word("tick"),
                Rect(at.x + 1, at.y + 10 + (line - TICK) / 2, TICK, TICK),
                None,
                "rounded",
                4,
                None,
                Stroke("accent", 2),
                decorative=True,
                key=f"tick-{n}",
            )
            words = page.box(
                name, at, copy, inset=inset, rung=rung, span=item.name.span, slot=f"item-{n}", levels=levels
            )
            page.add_step(self.build, tick, words)
        page.trait(page.word("checklist-layout", n=len(self.items)))
        page.takeaway(self.takeaway, self.build)
