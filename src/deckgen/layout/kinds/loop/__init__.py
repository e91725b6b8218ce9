"""A cycle."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.diagram import AWAY, LABEL, connect, node_copy, with_icon
from deckgen.layout.page import Page
from deckgen.layout.typeset import common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named
from deckgen.reading.values import IconName, Text
from deckgen.scene import Align, Box, Connector, Item, Rect, Side

#: Width of a box by the number of steps, its largest and its least height, the least gap between rows.
WIDTHS = {3: 288.0, 4: 272.0, 5: 236.0, 6: 196.0}
TALLEST, LEAST, BETWEEN = 132.0, 92.0, 20.0
PAD, ICON = 16.0, 40.0

#: Where the boxes stand, clockwise from above: their middles in shares of the room that the boxes leave, and for each
#: the side that its arrow leaves and the side of the next that it enters.
_Way = tuple[Side, Side]
PLACES: dict[int, tuple[tuple[float, float, _Way], ...]] = {
    3: ((0.5, 0, ("right", "top")), (1, 1, ("left", "right")), (0, 1, ("top", "left"))),
    4: (
        (0.5, 0, ("right", "top")), (1, 0.5, ("bottom", "right")), (0.5, 1, ("left", "bottom")),
        (0, 0.5, ("top", "left")),
    ),
    5: (
        (0.5, 0, ("right", "top")), (1, 0.5, ("bottom", "right")), (0.74, 1, ("left", "right")),
        (0.26, 1, ("left", "bottom")), (0, 0.5, ("top", "left")),
    ),
    6: (
        (0.3, 0, ("right", "left")), (0.7, 0, ("right", "top")), (1, 0.5, ("bottom", "right")),
        (0.7, 1, ("left", "right")), (0.3, 1, ("left", "bottom")), (0, 0.5, ("top", "left")),
    ),
}  # fmt: skip


class Step(Named):
    """One step of the cycle; `arrow` is written beside the arrow to the next, `mark` gives the step the accent."""

    text: Text | None = None
    icon: IconName | None = None
    arrow: Text | None = None
    mark: bool = False


class Loop(Built):
    """Three to six steps that follow each other in a circle, clockwise from above. `middle` says what keeps it
    going."""

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    steps: Annotated[tuple[Step, ...], Many(3, 6)]
    middle: Text | None = None
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        places = PLACES[len(self.steps)]
        rows = 2 if len(self.steps) == 3 else 3
        width = WIDTHS[len(self.steps)]
        room = (area.h - BETWEEN * (rows - 1)) / rows
        copies = [node_copy(page, s) for s in self.steps]
        insets = [(PAD + ICON + 12, 4.0, PAD, 4.0) if s.icon else (PAD / 2, 4.0, PAD / 2, 4.0) for s in self.steps]
        rung = common_rung(page.set(c, Rect(0, 0, width, room), inset=i) for c, i in zip(copies, insets, strict=True))
        height = min(
            room,
            TALLEST,
            max(LEAST, *(page.safe_height(c, width, i, rung) + 16 for c, i in zip(copies, insets, strict=True))),
        )
        boxes = []
        for n, (s, copy, inset, (x, y, _)) in enumerate(zip(self.steps, copies, insets, places, strict=True)):
            at = Rect(area.x + x * (area.w - width), area.y + y * (area.h - height), width, height)
            boxes.append(
                page.box(
                    page.prose(s.name).plain,
                    at,
                    copy,
                    fill="accent" if s.mark else "surface",
                    outline="rounded",
                    inset=inset,
                    anchor="middle",
                    rung=rung,
                    even=True,
                    span=s.name.span,
                    key=f"step-{n}",
                )
            )
        shown = [with_icon(page, s, b, PAD, ICON) for s, b in zip(self.steps, boxes, strict=True)]
        parts: list[list[Item | None]] = [[item] for item in shown]
        for n, (s, (_, _, (out, into))) in enumerate(zip(self.steps, places, strict=True)):
            a, b = boxes[n], boxes[(n + 1) % len(boxes)]
            # only what leaves along x and enters along y, or the other way round, bends
            bends = (out in ("left", "right")) != (into in ("left", "right"))
            line = connect(
                page.word("arrow-between", a=a.name, b=b.name),
                a,
                out,
                b,
                into,
                curved=bends,
                colour="accent",
                width=3,
            )
            later = min(n + 1, len(parts) - 1)
            parts[later] += [line, _label(page, s.arrow, line, shown[later].key)]
        if self.middle:
            parts[-1].append(self._middle(page, self.middle, area, height, width))
        alt = " → ".join([b.name for b in boxes] + [boxes[0].name])
        page.diagram(
            page.placed.title.plain,
            alt + (f": {page.prose(self.middle).plain}" if self.middle else ""),
            parts,
            self.build,
        )
        page.takeaway(self.takeaway, self.build)

    def _middle(self, page: Page, text: Text, area: Rect, height: float, width: float) -> Box:
        """What keeps the cycle going, in the room between the boxes."""
        foot = area.bottom - height - BETWEEN / 2 if len(self.steps) > 3 else area.bottom - height / 2 - BETWEEN
        head = area.y + height + BETWEEN / 2
        free = area.w - 2 * width - 64 if len(self.steps) > 3 else area.w - width * 1.2
        at = Rect(area.x + (area.w - free) / 2, head, free, foot - head)
        words = page.settings(text, "loop-middle", align="center")
        return page.box(page.prose(text).plain, at, words, anchor="middle", even=True, span=text.span)


def _label(page: Page, text: Text | None, line: Connector, owner: str) -> Box | None:
    """Words above a straight arrow, or outside a curved one beside its upright end; they move with the step that comes
    with the arrow."""
    if text is None:
        return None
    width = page.width(page.settings(text, LABEL)) * 1.1 + 6
    height = page.theme.styles[LABEL].sizes[0] * 1.2 + 2
    (x0, y0), (x1, _) = line.points[0], line.points[-1]
    align: Align = "center"
    if not line.curved:
        at = Rect((x0 + x1 - width) / 2, y0 - AWAY - height, width, height)
    else:
        corner = line.points[1]
        end = line.points[-1] if abs(line.points[-1][0] - corner[0]) < 0.01 else line.points[0]
        y, right = (corner[1] + end[1]) / 2, corner[0] > page.theme.page[0] / 2
        at = Rect(corner[0] + AWAY + 2 if right else corner[0] - AWAY - 2 - width, y - height / 2, width, height)
        align = "left" if right else "right"
    words = page.settings(text, LABEL, align=align)
    return page.box(page.prose(text).plain, at, words, anchor="middle", span=text.span)._replace(owner=owner)
