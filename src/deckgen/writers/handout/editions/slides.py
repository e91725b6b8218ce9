"""Slides alone: one to nine to a page, for those who want the pictures, with lines to write on where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.layout.words import one_line
from deckgen.scene import Scene
from deckgen.writers.handout.back import Back, back, back_entries, back_marks
from deckgen.writers.handout.contents import Entry, entry
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.setter import PrintPicture, Setter, Title, anchor, said_elsewhere
from deckgen.writers.handout.sheet import Order
from deckgen.writers.handout.terms import APART, printed

#: How many stand beside and below each other, and whether the sheet lies on its side.
GRIDS = {1: (1, 1, True), 2: (1, 2, False), 3: (1, 3, False), 4: (2, 2, True), 6: (2, 3, False), 9: (3, 3, True)}
#: Least space between pictures; what stands before a title.
GAP, NUMBER = 7.0, 7.0


class Cell(NamedTuple):
    """A slide, or a step of one, on its page, in millimetres from the corner of the text; its title stands above its
    picture. `slide` is the anchor of the slide's first picture."""

    anchor: str
    slide: str
    number: int
    title: Title
    picture: PrintPicture
    x: float
    y: float


class Slides(NamedTuple):
    """Pages of slides: `width` and `height` of a picture, `above` it the room for its title; `aside` is the width of
    the writing lines beside it, `below` the height of those below it, 0 if there are none."""

    frame: Frame
    width: float
    height: float
    above: float
    aside: float
    below: float
    pages: tuple[tuple[Cell, ...], ...]
    back: Back
    extras: Extras


class SlideGrid(NamedTuple):
    """How pictures stand on a page, in millimetres: how many across and down, whether there are lines beside them;
    their width and height, the room `above` each for its title and `below` it for lines; where the first stands from
    the left, and from there how far the next across and down."""

    across: int
    down: int
    lined: bool
    width: float
    height: float
    above: float
    below: float
    left: float
    step_x: float
    step_y: float

    def place(self, n: int, order: Order) -> tuple[float, float]:
        """Where the picture stands that is the n-th of its page, from the left and from above."""
        column, row = (n % self.across, n // self.across) if order == "row" else (n // self.down, n % self.down)
        return self.left + column * self.step_x, row * self.step_y


def grid(setter: Setter, count: int) -> SlideGrid:
    """The grid for `count` slides to a page."""
    sheet, (across, down, _), lined = setter.sheet, GRIDS[count], count == 3
    above = setter.types["caption"].line_height * (2 if across > 2 or sheet.stacked else 1) + 1.6
    if lined:
        room = sheet.measure if not sheet.stacked else sheet.text * 0.62
    else:
        room = (sheet.text - GAP * (across - 1)) / across
    width = min(room, ((sheet.inner - GAP * (down - 1)) / down - above) / sheet.ratio)
    height = width * sheet.ratio
    # what is left of the page stands between the pictures and below them, with lines where it is room enough to write
    step_x = (sheet.text - width) / (across - 1) if across > 1 else 0.0
    step_y = sheet.inner / down
    rows = (step_y - above - height - GAP) // sheet.ruled
    below = rows * sheet.ruled if rows > 1 and not lined else 0.0
    left = 0.0 if across > 1 or lined else (sheet.text - width) / 2
    return SlideGrid(across, down, lined, width, height, above, below, left, step_x, step_y)


def view(setter: Setter, count: int) -> Slides:
    """`count` slides to a page, in rows or in columns. The sheet has to lie as GRIDS says."""
    sheet, places = setter.sheet, grid(setter, count)
    scenes = [step for _, members in setter.by_part() for scene in _pictured(members) for step in _steps(setter, scene)]
    cells = [_cell(setter, scene, places, n % count) for n, scene in enumerate(scenes)]
    pages = tuple(tuple(cells[i : i + count]) for i in range(0, len(cells), count))
    end = back(setter, printed=printed(setter, {c.slide: () for c in cells}), distance=max(APART, 2 * count))
    entries = [*_entries(setter), *back_entries(setter, end)]
    marks = [*_marks(setter, pages), *back_marks(setter)]
    return Slides(
        frame=frame(setter, setter.word("slides-edition", n=count), entries, marks),
        width=places.width,
        height=places.height,
        above=places.above,
        aside=sheet.text - places.width - sheet.gutter if places.lined else 0.0,
        below=places.below,
        pages=pages,
        back=end,
        extras=Extras(slide_width=places.width, left=(0.0, 0.0)),  # its pages are full
    )


def _pictured(members: Sequence[tuple[Placed, Scene]]) -> list[Scene]:
    """Those of the slides that have a picture here: the front, the heads of pages, the lists and the questions at the
    end say what others do."""
    return [scene for placed, scene in members if not said_elsewhere(placed)]


def _steps(setter: Setter, scene: Scene) -> list[Scene]:
    """The steps of a slide, where they are printed; else the slide."""
    return [step for step in setter.steps if step.number == scene.number] or [scene]


def _cell(setter: Setter, scene: Scene, places: SlideGrid, n: int) -> Cell:
    title = Title(scene.title, setter.lines(scene.title, "caption", places.width - NUMBER))
    x, y = places.place(n, setter.order)
    there = anchor(scene.id)
    name = there if scene.step < 2 else f"{there}-step-{scene.step}"
    return Cell(name, there, scene.number, title, setter.picture(scene), x, y)


def _entries(setter: Setter) -> Iterator[Entry]:
    """The parts, by their first slides."""
    for part, members in setter.by_part():
        scenes = _pictured(members)
        if part is not None and scenes:
            yield entry(setter, anchor(scenes[0].id), Title(part.title, ()), part.number, part=True)


def _marks(setter: Setter, pages: Sequence[Sequence[Cell]]) -> list[Mark]:
    """The part that each page begins with."""
    part = {anchor(p.slide.id): one_line(p.part.title.plain) if p.part else "" for p in setter.deck.slides}
    return [Mark(cells[0].anchor, part[cells[0].slide]) for cells in pages]
