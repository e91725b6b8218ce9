"""Font files to shaped advances: what every width in deckgen rests on.

HarfBuzz shapes each word once; widths are in em, so that a ladder of sizes costs one shaping. Kerning is on and
ligatures and contextual alternates are off, as PowerPoint sets text from 12 pt (below that the difference is under
0.3 %).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

import uharfbuzz as hb

from deckgen.languages.language import Language
from deckgen.languages.scripts import is_east_asian

#: PowerPoint applies kerning, never ligatures nor contextual alternates.
FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}

#: A single line is 1.2 em in PowerPoint whatever the font.
LINE = 1.2


#: Bytes of a file's head; its checksums are in the first few hundred.
_HEAD = 4096


class FontError(Exception):
    """A font file that cannot be used; the message says why, for the author of the theme."""


class Glyph(NamedTuple):
    """One glyph of a shaped text: its id, the index of its first character, advance and offset in em."""

    id: int
    cluster: int
    advance: float
    dx: float
    dy: float


class Face:
    """One static TrueType file, shaped with HarfBuzz. Widths in em."""

    def __init__(self, source: bytes | Path, name: str) -> None:
        self._source = source
        if isinstance(source, bytes):
            blob, kind = hb.Blob(source), source[:4]
        else:
            blob = hb.Blob.from_file_path(source)  # mapped, not read
            with source.open("rb") as file:
                kind = file.read(4)
        if kind in (b"OTTO", b"ttcf", b"wOF2"):
            raise FontError(f"`{name}` is not a TrueType font with glyf outlines (static .ttf)")
        self.name = name
        try:
            self._face = hb.Face(blob)
            tables = set(self._face.table_tags)
        except Exception as e:
            raise FontError(f"`{name}` is not a font file") from e
        if not {"glyf", "cmap", "hmtx", "OS/2", "hhea"} <= tables:
            raise FontError(f"`{name}` is not a TrueType font with glyf outlines (static .ttf)")
        if "fvar" in tables:
            raise FontError(f"`{name}` is a variable font; a static .ttf is needed")
        self._font = hb.Font(self._face)
        self.upem: int = self._face.upem
        os2 = self._face.reference_table("OS/2").data
        hhea = self._face.reference_table("hhea").data
        self.win_ascent: int
        self.win_descent: int
        self.win_ascent, self.win_descent = unpack_from(">HH", os2, 74)
        self.ascent, self.descent = unpack_from(">hh", hhea, 4)
        self._known: set[str] = set()

    @property
    def identity(self) -> tuple[int, bytes]:
        """What tells the file from others, without reading all of it: its size and its head, where a TrueType file has
        a checksum of each of its tables."""
        if isinstance(self._source, bytes):
            return len(self._source), self._source[:_HEAD]
        with self._source.open("rb") as file:
            return self._source.stat().st_size, file.read(_HEAD)

    @property
    def data(self) -> bytes:
        """The bytes of the font file."""
        return self._source if isinstance(self._source, bytes) else self._source.read_bytes()

    def missing(self, text: str) -> set[str]:
        """The characters of a text that the face has no glyph for."""
        fresh = set(text) - self._known
        lacking = {c for c in fresh if not self._font.get_nominal_glyph(ord(c))}
        self._known |= fresh - lacking
        return lacking

    @property
    def seat(self) -> float:
        """First baseline below the top of a single line, in em: the ascender's share of 1.2 em, as PowerPoint places
        it."""
        return LINE * self.win_ascent / (self.win_ascent + self.win_descent)

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """The glyphs of a text without line breaks."""
        if not text:
            return ()
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, FEATURES)
        k = 1 / self.upem
        return tuple(
            Glyph(i.codepoint, i.cluster, p.x_advance * k, p.x_offset * k, p.y_offset * k)
            for i, p in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def path(self, glyph: int) -> str:
        """The outline of a glyph as an SVG path, in units of the font, y upwards; "" for one that draws nothing."""
        pen = _Pen()
        self._font.draw_glyph_with_pen(glyph, pen)
        return "".join(pen.steps)

    def width(self, text: str) -> float:
        """Width of a text in em."""
        if not text:
            return 0.0
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, FEATURES)
        units: int = sum([p.x_advance for p in buffer.glyph_positions])
        return units / self.upem


class _Pen:
    """Writes what HarfBuzz draws as the steps of an SVG path."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def moveTo(self, p: tuple[float, float]) -> None:
        self.steps.append(f"M{p[0]:g} {p[1]:g}")

    def lineTo(self, p: tuple[float, float]) -> None:
        self.steps.append(f"L{p[0]:g} {p[1]:g}")

    def qCurveTo(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        self.steps.append(f"Q{a[0]:g} {a[1]:g} {b[0]:g} {b[1]:g}")

    def curveTo(self, *points: tuple[float, float]) -> None:
        self.steps.append("C" + " ".join(f"{x:g} {y:g}" for x, y in points))

    def closePath(self) -> None:
        self.steps.append("Z")


class Fonts:
    """The faces of a theme by font role and weight; a character that a role's face lacks is looked for in `text`.

    They set texts in one `language`, whose record says what stands in for them in PowerPoint and how lines break."""

    def __init__(self, faces: dict[tuple[str, bool], Face], language: Language) -> None:
        self._faces = faces
        self.language = language
        self.width = lru_cache(maxsize=200_000)(self._width)
        self.fallback_width = lru_cache(maxsize=200_000)(self._fallback_width)

    def face(self, role: str, bold: bool) -> Face:
        """The face of a role and weight."""
        return self._faces[role, bold]

    def split(self, text: str, role: str, bold: bool) -> tuple[tuple[Face, str], ...]:
        """The text in stretches of one face each."""
        first, second = self._faces[role, bold], self._faces["text", bold]
        if first is second or not (lacking := first.missing(text)):
            return ((first, text),)
        lacking -= second.missing(text)
        out: list[tuple[Face, str]] = []
        for c in text:
            face = second if c in lacking else first
            if out and out[-1][0] is face:
                out[-1] = (face, out[-1][1] + c)
            else:
                out.append((face, c))
        return tuple(out)

    def missing(self, text: str, role: str, bold: bool) -> tuple[str, ...]:
        """Characters that no face for this role has, each once, in order."""
        lacking = self._faces[role, bold].missing(text)
        if lacking:
            lacking &= self._faces["text", bold].missing(text)
        return tuple(dict.fromkeys(c for c in text if c in lacking and c not in "\n\t")) if lacking else ()

    def _width(self, text: str, role: str, bold: bool) -> float:
        parts = self.split(text, role, bold)
        return parts[0][0].width(text) if len(parts) == 1 else sum([face.width(part) for face, part in parts])

    def _fallback_width(self, text: str, role: str, bold: bool) -> float:
        """Width in em where the theme's font is not installed and PowerPoint falls back to the language's own."""
        spaces = text.count(" ")
        latin = "".join([c for c in text if c != " " and not is_east_asian(c)])
        wide = len(text) - spaces - len(latin)
        return wide + self.language.fallback.space * spaces + (self.width(latin, role, bold) if latin else 0.0)
