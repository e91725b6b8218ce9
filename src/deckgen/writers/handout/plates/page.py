"""What stands on a page that is drawn, not set in type: art that says nothing, words, drawings, tables."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.scene import Box, Freeform, Group, Item, Picture, Rect, TextBlock
from deckgen.writers.handout.ink import grey_items


class Words(NamedTuple):
    """A text at its place. `title`: it is the heading of the page."""

    rect: Rect
    text: TextBlock
    title: bool = False


class Rows(NamedTuple):
    """Rows of a table that goes on from page to page: what its columns are called, and what stands in each row; "" in a
    cell to write in. The head is read on the first page only."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    summary: str
    first: bool


class Card(NamedTuple):
    """What belongs together on a page with several such."""

    parts: tuple[Words | Item, ...]


Part = Words | Rows | Card | Item


class Page(NamedTuple):
    """A page, in points: what is beneath all else and says nothing, and what is read, in this order."""

    width: float
    height: float
    art: tuple[Item, ...]
    parts: tuple[Part, ...]

    def without_colours(self) -> Page:
        """The page with drawings and pictures in grey; the palette's colours are the brand's matter."""
        return self._replace(art=grey_items(self.art), parts=tuple(map(_greyed, self.parts)))


def _greyed(part: Part) -> Part:
    if isinstance(part, (Words, Rows)):
        return part
    if isinstance(part, Card):
        return Card(tuple(p if isinstance(p, Words) else grey_items((p,))[0] for p in part.parts))
    return grey_items((part,))[0]


def moved(words: Words, x: float, y: float) -> Words:
    """Words at another place."""
    return words._replace(rect=words.rect._replace(x=words.rect.x + x, y=words.rect.y + y))


def shifted(item: Item, x: float, y: float) -> Item:
    """An item at another place; what a plate draws is boxes, drawings and pictures, and groups of those."""
    if isinstance(item, Group):
        return item._replace(items=tuple(shifted(i, x, y) for i in item.items))
    assert isinstance(item, (Box, Freeform, Picture))
    return item._replace(rect=item.rect._replace(x=item.rect.x + x, y=item.rect.y + y))
