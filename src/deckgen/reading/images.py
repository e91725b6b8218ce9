"""Raster pictures: what they are, how large, and that all their pixels can be read.

Each is decoded once, when it is read: a picture that some program could not show is told at its place. What comes out
is what every writer takes as it is: a PNG or JPEG, upright, in sRGB, that says nothing of where and with what it was
taken. A file that is so already keeps its pixels byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from deckgen.messages import Message, say
from deckgen.reading import pixels as px
from deckgen.reading.avif import avif_contents
from deckgen.reading.containers import ENDED, Contents, Damage, orientation
from deckgen.reading.jpeg import jpeg_contents
from deckgen.reading.png import png_contents, png_size
from deckgen.reading.signatures import TAKEN, format_of, refusal
from deckgen.reading.webp import webp_contents

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

#: Larger files are refused: a picture for a full-bleed slide at 300 dpi is well under this.
LARGEST_BYTES = 20_000_000
#: More pixels than this (a wall of 8K) are refused before anything decodes them.
LARGEST_PIXELS = 60_000_000
#: A picture longer than so many times its other side is a line, of which a slide shows nothing.
LONGEST = 100
#: What a picture is scaled to that has far more pixels than any output needs: a slide on a screen of 4K.
NEEDED = px.Bound(3840, 2160)
#: Bits behind the last pixel of a JPEG. A scan that stops takes them for pixels.
_PADDING = bytes(7 * n * n % 251 for n in range(4096))
#: Rows of an eighth of a JPEG that the last row of its blocks may fill (16 pixels).
_LAST_BLOCKS = 2

SMALLER = say("hint:make-it-smaller-3-840")
ANEW = say("picture:copy-it-again-or-open")
AS_SRGB = say("picture:save-it-as-srgb-in")
AS_RGB = say("picture:save-it-as-rgb-in")


class ImageError(Exception):
    """A picture that cannot be used; the message says why, for the author, the hint what to do."""

    def __init__(self, says: Message, hint: Message) -> None:
        super().__init__(says)
        self.says, self.hint = says, hint


class Remark(NamedTuple):
    """What an author should know of a picture that is used, and what to do where that is not wanted."""

    message: Message
    hint: Message


class Image(NamedTuple):
    """A picture: where it is in the project, its bytes, its size in pixels, its format (`png` or `jpeg`)."""

    path: str
    data: bytes
    pixels: tuple[int, int]
    format: str
    remarks: tuple[Remark, ...] = ()

    @property
    def is_photograph(self) -> bool:
        """Whether it was taken with a camera: screenshots and drawings have much fewer bytes for each pixel as PNG."""
        return self.format == "jpeg" or len(self.data) > px.PHOTO * self.pixels[0] * self.pixels[1]


def read_image(path: str, data: bytes) -> Image:
    """The picture in `data`, as it is shown. Raises ImageError for what is no sound picture of a sane size."""
    if len(data) > LARGEST_BYTES:
        raise ImageError(
            say("picture.too-large", path=path, size=len(data) // 1000000, most=LARGEST_BYTES // 1000000),
            SMALLER,
        )
    kind = format_of(data)
    parts = _contents(path, data, kind)
    with _opened(path, parts.data, kind) as picture:
        _check_size(path, *picture.size)
        try:
            if kind not in ("png", "jpeg"):
                parts = _told(picture, parts)
            if kind == "jpeg" and _stops(parts, picture.size):
                raise ImageError(say("picture.cut-short", path=path), ANEW)
            shown = _shown(path, picture, kind, parts)
        except ImageError:
            raise
        except Exception as e:  # Pillow's decoders raise many kinds
            raise ImageError(say("picture.damaged-pixels", path=path), ANEW) from e
        return shown._replace(remarks=tuple(_remarks(path, picture, kind, parts)))


def _contents(path: str, data: bytes, kind: str) -> Contents:
    """What a file holds, as far as its parts are looked through here."""
    try:
        match kind:
            case "png":
                _check_size(path, *png_size(data))  # before its rows are unpacked
                return png_contents(data)
            case "jpeg":
                return jpeg_contents(data)
            case "webp":
                return webp_contents(data)
            case "avif":
                return avif_contents(data)
            case "gif":
                return Contents(data)
    except Damage as e:
        state = say("picture:cut-short" if e.says.code == ENDED else "picture:damaged")
        raise ImageError(say("picture.damaged", path=path, state=state, reason=e), ANEW) from e
    name, hint = refusal(kind)
    raise ImageError(
        say("picture.format", path=path, format=name) if name else say("picture.no-picture", path=path, taken=TAKEN),
        hint,
    )


@contextmanager
def _opened(path: str, data: bytes, kind: str) -> Iterator[Pixels]:
    from PIL.Image import DecompressionBombError

    entered = False
    try:
        with px.opened(data, kind) as picture:
            entered = True
            yield picture
    except DecompressionBombError as e:
        raise ImageError(say("picture.too-many-pixels", path=path), SMALLER) from e
    except Exception as e:  # a head that Pillow cannot read, in as many ways as there are
        if entered:
            raise
        raise ImageError(say("picture.damaged-head", path=path), ANEW) from e


def _check_size(path: str, width: int, height: int) -> None:
    if width * height > LARGEST_PIXELS:
        raise ImageError(say("picture.too-wide", path=path, width=width, height=height), SMALLER)
    if max(width, height) > LONGEST * min(width, height) > 0:
        message = say("picture.too-long", path=path, width=width, height=height, most=LONGEST)
        raise ImageError(message, say("picture:cut-a-part-out-of"))


def _told(picture: Pixels, parts: Contents) -> Contents:
    """What a WebP, AVIF or GIF says of its pixels. All of them are written anew."""
    return parts._replace(
        orientation=orientation(picture.info.get("exif", b"").removeprefix(b"Exif\0\0")),
        profile=picture.info.get("icc_profile") or b"",
        moving=bool(getattr(picture, "is_animated", False)),
        common=False,
    )


def _stops(parts: Contents, size: tuple[int, int]) -> bool:
    """Whether the pixels of a JPEG stop before its last ones: bits behind the last pixel change nothing.

    Where a file says that it is complete, wrong bits may cost its last blocks, as every program shows the others."""
    if parts.ended and parts.progressive:
        return False
    rounds = 1 if parts.progressive else 8
    seen = []
    for data in (parts.data, parts.data[:-2] + _PADDING + parts.data[-2:]):
        with px.opened(data, "jpeg") as picture:
            px.draft(picture, size[0] // rounds, size[1] // rounds)
            w, h = picture.size
            rows = picture.crop((0, 0, w, max(1, h - _LAST_BLOCKS))) if parts.ended else picture
            seen.append(hash(rows.tobytes()))
    return seen[0] != seen[1]


def _shown(path: str, picture: Pixels, kind: str, parts: Contents) -> Image:
    """The picture as it is shown: as its file has it where that is so already, or else written anew."""
    turned = parts.orientation > 4
    upright = picture.size[::-1] if turned else picture.size
    size = NEEDED.fitted(*upright)
    profile = b"" if not parts.profile or px.is_srgb(parts.profile, picture.mode) else parts.profile
    if parts.common and parts.orientation == 1 and not (size or profile or parts.gamma):
        if kind == "jpeg":
            px.draft(picture, picture.size[0] // 8, picture.size[1] // 8)
        return Image(path, parts.data, upright, kind)
    stored = size[::-1] if size and turned else size
    px.draft(picture, *(stored or picture.size))
    pixels = px.shallow(picture, parts.hidden)
    pixels = px.scaled(pixels, stored) if stored else pixels
    pixels = px.solid(px.coloured(px.upright(pixels, parts.orientation), profile, parts.gamma))
    written = "jpeg" if parts.lossy and pixels.mode in ("L", "RGB") else "png"
    return Image(path, px.saved(pixels, written), pixels.size, written)


def _remarks(path: str, picture: Pixels, kind: str, parts: Contents) -> Iterator[Remark]:
    """What is shown in another way than an author may think."""
    if parts.moving:
        yield Remark(say("picture.moves", path=path), say("picture:save-that-one-as-a"))
    if parts.wide and not parts.profile:
        yield Remark(say("picture.no-profile", path=path), AS_SRGB)
    if kind == "jpeg" and picture.mode == "CMYK" and not parts.profile:
        yield Remark(say("picture.cmyk", path=path), AS_RGB)
