"""One sentence."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.heroes import alone_on_a_line, is_short, stand, tell_long
from deckgen.layout.page import Page
from deckgen.reading.slide import Claim, Hero
from deckgen.reading.values import Text
from deckgen.scene import around


class Statement(Hero):
    """One strong sentence that fills the stage, with a quieter one beneath it.

    A sentence of at most twelve words is a hero: as large as it can be, on a field of colour. Words between `**` stand
    out.
    """

    layout: ClassVar[str] = "statement"
    title: Text
    support: Text | None = None

    def claim(self) -> Claim:
        return Claim(self.title, self.support)

    @property
    def _is_hero(self) -> bool:
        return is_short(self.title, self.support) if self.hero is None else self.hero

    def layout_name(self) -> str:
        return "hero" if self._is_hero else self.layout

    def draw(self, page: Page) -> None:
        if self._is_hero:
            stand(page, "statement", self)
            tell_long(page, self.title)
        elif self.ground:
            page.stand_on(self.ground)
        at = None
        if self.support is None:
            page.without("support")
            page.trait(page.word("alone"))
            if self._is_hero:  # alone, the sentence has the room of both
                at = around(p.at for p in page.layout.placeholders.values() if p.type in ("title", "body"))
        page.title(at=at, rung=alone_on_a_line(page, self.title) if self._is_hero else 0)
        page.fill("support", self.support, even=True)
