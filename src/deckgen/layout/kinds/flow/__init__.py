"""Steps with arrows between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar

from deckgen.layout.diagram import AWAY, LABEL, connect
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Built, Named, Point
from deckgen.reading.values import IconName, Text
from deckgen.scene import Align, Box, Connector, Group, Insets, Item, Rect

#: A straight flow of more steps than this goes over to a second row.
IN_ROW = 5
#: Least and largest width of a box, least gap between two, gap between branches and between rows, in points.
NARROW, WIDE, GAP, APART, BETWEEN = 104.0, 236.0, 44.0, 16.0, 52.0
PAD, ICON = 14.0, 34.0
TALL = 116.0
#: What a label keeps free of boxes on both sides.
CLEAR = 10.0


class Step(Named):
    """One step: its name, a few words, an icon. `arrow` is written on the arrow that leaves it, `via` on the one that
    comes in where the flow branches; `mark` gives the step the accent."""

    text: Text | None = None
    icon: IconName | None = None
    arrow: Text | None = None
    via: Text | None = None
    mark: bool = False


class Stage(Model):
    """A place of the flow: one step, or several that stand beside each other."""

    alone: ClassVar[str] = "steps"
    steps: Annotated[tuple[Step, ...], Many(1, 4)]

    @classmethod
    def _prepared(cls, value: Any) -> Any:
        return {"steps": value if isinstance(value, list) else [value]}


class Flow(Built):
    """Steps from left to right with arrows between them, over two rows where there are more than five.

    A list among the steps is a branching: its steps stand beneath each other, the arrow before it parts and the one
    behind it joins again.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    steps: Annotated[tuple[Stage, ...], Many(2, 9)]
    takeaway: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        for a, b in zip(self.steps, self.steps[1:], strict=False):
            if len(a.steps) > 1 and len(b.steps) > 1 and len(a.steps) != len(b.steps):
                yield Wrong(
                    "two lists that follow each other must be equally long",
                    b.steps[0].name.span,
                    "put a single step between them, or make them equal",
                )

        for n, stage in enumerate(self.steps):
            parted = n > 0 and len(stage.steps) != len(self.steps[n - 1].steps)
            for step in stage.steps:
                if step.arrow and n == len(self.steps) - 1:
                    yield Wrong("no arrow leaves the last step", step.arrow.span, "leave `arrow` out here")
                if step.via and not parted:
                    hint = "write it as `arrow` of the step before" if n else "leave `via` out here"
                    yield Wrong("no arrow comes in here from a branching", step.via.span, hint)

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(s.name, s.text) for stage in self.steps for s in stage.steps)

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        stages = [s.steps for s in self.steps]
        branching = any(len(s) > 1 for s in stages)
        rows = 2 if not branching and len(stages) > IN_ROW else 1
        per_row = -(-len(stages) // rows)
        gap = self._gap(page, per_row)
        width = min(WIDE, (area.w - gap * (per_row - 1)) / per_row)
        if width < NARROW:
            room = max(1, int((area.w + gap) // (NARROW + gap))) * rows
            page.too_many(
                "step",
                len(stages),
                room,
                stages[min(room, len(stages) - 1)][0].name.span,
                "leave some out, or shorten the words on the arrows",
            )
            return
        boxes = self._boxes(page, stages, area, rows, per_row, width, gap)
        parts: list[list[Item | None]] = []
        alt = []
        shown = [
            [self._shown(page, s, b) for s, b in zip(*both, strict=True)] for both in zip(stages, boxes, strict=True)
        ]
        for n, stage in enumerate(stages):
            arrows = list(self._arrows(page, stages, boxes, shown, n)) if n else []
            parts.append([*arrows, *shown[n]])
            alt.append(", ".join(page.prose(s.name).plain for s in stage))
        page.diagram(page.placed.title.plain, " → ".join(alt), parts, self.build)
        page.takeaway(self.takeaway, self.build)

    def _gap(self, page: Page, per_row: int) -> float:
        """The gap in which every label has room; where the flow branches it stands in one half of it. Between rows
        there is room anyway."""
        gap = GAP
        for n, (stage, following) in enumerate(zip(self.steps, self.steps[1:], strict=False), 1):
            if n % per_row == 0:
                continue
            halves = 2 if max(len(stage.steps), len(following.steps)) > 1 else 1
            for text in [s.arrow for s in stage.steps] + [s.via for s in following.steps]:
                if text:
                    gap = max(gap, halves * (_width(page, text) + 2 * CLEAR))
        return gap

    def _boxes(
        self,
        page: Page,
        stages: Sequence[Sequence[Step]],
        area: Rect,
        rows: int,
        per_row: int,
        width: float,
        gap: float,
    ) -> list[list[Box]]:
        most = max(len(s) for s in stages)
        room = (area.h - BETWEEN * (rows - 1)) / rows
        room = (room - APART * (most - 1)) / most
        # beside its words an icon takes less height than above them
        beside = most > 2 or room < 100
        copies = [[self._copy(page, s, beside) for s in stage] for stage in stages]
        insets = [[_inset(s, beside) for s in stage] for stage in stages]
        flat = [(c, i) for cs, ns in zip(copies, insets, strict=True) for c, i in zip(cs, ns, strict=True)]
        rung = common_rung(page.set(c, Rect(0, 0, width, room), inset=i) for c, i in flat)
        height = min(room, max(TALL if most == 1 else 0.0, *(page.safe_height(c, width, i, rung) for c, i in flat)))
        total = height * rows + BETWEEN * (rows - 1)
        top = area.y + max(0.0, (area.h - total) * 0.42)
        used = per_row * width + (per_row - 1) * gap
        left = area.x + (area.w - used) / 2
        out = []
        for n, stage in enumerate(stages):
            row, column = divmod(n, per_row)
            middle = top + row * (height + BETWEEN) + height / 2
            if most > 1:
                middle = area.y + area.h / 2
            first = middle - (len(stage) * height + (len(stage) - 1) * APART) / 2
            out.append(
                [
                    self._box(
                        page,
                        s,
                        c,
                        Rect(left + column * (width + gap), first + i * (height + APART), width, height),
                        inset,
                        rung,
                        f"step-{n}-{i}",
                    )
                    for i, (s, c, inset) in enumerate(zip(stage, copies[n], insets[n], strict=True))
                ]
            )
        return out

    def _copy(self, page: Page, s: Step, beside: bool) -> tuple[Setting, ...]:
        background = "accent" if s.mark else "surface"
        align: Align = "left" if s.icon and beside else "center"
        name = page.settings(s.name, "node", colour="paper" if s.mark else None, background=background, align=align)
        return (
            *name,
            *page.settings(s.text, "node-text", colour="paper" if s.mark else None, background=background, align=align),
        )

    def _box(
        self, page: Page, s: Step, copy: tuple[Setting, ...], rect: Rect, inset: Insets, rung: int, key: str
    ) -> Box:
        fill = "accent" if s.mark else "surface"
        return page.box(
            page.prose(s.name).plain,
            rect,
            copy,
            fill=fill,
            outline="rounded",
            inset=inset,
            anchor="middle",
            rung=rung,
            even=True,
            span=s.name.span,
            key=key,
        )

    def _shown(self, page: Page, s: Step, box: Box) -> Box | Group:
        """The box, with its icon where it has one."""
        if not s.icon or box.text is None:
            return box
        left, top, _, bottom = box.text.inset
        r = box.rect
        if left > PAD + ICON / 2:
            at = Rect(r.x + PAD, r.y + (r.h - ICON) / 2, ICON, ICON)
        else:
            head = r.y + top + (r.h - top - bottom - box.text.height) / 2
            at = Rect(r.x + (r.w - ICON) / 2, head - ICON - 8, ICON, ICON)
        return group(
            box.name,
            (box, page.icon(s.icon, at, "paper" if s.mark else "accent", s.name.span)),
            "",
            f"{box.key}-with-icon",
        )

    def _arrows(
        self,
        page: Page,
        stages: Sequence[Sequence[Step]],
        boxes: Sequence[Sequence[Box]],
        shown: Sequence[Sequence[Box | Group]],
        n: int,
    ) -> Iterator[Connector | Box | None]:
        """The arrows into a stage, with their labels. These move with the step beside which they stand, or between two
        with the later one, which comes with them."""
        before, here = boxes[n - 1], boxes[n]
        pairs = (
            list(zip(before, here, strict=True)) if len(before) == len(here) else [(a, b) for a in before for b in here]
        )
        sources = dict(zip((b.key for b in before), stages[n - 1], strict=True))
        targets = dict(zip((b.key for b in here), stages[n], strict=True))
        whole = {b.key: s.key for b, s in zip((*before, *here), (*shown[n - 1], *shown[n]), strict=True)}
        labelled: set[str] = set()
        for a, b in pairs:
            name = page.word("arrow-between", a=a.name, b=b.name)
            if b.rect.x < a.rect.x:  # to the next row
                line = connect(name, a, "bottom", b, "top")
                yield line
                y = line.points[1][1]
                yield _label(page, sources[a.key].arrow, b.rect.x, a.rect.right, y, whole[b.key])
                continue
            line = connect(name, a, "right", b, "left")
            yield line
            middle = (a.rect.right + b.rect.x) / 2
            parted = len(before) != len(here)
            if a.key not in labelled:
                labelled.add(a.key)
                x1 = middle if parted else b.rect.x
                owner = whole[a.key if parted else b.key]
                yield _label(page, sources[a.key].arrow, a.rect.right, x1, a.middle("right")[1], owner)
            if parted:
                yield _label(page, targets[b.key].via, middle, b.rect.x, b.middle("left")[1], whole[b.key])


def _inset(s: Step, beside: bool) -> Insets:
    if not s.icon:
        return (PAD, PAD, PAD, PAD)
    return (PAD + ICON + 12, 8.0, PAD, 8.0) if beside else (PAD, PAD + ICON + 8, PAD, PAD)


def _width(page: Page, text: Text) -> float:
    return page.width(page.settings(text, LABEL)) * 1.1


def _label(page: Page, text: Text | None, x0: float, x1: float, y: float, owner: str) -> Box | None:
    """Words above a line that runs from x0 to x1 at a height; they move with their owner."""
    if text is None:
        return None
    settings = page.settings(text, LABEL, align="center")
    height = settings[0].sizes[0] * 1.2 + 2
    width = _width(page, text) + 6
    return page.box(
        page.prose(text).plain,
        Rect((x0 + x1 - width) / 2, y - AWAY - height, width, height),
        settings,
        anchor="bottom",
        span=text.span,
    )._replace(owner=owner)
