"""Where outputs of variants go. A store has each file whole or not at all, whoever is killed while it is written."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple, Protocol

from deckgen.diagnostics import UsageError
from deckgen.messages import say
from deckgen.outputs.lock import locked
from deckgen.variants.patience import patiently

#: The folder beside the outputs in which files stand until they are whole.
ASIDE = ".deckgen-variants.part"


class Store(Protocol):
    """Files by their names, posix. What is missing is None; OSError where a store does not answer."""

    def put(self, name: str, data: bytes) -> None:
        """Writes a file, whole or not at all."""

    def append(self, name: str, data: bytes) -> None:
        """Writes more at the end of a file."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file."""

    def holds(self, name: str, sha256: str, size: int) -> bool:
        """Whether a file is there, of so many bytes with this digest."""

    def remove(self, name: str) -> None:
        """Takes a file away, if it is there."""

    def shown(self, name: str) -> str:
        """Where a file is, for people."""

    def alone(self) -> AbstractContextManager[None]:
        """Holds the store for one run."""


class FolderStore(NamedTuple):
    """A folder of this machine, by its path."""

    path: str

    def put(self, name: str, data: bytes) -> None:
        """Writes a file aside and renames it, which is done as a whole; and again, if the system fails."""
        patiently(lambda: self._put(name, data))

    def _put(self, name: str, data: bytes) -> None:
        final = Path(self.path, name)
        aside = Path(self.path, ASIDE)
        aside.mkdir(parents=True, exist_ok=True)
        # other machines have processes of the same number
        new = aside / f"{os.getpid()}-{secrets.token_hex(8)}"
        new.write_bytes(data)
        final.parent.mkdir(parents=True, exist_ok=True)
        os.replace(new, final)

    def append(self, name: str, data: bytes) -> None:
        """One write, so that a line of another process is never within it, and on the disk when this returns."""
        Path(self.path).mkdir(parents=True, exist_ok=True)
        handle = os.open(Path(self.path, name), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)

    def read(self, name: str) -> bytes | None:
        try:
            return Path(self.path, name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def holds(self, name: str, sha256: str, size: int) -> bool:
        try:
            with open(Path(self.path, name), "rb") as file:
                there = os.fstat(file.fileno()).st_size == size
                return there and file_digest(file, "sha256").hexdigest() == sha256
        except (FileNotFoundError, NotADirectoryError):
            return False

    def remove(self, name: str) -> None:
        Path(self.path, name).unlink(missing_ok=True)

    def shown(self, name: str) -> str:
        return str(Path(self.path, name))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the folder for one run; what an earlier one left half-written is taken away. Raises UsageError where
        another one does not end."""
        Path(self.path).mkdir(parents=True, exist_ok=True)
        with locked(Path(self.path), lambda: None):
            shutil.rmtree(Path(self.path, ASIDE), ignore_errors=True)
            try:
                yield
            finally:
                shutil.rmtree(Path(self.path, ASIDE), ignore_errors=True)


def is_address(text: str) -> bool:
    """Whether a text is an address (`s3://bucket/prefix`), and not a path."""
    return "://" in text


def store_at(place: str) -> Store:
    """The store at an address, or in a folder of this machine. Raises UsageError for an address that leads nowhere."""
    if not is_address(place):
        return FolderStore(str(Path(place).absolute()))
    try:
        from deckgen.variants.objects import ObjectStore  # late: folders need no library
    except ModuleNotFoundError as e:
        raise UsageError(say("command.no-studio", library=e.name or ""), say("command:install-cluster")) from e
    return ObjectStore(place)
