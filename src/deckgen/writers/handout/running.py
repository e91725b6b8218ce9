"""What stands on every page: running head, foot with date, version and page number, writing lines where room is left.

Drawn as artifacts, so that a reader who listens is not told the page's number in mid sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from deckgen.reading.fonts import Fonts
from deckgen.scene import Command, Rect
from deckgen.writers.handout import own
from deckgen.writers.handout.frame import BACK_COVER, Frame
from deckgen.writers.handout.sheet import POINTS, Sheet, Type
from deckgen.writers.outlines import outline
from deckgen.writers.pdf.canvas import Canvas
from deckgen.writers.pdf.canvas import number as pdf_number
from deckgen.writers.pdf.painter import Painter

#: Baselines in millimetres from the edge of the sheet.
HEAD, FOOT = 11.0, 10.5
#: The least space between what stands left and right in a head, in millimetres.
APART = 6.0
#: Width of a hairline in points.
HAIR = 0.25


class Running(NamedTuple):
    """What a page says above its text; `ruled` pages have writing lines wherever nothing covers them."""

    part: str
    ruled: bool
    head: bool = True


def running(anchors: Sequence[Collection[str]], frame: Frame, contents: str) -> list[Running | None]:
    """What runs on each page: what first begins there, else what goes on. None on a cover, in front or at the back; no
    head above a masthead."""
    out: list[Running | None] = []
    part, ruled = contents, False
    for page in anchors:
        here = [m for m in frame.marks if m.anchor in page]
        if here:
            part, ruled = here[0].label, any(m.ruled for m in here) or (ruled and here[0].ruled)
        out.append(None if "cover" in page or BACK_COVER in page else Running(part, ruled, "masthead" not in page))
        if here:
            part, ruled = here[-1].label, here[-1].ruled
    return out


def event(frame: Frame, pages: Sequence[Running | None], sheet: Sheet, type: Type, fonts: Fonts) -> str:
    """What every head begins with: for whom and what, or as much of it as stands beside the longest of the parts."""
    return own.head_of(frame.client, frame.title.text, room(pages, sheet, type, fonts), type.size, fonts)


def room(pages: Sequence[Running | None], sheet: Sheet, type: Type, fonts: Fonts) -> float:
    """How many millimetres stand beside the longest of the parts."""
    width = max((fonts.width(p.part, "text", False) for p in pages if p), default=0.0)
    return sheet.text - APART - width * type.size / POINTS


class Heads(NamedTuple):
    """What heads and feet of all pages have in common: the `event` at the beginning of a head, the `foot` at that of a
    foot (None where each variant has its own, in forms), the sheet, the size in points and the colour of their type."""

    event: str | None
    foot: str | None
    sheet: Sheet
    size: float
    colour: str


def heads(painter: Painter, common: Heads, page: Running, number: int, count: int) -> Canvas:
    """The head and the foot of a page that is one of `count`, in points. Where pages face each other, their numbers
    stand at the open edge."""
    sheet = common.sheet
    out = Canvas(sheet.height * POINTS)
    left = sheet.left(number) * POINTS
    right = left + sheet.text * POINTS
    rows = [("Footer", (sheet.height - FOOT) * POINTS, common.foot, f"{number} / {count}", own.FOOT)]
    if page.head:
        rows.insert(0, ("Header", HEAD * POINTS, common.event, page.part, own.HEAD))
    for artifact, baseline, beginning, end, form in rows:
        if sheet.facing and number % 2 == 0:
            beginning, end = end, beginning
        out.put(f"/Artifact <</Type /Pagination /Subtype /{artifact}>> BDC")
        for text, x, ends in ((beginning, left, False), (end, right, True)):
            if text is None:
                out.put(f"q 1 0 0 1 {pdf_number(x)} {pdf_number(out.height - baseline)} cm")
                out.put(f"/{form}{own.ENDS if ends else ''} Do Q")
            else:
                painter.words(out, text, common.size, x, baseline, common.colour, ends)
        out.put("EMC")
    return out


def ruling(sheet: Sheet, number: int, colour: str, below: float = 0.0, whole: bool = False) -> Canvas:
    """The writing lines of a page, in points, `below` so many millimetres or on the `whole` page; none where there is
    room for one alone."""
    out = Canvas(sheet.height * POINTS)
    lines = _lines(sheet, number, below, sheet.inner if whole else sheet.inner - sheet.picture)
    if len(lines) < 2:
        return out
    out.put("/Artifact BMC")
    out.fill(lines, colour.lstrip("#"))
    out.put("EMC")
    return out


def _lines(sheet: Sheet, number: int, below: float, room: float) -> list[tuple[Command, ...]]:
    """Writing lines in so much room at the foot of a page, at most below where the first slide's picture ends, as thin
    areas: viewers draw a thin stroke darker."""
    bottom = sheet.height - sheet.bottom
    rows = int(min(room, bottom - below) / sheet.ruled)
    x, width = (sheet.left(number) + 0.2) * POINTS, (sheet.text - 0.4) * POINTS
    return [outline("rectangle", Rect(x, (bottom - i * sheet.ruled) * POINTS, width, HAIR)) for i in range(rows)]
