"""Slides with their texts as PowerPoint gets them, which breaks lines by itself and lets people search and change them.

Paper keeps what was set: of each text only the paragraphs change, never the lines.
"""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.layout.gaps import tabbed
from deckgen.layout.glue import loosened
from deckgen.layout.slots import slots_of
from deckgen.reading.fonts import Fonts
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Cell, Group, Item, Scene, Table, TextBlock


def native(scene: Scene, theme: Theme, fonts: Fonts) -> Scene:
    """A slide with no-break spaces only where they are needed, and with tabs for its gaps."""
    tabs = {slot.name: slot.tab for slot in slots_of(scene, theme)}
    return scene._replace(items=tuple(_item(item, tabs, fonts) for item in scene.items))


def _item(item: Item, tabs: Mapping[str, float], fonts: Fonts) -> Item:
    match item:
        case Box(text=TextBlock() as text):
            changed = _text(text, item.rect.w, tabs.get(item.placeholder or "", 0.0), fonts)
            return item if changed is text else item._replace(text=changed)
        case Group():
            return item._replace(items=tuple(_item(i, tabs, fonts) for i in item.items))
        case Table():
            rows = (
                tuple(Cell(_text(c.text, w, 0.0, fonts), c.fill) for c, w in zip(row, item.columns, strict=True))
                for row in item.rows
            )
            return item._replace(rows=tuple(rows))
    return item


def _text(text: TextBlock, width: float, tab: float, fonts: Fonts) -> TextBlock:
    return tabbed(loosened(text, width, fonts), tab, fonts)
