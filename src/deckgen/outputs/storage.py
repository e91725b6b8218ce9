"""Reading from a folder that anybody may have changed: regular files only, and of a stated size."""

from __future__ import annotations

import os
import stat
from errno import EFBIG, EINVAL
from pathlib import Path


def read_regular(path: Path, largest: int) -> bytes:
    """The bytes of a file.

    Raises OSError for what cannot be read, is no regular file (a pipe or device may have no end, and is not waited
    for), or has more than `largest` bytes.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(EINVAL, "it is not a file", str(path))
        if status.st_size > largest:
            raise OSError(EFBIG, "it is too large", str(path))
        return file.read(min(status.st_size, largest) + 1)
