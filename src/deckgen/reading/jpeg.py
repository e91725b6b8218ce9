"""The files of JPEG pictures (ITU-T T.81), segment by segment.

Phones put a second picture, a map of brightness or a film behind the first picture's end: the file is read up to there.
A file whose end is missing is taken where all of its pixels are there; what is no segment is passed over, as in every
program that shows JPEGs.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import error as StructError
from struct import unpack_from
from typing import NamedTuple

from deckgen.messages import say
from deckgen.patterns import regex
from deckgen.reading.containers import Contents, Damage, orientation

#: The start of the file, of a scan, and the end of the picture.
_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
#: The next marker, with what fills the room before it (B.1.1.2).
_NEXT = regex(rb"\xff+([^\x00\xff])")
#: A marker within or behind a scan: no stuffed byte, no restart, no fill.
_MARKER = regex(rb"\xff+([^\x00\xd0-\xd7\xff])")
#: Markers without a segment: TEM, and restarts.
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
#: Markers of frames: SOF0-15 without DHT (C4), JPG (C8), DAC (CC); those that every program decodes, and the one
#: whose pixels come in rounds.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_COMMON, _PROGRESSIVE = (0xC0, 0xC1, 0xC2), 0xC2
#: JFIF's head without the small picture that may follow, and Adobe's word of how the colours are coded.
_JFIF, _JFIF_LENGTH, _ADOBE = b"JFIF\0", 12, b"Adobe"
_PROFILE, _PROFILE_HEAD = b"ICC_PROFILE\0", 14
#: What holds notes, not pixels: APP0-APP15 and comments.
_NOTES = frozenset((*range(0xE0, 0xF0), 0xFE))


class Segment(NamedTuple):
    """A segment: its marker, its content, and after a scan's head its `pixels`."""

    marker: int
    body: bytes
    pixels: bytes = b""

    @property
    def data(self) -> bytes:
        return b"\xff%c%s%s%s" % (self.marker, (len(self.body) + 2).to_bytes(2, "big"), self.body, self.pixels)


def jpeg_contents(data: bytes) -> Contents:
    """What a JPEG holds: the same bytes where there is nothing to take out. Raises Damage."""
    try:
        segments, ended = _segments(data)
        frame = next((s for s in segments if s.marker in _FRAMES), None)
        scans = [s.body for s in segments if s.marker == _SCAN]
        if not frame or not scans or not (ended or _is_complete(frame.body, scans)):
            raise Damage(say("picture:its-end-is-missing"))
        exif = next((s.body[6:] for s in segments if s.marker == 0xE1 and s.body.startswith(b"Exif\0\0")), b"")
        kept = [k for s in segments if (k := _kept(s))]
        clean = b"".join((b"\xff\xd8", *(s.data for s in kept), b"\xff\xd9"))
        return Contents(
            data if clean == data else clean,
            orientation(exif),
            _profile(segments),
            common=frame.marker in _COMMON and _is_common(frame.body, kept),
            ended=ended,
            progressive=frame.marker == _PROGRESSIVE and len(scans) > 1,
            lossy=True,
        )
    except (IndexError, StructError) as e:
        raise Damage(say("picture:its-parts-are-not-in")) from e


def _segments(data: bytes) -> tuple[list[Segment], bool]:
    """The segments of the first picture in a file, and whether it has an end."""
    segments: list[Segment] = []
    at = 2
    while found := _NEXT.search(data, at):
        marker, at = found[1][0], found.end()
        if marker in (_START, _END):
            return segments, marker == _END
        if marker in _BARE:
            continue
        length = unpack_from(">H", data, at)[0]
        if length < 2:
            raise Damage(say("picture:its-parts-are-not-in"))
        if at + length > len(data):
            raise Damage(say("picture:its-end-is-missing"))
        body, at = data[at + 2 : at + length], at + length
        start = at
        if marker == _SCAN:
            following = _MARKER.search(data, at)
            at = following.start() if following else len(data.rstrip(b"\0\xff"))  # room kept for what never came
        segments.append(Segment(marker, body, data[start:at]))
    return segments, False


def _kept(segment: Segment) -> Segment | None:
    """What is kept of a segment: nothing of notes but how the pixels are to be read."""
    if segment.marker not in _NOTES or (segment.marker == 0xEE and segment.body.startswith(_ADOBE)):
        return segment
    if segment.marker == 0xE0 and segment.body.startswith(_JFIF):
        return Segment(0xE0, segment.body[:_JFIF_LENGTH].ljust(_JFIF_LENGTH, b"\0") + b"\0\0")
    return None


def _profile(segments: Sequence[Segment]) -> bytes:
    """The ICC profile, whose parts are numbered."""
    parts = sorted(
        s.body[len(_PROFILE) :] for s in segments if s.marker == 0xE2 and s.body.startswith(_PROFILE)
    )  # the number comes first
    return b"".join(part[_PROFILE_HEAD - len(_PROFILE) :] for part in parts)


def _components(frame: bytes) -> bytes:
    """The names of a frame's components."""
    return bytes(frame[6 + 3 * n] for n in range(frame[5]))


def _is_common(frame: bytes, segments: Sequence[Segment]) -> bool:
    """Whether everybody takes its colours for the same: no inks, no RGB that only its components' names tell."""
    names = _components(frame)
    told = any(s.marker in (0xE0, 0xEE) for s in segments)
    return len(names) in (1, 3) and (told or names != b"RGB")


def _is_complete(frame: bytes, scans: Sequence[bytes]) -> bool:
    """Whether all rounds of pixels have begun: each coefficient of each component to its last bit (G.1.1.1)."""
    missing: dict[tuple[int, int], int] = {}
    for scan in scans:
        count = scan[0]
        first, last, bits = scan[1 + 2 * count : 4 + 2 * count]
        for n in range(count):
            missing |= {(scan[1 + 2 * n], k): bits & 15 for k in range(first, last + 1)}
    return all(missing.get((name, k)) == 0 for name in _components(frame) for k in range(64))
