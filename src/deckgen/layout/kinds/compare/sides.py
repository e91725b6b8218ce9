"""The words of a side of a comparison, and the widths and heights that two sides need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from deckgen.layout.page import GAP, Page, stepped
from deckgen.layout.typeset import Setting
from deckgen.reading.model import Many, Model
from deckgen.reading.tableau import Thing
from deckgen.reading.values import Text
from deckgen.scene import Insets, Level, Rect

#: The margins of a side's words in its box.
INSET: Insets = (24.0, 18.0, 16.0, 10.0)
#: Shares of the width that the left side may have, as far from the middle as it needs.
SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.36, 0.64)
#: Sides stand in equal columns where one needs at most this many times the height of the other.
ALIKE = 1.4
#: Above this no width helps, and each box is as high as its own words need.
APART = 1.8
#: From this share of the height that is there on, boxes take all of it: what is left at their foot is a line at most.
FILLED = 0.88
#: What a box keeps free beneath its words beyond its margin.
FOOT = 8.0
#: By how much points may move apart where boxes have height left over, the most first.
AIRS = (24.0, 18.0, 12.0, 8.0, 4.0, 0.0)


class Side(Model):
    """One side: its label, a headline, a few words or points, and a `prop` that shows it."""

    label: Text
    title: Text | None = None
    text: Text | None = None
    points: Annotated[tuple[Text, ...], Many(0, 6)] = ()
    prop: Thing | None = None


class Look(NamedTuple):
    """How a side looks: what its box is filled with (None: it has none), the colour of its name and of its words, and
    the styles of its headline and of its points."""

    fill: str | None
    label: str
    words: str | None = None
    headline: str = "side-head"
    points: str = "side-text"


def copy(page: Page, side: Side, look: Look) -> tuple[Setting, ...]:
    """What a side says: its name, its headline, its words and points. Words alone are its headline."""
    on, colour = look.fill, look.words
    headline, words = (side.title, side.text) if side.title or side.points else (side.text, None)
    settings = [*page.settings(side.label, "side-label", background=on, colour=look.label)]
    settings += page.settings(headline, look.headline, background=on, colour=colour)
    settings += page.settings(words, look.points, background=on, colour=colour)
    for point in side.points:
        settings += page.settings(point, look.points, background=on, colour=colour, bullet=True)
    return tuple(settings)


def aired(words: Sequence[Setting], air: float) -> tuple[Setting, ...]:
    """The same words with points so much farther apart."""
    return tuple(s._replace(before=s.before + air) if s.bullet else s for s in words)


def airiest(page: Page, copies: Sequence[Sequence[Setting]], places: Sequence[Rect], rung: int) -> float:
    """By how much the points of all sides can move apart at a rung, in boxes at these places."""
    for air in AIRS[:-1]:
        needs = (page.safe_height(aired(c, air), at.w, INSET, rung) for c, at in zip(copies, places, strict=True))
        if all(need + FOOT <= at.h for need, at in zip(needs, places, strict=True)):
            return air
    return AIRS[-1]


def levels(page: Page, look: Look, air: float = 0.0) -> tuple[Level, ...]:
    """The looks that paragraphs of a side may have, with points so much farther apart than usual."""
    on, colour = look.fill, look.words
    point = page.level(look.points, background=on, colour=colour, bullet=True)
    return (
        page.level("side-label", background=on, colour=look.label),
        page.level(look.headline, background=on, colour=colour),
        page.level(look.points, background=on, colour=colour),
        point._replace(before=point.before + air),
    )


def columns(page: Page, copies: Sequence[Sequence[Setting]], area: Rect) -> tuple[tuple[Rect, Rect], int, float]:
    """Where two boxes stand beside each other, as wide and as high as what they say needs, the rung at which it fits,
    and by how much its points stand farther apart than usual.

    Unequal lengths get unequal widths, or unequal heights where that is not enough.
    """
    found = []
    for share in SHARES:
        left = float(round((area.w - GAP) * share))
        pair = Rect(area.x, area.y, left, area.h), Rect(area.x + left + GAP, area.y, area.w - GAP - left, area.h)
        blocks = [page.set(words, rect, inset=INSET) for words, rect in zip(copies, pair, strict=True)]
        rung = max(b.rung for b in blocks)
        needs = [page.safe_height(words, r.w, INSET, rung) for words, r in zip(copies, pair, strict=True)]
        found.append((pair, rung, needs, max(needs) / min(needs)))
        if share == SHARES[0] and found[0][3] <= ALIKE:
            break
    least = min(rung for _, rung, _, _ in found)
    pair, rung, needs, ratio = min((f for f in found if f[1] <= least + (found[0][3] > ALIKE)), key=lambda f: f[3])
    air = airiest(page, copies, pair, rung)
    needs = [page.safe_height(aired(c, air), at.w, INSET, rung) for c, at in zip(copies, pair, strict=True)]
    most = max(needs)
    left, right = (
        area.h if n >= FILLED * area.h else min(area.h, stepped(n + FOOT))
        for n in (needs if ratio > APART else (most, most))
    )
    return (pair[0]._replace(h=left), pair[1]._replace(h=right)), rung, air
