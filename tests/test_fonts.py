"""Font files: those that cannot be used are told, also where they begin like one."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from struct import pack, unpack_from

import pytest
import uharfbuzz as hb
from pikepdf import Pdf

import deckgen
from deckgen.reading.fonts import Face, FontError
from deckgen.writers.pdf.faces import EmbeddedFace
from deckgen.writers.pptx.embedding.eot import written

PRETENDARD = Path(deckgen.__file__).parent / "fontfiles" / "Pretendard-Regular.ttf"


@cache
def small() -> bytes:
    """A sound font of a few letters."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, "ABCabc 가나다,."))
    data: bytes = hb.subset(hb.Face(hb.Blob(PRETENDARD.read_bytes())), wanted).blob.data
    return data


def entries(data: bytes) -> dict[bytes, int]:
    """Where each table stands in the directory."""
    return {data[at : at + 4]: at for at in range(12, 12 + 16 * unpack_from(">H", data, 4)[0], 16)}


def without(tag: bytes) -> bytes:
    """The font with another name for a table."""
    at = entries(small())[tag]
    return small()[:at] + b"zzzz" + small()[at + 4 :]


def altered(tag: bytes, offset: int, value: bytes) -> bytes:
    """The font with other bytes in a table."""
    at = unpack_from(">I", small(), entries(small())[tag] + 8)[0] + offset
    return small()[:at] + value + small()[at + len(value) :]


def shortened(tag: bytes, length: int) -> bytes:
    """The font with less of a table."""
    at = entries(small())[tag] + 12
    return small()[:at] + pack(">I", length) + small()[at + 4 :]


def looked_at(data: bytes) -> Face:
    face = Face(data, "Own.ttf")
    face.check_glyphs()
    return face


def test_a_sound_font():
    assert looked_at(small()).width("ABC 가나다") > 3
    assert looked_at(PRETENDARD.read_bytes()).missing("가나다A") == set()


BAD = {
    "nothing": (b"", "not a TrueType font"),
    "words": (b"not a font", "not a TrueType font"),
    "OpenType outlines": (b"OTTO" + bytes(100), "not a TrueType font"),
    "a collection": (b"ttcf" + bytes(100), "not a TrueType font"),
    "WOFF": (b"wOFF" + bytes(100), "not a TrueType font"),
    "WOFF2": (b"wOF2" + bytes(100), "not a TrueType font"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a TrueType font"),
    "four bytes": (small()[:4], "not a TrueType font"),
    "no tables": (small()[:4] + bytes(100), "not a TrueType font"),
    "half of its directory": (small()[:60], "is cut short"),
    "half of it": (small()[: len(small()) // 2], "is cut short"),
    "all but its last bytes": (small()[:-8], "is cut short"),
    "no cmap": (without(b"cmap"), "not a TrueType font"),
    "no glyf": (without(b"glyf"), "not a TrueType font"),
    "no name": (without(b"name"), "its `name` table is missing"),
    "no head": (without(b"head"), "its `head` table is missing"),
    "variable": (without(b"GDEF").replace(b"zzzz", b"fvar", 1), "is a variable font"),
    "a short OS/2": (shortened(b"OS/2", 70), "its `OS/2` table"),
    "few widths": (shortened(b"hmtx", 8), "its `hmtx` table does not have a width for each glyph"),
    "few places": (shortened(b"loca", 8), "one of its tables is too short"),
    "few outlines": (shortened(b"glyf", 100), "some of its outlines are missing"),
    "no em": (altered(b"head", 18, b"\0\0"), "0 units to an em"),
    "lines without height": (altered(b"OS/2", 74, bytes(4)), "no height"),
    "letters that are none": (altered(b"cmap", 2, b"\0\0"), "has no letters"),
    "glyphs that are none": (altered(b"maxp", 4, b"\0\2"), "damaged"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused(case):
    data, reason = BAD[case]
    with pytest.raises(FontError) as refusal:
        looked_at(data)
    assert reason in str(refusal.value)
    assert str(refusal.value).startswith("`Own.ttf` ")


def test_a_font_that_cannot_be_opened(tmp_path):
    with pytest.raises(FontError, match="cannot be read"):
        Face(tmp_path, "Own.ttf")


def test_no_other_exception_comes_out():
    """What passes can be measured, drawn and embedded."""
    picked = random.Random(13)
    outcomes = []
    for _ in range(150):
        data = bytearray(small())
        for _ in range(picked.choice((1, 3, 9))):
            data[picked.randrange(len(data) if picked.random() < 0.5 else 400)] = picked.choice((0, 255, 7))
        try:
            face = looked_at(bytes(data))
        except FontError:
            outcomes.append("refused")
            continue
        embedded = EmbeddedFace(Pdf.new(), face, "F")
        assert embedded.show("ABC 가 ?")[1] >= 0
        assert [face.path(g.id) for g in face.shape("AB가")]
        embedded.write()
        try:
            assert written(face.part("ABC 가"))
        except FontError:
            outcomes.append("not embedded")
        outcomes.append("taken")
    assert {"refused", "taken"} <= set(outcomes)
