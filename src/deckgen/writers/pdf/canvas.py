"""Content operators of one page or form: paths, paints, text, pictures. Points with y downwards become PDF's."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from deckgen.scene import Command

#: Drawing at 1/100 pt: a dot of a 1200 dpi printer is 6/100 pt.
DECIMALS = 2


def number(v: float) -> str:
    """A number as PDF wants it: no exponent, no needless digits."""
    v = round(v, DECIMALS)
    return str(int(v)) if v == int(v) else f"{v:.{DECIMALS}f}".rstrip("0")


class Canvas:
    """A growing content stream `height` points high, and the resources (name to object) that it needs."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._out: list[str] = []
        self._fill: str | None = None
        self.fonts: dict[str, object] = {}
        self.objects: dict[str, object] = {}

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

    def stroke(
        self,
        contours: Iterable[Iterable[Command]],
        hex6: str,
        width: float,
        round_ends: bool = False,
        dashed: bool = False,
    ) -> None:
        """Stroke contours, `width` in points, centred on the path; dashes are four widths long, three apart, as
        PowerPoint's."""
        ends = " 1 J 1 j" if round_ends else ""
        ends += f" [{number(4 * width)} {number(3 * width)}] 0 d" if dashed else ""
        self.put(f"q{ends} {number(width)} w {_rgb(hex6)} RG {self._path(contours)} S Q")

    def text(self, name: str, font: object, size: float, x: float, baseline: float, shown: str, hex6: str) -> None:
        """Show a TJ array in a font at a place."""
        self.fonts[name] = font
        self._fill_colour(hex6)
        self.put(f"BT /{name} {number(size)} Tf {number(x)} {number(self.height - baseline)} Td {shown} TJ ET")

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

    def form(self, name: str, form: object) -> None:
        """Draw a form XObject as large as the page."""
        self.objects[name] = form
        self._fill = None  # a form leaves the colour as it was, but need not have set it
        self.put(f"/{name} Do")

    def _fill_colour(self, hex6: str) -> None:
        if hex6 != self._fill:
            self._fill = hex6
            self.put(f"{_rgb(hex6)} rg")

    def _path(self, contours: Iterable[Iterable[Command]]) -> str:
        out: list[str] = []
        for contour in contours:
            for op, args in contour:
                flipped = (number(v) if i % 2 == 0 else number(self.height - v) for i, v in enumerate(args))
                out.append(" ".join((*flipped, {"M": "m", "L": "l", "C": "c", "Z": "h"}[op])))
        return " ".join(out)


def _rgb(hex6: str) -> str:
    return " ".join(f"{int(hex6[i : i + 2], 16) / 255:.3f}".rstrip("0").rstrip(".") for i in (0, 2, 4))
