"""Pictures: bytes of PNG, JPEG and GIF files, as content and as a theme's."""

from __future__ import annotations

import struct
import zlib
from random import Random

from fuzz import strange
from fuzz.project import Project, dump, pictures, tree
from fuzz.targets.content import choose_formats
from fuzz.targets.target import Target


def _prepare(rng: Random, project: Project) -> None:
    """A picture on a slide of its own, now and then the theme's logo too; a GIF is called a PNG."""
    name = rng.choice(list(pictures()))
    path = project.root / "content" / "images" / f"shown.{'jpg' if name.endswith('.jpg') else 'png'}"
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
    if data.startswith(b"\x89PNG") and rng.random() < 0.5:
        data, what = _chunk(rng, data)
    else:
        data, what = strange.damaged(rng, data, head=60)
    path.write_bytes(data)
    logo = project.theme / path.name
    if logo.exists():
        logo.write_bytes(data)
    return f"{path.name}: {what}"


def _chunk(rng: Random, data: bytes) -> tuple[bytes, str]:
    """A PNG with one chunk changed, left out or doubled, whose checksums are right."""
    chunks = _chunks(data)
    if not chunks:
        return strange.damaged(rng, data)
    n = rng.randrange(len(chunks))
    kind, body = chunks[n]
    way = rng.choice(("changed", "changed", "changed", "left out", "doubled", "another"))
    if way == "changed":
        chunks[n] = kind, strange.damaged(rng, body, head=20)[0]
    elif way == "left out":
        del chunks[n]
    elif way == "doubled":
        chunks.insert(n, chunks[n])
    else:
        chunks[n] = rng.choice((b"PLTE", b"tRNS", b"iCCP", b"eXIf", b"acTL", b"zTXt", b"abcd")), body
    written = (struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks)
    return data[:8] + b"".join(written), f"chunk {n + 1}, {kind!r}: {way}"


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return chunks


PICTURES = Target("picture", _change, _prepare)
