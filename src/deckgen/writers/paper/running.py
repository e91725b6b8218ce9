"""What stands on every page: running head, foot with date and page number, writing lines where nothing else is.

Drawn as artifacts, so that a reader who listens is not told the page's number in mid sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from deckgen.scene import Command, Rect
from deckgen.writers.painter import Painter
from deckgen.writers.paper.sheet import POINTS, Sheet, Type
from deckgen.writers.paper.view import Handout
from deckgen.writers.pdf.canvas import Canvas
from deckgen.writers.pdf.outlines import outline

#: Baselines in millimetres from the edge of the sheet.
HEAD, FOOT = 12.5, 10.5
#: Width of a hairline in points.
HAIR = 0.25


class Running(NamedTuple):
    """What a page says above its text; `ruled` pages have writing lines wherever no slide covers them."""

    part: str
    ruled: bool


def running(anchors: Sequence[frozenset[str]], handout: Handout, contents: str, sources: str, answers: str) -> list[Running | None]:
    """What runs on each page: the part that first begins there, else the one that goes on. None on the front page."""
    named = {p.anchor: f"{p.number}  {p.title.text}" if p.number else p.title.text for p in handout.parts}
    first_slides = {p.slides[0].anchor for p in handout.parts if not p.title.text and p.slides}
    out: list[Running | None] = [None]
    part, ruled = contents, False
    for page in anchors[1:]:
        here = [a for a in named if a in page]
        if here or first_slides & page:
            part, ruled = (named[here[0]] if here else ""), True
        if "sources" in page:
            part, ruled = sources, False
        if "answers" in page:
            part, ruled = answers, False
        out.append(Running(part, ruled))
        if here:
            part = named[here[-1]]
    return out


def heads(
    painter: Painter, page: Running, number: int, count: int, handout: Handout, sheet: Sheet, type: Type, colour: str
) -> Canvas:
    """A page's head and foot, in points."""
    out = Canvas(sheet.height * POINTS)
    left, right = sheet.side * POINTS, (sheet.width - sheet.side) * POINTS
    event = "  ·  ".join(s for s in (handout.client, handout.title.text) if s)
    rows = (
        ("Header", HEAD * POINTS, event, page.part),
        ("Footer", (sheet.height - FOOT) * POINTS, handout.date, f"{number} / {count}"),
    )
    for kind, y, said, opposite in rows:
        out.put(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC")
        painter.words(out, said, type.size, left, y, colour)
        painter.words(out, opposite, type.size, right, y, colour, ends=True)
        out.put("EMC")
    return out


def ruling(sheet: Sheet, colour: str) -> Canvas:
    """The writing lines of a page, in points."""
    out = Canvas(sheet.height * POINTS)
    out.put("/Artifact BMC")
    out.fill(_lines(sheet), colour.lstrip("#"))
    out.put("EMC")
    return out


def _lines(sheet: Sheet) -> list[tuple[Command, ...]]:
    """Writing lines below where the first slide's picture ends, as thin areas: viewers draw a thin stroke darker."""
    bottom = sheet.height - sheet.bottom
    rows = int((sheet.inner - sheet.picture_height) / sheet.ruled)
    x, width = (sheet.side + 0.2) * POINTS, (sheet.text - 0.4) * POINTS
    return [outline("rectangle", Rect(x, (bottom - i * sheet.ruled) * POINTS, width, HAIR)) for i in range(rows)]
