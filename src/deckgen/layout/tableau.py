"""Scenes on slides: props on one ground and in one scale, the words beneath them, and what leads from one to another.

A kind that takes a `scene:` says where it stands and calls `stage`; all else is decided here. Lengths in
points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from deckgen.diagnostics import error
from deckgen.layout.arrows import MARK, arc, arrow, one_height
from deckgen.layout.enlarging import enlarged, filled
from deckgen.layout.failing import badge, rim, struck, veil
from deckgen.layout.page import Page
from deckgen.layout.proportions import (
    BELOW,
    HIGHER,
    OVER,
    SIDE,
    UNDER,
    Column,
    Plan,
    beneath,
    between,
    column,
    crowding,
    evened,
    leads,
    leads_over,
    lowered,
    narrowest,
    overfull,
    planned,
    said,
)
from deckgen.layout.runs import accent_on
from deckgen.layout.staging import Misfit, Stand, Word, stand, thing_stand
from deckgen.layout.typeset import Setting
from deckgen.reading.palette import contrast
from deckgen.reading.tableau import Lead, Part, Tableau, Thing
from deckgen.reading.values import Text
from deckgen.scene import Box, Group, Item, Rect

#: Where scenes stand: over the body of a slide, beside words in its right half, or in the right two fifths of one that
#: opens something.
Site = Literal["hero", "half", "section"]
#: Where the half and the section's part begin, as shares of the slide's width; what a scene keeps free there, and of
#: the slide's foot, where the slide's number stands.
HALF, SECTION, MARGIN, FOOT = 0.525, 0.6, 36.0, 62.0
#: What a scene keeps free at the sides of its field; how far down that its ground lies, as a share, unless so much of
#: the height that it does not need would be above it: what is low stands a little beneath the middle, not at the foot.
ASIDE, HORIZON, ABOVE = 24.0, 0.72, 0.55
#: How far the ground reaches up behind what stands on it; the height of the bar under what is marked.
DEPTH, PLINTH = 14.0, 6.0
#: The key of a scene that is shown at once, and of the field that one beside words stands in.
KEY, FIELD = "scene", "scene-field"


def stage(
    page: Page,
    tableau: Tableau,
    site: Site,
    area: Rect | None = None,
    *,
    build: bool | None = False,
    notes: Sequence[Text | None] = (),
    even: bool = False,
) -> None:
    """Draws a scene at a site on the page; with `build` each part comes with a click of its own.

    In `hero` it takes the body of the page, or the `area` that is left of it; in `half` and `section` it stands on a
    field of its own, which begins at the top of `area` and reaches the slide's edges (not its foot, where `area` does
    not reach the body's). Words are shown in `hero` and `half`, with `notes` under those of each part. All things have
    one scale, or with `even` each part has a scale of its own, at which it is as large as the others. What does not fit
    is told at the author's line.
    """
    field = None if site == "hero" else _field(page, site, area)
    inner = _inner(page, field) if field else area or page.body
    more = notes or [None] * len(tableau.parts)
    try:
        stands = [stand(part, page.prop, page.language) for part in tableau.parts]
    except Misfit as e:
        page.findings.append(error(e.says, e.span, e.hint))
        return
    words = [
        _words(page, part, note) if site != "section" else ((), ())
        for part, note in zip(tableau.parts, more, strict=True)
    ]
    columns = [
        column(page, part, placed, *said) for part, placed, said in zip(tableau.parts, stands, words, strict=True)
    ]
    columns = evened(columns, 1.0) if even else evened(columns)
    plan = planned(page, tableau, columns, inner)
    if plan is None:
        page.findings.append(overfull(page, tableau, columns, inner))
        return
    if crowded := crowding(plan, columns):
        page.findings.append(crowded)
        return
    plan = filled(plan, columns, inner) if even else plan
    plan = enlarged(page, plan, columns, inner)
    plan = lowered(plan, inner, _horizon(field, columns, plan)) if field else plan
    page.add(*_ground(page, field, plan.ground))
    _draw(page, tableau, columns, plan, build, field is not None)


def words_beside(page: Page, at: Rect, site: Site = "half") -> Rect:
    """What a scene beside words leaves of a place."""
    return at._replace(w=min(at.w, _field(page, site, None).x - at.x - MARGIN))


def up_to_scene(page: Page, at: Rect, site: Site = "half") -> Rect:
    """What a scene leaves of a field of colour, which it borders on."""
    return at._replace(w=min(at.w, _field(page, site, None).x - at.x))


def _field(page: Page, site: Site, area: Rect | None) -> Rect:
    """The field of a scene beside words."""
    width, height = page.theme.page
    left = width * (HALF if site == "half" else SECTION)
    top = area.y if area else 0.0
    # down to the slide's edge, unless something stands beneath
    bottom = area.bottom if area and area.bottom < page.body.bottom - 1 else height
    return Rect(left, top, width - left, bottom - top)


def _inner(page: Page, field: Rect) -> Rect:
    """Where things stand in a field: above the slide's number, where the field reaches that."""
    return field.inset(ASIDE, MARGIN, ASIDE, FOOT if field.bottom >= page.theme.page[1] else MARGIN)


def _horizon(field: Rect, columns: Sequence[Column], plan: Plan) -> float:
    """The least height at which the ground of a field lies, with things and words in the middle where they are low."""
    high = max(c.stand.rect.h * plan.scale_of(n) for n, c in enumerate(columns))
    free = field.h - high - beneath(plan.names, plan.more)
    return field.y + min(HORIZON * field.h, ABOVE * free + high)


def _ground(page: Page, field: Rect | None, ground: float) -> Iterator[Box]:
    """What a scene stands before and on: from edge to edge of the slide, or of its field, down to the foot."""
    width, height = page.theme.page
    at = field or Rect(0.0, 0.0, width, height)
    if field:
        yield Box(page.word("backdrop"), field, fill="surface", decorative=True, key=FIELD)
    low = Rect(at.x, ground - DEPTH, at.w, at.bottom - ground + DEPTH)
    yield Box(page.word("ground"), low, fill="line" if field else "surface", decorative=True)


def _words(page: Page, part: Part, note: Text | None) -> tuple[tuple[Setting, ...], tuple[Setting, ...]]:
    """What a part is called, and what else is said of it."""
    colour = accent_on("surface") if part.mark else None
    name = page.settings(part.label, "prop-label", colour=colour, background="surface", align="center")
    more = (page.settings(text, "prop-text", background="surface", align="center") for text in (part.text, note))
    return tuple(name), tuple(setting for settings in more for setting in settings)


# drawing


def _draw(
    page: Page, tableau: Tableau, columns: Sequence[Column], plan: Plan, build: bool | None, beside: bool
) -> None:
    ground = "surface" if beside else page.layout.background
    # on a dark layout words beneath things have a ground of their own: a new slide has no scene that they stand on
    fill = "line" if beside and page.layout.dark else None
    placed = [
        c.stand.moved(m - c.stand.rect.w * plan.scale_of(n) / 2, plan.ground, plan.scale_of(n))
        for n, (c, m) in enumerate(zip(columns, plan.middles, strict=True))
    ]
    parts = [_bits(page, s, ground) for s in placed]
    words = [[_written(page, word) for word in s.words] for s in placed]
    arrows = list(leads(tableau))
    joined = [placed[n].rect.h for a, b, _ in arrows if abs(a - b) == 1 for n in (a, b)]
    height = one_height(joined, plan.ground) if joined else plan.ground
    for n, to, lead in arrows:
        drawn, own = _arrow(page, placed, n, to, lead, height, ground)
        parts[max(n, to)][:0] = drawn
        words[max(n, to)] += own
    labels = [tuple(_labels(page, n, c, plan, fill)) for n, c in enumerate(columns)]
    alt = page.prose(tableau.alt).plain if tableau.alt else told(page, tableau)
    name = page.word("scene")
    # words stand beside the group, which is a picture to those who do not see it, and move with it
    if not build:
        page.add(Group(name, tuple(i for part in parts for i in part), alt, key=KEY, role="figure"))
        page.add(*(box._replace(owner=KEY) for own in words for box in own))
        page.add(*(box for own in labels for box in own))
    else:
        for n, (part, own, beneath) in enumerate(zip(parts, words, labels, strict=True), 1):
            key = f"part {n} of {len(parts)}"
            shown = Group(f"{name} {n}/{len(parts)}", tuple(part), alt if n == 1 else "", key=key, role="figure")
            page.add(shown, *(box._replace(owner=key) for box in own), *beneath)
            page.reveal_placed(shown, *beneath)
    if any(labels):
        page.trait(page.word("scene-layout", n=sum(map(bool, labels))))


def _bits(page: Page, placed: Stand, ground: str) -> list[Item]:
    """Things as they are drawn: under them a bar where they are marked, around them a rim where they stand in others;
    where they fail, they fade into the ground, and a stroke with a badge is over them."""
    marked = [s.rect for s in placed.signs if not s.crossed]
    crossed = [s.rect for s in placed.signs if s.crossed]
    dark = page.theme.scheme == "dark"
    drawn: list[Item] = []
    for (fails, inside), run in groupby(placed.bits, lambda bit: (bit.crossed, bit.marked)):
        bits = tuple(run)
        drawn += [rim(page.word("plinth"), bits, accent_on("surface"))] if inside else []
        drawn += (b.drawing.placed(b.name, b.rect, decorative=True) for b in bits)
        drawn += [veil(page.word("veil"), bits, ground, dark)] if fails else []
    ink = _on(page, "accent")
    strokes = (item for rect in crossed for item in struck(page.word("cross"), rect, ink, ground))
    return [*drawn, *(_plinth(page, rect) for rect in marked), *strokes]


def _on(page: Page, ground: str) -> str:
    """White or black: what stands out more on a colour."""
    return max(("white", "ink"), key=lambda tone: contrast(page.theme.hex(tone), page.theme.hex(ground)))


def _plinth(page: Page, rect: Rect) -> Box:
    """A bar in the accent under what is marked."""
    at = Rect(rect.x, rect.bottom, rect.w, PLINTH)
    return Box(page.word("plinth"), at, outline="pill", fill=accent_on("surface"), decorative=True)


def _labels(page: Page, n: int, column: Column, plan: Plan, fill: str | None) -> Iterator[Box]:
    """The words beneath a part, in two boxes: the names of all parts begin at one height, and what else is said
    follows each, however many lines the others take."""
    part, width = column.part, plan.widths[n]
    colour = accent_on("surface") if part.mark else None
    high = page.safe_height(column.name, width, (SIDE, 0, SIDE, 0), plan.rung) if column.name else plan.names
    at = Rect(plan.middles[n] - width / 2, plan.ground + BELOW, width, high)
    named = page.level("prop-label", background="surface", colour=colour, align="center")
    more = page.level("prop-text", background="surface", align="center")
    below = at._replace(y=at.bottom + (UNDER if plan.names else 0.0), h=plan.more)
    for slot, text, words, rect, level in (
        ("label", part.label, column.name, at, named),
        ("text", part.text, column.more, below, more),
    ):
        if words:
            yield page.box(
                page.prose(text).plain if text else page.word("note"), rect, words, inset=(SIDE, 0, SIDE, 0),
                rung=plan.rung, even=True, span=text.span if text else None, slot=f"{slot}-{n + 1}", levels=(level,),
                role="figure", fill=fill,
            )  # fmt: skip


def _arrow(
    page: Page, placed: Sequence[Stand], n: int, to: int, lead: Lead, height: float, ground: str
) -> tuple[list[Item], list[Box]]:
    """An arrow, with a mark on its middle where this way fails, and its words. Between neighbours it stands at a
    `height`."""
    a, b = placed[n].rect, placed[to].rect
    colour, name, over = "muted" if lead.crossed else "accent", page.word("arrow"), abs(n - to) > 1
    if over:
        line, at = arc(name, a, b, colour, lead.both, min(s.rect.y for s in placed))
    else:
        line, at = arrow(name, a, b, colour, lead.both, height, lead.crossed)
    items: list[Item] = [line]
    if lead.crossed:
        x, y = at.x + at.w / 2, at.y + at.h / 2
        items += badge(page.word("cross"), x, y, MARK, _on(page, "accent"), ground)
    if lead.label is None:
        return items, []
    words = said(page, lead)
    width = narrowest(page, words, most=1 if over else 2)
    high = page.safe_height(words, width, (0, 0, 0, 0), 0)
    rect = Rect(at.x + (at.w - width) / 2, at.y - high - (HIGHER if lead.crossed else OVER), width, high)
    box = page.box(page.prose(lead.label).plain, rect, words, anchor="bottom", span=lead.label.span, role="figure")
    return items, [box]


def _written(page: Page, word: Word) -> Box:
    """What is written on a thing, in what stands out on it."""
    ground = word.ground or "white"
    words = page.settings(word.text, "prop-word", colour=_on(page, ground), background="strong", align="center")
    name = page.prose(word.text).plain
    return page.box(name, word.rect, words, anchor="middle", span=word.text.span, role="figure")


# telling


def told(page: Page, tableau: Tableau) -> str:
    """What a scene shows, in words: what stands there from left to right, and what leads where."""
    parts = [_part_told(page, part) for part in tableau.parts]
    joined = parts[0]
    for n, part in enumerate(parts[1:], 1):
        back = [back for back, _ in between(tableau, n - 1)]
        joined += (" ← " if all(back) else " → ") + part if back else ", " + part
    over = [f"{parts[n]} → {parts[to]}" for n, to, _ in leads_over(tableau)]
    return "; ".join((joined, *over))


def _part_told(page: Page, part: Part) -> str:
    things = ", ".join(_thing_told(page, thing) for thing in part.members)
    if part.base:
        things = page.word("prop-on", a=things, b=_thing_told(page, part.base))
    return page.word("prop-crossed", a=things) if part.crossed else things


def _thing_told(page: Page, thing: Thing) -> str:
    """A thing in words, with what is in it and what it stands on."""
    said = page.prop(thing.prop).called(page.language)
    if thing.times > 1:
        said = page.word("prop-times", a=said, n=thing.times)
    if thing.things:
        said = page.word("prop-holds", a=said, b=", ".join(_thing_told(page, inner) for inner in thing.things))
    if thing.base:
        said = page.word("prop-on", a=said, b=_thing_told(page, thing.base))
    return page.word("prop-crossed", a=said) if thing.crossed else said


# one thing


def spot(page: Page, thing: Thing, at: Rect, key: str = "", owner: str = "") -> Group | None:
    """A thing in a spot beside words, where others have an icon: as large as it can, in the middle, on the spot's foot.
    None where it cannot stand so, which is told."""
    try:
        one = thing_stand(thing, page.prop, page.language)
    except Misfit as e:
        page.findings.append(error(e.says, e.span, e.hint))
        return None
    k = min(at.w / one.rect.w, at.h / one.rect.h)
    placed = one.moved(at.x + (at.w - one.rect.w * k) / 2, at.bottom, k)
    items = (*_bits(page, placed, page.layout.background), *(_written(page, word) for word in placed.words))
    return Group(page.word("picture"), items, _thing_told(page, thing), key, owner=owner)
