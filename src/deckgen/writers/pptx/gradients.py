"""Gradients as DrawingML has them (ECMA-376 part 1, 20.1.8.33): they run over the box of their shape.

A linear one runs from the corner that its direction leaves to the one that it reaches; a radial one from the middle to
the ellipse through all corners. So stops move to where they stand in that box, and a shape with a radial gradient gets
a box around the gradient's middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, degrees, hypot, sqrt

from deckgen.reading.matrices import inverse
from deckgen.scene import Command, Freeform, Gradient, Rect, Stop
from deckgen.writers.pptx.text import Text

#: A whole turn and a percent in DrawingML's units.
_DEGREE, _ALL = 60_000, 100_000


def shaded(item: Freeform, gradient: Gradient, text: Text) -> tuple[Freeform, str]:
    """A freeform in the box that its gradient needs, and its fill."""
    left, top, right, bottom = bounds(item.contours)
    if gradient.radial:
        box, reach = _around(gradient, (left, top, right, bottom))
        stops, way = _within(gradient.stops, 0.0, reach, text), '<a:path path="circle">'
        way += '<a:fillToRect l="50000" t="50000" r="50000" b="50000"/></a:path>'
        corners: tuple[tuple[Command, ...], ...] = (_dot(0, 0), _dot(box.w, box.h))
    else:
        box, corners = Rect(left, top, right - left, bottom - top), ()
        a, _, c, _, e, _ = inverse(gradient.matrix)
        places = [a * x + c * y + e for x in (left, right) for y in (top, bottom)]
        stops = _within(gradient.stops, min(places), max(places), text)
        way = f'<a:lin ang="{round(degrees(atan2(c, a)) % 360 * _DEGREE) % (360 * _DEGREE)}" scaled="0"/>'
    listed = "".join(
        f'<a:gs pos="{round(s.offset * _ALL)}">{text.colour(s.colour, s.opacity * item.opacity)}</a:gs>' for s in stops
    )
    fill = f'<a:gradFill rotWithShape="1"><a:gsLst>{listed}</a:gsLst>{way}</a:gradFill>'
    return _boxed(item, box, corners), fill


def bounds(contours: Sequence[Sequence[Command]]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of contours with the points that steer their curves."""
    xs = [n for contour in contours for _, numbers in contour for n in numbers[::2]]
    ys = [n for contour in contours for _, numbers in contour for n in numbers[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _around(gradient: Gradient, shape: tuple[float, float, float, float]) -> tuple[Rect, float]:
    """A box around the middle of a radial gradient that holds the shape, as high and wide as the gradient's ellipse is;
    how far its corners are from the middle, the ellipse being 1."""
    a, b, c, d, x, y = gradient.matrix
    rx, ry = hypot(a, c), hypot(b, d)
    left, top, right, bottom = shape
    k = max((x - left) / rx, (right - x) / rx, (y - top) / ry, (bottom - y) / ry)
    return Rect(x - k * rx, y - k * ry, 2 * k * rx, 2 * k * ry), k * sqrt(2)


def _boxed(item: Freeform, box: Rect, corners: tuple[tuple[Command, ...], ...]) -> Freeform:
    """A freeform with this box (in its units) as its own."""
    k, m = item.rect.w / item.view[0], item.rect.h / item.view[1]
    moved = tuple(
        tuple((op, tuple(n - (box.y if i % 2 else box.x) for i, n in enumerate(ns))) for op, ns in contour)
        for contour in item.contours
    )
    rect = Rect(item.rect.x + box.x * k, item.rect.y + box.y * m, box.w * k, box.h * m)
    return item._replace(rect=rect, view=(box.w, box.h), contours=corners + moved)


def _dot(x: float, y: float) -> tuple[Command, ...]:
    """A contour of no size, which stretches a path to a corner of its box."""
    return (("M", (x, y)), ("L", (x, y)), ("Z", ()))


def _within(stops: Sequence[Stop], start: float, end: float, text: Text) -> Iterator[Stop]:
    """What of the stops is seen between two places, which become 0 and 1; at least two."""
    yield _at(stops, start, text)._replace(offset=0.0)
    for s in stops:
        if start < s.offset < end:
            yield s._replace(offset=(s.offset - start) / (end - start))
    yield _at(stops, end, text)._replace(offset=1.0)


def _at(stops: Sequence[Stop], place: float, text: Text) -> Stop:
    """The colour at a place."""
    if place <= stops[0].offset:
        return stops[0]
    for a, b in pairwise(stops):
        if place <= b.offset:
            share = (place - a.offset) / (b.offset - a.offset)
            return _mixed(a, b, share, text)
    return stops[-1]


def _mixed(a: Stop, b: Stop, share: float, text: Text) -> Stop:
    if share == 1:
        return b
    pairs = zip(_channels(text.theme.hex(a.colour)), _channels(text.theme.hex(b.colour)), strict=True)
    mixed = "".join(f"{round(x + (y - x) * share):02X}" for x, y in pairs)
    return Stop(0.0, f"#{mixed}", a.opacity + (b.opacity - a.opacity) * share)


def _channels(hex6: str) -> tuple[int, ...]:
    return tuple(int(hex6[i : i + 2], 16) for i in (0, 2, 4))
