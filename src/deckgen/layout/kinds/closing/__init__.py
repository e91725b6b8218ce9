"""The end, with where to go from here."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from deckgen.layout.codes import large_code
from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, words_beside
from deckgen.layout.typeset import Setting
from deckgen.reading.grounds import GroundName
from deckgen.reading.model import Many, Model
from deckgen.reading.slide import Address, Purpose, Slide
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text
from deckgen.scene import Rect

#: A title over the whole width ends so much lower, and the message beneath it is one line of this height.
LOWER, MESSAGE = 16.0, 48.0


class Contact(Model):
    """One way to reach us."""

    label: Text
    value: Text


class Closing(Slide):
    """Thanks, how to reach us, and on a field of its own a QR code for one address: the seminar's, where no other slide
    shows that. `ground` is the slide's field of colour, where it is not the theme's. Where there is no code, a `scene`
    stands in its place; without one the words have the whole width."""

    layout: ClassVar[str] = "closing"
    purpose: ClassVar[Purpose] = "talk"
    closes: ClassVar[bool] = True
    scan: ClassVar[Literal["", "needs", "room"]] = "room"
    title: Text
    message: Text | None = None
    contact: Annotated[tuple[Contact, ...], Many(0, 4)] = ()
    link: Address | None = None
    ground: GroundName | None = None
    scene: Tableau | None = None

    def draw(self, page: Page) -> None:
        if self.ground:
            page.stand_on(self.ground)
        page.title(at=self._wider(page, "title"))
        page.fill("message", self.message, even=True, title=page.word("message"), at=self._wider(page, "message"))
        lines, background = [], page.layout.background
        for c in self.contact:
            label = page.settings(c.label, "contact", colour=page.stands_out(background))
            value = page.settings(c.value, "contact", colour=page.place("contact").colour)
            lines += [_joined(a, b) for a, b in zip(label, value, strict=False)]
        if lines:
            page.fill("contact", tuple(lines), title=page.word("contact"), span=self.contact[0].label.span)
        if self.link:
            at = page.theme.regions["code"]
            large_code(page, self.link, at.x, at.y, at.h)
        elif self.scene:
            stage(page, self.scene, "section")
            page.trait(page.word("beside-scene"))

    def _wider(self, page: Page, name: str) -> Rect | None:
        """The place of words that have the whole width; the layout's own beside a code or a scene."""
        at = page.place(name).at
        if self.link:
            return None
        if self.scene:
            return words_beside(page, at, "section")
        wide = at._replace(w=page.theme.page[0] - 2 * at.x)
        return wide.inset(0, LOWER, 0, -LOWER) if name == "title" else Rect(wide.x, wide.y + LOWER, wide.w, MESSAGE)


def _joined(label: Setting, value: Setting) -> Setting:
    gap = label.runs[-1]._replace(text=" ")
    return value._replace(runs=(*label.runs, gap, *value.runs))
