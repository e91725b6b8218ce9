"""What arrows between boxes run around, and what their words keep free of and move with."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.layout.kinds.cluster.arrangement import HEAD, PAD
from deckgen.layout.kinds.cluster.nesting import NestedBox
from deckgen.scene import Box, Rect


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
