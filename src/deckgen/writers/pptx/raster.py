"""A small picture that is drawn large and made small: areas, lines, letters and pictures in points, y downwards.

Every place of a shape is rounded to a dot of the large picture before Pillow gets it, and Pillow reckons with whole
numbers from there on; HarfBuzz draws letters in 256ths of a dot. The same drawing is the same bytes, with the same
releases of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import mul
from typing import TYPE_CHECKING

from deckgen.reading.fonts import Face
from deckgen.reading.matrices import applied, inverse
from deckgen.reading.pixels import draft, opened, saved, scaled
from deckgen.scene import Command, Gradient, Point, Rect, Stroke

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

#: Dots of the large picture for a pixel, in each direction: edges have 16 shades.
_DOTS = 4
#: Straight pieces of a curve: at most, and the dots between its ends for one more.
_MOST, _PIECE = 32, 8
#: Places in each direction at which a gradient is asked for its colour.
_SAMPLES = 24

#: A colour as red, green and blue of 0 to 255.
Colour = tuple[int, int, int]
#: A contour as dots of the large picture.
_Dots = list[tuple[int, int]]


def colour(hex6: str) -> Colour:
    """The colour that is written as RRGGBB."""
    red, green, blue = bytes.fromhex(hex6)
    return red, green, blue


class Raster:
    """A page of `page` points on its way to a picture whose longer side has `side` pixels."""

    def __init__(self, page: tuple[float, float], side: int, ground: Colour) -> None:
        from PIL import Image, ImageDraw  # late: only decks whose first slide is new need it

        self._k = side * _DOTS / max(page)
        self._size = round(page[0] * self._k / _DOTS), round(page[1] * self._k / _DOTS)
        self._new, self._pen, self._open = Image.new, ImageDraw.Draw, Image.frombytes
        self._image = Image.new("RGB", (self._size[0] * _DOTS, self._size[1] * _DOTS), ground)
        self._draw = ImageDraw.Draw(self._image)

    def jpeg(self) -> bytes:
        """The picture as a file."""
        return saved(self._image.reduce(_DOTS), "jpeg", drawn=True)

    def fill(self, contours: Iterable[Iterable[Command]], paint: Colour, opacity: float = 1.0) -> None:
        """Fills contours; those inside others are holes."""
        dots = self._dots(contours)
        if len(dots) == 1 and opacity >= 1:
            self._draw.polygon(dots[0], paint)
        elif mask := self._mask(dots):
            self._paste(paint, *mask, opacity)

    def letters(self, face: Face, glyphs: Iterable[tuple[int, float, float]], size: float, paint: Colour) -> None:
        """Draws letters of a face in points: each by its glyph, and where its origin stands."""
        k = self._k
        covered = face.coverage(((glyph, x * k, y * k) for glyph, x, y in glyphs), size * k)
        if covered:
            left, top, width, height, stride, rows = covered
            mask = self._open("L", (width, height), rows, "raw", "L", stride, -1)
            self._image.paste(paint, (left, top), mask)

    def stroke(self, contours: Iterable[Iterable[Command]], paint: Colour, stroke: Stroke) -> None:
        """Draws lines. Dashes cannot be told apart at this size: they are as much paler as there are gaps."""
        width = stroke.width * self._k
        pattern = stroke.pattern
        inked = sum(pattern[::2]) / sum(pattern) if pattern and sum(pattern) else 1.0
        opacity = stroke.opacity * inked * min(1.0, width)
        for dots in self._dots(contours):
            if opacity >= 1:
                self._draw.line(dots, paint, round(width), joint="curve")
            elif area := self._area([dots], round(width) + 1):
                x, y, right, bottom = area
                mask = self._new("L", (right - x, bottom - y))
                self._pen(mask).line([(a - x, b - y) for a, b in dots], 255, max(1, round(width)), joint="curve")
                self._paste(paint, mask, x, y, opacity)

    def shade(
        self,
        contours: Iterable[Iterable[Command]],
        gradient: Gradient,
        paints: Sequence[Colour],
        opacity: float = 1.0,
    ) -> None:
        """Fills contours with a gradient in points, whose stops have these colours."""
        from PIL import ImageChops

        if not (found := self._mask(self._dots(contours))):
            return
        mask, x, y = found
        back = inverse(gradient.matrix)
        step_x, step_y = mask.width / _SAMPLES / self._k, mask.height / _SAMPLES / self._k
        samples = bytearray()
        for row in range(_SAMPLES):
            for column in range(_SAMPLES):
                at = x / self._k + (column + 0.5) * step_x, y / self._k + (row + 0.5) * step_y
                samples += _shade(gradient, paints, applied(back, at))
        small = self._new("RGBA", (_SAMPLES, _SAMPLES))
        small.frombytes(bytes(samples))
        shades = scaled(small, mask.size)
        self._paste(shades.convert("RGB"), ImageChops.multiply(mask, shades.getchannel("A")), x, y, opacity)

    def picture(self, data: bytes, rect: Rect, contour: Iterable[Command]) -> None:
        """Shows a PNG or JPEG in a rectangle, and of it what a contour surrounds."""
        if not (found := self._mask(self._dots((contour,)))):
            return
        mask, x, y = found
        with opened(data, "png" if data[:1] == b"\x89" else "jpeg") as picture:
            # no more dots than pixels are seen: what is shown is made small again
            draft(picture, round(rect.w * self._k / _DOTS), round(rect.h * self._k / _DOTS))
            shown = scaled(picture, (max(1, round(rect.w * self._k)), max(1, round(rect.h * self._k))))
        left, top = x - round(rect.x * self._k), y - round(rect.y * self._k)
        seen = shown.convert("RGBA").crop((left, top, left + mask.width, top + mask.height))
        whole = self._new("RGBA", mask.size)
        whole.paste(seen, (0, 0), mask)
        self._image.paste(whole.convert("RGB"), (x, y), whole.getchannel("A"))

    def _dots(self, contours: Iterable[Iterable[Command]]) -> list[_Dots]:
        return [dots for contour in contours if len(dots := _flat(contour, self._k)) > 1]

    def _area(self, dots: Sequence[_Dots], margin: int = 1) -> tuple[int, int, int, int] | None:
        """The rectangle around contours, as much of it as is on the page; None where nothing is."""
        xs, ys = [x for c in dots for x, _ in c], [y for c in dots for _, y in c]
        if not xs:
            return None
        box = min(xs) - margin, min(ys) - margin, max(xs) + margin + 1, max(ys) + margin + 1
        w, h = self._image.size
        box = max(box[0], 0), max(box[1], 0), min(box[2], w), min(box[3], h)
        return box if box[0] < box[2] and box[1] < box[3] else None

    def _mask(self, dots: Sequence[_Dots]) -> tuple[Pixels, int, int] | None:
        """What contours surround, those inside others being holes, and where that is."""
        from PIL import ImageChops

        if not (area := self._area(dots)):
            return None
        x, y, right, bottom = area
        mask = None
        for contour in dots:
            one = self._new("L", (right - x, bottom - y))
            self._pen(one).polygon([(a - x, b - y) for a, b in contour], 255)
            # Pillow draws the dots of both edges, which would make thin shapes bold
            one = ImageChops.darker(one, one.crop((1, 1, one.width + 1, one.height + 1)))
            mask = ImageChops.difference(mask, one) if mask else one
        return (mask, x, y) if mask else None

    def _paste(self, paint: Colour | Pixels, mask: Pixels, x: int, y: int, opacity: float) -> None:
        if opacity < 1:
            mask = mask.point([round(v * opacity) for v in range(256)])
        self._image.paste(paint, (x, y, x + mask.width, y + mask.height), mask)


def _flat(contour: Iterable[Command], k: float) -> _Dots:
    """A contour as straight lines between dots, `k` to a point."""
    out: _Dots = []
    start = here = (0.0, 0.0)
    for op, numbers in contour:
        points = [(x * k, y * k) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if op == "M":
            start = points[0]
        if op == "Z":
            points = [start]
        if len(points) > 1:
            points = _curve((here, *points))
        out += [(round(x), round(y)) for x, y in points]
        here = points[-1]
    return out


def _curve(points: Sequence[Point]) -> list[Point]:
    """A curve of these three or four control points as straight lines, without its first point."""
    (x, y), (end_x, end_y) = points[0], points[-1]
    n = min(_MOST, 1 + int((abs(end_x - x) + abs(end_y - y)) / _PIECE))
    out = []
    for i in range(1, n):
        t = i / n
        u = 1 - t
        weights = (u * u, 2 * u * t, t * t) if len(points) == 3 else (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        out.append((sum(map(mul, weights, (p[0] for p in points))), sum(map(mul, weights, (p[1] for p in points)))))
    return [*out, points[-1]]


def _shade(gradient: Gradient, paints: Sequence[Colour], at: Point) -> bytes:
    """Red, green, blue and opacity of a gradient at a point of its own space."""
    t = (at[0] ** 2 + at[1] ** 2) ** 0.5 if gradient.radial else at[0]
    stops = [(s.offset, (*paint, 255 * s.opacity)) for s, paint in zip(gradient.stops, paints, strict=True)]
    before = [s for s in stops if s[0] <= t][-1:] or stops[:1]
    after = [s for s in stops if s[0] > t][:1] or stops[-1:]
    (a, first), (b, second) = before[0], after[0]
    share = (t - a) / (b - a) if b > a and t > a else 0.0
    return bytes(round(v + (w - v) * share) for v, w in zip(first, second, strict=True))
