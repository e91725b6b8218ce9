"""Somebody's words."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.reading.slide import Slide
from deckgen.reading.values import Text


class Quote(Slide):
    """A short quotation, with who said it and in what role."""

    layout: ClassVar[str] = "quote"
    quote: Text
    by: Text
    role: Text | None = None

    def heading(self) -> Text:
        return self.quote

    def draw(self, page: Page) -> None:
        page.title(self.quote)
        by = [*page.settings(self.by, "label", colour="text"), *page.settings(self.role, "details", colour="muted")]
        page.fill("by", tuple(by), title=page.word("by"), span=self.by.span)
