"""Trying again what failed for a moment: a network, a server that has too much to do."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from errno import EDQUOT, ENAMETOOLONG, ENOSPC, EROFS
from typing import TypeVar

_T = TypeVar("_T")

#: How often something is tried, and seconds before the second time; each further pause is twice as long.
ATTEMPTS, PAUSE = 6, 0.1
#: What no further attempt would change: rights, a full disk, names.
_FINAL = {EDQUOT, ENAMETOOLONG, ENOSPC, EROFS}
_FINAL_KINDS = (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError)  # some have no number


def patiently(do: Callable[[], _T]) -> _T:
    """Does something, and does it again where the system fails. What is done must be the same when it is done twice.
    Raises the last OSError."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return do()
        except OSError as e:
            if attempt == ATTEMPTS or e.errno in _FINAL or isinstance(e, _FINAL_KINDS):
                raise
            # not all at the same moment: those who wait have failed together
            time.sleep(PAUSE * 2 ** (attempt - 1) * (0.5 + random.random()))
    raise AssertionError
