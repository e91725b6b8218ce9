"""What no YAML file of an author needs: invisible characters, and values nested deeper than anybody reads."""

from __future__ import annotations

from deckgen.diagnostics import Diagnostic, Span, error
from deckgen.messages import say
from deckgen.patterns import regex
from deckgen.reading.scanner import BRACKETS, Scanner

#: Deeper than any content; what is deeper is a mistake or an attack.
DEEPEST = 20
#: Controls, line ends that no editor shows, and what turns the reading order around: nothing that an author types, and
#: able to hide text from a reader or to break the XML of a slide. (What is merely not seen is left out: `letters`.)
HIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202e\ud800-\udfff\ufffe\uffff]")


def deepest_bracket(lines: list[str]) -> tuple[int, int] | None:
    """The row and column of a bracket that is nested too deep.

    A parser looks ahead to the end of a line before it says that a bracket opens, so it may have overflowed by then.
    Only lines with many brackets can lead to that; what is nested over several lines is counted as it is built.
    """
    if not any(line.count("[") + line.count("{") > DEEPEST for line in lines):
        return None
    scanner = Scanner(lines)
    while token := scanner.next():
        if scanner.depth > DEEPEST and token.kind in BRACKETS:
            return token.row, token.column
    return None


def too_deep(span: Span) -> Diagnostic:
    return error(say("yaml.too-deep", most=DEEPEST), span, say("yaml:check-the-indentation-and-the"))


def invisible(character: str, span: Span) -> Diagnostic:
    return error(
        say("yaml.invisible", code=ord(character)),
        span,
        say("yaml:delete-it-retype-the-words"),
    )
