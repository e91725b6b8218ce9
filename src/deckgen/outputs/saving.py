"""Puts files into the output folder: all of them or none, whatever happens and whenever.

    write aside -> keep the last ones -> journal -> rename -> clean up

New files are written into a folder beside. When all are there, links to the last ones are kept, and a journal of what
is to be renamed is written with one rename: that is the switch. A process that is killed before leaves the last
outputs, and litter; one that is killed after leaves the journal, and whoever comes next finishes the work. At every
moment each file is whole, the last one or the new one, and the journal tells which of both the folder is to have.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from errno import EEXIST
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from deckgen.interrupts import held
from deckgen.outputs.storage import read_regular

#: The folder beside, in the output folder, and in it: the journal, new files and links to the last ones by numbers,
#: and whatever libraries write on the way.
ASIDE = ".deckgen.part"
_JOURNAL, _NEW, _LAST, _SCRATCH = "journal.json", "new", "last", "scratch"
#: Bytes of a journal; one of ten thousand files has a tenth of it.
_LARGEST = 10_000_000

Direction = Literal["forward", "back"]


class _Move(NamedTuple):
    """A file to be replaced, by its name from the output folder; one that is only to go has no number."""

    name: str
    number: int | None


class Staging:
    """Files on their way into a folder: `put` writes a new one aside, `commit` puts all of them into the folder, or
    none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._aside = folder / ASIDE
        self._numbers: dict[str, int] = {}
        self._free = count()  # a number that a file had is no other's, or one would be written over the other

    def path(self, name: str) -> Path:
        """Where the new file of a name is to be written. Raises OSError where there can be none."""
        with self._told():
            (self._aside / _NEW).mkdir(parents=True, exist_ok=True)
        if name not in self._numbers:
            self._numbers[name] = next(self._free)
        return self._aside / _NEW / str(self._numbers[name])

    def scratch(self) -> Path:
        """A folder for files that nobody wants to keep. Raises OSError where there can be none."""
        folder = self._aside / _SCRATCH
        with self._told():
            folder.mkdir(parents=True, exist_ok=True)
        return folder.resolve()

    def put(self, name: str, data: bytes) -> None:
        """Writes a new file aside. Raises OSError with its name where that cannot be."""
        try:
            self.path(name).write_bytes(data)
        except OSError as e:
            raise self.failure(e, name) from e

    def failure(self, e: OSError, name: str) -> OSError:
        """What kept a new file from being written, with the name that the file was to have."""
        return OSError(e.errno, e.strerror, str(self._folder / name))

    def drop(self, name: str) -> None:
        """Takes a new file back: the last one stays."""
        self.path(name).unlink(missing_ok=True)
        del self._numbers[name]

    def commit(self, removed: Iterable[str] = ()) -> None:
        """Puts the new files into the folder, and takes others out of it.

        Raises OSError with the name of what cannot be written; then all is as it was.
        """
        moves = [*(_Move(n, number) for n, number in self._numbers.items()), *(_Move(n, None) for n in removed)]
        if not moves:
            return
        self._prepare(moves)
        with held():
            self._write_journal("forward", moves)
            try:
                _forward(self._folder, moves)
            except BaseException:
                with suppress(OSError):  # then the journal is for whoever comes next
                    self._write_journal("back", moves)
                    _back(self._folder, moves)
                    _clear(self._folder)
                raise
            with suppress(OSError):  # what is left is litter
                _clear(self._folder)

    def discard(self) -> None:
        """Takes back whatever was not put into the folder."""
        if not os.path.lexists(self._aside / _JOURNAL):  # what could not be taken back is for whoever comes next
            with suppress(OSError):  # whoever comes next tries again
                _remove(self._aside)

    def _prepare(self, moves: Sequence[_Move]) -> None:
        """Makes folders, and keeps the last files."""
        with self._told():
            (self._aside / _LAST).mkdir(parents=True, exist_ok=True)
        for n, move in enumerate(moves):
            final = self._folder / move.name
            if final.is_dir() and not final.is_symlink():
                raise IsADirectoryError(21, "is a folder", str(final))
            if os.path.lexists(final):
                _keep(final, self._aside / _LAST / str(n))

    def _write_journal(self, direction: Direction, moves: Sequence[_Move]) -> None:
        new = self._aside / f"{_JOURNAL}.new"
        with self._told():
            new.write_text(json.dumps({"direction": direction, "moves": moves}), encoding="utf-8")
            os.replace(new, self._aside / _JOURNAL)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What cannot be written aside is told of the folder, of which people know."""
        try:
            yield
        except OSError as e:
            number = EEXIST if self._folder.is_file() else e.errno
            raise OSError(number, e.strerror, str(self._folder)) from e


def recover(folder: Path) -> None:
    """Finishes what a process that was killed had begun in a folder, and takes its litter away.

    Raises OSError where that cannot be.
    """
    aside = folder / ASIDE
    if not os.path.lexists(aside):
        return
    journal = _read_journal(aside / _JOURNAL)
    if journal:
        direction, moves = journal
        (_forward if direction == "forward" else _back)(folder, moves)
    _clear(folder)


def is_clean(folder: Path) -> bool:
    """Whether no build is at work in a folder, or was killed in it."""
    return not os.path.lexists(folder / ASIDE)


def _forward(folder: Path, moves: Sequence[_Move]) -> None:
    """Puts new files into their places, but those that are there already; takes others away."""
    for move in moves:
        final = folder / move.name
        if move.number is None:
            final.unlink(missing_ok=True)
            continue
        new = folder / ASIDE / _NEW / str(move.number)
        if new.exists():
            final.parent.mkdir(parents=True, exist_ok=True)
            os.replace(new, final)
    _prune(folder, moves)


def _back(folder: Path, moves: Sequence[_Move]) -> None:
    """Puts the last files into their places again; takes away what has none."""
    for n, move in enumerate(moves):
        final, last = folder / move.name, folder / ASIDE / _LAST / str(n)
        if os.path.lexists(last):
            os.replace(last, final)
        elif move.number is not None and not (folder / ASIDE / _NEW / str(move.number)).exists():
            final.unlink(missing_ok=True)
    _prune(folder, moves)


def _prune(folder: Path, moves: Iterable[_Move]) -> None:
    """Takes away folders that have nothing in them any more."""
    parents = {p for m in moves for p in PurePosixPath(m.name).parents if p != PurePosixPath(".")}
    for parent in sorted(parents, key=lambda p: -len(p.parts)):
        with suppress(OSError):  # it has something in it, or was never there
            (folder / parent).rmdir()


def _clear(folder: Path) -> None:
    """Takes the folder beside away, the journal first: what is left without it is litter."""
    with suppress(NotADirectoryError):
        (folder / ASIDE / _JOURNAL).unlink(missing_ok=True)
    _remove(folder / ASIDE)


def _remove(path: Path) -> None:
    """Takes away a folder with all that is in it, or whatever else stands there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _keep(path: Path, kept: Path) -> None:
    """Keeps a file under a second name: by a link, which costs nothing, or where there are none by a copy."""
    make: tuple[Callable[[Path, Path], object], ...] = (os.link, shutil.copy2)
    for n, attempt in enumerate(make):
        try:
            attempt(path, kept)
        except OSError:
            if n + 1 == len(make):
                raise
        else:
            return


def _read_journal(path: Path) -> tuple[Direction, list[_Move]] | None:
    """The direction and moves of a journal; None for what is none."""
    try:
        raw = json.loads(read_regular(path, _LARGEST).decode("utf-8"))
        moves = [_Move(str(name), None if number is None else int(number)) for name, number in raw["moves"]]
        safe = all(not PurePosixPath(m.name).is_absolute() and ".." not in PurePosixPath(m.name).parts for m in moves)
        direction = raw["direction"]
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
    if not safe or direction not in ("forward", "back"):
        return None
    return direction, moves
