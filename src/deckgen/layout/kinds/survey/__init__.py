"""Two minutes of the audience's time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from deckgen.layout.codes import large_code
from deckgen.layout.page import Page
from deckgen.layout.slots import level_of
from deckgen.layout.typeset import Setting
from deckgen.reading.model import Many
from deckgen.reading.slide import Address, Purpose, Questionnaire, Slide
from deckgen.reading.values import Text

#: Space above the thanks, so that they do not read as an answer to the last question.
APART = 28.0
#: Questions at most.
MOST = 3


class Survey(Slide):
    """A survey to fill in on the spot: a large QR code, the address to type, what is asked and thanks for it."""

    layout: ClassVar[str] = "scan"
    purpose: ClassVar[Purpose] = "talk"
    scan: ClassVar[Literal["", "needs", "room"]] = "needs"
    title: Text
    link: Address | None = None
    lead: Text | None = None
    asks: Annotated[tuple[Text, ...], Many(0, MOST)] = ()
    thanks: Text | None = None

    def questionnaire(self) -> Questionnaire:
        return Questionnaire(self.asks, self._address)

    @property
    def _address(self) -> Address:
        assert self.link is not None, "a deck has no such slide without an address"
        return self.link

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
        at = page.theme.regions["code"]
        large_code(page, self._address, at.x, at.y, at.h)


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
