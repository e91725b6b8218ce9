"""Where a cursor stands in a YAML file, told from the text alone: by the indentation of the lines above it, and by the
brackets on its own. It makes no difference whether the file can be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

#: What a line begins with: hyphens of lists, then maybe a name.
_HEAD = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<last>-$)?")
_NAME = re.compile(r"(?P<name>\"[^\"]*\"|'[^']*'|[^\s\"'\[\]{}#&*!|>%@`,-][^\[\]{}#,]*?):(?=\s|$) *")
#: The name of a text that goes on on the lines below.
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
#: Lines above within which a bracket may have been opened.
_FAR = 40

Role = Literal["name", "value", "words"]


class Step(NamedTuple):
    """A step from the root of a file to a place: a name of a mapping, or an item of a list (None); `beside` are the
    names that stand beside it in its mapping, with what is written behind each on its line."""

    name: str | None
    beside: Mapping[str, str]


class Cursor(NamedTuple):
    """Where a cursor stands: the steps to the mapping or the list that it is in, or to the field whose value it is in.

    A `name` of a mapping is being typed there (or an item of a list, which cannot be told apart), a `value`, or `words`
    of a text that goes over several lines. `typed` is what stands before the cursor of that, from column `start` (from
    0) on; `end` is where the rest of it ends on the line. `beside` are the other names of the mapping that it is in.
    """

    role: Role
    steps: tuple[Step, ...]
    typed: str
    start: int
    end: int
    beside: Mapping[str, str]

    @property
    def path(self) -> tuple[str | None, ...]:
        """The names of the steps."""
        return tuple(step.name for step in self.steps)


class _Line(NamedTuple):
    """What a line is made of: the columns of its hyphens, its name with its column, and where what follows begins."""

    dashes: tuple[int, ...]
    name: str | None
    column: int
    rest: int

    @property
    def first(self) -> int:
        return self.dashes[0] if self.dashes else self.column


def cursor(lines: Sequence[str], row: int, column: int) -> Cursor:
    """Where a cursor stands, by its row and column from 0."""
    line = lines[row] if row < len(lines) else ""
    before = line[:column]
    if (block := _block_above(lines, row, column)) is not None:
        start = before.rfind(" ") + 1
        steps = _steps(lines, block, len(lines[block]))
        return Cursor("words", steps, before[start:], start, column, steps[-1].beside if steps else {})
    opened = _opened(lines, row, column)
    return _in_brackets(lines, row, column, opened) if opened else _on_line(lines, row, column)


# on lines of their own


def _on_line(lines: Sequence[str], row: int, column: int) -> Cursor:
    line = lines[row] if row < len(lines) else ""
    read = _read(line)
    if read.name is not None and column >= read.rest:
        steps = _steps(lines, row, column)
        typed, start, end = _value(line, read.rest, column)
        return Cursor("value", steps, typed, start, end, steps[-1].beside)
    start = max([read.column, *(d + 2 for d in read.dashes if d < column)]) if line[:column].strip() else column
    start = min(start, column)
    colon = line.find(":", column)
    end = colon if read.name is not None and colon >= 0 else max(column, len(line.rstrip()))
    steps = tuple(_above(lines, row, start, [d for d in read.dashes if d < start]))
    beside = _beside(lines, row, start)
    if read.name is not None and read.column == start:
        beside.pop(read.name, None)
    return Cursor("name", steps, line[start:column], start, end, beside)


def _value(line: str, start: int, column: int) -> tuple[str, int, int]:
    """What is typed of a value that begins at a column, where that begins without its quotes, and where it ends."""
    while start < column and line[start] in " \"'":
        start += 1
    end = len(re.sub(r"\s+#.*$", "", line).rstrip().rstrip("\"'"))
    return line[start:column], start, max(end, column)


def _steps(lines: Sequence[str], row: int, column: int) -> tuple[Step, ...]:
    """The steps to the value of the name on a line."""
    read = _read(lines[row])
    if read.name is None:
        return tuple(_above(lines, row, read.column, list(read.dashes)))
    own = Step(read.name, _beside(lines, row, read.column))
    return (*_above(lines, row, read.column, list(read.dashes)), own)


def _above(lines: Sequence[str], row: int, column: int, dashes: list[int]) -> list[Step]:
    """The steps to the mapping whose names stand at a column of a line, behind hyphens."""
    steps = [Step(None, {}) for _ in dashes]
    limit, in_list = (dashes[0], True) if dashes else (column, False)
    for n in range(row - 1, -1, -1):
        if limit == 0 and not in_list:
            break
        read = _read(lines[n])
        if read.name is not None:
            # a list may stand as far to the left as its name
            bare = not _plain(lines[n][read.rest :])
            if read.column < limit or (in_list and read.column == limit and bare):
                steps.insert(0, Step(read.name, _beside(lines, n, read.column)))
                limit, in_list = read.column, False
            elif read.column > limit:
                continue
        for dash in reversed(read.dashes):
            if dash < limit:
                steps.insert(0, Step(None, {}))
                limit, in_list = dash, True
    return steps


def _beside(lines: Sequence[str], row: int, column: int) -> dict[str, str]:
    """The names of the mapping whose names stand at a column, a line of which is given, with what is behind them."""
    found: dict[str, str] = {}

    def take(n: int) -> bool:
        """Takes the name on a line, if it is one of the mapping; whether the mapping may go on behind it."""
        read = _read(lines[n])
        if read.first < 0 or read.first > column:
            return True
        if read.name is not None and read.column == column:
            found[read.name] = _plain(lines[n][read.rest :])
        return read.first == column  # of a list's item, the first line begins with its hyphen

    own = _read(lines[row]) if row < len(lines) else None
    if own and own.name is not None and own.column == column:
        found[own.name] = _plain(lines[row][own.rest :])
    if not (own and own.dashes):
        for n in range(row - 1, -1, -1):
            if not take(n):
                break
    for n in range(row + 1, len(lines)):
        read = _read(lines[n])
        if 0 <= read.first < column:
            break
        take(n)
    return found


def _plain(text: str) -> str:
    return re.sub(r"(^|\s+)#.*$", "", text).strip().strip("\"'")


@lru_cache(maxsize=20_000)
def _read(line: str) -> _Line:
    """What a line is made of; its first column is -1 where there is nothing, or a comment."""
    head = _HEAD.match(line)
    assert head is not None, "everything matches"
    at = head.end()
    if not line.strip() or line[at : at + 1] == "#":
        return _Line((), None, -1, at)
    dashes = [m.start() for m in re.finditer("-", line[:at])]
    name = _NAME.match(line, at)
    if name is None:
        return _Line(tuple(dashes), None, at, at)
    return _Line(tuple(dashes), name["name"].strip("\"'"), at, name.end())


def _block_above(lines: Sequence[str], row: int, column: int) -> int | None:
    """The line of the name whose text goes on here, if this is in such a text."""
    here = lines[row] if row < len(lines) else ""
    indent = len(here) - len(here.lstrip()) if here.strip() else column
    for n in range(row - 1, -1, -1):
        read = _read(lines[n])
        if not lines[n].strip():
            continue
        own = len(lines[n]) - len(lines[n].lstrip())
        if own < indent or (read.dashes and read.column < indent):
            begins = read.name is not None and read.column < indent and _BLOCK.match(lines[n][read.rest :])
            return n if begins else None
    return None


# within brackets


class _Bracket(NamedTuple):
    """A bracket that is open, with its place."""

    kind: str
    row: int
    column: int


def _opened(lines: Sequence[str], row: int, column: int) -> list[_Bracket]:
    """The brackets that are open at a place, outer ones first: on its line, or else on the next one above that begins
    further to the left."""
    here = _read(lines[row]) if row < len(lines) else _Line((), None, -1, 0)
    limit: int | None = None
    for first in range(min(row, len(lines) - 1), max(-1, row - _FAR), -1):
        read = _read(lines[first])
        if read.first < 0 or (limit is not None and read.first >= limit):
            continue
        if opened := _walk(lines, first, read.rest, row, column):
            return opened
        if limit is not None and (read.name is not None or read.dashes):
            return []
        limit = read.first if first != row or here.first < column else column
    return []


def _walk(lines: Sequence[str], first: int, start: int, row: int, column: int) -> list[_Bracket]:
    stack: list[_Bracket] = []
    for n, at, c in _characters(lines, first, start, row, column):
        if c in "[{" and (stack or not lines[n][start if n == first else 0 : at].strip() or n != first):
            stack.append(_Bracket(c, n, at))
        elif c in "]}" and stack:
            stack.pop()
    return stack


def _characters(lines: Sequence[str], first: int, start: int, row: int, column: int) -> Iterator[tuple[int, int, str]]:
    """The characters up to a place that are in no quotes; a quotation mark opens where a text may begin."""
    quote, begins = "", True
    for n in range(first, row + 1):
        line = lines[n] if n < len(lines) else ""
        for at in range(start if n == first else 0, min(len(line), column) if n == row else len(line)):
            c = line[at]
            if quote:
                quote = "" if c == quote and not _escaped(line, at, quote) else quote
                begins = False
                continue
            if c in "\"'" and begins:
                quote = c
                continue
            if c == "#" and (at == 0 or line[at - 1] == " "):
                break
            yield n, at, c
            begins = c in "[{,:" or (begins and c == " ")
        if quote and n < row and not quote.strip():
            quote = ""


def _escaped(line: str, at: int, quote: str) -> bool:
    """Whether a character between double quotes stands behind a backslash that means something."""
    before = line[:at]
    return quote == '"' and (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _in_brackets(lines: Sequence[str], row: int, column: int, opened: list[_Bracket]) -> Cursor:
    """Where a cursor stands within brackets."""
    outer = opened[0]
    read = _read(lines[outer.row])
    steps = list(_steps(lines, outer.row, outer.column))
    if read.name is None:
        steps = list(_above(lines, outer.row, read.column, list(read.dashes)))
    cursor: Cursor | None = None
    for n, bracket in enumerate(opened):
        inner = opened[n + 1] if n + 1 < len(opened) else None
        to = (inner.row, inner.column) if inner else (row, column)
        segment, start = _segment(lines, bracket, *to)
        beside = _pairs(lines, bracket) if bracket.kind == "{" else {}
        name = _NAME.match(segment.lstrip()) if bracket.kind == "{" else None
        if bracket.kind == "[":
            steps.append(Step(None, {}))
        if name is not None:
            steps.append(Step(name["name"].strip("\"'"), beside))
        if inner is None:
            lead = len(segment) - len(segment.lstrip()) + (name.end() if name else 0)
            typed = segment[lead:]
            quotes = len(typed) - len(typed.lstrip(" \"'"))
            line = lines[row]
            end = re.compile(r"[^,\]}]*").match(line, column)
            place = start + lead + quotes
            stop = column + len(end[0].rstrip().rstrip("\"'")) if end else column
            role: Role = "value" if name or bracket.kind == "[" else "name"
            if role == "name" and end and ":" in end[0]:
                stop = column + end[0].index(":")
                beside = {key: value for key, value in beside.items() if key != line[place:stop].strip("\"'")}
            cursor = Cursor(role, tuple(steps), typed[quotes:], place, max(stop, column), beside)
    assert cursor is not None, "one bracket is open"
    return cursor


def _segment(lines: Sequence[str], bracket: _Bracket, row: int, column: int) -> tuple[str, int]:
    """What stands behind the last comma of a bracket up to a place, on its last line, and where that begins."""
    depth, start_row, start = 0, bracket.row, bracket.column + 1
    for n, at, c in _characters(lines, bracket.row, bracket.column + 1, row, column):
        depth += (c in "[{") - (c in "]}")
        if c == "," and depth == 0:
            start_row, start = n, at + 1
    if start_row < row:
        return " ".join([*(lines[n][start if n == start_row else 0 :] for n in range(start_row, row)), ""])[:0] + (
            lines[row][:column]
        ), 0
    return lines[row][start:column], start


def _pairs(lines: Sequence[str], bracket: _Bracket) -> dict[str, str]:
    """The names in a bracket, on both sides of the cursor, with what is behind them."""
    found: dict[str, str] = {}
    depth, text = 0, ""
    last = min(len(lines) - 1, bracket.row + _FAR)
    end = len(lines[last]) if lines else 0
    for _, _, c in (*_characters(lines, bracket.row, bracket.column + 1, last, end), (last, end, "}")):
        if (c in "]}" and depth == 0) or (c == "," and depth == 0):
            if name := _NAME.match(text.strip()):
                found.setdefault(name["name"].strip("\"'"), _plain(text.strip()[name.end() :]))
            text = ""
            if c != ",":
                break
            continue
        depth += (c in "[{") - (c in "]}")
        text += c
    return found
