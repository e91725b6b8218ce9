"""Memory that a process gives back after something large was made."""

from __future__ import annotations

import ctypes
import gc
import sys
from itertools import count

#: Every so many times all that is there is looked through, which takes a tenth of a second: the project is, and what
#: rows have in common. Between, only what came since.
_ALL = 32
_times = count()


def give_back() -> None:
    """Frees what refers to itself in circles, as all that was laid out does, and returns the pages of memory that are
    free to the system: else a process is as large for ever as it was at its largest moment."""
    thorough = next(_times) % _ALL == 0
    if thorough:
        gc.unfreeze()
    gc.collect()
    if thorough:
        gc.freeze()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl does not
        if trim is not None:
            trim(0)
