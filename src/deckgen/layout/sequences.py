"""Categories that follow each other, such as months: of many of them, a few names say which the others are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

#: With more names than this, no reader takes them one by one.
_FEW = 14
_NUMBER = re.compile(r"[0-9]+")
#: Of how many categories one may have its name, by how many of them make a round: months, quarters, all others.
_STEPS = {12: (2, 3, 6, 12), 4: (2, 4, 8, 12), 0: (2, 5, 10)}


def is_sequence(names: Sequence[str]) -> bool:
    """Whether the names between two others can be told from those: they count something, or they are many."""
    return len(names) > _FEW or all(_NUMBER.search(name) for name in names if name)


def every_so_many(names: Sequence[str]) -> Iterator[int]:
    """Of how many categories one may have its name, the fewest first: whole parts of a year where they are months or
    quarters."""
    steps = _STEPS[_round(names)]
    yield from steps
    last = steps[-1]
    for times in (2, 5, 10, 20, 50, 100):
        yield last * times


def _round(names: Sequence[str]) -> int:
    """12 where the last numbers of the names count months, 4 where they count quarters; else 0."""
    last = [int(numbers[-1]) for name in names if (numbers := _NUMBER.findall(name[:100]))]
    for size in (12, 4):
        follows = all(b == a % size + 1 for a, b in pairwise(last))
        if len(last) > size and max(last) == size and follows:
            return size
    return 0
