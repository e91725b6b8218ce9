"""One sentence."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.heroes import LONGEST, LONGEST_BESIDE, is_short, stand, tell_long, well_broken
from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, up_to_scene, words_beside
from deckgen.reading.slide import Claim, Hero
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text
from deckgen.scene import Rect

#: Where a sentence beside a scene may begin.
TOP = 56.0
#: What a sentence alone keeps free at the foot of the page.
FREE = 52.0


class Statement(Hero):
    """One strong sentence that fills the stage, with a quieter one beneath it. A `scene` stands beside both.

    A sentence of at most twelve words is a hero: as large as it can be, on a field of colour. Words between `**` stand
    out.
    """

    layout: ClassVar[str] = "statement"
    title: Text
    support: Text | None = None
    scene: Tableau | None = None

    def claim(self) -> Claim:
        return Claim(self.title, self.support)

    @property
    def _is_hero(self) -> bool:
        longest = LONGEST_BESIDE if self.scene else LONGEST
        return is_short(self.title, self.support, longest) if self.hero is None else self.hero

    def layout_name(self) -> str:
        return "hero" if self._is_hero else self.layout

    def draw(self, page: Page) -> None:
        if self._is_hero:
            stand(page, "statement", self)
            tell_long(page, self.title)
        elif self.ground:
            page.stand_on(self.ground)
        places: dict[str, Rect] = {name: page.place(name).at for name in ("title", "support")}
        if self.support is None:
            page.without("support")
            page.trait(page.word("alone"))
            if self._is_hero:  # alone, the sentence has the height of both, and as much beneath it as above at least
                title, foot = places["title"], min(places["support"].bottom, page.theme.page[1] - FREE)
                places["title"] = title._replace(h=foot - title.y)
        if self.scene:
            left = places["title"].x  # also where a theme sets the support off to the right
            places = {
                name: up_to_scene(page, at) if page.place(name).fill else words_beside(page, at._replace(x=left))
                for name, at in places.items()
            }
            if not self._is_hero:
                title = places["title"]
                places["title"] = Rect(title.x, TOP, title.w, title.bottom - TOP)
        at, rung = well_broken(page, places["title"], self.title) if self._is_hero else (places["title"], 0)
        page.title(at=at, rung=rung)
        even = page.ends_short(self.support, page.place("support").style, places["support"])
        page.fill("support", self.support, even=even, at=places["support"])
        if self.scene:
            stage(page, self.scene, "half")
            page.trait(page.word("beside-scene"))
