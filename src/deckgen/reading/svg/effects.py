"""What an SVG may have and native shapes do not: each with what to do instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from deckgen.messages import Message, say
from deckgen.reading.svg.problems import PLAIN, DrawingError, quoted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MASKED = say("svg:cut-the-shapes-instead-of")
_FLAT = say("svg:take-the-effect-away-in")
#: Elements that look like nothing that can be drawn: what they are called, and what to do.
_ELEMENTS = {
    **dict.fromkeys(
        ("text", "tspan", "textPath", "flowRoot"),
        (
            say("svg:text-that-is-not-outlined"),
            say("svg:turn-the-text-into-outlines"),
        ),
    ),
    "image": (say("svg:a-picture-inside"), say("svg:take-the-picture-out-or")),
    "foreignObject": (say("svg:a-foreignobject-a-piece-of"), say("svg:export-it-as-shapes-or")),
    "script": (say("svg:a-script"), say("svg:save-it-without-scripts")),
    **dict.fromkeys(
        ("animate", "animateTransform", "animateMotion", "animateColor", "set"),
        (say("svg:an-animation"), say("svg:save-it-without-the-animation")),
    ),
    **dict.fromkeys(("video", "audio", "iframe", "canvas"), (say("svg:a-film-or-a-sound"), PLAIN)),
}
#: Properties that change how a shape looks: the values with which they do not, and what to do about others.
_PROPERTIES: Mapping[str, tuple[frozenset[str], Message]] = {
    **{
        key: (frozenset(("none", "")), hint)
        for key, hint in (
            ("filter", _FLAT),
            ("backdrop-filter", _FLAT),
            ("marker", say("svg:draw-arrowheads-as-shapes")),
            ("marker-start", say("svg:draw-arrowheads-as-shapes")),
            ("marker-mid", say("svg:draw-arrowheads-as-shapes")),
            ("marker-end", say("svg:draw-arrowheads-as-shapes")),
            ("animation", say("svg:leave-the-animation-out")),
            ("animation-name", say("svg:leave-the-animation-out")),
            ("offset-path", PLAIN),
            ("rotate", PLAIN),
            ("scale", PLAIN),
            ("translate", PLAIN),
            ("mask-image", MASKED),
            ("-webkit-mask", MASKED),
        )
    },
    "mix-blend-mode": (frozenset(("normal", "")), _FLAT),
    "vector-effect": (frozenset(("none", "")), say("svg:scale-the-line-with-its")),
    "transform-origin": (frozenset(("0", "0 0", "0px 0px", "0% 0%", "top left", "left top", "")), PLAIN),
    "clip": (frozenset(("auto", "")), MASKED),
    "zoom": (frozenset(("1", "")), PLAIN),
    "background": (frozenset(("none", "transparent", "")), say("svg:draw-the-background-as-a")),
    "background-color": (frozenset(("none", "transparent", "")), say("svg:draw-the-background-as-a")),
}
_HANDLER = re.compile(r"on[a-z]+")


def refused(element: Element, name: str) -> DrawingError | None:
    """Why an element cannot be drawn, where its name alone says so."""
    if name not in _ELEMENTS:
        return None
    what, hint = _ELEMENTS[name]
    return DrawingError(say("svg:the-svg-has", what=what), hint)


def check_effects(own: Mapping[str, str], name: str) -> None:
    """Raises DrawingError for a property that native shapes do not have."""
    for key, value in own.items():
        neutral, hint = _PROPERTIES.get(key, (None, PLAIN))
        if neutral is not None and value.strip() not in neutral:
            raise DrawingError(say("svg:the-svg-has-which-native", name=name, key=key, value=quoted(value)), hint)
        if _HANDLER.fullmatch(key):
            raise DrawingError(say("svg:the-svg-has-a-script", name=name, key=key), say("svg:save-it-without-scripts"))
