"""SVG files (logos, icons, artwork) to drawings.

Only what such drawings need is read: paths and basic shapes, with a fill or a stroke each. Whatever else would change
how they look is refused, so that no drawing is shown otherwise than its author sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

from deckgen.reading.drawing import Drawing, Point, Shape, joined
from deckgen.reading.palette import Role
from deckgen.scene import Command

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: An SVG of a logo or icon is a few kilobytes; more than this is not a drawing but a picture.
LARGEST = 200_000
#: Coordinates beyond this are no drawing; PowerPoint's own end far behind it.
FARTHEST = 100_000
#: Groups within groups; drawing programs write a handful.
DEEPEST = 50

_SVG = "{http://www.w3.org/2000/svg}"
#: The attributes of each shape that are lengths, and those of them that cannot be negative.
_LENGTHS = {
    "path": (),
    "polyline": (),
    "polygon": (),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
}
_SIZES = {"width", "height", "r", "rx", "ry", "stroke-width"}
#: What is not drawn, also where its elements are known.
_SILENT = {"title", "desc", "metadata", "defs"}
#: Attributes that change nothing here: names, what screen readers say, how ends and corners of lines look, and which
#: areas of crossing contours are filled.
_HARMLESS = re.compile(
    r"id|class|role|focusable|version|baseProfile|enable-background|tabindex|lang|data-.*|aria-.*|\{.*|"
    r"stroke-(?:linecap|linejoin|miterlimit)|(?:fill|clip)-rule|shape-rendering|pathLength"
)
#: Attributes that change nothing with these values.
_NEUTRAL = {
    **{key: {"1", "1.0", "100%"} for key in ("opacity", "fill-opacity", "stroke-opacity")},
    "stroke-dasharray": {"none"},
    "display": {"inline", "block"},
    "visibility": {"visible"},
    "overflow": {"visible", "hidden"},
}
_ROLES = frozenset(get_args(Role))
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_HEX = re.compile("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})\s*[,\s]\s*([0-9]{1,3})\s*[,\s]\s*([0-9]{1,3})\s*\)")


class DrawingError(Exception):
    """An SVG that cannot be drawn as native shapes; the message says why."""


@lru_cache(maxsize=256)
def read_svg(data: bytes) -> Drawing:
    """An SVG as a drawing.

    Raises DrawingError for what is not a plain drawing (entities, scripts, style sheets, embedded pictures, text).
    """
    root = _root(data)
    x, y, w, h = _view(root)
    shapes: list[Shape] = []
    style = {"fill": "#000000", "stroke": "none", "stroke-width": "1"}
    _collect(root, _style(root, "svg", style), (x, y), shapes, 0)
    if not shapes:
        raise DrawingError("the SVG draws nothing")
    if max(s.width for s in shapes) > max(w, h):
        raise DrawingError("the SVG has a `stroke-width` larger than the drawing")
    return Drawing((w, h), joined(tuple(shapes)))


def _root(data: bytes) -> Element:
    if len(data) > LARGEST:
        raise DrawingError("the SVG is too large for a logo or an icon")
    try:
        # read as a text, so that no other encoding can hide what is refused below
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise DrawingError("the SVG is not saved as UTF-8") from e
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise DrawingError("the SVG has a document type or entities, which are refused")
    if "<?xml-stylesheet" in text:
        raise DrawingError("the SVG names a style sheet; save it with the colours as attributes")
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as e:  # ValueError: a character that no XML can have
        raise DrawingError("the file is not an SVG") from e
    if root.tag not in ("svg", f"{_SVG}svg"):
        raise DrawingError("the file is not an SVG")
    return root


def _view(root: Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown."""
    box = root.get("viewBox")
    if box is None and root.get("width") and root.get("height"):
        x, y, w, h = 0.0, 0.0, _length(root, "svg", "width"), _length(root, "svg", "height")
    else:
        numbers = _numbers(box or "")
        if numbers is None or len(numbers) != 4:
            raise DrawingError("the SVG has no `viewBox` of four numbers")
        x, y, w, h = numbers
    if not (w >= 0.01 and h >= 0.01):
        raise DrawingError("the SVG's `viewBox` has no size")
    return x, y, w, h


def _collect(element: Element, inherited: Mapping[str, str], origin: Point, out: list[Shape], depth: int) -> None:
    """Adds the shapes of an element and of those within it."""
    if depth > DEEPEST:
        raise DrawingError(f"the SVG has more than {DEEPEST} groups within each other")
    for child in element:
        tag = child.tag.removeprefix(_SVG) if isinstance(child.tag, str) else "{}"
        if tag.startswith("{"):
            continue  # what drawing programs note for themselves
        if tag in _SILENT:
            if any(e.tag == f"{_SVG}style" or e.tag == "style" for e in child.iter()):
                raise DrawingError("the SVG has a `style`, which cannot be drawn as a native shape")
            continue
        if tag != "g" and tag not in _LENGTHS:
            raise DrawingError(f"the SVG has a `{tag}`, which cannot be drawn as a native shape")
        style = _style(child, tag, inherited)
        if tag == "g":
            _collect(child, style, origin, out, depth + 1)
        elif (contours := _contours(child, tag, origin)) and (style["fill"], style["stroke"]) != ("none", "none"):
            fill, stroke = (None if style[key] == "none" else style[key] for key in ("fill", "stroke"))
            out.append(Shape(contours, fill, stroke, _length(style, tag, "stroke-width")))


# looks


def _style(element: Element, tag: str, inherited: Mapping[str, str]) -> dict[str, str]:
    """Fill, stroke and width of an element. A `class` names a palette role for the fill of what has no stroke."""
    style = dict(inherited)
    for key, value in element.attrib.items():
        if key in ("fill", "stroke"):
            style[key] = inherited[key] if value.strip() == "inherit" else _colour(value, tag, key)
        elif key == "stroke-width":
            style[key] = value
            _length(style, tag, key)
        elif not _is_known(key, value, tag):
            raise DrawingError(
                f"the SVG's `{tag}` has `{key}`; only `fill`, `stroke` and `stroke-width` say how it looks"
            )
    role = element.get("class")
    if role and tag != "svg" and inherited["stroke"] == "none":
        if role not in _ROLES:
            raise DrawingError(
                f"the SVG's `{tag}` has the class {_quoted(role)}, which is no colour of the theme; "
                "save it with the colours as attributes"
            )
        style["fill"] = role
    return style


def _is_known(key: str, value: str, tag: str) -> bool:
    """Whether an attribute is a shape's own, or changes nothing."""
    if key in _LENGTHS.get(tag, ()) or key == {"path": "d", "polyline": "points", "polygon": "points"}.get(tag):
        return True
    if tag == "svg" and key in ("viewBox", "width", "height", "x", "y", "preserveAspectRatio"):
        return True
    return _HARMLESS.fullmatch(key) is not None or value.strip() in _NEUTRAL.get(key, ())


def _colour(value: str, tag: str, key: str) -> str:
    """`#RRGGBB` of a colour, `none` or `currentColor`."""
    word = value.strip()
    if word in ("none", "transparent"):
        return "none"
    if word.lower() == "currentcolor":
        return "currentColor"
    if _HEX.fullmatch(word):
        return word if len(word) == 7 else "#" + "".join(2 * digit for digit in word[1:])
    channels = [int(n) for n in match.groups()] if (match := _RGB.fullmatch(word.lower())) else []
    if channels and max(channels) <= 255:
        return "#" + "".join(f"{n:02X}" for n in channels)
    if word.isascii() and word.isalpha():
        from PIL.ImageColor import colormap, getrgb  # late: few drawings name a colour

        if word.lower() in colormap:
            red, green, blue = getrgb(word)[:3]
            return f"#{red:02X}{green:02X}{blue:02X}"
    raise DrawingError(f"the SVG's `{tag}` has the {key} {_quoted(value)}; a colour such as `#C8141B` is needed")


def _quoted(value: str) -> str:
    text = " ".join(value.split())
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"


# numbers


def _length(attributes: Mapping[str, str] | Element, tag: str, key: str) -> float:
    """A length of an element in the drawing's units, 0 where it is not said."""
    value = attributes.get(key) or "0"
    word = value.strip().removesuffix("px")
    if not _NUMBER.fullmatch(word):
        raise DrawingError(f"the SVG's `{tag}` has the {key} {_quoted(value)}; a number without a unit is needed")
    number = _bounded(float(word))
    if number < 0 and key in _SIZES:
        raise DrawingError(f"the SVG's `{tag}` has the {key} {_quoted(value)}; it cannot be below zero")
    return number


def _bounded(number: float) -> float:
    if abs(number) > FARTHEST:
        raise DrawingError(f"the SVG has numbers beyond {FARTHEST:,}; save it with a smaller `viewBox`")
    return number


def _numbers(text: str) -> list[float] | None:
    """The numbers of a list, parted by spaces or commas or by nothing where that is clear; None if it has others."""
    if _NUMBER.sub(" ", text).replace(",", " ").strip():
        return None
    return [_bounded(float(n)) for n in _NUMBER.findall(text)]


# shapes

#: A step of a pen: `moveTo`, `lineTo`, `curveTo`, `qCurveTo` with their points, or `closePath`.
Step = tuple[str, tuple[Point, ...]]
#: A path of absolute moves, lines and curves only, as our own logos are drawn.
_ABSOLUTE = re.compile(r"[MLHVCQZ0-9\s.,+-]*", re.ASCII)
_COMMAND = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")
#: How many numbers each command of a path takes.
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
#: An arc's two flags may stand together, and with the number behind them.
_ARC = re.compile(
    rf"[\s,]*({_NUMBER.pattern})[\s,]*({_NUMBER.pattern})[\s,]*({_NUMBER.pattern})[\s,]*([01])[\s,]*([01])"
    rf"[\s,]*({_NUMBER.pattern})[\s,]*({_NUMBER.pattern})[\s,]*"
)
_POINTS = {"M": "moveTo", "L": "lineTo", "C": "curveTo", "Q": "qCurveTo"}


def _steps(element: Element, tag: str) -> list[Step]:
    """A shape as the steps of a pen."""
    if tag == "path":
        path = element.get("d", "").strip()
        commands = _commands(path)
        if _ABSOLUTE.fullmatch(path):
            return _plain_steps(commands)
    elif tag in ("polyline", "polygon"):
        points = _numbers(element.get("points", ""))
        if points is None or len(points) % 2:
            raise DrawingError(f"the SVG's `{tag}` has `points` that are not pairs of numbers")
        element.set("points", " ".join(f"{n!r}" for n in points))
        if not points:
            return []
    else:
        for key in _LENGTHS[tag]:
            if element.get(key) is not None:
                element.set(key, f"{_length(element, tag, key)!r}")
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


def _commands(path: str) -> list[tuple[str, list[float]]]:
    """The commands of a path with their numbers, when they are such."""
    out = []
    if _COMMAND.sub("", path).strip():
        raise DrawingError("the SVG's `path` does not begin with a command")
    for letter, rest in _COMMAND.findall(path):
        arity = _ARITY.get(letter.upper(), -1)
        numbers = _arcs(rest) if arity == 7 else _numbers(rest)
        if arity < 0 or numbers is None or (len(numbers) % arity or not numbers if arity else numbers):
            raise DrawingError(f"the SVG's `path` has {_quoted(letter + rest)}, which is no step of a path")
        out.append((letter, numbers))
    if out and out[0][0] not in "Mm":
        raise DrawingError(f"the SVG's `path` begins with `{out[0][0]}`; it must begin with a move (`M`)")
    return out


def _arcs(text: str) -> list[float] | None:
    numbers: list[float] = []
    at = 0
    while at < len(text):
        match = _ARC.match(text, at)
        if match is None:
            return numbers if not text[at:].strip() and numbers else None
        numbers += [_bounded(float(n)) for n in match.groups()]
        at = match.end()
    return numbers


def _plain_steps(commands: list[tuple[str, list[float]]]) -> list[Step]:
    out: list[Step] = []
    x = y = 0.0
    start = (x, y)
    for letter, numbers in commands:
        if letter == "Z":
            out.append(("closePath", ()))
            x, y = start
            continue
        if letter in "HV":
            pairs = [(n, y) if letter == "H" else (x, n) for n in numbers]
            letter = "L"
        else:
            pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if letter == "M":
            start = pairs[0]
        size = {"C": 3, "Q": 2}.get(letter, 1)
        for i in range(0, len(pairs), size):
            out.append(("lineTo" if letter == "M" and i else _POINTS[letter], tuple(pairs[i : i + size])))
            x, y = pairs[i : i + size][-1]
    return out


def _contours(element: Element, tag: str, origin: Point) -> tuple[tuple[Command, ...], ...]:
    contours: list[list[Command]] = []
    here = start = (0.0, 0.0)

    def at(p: Point) -> Point:
        return (p[0] - origin[0], p[1] - origin[1])

    for name, points in _steps(element, tag):
        if name not in ("moveTo", "closePath") and contours[-1][-1][0] == "Z":
            here = start
            contours.append([("M", here)])  # what follows a closed contour begins where that did
        if name == "moveTo":
            here = start = at(points[0])
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
