"""Boxes with nothing to paint, and pages with nothing in their margins: most of them, passed by at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import document, draw, pdf
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box, ParentBox
from weasyprint.layout import background, inline, page
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text import line_break

_backgrounds = background.layout_box_backgrounds
_border, _mask = draw.draw_border, draw.set_mask_border
_paint_page = document.Page.paint
_margin_boxes, _strut, _flows = page.make_margin_boxes, line_break.strut, Box.is_in_normal_flow
_walk, _own_page, _pages_of = Box.descendants, Box.page_values, ParentBox.page_values
#: The attributes that keep, of a style, whether it is bare, and the height of its lines.
_BARE, _STRUT = "kept_bare", "kept_strut"
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
#: What a bare box has.
_NOTHING = {"background": None, **{f"border_{corner}_radius": (0, 0) for corner in _CORNERS}}
#: What a box shows that is not made.
_EMPTY = ("normal", "inhibit", "none")
#: The boxes in a page's margins.
_MARGINS = tuple(
    [f"@{edge}-{at}" for edge in ("top", "bottom") for at in ("left", "center", "right", "left-corner", "right-corner")]
    + [f"@{edge}-{at}" for edge in ("left", "right") for at in ("top", "middle", "bottom")]
)


def take() -> None:
    """Has what is plain passed by."""
    background.layout_box_backgrounds = _set_backgrounds
    draw.draw_border, draw.set_mask_border = _draw_border, _set_mask
    page.make_margin_boxes = _made_margin_boxes
    inline.strut = strut
    Box.is_in_normal_flow = _is_in_normal_flow
    Box.descendants = _descendants
    ParentBox.page_values = _page_values
    document.Page.paint = _paint


def is_bare(style: Any) -> bool:
    """Whether a style paints nothing but text and, perhaps, plain borders."""
    bare = style.__dict__.get(_BARE)
    if bare is None:
        bare = bool(
            style["border_image_source"][0] == "none"
            and style["mask_border_source"][0] == "none"
            and all(kind == "none" for kind, _ in style["background_image"])
            and get_color(style, "background_color").alpha == 0
            and not style["box_shadow"]
            and style["column_width"] == "auto"
            and style["column_count"] == "auto"
            and all((0, "px") in style[f"border_{corner}_radius"] for corner in _CORNERS)
        )
        setattr(style, _BARE, bare)
    return bare  # type: ignore[no-any-return]


def _set_backgrounds(page: Any, box: Any, images: Any, layout_children: bool = True, style: Any = None) -> None:
    """`layout_box_backgrounds`: the backgrounds of a box and of what is in it."""
    if style is not None or box is page or not is_bare(box.style):
        _backgrounds(page, box, images, layout_children, style)
        return
    while type(box) is AbsolutePlaceholder:
        box = box._box
    if not getattr(type(box), "told", False):  # lines and their texts have nothing anyhow
        box.__dict__.update(_NOTHING)
    if layout_children:
        for child in box.all_children():
            _set_backgrounds(page, child, images)


def _draw_border(stream: Any, box: Any) -> None:
    """`draw_border`: the borders of a box."""
    if (
        box.border_top_width
        or box.border_bottom_width
        or box.border_left_width
        or box.border_right_width
        or not is_bare(box.style)
    ):
        _border(stream, box)


def _set_mask(stream: Any, box: Any) -> None:
    """`set_mask_border`: the mask of a box."""
    if not is_bare(box.style):
        _mask(stream, box)


def _made_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
    """`make_margin_boxes`: what stands in the margins of a page."""
    styles = (context.style_for(page.page_type, margin) for margin in _MARGINS)
    if any(style is not None and style["content"] not in _EMPTY for style in styles):
        yield from _margin_boxes(context, page, state)


def strut(style: Any) -> tuple[float, float]:
    """`strut`: the height of a style's lines, and their first baseline."""
    kept = style.__dict__.get(_STRUT)
    if kept is None:
        kept = _strut(style)
        setattr(style, _STRUT, kept)
    return kept  # type: ignore[no-any-return]


def _is_in_normal_flow(box: Any) -> bool:
    """`Box.is_in_normal_flow`."""
    style = box.style
    position = style["position"]
    flows = style["float"] == "none" and position != "absolute" and position != "fixed"
    return flows and position[0] not in ("running()", "note()")


def _page_values(self: Any) -> tuple[Any, Any]:
    """`ParentBox.page_values`: the names of the pages on which what is in a box begins and ends."""
    start, end = _own_page(self)
    first = next(filter(_is_in_order, self.children), None)
    if first is None:
        return start, end
    last = next(filter(_is_in_order, reversed(self.children)))
    begins = first.page_values()
    ends = begins if first is last else last.page_values()
    return begins[0] or start, ends[1] or end


def _is_in_order(box: Any) -> bool:
    """Whether a box stands between those before and after it, floats included."""
    return bool(box.is_in_normal_flow() or box.is_floated())


def _descendants(self: Any, placeholders: bool = False) -> Iterator[Any]:
    """`Box.descendants`: a box and all in it, in their order."""
    waiting = [self]
    while waiting:
        box = waiting.pop()
        if type(box) is AbsolutePlaceholder:
            if not placeholders:
                yield box
                continue
            box = box._box
        yield box
        waiting += box.children[::-1]


def _paint(page: Any, stream: Any, scale: float = 1) -> None:
    """`Page.paint`: paints a page. What it is painted with is one string then: it is kept until all pages are."""
    _paint_page(page, stream, scale)
    stream.stream[:] = [b"\n".join(map(pdf.pydyf._to_bytes, stream.stream))]
