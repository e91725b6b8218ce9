"""A slide as an author wrote it: what every kind has, before its own fields."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from deckgen.content import Minutes, Slug, Text
from deckgen.diagnostics import Span


class Slide(BaseModel):
    """What every kind of slide has.

    `notes` are the speaker's and never printed for the audience; `handout` is prose for the reader; `minutes` of talk;
    `sources` are ids in `content/sources.yaml`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    layout: ClassVar[str] = "content"

    id: Slug
    kind: str
    notes: Text | None = None
    handout: Text | None = None
    minutes: Minutes = 1.0
    sources: tuple[Slug, ...] = Field((), max_length=20)

    _span: Span | None = PrivateAttr(None)

    @property
    def span(self) -> Span | None:
        """Where the slide was written."""
        return self._span

    def at(self, span: Span | None) -> Slide:
        """The same slide, knowing its place."""
        self._span = span
        return self

    def heading(self) -> Text | None:
        """The text that names the slide: its title."""
        return getattr(self, "title", None)

    def draw(self, page: Any) -> None:
        """Draws the slide on a page (`deckgen.page.Page`)."""
        raise NotImplementedError
