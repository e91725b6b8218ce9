"""A question to the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, NamedTuple

from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Purpose
from deckgen.reading.values import IconName, Text
from deckgen.scene import Align, Anchor, Insets, Rect

PAD, APART, GAP, TALLEST = 20.0, 20.0, 16.0, 384.0
#: Sides of icons: above words, beside them.
ICON, SMALL = 96.0, 64.0
#: From so many choices on cards stand in two rows.
ABREAST = 4


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
        cards = _beneath(page, self.choices, area) if len(self.choices) < ABREAST else _beside(self.choices, area)
        copies = [_copy(page, c, cards.align) for c in self.choices]
        rung = _common(page, copies, cards.rects, cards.inset)
        levels = tuple(
            page.level(style, colour=colour, background="surface", align=cards.align)
            for style, colour in (("choice", None), ("choice-text", "muted"))
        )
        for n, (choice, copy, at) in enumerate(zip(self.choices, copies, cards.rects, strict=True), 1):
            name = page.prose(choice.name).plain
            card = page.box(
                name, at, copy, fill="surface", outline="rounded", inset=cards.inset, rung=rung, span=choice.name.span,
                slot=f"choice-{n}", levels=levels, anchor=cards.anchor,
            )  # fmt: skip
            x, y, side = cards.icon
            icon = page.icon(
                choice.icon or "hand", Rect(at.x + x, at.y + y, side, side), "accent", choice.name.span, f"icon-{n}"
            )
            page.add_step(self.build, card, icon)
        page.trait(page.word("choices-layout", n=len(self.choices)))
        page.takeaway(self.takeaway, self.build)


class _Cards(NamedTuple):
    """The cards of choices: their places, where words stand in each, and the icon's left, top and side in a card."""

    rects: tuple[Rect, ...]
    inset: Insets
    anchor: Anchor
    align: Align
    icon: tuple[float, float, float]


def _copy(page: Page, choice: Choice, align: Align) -> tuple[Setting, ...]:
    return (
        *page.settings(choice.name, "choice", background="surface", align=align),
        *page.settings(choice.text, "choice-text", colour="muted", background="surface", align=align),
    )


def _common(page: Page, copies: Sequence[tuple[Setting, ...]], rects: Sequence[Rect], inset: Insets) -> int:
    """The size that all cards share: the first in which each name stands on one line, so that what is beneath them
    begins at one height; else the first that fits."""
    first = common_rung(page.set(c, r, inset=inset) for c, r in zip(copies, rects, strict=True))
    for rung in range(first, max(len(c[0].sizes) for c in copies)):
        blocks = [page.set(c, r, inset=inset, rung=rung) for c, r in zip(copies, rects, strict=True)]
        if all(b.rung == rung and sum(line.paragraph == 0 for line in b.lines) == 1 for b in blocks):
            return rung
    return first


def _beneath(page: Page, choices: Sequence[Choice], area: Rect) -> _Cards:
    """Cards side by side, each with its words beneath its icon, both together in the middle of the card."""
    height = min(area.h, TALLEST)
    rects = tuple(Rect(r.x, r.y, r.w, height) for r in area.columns(len(choices), GAP))
    icon = min(ICON, height * 0.3)
    inset = (PAD, PAD + icon + APART, PAD, PAD - 6)
    copies = [_copy(page, c, "center") for c in choices]
    rung = _common(page, copies, rects, inset)
    needed = max(page.safe_height(c, r.w, inset, rung) for c, r in zip(copies, rects, strict=True))
    seen = max(page.set(c, r, inset=inset, rung=rung).height for c, r in zip(copies, rects, strict=True))
    seen += inset[1] + inset[3]
    # in the middle as the theme's font has it, and inside the card in the one that may stand in
    down = max(0.0, min((height - seen) / 2, height - needed))
    left = (rects[0].w - icon) / 2
    return _Cards(rects, (PAD, inset[1] + down, PAD, inset[3]), "top", "center", (left, PAD + down, icon))


def _beside(choices: Sequence[Choice], area: Rect) -> _Cards:
    """Cards in two rows of two, each with its words beside its icon."""
    rows = area.rows(2, GAP)
    rects = tuple(r for row in rows for r in row.columns(2, GAP))
    side = min(SMALL, rects[0].h - 2 * (PAD - 6))
    inset = (PAD + side + PAD, 8.0, PAD, 8.0)
    return _Cards(rects, inset, "middle", "left", (PAD, (rects[0].h - side) / 2, side))
