"""Lines as an SVG's properties describe them."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.messages import say
from deckgen.reading.svg.numbers import given, lengths
from deckgen.reading.svg.problems import DrawingError, quoted
from deckgen.scene import Cap, Join, Stroke

#: Lengths of dashes and gaps in one pattern.
_MOST_DASHES = 40
#: A pattern shorter than this share of the line's width is no pattern that can be seen.
_SHORTEST = 0.01
_CAPS: Mapping[str, Cap] = {"butt": "flat", "round": "round", "square": "square"}
_JOINS: Mapping[str, Join] = {
    **dict.fromkeys(("miter", "miter-clip", "arcs"), "miter"),
    "round": "round",
    "bevel": "bevel",
}


def pen(width: float, name: str, style: Mapping[str, str], viewport: tuple[float, float]) -> tuple[Stroke, float]:
    """The line itself, in the shape's units, and where in its dashes it starts."""
    cap, join = style.get("stroke-linecap", "butt"), style.get("stroke-linejoin", "miter")
    if cap not in _CAPS or join not in _JOINS:
        raise DrawingError(say("svg:the-svg-has-the-line", name=name, cap=quoted(cap), join=quoted(join)))
    limit = max(given(style, name, "stroke-miterlimit", viewport, "4"), 1.0) if _JOINS[join] == "miter" else None
    dashes: tuple[float, ...] = ()
    if style.get("stroke-dasharray", "none") != "none":
        dashes = lengths(style["stroke-dasharray"], name, "stroke-dasharray", viewport)
        dashes = dashes * 2 if len(dashes) % 2 else dashes
        if len(dashes) > _MOST_DASHES or min(dashes, default=0.0) < 0:
            raise DrawingError(say("svg:the-svg-has-the-dashes", name=name, dashes=quoted(style["stroke-dasharray"])))
        dashes = tuple(n / width for n in dashes) if sum(dashes) > _SHORTEST * width else ()
    offset = given(style, name, "stroke-dashoffset", viewport)
    return Stroke("", width, False, 1.0, _CAPS[cap], _JOINS[join], limit, dashes), offset if dashes else 0.0


def from_start(dashes: tuple[float, ...], offset: float) -> tuple[float, ...] | None:
    """Dashes that begin `offset` widths into these, as dashes from their start; None where that would begin in a gap.

    PowerPoint knows no offset. The dash that is cut in two is whole again where the pattern begins anew, with no gap.
    """
    whole = sum(dashes)
    left = offset % whole if whole else 0.0
    if left < 1e-6:
        return dashes
    for i, n in enumerate(dashes):
        if left < n:
            return (n - left, *dashes[i + 1 :], *dashes[:i], left, 0.0) if i % 2 == 0 else None
        left -= n
    return dashes
