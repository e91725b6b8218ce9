"""What diagrams share: arrows glued to boxes, and their labels. Lengths in points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, Protocol

from deckgen.diagnostics import Span
from deckgen.layout.linebreaks import unbroken
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting
from deckgen.reading.values import Text
from deckgen.scene import Align, Box, Connector, End, Group, Point, Rect, Side, Stroke

#: The width of an arrow's line.
LINE = 2.25
#: The style of an arrow's words, their distance from the line, and how far a route leads around what it cannot cross.
LABEL = "edge"
AWAY = 5.0
AROUND = 24.0
#: The length of an arrow without words, at most and at least: what it takes is taken from the boxes.
LONG, SHORT = 48.0, 32.0
_OPPOSITE: dict[Side, Side] = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
_OUT: dict[Side, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}


def connect(
    name: str,
    start: Box,
    out: Side,
    end: Box,
    into: Side,
    *,
    colour: str = "muted",
    width: float = LINE,
    heads: Literal["none", "end", "both"] = "end",
    dashed: bool = False,
    curved: bool = False,
    bend: float | None = None,
    span: Span | None = None,
) -> Connector:
    """An arrow from the middle of one box's side to that of another's: both boxes need a key.

    Sides that face each other are joined by a straight line, or by one with two bends where they are not aligned;
    sides at right angles by one bend (`curved` rounds it); the same sides by a way around. `bend` is where the middle
    part of a line with two bends stands: an x where it leaves along x, else a y; the middle of the way where it is
    not said.
    """
    a, b = start.middle(out), end.middle(into)
    stroke = Stroke(colour, width, dashed)
    return Connector(
        name, _points(a, out, b, into, bend), End(start.key, out), End(end.key, into), stroke, heads, curved, span
    )


def _points(a: Point, out: Side, b: Point, into: Side, bend: float | None) -> tuple[Point, ...]:
    along_x = out in ("left", "right")
    if into == _OPPOSITE[out]:
        if abs(a[1] - b[1] if along_x else a[0] - b[0]) < 0.5 and bend is None:
            return (a, (b[0], a[1]) if along_x else (a[0], b[1]))
        middle = bend if bend is not None else ((a[0] + b[0]) / 2 if along_x else (a[1] + b[1]) / 2)
    elif into == out:
        axis, way = (0, _OUT[out][0]) if along_x else (1, _OUT[out][1])
        middle = bend if bend is not None else (max if way > 0 else min)(a[axis], b[axis]) + way * AROUND
    else:
        return (a, (b[0], a[1]) if along_x else (a[0], b[1]), b)
    return (a, (middle, a[1]), (middle, b[1]), b) if along_x else (a, (a[0], middle), (b[0], middle), b)


def beside(name: Sequence[Setting], text: Sequence[Setting]) -> tuple[Setting, ...]:
    """A name and its words on one line, in the name's size: for boxes too low for two lines."""
    if not text:
        return tuple(name)
    gap = name[-1].runs[-1]._replace(text=" ", bold=False)
    return (*name[:-1], name[-1]._replace(runs=(*name[-1].runs, gap, *text[0].runs)))


class Node(Protocol):
    """What stands in a box of a diagram: a name, a few words, an icon; `mark` gives it the accent."""

    @property
    def name(self) -> Text: ...
    @property
    def text(self) -> Text | None: ...
    @property
    def icon(self) -> str | None: ...
    @property
    def mark(self) -> bool: ...


def foundation(page: Page) -> tuple[str, str, str]:
    """What a diagram stands on, or whom it begins with: the fill, and the colours of a name and of other words on it.
    `strong` is light in a dark scheme, where a slab of it would outshine all else."""
    return ("line", "text", "text") if page.theme.scheme == "dark" else ("strong", "paper", "line")


def block_look(page: Page) -> tuple[str, str, str]:
    """What stands on a surface and is no frame: the fill, and the colours of a name and of other words on it. The paper
    of a dark scheme would look like a hole in the surface."""
    return ("line", "text", "text") if page.theme.scheme == "dark" else ("paper", "text", "muted")


def node_copy(page: Page, node: Node) -> tuple[Setting, ...]:
    """The words of a box: beside its icon on the left, without one in the middle."""
    background, colour = ("accent", "paper") if node.mark else ("surface", None)
    align: Align = "left" if node.icon else "center"
    name = page.settings(node.name, "node", colour=colour, background=background, align=align)
    return (*name, *page.settings(node.text, "node-text", colour=colour, background=background, align=align))


def with_icon(page: Page, node: Node, box: Box, inset: float, size: float) -> Box | Group:
    """A box with its icon, `size` points wide and `inset` from its left edge, where it has one."""
    if not node.icon:
        return box
    r = box.rect
    at = Rect(r.x + inset, r.y + (r.h - size) / 2, size, size)
    icon = page.icon(node.icon, at, "paper" if node.mark else "accent", node.name.span)
    return group(box.name, (box, icon), "", f"{box.key}-with-icon")


def label_size(page: Page, words: Sequence[Setting], lines: int = 1) -> tuple[float, float]:
    """Width and height of an arrow's words, on one line or on two evened out: a tenth wider than they are, for fonts
    that stand in. A single syllable never stands alone. What its author wrote on three lines or more overflows."""
    whole, size = page.width(words), words[0].sizes[0]
    breaking = page.fonts.language.breaking
    said = [(w, r) for s in words for r in s.runs for w in unbroken(r.text, breaking)]
    longest = max((page.fonts.width(w, r.font, r.bold) for w, r in said), default=0.0) * size
    if lines == 1 or longest > whole * 0.8 or (len(said) == 2 and any(len(w) == 1 for w, _ in said)):
        return whole * 1.1 + 6, size * 1.2 + 2
    fixed = [s._replace(sizes=(size,)) for s in words]
    widths = range(int(longest) + 2, int(whole) + 3)
    # what fits in a width fits in every larger one
    fits = bisect_left(widths, True, key=lambda w: not page.set(fixed, Rect(0, 0, w, 2.64 * size)).overflow)
    return widths[min(fits, len(widths) - 1)] * 1.1 + 6, 2.4 * size + 2


def edge_words(page: Page, text: Text, smaller: int = 0) -> tuple[Setting, ...]:
    """The words on an arrow, in the sizes of their ladder from `smaller` on."""
    return tuple(s._replace(sizes=s.sizes[smaller:]) for s in page.settings(text, LABEL, align="center"))
