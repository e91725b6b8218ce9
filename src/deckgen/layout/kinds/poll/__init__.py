"""A question to the room."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.page import Page
from deckgen.layout.typeset import common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Purpose
from deckgen.reading.values import IconName, Text
from deckgen.scene import Rect

PAD, ICON, APART, GAP = 20.0, 56.0, 18.0, 16.0
TALLEST = 230.0


class Choice(Named):
    """One answer: its name, a few words, an icon by its Lucide name (a hand where none is named)."""

    text: Text | None = None
    icon: IconName | None = None


class Poll(Built):
    """Two to four choices for a show of hands. `question` stands above them where the title does not ask it."""

    layout: ClassVar[str] = "title-only"
    purpose: ClassVar[Purpose] = "talk"
    title: Text
    question: Text | None = None
    choices: Annotated[tuple[Choice, ...], Many(2, 4)]
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.lead(self.question, page.body_above(self.takeaway))
        height = area.h if self.takeaway else min(area.h, TALLEST)
        rects = [Rect(r.x, r.y, r.w, height) for r in area.columns(len(self.choices), GAP)]
        copies = [
            (
                *page.settings(c.name, "card-title", background="surface", align="center"),
                *page.settings(c.text, "card-text", colour="muted", background="surface", align="center"),
            )
            for c in self.choices
        ]
        inset = (PAD, PAD + ICON + APART, PAD, PAD - 6)
        rung = common_rung(page.set(c, r, inset=inset) for c, r in zip(copies, rects, strict=True))
        # icon and words together stand in the middle of the card
        needed = max(page.safe_height(c, r.w, inset, rung) for c, r in zip(copies, rects, strict=True))
        down = max(0.0, (height - needed) / 2)
        inset = (PAD, inset[1] + down, PAD, inset[3])
        levels = (
            page.level("card-title", background="surface", align="center"),
            page.level("card-text", colour="muted", background="surface", align="center"),
        )
        for n, (choice, copy, at) in enumerate(zip(self.choices, copies, rects, strict=True), 1):
            name = page.prose(choice.name).plain
            card = page.box(
                name, at, copy, fill="surface", outline="rounded", inset=inset, rung=rung, span=choice.name.span,
                slot=f"choice-{n}", levels=levels,
            )  # fmt: skip
            icon = page.icon(
                choice.icon or "hand",
                Rect(at.x + (at.w - ICON) / 2, at.y + PAD + down, ICON, ICON),
                "accent",
                choice.name.span,
                f"icon-{n}",
            )
            page.add_step(self.build, card, icon)
        page.trait(page.word("choices-layout", n=len(self.choices)))
        page.takeaway(self.takeaway, self.build)
