"""Styles of pages: worked out once for all pages that the same rules match, not for each page and its margins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.layout import page

_original = page.set_page_type_computed_styles
#: The attribute of what has the styles of a document that keeps those of its pages.
_KEPT = "kept_sides"


def take() -> None:
    """Has pages share their styles."""
    page.set_page_type_computed_styles = _set


def _set(side: Any, html: Any, style_for: Any) -> None:
    """`set_page_type_computed_styles`: the styles of a page of this type and of the boxes in its margins."""
    if side.index == 0:  # what is measured in parts of a page is not known yet
        _original(side, html, style_for)
        return
    kept = style_for.__dict__.setdefault(_KEPT, {})
    computed = style_for.get_computed_styles()
    key = tuple(_matching(side, style_for))
    if key not in kept:
        _original(side, html, style_for)
        pseudos = [pseudo for element, pseudo in style_for.get_cascaded_styles() if element == side]
        kept[key] = {pseudo: computed[side, pseudo] for pseudo in dict.fromkeys((None, *pseudos))}
    for pseudo, style in kept[key].items():
        computed[side, pseudo] = style


def _matching(side: Any, style_for: Any) -> Iterator[tuple[int, int, int]]:
    """The selectors of pages that match one of this type, by their places in style sheets."""
    for n, (sheet, _, _) in enumerate(style_for._sheets):
        for m, (_, selectors, _) in enumerate(sheet.page_rules):
            for k, (_, _, wanted) in enumerate(selectors):
                if style_for._page_type_match(wanted, side):
                    yield n, m, k
