"""Texts as a browser counts them: each end of a line is one character, and letters beyond the first 65,536 are two."""

from __future__ import annotations

import re
from typing import NamedTuple

_END = re.compile("\r\n|\r")
#: How a browser writes letters: in units of two bytes.
_UNITS = "utf-16-le"


def shown(text: str) -> str:
    """A file's text as a browser has it."""
    return _END.sub("\n", text) if "\r" in text else text


def line_end(text: str) -> str:
    """How the lines of a text end: as its first one does."""
    found = re.search("\r\n|[\r\n]", text)
    return found[0] if found else "\n"


class Counted(NamedTuple):
    """A file's text, ready to turn a browser's places into its own and back."""

    text: str

    def offset(self, place: int) -> int:
        """The offset in the file's text of a browser's place. Raises ValueError for one that is beyond its end or in
        the middle of a letter."""
        units = shown(self.text).encode(_UNITS)
        if not 0 <= 2 * place <= len(units):
            raise ValueError("a place beyond the text")
        try:
            at = len(units[: 2 * place].decode(_UNITS))
        except UnicodeDecodeError as e:
            raise ValueError("a place in the middle of a letter") from e
        if "\r" not in self.text:
            return at
        left, before = at, 0
        for end in re.finditer("\r\n|[\r\n]", self.text):
            if left <= end.start() - before:
                break
            left -= end.start() - before + 1
            before = end.end()
        return before + left

    def place(self, offset: int) -> int:
        """A browser's place of an offset in the file's text."""
        return len(shown(self.text[:offset]).encode(_UNITS)) // 2

    def written(self, typed: str) -> str:
        """What was typed, with the line ends that the file has."""
        return shown(typed).replace("\n", line_end(self.text))
