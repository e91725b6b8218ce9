"""What is remembered of an output folder, in a file of its own there.

It is a cache: what cannot be read, is another version's or somebody else's, is forgotten as a whole, and everything is
made again. Nothing in it is trusted: names of files are put together anew from what they are made of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple, TypeVar, get_type_hints

from deckgen.messages import Message, say, system
from deckgen.outputs import doors, shapes
from deckgen.outputs.storage import read_regular

FILE = ".deckgen.json"
#: Of how the file is laid out.
VERSION = 5
#: Bytes; a memory of a thousand seminars has a tenth of it.
LARGEST = 200_000_000

_Record = TypeVar("_Record")


class Entry(NamedTuple):
    """What is remembered of a file: the key under which it was made, and that of its content alone (however it is
    printed), the digest of its bytes and how many they are, its slides or pages, how many hundredths of these are
    apparatus (None: it is not printed), what its name is made of, of which
    project it is and in which theme; `old` if the content is known to have changed since."""

    project: str
    theme: str
    key: str
    content: str
    digest: str
    size: int
    length: int
    apparatus: int | None
    format: str
    door: str
    seminar: str
    language: str
    ending: str
    old: bool = False

    @property
    def deck(self) -> str:
        """The deck that it is of."""
        return f"{self.seminar}.{self.language}"

    @property
    def name(self) -> str:
        """Its name from the output folder."""
        return doors.path(_door(self.door), self.seminar, self.language, self.ending)


class Deck(NamedTuple):
    """What the pages say of a deck. `cover` is its first slide as SVG, `heading` its title as HTML, `iso` its date as
    2026-12-10, or "" where that is not known; `shown` is the address of a picture of that slide; `project` tells the
    projects apart that share a folder."""

    project: str
    seminar: str
    language: str
    title: str
    heading: str
    subtitle: str
    client: str
    date: str
    iso: str
    venue: str
    audience: str
    minutes: float
    slides: int
    cover: str
    shown: str = ""

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        return f"{self.seminar}.{self.language}"


class Page(NamedTuple):
    """A page to download from: of a seminar, for its audience, or of all ("") for the presenter."""

    project: str
    seminar: str
    digest: str
    size: int

    @property
    def name(self) -> str:
        """Its name from the output folder."""
        return doors.index(self.seminar)


class Archive(NamedTuple):
    """An archive of what is behind a door of a seminar, or ("") of the fonts; `key` is that of what is in it."""

    project: str
    seminar: str
    door: str
    key: str
    digest: str
    size: int

    @property
    def name(self) -> str:
        """Its name from the output folder."""
        return doors.archive(_door(self.door), self.seminar)


class Manifest:
    """The files of a folder by their names; what its pages say of decks, by the stems of their names; the pages
    themselves, by their seminars ("" for the page of all); archives by their names; by the keys of requests what
    builds came to (`deckgen.outputs.builds`); and the program's digest, by what is quickly seen of it
    (`deckgen.outputs.inputs`).
    `problem` says why what stood there is not used."""

    def __init__(
        self,
        files: Mapping[str, Entry] | None = None,
        decks: Mapping[str, Deck] | None = None,
        pages: Mapping[str, Page] | None = None,
        archives: Mapping[str, Archive] | None = None,
        builds: Mapping[str, dict[str, Any]] | None = None,
        program: Mapping[str, str] | None = None,
        problem: Message | str = "",
    ) -> None:
        self.files = dict(files or {})
        self.decks = dict(decks or {})
        self.pages = dict(pages or {})
        self.archives = dict(archives or {})
        self.builds = dict(builds or {})
        self.program = dict(program or {})
        self.problem = problem

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """What is known of a folder; nothing where that cannot be used."""
        try:
            data = read_regular(folder / FILE, LARGEST)
        except (FileNotFoundError, NotADirectoryError):
            return cls()
        except OSError as e:
            return cls(problem=system(e))
        try:
            return cls._parsed(json.loads(data.decode("utf-8", "surrogatepass")))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError):
            return cls(problem=say("note:not-as-written"))

    @classmethod
    def _parsed(cls, raw: Any) -> Manifest:
        """Raises ValueError, TypeError, LookupError or AttributeError for what is not a memory of this version."""
        if raw["version"] != VERSION:
            return cls(problem=say("note:another-version"))
        if raw.pop("sum") != digest_of(_dumped(raw)):
            return cls(problem=say("note:changed"))
        entries = [_record(Entry, e) for e in raw["files"]]
        decks = [_record(Deck, d) for d in raw["decks"]]
        program = {shapes.text(seen): shapes.text(digest) for seen, digest in raw["program"].items()}
        builds = {shapes.text(key): shapes.build(build) for key, build in raw["builds"].items()}
        pages = {p.seminar: p for p in (_record(Page, page) for page in raw["pages"])}
        archives = {a.name: a for a in (_record(Archive, archive) for archive in raw["archives"])}
        return cls({e.name: e for e in entries}, {d.stem: d for d in decks}, pages, archives, builds, program)

    def to_bytes(self) -> bytes:
        """The file."""
        raw = {
            "version": VERSION,
            "files": [e._asdict() for _, e in sorted(self.files.items())],
            "decks": [d._asdict() for _, d in sorted(self.decks.items())],
            "pages": [p._asdict() for _, p in sorted(self.pages.items())],
            "archives": [a._asdict() for _, a in sorted(self.archives.items())],
            "builds": dict(sorted(self.builds.items())),
            "program": self.program,
        }
        return _dumped(raw | {"sum": digest_of(_dumped(raw))})

    def has(self, folder: Path, name: str, key: str) -> bool:
        """Whether the file in the folder is the one that would be made under this key."""
        entry = self.files.get(name)
        return entry is not None and entry.key == key and self.is_untouched(folder, entry)

    def is_untouched(self, folder: Path, entry: Entry | Page | Archive) -> bool:
        """Whether a file is there as it was made."""
        return digest(folder / entry.name, entry.size) == entry.digest


def digest(path: Path, size: int) -> str | None:
    """The digest of the bytes of a file that has so many of them; otherwise None, or where it cannot be read."""
    try:
        data = read_regular(path, size)
    except OSError:
        return None
    return digest_of(data) if len(data) == size else None


def size(path: Path) -> int | None:
    """The size of a file in bytes; None where there is none."""
    try:
        entry = path.stat()
    except OSError:
        return None
    return entry.st_size if S_ISREG(entry.st_mode) else None


def digest_of(data: bytes) -> str:
    """The digest of bytes."""
    return sha256(data).hexdigest()


def _dumped(raw: Mapping[str, Any]) -> bytes:
    return json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _record(kind: type[_Record], raw: Any) -> _Record:
    """A record of exactly its fields, each of its type, with nothing in the parts of a name that leads elsewhere."""
    types = get_type_hints(kind)
    if set(raw) != set(types):
        raise ValueError("other fields")
    for field, wanted in types.items():
        if not shapes.has_type(raw[field], wanted):
            raise TypeError(f"`{field}` is of another type")
    parts = [raw[field] for field in ("seminar", "language", "ending", "format") if field in types]
    if not all(shapes.is_plain(part) for part in parts) and parts != [""]:  # the page of all has no seminar
        raise ValueError("no part of a file's name")
    if "door" in types:
        _door(raw["door"])
    return kind(**raw)


def _door(value: str) -> doors.Door:
    for door in (doors.PRESENTER, doors.AUDIENCE):
        if value == door:
            return door
    raise ValueError("no door")
