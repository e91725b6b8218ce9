"""The files of a project that are written from here: each has a version, and nothing is written over what another one
wrote."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from deckgen.drafts.draft import write_over
from deckgen.reading.letters import composed
from deckgen.workspace import Splice, Whole, Workspace
from deckgen.workspace.edits import spliced

#: Folders of a project from which files are shown and written.
OPEN = ("content/",)
#: Sorts of files that are texts of authors.
TEXTS = (".yaml",)


class Refused(Exception):
    """Nothing was written: the file is another one by now. `version` and `text` are those that it has."""

    def __init__(self, path: str, version: int, text: str | None) -> None:
        super().__init__(path)
        self.path, self.version, self.text = path, version, text


class Written(NamedTuple):
    """What was written into a file: from which version to which, and the stretches in characters of the text before."""

    path: str
    before: str
    version: int
    splices: tuple[Splice, ...]


class Desk:
    """A project's files as the studio has them. It is the workspace's only writer. It may be used from several threads:
    nobody gets the text of one version with the number of another."""

    def __init__(self, root: Path, workspace: Workspace) -> None:
        self.root = root.resolve()
        self.workspace = workspace
        self._versions: dict[str, int] = {}
        #: What the file on the disk is known to be.
        self._hashes: dict[str, str] = {}
        self._lock = RLock()

    def path(self, name: str) -> str:
        """A file's path in its one form. Raises ValueError for one that is not a text of the project's authors."""
        if not name.startswith(OPEN) or not name.endswith(TEXTS) or "\\" in name or "\0" in name:
            raise ValueError("this is no file of the content")
        if any(part in ("", ".", "..") or part.startswith(".") for part in name.split("/")):
            raise ValueError("this is no file of the content")
        real = (self.root / name).resolve()
        if not real.is_relative_to(self.root / "content"):
            raise ValueError("this is no file of the content")
        return composed(name)

    def text(self, path: str) -> tuple[str, int]:
        """A file's text as it is written, and its version. Raises ValueError where there is none."""
        with self._lock:
            text = self.workspace.text(path)
            if text is None:
                raise ValueError(f"there is no text `{path}`")
            self._hashes.setdefault(path, _hash(text))
            return text, self._versions.get(path, 0)

    def write(self, path: str, version: int, splices: Iterable[tuple[int, int, str]]) -> Written:
        """Writes stretches into a file that is at a version. Raises Refused where it is not, or where the file on the
        disk is not what was read; ValueError where a stretch does not fit; OSError where nothing can be written."""
        with self._lock:
            text, now = self.text(path)
            if version != now:
                raise Refused(path, now, text)
            there = self._on_disk(path)
            if there is None or _hash(there) != self._hashes[path]:
                self.came(path)
                raise Refused(path, self._versions.get(path, 0), self.workspace.text(path))
            edits = tuple(Splice(path, *stretch) for stretch in splices)
            after = spliced(text, list(edits))
            write_over(self.root / path, after.encode("utf-8"))
            self._hashes[path] = _hash(after)
            self._versions[path] = now + 1
            self.workspace.take([Whole(path, after)])
            return Written(path, text, now + 1, edits)

    def make(self, name: str, data: bytes) -> None:
        """Makes a file of the content that is not there. Raises ValueError for a path that is none of it, OSError where
        it is there or cannot be written."""
        path = self.root / name
        if not name.startswith(OPEN) or not path.parent.resolve().is_relative_to(self.root / "content"):
            raise ValueError("this is no file of the content")
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)

    def came(self, path: str) -> Written | None:
        """Takes a file as it is on the disk, where that is not what was written from here."""
        with self._lock:
            text = self._on_disk(path)
            before = self.workspace.text(path)
            if text is not None and path in self._hashes and _hash(text) == self._hashes[path]:
                return None
            if text is None:
                self._hashes.pop(path, None)
            else:
                self._hashes[path] = _hash(text)
            self._versions[path] = self._versions.get(path, 0) + 1
            self.workspace.take([Whole(path, text)])
            if text is None or before is None:
                return Written(path, before or "", self._versions[path], ())
            return Written(path, before, self._versions[path], (difference(path, before, text),))

    def _on_disk(self, path: str) -> str | None:
        try:
            return (self.root / path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None


def difference(path: str, before: str, after: str) -> Splice:
    """The one stretch in which two texts differ."""
    start, beyond = 0, min(len(before), len(after)) + 1
    while beyond - start > 1:  # as far as both begin alike
        middle = (start + beyond) // 2
        start, beyond = (middle, beyond) if before[:middle] == after[:middle] else (start, middle)
    most = min(len(before), len(after)) - start
    end = 0
    while end < most and before[-1 - end] == after[-1 - end]:
        end += 1
    return Splice(path, start, len(before) - end, after[start : len(after) - end])


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
