"""A list."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, words_beside
from deckgen.layout.typeset import Setting
from deckgen.reading.model import Many, Model
from deckgen.reading.slide import Built
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text


class Item(Model):
    """A point, with points of its own beneath it."""

    alone: ClassVar[str] = "text"
    text: Text
    items: Annotated[tuple[Text, ...], Many(0, 6)] = ()

    @classmethod
    def _prepared(cls, value: object) -> object:
        return value if isinstance(value, dict) and "text" in value else {"text": value}


class Bullets(Built):
    """A short list under a message, in one or two levels. Up to five points read well. Points that begin with `1.`
    are numbered. A `scene` stands beside them."""

    layout: ClassVar[str] = "content"
    title: Text
    lead: Text | None = None
    items: Annotated[tuple[Item, ...], Many(1, 12)]
    scene: Tableau | None = None

    def draw(self, page: Page) -> None:
        page.title()
        settings: list[Setting] = []
        if self.lead:
            settings += page.settings(self.lead, "lead")
        for item in self.items:
            settings += page.settings(item.text, "body", bullet=True)
            for second in item.items:
                settings += page.settings(second, "body-second", level=1, bullet=True)
        place = page.lowered(page.place("body").at)
        at = words_beside(page, place) if self.scene else place
        box = page.fill("body", tuple(settings), span=self.items[0].text.span, title=page.word("body"), at=at)
        if self.build and box:
            page.reveal_paragraphs(box, 1 if self.lead else 0)
        if self.scene:
            stage(page, self.scene, "half", page.body)
            page.trait(page.word("beside-scene"))
