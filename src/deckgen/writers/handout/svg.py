"""Small drawings as SVG that pages are set with: lines to write on, leaders, boxes to tick, codes to scan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from deckgen.reading.drawing import qr_code
from deckgen.scene import Command
from deckgen.writers.handout.running import HAIR
from deckgen.writers.handout.sheet import POINTS, Sheet

#: A media type and the bytes.
Svg = tuple[str, bytes]
_MEDIA = "image/svg+xml"


def drawings(sheet: Sheet, colour: str, codes: Mapping[str, str]) -> Mapping[str, Svg]:
    """All drawings of a sheet by the names that templates and styles know them by; lines are in this colour. `codes`
    are addresses by the names of their codes."""
    leader = f"M0 .5H{sheet.measure:g}"
    return {
        "leader": _strokes(sheet.measure, 2.0, leader, colour, ' stroke-dasharray=".3 1.1"'),
        "lines": _lines(sheet, colour),
        "box": _strokes(3.6, 3.6, "M.2 .2H3.4V3.4H.2Z", colour, ' fill="none"'),
        **{name: _code(url) for name, url in codes.items()},
    }


def _lines(sheet: Sheet, colour: str) -> Svg:
    """Lines to write on, as many as a page takes. Solid: a border of dots costs several times all the rest."""
    count = int(sheet.inner / sheet.ruled)
    path = "".join(f"M0 {i * sheet.ruled - 0.1:g}H{sheet.text:g}" for i in range(1, count + 1))
    return _strokes(sheet.text, count * sheet.ruled, path, colour)


def _strokes(width: float, height: float, path: str, colour: str, more: str = "") -> Svg:
    """Hairlines, in millimetres."""
    stroke = f'<path d="{path}" stroke="{colour}" stroke-width="{HAIR / POINTS:.3f}"{more}/>'
    return _MEDIA, _svg(width, height, stroke)


@cache
def _code(url: str) -> Svg:
    """A QR code."""
    drawing = qr_code(url)
    paths = "".join(
        f'<path d="{" ".join(_step(c) for loop in s.contours for c in loop)}" fill="{s.fill}" fill-rule="evenodd"/>'
        for s in drawing.shapes
    )
    return _MEDIA, _svg(*drawing.view, paths)


def _svg(width: float, height: float, content: str) -> bytes:
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}mm" height="{height:g}mm"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{content}</svg>'.encode()


def _step(command: Command) -> str:
    return command[0] + " ".join(f"{v:g}" for v in command[1])
