"""The files of PNG pictures (ISO/IEC 15948), chunk by chunk: all rows must be there, and all checksums right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from struct import error as StructError
from struct import unpack_from
from zlib import crc32, decompressobj
from zlib import error as ZlibError

from deckgen.messages import say
from deckgen.reading.containers import Contents, Damage, is_wide, orientation

#: How a PNG begins.
PNG = b"\x89PNG\r\n\x1a\n"
#: The chunks that are kept: what the pixels need, and in which size and colours they are meant.
_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"pHYs"))
#: Samples of a pixel, by the kind of a PNG's colours, and the bits that each may have (11.2.2).
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_BITS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
#: The passes of an interlaced PNG: first column and row, and the steps to the next ones.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
#: Filters of a row: 0 to 4.
_LAST_FILTER = 4
#: Bytes that are unpacked at a time; they become at most a thousand times as many.
_PIECE = 16_384
#: Bytes that a colour profile may have; those of presses have two million.
_LARGEST_PROFILE = 8_000_000
#: gAMA is in 100,000ths; 45,455 is that of sRGB, and from what share of it on eyes tell the difference.
_GAMMA_UNIT, _GAMMA, _GAMMA_NEAR = 100_000, 1 / 2.2, 0.03


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the head has them. Raises Damage."""
    try:
        name, width, height = unpack_from(">4sII", data, 12)
    except StructError as e:
        raise Damage(say("picture:its-end-is-missing")) from e
    if name != b"IHDR":
        raise Damage(say("picture:its-head-is-missing"))
    return width, height


def png_contents(data: bytes) -> Contents:
    """What a PNG with a head holds: the same bytes where there is nothing to take out. Raises Damage."""
    try:
        parts = [data[:8]]
        rows: list[bytes] = []
        found: dict[bytes, bytes] = {}
        for name, body, chunk in _chunks(data):
            found.setdefault(name, body)
            if name == b"IDAT":
                rows.append(body)
            if name in _KEPT:
                parts.append(chunk)
        if b"IDAT" not in found or b"IEND" not in found:
            raise Damage(say("picture:its-end-is-missing"))
        if data[25] == 3 and b"PLTE" not in found:
            raise Damage(say("picture:its-palette-is-missing"))
        _check_rows(data, b"".join(rows))
        clean, hidden = b"".join(parts), _hidden(data, found)
        return Contents(
            data if clean == data else clean,
            orientation(found.get(b"eXIf", b"")),
            _profile(found),
            _gamma(found),
            hidden,
            moving=b"acTL" in found,
            wide=b"iCCP" not in found and is_wide(*found.get(b"cICP", b"\1\1")[:2]),
            common=data[24] <= 8 and hidden is None,
        )
    except (IndexError, StructError) as e:
        raise Damage(say("picture:its-parts-are-not-in")) from e


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Name, content and bytes of each chunk up to the end. Their checksums must be right."""
    at = 8
    while at + 12 <= len(data):
        length, name = unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise Damage(say("picture:its-end-is-missing"))
        if crc32(data[at + 4 : end - 4]) != unpack_from(">I", data, end - 4)[0]:
            raise Damage(say("picture:a-checksum-is-wrong"))
        yield name, data[at + 8 : end - 4], data[at:end]
        if name == b"IEND":
            return
        at = end


def _check_rows(data: bytes, compressed: bytes) -> None:
    """Whether a PNG has all of its rows, each with a filter that there is. Unpacks no more than there should be."""
    width, height, bits, kind, _, _, interlaced = unpack_from(">IIBBBBB", data, 16)
    if bits not in _BITS.get(kind, ()):
        raise Damage(say("picture:there-are-no-png-pictures", kind=kind, bits=bits))
    if not (width and height):
        raise Damage(say("picture:it-has-no-pixels"))
    passes = [
        (1 + (-(-(width - x) // dx) * bits * _SAMPLES[kind] + 7) // 8, -(-(height - y) // dy))
        for x, y, dx, dy in (_PASSES if interlaced else ((0, 0, 1, 1),))
        if width > x and height > y
    ]
    pieces, piece = _unpacked(compressed), b""
    for row, n in passes:
        while n:
            while len(piece) < row:
                more = next(pieces, None)
                if more is None:
                    raise Damage(say("picture:some-of-its-rows-are"))
                piece += more
            whole = min(n, len(piece) // row)
            if max(piece[: whole * row : row]) > _LAST_FILTER:
                raise Damage(say("picture:a-row-has-a-filter"))
            piece, n = piece[whole * row :], n - whole


def _unpacked(compressed: bytes) -> Iterator[bytes]:
    """Pixels as they are unpacked, piece by piece: there may be a gigabyte of them."""
    unpacker = decompressobj()
    try:
        for at in range(0, len(compressed), _PIECE):
            yield unpacker.decompress(compressed[at : at + _PIECE])
    except ZlibError as e:
        raise Damage(say("picture:its-pixels-cannot-be-read")) from e


def _profile(chunks: Mapping[bytes, bytes]) -> bytes:
    """The ICC profile; b"" where there is none that can be unpacked."""
    _, _, packed = chunks.get(b"iCCP", b"").partition(b"\0")
    try:
        return decompressobj().decompress(packed[1:], _LARGEST_PROFILE) if packed else b""
    except ZlibError:
        return b""  # as without a profile, in every program


def _hidden(data: bytes, chunks: Mapping[bytes, bytes]) -> int | None:
    """The grey that is not shown, of 255, where a file has fewer; of the others every program knows it."""
    bits, kind = data[24], data[25]
    if kind != 0 or bits >= 8 or len(chunks.get(b"tRNS", b"")) != 2:
        return None
    return (chunks[b"tRNS"][1] & ((1 << bits) - 1)) * 255 // ((1 << bits) - 1)


def _gamma(chunks: Mapping[bytes, bytes]) -> float | None:
    """The exponent of the samples; None where they are those of sRGB, or something else says more of them."""
    if b"gAMA" not in chunks or b"sRGB" in chunks or b"iCCP" in chunks:
        return None
    gamma = unpack_from(">I", chunks[b"gAMA"])[0] / _GAMMA_UNIT
    return None if not gamma or abs(gamma / _GAMMA - 1) < _GAMMA_NEAR else float(gamma)
