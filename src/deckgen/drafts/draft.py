"""Files that are to be made, as values, and the one way by which they get to disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from deckgen.diagnostics import UsageError
from deckgen.messages import say


class Longer(NamedTuple):
    """A file that gets longer: its bytes as they were read, and as they are to be."""

    before: bytes
    after: bytes


class Draft(NamedTuple):
    """`new` files by their paths from the project's folder, and those that are there and get `longer`."""

    new: Mapping[str, bytes]
    longer: Mapping[str, Longer] = MappingProxyType({})

    def __or__(self, other: Draft) -> Draft:
        return Draft({**self.new, **other.new}, {**self.longer, **other.longer})


def write(root: Path, draft: Draft) -> None:
    """Writes a draft into a project's folder: all of it, or nothing. Raises UsageError where a file is there already,
    or is not any more as it was read; OSError where nothing can be written."""
    there = [path for path in draft.new if os.path.lexists(root / path)]
    if there:
        raise UsageError(say("new.file-there", path=there[0]), say("new:stays"))
    for path, change in draft.longer.items():
        if (root / path).read_bytes() != change.before:
            raise UsageError(say("new.file-changed", path=path), say("new:again"))
    made: list[Path] = []
    try:
        for path, data in draft.new.items():
            made += _folders((root / path).parent)
            with open(root / path, "xb") as file:
                made.append(root / path)
                file.write(data)
        for path, change in draft.longer.items():
            write_over(root / path, change.after)
    except BaseException:
        for one in reversed(made):
            one.rmdir() if one.is_dir() else one.unlink()
        raise


def _folders(folder: Path) -> list[Path]:
    """Makes a folder and those above it; gives back the ones that were not there."""
    missing = [p for p in (folder, *folder.parents) if not os.path.lexists(p)]
    for path in reversed(missing):
        path.mkdir()
    return missing[::-1]


def write_over(path: Path, data: bytes) -> None:
    """Gives a file other bytes at one stroke; what a link leads to, not the link."""
    path = path.resolve()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.chmod(file.name, path.stat().st_mode & 0o7777)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
