"""A talk in numbers: of each slide what can be measured of how it looks, and what that comes to over all.

Nothing is judged here. Lengths in points; shares of the page and of boxes from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from deckgen.checks.facts import SMALL_PRINT, Facts, facts
from deckgen.checks.speaking import TALK, bounds, judged
from deckgen.composing.deck import Deck
from deckgen.composing.speaking import Speaking, speaking
from deckgen.layout.tableau import FIELD
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Freeform, Group, Item, Picture, Rect, Scene, walk

#: Type that a hall can read: text, and code.
LEAST, LEAST_CODE = 18.0, 16.0
#: Share of a slide from which on a picture carries it.
PICTURE = 0.2
#: Share of a group that drawings cover where the group is a picture as a whole, with what stands between them.
DRAWN = 0.2
#: Cells of the grid in which pictures are counted, across and down: 20 points each on a page of 960 x 540.
CELLS = (48, 27)
#: Likeness of slides that have one silhouette.
ALIKE = 0.85
#: Height from which on a box is a panel, and no label; share of it that its text is to take at least; and how much
#: fuller one of two equal boxes may be.
PANEL, FILLED, EVEN = 60.0, 0.55, 2.0
#: Share of a box from which on what else stands in it makes a frame of it.
HELD = 0.2


class Measure(NamedTuple):
    """A spoken slide. `smallest` are the smallest sizes of text by role, `largest` is the largest of all; `pictures` is
    their share of the page; `builds` are clicks. `like` is the number of the first slide with the same silhouette.
    `fills` are the shares of panels that text takes, `uneven` is how much fuller one of several equal panels is than
    another, 1 where there are none."""

    number: int
    id: str
    kind: str
    smallest: Mapping[str, float]
    largest: float
    pictures: float
    hero: bool
    ground: str
    takeaway: bool
    builds: int
    like: int
    fills: tuple[float, ...]
    uneven: float

    @property
    def small(self) -> Mapping[str, float]:
        """The sizes, by role, that a hall cannot read; small print is not for it."""
        return {
            role: size
            for role, size in self.smallest.items()
            if role not in SMALL_PRINT and size < (LEAST_CODE if role == "code" else LEAST)
        }


class Totals(NamedTuple):
    """What spoken slides come to: how many there are, and of them those with pictures over a fifth of the page, heroes,
    those with builds, with a takeaway, with text that is too small; the median of their largest text; their
    silhouettes, and the slides that have the most common one; panels, those filled well enough, slides with equal
    panels that are unevenly full."""

    slides: int
    pictures: int
    heroes: int
    builds: int
    takeaways: int
    small: int
    largest: float
    silhouettes: int
    alike: int
    panels: int
    filled: int
    uneven: int


class Time(NamedTuple):
    """What an author wrote as one slide, in minutes: `minutes` are planned, `unspoken` of them are not spoken, `spoken`
    is what its script takes. That has so many `units`, None where there is no script; from `fewest` to `fullest` would
    do, None where nobody minds."""

    number: int
    id: str
    part: str
    minutes: float
    unspoken: float
    spoken: float
    units: int | None
    fewest: int | None
    fullest: int | None

    @property
    def off(self) -> int:
        """How many units are missing (less than 0) or too many."""
        if self.units is None or self.fewest is None or self.fullest is None:
            return 0
        return min(0, self.units - self.fewest) + max(0, self.units - self.fullest)


class Times(NamedTuple):
    """What a talk's scripts come to, in `unit` of which a minute has `rate`; `share` is `spoken` of the minutes that
    are not unspoken, `least` to `most` would do. `off` are slides whose script is too short or too long."""

    unit: str
    rate: int
    minutes: float
    unspoken: float
    spoken: float
    share: float
    least: float
    most: float
    off: int
    slides: tuple[Time, ...]


def times(deck: Deck) -> Times | None:
    """How long a talk's scripts take; None in a language that is not counted, and for a talk without any time."""
    said = speaking(deck)
    room, spoken = sum(s.room for s in said), sum(s.spoken for s in said)
    if not room:
        return None
    slides = tuple(_time(deck, s) for s in said if s.minutes or s.units)
    return Times(
        unit=said[0].unit,
        rate=said[0].rate,
        minutes=round(sum(s.minutes for s in said), 2),
        unspoken=round(sum(s.unspoken for s in said), 2),
        spoken=round(spoken, 2),
        share=round(spoken / room, 3),
        least=TALK[0],
        most=TALK[1],
        off=sum(bool(s.off) for s in slides),
        slides=slides,
    )


def _time(deck: Deck, slide: Speaking) -> Time:
    placed = deck.slides[slide.number - 1]
    fewest, fullest = bounds(slide) if judged(slide) else (None, None)
    return Time(
        number=slide.number,
        id=str(placed.slide.id),
        part=placed.part.title.plain if placed.part else "",
        minutes=round(slide.minutes, 2),
        unspoken=round(slide.unspoken, 2),
        spoken=round(slide.spoken, 2),
        units=slide.units,
        fewest=fewest,
        fullest=fullest,
    )


def measures(deck: Deck, scenes: Sequence[Scene], theme: Theme) -> tuple[Measure, ...]:
    """Each spoken slide of a deck."""
    spoken = [s for s in facts(deck, scenes, theme) if s.spoken]
    return tuple(measure_of(s, like, theme) for s, like in zip(spoken, _classes(spoken), strict=True))


def totals(slides: Sequence[Measure]) -> Totals:
    """What slides come to."""
    alike = [len(list(group)) for _, group in groupby(sorted(s.like for s in slides))]
    panels = [fill for s in slides for fill in s.fills]
    return Totals(
        slides=len(slides),
        pictures=sum(s.pictures > PICTURE for s in slides),
        heroes=sum(s.hero for s in slides),
        builds=sum(s.builds > 0 for s in slides),
        takeaways=sum(s.takeaway for s in slides),
        small=sum(bool(s.small) for s in slides),
        largest=median([s.largest for s in slides]) if slides else 0.0,
        silhouettes=len(alike),
        alike=max(alike, default=0),
        panels=len(panels),
        filled=sum(fill >= FILLED for fill in panels),
        uneven=sum(s.uneven > EVEN for s in slides),
    )


def measure_of(seen: Facts, like: int, theme: Theme) -> Measure:
    """One slide; `like` is the number of the first slide with its silhouette."""
    panels = list(_panels(seen.scene.items))
    return Measure(
        number=seen.number,
        id=str(seen.slide.id),
        kind=seen.slide.kind,
        smallest={role: text.least for role, text in sorted(seen.smallest.items())},
        largest=seen.largest,
        pictures=pictured(seen.scene.items, theme.page),
        hero=seen.hero,
        ground=seen.ground,
        takeaway=seen.takeaway,
        builds=seen.clicks,
        like=like,
        fills=tuple(round(_fill(box), 3) for box in panels),
        uneven=round(_uneven(panels), 2),
    )


def _classes(slides: Sequence[Facts]) -> Iterator[int]:
    """For each slide the number of the first one whose silhouette it has."""
    first: list[Facts] = []
    for slide in slides:
        same = next((f for f in first if f.silhouette.likeness(slide.silhouette) >= ALIKE), None)
        if same is None:
            first.append(slide)
        yield (same or slide).number


# pictures


def pictured(items: Iterable[Item], page: tuple[float, float]) -> float:
    """The share of a page that pictures take: photographs, drawings, and scenes with all that belongs to them."""
    across, down = CELLS
    width, height = page[0] / across, page[1] / down
    covered = set()
    for rect in _pictures(_whole(items)):
        for y in range(max(0, round(rect.y / height)), min(down, round(rect.bottom / height))):
            for x in range(max(0, round(rect.x / width)), min(across, round(rect.right / width))):
                covered.add((x, y))
    return round(len(covered) / (across * down), 3)


def _whole(items: Iterable[Item]) -> Iterator[Item]:
    """A drawing that clicks show part by part is one drawing."""
    every = tuple(items)
    parts = [i for i in every if isinstance(i, Group) and i.key.startswith("part ")]
    yield from (i for i in every if i not in parts)
    if parts:
        yield parts[0]._replace(items=tuple(i for part in parts for i in part.items))


def _pictures(items: Iterable[Item]) -> Iterator[Rect]:
    """Where pictures are: signs that only decorate are none; what a group shows, its description tells. The field that
    a scene stands in beside words is all of it picture."""
    for item in items:
        if isinstance(item, Box) and item.key == FIELD:
            yield item.rect
        elif isinstance(item, (Picture, Freeform)):
            if not (isinstance(item, Freeform) and item.decorative):
                yield item.rect
        elif isinstance(item, Group) and item.items:
            drawn = sum(i.rect.w * i.rect.h for i in walk(item.items) if isinstance(i, (Picture, Freeform)))
            if item.alt and drawn >= DRAWN * item.rect.w * item.rect.h:
                yield item.rect
            else:
                yield from _pictures(item.items)


# panels


def _panels(items: Iterable[Item]) -> Iterator[Box]:
    """Boxes that hold a text: neither labels nor frames around other things."""
    leaves = [item for item in walk(items) if isinstance(item, (Box, Freeform, Picture))]
    for box in leaves:
        shown = isinstance(box, Box) and (box.fill is not None or box.stroke is not None)
        if not isinstance(box, Box) or not shown or box.rect.h < PANEL or not box.text or not box.text.lines:
            continue
        held = sum(i.rect.w * i.rect.h for i in leaves if i is not box and _within(i.rect, box.rect))
        if held < HELD * box.rect.w * box.rect.h:
            yield box


def _within(inner: Rect, outer: Rect) -> bool:
    return inner.x >= outer.x and inner.y >= outer.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def _fill(box: Box) -> float:
    """The share of a box's height that its text takes."""
    return box.text.height / box.rect.h if box.text else 0.0


def _uneven(panels: Iterable[Box]) -> float:
    """How much fuller than another one of several equal panels is: of the same size, in a row or a column."""
    equal: dict[tuple[int, int], list[float]] = {}
    for box in panels:
        equal.setdefault((round(box.rect.w), round(box.rect.h)), []).append(_fill(box))
    return max((max(f) / min(f) for f in equal.values() if len(f) > 1 and min(f) > 0), default=1.0)
