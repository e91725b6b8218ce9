"""The place in a YAML text at which a parser gave up, and what stands around it."""

from __future__ import annotations

from deckgen.diagnostics import Span
from deckgen.reading.scanner import BLANKS, QUOTES, Scanner, Token


class Spot:
    """The place at which a parser gave up, and what stands around it.

    `inside` is the token that the place is in, `previous` the one that ends before it, `opened` the innermost bracket
    that is open.
    """

    def __init__(self, path: str, lines: list[str], row: int, column: int) -> None:
        scanner = Scanner(lines)
        scanner.scan(row, column)
        self.path, self.lines, self.row, self.column = path, lines, row, column
        self.line = lines[row] if row < len(lines) else ""
        #: The character at the place, and the one after it; "" at the end of the line.
        self.here, self.next = self.line[column : column + 1], self.line[column + 1 : column + 2]
        self.before = self.line[:column].strip()
        self.tokens = scanner.tokens
        last = self.tokens[-1] if self.tokens else None
        within = last is not None and ((last.end_row, last.end_column) > (row, column) or not last.closed)
        self.inside = last if within else None
        self.previous = self._token(-2 if within else -1)
        self.opened = scanner.open[-1] if scanner.open else None
        self.in_block = bool(scanner.blocks)

    def _token(self, index: int) -> Token | None:
        return self.tokens[index] if len(self.tokens) >= -index else None

    @property
    def alone(self) -> bool:
        """Whether white space follows the character at the place."""
        return bool(self.here) and self.next in BLANKS

    @property
    def after_value(self) -> bool:
        """Whether a value ends before the place, on the same line."""
        last = self.previous
        return last is not None and last.end_row == self.row and last.kind in ("text", *QUOTES, "]", "}", "*")

    def first(self, token: Token) -> bool:
        """Whether a token is the first on its line."""
        return not self.lines[token.row][: token.column].strip()

    def span(self, row: int | None = None, column: int | None = None) -> Span:
        """A place of one character, this one or another; behind the end of the text it is the end of the last line."""
        row, column = (self.row if row is None else row), (self.column if column is None else column)
        if row >= len(self.lines):
            row = max(0, len(self.lines) - 1)
            column = len(self.lines[row]) if self.lines else 0
        return Span(self.path, row + 1, column + 1, column + 2)

    def start(self, token: Token) -> Span:
        """Where a token begins."""
        return self.span(token.row, token.column)
