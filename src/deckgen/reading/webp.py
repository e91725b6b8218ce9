"""The files of WebP pictures (RFC 9649): whether they are whole, and whether their pixels are those of the original."""

from __future__ import annotations

from struct import error as StructError
from struct import unpack_from

from deckgen.messages import say
from deckgen.reading.containers import Contents, Damage

#: Bytes of the file's head, of a chunk's, and of that of a frame, in which chunks follow.
_HEAD, _CHUNK, _FRAME = 12, 8, 24


def webp_contents(data: bytes) -> Contents:
    """What a WebP holds; what it says beside its pixels is read with them. Raises Damage."""
    try:
        if 8 + unpack_from("<I", data, 4)[0] > len(data):
            raise Damage(say("picture:its-end-is-missing"))
        at = _HEAD
        while (name := data[at : at + 4]) not in (b"VP8 ", b"VP8L"):
            length = unpack_from("<I", data, at + 4)[0]
            at += _FRAME if name == b"ANMF" else _CHUNK + length + length % 2
        return Contents(data, lossy=name == b"VP8 ")
    except StructError as e:
        raise Damage(say("picture:its-end-is-missing")) from e
