"""The same picture in every file that people bring: red, green, blue and white quarters, as phones, cameras, editors
and the web save it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops, ImageCms

#: Upright, in pixels.
SIZE = (64, 48)
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
#: Top left, top right, foot left, foot right; None for what is not there.
Quarters = tuple[tuple[int, int, int] | None, ...]
COLOURS: Quarters = (RED, GREEN, BLUE, WHITE)
GREYS: Quarters = tuple((v, v, v) for v in (76, 150, 29, 255))
HOLE: Quarters = (None, GREEN, BLUE, WHITE)
#: Colours of a press whose profile says what its inks look like.
PRESS: Quarters = ((180, 40, 60), (0, 140, 70), (40, 50, 130), WHITE)
#: What `COLOURS` are called in Display P3 (CSS Color 4 converts them so).
P3 = ((234, 51, 35), (117, 251, 76), (0, 0, 245), WHITE)
#: How upright pixels are stored under each of EXIF's orientations (2.32, 4.6.4).
T = Image.Transpose
STORED = {
    2: T.FLIP_LEFT_RIGHT,
    3: T.ROTATE_180,
    4: T.FLIP_TOP_BOTTOM,
    5: T.TRANSPOSE,
    6: T.ROTATE_90,
    7: T.TRANSVERSE,
    8: T.ROTATE_270,
}
SECRET = b"Camera of somebody"


class Sample(NamedTuple):
    """A file: how it is made, what it shows, and whether its author is told something of it."""

    make: Callable[[], bytes]
    shows: Quarters = COLOURS
    remark: str = ""


def quartered(colours: tuple[tuple[int, ...], ...] = (RED, GREEN, BLUE, WHITE), mode: str = "RGB") -> Image.Image:
    w, h = SIZE
    picture = Image.new(mode, SIZE)
    for n, colour in enumerate(colours):
        x, y = n % 2 * w // 2, n // 2 * h // 2
        picture.paste(colour if len(colour) > 1 else colour[0], (x, y, x + w // 2, y + h // 2))
    return picture


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def stored(orientation: int) -> Image.Image:
    picture = quartered()
    return picture.transpose(STORED[orientation]) if orientation in STORED else picture


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone says: which way up, by what, and where."""
    said = Image.Exif()
    said[0x0112], said[0x010F] = orientation, SECRET.decode()
    said.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 59.0)})
    return said


# colours


def profile(space: bytes, **tags: bytes) -> bytes:
    """An ICC profile (ICC.1:2022, 7) of these tags."""
    head, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        head += name.encode() + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    kind = b"prtr" if space == b"CMYK" else b"mntr"
    connection = b"Lab " if space == b"CMYK" else b"XYZ "
    rest = struct.pack(">I4sI4s4s4s", 132 + 12 * len(tags) + len(body), b"", 0x02400000, kind, space, connection)
    rest += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + _xyz(0.9642, 1, 0.8249)[8:]
    return rest.ljust(128, b"\0") + head + body


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65_536) for v in values))


@cache
def display_p3() -> bytes:
    """Display P3, as Apple's phones and screens say it: its primaries, and the curve of sRGB."""
    curve = b"para\0\0\0\0\0\3\0\0"
    curve += struct.pack(">5i", *(round(v * 65_536) for v in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)))
    red, green, blue = (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)
    primaries = {"rXYZ": _xyz(*red), "gXYZ": _xyz(*green), "bXYZ": _xyz(*blue), "wtpt": _xyz(0.9642, 1, 0.8249)}
    return profile(b"RGB ", **primaries, rTRC=curve, gTRC=curve, bTRC=curve)


@cache
def press() -> bytes:
    """A press on which yellow on magenta and so on have the colours of `PRESS`; with more ink all is black."""
    seen = {(0, 0, 0, 0): WHITE, (0, 1, 1, 0): PRESS[0], (1, 0, 1, 0): PRESS[1], (1, 1, 0, 0): PRESS[2]}
    inks = [(n >> 3 & 1, n >> 2 & 1, n >> 1 & 1, n & 1) for n in range(16)]
    colours = Image.new("RGB", (16, 1))
    colours.putdata([seen.get(ink, (0, 0, 0)) for ink in inks])
    lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    table = bytes(
        b if n % 3 == 0 else (b + 128) % 256 for n, b in enumerate(ImageCms.applyTransform(colours, lab).tobytes())
    )
    one = struct.pack(">9i", *(65_536 * (n % 4 == 0) for n in range(9)))
    straight = bytes(range(256))
    head = b"mft1\0\0\0\0\4\3\2\0"
    return profile(b"CMYK", A2B0=head + one + straight * 4 + table + straight * 3, wtpt=_xyz(0.9642, 1, 0.8249))


def inks() -> Image.Image:
    """The picture for a press, as everybody converts colours who knows nothing of that press."""
    return quartered(((0, 255, 255, 0), (255, 0, 255, 0), (255, 255, 0, 0), (0, 0, 0, 0)), "CMYK")


def ycck() -> bytes:
    """Inks as Photoshop saves them: brightness and colour of the inverted inks, told by Adobe's marker."""
    c, m, y, k = inks().split()
    coded = [ImageChops.invert(band) for band in Image.merge("RGB", (c, m, y)).convert("YCbCr").split()]
    data = saved(Image.merge("CMYK", (*coded, k)), "JPEG", quality=95)
    return re_marked(data, b"Adobe\0d\0\0\0\0\0", b"Adobe\0d\0\0\0\0\2")


def re_marked(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


# containers


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def with_segments(data: bytes, *more: bytes) -> bytes:
    return data[:2] + b"".join(more) + data[2:]


def jpeg(**more: object) -> bytes:
    return saved(quartered(), "JPEG", quality=95, **more)


def mpo(orientation: int) -> bytes:
    """A JPEG with a second picture, which lies beside it or is a map of brightness."""
    second = [Image.new("RGB", SIZE, "black")]
    return saved(stored(orientation), "MPO", quality=95, save_all=True, append_images=second, exif=exif(orientation))


def filled() -> bytes:
    """With bytes between the segments that mean nothing (ITU-T T.81, B.1.1.2)."""
    data = jpeg()
    for marker in (b"\xff\xdb", b"\xff\xc0", b"\xff\xda"):
        data = re_marked(data, marker, b"\xff\xff\xff" + marker)
    return data[:-2] + b"\xff\xff" + data[-2:]


def chunk(name: bytes, body: bytes = b"", checksum: int | None = None) -> bytes:
    crc = zlib.crc32(name + body) if checksum is None else checksum
    return len(body).to_bytes(4, "big") + name + body + crc.to_bytes(4, "big")


def ihdr(width: int, height: int, bits: int = 8, kind: int = 2, interlaced: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced))


def png(rows: bytes, *, head: bytes, more: bytes = b"") -> bytes:
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND")


def with_chunks(data: bytes, *more: bytes) -> bytes:
    """A PNG with more chunks behind its head."""
    return data[:33] + b"".join(more) + data[33:]


def deep(mode: str = "RGB") -> bytes:
    """16 bits for each sample."""
    picture = quartered().convert(mode)
    step = SIZE[0] * len(picture.getbands())
    samples = picture.tobytes()
    rows = (samples[at : at + step] for at in range(0, len(samples), step))
    head = ihdr(*SIZE, bits=16, kind=0 if mode == "L" else 2)
    return png(b"".join(b"\0" + bytes(b for v in row for b in (v, v)) for row in rows), head=head)


def interlaced() -> bytes:
    """Seven passes (ISO/IEC 15948, 8.2)."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    picture, (w, h) = quartered().load(), SIZE
    rows = b"".join(
        b"\0" + b"".join(bytes(picture[x, y]) for x in range(left, w, dx))
        for left, top, dx, dy in passes
        for y in range(top, h, dy)
    )
    return png(rows, head=ihdr(w, h, interlaced=1))


def bright() -> bytes:
    """Samples that are light itself (gAMA 1): all but the darkest and lightest would be too dark."""
    data = saved(quartered(((55, 0, 0), (0, 55, 0), (0, 0, 55), (255, 255, 255))), "PNG")
    return with_chunks(data, chunk(b"gAMA", (100_000).to_bytes(4, "big")))


def clear_grey(bits: int) -> bytes:
    """One grey is not shown: the darkest of the picture, as the file counts it."""
    w, h = SIZE
    top = (1 << bits) - 1
    levels = (0, top, top, top) if bits == 1 else (top * 2 // 3, top // 3, 0, top) if bits < 8 else (76, 150, 29, 255)
    if bits == 16:
        levels = tuple(v * 257 for v in levels)
    quarter = [[levels[2 * (y * 2 // h) + x * 2 // w] for x in range(w)] for y in range(h)]
    rows = b"".join(
        b"\0" + sum(v << bits * n for n, v in enumerate(reversed(r))).to_bytes(w * bits // 8, "big") for r in quarter
    )
    return png(rows, head=ihdr(w, h, bits, 0), more=chunk(b"tRNS", levels[0].to_bytes(2, "big")))


def clear_deep() -> bytes:
    """One colour of 16 bits is not shown."""
    data = deep()
    return with_chunks(data, chunk(b"tRNS", b"\xff\xff\0\0\0\0"))


def clear(kind: str, **more: object) -> bytes:
    """Its first quarter is not there."""
    picture = quartered().convert("RGBA")
    picture.paste((255, 0, 0, 0), (0, 0, SIZE[0] // 2, SIZE[1] // 2))
    return saved(picture, kind, **more)


def clear_palette(kind: str) -> bytes:
    picture = quartered().quantize(4)
    return saved(picture, kind, transparency=picture.getpixel((2, 2)))


def moving(kind: str, **more: object) -> bytes:
    second = [Image.new("RGB", SIZE, "black")]
    return saved(quartered(), kind, save_all=True, append_images=second, duration=100, **more)


def wide_avif() -> bytes:
    """Its colours are said to be of Display P3, by a number."""
    return re_marked(saved(quartered(), "AVIF", **_SOFT), b"colrnclx\0\1", b"colrnclx\0\x0c")


_WIDE = "has colours that sRGB lacks"
_DARK = (128, 0, 0), (0, 128, 0), (0, 0, 128), WHITE
_MOVES, _INKS = "moves: only its first picture is shown", "has the colours of a press (CMYK)"
_SOFT = {"quality": 95}

#: Every file by its name. Its ending is what people call it, which need not be what it is.
FILES: dict[str, Sample] = {
    "plain.jpg": Sample(jpeg),
    "rounds.jpeg": Sample(lambda: jpeg(progressive=True)),
    "filled.jpg": Sample(filled),
    "grey.jpg": Sample(lambda: saved(quartered().convert("L"), "JPEG", quality=95), GREYS),
    "coded-as-rgb.jpg": Sample(lambda: jpeg(keep_rgb=True)),
    "inks.jpg": Sample(lambda: saved(inks(), "JPEG", quality=95), remark=_INKS),
    "inks-of-adobe.jpg": Sample(ycck, remark=_INKS),
    "inks-with-profile.jpg": Sample(lambda: saved(inks(), "JPEG", quality=95, icc_profile=press()), PRESS),
    "p3.jpg": Sample(lambda: saved(quartered(P3), "JPEG", quality=98, subsampling=0, icc_profile=display_p3())),
    "bad-profile.jpg": Sample(lambda: jpeg(icc_profile=b"no profile")),
    "no-end.jpg": Sample(lambda: jpeg()[:-2]),
    "no-end-rounds.jpg": Sample(lambda: jpeg(progressive=True)[:-2]),
    "more-behind.jpg": Sample(lambda: jpeg() + b"\0" * 99 + b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 9),
    "twice.mpo": Sample(lambda: mpo(1)),
    "twice-turned.jpg": Sample(lambda: mpo(6)),
    **{f"turned-{n}.jpg": Sample(lambda n=n: saved(stored(n), "JPEG", quality=95, exif=exif(n))) for n in range(1, 9)},
    **{f"turned-{n}.png": Sample(lambda n=n: saved(stored(n), "PNG", exif=exif(n))) for n in range(1, 9)},
    **{f"turned-{n}.webp": Sample(lambda n=n: saved(stored(n), "WEBP", exif=exif(n), **_SOFT)) for n in range(1, 9)},
    **{f"turned-{n}.avif": Sample(lambda n=n: saved(stored(n), "AVIF", exif=exif(n), **_SOFT)) for n in range(1, 9)},
    "plain.png": Sample(lambda: saved(quartered(), "PNG")),
    "web.jfif": Sample(jpeg),
    "grey.png": Sample(lambda: saved(quartered().convert("L"), "PNG"), GREYS),
    "deep.png": Sample(deep),
    "deep-grey.png": Sample(lambda: deep("L"), GREYS),
    "interlaced.png": Sample(interlaced),
    "palette.png": Sample(lambda: saved(quartered().quantize(4), "PNG")),
    "palette-hole.png": Sample(lambda: clear_palette("PNG"), HOLE),
    "hole-of-1-bit.png": Sample(lambda: clear_grey(1), (None, WHITE, WHITE, WHITE)),
    "hole-of-2-bits.png": Sample(lambda: clear_grey(2), (None, (85, 85, 85), (0, 0, 0), WHITE)),
    "hole-of-16-bits.png": Sample(lambda: clear_grey(16), (None, *GREYS[1:])),
    "hole-of-48-bits.png": Sample(clear_deep, HOLE),
    "hole.png": Sample(lambda: clear("PNG"), HOLE),
    "p3.png": Sample(lambda: saved(quartered(P3), "PNG", icc_profile=display_p3())),
    "bright.png": Sample(bright, _DARK),
    "moving.png": Sample(lambda: moving("PNG"), remark=_MOVES),
    "lossless.webp": Sample(lambda: saved(quartered(), "WEBP", lossless=True)),
    "hole.webp": Sample(lambda: clear("WEBP", lossless=True), HOLE),
    "p3.webp": Sample(lambda: saved(quartered(P3), "WEBP", lossless=True, icc_profile=display_p3())),
    "moving.webp": Sample(lambda: moving("WEBP", lossless=True), remark=_MOVES),
    "hole.avif": Sample(lambda: clear("AVIF", quality=95), HOLE),
    "p3.avif": Sample(lambda: saved(quartered(P3), "AVIF", icc_profile=display_p3(), **_SOFT)),
    "moving.avif": Sample(lambda: moving("AVIF", quality=95), remark=_MOVES),
    "wide.avif": Sample(wide_avif, remark=_WIDE),
    "wide.png": Sample(lambda: with_chunks(saved(quartered(), "PNG"), chunk(b"cICP", b"\x0c\x0d\0\1")), remark=_WIDE),
    "plain.gif": Sample(lambda: saved(quartered().quantize(4), "GIF")),
    "hole.gif": Sample(lambda: clear_palette("GIF"), HOLE),
    "moving.gif": Sample(lambda: moving("GIF"), remark=_MOVES),
    "webp-called.jpg": Sample(lambda: saved(quartered(), "WEBP", lossless=True)),
}


@cache
def files() -> dict[str, bytes]:
    """The bytes of every file, made once."""
    return {name: sample.make() for name, sample in FILES.items()}


def differences(picture: Image.Image, shows: Quarters, near: int = 14) -> list[str]:
    """Where a picture does not show these quarters, to so many levels of 255."""
    seen = picture.convert("RGBA")
    w, h = seen.size
    out = []
    for n, wanted in enumerate(shows):
        *rgb, alpha = seen.getpixel((w * (1 + 2 * (n % 2)) // 4, h * (1 + 2 * (n // 2)) // 4))
        right = alpha < near if wanted is None else alpha > 255 - near and all(
            abs(a - b) <= near for a, b in zip(rgb, wanted, strict=True)
        )  # fmt: skip
        if not right:
            out.append(f"quarter {n}: {(*rgb, alpha)}, not {wanted}")
    return out
