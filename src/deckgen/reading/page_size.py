"""How large the page of a theme is."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

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
_MEASURED = re.compile(
    rf"([0-9]+(?:\.[0-9]+)?)\s*({'|'.join(_UNITS)})?\s*[x×*]\s*([0-9]+(?:\.[0-9]+)?)\s*({'|'.join(_UNITS)})",
    re.IGNORECASE,
)
#: A ratio that has no name: it is told with its shape.
_RATIO = re.compile(r"([1-9][0-9]{0,2}):([1-9][0-9]{0,2})")
#: Points that a side may have. PowerPoint takes 72 to 4,032; a third of the grid's width keeps the smallest type
#: within what it takes, too.
LEAST, MOST = 180, 4_000
NARROWEST_WIDTH = 320
#: Width in heights: from 5:4 to 21:9 (64:27 as screens have it).
_SHAPES = (1.25, 2.4)
EXPECTED = "write `16:9`, `16:10`, `4:3`, `A4` or `A3`, or width and height: `297 x 210 mm`, or `[960, 540]` in points"


class PageSize(NamedTuple):
    """Width and height of a page in points."""

    width: float
    height: float

    @classmethod
    def parse(cls, value: object) -> PageSize:
        size = _written(value)
        if size is None:
            _tell_shape(value)
            raise Wrong(f"{{name}} must be the size of a page, found {shown(value)}", span_of(value), EXPECTED)
        width, height = size
        if not (NARROWEST_WIDTH <= width <= MOST and LEAST <= height <= MOST):
            message = f"{{name}} must be from {NARROWEST_WIDTH} × {LEAST} to {MOST:,} × {MOST:,} points"
            raise Wrong(f"{message}, found {width:g} × {height:g}", span_of(value), EXPECTED)
        if not _SHAPES[0] <= width / height <= _SHAPES[1]:
            message = "{name} must lie on its side, from 5:4 to 21:9"
            raise Wrong(f"{message}, found {width:g} × {height:g}", span_of(value), EXPECTED)
        return size


def _written(value: object) -> PageSize | None:
    """A size as a theme writes it."""
    if isinstance(value, str):
        text = _plain(value)
        if measured := _MEASURED.fullmatch(text):
            last = measured[4]
            width, height = (float(n) * _UNITS[u] for n, u in ((measured[1], measured[2] or last), (measured[3], last)))
            return PageSize(width, height)
        named = _NAMED.get(text)
        return PageSize(*named) if named else None
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        return None
    sides = [parse_number(float, v) for v in value]
    return None if sides[0] is None or sides[1] is None else PageSize(sides[0], sides[1])


def _plain(value: str) -> str:
    """A size without what means nothing in it: capitals, the width of its characters, spaces around a colon."""
    return re.sub(r"\s*:\s*", ":", unicodedata.normalize("NFKC", value).strip().lower())


def _tell_shape(value: object) -> None:
    """Raises Wrong for a ratio that no page has, as that of an upright one."""
    ratio = _RATIO.fullmatch(_plain(value)) if isinstance(value, str) else None
    if ratio and not _SHAPES[0] <= int(ratio[1]) / int(ratio[2]) <= _SHAPES[1]:
        message = f"{{name}} must lie on its side, from 5:4 to 21:9, found {shown(value)}"
        raise Wrong(message, span_of(value), EXPECTED)


#: The page on which places are written.
GRID = PageSize(960.0, 540.0)
#: What an author is told about that.
PLACES = f"places are written on a page of {GRID.width:g} × {GRID.height:g}, whatever `page` is"
