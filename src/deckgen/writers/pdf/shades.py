"""What is seen through, and gradients: graphics states and shadings (ISO 32000-1, 8.7.4.5 and 11.6.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf

from deckgen.scene import Command, Gradient
from deckgen.writers.pdf.canvas import Canvas

#: Where gradients of one document reach, in the units of their own space.
_WIDE = (-32000, -32000, 32000, 32000)


class Shades:
    """The states and shadings of one document, each made once."""

    def __init__(self, pdf: Pdf, hex: Callable[[str], str]) -> None:
        self._pdf = pdf
        self._hex = hex
        self._made: dict[tuple[object, ...], tuple[str, Object]] = {}

    def opacity(self, canvas: Canvas, share: float) -> str:
        """The name of a state in which everything is seen through; 1 is opaque."""
        key = ("opacity", round(share, 4))
        if key not in self._made:
            state = Dictionary(Type=Name.ExtGState, ca=round(share, 4), CA=round(share, 4))
            self._make(key, "A", state)
        return self._used(canvas.states, key)

    def fill(self, canvas: Canvas, contours: Iterable[Iterable[Command]], gradient: Gradient, opacity: float) -> None:
        """Fills contours with a gradient, `matrix` leading to points of the page."""
        opacities = {s.opacity for s in gradient.stops}
        state = ""
        if len(opacities) > 1:
            state = self._veil(canvas, gradient, opacity)
        elif (even := opacity * opacities.pop()) < 1:
            state = self.opacity(canvas, even)
        colours = [(s.offset, _channels(self._hex(s.colour))) for s in gradient.stops]
        canvas.shade(contours, gradient.matrix, self._shading(canvas, gradient.radial, colours), state)

    def _veil(self, canvas: Canvas, gradient: Gradient, opacity: float) -> str:
        """The name of a state in which things are seen through as much as the gradient's stops say."""
        levels = [(s.offset, (round(s.opacity * opacity, 4),)) for s in gradient.stops]
        key = ("veil", gradient.radial, tuple(levels))
        if key not in self._made:
            form = self._pdf.make_stream(
                b"/S sh",
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array(_WIDE),
                Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
                Resources=Dictionary(Shading=Dictionary(S=_shading(gradient.radial, levels))),
            )
            mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=form)
            self._make(key, "A", Dictionary(Type=Name.ExtGState, SMask=mask))
        return self._used(canvas.states, key)

    def _shading(self, canvas: Canvas, radial: bool, levels: Sequence[tuple[float, tuple[float, ...]]]) -> str:
        key = ("shading", radial, tuple(levels))
        if key not in self._made:
            self._make(key, "S", _shading(radial, levels))
        return self._used(canvas.shadings, key)

    def _make(self, key: tuple[object, ...], letter: str, thing: Dictionary) -> None:
        self._made[key] = f"{letter}{len(self._made)}", self._pdf.make_indirect(thing)

    def _used(self, resources: dict[str, object], key: tuple[object, ...]) -> str:
        name, thing = self._made[key]
        resources[name] = thing
        return name


def _shading(radial: bool, levels: Sequence[tuple[float, tuple[float, ...]]]) -> Dictionary:
    """An axial shading from 0 to 1 on the x axis, or a radial one over the circle of radius 1, going on beyond."""
    return Dictionary(
        ShadingType=3 if radial else 2,
        ColorSpace=Name.DeviceGray if len(levels[0][1]) == 1 else Name.DeviceRGB,
        Coords=Array([0, 0, 0, 0, 0, 1] if radial else [0, 0, 1, 0]),
        Extend=Array([True, True]),
        Function=_function(levels),
    )


def _function(levels: Sequence[tuple[float, tuple[float, ...]]]) -> Dictionary:
    """Values that pass into each other between stops (type 3 of type 2)."""
    first, last = levels[0], levels[-1]
    steps = [(0.0, first[1]), *levels, (1.0, last[1])]
    pieces = [(a, b) for a, b in pairwise(steps) if b[0] - a[0] > 1e-6] or [((0.0, first[1]), (1.0, last[1]))]
    functions = [
        Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(list(a[1])), C1=Array(list(b[1])), N=1)
        for a, b in pieces
    ]
    if len(functions) == 1:
        return functions[0]
    return Dictionary(
        FunctionType=3,
        Domain=Array([0, 1]),
        Functions=Array(functions),
        Bounds=Array([round(b[0], 6) for _, b in pieces[:-1]]),
        Encode=Array([0, 1] * len(functions)),
    )


def _channels(hex6: str) -> tuple[float, ...]:
    return tuple(round(int(hex6[i : i + 2], 16) / 255, 4) for i in (0, 2, 4))
