"""The canonical zip (APPNOTE.TXT 6.3.10, 4.3): each part is an entry that is made by itself, whole with its header, so
that entries which are in two files are made once and copied."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

#: Already compressed: deflating them again costs time and gains nothing.
_STORED = (".png", ".jpeg", ".gif", ".xlsx", ".fntdata")
#: How hard the others are compressed: 6, as is usual, takes 40 % longer for files that are 5 % smaller.
_LEVEL = 4
#: Version 2.0 of the format; no flags; the method follows.
_VERSION, _FLAGS = 20, 0
#: The earliest moment that a zip can hold, 1980-01-01 0:00; every entry gets it, so that equal decks are equal bytes.
_TIME, _DATE = 0, 1 << 5 | 1
#: Who may read and write the file, where a system asks for it: its owner.
_ATTRIBUTES = 0o600 << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


class Entry(NamedTuple):
    """A part in the zip: its bytes there with the header before them, and what the directory at the end says of it
    before and behind the place at which it begins."""

    name: str
    local: bytes
    head: bytes
    tail: bytes


def entry(name: str, data: bytes) -> Entry:
    """A part, compressed unless it is already."""
    method, inside = zlib.DEFLATED, data
    if name.endswith(_STORED):
        method = 0
    else:
        squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        inside = squeeze.compress(data) + squeeze.flush()
    called = name.encode("ascii")
    crc, sizes = zlib.crc32(data), (len(inside), len(data))
    about = (_VERSION, _FLAGS, method, _TIME, _DATE, crc, *sizes, len(called), 0)
    local = _LOCAL.pack(b"PK\3\4", *about) + called + inside
    central = _CENTRAL.pack(b"PK\1\2", _VERSION, *about, 0, 0, 0, _ATTRIBUTES, 0)
    return Entry(name, local, central[:-4], called)


def joined(entries: Iterable[Entry]) -> bytes:
    """The file that has these entries, in this order."""
    parts, directory, place, count = list[bytes](), list[bytes](), 0, 0
    for _, local, head, tail in entries:
        parts.append(local)
        directory += (head, place.to_bytes(4, "little"), tail)
        place += len(local)
        count += 1
    listed = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), place, 0)
    return b"".join((*parts, listed, end))
