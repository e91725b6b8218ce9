"""What to do, one thing after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from deckgen.layout.diagram import connect
from deckgen.layout.page import Page, belonging
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Point
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Item, Rect

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
        parts: list[list[Item | None]] = []
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
            name, *more = copy
            items: list[Item | None] = [circle, *more]
            if s.icon:
                at = Rect(area.right - ICON, row.y + (height - ICON) / 2, ICON, ICON)
                items.append(page.icon(s.icon, at, "muted", s.name.span))
            name = name._replace(key=f"step-{i}")
            items = list(belonging(items, name.key))
            items.insert(1, name)
            if marks:
                items.insert(
                    0, connect(page.word("rule"), marks[-1], "bottom", circle, "top", colour="line", heads="none")
                )
            marks.append(circle)
            parts.append(items)
        alt = "; ".join(f"{i}. {page.prose(s.name).plain}" for i, s in enumerate(self.steps, 1))
        page.diagram(page.placed.title.plain, alt, parts, self.build)
        page.takeaway(self.takeaway, self.build)

    def _beneath(self, page: Page, rows: list[Rect]) -> list[tuple[Box, ...]]:
        """Each step's words under its name."""
        copies = [(*page.settings(s.name, "node"), *page.settings(s.text, "node-text")) for s in self.steps]
        return [(box,) for box in self._set(page, copies, rows)]

    def _beside(self, page: Page, rows: list[Rect]) -> list[tuple[Box, ...]]:
        """Each step's words to the right of its name, where rows are low."""
        split = rows[0].w * NAMES
        names = self._set(
            page, [page.settings(s.name, "node") for s in self.steps], [Rect(r.x, r.y, split, r.h) for r in rows]
        )
        texts = [page.settings(s.text, "node-text") for s in self.steps]
        beside = self._set(page, texts, [Rect(r.x + split + 16, r.y, r.w - split - 16, r.h) for r in rows])
        return [tuple(b for b in pair if b.text) for pair in zip(names, beside, strict=True)]

    def _set(self, page: Page, copies: Sequence[tuple[Setting, ...]], rects: list[Rect]) -> list[Box]:
        """Boxes for the words of all steps, in one size."""
        inset = (0.0, 2.0, 0.0, 2.0)
        rung = common_rung(
            page.set(c, r, inset=inset, anchor="middle") for c, r in zip(copies, rects, strict=True) if c
        )
        return [
            page.box(page.prose(s.name).plain, r, c, inset=inset, anchor="middle", rung=rung, span=s.name.span)
            for s, c, r in zip(self.steps, copies, rects, strict=True)
        ]
