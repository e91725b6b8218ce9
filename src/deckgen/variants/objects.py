"""Stores that are no folder of this machine: S3, Google Cloud Storage and Azure by obstore, others by what fsspec has.
They are an extra, and loaded by nothing else.

An object is written with one request, which does all or nothing; in a store of files it is written beside and renamed.
What can only be read and written as a whole has no end to write at: what is appended becomes objects of its own, of
about a second each, and the object of that name is all of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EIO
from typing import Any, TypeVar

import fsspec
import obstore.fsspec
from obstore import exceptions

from deckgen.diagnostics import UsageError
from deckgen.messages import say
from deckgen.variants.patience import patiently

_T = TypeVar("_T")

#: Protocols that obstore speaks, and those of which an object is there as a whole or not at all.
_CLOUDS = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl")
_WHOLE = {*_CLOUDS, "memory"}
#: Seconds for which lines of a journal are kept back before they become an object.
_PAUSE = 1.0
#: What no further attempt would change.
_FINAL = (
    exceptions.InvalidPathError,
    exceptions.NotSupportedError,
    exceptions.PermissionDeniedError,
    exceptions.UnauthenticatedError,
    exceptions.UnknownConfigurationKeyError,
)


class ObjectStore:
    """What stands beneath an address, such as `s3://bucket/prefix`. Who may read and write there says the environment
    (`AWS_ACCESS_KEY_ID`, …), on each machine its own: an address has no secrets, and can be sent. Raises UsageError for
    one of a kind that nobody here knows."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._protocol = address.partition("://")[0].lower()
        self._fs, self._root = _opened(self.address, self._protocol)
        #: Sizes as they were listed last.
        self._sizes: dict[str, int] | None = None
        self._run = f"{time.time_ns():020}"
        self._parts = 0
        self._kept: list[bytes] = []
        self._since = 0.0
        self._journal = ""

    def __reduce__(self) -> tuple[type[ObjectStore], tuple[str]]:
        return ObjectStore, (self.address,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ObjectStore) and other.address == self.address

    def __hash__(self) -> int:
        return hash(self.address)

    @property
    def is_reached_from_everywhere(self) -> bool:
        """Whether other processes and machines that know the address see the same."""
        return self._protocol != "memory"

    def put(self, name: str, data: bytes) -> None:
        """Writes an object, whole or not at all."""
        if self._protocol in _WHOLE:
            self._asked(name, lambda: self._fs.pipe_file(self._path(name), data))
        else:
            self._asked(name, lambda: self._put_beside(name, data))
        if self._sizes is not None:
            self._sizes[name] = len(data)

    def _put_beside(self, name: str, data: bytes) -> None:
        final = self._path(name)
        beside = f"{final}.{os.getpid()}.part"
        self._fs.makedirs(final.rpartition("/")[0], exist_ok=True)
        try:
            self._fs.pipe_file(beside, data)
            self._fs.mv(beside, final)
        except BaseException:
            with suppress(Exception):  # what is half-written has a name that nobody reads
                self._fs.rm_file(beside)
            raise

    def append(self, name: str, data: bytes) -> None:
        """Keeps lines, and writes those of the last second; the rest is written when the store is let go."""
        self._journal = name
        self._since = self._since if self._kept else time.monotonic()
        self._kept.append(data)
        if time.monotonic() - self._since >= _PAUSE:
            self._write_kept()

    def _write_kept(self) -> None:
        if self._kept:
            self.put(f"{self._journal}/{self._run}-{self._parts:06}", b"".join(self._kept))
            self._parts += 1
            self._kept.clear()

    def read(self, name: str) -> bytes | None:
        """The bytes of an object, or of all that was appended to that name."""
        data = self._read(name)
        if data is not None:
            return data
        parts = sorted(part for part in self._listed(name) if part.startswith(f"{name}/"))
        return b"".join(self._read(part) or b"" for part in parts) if parts else None

    def _read(self, name: str) -> bytes | None:
        try:
            found: bytes = self._asked(name, lambda: bytes(self._fs.cat_file(self._path(name))))
        except (FileNotFoundError, IsADirectoryError):
            return None
        return found

    def holds(self, name: str, sha256: str, size: int) -> bool:
        """Whether an object is there, of so many bytes: all are listed at once, a thousand with each request. Its
        digest was held against its bytes by whoever took them; to read all of them again is what `verify` is for."""
        if self._sizes is None or name not in self._sizes:
            self._sizes = self._listed("")
        return self._sizes.get(name) == size

    def names(self) -> list[str]:
        """All that stands there."""
        return sorted(self._listed(""))

    def remove(self, name: str) -> None:
        """Takes an object away, if it is there."""
        with suppress(FileNotFoundError):
            self._asked(name, lambda: self._fs.rm_file(self._path(name)))
        if self._sizes is not None:
            self._sizes.pop(name, None)

    def shown(self, name: str) -> str:
        """The address of an object."""
        return f"{self.address}/{name}"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Looks whether the store answers, and at the end writes what was kept back. Two runs at a time write the same
        bytes to the same names, so nobody is kept out."""
        self._sizes = self._listed("")
        try:
            yield
        finally:
            self._write_kept()
            if self._journal:
                self._join(self._journal)

    def _join(self, name: str) -> None:
        """Makes one object of the parts of a journal. What is killed meanwhile leaves lines twice, which say the
        same."""
        parts = sorted(part for part in self._listed(name) if part.startswith(f"{name}/"))
        if len(parts) > 1:
            # under the last one's name: nobody may find the new ones before the old ones
            self.put(parts[-1], b"".join(self._read(part) or b"" for part in parts))
            for part in parts[:-1]:
                self.remove(part)

    def _listed(self, below: str) -> dict[str, int]:
        try:
            found = self._asked(below, lambda: self._fs.find(self._path(below), detail=True))
        except FileNotFoundError:
            return {}
        start = len(self._path(""))
        return {name[start:].lstrip("/"): int(about["size"] or 0) for name, about in found.items()}

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _asked(self, name: str, ask: Callable[[], _T]) -> _T:
        """What the store answers, asked again where it fails. Raises OSError with the address."""

        def once() -> _T:
            try:
                return ask()
            except FileNotFoundError:
                raise
            except _FINAL as e:
                raise PermissionError(EACCES, _reason(e), self.shown(name)) from e
            except OSError as e:
                raise OSError(e.errno or EIO, e.strerror or _reason(e), self.shown(name)) from e
            except Exception as e:  # each library has errors of its own
                raise OSError(EIO, _reason(e), self.shown(name)) from e

        return patiently(once)


def _opened(address: str, protocol: str) -> tuple[Any, str]:
    """The file system of an address, and its place in it."""
    options: dict[str, Any] = {"skip_instance_cache": True}
    if protocol in _CLOUDS:
        obstore.fsspec.register(protocol)
    if protocol in ("s3", "s3a"):
        # the server holds what it got against the digest
        options["config"] = {"checksum_algorithm": "SHA256"}
        if any(os.environ.get(n, "").startswith("http://") for n in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3")):
            options["client_options"] = {"allow_http": True}
    if protocol == "memory":
        options = {}
    try:
        fs, root = fsspec.core.url_to_fs(address, **options)
    except (ValueError, ImportError) as e:
        raise UsageError(say("command.no-store", address=address), say("command:stores-are")) from e
    return fs, str(root).rstrip("/")


def _reason(e: Exception) -> str:
    """What an error says, in one line: of a chain of them the last."""
    lines = str(e).strip().splitlines() or [type(e).__name__]
    return lines[0].rpartition(" - ")[2].partition(": <")[0].strip()[:200]
