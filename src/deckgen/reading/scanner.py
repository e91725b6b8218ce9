"""The tokens of a YAML text, as far as its nesting and its mistakes need them.

PyYAML reads the values. What it says of a text that it cannot read differs from release to release and between its two
parsers, and so do their limits of nesting. This scanner says what stands where instead: it never fails, takes time in
proportion to the text, and follows YAML 1.1 in every text that is sound.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from deckgen.patterns import regex

#: Brackets that open, and those that close them.
BRACKETS = {"[": "]", "{": "}"}
QUOTES = ("'", '"')
#: What follows an indicator that stands alone.
BLANKS = ("", " ", "\t")

# the patterns match everywhere, if only nothing
_BLANK = regex(r"[ \t]*+")
_INDENT = regex(r" *+")
_SEPARATOR = regex(r"(?:---|\.\.\.)(?=[ \t]|$)")
#: An alias, an anchor or a tag: up to a space, inside brackets up to what parts values.
_PROPERTY = regex(r"[^ \t]*+")
_PROPERTY_INSIDE = regex(r"[^ \t,\[\]{}]*+")
#: One line of a plain text: up to a colon or a comment, inside brackets up to what parts values.
_PLAIN = regex(r"(?:[^ \t:]++|:(?=[^ \t])|[ \t]++(?=[^ \t#:]|:[^ \t]))*+")
_PLAIN_INSIDE = regex(r"(?:[^ \t:,?\[\]{}]++|[:?](?=[^ \t,\[\]{}])|[ \t]++(?=[^ \t#:,?\[\]{}]|[:?][^ \t,\[\]{}]))*+")
#: One line of a text in quotes, up to the mark that closes it.
_QUOTED = {"'": regex(r"(?:[^']|'')*+"), '"': regex(r'(?:[^"\\]|\\.)*+\\?')}
#: `|` or `>`, with how much further the text is indented where that is written.
_HEADER = regex(r"[|>][+-]?([1-9])?")


class Token(NamedTuple):
    """A token from `row` and `column` to before `end_row` and `end_column`, all from 0.

    `kind` is `text` for a plain text, `---` for what begins or ends a document, otherwise the first character.
    `indent` is that of the innermost block that it stands in (-1 outside of all), `closed` false for a quotation mark
    that nothing closes.
    """

    kind: str
    row: int
    column: int
    end_row: int
    end_column: int
    indent: int
    closed: bool = True


class Scanner:
    """Scans the lines of a text from its beginning: the `tokens` so far, and those of their brackets that are
    `open`."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.tokens: list[Token] = []
        self.open: list[Token] = []
        #: The blocks that are open, lists (`-`) and mappings (`:`), outermost first, with the columns of their items.
        self.blocks: list[tuple[int, str]] = []
        self._row, self._column = 0, 0

    @property
    def depth(self) -> int:
        """How many lists and mappings, in brackets or not, are open."""
        return len(self.blocks) + len(self.open)

    @property
    def indent(self) -> int:
        """The column of the innermost open block's items; -1 where none is."""
        return self.blocks[-1][0] if self.blocks else -1

    def scan(self, row: int, column: int) -> None:
        """Takes all tokens that begin before a place."""
        while self.next((row, column)):
            pass

    def next(self, stop: tuple[int, int] | None = None) -> Token | None:
        """The next token; None at the end, and where it would not begin before `stop`."""
        while self._row < len(self.lines):
            line = self.lines[self._row]
            at = _end(_BLANK, line, self._column)
            if stop is not None and (self._row, at) >= stop:
                return None
            if at == len(line) or line[at] == "#":
                self._row, self._column = self._row + 1, 0
                continue
            if self._column == 0 and not self.open:
                self._close_blocks(line, at)
            token = self._token(line, at)
            self._row, self._column = token.end_row, token.end_column
            self.tokens.append(token)
            return token
        return None

    def _close_blocks(self, line: str, column: int) -> None:
        """Closes the blocks that a line which begins at this column does not belong to."""
        item = line[column] == "-" and line[column + 1 : column + 2] in BLANKS
        while self.blocks:
            indent, kind = self.blocks[-1]
            # a list may stand as far left as the name that it belongs to: then the next name ends it
            ends_here = kind == "-" and not item and len(self.blocks) > 1 and self.blocks[-2][0] == indent
            if indent < column or (indent == column and not ends_here):
                break
            self.blocks.pop()

    def _token(self, line: str, at: int) -> Token:
        mark, alone, inside = line[at], line[at + 1 : at + 2] in BLANKS, bool(self.open)
        if at == 0 and (separator := _SEPARATOR.match(line)):
            self.blocks.clear()
            return self._single("---", at, separator.end())
        if mark in "[]{}":
            return self._bracket(mark, at)
        if mark == "," or (mark in "-?:" and alone) or (mark == ":" and inside):
            return self._indicator(mark, at)
        if mark in QUOTES:
            return self._quoted(mark, at)
        if mark in "|>" and not inside:
            return self._block_text(mark, at)
        if mark in "*&!":
            return self._single(mark, at, _end(_PROPERTY_INSIDE if inside else _PROPERTY, line, at))
        if mark in "@`|>%":
            return self._single(mark, at, at + 1 if at else len(line))
        return self._plain(at)

    def _single(self, kind: str, start: int, end: int) -> Token:
        """A token on one line."""
        return Token(kind, self._row, start, self._row, end, self.indent)

    def _bracket(self, mark: str, at: int) -> Token:
        token = self._single(mark, at, at + 1)
        if mark in BRACKETS:
            self.open.append(token)
        elif self.open:
            self.open.pop()
        return token

    def _indicator(self, mark: str, at: int) -> Token:
        """`-`, `?`, `:` or `,`: outside of brackets the first three may open a block."""
        if not self.open:
            last = self.tokens[-1] if self.tokens else None
            if mark == "-":
                self._open_block(at, "-")
            elif mark == "?":
                self._open_block(at, ":")
            elif mark == ":" and last and last.row == self._row and last.kind in ("text", "*", *QUOTES):
                self._open_block(last.column, ":")
        return self._single(mark, at, at + 1)

    def _open_block(self, column: int, kind: str) -> None:
        if column > self.indent or (column == self.indent and kind == "-" and self.blocks[-1][1] == ":"):
            self.blocks.append((column, kind))

    def _quoted(self, quote: str, at: int) -> Token:
        """A text in quotes, over as many lines as it takes; it cannot go on into another document."""
        pattern, column = _QUOTED[quote], at + 1
        for row in range(self._row, len(self.lines)):
            line = self.lines[row]
            if row > self._row and _SEPARATOR.match(line):
                return Token(quote, self._row, at, row, 0, self.indent, closed=False)
            end = _end(pattern, line, column)
            if end < len(line):
                return Token(quote, self._row, at, row, end + 1, self.indent)
            column = 0
        return Token(quote, self._row, at, len(self.lines), 0, self.indent, closed=False)

    def _block_text(self, mark: str, at: int) -> Token:
        """A text after `|` or `>`: the lines beneath that are indented as far as the first of them."""
        header = _HEADER.match(self.lines[self._row], at)
        least = max(1, self.indent + 1)
        indent = least + int(header[1]) - 1 if header and header[1] else 0
        row = self._row + 1
        while row < len(self.lines):
            line = self.lines[row]
            start = _end(_INDENT, line)
            if start < len(line):
                indent = indent or max(least, start)
                if start < indent:
                    break
            row += 1
        return Token(mark, self._row, at, row, 0, self.indent)

    def _plain(self, at: int) -> Token:
        """A text without quotes. It goes on in lines that are indented further than the block that it stands in."""
        pattern = _PLAIN_INSIDE if self.open else _PLAIN
        row, end = self._row, max(at + 1, _end(pattern, self.lines[self._row], at))
        for below in range(row + 1, len(self.lines)):
            line = self.lines[below]
            start = _end(_INDENT, line)
            if self.lines[row][end:].strip(" \t") or _SEPARATOR.match(line):
                break
            if start == len(line):
                continue
            stop = start if line[start] == "#" else _end(pattern, line, start)
            if stop == start or (not self.open and start <= self.indent):
                break
            row, end = below, stop
        return Token("text", self._row, at, row, end, self.indent)


def _end(pattern: re.Pattern[str], line: str, start: int = 0) -> int:
    """Where what a pattern takes of a line ends."""
    match = pattern.match(line, start)
    return match.end() if match else start
