"""Slides with their texts as PowerPoint gets them, which breaks lines by itself and lets people search and change them.

Paper keeps what was set: of each text only the paragraphs change, never the lines.
"""

from __future__ import annotations

from deckgen.layout.glue import loosened
from deckgen.reading.fonts import Fonts
from deckgen.scene import Box, Cell, Group, Item, Scene, Table, TextBlock


def native(scene: Scene, fonts: Fonts) -> Scene:
    """A slide with no-break spaces only where they are needed."""
    return scene._replace(items=tuple(_searchable(_item(item, fonts)) for item in scene.items))


def _item(item: Item, fonts: Fonts) -> Item:
    match item:
        case Box(text=TextBlock() as text):
            changed = loosened(text, item.rect.w, fonts)
            return item if changed is text else item._replace(text=changed)
        case Group():
            return item._replace(items=tuple(_item(i, fonts) for i in item.items))
        case Table():
            rows = (
                tuple(Cell(loosened(c.text, w, fonts), c.fill) for c, w in zip(row, item.columns, strict=True))
                for row in item.rows
            )
            return item._replace(rows=tuple(rows))
    return item


def _searchable(item: Item) -> Item:
    """Furniture in one line, such as the footer, where its author's no-break spaces bind nothing: its layout has plain
    ones."""
    if not isinstance(item, Box) or item.text is None or item.role != "furniture":
        return item
    if not any("\u00a0" in r.text for p in item.text.paragraphs for r in p.runs):
        return item
    paragraphs = (
        p._replace(runs=tuple(r._replace(text=r.text.replace("\u00a0", " ")) for r in p.runs))
        for p in item.text.paragraphs
    )
    return item._replace(text=item.text._replace(paragraphs=tuple(paragraphs)))
