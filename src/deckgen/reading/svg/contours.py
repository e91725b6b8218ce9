"""Paths and basic shapes as contours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import pi, tan

from deckgen.messages import say
from deckgen.patterns import regex
from deckgen.reading.svg.numbers import NUMBER, bounded, given, number_list
from deckgen.reading.svg.problems import DrawingError, quoted
from deckgen.scene import Command, Point

#: The attributes of each shape that are lengths.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "path": (),
    "polyline": (),
    "polygon": (),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
}
#: A step of a pen: `moveTo`, `lineTo`, `curveTo`, `qCurveTo` with their points, or `closePath`.
Step = tuple[str, tuple[Point, ...]]
#: A path of absolute moves, lines and curves only, as our own logos are drawn.
_ABSOLUTE = regex(r"[MLHVCQZ0-9\s.,+-]*", re.ASCII)
_COMMAND = regex(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")
#: How many numbers each command of a path takes.
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
#: An arc's two flags may stand together, and with the number behind them.
_ARC = regex(
    rf"[\s,]*({NUMBER.pattern})[\s,]*({NUMBER.pattern})[\s,]*({NUMBER.pattern})[\s,]*([01])[\s,]*([01])"
    rf"[\s,]*({NUMBER.pattern})[\s,]*({NUMBER.pattern})[\s,]*"
)
#: How far the control points of a quarter of a circle are from its ends, as a share of the radius.
QUARTER = 4 / 3 * tan(pi / 8)
_POINTS = {"M": "moveTo", "L": "lineTo", "C": "curveTo", "Q": "qCurveTo"}


def contours(
    attributes: Mapping[str, str], tag: str, viewport: tuple[float, float], seam: bool
) -> tuple[tuple[Command, ...], ...]:
    """The contours of a path or a basic shape, in its own units. `seam` closes circles, whose ends show where they are
    not round."""
    if tag in ("path", "polyline", "polygon"):
        return walked(_steps(_path(attributes, tag), tag))
    return walked(_basic(attributes, tag, viewport, seam))


def walked(steps: Iterable[Step]) -> tuple[tuple[Command, ...], ...]:
    """The contours that a pen draws in these steps."""
    out: list[list[Command]] = []
    here = start = (0.0, 0.0)
    for name, points in steps:
        if name not in ("moveTo", "closePath", "endPath") and out[-1][-1][0] == "Z":
            here = start
            out.append([("M", here)])  # what follows a closed contour begins where that did
        if name == "moveTo":
            here = start = points[0]
            out.append([("M", here)])
        elif name == "lineTo":
            here = points[0]
            out[-1].append(("L", here))
        elif name == "curveTo":
            out[-1].append(("C", (*points[0], *points[1], *points[2])))
            here = points[2]
        elif name == "qCurveTo":
            for control, end in quadratics(points):
                out[-1].append(cubic(here, control, end))
                here = end
        elif name == "closePath":
            out[-1].append(("Z", ()))
    return tuple(tuple(c) for c in out)


def cubic(start: Point, control: Point, end: Point) -> Command:
    """A quadratic curve as the cubic one that it is, too."""
    (x, y), (qx, qy), (ex, ey) = start, control, end
    a = (x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y))
    b = (ex + 2 / 3 * (qx - ex), ey + 2 / 3 * (qy - ey))
    return ("C", (*a, *b, *end))


def quadratics(points: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    """The curves of a TrueType spline, each with its control point and its end."""
    controls, end = points[:-1], points[-1]
    for i, control in enumerate(controls):
        if i + 1 < len(controls):
            following = controls[i + 1]
            yield control, ((control[0] + following[0]) / 2, (control[1] + following[1]) / 2)
        else:
            yield control, end


def _path(attributes: Mapping[str, str], tag: str) -> str:
    """A path, or a shape of points, as the data of a path."""
    if tag == "path":
        return attributes.get("d", "").strip()
    points = number_list(attributes.get("points", ""))
    if points is None or len(points) % 2:
        raise DrawingError(say("svg:the-svg-has-points-that", tag=tag))
    return (_say("M", *points) + ("Z" if tag == "polygon" else "")) if points else ""


def _basic(attributes: Mapping[str, str], tag: str, viewport: tuple[float, float], seam: bool) -> list[Step]:
    """A line, rectangle, circle or ellipse as the steps of a pen."""
    sizes = {key: given(attributes, tag, key, viewport) for key in SHAPES[tag] if attributes.get(key) != "auto"}
    if tag == "line":
        ends = [(round(sizes[f"x{n}"], 6), round(sizes[f"y{n}"], 6)) for n in (1, 2)]
        return [("moveTo", (ends[0],)), ("lineTo", (ends[1],))]
    if tag == "rect":
        return _rectangle(sizes, {key: attributes.get(key, "auto") != "auto" for key in ("rx", "ry")})
    rx, ry = (sizes["r"], sizes["r"]) if tag == "circle" else (sizes.get("rx", 0.0), sizes.get("ry", 0.0))
    cx, cy = sizes["cx"], sizes["cy"]
    if not (rx and ry):
        return []
    left, top, right, bottom = (cx - rx, cy), (cx, cy - ry), (cx + rx, cy), (cx, cy + ry)
    around = [("moveTo", (left,)), _quarter(left, top, False), _quarter(top, right, True)]
    around += [_quarter(right, bottom, False), _quarter(bottom, left, True)]
    return [*around, ("closePath", ()) if seam else ("endPath", ())]


def _rectangle(sizes: Mapping[str, float], said: Mapping[str, bool]) -> list[Step]:
    x, y, w, h = (sizes[key] for key in ("x", "y", "width", "height"))
    if not (w and h):
        return []
    rx = min(sizes["rx"] if said["rx"] else sizes.get("ry", 0.0), w / 2)
    ry = min(sizes["ry"] if said["ry"] else sizes.get("rx", 0.0), h / 2)
    right, bottom, round_ = x + w, y + h, rx > 0 and ry > 0
    if not round_:
        rx = ry = 0.0
    sides = ((right - rx, y), (right, bottom - ry), (x + rx, bottom), (x, y + ry))
    corners = ((right, y + ry), (right - rx, bottom), (x, bottom - ry), (x + rx, y))
    out: list[Step] = [("moveTo", (corners[-1],))]
    for n, (side, corner) in enumerate(zip(sides, corners, strict=True)):
        out.append(("lineTo", (side,)))
        if round_:
            out.append(_quarter(side, corner, n % 2 == 0))
    return [*out, ("closePath", ())]


def _quarter(start: Point, end: Point, level: bool) -> Step:
    """A quarter of an ellipse between two points, which begins `level` or upright."""
    k, (x0, y0), (x1, y1) = QUARTER, start, end
    if level:
        return ("curveTo", ((x0 + k * (x1 - x0), y0), (x1, y1 - k * (y1 - y0)), end))
    return ("curveTo", ((x0, y0 + k * (y1 - y0)), (x1 - k * (x1 - x0), y1), end))


def _say(letter: str, *numbers: float) -> str:
    return letter + " ".join(str(int(n)) if n == int(n) else repr(round(n, 6)) for n in numbers)


def _steps(path: str, tag: str) -> list[Step]:
    """A path as the steps of a pen."""
    commands = _commands(path)
    if tag == "path" and _ABSOLUTE.fullmatch(path):
        return _plain_steps(commands)
    # late: it costs 20 ms
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    # written anew: it reads `007` as three numbers, and passes over what it does not know
    parse_path("".join(letter + " ".join(_words(letter, numbers)) for letter, numbers in commands), pen)
    steps: list[Step] = pen.value
    return steps


def _words(letter: str, numbers: list[float]) -> Iterator[str]:
    for i, n in enumerate(numbers):
        yield str(int(n)) if letter in "Aa" and i % 7 in (3, 4) else repr(n)


def _commands(path: str) -> list[tuple[str, list[float]]]:
    """The commands of a path with their numbers, when they are such."""
    out = []
    if _COMMAND.sub("", path).strip():
        raise DrawingError(say("svg:the-svg-path-does-not"))
    for letter, rest in _COMMAND.findall(path):
        arity = _ARITY.get(letter.upper(), -1)
        numbers = _arcs(rest) if arity == 7 else number_list(rest)
        if arity < 0 or numbers is None or (len(numbers) % arity or not numbers if arity else numbers):
            raise DrawingError(say("svg:the-svg-path-has-which", step=quoted(letter + rest)))
        out.append((letter, numbers))
    if out and out[0][0] not in "Mm":
        raise DrawingError(say("svg:the-svg-path-begins-with", command=out[0][0]))
    return out


def _arcs(text: str) -> list[float] | None:
    numbers: list[float] = []
    at = 0
    while at < len(text):
        match = _ARC.match(text, at)
        if match is None:
            return numbers if not text[at:].strip() and numbers else None
        numbers += [bounded(float(n)) for n in match.groups()]
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
