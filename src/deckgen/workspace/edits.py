"""Edits of a project's files, and what they change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span
from deckgen.reading.letters import composed


class Whole(NamedTuple):
    """A file with all of its text, as an editor has it; None: there is no such file any more. `path` is that from the
    project's folder, in posix form."""

    path: str
    text: str | None


class Splice(NamedTuple):
    """A stretch of a file's text that is replaced: from `start` up to `end`, in characters of the text as it was before
    the edits with which it comes, its line ends and a mark of the byte order included."""

    path: str
    start: int
    end: int
    text: str


Edit = Whole | Splice


class Change(NamedTuple):
    """What edits came to: the `version` of the workspace; of each seminar the ids of its slides in their `order`, and
    of those the ones whose picture is another one or new (`changed`); all `findings` that there are now."""

    version: int
    order: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, tuple[str, ...]]
    findings: tuple[Diagnostic, ...]


def spliced(text: str, splices: list[Splice]) -> str:
    """A text with stretches of it replaced; none of them may overlap. Raises ValueError where they do."""
    out: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda s: (s.start, s.end)):
        if not at <= splice.start <= splice.end <= len(text):
            raise ValueError(f"{splice.start} to {splice.end} is no stretch of `{splice.path}` that is left")
        out += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join((*out, text[at:]))


def span_offsets(text: str, span: Span) -> tuple[int, int]:
    """Where a span begins and ends in its file's text, in characters of that as it is written: spans count those of its
    composed form."""
    lines = text.splitlines(keepends=True)
    if span.line > len(lines):
        return len(text), len(text)
    before = sum(map(len, lines[: span.line - 1]))
    line = lines[span.line - 1]
    return before + _written(line, span.column - 1), before + _written(line, span.end - 1)


def _written(line: str, column: int) -> int:
    """The place in a line as it is written of a column of it as it is read: composed, without marks of the byte
    order."""
    bare = line.rstrip("\r\n")
    if "\ufeff" not in bare and composed(bare) == bare:
        return min(column, len(bare))
    read = (len(composed(bare[:n].replace("\ufeff", ""))) for n in range(len(bare) + 1))
    # the last place with so many letters before it: what combines with a letter belongs to that
    return max((n for n, letters in enumerate(read) if letters <= column), default=0)
