"""The lists of terms and of sources in columns: where their pages are known, as high as these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from deckgen.writers.handout.back import Back, PrintSource
from deckgen.writers.handout.bands import AROUND, SAFE, Band, bands, paged
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.press import Pages
from deckgen.writers.handout.setter import Setter, depth
from deckgen.writers.handout.terms import PrintTerm

#: What stays with a list's name, as the styles have it, in millimetres; the space above it, in lines.
KEPT, ABOVE = 24.0, 1.5


class _Listed(NamedTuple):
    """A list in columns, in how many pages it ends after the one where the first begins (None: nobody knows), and the
    room that is left there, in millimetres."""

    name: str
    bands: tuple[Band, ...]
    page: int | None
    left: float


def lists(
    setter: Setter, back: Back, before: Pages | None, left: float | None = None
) -> Mapping[str, tuple[Band, ...]]:
    """The lists in columns by the names that templates have for them. `before`: the pages as they were set, before it
    was known where the lists begin; where it was, `left` is the room on the page before them, in millimetres."""
    return {listed.name: listed.bands for listed in _listed(setter, back, before, left)}


def least_pages(setter: Setter, back: Back, before: Pages, after: float) -> int:
    """The pages that an edition takes at least where its lists are as high as their pages, and what comes `after` them
    so many millimetres high."""
    first = next((n for n, page in enumerate(before.anchors, 1) if "glossary" in page), None)
    *_, last = _listed(setter, back, before)
    if first is None or last.page is None:
        return len(before.anchors)
    return first + last.page + (after > last.left)


def _listed(setter: Setter, back: Back, before: Pages | None, known: float | None = None) -> Iterator[_Listed]:
    found: dict[str, tuple[str, Sequence[PrintBlock], Sequence[PrintTerm | PrintSource]]] = {
        "terms": ("glossary", back.about_terms, back.terms),
        "sources": ("sources", back.about_sources, back.sources),
    }
    sheet, page = setter.sheet, 0
    left: float | None = None if known is None else known - SAFE
    for name, (anchor, about, entries) in found.items():
        heights = _heights(setter, entries)
        if left is None:
            left = _left(setter, anchor, before)
        elif known is None or entries or about:
            left -= ABOVE * sheet.line
        if left is None or not entries:
            yield _Listed(name, bands(entries, heights, sheet), None if left is None else page, left or 0.0)
            continue
        head = _head(setter, about)
        if left < head + KEPT:
            left, page = sheet.inner - SAFE, page + 1
        room = left - head
        columns, left = paged(entries, heights, sheet, room)
        page += len(columns) - (columns[0].height <= room)
        yield _Listed(name, columns, page, left)


def _heights(setter: Setter, entries: Sequence[PrintTerm | PrintSource]) -> list[float]:
    line = setter.types["source"].line_height
    return [e.line_count * line + AROUND for e in entries]


def _left(setter: Setter, anchor: str, before: Pages | None) -> float | None:
    """The room on a page from a list on, with its name; None where that is not known."""
    tops = [page[anchor][1] for page in before.anchors if anchor in page] if before else []
    sheet = setter.sheet
    return sheet.top + sheet.inner - tops[0] - SAFE if tops else None


def _head(setter: Setter, about: Sequence[PrintBlock]) -> float:
    """The height of a list's name with what is said about it, as the styles have it."""
    sheet, line = setter.sheet, setter.sheet.line
    name = setter.types["part"].line_height
    said = depth(about) * line + line / 2 if about else 0.0
    return line / 2 + max(sheet.lines(name + line / 2), name + line / 2 + said if sheet.stacked else said)
