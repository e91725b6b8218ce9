"""Props as bytes and back: what was read of an SVG once need not be read again.

JSON, since a float's shortest form gives the same float back: a prop that was packed is the prop that was read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from deckgen.reading.drawing import Drawing, Shape
from deckgen.reading.props import Prop, read_prop
from deckgen.scene import Gradient, Rect, Stop, Stroke

#: Gives what was kept under a name, or else makes it now and keeps it.
Keep = Callable[[str, Callable[[], bytes]], bytes]


def kept_prop(name: str, data: bytes, keep: Keep | None) -> Prop:
    """A prop out of its file, or as it was kept when that was read before, where something is kept. Raises PropError
    and DrawingError, as reading it does."""
    if keep is None:
        return read_prop(name, data)
    return unpacked(keep(f"prop {name} {sha256(data).hexdigest()}", lambda: packed(read_prop(name, data))))


def packed(prop: Prop) -> bytes:
    """A prop as bytes."""
    fields = prop._asdict() | {"labels": dict(prop.labels), "meanings": dict(prop.meanings)}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(data: bytes) -> Prop:
    """The prop that was packed."""
    v = json.loads(data)
    return Prop(
        v["name"],
        MappingProxyType(v["labels"]),
        MappingProxyType(v["meanings"]),
        _drawing(v["back"]),
        _drawing(v["front"]) if v["front"] else None,
        v["ground"],
        tuple(v["foot"]),
        tuple(v["top"]) if v["top"] else None,
        tuple(Rect(*room) for room in v["rooms"]),
        Rect(*v["label"]) if v["label"] else None,
        v["label_colour"],
        _drawing(v["lettered"]) if v["lettered"] else None,
    )


def _drawing(value: Any) -> Drawing:
    view, shapes = value
    return Drawing(tuple(view), tuple(_shape(*shape) for shape in shapes))


def _shape(contours: Any, fill: Any, stroke: Any, opacity: float) -> Shape:
    placed = tuple(tuple((command, tuple(numbers)) for command, numbers in contour) for contour in contours)
    if isinstance(fill, list):
        stops, matrix, radial = fill
        fill = Gradient(tuple(Stop(*stop) for stop in stops), tuple(matrix), radial)
    return Shape(placed, fill, Stroke._make((*stroke[:-1], tuple(stroke[-1]))) if stroke else None, opacity)
