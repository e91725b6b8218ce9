"""Puts files into the output folder: all of them or none."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class _Move(NamedTuple):
    """A file on its way: where it is written aside, where it belongs, where the last one is kept until all are
    moved."""

    aside: Path
    final: Path
    kept: Path


def is_same(path: Path, data: bytes) -> bool:
    """Whether a file is there with these bytes."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def save(files: Mapping[str, bytes], folder: Path) -> None:
    """Writes every file aside, then renames them all: no reader ever sees half a file.

    Where a rename fails (a deck open in PowerPoint on Windows), what was already renamed is put back, and folders made
    for it go. Raises OSError with the name of what cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moves = [_move(folder / name) for name in files]
    places = [place for place in dict.fromkeys(m.final.parent for m in moves) if not place.is_dir()]
    for place in places:
        place.mkdir()
    done: list[_Move] = []
    try:
        for data, move in zip(files.values(), moves, strict=True):
            move.aside.write_bytes(data)
        _switch(moves, done)
    except BaseException:
        _undo(done)
        for move in moves:
            move.aside.unlink(missing_ok=True)
        for place in places:
            place.rmdir()
        raise
    finally:
        for move in moves:
            move.aside.unlink(missing_ok=True)
            move.kept.unlink(missing_ok=True)


def _move(final: Path) -> _Move:
    name = f".{final.name.removeprefix('.')}.{os.getpid()}"
    return _Move(final.with_name(f"{name}.part"), final, final.with_name(f"{name}.kept.part"))


def _switch(moves: Sequence[_Move], done: list[_Move]) -> None:
    """Puts the new files into the places of the last ones; `done` are those with which that was begun."""
    for move in moves:
        if move.final.is_dir():
            raise IsADirectoryError(21, "is a folder", str(move.final))
    for move in moves:
        if move.final.exists():
            os.replace(move.final, move.kept)
        done.append(move)
        os.replace(move.aside, move.final)


def _undo(done: Sequence[_Move]) -> None:
    for move in reversed(done):
        move.final.unlink(missing_ok=True)
        if move.kept.exists():
            os.replace(move.kept, move.final)
