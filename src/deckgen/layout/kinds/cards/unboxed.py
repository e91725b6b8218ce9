"""Cards without boxes: pictures above their words, and rows of a list. Lengths in points."""

from __future__ import annotations

from deckgen.layout.kinds.cards.boxes import LOWER
from deckgen.layout.kinds.cards.hand import Hand, copy, levelled
from deckgen.layout.page import Page
from deckgen.layout.rows import Row, number, rows
from deckgen.layout.typeset import common_rung
from deckgen.scene import Box, Freeform, Group, Rect

#: An icon above its words, the gap between them, and between columns of pictures.
PICTURE, BENEATH, BETWEEN = 112.0, 18.0, 32.0
#: How far Lucide's lines stand within an icon, of its 24 units: so much further left it begins where its words do.
MARGIN = 1 / 24
#: An icon at the head of a row.
ICON = 44.0


def pictures(page: Page, hand: Hand) -> None:
    """An icon large above its words, without a box."""
    marked = any(card.mark for card in hand.cards)
    columns = hand.area.columns(len(hand.cards), BETWEEN)
    free = [Rect(at.x, at.y + PICTURE + BENEATH, at.w, at.h - PICTURE - BENEATH) for at in columns]
    copies = [copy(page, card, None, None) for card in hand.cards]
    rung = common_rung(page.set(words, at) for words, at in zip(copies, free, strict=True))
    copies = levelled(page, copies, free, (0, 0, 0, 0), rung)
    needed = max(page.safe_height(words, at.w, (0, 0, 0, 0), rung) for words, at in zip(copies, free, strict=True))
    down = max(0.0, (free[0].h - needed) * LOWER)
    for n, (card, words, at) in enumerate(zip(hand.cards, copies, free, strict=True), 1):
        icon = None
        if card.icon:
            place = Rect(at.x - PICTURE * MARGIN, hand.area.y + down, PICTURE, PICTURE)
            colour = "accent" if card.mark or not marked else "muted"
            icon = page.icon(card.icon, place, colour, card.title.span, f"icon-{n}")
        box = page.box(
            page.prose(card.title).plain,
            Rect(at.x, at.y + down, at.w, at.h - down),
            words,
            rung=rung,
            span=card.title.span,
            slot=f"card-{n}",
            levels=(page.level("card-head"), page.level("card-words")),
        )
        page.add_step(hand.build, icon, box)
    page.trait(page.word("pictures-of", n=len(hand.cards)))


def listed(page: Page, hand: Hand) -> None:
    """Rows with a number or an icon, the name large, and the words beside it."""

    def mark(n: int, at: Rect, row: Rect) -> tuple[Box | Freeform | Group | None, ...]:
        card = hand.cards[n - 1]
        if card.icon:
            place = Rect(at.x, at.y + (at.h - ICON) / 2, ICON, ICON)
            return (page.icon(card.icon, place, "accent", card.title.span, f"icon-{n}"),)
        return (number(page, n, at, page.word("number"), card.title.span),) if hand.numbered else ()

    marked = hand.numbered or any(card.icon for card in hand.cards)
    listing = [Row(card.title, card.text, card.mark) for card in hand.cards]
    rows(page, listing, hand.area, mark if marked else None, hand.build)
    page.trait(page.word("rows-of", n=len(hand.cards)))
