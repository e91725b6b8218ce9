"""The layers of an image."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.diagram import beside
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named
from deckgen.reading.values import Text
from deckgen.scene import Item, Rect

#: Space between layers; their largest height; the column that says what happens to them; their own width beside notes.
GAP, TALL, SIDE, WIDE = 8.0, 92.0, 136.0, 376.0
BESIDE = 20.0
#: A layer under this height has its words beside its name.
LOW = 72.0


class Layer(Named):
    """One layer: what it holds, a few words in it, and a note beside it."""

    text: Text | None = None
    note: Text | None = None


class Layers(Built):
    """The layers of a container image, written from above to below.

    `changed` names the layer that changed: it and all above it are built again, all beneath it are used as they are.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    layers: Annotated[tuple[Layer, ...], Many(3, 7)]
    changed: Text | None = None
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        n = len(self.layers)
        height = min(TALL, (area.h - GAP * (n - 1)) / n)
        top = area.y + (area.h - height * n - GAP * (n - 1)) * 0.4
        split = self._split(page)
        if split is None:
            return
        noted = any(layer.note for layer in self.layers)
        x = area.x + (SIDE + BESIDE if split else 0)
        width = WIDE if noted else area.right - x
        rows = [Rect(x, top + i * (height + GAP), width, height) for i in range(n)]
        fills = ["surface" if i >= split else "accent" if i == split - 1 else "soft" for i in range(n)]
        copies = [_copy(page, layer, fill, height < LOW) for layer, fill in zip(self.layers, fills, strict=True)]
        inset = (18.0, 3.0, 18.0, 3.0)
        rung = common_rung(page.set(c, r, inset=inset, anchor="middle") for c, r in zip(copies, rows, strict=True))
        rest = [Rect(r.right + BESIDE, r.y, area.right - r.right - BESIDE, height) for r in rows]
        notes = [page.settings(layer.note, "callout") for layer in self.layers]
        small = common_rung(page.set(s, r, anchor="middle") for s, r in zip(notes, rest, strict=True) if s)
        parts: list[list[Item | None]] = []
        told = zip(self.layers, fills, copies, rows, notes, rest, strict=True)
        for i, (layer, fill, copy, row, note, at) in enumerate(told):
            slab = page.box(
                page.prose(layer.name).plain,
                row,
                copy,
                fill=fill,
                outline="rounded",
                inset=inset,
                anchor="middle",
                rung=rung,
                span=layer.name.span,
                key=f"layer-{i}",
            )
            items: list[Item | None] = [slab._replace(radius=min(page.theme.radius, 8.0))]
            if note:
                words = page.box(page.word("note"), at, note, anchor="middle", rung=small, span=layer.note.span)
                items.append(words._replace(owner=slab.key))
            parts.append(items)
        if split:
            parts[split - 1].append(self._fate(page, "rebuilt", "accent", "paper", rows[0], rows[split - 1], area.x))
            if split < n:
                parts[-1].append(self._fate(page, "reused", "surface", "muted", rows[split], rows[-1], area.x))
        # an image grows from below
        page.diagram(page.placed.title.plain, self._alt(page, split), parts[::-1], self.build)
        page.takeaway(self.takeaway, self.build)

    def _split(self, page: Page) -> int | None:
        """How many layers, from above, are built again."""
        if self.changed is None:
            return 0
        names = [page.prose(layer.name).plain for layer in self.layers]
        wanted = page.prose(self.changed).plain
        if wanted not in names:
            page.unknown("layer", wanted, names, self.changed.span)
            return None
        return names.index(wanted) + 1

    def _fate(self, page: Page, word: str, fill: str, colour: str, first: Rect, last: Rect, x: float) -> Item:
        """What happens to a run of layers, in a band beside them."""
        at = Rect(x, first.y, SIDE, last.bottom - first.y)
        words = page.settings(page.word(word), "node", colour=colour, background=fill, align="center")
        box = page.box(
            page.word(word),
            at,
            words,
            fill=fill,
            outline="rounded",
            inset=(8, 4, 8, 4),
            anchor="middle",
            rung=2,
            even=True,
        )
        return box._replace(radius=min(page.theme.radius, 8.0))

    def _alt(self, page: Page, split: int) -> str:
        names = [page.prose(layer.name).plain for layer in self.layers]
        if not split:
            return " / ".join(names)
        name = f"{page.word('rebuilt')}: {' / '.join(names[:split])}"
        return name + (f". {page.word('reused')}: {' / '.join(names[split:])}" if split < len(names) else "")


def _copy(page: Page, layer: Layer, fill: str, low: bool) -> tuple[Setting, ...]:
    colour = "paper" if fill == "accent" else None
    name, text = (
        page.settings(layer.name, "node", colour=colour, background=fill),
        page.settings(layer.text, "node-text", colour=colour, background=fill),
    )
    return beside(name, text) if low else (*name, *text)
