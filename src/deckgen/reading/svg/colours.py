"""Colours as SVG and CSS write them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from deckgen.messages import say
from deckgen.patterns import regex
from deckgen.reading.svg.problems import DrawingError, quoted

_HEX = regex("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
#: What Inkscape writes behind a colour in RGB for a press (SVG 1.1, 12.3); browsers show the one in RGB.
_ICC = regex(r"(?<=[\s)])icc-color\([^()]*\)$")
#: Display P3 to sRGB, both linear (CSS Color 4, 18, by way of XYZ).
_P3_TO_SRGB = ((1.224940, -0.224940, 0.0), (-0.042057, 1.042057, 0.0), (-0.019638, -0.078636, 1.098274))
_SAVE = say("svg:save-it-with-its-colours")


@lru_cache(maxsize=256)
def colour(value: str, tag: str, key: str) -> tuple[str, float]:
    """`#RRGGBB` of a colour, or `currentColor`; and its opacity."""
    word = _ICC.sub("", value.strip()).rstrip()
    if _HEX.fullmatch(word):
        return word if len(word) == 7 else "#" + "".join(2 * digit for digit in word[1:]), 1.0
    if word.lower() == "currentcolor":
        return "currentColor", 1.0
    # late: our own drawings need no more; the length bounds what its parser may nest
    from tinycss2.color4 import parse_color

    try:
        parsed = parse_color(word) if 0 < len(word) <= 100 else None
        if parsed is not None and not isinstance(parsed, str):
            wide = parsed.space == "display-p3"
            channels = _from_p3(*parsed.coordinates) if wide else parsed.to("srgb").coordinates
            return "#" + "".join(f"{round(min(max(n, 0.0), 1.0) * 255):02X}" for n in channels), parsed.alpha
    except (NotImplementedError, ValueError, OverflowError):  # spaces it knows but does not turn into RGB; infinite
        pass
    raise DrawingError(say("svg:the-svg-has-the-a", tag=tag, key=key, value=quoted(value)), _SAVE)


def _from_p3(*channels: float) -> Iterator[float]:
    """The sRGB channels of a colour of Display P3, which Figma writes; both have the same curve."""
    linear = [
        n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in (min(max(c, 0), 1) for c in channels)
    ]
    for row in _P3_TO_SRGB:
        n = sum(share * channel for share, channel in zip(row, linear, strict=True))
        yield 12.92 * n if n <= 0.0031308 else 1.055 * n ** (1 / 2.4) - 0.055
