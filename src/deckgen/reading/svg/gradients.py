"""Gradients of an SVG, in the drawing's units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor, hypot
from typing import TYPE_CHECKING

from deckgen.messages import say
from deckgen.reading.matrices import applied, determinant, inverse, product
from deckgen.reading.svg.areas import Box
from deckgen.reading.svg.cascade import Cascade
from deckgen.reading.svg.colours import colour
from deckgen.reading.svg.document import Document, href, tag
from deckgen.reading.svg.numbers import given, share, transformation
from deckgen.reading.svg.problems import DrawingError, quoted
from deckgen.scene import Gradient, Matrix, Stop

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KINDS = ("linearGradient", "radialGradient")
#: Gradients that take their stops from one another, stops of one, and how often one may repeat.
_MOST_LINKS, _MOST_STOPS, _MOST_REPEATS = 10, 100, 50
#: Two offsets so near are one; a matrix that shrinks everything to less has no direction.
_TINY = 1e-9
_SIMPLER = say("svg:give-it-a-plain-linear")

#: A colour with its opacity, or a gradient; None where nothing is painted.
Paint = tuple[str, float] | Gradient | None


class Gradients:
    """Reads the gradients of one document."""

    def __init__(self, document: Document, cascade: Cascade) -> None:
        self._document = document
        self._cascade = cascade

    def paint(
        self, element: Element, box: Callable[[], Box], painted: Box, matrix: Matrix, viewport: tuple[float, float]
    ) -> Paint:
        """What a gradient paints a shape with. `box` is that of the shape in its own units, which `matrix` leads to the
        drawing; `painted` is what is to be covered there."""
        chain = self._chain(element)
        about: dict[str, str] = {}
        for link in reversed(chain):
            about |= self._cascade.own(link)
        stops = self._stops(chain)
        if not stops:
            return None
        radial = tag(element) == "radialGradient"
        own = self._place(about, radial, box, viewport)
        if own is None:
            return None
        place, inner = own
        if inner:
            stops = tuple(s._replace(offset=inner + s.offset * (1 - inner)) for s in stops)
        place = product(matrix, place)
        if len(stops) == 1 or abs(determinant(place)) < _TINY:
            return stops[-1].colour, stops[-1].opacity
        if radial:
            _check_upright(place)
        return _spread(Gradient(stops, place, radial), about.get("spreadMethod", "pad"), painted)

    def _chain(self, element: Element) -> list[Element]:
        """A gradient and those that it takes over from."""
        chain = [element]
        while address := href(chain[-1]):
            following = self._document.found(address, tag(element))
            if following in chain or len(chain) > _MOST_LINKS or tag(following) not in KINDS:
                raise DrawingError(say("svg:the-svg-has-gradients-that"), _SIMPLER)
            chain.append(following)
        return chain

    def _stops(self, chain: Sequence[Element]) -> tuple[Stop, ...]:
        """The stops in rising order."""
        holder = next((e for e in chain if any(tag(child) == "stop" for child in e)), None)
        out: list[Stop] = []
        for child in holder if holder is not None else ():
            if tag(child) != "stop":
                continue
            own = self._cascade.own(child)
            offset = share(own.get("offset", "0"), "stop", "offset")
            name, opacity = colour(own.get("stop-color", "#000000"), "stop", "stop-color")
            if name == "currentColor" and "color" in own:
                name, _ = colour(own["color"], "stop", "color")
            opacity *= share(own.get("stop-opacity", "1"), "stop", "stop-opacity")
            out.append(Stop(max(offset, out[-1].offset if out else 0.0), name, opacity))
        if len(out) > _MOST_STOPS:
            raise DrawingError(say("svg:the-svg-has-a-gradient"), _SIMPLER)
        return tuple(out)

    def _place(
        self, about: Mapping[str, str], radial: bool, box: Callable[[], Box], viewport: tuple[float, float]
    ) -> tuple[Matrix, float] | None:
        """From a gradient's own space to the units of its shape, and how far from the middle its first colour begins;
        None where it paints nothing."""
        name, units = ("radialGradient" if radial else "linearGradient"), about.get("gradientUnits")
        outer = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        if units != "userSpaceOnUse":
            b = box()
            outer = (b.right - b.left, 0.0, 0.0, b.bottom - b.top, b.left, b.top)
            viewport = (1.0, 1.0)
            if not (outer[0] and outer[3]):
                return None
        outer = product(outer, transformation(about.get("gradientTransform", ""), name))
        inner, hole = self._circle(about, viewport) if radial else (self._line(about, viewport), 0.0)
        return product(outer, inner), hole

    def _line(self, about: Mapping[str, str], viewport: tuple[float, float]) -> Matrix:
        x1, y1, y2 = (given(about, "linearGradient", key, viewport) for key in ("x1", "y1", "y2"))
        x2 = given(about, "linearGradient", "x2", viewport, "100%")
        return (x2 - x1, y2 - y1, y1 - y2, x2 - x1, x1, y1)

    def _circle(self, about: Mapping[str, str], viewport: tuple[float, float]) -> tuple[Matrix, float]:
        cx, cy, r = (given(about, "radialGradient", key, viewport, "50%") for key in ("cx", "cy", "r"))
        fx = given(about, "radialGradient", "fx", viewport, f"{cx!r}")
        fy = given(about, "radialGradient", "fy", viewport, f"{cy!r}")
        inner = given(about, "radialGradient", "fr", viewport)
        if hypot(fx - cx, fy - cy) > 1e-2 * r:
            raise DrawingError(say("svg:the-svg-has-a-radial"), _SIMPLER)
        return (r, 0.0, 0.0, r, cx, cy), min(inner / r, 1.0) if r else 0.0


def _check_upright(matrix: Matrix) -> None:
    """Raises DrawingError for an ellipse that is slanted, which PowerPoint does not have."""
    a, b, c, d, _, _ = matrix
    if abs(a * b + c * d) > 1e-3 * (a * a + b * b + c * c + d * d):
        raise DrawingError(say("svg:the-svg-has-a-radial-gradient-in"), _SIMPLER)


def _spread(gradient: Gradient, method: str, painted: Box) -> Gradient:
    """A gradient with its repeats as stops of its own, over what it is to cover."""
    method = method.strip()
    if method == "pad":
        return gradient
    if method not in ("repeat", "reflect"):
        raise DrawingError(say("svg:the-svg-has-the-spreadmethod", method=quoted(method)))
    back = inverse(gradient.matrix)
    corners = [applied(back, (x, y)) for x in (painted.left, painted.right) for y in (painted.top, painted.bottom)]
    places = [hypot(x, y) if gradient.radial else x for x, y in corners]
    first = 0 if gradient.radial else floor(min(places))
    last = max(ceil(max(places)), first + 1)
    count = last - first
    if count > _MOST_REPEATS:
        raise DrawingError(say("svg:the-svg-has-a-gradient-that-repeats"), _SIMPLER)
    # each period begins and ends with its own colours
    whole = (gradient.stops[0]._replace(offset=0.0), *gradient.stops, gradient.stops[-1]._replace(offset=1.0))
    stops: list[Stop] = []
    for n in range(first, last):
        if method == "reflect" and n % 2:
            stops += (s._replace(offset=(n - first + 1 - s.offset) / count) for s in reversed(whole))
        else:
            stops += (s._replace(offset=(n - first + s.offset) / count) for s in whole)
    longer = (float(count), 0.0, 0.0, float(count), 0.0 if gradient.radial else float(first), 0.0)
    return gradient._replace(stops=tuple(stops), matrix=product(gradient.matrix, longer))
