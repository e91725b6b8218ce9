"""The small picture of a deck that file managers show: its first slide, drawn from the scene."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import assert_never

from deckgen.reading.fonts import Fonts
from deckgen.reading.letters import clusters
from deckgen.reading.theme import Theme
from deckgen.scene import (
    Box,
    Chart,
    Command,
    Connector,
    Freeform,
    Gradient,
    Group,
    Item,
    Line,
    Picture,
    Piece,
    Rect,
    Scene,
    Stroke,
    Table,
    TextBlock,
    settled,
)
from deckgen.writers.outlines import arrow, moved, outline, ruled
from deckgen.writers.photos import shown
from deckgen.writers.pptx.raster import Colour, Raster, colour

#: Pixels of its longer side: as in decks that PowerPoint saves.
SIDE = 256


def thumbnail(scene: Scene, theme: Theme, fonts: Fonts, side: int = SIDE) -> bytes:
    """A slide as a small JPEG whose longer side has so many pixels."""
    drawing = _Drawing(theme, fonts, Raster(theme.page, side, colour(theme.hex(scene.background))))
    for item in (*scene.artwork, *settled(scene).items):
        drawing.item(item)
    return drawing.raster.jpeg()


class _Drawing:
    """Draws a scene on a raster."""

    def __init__(self, theme: Theme, fonts: Fonts, raster: Raster) -> None:
        self._theme = theme
        self._fonts = fonts
        self.raster = raster

    def item(self, item: Item) -> None:
        match item:
            case Box():
                contour = outline(item.outline, item.rect, item.radius)
                self._shape((contour,), item.fill, item.stroke)
                if item.text:
                    self._text(item.text, item.rect)
            case Connector():
                line, heads = arrow(item)
                self._shape((line,), None, item.stroke)
                for head in heads:
                    self._shape((head,), item.stroke.colour, None)
            case Freeform():
                self._freeform(item)
            case Picture():
                left, top, right, bottom = item.crop
                w, h = item.rect.w / (1 - left - right), item.rect.h / (1 - top - bottom)
                whole = Rect(item.rect.x - left * w, item.rect.y - top * h, w, h)
                self.raster.picture(shown(item, self._theme), whole, outline(item.outline, item.rect, item.radius))
            case Table():
                self._table(item)
            case Chart():
                self._all(item.drawing)
            case Group():
                self._all(item.items)
            case _:
                assert_never(item)

    def _all(self, items: Iterable[Item]) -> None:
        for item in items:
            self.item(item)

    def _shape(
        self,
        contours: tuple[tuple[Command, ...], ...],
        fill: str | None,
        stroke: Stroke | None,
        opacity: float = 1.0,
    ) -> None:
        if fill:
            self.raster.fill(contours, self._colour(fill), opacity)
        if stroke:
            self.raster.stroke(contours, self._colour(stroke.colour), stroke)

    def _freeform(self, item: Freeform) -> None:
        r, (w, h) = item.rect, item.view
        contours = tuple(_placed(contour, r.x, r.y, r.w / w, r.h / h) for contour in item.contours)
        fill = item.fill
        if isinstance(fill, Gradient):
            paints = [self._colour(stop.colour) for stop in fill.stops]
            self.raster.shade(contours, moved(fill, r, item.view), paints, item.opacity)
            fill = None
        self._shape(contours, fill, item.stroke, item.opacity)

    def _table(self, table: Table) -> None:
        lefts = list(accumulate(table.columns, initial=table.rect.x))
        tops = list(accumulate(table.heights, initial=table.rect.y))
        for row, y, height in zip(table.rows, tops, table.heights, strict=False):
            for cell, x, width in zip(row, lefts, table.columns, strict=False):
                at = Rect(x, y, width, height)
                self._shape((outline("rectangle", at),), cell.fill, None)
                self._text(cell.text, at)
        for n, y in enumerate(tops[1:]):
            rule = table.rule if n else table.head_rule
            if rule.width:
                self._shape(((("M", (lefts[0], y)), ("L", (lefts[-1], y))),), None, rule)

    def _text(self, text: TextBlock, rect: Rect) -> None:
        for line in text.lines:
            for piece in line.pieces:
                self._piece(line, piece, rect)

    def _piece(self, line: Line, piece: Piece, rect: Rect) -> None:
        run, x, y = piece.run, rect.x + piece.x, rect.y + line.baseline
        paint = self._colour(run.colour)
        letters = clusters(run.text) if run.spacing else [run.text]
        for face, part in (split for text in letters for split in self._fonts.split(text, run.font, run.bold)):
            places = []
            for glyph in face.shape(part):
                places.append((glyph.id, x + glyph.dx * line.size, y - glyph.dy * line.size))
                x += glyph.advance * line.size
            self.raster.letters(face, places, line.size, paint)
            x += run.spacing * line.size
        for rule in ruled(line, piece, rect, self._fonts):
            self._shape((outline("rectangle", rule),), run.colour, None)

    def _colour(self, role: str) -> Colour:
        return colour(self._theme.hex(role))


def _placed(contour: Iterable[Command], x: float, y: float, kx: float, ky: float) -> tuple[Command, ...]:
    return tuple(
        (op, tuple(x + v * kx if i % 2 == 0 else y + v * ky for i, v in enumerate(args))) for op, args in contour
    )
