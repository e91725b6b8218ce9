"""Slides and entries at the end of files that authors have written: not one of their bytes changes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from deckgen.diagnostics import UsageError
from deckgen.messages import say
from deckgen.reading.files import decoded
from deckgen.reading.nodes import Mapping, Sequence, Value
from deckgen.reading.parser import parse

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_HYPHEN = re.compile(r"( *)-(?=\s|$)")


def appended(data: bytes, path: str, slide: str) -> bytes:
    """A module's file with one slide more, as lines of which the first begins with a hyphen at the margin. Raises
    UsageError for a file that cannot be read, or to which nothing can be added without touching what is there."""
    text, value = _read(data, path)
    slides = value.get("slides") if isinstance(value, Mapping) else None
    lines = [line for line in _LINES.findall(text) if line]
    if isinstance(slides, Sequence) and slides:
        margin = _margin(lines, slides)
        at = _end_of_list(lines, slides.item_spans[-1].line, margin) if margin is not None else None
    else:
        margin, at = 0, _below_name(lines, value)
    if at is None or margin is None or not isinstance(value, Mapping):
        raise _by_hand(path)
    begins = slide if slides or "slides" in value else f"slides:\n{slide}"
    out = _with_lines(lines, at, [" " * margin + line if line else "" for line in begins.splitlines()])
    return _checked(data, path, out, lambda before, after: _one_more(before, after, "slides"))


def with_entries(data: bytes, path: str, entries: str) -> bytes:
    """A file of ids and what they stand for, such as `sources.yaml`, with some more. Raises UsageError likewise."""
    text, _ = _read(data, path)
    lines = [line for line in _LINES.findall(text) if line]
    out = _with_lines(lines, len(lines), entries.splitlines())
    return _checked(data, path, out, lambda before, after: before.items() <= after.items())


def _read(data: bytes, path: str) -> tuple[str, Value]:
    text, problems = decoded(data, path)
    value, found = parse(text, path) if text is not None else (None, problems)
    wrong = next((d for d in found if d.severity == "error"), None)
    if wrong:
        reason = say("new:in-line", what=wrong.message, line=wrong.span.line) if wrong.span else wrong.message
        raise UsageError(say("new.file-unreadable", path=path, reason=reason), say("new:mend-first"))
    return data.decode("utf-8"), value


def _margin(lines: list[str], slides: Sequence) -> int | None:
    """The spaces before the hyphens of a list that is written line by line; None of one between brackets."""
    span = slides.item_spans[-1]
    for line in reversed(lines[: span.line]):
        if (hyphen := _HYPHEN.match(line)) and len(hyphen[1]) < span.column - 1:
            return len(hyphen[1])
        if line.strip() and len(line) - len(line.lstrip(" ")) < span.column - 1:
            return None
    return None


def _end_of_list(lines: list[str], last: int, margin: int) -> int:
    """The line before which a list goes on whose last item begins on a line: that of the next name or remark at its
    margin, or the end; without the empty lines before a name."""
    end = last
    while end < len(lines) and (not lines[end].strip() or _indentation(lines[end]) > margin):
        end += 1
    if end < len(lines):
        while not lines[end - 1].strip():
            end -= 1
    return end


def _below_name(lines: list[str], value: Value) -> int | None:
    """The line below `slides:` where nothing stands there, or the end of a file that has no such name."""
    if not isinstance(value, Mapping) or value.get("slides") is not None:
        return None
    if "slides" not in value:
        return len(lines)
    return value.key_spans["slides"].line


def _with_lines(lines: list[str], at: int, more: list[str]) -> str:
    """The text with lines put in, each with the end that the others have, parted as items are."""
    end = next((m[0] for line in lines if (m := re.search(r"[\r\n]+$", line))), "\n")
    before, after = lines[:at], lines[at:]
    if before and not re.search(r"[\r\n]$", before[-1]):
        before = [*before[:-1], before[-1] + end]
    parted = any(not a.strip() and b.lstrip().startswith("- ") for a, b in pairwise(lines))
    gap = [end] if parted and before and before[-1].strip() else []
    return "".join([*before, *gap, *(line + end for line in more), *after])


def _checked(data: bytes, path: str, text: str, sound: Any) -> bytes:
    """The new bytes, if they hold what the old ones hold, and more."""
    out = text.encode("utf-8")
    before, after = parse(decoded(data, path)[0] or "", path)[0], parse(decoded(out, path)[0] or "", path)
    if after[1] and any(d.severity == "error" for d in after[1]):
        raise _by_hand(path)
    if not isinstance(after[0], Mapping) or not sound(before or Mapping(after[0].span), after[0]):
        raise _by_hand(path)
    return out


def _one_more(before: Mapping, after: Mapping, name: str) -> bool:
    """Whether two mappings are the same, but for one item more at the end of a list."""
    old, new = before.get(name) or (), after.get(name)
    others = {k: v for k, v in before.items() if k != name} == {k: v for k, v in after.items() if k != name}
    return others and isinstance(new, Sequence) and len(new) == len(old) + 1 and list(new)[:-1] == list(old)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _by_hand(path: str) -> UsageError:
    return UsageError(say("new.not-appendable", path=path), say("new:by-hand"))
