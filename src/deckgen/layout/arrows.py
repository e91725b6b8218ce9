"""What scenes have drawn over them: arrows for a stage, as shapes of their own. Lengths in points."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.scene import Command, Freeform, Point, Rect

#: The longest arrow, the width of its shaft, the length and the width of its head.
LENGTH, SHAFT, HEAD, WIDE = 48.0, 6.0, 16.0, 22.0
#: The shortest: with one head, with two (as much shaft between them as a head is long), and with a mark on the shaft.
SHORT, SHORT_BOTH, SHORT_CROSSED = 44.0, 48.0, 84.0
#: How far above the ground an arrow's middle is at least, so that no head touches what things stand on.
LIFT = 20.0
#: How far an arrow over other parts rises above them, and its distance from what it leads from and to.
RISE, NEAR = 34.0, 8.0
#: The size of the mark on an arrow that says: not this way.
MARK = 34.0


def shortest(both: bool, crossed: bool) -> float:
    """The least length at which shaft, heads and a mark on the shaft can be told apart."""
    if crossed:
        return SHORT_CROSSED + (HEAD if both else 0.0)
    return SHORT_BOTH if both else SHORT


def arrow(
    name: str, a: Rect, b: Rect, colour: str, both: bool, y: float, crossed: bool = False
) -> tuple[Freeform, Rect]:
    """An arrow between two neighbours, in the middle of the gap, at the height `y`; and where it stands. Where the gap
    is narrow, it is short rather than close to them."""
    back = a.x > b.x
    left, right = (b, a) if back else (a, b)
    least = shortest(both, crossed)
    length = max(least, min(max(LENGTH, least), right.x - left.right - 2 * NEAR))
    middle = (left.right + right.x) / 2
    x0, x1 = middle - length / 2, middle + length / 2
    points = _block(x0, x1, y, both)
    if back and not both:
        points = [(x0 + x1 - x, y) for x, y in points]
    at = Rect(x0, y - WIDE / 2, length, WIDE)
    return _shape(name, points, colour), at


def one_height(heights: Iterable[float], ground: float) -> float:
    """The one height of all arrows between neighbours of such heights on a ground: the middle of the lowest, so that
    each arrow leads from a thing and to one."""
    return ground - max(LIFT, min(heights) / 2)


def _block(x0: float, x1: float, y: float, both: bool) -> list[Point]:
    """The outline of an arrow that leads to the right."""
    s, w, neck = SHAFT / 2, WIDE / 2, x1 - HEAD
    tail = [(x0 + HEAD, y + s), (x0 + HEAD, y + w), (x0, y), (x0 + HEAD, y - w), (x0 + HEAD, y - s)]
    start = tail if both else [(x0, y + s), (x0, y - s)]
    return [*start, (neck, y - s), (neck, y - w), (x1, y), (neck, y + w), (neck, y + s)]


def arc(name: str, a: Rect, b: Rect, colour: str, both: bool, top: float) -> tuple[Freeform, Rect]:
    """An arrow over other parts, whose highest reaches `top`: up, across and down; and where its words stand."""
    xa, xb = a.x + a.w / 2, b.x + b.w / 2
    y, s = top - RISE, SHAFT / 2
    way = 1.0 if xb > xa else -1.0
    end, w = b.y - NEAR, WIDE / 2
    start = a.y - NEAR
    inner = [(xa - way * s, start), (xa - way * s, y - s), (xb + way * s, y - s), (xb + way * s, end - HEAD)]
    head = [(xb + way * w, end - HEAD), (xb, end), (xb - way * w, end - HEAD)]
    outer = [(xb - way * s, end - HEAD), (xb - way * s, y + s), (xa + way * s, y + s), (xa + way * s, start)]
    points = [*inner, *head, *outer]
    if both:
        up = [(xa + way * s, start + HEAD), (xa + way * w, start + HEAD), (xa, start), (xa - way * w, start + HEAD)]
        points = [*inner[1:], *head, *outer[:-1], *up, (xa - way * s, start + HEAD)]
    return _shape(name, points, colour), Rect(min(xa, xb), y - s, abs(xb - xa), SHAFT)


def _shape(name: str, points: list[Point], colour: str) -> Freeform:
    """A closed outline as an item."""
    x, y = min(p[0] for p in points), min(p[1] for p in points)
    w, h = max(p[0] for p in points) - x, max(p[1] for p in points) - y
    moved = [(px - x, py - y) for px, py in points]
    contour: tuple[Command, ...] = (("M", moved[0]), *(("L", p) for p in moved[1:]), ("Z", ()))
    return Freeform(name, Rect(x, y, w, h), (w, h), (contour,), colour, decorative=True)
