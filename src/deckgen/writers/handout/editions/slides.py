"""Slides alone: one to nine to a page, for those who want the pictures. Three have lines to write on beside them; others below
them, where the page leaves room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckgen.reading.slide import Listing
from deckgen.writers.handout.frame import Back, Entry, Frame, Mark, back, back_entries, back_marks, entry, frame
from deckgen.writers.handout.lines import one_line
from deckgen.writers.handout.setter import PrintPicture, Setter, Title, anchor
from deckgen.writers.handout.terms import APART, printed

#: How many stand beside and below each other, and whether the sheet lies on its side.
GRIDS = {1: (1, 1, True), 2: (1, 2, False), 3: (1, 3, False), 4: (2, 2, True), 6: (2, 3, False), 9: (3, 3, True)}
#: Least space between pictures; what stands before a title.
GAP, NUMBER = 7.0, 7.0


class Cell(NamedTuple):
    """A slide on its page, in millimetres from the corner of the text; its title stands above its picture."""

    anchor: str
    number: int
    title: Title
    picture: PrintPicture
    x: float
    y: float


class Slides(NamedTuple):
    """Pages of slides: `width` and `height` of a picture, `above` it the room for its title; `aside` is the width of the
    writing lines beside it, `below` the height of those below it, 0 if there are none."""

    frame: Frame
    width: float
    height: float
    above: float
    aside: float
    below: float
    pages: tuple[tuple[Cell, ...], ...]
    back: Back


def view(setter: Setter, count: int) -> Slides:
    """`count` slides to a page, in rows or in columns. The sheet has to lie as GRIDS says."""
    sheet = setter.sheet
    across, down, _ = GRIDS[count]
    lined = count == 3
    type = setter.types["caption"]
    above = type.leading * (2 if across > 2 or sheet.stacked else 1) + 1.6
    wide = (
        (sheet.measure if not sheet.stacked else sheet.text * 0.62)
        if lined
        else (sheet.text - GAP * (across - 1)) / across
    )
    tall = (sheet.inner - GAP * (down - 1)) / down - above
    width = min(wide, tall * 16 / 9)
    height = width * 9 / 16
    # what is left of the page stands between the pictures and below them, with lines where it is room enough to write
    step_x = (sheet.text - width) / (across - 1) if across > 1 else 0.0
    step_y = sheet.inner / down
    rows = (step_y - above - height - GAP) // sheet.ruled
    below = rows * sheet.ruled if rows > 1 and not lined else 0.0
    left = 0.0 if across > 1 or lined else (sheet.text - width) / 2
    cells = []
    # the lists at the end say in full what the slides say that list it
    shown = [
        scene
        for placed, scene in zip(setter.deck.slides, setter.scenes, strict=True)
        if not isinstance(placed.slide, Listing)
    ]
    for n, scene in enumerate(shown):
        k = n % count
        column, row = (k % across, k // across) if setter.order == "row" else (k // down, k % down)
        cells.append(
            Cell(
                anchor(scene.id),
                scene.number,
                Title(scene.title, setter.lines(scene.title, "caption", width - NUMBER)),
                setter.picture(scene),
                left + column * step_x,
                row * step_y,
            )
        )
    pages = tuple(tuple(cells[i : i + count]) for i in range(0, len(cells), count))
    label = setter.word("slides-edition", n=count)
    marks = [*_marks(setter, pages), *back_marks(setter)]
    end = back(setter, printed=printed(setter, {c.anchor: () for c in cells}), distance=max(APART, count))
    aside = sheet.text - width - sheet.gutter if lined else 0.0
    return Slides(
        frame(setter, label, [*_entries(setter), *back_entries(setter, end)], marks),
        width,
        height,
        above,
        aside,
        below,
        pages,
        end,
    )


def _entries(setter: Setter) -> Iterator[Entry]:
    """The parts, by their first slides."""
    for part, members in setter.by_part():
        shown = [scene for placed, scene in members if not isinstance(placed.slide, Listing)]
        if part is not None and shown:
            yield entry(setter, anchor(shown[0].id), Title(part.title, ()), part.number, part=True)


def _marks(setter: Setter, pages: Sequence[Sequence[Cell]]) -> list[Mark]:
    """The part that each page begins with."""
    part = {anchor(p.slide.id): one_line(p.part.title.plain) if p.part else "" for p in setter.deck.slides}
    return [Mark(cells[0].anchor, part[cells[0].anchor]) for cells in pages]
