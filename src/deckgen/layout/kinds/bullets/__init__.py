"""A list."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, words_beside
from deckgen.layout.typeset import Setting
from deckgen.reading.model import Many, Model
from deckgen.reading.slide import Built
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Text
from deckgen.scene import Anchor, Level

Variant = Literal["plain", "large"]
#: Up to so many points of so many letters each stand large.
FEW, SHORT = 3, 26


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
    are numbered. A `scene` stands beside them.

    `variant` says how large they are: `plain`, or `large`, which up to three short points are without it.
    """

    layout: ClassVar[str] = "content"
    variants: ClassVar[tuple[str, ...]] = get_args(Variant)
    title: Text
    variant: Variant | None = None
    lead: Text | None = None
    items: Annotated[tuple[Item, ...], Many(1, 6)]
    scene: Tableau | None = None

    def look(self) -> str:
        return self.variant or ("large" if self._is_short() else "plain")

    def draw(self, page: Page) -> None:
        page.title()
        large = self.look() == "large"
        first, second = ("point-large", "point-large-second") if large else ("point-first", "point-second")
        settings: list[Setting] = []
        if self.lead:
            settings += page.settings(self.lead, "lead")
        for item in self.items:
            settings += page.settings(item.text, first, bullet=True)
            for deeper in item.items:
                settings += page.settings(deeper, second, level=1, bullet=True)
        name, span = page.word("body"), self.items[0].text.span
        levels = self._levels(page, first, second)
        anchor: Anchor = "middle" if large else "top"
        at = words_beside(page, page.body) if self.scene else page.body
        box = page.box(name, at, settings, anchor=anchor, span=span, slot="body", levels=levels)
        page.add(box)
        page.trait(page.word("large-points" if large else "points-of"))
        if self.build:
            page.reveal_paragraphs(box, 1 if self.lead else 0)
        if self.scene:
            stage(page, self.scene, "half", page.body)
            page.trait(page.word("beside-scene"))

    def _levels(self, page: Page, first: str, second: str) -> tuple[Level, ...]:
        """The looks that paragraphs may have."""
        points = page.level(first, bullet=True), page.level(second, bullet=True, deep=1)
        return (page.level("lead"), *points) if self.lead else points

    def _is_short(self) -> bool:
        """Whether there is so little that it can be large, in every language."""
        return len(self.items) <= FEW and all(
            not item.items and all(len(raw) <= SHORT for raw, _ in item.text.by_language.values())
            for item in self.items
        )
