"""What arrows between boxes run around, and what their words keep free of and move with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from deckgen.layout.diagram import edge_words, label_size
from deckgen.layout.kinds.cluster.arrangement import ARROW, GAP, HEAD, PAD
from deckgen.layout.kinds.cluster.nesting import NestedBox
from deckgen.layout.page import Page
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect

#: Where words on an arrow stand in its gap, the roomiest first: how often a gap holds them, on how many lines, and from
#: which of their sizes on.
SPARES = ((2.0, 1, 0), (1.0, 1, 0), (1.0, 2, 0), (1.0, 2, 1))
#: The greatest gap that an arrow's words get; longer ones stand elsewhere along it, or on two lines.
WIDEST = 120.0


class Spoken(Protocol):
    """An arrow that may have words."""

    @property
    def label(self) -> Text | None: ...


def owner(at: Rect, n: int, nested: list[NestedBox], boxes: dict[int, Box], whole: dict[int, str]) -> str:
    """The key of what an arrow's words move with: the later box of its two; nothing where a box that is drawn after
    that one would cover the words."""
    last = max(k for k, f in enumerate(nested) if k == n or n in f.parents)
    covered = any(k > last and _overlap(at, box.rect) for k, box in boxes.items())
    return "" if covered else whole[n]


def _overlap(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def solid(box: Box, frame: bool) -> Iterator[Rect]:
    """What words on an arrow must keep free of: all of a box; of a frame its name and its edges."""
    r = box.rect
    if not frame:
        yield r
        return
    yield Rect(r.x, r.y, r.w, HEAD - 6)
    yield from (Rect(r.x, r.y, 1, r.h), Rect(r.right, r.y, 1, r.h), Rect(r.x, r.bottom, r.w, 1))


def obstacles(rects: dict[int, Rect], a: int, b: int, nested: list[NestedBox], heads: dict[int, float]) -> list[Rect]:
    """What an arrow from a to b must not run through: any box that is neither of them nor holds or is in one of them,
    and the names of frames."""
    free = {a, b, *nested[a].parents, *nested[b].parents}
    free |= {n for n, f in enumerate(nested) if a in f.parents or b in f.parents}
    names = [
        Rect(r.x, r.y + 6, PAD + 2 + heads[n], HEAD - 12)
        for n, r in rects.items()
        if n in free and n in heads and n not in (a, b)
    ]
    return [r for n, r in rects.items() if n not in free] + names


def label_sizes(page: Page, label: Text) -> tuple[tuple[float, float], ...]:
    """The sizes that words on an arrow may take, the best first."""
    return tuple(label_size(page, edge_words(page, label, smaller), lines) for _, lines, smaller in SPARES[1:])


def gaps_between(
    page: Page,
    connections: Sequence[Spoken],
    nested: list[NestedBox],
    edges: list[tuple[int, int]],
    spare: tuple[float, int, int],
) -> dict[int, float]:
    """The gaps, by the box around them, through which an arrow runs: wide enough for it, or for its words."""
    times, lines, smaller = spare
    out = {-1: GAP + 8}
    for c, (a, b) in zip(connections, edges, strict=True):
        up, down = (-1, *nested[a].parents, a), (-1, *nested[b].parents, b)
        parent = next(up[d - 1] for d in range(1, len(up)) if up[d] != down[d])
        words = c.label and label_size(page, edge_words(page, c.label, smaller), lines)[0]
        room = max(ARROW, times * (words + 8)) if words else ARROW
        out[parent] = max(out.get(parent, 0.0), min(room, WIDEST))
    return out
