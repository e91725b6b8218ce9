"""One sentence."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, words_beside
from deckgen.reading.slide import Claim, Slide
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text
from deckgen.scene import Rect

#: Where a sentence beside a scene may begin.
TOP = 56.0


class Statement(Slide):
    """One strong sentence that fills the stage, with a quieter one beneath it. A `scene` stands beside both."""

    layout: ClassVar[str] = "statement"
    title: Text
    support: Text | None = None
    scene: Tableau | None = None

    def claim(self) -> Claim:
        return Claim(self.title, self.support)

    def draw(self, page: Page) -> None:
        if self.scene is None:
            page.title()
            page.fill("support", self.support, even=True)
            return
        place = words_beside(page, page.place("title").at)
        page.title(at=Rect(place.x, TOP, place.w, place.bottom - TOP))
        page.fill("support", self.support, even=True, at=words_beside(page, page.place("support").at))
        stage(page, self.scene, "half")
        page.trait(page.word("beside-scene"))
