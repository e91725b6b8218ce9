"""Paragraphs and lists as printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from deckgen.writers.handout.lines import PrintLine


class PrintParagraph(NamedTuple):
    """Lines that belong together; `point`: of a list."""

    lines: tuple[PrintLine, ...]
    point: bool = False

    @property
    def aside(self) -> bool:
        """Whether all of it stands in brackets: in a script, a direction that is not to be read aloud."""
        text = "".join(r.text for line in self.lines for r in line).strip()
        return text.startswith("(") and text.endswith(")")


class PrintBlock(NamedTuple):
    """A paragraph, or the points of a list."""

    listed: bool
    paragraphs: tuple[PrintParagraph, ...]

    @property
    def line_count(self) -> int:
        """Its lines: nothing stands between paragraphs, so that they stay on the baseline grid."""
        return sum(len(p.lines) for p in self.paragraphs)


def blocks(paragraphs: Iterable[PrintParagraph]) -> tuple[PrintBlock, ...]:
    """Points that follow each other as one list."""
    out: list[PrintBlock] = []
    for p in paragraphs:
        if p.point and out and out[-1].listed:
            out[-1] = PrintBlock(True, (*out[-1].paragraphs, p))
        else:
            out.append(PrintBlock(p.point, (p,)))
    return tuple(out)
