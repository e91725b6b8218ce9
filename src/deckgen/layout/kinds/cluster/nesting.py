"""Boxes in boxes as they are written, and as a list in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple

from deckgen.layout.page import Page
from deckgen.reading.model import Many
from deckgen.reading.slide import Named
from deckgen.reading.values import IconName, Text


class Nested(Named):
    """A thing and what is in it: its name, a few words, an icon; `mark` gives it the accent, `dashed` a dashed edge."""

    text: Text | None = None
    icon: IconName | None = None
    mark: bool = False
    dashed: bool = False
    boxes: Annotated[tuple[Nested, ...], Many(1, 8)] = ()


class NestedBox(NamedTuple):
    """A box in the drawing: what was written, how deep it is, its names from the outside in, its parents' numbers."""

    thing: Nested
    path: tuple[str, ...]
    parents: tuple[int, ...]

    @property
    def depth(self) -> int:
        return len(self.parents)


def in_order(
    page: Page, boxes: Iterable[Nested], path: tuple[str, ...], parents: tuple[int, ...], start: int = 0
) -> Iterator[NestedBox]:
    """All boxes in reading order."""
    n = start
    for b in boxes:
        own = (*path, page.prose(b.name).plain)
        yield NestedBox(b, own, parents)
        inside = list(in_order(page, b.boxes, own, (*parents, n), n + 1))
        yield from inside
        n += 1 + len(inside)
