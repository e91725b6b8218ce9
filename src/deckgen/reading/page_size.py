"""How large the page of a theme is."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from deckgen.messages import say
from deckgen.patterns import regex
from deckgen.reading.model import Wrong, parse_number, shown
from deckgen.reading.nodes import span_of

#: Points in a millimetre, and in the units in which PowerPoint and others show a size.
_MILLIMETRE = 72 / 25.4
_UNITS = {"mm": _MILLIMETRE, "cm": 10 * _MILLIMETRE, "in": 72.0, "inch": 72.0, "inches": 72.0, "pt": 1.0}
#: Sizes by their names, in points.
_NAMED = {
    "16:9": (960.0, 540.0),
    "16:10": (960.0, 600.0),
    "4:3": (960.0, 720.0),
    "a4": (297 * _MILLIMETRE, 210 * _MILLIMETRE),
    "a3": (420 * _MILLIMETRE, 297 * _MILLIMETRE),
}
_RATIO = regex(r"([1-9][0-9]{0,2})\s*:\s*([1-9][0-9]{0,2})")
_SIDE, _UNIT = r"([0-9]+(?:\.[0-9]+)?)", "|".join(_UNITS)
_MEASURED = regex(rf"{_SIDE}\s*({_UNIT})?\s*[x×*]\s*{_SIDE}\s*({_UNIT})")
#: Points that a side may have. PowerPoint takes 72 to 4,032; a third of the grid's width keeps the smallest type
#: within what it takes, too.
LEAST, MOST = 180, 4_000
NARROWEST_WIDTH = 320
#: Width in heights: from 5:4 to 21:9 (64:27 as screens have it).
_SHAPES = (1.25, 2.4)
EXPECTED = say("value:write-16-9-16-10")


class PageSize(NamedTuple):
    """Width and height of a page in points."""

    width: float
    height: float

    @classmethod
    def parse(cls, value: object) -> PageSize:
        size = _written(value)
        if size is None:
            raise Wrong(say("value.page-size", found=shown(value)), span_of(value), EXPECTED)
        width, height = size
        found = shown(value) if isinstance(value, str) else f"{width:g} × {height:g}"
        if min(size) > 0 and not _SHAPES[0] <= width / height <= _SHAPES[1]:
            raise Wrong(say("value.page-shape", found=found), span_of(value), EXPECTED)
        if not (NARROWEST_WIDTH <= width <= MOST and LEAST <= height <= MOST):
            bounds = {"width": NARROWEST_WIDTH, "height": LEAST, "most": MOST}
            raise Wrong(say("value.page-bounds", **bounds, found=found), span_of(value), EXPECTED)
        return size


def _written(value: object) -> PageSize | None:
    """A size as a theme writes it."""
    if isinstance(value, str):
        text = re.sub(r"\s*:\s*", ":", unicodedata.normalize("NFKC", value).strip().lower())
        if measured := _MEASURED.fullmatch(text):
            width, unit, height, last = measured.groups()
            return PageSize(float(width) * _UNITS[unit or last], float(height) * _UNITS[last])
        if named := _NAMED.get(text):
            return PageSize(*named)
        ratio = _RATIO.fullmatch(text)
        return PageSize(960.0, 960.0 * int(ratio[2]) / int(ratio[1])) if ratio else None
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        return None
    sides = [parse_number(float, v) for v in value]
    return None if sides[0] is None or sides[1] is None else PageSize(sides[0], sides[1])


#: The page on which places are written.
GRID = PageSize(960.0, 540.0)
#: What an author is told about that.
PLACES = say("value:places-are-written-on-a", width=GRID.width, height=GRID.height)
