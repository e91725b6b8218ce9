"""Bounds: items that leave the page, and items that lie over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from deckgen.checks.subject import TOLERANCE, Subject, line_bounds, overflows_page, text_bounds
from deckgen.diagnostics import Diagnostic, finding, warning
from deckgen.messages import say
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Chart, Item, Picture, Rect, Table, walk


def off_page(subject: Subject) -> Iterator[Diagnostic]:
    """Items that leave the page, but for tables that overflow: those are told already."""
    width, height = subject.theme.page
    page = Rect(0, 0, width, height)
    for item in subject.items:
        overflows = isinstance(item, Table) and overflows_page(item, subject.theme)
        if not overflows and not _covers(page, item.rect):
            told = finding(_is_content(item))
            yield told(
                say("fit.off-page", name=item.name), subject.span(item), say("fit:use-fewer-or-shorter-elements")
            )


def _is_content(item: Item) -> bool:
    """Whether an item says or shows something by itself."""
    return isinstance(item, (Table, Chart)) or (isinstance(item, (Box, Picture)) and not item.decorative)


def overlap(subject: Subject) -> Iterator[Diagnostic]:
    """Words, tables and pictures that lie over each other. Words on a panel may lie over a picture."""
    fitting = (item for item in _solid(subject.items) if not _reported(item, subject.theme))
    bounded = [(item, bounds) for item in fitting if (bounds := _bounds(item)) is not None]
    for (a, bounds_a), (b, bounds_b) in combinations(bounded, 2):
        if (
            _meet(bounds_a, bounds_b)
            and _lines_meet(a, b)
            and not (isinstance(a, Picture) and isinstance(b, Box) and _on_panel(b, subject.items))
        ):
            yield warning(
                say("fit.overlap", name=a.name, other=b.name), subject.span(a), say("fit:shorten-one-of-the-two")
            )


def _reported(item: Item, theme: Theme) -> bool:
    """Whether an item overflows: that is one finding, and what follows from it is none."""
    return (isinstance(item, Box) and item.text is not None and item.text.overflow > 0) or (
        isinstance(item, Table) and overflows_page(item, theme)
    )


def _solid(items: Iterable[Item]) -> Iterator[Box | Table | Picture]:
    """What may cover something, the labels of charts included."""
    for item in items:
        if isinstance(item, (Box, Table, Picture)):
            yield item
        elif isinstance(item, Chart):
            yield from _solid(walk(item.drawing))


def _bounds(item: Box | Table | Picture) -> Rect | None:
    """What an item covers: its words, or the whole of a table or picture; None where it has nothing to be read."""
    if isinstance(item, Box):
        return text_bounds(item)
    return None if isinstance(item, Picture) and item.decorative else item.rect


def _lines_meet(a: Item, b: Item) -> bool:
    """Whether two items meet line by line: lines that are never broken, as those of code, leave room at their ends."""
    return any(_meet(one, other) for one in _parts(a) for other in _parts(b))


def _parts(item: Item) -> list[Rect]:
    """What an item covers: lines that are never broken one by one."""
    if isinstance(item, Box) and item.text and not item.text.wrap:
        return line_bounds(item)
    bounds = text_bounds(item) if isinstance(item, Box) else item.rect
    return [bounds] if bounds else []


def _on_panel(box: Box, items: Iterable[Item]) -> bool:
    """Whether a text stands on a fill: its own, or that of a box beneath it."""
    return any(isinstance(item, Box) and item.fill and _covers(item.rect, box.rect) for item in items)


def _covers(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x + TOLERANCE
        and outer.y <= inner.y + TOLERANCE
        and outer.right >= inner.right - TOLERANCE
        and outer.bottom >= inner.bottom - TOLERANCE
    )


def _meet(a: Rect, b: Rect) -> bool:
    return (
        a.x < b.right - TOLERANCE
        and b.x < a.right - TOLERANCE
        and a.y < b.bottom - TOLERANCE
        and b.y < a.bottom - TOLERANCE
    )
