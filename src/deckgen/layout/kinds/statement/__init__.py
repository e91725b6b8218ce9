"""One sentence."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.reading.slide import Claim, Slide
from deckgen.reading.values import Text


class Statement(Slide):
    """One strong sentence that fills the stage, with a quieter one beneath it."""

    layout: ClassVar[str] = "statement"
    title: Text
    support: Text | None = None

    def claim(self) -> Claim:
        return Claim(self.title, self.support)

    def draw(self, page: Page) -> None:
        page.title()
        page.fill("support", self.support, even=True)
