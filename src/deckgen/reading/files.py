"""The door through which files of a project and of its themes are read.

A file lies in its folder, after links are followed; it is a regular file, never a pipe, a socket or a device, which may
have no end; it is no larger than its sort may be, which is asked before it is read. Folders are listed here too.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from errno import ELOOP
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error
from deckgen.messages import Message, say
from deckgen.reading.letters import composed

Reason = Literal["missing", "nowhere", "outside", "loop", "folder", "special", "large", "denied"]
#: Nothing waits for whoever writes to a pipe, nothing is handed on to other programs. (Windows knows neither.)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Sort(NamedTuple):
    """A sort of file: what it is called, how many bytes it may have, what to do with a larger one."""

    noun: str
    most: int
    smaller: Message


#: Every sort of file that is read of content and themes.
SORTS: Mapping[str, Sort] = {
    s.noun: s
    for s in (
        Sort("file", 2_000_000, say("hint:split-it-into-several-files")),
        Sort("table", 2_000_000, say("hint:leave-out-what-the-chart")),
        Sort("table-of-rows", 100_000_000, say("variants:part-the-table")),
        Sort("workbook", 5_000_000, say("file:save-the-sheet-that-the")),
        Sort("picture", 20_000_000, say("hint:make-it-smaller-3-840")),
        Sort("drawing", 1_000_000, say("file:simplify-it-or-save-it")),
        Sort("font", 50_000_000, say("file:take-a-static-face-with")),
        Sort("licence", 200_000, say("file:put-the-text-of-the")),
        Sort("template", 200_000, say("file:split-it-and-take-its")),
    )
}

#: How files begin that are no text, whatever they are called.
_DOCUMENTS = (
    (b"PK\x03\x04", say("file:a-file-of-word-hangul")),
    (b"\xd0\xcf\x11\xe0", say("file:a-file-of-hangul-hwp")),
    (b"HWP Document File", say("file:a-file-of-hangul")),
    (b"{\\rtf", say("file:a-text-with-looks-rtf")),
    (b"%PDF", "a PDF"),
    (b"<!DOCTYPE html", say("file:a-web-page")),
    (b"<!doctype html", say("file:a-web-page")),
    (b"<html", say("file:a-web-page")),
    (b"\x89PNG", say("file:a-picture")),
    (b"\xff\xd8\xff", say("file:a-picture")),
    (b"GIF8", say("file:a-picture")),
    (b"bplist00", say("file:a-file-of-macos")),
)

#: What is listed, not read.
FOLDER = Sort("folder", 0, say("hint:leave-something-out"))


class Unreadable(Exception):
    """A file or a folder that is not read. `reason` says why, `size` is that of a file that is too large."""

    def __init__(self, reason: Reason, size: int = 0) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.size = size

    def explained(self, subject: Message | str, sort: Sort) -> tuple[Message, Message]:
        """The message and the hint for an author. `subject` is what the file is called, in backticks."""
        noun = say(f"noun:{sort.noun}")
        another = say("file:put-a-in-its-place", noun=noun)
        match self.reason:
            case "missing":
                return say("file.missing", subject=subject), another
            case "nowhere":
                return say("file.broken-link", subject=subject), another
            case "outside":
                return say("file.outside", subject=subject), say("file:put-a-copy-of-the", noun=noun)
            case "loop":
                return say("file.link-loop", subject=subject), another
            case "folder":
                return say("file.folder", subject=subject, noun=noun), say("file:rename-it-or", another=another)
            case "special":
                return say("file.special", subject=subject), say("file:delete-it-or", another=another)
            case "large":
                size = (
                    _size(self.size)
                    if _size(self.size) != _size(sort.most)
                    else say("file:more-than", most=_size(sort.most))
                )
                return say("file.too-large", subject=subject, size=size, noun=noun, most=_size(sort.most)), sort.smaller
            case "denied":
                return say("file.denied", subject=subject), say("hint:see-that-you-may-open")


def checked(path: Path, sort: Sort, *homes: Path) -> Path:
    """Where a file lies that may be read, for what reads it itself. Raises Unreadable."""
    real = _found(path, sort, homes)
    with _opened(real, sort):
        return real


def read(path: Path, sort: Sort, *homes: Path) -> bytes:
    """The bytes of a file that lies in one of these folders. Raises Unreadable."""
    with _opened(_found(path, sort, homes), sort) as (file, size):
        return file.read(size)  # no more: a file that says it is empty may have no end


def _found(path: Path, sort: Sort, homes: Iterable[Path]) -> Path:
    """Where a path leads to, if that is a file in one of these folders. Raises Unreadable."""
    try:
        real = path.resolve(strict=True)
        if not any(real.is_relative_to(home.resolve()) for home in homes):
            raise Unreadable("outside")
        _judge(os.stat(real), sort)  # before it is opened: a device may do something then
        return real
    except FileNotFoundError as e:
        raise Unreadable("nowhere" if os.path.islink(path) else "missing") from e
    except ValueError as e:  # a name that no file can have, as with a null character in it
        raise Unreadable("missing") from e
    except RuntimeError as e:  # a link that leads to itself, before Python 3.13
        raise Unreadable("loop") from e
    except OSError as e:
        raise _refusal(e) from e


@contextmanager
def _opened(real: Path, sort: Sort) -> Iterator[tuple[BinaryIO, int]]:
    """A file opened for reading, and its size. Raises Unreadable."""
    try:
        with open(os.open(real, _FLAGS), "rb") as file:
            about = os.fstat(file.fileno())  # what is there may be another one by now
            _judge(about, sort)
            yield file, about.st_size
    except OSError as e:
        raise _refusal(e) from e


def names_in(folder: Path) -> list[str]:
    """The names of what is in a folder, in order; none where there is no folder. Raises Unreadable."""
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError, UnicodeEncodeError):  # a system in ASCII has no other names
        return []
    except OSError as e:
        raise _refusal(e) from e


def load(
    path: Path, name: str, home: Path, sort: Sort = SORTS["file"], *homes: Path
) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file that is called `name` in reports, or what is wrong with it: it is a file in the folder `home`
    (or in one of `homes`) that may be read, saved as UTF-8."""
    try:
        data = read(path, sort, home, *homes)
    except Unreadable as e:
        message, hint = e.explained(f"`{name}`", sort)
        return None, [error(message, Span(name), hint)]
    return decoded(data, name)


class Disk:
    """A project's files as they are on the disk. A workspace has another one, with what an editor has not saved yet."""

    def text(self, path: Path, name: str, home: Path) -> tuple[str | None, list[Diagnostic]]:
        """The text of a file in the folder `home` that is called `name` in reports, or what is wrong with it."""
        return load(path, name, home)

    def names(self, folder: Path) -> list[str]:
        """The names of what is in a folder, in order. Raises Unreadable."""
        return names_in(folder)

    def has(self, path: Path) -> bool:
        """Whether there is anything at a path."""
        return os.path.lexists(path)

    def lacks(self, name: str) -> bool:
        """Whether a file that is on the disk, by its path from the project's folder, is not there any more."""
        return False


DISK = Disk()


def decoded(data: bytes, name: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file's bytes, composed as all texts are, or what is wrong with them."""
    kind = next((kind for magic, kind in _DOCUMENTS if data[:200].lstrip().startswith(magic)), None)
    if kind and name.endswith(".yaml"):
        hint = say("file:copy-what-is-in-it")
        return None, [error(say("file.not-text", name=name, kind=kind), Span(name), hint)]
    try:
        return composed(data.decode("utf-8").replace("\ufeff", "")), []
    except UnicodeDecodeError as e:
        before = data[: e.start].decode("utf-8", "replace").removeprefix("\ufeff")
        place = Span(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        hint = say("file:save-it-in-the-editor", seems=_encoding(data))
        return None, [error(say("file.not-utf-8", name=name), place, hint)]


def _judge(about: os.stat_result, sort: Sort) -> None:
    """Raises Unreadable for what is not a file of a sane size."""
    if stat.S_ISDIR(about.st_mode):
        raise Unreadable("folder")
    if not stat.S_ISREG(about.st_mode):
        raise Unreadable("special")
    if about.st_size > sort.most:
        raise Unreadable("large", about.st_size)


def _refusal(e: OSError) -> Unreadable:
    """Why the system does not let us read."""
    match e:
        case FileNotFoundError() | NotADirectoryError():
            return Unreadable("missing")
        case PermissionError():
            return Unreadable("denied")
        case OSError(errno=number) if number == ELOOP:
            return Unreadable("loop")
        case _:
            return Unreadable("special")


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.3g} MB" if size >= 1_000_000 else f"{max(1, size // 1_000):,} kB"


def _encoding(data: bytes) -> Message | str:
    """What a file's encoding seems to be, for a hint."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return say("file:it-looks-like-utf-16")
    if data[:1000].count(0) > len(data[:1000]) // 4:
        return say("file:it-looks-like-utf-16")
    try:
        data.decode("cp949")
    except UnicodeDecodeError:
        return ""
    return say("file:it-looks-like-cp949-the")
