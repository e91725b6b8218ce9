"""Reader: an article with chapters, figures, tables and footnotes, for who was not there."""

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
from deckgen.writers.handout.figures import Figure, Grid, crop, drawing, figure, table
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.lines import ELSEWHERE, Called, PrintLine
from deckgen.writers.handout.preflight import Heading
from deckgen.writers.handout.setter import NO_TITLE, Setter, Title, anchor
from deckgen.writers.handout.terms import pinned, places, printed

#: The tallest figure, in parts of the page.
TALLEST = 0.42
#: Space around a figure and between it and its caption, in millimetres.
AROUND = 7.0


class Section(NamedTuple):
    """What the article says of one slide. `footnote` is where it was read, `call` its number ("" where
    those of the author's own footnotes stand in the prose); `room` is the height in millimetres, in
    whole lines, that the figure takes; `head` that the title needs in the margin column."""

    anchor: str
    title: Title
    prose: tuple[PrintBlock, ...]
    footnote: tuple[PrintLine, ...]
    call: str
    figure: Figure | None
    room: float
    table: Grid | None
    head: float


class Chapter(NamedTuple):
    """A part of the programme as a chapter; `span` is where its title was written."""

    anchor: str
    number: int | None
    title: Title
    span: Span | None
    sections: tuple[Section, ...]


class Reader(NamedTuple):
    """The edition, and the parts of slides that it shows."""

    frame: Frame
    chapters: tuple[Chapter, ...]
    back: Back
    extras: Extras


def view(setter: Setter) -> Reader:
    """The deck's prose as an article."""
    crops: list[Crop] = []
    chapters = tuple(_chapters(setter, crops, [], []))
    shows = {s.anchor for c in chapters for s in c.sections if s.figure or s.table}
    end = back(setter, printed=printed(setter, {s.anchor: s.prose for c in chapters for s in c.sections}, shows))
    wanted = places(end.terms)
    chapters = tuple(
        c._replace(sections=tuple(s._replace(prose=pinned(s.anchor, s.prose, wanted)) for s in c.sections))
        for c in chapters
    )
    entries: list[Entry] = []
    marks = []
    for c in chapters:
        named = f"{c.number}  {c.title.text}" if c.number else c.title.text
        entries.append(entry(setter, c.anchor, c.title, c.number, part=True))
        entries += (entry(setter, s.anchor, s.title) for s in c.sections)
        marks.append(Mark(c.anchor, named))
    entries += back_entries(setter, end)
    headings = tuple(Heading(c.anchor, c.title.text, c.span, c.sections[0].anchor) for c in chapters if c.title.text)
    return Reader(
        frame(setter, setter.word("reader-edition"), entries, [*marks, *back_marks(setter)]),
        chapters,
        end,
        Extras(crops=tuple(crops), headings=headings),
    )


def _chapters(setter: Setter, crops: list[Crop], tables: list[Grid], numbers: list[Called]) -> Iterator[Chapter]:
    for n, (part, members) in enumerate(setter.by_part()):
        sections = tuple(
            _section(setter, p, s, crops, tables, numbers)
            for p, s in members
            if p.handout and p.slide.purpose in ("subject", "exercise")
        )
        if sections:
            title = setter.title(part.title, "part", setter.sheet.measure) if part else NO_TITLE
            number, span = (part.number, part.title.span) if part else (None, None)
            yield Chapter(f"part-{n}", number, title, span, sections)


def _section(
    setter: Setter, placed: Placed, scene: Scene, crops: list[Crop], tables: list[Grid], numbers: list[Called]
) -> Section:
    """What the article says of a slide. Its figure, its table and its footnotes are added to those before, which number
    them."""
    sheet = setter.sheet
    called = setter.called(placed.handout)
    grid = table(setter, placed, scene, len(tables) + 1, sheet.text)
    if grid is not None:
        tables.append(grid)
    rect = drawing(scene)
    picture = None
    if rect is not None:
        crops.append(crop(scene, rect))
        picture = figure(setter, placed, scene, crops[-1], len(crops), sheet.text, sheet.inner * TALLEST)
    room = (
        sheet.lines(picture.height + setter.types["small"].line_height * len(picture.caption) + AROUND)
        if picture
        else 0.0
    )
    title = setter.title(scene.title, "title", sheet.aside)
    # an article's footnotes say where it was read and what its links lead to; the call stands at the end of the prose,
    # but where the author wrote footnotes, their numbers are in it
    width = sheet.measure - 6.0
    cited = setter.cited(placed, width, label=False)
    own = any(not isinstance(c, str) for c in called)
    listed = (*numbers, *called) if own else called
    footnote = (*cited, *setter.notes(listed, width))
    numbers += [ELSEWHERE] * (len(called) if own else bool(footnote))
    return Section(
        anchor(scene.id),
        title,
        (
            *setter.prose(placed.handout, sheet.measure, called=listed if own else ()),
            *setter.verbatim(placed, sheet.measure),
        ),
        footnote,
        "" if own else str(len(numbers)),
        picture,
        room,
        grid,
        sheet.lines(setter.types["title"].line_height * len(title.lines)),
    )
