"""A font's tables as MicroType Express has them (Compact Table Format): outlines by triplets, control values by their
differences, no table of places.

In place of one file there are three blocks: tables and outlines, values that programs of glyphs push, programs. Ours
leave what is pushed in the programs, so the second one is empty.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import pairwise
from struct import error as StructError
from struct import pack, unpack_from

#: Tables that a reader works out again (`loca`), or that hold what one size of a screen once needed.
_LEFT_OUT = frozenset({"loca", "hdmx", "VDMX", "LTSH", "DSIG"})
#: Bytes of outlines from which the table of places is said to have long numbers (64 kB): readers write it again, for
#: outlines that they pack less closely, and short numbers reach to 128 kB only.
_LONG_FROM = 0x10000
#: The number of contours that announces a box of its own.
_BOXED = 0x7FFF
#: A glyph without contours, and without a program.
_NOTHING = b"\0\0", b""
#: Flags of a component of a glyph (OpenType, `glyf`): arguments of two bytes, one, two or four numbers of a map, more
#: components, a program.
_WORDS, _SCALE, _MORE, _SCALES, _MATRIX, _PROGRAM = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100
#: Flags of a point of a simple glyph: on the curve, short x and y, repeated, x and y as before (or positive).
_ON, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 0x1, 0x2, 0x4, 0x8, 0x10, 0x20


def blocks(tables: Mapping[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """The three blocks of a static TrueType font, given as its tables by tag."""
    glyphs, programs = _outlines(tables)
    kept = {tag: data for tag, data in tables.items() if tag not in _LEFT_OUT} | {"glyf": glyphs, "loca": b""}
    if len(tables["glyf"]) >= _LONG_FROM:
        kept["head"] = tables["head"][:50] + b"\0\1" + tables["head"][52:]
    if "cvt " in tables:
        kept["cvt "] = control_values(tables["cvt "])
    return sfnt(kept), b"", programs


def sfnt(tables: Mapping[str, bytes]) -> bytes:
    """A font file without checksums, which the format does not use; an empty table stands nowhere."""
    count = len(tables)
    power = count.bit_length() - 1
    head = [pack(">4sHHHH", b"\0\1\0\0", count, 16 << power, power, 16 * count - (16 << power))]
    body, at = [], 12 + 16 * count
    for tag, data in sorted(tables.items()):
        head.append(pack(">4sIII", tag.encode(), 0, at if data else 0, len(data)))
        body.append(data + bytes(-len(data) % 4))
        at += len(body[-1])
    return b"".join(head + body)


def control_values(table: bytes) -> bytes:
    """`cvt `: how many, then differences; bytes from 239 on say how often 238 is taken off, from 248 on how often it is
    added."""
    values = [v for (v,) in _shorts(table)]
    out = bytearray(pack(">H", len(values)))
    last = 0
    for value in values:
        difference = (value - last + 0x8000) % 0x10000 - 0x8000
        times, rest = divmod(abs(difference), 238)
        if times > 8 or (difference >= 0 and times == 0):
            out += bytes([rest]) if times == 0 else pack(">Bh", 238, difference)
        else:
            out += bytes([239 + times if difference < 0 else 247 + times, rest])
        last = value
    return bytes(out)


def _shorts(table: bytes) -> Sequence[tuple[int]]:
    return [unpack_from(">h", table, at) for at in range(0, len(table) - 1, 2)]


def _outlines(tables: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """All glyphs, and their programs."""
    glyf, loca = tables["glyf"], tables["loca"]
    count = unpack_from(">H", tables["maxp"], 4)[0]
    long = unpack_from(">h", tables["head"], 50)[0]
    places = unpack_from(f">{count + 1}{'I' if long else 'H'}", loca)
    step = 1 if long else 2
    out, programs = bytearray(), bytearray()
    for start, end in pairwise(places):
        try:
            outline, program = _outline(glyf[start * step : end * step])
        except (StructError, IndexError, ValueError):
            outline, program = _NOTHING  # what is damaged draws nothing, as in other programs
        out += outline
        programs += program
    return bytes(out), bytes(programs)


def _outline(glyph: bytes) -> tuple[bytes, bytes]:
    """A glyph and its program. Raises struct.error, IndexError or ValueError for what is damaged."""
    contours = unpack_from(">h", glyph)[0] if glyph else 0
    if not contours:
        return _NOTHING
    out, programs = bytearray(), bytearray()
    if contours > 0:
        _simple(glyph, contours, out, programs)
    else:
        _composite(glyph, out, programs)
    return bytes(out), bytes(programs)


def _composite(glyph: bytes, out: bytearray, programs: bytearray) -> None:
    """A glyph made of others stays as it is, but for its program."""
    at, flags = 10, _MORE
    while flags & _MORE:
        flags = unpack_from(">H", glyph, at)[0]
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _MATRIX else 0
    out += glyph[:at]
    if flags & _PROGRAM:
        size = unpack_from(">H", glyph, at)[0]
        _put_program(glyph[at + 2 : at + 2 + size], out, programs)


def _put_program(program: bytes, out: bytearray, programs: bytearray) -> None:
    out += b"\0" + count(len(program))  # nothing is pushed apart
    programs += program


def _simple(glyph: bytes, contours: int, out: bytearray, programs: bytearray) -> None:
    """A glyph with contours: points in each, flags of all points, their bytes, the size of the program."""
    ends = unpack_from(f">{contours}H", glyph, 10)
    at = 10 + 2 * contours
    size = unpack_from(">H", glyph, at)[0]
    on_curve, xs, ys = _points(glyph, at + 2 + size, ends[-1] + 1)
    box = unpack_from(">4h", glyph, 2)
    if box != _box(xs, ys):
        out += pack(">hh4h", _BOXED, contours, *box)
    else:
        out += pack(">h", contours)
    last = 0
    for end in ends:
        out += count(end - last)
        last = end
    coordinates = bytearray()
    for on, x, y in zip(on_curve, xs, ys, strict=True):
        flag, data = triplet(x, y)
        out.append(flag if on else flag | 0x80)
        coordinates += data
    out += coordinates
    _put_program(glyph[at + 2 : at + 2 + size], out, programs)


def _points(glyph: bytes, at: int, count: int) -> tuple[list[bool], array[int], array[int]]:
    """Whether each point is on the curve, and how far it is from the one before it."""
    flags: list[int] = []
    while len(flags) < count:
        flag = glyph[at]
        at += 1
        flags.append(flag)
        if flag & _REPEAT:
            flags += [flag] * glyph[at]
            at += 1
    if len(flags) != count:
        raise ValueError("more flags than points")
    axes = []
    for short, same in ((_SHORT_X, _SAME_X), (_SHORT_Y, _SAME_Y)):
        steps = array("i")
        for flag in flags:
            if flag & short:
                steps.append(glyph[at] if flag & same else -glyph[at])
                at += 1
            elif flag & same:
                steps.append(0)
            else:
                steps.append(unpack_from(">h", glyph, at)[0])
                at += 2
        axes.append(steps)
    return [bool(flag & _ON) for flag in flags], axes[0], axes[1]


def _box(xs: Sequence[int], ys: Sequence[int]) -> tuple[int, int, int, int]:
    """The box of points, given by their steps."""
    edges = []
    for steps in (xs, ys):
        at, places = 0, []
        for step in steps:
            at += step
            places.append(at)
        edges.append((min(places), max(places)))
    (left, right), (bottom, top) = edges
    return left, bottom, right, top


def count(value: int) -> bytes:
    """A number from 0 to 65,535 (255USHORT), most often in one byte."""
    if value < 253:
        return bytes([value])
    if value < 762:
        return bytes([255, value - 253]) if value < 506 else bytes([254, value - 506])
    return pack(">BH", 253, value)


def triplet(x: int, y: int) -> tuple[int, bytes]:
    """The step to a point: the flag, which says how many bits follow of x and y, and those."""
    wide, high = abs(x), abs(y)
    right, up = int(x >= 0), 2 * int(y >= 0)
    if wide == 0 and high < 1280:
        return 2 * (high >> 8) + (up >> 1), bytes([high & 0xFF])
    if high == 0 and wide < 1280:
        return 10 + 2 * (wide >> 8) + right, bytes([wide & 0xFF])
    if 0 < wide < 65 and 0 < high < 65:
        w, h = wide - 1, high - 1
        return 20 + (w & 0x30) + ((h & 0x30) >> 2) + right + up, bytes([(w & 15) << 4 | h & 15])
    if 0 < wide < 769 and 0 < high < 769:
        w, h = wide - 1, high - 1
        return 84 + 12 * (w >> 8) + 4 * (h >> 8) + right + up, bytes([w & 0xFF, h & 0xFF])
    if wide < 4096 and high < 4096:
        return 120 + right + up, (wide << 12 | high).to_bytes(3, "big")
    return 124 + right + up, pack(">HH", wide, high)
