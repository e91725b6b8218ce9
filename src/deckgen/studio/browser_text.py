"""Texts as a browser counts them: each end of a line is one character, and letters beyond the first 65,536 are two."""

from __future__ import annotations

import re
from typing import NamedTuple

_END = re.compile("\r\n|\r")


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
        if place < 0:
            raise ValueError("a place before the text")
        seen = shown(self.text)
        at = place if seen.isascii() or max(seen, default="") < "\U00010000" else _letters(seen, place)
        if at > len(seen):
            raise ValueError("a place beyond the text")
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
        seen = shown(self.text[:offset])
        return len(seen) + sum(c > "\uffff" for c in seen)

    def written(self, typed: str) -> str:
        """What was typed, with the line ends that the file has."""
        return shown(typed).replace("\n", line_end(self.text))


def _letters(text: str, units: int) -> int:
    """How many letters take so many units."""
    if (letters := units - _halves(text, units)) < 0 or letters > len(text):
        raise ValueError("a place beyond the text")
    if letters + sum(c > "\uffff" for c in text[:letters]) != units:
        raise ValueError("a place in the middle of a letter, or beyond the text")
    return letters


def _halves(text: str, units: int) -> int:
    """How many letters of two units begin before a place."""
    taken = found = 0
    for letter in text:
        if taken >= units:
            break
        wide = letter > "\uffff"
        taken, found = taken + 1 + wide, found + wide
    return found
