"""Facts in lines that stand as they are written: code and terminals whose author asks for it."""

from __future__ import annotations

import re

from deckgen.composing.keeping import NOTHING, Kept
from deckgen.composing.variables import Variables
from deckgen.composing.words import Words
from deckgen.diagnostics import Diagnostic, Span
from deckgen.memory import Same
from deckgen.reading.nodes import Scalar
from deckgen.reading.slide import Slide
from deckgen.reading.values import Verbatim

#: A name in double braces; behind `$` it is one of GitHub's.
_BRACES = re.compile(r"(?<!\$)\{\{[^{}\n]*\}\}")


class Filled(Scalar):
    """A text with names filled in. Its places are those of what was written; of what was filled in, of its braces."""

    __slots__ = ("names", "pieces", "written")
    written: Scalar
    #: The names that were looked up.
    names: frozenset[str]
    #: Where each stretch begins, in this text and in the written one, and whether it was filled in.
    pieces: tuple[tuple[int, int, bool], ...]

    def place(self, offset: int, length: int = 1) -> Span:
        here, there, is_filled = max(piece for piece in self.pieces if piece[0] <= offset)
        if is_filled:
            return self.written.place(there, length)
        return self.written.place(there + offset - here, length)


def filled(slide: Slide, words: Words, kept: Kept = NOTHING) -> Slide:
    """A slide with the names in its lines filled in, where it asks for that; what is wrong with them is told."""
    field, text = slide.fillable(), slide.verbatim()
    if not field or text is None:
        return slide
    raw, span, _ = words.pick(text)
    of = (Same(slide), words.named)
    lines, findings = kept.memory.made("filled", (*kept.place, slide.id), of, lambda: _lines(raw, span, text, words))
    words.findings.extend(findings)
    return slide.with_fields(**{field: lines})


def _lines(raw: str, span: Span | None, text: Verbatim, words: Words) -> tuple[Verbatim, list[Diagnostic]]:
    """Lines with their names filled in, and what is wrong with those."""
    findings: list[Diagnostic] = []
    variables = Variables(words.variables, getattr(raw, "place", None) or (lambda offset, length: span), findings)
    return Verbatim({"": (_filled(raw, variables), span)}, text.span), findings


def _filled(raw: str, variables: Variables) -> str:
    """The text with its names filled in, on as many lines as before."""
    parts: list[str] = []
    pieces = [(0, 0, False)]
    end = length = 0
    for match in _BRACES.finditer(raw):
        before, value = raw[end : match.start()], variables.verbatim(match[0], match.start())
        pieces.append((length + len(before), match.start(), True))
        parts += (before, value)
        end, length = match.end(), length + len(before) + len(value)
        pieces.append((length, end, False))
    out = "".join((*parts, raw[end:]))
    if not isinstance(raw, Scalar):
        return out
    scalar = Filled(out)
    scalar.written, scalar.pieces, scalar.names = raw, tuple(pieces), frozenset(variables.asked)
    scalar.span, scalar.lines, scalar.start = raw.span, raw.lines, raw.start
    return scalar
