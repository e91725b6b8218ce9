"""The paragraphs and lists of a text, by its lines.

Blank lines part paragraphs. A line that begins with `- ` (or `* `, `+ `, `• `) is a point of a list, one with `1. ` or
`1) ` a numbered one; a line that is indented more than the point above it is a point beneath that. `[^name]: …` says
what a footnote says that `[^name]` calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from deckgen.patterns import regex

#: What begins a point. In a short text, signs that may be part of it are left alone; there a sum or a share, `+ 3`, is
#: no point anywhere.
_SIGN = regex(r"(?:[-*•]|\+(?!\s+[\d.,]))[ \t\u00a0\u3000]+(?=\S)")
_MORE_SIGNS = regex(r"[‣◦·ㆍ▪●–][ \t\u00a0\u3000]+(?=\S)")
#: A subtitle between dashes, `- 컨테이너 편 -`.
_FRAMED = regex(r"([-•–·]) \S.* \1$")
#: A number; what follows it is no number, as in a date (`2026. 12. 10.`).
_NUMBER = regex(r"(\d{1,3})[.)][ \t\u00a0\u3000]+(?=\S)(?!\d+\.)")
_DEFINITION = regex(r"\[\^([^\[\]\s^]{1,40})\]:[ \t]*")
#: Signs of lists that there are not here: such a line stays one of its own.
_OWN_LINE = regex(r"[○□■◇◆▶▷※☞①-⑳⑴-⒇]|[가-하][.)] |[A-Za-z][.)] |\([0-9가-하]\) ")
#: Deeper points stand on the last level.
DEEPEST = 3
#: Columns of a tab.
_TAB = 4


class RawBlock(NamedTuple):
    """A paragraph or a point: where its lines begin and end in the text. `name`: that of the footnote that it is."""

    lines: list[tuple[int, int]]
    bullet: bool = False
    level: int = 0
    number: int = 0
    name: str = ""


class _Open(NamedTuple):
    """A level of a list that is open: the column of its signs, its last number, and how that was written."""

    column: int
    number: int
    written: int


class _Reader:
    """Reads the lines of a text one by one."""

    def __init__(self, long: bool, numbered: bool) -> None:
        self.blocks: list[RawBlock] = []
        self._long, self._numbered = long, numbered
        self._open: list[_Open] = []
        self._fresh = True

    def take(self, line: str, at: int) -> None:
        """Takes the line that begins at an offset."""
        text = line.strip()
        start = at + len(line) - len(line.lstrip())
        end = start + len(text)
        if not text:
            self._fresh = True
        elif definition := _DEFINITION.match(text):
            self._add(RawBlock([(start + definition.end(), end)], name=definition[1]))
        elif point := self._point(text):
            self._add(self._placed(point, _column(line), start, end))
        elif self._fresh or (self._long and _OWN_LINE.match(text)):
            if start == at:
                self._open.clear()
            self._add(RawBlock([(start, end)]))
        else:
            self.blocks[-1].lines.append((start, end))

    def _add(self, block: RawBlock) -> None:
        self.blocks.append(block)
        self._fresh = False

    def _point(self, text: str) -> re.Match[str] | None:
        if not self._long and _FRAMED.match(text):
            return None
        sign = _SIGN.match(text) or (_MORE_SIGNS.match(text) if self._long else None)
        return sign or (_NUMBER.match(text) if self._numbered else None)

    def _placed(self, point: re.Match[str], column: int, start: int, end: int) -> RawBlock:
        """A point on its level, with its number: that which was written, but that `1.` over and over counts on."""
        while self._open and column < self._open[-1].column:
            left = self._open.pop()
            if not self._open or column > self._open[-1].column:
                self._open.append(left._replace(column=column))
                break
        written = number = int(point[1]) if point.lastindex else 0  # of `_NUMBER`
        if self._open and column == self._open[-1].column:
            last = self._open.pop()
            number = last.number + 1 if written and written == last.written else written
        self._open.append(_Open(column, number, written))
        level = min(len(self._open) - 1, DEEPEST)
        return RawBlock([(start + point.end(), end)], True, level, number)


def raw_blocks(raw: str, long: bool) -> list[RawBlock]:
    """The paragraphs and points of a text, in its order. `long`: of notes or prose. In a short text, which most often
    is one line, a number that it begins with is part of it."""
    lines = [line for line in map(str.lstrip, raw.split("\n")) if line]
    numbered = long or any(_NUMBER.match(line) for line in lines[1:])
    reader, at = _Reader(long, numbered), 0
    for line in raw.split("\n"):
        reader.take(line, at)
        at += len(line) + 1
    return reader.blocks


def split_number(text: str, goes_on: bool) -> tuple[int, str]:
    """The number that a point's text begins with, and the rest of it, behind which it `goes_on` in another look; 0
    where it begins with none."""
    point = _NUMBER.match(f"{text}…" if goes_on else text)
    return (int(point[1]), text[point.end() :]) if point else (0, text)


def without_number(text: str) -> str:
    """A text without the number that it begins with, where it gets one of its own."""
    return split_number(text, False)[1]


def folded(raw: str) -> Iterator[int]:
    """Offsets of what looks like further points in the middle of a line: lines that YAML has joined."""
    return (m.start(1) for m in re.finditer(r"[ \t](-|[*•]|\d{1,3}[.)])[ \t]+(?=\S)", raw))


def _column(line: str) -> int:
    return len(line.expandtabs(_TAB)) - len(line.expandtabs(_TAB).lstrip())
