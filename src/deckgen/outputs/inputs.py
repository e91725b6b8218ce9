"""What a build depends on, as digests that are quickly made: the files of a project, and the program itself.

A project's files are told by their bytes, and so is the program where it goes into keys of outputs. To see that the
program is still the same, names, sizes and times of its files will do, as they do for Python.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Container, Iterator, Mapping
from functools import cache
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path

from deckgen import __version__
from deckgen.shipped import SHIPPED_THEMES

HOME = Path(__file__).parent.parent
#: Folders on which outputs do not depend.
_SKIPPED = {"__pycache__"}
#: A project of more files or bytes than this is not looked through: its builds are not remembered.
_MOST_FILES, _MOST_BYTES = 20_000, 1_000_000_000


def project(root: Path, without: Container[str] = ()) -> str | None:
    """The digest of all that a build reads: content, themes, the program. None where that is too much to look at.
    `without` are files that are left out, by their paths from the project's folder."""
    digest = sha256(program_seen().encode())
    for name in ("content", "themes"):
        folder = str(root / name)
        files = list(islice(_walk(folder), _MOST_FILES + 1))
        if len(files) > _MOST_FILES or sum(entry.st_size for _, entry in files) > _MOST_BYTES:
            return None
        for path, entry in files:
            if f"{name}{path.removeprefix(folder)}" in without:
                continue
            line = f"{name}\0{path.removeprefix(folder)}\0{_file(path, entry)}\0"
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


@cache
def program_seen() -> str:
    """What tells quickly whether the program is still the same: its files by names, sizes and times, Python, and what
    is installed beside it."""
    digest = sha256(f"{__version__} {sys.version} {sys.platform} {_installed()}".encode())
    beside = () if SHIPPED_THEMES.is_relative_to(HOME) else (str(SHIPPED_THEMES),)
    for path, entry in (found for home in (str(HOME), *beside) for found in _walk(home)):
        digest.update(f"{path}\0{entry.st_size} {entry.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def program(known: Mapping[str, str]) -> str:
    """The digest of the program by the bytes of its modules, and the versions of all that is installed beside it.
    `known` are digests by what was seen of the program when they were made."""
    return known.get(program_seen()) or _program()


@cache
def _program() -> str:
    digest = sha256(_installed().encode())
    for path in sorted(HOME.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _installed() -> str:
    """The packages that are installed, with their versions."""
    places = (Path(p) for p in sys.path if p.endswith("-packages"))
    return " ".join(sorted(name for p in places if p.is_dir() for name in os.listdir(p) if name.endswith("-info")))


def _walk(folder: str, above: tuple[tuple[int, int], ...] = ()) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder but folders, in order. Links are followed, but not in circles."""
    try:
        here = os.stat(folder)
        names = sorted(os.listdir(folder))
    except OSError:
        return
    place = (here.st_dev, here.st_ino)
    for name in names if place not in above else ():
        path = f"{folder}{os.sep}{name}"
        try:
            entry = os.stat(path)
        except OSError:  # a link that leads nowhere
            entry = os.lstat(path)
        if not stat.S_ISDIR(entry.st_mode):
            yield path, entry
        elif name not in _SKIPPED:
            yield from _walk(path, (*above, place))


def _not_waiting(path: str, flags: int) -> int:
    """Opens a file without waiting, should it have become a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _file(path: str, entry: os.stat_result) -> str:
    """What tells a file from another: its bytes, and where it leads to if it is a link."""
    link = os.readlink(path) if os.path.islink(path) else ""
    # what is no regular file may have no end; nor may what says that it is empty
    if not stat.S_ISREG(entry.st_mode) or not entry.st_size:
        return f"{link} {entry.st_mode}"
    try:
        with open(path, "rb", opener=_not_waiting) as file:
            return f"{link} {file_digest(file, 'sha256').hexdigest()}"
    except OSError as e:
        return f"{link} cannot be read: {e.errno}"
