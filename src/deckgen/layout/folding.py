"""Which lines of a long text a hall gets to see: as many as can be read there, around those that matter.

What is folded says how many lines it stands for; handouts print all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

#: Lines that a hall can follow on one slide: ten at 20 pt fill the body of the page.
MOST = 10
#: Letters that a line of output has at most: as many stand side by side at 20 pt.
COLUMNS = 70


class Row(NamedTuple):
    """A row of folded text: the line `first` (from 0), or so many `lines` from there on in one."""

    first: int
    lines: int = 1

    @property
    def folds(self) -> bool:
        """Whether the row stands for lines that are not shown."""
        return self.lines > 1


def folded(total: int, kept: Iterable[int], most: int = MOST) -> tuple[Row, ...]:
    """The rows of a text of `total` lines. Lines that are `kept` are shown; others as long as there are no more than
    `most` rows, those nearest to the kept ones first. A single line is never folded: its row is as high."""
    if total <= most:
        return tuple(map(Row, range(total)))
    wanted = {n for n in kept if 0 <= n < total} or {0}
    for n in sorted(set(range(total)) - wanted, key=lambda n: (min(abs(n - k) for k in wanted), n)):
        if len(_rows(total, wanted | {n})) <= most:
            wanted |= {n}
    return _rows(total, wanted)


def _rows(total: int, shown: set[int]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for is_shown, lines in groupby(range(total), key=shown.__contains__):
        run = list(lines)
        rows += map(Row, run) if is_shown else [Row(run[0], len(run))]
    return tuple(rows)
