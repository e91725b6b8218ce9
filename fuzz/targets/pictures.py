"""Pictures: bytes of files of each format that is taken, and their parts, as content and as a theme's."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from random import Random

from fuzz import strange
from fuzz.project import Project, dump, pictures, tree
from fuzz.targets.content import choose_formats
from fuzz.targets.target import Target


def _prepare(rng: Random, project: Project) -> None:
    """A picture on a slide of its own, now and then the theme's logo too; some are called what they are not."""
    name = rng.choice(list(pictures()))
    ending = rng.choice((name.rpartition(".")[2], "jpg"))
    path = project.root / "content" / "images" / f"shown.{ending}"
    path.write_bytes(pictures()[name])
    project.show([{"kind": "picture", "title": "그림", "image": f"images/{path.name}", "alt": "그림"}])
    if rng.random() < 0.2:
        theme = tree(project.theme / "theme.yaml")
        theme["logo"] |= {"light": path.name, "dark": path.name}
        (project.theme / path.name).write_bytes(pictures()[name])
        dump(theme, project.theme / "theme.yaml")
    choose_formats(rng, project)


def _change(rng: Random, project: Project) -> str:
    path = next((project.root / "content" / "images").glob("shown.*"))
    data = path.read_bytes()
    data, what = _part(rng, data) if rng.random() < 0.5 else strange.damaged(rng, data, head=60)
    path.write_bytes(data)
    logo = project.theme / path.name
    if logo.exists():
        logo.write_bytes(data)
    return f"{path.name}: {what}"


def _part(rng: Random, data: bytes) -> tuple[bytes, str]:
    """A file with one of its parts changed, left out or doubled, whose lengths and checksums are right."""
    container = next((c for c in _CONTAINERS if data.startswith(c[0])), None)
    if container is None:
        return strange.damaged(rng, data, head=400)
    _, head, split, written, others = container
    parts, rest = split(data)
    if not parts:
        return strange.damaged(rng, data)
    n = rng.randrange(len(parts))
    kind, body = parts[n]
    way = rng.choice(("changed", "changed", "changed", "left out", "doubled", "another"))
    if way == "changed":
        parts[n] = kind, strange.damaged(rng, body, head=20)[0]
    elif way == "left out":
        del parts[n]
    elif way == "doubled":
        parts.insert(n, parts[n])
    else:
        parts[n] = rng.choice(others), body
    return data[:head] + b"".join(written(k, b) for k, b in parts) + rest, f"part {n + 1}, {kind!r}: {way}"


Parts = tuple[list[tuple[bytes, bytes]], bytes]
Container = tuple[bytes, int, Callable[[bytes], Parts], Callable[[bytes, bytes], bytes], tuple[bytes, ...]]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _segments(data: bytes) -> Parts:
    """The segments of a JPEG up to its first scan, and the rest."""
    parts, at = [], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        parts.append((data[at + 1 : at + 2], data[at + 4 : at + 2 + length]))
        at += 2 + max(2, length)
    return parts, data[at:]


def _segment(kind: bytes, body: bytes) -> bytes:
    return b"\xff" + kind + struct.pack(">H", min(0xFFFF, len(body) + 2)) + body


def _riff_chunks(data: bytes) -> Parts:
    parts, at = [], 12
    while at + 8 <= len(data):
        (length,) = struct.unpack("<I", data[at + 4 : at + 8])
        parts.append((data[at : at + 4], data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    return parts, b""


def _riff_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _chunks(data: bytes) -> Parts:
    chunks, at = [], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return chunks, b""


#: How a file begins, how many bytes that are, how its parts are found and written, and kinds that parts may have.
_CONTAINERS: tuple[Container, ...] = (
    (b"\x89PNG", 8, _chunks, _chunk, (b"PLTE", b"tRNS", b"iCCP", b"eXIf", b"acTL", b"gAMA", b"zTXt", b"abcd")),
    (b"\xff\xd8", 2, _segments, _segment, (b"\xc2", b"\xc4", b"\xda", b"\xdd", b"\xe2", b"\xee")),
    (b"RIFF", 12, _riff_chunks, _riff_chunk, (b"VP8 ", b"VP8L", b"ALPH", b"ANMF", b"ICCP")),
)

PICTURES = Target("picture", _change, _prepare)
