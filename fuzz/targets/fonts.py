"""Fonts: bytes of TrueType files, tables left out or cut short."""

from __future__ import annotations

import struct
from random import Random

from deckgen.reading.fonts import FONT_FILES
from fuzz import strange
from fuzz.project import Project, dump, example, tree
from fuzz.targets.content import choose_formats
from fuzz.targets.target import Target

_FILE = "Fuzz-Regular.ttf"


def _prepare(rng: Random, project: Project) -> None:
    """A font of the theme's own in which code is set."""
    (project.theme / "fonts").mkdir()
    (project.theme / "fonts" / _FILE).write_bytes((FONT_FILES / "JetBrainsMono-Regular.ttf").read_bytes())
    theme = tree(project.theme / "theme.yaml")
    theme["fonts"] = {"code": {"family": "Fuzz", "regular": _FILE, "bold": _FILE}}
    dump(theme, project.theme / "theme.yaml")
    project.show([example("code", "typical"), example("terminal", "typical")])
    choose_formats(rng, project)


def _change(rng: Random, project: Project) -> str:
    path = project.theme / "fonts" / _FILE
    data = path.read_bytes()
    tables = _tables(data)
    if tables and rng.random() < 0.7:
        data, what = _table(rng, data, tables)
    else:
        data, what = strange.damaged(rng, data, head=12 + 16 * len(tables))
    path.write_bytes(data)
    return f"{path.name}: {what}"


def _tables(data: bytes) -> list[tuple[int, str, int, int]]:
    """The directory: where an entry stands, the table's tag, where the table begins, its length."""
    if len(data) < 12:
        return []
    (count,) = struct.unpack(">H", data[4:6])
    places = [at for at in range(12, 12 + 16 * min(count, 60), 16) if at + 16 <= len(data)]
    return [(at, ascii(data[at : at + 4]), *struct.unpack(">8xII", data[at : at + 16])) for at in places]


def _table(rng: Random, data: bytes, tables: list[tuple[int, str, int, int]]) -> tuple[bytes, str]:
    """A table that is empty, cut, moved, of another name or damaged near its beginning."""
    entry, tag, start, length = rng.choice(tables)
    out = bytearray(data)
    way = rng.choice(("empty", "cut", "moved", "called otherwise", "damaged", "damaged", "damaged", "damaged"))
    if way == "empty":
        out[entry + 12 : entry + 16] = bytes(4)
    elif way == "cut":
        out[entry + 12 : entry + 16] = struct.pack(">I", rng.randrange(length + 1))
    elif way == "moved":
        out[entry + 8 : entry + 12] = struct.pack(">I", rng.choice((0, start + 1, len(data) - 1, 2**32 - 1)))
    elif way == "called otherwise":
        out[entry : entry + 4] = rng.choice((b"zzzz", b"CFF ", b"fvar", b"glyf", b"head"))
    else:
        return _damaged(rng, data, tag, start, length)
    return bytes(out), f"the table {tag} is {way}"


def _damaged(rng: Random, data: bytes, tag: str, start: int, length: int) -> tuple[bytes, str]:
    table = data[start : start + length]  # what the file has of it: an earlier change may have made its length untrue
    body, what = strange.damaged(rng, table, head=60)
    body = body[: len(table)].ljust(len(table), b"\0")
    return data[:start] + body + data[start + len(table) :], f"the table {tag}: {what}"


FONTS = Target("font", _change, _prepare)
