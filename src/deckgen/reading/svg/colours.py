"""Colours as SVG and CSS write them."""

from __future__ import annotations

import re
from functools import lru_cache

from deckgen.reading.svg.problems import DrawingError, quoted

_HEX = re.compile("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_SAVE = "save it with its colours in RGB, such as `#C8141B`"


@lru_cache(maxsize=256)
def colour(value: str, tag: str, key: str) -> tuple[str, float]:
    """`#RRGGBB` of a colour, or `currentColor`; and its opacity."""
    word = value.strip()
    if _HEX.fullmatch(word):
        return word if len(word) == 7 else "#" + "".join(2 * digit for digit in word[1:]), 1.0
    if word.lower() == "currentcolor":
        return "currentColor", 1.0
    # late: our own drawings need no more; the length bounds what its parser may nest
    from tinycss2.color4 import parse_color

    try:
        parsed = parse_color(word) if 0 < len(word) <= 100 else None
        if parsed is not None and not isinstance(parsed, str):
            channels = (round(min(max(n, 0.0), 1.0) * 255) for n in parsed.to("srgb").coordinates)
            return "#" + "".join(f"{n:02X}" for n in channels), parsed.alpha
    except (NotImplementedError, ValueError, OverflowError):  # spaces it knows but does not turn into RGB; infinite
        pass
    raise DrawingError(f"the SVG's `{tag}` has the {key} {quoted(value)}; a colour such as `#C8141B` is needed", _SAVE)
