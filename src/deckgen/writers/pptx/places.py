"""The placeholders of the theme's layouts in PowerPoint's words: their types, numbers, levels of text.

The layout part writes them out; a slide refers to them and says only what differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from deckgen.layout.runs import list_indents, list_mark
from deckgen.reading.theme import Layout, Placeholder, TextStyle, Theme
from deckgen.writers.pptx.text import Frame, Level

#: Layouts that are a standard kind of slide (ECMA-376 part 1, 19.7.15); all others are the brand's own.
STANDARD = {
    "cover": "title",
    "content": "obj",
    "section": "secHead",
    "title-only": "titleOnly",
    "comparison": "twoColTx",
    "blank": "blank",
}
#: Date, footer, number: their type, share of the line, and the number that PowerPoint's own layouts give them.
FURNITURE = {
    "date": 'type="dt" sz="half" idx="10"',
    "footer": 'type="ftr" sz="quarter" idx="11"',
    "number": 'type="sldNum" sz="quarter" idx="12"',
}
#: The first number for a placeholder that is neither title, subtitle nor content: 10 to 12 are the furniture's.
_OWN = 13
#: Levels of text in a placeholder.
_LEVELS = 5


class Place(NamedTuple):
    """A placeholder of a layout as the package knows it: `tag` is its `p:ph`, the rest what slides inherit from it."""

    tag: str
    spec: Placeholder
    frame: Frame


def places(theme: Theme, key: str) -> dict[str, Place]:
    """The placeholders of a layout by their names in the theme."""
    layout = theme.layouts[key]
    tags = _tags(key, layout)
    return {name: Place(tags[name], spec, frame(theme, layout, spec)) for name, spec in layout.placeholders.items()}


def _tags(key: str, layout: Layout) -> dict[str, str]:
    """`p:ph` of each placeholder: subtitle and content count from 1, so that PowerPoint carries them over when the
    layout is changed; texts of the brand's own count from 13."""
    main, own, out = 1, _OWN, {}
    for name, spec in layout.placeholders.items():
        match spec.type:
            case "title":
                xml = 'type="ctrTitle"' if STANDARD.get(key) == "title" else 'type="title"'
            case "date" | "footer" | "number":
                xml = FURNITURE[spec.type]
            case "subtitle":
                xml, main = f'type="subTitle" idx="{main}"', main + 1
            case "body" if spec.bullet:  # content: a text, table, chart or picture may go there
                xml, main = f'idx="{main}"', main + 1
            case "body":
                xml, own = f'type="body" sz="quarter" idx="{own}"', own + 1
            case "picture":
                xml, own = f'type="pic" sz="quarter" idx="{own}"', own + 1
        out[name] = xml
    return out


def frame(theme: Theme, layout: Layout, spec: Placeholder) -> Frame:
    """What a placeholder says about its text."""
    background = spec.fill or layout.background
    first = theme.styles[spec.style]
    second = theme.styles[spec.second] if spec.second else first
    listed = spec.bullet
    # texts without a list have deeper levels too: else the master's, with their marks, would appear there
    deeper = range(1, _LEVELS) if spec.type in ("body", "subtitle") else ()
    levels = (
        _level(first, spec, 0, listed, background),
        *(_level(second, spec, n, listed, background) for n in deeper),
    )
    return Frame(levels, spec.inset, spec.anchor)


def _level(style: TextStyle, spec: Placeholder, n: int, listed: bool, background: str) -> Level:
    size, colour = style.sizes[0], spec.colour or style.colour
    indent, hang = list_indents(size, n, listed)
    mark = list_mark(n, background, colour) if listed else None
    return Level(
        size, style.font, style.bold, colour, style.leading, style.before, spec.align,
        round(indent, 2), round(hang, 2), mark, (spec.tab,) if spec.tab and not n else (),
    )  # fmt: skip


def all_places(theme: Theme) -> Mapping[str, Mapping[str, Place]]:
    """The placeholders of all layouts."""
    return {key: places(theme, key) for key in theme.layouts}
