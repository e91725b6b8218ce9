"""What is marked and what fails in a scene: a rim around things; a veil in the colour of the ground over them, a stroke
across, and a badge with a cross at its corner. Lengths in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from deckgen.layout.staging import Bit
from deckgen.reading.drawing import Drawing
from deckgen.reading.matrices import mapped
from deckgen.reading.svg.areas import Areas, Contours
from deckgen.scene import Box, Freeform, Matrix, Rect, Stroke, around

#: How much a veil covers: two thirds, so that a third of the thing is left; on a dark stage less.
VEIL, DIM = 0.66, 0.45
#: The width of the stroke; the badge as a share of the thing's lesser side, at least and at most; the arms of its cross
#: as a share of the badge, and the width of these.
STROKE, BADGE, LEAST, MOST, ARMS, LINE = 4.0, 0.3, 24.0, 44.0, 0.42, 0.11
#: The width of a rim's line, half of which is seen.
RIM = 6.0
#: The badge's edge, which keeps it apart from what is under it.
EDGE = 2.5


def rim(name: str, bits: Sequence[Bit], colour: str) -> Freeform:
    """A line around the drawings of things, half of which lies under them when they are drawn after it."""
    at, covered = _covered(bits)
    return Freeform(name, at, (at.w, at.h), covered, None, Stroke(colour, RIM, join="round"), decorative=True)


def veil(name: str, bits: Sequence[Bit], ground: str, dark: bool) -> Freeform:
    """What the drawings of a thing cover, in the colour of the ground that it fades into. On a `dark` stage it fades
    into a grey, and less: into the ground it would be gone."""
    at, covered = _covered(bits)
    return Freeform(
        name, at, (at.w, at.h), covered, "line" if dark else ground, None, decorative=True,
        opacity=DIM if dark else VEIL,
    )  # fmt: skip


def _covered(bits: Sequence[Bit]) -> tuple[Rect, Contours]:
    """What the drawings of things cover, and where."""
    at = around(bit.rect for bit in bits)
    contours: list[Contours] = []
    for bit in bits:
        k = bit.rect.w / bit.drawing.view[0]
        placing: Matrix = (k, 0.0, 0.0, k, bit.rect.x - at.x, bit.rect.y - at.y)
        contours.append(tuple(mapped(placing, contour) for contour in outline(bit.drawing)))
    return at, Areas(max(at.w, at.h)).union(contours) if len(contours) > 1 else contours[0]


@lru_cache(maxsize=64)
def outline(drawing: Drawing) -> Contours:
    """All that a drawing covers, in its units."""
    areas = Areas(max(drawing.view))
    filled = [shape.contours for shape in drawing.shapes if shape.fill is not None]
    lines = [areas.line(shape.contours, shape.stroke) for shape in drawing.shapes if shape.stroke is not None]
    return areas.union([*filled, *lines])


def struck(name: str, rect: Rect, ink: str, ground: str) -> Iterator[Box | Freeform]:
    """A thin stroke across a thing that stands before a `ground`, and a badge at its top right corner; `ink` stands out
    on the accent."""
    side = min(MOST, max(LEAST, BADGE * min(rect.w, rect.h)))
    # inside the corner of what is shown: the badge belongs to the thing, and an arrow may begin right behind it
    x, y = rect.right - side / 2, rect.y + side * 0.3
    line = ((("M", (0.0, rect.h)), ("L", (x - rect.x, y - rect.y))),)
    yield Freeform(name, rect, (rect.w, rect.h), line, None, Stroke("accent", STROKE, cap="round"), decorative=True)
    yield from badge(name, x, y, side, ink, ground)


def badge(name: str, x: float, y: float, side: float, ink: str, ground: str) -> Iterator[Box | Freeform]:
    """A solid mark with a cross around a point, which says no wherever it stands: `ink` stands out on the accent, and
    an edge in the colour of the `ground` keeps it apart from what is under it."""
    at = Rect(x - side / 2, y - side / 2, side, side)
    yield Box(name, at, None, "ellipse", fill="accent", stroke=Stroke(ground, EDGE), decorative=True)
    arm = side * ARMS
    inner = Rect(x - arm / 2, y - arm / 2, arm, arm)
    cross = ((("M", (0.0, 0.0)), ("L", (arm, arm))), (("M", (arm, 0.0)), ("L", (0.0, arm))))
    pen = Stroke(ink, max(2.5, side * LINE), cap="round")
    yield Freeform(name, inner, (arm, arm), cross, None, pen, decorative=True)
