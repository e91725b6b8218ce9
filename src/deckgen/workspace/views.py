"""What is seen of a seminar: its slides in their order, and what stands where on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckgen.checks.subject import overflows_page, set_texts
from deckgen.composing.deck import Deck, Placed
from deckgen.diagnostics import Span
from deckgen.outputs.plan import Plan
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar
from deckgen.reading.nodes import Sequence as LocatedList
from deckgen.reading.seminar import Seminar
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Chart, Connector, Group, Item, Presence, Scene, Table, walk


class Part(NamedTuple):
    """A part of a seminar's programme: its title, its number among those that have a section slide, the ids of its
    slides, its minutes."""

    title: str
    number: int | None
    slides: tuple[str, ...]
    minutes: float


class Slide(NamedTuple):
    """A slide of a seminar in its place. `part` is the place of its part among the parts; `span` is where the slide is
    written, `entry` where the programme names it (None of a section's, which deckgen makes). `look` is another number
    when its picture is another one."""

    id: str
    number: int
    title: str
    kind: str
    part: int
    minutes: float
    presence: Presence
    span: Span | None
    entry: Span | None
    look: int


class View(NamedTuple):
    """A seminar as it was when it could be laid out last: `current` says that this is what is written now."""

    seminar: str
    language: str
    title: str
    theme: str
    page: tuple[float, float]
    parts: tuple[Part, ...]
    slides: tuple[Slide, ...]
    current: bool


class Place(NamedTuple):
    """An item of a slide's picture that was written somewhere: its rectangle in points of the page (x, y, width,
    height), where that was, the text that it shows and the size in points of its largest type (0 without one)."""

    rect: tuple[float, float, float, float]
    span: Span
    text: str
    size: float


class Fill(NamedTuple):
    """How full a slide is: the `share` of its place that its fullest text or table takes, by how many sizes type was
    made `smaller` for that, and how many lines there are `over`."""

    share: float
    smaller: int
    over: int


def view_of(seminar: Seminar, plan: Plan, looks: Sequence[int]) -> View:
    """What is seen of a seminar that was laid out."""
    deck = plan.deck
    entries = dict(_entries(seminar, deck))
    parts = tuple(Part(p.title.plain, p.number, p.slides, p.minutes) for p in deck.parts)
    slides = tuple(_slide(deck, placed, entries, look) for placed, look in zip(deck.slides, looks, strict=True))
    return View(
        deck.id, deck.language, deck.title.plain, plan.theme, plan.brand.theme.page, parts, slides, current=True
    )


def _slide(deck: Deck, placed: Placed, entries: dict[str, Span], look: int) -> Slide:
    slide = placed.slide
    return Slide(
        id=str(slide.id),
        number=placed.number,
        title=placed.title.plain,
        kind=slide.kind,
        part=next((n for n, part in enumerate(deck.parts) if part is placed.part), 0),
        minutes=slide.minutes,
        presence=placed.presence,
        span=slide.span,
        entry=entries.get(str(slide.id)),
        look=look,
    )


def _entries(seminar: Seminar, deck: Deck) -> Iterator[tuple[str, Span]]:
    """Where the programme names each slide: by its id, or by its module."""
    by_id: dict[str, Span] = {}
    by_module: dict[str, Span] = {}
    programme = seminar.raw.get("programme")
    for part in programme if isinstance(programme, LocatedList) else ():
        named = part.get("slides") if isinstance(part, Located) else None
        for entry, span in named.items() if isinstance(named, LocatedList) else ():
            if isinstance(entry, Scalar):
                by_id[entry] = span
            elif isinstance(entry, Located):
                known, key = (by_id, "slide") if "slide" in entry else (by_module, "module")
                known[str(entry.get(key))] = span
    before: Placed | None = None
    for placed in deck.slides:
        slide = placed.slide
        # those that one was spread over stand where that is named
        first = before if before and slide.continues(before.slide) else placed
        name, path = str(first.slide.id), slide.span.path if slide.span else ""
        module = path.removeprefix("content/modules/").removesuffix(".yaml")
        place = by_id.get(name) or by_module.get(module)
        if place and not slide.opens_part:
            yield str(slide.id), place
        before = first


def places(scene: Scene) -> Iterator[Place]:
    """What stands where on a slide, in the order in which it is drawn."""
    for item in _leaves(scene.items):
        span = None if isinstance(item, Group) else item.span
        if span is None or isinstance(item, Connector):
            continue
        r = item.rect
        block = item.text if isinstance(item, Box) else None
        size = max((p.size for p in block.paragraphs), default=0.0) if block else 0.0
        yield Place((r.x, r.y, r.w, r.h), span, block.plain if block else "", size)


def _leaves(items: Sequence[Item]) -> Iterator[Item]:
    for item in walk(items):
        yield item
        if isinstance(item, Chart):
            yield from walk(item.drawing)


def fill(scene: Scene, theme: Theme) -> Fill | None:
    """How full a slide is; None where nothing on it has a bound."""
    shares: list[float] = []
    smaller = over = 0
    boxes = [i for i in walk(scene.items) if not (isinstance(i, Box) and i.role == "furniture")]
    for text in set_texts(boxes):
        over = max(over, text.block.overflow)
        if text.own_height:
            smaller = max(smaller, text.block.rung)
            free = text.rect.h - text.block.inset[1] - text.block.inset[3]
            # a place that is as high as its text is made for it; one line is not a question of how many
            line = max((p.size * p.leading * 1.2 for p in text.block.paragraphs), default=0.0)
            roomy = free > text.block.height + 1 and free > 2 * line
            if roomy or text.block.rung or text.block.overflow:
                shares.append(text.block.height / max(free, 1.0))
    body = theme.regions["body"]
    for table in (i for i in boxes if isinstance(i, Table)):
        shares.append((table.rect.bottom - body.y) / body.h)
        over = max(over, int(overflows_page(table, theme)))
    return Fill(round(max(shares), 3), smaller, over) if shares else None
