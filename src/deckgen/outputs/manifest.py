"""What is remembered of an output folder, in a file of its own there.

It is a cache: what cannot be read, or is another version's, is forgotten, and everything is made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

FILE = ".deckgen.json"
#: Of how the file is laid out.
VERSION = 2


class Entry(NamedTuple):
    """What is remembered of a file: the key under which it was made, the digest of its bytes, its slides or pages."""

    key: str
    digest: str
    length: int


class Manifest:
    """The files of a folder by their names; by the stems of their names what the download page says of decks; by the
    keys of requests what builds came to (`deckgen.outputs.builds`); and the program's digest, by what is quickly seen
    of it (`deckgen.outputs.inputs`)."""

    def __init__(
        self,
        files: Mapping[str, Entry] | None = None,
        decks: Mapping[str, dict[str, Any]] | None = None,
        builds: Mapping[str, dict[str, Any]] | None = None,
        program: Mapping[str, str] | None = None,
    ) -> None:
        self.files = dict(files or {})
        self.decks = dict(decks or {})
        self.builds = dict(builds or {})
        self.program = dict(program or {})

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """What is known of a folder; nothing where that cannot be read."""
        try:
            raw = json.loads((folder / FILE).read_text(encoding="utf-8"))
            if raw["version"] != VERSION:
                return cls()
            files = {str(n): Entry(str(e["key"]), str(e["digest"]), int(e["length"])) for n, e in raw["files"].items()}
            program = {str(seen): str(digest) for seen, digest in raw["program"].items()}
            return cls(files, _mappings(raw["decks"]), _mappings(raw["builds"]), program)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls()

    def to_bytes(self) -> bytes:
        """The file."""
        raw = {
            "version": VERSION,
            "files": {name: e._asdict() for name, e in sorted(self.files.items())},
            "decks": dict(sorted(self.decks.items())),
            "builds": dict(sorted(self.builds.items())),
            "program": self.program,
        }
        return json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def has(self, folder: Path, name: str, key: str) -> bool:
        """Whether the file in the folder is the one that would be made under this key."""
        entry = self.files.get(name)
        return entry is not None and entry.key == key and digest(folder / name) == entry.digest


def offered(manifest: Manifest, folder: Path, pending: Mapping[str, int] = MappingProxyType({})) -> str:
    """A digest of all that the folder's download page may offer: names and sizes of files, whichever build made them.
    `pending` are the sizes of those that are about to be written."""
    files = [(name, pending.get(name, size(folder / name))) for name in sorted(manifest.files)]
    return digest_of(json.dumps([files, sorted(manifest.decks)]).encode("utf-8", "surrogatepass"))


def size(path: Path) -> int | None:
    """The size of a file in bytes; None where there is none."""
    return path.stat().st_size if path.is_file() else None


def digest(path: Path) -> str | None:
    """The digest of a file's bytes, or None where it cannot be read."""
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return None


def digest_of(data: bytes) -> str:
    """The digest of bytes."""
    return sha256(data).hexdigest()


def _mappings(raw: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {str(name): dict(value) for name, value in raw.items()}
