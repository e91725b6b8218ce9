"""Spelling XML: names, escapes, lengths, ids. No element of PowerPoint is known here."""

from __future__ import annotations

from hashlib import sha1
from uuid import NAMESPACE_URL, UUID

from deckgen.patterns import regex

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
#: What every part of a presentation declares on its root element.
SPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'

#: Characters that XML 1.0 cannot hold at all (section 2.2): they are dropped.
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: English Metric Units in a point: 914,400 to the inch of 72 points (ECMA-376 part 1, 20.1.10.16).
EMU = 12700


def text(value: str) -> str:
    """Character data."""
    if _FORBIDDEN.search(value):
        value = _FORBIDDEN.sub("", value)
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    return value.replace(">", "&gt;") if ">" in value else value


def attribute(value: str) -> str:
    """The value of an attribute, without its quotes; line ends survive as references."""
    value = text(value).replace('"', "&quot;")
    return value.replace("\t", "&#9;").replace("\r", "&#13;").replace("\n", "&#10;")


def label(value: str) -> str:
    """The value of an attribute that names something: its spaces are plain ones, as people type them to find it."""
    return attribute(plain(value))


def plain(value: str) -> str:
    """A text without no-break spaces."""
    return value.replace("\u00a0", " ")


def emu(points: float) -> int:
    """A length in EMU."""
    return round(points * EMU)


def guid(*path: str) -> str:
    """An id in braces that is the same for the same path on any day: a UUID of version 5 (RFC 9562, 5.5)."""
    return f"{{{UUID(bytes=_digest(path)[:16], version=5)}}}".upper()


def number(*path: str) -> int:
    """A stable number below 2^31 for the same path, not zero."""
    return int.from_bytes(_digest(path)[:8]) % 0x7FFFFFFE + 1


def _digest(path: tuple[str, ...]) -> bytes:
    name = "deckgen:" + "/".join(path)
    return sha1(NAMESPACE_URL.bytes + name.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
