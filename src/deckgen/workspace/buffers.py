"""A project's files with what editors have not saved yet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from deckgen.diagnostics import Diagnostic, Span
from deckgen.reading.files import SORTS, Disk, Unreadable, load, names_in, read
from deckgen.reading.letters import composed
from deckgen.reading.names import actual


class Buffers(Disk):
    """The files of a project as they are written: what an editor has stands before what is on the disk, which is read
    once. Paths are those from the project's folder, in posix form and composed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        #: What editors have; None: there is no such file, whatever is on the disk.
        self._open: dict[str, str | None] = {}
        self._read: dict[str, tuple[str | None, list[Diagnostic]]] = {}

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The files that editors have."""
        return tuple(self._open)

    def with_texts(self, texts: Mapping[str, str | None]) -> Buffers:
        """The same with other texts of some files."""
        out = Buffers(self._root)
        out._open, out._read = self._open | dict(texts), self._read
        return out

    def put(self, name: str, text: str | None) -> None:
        """Takes a file's text as an editor has it."""
        self._open[name] = text

    def close(self, name: str) -> None:
        """Takes a file as it is on the disk again."""
        self._open.pop(name, None)
        self._read.pop(name, None)

    def changed(self, name: str) -> None:
        """Has a file read from the disk again when it is asked for."""
        self._read.pop(name, None)

    def written(self, name: str) -> str | None:
        """A file's text as it is written, its line ends and marks of the byte order included; None where there is no
        such text."""
        if name in self._open:
            return self._open[name]
        try:
            return read(actual(self._root, name), SORTS["file"], self._root).decode("utf-8")
        except (Unreadable, UnicodeDecodeError):
            return None

    # as it is read

    def text(self, path: Path, name: str, home: Path) -> tuple[str | None, list[Diagnostic]]:
        """The text of a file, or what is wrong with it."""
        if name not in self._open:
            if name not in self._read:
                self._read[name] = load(path, name, home)
            return self._read[name]
        text, sort = self._open[name] or "", SORTS["file"]
        size = len(text.encode("utf-8", "surrogatepass")) if 4 * len(text) > sort.most else 0
        if self._open[name] is None or size > sort.most:
            e = Unreadable("large", size) if size else Unreadable("missing")
            message, hint = e.explained(f"`{name}`", sort)
            return None, [Diagnostic("error", message, Span(name), hint)]
        return composed(text.replace("\ufeff", "")), []

    def names(self, folder: Path) -> list[str]:
        """The names of what is in a folder. Raises Unreadable."""
        beneath = composed(folder.relative_to(self._root).as_posix())
        names = {composed(name): name for name in names_in(folder)}
        for path, text in self._open.items():
            above, _, name = path.rpartition("/")
            if above == beneath:
                names.setdefault(name, name)
                if text is None:
                    del names[name]
        return sorted(names.values())

    def has(self, path: Path) -> bool:
        """Whether there is anything at a path."""
        name = composed(path.relative_to(self._root).as_posix())
        return self._open[name] is not None if name in self._open else os.path.lexists(path)

    def lacks(self, name: str) -> bool:
        """Whether a file that is on the disk is not there any more for those who write."""
        return name in self._open and self._open[name] is None
