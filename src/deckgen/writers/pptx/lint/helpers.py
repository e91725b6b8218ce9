"""Small words that rules share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable


def twice(values: Iterable[str]) -> list[str]:
    """What is there more than once, in the order in which it was met."""
    values = list(values)
    if len(set(values)) == len(values):
        return []
    return [v for v, n in Counter(values).items() if n > 1]


def within(value: str, numbers: range) -> bool:
    """Whether a text is a whole number of a range."""
    return value.isdecimal() and len(value) < 20 and int(value) in numbers


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return re.split("[} ]", name)[-1]
