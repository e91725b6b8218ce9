"""Ctrl-C, and the request to end that other programs send (SIGTERM).

The process ends at once, wherever it is: an exception that may be raised anywhere would be raised in the middle of an
import or in a callback from C, where Python or a library prints it or dies of it. What has been begun and must not be
left behind says how it is undone (`undone`), what must not be parted asks for a moment (`held`). The exit status is the
shell's: 128 and the number of the signal.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _State:
    """Of this process (a process made by `fork` begins with a copy, and has nothing of its own to undo): how what was
    begun is undone, how many ask for a moment, and the signal that has come meanwhile."""

    process = 0
    undo: tuple[Callable[[], object], ...] = ()
    held = 0
    waiting: int | None = None


def install() -> None:
    """Takes the signals over, but those that whoever started this process wants ignored."""
    _State.process = os.getpid()
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _receive)


@contextmanager
def undone(undo: Callable[[], object]) -> Iterator[None]:
    """While this lasts, `undo` is called before a signal ends the process. It may raise OSError."""
    before = _State.undo
    _State.undo = (*before, undo)
    try:
        yield
    finally:
        _State.undo = before


@contextmanager
def held() -> Iterator[None]:
    """While this lasts, signals wait: for what takes a moment and must be done as a whole. A second one waits no
    longer."""
    _State.held += 1
    try:
        yield
    finally:
        _State.held -= 1
        if _State.waiting is not None and not _State.held:
            _end(_State.waiting)


def _receive(number: int, frame: FrameType | None) -> None:
    if _State.held and _State.waiting is None:
        _State.waiting = number
    else:
        _end(number)


def _end(number: int) -> None:
    """Undoes what was begun and ends the process; a second signal does not wait for that."""
    undo, _State.undo, _State.held = _State.undo, (), 0
    try:
        if os.getpid() == _State.process:
            for action in reversed(undo):
                _tried(action)
            _show_cursor()
    finally:
        os._exit(128 + number)


def _tried(action: Callable[[], object]) -> None:
    try:
        action()
    except OSError:
        return  # what cannot be removed stays; there is nobody to tell any more


def _show_cursor() -> None:
    """Clears the line of a progress bar, which hides the cursor."""
    if sys.stderr is not None and os.isatty(2):
        os.write(2, b"\r\x1b[K\x1b[?25h")
