"""Slides with their texts as PowerPoint gets them, which breaks lines by itself and lets people search and change them.

Paper keeps what was set: of each text only the paragraphs change, never the lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from deckgen.layout.gaps import tabbed
from deckgen.layout.glue import loosened
from deckgen.layout.slots import slots_of
from deckgen.reading.fonts import Fonts
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Cell, Group, Item, Scene, Table, TextBlock


def native(scene: Scene, theme: Theme, fonts: Fonts) -> Scene:
    """A slide with no-break spaces only where they are needed, and with tabs for its gaps."""
    slots = slots_of(scene, theme)
    tabs = {slot.name: slot.tab for slot in slots}
    in_one_line = {slot.name for slot in slots if slot.type in ("date", "footer")}
    items = tuple(_searchable(_item(item, tabs, fonts), in_one_line) for item in scene.items)
    stops = {i.placeholder: stop for i in items if isinstance(i, Box) and i.placeholder and (stop := _stop(i.text))}
    return scene._replace(
        items=tuple(map(_stopped, items)) if stops else items,
        slots=tuple(slot._replace(tab=stops.get(slot.name, slot.tab)) for slot in slots),
    )


def _stop(text: TextBlock | None) -> float:
    """The only tab stop of a text, which its layout has; 0 where it has none or several."""
    found = {p.stops for p in text.paragraphs if p.stops} if text else set()
    (stop,) = found.pop() if len(found) == 1 and len(next(iter(found))) == 1 else (0.0,)
    return stop


def _stopped(item: Item) -> Item:
    """An item in a placeholder that has its tab stop from there."""
    if not isinstance(item, Box) or item.text is None or not item.placeholder or not _stop(item.text):
        return item
    return item._replace(text=item.text._replace(paragraphs=tuple(p._replace(stops=()) for p in item.text.paragraphs)))


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


def _searchable(item: Item, in_one_line: Set[str]) -> Item:
    """An item in a placeholder of one line, such as the footer, whose author's no-break spaces bind nothing there: its
    layout has plain ones."""
    if not isinstance(item, Box) or item.text is None or item.placeholder not in in_one_line:
        return item
    paragraphs = (
        p._replace(runs=tuple(r._replace(text=r.text.replace("\u00a0", " ")) for r in p.runs))
        for p in item.text.paragraphs
    )
    return item._replace(text=item.text._replace(paragraphs=tuple(paragraphs)))


def _text(text: TextBlock, width: float, tab: float, fonts: Fonts) -> TextBlock:
    return tabbed(loosened(text, width, fonts), tab, fonts)
