"""Scenes on slides: props on one ground and in one scale, the words beneath them, and what leads from one to another.

A kind that takes a `scene:` says in which slot it stands and calls `stage`; all else is decided here. Lengths in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from deckgen.diagnostics import Span, error
from deckgen.layout.arrows import LENGTH, arc, arrow, cross
from deckgen.layout.diagram import label_size
from deckgen.layout.page import Page
from deckgen.layout.runs import accent_on
from deckgen.layout.staging import Misfit, Stand, stand, thing_stand
from deckgen.layout.typeset import Setting
from deckgen.reading.tableau import Lead, Part, Tableau, Thing
from deckgen.scene import Box, Group, Item, Rect

#: Where scenes stand: over the body of a slide, in its right half, in a spot beside words, at the right of a section.
Slot = Literal["hero", "half", "spot", "section"]
#: Space between parts, around an arrow's ends and its words, and beyond what parts need; between the ground and words.
APART, CLEAR, MORE, BELOW = 28.0, 10.0, 96.0, 18.0
#: How far the ground reaches up behind what stands on it, and what words keep free at their sides.
DEPTH, SIDE = 14.0, 6.0
#: The height that arrows need which lead over other parts.
OVER = 54.0
#: The height of the bar under what is marked.
PLINTH = 6.0
#: Least height of a thing: what is smaller is not made out from the last row.
LEAST = 22.0
#: Widths of words are this much larger than measured, for fonts that stand in.
SPARE = 1.08


class Column(NamedTuple):
    """A part with its words: how wide these are at least, in each of the sizes of their ladder."""

    part: Part
    stand: Stand
    words: tuple[Setting, ...]
    widths: tuple[float, ...]


class Plan(NamedTuple):
    """How a scene stands: the scale, the rung of the words and their height, the middle and the width of each column,
    the height of the ground."""

    scale: float
    rung: int
    height: float
    middles: tuple[float, ...]
    widths: tuple[float, ...]
    ground: float


def stage(page: Page, tableau: Tableau, slot: Slot, area: Rect, *, build: bool = False) -> None:
    """Draws a scene into an area of the page. With `build` each part comes with a click of its own.

    What does not fit is told at the author's line. Words are shown in `hero` and `half` only.
    """
    labelled = slot in ("hero", "half")
    try:
        columns = [_column(page, part, labelled) for part in tableau.parts]
    except Misfit as e:
        page.findings.append(error(e.message, e.span, e.hint))
        return
    plan = _plan(page, tableau, columns, area)
    if plan is None:
        _too_full(page, tableau, columns, area)
        return
    if too_small := _too_small(plan, columns):
        hint = "leave some things out, or give the scene a slide of its own"
        page.findings.append(error("a thing of this scene would be too small to be made out", too_small, hint))
        return
    if labelled:
        page.add(_floor(page, area, plan.ground))
    _draw(page, tableau, columns, plan, build, labelled)


def _floor(page: Page, area: Rect, ground: float) -> Box:
    """The ground: from edge to edge of the slide, or of its right half, down to its foot."""
    width, height = page.theme.page
    left = 0.0 if area.x < width / 3 else area.x - (area.x - width / 2)
    at = Rect(left, ground - DEPTH, width - left, height - ground + DEPTH)
    return Box(page.word("ground"), at, fill="surface", decorative=True, key="ground")


# measuring


def _column(page: Page, part: Part, labelled: bool) -> Column:
    """A part of the scene, with its words where they are shown."""
    placed = stand(part, page.prop, page.language)
    words = _words(page, part) if labelled else ()
    sizes = max((len(s.sizes) for s in words), default=1)
    return Column(part, placed, words, tuple(_narrowest(page, words, rung) for rung in range(sizes)))


def _words(page: Page, part: Part) -> tuple[Setting, ...]:
    colour = accent_on("surface") if part.mark else None
    name = page.settings(part.label, "prop-label", colour=colour, background="surface", align="center")
    return (*name, *page.settings(part.text, "prop-text", background="surface", align="center"))


def _narrowest(page: Page, words: Sequence[Setting], rung: int) -> float:
    """The least width in which each paragraph of some words takes two lines at most."""
    if not words:
        return 0.0
    sized = [s._replace(sizes=(s.sizes[min(rung, len(s.sizes) - 1)],)) for s in words]
    low = max(page.fonts.width(w, r.font, r.bold) * s.sizes[0] for s in sized for r in s.runs for w in r.text.split())
    high = max(low, page.width(sized))
    lines = 2 * len(sized)

    def fits(width: float) -> bool:
        counted = [line.paragraph for line in page.set(sized, Rect(0, 0, width, 10_000)).lines]
        return len(counted) <= lines and all(counted.count(n) <= 2 for n in set(counted))

    while high - low > 2:
        middle = (low + high) / 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high * SPARE + 2 * SIDE


def _gaps(page: Page, tableau: Tableau) -> list[float]:
    """The space between neighbours: enough for an arrow and its words."""
    out = []
    for n in range(len(tableau.parts) - 1):
        leads = list(_between(tableau, n))
        words = [label_size(page, _said(page, lead), 2)[0] for _, lead in leads if lead.label]
        out.append(max([LENGTH, *words]) + 2 * CLEAR if leads else APART)
    return out


def _between(tableau: Tableau, n: int) -> Iterator[tuple[bool, Lead]]:
    """The arrows between a part and the next one: whether each leads back, and the arrow."""
    for lead in tableau.parts[n].arrows:
        if tableau.target(n, lead) == n + 1:
            yield False, lead
    for lead in tableau.parts[n + 1].arrows:
        if tableau.target(n + 1, lead) == n:
            yield True, lead


def _over(tableau: Tableau) -> list[tuple[int, int, Lead]]:
    """The arrows that lead over other parts."""
    found = [(n, tableau.target(n, lead), lead) for n, part in enumerate(tableau.parts) for lead in part.arrows]
    return [(n, to, lead) for n, to, lead in found if to is not None and abs(n - to) > 1]


def _said(page: Page, lead: Lead) -> tuple[Setting, ...]:
    return page.settings(lead.label, "edge", colour="text", align="center")


# deciding


def _plan(page: Page, tableau: Tableau, columns: Sequence[Column], area: Rect) -> Plan | None:
    """The largest scale at which all has room, its words as large as that allows; None where nothing fits."""
    gaps = _gaps(page, tableau)
    headroom = OVER if _over(tableau) else 0.0
    best: Plan | None = None
    for rung in range(max(len(c.widths) for c in columns)):
        least = [c.widths[min(rung, len(c.widths) - 1)] for c in columns]
        spare = area.w - sum(gaps) - sum(least)
        if spare < 0:
            continue
        plan = _at(page, columns, area, gaps, least, rung, headroom)
        # a size less is worth an eighth of the picture
        if plan and (best is None or plan.scale > best.scale * 1.125):
            best = plan
    return best


def _at(
    page: Page,
    columns: Sequence[Column],
    area: Rect,
    gaps: Sequence[float],
    least: Sequence[float],
    rung: int,
    headroom: float,
) -> Plan | None:
    """The largest scale with words in a size."""
    tallest = max(c.stand.rect.h for c in columns)
    free = area.w - sum(gaps)
    high, low = (area.h - headroom) / tallest, 0.0
    for _ in range(24):
        scale = (low + high) / 2
        fits = sum(max(c.stand.rect.w * scale, w) for c, w in zip(columns, least, strict=True)) <= free
        low, high = (scale, high) if fits else (low, scale)
    scale = low
    for _ in range(3):  # words take height, and less where columns are wider
        widths = [max(c.stand.rect.w * scale, w) for c, w in zip(columns, least, strict=True)]
        room = _roomy(widths, gaps, free)
        height = max((page.safe_height(c.words, w, (SIDE, 0, SIDE, 0), rung) for c, w in zip(columns, room, strict=True)
                      if c.words), default=0.0)  # fmt: skip
        below = BELOW + height if height else 0.0
        scale = min(scale, (area.h - headroom - below) / tallest)
    if scale <= 0:
        return None
    middles = _middles(widths := [max(c.stand.rect.w * scale, w) for c, w in zip(columns, least, strict=True)], gaps, area)
    slack = area.h - headroom - below - tallest * scale
    ground = area.y + headroom + tallest * scale + slack / 2
    return Plan(scale, rung, height, middles, tuple(_roomy(widths, gaps, free)), ground)


def _roomy(widths: Sequence[float], gaps: Sequence[float], free: float) -> list[float]:
    """Widths for words: what is left over is shared out."""
    more = min(MORE, max(0.0, free - sum(widths)) / len(widths))
    return [w + more for w in widths]


def _middles(widths: Sequence[float], gaps: Sequence[float], area: Rect) -> tuple[float, ...]:
    """Where the columns stand: side by side in the middle of the area, a little apart where there is room."""
    more = min(MORE, max(0.0, area.w - sum(widths) - sum(gaps)) / len(widths))
    whole = sum(widths) + sum(gaps) + more * len(widths)
    x = area.x + (area.w - whole) / 2
    out = []
    for width, gap in zip(widths, (*gaps, 0.0), strict=True):
        out.append(x + (width + more) / 2)
        x += width + more + gap
    return tuple(out)


def _too_small(plan: Plan, columns: Sequence[Column]) -> Span | None:
    """The first thing that nobody would make out."""
    return next((c.stand.smallest for c in columns if c.stand.least * plan.scale < LEAST), None)


def _too_full(page: Page, tableau: Tableau, columns: Sequence[Column], area: Rect) -> None:
    """Tells how many parts would fit."""
    fits = 0
    for n in range(1, len(columns)):
        fewer = Tableau(parts=tableau.parts[:n], alt=None)
        if _plan(page, fewer, columns[:n], area) is None:
            break
        fits = n
    span = columns[fits].part.span
    hint = "leave some out, shorten their words, or spread them over two slides"
    page.too_many("part of this scene", len(columns), fits, span, hint)


# drawing


def _draw(
    page: Page, tableau: Tableau, columns: Sequence[Column], plan: Plan, build: bool, labelled: bool
) -> None:
    placed = [
        c.stand.moved(m - c.stand.rect.w * plan.scale / 2, plan.ground, plan.scale)
        for c, m in zip(columns, plan.middles, strict=True)
    ]
    parts = [_bits(page, s) for s in placed]
    for n, to, lead in _leads(tableau):
        parts[max(n, to)][:0] = _arrow(page, placed, n, to, lead, plan)
    labels = [_label(page, n, c, plan) if c.words else None for n, c in enumerate(columns)]
    alt = page.prose(tableau.alt).plain if tableau.alt else told(page, tableau)
    name = page.word("scene")
    if not build:
        page.add(Group(name, tuple(i for part in parts for i in part), alt, role="figure"))
        page.add(*(label for label in labels if label))
    else:
        for n, (part, label) in enumerate(zip(parts, labels, strict=True), 1):
            key = f"part {n} of {len(parts)}"
            shown = Group(f"{name} {n}/{len(parts)}", tuple(part), alt if n == 1 else "", key=key, role="figure")
            page.add_step(True, shown, label)
    if any(labels):
        page.trait(page.word("scene-layout", n=sum(label is not None for label in labels)))


def _bits(page: Page, placed: Stand) -> list[Item]:
    """Things as they are drawn: under them a bar where they are marked, over them a cross where they fail."""
    marked = [s.rect for s in placed.signs if not s.crossed]
    crossed = [s.rect for s in placed.signs if s.crossed]
    plinths = [_plinth(page, rect) for rect in marked]
    drawn = [b.drawing.placed(b.name, b.rect, decorative=True) for b in placed.bits]
    return [*plinths, *drawn, *(cross(page.word("cross"), rect) for rect in crossed)]


def _plinth(page: Page, rect: Rect) -> Box:
    """A bar in the accent under what is marked."""
    at = Rect(rect.x, rect.bottom, rect.w, PLINTH)
    return Box(page.word("plinth"), at, outline="pill", fill=accent_on("surface"), decorative=True)


def _label(page: Page, n: int, column: Column, plan: Plan) -> Box:
    """The words beneath a part."""
    part, width = column.part, plan.widths[n]
    colour = accent_on("surface") if part.mark else None
    at = Rect(plan.middles[n] - width / 2, plan.ground + BELOW, width, plan.height)
    levels = [page.level("prop-label", background="surface", colour=colour, align="center")]
    levels += [page.level("prop-text", background="surface", align="center")] if part.text else []
    text = part.label or part.text
    assert text is not None, "a label has words"
    box = page.box(
        page.prose(text).plain, at, column.words, inset=(SIDE, 0, SIDE, 0), rung=plan.rung, even=True,
        span=text.span, slot=f"label-{n + 1}", levels=levels, role="figure",
    )  # fmt: skip
    return box


def _leads(tableau: Tableau) -> Iterator[tuple[int, int, Lead]]:
    for n, part in enumerate(tableau.parts):
        for lead in part.arrows:
            to = tableau.target(n, lead)
            if to is not None:
                yield n, to, lead


def _arrow(page: Page, placed: Sequence[Stand], n: int, to: int, lead: Lead, plan: Plan) -> list[Item]:
    """An arrow with its words, and a cross where this way fails."""
    a, b = placed[n].rect, placed[to].rect
    colour = "muted" if lead.crossed else "accent"
    name = page.word("arrow")
    if abs(n - to) > 1:
        line, at = arc(name, a, b, colour, lead.both, plan.ground - max(s.rect.h for s in placed))
    else:
        line, at = arrow(name, a, b, colour, lead.both, plan.ground)
    words = _said(page, lead)
    items: list[Item] = [line]
    if words:
        width, height = label_size(page, words, 1 if abs(n - to) > 1 else 2)
        rect = Rect(at.x + (at.w - width) / 2, at.y - height - 4, width, height)
        items.append(page.box(page.prose(lead.label).plain if lead.label else "", rect, words, anchor="bottom"))
    if lead.crossed:
        items.append(cross(page.word("cross"), Rect(at.x + at.w / 2 - 20, at.y + at.h / 2 - 20, 40, 40)))
    return items


# telling


def told(page: Page, tableau: Tableau) -> str:
    """What a scene shows, in words: what stands there from left to right, and what leads where."""
    parts = [_part_told(page, part) for part in tableau.parts]
    joined = parts[0]
    for n, part in enumerate(parts[1:], 1):
        leads = [back for back, _ in _between(tableau, n - 1)]
        joined += (" ← " if all(leads) else " → ") + part if leads else ", " + part
    over = [f"{parts[n]} → {parts[to]}" for n, to, _ in _over(tableau)]
    return "; ".join((joined, *over))


def _part_told(page: Page, part: Part) -> str:
    things = ", ".join(_thing_told(page, thing) for thing in part.members)
    if part.base:
        things = page.word("prop-on", a=things, b=_thing_told(page, part.base))
    return page.word("prop-crossed", a=things) if part.crossed else things


def _thing_told(page: Page, thing: Thing) -> str:
    """A thing in words, with what is in it and what it stands on."""
    said = page.prop(thing.prop).labels[page.language if page.language in page.prop(thing.prop).labels else "en"]
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
        page.findings.append(error(e.message, e.span, e.hint))
        return None
    k = min(at.w / one.rect.w, at.h / one.rect.h)
    placed = one.moved(at.x + (at.w - one.rect.w * k) / 2, at.bottom, k)
    return Group(page.word("picture"), tuple(_bits(page, placed)), _thing_told(page, thing), key, owner=owner)
