"""Pages as they look: what of them is empty."""

from __future__ import annotations

import subprocess
from pathlib import Path

#: Dots a millimetre at which pages are drawn, and millimetres at their head and foot that are not looked at.
DOTS, HEAD, FOOT = 2, 16, 14
#: Dots as 1 where they are as good as paper; rules and tints are darker.
_PAPER = bytes(value >= 235 for value in range(256))


def empty_shares(file: Path) -> list[float]:
    """The highest empty stretch of each page of a PDF, as wide as the page, in parts of its height without head and
    foot."""
    run = subprocess.run(["pdftoppm", "-r", str(DOTS * 25.4), "-gray", file], capture_output=True, check=True)
    return [_highest(*page) for page in _pages(run.stdout)]


def _pages(drawn: bytes) -> list[tuple[int, bytes]]:
    """The widths of pictures in the format PGM that follow each other, and their dots."""
    out, at = [], 0
    while at < len(drawn):
        end = at
        for _ in range(3):  # its name, its size, its depth
            end = drawn.index(b"\n", end) + 1
        width, height = map(int, drawn[at:end].split()[1:3])
        out.append((width, drawn[end : end + width * height].translate(_PAPER)))
        at = end + width * height
    return out


def _highest(width: int, dots: bytes) -> float:
    rows = [0 in dots[at : at + width] for at in range(0, len(dots), width)][HEAD * DOTS : -FOOT * DOTS]
    highest = empty = 0
    for inked in rows:
        empty = 0 if inked else empty + 1
        highest = max(highest, empty)
    return highest / len(rows)
