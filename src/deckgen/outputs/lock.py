"""One build at a time in an output folder.

The lock is the system's, on a file in the folder, so it ends with the process that holds it, however that ends. The
file is deleted with the lock; who waited for one that was deleted takes a new one. Where a file cannot be made, nothing
can be written either, and no lock is needed.

A library (filelock) would do the same: its import takes as long as a deck of ten slides.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deckgen.diagnostics import UsageError
from deckgen.interrupts import undone
from deckgen.messages import say

FILE = ".deckgen.lock"
#: Seconds between two attempts; seconds after which a build that waits gives up: longer than any build takes.
PAUSE, PATIENCE = 0.1, 900


@contextmanager
def locked(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Holds the lock of a folder, which must be there. `wait` is called once if another build has it.

    Raises UsageError where that one does not end.
    """
    handle = _acquire(folder / FILE, wait)
    if handle is None:
        yield
        return
    try:
        with undone(lambda: _release(folder / FILE, handle)):
            yield
    finally:
        _release(folder / FILE, handle)


def _acquire(path: Path, wait: Callable[[], None]) -> int | None:
    """An open file with the lock; None where there can be none."""
    until = None
    while True:
        try:
            # what is no regular file is not waited for
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o666)
        except OSError:
            return None
        if _lock(handle):
            if _is_still(path, handle):
                return handle
            os.close(handle)
            continue
        os.close(handle)
        if until is None:
            wait()
            until = time.monotonic() + PATIENCE
        if time.monotonic() > until:
            hint = say("command:see-whether-it-still-runs")
            raise UsageError(say("command.busy", folder=path.parent, minutes=PATIENCE // 60), hint)
        time.sleep(PAUSE)


def _is_still(path: Path, handle: int) -> bool:
    """Whether the file that was locked is the one that others will find."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(path: Path, handle: int) -> None:
        os.close(handle)
        with suppress(OSError):  # refused while another has it open
            os.unlink(path)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True

    def _release(path: Path, handle: int) -> None:
        with suppress(OSError):
            os.unlink(path)  # before it is free: nobody is left with the lock of a deleted file without seeing that
        os.close(handle)
