"""The canonical zip (APPNOTE.TXT 6.3.10, 4.3): each part is an entry that is made by itself, whole with its header, so
that entries which are in two files are made once and copied."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from itertools import accumulate
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
_PLACE = struct.Struct("<L")
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


class Archive:
    """Entries in their order, with the directory that stands behind them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        self._numbers = {one.name: n for n, one in enumerate(self._entries)}
        #: Where in the directory each of them begins: that follows from their names alone.
        self._lines = list(accumulate((_CENTRAL.size + len(one.tail) for one in self._entries), initial=0))
        self._directory = b"".join(one.head + bytes(4) + one.tail for one in self._entries)

    def __getitem__(self, name: str) -> Entry:
        return self._entries[self._numbers[name]]

    def file(self, others: Iterable[Entry] = ()) -> bytes:
        """The file with others in the place of entries of the same name."""
        parts = [one.local for one in self._entries]
        directory = bytearray(self._directory)
        for one in others:
            n = self._numbers[one.name]
            parts[n] = one.local
            directory[self._lines[n] : self._lines[n] + len(one.head)] = one.head
        place = 0
        for part, line in zip(parts, self._lines, strict=False):
            _PLACE.pack_into(directory, line + _CENTRAL.size - _PLACE.size, place)
            place += len(part)
        end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), place, 0)
        return b"".join((*parts, directory, end))
