"""The lists of terms and of sources in columns: where their pages are known, as high as these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.writers.handout.back import Back, PrintSource
from deckgen.writers.handout.bands import AROUND, SAFE, Band, bands, paged
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.press import Pages
from deckgen.writers.handout.setter import Setter, depth
from deckgen.writers.handout.terms import PrintTerm

#: What stays with a list's name, as the styles have it, in millimetres; the space above it, in lines.
KEPT, ABOVE = 34.0, 1.5


def lists(setter: Setter, back: Back, before: Pages | None) -> Mapping[str, tuple[Band, ...]]:
    """The lists in columns by the names that templates have for them. `before`: the pages as they were set, before it
    was known where the lists begin."""
    found: dict[str, tuple[str, Sequence[PrintBlock], Sequence[PrintTerm | PrintSource]]] = {
        "terms": ("glossary", back.about_terms, back.terms),
        "sources": ("sources", back.about_sources, back.sources),
    }
    sheet, out = setter.sheet, dict[str, tuple[Band, ...]]()
    left: float | None = None
    for name, (anchor, about, entries) in found.items():
        heights = _heights(setter, entries)
        if left is None:
            left = _left(setter, anchor, before)
        else:
            left -= ABOVE * sheet.line
        if left is None or not entries:
            out[name] = bands(entries, heights, sheet)
            continue
        head = _head(setter, about)
        if left < head + KEPT:
            left = sheet.inner - SAFE
        out[name], left = paged(entries, heights, sheet, left - head)
    return out


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
