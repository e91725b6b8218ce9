"""Two minutes of the audience's time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar

from deckgen.layout.codes import code_panel
from deckgen.layout.page import Page
from deckgen.layout.slots import level_of
from deckgen.layout.typeset import Setting
from deckgen.reading.model import Many
from deckgen.reading.slide import Address, Purpose, Questionnaire, Slide
from deckgen.reading.values import Text

#: The side of the code in points: phones read it from some 9 m where the screen is 3 m wide.
SIDE = 296.0
#: Space above the thanks, so that they do not read as an answer to the last question.
APART = 28.0
#: Questions at most.
MOST = 3


class Survey(Slide):
    """A survey to fill in on the spot: a large QR code, the address to type, what is asked and thanks for it."""

    layout: ClassVar[str] = "scan"
    purpose: ClassVar[Purpose] = "talk"
    title: Text
    link: Address
    lead: Text | None = None
    asks: Annotated[tuple[Text, ...], Many(0, MOST)] = ()
    thanks: Text | None = None

    def questionnaire(self) -> Questionnaire:
        return Questionnaire(self.asks, self.link)

    def draw(self, page: Page) -> None:
        page.title()
        words = _words(page, self.lead, self.asks, self.thanks)
        if words:
            span = next(t.span for t in (self.lead, *self.asks, self.thanks) if t)
            levels = [level_of(w) for w in _words(page, "…", "…" * MOST, "…")]
            page.fill("body", words, span=span, levels=levels)
            page.trait(page.word("survey-layout"))
        else:
            page.without("body")
            page.trait(page.word("alone"))
        code_panel(page, self.link, page.theme.regions["code"], SIDE)


def _words(
    page: Page, lead: Text | str | None, asks: Iterable[Text | str], thanks: Text | str | None
) -> tuple[Setting, ...]:
    """What stands beside the code: a lead line, the questions with their numbers, thanks."""
    numbered = (
        w._replace(bullet=w.bullet and w.bullet._replace(mark=str(n), number=0))
        for n, ask in enumerate(asks, 1)
        for w in page.settings(ask, "body", bullet=True)
    )
    return (
        *page.settings(lead, "lead", colour="text"),
        *numbered,
        *(w._replace(before=APART) for w in page.settings(thanks, "body-second")),
    )
