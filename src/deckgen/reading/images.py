"""Raster pictures: what they are and how large, without ever decoding more than the header."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple
from warnings import catch_warnings

#: Larger files are refused: a picture for a full-bleed slide at 300 dpi is well under this.
LARGEST_BYTES = 20_000_000
#: More pixels than this (a wall of 8K) are refused before anything decodes them.
LARGEST_PIXELS = 60_000_000
FORMATS = {"PNG": "png", "JPEG": "jpeg"}


SMALLER = "make it smaller: 3,840 pixels are enough for the width of a slide"


class ImageError(Exception):
    """A picture that cannot be used; the message says why, for the author, the hint what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Image(NamedTuple):
    """A picture: where it is in the project, its bytes, its size in pixels, its format (`png` or `jpeg`)."""

    path: str
    data: bytes
    pixels: tuple[int, int]
    format: str


def read_image(path: str, data: bytes) -> Image:
    """The picture in `data`. Raises ImageError for what is not a PNG or JPEG of a sane size."""
    from PIL import Image as Pillow  # late: only decks with pictures need it
    from PIL import UnidentifiedImageError

    if len(data) > LARGEST_BYTES:
        raise ImageError(
            f"`{path}` has {len(data) // 1_000_000} MB; a picture may have {LARGEST_BYTES // 1_000_000}", SMALLER
        )
    try:
        with catch_warnings(action="ignore"), Pillow.open(BytesIO(data), formats=tuple(FORMATS)) as picture:
            size, kind = picture.size, picture.format or ""
    except Pillow.DecompressionBombError as e:
        raise ImageError(f"`{path}` has more pixels than a page can show", SMALLER) from e
    except (UnidentifiedImageError, OSError, ValueError) as e:
        raise ImageError(
            f"`{path}` is not a PNG or JPEG picture", "open it in a picture editor and save it as PNG or JPEG"
        ) from e
    if size[0] * size[1] > LARGEST_PIXELS:
        raise ImageError(f"`{path}` has {size[0]:,} × {size[1]:,} pixels, more than a page can show", SMALLER)
    if not _is_complete(data, kind):
        raise ImageError(
            f"`{path}` is cut short: its end is missing",
            "copy it again, or open it in a picture editor and save it anew",
        )
    return Image(path, data, size, FORMATS[kind])


def _is_complete(data: bytes, kind: str) -> bool:
    """Whether a picture has its end: a download or a copy may have stopped."""
    if kind == "JPEG":
        return b"\xff\xd9" in data[-65_536:]
    return b"IDAT" in data and b"IEND" in data[-65_536:]
