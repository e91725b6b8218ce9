"""A slide as an author wrote it: what every kind has, before its own fields."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from deckgen.content import LANGUAGES, LongText, Minutes, Slug, Text, Url
from deckgen.diagnostics import Span
from deckgen.model import Many, Model
from deckgen.reader import Mapping
from deckgen.scene import Transition


class Slide(Model):
    """What every kind of slide has.

    `notes` are the speaker's and never printed for the audience; `handout` is prose for the reader; `minutes` of talk;
    `sources` are ids in `content/sources.yaml`; `transition` is how the slide comes in, where it differs from the seminar's.
    """

    layout: ClassVar[str] = "content"

    id: Slug
    kind: str
    notes: LongText | None = None
    handout: LongText | None = None
    minutes: Minutes = 1.0
    sources: Annotated[tuple[Slug, ...], Many(0, 20)] = ()
    transition: Transition | None = None

    @property
    def span(self) -> Span | None:
        """Where the slide was written."""
        return self.__dict__.get("_span")

    def at(self, span: Span | None) -> Slide:
        """The same slide, knowing its place."""
        return type(self)(**{**self.__dict__, "_span": span})

    def heading(self) -> Text | None:
        """The text that names the slide: its title."""
        return getattr(self, "title", None)

    def draw(self, page: Any) -> None:
        """Draws the slide on a page (`deckgen.page.Page`)."""
        raise NotImplementedError


class Built(Slide):
    """A slide that can be shown step by step: with `build: true` each click shows the next of its parts, in reading order."""

    build: bool = False


class Named(Model):
    """Something with a name. Where it has nothing else, its name alone may be written."""

    alone: ClassVar[str] = "name"
    name: Text

    @classmethod
    def _prepared(cls, value: object) -> object:
        whole = isinstance(value, dict) and not set(value) <= set(LANGUAGES)
        return value if whole or not isinstance(value, (str, dict)) else {"name": value}


class Address(Model):
    """An address worth scanning, and what is there."""

    url: Url
    label: Text


class Way(Model):
    """From one thing to another, by their names. `from`, which Python keeps for itself, is `source` here."""

    source: Text
    to: Text

    @classmethod
    def _prepared(cls, value: object) -> object:
        return value.renamed("from", "source") if isinstance(value, Mapping) else value
