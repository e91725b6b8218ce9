"""Cards in boxes: a grid, and a chain in which an arrow leads from each to the next. Lengths in points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from deckgen.layout.diagram import connect
from deckgen.layout.kinds.cards.hand import Card, Hand, copy, levelled
from deckgen.layout.page import GAP, Page, group, stepped
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.values import Text
from deckgen.scene import Anchor, Box, Insets, Level, Rect

PAD = 20.0
#: Icons above the words of a card, at the foot of its box, and in its upper corner.
ABOVE, FOOT, CORNER = 44.0, 36.0, 26.0
#: The room of an arrow from one card to the next, and the width of its line.
ARROW, LINE = 36.0, 2.5
#: From this share of the height that is there on, boxes take all of it.
FILLED = 0.8
#: The least height of boxes in a row, with words and of names alone.
LOWEST, LARGE = 120.0, 200.0
#: How far down the room boxes stand that need less, as a share of what they leave.
LOWER = 0.3


class Plan(NamedTuple):
    """How all boxes of a slide look: the style of their names, margins, the rung of their text, and where icons and
    numbers stand: `above` the words or not, in the `corner` or at the `foot` of the box."""

    head: str
    inset: Insets
    rung: int
    above: bool
    icons: Literal["corner", "foot"] = "corner"


def grid(page: Page, hand: Hand) -> None:
    """Equal boxes: up to four in a row; five as three and two, and the takeaway in the sixth place."""
    count, area = len(hand.cards), hand.area
    if count < 5:
        places = area.columns(count, GAP)
    else:
        upper, lower = area.rows(2, GAP)
        places = (*upper.columns(3, GAP), *lower.columns(3 if hand.takeaway else 2, GAP))
    _boxes(page, hand, places, joined=False)
    page.trait(page.word("cards-of", n=count))
    if count == 5 and hand.takeaway:
        _conclusion(page, hand.takeaway, places[5], hand.build)


def chain(page: Page, hand: Hand) -> None:
    """Boxes that follow one another, with an arrow from each to the next."""
    _boxes(page, hand, hand.area.columns(len(hand.cards), ARROW), joined=True)
    page.trait(page.word("chain-of", n=len(hand.cards)))


def _boxes(page: Page, hand: Hand, places: Sequence[Rect], *, joined: bool) -> None:
    """Cards in boxes as high as the longest needs, but for those that fill the page."""
    above = len(hand.cards) < 5
    iconic = above and any(card.icon for card in hand.cards)
    plain = len(hand.cards) < 4 and not any(card.text or card.icon for card in hand.cards)
    inset = (PAD, PAD + ABOVE + 12 if iconic else PAD - 4, PAD - 4, PAD - 6)
    plan = Plan("half" if plain else "card-head", inset, 0, above)
    copies = [_copy(page, hand, n, plan) for n in range(len(hand.cards))]
    plan = plan._replace(rung=common_rung(page.set(c, at, inset=inset) for c, at in zip(copies, places, strict=False)))
    heads = 2 if hand.numbered and above else 1
    aligned = levelled(page, copies, places, inset, plan.rung, heads)
    if all(
        page.set(c, at, inset=inset, rung=plan.rung).rung == plan.rung for c, at in zip(aligned, places, strict=False)
    ):
        copies = aligned
    needed = max(page.safe_height(c, at.w, inset, plan.rung) for c, at in zip(copies, places, strict=False))
    if above:
        height = places[0].h if needed >= FILLED * places[0].h else stepped(max(needed, LARGE if plain else LOWEST))
        height = min(height, places[0].h)
        places = [at._replace(y=at.y + (at.h - height) * LOWER, h=height) for at in places]
    elif any(card.icon for card in hand.cards):
        plan = _beside_icons(page, plan, copies, places)
    last: Box | None = None
    for n, (words, at) in enumerate(zip(copies, places, strict=False)):
        last = _box(page, hand, n, words, at, plan, last if joined else None)


def _beside_icons(page: Page, plan: Plan, copies: Sequence[tuple[Setting, ...]], places: Sequence[Rect]) -> Plan:
    """The plan in which words and icons do not meet, in the first size in which that can be: icons stand at the foot of
    each box where all words leave that free, or in the corner where all names end before it."""
    width = places[0].w - plan.inset[0] - PAD - CORNER - 8
    last = max(len(words[0].sizes) for words in copies) - 1
    for rung in range(plan.rung, last + 1):
        needs = (page.safe_height(words, at.w, plan.inset, rung) for words, at in zip(copies, places, strict=False))
        if max(needs) + FOOT <= places[0].h:
            return plan._replace(rung=rung, icons="foot")
        if all(page.safe_width(words[:1], rung) <= width for words in copies):
            return plan._replace(rung=rung)
    return plan._replace(rung=last)


def _box(page: Page, hand: Hand, n: int, words: Sequence[Setting], at: Rect, plan: Plan, before: Box | None) -> Box:
    """Adds a card in its box, with the arrow that leads to it from the one before."""
    card = hand.cards[n]
    name, key, anchor = page.prose(card.title).plain, f"card-{n + 1}", _anchor(plan)
    box = page.box(
        name,
        at,
        words,
        fill=_ground(card)[0],
        outline="rounded",
        inset=plan.inset,
        anchor=anchor,
        rung=plan.rung,
        span=card.title.span,
        key="" if card.icon else key,
        slot=None if card.icon else key,  # an icon goes where its card goes: in a group, which holds no placeholder
        levels=_levels(page, hand, card, plan),
    )
    if card.icon:
        icon = page.icon(card.icon, _icon(at, plan), "paper" if card.mark else "accent", card.title.span)
        whole = group(name, (box, icon), name, key)
        (page.reveal if hand.build else page.add)(whole)
        return box._replace(key=key)
    arrow = None
    if before:
        arrow = connect(page.word("arrow"), before, "right", box, "left", colour="accent", width=LINE)
        arrow = arrow._replace(key=f"arrow-{n}")
    page.add_step(hand.build, arrow, box)
    return box


def _anchor(plan: Plan) -> Anchor:
    return "middle" if plan.head == "half" else "top"


def _icon(at: Rect, plan: Plan) -> Rect:
    """The place of a card's icon in its box."""
    if plan.above:
        return Rect(at.x + PAD, at.y + PAD, ABOVE, ABOVE)
    if plan.icons == "foot":
        return Rect(at.right - PAD - FOOT, at.bottom - PAD - FOOT + 4, FOOT, FOOT)
    return Rect(at.right - PAD - CORNER, at.y + PAD - 2, CORNER, CORNER)


def _ground(card: Card) -> tuple[str, str | None]:
    """What a card's box is filled with, and the colour of all of its words where that is not their own."""
    return ("accent", "paper") if card.mark else ("surface", None)


def _copy(page: Page, hand: Hand, n: int, plan: Plan) -> tuple[Setting, ...]:
    """What a card says, with its number above its name or before it."""
    card = hand.cards[n]
    on, colour = _ground(card)
    head, *words = copy(page, card, on, colour, plan.head)
    if not hand.numbered:
        return (head, *words)
    if plan.above:
        return (*page.settings(str(n + 1), "card-number", background=on, colour=colour), head, *words)
    (figure,) = page.settings(f"{n + 1} ", plan.head, background=on, colour=colour or "accent")
    return (head._replace(runs=(*figure.runs, *head.runs)), *words)


def _levels(page: Page, hand: Hand, card: Card, plan: Plan) -> tuple[Level, ...]:
    on, colour = _ground(card)
    styles = (*(("card-number",) if hand.numbered and plan.above else ()), plan.head, "card-words")
    return tuple(page.level(style, background=on, colour=colour) for style in styles)


def _conclusion(page: Page, takeaway: Text, at: Rect, build: bool | None) -> None:
    """The takeaway as the last card."""
    box = page.box(
        page.word("takeaway"),
        at,
        page.settings(takeaway, "takeaway", colour="paper", background="accent"),
        fill="accent",
        outline="rounded",
        inset=(PAD, PAD - 4, PAD - 4, PAD - 4),
        anchor="middle",
        span=takeaway.span,
        key="takeaway",
        slot="takeaway",
        levels=(page.level("takeaway", colour="paper", background="accent"),),
    )
    (page.reveal if build else page.add)(box)
