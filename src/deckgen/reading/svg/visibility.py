"""What is seen of shapes: within a clip, and under an opacity that they have together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from deckgen.messages import say
from deckgen.reading.drawing import Shape
from deckgen.reading.svg.areas import Areas, Box, Contours, loose_box
from deckgen.reading.svg.problems import DrawingError
from deckgen.scene import Command, Gradient


def seen(areas: Areas, shapes: Iterable[Shape], clip: Contours, slack: float = 0.0) -> Iterator[Shape]:
    """What a clip leaves of shapes; a line that it cuts becomes the area that it covers. What reaches no further than
    `slack` units beyond a rectangle is left as it is."""
    bounds = _rectangle(clip)
    for shape in shapes:
        if bounds and bounds.grown(slack).holds(_box(shape)):
            yield shape
        else:
            yield from _cut(areas, shape, clip, _grown(bounds, slack) if bounds else clip)


def _cut(areas: Areas, shape: Shape, clip: Contours, tolerated: Contours) -> Iterator[Shape]:
    """A shape without what is outside a clip, if anything is outside what is tolerated."""
    parts = list(_parts(shape))
    covered = [_area(areas, part) for part in parts]
    if all(areas.within(area, tolerated) is area for area in covered):
        yield shape
        return
    for part, area in zip(parts, covered, strict=True):
        rest = areas.within(area, clip)
        if rest is area:
            yield part
        elif rest:
            yield _filled(part, rest)


def faded(areas: Areas, shapes: Sequence[Shape], opacity: float) -> Iterator[Shape]:
    """Shapes as an opacity shows them together: what lies under another of them is not seen through it. Raises
    DrawingError where they show through each other without it."""
    parts = [part for shape in shapes for part in _parts(shape)] if opacity else []
    for i, part in enumerate(parts):
        above = [other for other in parts[i + 1 :] if _box(part).meets(_box(other))]
        if not all(map(_is_opaque, above)):
            raise DrawingError(say("svg:the-svg-has-an-opacity"), say("svg:give-each-shape-its-own"))
        if above:
            rest = areas.without(_area(areas, part), areas.union(_area(areas, other) for other in above))
            if not rest:
                continue
            part = _filled(part, rest)
        pen = part.stroke._replace(opacity=part.stroke.opacity * opacity) if part.stroke else None
        yield part._replace(stroke=pen, opacity=part.opacity * (opacity if part.fill is not None else 1.0))


def _area(areas: Areas, part: Shape) -> Contours:
    """What a fill or a line alone covers."""
    return areas.line(part.contours, part.stroke) if part.stroke else part.contours


def _parts(shape: Shape) -> Iterator[Shape]:
    """The fill and the line of a shape as two."""
    if shape.fill is not None:
        yield shape._replace(stroke=None)
    if shape.stroke is not None:
        yield shape._replace(fill=None, opacity=1.0)


def _filled(part: Shape, area: Contours) -> Shape:
    """An area in the colour of a fill or of a line."""
    if part.stroke is None:
        return part._replace(contours=area)
    return Shape(area, part.stroke.colour, None, part.stroke.opacity)


def _is_opaque(part: Shape) -> bool:
    stops = part.fill.stops if isinstance(part.fill, Gradient) else ()
    return (
        part.opacity == 1 and (part.stroke is None or part.stroke.opacity == 1) and all(s.opacity == 1 for s in stops)
    )


def _box(shape: Shape) -> Box:
    """The box around a shape with its line."""
    box = loose_box(shape.contours)
    if shape.stroke is None:
        return box
    sharp = shape.stroke.join == "miter" and any(len(contour) > 2 for contour in shape.contours)
    return box.grown(shape.stroke.width / 2 * (shape.stroke.limit or 4.0 if sharp else 1.5))


def frame(x: float, y: float, w: float, h: float) -> tuple[Command, ...]:
    """The contour of a rectangle."""
    return (("M", (x, y)), ("L", (x + w, y)), ("L", (x + w, y + h)), ("L", (x, y + h)), ("Z", ()))


def _grown(box: Box, margin: float) -> Contours:
    left, top, right, bottom = box.grown(margin)
    return (frame(left, top, right - left, bottom - top),)


def _rectangle(area: Contours) -> Box | None:
    """The box of an area that is an upright rectangle."""
    if len(area) != 1:
        return None
    points = [numbers for command, numbers in area[0] if numbers]
    if any(command == "C" for command, _ in area[0]) or len(set(points)) != 4:
        return None
    box = loose_box(area)
    return box if {(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)} == set(points) else None
