"""How large a scene is: one scale for all things, the sizes of the words beneath them, where each part stands.

Words and things compete for the width and the height of the scene's area. The largest scale wins at which all has room;
a smaller size of the words has to be worth it. Lengths in points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, error
from deckgen.layout.arrows import MARK, RISE, SHAFT, shortest
from deckgen.layout.linebreaks import lines_of
from deckgen.layout.page import Page
from deckgen.layout.staging import Stand
from deckgen.layout.typeset import Setting
from deckgen.messages import count, say
from deckgen.reading.tableau import Lead, Part, Tableau
from deckgen.scene import Rect

#: Space between parts, around an arrow's ends and its words, and beyond what parts need; between the ground and words,
#: and between the two kinds of words.
APART, CLEAR, MORE, BELOW, UNDER = 24.0, 8.0, 96.0, 18.0, 3.0
#: How much of the height that a scene does not need is above it, as a share of that, and as a share of all at most.
LOW, SKY = 0.5, 0.25
#: What words keep free at their sides; how far those at the ends of a row may reach into the margins of the slide.
SIDE, BEYOND = 6.0, 16.0
#: What unbroken words of neighbours keep free between them beside that, so that they do not read as one line.
GUTTER = 12.0
#: Widths of words are larger than measured by this much.
SPARE = 2.0
#: By how much words stand over an arrow, and over one that is crossed out.
OVER, HIGHER = 4.0, MARK / 2
#: Names take one line and what else is said one or two; names of two lines and a size less have to make the picture
#: larger by these factors; three lines stand where nothing else fits.
LINES, TWO, MOST, WORTH, DEARER = ((1, 1), (1, 2)), ((2, 2),), ((3, 3),), 1.125, 1.1
#: The lines of names, and of what else is said.
Lines = tuple[int, int]
#: Words that are not broken.
WHOLE: Lines = (1, 1)
#: The share of the largest part's size that each has at least, whatever its scale: a telephone beside a refrigerator.
FLOOR = 0.55
#: The most by which a part of a row grows to the room that it has.
GROWN = 1.3
#: From this share of the area's height on a scene is large enough: words do not become smaller for its sake.
ENOUGH = 0.55
#: Least height of a scene's highest part, and of a thing in it: what is smaller is not made out from the last row.
HIGH, LEAST = 96.0, 22.0


class Column(NamedTuple):
    """A part with its words: what it is called, and what else is said. `width` tells what these need in a size of their
    ladder and a number of lines."""

    part: Part
    stand: Stand
    name: tuple[Setting, ...]
    more: tuple[Setting, ...]
    width: Callable[[int, Lines], float]

    @property
    def words(self) -> tuple[Setting, ...]:
        """All of its words."""
        return (*self.name, *self.more)

    @property
    def rungs(self) -> int:
        """The sizes of its words."""
        return max((len(s.sizes) for s in self.words), default=1)


class Plan(NamedTuple):
    """How a scene stands: the scale, the rung of the words, the height of all names and of what else is said, the
    middle of each column and the width of its words, the height of the ground; by how much each part is larger than
    that scale, where it need not be the same for all."""

    scale: float
    rung: int
    names: float
    more: float
    middles: tuple[float, ...]
    widths: tuple[float, ...]
    ground: float
    grown: tuple[float, ...] = ()

    def scale_of(self, n: int) -> float:
        """The scale of a part."""
        return self.scale * (self.grown[n] if self.grown else 1.0)


def column(page: Page, part: Part, placed: Stand, name: tuple[Setting, ...], more: tuple[Setting, ...]) -> Column:
    """A part of a scene, measured."""

    def width(rung: int, lines: Lines) -> float:
        return max(narrowest(page, name, rung, lines[0]), narrowest(page, more, rung, lines[1]))

    return Column(part, placed, name, more, cache(width))


def evened(columns: Sequence[Column], least: float = FLOOR) -> list[Column]:
    """Parts that are a share of the largest one's size at least, by the geometric mean of width and height; with a
    share of 1 all are as large as that one. A prop that stands in several parts keeps one scale in all; with a share of
    1 what the parts have at their ground does."""
    sizes = [(c.stand.rect.w * c.stand.rect.h) ** 0.5 for c in columns]
    raised = [max(size, least * max(sizes)) / size for size in sizes]
    raised = shared(raised, columns, ground=least == 1)
    return [c._replace(stand=c.stand.moved(0, 0, k)) for c, k in zip(columns, raised, strict=True)]


def shared(factors: Sequence[float], columns: Sequence[Column], ground: bool) -> list[float]:
    """Factors of parts, the same for those that have a prop in common: any, or what they have at their ground."""
    props = [{bit.name for bit in (c.stand.bits[:1] if ground else c.stand.bits)} for c in columns]
    return [min(k for k, names in zip(factors, props, strict=True) if names & own) for own in props]


def narrowest(page: Page, words: Sequence[Setting], rung: int = 0, most: int = 2) -> float:
    """The least width in which each paragraph of some words takes so many lines at most, also in a font that stands
    in, and no word is broken."""
    if not words:
        return 0.0
    sized = at_rung(words, rung)
    # no-break spaces hold words together
    pieces = ((piece, r, s.sizes[0]) for s in sized for r in s.runs for piece in re.split("[ \n]", r.text))
    low = max((page.fonts.width(piece, r.font, r.bold) * size for piece, r, size in pieces), default=0.0)
    high = max(low, page.safe_width(sized, 0)) + 1

    def fits(width: float) -> bool:
        text = page.set(sized, Rect(0, 0, width, 10_000))
        fallen, _ = lines_of(text.paragraphs, page.fonts, width, fallback=True)
        lines = [Counter(line.paragraph for line in own) for own in (text.lines, fallen)]
        return max((n for own in lines for n in own.values()), default=0) <= most

    while most > 1 and high - low > 2:
        middle = (low + high) / 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high + SPARE + 2 * SIDE


def at_rung(words: Sequence[Setting], rung: int) -> list[Setting]:
    """Words in one size of their ladders."""
    return [s._replace(sizes=(s.sizes[min(rung, len(s.sizes) - 1)],)) for s in words]


# arrows


def between(tableau: Tableau, n: int) -> Iterator[tuple[bool, Lead]]:
    """The arrows between a part and the next one: whether each leads back, and the arrow."""
    for lead in tableau.parts[n].arrows:
        if tableau.target(n, lead) == n + 1:
            yield False, lead
    for lead in tableau.parts[n + 1].arrows:
        if tableau.target(n + 1, lead) == n:
            yield True, lead


def leads(tableau: Tableau) -> Iterator[tuple[int, int, Lead]]:
    """All arrows: from which part to which."""
    for n, part in enumerate(tableau.parts):
        for lead in part.arrows:
            to = tableau.target(n, lead)
            if to is not None:
                yield n, to, lead


def leads_over(tableau: Tableau) -> list[tuple[int, int, Lead]]:
    """The arrows that lead over other parts."""
    return [(n, to, lead) for n, to, lead in leads(tableau) if abs(n - to) > 1]


def said(page: Page, lead: Lead) -> tuple[Setting, ...]:
    """The words of an arrow."""
    return page.settings(lead.label, "edge", colour="text", align="center")


def _gaps(page: Page, tableau: Tableau) -> list[float]:
    """The space between neighbours: enough for an arrow and its words."""
    out = []
    for n in range(len(tableau.parts) - 1):
        there = [lead for _, lead in between(tableau, n)]
        words = [narrowest(page, said(page, lead)) for lead in there if lead.label]
        long = [shortest(lead.both, lead.crossed) for lead in there]
        out.append(max(*long, *words, 0.0) + 2 * CLEAR if there else APART)
    return out


def _headroom(page: Page, tableau: Tableau) -> float:
    """The height that arrows over other parts need, with their words."""
    over = [lead for _, _, lead in leads_over(tableau)]
    words = [said(page, lead) for lead in over if lead.label]
    height = max((page.safe_height(w, 10_000, (0, 0, 0, 0), 0) for w in words), default=0.0)
    crossed = any(lead.crossed for lead in over)
    return RISE + SHAFT + height + (HIGHER if crossed else OVER) if over else 0.0


# deciding


def planned(page: Page, tableau: Tableau, columns: Sequence[Column], area: Rect) -> Plan | None:
    """The largest scale at which all has room, its words as large as that allows; None where nothing fits."""
    gaps, headroom = _gaps(page, tableau), _headroom(page, tableau)
    room = area.inset(0, headroom, 0, 0)
    one, two = (_largest(page, columns, room, gaps, lines) for lines in (LINES, TWO))
    if one and two:
        return two if two.scale > one.scale * DEARER else one
    return one or two or _largest(page, columns, room, gaps, MOST)


def _largest(
    page: Page, columns: Sequence[Column], room: Rect, gaps: Sequence[float], most: Sequence[Lines]
) -> Plan | None:
    """The largest scale with words of one of these numbers of lines."""
    best: Plan | None = None
    tallest = max(c.stand.rect.h for c in columns)
    for rung in range(max(c.rungs for c in columns)):
        for lines in most:
            own = _own([c.width(rung, lines) for c in columns], gaps)
            widest = _widest(columns, own, room.w - sum(gaps), room.h / tallest)
            worth = best.scale * WORTH if best else 0.0
            plan = _at(page, columns, room, gaps, own, rung, widest) if widest > worth else None
            if plan and plan.scale > worth:
                best = plan
            if plan and plan.scale < widest:
                break  # more lines would only take more height
        if best and best.scale * tallest >= ENOUGH * room.h:
            break
    return best


def _own(needed: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The widths that words need of their columns: those between others may reach into the gaps beside them."""
    last = len(needed) - 1
    return [max(0.0, w - min(gaps[n - 1], gaps[n]) + SIDE) if 0 < n < last else w for n, w in enumerate(needed)]


def _widest(columns: Sequence[Column], own: Sequence[float], free: float, most: float) -> float:
    """The largest scale at which columns have room side by side; zero where their words alone have none."""
    if sum(own) > free:
        return 0.0
    low, high = 0.0, most
    for _ in range(24):
        scale = (low + high) / 2
        low, high = (scale, high) if sum(_widths(columns, own, scale)) <= free else (low, scale)
    return low


def _at(
    page: Page,
    columns: Sequence[Column],
    area: Rect,
    gaps: Sequence[float],
    own: Sequence[float],
    rung: int,
    scale: float,
) -> Plan | None:
    """The largest scale up to this one that leaves height for words in a size; None where there is none."""
    tallest, below, names, more = max(c.stand.rect.h for c in columns), 0.0, 0.0, 0.0
    for _ in range(3):  # words take height from things, and less of it where there is more room beside smaller ones
        middles, rooms = _places(_widths(columns, own, scale), gaps, area)
        names = highest(page, [c.name for c in columns], rooms, rung)
        more = highest(page, [c.more for c in columns], rooms, rung)
        below = beneath(names, more)
        scale = min(scale, (area.h - below) / tallest)
        if scale <= 0:
            return None
    slack = area.h - below - tallest * scale
    ground = area.y + tallest * scale + min(slack * LOW, area.h * SKY)
    return Plan(scale, rung, names, more, middles, rooms, ground)


def lowered(plan: Plan, area: Rect, ground: float) -> Plan:
    """A plan whose ground lies so far down at least, where its words have room beneath."""
    return plan._replace(ground=max(plan.ground, min(ground, area.bottom - beneath(plan.names, plan.more))))


def beneath(names: float, more: float) -> float:
    """The height of words of these heights beneath the ground."""
    return (BELOW if names or more else 0.0) + names + (UNDER if names and more else 0.0) + more


def highest(page: Page, words: Sequence[tuple[Setting, ...]], rooms: Sequence[float], rung: int) -> float:
    """The height that the longest of some words need, each in the room of its column."""
    there = [(own, width) for own, width in zip(words, rooms, strict=True) if own]
    return max((page.safe_height(own, width, (SIDE, 0, SIDE, 0), rung) for own, width in there), default=0.0)


def _widths(columns: Sequence[Column], own: Sequence[float], scale: float) -> list[float]:
    return [max(c.stand.rect.w * scale, w) for c, w in zip(columns, own, strict=True)]


def _places(widths: Sequence[float], gaps: Sequence[float], area: Rect) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where the columns' middles are, side by side in the middle of the area, and the widths of their words: as far as
    half the way to the next. Columns are equally wide where there is room, and a little apart."""
    free = area.w - sum(gaps)
    if max(widths) * len(widths) <= free:
        widths = [max(widths)] * len(widths)
    more = min(MORE, (free - sum(widths)) / len(widths))
    x = area.x + (free - sum(widths) - more * len(widths)) / 2
    middles, edges = [], [area.x]
    for width, gap in zip(widths, (*gaps, 0.0), strict=True):
        middles.append(x + (width + more) / 2)
        x += width + more + gap
        edges.append(x - gap / 2)
    edges[-1] = area.right
    rooms = (2 * min(m - left, right - m) for m, left, right in zip(middles, edges, edges[1:], strict=False))
    return tuple(middles), tuple(rooms)


# what does not fit


def crowding(plan: Plan, columns: Sequence[Column]) -> Diagnostic | None:
    """What nobody would make out from the last row: a scene whose highest part, or a thing of it, is too small."""
    high = max(columns, key=lambda c: c.stand.rect.h)
    height = high.stand.rect.h * plan.scale
    if height < HIGH:
        message = say("fit.scene-low", height=height, least=HIGH)
        return error(message, high.part.span, say("fit:leave-out-some-parts-arrows"))
    for c in columns:
        if c.stand.least * plan.scale < LEAST:
            message = say("fit.thing-small", height=c.stand.least * plan.scale, least=LEAST)
            return error(message, c.stand.smallest, say("fit:put-fewer-things-in-each"))
    return None


def overfull(page: Page, tableau: Tableau, columns: Sequence[Column], area: Rect) -> Diagnostic:
    """That a scene has more parts than fit, and how many would; or that the words of its first are too long."""
    for n in range(len(columns) - 1, 0, -1):
        if planned(page, Tableau(parts=tableau.parts[:n], alt=None), columns[:n], area):
            message = say("fit.scene-parts", number=len(columns), room=count(n, "part"))
            hint = say("fit:leave-some-out-shorten-their")
            return error(message, columns[n].part.span, hint)
    first = columns[0].part
    span = next((text.span for text in (first.label, first.text) if text), first.span)
    return error(say("fit.words-beneath"), span, say("fit:shorten-them"))
