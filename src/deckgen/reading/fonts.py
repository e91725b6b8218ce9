"""Font files to shaped advances: what every width in deckgen rests on.

HarfBuzz shapes each word once; widths are in em, so that a ladder of sizes costs one shaping. Kerning is on and
ligatures and contextual alternates are off, as PowerPoint sets text from 12 pt (below that the difference is under
0.3 %).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import gt
from pathlib import Path
from struct import error as StructError
from struct import unpack_from
from typing import NamedTuple

import uharfbuzz as hb

from deckgen.languages.language import Language
from deckgen.languages.scripts import is_east_asian
from deckgen.messages import Told, say, system
from deckgen.reading.letters import clusters, is_unseen

#: PowerPoint applies kerning, never ligatures nor contextual alternates.
FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}

#: A single line is 1.2 em in PowerPoint whatever the font.
LINE = 1.2

#: Bytes of a file's head; its checksums are in the first few hundred.
_HEAD = 4096

#: How a TrueType font with outlines of its own begins (`true` on a Mac).
_TRUETYPE = (b"\0\1\0\0", b"true")
_OUTLINES = {b"glyf", b"loca", b"cmap", b"hmtx", b"OS/2", b"hhea"}
#: Tables that everything which is written with a font relies on, and the bytes that each has at least.
_NEEDED = {
    "head": 54,
    "hhea": 36,
    "maxp": 6,
    "OS/2": 78,
    "hmtx": 4,
    "cmap": 4,
    "loca": 4,
    "glyf": 1,
    "name": 6,
    "post": 32,
}


#: Of a part of a face that goes into a deck: the layout that PowerPoint applies (kerning, and marks in their places),
#: names up to the one of PostScript (OpenType, `name`); and what it does without: signatures, and widths for single
#: sizes of old screens.
_PART_FEATURES = ("kern", "mark", "mkmk", "ccmp")
_PART_NAMES = range(7)
_NO_PART = ("DSIG", "STAT", "hdmx", "VDMX", "LTSH")

#: Where the installation put the fonts, and the one of them that has emoji: drawn in one colour, as letters are.
FONT_FILES = Path(__file__).parent.parent / "fontfiles"
EMOJI, EMOJI_FAMILY = "emoji", "Noto Emoji"
#: Its file, and its licence that goes with it.
EMOJI_FILES = ("NotoEmoji-Regular.ttf", "NotoEmoji-LICENSE.txt")


class FontError(Told):
    """A font file that cannot be used; the message says why, for the author of the theme."""


class Glyph(NamedTuple):
    """One glyph of a shaped text: its id, the index of its first character, advance and offset in em."""

    id: int
    cluster: int
    advance: float
    dx: float
    dy: float


#: What glyphs cover of the dots of a picture: left, top, width and height in dots, y downwards; then rows of so many
#: bytes, from the bottom up, 255 where all of a dot is covered.
Coverage = tuple[int, int, int, int, int, bytes]


class Face:
    """One static TrueType file, shaped with HarfBuzz. Widths in em."""

    def __init__(self, source: bytes | Path, name: str) -> None:
        self._source = source
        self.name = name
        self._face = self._opened()
        self._font = hb.Font(self._face)
        try:
            self._read_tables()
        except StructError as e:
            raise FontError(say("font.table-short", name=name)) from e
        self._known: set[str] = set()

    def _opened(self) -> hb.Face:
        """The file as HarfBuzz sees it. Raises FontError for what is no static TrueType font, or not all of it."""
        try:
            size, head = self.identity
            blob = hb.Blob(self._source) if isinstance(self._source, bytes) else hb.Blob.from_file_path(self._source)
        except OSError as e:
            raise FontError(say("font.unreadable", name=self.name, reason=system(e))) from e
        if head[:4] not in _TRUETYPE or len(head) < 12:
            raise FontError(say("font.no-truetype", name=self.name))
        entries = [head[at : at + 16] for at in range(12, 12 + 16 * unpack_from(">H", head, 4)[0], 16)]
        if any(len(e) < 16 or sum(unpack_from(">II", e, 8)) > size for e in entries):
            raise FontError(say("font.cut-short", name=self.name))
        tables = {e[:4] for e in entries}
        if not tables >= _OUTLINES:
            raise FontError(say("font.no-truetype", name=self.name))
        if b"fvar" in tables:
            raise FontError(say("font.variable", name=self.name))
        return hb.Face(blob)

    def check_glyphs(self) -> None:
        """Looks at every glyph, which takes a tenth of a second: for fonts that nobody has looked at. Raises
        FontError."""
        glyphs = self._face.glyph_count
        every = hb.SubsetInput()
        every.glyph_set.update(range(glyphs))
        try:
            if max(filter(None, map(self._font.get_nominal_glyph, self._face.unicodes)), default=0) >= glyphs:
                raise FontError(say("font.cmap", name=self.name))
            hb.subset(self._face, every)
        except RuntimeError as e:
            raise FontError(say("font.damaged-wholly", name=self.name)) from e

    def _read_tables(self) -> None:
        """Takes what is needed of the tables. Raises FontError or struct.error where that is not sound."""
        damaged = say("font:is-damaged", name=self.name)
        if broken := [tag for tag, least in _NEEDED.items() if self._size(tag) < least]:
            raise FontError(say("font.table", damaged=damaged, table=broken[0].strip()))
        self.upem: int = unpack_from(">H", self._table("head"), 18)[0]
        if not 16 <= self.upem <= 16_384:
            raise FontError(say("font.em", damaged=damaged, units=self.upem))
        os2, hhea = self._table("OS/2"), self._table("hhea")
        self.win_ascent: int
        self.win_descent: int
        self.win_ascent, self.win_descent = unpack_from(">HH", os2, 74)
        self.ascent, self.descent = unpack_from(">hh", hhea, 4)
        tall = self.win_ascent + self.win_descent
        if not 0 < tall <= 8 * self.upem or abs(self.ascent - self.descent) > 8 * self.upem:
            raise FontError(say("font.no-height", damaged=damaged))
        glyphs, widths = unpack_from(">H", self._table("maxp"), 4)[0], unpack_from(">H", hhea, 34)[0]
        if not 0 < widths <= glyphs or self._size("hmtx") < 4 * widths + 2 * (glyphs - widths):
            raise FontError(say("font.widths", damaged=damaged))
        self._check_outlines(glyphs)
        if not any(self._font.get_nominal_glyph(ord(c)) for c in "Aa가あ😀"):
            raise FontError(say("font.no-letters", name=self.name))

    def _check_outlines(self, glyphs: int) -> None:
        """Whether each glyph's outline lies where the font says. Raises FontError."""
        size = "I" if unpack_from(">h", self._table("head"), 50)[0] else "H"
        places = unpack_from(f">{glyphs + 1}{size}", self._table("loca"))
        end = self._size("glyf") // (1 if size == "I" else 2)
        if any(map(gt, places, places[1:])) or places[-1] > end:
            raise FontError(say("font.outlines", name=self.name))

    def _table(self, tag: str) -> bytes:
        return bytes(self._face.reference_table(tag).data)

    def _size(self, tag: str) -> int:
        return len(self._face.reference_table(tag))  # asked of the blob: its bytes need not be read

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
        if self._known.issuperset(text):  # as nearly always
            return set()
        fresh = set(text) - self._known
        lacking = {c for c in fresh if not self._font.get_nominal_glyph(ord(c))}
        self._known |= fresh - lacking
        return lacking

    @property
    def rights(self) -> int:
        """Who may embed the font: `fsType` of its `OS/2` table."""
        rights: int = unpack_from(">H", self._table("OS/2"), 8)[0]
        return rights

    @property
    def family(self) -> str:
        """The name of its family in English, as programs list it; "" where it has none."""
        return self._face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or ""

    def part(self, letters: Iterable[str]) -> dict[str, bytes]:
        """The tables of a font with these characters only, by their tags; what the face lacks of them is left out.

        Raises FontError where HarfBuzz cannot read one of its tables.
        """
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(map(ord, letters))
        wanted.layout_feature_tag_set.clear()
        wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _PART_FEATURES)
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _NO_PART)
        wanted.name_id_set.clear()
        wanted.name_id_set.update(_PART_NAMES)
        part = hb.subset(self._face, wanted)
        tables = {tag: bytes(part.reference_table(tag).data) for tag in part.table_tags}
        if broken := sorted(_NEEDED.keys() - tables.keys()):
            raise FontError(say("font.table-not-to-embed", name=self.name, table=broken[0]))
        return tables

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

    def coverage(self, glyphs: Iterable[tuple[int, float, float]], size: float) -> Coverage | None:
        """What glyphs cover, each by its id and where its origin stands in dots, y downwards, at `size` dots to an em;
        None where they draw nothing."""
        pen, k = _raster(), size / self.upem
        for glyph, x, y in glyphs:
            pen.transform = (k, 0.0, 0.0, k, x, -y)
            pen.draw_glyph(self._font, glyph)
        image = pen.render()
        if image is None or not image.buffer:
            return None
        left, bottom, width, height, stride = image.extents
        return left, -bottom - height, width, height, stride, image.buffer

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


@cache
def _raster() -> hb.RasterDraw:
    """What HarfBuzz draws glyphs with; each rendering leaves it empty."""
    return hb.RasterDraw()


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
        """The face of a role and weight; `emoji` has one for all weights."""
        if role == EMOJI and (emoji := emoji_face()):
            return emoji
        return self._faces[role if role != EMOJI else "text", bold]

    def split(self, text: str, role: str, bold: bool) -> tuple[tuple[Face, str], ...]:
        """The text in stretches of one face each: that of the role, else that of `text`, else that of emoji."""
        first, second = self.face(role, bold), self._faces["text", bold]
        lacking = first.missing(text)
        if (not lacking and _is_plain(text)) or (first is second and not emoji_face()):
            return ((first, text),)
        beyond = lacking & second.missing(text)
        out: list[tuple[Face, str]] = []
        for c in clusters(text):
            face = _emoji_of(c) if len(c) > 1 or c in beyond else None
            face = face or (second if c in lacking - beyond else first)
            if out and (out[-1][0] is face or is_unseen(c)):
                out[-1] = (out[-1][0], out[-1][1] + c)
            else:
                out.append((face, c))
        return tuple(out)

    def pictorial(self, text: str, role: str, bold: bool) -> Iterator[tuple[str, str]]:
        """The text in stretches with their roles: `emoji` where it is set in that face."""
        if text.isascii() or (_is_plain(text) and not self.face(role, bold).missing(text)):
            yield role, text
            return
        emoji, kept = emoji_face(), ""
        for face, part in self.split(text, role, bold):
            if face is emoji:
                if kept:
                    yield role, kept
                yield EMOJI, part
                kept = ""
            else:
                kept += part
        if kept:
            yield role, kept

    def emoji_in(self, text: str) -> str:
        """The characters of a text that the face of emoji is needed for, with what joins them; each once, in order."""
        lacking = (c for c in self._faces["text", False].missing(text) if c.isprintable() and not is_unseen(c))
        emoji = {c for c in lacking if _emoji_of(c)}
        return "".join(sorted(emoji | {c for c in set(text) if is_unseen(c)})) if emoji else ""

    def missing(self, text: str, role: str, bold: bool) -> tuple[str, ...]:
        """Characters that no face for this role has, each once, in order."""
        lacking = self.face(role, bold).missing(text)
        if lacking:
            lacking &= self._faces["text", bold].missing(text)
        if lacking:
            lacking = {c for c in lacking if not (is_unseen(c) or c in "\n\t" or _emoji_of(c))}
        return tuple(dict.fromkeys(c for c in text if c in lacking)) if lacking else ()

    def _width(self, text: str, role: str, bold: bool) -> float:
        parts = self.split(text, role, bold)
        return parts[0][0].width(text) if len(parts) == 1 else sum([face.width(part) for face, part in parts])

    def _fallback_width(self, text: str, role: str, bold: bool) -> float:
        """Width in em where the theme's font is not installed and PowerPoint takes the language's fallback font. Latin
        letters are no wider in that, nor in Calibri."""
        spaces = text.count(" ") + text.count("\u00a0")
        latin = "".join([c for c in text if c not in " \u00a0" and not is_east_asian(c)])
        wide = len(text) - spaces - len(latin)
        return wide + self.language.fallback.space * spaces + (self.width(latin, role, bold) if latin else 0.0)


def _is_plain(text: str) -> bool:
    """Whether no letters of a text make one emoji."""
    return "\u200d" not in text and "\u20e3" not in text


def _emoji_of(cluster: str) -> Face | None:
    """The face of emoji, if it has all of a letter."""
    face = emoji_face()
    return face if face and not face.missing(cluster) else None


@cache
def emoji_face() -> Face | None:
    """The face of emoji, opened where the first one is written; None where the installation lacks it."""
    try:
        return Face(FONT_FILES / EMOJI_FILES[0], EMOJI_FILES[0])
    except FontError:
        return None
