"""What to do, one thing after another."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from deckgen.layout.page import Page
from deckgen.layout.rows import MANY, Marker, Row, number, rows
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Point
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Freeform, Group, Rect

Variant = Literal["list", "columns"]
#: An icon at the end of a row, and its distance from the words.
ICON, AWAY = 44.0, 24.0


class Step(Named):
    """One thing to do: its name, a few words, an icon by its Lucide name."""

    text: Text | None = None
    icon: IconName | None = None


class Steps(Built):
    """Three to six things to do one after another, with large numbers.

    `variant` says how they stand: one beneath the other in a `list`, or in two `columns`, read downwards. Without it,
    more than four stand in columns.
    """

    layout: ClassVar[str] = "title-only"
    variants: ClassVar[tuple[str, ...]] = get_args(Variant)
    title: Text
    variant: Variant | None = None
    steps: Annotated[tuple[Step, ...], Many(3, 6)]
    takeaway: Text | None = None

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(s.name, s.text) for s in self.steps)

    def look(self) -> str:
        return self.variant or ("columns" if len(self.steps) > MANY else "list")

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        columns = 2 if self.look() == "columns" else 1
        iconic = any(step.icon for step in self.steps)
        listing = [Row(step.name, step.text) for step in self.steps]
        rows(page, listing, area, self._marker(page), self.build, columns, ICON + AWAY if iconic else 0.0)
        page.trait(page.word("steps-layout", n=len(self.steps)))
        page.takeaway(self.takeaway, self.build)

    def _marker(self, page: Page) -> Marker:
        """What draws the number of a row at its head, and its icon at its end."""

        def mark(n: int, at: Rect, row: Rect) -> tuple[Box | Freeform | Group | None, ...]:
            step = self.steps[n - 1]
            figure = number(page, n, at, page.word("step", n=n), step.name.span)
            if step.icon is None:
                return (figure,)
            place = Rect(row.right - ICON, row.y + (row.h - ICON) / 2, ICON, ICON)
            return figure, page.icon(step.icon, place, "muted", step.name.span, f"icon-{n}")

        return mark
