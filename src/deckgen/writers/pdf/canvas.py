"""Content operators of one page or form: paths, paints, text, pictures. Points with y downwards become PDF's."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from deckgen.scene import Command, Matrix, Stroke

#: Drawing at 1/100 pt: a dot of a 1200 dpi printer is 6/100 pt.
DECIMALS = 2
#: Entries of a matrix, which multiply lengths.
FINE = 6
#: ISO 32000-1, 8.4.3.3 and 8.4.3.4.
_CAPS = {"flat": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
#: The steps of a path as operators, their numbers with `DECIMALS` digits, and those of these digits that say nothing.
_STEPS = {"M": "%.2f %.2f m", "L": "%.2f %.2f l", "C": "%.2f %.2f %.2f %.2f %.2f %.2f c", "Z": "h"}
_NEEDLESS = re.compile(r"\.00(?= )|(?<=\.\d)0(?= )")


def number(v: float, decimals: int = DECIMALS) -> str:
    """A number as PDF wants it: no exponent, no needless digits."""
    text = f"{v:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Canvas:
    """A growing content stream `height` points high, and the resources (name to object) that it needs."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._out: list[str] = []
        self._fill: str | None = None
        self.fonts: dict[str, object] = {}
        self.objects: dict[str, object] = {}
        self.states: dict[str, object] = {}
        self.shadings: dict[str, object] = {}

    @property
    def resources(self) -> Mapping[str, Mapping[str, object]]:
        """What the stream needs, by the keys of a resource dictionary."""
        every = {"/Font": self.fonts, "/XObject": self.objects, "/ExtGState": self.states, "/Shading": self.shadings}
        return {key: used for key, used in every.items() if used}

    @property
    def content(self) -> bytes:
        """The stream so far."""
        return "\n".join(self._out).encode("ascii")

    def put(self, operators: str) -> None:
        """Add operators as they are."""
        self._out.append(operators)

    def fill(self, contours: Iterable[Iterable[Command]], hex6: str, even_odd: bool = False) -> None:
        """Fill contours; `even_odd` keeps holes whichever way they turn, as DrawingML does."""
        self._fill_colour(hex6)
        self.put(f"{self._path(contours)} f{'*' if even_odd else ''}")

    def stroke(self, contours: Iterable[Iterable[Command]], hex6: str, stroke: Stroke, state: str = "") -> None:
        """Stroke contours in a line centred on the path. `state` names a graphics state that it is drawn in."""
        look = f" /{state} gs" if state else ""
        look += f" {_CAPS[stroke.cap]} J" if stroke.cap != "flat" else ""
        look += f" {_JOINS[stroke.join]} j" if stroke.join != "miter" else ""
        look += f" {number(stroke.limit)} M" if stroke.limit is not None else ""
        if stroke.pattern:
            look += f" [{' '.join(number(n * stroke.width) for n in stroke.pattern)}] 0 d"
        self.put(f"q{look} {number(stroke.width)} w {_rgb(hex6)} RG {self._path(contours)} S Q")

    def tint(self, contours: Iterable[Iterable[Command]], hex6: str, state: str) -> None:
        """Fill contours, holes kept, in a graphics state."""
        self.put(f"q /{state} gs {_rgb(hex6)} rg {self._path(contours)} f* Q")

    def shade(self, contours: Iterable[Iterable[Command]], matrix: Matrix, shading: str, state: str = "") -> None:
        """Fill contours, holes kept, with a shading whose space `matrix` leads to the page (points, y downwards)."""
        a, b, c, d, e, f = matrix
        flipped = " ".join(number(n, FINE) for n in (a, -b, c, -d, e, self.height - f))
        look = f" /{state} gs" if state else ""
        self.put(f"q {self._path(contours)} W* n {flipped} cm{look} /{shading} sh Q")

    def text(self, name: str, font: object, size: float, x: float, baseline: float, shown: str, hex6: str) -> None:
        """Show a TJ array in a font at a place."""
        self.fonts[name] = font
        self._fill_colour(hex6)
        self.put(f"BT /{name} {number(size)} Tf {number(x)} {number(self.height - baseline)} Td {shown} TJ ET")

    def glyph(self, name: str, form: object, scale: float, at: tuple[float, float], hex6: str) -> None:
        """Draw a glyph's form in a colour, its origin at a place."""
        self.objects[name] = form
        self._fill_colour(hex6)
        k, (x, y) = number(scale, FINE), at
        self.put(f"q {k} 0 0 {k} {number(x)} {number(self.height - y)} cm /{name} Do Q")

    @contextmanager
    def meaning(self, text: str) -> Iterator[None]:
        """What is shown now stands for this text, whatever the gaps between its letters look like (ISO 32000-1,
        14.9.4)."""
        self.put(f"/Span <</ActualText <{(codecs.BOM_UTF16_BE + text.encode('utf-16-be')).hex()}>>> BDC")
        yield
        self.put("EMC")

    def picture(
        self, name: str, image: object, x: float, y: float, w: float, h: float, clip: Iterable[Command]
    ) -> None:
        """Place an image XObject into a rectangle (points), seen through `clip`."""
        self.objects[name] = image
        at = f"{number(w)} 0 0 {number(h)} {number(x)} {number(self.height - y - h)}"
        self.put(f"q {self._path((clip,))} W n {at} cm /{name} Do Q")

    def form(self, name: str, form: object, x: float = 0.0, bottom: float | None = None, scale: float = 1.0) -> None:
        """Draw a form XObject as large as the page; or in another size, from a point at its lower left corner on."""
        self.objects[name] = form
        self._fill = None  # a form leaves the colour as it was, but need not have set it
        if bottom is None:
            self.put(f"/{name} Do")
        else:
            k, up = number(scale, FINE), number(self.height - bottom)
            self.put(f"q {k} 0 0 {k} {number(x)} {up} cm /{name} Do Q")

    def _fill_colour(self, hex6: str) -> None:
        if hex6 != self._fill:
            self._fill = hex6
            self.put(f"{_rgb(hex6)} rg")

    def _path(self, contours: Iterable[Iterable[Command]]) -> str:
        out: list[str] = []
        height = self.height
        for contour in contours:
            for op, args in contour:
                if op == "C":
                    a, b, c, d, e, f = args
                    out.append(_STEPS[op] % (a, height - b, c, height - d, e, height - f))
                else:
                    out.append(_STEPS[op] % ((args[0], height - args[1]) if args else ()))
        # all numbers of a drawing at once: it may have thousands
        return _NEEDLESS.sub("", " ".join(out)).replace("-0 ", "0 ")


def _rgb(hex6: str) -> str:
    return " ".join(f"{int(hex6[i : i + 2], 16) / 255:.3f}".rstrip("0").rstrip(".") for i in (0, 2, 4))
