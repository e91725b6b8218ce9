"""The cover of the deck."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.reading.grounds import GroundName
from deckgen.reading.slide import Purpose, Slide
from deckgen.reading.values import Text


class Title(Slide):
    """The first slide: what the seminar is called and where, when and by whom it is given.

    Everything comes from the seminar file; `title` and `subtitle` replace its words on this slide only. `ground` is
    the field of colour, where it is not the theme's.
    """

    layout: ClassVar[str] = "cover"
    purpose: ClassVar[Purpose] = "talk"
    title: Text | None = None
    subtitle: Text | None = None
    ground: GroundName | None = None

    def draw(self, page: Page) -> None:
        deck = page.deck
        if self.ground:
            page.stand_on(self.ground)
        page.title(self.title or deck.title)
        page.fill("subtitle", self.subtitle or deck.subtitle, even=True)
        where = " · ".join(w for w in (deck.client, deck.venue) if w)
        who = " · ".join(w for w in (deck.date, deck.speaker) if w)
        page.fill("details", "\n".join(w for w in (where, who) if w) or None)
