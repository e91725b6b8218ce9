"""An update, frame by frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from deckgen.layout.diagram import LABEL, connect
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, common_rung
from deckgen.messages import say
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Built, Point
from deckgen.reading.values import Text
from deckgen.scene import Box, Item, Rect, Stroke

#: Space between frames (an arrow stands in it), a frame's padding, a pod's largest height and the space between pods.
GAP, PAD, TALL, APART = 28.0, 10.0, 54.0, 8.0
#: Pods that a frame may have.
MOST = 8
KEY = 28.0


class Frame(Model):
    """One moment: pods of the old and of the new version, written `3/1`, and a few words."""

    alone: ClassVar[str] = "pods"
    pods: str
    text: Text | None = None

    @classmethod
    def _prepared(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"pods": value}

    def _checked(self) -> Iterator[Wrong]:
        pods = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", self.pods)
        if not pods or not 1 <= int(pods[1]) + int(pods[2]) <= MOST:
            yield Wrong(
                say("slide.pods", pods=self.pods),
                None,
                say("slide:write-for-example-3-1", most=MOST),
                "pods",
            )

    @property
    def counts(self) -> tuple[int, int]:
        """Old and new pods."""
        old, new = self.pods.split("/")
        return int(old), int(new)


class Rollout(Built):
    """How an update goes, frame by frame: pods of the old version are outlined, those of the new one filled.

    `frames` are written `"3/0"`, `"3/1"`, …: old pods, new pods. `old` and `new` are what the versions are called.
    """

    told: ClassVar[bool] = True
    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    frames: Annotated[tuple[Frame, ...], Many(2, 8)]
    old: Text
    new: Text
    takeaway: Text | None = None

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(Text.parse(" / ".join(str(n) for n in f.counts)), f.text) for f in self.frames)

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        names = (page.prose(self.old).plain, page.prose(self.new).plain)
        columns = area.columns(len(self.frames), GAP)
        most = max(sum(f.counts) for f in self.frames)
        labels = [(*self._label(page, f), *page.settings(f.text, "node-text", align="center")) for f in self.frames]
        room = area.h - KEY - 8
        least = most * 26 + (most - 1) * APART + 2 * PAD
        rung = common_rung(
            page.set(c, Rect(0, 0, col.w, room - least - 10)) for c, col in zip(labels, columns, strict=True)
        )
        words = max(page.safe_height(c, col.w, (0, 0, 0, 0), rung) for c, col in zip(labels, columns, strict=True))
        height = min(TALL, (room - words - 10 - 2 * PAD - (most - 1) * APART) / most)
        panel = most * height + (most - 1) * APART + 2 * PAD
        top = area.y + max(0.0, (room - panel - words - 10) * 0.4)
        copies = {
            name: page.settings(name, "pod", colour=colour, background=background, align="center")
            for name, colour, background in zip(names, ("text", "paper"), ("surface", "accent"), strict=True)
        }
        small = common_rung(
            page.set(c, Rect(0, 0, columns[0].w - 2 * PAD, height), inset=(2, 0, 2, 0)) for c in copies.values()
        )
        before: Box | None = None
        parts: list[list[Item | None]] = []
        for n, (frame, copy, column) in enumerate(zip(self.frames, labels, columns, strict=True)):
            old, new = frame.counts
            name = page.word("frame", n=n + 1, old=old, new=new, a=names[0], b=names[1])
            whole = Rect(column.x, top, column.w, panel)
            back = Box(name, whole, None, "rounded", page.theme.radius, "surface", key=f"frame-{n}", decorative=True)
            items: list[Item | None] = [back]
            if before:
                items.insert(0, connect(page.word("arrow"), before, "right", back, "left", heads="end"))
            for i in range(old + new):
                fresh = i >= old
                at = Rect(column.x + PAD, top + PAD + i * (height + APART), column.w - 2 * PAD, height)
                pod = self._pod(page, names[fresh], at, copies[names[fresh]], small, fresh)
                items.append(pod._replace(owner=back.key))
            below = Rect(column.x, top + panel + 10, column.w, words + 2)
            span = frame.text.span if frame.text else self.span
            label = page.box(frame.pods.replace(" ", ""), below, copy, rung=rung, span=span)
            items.append(label._replace(owner=back.key))
            parts.append(items)
            before = back
        key = page.settings(page.word("frame-key", a=names[0], b=names[1]), LABEL)
        parts[0].append(
            page.box(page.word("chart-key"), Rect(area.x, area.bottom - KEY, area.w, KEY), key, anchor="bottom")
        )
        alt = ", ".join(
            page.word("frame", n=n, old=f.counts[0], new=f.counts[1], a=names[0], b=names[1])
            for n, f in enumerate(self.frames, 1)
        )
        page.diagram(page.placed.title.plain, alt, parts, self.build, there=1)
        page.takeaway(self.takeaway, self.build)

    def _pod(self, page: Page, name: str, at: Rect, copy: tuple[Setting, ...], rung: int, fresh: bool) -> Box:
        """A pod of the new version, or of the old one."""
        inset = (2.0, 0.0, 2.0, 0.0)
        if not fresh:
            stroke = Stroke("muted", 1.5)
            return page.box(
                name,
                at,
                copy,
                fill="paper",
                outline="pill",
                stroke=stroke,
                inset=inset,
                anchor="middle",
                rung=rung,
                span=self.old.span,
            )
        pod = page.box(
            name,
            at,
            copy,
            fill="accent",
            outline="rounded",
            inset=inset,
            anchor="middle",
            rung=rung,
            span=self.new.span,
        )
        return pod._replace(radius=min(6.0, pod.radius))

    def _label(self, page: Page, f: Frame) -> tuple[Setting, ...]:
        return page.settings("{} / {}".format(*f.counts), "node", align="center")
