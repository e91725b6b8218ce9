"""Silhouettes: what is left of a slide when one screws up one's eyes, as a coarse grid of ink.

A measure of our own. Ink is how far a place differs from the slide's ground in lightness, so a panel that hardly stands
out weighs little, and a dark one much; letters fill about a third of their line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from math import ceil, sqrt
from operator import mul
from typing import NamedTuple

from deckgen.reading.palette import luminance
from deckgen.reading.theme import Theme
from deckgen.scene import (
    Box,
    Chart,
    Connector,
    Freeform,
    Gradient,
    Group,
    Item,
    Picture,
    Point,
    Rect,
    Scene,
    Table,
    TextBlock,
)

#: Cells of a grid, across and down: 40 points each on a page of 960 x 540.
ACROSS, DOWN = 24, 14
#: Shares of a text's line, of a freeform's rectangle and of a picture that are ink, about.
LETTERS, FORM, PHOTO = 0.35, 0.6, 0.8
#: Share of the page that a fill covers which is its ground.
BLEED = 0.95
#: How much of a line's type size its letters stand above the baseline, and hang below it.
ABOVE, BELOW = 0.72, 0.1


class Silhouette(NamedTuple):
    """The ink of a slide's cells, row by row, as a vector of length 1 around its mean; on which ground."""

    ground: str
    cells: tuple[float, ...]

    def likeness(self, other: Silhouette) -> float:
        """How alike two slides look, 1 at most: the correlation of their ink (Pearson's), 0 on different grounds."""
        return sum(map(mul, self.cells, other.cells)) if self.ground == other.ground else 0.0


def ground(scene: Scene, theme: Theme) -> str:
    """What a slide stands on: `picture`, or the palette role of what fills the page last."""
    found = scene.background
    for item in (*scene.artwork, *scene.items):
        if isinstance(item, (Box, Freeform, Picture)) and item.rect.w * item.rect.h > 0 and _bleeds(item.rect, theme):
            if isinstance(item, Picture):
                found = "picture"
            elif item.fill and not (isinstance(item, Freeform) and item.opacity < 1):
                found = item.fill.stops[0].colour if isinstance(item.fill, Gradient) else item.fill
    return found


def _bleeds(rect: Rect, theme: Theme) -> bool:
    width, height = theme.page
    across = min(rect.right, width) - max(rect.x, 0.0)
    down = min(rect.bottom, height) - max(rect.y, 0.0)
    return across >= BLEED * width and down >= BLEED * height


def silhouette(scene: Scene, theme: Theme, lightness: Callable[[str], float]) -> Silhouette:
    """The silhouette of a slide; `lightness` is that of a palette role."""
    under = ground(scene, theme)
    grid = _Grid(theme.page, lightness("accent" if under == "picture" else under), lightness)
    for item in (*scene.artwork, *scene.items):
        grid.item(item)
    return Silhouette(under, _unit([abs(cell - grid.ground) for cell in grid.cells]))


def lightness_of(theme: Theme, role: str) -> float:
    """The lightness of a palette role, 0 to 1: the cube root of its luminance, as in CIE 1976."""
    return float(luminance(theme.hex(role)) ** (1 / 3))


def _unit(cells: Sequence[float]) -> tuple[float, ...]:
    mean = sum(cells) / len(cells)
    around = [cell - mean for cell in cells]
    length = sqrt(sum(map(mul, around, around)))
    return tuple([cell / length for cell in around]) if length > 1e-9 else (0.0,) * len(cells)


class _Grid:
    """The lightness of each cell while items are drawn over each other."""

    def __init__(self, page: tuple[float, float], under: float, lightness: Callable[[str], float]) -> None:
        self.ground = under
        self.cells = [under] * (ACROSS * DOWN)
        self._lightness = lightness
        self._kx, self._ky = ACROSS / page[0], DOWN / page[1]

    def item(self, item: Item) -> None:
        match item:
            case Box():
                if item.fill:
                    self._fill(item.rect, item.fill)
                if item.text:
                    self._text(item.text, item.rect)
            case Connector():
                for a, b in pairwise(item.points):
                    self._line(a, b, item.stroke.width, item.stroke.colour)
            case Freeform():
                self._freeform(item)
            case Picture():
                self._fill(item.rect, "muted", PHOTO)
            case Table():
                self._table(item)
            case Chart():
                self._all(item.drawing)
            case Group():
                self._all(item.items)

    def _all(self, items: Iterable[Item]) -> None:
        for item in items:
            self.item(item)

    def _freeform(self, item: Freeform) -> None:
        if item.fill:
            colour = item.fill.stops[0].colour if isinstance(item.fill, Gradient) else item.fill
            self._fill(item.rect, colour, FORM * item.opacity)
        elif item.stroke:
            self._fill(item.rect, item.stroke.colour, LETTERS * FORM)

    def _table(self, table: Table) -> None:
        lefts = [*accumulate(table.columns, initial=table.rect.x)]
        tops = [*accumulate(table.heights, initial=table.rect.y)]
        for row, y, height in zip(table.rows, tops, table.heights, strict=False):
            for cell, x, width in zip(row, lefts, table.columns, strict=False):
                at = Rect(x, y, width, height)
                if cell.fill:
                    self._fill(at, cell.fill)
                self._text(cell.text, at)

    def _text(self, text: TextBlock, rect: Rect) -> None:
        for line in text.lines:
            if line.pieces:
                first, last = line.pieces[0], line.pieces[-1]
                top, height = rect.y + line.baseline - ABOVE * line.size, (ABOVE + BELOW) * line.size
                at = Rect(rect.x + first.x, top, last.x + last.width - first.x, height)
                self._fill(at, first.run.colour, LETTERS)

    def _line(self, a: Point, b: Point, width: float, colour: str) -> None:
        """A line as small rectangles, so that a slanted one does not fill all that is around it."""
        n = 1 if a[0] == b[0] or a[1] == b[1] else ACROSS // 2
        places = [(a[0] + (b[0] - a[0]) * i / n, a[1] + (b[1] - a[1]) * i / n) for i in range(n + 1)]
        for (x, y), (right, bottom) in pairwise(places):
            at = Rect(min(x, right), min(y, bottom), abs(right - x), abs(bottom - y))
            self._fill(at.inset(-width / 2), colour, 1.0 / n if n > 1 else 1.0)

    def _fill(self, rect: Rect, colour: str, opacity: float = 1.0) -> None:
        """Lays ink over the cells that a rectangle covers, as much as it covers of each."""
        left, right = max(0.0, rect.x * self._kx), min(float(ACROSS), rect.right * self._kx)
        top, bottom = max(0.0, rect.y * self._ky), min(float(DOWN), rect.bottom * self._ky)
        if left >= right or top >= bottom:
            return
        ink, cells = self._lightness(colour), self.cells
        first, ends = int(left), ceil(right)
        shares = [1.0] * (ends - first)
        shares[-1] -= ends - right
        shares[0] -= left - first
        for y in range(int(top), ceil(bottom)):
            down = opacity * (min(bottom, y + 1) - max(top, y))
            for n, across in enumerate(shares, y * ACROSS + first):
                cells[n] += (ink - cells[n]) * down * across
