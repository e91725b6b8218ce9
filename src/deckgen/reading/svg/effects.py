"""What an SVG may have and native shapes do not: each with what to do instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from deckgen.reading.svg.problems import PLAIN, DrawingError, quoted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MASKED = "cut the shapes instead of masking them, or save it as a PNG"
_FLAT = "take the effect away in the drawing program, or save it as a PNG"
#: Elements that look like nothing that can be drawn: what they are called, and what to do.
_ELEMENTS = {
    **dict.fromkeys(
        ("text", "tspan", "textPath", "flowRoot"),
        (
            "text that is not outlined",
            "turn the text into outlines in the drawing program "
            "(Illustrator: Type > Create Outlines; Figma: Outline text; Inkscape: Path > Object to Path)",
        ),
    ),
    "image": ("a picture inside", "take the picture out, or save the whole as a PNG"),
    "foreignObject": ("a `foreignObject`, a piece of a web page", "export it as shapes, or save it as a PNG"),
    "script": ("a script", "save it without scripts"),
    **dict.fromkeys(
        ("animate", "animateTransform", "animateMotion", "animateColor", "set"),
        ("an animation", "save it without the animation, as it is to be seen"),
    ),
    **dict.fromkeys(("video", "audio", "iframe", "canvas"), ("a film or a sound", PLAIN)),
}
#: Properties that change how a shape looks: the values with which they do not, and what to do about others.
_PROPERTIES: Mapping[str, tuple[frozenset[str], str]] = {
    **{
        key: (frozenset(("none", "")), hint)
        for key, hint in (
            ("filter", _FLAT),
            ("backdrop-filter", _FLAT),
            ("marker", "draw arrowheads as shapes"),
            ("marker-start", "draw arrowheads as shapes"),
            ("marker-mid", "draw arrowheads as shapes"),
            ("marker-end", "draw arrowheads as shapes"),
            ("animation", "save it without the animation"),
            ("animation-name", "save it without the animation"),
            ("offset-path", PLAIN),
            ("rotate", PLAIN),
            ("scale", PLAIN),
            ("translate", PLAIN),
            ("mask-image", MASKED),
            ("-webkit-mask", MASKED),
        )
    },
    "mix-blend-mode": (frozenset(("normal", "")), _FLAT),
    "vector-effect": (frozenset(("none", "")), "scale the line with its shape"),
    "transform-origin": (frozenset(("0", "0 0", "0px 0px", "0% 0%", "top left", "left top", "")), PLAIN),
    "clip": (frozenset(("auto", "")), MASKED),
    "zoom": (frozenset(("1", "")), PLAIN),
    "background": (frozenset(("none", "transparent", "")), "draw the background as a rectangle, or leave it out"),
    "background-color": (frozenset(("none", "transparent", "")), "draw the background as a rectangle, or leave it out"),
}
_HANDLER = re.compile(r"on[a-z]+")


def refused(element: Element, name: str) -> DrawingError | None:
    """Why an element cannot be drawn, where its name alone says so."""
    if name not in _ELEMENTS:
        return None
    what, hint = _ELEMENTS[name]
    return DrawingError(f"the SVG has {what}", hint)


def check_effects(own: Mapping[str, str], name: str) -> None:
    """Raises DrawingError for a property that native shapes do not have."""
    for key, value in own.items():
        neutral, hint = _PROPERTIES.get(key, (None, ""))
        if neutral is not None and value.strip() not in neutral:
            raise DrawingError(f"the SVG's `{name}` has `{key}` {quoted(value)}, which native shapes do not have", hint)
        if _HANDLER.fullmatch(key):
            raise DrawingError(f"the SVG's `{name}` has `{key}`, a script", "save it without scripts")
