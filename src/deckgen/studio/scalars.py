"""Other words for a value of a file, written as its author wrote the old ones: quotes stay quotes, lines stay lines."""

from __future__ import annotations

import json
import re

from deckgen.messages import say
from deckgen.reading.stretches import Steps, Stretch, stretches
from deckgen.studio.browser_text import line_end
from deckgen.studio.refusing import Impossible

#: Characters of a line of a folded text.
WIDTH = 120
#: Signs of texts that are lines.
LINES = ("|", ">")
_SINGLE = re.compile(r"(?<=\S) (?=\S)")
_BEGINS_ODDLY = re.compile(r"[\s\-?:,\[\]{}#&*!|>'\"%@`]")
_WORDS = frozenset(("", "~", "null", "Null", "NULL"))


def at_steps(text: str, steps: Steps) -> Stretch:
    """The value that is reached by these steps. Raises ValueError where there is none."""
    found = next((s for s in stretches(text) if s.steps == steps), None)
    if found is None:
        raise ValueError("there is no such value")
    return found


def shown_words(stretch: Stretch) -> str:
    """The words of a scalar as people see them: without the end of the last line."""
    return stretch.text.rstrip("\n") if stretch.style in LINES else stretch.text


def meant(stretch: Stretch, words: str) -> str:
    """What somebody means who types words in the place of a scalar: blanks at ends, which are there while they type on,
    are no reason to write it otherwise."""
    if stretch.style in LINES:
        return "\n".join(line.rstrip() for line in words.split("\n")).strip("\n")
    return words.strip() if stretch.style is None else words


def at_offset(text: str, offset: int) -> Stretch | None:
    """The text of an author that stands at a place."""
    inside = (s for s in stretches(text) if s.sort == "scalar" and s.start <= offset <= s.end and s.end > s.start)
    return next(inside, None)


def rewritten(text: str, steps: Steps, words: str) -> tuple[int, int, str]:
    """The stretch of a text by which a scalar of it has other words, and nothing else is another. Raises ValueError
    where there is no such scalar, or no way to write it."""
    old = at_steps(text, steps)
    if old.sort != "scalar":
        raise ValueError("this is no text")
    words = meant(old, words)
    if words and old.style in LINES and "-" not in text[old.start : old.end].splitlines()[0]:
        words += "\n"  # the end of their last line is a part of such texts
    if old.text == words:
        return old.start, old.start, ""
    end = line_end(text)
    for written in _ways(text, old, words):
        start, stop, piece = old.start, _stop(text, old), written.replace("\n", end)
        if _holds(text, text[:start] + piece + text[stop:], steps, words):
            return start, stop, piece
    raise Impossible(say("studio:not-written"))


def _stop(text: str, old: Stretch) -> int:
    """Where a scalar ends: that of lines takes the ends of its lines along, which belong to what follows."""
    stop = old.end
    if old.style in LINES:
        stop = old.start + len(text[old.start : old.end].rstrip("\r\n \t"))
    return stop


def _ways(text: str, old: Stretch, words: str) -> list[str]:
    """How the words can be written, that of their author first."""
    quoted = json.dumps(words, ensure_ascii=False)
    single = "'" + words.replace("'", "''") + "'"
    ways = []
    if old.style in LINES:
        ways.append(_lines(text, old, words))
    if old.style is None:
        ways.append(words if words.strip() == words and words not in _WORDS and not _odd(words) else single)
    if old.style == "'":
        ways.append(single)
    return [way for way in ways if way is not None and (old.style in LINES or "\n" not in way)] + [quoted]


def _odd(words: str) -> bool:
    return bool(_BEGINS_ODDLY.match(words)) or "\n" in words


def _lines(text: str, old: Stretch, words: str) -> str | None:
    """Words as lines below the sign that begins them, as deep as they were."""
    written = text[old.start : old.end].replace("\r\n", "\n").replace("\r", "\n")
    head, _, body = written.partition("\n")
    first = next((line for line in body.split("\n") if line.strip()), None)
    if first is None or not words.strip() or words[0] in "\n ":
        return None
    margin = " " * (len(first) - len(first.lstrip(" ")))
    lines = words.removesuffix("\n").split("\n") if old.style == "|" else folded(words.removesuffix("\n"), len(margin))
    return "\n".join([head, *(margin + line if line else "" for line in lines)])


def folded(words: str, margin: int) -> list[str]:
    """Words as the lines of a folded text, without their margin: each end of a line is an empty line more."""
    out: list[str] = []
    for n, line in enumerate(words.split("\n")):
        out += [""] if n else []
        out += _wrapped(line, WIDTH - margin)
    return out


def _wrapped(line: str, width: int) -> list[str]:
    """A line as several ones, parted at single blanks, which come back when they are read."""
    out: list[str] = []
    for word in _SINGLE.split(line) if line else ():
        if out and len(out[-1]) + 1 + len(word) <= width:
            out[-1] += f" {word}"
        else:
            out.append(word)
    return out


def _holds(before: str, after: str, steps: Steps, words: str) -> bool:
    """Whether a value is what is meant, and all others what they were."""
    try:
        new = [(s.steps, s.sort, s.text) for s in stretches(after)]
    except ValueError:
        return False
    old = [(s.steps, s.sort, words if s.steps == steps else s.text) for s in stretches(before)]
    return new == old
