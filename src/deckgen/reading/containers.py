"""What the files of pictures hold: whether all parts are there, and what they say beside the pixels.

Which way up a picture is and what its colours mean must be known; where and with what it was taken is nobody's
business, and a deck goes to many people.
"""

from __future__ import annotations

from struct import error as StructError
from struct import unpack_from
from typing import NamedTuple

from deckgen.messages import Told

#: EXIF's tag that says which way up a picture is.
_ORIENTATION = 0x0112


#: Numbers of primaries and transfer that are near enough to sRGB's, or say nothing (ITU-T H.273, tables 2 and 3).
_NEAR = {1, 2, 5, 6}, {1, 2, 6, 13, 14, 15}


class Damage(Told):
    """A file whose parts are not in order."""


#: Of a file that is cut short.
ENDED = "picture:its-end-is-missing"


class Contents(NamedTuple):
    """A picture's bytes with nothing beside what its pixels need, and what was said of them.

    `orientation`: which way up it is, 1 to 8 as EXIF counts, 1 for as it is. `profile`: the ICC profile of its colours;
    b"" for sRGB. `gamma`: the exponent of a PNG's samples where that is not sRGB's. `hidden`: the grey of 255 that is
    not shown, of a PNG with fewer. `moving`: further pictures follow, of which none is shown. `common`: every program
    reads its pixels as they are coded. `ended`: the file says where its pixels end. `progressive`: they come in several
    rounds. `lossy`: they are not those of its original. `wide`: their colours are of a larger space than sRGB, which is
    named by its number alone, without a profile.
    """

    data: bytes
    orientation: int = 1
    profile: bytes = b""
    gamma: float | None = None
    hidden: int | None = None
    moving: bool = False
    common: bool = True
    ended: bool = True
    progressive: bool = False
    lossy: bool = False
    wide: bool = False


def is_wide(primaries: int, transfer: int) -> bool:
    """Whether colours with these numbers are far from sRGB."""
    return primaries not in _NEAR[0] or transfer not in _NEAR[1]


def orientation(exif: bytes) -> int:
    """Which way up a picture is by its EXIF; 1 where that does not say or cannot be read, as everywhere."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        at = unpack_from(f"{order}I", exif, 4)[0]
        for n in range(unpack_from(f"{order}H", exif, at)[0]):
            tag, kind, _, value = unpack_from(f"{order}HHIH", exif, at + 2 + 12 * n)
            if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except StructError:
        return 1
    return 1
