"""Two minutes of the audience's time."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.page import Page
from deckgen.reading.model import Many
from deckgen.reading.slide import Address, Purpose, Questionnaire, Slide
from deckgen.reading.values import Text
from deckgen.scene import Rect

#: The panel with the code, and the space beside it.
PANEL, BESIDE = 300.0, 56.0
SIDE = 204.0
#: The most that the panel takes of a higher page.
TALLEST = 324.0
#: Space above the thanks, so that they do not read as an answer to the last question.
APART = 28.0


class Survey(Slide):
    """A survey to fill in on the spot: a large QR code, the address to type, what is asked and thanks for it."""

    layout: ClassVar[str] = "title-only"
    purpose: ClassVar[Purpose] = "talk"
    title: Text
    link: Address
    lead: Text | None = None
    asks: Annotated[tuple[Text, ...], Many(0, 3)] = ()
    thanks: Text | None = None

    def questionnaire(self) -> Questionnaire:
        return Questionnaire(self.asks, self.link)

    def draw(self, page: Page) -> None:
        page.title()
        body = page.theme.regions["body"]
        left = Rect(body.x, body.y, body.w - PANEL - BESIDE, body.h)
        words = [*page.settings(self.lead, "lead", colour="text")]
        for n, ask in enumerate(self.asks, 1):
            words += [
                w._replace(bullet=w.bullet and w.bullet._replace(mark=str(n), number=0))
                for w in page.settings(ask, "body", bullet=True)
            ]
        words += [w._replace(before=APART) for w in page.settings(self.thanks, "body-second")]
        if words:
            span = next(t.span for t in (self.lead, *self.asks, self.thanks) if t)
            page.add(page.box(page.word("body"), left, tuple(words), span=span))
        x = body.right - PANEL if words else body.x + (body.w - PANEL) / 2
        page.code(self.link, Rect(x, body.y, PANEL, min(body.h, TALLEST)), SIDE)
