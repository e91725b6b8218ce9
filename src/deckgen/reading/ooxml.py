"""Packages of Office Open XML (ECMA-376 part 2): a stranger's zip file full of XML, and its parts.

Parts are unpacked to a bound, and XML with a document type is refused: no entities, nothing that multiplies.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from deckgen.diagnostics import Hint, Span
from deckgen.messages import Message, say

#: Bytes of a part when it is unpacked, and parts of a file at most.
_MOST_BYTES, _MOST_PARTS = 20_000_000, 5_000
#: What to do with a file that is not as spreadsheets write it.
SAVE = say("data:open-it-in-the-spreadsheet")


class Unsound(Exception):
    """A workbook of which a table cannot be taken: why, what to do, and where if that is in its cells. `asked` says
    that it is sound, and has not what was asked for."""

    def __init__(self, message: Message, hint: Hint, span: Span | None = None, asked: bool = False) -> None:
        super().__init__(message)
        self.says, self.hint, self.span, self.asked = message, hint, span, asked


class Package:
    """The parts of a file, unpacked when they are asked for. Raises Unsound where it is none."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):  # a compound file (MS-CFB)
            raise Unsound(say("data.password"), say("data:without-a-password", save=SAVE))
        try:
            self.zip = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError, struct.error) as e:
            raise Unsound(say("data.no-workbook"), SAVE) from e
        if len(self.zip.infolist()) > _MOST_PARTS:
            raise Unsound(say("data.many-parts", most=_MOST_PARTS), SAVE)

    def main(self) -> str:
        """The path of the part that all others are named by. Raises Unsound."""
        for kind, path in self.relations("").values():
            if kind == "officeDocument":
                return path
        raise Unsound(say("data.no-workbook"), SAVE)

    def part(self, path: str) -> bytes:
        """The bytes of a part. Raises Unsound."""
        try:
            info = self.zip.getinfo(path)
            if info.file_size > _MOST_BYTES:
                raise Unsound(say("data.unpacked"), say("data:save-the-sheet-as-a"))
            with self.zip.open(info) as file:
                data = file.read(_MOST_BYTES + 1)
        except KeyError as e:
            raise Unsound(say("data.part-missing", path=path), SAVE) from e
        except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as e:
            raise Unsound(say("data.damaged"), SAVE) from e
        if len(data) > _MOST_BYTES:
            raise Unsound(say("data.unpacked"), say("data:save-the-sheet-as-a"))
        return data

    def parse(
        self,
        path: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Reads a part of XML; names without their namespaces, of which there are two (transitional and strict)."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True

        def refuse(*_: Any) -> None:
            raise Unsound(say("data.document-type"), SAVE)

        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = lambda name, given: start(
            name.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in given.items()}
        )
        if end:
            parser.EndElementHandler = lambda name: end(name.rpartition("}")[2])
        if text:
            parser.CharacterDataHandler = text
        try:
            parser.Parse(self.part(path), True)
        except (expat.ExpatError, UnicodeError, LookupError) as e:
            raise Unsound(say("data.damaged"), SAVE) from e

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """The kinds and the paths of the parts that a part names, by their ids."""
        folder, _, name = path.rpartition("/")
        source = f"{folder}/_rels/{name}.rels".lstrip("/")
        found: dict[str, tuple[str, str]] = {}

        def start(name: str, given: dict[str, str]) -> None:
            if name == "Relationship" and given.get("TargetMode") != "External":
                target = given.get("Target", "")
                target = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                found[given.get("Id", "")] = given.get("Type", "").rpartition("/")[2], _straight(target)

        if source in self.zip.NameToInfo:
            self.parse(source, start)
        return found


def _straight(path: str) -> str:
    """A path without `.` and `..` in it."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
