"""Drawings that stand on many pages in one size: their operations are worked out once, and repeated.

Leaders, lines to write on and marks of check boxes are SVG backgrounds, each painted in a group of its own.
"""

from __future__ import annotations

from typing import Any

from weasyprint import images
from weasyprint.pdf import pydyf

_original = images.SVGImage.draw
#: The attribute of a drawing that keeps its operations by its size.
_KEPT = "kept_operations"
#: The resources that operations may refer to, if any; those of graphics states are taken along.
_OTHER = ("XObject", "Pattern", "Shading")
_STATES = "ExtGState"


def take() -> None:
    """Has drawings repeated."""
    images.SVGImage.draw = _draw


def _draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
    """`SVGImage.draw`: paints a drawing in a stream."""
    if not _is_fresh(stream):
        _original(image, stream, width, height, style)
        return
    kept = image.__dict__.setdefault(_KEPT, {})
    known = kept.get((width, height))
    if known is None:
        begun = len(stream.stream)
        _original(image, stream, width, height, style)
        operations = stream.stream[begun:]
        sound = not any(stream._resources[name] for name in _OTHER) and b"BT" not in operations
        kept[width, height] = (operations, list(stream._resources[_STATES].items())) if sound else ()
    elif known:
        operations, states = known
        stream.stream += operations
        for name, state in states:
            stream._resources[_STATES][name] = pydyf.Dictionary(state)
    else:
        _original(image, stream, width, height, style)


def _is_fresh(stream: Any) -> bool:
    """Whether what is painted in a stream depends on nothing that it had before, and is all that it has."""
    return stream._current_color is stream._current_color_stroke is stream._current_alpha is None and not (
        stream._current_alpha_stroke
        or stream._current_font
        or any(stream._resources[name] for name in (*_OTHER, _STATES))
    )
