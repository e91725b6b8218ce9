"""Two to five things of equal weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from deckgen.layout.page import Page, group, stepped
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Built, Point
from deckgen.reading.values import IconName, Text
from deckgen.scene import Insets, Level, Rect

PAD = 22.0
ICON = 30.0
SMALL_ICON = 22.0
GAP = 16.0


class Card(Model):
    """One card: a title, a few words, an icon by its Lucide name."""

    title: Text
    text: Text | None = None
    icon: IconName | None = None


class Cards(Built):
    """Two to five things of equal weight, side by side, with a number or an icon each.

    Up to four stand in a row; five stand as three and two, and the takeaway takes the sixth place.
    """

    layout: ClassVar[str] = "title-only"
    title: Text
    lead: Text | None = None
    cards: Annotated[tuple[Card, ...], Many(2, 5)]
    numbered: bool = False
    takeaway: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        icon = next((card.icon for card in self.cards if card.icon), None)
        if self.numbered and icon:
            hint = "leave the icons out, or `numbered`"
            yield Wrong("a card has a number or an icon, not both", icon.span, hint)

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(c.title, c.text) for c in self.cards)

    def draw(self, page: Page) -> None:
        page.title()
        five = len(self.cards) == 5
        area = page.lead(self.lead, page.body_above(None if five else self.takeaway))
        rects = self._grid(area)
        copies = [self._copy(page, i, card) for i, card in enumerate(self.cards)]
        inset = (PAD, self._top(), PAD, PAD - 4)
        rung = common_rung(page.set(copy, rect, inset=inset) for copy, rect in zip(copies, rects, strict=False))
        if not five:
            needed = max(page.safe_height(copy, rect.w, inset, rung) for copy, rect in zip(copies, rects, strict=False))
            # with a takeaway beneath them cards reach down to it, so that it never stands alone
            height = area.h if self.takeaway else min(area.h, stepped(max(needed, 176.0)))
            rects = tuple(Rect(r.x, r.y, r.w, height) for r in rects)
        page.trait(page.word("cards-of", n=len(self.cards)))
        for n, (card, copy, rect) in enumerate(zip(self.cards, copies, rects, strict=False), 1):
            self._card(page, n, card, copy, rect, inset, rung)
        if not five:
            page.takeaway(self.takeaway, self.build)
        elif self.takeaway:
            (page.reveal if self.build else page.add)(
                page.box(
                    page.word("takeaway"),
                    rects[5],
                    page.settings(self.takeaway, "takeaway", colour="paper", background="accent"),
                    fill="accent",
                    outline="rounded",
                    inset=(PAD, PAD, PAD, PAD),
                    anchor="middle",
                    span=self.takeaway.span,
                    key="takeaway",
                    slot="takeaway",
                    levels=(page.level("takeaway", colour="paper", background="accent"),),
                )
            )

    def _grid(self, area: Rect) -> tuple[Rect, ...]:
        if len(self.cards) < 5:
            return area.columns(len(self.cards), GAP)
        upper, lower = area.rows(2, GAP)
        return (*upper.columns(3, GAP), *lower.columns(3 if self.takeaway else 2, GAP))

    def _top(self) -> float:
        """Where the text begins: under the icon if cards in a row have one."""
        iconic = any(c.icon for c in self.cards) and not self.numbered
        return PAD + ICON + 14 if iconic and len(self.cards) < 5 else PAD - 4

    def _copy(self, page: Page, i: int, card: Card) -> tuple[Setting, ...]:
        head = page.settings(card.title, "card-title", background="surface")
        text = page.settings(card.text, "card-text", background="surface")
        if not self.numbered:
            return (*head, *text)
        if len(self.cards) < 5:
            return (*page.settings(str(i + 1), "card-number", background="surface"), *head, *text)
        number = page.settings(f"{i + 1} ", "card-title", colour="accent")
        return (head[0]._replace(runs=(*number[0].runs, *head[0].runs)), *head[1:], *text)

    def _levels(self, page: Page) -> tuple[Level, ...]:
        number = (page.level("card-number", background="surface"),) if self.numbered and len(self.cards) < 5 else ()
        return (*number, page.level("card-title", background="surface"), page.level("card-text", background="surface"))

    def _card(
        self, page: Page, number: int, card: Card, copy: tuple[Setting, ...], rect: Rect, inset: Insets, rung: int
    ) -> None:
        name = page.prose(card.title).plain
        key = f"card-{number}"
        show = page.reveal if self.build else page.add
        span, iconic = card.title.span, bool(card.icon) and not self.numbered
        box = page.box(
            name,
            rect,
            copy,
            fill="surface",
            outline="rounded",
            inset=inset,
            rung=rung,
            span=span,
            slot=None if iconic else key,  # an icon goes where its card goes: in a group, which holds no placeholder
            levels=self._levels(page),
        )
        if card.icon is None or not iconic:
            show(box._replace(key=key))
            return
        if len(self.cards) < 5:
            place = Rect(rect.x + PAD, rect.y + PAD, ICON, ICON)
        else:
            place = Rect(rect.right - PAD - SMALL_ICON, rect.y + PAD, SMALL_ICON, SMALL_ICON)
        show(group(name, (box, page.icon(card.icon, place, "accent", card.title.span)), name, key))
