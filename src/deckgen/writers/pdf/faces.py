"""Faces in a PDF: composite TrueType fonts (Type 0, CIDFontType2), subset to what the document shows.

A character code (CID) is handed out for every pair of glyph and text, so that what a reader copies is right even
where one glyph stands for several characters (a no-break space is drawn with the space's glyph).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from struct import unpack_from
from typing import NamedTuple

import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, Pdf

from deckgen.reading.fonts import Face

#: Characters that draw nothing and are no text for a reader: zero-width space, joiners, marks of direction, BOM. (What
#: joins emoji is needed to draw them.)
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF))
#: All other control characters and no-break spaces are read (and drawn) as spaces.
_SPACES = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x00A0, 0x202F), " ")
#: What a second glyph of one character stands for: nothing, but every code must stand for something
#: (ISO 14289-1, 7.21.7).
_REST = "\u200b"
#: Tables that a CIDFontType2 font does not need (ISO 32000-1, 9.9): codes lead to glyphs without them.
_UNREAD = (b"GSUB", b"GPOS", b"GDEF", b"DSIG", b"OS/2", b"name", b"post", b"cmap")
#: Font descriptor flag 3, "symbolic": the glyphs are reached by CID, not by a Latin encoding (ISO 32000-1, 9.8.2).
_SYMBOLIC = 4
#: StemV is a hint for substitution that never happens to an embedded font; these are usual values by weight.
_STEM = {False: 88, True: 140}


class EmbeddedFace:
    """One face in one document: hands out codes while text is set, and is written at the end."""

    def __init__(self, pdf: Pdf, face: Face, name: str) -> None:
        self.name = name
        self.object = pdf.make_indirect(Dictionary(Type=Name.Font))
        self._pdf = pdf
        self._face = face
        self._source = _source(face)
        self._table = self._source.table
        self._codes: dict[tuple[int, str], int] = {}
        self._widths = self._source.widths
        self.show = lru_cache(maxsize=None)(self._show)

    def _show(self, text: str) -> tuple[str, float]:
        """A text as a TJ array, kerned, and its width in em."""
        text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_SPACES)
        glyphs = self._face.shape(text)
        starts = [*sorted({g.cluster for g in glyphs}), len(text)]
        after = dict(pairwise(starts))
        out: list[str] = []
        codes = ""
        pen = wanted = 0.0
        seen: set[int] = set()
        for g in glyphs:
            shift = round((wanted + g.dx - pen) * 1000)
            if shift:
                out.append(f"<{codes}>" if codes else "")
                out.append(str(-shift))
                codes = ""
                pen += shift / 1000
            meant = _REST if g.cluster in seen else text[g.cluster : after[g.cluster]]
            seen.add(g.cluster)
            codes += f"{self._code(g.id, meant):04X}"
            pen += self._widths[g.id] / 1000
            wanted += g.advance
        out.append(f"<{codes}>" if codes else "")
        return f"[{''.join(out)}]", wanted

    def _code(self, glyph: int, meant: str) -> int:
        return self._codes.setdefault((glyph, meant), len(self._codes) + 1)

    def write(self) -> None:
        """Embed the glyphs that were used; the font's object, already referred to, is filled."""
        codes, pdf = self._codes, self._pdf
        data, new = _subset(self._source.face, {glyph for glyph, _ in codes})
        tag = "".join(chr(65 + b % 26) for b in sha256(data).digest()[:6])
        named = _postscript_name(self._table("name"), self._face.name)
        name = Name(f"/{tag}+{named}")
        to_glyph = b"\0\0" + b"".join(new[glyph].to_bytes(2, "big") for glyph, _ in codes)
        face = self._face
        em = 1000 / face.upem
        head = self._table("head")
        os2 = self._table("OS/2")
        cap = unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else face.ascent
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=Array([round(v * em) for v in unpack_from(">4h", head, 36)]),
            ItalicAngle=0,
            Ascent=round(face.ascent * em),
            Descent=round(face.descent * em),
            CapHeight=round(cap * em),
            StemV=_STEM[unpack_from(">H", os2, 4)[0] >= 600],
            FontFile2=pdf.make_stream(data, Length1=len(data)),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            W=Array([1, Array([self._widths[glyph] for glyph, _ in codes])]),
            CIDToGIDMap=pdf.make_stream(to_glyph),
        )
        self.object.Subtype = Name.Type0
        self.object.BaseFont = name
        self.object.Encoding = Name("/Identity-H")
        self.object.DescendantFonts = Array([pdf.make_indirect(descendant)])
        self.object.ToUnicode = pdf.make_stream(_to_unicode([meant for _, meant in codes]))


class EmbeddedFaces:
    """All faces of one document, by the face they come from."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._faces: dict[int, EmbeddedFace] = {}

    def __getitem__(self, face: Face) -> EmbeddedFace:
        """The embedded form of a face, taken in at its first use."""
        embedded = self._faces.get(id(face))
        if embedded is None:
            embedded = self._faces[id(face)] = EmbeddedFace(self._pdf, face, f"Face{len(self._faces)}")
        return embedded

    def write(self) -> None:
        """Embed every face that was used."""
        for face in self._faces.values():
            face.write()


class _Source(NamedTuple):
    """What documents take of a face: the face itself, its raw tables by tag, and the advances of its glyphs."""

    face: hb.Face
    table: Callable[[str], bytes]
    widths: list[int]


@lru_cache(maxsize=4)  # those of one theme: a build of many seminars is not to keep the faces of all
def _source(face: Face) -> _Source:
    """A face as it is read once, for all documents: its file has some megabytes."""
    read = hb.Face(hb.Blob(face.data))

    def table(tag: str) -> bytes:
        data: bytes = read.reference_table(tag).data
        return data

    return _Source(read, table, _advances(table, face.upem))


def _advances(table: Callable[[str], bytes], upem: int) -> list[int]:
    """Advance of every glyph in 1/1000 em, whole numbers, as the W array gives them."""
    count: int = unpack_from(">H", table("hhea"), 34)[0]
    hmtx = table("hmtx")
    em = 1000 / upem
    widths = [round(v * em) for v in unpack_from(">" + "Hh" * count, hmtx)[::2]]
    glyphs: int = unpack_from(">H", table("maxp"), 4)[0]
    return widths + widths[-1:] * (glyphs - count)


def _subset(face: hb.Face, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """The font with these glyphs only, without tables that PDF does not read, and the new glyph ids."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _UNREAD)
    plan = hb.SubsetPlan(face, wanted)
    return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)


def _postscript_name(table: bytes, file: str) -> str:
    """Name 6 of a font's `name` table, or the file's name, in the characters that a PDF name needs no escape for."""
    count, storage = unpack_from(">HH", table, 2)
    for i in range(min(count, (len(table) - 6) // 12)):
        platform, _, _, name_id, length, offset = unpack_from(">6H", table, 6 + 12 * i)
        if name_id == 6:
            raw = table[storage + offset : storage + offset + length]
            embedded = raw.decode("utf-16-be" if platform in (0, 3) else "latin-1", "ignore")
            return "".join(c for c in embedded if c.isascii() and (c.isalnum() or c in "-_"))
    return "".join(c for c in file.rsplit(".", 1)[0] if c.isascii() and (c.isalnum() or c in "-_"))


def _to_unicode(meant: list[str]) -> bytes:
    """The CMap from code (1, 2, ...) to text, in blocks of at most 100 as the CMap format asks."""
    rows = [f"<{i:04X}> <{t.encode('utf-16-be').hex().upper()}>" for i, t in enumerate(meant, 1)]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
