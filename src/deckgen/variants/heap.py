"""Memory that a process gives back after something large was made."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Frees what refers to itself in circles, as all that was laid out does, and returns the pages of memory that are
    free to the system: else a process is as large for ever as it was at its largest moment."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl does not
        if trim is not None:
            trim(0)
