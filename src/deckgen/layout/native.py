"""Slides with their texts as PowerPoint gets them, which breaks lines by itself and lets people search and change them.

Paper keeps what was set: of each text only the paragraphs change, never the lines.
"""

from __future__ import annotations

from deckgen.layout.gaps import tabbed
from deckgen.layout.glue import loosened
from deckgen.reading.fonts import Fonts
from deckgen.reading.theme import Layout, Theme
from deckgen.scene import Box, Cell, Group, Item, Scene, Table, TextBlock


def native(scene: Scene, theme: Theme, fonts: Fonts) -> Scene:
    """A slide with no-break spaces only where they are needed, and with tabs for its gaps."""
    layout = theme.layouts[scene.layout]
    return scene._replace(items=tuple(_item(item, layout, fonts) for item in scene.items))


def _item(item: Item, layout: Layout, fonts: Fonts) -> Item:
    match item:
        case Box(text=TextBlock() as text):
            tab = layout.placeholders[item.placeholder].tab if item.placeholder else 0.0
            changed = _text(text, item.rect.w, tab, fonts)
            return item if changed is text else item._replace(text=changed)
        case Group():
            return item._replace(items=tuple(_item(i, layout, fonts) for i in item.items))
        case Table():
            rows = (
                tuple(Cell(_text(c.text, w, 0.0, fonts), c.fill) for c, w in zip(row, item.columns, strict=True))
                for row in item.rows
            )
            return item._replace(rows=tuple(rows))
    return item


def _text(text: TextBlock, width: float, tab: float, fonts: Fonts) -> TextBlock:
    return tabbed(loosened(text, width, fonts), tab, fonts)
