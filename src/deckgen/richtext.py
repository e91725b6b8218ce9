"""Text with its marks, before anything is set: what an author wrote, with no font, no size and no colour.

Marks travel with their text to every writer; each says in its own way what a mark looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from deckgen.diagnostics import Span
from deckgen.languages import DEFAULT

#: What a stretch of text is: `strong` and `emphasis` as the author marked it, `code`, or the number of a `note`.
Mark = Literal["strong", "emphasis", "code", "note"]
#: Brackets around a stage direction.
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
#: Marks of a text without any.
NO_MARKS: frozenset[Mark] = frozenset()


class Inline(NamedTuple):
    """A stretch of text with the same marks; a newline in it is a line break that the author wrote.

    Where a footnote is called it has no text, and `note` is what the footnote says.
    """

    text: str
    bold: bool = False
    emphasis: bool = False
    code: bool = False
    url: str | None = None
    note: tuple[Inline, ...] = ()

    @property
    def marks(self) -> frozenset[Mark]:
        """What the author marked it as."""
        if not (self.bold or self.emphasis or self.code):
            return NO_MARKS
        return frozenset(_marks(self))


def _marks(inline: Inline) -> Iterator[Mark]:
    if inline.bold:
        yield "strong"
    if inline.emphasis:
        yield "emphasis"
    if inline.code:
        yield "code"


class Block(NamedTuple):
    """A paragraph, or a point of a list: its `level` counts from 0, and its `number` is 0 in a list without them."""

    runs: tuple[Inline, ...]
    bullet: bool = False
    level: int = 0
    number: int = 0

    @property
    def label(self) -> str:
        """The number as it stands before the point."""
        return f"{self.number}." if self.number else ""


class Prose(NamedTuple):
    """A text in one language, ready to be set; `span` is where the author wrote it."""

    blocks: tuple[Block, ...]
    span: Span | None = None
    language: str = DEFAULT

    @property
    def plain(self) -> str:
        """The text without marks, a paragraph a line; points of a numbered list with their numbers."""
        return "\n".join(f"{b.label} " * bool(b.label) + "".join(r.text for r in b.runs) for b in self.blocks)

    @property
    def notes(self) -> tuple[tuple[Inline, ...], ...]:
        """Its footnotes in order, each once."""
        return tuple(dict.fromkeys(r.note for b in self.blocks for r in b.runs if r.note))

    @property
    def uncalled(self) -> Prose:
        """The same without its footnotes, for where it is named only: in contents, over answers."""
        blocks = (b._replace(runs=tuple(r for r in b.runs if not r.note)) for b in self.blocks)
        return self._replace(blocks=tuple(blocks)) if self.notes else self


def unmarked(text: str, language: str = DEFAULT) -> Prose:
    """A text that has no marks."""
    return Prose((Block((Inline(text),)),), None, language)


def in_brackets(text: str) -> bool:
    """Whether a text stands in one pair of brackets as a whole: in what a speaker says, a direction that is not read
    aloud."""
    closing = _BRACKETS.get(text[:1])
    if closing is None or not text.endswith(closing):
        return False
    depth = 0
    for n, character in enumerate(text, 1):
        depth += (character == text[0]) - (character == closing)
        if not depth:
            return n == len(text)
    return False


def one_paragraph(prose: Prose) -> tuple[Inline, ...]:
    """A text as one paragraph, every stretch of white space in it one space; no-break spaces stay."""
    out: list[Inline] = []
    for n, b in enumerate(prose.blocks):
        for r in (*((Inline(" "),) if n else ()), *b.runs):
            text = _SPACE.sub(" ", r.text)
            if not out or out[-1].text.endswith(" "):
                text = text.removeprefix(" ")
            if out and out[-1]._replace(text="") == r._replace(text=""):
                out[-1] = out[-1]._replace(text=out[-1].text + text)
            elif text or r.note:
                out.append(r._replace(text=text))
    return (*out[:-1], *(r._replace(text=r.text.removesuffix(" ")) for r in out[-1:]))
