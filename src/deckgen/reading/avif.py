"""The files of AVIF pictures (AV1 Image File Format 1.1): what their colours are, where no profile says it."""

from __future__ import annotations

import re

from deckgen.reading.containers import Contents, is_wide

#: The box of colours that are named by numbers (ISO/IEC 23008-12, 6.5.5): primaries and transfer.
_NUMBERED = re.compile(rb"colrnclx(..)(..)", re.DOTALL)


def avif_contents(data: bytes) -> Contents:
    """What an AVIF holds; what it says beside its pixels is read with them."""
    numbers = _NUMBERED.search(data)
    wide = numbers is not None and is_wide(*(int.from_bytes(n, "big") for n in numbers.groups()))
    return Contents(data, lossy=True, wide=wide)
