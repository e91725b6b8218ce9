"""The outline of a shape as contours: what a box is filled, stroked and clipped with; arrows and underlines.

Pure geometry in points, y downwards as in a scene; any writer that draws its own paths may use it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, sqrt
from typing import assert_never

from deckgen.reading.fonts import Fonts
from deckgen.reading.matrices import product
from deckgen.scene import HEAD, Command, Connector, Gradient, Line, Outline, Piece, Point, Rect

#: Control points of a quarter circle by one cubic: 4/3 (√2 - 1), the usual approximation (error 0.03 %).
KAPPA = 4 / 3 * (sqrt(2) - 1)


def outline(kind: Outline, rect: Rect, radius: float = 0.0) -> tuple[Command, ...]:
    """The contour of a shape in a rectangle; `radius` of its corners in points, where it is rounded."""
    match kind:
        case "rectangle":
            return _rounded(rect, 0)
        case "rounded":
            return _rounded(rect, radius)
        case "pill":
            return _rounded(rect, min(rect.w, rect.h) / 2)
        case "ellipse":
            return _ellipse(rect)
        case _:
            assert_never(kind)


def moved(gradient: Gradient, rect: Rect, view: tuple[float, float]) -> Gradient:
    """The gradient of a freeform of `view` units that stands in a rectangle, in points."""
    k = (rect.w / view[0], 0.0, 0.0, rect.h / view[1], rect.x, rect.y)
    return gradient._replace(matrix=product(k, gradient.matrix))


def _rounded(r: Rect, radius: float) -> tuple[Command, ...]:
    """Clockwise from the top left corner."""
    u = max(0.0, min(radius, r.w / 2, r.h / 2))
    k = u * (1 - KAPPA)
    corners: tuple[tuple[Command, ...], ...] = ((), (), (), ())
    if u:
        corners = (
            (("C", (r.right - k, r.y, r.right, r.y + k, r.right, r.y + u)),),
            (("C", (r.right, r.bottom - k, r.right - k, r.bottom, r.right - u, r.bottom)),),
            (("C", (r.x + k, r.bottom, r.x, r.bottom - k, r.x, r.bottom - u)),),
            (("C", (r.x, r.y + k, r.x + k, r.y, r.x + u, r.y)),),
        )
    return (
        ("M", (r.x + u, r.y)),
        ("L", (r.right - u, r.y)),
        *corners[0],
        ("L", (r.right, r.bottom - u)),
        *corners[1],
        ("L", (r.x + u, r.bottom)),
        *corners[2],
        *(corners[3] and (("L", (r.x, r.y + u)), *corners[3])),
        ("Z", ()),
    )


def _ellipse(r: Rect) -> tuple[Command, ...]:
    cx, cy = r.x + r.w / 2, r.y + r.h / 2
    kx, ky = r.w / 2 * KAPPA, r.h / 2 * KAPPA
    return (
        ("M", (cx, r.y)),
        ("C", (cx + kx, r.y, r.right, cy - ky, r.right, cy)),
        ("C", (r.right, cy + ky, cx + kx, r.bottom, cx, r.bottom)),
        ("C", (cx - kx, r.bottom, r.x, cy + ky, r.x, cy)),
        ("C", (r.x, cy - ky, cx - kx, r.y, cx, r.y)),
        ("Z", ()),
    )


#: A link's underline in em: below the baseline, and thick. Pretendard's and JetBrains Mono's own are within 0.02.
UNDERLINE_AT, UNDERLINE = 0.12, 0.055
#: Where a line goes through struck words, in em above the baseline: about half of the height of Hangul.
STRIKE_AT = 0.33


def ruled(line: Line, piece: Piece, rect: Rect, fonts: Fonts) -> Iterator[Rect]:
    """The lines that go with words in a box, in points on the page: below those of a link, through those that are
    struck; spaces at their end have none."""
    run, size = piece.run, line.size
    spaces = len(run.text) - len(run.text.rstrip())
    bare = piece.width - spaces * fonts.width(" ", run.font, run.bold) * size
    x, baseline = rect.x + piece.x, rect.y + line.baseline
    if run.link:
        yield Rect(x, baseline + UNDERLINE_AT * size, bare, UNDERLINE * size)
    if run.struck:
        yield Rect(x, baseline - STRIKE_AT * size, bare, UNDERLINE * size)


def arrow(c: Connector) -> tuple[tuple[Command, ...], tuple[tuple[Command, ...], ...]]:
    """A connector as the contour to stroke and those of its arrowheads to fill. The line ends inside its head."""
    points = list(c.points)
    heads = []
    if c.heads in ("end", "both"):
        head, points[-1] = _head(points[-2], points[-1], c.stroke.width)
        heads.append(head)
    if c.heads == "both":
        head, points[0] = _head(points[1], points[0], c.stroke.width)
        heads.append(head)
    start, *rest = points
    if c.curved:
        # as PowerPoint's curvedConnector2: control points half-way to the corner
        (sx, sy), (kx, ky), (ex, ey) = points
        curve = ("C", ((sx + kx) / 2, (sy + ky) / 2, (kx + ex) / 2, (ky + ey) / 2, ex, ey))
        return (("M", start), curve), tuple(heads)
    return (("M", start), *(("L", p) for p in rest)), tuple(heads)


def _head(before: Point, tip: Point, width: float) -> tuple[tuple[Command, ...], Point]:
    """The arrowhead of a line that comes from `before`, and where the line ends now."""
    long = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    dx, dy = (tip[0] - before[0]) / long, (tip[1] - before[1]) / long
    size = HEAD * width
    bx, by = tip[0] - dx * size, tip[1] - dy * size
    half = size / 2
    contour = (("M", tip), ("L", (bx - dy * half, by + dx * half)), ("L", (bx + dy * half, by - dx * half)), ("Z", ()))
    return contour, (tip[0] - dx * size * 0.9, tip[1] - dy * size * 0.9)
