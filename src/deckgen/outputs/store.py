"""What is kept from build to build: fonts of decks in the output folder, since to compress one takes seconds, and props
in the user's cache, since to read a drawing takes some hundredths of one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from deckgen.outputs.storage import read_regular

#: Their folder in the output folder; how many are kept, the latest.
FONTS, MOST_FONTS = ".deckgen.fonts", 60
#: The folder of props in the user's cache, and how many are kept.
PROPS, MOST_PROPS = "deckgen/props", 600
#: The variable that names another folder for the user's cache; where it is empty, nothing is kept there.
CACHE = "DECKGEN_CACHE"
#: Bytes of one of them.
_LARGEST = 16_000_000


class Store(NamedTuple):
    """What this `program` made (its digest), the latest `most`. Like the memory of a folder it is a cache: what is
    damaged, or cannot be read or written, is made again. A store that is `fresh` takes nothing that is there."""

    folder: Path
    program: str
    most: int
    fresh: bool = False

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What was kept under a name that says all that goes into it, or else is made now."""
        path = self.folder / sha256(f"{self.program} {name}".encode("utf-8", "surrogatepass")).hexdigest()
        if not self.fresh and (known := _read(path)):
            return known
        data = make()
        with suppress(OSError):  # where nothing can be written, it is made again the next time
            self._put(path, data)
        return data

    def _put(self, path: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        new.write_bytes(sha256(data).digest() + data)
        new.replace(path)
        for old in sorted(self.folder.iterdir(), key=lambda p: p.stat().st_mtime_ns)[: -self.most]:
            old.unlink()


def font_store(output: Path, program: str, force: bool) -> Store:
    """The fonts of an output folder; `force` has them made anew."""
    return Store(output / FONTS, program, MOST_FONTS, fresh=force)


def prop_store(program: str, force: bool) -> Store | None:
    """The props in the user's cache; None where there is no such folder."""
    folder = _user_cache()
    return Store(folder / PROPS, program, MOST_PROPS, fresh=force) if folder else None


def _user_cache() -> Path | None:
    """Where programs of this user keep what can be made again, as each system has it."""
    named = os.environ.get(CACHE)
    if named is not None:
        return Path(named) if named else None
    place = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    if place and Path(place).is_absolute():
        return Path(place)
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _read(path: Path) -> bytes:
    """What is kept in a file; b"" for none, or for one that is not as it was written."""
    try:
        data = read_regular(path, _LARGEST)
    except OSError:
        return b""
    return data[32:] if sha256(data[32:]).digest() == data[:32] else b""
