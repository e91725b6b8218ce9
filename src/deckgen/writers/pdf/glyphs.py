"""Glyphs as drawings: a small form for each, in the units of its face, for pictures of text that nobody is to copy."""

from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, Object, Pdf

from deckgen.reading.fonts import Face

#: A step of a glyph's outline: its letter, and its numbers.
_STEP = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")
#: What the steps are called in PDF (ISO 32000-1, 8.5.2).
_OPERATORS = {"M": "m", "L": "l", "C": "c"}


class GlyphForms:
    """The glyphs of one document as forms, each made at its first use. They are drawn in the colour that is set."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._forms: dict[tuple[int, int], tuple[str, Object, Face]] = {}

    def form(self, face: Face, glyph: int) -> tuple[str, Object]:
        """The name and the form of a glyph."""
        key = id(face), glyph
        if key not in self._forms:
            # the face is kept so that its id stays its own
            self._forms[key] = f"G{len(self._forms)}", self._drawn(face, glyph), face
        return self._forms[key][:2]

    def _drawn(self, face: Face, glyph: int) -> Object:
        content, box = _path(face.path(glyph))
        stream = self._pdf.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array(box))
        stream.Resources = Dictionary()
        return self._pdf.make_indirect(stream)


def _path(outline: str) -> tuple[str, list[float]]:
    """A glyph's outline as operators that fill it, and the box of its points; quadratic curves become cubic ones."""
    out: list[str] = []
    seen: list[float] = []
    for letter, numbers in _STEP.findall(outline):
        values = [float(n) for n in _NUMBER.findall(numbers)]
        if letter == "Z":
            out.append("h")
            continue
        if letter == "Q":
            (x0, y0), (cx, cy, x, y) = seen[-2:], values
            values = [x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y]
            letter = "C"
        seen += values
        out.append(" ".join(f"{round(v, 1):g}" for v in values) + f" {_OPERATORS[letter]}")
    if not seen:
        return "", [0.0, 0.0, 0.0, 0.0]
    xs, ys = seen[::2], seen[1::2]
    return "\n".join([*out, "f"]), [min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1]
