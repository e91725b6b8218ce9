"""Raster pictures in a PDF: JPEG as it is, PNG by its own compressed rows; only PNG with alpha is unpacked (Pillow).

They are as they were read: upright, in sRGB or grey, with 8 bits for each sample.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from struct import unpack_from

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
#: JPEG markers that carry the frame's size and components: SOF0-15 without DHT (C4), JPG (C8), DAC (CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB}


class PictureError(Exception):
    """A picture that is neither JPEG nor PNG; the message says what was found."""


def image(pdf: Pdf, data: bytes) -> Object:
    """The image XObject of a picture file."""
    if data.startswith(_JPEG):
        return _jpeg(pdf, data)
    if data.startswith(_PNG):
        return _png(pdf, data)
    raise PictureError(f"a picture must be JPEG or PNG, this one starts with {data[:4]!r}")


def unite(forms: Iterable[Object]) -> None:
    """Has forms of one document, and those that they draw, share the pictures that are the same."""
    known: dict[bytes, Object] = {}
    seen: set[tuple[int, int]] = set()
    waiting = list(forms)
    while waiting:
        form = waiting.pop()
        if form.objgen in seen:
            continue
        seen.add(form.objgen)
        objects = form.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        for name, drawn in list(objects.items()):
            if drawn.get("/Subtype") == Name.Image:
                objects[name] = known.setdefault(_digest(drawn), drawn)
            else:
                waiting.append(drawn)


def _digest(image: Object) -> bytes:
    """What an image is, wherever its mask stands."""
    mask = image.get("/SMask")
    head = Dictionary({key: value for key, value in image.items() if key != "/SMask"})
    return sha256(head.unparse() + image.read_raw_bytes() + (mask.read_raw_bytes() if mask else b"")).digest()


def _jpeg(pdf: Pdf, data: bytes) -> Object:
    at = 2
    while at < len(data):
        marker, length = data[at + 1], unpack_from(">H", data, at + 2)[0]
        if marker in _FRAMES:
            bits, h, w, n = unpack_from(">BHHB", data, at + 4)
            return _stream(pdf, data, Name.DCTDecode, _entries(w, h, bits, _SPACES[n]))
        at += 2 + length
    raise PictureError("a JPEG picture without a frame")


def _png(pdf: Pdf, data: bytes) -> Object:
    w, h, bits, kind, _, _, interlaced = unpack_from(">IIBBBBB", data, 16)
    palette, rows, see_through = b"", [], False
    at = 8
    while at < len(data):
        length, name = unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if name == b"PLTE":
            palette = body
        elif name == b"IDAT":
            rows.append(body)
        elif name == b"tRNS":
            see_through = True
        at += 12 + length
    if see_through or interlaced or kind in (4, 6):
        return _unpacked(pdf, data)
    colours = 3 if kind == 2 else 1
    space: Object = {0: Name.DeviceGray, 2: Name.DeviceRGB}.get(
        kind, Array([Name.Indexed, Name.DeviceRGB, len(palette) // 3 - 1, palette])
    )
    entries = _entries(w, h, bits, space)
    parameters = Dictionary(Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=w)
    return _stream(pdf, b"".join(rows), Name.FlateDecode, entries, parameters)


def _unpacked(pdf: Pdf, data: bytes) -> Object:
    """A PNG whose rows PDF cannot read as they are: alpha goes into a soft mask."""
    from PIL import Image  # late: seldom needed, and slow to import

    source = Image.open(BytesIO(data)).convert("RGBA")
    w, h = source.size
    *rgb, alpha = source.split()
    colours = Image.merge("RGB", rgb).tobytes()
    entries = _entries(w, h, 8, Name.DeviceRGB)
    if alpha.getextrema() != (255, 255):
        mask = zlib.compress(alpha.tobytes())
        entries["/SMask"] = _stream(pdf, mask, Name.FlateDecode, _entries(w, h, 8, Name.DeviceGray))
    return _stream(pdf, zlib.compress(colours), Name.FlateDecode, entries)


def _entries(w: int, h: int, bits: int, space: Object) -> dict[str, object]:
    return {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": w,
        "/Height": h,
        "/BitsPerComponent": bits,
        "/ColorSpace": space,
    }


def _stream(
    pdf: Pdf, data: bytes, kind: Name, entries: dict[str, object], parameters: Dictionary | None = None
) -> Object:
    stream = Stream(pdf, b"")
    stream.write(data, filter=kind, decode_parms=parameters)
    for key, value in entries.items():
        stream[key] = value
    return pdf.make_indirect(stream)
