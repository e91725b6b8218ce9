"""What to do, one thing after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from deckgen.layout.diagram import connect
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Point
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Freeform, Group, Level, Rect

#: A rung's mark, its distance to the words, and what it keeps free of its row.
MARK, AWAY, FREE = 44.0, 24.0, 12.0
TALLEST = 96.0
#: Rows under this height have the words beside the name, which takes this share of the width.
LOW, NAMES = 60.0, 0.4
ICON = 28.0


class Step(Named):
    """One thing to do: its name, a few words, an icon by its Lucide name."""

    text: Text | None = None
    icon: IconName | None = None


class Steps(Built):
    """Three to six things to do one after another, numbered from above."""

    layout: ClassVar[str] = "title-only"
    title: Text
    steps: Annotated[tuple[Step, ...], Many(3, 6)]
    takeaway: Text | None = None

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(s.name, s.text) for s in self.steps)

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        n = len(self.steps)
        height = min(TALLEST, area.h / n)
        top = area.y + (area.h - height * n) * 0.3
        mark = min(MARK, height - FREE)
        x = area.x + mark + AWAY
        width = area.right - x - (ICON + 24 if any(s.icon for s in self.steps) else 0)
        rows = [Rect(x, top + i * height, width, height) for i in range(n)]
        words = (
            self._beside(page, rows) if height < LOW and any(s.text for s in self.steps) else self._beneath(page, rows)
        )
        marks: list[Box] = []
        for i, (s, row, copy) in enumerate(zip(self.steps, rows, words, strict=True), 1):
            at = Rect(area.x, row.y + (height - mark) / 2, mark, mark)
            number = page.settings(str(i), "node", colour="paper", background="accent", align="center")
            circle = page.box(
                page.word("step", n=i),
                at,
                number,
                fill="accent",
                outline="ellipse",
                anchor="middle",
                rung=1,
                key=f"mark-{i}",
                span=s.name.span,
            )
            sign: Box | Group = circle
            if marks:
                rule = connect(page.word("rule"), marks[-1], "bottom", circle, "top", colour="line", heads="none")
                sign = group(page.word("step", n=i), (rule, circle), page.word("step", n=i), f"rung-{i}")
            marks.append(circle)
            page.add_step(self.build, sign, *copy, self._icon(page, i, Rect(area.x, row.y, area.w, height)))
        page.trait(page.word("steps-layout", n=n))
        page.takeaway(self.takeaway, self.build)

    def _icon(self, page: Page, n: int, row: Rect) -> Freeform | Group | None:
        """A step's icon at the end of its row."""
        s = self.steps[n - 1]
        at = Rect(row.right - ICON, row.y + (row.h - ICON) / 2, ICON, ICON)
        return page.icon(s.icon, at, "muted", s.name.span, f"icon-{n}") if s.icon else None

    def _beneath(self, page: Page, rows: list[Rect]) -> list[tuple[Box, ...]]:
        """Each step's words under its name."""
        copies = [(*page.settings(s.name, "node"), *page.settings(s.text, "node-text")) for s in self.steps]
        levels = page.level("node"), page.level("node-text")
        return [(box,) for box in self._set(page, "step", copies, rows, levels)]

    def _beside(self, page: Page, rows: list[Rect]) -> list[tuple[Box, ...]]:
        """Each step's words to the right of its name, where rows are low."""
        split = rows[0].w * NAMES
        left = [Rect(r.x, r.y, split, r.h) for r in rows]
        names = self._set(
            page, "step", [page.settings(s.name, "node") for s in self.steps], left, (page.level("node"),)
        )
        texts = [page.settings(s.text, "node-text") for s in self.steps]
        right = [Rect(r.x + split + 16, r.y, r.w - split - 16, r.h) for r in rows]
        beside = self._set(page, "words", texts, right, (page.level("node-text"),))
        return [tuple(b for b in pair if b.text) for pair in zip(names, beside, strict=True)]

    def _set(
        self,
        page: Page,
        slot: str,
        copies: Sequence[tuple[Setting, ...]],
        rects: list[Rect],
        levels: tuple[Level, ...],
    ) -> list[Box]:
        """Placeholders for the words of all steps, in one size."""
        inset = (0.0, 2.0, 0.0, 2.0)
        rung = common_rung(
            page.set(c, r, inset=inset, anchor="middle") for c, r in zip(copies, rects, strict=True) if c
        )
        return [
            page.box(
                page.prose(s.name).plain,
                r,
                c,
                inset=inset,
                anchor="middle",
                rung=rung,
                span=s.name.span,
                slot=f"{slot}-{n}",
                levels=levels,
            )
            for n, (s, c, r) in enumerate(zip(self.steps, copies, rects, strict=True), 1)
        ]
