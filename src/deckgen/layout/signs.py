"""Giant signs that only decorate: the number of a part, a question mark, a quotation mark, the initial of a name.

They are freeforms made of the font's own outlines, cut off at the page's edges: no text, so that neither the outline
view nor a screen reader has them, and the same shape in every output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from deckgen.layout.page import Page
from deckgen.reading.drawing import Drawing, Shape
from deckgen.reading.fonts import Face
from deckgen.reading.grounds import Ground, Sign, SignName
from deckgen.reading.page_size import GRID
from deckgen.reading.svg import cropped
from deckgen.scene import Command, Freeform, Rect, Stroke

#: A step of a glyph's outline: its letter, and its numbers.
_STEP = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")

#: The share of its width that a sign of several letters takes at most.
WHOLE = 0.94
#: The key of a sign: a slide has one at most.
KEY = "sign"


def sign(
    page: Page,
    name: SignName,
    text: str,
    *,
    ground: Ground | None = None,
    within: Rect | None = None,
    left: float = 0.0,
) -> Freeform | None:
    """A giant sign where the theme wants it, tone on tone on its ground, cut off at the edges of the page or of what it
    stands `within`. So many points further `left` it lies beneath words, and is never an outline. None where the font
    has no letter for it, or nothing is left of it."""
    spec = page.theme.signs[name]
    k = page.theme.page[0] / GRID.width, page.theme.page[1] / GRID.height
    edges = within or Rect(0, 0, *page.theme.page)
    if left:
        spec = Sign(**{**vars(spec), "corner": (spec.corner[0] - left / k[0], spec.corner[1]), "line": 0.0})
    found = _seen(page.fonts.face("heading", True), text, spec, edges, k)
    if found is None:
        return None
    drawing, rect = found
    ground = ground or page.ground
    word = page.word("decoration")
    if spec.line:
        stroke = Stroke(ground.tone, spec.line).rounded()
        whole = drawing.shapes[0].stroke is not None
        return Freeform(
            word, rect, drawing.view, drawing.shapes[0].contours, None if whole else ground.tone,
            stroke if whole else None, decorative=True, key=KEY,
        )  # fmt: skip
    return Freeform(
        word, rect, drawing.view, tuple(c for s in drawing.shapes for c in s.contours), ground.tone,
        decorative=True, opacity=ground.opacity, key=KEY,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _seen(face: Face, text: str, spec: Sign, edges: Rect, k: tuple[float, float]) -> tuple[Drawing, Rect] | None:
    """What is seen of a sign, as a drawing in points, and where that stands."""
    contours = tuple(_contours(face, text, spec.size))
    if not contours:
        return None
    if len(text) > 1 and spec.side == "right" and (share := _fitting(contours, spec, edges, k)) < 1:
        beyond = spec.corner[0] - edges.right / k[0], spec.corner[1] - edges.bottom / k[1]
        corner = edges.right / k[0] + beyond[0] * share, edges.bottom / k[1] + beyond[1] * share
        spec = Sign(**{**vars(spec), "size": spec.size * share, "corner": corner})
        contours = tuple(_contours(face, text, spec.size))
    whole = _moved(contours, spec, k)
    ink = _bounds(whole, spec.line / 2)
    left, top = max(ink.x, edges.x), max(ink.y, edges.y)
    right, bottom = min(ink.right, edges.right), min(ink.bottom, edges.bottom)
    if right <= left or bottom <= top:
        return None
    at_home = tuple(_shifted(c, -ink.x, -ink.y) for c in whole)
    stroke = Stroke("currentColor", spec.line).rounded() if spec.line else None
    shape = Shape(at_home, None if spec.line else "currentColor", stroke)
    crop = (
        (left - ink.x) / ink.w, (top - ink.y) / ink.h, (ink.right - right) / ink.w, (ink.bottom - bottom) / ink.h,
    )  # fmt: skip
    drawing = cropped(Drawing((ink.w, ink.h), (shape,)), crop) if any(crop) else Drawing((ink.w, ink.h), (shape,))
    return (drawing, Rect(left, top, right - left, bottom - top)) if drawing.shapes else None


def ink(face: Face, text: str, size: float) -> Rect:
    """What a text in one line covers, from its origin on the baseline."""
    return _bounds(tuple(_contours(face, text, size)), 0.0)


def _fitting(contours: tuple[tuple[Command, ...], ...], spec: Sign, edges: Rect, k: tuple[float, float]) -> float:
    """The share of a sign's size at which all its letters are seen: half a digit says another number."""
    beyond = max(0.0, spec.corner[0] * k[0] - edges.right)
    return min(1.0, WHOLE * edges.w / (_bounds(contours, 0.0).w - beyond))


def _contours(face: Face, text: str, size: float) -> Iterator[tuple[Command, ...]]:
    """The outlines of a text set in one line, in points from its origin, y downwards."""
    k, pen = size / face.upem, 0.0
    for glyph in face.shape(text):
        contour: list[Command] = []
        for letter, numbers in _STEP.findall(face.path(glyph.id)):
            values = [float(n) for n in _NUMBER.findall(numbers)]
            points = tuple(
                v for x, y in zip(values[::2], values[1::2], strict=True)
                for v in ((pen + glyph.dx) * size + x * k, -glyph.dy * size - y * k)
            )  # fmt: skip
            contour.append(_cubic(contour, points) if letter == "Q" else (letter, points))
            if letter == "Z":
                yield tuple(contour)
                contour = []
        pen += glyph.advance


def _cubic(contour: list[Command], points: tuple[float, ...]) -> Command:
    """A quadratic curve as a cubic one, from where the contour has come to."""
    x0, y0 = contour[-1][1][-2:]
    cx, cy, x, y = points
    return "C", (
        x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y,
    )  # fmt: skip


def _moved(
    contours: tuple[tuple[Command, ...], ...], spec: Sign, k: tuple[float, float]
) -> tuple[tuple[Command, ...], ...]:
    """The outlines with the corner of their ink where the theme has it; on a page of another size at the same share."""
    ink = _bounds(contours, 0.0)
    x, y = spec.corner[0] * k[0], spec.corner[1] * k[1]
    dx = x - (ink.right if spec.side == "right" else ink.x)
    return tuple(_shifted(c, dx, y - ink.bottom) for c in contours)


def _shifted(contour: tuple[Command, ...], dx: float, dy: float) -> tuple[Command, ...]:
    return tuple((c, tuple(n + (dy if i % 2 else dx) for i, n in enumerate(numbers))) for c, numbers in contour)


def _bounds(contours: tuple[tuple[Command, ...], ...], edge: float) -> Rect:
    """The box around contours and the points that steer their curves, and a margin."""
    xs = [n for contour in contours for _, numbers in contour for n in numbers[::2]]
    ys = [n for contour in contours for _, numbers in contour for n in numbers[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).inset(-edge)
