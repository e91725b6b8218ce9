"""Areas that contours cover, and what is left of them: by Skia, through skia-pathops.

Native shapes know one rule of filling and no clipping, and their lines are as wide everywhere. What an SVG says beyond
that is worked out here: what winding contours cover, what of a shape a clip leaves, what a slanted line covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from deckgen.messages import say
from deckgen.reading.svg.contours import walked
from deckgen.reading.svg.problems import DrawingError
from deckgen.scene import Command, Point, Stroke

if TYPE_CHECKING:
    from pathops import Path

#: Skia counts in single precision: areas are worked out on a canvas of so many units.
_CANVAS = 1000.0
#: An area smaller than this share of the canvas is none.
_NOTHING = 1e-6
#: What working out the areas of one drawing may take, in seconds as measured: each time, for a pair of steps that may
#: cross, for a pair of any.
_MOST, _ONCE, _CROSSING, _PAIR = 3.0, 1e-3, 1e-5, 1e-7
#: Dashes that a line may have where they are worked out.
_MOST_DASHES = 5_000
_SIMPLER = say("svg:merge-or-simplify-its-shapes")

Contours = tuple[tuple[Command, ...], ...]


class Box(NamedTuple):
    """Left, top, right and bottom of something."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have points in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other is within."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def grown(self, margin: float) -> Box:
        """The box with a margin around it."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)


def loose_box(contours: Contours) -> Box:
    """The box around contours and the points that steer their curves."""
    xs = [n for contour in contours for _, numbers in contour for n in numbers[::2]]
    ys = [n for contour in contours for _, numbers in contour for n in numbers[1::2]]
    return Box(min(xs), min(ys), max(xs), max(ys))


class Areas:
    """Works areas out, at the scale of one drawing: `size` is that of what is shown, in the units of contours."""

    def __init__(self, size: float) -> None:
        self._k = _CANVAS / size
        self._effort = 0.0

    def box(self, contours: Contours) -> Box:
        """The box around contours, as tight as their curves."""
        left, top, right, bottom = self._path(contours).bounds
        return Box(left / self._k, top / self._k, right / self._k, bottom / self._k)

    def wound(self, contours: Contours) -> Contours:
        """What winding contours cover (`nonzero`), as contours of which those inside others are holes."""
        groups = [tuple(group) for group in _groups(contours)]
        covered = [self._wound(group) for group in groups]
        if all(one is other for one, other in zip(covered, groups, strict=True)):
            return contours
        return tuple(contour for group in covered for contour in group)

    def _wound(self, contours: Contours) -> Contours:
        if len(contours) == 1 and _is_convex(contours[0]):
            return contours
        from pathops import FillType, PathOp

        winding, crossing = self._path(contours), self._path(contours)
        winding.fillType, crossing.fillType = FillType.WINDING, FillType.EVEN_ODD
        if self._is_nothing(self._joined(winding, crossing, PathOp.XOR)):
            return contours
        return self._contours(self._joined(winding, self._path(()), PathOp.UNION))

    def line(self, contours: Contours, stroke: Stroke, offset: float = 0.0) -> Contours:
        """What a line covers."""
        from pathops import FillType, LineCap, LineJoin, PathOp

        caps = {"flat": LineCap.BUTT_CAP, "round": LineCap.ROUND_CAP, "square": LineCap.SQUARE_CAP}
        joins = {"miter": LineJoin.MITER_JOIN, "round": LineJoin.ROUND_JOIN, "bevel": LineJoin.BEVEL_JOIN}
        path, width = self._path(contours), stroke.width * self._k
        dashes = [n * width for n in stroke.pattern] or None
        if dashes and _length(contours) * self._k > _MOST_DASHES * sum(dashes):
            raise DrawingError(say("svg:the-svg-has-a-line"), _SIMPLER)
        path.stroke(width, caps[stroke.cap], joins[stroke.join], stroke.limit or 4.0, dashes, offset * self._k)
        path.convertConicsToQuads()
        path.fillType = FillType.WINDING
        return self._contours(self._joined(path, self._path(()), PathOp.UNION))

    def within(self, contours: Contours, clip: Contours) -> Contours:
        """What a clip leaves of an area; the contours as they are where it takes nothing."""
        from pathops import PathOp

        path, clipping = self._path(contours), self._path(clip)
        if self._is_nothing(self._joined(path, clipping, PathOp.DIFFERENCE)):
            return contours
        return self._contours(self._joined(path, clipping, PathOp.INTERSECTION))

    def without(self, contours: Contours, others: Contours) -> Contours:
        """An area without another one."""
        from pathops import PathOp

        return self._contours(self._joined(self._path(contours), self._path(others), PathOp.DIFFERENCE))

    def union(self, areas: Iterable[Contours]) -> Contours:
        """What any of these areas covers."""
        from pathops import PathOp

        out = self._path(())
        for area in areas:
            out = self._joined(out, self._path(area), PathOp.UNION)
        return self._contours(out)

    def _joined(self, one: Path, other: Path, operation: int) -> Path:
        from pathops import PathOpsError, op

        self._effort = _effort(self._effort, [*_segments(one), *_segments(other)])
        if self._effort > _MOST:
            raise DrawingError(say("svg:the-svg-is-too-complicated"), _SIMPLER)
        try:
            return op(one, other, operation, fix_winding=False)
        except PathOpsError as e:
            raise DrawingError(say("svg:the-svg-has-shapes-that"), _SIMPLER) from e

    def _is_nothing(self, path: Path) -> bool:
        # contour by contour: they may turn either way, and would cancel each other out
        return bool(sum(abs(contour.area) for contour in path.contours) < _NOTHING * _CANVAS * _CANVAS)

    def _path(self, contours: Contours) -> Path:
        """Contours as Skia has them, those inside others as holes."""
        from pathops import FillType, Path

        path, k = Path(fillType=FillType.EVEN_ODD), self._k
        for contour in contours:
            for command, numbers in contour:
                n = [v * k for v in numbers]
                if command == "M":
                    path.moveTo(*n)
                elif command == "L":
                    path.lineTo(*n)
                elif command == "C":
                    path.cubicTo(*n)
                else:
                    path.close()
        return path

    def _contours(self, path: Path) -> Contours:
        path.convertConicsToQuads()
        steps = ((name, tuple((x / self._k, y / self._k) for x, y in points)) for name, points in path.segments)
        return tuple(contour for contour in walked(steps) if len(contour) > 2)


def _length(contours: Contours) -> float:
    """How long contours are, at most."""
    total = 0.0
    for contour in contours:
        here: Point | None = None
        for _, numbers in contour:
            for point in zip(numbers[::2], numbers[1::2], strict=True):
                if here:
                    total += abs(point[0] - here[0]) + abs(point[1] - here[1])
                here = point
    return total


def _groups(contours: Contours) -> list[list[tuple[Command, ...]]]:
    """Contours in groups that have nothing to do with each other, by their boxes."""
    groups: list[tuple[Box, list[tuple[Command, ...]]]] = []
    for contour in contours:
        box, together = loose_box((contour,)), [contour]
        apart = []
        for other, members in groups:
            if box.meets(other):
                together = members + together
                box = Box(
                    min(box.left, other.left),
                    min(box.top, other.top),
                    max(box.right, other.right),
                    max(box.bottom, other.bottom),
                )
            else:
                apart.append((other, members))
        groups = [*apart, (box, together)]
    return [members for _, members in groups]


def _segments(path: Path) -> Iterator[Box]:
    """The boxes of a path's steps."""
    here: Point | None = None
    for _, points in path.segments:
        every = [*([here] if here else []), *points]
        if points:
            xs, ys = [x for x, _ in every], [y for _, y in every]
            yield Box(min(xs), min(ys), max(xs), max(ys))
            here = points[-1]


def _effort(before: float, boxes: list[Box]) -> float:
    """What working out where these steps cross will take, on top of what was taken before: counted until it is too
    much."""
    effort = before + _ONCE + len(boxes) ** 2 * _PAIR
    beside: list[Box] = []
    for box in sorted(boxes):
        beside = [other for other in beside if other.right >= box.left]
        effort += len(beside) * _PAIR + _CROSSING * sum(
            other.top <= box.bottom and box.top <= other.bottom for other in beside
        )
        if effort > _MOST:
            break
        beside.append(box)
    return effort


def _is_convex(contour: tuple[Command, ...]) -> bool:
    """Whether the points of a contour, and those that steer its curves, go once round a convex outline: then it never
    crosses itself."""
    if sum(command == "M" for command, _ in contour) != 1:
        return False
    points = [point for _, numbers in contour for point in zip(numbers[::2], numbers[1::2], strict=True)]
    points = [p for p, q in zip(points, points[1:] + points[:1], strict=True) if p != q]
    if len(points) < 3:
        return False
    ways = [(q[0] - p[0], q[1] - p[1]) for p, q in zip(points, points[1:] + points[:1], strict=True)]
    turns = [a[0] * b[1] - a[1] * b[0] for a, b in zip(ways, ways[1:] + ways[:1], strict=True)]
    if not (all(t >= 0 for t in turns) or all(t <= 0 for t in turns)):
        return False
    # once round: the way across the page turns back twice, not oftener; straight back is no turn, and is none here
    signs = [x > 0 for x, _ in ways if x]
    back = any(
        t == 0 and a[0] * b[0] + a[1] * b[1] < 0 for t, a, b in zip(turns, ways, ways[1:] + ways[:1], strict=True)
    )
    return not back and sum(a != b for a, b in zip(signs, signs[1:] + signs[:1], strict=True)) <= 2
