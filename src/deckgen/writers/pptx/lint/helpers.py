"""Small things that rules share: shapes, tables, words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable


class Shape:
    """A shape by its `cNvPr`; `kind` is the element it belongs to."""

    __slots__ = ("alt", "decorative", "id", "kind", "name")

    def __init__(self, id: str, name: str, kind: str, alt: str) -> None:
        self.id = id
        self.name = name
        self.kind = kind
        self.alt = alt
        self.decorative = False


class Grid:
    """A table: how many columns, and for each cell how far it reaches and whether it is reached."""

    __slots__ = ("columns", "rows")

    def __init__(self) -> None:
        self.columns = 0
        self.rows: list[list[tuple[int, int, bool, bool]]] = []


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
