"""What a build came to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic
from deckgen.messages import Message


class OutputFile(NamedTuple):
    """One output: its path, how many `unit` (`slides`, `pages`, or "") it has, its size in bytes, the minutes of talk
    and of the whole seminar (None where it is of no seminar); `reused` if it is as the last build left it; how many
    hundredths of its pages are apparatus (None: it is not printed)."""

    path: str
    length: int
    unit: str
    size: int
    talk: float | None
    minutes: float | None
    reused: bool = False
    apparatus: int | None = None


class Outcome(NamedTuple):
    """What a build came to: its outputs (none, if there was an error) and what it found. `line_of` gives a line of a
    source file; `notes` are what else there is to tell, of the output folder."""

    outputs: tuple[OutputFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    line_of: Callable[[str, int], str | None]
    notes: tuple[Message, ...] = ()
