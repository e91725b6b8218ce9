"""What is wrong, and where the author wrote it: spans, diagnostics, and their words for people.

A diagnostic is a value. Every stage hands its findings on as a list; only `cli` prints them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import Literal, NamedTuple

from deckgen import vocabulary
from deckgen.messages import ENGLISH, Datum, Message, listing, say, text

Severity = Literal["error", "warning"]


class Span(NamedTuple):
    """A stretch of one line of a file.

    `path` is relative to the project (posix), `line` and `column` count from 1, `end` is the column
    after the last character (on the same line).
    """

    path: str
    line: int = 1
    column: int = 1
    end: int = 2

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Splice(NamedTuple):
    """A change of a file: on line `line` (from 1), `text` in the place of what stands from one column (from 1) up to
    another one."""

    path: str
    line: int
    column: int
    end: int
    text: str


class Fix(NamedTuple):
    """A way to mend what was found: what it does, and the changes of files that make it, none over another."""

    says: Message
    splices: tuple[Splice, ...]


class Later:
    """A hint that is worked out only where it is shown: of thousands of findings a hundred are, and to look for the
    nearest of thousands of words takes longer than all else. Two are the same if they are `about` the same word."""

    __slots__ = ("_work", "about")

    def __init__(self, about: str, work: Callable[[], Message]) -> None:
        self.about, self._work = str(about), work

    def told(self) -> Message:
        """The hint."""
        return self._work()

    def __str__(self) -> str:
        return str(self._work())

    def __eq__(self, other: object) -> bool:
        return self.about == other.about if isinstance(other, Later) else str(self) == other

    def __hash__(self) -> int:
        return hash(self.about)

    def __reduce__(self) -> tuple[Callable[[Message], Message], tuple[Message]]:
        return _itself, (self.told(),)  # in another process it is nothing but its words


def _itself(message: Message) -> Message:
    return message


Hint = Message | Later


class Diagnostic(NamedTuple):
    """One finding.

    `says` is what was found and what was expected: lower case, without a full stop, with the thing in backticks;
    `advice` says what to do. `fixes` are ways to mend it in the author's file, the likeliest first.
    """

    severity: Severity
    says: Message
    span: Span | None = None
    advice: Hint | None = None
    fixes: tuple[Fix, ...] = ()

    @property
    def code(self) -> str:
        """What sort of finding it is, in every version the same: `yaml.tab`."""
        return self.says.code

    @property
    def data(self) -> dict[str, Datum]:
        """What the message is filled with."""
        return self.says.values

    @property
    def message(self) -> str:
        """What was found, in English."""
        return str(self.says)

    @property
    def hint(self) -> str | None:
        """What to do, in English."""
        return str(self.advice) if self.advice else None

    def told(self, language: str = ENGLISH) -> tuple[str, str | None]:
        """What was found and what to do, in a language."""
        advice = self.advice.told() if isinstance(self.advice, Later) else self.advice
        return text(self.says, language), text(advice, language) if advice else None


class Slip(Diagnostic):
    """An error in how a line is written. Whatever else is wrong on that line may follow from it."""

    __slots__ = ()


def first_causes(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each finding once; on a line with slips nothing but those."""
    once = list(dict.fromkeys(findings))
    lines = {d.span[:2] for d in once if isinstance(d, Slip) and d.span}
    return [d for d in once if isinstance(d, Slip) or d.span is None or d.span[:2] not in lines]


def error(message: Message, span: Span | None = None, hint: Hint | None = None) -> Diagnostic:
    """An error: the build writes nothing."""
    return Diagnostic("error", message, span, hint)


def warning(message: Message, span: Span | None = None, hint: Hint | None = None) -> Diagnostic:
    """A warning: the build goes on, unless `--strict`."""
    return Diagnostic("warning", message, span, hint)


def finding(lost: bool) -> Callable[..., Diagnostic]:
    """What makes the diagnostic of content that is too large: an error where some of it is lost, as behind the edge of
    the page; else a warning."""
    return error if lost else warning


class ContentError(Exception):
    """Carries diagnostics up to the rim when a stage cannot go on."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))


class UsageError(Exception):
    """Something named on the command line does not exist; the hint says what does."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message)
        self.says, self.hint = message, hint


#: Characters of a word that are compared, and words that it is compared with.
_COMPARED, _CANDIDATES = 80, 2000


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearest, or None if none is near."""
    from difflib import get_close_matches  # late: only who misspells something needs it

    word = word[:_COMPARED]
    meant = vocabulary.folded(word)
    # one letter of three may differ; in longer words that much would be another word
    cutoff, length = 0.6 if len(meant) < 5 else 0.7, len(meant)
    alike = (str(k) for k in known if 2 * min(length, len(k)) >= cutoff * (length + len(k)))
    compared = list(islice(alike, _CANDIDATES))
    same = next((k for k in compared if vocabulary.folded(k) == meant), None)
    near = [same] if same else get_close_matches(meant, compared, n=1, cutoff=cutoff)
    near = near or [name for name in vocabulary.meanings(word) if name in known][:1]
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """A hint naming the nearest known word, or None if none is near."""
    near = nearest(word, known)
    return say("hint:did-you-mean", near=near) if near else None


def choose(word: str, known: Collection[str], what: str) -> Later:
    """A hint for a name that is none of a number that can be listed: the nearest, and where that is a guess, all.
    `what` they are called: `kinds`."""

    def work() -> Message:
        near, names = did_you_mean(word, known), say(f"hint:{what}-are", names=listing(sorted(known), 60))
        return near if near and word.isascii() else say("hint:near-of", near=near, names=names) if near else names

    return Later(word, work)


def suggest(word: str, known: Iterable[str], otherwise: Message) -> Later:
    """A hint for a diagnostic that names the nearest known word, or says something else if none is near. `known` is
    looked through when the hint is shown, so it must be there as long."""
    return Later(word, lambda: did_you_mean(word, known) or otherwise)


#: Categories of characters that are not shown as they are: controls (of a terminal, too), marks without a width (those
#: that turn the direction of writing, too), halves of characters, ends of lines and paragraphs.
_UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def harmless(text: str, kept: str = "\n") -> str:
    """A text with nothing in it that a terminal would obey or hide: such characters are written as escapes (`\\x1b`),
    but those that are `kept`."""
    if text.isprintable():
        return text
    return "".join(c if c in kept or unicodedata.category(c) not in _UNSHOWN else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


#: Characters of a value that a message shows, and of a whole message.
_LONGEST_VALUE, _LONGEST_MESSAGE = 200, 1000
_VALUE = re.compile(rf"`([^`]{{{_LONGEST_VALUE + 1},}})`")


def _sensible(text: str) -> str:
    """A message on one line, of a sensible length: long values are shortened in the middle."""
    text = _VALUE.sub(lambda value: f"`{shortened(value[1], _LONGEST_VALUE)}`", harmless(text, ""))
    return shortened(text, _LONGEST_MESSAGE)


def shortened(text: str, longest: int) -> str:
    """A text that is longer than so many characters without its middle."""
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def explain(diagnostic: Diagnostic, line_of: Callable[[str, int], str | None], language: str = ENGLISH) -> str:
    """The explained form: where, what, the author's line with a caret, what to do. What comes of files and arguments
    can neither steer a terminal nor add lines.

    `line_of(path, number)` gives a source line without its line end, or None where there is none.
    """
    d = diagnostic
    message, hint = d.told(language)
    where = f"{harmless(str(d.span), '')}: " if d.span else ""
    out = [f"{where}{text(say(f'word:{d.severity}'), language)}: {_sensible(message)}"]
    source = line_of(d.span.path, d.span.line) if d.span else None
    if d.span and source is not None:
        shown, lead, width = _clip(source, d.span.column - 1, max(1, d.span.end - d.span.column))
        gutter = f"{d.span.line:>5} | "
        out.append(gutter + shown)
        out.append(" " * 5 + " | " + " " * lead + "^" * width)
    if hint:
        out.append(f"      = {_sensible(hint)}")
    return "\n".join(out)


#: Longest stretch of a source line that a report shows, in terminal cells: one line of an 80-column terminal
#: after the gutter, with room to spare for an arrow at the end.
SHOWN_CELLS = 100


def cells(text: str) -> int:
    """Width of a text on a terminal: Korean letters take two cells, what combines with the letter before it none."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    # vowels and ends of syllables, as they come from a Mac, join the consonant before them
    joined = "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb"
    return 0 if joined or unicodedata.category(character) in ("Mn", "Me") else 1


def _clip(source: str, start: int, length: int) -> tuple[str, int, int]:
    """The part of a line to show, the caret's offset and the caret's width, in terminal cells."""
    start = min(start, len(source))
    # no character takes less than a cell, but for marks that combine with others: a few hundred characters are enough
    most = 4 * SHOWN_CELLS
    head, body, tail = (
        "".join(c if c.isprintable() else " " for c in part)
        for part in (
            source[max(0, start - most) : start],
            source[start : start + min(length, most)],
            source[start + length : start + length + most],
        )
    )
    before, after = start > most, length > most or start + length + most < len(source)
    taken = cells(head)
    while taken > SHOWN_CELLS // 2 - before:
        taken -= cells(head[0])
        head, before = head[1:], True
    taken += cells(body)
    while taken > SHOWN_CELLS and len(body) > 1:
        taken -= cells(body[-1])
        body, tail, after = body[:-1], "", True
    taken += cells(tail)
    while taken > SHOWN_CELLS:
        taken -= cells(tail[-1])
        tail, after = tail[:-1], True
    head = "…" + head if before else head
    return head + body + tail + ("…" if after else ""), cells(head), max(1, cells(body))
