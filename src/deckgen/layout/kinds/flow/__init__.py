"""Steps with arrows between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar

from deckgen.layout.diagram import AWAY, connect, edge_words, label_size
from deckgen.layout.kinds.flow.arrangement import AIR, ICON, LARGE, PAD, Arrangement, Spoken, arranged, inset, room
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting
from deckgen.messages import say
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Built, Named, Point
from deckgen.reading.values import IconName, Text
from deckgen.scene import Align, Anchor, Box, Connector, Group, Item, Rect

#: From the line of an arrow to the next row, down to that row's boxes.
LANDING = 20.0


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
    """Steps from left to right with arrows between them, over two or three rows where there are many.

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
                    say("slide.uneven-lists"),
                    b.steps[0].name.span,
                    say("slide:put-a-single-step-between"),
                )

        for n, stage in enumerate(self.steps):
            parted = n > 0 and len(stage.steps) != len(self.steps[n - 1].steps)
            for step in stage.steps:
                if step.arrow and n == len(self.steps) - 1:
                    yield Wrong(say("slide.arrow-from-last"), step.arrow.span, say("slide:leave-arrow-out-here"))
                if step.via and not parted:
                    hint = say("slide:write-it-as-arrow-of") if n else say("slide:leave-via-out-here")
                    yield Wrong(say("slide.arrow-in"), step.via.span, hint)

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(s.name, s.text) for stage in self.steps for s in stage.steps)

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        stages = [s.steps for s in self.steps]
        spoken = [[self._spoken(page, s) for s in stage] for stage in stages]
        plan = arranged(page, spoken, area)
        if plan is None:
            most = room(page, spoken, area)
            hint = say("slide:leave-some-out-or-shorten")
            page.too_many("step", len(stages), most, stages[most][0].name.span, hint)
            return
        boxes = [
            [self._box(page, s, w, rect, plan, n, f"step-{n}-{i}") for i, (s, w, rect) in enumerate(both)]
            for n, both in enumerate(zip(*parts, strict=True) for parts in zip(stages, spoken, plan.rects, strict=True))
        ]
        shown = [
            [self._shown(page, s, b, low) for s, b in zip(stage, at, strict=True)]
            for stage, at, low in zip(stages, boxes, plan.beside, strict=True)
        ]
        parts: list[list[Item | None]] = []
        for n in range(len(stages)):
            arrows = list(self._arrows(page, plan, boxes, shown, n)) if n else []
            parts.append([*arrows, *shown[n]])
        alt = " → ".join(", ".join(page.prose(s.name).plain for s in stage) for stage in stages)
        page.diagram(page.placed.title.plain, alt, parts, self.build)
        page.takeaway(self.takeaway, self.build)

    def _spoken(self, page: Page, s: Step) -> Spoken:
        return Spoken(_copy(page, s, False), _copy(page, s, True), bool(s.icon), s.arrow, s.via)

    def _box(self, page: Page, s: Step, words: Spoken, rect: Rect, plan: Arrangement, n: int, key: str) -> Box:
        low = plan.beside[n]
        anchor: Anchor = "middle"
        padding = inset(words, low)
        if s.icon and not low:
            top = (rect.h - LARGE - AIR - plan.words) / 2 + LARGE + AIR
            padding, anchor = (padding[0], top, padding[2], 0.0), "top"
        return page.box(
            page.prose(s.name).plain,
            rect,
            words.copy_beside if low else words.copy,
            fill="accent" if s.mark else "surface",
            outline="rounded",
            inset=padding,
            anchor=anchor,
            rung=plan.rung,
            even=True,
            span=s.name.span,
            key=key,
        )

    def _shown(self, page: Page, s: Step, box: Box, low: bool) -> Box | Group:
        """The box, with its icon where it has one: beside its words, or above them."""
        if not s.icon or box.text is None:
            return box
        r = box.rect
        if low:
            at = Rect(r.x + PAD, r.y + (r.h - ICON) / 2, ICON, ICON)
        else:
            at = Rect(r.x + (r.w - LARGE) / 2, r.y + box.text.inset[1] - LARGE - AIR, LARGE, LARGE)
        icon = page.icon(s.icon, at, "paper" if s.mark else "accent", s.name.span)
        return group(box.name, (box, icon), "", f"{box.key}-with-icon")

    def _arrows(
        self,
        page: Page,
        plan: Arrangement,
        boxes: Sequence[Sequence[Box]],
        shown: Sequence[Sequence[Box | Group]],
        n: int,
    ) -> Iterator[Connector | Box | None]:
        """The arrows into a stage, with their labels. These move with the step beside which they stand, or between two
        with the later one, which comes with them."""
        before, here = boxes[n - 1], boxes[n]
        parted = len(before) != len(here)
        pairs = [(a, b) for a in before for b in here] if parted else list(zip(before, here, strict=True))
        sources = dict(zip((b.key for b in before), self.steps[n - 1].steps, strict=True))
        targets = dict(zip((b.key for b in here), self.steps[n].steps, strict=True))
        whole = {b.key: s.key for b, s in zip((*before, *here), (*shown[n - 1], *shown[n]), strict=True)}
        labelled: set[str] = set()
        for a, b in pairs:
            name = page.word("arrow-between", a=a.name, b=b.name)
            arrow, via = sources[a.key].arrow, targets[b.key].via
            if b.rect.x < a.rect.x:  # to the next row
                y = b.rect.y - LANDING
                yield connect(name, a, "bottom", b, "top", bend=y)
                yield _label(page, arrow, plan, b.middle("top")[0], a.middle("bottom")[0], y, whole[b.key])
                continue
            fork = a.rect.right + plan.forks[n]
            straight = abs(a.middle("right")[1] - b.middle("left")[1]) < 0.5
            yield connect(name, a, "right", b, "left", bend=None if straight or not parted else fork)
            if a.key not in labelled:
                labelled.add(a.key)
                end, owner = (fork, whole[a.key]) if parted else (b.rect.x, whole[b.key])
                yield _label(page, arrow, plan, a.rect.right, end, a.middle("right")[1], owner)
            if parted:
                yield _label(page, via, plan, fork, b.rect.x, b.middle("left")[1], whole[b.key])


def _copy(page: Page, s: Step, beside: bool) -> tuple[Setting, ...]:
    background, colour = ("accent", "paper") if s.mark else ("surface", None)
    align: Align = "left" if s.icon and beside else "center"
    return (
        *page.settings(s.name, "node", colour=colour, background=background, align=align),
        *page.settings(s.text, "node-text", colour=colour, background=background, align=align),
    )


def _label(page: Page, text: Text | None, plan: Arrangement, x0: float, x1: float, y: float, owner: str) -> Box | None:
    """Words above a line that runs from x0 to x1 at a height; they move with their owner."""
    if text is None:
        return None
    words = edge_words(page, text, plan.smaller)
    width, height = label_size(page, words, plan.lines)
    at = Rect((x0 + x1 - width) / 2, y - AWAY - height, width, height)
    return page.box(page.prose(text).plain, at, words, anchor="bottom", span=text.span)._replace(owner=owner)
