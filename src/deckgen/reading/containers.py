"""The files of pictures, part by part: whether all are there and in order, and what they say beside the pixels.

Which way up a picture is must be known; where and with what it was taken is nobody's business, and a deck goes to many
people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from
from typing import NamedTuple
from zlib import crc32, decompressobj
from zlib import error as ZlibError

#: How a PNG begins.
PNG = b"\x89PNG\r\n\x1a\n"
#: Segments of a JPEG that say how its pixels are to be read: JFIF, the colour profile, Adobe's transformation.
_TECHNICAL = {0xE0: b"JF", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
#: The start of the scan, and the end of the picture.
_SCAN, _END = 0xDA, 0xD9
#: A marker within or behind a scan: no stuffed byte, no restart, no fill.
_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
#: Texts of a PNG that hold what else has a place of its own.
_PROFILES = (b"XML:com.adobe.xmp\0", b"Raw profile type ")
#: EXIF's tag that says which way up a picture is.
_ORIENTATION = 0x0112
#: Samples of a pixel, by the kind of a PNG's colours, and the bits that each may have (ISO/IEC 15948, 11.2.2).
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_BITS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
#: The passes of an interlaced PNG: first column and row, and the steps to the next ones.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
#: Filters of a row: 0 to 4.
_LAST_FILTER = 4


class Damage(Exception):
    """A file whose parts are not in order."""


class Contents(NamedTuple):
    """A picture's bytes without what it says of its maker, and which way up it is: 1 to 8 as EXIF counts, 1 for as it
    is."""

    data: bytes
    orientation: int


def contents(data: bytes) -> Contents:
    """What a PNG or JPEG holds: the same bytes where there is nothing to take out. Raises Damage."""
    try:
        parts, exif = (_png if data.startswith(PNG) else _jpeg)(data)
    except (IndexError, StructError) as e:
        raise Damage("its parts are not in order") from e
    clean = b"".join(parts)
    return Contents(data if clean == data else clean, _orientation(exif))


def _jpeg(data: bytes) -> tuple[list[bytes], bytes]:
    """The parts of a JPEG that are kept, up to its end (phones put more pictures behind it), and its EXIF."""
    parts, exif, at = [data[:2]], b"", 2
    while True:
        start = at
        if data[at] != 0xFF:
            raise Damage("its parts are not in order")
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
        marker = data[at + 1]
        if marker == _END:
            return [*parts, data[start : at + 2]], exif
        length = unpack_from(">H", data, at + 2)[0]
        body, at = data[at + 4 : at + 2 + length], at + 2 + length
        if marker == _SCAN:
            following = _MARKER.search(data, at)
            if following is None:
                raise Damage("its end is missing")
            at = following.start()
        if marker == 0xE1 and body.startswith(b"Exif\0\0") and not exif:
            exif = body[6:]
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or _is_technical(marker, body):
            parts.append(data[start:at])


def _is_technical(marker: int, body: bytes) -> bool:
    return marker in _TECHNICAL and body.startswith(_TECHNICAL[marker])


def _png(data: bytes) -> tuple[list[bytes], bytes]:
    """The chunks of a PNG that are kept, and its EXIF."""
    parts, exif = [data[:8]], b""
    rows: list[bytes] = []
    names: set[bytes] = set()
    for name, body, chunk in _chunks(data):
        if not names and name != b"IHDR":
            raise Damage("its head is missing")
        names.add(name)
        if name == b"IDAT":
            rows.append(body)
        if name == b"eXIf":
            exif = body
        elif not (name in (b"tEXt", b"zTXt", b"iTXt") and body.startswith(_PROFILES)):
            parts.append(chunk)
    if b"IDAT" not in names or b"IEND" not in names:
        raise Damage("its end is missing")
    if data[25] == 3 and b"PLTE" not in names:
        raise Damage("its palette is missing")
    _check_rows(data, b"".join(rows))
    return parts, exif


def _check_rows(data: bytes, compressed: bytes) -> None:
    """Whether a PNG has all of its rows, each with a filter that there is. Unpacks no more than there should be."""
    width, height, bits, kind, _, _, interlaced = unpack_from(">IIBBBBB", data, 16)
    if bits not in _BITS.get(kind, ()):
        raise Damage(f"there are no PNG pictures of kind {kind} with {bits} bits")
    if not (width and height):
        raise Damage("it has no pixels")
    passes = [
        (1 + (-(-(width - x) // dx) * bits * _SAMPLES[kind] + 7) // 8, -(-(height - y) // dy))
        for x, y, dx, dy in (_PASSES if interlaced else ((0, 0, 1, 1),))
        if width > x and height > y
    ]
    try:
        rows = decompressobj().decompress(compressed, sum(row * n for row, n in passes))
    except ZlibError as e:
        raise Damage("its pixels cannot be read") from e
    at = 0
    for row, n in passes:
        filters = rows[at : at + row * n : row]
        at += row * n
        if len(rows) < at:
            raise Damage("some of its rows are missing")
        if max(filters) > _LAST_FILTER:
            raise Damage("a row has a filter that there is not")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Name, content and bytes of each chunk up to the end. Their checksums must be right."""
    at = 8
    while at + 12 <= len(data):
        length, name = unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise Damage("its end is missing")
        if crc32(data[at + 4 : end - 4]) != unpack_from(">I", data, end - 4)[0]:
            raise Damage("a checksum is wrong")
        yield name, data[at + 8 : end - 4], data[at:end]
        if name == b"IEND":
            return
        at = end


def _orientation(exif: bytes) -> int:
    """Which way up a picture is by its EXIF; 1 where that does not say or cannot be read, as everywhere."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        at = unpack_from(f"{order}I", exif, 4)[0]
        for n in range(unpack_from(f"{order}H", exif, at)[0]):
            tag, kind, _, value = unpack_from(f"{order}HHIH", exif, at + 2 + 12 * n)
            if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except StructError:
        return 1
    return 1
