"""Notes: each slide with its prose beneath, a column to write in beside it, and lines where a page is left empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.diagnostics import Span
from deckgen.scene import Scene
from deckgen.writers.handout.back import Back, back, back_entries, back_marks
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.contents import Entry, entry
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.preflight import Heading
from deckgen.writers.handout.setter import NO_TITLE, PrintPicture, Setter, Title, anchor, depth
from deckgen.writers.handout.terms import pinned, places, printed

#: Space below a slide's picture and above what it is from, in millimetres; above a stacked title's picture.
BELOW, ABOVE = 2.5, 1.2
#: Room for the number above a title.
NUMBER = 5.5
#: A section slide's picture beside its part's heading.
OPENING = 24.0
#: What is taller than a page without a part's heading may run over pages; its height in millimetres.
HEADED = 34.0


class Slide(NamedTuple):
    """A slide on paper. Heights in millimetres: `head` of the title where it stands above, `row` of the picture with
    the space below it and `foot` of the footnotes and sources, whole lines each. Where there is a margin column,
    `foot` stands at its bottom, and `notes` is the room to write between it and the title, from `top` on."""

    anchor: str
    number: int
    title: Title
    picture: PrintPicture
    prose: tuple[PrintBlock, ...]
    flows: bool
    addresses: tuple[PrintLine, ...]
    sources: tuple[PrintLine, ...]
    head: float
    row: float
    foot: float
    top: float
    notes: float


class Part(NamedTuple):
    """A part of the programme: `number` is None where it is not counted; `opening` is its section slide, if any;
    `height` of its heading, and how much `room` it needs below itself so that it does not stand alone."""

    anchor: str
    number: int | None
    title: Title
    opening: PrintPicture | None
    height: float
    room: float
    slides: tuple[Slide, ...]
    #: Where its title was written.
    span: Span | None


class Notes(NamedTuple):
    """The edition; `parts` holds every slide once but those that the lists at the end stand for."""

    frame: Frame
    parts: tuple[Part, ...]
    back: Back
    extras: Extras


def view(setter: Setter) -> Notes:
    """The deck as its notes edition shows it."""
    parts = tuple(_parts(setter))
    prose = {s.anchor: s.prose for part in parts for s in part.slides}
    end = back(setter, printed=printed(setter, prose))
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
        Extras(headings=headings, slide_width=setter.sheet.measure, prose_addresses=True),
    )


def _parts(setter: Setter) -> Iterator[Part]:
    sheet = setter.sheet
    for n, (part, members) in enumerate(setter.by_part()):
        opening: PrintPicture | None = None
        slides: list[Slide] = []
        for placed, scene in members:
            if part and not slides and opening is None and placed.slide.opens_part and not placed.handout:
                opening = setter.picture(scene)
            elif placed.slide.purpose != "list":
                slides.append(_slide(setter, placed, scene))
        if not slides and opening is None:
            continue
        title = setter.title(part.title, "part", sheet.text - OPENING - sheet.gutter - 12.0) if part else NO_TITLE
        height = OPENING * sheet.ratio if opening else setter.types["part"].line_height * len(title.lines)
        yield Part(
            f"part-{n}",
            part.number if part else None,
            title,
            opening,
            sheet.lines(height + 4.0),
            _room(setter, slides[0]) if slides else 0.0,
            tuple(slides),
            part.title.span if part else None,
        )


def _room(setter: Setter, first: Slide) -> float:
    """What has to stand below a part's heading: its first slide, or as much of it as cannot be parted."""
    sheet = setter.sheet
    lines = 3 if first.flows else depth(first.prose)
    return first.head + first.row + lines * sheet.line


def _slide(setter: Setter, placed: Placed, scene: Scene) -> Slide:
    sheet, types = setter.sheet, setter.types
    called = setter.called(placed.handout)
    prose = (
        *setter.prose(placed.handout, sheet.measure, called=called),
        *setter.verbatim(placed, sheet.measure),
    )
    small, sources = setter.notes(called, sheet.aside), setter.cited(placed, sheet.aside)
    title = setter.title(scene.title, "title", sheet.aside)
    above = NUMBER * types["title"].size / 12 + types["title"].line_height * len(title.lines)
    row = sheet.lines(sheet.picture + BELOW)
    lines = depth(prose)
    foot = ABOVE + types["small"].line_height * (len(small) + len(sources)) if small or sources else 0.0
    top = above + 7.0
    column = row + lines * sheet.line - foot
    return Slide(
        anchor(scene.id),
        scene.number,
        title,
        setter.picture(scene),
        prose,
        (sheet.lines(above + 2.0) + sheet.lines(foot) if sheet.stacked else 0.0) + row + lines * sheet.line
        > sheet.inner - HEADED,
        small,
        sources,
        sheet.lines(above + 2.0) if sheet.stacked else 0.0,
        row,
        sheet.lines(foot) if sheet.stacked else foot,
        top,
        0.0 if sheet.stacked else max(0.0, (column - top) // sheet.ruled * sheet.ruled),
    )
