"""Painting: a line whose texts are set here is written at once; what is in its order already is not copied to bring it
into one; outlines are looked for where there may be some."""

from __future__ import annotations

from typing import Any

from weasyprint import draw, stacking
from weasyprint.draw import border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box, InlineBox, ParentBox

from deckgen.writers.handout.shortcuts import lettering
from deckgen.writers.handout.shortcuts.lines import Row, Text
from deckgen.writers.handout.shortcuts.plain import is_bare

_inline, _outline, _dispatch_children = draw.draw_inline_level, border.draw_outline, stacking._dispatch_children
#: The attributes of a style that keep whether a box of it is painted where it stands in the text, and whether it has an
#: outline.
_ORDERED, _OUTLINED = "kept_ordered", "kept_outlined"


def take() -> None:
    """Has lines painted here, and boxes with nothing of their own passed by."""
    draw.draw_inline_level = _draw_inline
    draw.draw_outline = border.draw_outline = _draw_outline
    stacking._dispatch_children = _dispatched


def _draw_inline(
    stream: Any, page: Any, box: Any, offset_x: float = 0, text_overflow: str = "clip", block_ellipsis: Any = "none"
) -> None:
    """`draw_inline_level`: paints a line, or what stands in one."""
    if type(box) is Row and stream._tags is not None and is_bare(box.style):
        _draw_row(stream, page, box)
    else:
        _inline(stream, page, box, offset_x, text_overflow, block_ellipsis)


def _draw_row(stream: Any, page: Any, box: Any) -> None:
    """Paints what is in a line that was set here, or in an element in it."""
    for child in box.children:
        if type(child) is Text:
            lettering.write(stream, child)
        elif type(child) is InlineBox and child.background is None and is_bare(child.style):
            _draw_row(stream, page, child)  # there are no borders in such a line
        else:
            _inline(stream, page, child)


def _draw_outline(stream: Any, box: Any) -> None:
    """`draw_outline`: paints the outlines of a box and of all in it."""
    style = box.style
    outlined = style.__dict__.get(_OUTLINED)
    if outlined is None:
        outlined = bool(style["outline_width"] and get_color(style, "outline_color").alpha)
        setattr(style, _OUTLINED, outlined)
    if outlined:
        _outline(stream, box)
        return
    for child in box.children:
        if type(child) is not Text and isinstance(child, Box):
            _draw_outline(stream, child)


def _dispatched(
    box: Any, page: Any, contexts: list[Any], blocks: list[Any], floats: list[Any], blocks_and_cells: dict[Any, Any]
) -> Any:
    """`_dispatch_children`: a box without what is painted apart from it; the very same one where nothing is."""
    if not isinstance(box, ParentBox):
        return box
    left = []
    same = True
    for child in box.children:
        if type(child) is Text or (type(child) is Row and _is_ordered(child)):
            left.append(child)
            continue
        found = stacking._dispatch(child, page, contexts, blocks, floats, blocks_and_cells)
        same = same and found is child
        if found is not None:
            left.append(found)
    return box if same else box.copy_with_children(left)


def _is_ordered(box: Any) -> bool:
    """Whether what is in a line that was set here, or in an element in it, is painted where it stands."""
    return all(
        type(child) is Text or (type(child) is InlineBox and _stays(child.style) and _is_ordered(child))
        for child in box.children
    )


def _stays(style: Any) -> bool:
    """Whether a box of a style is painted where it stands in the text."""
    stays = style.__dict__.get(_ORDERED)
    if stays is None:
        stays = bool(
            style["position"] == "static"
            and style["float"] == "none"
            and style["opacity"] == 1
            and not style["transform"]
            and style["overflow"] == "visible"
        )
        setattr(style, _ORDERED, stays)
    return stays  # type: ignore[no-any-return]
