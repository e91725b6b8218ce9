"""Somebody's words."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.heroes import stand
from deckgen.layout.page import Page
from deckgen.layout.signs import sign
from deckgen.layout.tableau import stage, words_beside
from deckgen.reading.slide import Hero
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text


class Quote(Hero):
    """A short quotation, with who said it and in what role, on a field of colour with a giant quotation mark.

    With `hero: false` it stands on plain ground. A `scene` stands beside it.
    """

    layout: ClassVar[str] = "quote"
    quote: Text
    by: Text
    role: Text | None = None
    scene: Tableau | None = None

    def heading(self) -> Text:
        return self.quote

    def draw(self, page: Page) -> None:
        stand(page, "quote", self)
        mark = sign(page, "quotation", "“")
        if mark:
            page.add(mark)
        places = {n: words_beside(page, page.place(n).at) if self.scene else None for n in ("title", "by")}
        page.title(self.quote, at=places["title"])
        ground = page.ground
        by = [
            *page.settings(self.by, "figure-label", colour=ground.text),
            *page.settings(self.role, "details", colour=ground.quiet),
        ]
        page.fill("by", tuple(by), title=page.word("by"), span=self.by.span, at=places["by"])
        if self.scene:
            stage(page, self.scene, "half")
            page.trait(page.word("beside-scene"))
