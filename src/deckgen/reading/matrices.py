"""Affine maps of the plane, as SVG and PDF write them: (a, b, c, d, e, f)."""

from __future__ import annotations

from deckgen.scene import Command, Matrix, Point

#: Leaves everything where it is.
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(outer: Matrix, inner: Matrix) -> Matrix:
    """The map that does `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def applied(m: Matrix, point: Point) -> Point:
    """Where a point goes."""
    x, y = point
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


def determinant(m: Matrix) -> float:
    """By how much areas grow; below zero where the map mirrors them."""
    return m[0] * m[3] - m[1] * m[2]


def inverse(m: Matrix) -> Matrix:
    """The map that leads back. Raises ZeroDivisionError where none does."""
    a, b, c, d, e, f = m
    k = determinant(m)
    return (d / k, -b / k, -c / k, a / k, (c * f - d * e) / k, (b * e - a * f) / k)


def mapped(m: Matrix, contour: tuple[Command, ...]) -> tuple[Command, ...]:
    """Where a contour goes."""
    if m[:4] == (1.0, 0.0, 0.0, 1.0):
        if m == IDENTITY:
            return contour
        return tuple((op, tuple(n + m[4 + i % 2] for i, n in enumerate(numbers))) for op, numbers in contour)
    return tuple((op, _mapped(m, numbers)) for op, numbers in contour)


def _mapped(m: Matrix, numbers: tuple[float, ...]) -> tuple[float, ...]:
    points = (applied(m, p) for p in zip(numbers[::2], numbers[1::2], strict=True))
    return tuple(n for p in points for n in p)
