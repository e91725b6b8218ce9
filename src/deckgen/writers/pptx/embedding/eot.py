"""The file that a deck holds of a face: an EOT header, version 2.2, then the font in MicroType Express."""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack, unpack_from

from deckgen.writers.pptx.embedding.ctf import blocks
from deckgen.writers.pptx.embedding.lzcomp import PRELOAD, compressed

_VERSION, _MAGIC = 0x00020002, 0x504C
#: Flags: the font is compressed; it is part of one.
_COMPRESSED, _SUBSET = 0x4, 0x1
#: What the checksum of the addresses that a font is bound to begins with; ours is bound to none.
_UNBOUND = 0x50475342
#: The code page that PowerPoint writes where a font has no characters of a user's own.
_CODE_PAGE = 1252
#: How a MicroType Express file begins: its version.
_MTX = 3


def written(tables: Mapping[str, bytes]) -> bytes:
    """Part of a static TrueType font, given as its tables by tag, as a file to be embedded."""
    data = packed(*blocks(tables))
    head, os2 = tables["head"], tables["OS/2"]
    weight, rights = unpack_from(">HxxH", os2, 4)
    italic = unpack_from(">H", os2, 62)[0] & 1
    pages = unpack_from(">2I", os2, 78) if len(os2) >= 86 else (1, 0)
    family, style, version, full = (_name(tables["name"], n) for n in (1, 2, 5, 4))
    # PowerPoint counts the zero that ends the first two names, and no other
    names = b"".join(pack("<H", len(n)) + n + b"\0\0" for n in (family + b"\0\0", style + b"\0\0", version, full))
    rest = (
        pack("<I10sBBIHH", _COMPRESSED | _SUBSET, os2[32:42], 0, italic, weight, rights, _MAGIC)
        + pack("<4I2I", *unpack_from(">4I", os2, 42), *pages)
        + pack("<I16xH", *unpack_from(">I", head, 8), 0)
        + names
        + pack("<HIIHHII", 0, _UNBOUND, _CODE_PAGE, 0, 0, 0, 0)
        + data
    )
    return pack("<III", 12 + len(rest), len(data), _VERSION) + rest


def packed(*parts: bytes) -> bytes:
    """Three blocks in one: how far back a copy may reach, where the second and the third begin, and all of them,
    compressed."""
    first, second, third = map(compressed, parts)
    farthest = max(map(len, parts)) + len(PRELOAD)
    offsets = (farthest, 10 + len(first), 10 + len(first) + len(second))
    return bytes([_MTX]) + b"".join(n.to_bytes(3, "big") for n in offsets) + first + second + third


def _name(table: bytes, number: int) -> bytes:
    """A name of the font in English, as UTF-16 of Windows; b"" where it has none."""
    count, strings = unpack_from(">HH", table, 2)
    for at in range(6, 6 + 12 * count, 12):
        platform, _, language, name, size, place = unpack_from(">6H", table, at)
        if (platform, language, name) == (3, 0x409, number):
            text = table[strings + place : strings + place + size]
            return text.decode("utf-16-be", "replace").encode("utf-16-le")
    return b""
