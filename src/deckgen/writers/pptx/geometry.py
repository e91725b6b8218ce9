"""Places and outlines of shapes, from points and units of a drawing to EMU and to grids of whole numbers."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import assert_never

from deckgen.scene import (
    Command,
    Freeform,
    Outline,
    Rect,
)
from deckgen.writers.pptx.xml import emu

#: Units of a freeform's own grid to one unit of its view.
GRID = 1000
#: What a round corner keeps free of text, as a share of its radius: 1 - cos 45 degrees.
_CORNER = 0.29289


def place(rect: Rect, tag: str = "a:xfrm", inside: str = "") -> str:
    """Where a shape stands."""
    x, y, w, h = units(rect)
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/>{inside}</{tag}>'


def units(rect: Rect) -> tuple[int, int, int, int]:
    """A rectangle in EMU. Right and bottom edges are rounded, not the size: neighbours that touch still touch."""
    x, y = emu(rect.x), emu(rect.y)
    return x, y, max(emu(rect.right) - x, 0), max(emu(rect.bottom) - y, 0)


def geometry(outline: Outline, rect: Rect, radius: float = 0.0) -> str:
    """A preset outline with its adjustments, which are in 1/100,000 of the shape's shorter side, width or height."""
    corner = min(round(radius / max(min(rect.w, rect.h), 1) * 100_000), 50_000)
    match outline:
        case "rectangle":
            return preset("rect")
        case "ellipse":
            return preset("ellipse")
        case "rounded":
            return preset("roundRect", adj=corner)
        case "pill":
            return preset("roundRect", adj=50_000)
        case _:
            assert_never(outline)


def text_margin(outline: Outline, rect: Rect, radius: float = 0.0) -> tuple[float, float]:
    """What an outline keeps free of text at its sides and at top and bottom, in points, whatever the insets say.

    The text rectangles of the presets (presetShapeDefinitions.xml, which comes with ECMA-376): 29,289/100,000 of the
    corner's radius, for an ellipse the square in its circle. Layout's insets count from the shape's edge.
    """
    shorter = min(rect.w, rect.h)
    match outline:
        case "rectangle":
            return 0.0, 0.0
        case "ellipse":
            return rect.w * (1 - sqrt(0.5)) / 2, rect.h * (1 - sqrt(0.5)) / 2
        case "rounded":
            corner = min(radius, shorter / 2) * _CORNER
        case "pill":
            corner = shorter / 2 * _CORNER
        case _:
            assert_never(outline)
    return corner, corner


def preset(name: str, **adjust: int) -> str:
    guides = "".join(f'<a:gd name="{k}" fmla="val {v}"/>' for k, v in adjust.items())
    return f'<a:prstGeom prst="{name}"><a:avLst>{guides}</a:avLst></a:prstGeom>'


def path(item: Freeform) -> str:
    """The contours of a drawing on a grid of whole numbers; contours inside others are holes."""
    return _path(item.contours, item.view, bool(item.fill))


@lru_cache(maxsize=256)
def _path(contours: tuple[tuple[Command, ...], ...], view: tuple[float, float], filled: bool) -> str:
    """Each layout draws the artwork of its theme again, and slides their icons."""
    out = []
    for contour in contours:
        for command, numbers in contour:
            n = [round(v * GRID) for v in numbers]
            match command:
                case "M":
                    out.append(f"<a:moveTo>{_points(n)}</a:moveTo>")
                case "L":
                    out.append(f"<a:lnTo>{_points(n)}</a:lnTo>")
                case "C":
                    out.append(f"<a:cubicBezTo>{_points(n)}</a:cubicBezTo>")
                case "Z":
                    out.append("<a:close/>")
                case _:
                    raise ValueError(f"a contour has no command {command!r}")
    w, h = (round(v * GRID) for v in view)
    fill = "" if filled else ' fill="none"'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{w}" h="{h}"{fill}>{"".join(out)}</a:path></a:pathLst></a:custGeom>'
    )


def _points(n: list[int]) -> str:
    return "".join(f'<a:pt x="{x}" y="{y}"/>' for x, y in zip(n[::2], n[1::2], strict=True))
