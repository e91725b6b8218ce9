"""SVG drawings (logos, icons) and QR codes to contours that PowerPoint and PDF draw as vectors.

Only what such drawings need is read: paths and basic shapes, a fill or a stroke each. `class` may name a palette role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from deckgen.scene import Command, Freeform, Group, Item, Rect, Stroke

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

#: An SVG of a logo or icon is a few kilobytes; more than this is not a drawing but a picture.
LARGEST = 200_000
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}


#: Light modules around a QR code: the quiet zone that ISO/IEC 18004 asks for.
QUIET = 4


class DrawingError(Exception):
    """An SVG that cannot be drawn as native shapes; the message says why."""


class Shape(NamedTuple):
    """One shape of a drawing: its contours, fill and stroke (role, `#RRGGBB` or `currentColor`), stroke width in its
    units."""

    contours: tuple[tuple[Command, ...], ...]
    fill: str | None
    stroke: str | None
    width: float


class Drawing(NamedTuple):
    """A vector drawing of `view` (width, height) units."""

    view: tuple[float, float]
    shapes: tuple[Shape, ...]

    def placed(self, name: str, rect: Rect, *, alt: str = "", colour: str = "text", decorative: bool = False) -> Item:
        """The drawing fitted into a rectangle (left, vertically centred): one freeform, or a group of them."""
        k = min(rect.w / self.view[0], rect.h / self.view[1])
        w, h = self.view[0] * k, self.view[1] * k
        at = Rect(rect.x, rect.y + (rect.h - h) / 2, w, h)

        def role(value: str) -> str:
            return colour if value == "currentColor" else value

        parts = tuple(
            Freeform(
                name if len(self.shapes) == 1 else f"{name} {i}",
                at,
                self.view,
                s.contours,
                role(s.fill) if s.fill else None,
                Stroke(role(s.stroke), s.width * k) if s.stroke else None,
                alt if len(self.shapes) == 1 else "",
                decorative or len(self.shapes) > 1,
            )
            for i, s in enumerate(_joined(self.shapes), 1)
        )
        return parts[0] if len(parts) == 1 else Group(name, parts, alt)


def _joined(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Neighbouring shapes of one look as one."""
    out: list[Shape] = []
    for s in shapes:
        if out and (out[-1].fill, out[-1].stroke, out[-1].width) == (s.fill, s.stroke, s.width):
            out[-1] = Shape(out[-1].contours + s.contours, s.fill, s.stroke, s.width)
        else:
            out.append(s)
    return tuple(out)


@lru_cache(maxsize=256)
def read_svg(data: bytes) -> Drawing:
    """An SVG as a drawing.

    Raises DrawingError for what is not a plain drawing (entities, scripts, embedded pictures, text).
    """
    if len(data) > LARGEST:
        raise DrawingError("the SVG is too large for a logo or an icon")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DrawingError("the SVG has a document type or entities, which are refused")
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as e:
        raise DrawingError("the file is not an SVG") from e
    try:
        x, y, w, h = (float(v) for v in re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    except ValueError as e:
        raise DrawingError("the SVG has no `viewBox` of four numbers") from e
    if not (w > 0 and h > 0):
        raise DrawingError("the SVG's `viewBox` has no size")
    shapes: list[Shape] = []
    _collect(root, {"fill": "#000000", "stroke": "none", "stroke-width": "1"}, (x, y), shapes)
    if not shapes:
        raise DrawingError("the SVG draws nothing")
    return Drawing((w, h), _joined(tuple(shapes)))


def _collect(element: Element, inherited: dict[str, str], origin: tuple[float, float], out: list[Shape]) -> None:
    tag = element.tag.rsplit("}", 1)[-1]
    if tag in ("title", "desc", "metadata", "defs"):
        return
    if tag not in _SHAPES | {"svg", "g"}:
        raise DrawingError(f"the SVG has a `{tag}`, which cannot be drawn as a native shape")
    if element.get("transform"):
        raise DrawingError("the SVG has a `transform`; save it with plain coordinates")
    style = dict(inherited)
    style |= {key: value for key in ("fill", "stroke", "stroke-width") if (value := element.get(key)) is not None}
    if tag in _SHAPES and inherited["stroke"] == "none":
        style["fill"] = element.get("class") or style["fill"]
    if tag not in _SHAPES:
        for child in element:
            _collect(child, style, origin, out)
        return
    contours = _contours(element, origin)
    fill = None if style["fill"] == "none" else style["fill"]
    stroke = None if style["stroke"] == "none" else style["stroke"]
    if contours and (fill or stroke):
        out.append(Shape(contours, fill, stroke, float(style["stroke-width"])))


Point = tuple[float, float]
#: A step of a pen: `moveTo`, `lineTo`, `curveTo`, `qCurveTo` with their points, or `closePath`.
Step = tuple[str, tuple[Point, ...]]
#: A path of absolute moves, lines and curves only, as our own logos are drawn.
_ABSOLUTE = re.compile(r"[MLHVCQZ\d\s.,-]*")
_STEP = re.compile(r"([MLHVCQZ])([^MLHVCQZ]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_POINTS = {"M": "moveTo", "L": "lineTo", "C": "curveTo", "Q": "qCurveTo"}


def _steps(element: Element) -> list[Step]:
    """A shape as the steps of a pen."""
    path = element.get("d", "")
    if path and _ABSOLUTE.fullmatch(path):
        return _plain_steps(path)
    # fontTools reads every path and shape, but is imported late: it costs 50 ms, a fifth of a deck of 50 slides
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path
    from fontTools.svgLib.path.shapes import PathBuilder

    builder = PathBuilder()
    builder.add_path_from_element(element)
    pen = RecordingPen()
    for shape in builder.paths:
        parse_path(shape, pen)
    steps: list[Step] = pen.value
    return steps


def _plain_steps(path: str) -> list[Step]:
    out: list[Step] = []
    x = y = 0.0
    for letter, rest in _STEP.findall(path):
        numbers = [float(n) for n in _NUMBER.findall(rest)]
        if letter == "Z":
            out.append(("closePath", ()))
            continue
        if letter in "HV":
            pairs = [(n, y) if letter == "H" else (x, n) for n in numbers]
            letter = "L"
        else:
            pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        size = {"C": 3, "Q": 2}.get(letter, 1)
        for i in range(0, len(pairs), size):
            out.append(("lineTo" if letter == "M" and i else _POINTS[letter], tuple(pairs[i : i + size])))
            x, y = pairs[i : i + size][-1]
    return out


def _contours(element: Element, origin: Point) -> tuple[tuple[Command, ...], ...]:
    contours: list[list[Command]] = []
    here = (0.0, 0.0)

    def at(p: Point) -> Point:
        return (p[0] - origin[0], p[1] - origin[1])

    for name, points in _steps(element):
        if name == "moveTo":
            here = at(points[0])
            contours.append([("M", here)])
        elif name == "lineTo":
            here = at(points[0])
            contours[-1].append(("L", here))
        elif name == "curveTo":
            a, b, c = (at(p) for p in points)
            contours[-1].append(("C", (*a, *b, *c)))
            here = c
        elif name == "qCurveTo":
            for control, end in _quadratics(points):
                q, e = at(control), at(end)
                a = (here[0] + 2 / 3 * (q[0] - here[0]), here[1] + 2 / 3 * (q[1] - here[1]))
                b = (e[0] + 2 / 3 * (q[0] - e[0]), e[1] + 2 / 3 * (q[1] - e[1]))
                contours[-1].append(("C", (*a, *b, *e)))
                here = e
        elif name == "closePath":
            contours[-1].append(("Z", ()))
    return tuple(tuple(c) for c in contours)


def _quadratics(points: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    """The curves of a TrueType spline, each with its control point and its end."""
    controls, end = points[:-1], points[-1]
    for i, control in enumerate(controls):
        if i + 1 < len(controls):
            following = controls[i + 1]
            yield control, ((control[0] + following[0]) / 2, (control[1] + following[1]) / 2)
        else:
            yield control, end


@lru_cache(maxsize=1)
def _icons() -> tuple[ZipFile, frozenset[str]]:
    # late: only slides with icons need the archive
    from importlib.resources import files
    from zipfile import ZipFile

    archive = ZipFile(str(files("lucide").joinpath("lucide.zip")))
    return archive, frozenset(n.removesuffix(".svg") for n in archive.namelist())


def icon_names() -> frozenset[str]:
    """The names of all icons that a slide may ask for (Lucide's)."""
    return _icons()[1]


@lru_cache(maxsize=512)
def icon(name: str) -> Drawing:
    """An icon by its Lucide name; KeyError if there is none."""
    archive, names = _icons()
    if name not in names:
        raise KeyError(name)
    return read_svg(archive.read(f"{name}.svg"))


@lru_cache(maxsize=64)
def qr_code(content: str) -> Drawing:
    """A QR code (error correction M) as one filled shape, the outlines of its dark areas, on a white tile with a
    quiet zone.

    Dark on white in every theme, because not every phone reads a code that is light on dark.
    """
    import segno  # late: only closing slides need it

    matrix = [list(row) for row in segno.make(content, error="m", micro=False, boost_error=False).matrix]
    n = float(len(matrix))
    contours = tuple((("M", loop[0]), *(("L", point) for point in loop[1:]), ("Z", ())) for loop in _outlines(matrix))
    q = QUIET
    moved = tuple(tuple((c, (x[0] + q, x[1] + q) if x else x) for c, x in contour) for contour in contours)
    side = n + 2 * q
    tile = ((("M", (0.0, 0.0)), ("L", (side, 0.0)), ("L", (side, side)), ("L", (0.0, side)), ("Z", ())),)
    return Drawing((side, side), (Shape(tile, "#FFFFFF", None, 0.0), Shape(moved, "#000000", None, 0.0)))


def _outlines(matrix: list[list[int]]) -> list[list[Point]]:
    """The boundaries of the dark modules: outer ones clockwise, holes counter-clockwise, corners only."""
    edges = _edges(matrix)
    loops = []
    while edges:
        loops.append(_loop(edges))
    return loops


Corner = tuple[int, int]


def _edges(matrix: list[list[int]]) -> dict[Corner, list[Corner]]:
    """Where dark modules meet light ones: from each corner to the next ones, the dark on the right."""
    size = len(matrix)

    def dark(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and bool(matrix[y][x])

    edges: dict[Corner, list[Corner]] = {}
    for x, y in ((x, y) for y in range(size) for x in range(size) if dark(x, y)):
        for (dx, dy), start, end in (
            ((0, -1), (x, y), (x + 1, y)),
            ((1, 0), (x + 1, y), (x + 1, y + 1)),
            ((0, 1), (x + 1, y + 1), (x, y + 1)),
            ((-1, 0), (x, y + 1), (x, y)),
        ):
            if not dark(x + dx, y + dy):
                edges.setdefault(start, []).append(end)
    return edges


def _loop(edges: dict[Corner, list[Corner]]) -> list[Point]:
    """Takes one closed boundary out of the edges."""
    start = here = min(edges)
    loop: list[Point] = []
    heading = (0, 0)
    while True:
        ends = edges[here]
        # where two areas touch at a corner, turn right: each keeps its own outline
        right = (-heading[1], heading[0])
        end = next((e for e in ends if (e[0] - here[0], e[1] - here[1]) == right), ends[0])
        ends.remove(end)
        if not ends:
            del edges[here]
        step = (end[0] - here[0], end[1] - here[1])
        if step != heading:
            loop.append((float(here[0]), float(here[1])))
        here, heading = end, step
        if here == start:
            return loop
