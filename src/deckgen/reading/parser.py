"""YAML text to located values.

Every scalar, key and list knows where the author wrote it. What YAML can do and authors never need is refused: object
tags, anchors and aliases, several documents. All problems of a file are found in one run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deckgen.diagnostics import Diagnostic, Slip, Span
from deckgen.reading.builder import Builder
from deckgen.reading.letters import composed
from deckgen.reading.limits import HIDDEN, deepest_bracket, invisible, too_deep
from deckgen.reading.nodes import Value

if TYPE_CHECKING:
    from deckgen.reading.mending import Text


def parse(text: str, path: str) -> tuple[Value, list[Diagnostic]]:
    """The located value of a YAML text, and what is wrong with it.

    The value is None where the text cannot be read at all; other problems leave the rest readable.
    """
    text = composed(text.replace("\ufeff", ""))  # where files are joined, one begins in the middle
    if hidden := HIDDEN.search(text):
        at = hidden.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        return None, [invisible(hidden[0], Span(path, line, column, column + 1))]
    lines = text.splitlines()
    if deep := deepest_bracket(lines):
        return None, [too_deep(Span(path, deep[0] + 1, deep[1] + 1, deep[1] + 2))]
    mended: Text | None = None
    while True:
        builder = Builder(path, text, mended.lines if mended else lines, mended)
        failure = builder.build(text)
        told = mended.told if mended else []
        if failure is None:
            return builder.root, [*told, *builder.diagnostics]
        if failure.told and not isinstance(failure.told, Slip):
            return None, [*told, *builder.diagnostics, failure.told]
        if mended is None:
            from deckgen.reading.mending import Text  # late: only what is wrong needs it

            mended = Text(path, lines)
        if not mended.mend(failure):
            return None, [*builder.diagnostics, *mended.told]
        text = "\n".join(mended.lines)
