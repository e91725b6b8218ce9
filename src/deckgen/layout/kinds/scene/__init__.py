"""A picture of things, and what they stand for."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.layout.tableau import stage
from deckgen.reading.slide import Built, Point
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text


class Scene(Built):
    """A scene: things on one ground, as large as the slide allows, with the words beneath them. Who writes it says what
    stands where (`holds`, `base`, `times`), what leads to what (`leads`), what counts (`mark`) and what fails
    (`crossed`); where and how large everything is follows from that."""

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    scene: Tableau
    takeaway: Text | None = None

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(part.label, part.text) for part in self.scene.parts if part.label)

    def draw(self, page: Page) -> None:
        page.title()
        stage(page, self.scene, "hero", page.body_above(self.takeaway), build=self.build)
        page.takeaway(self.takeaway, self.build)
