"""A text that cannot be read, made readable line by line, so that all that is wrong with it is told in one run.

What is mended is never built: it only lets the reader go on behind a mistake that has been told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from deckgen.diagnostics import Diagnostic, Slip, Span, Splice
from deckgen.reading.indentation import Place, misplaced
from deckgen.reading.lookalikes import BLANK
from deckgen.reading.nodes import Failure
from deckgen.reading.slips import Edit, Mend, slips
from deckgen.reading.syntax import diagnose

#: How often a text is read again behind a mistake, and the characters of one that is.
MOST_READINGS, LONGEST = 12, 300_000
#: A line with a value: what stands before that, and the value.
_VALUED = re.compile(r"( *(?:- +)*(?:[^\s:#\"'{\[&*!|>@`%-][^:#\"'{\[]*: +|- +)?)(\S.*)")
#: A name without its colon, alone or with a value.
_BARE = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*)()(?: *$| +\S.*)")
_QUOTED = re.compile(r"'(?:[^']|'')*'")


class Text:
    """The lines of a text as they are mended, with what was told of them as they were."""

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        self.path = path
        self.lines = list(lines)
        self.told: list[Diagnostic] = []
        self._edits: dict[int, list[Edit]] = {}
        self._readings = 0
        self._last = -1
        self._realigned = False

    def column(self, row: int, column: int) -> int:
        """The column (from 0) in the text as it was of a place in the text as it is."""
        for edit in reversed(self._edits.get(row, ())):
            if column >= edit.start + len(edit.put):
                column += edit.end - edit.start - len(edit.put)
            elif column > edit.start:
                column = min(column, max(edit.start, edit.end - 1))
        return column

    def mend(self, failure: Failure) -> bool:
        """Tells what is wrong where a parser gave up, and mends it; False where the rest cannot be read."""
        self._readings += 1
        if found := slips(self.path, self.lines) if not self._readings > 1 else []:
            self.told += [mend.told for mend in found]
            for mend in found:
                self._apply(mend.row, mend.edits)
            return self._may_go_on()
        if failure.told is None and (culprit := misplaced(self.path, self.lines, failure.row)):
            return self._take(culprit)
        told = failure.told or diagnose(self.path, self.lines, failure.row, failure.column)
        row = told.span.line - 1 if told.span else failure.row
        if failure.told is None and row < failure.row and (text := Place(self.path, self.lines, row).text()):
            return self._take(text)
        known = {d.span.line - 1 for d in self.told if d.span}
        if row in known or (known and failure.row <= self._last):
            return False
        if row - self._last <= 2 and self._realigned and told.code in _INDENTATION:
            return False  # the line above was put elsewhere than its author wants it
        self.told.append(told if failure.told else self._as_it_was(told))
        self._last = max(row, failure.row) if failure.told else row
        return self._may_go_on() and row < len(self.lines) and self._neutralize(row, told)

    def _take(self, mend: Mend) -> bool:
        """Takes a mend of one line, which is told but where something of that line was."""
        if any(d.span and d.span.line - 1 == mend.row for d in self.told) or mend.row < self._last:
            return False
        self.told.append(self._as_it_was(mend.told))
        for row in (mend.row, *mend.more):
            self._apply(row, mend.edits)
        self._last = mend.row
        return self._may_go_on()

    def _may_go_on(self) -> bool:
        return self._readings < MOST_READINGS and sum(map(len, self.lines)) <= LONGEST

    def _as_it_was(self, told: Diagnostic) -> Slip:
        span = told.span
        if span is not None and span.line - 1 in self._edits:
            start, end = (self.column(span.line - 1, c - 1) + 1 for c in (span.column, span.end))
            span = Span(span.path, span.line, start, max(start + 1, end))
        fixes = tuple(fix._replace(splices=tuple(map(self._where_it_was, fix.splices))) for fix in told.fixes)
        return Slip("error", told.says, span, told.advice, fixes)

    def _where_it_was(self, splice: Splice) -> Splice:
        row = splice.line - 1
        start, end = (self.column(row, c - 1) + 1 for c in (splice.column, splice.end))
        return splice._replace(column=start, end=max(start, end))

    def _apply(self, row: int, edits: Iterable[Edit]) -> None:
        """Edits of a line as it was when they were found, from its end to its beginning."""
        for edit in sorted(edits, reverse=True):
            line = self.lines[row]
            self.lines[row] = line[: edit.start] + edit.put + line[edit.end :]
        shift = 0
        for edit in sorted(edits):
            self._edits.setdefault(row, []).append(Edit(edit.start + shift, edit.end + shift, edit.put))
            shift += len(edit.put) - (edit.end - edit.start)

    def _neutralize(self, row: int, told: Diagnostic) -> bool:
        """Makes a line readable, whatever stands on it."""
        line = self.lines[row].rstrip()
        for attempt in (_aligned, _named, _quoted):
            if edit := attempt(self.lines, row, line, told):
                self._apply(row, [edit])
                self._realigned = attempt is _aligned
                return True
        return False


#: What is wrong with how a line is indented.
_INDENTATION = frozenset(
    f"yaml.{name}"
    for name in (
        "tab-indent",
        "odd-indent",
        "indented-too-far",
        "outdented",
        "text-not-indented",
        "text-outdented",
        "line-outdented",
        "item-outdented",
        "item-not-aligned",
        "line-not-aligned",
    )
)

Attempt = Callable[[Sequence[str], int, str, Diagnostic], Edit | None]


def _aligned(lines: Sequence[str], row: int, line: str, told: Diagnostic) -> Edit | None:
    """A line that stands too far in or out is put beneath the one above it."""
    if told.code not in _INDENTATION:
        return None
    above = next((lines[n] for n in range(row - 1, -1, -1) if lines[n].strip()), "")
    item = re.match(r" *- +", above) if not line.lstrip().startswith("-") else None
    margin = item.end() if item else len(above) - len(above.lstrip())
    own = len(line) - len(line.lstrip(BLANK))
    return Edit(0, own, " " * margin) if own != margin else None


def _named(lines: Sequence[str], row: int, line: str, told: Diagnostic) -> Edit | None:
    """A name without its colon is given one."""
    bare = _BARE.fullmatch(line)
    return Edit(bare.end(1), bare.end(1), ":") if bare and told.code == "yaml.name-expected" else None


def _quoted(lines: Sequence[str], row: int, line: str, told: Diagnostic) -> Edit | None:
    """A value is put in quotes."""
    valued = _VALUED.fullmatch(line)
    if valued is None or _QUOTED.fullmatch(valued[2]) or not valued[1].strip():
        return None
    if valued[2][0] in "|>":
        return Edit(valued.start(2), len(line), valued[2][0])
    return Edit(valued.start(2), len(line), "'" + valued[2].replace("'", "''") + "'")
