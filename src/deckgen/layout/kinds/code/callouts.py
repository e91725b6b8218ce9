"""What is said about marked lines: at the end of each line where there is room for it, else beneath the code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from deckgen.layout.linebreaks import FIT
from deckgen.layout.page import Page
from deckgen.layout.typeset import LINE, Setting
from deckgen.reading.values import Text
from deckgen.scene import Align, Rect, TextBlock

#: Space between a line of code and what is said at its end; the inset of words in their band.
APART, PAD = 36.0, 14.0
#: Space between the code and what is said beneath it, and between its lines; the column of their numbers.
ABOVE, BETWEEN, NUMBER = 18.0, 6.0, 56.0
NO_INSET = (0.0, 0.0, 0.0, 0.0)
#: How much wider words may be in a font that stands in.
STAND_IN = 1.2
#: What a callout at the end of a line may be higher than it, where another font stands in.
SPARE = 4.0


class Callout(NamedTuple):
    """What is said about the row `row` (from 0) of the code; `line` is its number in the file, from 1."""

    row: int
    line: int
    text: Text


class Band(NamedTuple):
    """A row of code on the page: its top and its height in points."""

    y: float
    h: float


def band(rect: Rect, block: TextBlock, row: int) -> Band:
    """Where a row of code stands."""
    p = block.paragraphs[row]
    height = LINE * p.size * p.leading
    return Band(rect.y + block.inset[1] + row * height, height)


class Ends(NamedTuple):
    """How callouts stand at the ends of their lines: their rung, their places, and at which edge they line up."""

    rung: int
    places: list[Rect]
    align: Align


def at_ends(page: Page, callouts: Sequence[Callout], rect: Rect, block: TextBlock) -> Ends | None:
    """Callouts at the ends of their lines, one line each; None where one has no room."""
    ends = [rect.x + block.inset[0]] * len(block.paragraphs)
    for line in block.lines:
        ends[line.paragraph] = rect.x + block.inset[0] + sum(p.width for p in line.pieces)
    for rung, size in enumerate(page.theme.styles["callout"].sizes):
        places = []
        for c in callouts:
            y, h = band(rect, block, c.row)
            copy = page.settings(c.text, "callout", colour="light")
            needed = page.width(copy) / copy[0].sizes[0] * size / FIT * STAND_IN
            high = page.safe_height(copy, needed, NO_INSET, rung)
            if ends[c.row] + APART + needed > rect.right + PAD or high > h + 2 * SPARE or len(copy) > 1:
                break
            places.append(Rect(rect.right + PAD - needed, y - SPARE, needed, h + 2 * SPARE))
        else:
            return _lined_up(callouts, places, ends, rung)
    return None


def _lined_up(callouts: Sequence[Callout], places: list[Rect], ends: Sequence[float], rung: int) -> Ends:
    """Callouts that all begin where the widest does, if their lines of code leave room; else all end together, at the
    margin."""
    x = min((at.x for at in places), default=0.0)
    if any(ends[c.row] + APART > x for c in callouts):
        return Ends(rung, [at._replace(x=at.x - PAD) for at in places], "right")
    return Ends(rung, [at._replace(x=x, w=at.right - x) for at in places], "left")


def beneath(page: Page, callouts: Sequence[Callout], area: Rect) -> tuple[int, list[Rect]]:
    """The rung and the places of callouts that stand beneath the code, at the foot of the area: in two columns where
    each has one line there, else below each other in the first size in which they take no more than half of it."""
    copies: list[tuple[Setting, ...]] = [page.settings(c.text, "callout", colour="light") for c in callouts]
    sizes = page.theme.styles["callout"].sizes
    half = (area.w - APART) / 2
    for rung, size in enumerate(sizes):
        line = size * LINE * copies[0][0].leading
        height = max(page.safe_height(c, half - NUMBER, NO_INSET, rung) for c in copies)
        if len(copies) > 2 and height < 1.5 * line:
            rows = -(-len(copies) // 2)
            top = area.bottom - rows * (height + BETWEEN)
            return rung, [
                Rect(area.x + n // rows * (half + APART), top + n % rows * (height + BETWEEN), half, height)
                for n in range(len(copies))
            ]
    places: list[Rect] = []
    for rung in range(len(sizes)):
        heights = [page.safe_height(copy, area.w - NUMBER, NO_INSET, rung) for copy in copies]
        y = area.bottom - sum(heights) - BETWEEN * len(heights)
        places = []
        for height in heights:
            places.append(Rect(area.x, y, area.w, height))
            y += height + BETWEEN
        if area.bottom - places[0].y <= area.h / 2:
            return rung, places
    return len(sizes) - 1, places
