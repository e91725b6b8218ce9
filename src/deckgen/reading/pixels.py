"""Pixels of pictures: decoded, turned upright, in colours that every program takes for the same, and no more of them
than are seen; written as PNG or JPEG.

The same pixels become the same bytes, with the same release of Pillow.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from warnings import catch_warnings

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

#: Of a JPEG that is written anew: eyes see no difference. Of a PNG: the last percent would take three times as long.
_QUALITY, _LEVEL = 92, 4
#: Bytes for each pixel of a PNG from which on it is a photo; screenshots and drawings have a tenth.
PHOTO = 1.0
#: What Pillow calls the formats that are read.
_READERS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF"}
#: Modes of 16 bits, and what the largest value of 8 bits is in them.
_DEEP, _DEEP_UNIT = frozenset(("I", "I;16", "I;16B", "I;16L", "I;16N")), 257
#: Colours in each direction of the cube by which a profile is held against sRGB; levels of 255 that nobody sees.
_STEPS, _UNSEEN = 9, 3
#: What Pillow calls the colours of a profile (ICC.1:2022, 7.2.6).
_SPACES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


class Bound(NamedTuple):
    """How many pixels an output needs of a picture that covers a whole slide. One with `slack` times as many or less
    stays as it is."""

    width: int
    height: int
    slack: float = 1.5

    def fitted(self, width: int, height: int) -> tuple[int, int] | None:
        """The size to which a picture is scaled so that it still covers the slide; None where it stays as it is."""
        share = max(self.width / width, self.height / height)
        return None if share * self.slack >= 1 else (max(1, round(width * share)), max(1, round(height * share)))


@contextmanager
def opened(data: bytes, format: str) -> Iterator[Pixels]:
    """A picture by its head. While it is open Pillow reads strictly; WeasyPrint, once loaded, has it forgive all."""
    from PIL import Image as Pillow  # late: only decks with pictures need it
    from PIL import ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with catch_warnings(action="ignore"), Pillow.open(BytesIO(data), formats=(_READERS[format],)) as picture:
            yield picture
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def draft(picture: Pixels, width: int, height: int) -> None:
    """Decodes a picture; a JPEG at the least eighth of its size that is no smaller than asked, which is sooner done."""
    if picture.format == "JPEG":
        picture.draft(None, (max(1, width), max(1, height)))
    picture.load()


def upright(picture: Pixels, orientation: int) -> Pixels:
    """A picture as it is seen: `orientation` says where its first row and column belong (EXIF 2.32, 4.6.4)."""
    from PIL.Image import Transpose as T

    turns = {
        2: T.FLIP_LEFT_RIGHT,
        3: T.ROTATE_180,
        4: T.FLIP_TOP_BOTTOM,
        5: T.TRANSPOSE,
        6: T.ROTATE_270,
        7: T.TRANSVERSE,
        8: T.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def shallow(picture: Pixels, unseen: int | None = None) -> Pixels:
    """A picture with 8 bits for each sample. `unseen` is a grey that is not shown."""
    if unseen is not None:
        picture = picture.convert("L")
        picture.info["transparency"] = unseen
    hidden = picture.info.get("transparency")  # one colour that is not shown, in as many bits as the file has
    if isinstance(hidden, tuple) and max(hidden) > 255:
        picture.info["transparency"] = tuple(v >> 8 for v in hidden)
    if picture.mode not in _DEEP:
        return picture
    deep = picture.convert("I")
    grey = deep.point([round(v / _DEEP_UNIT) for v in range(65_536)], "L")
    if isinstance(hidden, int):
        grey.putalpha(deep.point([0 if v == hidden else 255 for v in range(65_536)], "L"))
    return grey


def coloured(picture: Pixels, profile: bytes, gamma: float | None) -> Pixels:
    """A picture in sRGB or grey, with what can be seen through kept. A profile that cannot be used is passed over, as
    by every program."""
    if not profile and not gamma and picture.mode != "CMYK":
        return picture
    if "A" in picture.mode or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        seen = coloured(clear.convert("RGB"), profile, gamma)
        seen.putalpha(clear.getchannel("A"))
        return seen
    if picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    if gamma:
        return picture.point([_lit(v / 255, gamma) for v in range(256)] * len(picture.getbands()))
    seen_as = _converted(picture, profile) if profile else None
    return seen_as or (picture.convert("RGB") if picture.mode == "CMYK" else picture)


def solid(picture: Pixels) -> Pixels:
    """A picture without an alpha channel that hides nothing."""
    if picture.mode not in ("RGBA", "LA") or picture.getchannel("A").getextrema() != (255, 255):
        return picture
    return picture.convert(picture.mode[:-1])


def is_srgb(profile: bytes, mode: str) -> bool:
    """Whether a picture in this mode looks as it would without its profile."""
    from PIL import Image as Pillow

    if mode == "CMYK":
        return False
    levels = [round(255 * n / (_STEPS - 1)) for n in range(_STEPS)]
    if mode in ("1", "L", "LA", "I", "I;16"):
        sample = Pillow.frombytes("L", (len(levels), 1), bytes(levels))
    else:
        cube = bytes(v for r in levels for g in levels for b in levels for v in (r, g, b))
        sample = Pillow.frombytes("RGB", (len(cube) // 3, 1), cube)
    seen = _converted(sample, profile)
    if seen is None:
        return True
    return all(abs(a - b) <= _UNSEEN for a, b in zip(sample.tobytes(), seen.tobytes(), strict=True))


class _Named(BytesIO):
    """A file in memory with a name: by its ending Pillow loads what writes that format, and not all that it has."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


def saved(picture: Pixels, format: str, *, drawn: bool = False) -> bytes:
    """A picture's file, `png` or `jpeg`, with its pixels and nothing else. A JPEG of what is `drawn` has a colour for
    each pixel, so that fields of colour keep their edges; one of a photo has one for four."""
    out = _Named(f"picture.{format}")
    picture.info = {k: v for k, v in picture.info.items() if k == "transparency"}
    if format == "jpeg":
        picture.save(out, quality=_QUALITY, optimize=True, subsampling="4:4:4" if drawn else "4:2:0")
    else:
        picture.save(out, compress_level=_LEVEL)
    return out.getvalue()


@lru_cache(maxsize=32)
def smaller(data: bytes, bound: Bound) -> bytes:
    """A PNG or JPEG picture as it was read, with no more pixels than an output needs; a photo becomes a JPEG."""
    format = "png" if data[:1] == b"\x89" else "jpeg"
    with opened(data, format) as picture:
        size = bound.fitted(*picture.size)
        if size is None:
            return data
        is_photo = len(data) > PHOTO * picture.width * picture.height
        draft(picture, *size)
        pixels = solid(scaled(picture, size))
        less = saved(pixels, "jpeg" if format == "jpeg" or (is_photo and pixels.mode in ("L", "RGB")) else "png")
        return less if len(less) < len(data) else data


@lru_cache(maxsize=32)
def grey(data: bytes) -> bytes:
    """A PNG or JPEG picture as it was read, in grey."""
    format = "png" if data[:1] == b"\x89" else "jpeg"
    with opened(data, format) as picture:
        return saved(picture.convert("LA" if format == "png" else "L"), format)


@lru_cache(maxsize=32)
def duotone(data: bytes, dark: str, light: str) -> bytes:
    """A PNG or JPEG picture as it was read, in two colours (RRGGBB): black becomes the dark one, white the light one,
    and what is between them a mixture, as PowerPoint's `duotone` has it (ECMA-376 part 1, 20.1.8.23)."""
    from PIL import Image as Pillow

    format = "png" if data[:1] == b"\x89" else "jpeg"
    ends = [(int(dark[n : n + 2], 16), int(light[n : n + 2], 16)) for n in (0, 2, 4)]
    with opened(data, format) as picture:
        grey, clear = picture.convert("LA").split()
    bands = [grey.point([round(a + (b - a) * level / 255) for level in range(256)]) for a, b in ends]
    if format == "png" and clear.getextrema() != (255, 255):
        return saved(Pillow.merge("RGBA", [*bands, clear]), format)
    return saved(Pillow.merge("RGB", bands), format)


def scaled(picture: Pixels, size: tuple[int, int]) -> Pixels:
    """A picture in another size. Colours of a palette are mixed, so it has none then."""
    from PIL.Image import Resampling

    if picture.mode in ("P", "PA", "1") or "transparency" in picture.info:
        clear = "A" in picture.mode or "transparency" in picture.info
        picture = picture.convert("RGBA" if clear else "L" if picture.mode == "1" else "RGB")
    return picture.resize(size, Resampling.LANCZOS)


def _converted(picture: Pixels, profile: bytes) -> Pixels | None:
    """A picture with the colours that a profile means, in sRGB; None where that is not for such colours, or broken.

    Relative colorimetric with black point compensation, as image editors do it."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if _SPACES.get(source.profile.xcolor_space.strip()) != picture.mode:
            return None
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            picture.mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        seen = ImageCms.applyTransform(picture, transform)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return seen.convert("L") if seen and picture.mode == "L" else seen


def _lit(sample: float, gamma: float) -> int:
    """A sample of another exponent as sRGB has it (IEC 61966-2-1)."""
    light = float(sample ** (1 / gamma))
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
