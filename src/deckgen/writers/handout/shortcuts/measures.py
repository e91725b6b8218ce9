"""Measures of boxes that follow from their style alone: worked out once for each style, not for each box."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from weasyprint import css
from weasyprint.css import functions
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, block, column, float, grid, inline, page, percent, table

_original, _math = percent.resolve_percentages, functions.check_math
#: Values that are not worked out any more.
_PLAIN = (str, int, float, Dimension, type(None))
_SIDES = ("top", "right", "bottom", "left")
#: What is resolved, by the names of a box.
_NAMES = tuple(
    [f"margin_{s}" for s in _SIDES]
    + [f"padding_{s}" for s in _SIDES]
    + [f"{bound}{axis}" for axis in ("width", "height") for bound in ("", "min_", "max_")]
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
#: The attribute of a style that keeps what boxes have of it; None where that depends on what they stand in.
_KEPT = "kept_measures"


def take() -> None:
    """Has boxes of one style share their measures."""
    for module in (absolute, block, column, float, grid, inline, page, percent, table):
        module.resolve_percentages = resolve
    for module in (css, inline, percent):
        module.check_math = check_math
    for name, function in PHYSICAL_FUNCTIONS.items():
        PHYSICAL_FUNCTIONS[name] = lru_cache(function)


def check_math(value: Any) -> Any:
    """`check_math`: whether a value is to be worked out."""
    return None if type(value) in _PLAIN else _math(value)


def resolve(box: Any, containing_block: Any) -> None:
    """`resolve_percentages`: sets the measures of a box in what contains it."""
    style = box.style
    kept = style.__dict__.get(_KEPT, False)
    if kept:
        box.__dict__.update(kept)
        return
    _original(box, containing_block)
    if kept is False:
        setattr(style, _KEPT, {name: getattr(box, name) for name in (*_NAMES, *_BORDERS)} if _fixed(box) else None)


def _fixed(box: Any) -> bool:
    """Whether nothing of a box's measures depends on what contains it, or on another box."""
    style = box.style
    if isinstance(box, boxes.PageBox) or style["border_collapse"] == "collapse":
        return False
    values = (style[name] for name in _NAMES)
    return all(v == "auto" or (not check_math(v) and getattr(v, "unit", None) == "px") for v in values)
