"""The cover of the deck."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, words_beside
from deckgen.reading.grounds import GroundName
from deckgen.reading.palette import luminance
from deckgen.reading.slide import Purpose, Slide
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect

#: Points: the field of a client's logo, above the title, and what a plate beneath it is larger by on each side.
LOGO_WIDTH, LOGO_HEIGHT, LOGO_TOP, PLATE = 176.0, 40.0, 48.0, 6.0
#: Grounds of less luminance are dark.
DARK = 0.4


class Title(Slide):
    """The first slide: what the seminar is called and where, when and by whom it is given.

    Everything comes from the seminar file; `title` and `subtitle` replace its words on this slide only. `ground` is
    the field of colour, where it is not the theme's. A `scene` stands at the right. The event's `logo` stands at the
    top, across from the theme's.
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
        if deck.logo:
            _logo(page, deck.logo.path, (places["title"] or page.place("title").at).right)


def _logo(page: Page, path: str, right: float) -> None:
    """The logo of whom the seminar is given to; on a dark ground on a light plate, for which most logos are made."""
    width, height = page.shape_of(path)
    scale = min(LOGO_WIDTH / width, LOGO_HEIGHT / height)
    at = Rect(right - width * scale, LOGO_TOP + (LOGO_HEIGHT - height * scale) / 2, width * scale, height * scale)
    if luminance(page.theme.hex(page.layout.background)) < DARK:
        plate = at.inset(-PLATE, -PLATE, -PLATE, -PLATE)._replace(x=at.x - 2 * PLATE)
        at = at._replace(x=at.x - PLATE)
        page.add(Box(page.word("backdrop"), plate, fill="light", decorative=True, key="logo-plate"))
    alt = " ".join(filter(None, (page.deck.client, page.word("logo"))))
    page.picture(path, page.word("logo"), at, alt=alt, natural=True)
