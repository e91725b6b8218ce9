"""Notes: what each slide shows, set for paper, with its prose beneath and a column to write in beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.diagnostics import Span
from deckgen.scene import Scene
from deckgen.writers.handout.back import Back, back, back_entries, back_marks
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.contents import Entry, entry
from deckgen.writers.handout.depictions import Depiction, depiction
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.preflight import Drawn, Heading
from deckgen.writers.handout.setter import NO_TITLE, Names, Setter, Title, anchor, depth, said_apart, said_elsewhere
from deckgen.writers.handout.terms import pinned, places, printed

#: Space above a title and below it, and around what the margin column has below it, in millimetres.
ABOVE, BELOW, APART = 1.0, 2.0, 2.4
#: Room for the number above a title of 12 points.
NUMBER = 3.8
#: Two slides that are as far apart as this do not stand on the same page, as a rule.
DISTANCE = 7
#: So many lines of prose stay with what is above them.
KEPT = 2
#: What is not parted is at most as tall as a page with a part's heading of so many millimetres.
HEADED = 34.0


class Slide(NamedTuple):
    """A slide on paper: what is shown of it, its prose, its footnotes and sources. In millimetres: `aside` is the width
    of its title, `head` the height of a title that stands above, `kept` what is not parted from the title, `side` what
    the margin column takes where that is more than what stands beside it; there a drawing stands `below` the title and
    the small type at `top`; `foot` the height of small type that stands in the flow; `column` the width of words
    beside each other, `outdent` where a drawing begins that is wider than the measure."""

    anchor: str
    number: int
    title: Title
    depiction: Depiction
    prose: tuple[PrintBlock, ...]
    addresses: tuple[tuple[PrintLine, ...], ...]
    sources: tuple[PrintLine, ...]
    aside: float
    head: float
    kept: float
    side: float
    below: float
    top: float
    foot: float
    column: float
    outdent: float


class Part(NamedTuple):
    """A part of the programme: `number` is None where it is not counted; `height` of its heading, and how much `room`
    it needs below itself so that it does not stand alone."""

    anchor: str
    number: int | None
    title: Title
    height: float
    room: float
    slides: tuple[Slide, ...]
    #: Where its title was written.
    span: Span | None


class Notes(NamedTuple):
    """The edition; `parts` holds every slide once but those that paper has otherwise: its front, the headings of parts,
    the lists at the end."""

    frame: Frame
    parts: tuple[Part, ...]
    back: Back
    extras: Extras


def view(setter: Setter) -> Notes:
    """The deck as its notes edition shows it."""
    crops: list[Crop] = []
    parts = tuple(_parts(setter, crops))
    prose = {s.anchor: s.prose for part in parts for s in part.slides}
    end = back(setter, printed=printed(setter, prose), distance=DISTANCE, prose=True)
    wanted = places(end.terms)
    parts = tuple(
        p._replace(slides=tuple(s._replace(prose=pinned(s.anchor, s.prose, wanted)) for s in p.slides)) for p in parts
    )
    entries: list[Entry] = []
    marks = []
    for part in parts:
        if part.title.text:
            entries.append(entry(setter, part.anchor, part.title, part.number, part=True))
        entries += (entry(setter, s.anchor, s.title) for s in part.slides)
        named = f"{part.number}  {part.title.text}" if part.number else part.title.text
        marks.append(Mark(part.anchor if part.title.text else part.slides[0].anchor, named, ruled=True))
    entries += back_entries(setter, end)
    headings = tuple(
        Heading(p.anchor, p.title.text, p.span, p.slides[0].anchor) for p in parts if p.title.text and p.slides
    )
    return Notes(
        frame(setter, setter.word("handout"), entries, [*marks, *back_marks(setter)]),
        parts,
        end,
        Extras(
            crops=tuple(crops),
            headings=headings,
            drawn=tuple(_drawn(setter, parts)),
            prose_addresses=True,
            drawings=sum(s.depiction.heights.drawing for p in parts for s in p.slides),
        ),
    )


def _drawn(setter: Setter, parts: Sequence[Part]) -> Iterator[Drawn]:
    """The drawings, for the print check."""
    spans = {anchor(p.slide.id): p.slide.span for p in setter.deck.slides}
    for slide in (s for p in parts for s in p.slides):
        if slide.depiction.drawing:
            name = slide.anchor
            yield Drawn(name.removeprefix(anchor("")), spans.get(name), slide.depiction.drawing.smallest)


def _parts(setter: Setter, crops: list[Crop]) -> Iterator[Part]:
    sheet, named = setter.sheet, Names()
    for n, (part, members) in enumerate(setter.by_part()):
        slides = tuple(_slide(setter, placed, scene, crops, named) for placed, scene in members if _stands(placed))
        if not slides:
            continue
        title = setter.title(part.title, "part", sheet.text - 12.0) if part else NO_TITLE
        height = sheet.lines(setter.types["part"].line_height * len(title.lines) + BELOW)
        yield Part(
            f"part-{n}",
            part.number if part else None,
            title,
            height,
            slides[0].kept,
            slides,
            part.title.span if part else None,
        )


def _stands(placed: Placed) -> bool:
    """Whether a slide stands in a part: what it says, or what is written about it, is said nowhere else."""
    return not said_elsewhere(placed) or (placed.handout is not None and not said_apart(placed))


def _slide(setter: Setter, placed: Placed, scene: Scene, crops: list[Crop], named: Names) -> Slide:
    """A slide on paper. The part of its picture that is shown is added to the crops, its sources to those that are
    named already."""
    sheet, types = setter.sheet, setter.types
    called = setter.called(placed.handout)
    prose = (
        *setter.prose(placed.handout, sheet.measure, called=called),
        *setter.verbatim(placed, sheet.measure),
    )
    shown = depiction(setter, placed, scene, crops)
    aside = sheet.text if shown.across or sheet.stacked else sheet.aside - shown.width
    title = setter.title(scene.title, "title", aside)
    narrow = min(aside, sheet.aside)
    small = setter.notes(called, narrow)
    sources = (*setter.beneath(scene, narrow), *setter.cited(placed, narrow, named=named))
    above = ABOVE + NUMBER * types["title"].size / 12 + types["title"].line_height * len(title.lines)
    head = sheet.lines(above + BELOW / 2) if aside == sheet.text else 0.0
    foot = types["small"].line_height * (sum(map(len, small)) + len(sources))
    beside = shown.drawing.height + APART if shown.drawing and shown.drawing.beside else 0.0
    top = head + (shown.height if shown.across else 0.0) if head else above + BELOW + beside
    least = sheet.line * min(KEPT, depth(prose))
    flowing = shown.heights.points if shown.drawing else 0.0
    unparted = head + (least if shown.table and not shown.table.unbroken else shown.height - flowing + least)
    side = 0.0 if sheet.stacked else sheet.lines(max(above + BELOW / 2, top + (foot + APART if foot else 0.0)))
    taken = head + shown.height + depth(prose) * sheet.line
    return Slide(
        anchor(scene.id),
        scene.number,
        title,
        shown,
        prose,
        small,
        sources,
        aside,
        head,
        min(sheet.lines(max(unparted, side)), sheet.inner - HEADED),
        side if side > taken else 0.0,
        above + BELOW,
        top,
        sheet.lines(foot + ABOVE) if sheet.stacked and foot else foot,
        (sheet.measure - (len(shown.columns) - 1) * sheet.gutter) / max(1, len(shown.columns)),
        (sheet.measure - shown.drawing.width) / (2 if sheet.stacked else 1) if shown.drawing else 0.0,
    )
