"""Two sides."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from deckgen.layout.page import Page, stepped
from deckgen.layout.typeset import Setting
from deckgen.reading.model import Many, Model
from deckgen.reading.slide import Built
from deckgen.reading.values import Text
from deckgen.scene import Rect

#: The colours of the two sides: (background, label) left and right.
LOOKS = {
    "before-after": (("surface", "muted"), ("soft", "accent")),
    "myth-fact": (("surface", "muted"), ("soft", "accent")),
    "versus": (("surface", "calm"), ("surface", "accent")),
}
CHIP = 28.0
PAD = 28.0


class Side(Model):
    """One side: its label, a headline, a few words or points."""

    label: Text
    title: Text | None = None
    text: Text | None = None
    points: Annotated[tuple[Text, ...], Many(0, 6)] = ()


class Compare(Built):
    """Two sides of one thing: before and after, a myth and the fact, or two alternatives of equal rank (`versus`)."""

    layout: ClassVar[str] = "comparison"
    title: Text
    variant: Literal["before-after", "myth-fact", "versus"] = "versus"
    left: Side
    right: Side
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        sides = tuple(
            zip(("left", "right"), (self.left, self.right), LOOKS[self.variant], area.columns(2, 16), strict=True)
        )
        blocks = [
            page.set(self._copy(page, side, look[0]), rect, inset=page.place(name).inset)
            for name, side, look, rect in sides
        ]
        rung = max(b.rung for b in blocks)
        inset = page.place("left").inset
        needed = max(
            188.0,
            *(page.safe_height(self._copy(page, side, look[0]), rect.w, inset, rung) for _, side, look, rect in sides),
        )
        height = area.h if self.takeaway else min(area.h, stepped(needed))
        for name, side, (background, tone), rect in sides:
            levels = (
                page.level("side-title", background=background),
                page.level("point", background=background),
                page.level("point", background=background, bullet=True),
            )
            at = Rect(rect.x, rect.y, rect.w, height)
            label = page.prose(side.label).plain
            box = page.fill(
                name,
                self._copy(page, side, background),
                at=at,
                rung=rung,
                span=side.label.span,
                title=label,
                fill=background,
                levels=levels,
            )
            chip = page.settings(side.label, "label", colour="paper", background=tone, align="center")
            width = page.width(chip) + 28
            mark = page.box(
                label,
                Rect(at.x + PAD, at.y + 22, width, CHIP),
                chip,
                fill=tone,
                outline="pill",
                anchor="middle",
                span=side.label.span,
                key=f"{name}-label",
            )
            page.add(mark)
            if self.build:
                page.reveal_placed(box, mark)
        page.takeaway(self.takeaway, self.build)

    def _copy(self, page: Page, side: Side, background: str) -> tuple[Setting, ...]:
        settings = [
            *page.settings(side.title, "side-title", background=background),
            *page.settings(side.text, "point", background=background),
        ]
        for point in side.points:
            settings += page.settings(point, "point", background=background, bullet=True)
        return tuple(settings)
