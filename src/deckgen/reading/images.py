"""Raster pictures: what they are, how large, and that all their pixels can be read.

Each is decoded once, when it is read: a picture that some program could not show is told at its place. One that lies
on its side, as phones save them, is turned, and what it says of where and with what it was taken is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from warnings import catch_warnings

from deckgen.reading.containers import PNG, Contents, Damage, contents

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

#: Larger files are refused: a picture for a full-bleed slide at 300 dpi is well under this.
LARGEST_BYTES = 20_000_000
#: More pixels than this (a wall of 8K) are refused before anything decodes them.
LARGEST_PIXELS = 60_000_000
#: A picture longer than so many times its other side is a line, of which a slide shows nothing.
LONGEST = 100
#: Pillow's names of the formats that are read. MPO is a JPEG of a phone with more pictures behind the first.
FORMATS = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg"}
#: Of a JPEG that had to be turned.
_QUALITY = 92


SMALLER = "make it smaller: 3,840 pixels are enough for the width of a slide"
ANEW = "copy it again, or open it in a picture editor and save it anew"


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
    """The picture in `data`, upright. Raises ImageError for what is not a sound PNG or JPEG of a sane size."""
    if len(data) > LARGEST_BYTES:
        raise ImageError(
            f"`{path}` has {len(data) // 1_000_000} MB; a picture may have {LARGEST_BYTES // 1_000_000}", SMALLER
        )
    with _opened(path, data) as picture:
        size, kind = picture.size, FORMATS[picture.format or ""]
        _check_size(path, *size)
        clean, orientation = _contents(path, data)
        try:
            if orientation > 1:
                clean = _turned(picture, kind)
                size = size[::-1] if orientation > 4 else size
            elif kind == "jpeg":
                picture.draft(picture.mode, (size[0] // 8 or 1, size[1] // 8 or 1))  # an eighth is read sooner
                picture.load()
        except Exception as e:  # Pillow's decoders raise many kinds
            raise ImageError(f"`{path}` is damaged: its pixels cannot be read", ANEW) from e
    return Image(path, clean, size, kind)


def _contents(path: str, data: bytes) -> Contents:
    try:
        return contents(data)
    except Damage as e:
        state = "cut short" if str(e).startswith("its end") else "damaged"
        raise ImageError(f"`{path}` is {state}: {e}", ANEW) from e


@contextmanager
def _opened(path: str, data: bytes) -> Iterator[Pixels]:
    """The picture by its head. While it is open Pillow reads strictly; WeasyPrint, once loaded, has it forgive all."""
    from PIL import Image as Pillow  # late: only decks with pictures need it
    from PIL import ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with catch_warnings(action="ignore"):
            try:
                picture = Pillow.open(BytesIO(data), formats=("PNG", "JPEG"))
            except Pillow.DecompressionBombError as e:
                raise ImageError(f"`{path}` has more pixels than a page can show", SMALLER) from e
            except Exception as e:  # what is no picture, in as many ways as there are
                if data.startswith(PNG):
                    _contents(path, data)  # says more
                hint = "open it in a picture editor and save it as PNG or JPEG"
                raise ImageError(f"`{path}` is not a PNG or JPEG picture", hint) from e
            with picture:
                yield picture
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _check_size(path: str, width: int, height: int) -> None:
    if width * height > LARGEST_PIXELS:
        raise ImageError(f"`{path}` has {width:,} × {height:,} pixels, more than a page can show", SMALLER)
    if max(width, height) > LONGEST * min(width, height):
        message = f"`{path}` has {width:,} × {height:,} pixels: it is more than {LONGEST} times as long as wide"
        raise ImageError(message, "cut a part out of it")


def _turned(picture: Pixels, kind: str) -> bytes:
    """The file of a picture that lies on its side or in a mirror, upright and without what else it said."""
    from PIL.ImageOps import exif_transpose

    upright, out = exif_transpose(picture), BytesIO()
    more = {"quality": _QUALITY, "optimize": True} if kind == "jpeg" else {}
    upright.info.pop("exif", None)
    upright.save(out, kind, icc_profile=picture.info.get("icc_profile"), **more)
    return out.getvalue()
