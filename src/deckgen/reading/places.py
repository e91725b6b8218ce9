"""Places and drawings of a theme, as they are written."""

from __future__ import annotations

from deckgen.diagnostics import Span
from deckgen.messages import say
from deckgen.reading.model import Wrong, parse_number, shown
from deckgen.reading.nodes import span_of
from deckgen.reading.signatures import ENDINGS, TAKEN
from deckgen.scene import Rect

#: Points from the page's corner within which a theme may place things, and of their sizes: the largest page.
FARTHEST = 4_000


class Place(Rect):
    """A rectangle as a theme writes it: left, top, width, height."""

    __slots__ = ()

    @classmethod
    def parse(cls, value: object) -> Rect:
        numbers = [parse_number(float, v) for v in value] if isinstance(value, (list, tuple)) else []
        hint = say("theme:left-top-width-and-height")
        if len(numbers) != 4 or None in numbers:
            odd = value[numbers.index(None)] if isinstance(value, (list, tuple)) and None in numbers else value
            raise Wrong(say("value.four-numbers", found=shown(odd)), span_of(odd) or span_of(value), hint)
        x, y, w, h = (v or 0.0 for v in numbers)
        if not (max(abs(x), abs(y)) <= FARTHEST and 0.1 <= w <= FARTHEST and 0.1 <= h <= FARTHEST):
            message = say("value.place", most=FARTHEST)
            raise Wrong(message, span_of(value), hint)
        return Rect(x, y, w, h)


class ArtFile(str):
    """A drawing (SVG) or picture (PNG, JPEG, WebP, AVIF, GIF) in the theme's folder; knows its place."""

    span: Span | None = None

    @classmethod
    def parse(cls, value: object) -> ArtFile:
        if not isinstance(value, str) or not value.lower().endswith((".svg", *ENDINGS)):
            raise Wrong(
                say("value.artwork", taken=TAKEN, found=shown(value)),
                span_of(value),
                say("theme:write-its-path-from-the"),
            )
        name = cls(value)
        name.span = span_of(value)
        return name
