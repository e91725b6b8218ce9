"""Gaps in decks: what layout sets as several spaces, between a label and what it stands before, is no row of spaces.

In the first line of a paragraph that begins at the left it is a tab, with a stop where layout put what follows;
elsewhere, where PowerPoint would measure a tab from another place, one space as wide as the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.reading.fonts import Fonts
from deckgen.scene import Line, Paragraph, Run, TextBlock

_GAP = re.compile("  +")


def tabbed(text: TextBlock, tab: float, fonts: Fonts) -> TextBlock:
    """A text without rows of spaces; the same one where it has none. `tab` is where the placeholder of the text has its
    stop, in points from the text's left edge; 0: nowhere. Code stands as it is."""
    if not any(_GAP.search(r.text) and r.font != "code" for p in text.paragraphs for r in p.runs):
        return text
    return text._replace(paragraphs=tuple(_paragraph(text, n, tab, fonts) for n in range(len(text.paragraphs))))


def _paragraph(text: TextBlock, n: int, tab: float, fonts: Fonts) -> Paragraph:
    p = text.paragraphs[n]
    line = next((line for line in text.lines if line.paragraph == n), None)
    if not line or p.align != "left":
        return p._replace(runs=tuple(part for r in p.runs for part in _spaced(r, fonts)))
    pieces = line.pieces[1:] if p.bullet else line.pieces
    end = sum(len(piece.run.text) for piece in pieces)
    runs: list[Run] = []
    stops: list[float] = []
    at = 0
    for r in p.runs:
        gaps = [m for m in _GAP.finditer(r.text) if r.font != "code" and at + m.end() < end]
        stops += (_place(line, bool(p.bullet), at + m.end(), fonts) - text.inset[0] for m in gaps)
        last = gaps[-1].end() if gaps else 0
        first, *others = _spaced(r._replace(text=r.text[last:], glue=()), fonts)
        runs += (first._replace(text=_GAP.sub("\t", r.text[:last]) + first.text), *others)
        at += len(r.text)
    if tab and stops:  # a single one is that of the placeholder
        stops = [tab, *stops[1:]] if len(stops) > 1 else []
    return p._replace(runs=tuple(runs), stops=tuple(round(stop, 2) for stop in stops))


def _place(line: Line, listed: bool, index: int, fonts: Fonts) -> float:
    """Where the letter of this index stands in a line, in points from the left edge of the box."""
    for piece in line.pieces[listed:]:
        r = piece.run
        if index < len(r.text):
            return piece.x + fonts.width(r.text[:index], r.font, r.bold) * line.size
        index -= len(r.text)
    return line.pieces[-1].x + line.pieces[-1].width


def _spaced(r: Run, fonts: Fonts) -> Iterator[Run]:
    """A run whose gaps are runs of one space each, as wide as the gap by its letter spacing."""
    start = 0
    for m in () if r.font == "code" else _GAP.finditer(r.text):
        if start < m.start() or not start:  # the first part is in the run's own spacing, if it is empty
            yield r._replace(text=r.text[start : m.start()], glue=())
        more = fonts.width(m[0], r.font, r.bold) - fonts.width(" ", r.font, r.bold)
        yield r._replace(text=" ", spacing=round(more, 4), glue=())
        start = m.end()
    if not start:
        yield r
    elif start < len(r.text):
        yield r._replace(text=r.text[start:], glue=())
