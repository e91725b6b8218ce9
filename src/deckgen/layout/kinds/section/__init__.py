"""The opening of a part."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.layout.runs import accent_on
from deckgen.layout.tableau import stage, words_beside
from deckgen.reading.slide import Purpose, Slide
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Minutes, Text
from deckgen.scene import Box, Rect, Stroke

#: Space between the lead and the marks below it.
BELOW = 24.0


class Section(Slide):
    """Opens a part: its number, its title, and how far the programme has come.

    Made for each part of the programme; a module may also hold one with a `lead` of its own. A `scene` stands at the
    right: what the part is about.
    """

    layout: ClassVar[str] = "section"
    purpose: ClassVar[Purpose] = "talk"
    opens_part: ClassVar[bool] = True
    title: Text
    lead: Text | None = None
    scene: Tableau | None = None
    minutes: Minutes = 0.0

    def draw(self, page: Page) -> None:
        part = page.placed.part
        if part is not None and part.number is not None:
            page.fill("number", str(part.number), title=page.word("number"))
        places = {n: words_beside(page, page.place(n).at, "section") if self.scene else None for n in ("title", "lead")}
        page.title(at=places["title"])
        page.fill("lead", self.lead, even=True, at=places["lead"])
        if part is not None and part.number is not None:
            self._progress(page, part.number)
        if self.scene:
            stage(page, self.scene, "section")
            page.trait(page.word("beside-scene"))

    def _progress(self, page: Page, number: int) -> None:
        numbered = [p for p in page.deck.parts if p.number is not None]
        lead = page.place("lead").at
        for i, _ in enumerate(numbered):
            here = i + 1 == number
            page.add(
                Box(
                    page.word("progress"),
                    Rect(lead.x + i * 24, lead.bottom + BELOW, 16, 16),
                    outline="rounded",
                    radius=3,
                    fill=accent_on(page.layout.background) if here else None,
                    stroke=None if here else Stroke("line" if page.layout.background == "strong" else "muted", 1.25),
                    decorative=True,
                )
            )
