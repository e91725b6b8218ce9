"""Layers of a machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, NamedTuple

from deckgen.layout.diagram import beside, connect, foundation
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many, Model
from deckgen.reading.slide import Built, Named
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Group, Item, Rect

#: Space between layers, between stacks; the line with a stack's name; the largest height of a layer.
GAP, APART, HEAD, TALL = 8.0, 48.0, 46.0, 88.0
PAD, ICON, BEFORE = 14.0, 32.0, 12.0
#: A layer under this height has its words beside its name.
LOW = 70.0
#: Widths of a single stack where notes stand beside it, the best first, and their distance.
ALONE, BESIDE = (464.0, 536.0, 400.0), 28.0
NOTE = (12.0, 0.0, 0.0, 0.0)


class Part(Named):
    """What a layer consists of: its name, a few words, an icon. `note` stands beside a single stack; `mark` is the
    accent."""

    text: Text | None = None
    note: Text | None = None
    icon: IconName | None = None
    mark: bool = False


class Layer(Model):
    """A layer: one part, or several side by side."""

    alone: ClassVar[str] = "parts"
    parts: Annotated[tuple[Part, ...], Many(1, 5)]

    @classmethod
    def _prepared(cls, value: Any) -> Any:
        return {"parts": value if isinstance(value, list) else [value]}


class Pile(Model):
    """One stack: its layers from above to below, and its name where there are several."""

    name: Text | None = None
    layers: Annotated[tuple[Layer, ...], Many(2, 7)]


class _Placed(NamedTuple):
    """A part of a stack's layer (counted from above), and where it stands."""

    pile: Pile
    layer: int
    part: Part
    at: Rect


class Stack(Built):
    """The layers of a machine, written from above to below; up to three stacks beside each other stand on one ground.

    A list among the layers stands side by side in one layer. With one stack alone, `note` says something beside a
    layer.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    stacks: Annotated[tuple[Pile, ...], Many(1, 3)]
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        levels = max(len(s.layers) for s in self.stacks)
        head = HEAD if any(s.name for s in self.stacks) else 0.0
        height = min(TALL, (area.h - head - GAP * (levels - 1)) / levels)
        total = height * levels + GAP * (levels - 1)
        top = area.y + head + (area.h - head - total) * 0.4
        noted = len(self.stacks) == 1 and any(p.note for layer in self.stacks[0].layers for p in layer.parts)
        ways = [self._columns(area, noted, alone) for alone in (ALONE if noted else ALONE[:1])]
        found = [(self._placed(columns, top, height, levels), columns) for columns in ways]
        told = [(self._rungs(page, placed, area, noted), placed, columns) for placed, columns in found]
        (_, rung, note), placed, columns = min(told, key=lambda t: t[0][0])
        parts: list[list[Item | None]] = [[] for _ in self.stacks]
        alt = []
        for i, (pile, column) in enumerate(zip(self.stacks, columns, strict=True)):
            if pile.name:
                # a name stands right above its own stack
                y = top + (levels - len(pile.layers)) * (height + GAP) - HEAD
                words = page.settings(pile.name, "side-title", align="center")
                parts[i].append(
                    page.box(
                        page.prose(pile.name).plain,
                        Rect(column.x, y, column.w, HEAD - 8),
                        words,
                        anchor="middle",
                        span=pile.name.span,
                    )
                )
            for k, (_, n, part, at) in enumerate(f for f in placed if f[0] is pile):
                parts[i] += self._part(page, pile, n, part, at, (rung, note), f"part-{i}-{k}", area if noted else None)
            layers = " / ".join(", ".join(page.prose(p.name).plain for p in layer.parts) for layer in pile.layers)
            alt.append(f"{page.prose(pile.name).plain}: {layers}" if pile.name else layers)
        page.diagram(page.placed.title.plain, ". ".join(alt), parts, self.build)
        page.takeaway(self.takeaway, self.build)

    def _placed(self, columns: Sequence[Rect], top: float, height: float, levels: int) -> list[_Placed]:
        """Each part of each stack, where it stands."""
        out = []
        for pile, column in zip(self.stacks, columns, strict=True):
            for n, layer in enumerate(pile.layers):
                level = levels - len(pile.layers) + n
                row = Rect(column.x, top + level * (height + GAP), column.w, height)
                at = row.columns(len(layer.parts), GAP)
                out += [_Placed(pile, n, part, r) for part, r in zip(layer.parts, at, strict=True)]
        return out

    def _rungs(
        self, page: Page, placed: Sequence[_Placed], area: Rect, noted: bool
    ) -> tuple[tuple[int, int], int, int]:
        """How tight the words are, and the rungs of those in layers and of those beside them."""
        words = [
            page.set(self._copy(page, pile, n, p, noted, at.h), at, inset=_inset(p, _abreast(pile, n)), anchor="middle")
            for pile, n, p, at in placed
        ]
        notes = [
            page.set(page.settings(p.note, "callout"), self._beside(at, area), inset=NOTE, anchor="middle")
            for _, _, p, at in placed
            if noted and p.note
        ]
        rung, note = common_rung(words), common_rung(notes)
        broken = sum(len(b.lines) - 1 for b in notes)
        return (sum(not b.roomy for b in (*words, *notes)), rung + note + broken), rung, note

    def _columns(self, area: Rect, noted: bool, alone: float) -> tuple[Rect, ...]:
        if noted:
            return (Rect(area.x, area.y, alone, area.h),)
        if len(self.stacks) == 1:
            return (area.inset(72, 0),)
        return area.columns(len(self.stacks), APART if len(self.stacks) == 2 else APART / 2)

    def _beside(self, at: Rect, area: Rect) -> Rect:
        """The place of a note beside a layer."""
        return Rect(at.right + BESIDE, at.y, area.right - at.right - BESIDE, at.h)

    def _look(self, page: Page, pile: Pile, n: int, part: Part) -> tuple[str, str | None, str | None]:
        """Fill, and colours of the name and of other words: what all stands on is set off, what stands side by side
        lighter than what runs through."""
        if part.mark:
            return "accent", "paper", "paper"
        if n == len(pile.layers) - 1:
            return foundation(page)
        return ("soft" if len(pile.layers[n].parts) > 1 else "surface"), None, None

    def _copy(self, page: Page, pile: Pile, n: int, p: Part, noted: bool, height: float) -> tuple[Setting, ...]:
        background, colour, second = self._look(page, pile, n, p)
        words = page.settings(p.name, "node", colour=colour, background=background, align="center")
        more = page.settings(p.text, "node-text", colour=second, background=background, align="center")
        extra = (
            () if noted else page.settings(p.note, "node-text", colour=second, background=background, align="center")
        )
        return (*beside(words, more), *extra) if height < LOW else (*words, *more, *extra)

    def _part(
        self, page: Page, pile: Pile, n: int, p: Part, at: Rect, rungs: tuple[int, int], key: str, area: Rect | None
    ) -> list[Item | None]:
        fill, colour, _ = self._look(page, pile, n, p)
        name = page.prose(p.name).plain
        copy = self._copy(page, pile, n, p, area is not None, at.h)
        box = page.box(
            name,
            at,
            copy,
            fill=fill,
            outline="rounded",
            inset=_inset(p, _abreast(pile, n)),
            anchor="middle",
            rung=rungs[0],
            even=True,
            span=p.name.span,
            key=key,
        )
        box = box._replace(radius=min(box.radius, 8.0))
        shown: Box | Group = box
        if p.icon:
            name_width = max(sum(p.width for p in line.pieces) for line in box.text.lines) if box.text else 0.0
            left = max(at.x + PAD, at.x + (at.w - name_width) / 2 - ICON - BEFORE)
            place = Rect(left, at.y + (at.h - ICON) / 2, ICON, ICON)
            icon = page.icon(p.icon, place, colour or "accent", p.name.span)
            shown = group(name, (box, icon), "", f"{key}-with-icon")
        if area is None or p.note is None:
            return [shown]
        note = page.settings(p.note, "callout", colour="accent" if p.mark else None)
        words = page.box(
            page.word("note"),
            self._beside(at, area),
            note,
            inset=NOTE,
            anchor="middle",
            rung=rungs[1],
            span=p.note.span,
            key=f"{key}-note",
        )
        colour = "accent" if p.mark else "line"
        rule = connect(page.word("rule"), box, "right", words, "left", colour=colour, heads="none")
        return [shown, rule, words._replace(owner=shown.key)]


def _abreast(pile: Pile, n: int) -> int:
    """How many parts stand side by side in a layer."""
    return len(pile.layers[n].parts)


def _inset(p: Part, beside: int) -> tuple[float, float, float, float]:
    """The padding of a part that stands beside others, or is a layer alone."""
    pad = PAD if beside < 3 else PAD / 2
    return (PAD + ICON + 8, 3.0, PAD + ICON + 8, 3.0) if p.icon else (pad, 3.0, pad, 3.0)
