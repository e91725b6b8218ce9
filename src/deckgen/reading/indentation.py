"""Lines that stand too far to the left, or lack the hyphen of their list: told at their own line, where a parser
notices them only further down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from deckgen.diagnostics import Slip, Span, shortened
from deckgen.messages import Message, count, say
from deckgen.reading.slips import HEADER, Edit, Mend

_HYPHENS = re.compile(r" *(- +)*")
_NAME = re.compile(r"([A-Za-z_][\w-]*):(?: |$)")
_OPENS = re.compile(r" *(?:- +)*[\w-]+: *(?:#.*)?$")


def misplaced(path: str, lines: Sequence[str], row: int) -> Mend | None:
    """The line because of which a parser gives up at a row (from 0), if that is another one or lacks its hyphen."""
    if row >= len(lines) or not lines[row].strip():
        return None
    place = Place(path, lines, row)
    for rule in (place.text, place.items, place.first_item, place.item, place.field):
        if mend := rule():
            return mend
    return None


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _column(line: str) -> int:
    """Where a line's text begins, behind its hyphens."""
    match = _HYPHENS.match(line)
    return match.end() if match else 0


def _is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ") or line.strip() == "-"


class Place:
    """A line, and those above it that are not empty, from the nearest on."""

    def __init__(self, path: str, lines: Sequence[str], row: int) -> None:
        self.path, self.lines, self.row, self.line = path, lines, row, lines[row]
        self.margin = _margin(self.line)

    def _above(self, row: int) -> Iterator[int]:
        return (
            n for n in range(row - 1, -1, -1) if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")
        )

    def _mend(self, row: int, message: Message, hint: Message, margin: str) -> Mend:
        begin = _margin(self.lines[row])
        span = Span(self.path, row + 1, begin + 1, len(self.lines[row].rstrip()) + 1)
        return Mend(Slip("error", message, span, hint), row, (Edit(0, begin, margin),))

    def _hyphen(self, row: int, margin: int) -> Mend:
        text = shortened(self.lines[row].strip(), 40)
        where = (
            say("yaml:before-the-hyphen", spaces=count(margin, "space"))
            if margin
            else say("yaml:the-hyphen-at-the-margin")
        )
        hint = say("yaml:write-item", text=text, where=where)
        return self._mend(row, say("yaml.item-without-hyphen"), hint, " " * margin + "- ")

    def text(self) -> Mend | None:
        """A line of a text after `|` or `>` that is indented too little."""
        above = next(self._above(self.row), -1)
        if above < 0:
            return None
        if HEADER.search(self.lines[above]) and _NAME.match(self.lines[above], _column(self.lines[above])):
            if _NAME.match(self.line, _column(self.line)):
                return None
            wanted = _column(self.lines[above]) + 2
            message = say("yaml.text-not-indented")
            mend = self._mend(self.row, message, say("yaml:begin-each-of-its-lines", spaces=wanted), " " * wanted)
            return mend._replace(more=tuple(takewhile(self._goes_on, range(self.row + 1, len(self.lines)))))
        first = None
        for n in self._above(self.row):
            if HEADER.search(self.lines[n]):
                if first is None or _column(self.lines[n]) >= self.margin:
                    return None
                wanted = _margin(self.lines[first])
                message = say("yaml.text-outdented")
                hint = say("yaml:begin-it-with-spaces", spaces=wanted, line=first + 1)
                return self._mend(self.row, message, hint, " " * wanted)
            if _margin(self.lines[n]) <= self.margin:
                return None
            first = n
        return None

    def _goes_on(self, row: int) -> bool:
        """Whether a line below belongs to the same text."""
        line = self.lines[row]
        return bool(line.strip()) and _margin(line) == self.margin and not _NAME.match(line, _column(line))

    def first_item(self) -> Mend | None:
        """The first item of a list, where the second has a hyphen."""
        if not _is_item(self.line):
            return None
        first = None
        for n in self._above(self.row):
            if _OPENS.match(self.lines[n]) and _column(self.lines[n]) <= self.margin:
                return (
                    self._hyphen(first, self.margin) if first is not None and not _is_item(self.lines[first]) else None
                )
            if _margin(self.lines[n]) < self.margin:
                return None
            first = n
        return None

    def item(self) -> Mend | None:
        """An item in braces, brackets or quotes among others that have hyphens."""
        above = next(self._above(self.row), -1)
        if above < 0 or not _is_item(self.lines[above]) or self.line[self.margin] not in "{[\"'":
            return None
        other = self.lines[above]
        alike = other[_column(other) : _column(other) + 1] == self.line[self.margin]
        if alike and self.margin in (_margin(other), _column(other)):
            return self._hyphen(self.row, _margin(other))
        return None

    def field(self) -> Mend | None:
        """A field above this line that stands too far to the left."""
        above = self._above(self.row)
        culprit = next(above, -1)
        if culprit < 0 or _is_item(self.lines[culprit]):
            return None
        margin = _margin(self.lines[culprit])
        name = _NAME.match(self.lines[culprit], margin)
        if name is None or not (margin < self.margin or (_is_item(self.line) and margin <= self.margin)):
            return None
        found = None
        for n in above:
            line = self.lines[n]
            if _margin(line) < margin:
                break
            if _OPENS.match(line) and _margin(line) == margin and not _is_item(line) and not _is_item(self.line):
                opened = line.strip().rstrip(":")
                message = say("yaml.outdented", key=name[1], owner=opened)
                return self._mend(
                    culprit, message, say("yaml:begin-the-line-with-spaces", spaces=self.margin), " " * self.margin
                )
            wanted = _column(line)
            if _is_item(line) and line[wanted:].startswith(f"{name[1]}:") and margin <= self.margin <= wanted:
                return self._hyphen(culprit, _margin(line))
            if (wanted == self.margin and not _is_item(self.line)) or (_is_item(line) and _is_item(self.line)):
                found = n if found is None else found
            if _is_item(line) and _margin(line) <= margin:
                break
        if found is None or _column(self.lines[found]) <= margin:
            return None
        wanted = _column(self.lines[found])
        message = say("yaml.line-outdented")
        return self._mend(
            culprit, message, say("yaml:begin-it-with-spaces", spaces=wanted, line=found + 1), " " * wanted
        )

    def items(self) -> Mend | None:
        """An item above this one that stands further to the left than the others of its list."""
        above = self._above(self.row)
        culprit, other = next(above, -1), next(above, -1)
        if other < 0 or not all(_is_item(self.lines[n]) for n in (self.row, culprit, other)):
            return None
        if not _margin(self.lines[culprit]) < self.margin == _margin(self.lines[other]):
            return None
        message = say("yaml.item-outdented")
        hint = say("yaml:begin-it-with-spaces", spaces=self.margin, line=other + 1)
        return self._mend(culprit, message, hint, " " * self.margin)
