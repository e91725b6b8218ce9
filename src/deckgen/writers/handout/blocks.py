"""Paragraphs and lists as printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from deckgen.richtext import in_brackets
from deckgen.writers.handout.lines import PrintLine


class PrintParagraph(NamedTuple):
    """Lines that belong together; `point`: of a list, with its number as `label`, if any, what stands beneath it, and
    how far it stands behind its mark (`hang`, in millimetres)."""

    lines: tuple[PrintLine, ...]
    point: bool = False
    label: str = ""
    hang: float = 0.0
    inner: tuple[PrintBlock, ...] = ()
    #: Its first lines stand on the page before.
    going_on: bool = False

    @property
    def aside(self) -> bool:
        """Whether all of it stands in brackets: in a script, a direction that is not to be read aloud."""
        return in_brackets("".join(r.text for line in self.lines for r in line).strip())


class PrintBlock(NamedTuple):
    """A paragraph, or the points of a list; `verbatim`: lines of code as they were written, in one paragraph."""

    listed: bool
    paragraphs: tuple[PrintParagraph, ...]
    numbered: bool = False
    verbatim: bool = False

    @property
    def line_count(self) -> int:
        """Its lines: nothing stands between paragraphs, so that they stay on the baseline grid."""
        return sum(len(p.lines) + sum(b.line_count for b in p.inner) for p in self.paragraphs)


def blocks(paragraphs: Iterable[tuple[PrintParagraph, int]]) -> tuple[PrintBlock, ...]:
    """Paragraphs, each with its level; points that follow each other as one list, deeper ones inside the point above
    them."""
    out: list[PrintBlock] = []
    for p, level in paragraphs:
        _add(out, p, level)
    return tuple(out)


def _add(out: list[PrintBlock], p: PrintParagraph, level: int) -> None:
    last = out[-1] if out and p.point and out[-1].listed else None
    if last and level:
        *before, above = last.paragraphs
        inner = list(above.inner)
        _add(inner, p, level - 1)
        out[-1] = last._replace(paragraphs=(*before, above._replace(inner=tuple(inner))))
    elif last and last.numbered == bool(p.label):
        out[-1] = last._replace(paragraphs=(*last.paragraphs, p))
    else:
        out.append(PrintBlock(p.point, (p,), bool(p.label)))
