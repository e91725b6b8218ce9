"""A list."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from deckgen.content import Text
from deckgen.scene import Rect
from deckgen.slide import Slide


class Item(BaseModel):
    """A point, with points of its own beneath it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: Text
    items: tuple[Text, ...] = Field((), max_length=6)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        if isinstance(value, dict) and "text" in value:
            return value
        return {"text": value}


class Bullets(Slide):
    """A short list under a message, in one or two levels. Up to five points read well."""

    layout: ClassVar[str] = "content"
    title: Text
    lead: Text | None = None
    items: tuple[Item, ...] = Field(min_length=1, max_length=12)

    def draw(self, page) -> None:
        page.title()
        body = page.place("body").at
        settings = []
        if self.lead:
            settings += page.settings(self.lead, "lead")
        for item in self.items:
            settings += page.settings(item.text, "body", bullet=True)
            for second in item.items:
                settings += page.settings(second, "body-second", level=1, bullet=True)
        page.fill("body", tuple(settings), span=self.items[0].text.span, title=page.word("body"))
