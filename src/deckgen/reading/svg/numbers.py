"""Numbers, lengths, lists and transformations as SVG writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import cos, hypot, radians, sin, sqrt, tan

from deckgen.messages import say
from deckgen.patterns import regex
from deckgen.reading.matrices import IDENTITY, determinant, product
from deckgen.reading.svg.problems import DrawingError, quoted
from deckgen.scene import Matrix

#: Coordinates beyond this are no drawing; PowerPoint's own end far behind it.
FARTHEST = 100_000
#: Steps of one transformation.
_MOST_STEPS = 50

NUMBER = regex(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LENGTH = regex(rf"({NUMBER.pattern})(px|pt|pc|mm|cm|in|q|%)?", re.IGNORECASE)
#: In pixels, of which an inch has 96 (CSS Values 4, 6.2).
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
#: What cannot be below zero.
_SIZES = {"width", "height", "r", "rx", "ry", "stroke-width"}
_STEP = regex(r"\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
#: A unit that CSS wants in transformations and that changes no number.
_PLAIN_UNIT = regex(r"(?<=[0-9.])(?:deg|px)\b")


def length(value: str, tag: str, key: str, viewport: tuple[float, float]) -> float:
    """A length of an element in its units. Percentages are of the viewport's width, height, or diagonal over √2."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        wanted = say("svg:a-number-with-or-without")
        raise DrawingError(say("svg:the-svg-has-the", tag=tag, key=key, value=quoted(value), wanted=wanted))
    number, unit = float(match[1]), (match[2] or "").lower()
    if unit == "%":
        number *= _whole(key, viewport) / 100
    else:
        number *= _UNITS[unit]
    if number < 0 and key in _SIZES:
        raise DrawingError(say("svg:the-svg-has-the-it", tag=tag, key=key, value=quoted(value)))
    return bounded(number)


def _whole(key: str, viewport: tuple[float, float]) -> float:
    """What 100 % of a length are."""
    w, h = viewport
    if key in ("x", "x1", "x2", "cx", "fx", "width", "rx"):
        return w
    if key in ("y", "y1", "y2", "cy", "fy", "height", "ry"):
        return h
    return sqrt((w * w + h * h) / 2)


def share(value: str, tag: str, key: str) -> float:
    """An opacity or an offset: a number or a percentage, no less than 0 and no more than 1."""
    word = value.strip()
    if not NUMBER.fullmatch(word.removesuffix("%")):
        raise DrawingError(say("svg:the-svg-has-the-a-number-from", tag=tag, key=key, value=quoted(value)))
    number = float(word[:-1]) / 100 if word.endswith("%") else float(word)
    return min(max(number, 0.0), 1.0)


def bounded(number: float) -> float:
    """The number itself. Raises DrawingError for one that no drawing has."""
    if not abs(number) <= FARTHEST:
        raise DrawingError(say("svg:the-svg-has-numbers-beyond", most=FARTHEST), say("svg:save-it-with-a-smaller"))
    return number


def number_list(text: str) -> list[float] | None:
    """The numbers of a list, parted by spaces or commas or by nothing where that is clear; None if it has others."""
    if NUMBER.sub(" ", text).replace(",", " ").strip():
        return None
    return [bounded(float(n)) for n in NUMBER.findall(text)]


def view_box(value: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of a `viewBox`."""
    numbers = number_list(value)
    if numbers is None or len(numbers) != 4:
        raise DrawingError(say("svg:the-svg-has-no-viewbox"))
    x, y, w, h = numbers
    if not (w >= 0.01 and h >= 0.01):
        raise DrawingError(say("svg:the-svg-viewbox-has-no"))
    return x, y, w, h


def fitting(box: tuple[float, float, float, float], viewport: tuple[float, float], aspect: str) -> tuple[Matrix, bool]:
    """How a `viewBox` gets into a viewport at the origin, by `preserveAspectRatio`; whether it reaches beyond."""
    x, y, w, h = box
    kx, ky = viewport[0] / w, viewport[1] / h
    words = aspect.split() or ["xMidYMid"]
    match = re.fullmatch("(none)|x(Min|Mid|Max)Y(Min|Mid|Max)", words[0])
    if match is None or words[1:] not in ([], ["meet"], ["slice"]):
        raise DrawingError(say("svg:the-svg-has-the-preserveaspectratio", aspect=quoted(aspect)))
    if match[1]:
        return (kx, 0.0, 0.0, ky, -x * kx, -y * ky), False
    sliced = words[1:] == ["slice"]
    k = max(kx, ky) if sliced else min(kx, ky)
    spare = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    left = (viewport[0] - w * k) * spare[match[2]]
    top = (viewport[1] - h * k) * spare[match[3]]
    return (k, 0.0, 0.0, k, left - x * k, top - y * k), sliced


def transformation(text: str, tag: str) -> Matrix:
    """A `transform` as one map."""
    out, at, steps = IDENTITY, 0, 0
    text = text.strip()
    while at < len(text):
        match = _STEP.match(text, at)
        numbers = number_list(_PLAIN_UNIT.sub("", match[2])) if match else None
        step = _step(match[1], numbers) if match and numbers else None
        steps += 1
        if match is None or step is None or steps > _MOST_STEPS:
            raise DrawingError(say("svg:the-svg-has-the-transform", tag=tag, text=quoted(text)))
        out, at = product(out, step), match.end()
        for number in out:
            bounded(number)
    return out


def _step(name: str, n: list[float]) -> Matrix | None:
    """One step of a transformation; None where it has another number of numbers."""
    match name, len(n):
        case "matrix", 6:
            return (n[0], n[1], n[2], n[3], n[4], n[5])
        case "translate", 1 | 2:
            return (1.0, 0.0, 0.0, 1.0, n[0], n[1] if n[1:] else 0.0)
        case "scale", 1 | 2:
            return (n[0], 0.0, 0.0, n[-1], 0.0, 0.0)
        case "rotate", 1 | 3:
            c, s = cos(radians(n[0])), sin(radians(n[0]))
            x, y = n[1:] or (0.0, 0.0)
            return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)
        case "skewX", 1:
            return (1.0, 0.0, tan(radians(n[0])), 1.0, 0.0, 0.0)
        case "skewY", 1:
            return (1.0, tan(radians(n[0])), 0.0, 1.0, 0.0, 0.0)
    return None


def similar(m: Matrix) -> float | None:
    """By how much a map makes everything larger; None where it does not do so evenly in all directions."""
    k = sqrt(abs(determinant(m)))
    uneven = hypot(m[0] * m[2] + m[1] * m[3]) + abs(hypot(m[0], m[1]) - hypot(m[2], m[3])) * k
    return k if k and uneven <= 1e-3 * k * k else None


def lengths(value: str, tag: str, key: str, viewport: tuple[float, float]) -> tuple[float, ...]:
    """The lengths of a list that spaces or commas part."""
    words = value.replace(",", " ").split()
    return tuple(length(word, tag, key, viewport) for word in words)


def given(
    attributes: Mapping[str, str], tag: str, key: str, viewport: tuple[float, float], default: str = "0"
) -> float:
    """A length of an element that may be left out."""
    return length(attributes.get(key) or default, tag, key, viewport)
