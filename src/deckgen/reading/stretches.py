"""Where the values of a YAML text begin and end, for those who write others in their place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What ends a line for a YAML parser.
_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

#: The names and places (from 0) by which a value is reached from the root of its file.
Steps = tuple[str | int, ...]


class Stretch(NamedTuple):
    """A value as it is written: by which `steps` it is reached, where it begins and ends in characters of the text as
    it is written, what it is (`scalar`, `list`, `lines`), whether it is `bracketed` (of a scalar: whether it stands
    between brackets), and of a scalar its quote or sign (`style`) and its text; where its name begins that stands
    before it (`key`; -1 of an item)."""

    steps: Steps
    start: int
    end: int
    sort: str
    bracketed: bool
    style: str | None = None
    text: str = ""
    key: int = -1


class _Open:
    """A list or mapping that has begun."""

    def __init__(self, steps: Steps, start: int, is_list: bool, bracketed: bool, own: int) -> None:
        self.steps, self.start, self.is_list, self.bracketed = steps, start, is_list, bracketed
        #: Where its own name begins, and where that of the value begins which comes next.
        self.own, self.begins = own, -1
        self.count = 0
        self.key: str | None = None
        self.awaits_key = not is_list

    def next(self) -> Steps:
        """The steps to the value that comes next."""
        step: str | int = self.count if self.is_list else self.key or ""
        return (*self.steps, step)

    def took(self) -> None:
        """Notes that a value was taken."""
        self.count += 1
        self.awaits_key = not self.is_list


def stretches(text: str) -> list[Stretch]:
    """All values of a YAML text, in the order in which they end. Raises ValueError for a text that is none, or that
    has what no author's file may have."""
    try:
        return list(_stretches(text))
    except yaml.YAMLError as e:
        raise ValueError(str(e)) from e


def _stretches(text: str) -> Iterator[Stretch]:
    mark = 1 if text.startswith("\ufeff") else 0  # a parser does not count it
    begins = [mark, *(m.end() for m in _END.finditer(text))]

    def at(place: Any) -> int:
        return begins[place.line] + int(place.column) if place.line < len(begins) else len(text)

    stack: list[_Open] = []
    for event in yaml.parse(text[mark:], Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ValueError("an anchor or an alias")
        top = stack[-1] if stack else None
        if isinstance(event, yaml.ScalarEvent):
            if top and top.awaits_key:
                top.key, top.awaits_key, top.begins = event.value, False, at(event.start_mark)
                continue
            steps, bracketed = top.next() if top else (), bool(top and top.bracketed)
            start, end, key = at(event.start_mark), at(event.end_mark), top.begins if top else -1
            yield Stretch(steps, start, end, "scalar", bracketed, event.style or None, event.value, key)
            if top:
                top.took()
        elif isinstance(event, yaml.CollectionStartEvent):
            steps, key = top.next() if top else (), top.begins if top else -1
            is_list = isinstance(event, yaml.SequenceStartEvent)
            stack.append(_Open(steps, at(event.start_mark), is_list, bool(event.flow_style), key))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            end = at(event.end_mark) if done.bracketed else at(event.start_mark)
            sort = "list" if done.is_list else "lines"
            yield Stretch(done.steps, done.start, end, sort, done.bracketed, key=done.own)
            if stack:
                stack[-1].took()


def row_of(text: str, offset: int) -> int:
    """The line (from 0) on which an offset stands."""
    return bisect_right([m.end() for m in _END.finditer(text)], offset)
