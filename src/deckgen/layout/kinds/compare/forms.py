"""The forms of a comparison: two boxes, a myth struck through beside the fact, two halves of the page."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.kinds.compare.sides import FILLED, FOOT, INSET, Look, Side, aired, airiest, columns, copy, levels
from deckgen.layout.page import Page, stepped
from deckgen.layout.tableau import spot
from deckgen.layout.typeset import Setting
from deckgen.reading.values import Text
from deckgen.scene import Box, Group, Insets, Outline, Rect

#: The band of what both have in common, and its distance from what stands on it.
BASE, ABOVE_BASE = 60.0, 16.0
#: A myth's share of the width, and the gap to the fact.
MYTH, APART = 1 / 3, 32.0
#: How far down the room a fact of few words stands, as a share of what it leaves.
LOWER = 0.3
#: A myth stands on the page itself.
MYTH_LOOK = Look(None, "muted", None, "myth", "myth-text")
FACT_LOOK = Look("soft", "deep", None, "fact", "side-text")
#: A half of the page: its margins on the outside and on the inside, and above; where its words begin, in steps.
OUTER, INNER, TOP, BEGIN = 56.0, 40.0, 36.0, 12.0
#: Heights of props in halves, and their distance from the foot and from words; so many sizes words give way.
SPOTS, UNDER, LOWEST = (216.0, 192.0, 168.0, 144.0, 120.0), 20.0, 3
HALVES = (Look("surface", "muted", None, "half"), Look("accent", "paper", "paper", "half"))


def boxes(
    page: Page,
    sides: Sequence[Side],
    looks: Sequence[Look],
    base: Text | None,
    takeaway: Text | None,
    build: bool | None,
) -> None:
    """Two boxes beside each other, on a band of what they have in common."""
    area = page.body_above(takeaway)
    room = area._replace(h=area.h - BASE - ABOVE_BASE) if base else area
    copies = [copy(page, side, look) for side, look in zip(sides, looks, strict=True)]
    places, rung, air = columns(page, copies, room)
    foot = max(at.bottom for at in places)
    if base:  # they stand on it
        places = (places[0]._replace(y=foot - places[0].h), places[1]._replace(y=foot - places[1].h))
    for name, side, look, words, rect in zip(("left", "right"), sides, looks, copies, places, strict=True):
        _side(page, name, side, look, aired(words, air), rect, INSET, rung=rung, build=build, air=air)
    if base:
        at = Rect(area.x, foot + ABOVE_BASE, area.w, BASE)
        _base(page, base, at, "rounded", 28.0, build)


def fact_beside_myth(
    page: Page, sides: Sequence[Side], base: Text | None, takeaway: Text | None, build: bool | None
) -> None:
    """The myth small and struck through in a third of the width, the fact large in two thirds."""
    area = page.body_above(takeaway)
    room = area._replace(h=area.h - BASE - ABOVE_BASE) if base else area
    narrow = round(room.w * MYTH - APART / 2)
    left = Rect(room.x, room.y, narrow, room.h)
    right = Rect(left.right + APART, room.y, room.right - left.right - APART, room.h)
    myth, fact = (copy(page, side, look) for side, look in zip(sides, (MYTH_LOOK, FACT_LOOK), strict=True))
    rung = page.set(fact, right, inset=INSET).rung
    air = airiest(page, [fact], [right], rung)
    fact = aired(fact, air)
    needed = page.safe_height(fact, right.w, INSET, rung)
    if needed < FILLED * room.h:
        height = min(room.h, stepped(needed + FOOT))
        y = room.y + (room.h - height) * LOWER
        left, right = left._replace(y=y, h=height), right._replace(y=y, h=height)
    _side(page, "left", sides[0], MYTH_LOOK, myth, left, (0.0, INSET[1], 0.0, 0.0), build=build)
    _side(page, "right", sides[1], FACT_LOOK, fact, right, INSET, rung=rung, build=build, air=air)
    if base:
        at = Rect(room.x, right.bottom + ABOVE_BASE, room.w, BASE)
        _base(page, base, at, "rounded", 28.0, build)


def halves(page: Page, sides: Sequence[Side], base: Text | None, takeaway: Text | None, build: bool | None) -> None:
    """Two fields that share the page from edge to edge, beneath the title."""
    width, height = page.theme.page
    body = page.body
    foot = page.body_above(takeaway).bottom if takeaway else height
    band = Rect(0, foot - BASE - 12, width, BASE + 12)
    bottom = band.y if base else foot
    fields = Rect(0, body.y, width, bottom - body.y).columns(2, 0)
    insets: tuple[Insets, Insets] = (OUTER, TOP, INNER, TOP), (INNER, TOP, OUTER, TOP)
    copies = [copy(page, side, look) for side, look in zip(sides, HALVES, strict=True)]
    drawn = any(side.prop for side in sides)
    high = _height_for_props(page, copies, fields) if drawn else 0.0
    if drawn:  # words above, what shows them beneath
        low = high + 2 * UNDER
        insets = (OUTER, TOP, INNER, low), (INNER, TOP, OUTER, low)
    rung = max(page.set(c, at, inset=i).rung for c, at, i in zip(copies, fields, insets, strict=True))
    if not drawn and not any(side.points for side in sides):  # both begin at one height, the longer one in the middle
        most = max(
            page.safe_height(c, at.w, (i[0], 0.0, i[2], 0.0), rung)
            for c, at, i in zip(copies, fields, insets, strict=True)
        )
        top = max(TOP, (fields[0].h - most) / 2 // BEGIN * BEGIN)
        insets = (OUTER, top, INNER, TOP), (INNER, top, OUTER, TOP)
    for name, side, look, words, at, inset in zip(
        ("left", "right"), sides, HALVES, copies, fields, insets, strict=True
    ):
        shown = _shown(page, name, side, at, inset, high)
        _side(page, name, side, look, words, at, inset, "rectangle", rung, build, shown)
    if base:
        _base(page, base, band, "rectangle", OUTER, build)


def _side(
    page: Page,
    name: str,
    side: Side,
    look: Look,
    words: Sequence[Setting],
    rect: Rect,
    inset: Insets,
    outline: Outline = "rounded",
    rung: int = 0,
    build: bool | None = False,
    shown: Group | None = None,
    air: float = 0.0,
) -> None:
    """Adds a side in its placeholder, and what shows it."""
    box = page.box(
        page.prose(side.label).plain,
        rect,
        words,
        fill=look.fill,
        outline=outline if look.fill else "rectangle",
        inset=inset,
        rung=rung,
        span=side.label.span,
        slot=name,
        levels=levels(page, look, air),
    )
    _add(page, box, build, shown)


def _base(page: Page, base: Text, at: Rect, outline: Outline, margin: float, build: bool | None) -> None:
    """Adds the band of what both sides have in common."""
    box = page.box(
        page.word("common"),
        at,
        page.settings(base, "takeaway", colour="paper", background="strong", align="center"),
        fill="strong",
        outline=outline,
        inset=(margin, 6.0, margin, 6.0),
        anchor="middle",
        span=base.span,
        slot="base",
        levels=(page.level("takeaway", colour="paper", background="strong", align="center"),),
    )
    page.trait(page.word("common"))
    _add(page, box, build)


def _height_for_props(page: Page, copies: Sequence[Sequence[Setting]], fields: Sequence[Rect]) -> float:
    """The greatest height of props that leaves words large enough above them, also in a font that stands in."""
    for high in SPOTS[:-1]:
        room = fields[0].h - TOP - high - 2 * UNDER
        places = [Rect(0.0, 0.0, at.w - OUTER - INNER, room) for at in fields]
        rung = max(page.set(c, at).rung for c, at in zip(copies, places, strict=True))
        needs = [page.safe_height(c, at.w, (0.0, 0.0, 0.0, 0.0), rung) for c, at in zip(copies, places, strict=True)]
        if rung <= LOWEST and max(needs) <= room:
            return high
    return SPOTS[-1]


def _shown(page: Page, name: str, side: Side, field: Rect, inset: Insets, high: float) -> Group | None:
    """The prop of a side, at the foot of its field, so high at most."""
    if side.prop is None:
        return None
    at = Rect(field.x + inset[0], field.bottom - UNDER - high, field.w - inset[0] - inset[2], high)
    return spot(page, side.prop, at, f"{name}-prop")


def _add(page: Page, box: Box, build: bool | None, shown: Group | None = None) -> None:
    page.add(box, *([shown] if shown else []))
    if build:
        page.reveal_placed(box, shown)
