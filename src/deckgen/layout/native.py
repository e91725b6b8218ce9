"""Slides with their texts as PowerPoint gets them, which breaks lines by itself and lets people search and change them.

Paper keeps what was set: of each text only the paragraphs change, never the lines.
"""

from __future__ import annotations

from deckgen.layout.glue import loosened
from deckgen.reading.fonts import Fonts
from deckgen.scene import Box, Cell, Group, Item, Scene, Table, TextBlock


def native(scene: Scene, fonts: Fonts) -> Scene:
    """A slide with no-break spaces only where they are needed."""
    return scene._replace(items=tuple(_item(item, fonts) for item in scene.items))


def _item(item: Item, fonts: Fonts) -> Item:
    match item:
        case Box(text=TextBlock() as text):
            changed = _plain(text) if item.role == "furniture" else loosened(text, item.rect.w, fonts)
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


def _plain(text: TextBlock) -> TextBlock:
    """The one line of a footer, in which an author's no-break spaces bind nothing; its layout has plain ones."""
    paragraphs = (
        p._replace(runs=tuple(r._replace(text=r.text.replace("\u00a0", " "), glue=()) for r in p.runs))
        for p in text.paragraphs
    )
    return text._replace(paragraphs=tuple(paragraphs))
