"""The cover of the deck."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, words_beside
from deckgen.reading.grounds import GroundName
from deckgen.reading.slide import Purpose, Slide
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text


class Title(Slide):
    """The first slide: what the seminar is called and where, when and by whom it is given.

    Everything comes from the seminar file; `title` and `subtitle` replace its words on this slide only. `ground` is
    the field of colour, where it is not the theme's. A `scene` stands at the right.
    """

    layout: ClassVar[str] = "cover"
    purpose: ClassVar[Purpose] = "talk"
    title: Text | None = None
    subtitle: Text | None = None
    ground: GroundName | None = None
    scene: Tableau | None = None

    def draw(self, page: Page) -> None:
        deck = page.deck
        if self.ground:
            page.stand_on(self.ground)
        where = " · ".join(w for w in (deck.client, deck.venue) if w)
        who = " · ".join(w for w in (deck.date, deck.speaker) if w)
        details = "\n".join(w for w in (where, who) if w) or None
        names = ("title", "subtitle", "details")
        places = {n: words_beside(page, page.place(n).at, "section") if self.scene else None for n in names}
        page.title(self.title or deck.title, at=places["title"])
        page.fill("subtitle", self.subtitle or deck.subtitle, even=True, at=places["subtitle"])
        page.fill("details", details, at=places["details"])
        if self.scene:
            stage(page, self.scene, "section")
            page.trait(page.word("beside-scene"))
