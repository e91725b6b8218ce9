"""A plate on a paper: where its places are there, and how large what stands in them is. Points, y downwards."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.reading.plates import Part, Plate
from deckgen.reading.printing import Paper
from deckgen.scene import Rect
from deckgen.writers.handout.sheet import POINTS

#: Width and height of papers that stand upright, in millimetres (ISO 216; ANSI/ASME Y14.1).
PAPERS: dict[Paper, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4), "a5": (148.0, 210.0)}


class Grid(NamedTuple):
    """A plate on a page `width` points wide and `height` points high. All is `scale` times as large as the theme says,
    and `shift` is by how much things beyond the waist are farther away than that."""

    plate: Plate
    width: float
    height: float
    scale: float
    shift: tuple[float, float]

    def place(self, at: Rect) -> Rect:
        """A place of the plate on the page. One that reaches over the waist is as much wider as the page is."""
        (x, right), (y, bottom) = self._stretch(0, at.x, at.right), self._stretch(1, at.y, at.bottom)
        return Rect(x, y, right - x, bottom - y)

    def _stretch(self, axis: int, start: float, end: float) -> tuple[float, float]:
        waist, shift = self.plate.waist[axis], self.shift[axis]
        return (
            start * self.scale + (shift if start >= waist else 0.0),
            end * self.scale + (shift if end > waist else 0.0),
        )

    def sizes(self, part: Part) -> tuple[float, ...]:
        """The sizes of a part's text on the page."""
        return tuple(size * self.scale for size in part.sizes)


def on_paper(plate: Plate, paper: Paper) -> Grid:
    """A plate that fills a paper, which lies on its side where the plate does."""
    sides = [side * POINTS for side in PAPERS[paper]]
    width, height = sides if plate.size[0] <= plate.size[1] else reversed(sides)
    return on_page(plate, width, height)


def on_page(plate: Plate, width: float, height: float) -> Grid:
    """A plate on a page of any size."""
    scale = min(width / plate.size[0], height / plate.size[1])
    return Grid(plate, width, height, scale, (width - plate.size[0] * scale, height - plate.size[1] * scale))
