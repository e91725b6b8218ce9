"""Page numbers that stand apart: written when all pages are there, not by making their own page again, and once more.

A number that is set at the right of its element, out of the flow, moves nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint import layout
from weasyprint.css.targets import anchor_name_from_token
from weasyprint.formatting_structure import boxes, build

from deckgen.writers.handout.shortcuts import lettering

_content, _pages = build.content_to_boxes, layout.make_all_pages
#: The attribute of a box that names the anchor whose page number it shows, and that of what collects anchors where
#: there is such a box.
_AWAITS = "awaits_page_of"


def take() -> None:
    """Has page numbers that stand apart written in the end."""
    build.content_to_boxes = _boxes
    layout.make_all_pages = _made_pages


def _boxes(style: Any, parent_box: Any, depth: Any, counters: Any, images: Any, collector: Any, *more: Any) -> Any:
    """`content_to_boxes`: what a pseudo-element shows."""
    anchor = _awaited(style, parent_box) if style["position"] == "absolute" else ""
    if anchor in collector.target_lookup_items:
        number = boxes.TextBox.anonymous_from(parent_box, "0")
        if lettering.look(number.style):
            setattr(parent_box, _AWAITS, anchor)
            setattr(collector, _AWAITS, True)
            return [number]
    return _content(style, parent_box, depth, counters, images, collector, *more)


def _awaited(style: Any, box: Any) -> str:
    """The anchor whose page number is all that a pseudo-element shows, at the right of its element."""
    content = style["content"]
    if style["right"] == "auto" or style["left"] != "auto" or style["width"] != "auto" or len(content) != 1:
        return ""
    kind, value = content[0]
    if kind != "target-counter()" or value[1] != "page" or value[-1] != "decimal":
        return ""
    token = value[0]
    if token[0] == "attr()":
        token = "string", box.element.get(token[1][0])
    return anchor_name_from_token(token) or "" if token[1] else ""


def _made_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """`make_all_pages`: the pages, with their numbers where they are told."""
    made = list(_pages(context, root_box, html, pages))
    if getattr(context.target_collector, _AWAITS, False):
        numbers = dict(_numbers(context, made))
        for page in made:
            for box in page.descendants(placeholders=True):
                if anchor := box.__dict__.get(_AWAITS):
                    _write(box, str(numbers[anchor]))
    yield from made


def _numbers(context: Any, pages: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """Each anchor with the number of the page that it stands on first."""
    seen = set()
    for n, page in enumerate(pages, 1):
        number = context.page_maker[n][3][1]["page"][-1]
        for box in page.descendants(placeholders=True):
            anchor = box.style["anchor"]
            if anchor and anchor not in seen:
                seen.add(anchor)
                yield anchor, number


def _write(box: Any, number: str) -> None:
    """Writes a number into its box, which ends where it did."""
    line = box.children[0]
    text = line.children[0]
    look = lettering.look(text.style)
    assert look is not None
    wider = (look.ink.width(number) or 0.0) * look.size - text.width
    text.text, text.pango_layout = number, lettering.Lettering(number, look.ink)
    for each in (box, line, text):
        each.width += wider
        each.position_x -= wider
