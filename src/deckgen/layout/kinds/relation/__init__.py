"""Objects and how they refer to each other."""

from __future__ import annotations

from itertools import product
from typing import Annotated, ClassVar

from deckgen.diagnostics import error
from deckgen.layout.diagram import LABEL, LONG, connect, edge_words, label_size, node_copy, with_icon
from deckgen.layout.kinds.relation.hub import Cross, cross, rects
from deckgen.layout.kinds.relation.lanes import Lane, lanes
from deckgen.layout.kinds.relation.layering import coordinates, order, ranks
from deckgen.layout.page import Page
from deckgen.layout.routing import LANE, label_place, route
from deckgen.layout.typeset import common_rung
from deckgen.messages import say
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Way
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Connector, Item, Rect, Side, around

#: Least and largest width of a box, least gap between ranks, between boxes of a rank, largest height.
NARROW, WIDE, GAP, APART, TALL = 72.0, 360.0, LONG, 14.0, 112.0
#: By how much gaps between ranks grow where boxes leave width over.
MORE = 80.0
#: Between the rows around a hub.
BETWEEN = 44.0
PAD, ICON = 12.0, 32.0
#: Room beside an arrow's words: for its head where it is the only one there, for a lane that it shares and its head.
HEAD, CLEAR = 16.0, 8.0


class Object(Named):
    """A thing: its name, a few words, an icon; `mark` gives it the accent."""

    text: Text | None = None
    icon: IconName | None = None
    mark: bool = False


class Edge(Way):
    """What one object does to another, or has to do with it. `dashed` where it is loose."""

    label: Text | None = None
    dashed: bool = False


class Relation(Built):
    """Things and how they refer to each other, from left to right in the direction of their relations; where all leads
    to one of them or away from it, that one stands in the middle and the others around it."""

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    objects: Annotated[tuple[Object, ...], Many(2, 10)]
    relations: Annotated[tuple[Edge, ...], Many(1, 14)]
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        names = [page.prose(o.name).plain for o in self.objects]
        edges = self._edges(page, names)
        if edges is None:
            return
        form = cross(len(names), edges)
        rows = [[form.hub], *map(list, form.chains)] if form else order(ranks(len(names), edges), edges)
        fitted = self._around(page, area, form, edges) if form else None
        fitted = fitted or self._boxes(page, area, rows, edges)
        if fitted is None:
            return
        boxes, smaller = fitted
        parts: list[list[Item | None]] = [[] for _ in rows]
        level = {i: n for n, row in enumerate(rows) for i in row}
        shown = {i: with_icon(page, self.objects[i], boxes[i], PAD, ICON) for i in boxes}
        for n, row in enumerate(rows):
            parts[n] += [shown[i] for i in row]
        for (line, words), (a, b) in zip(self._lines(page, edges, level, boxes, smaller, form), edges, strict=True):
            later = max(b, a, key=level.__getitem__)
            # words move with the object that comes with their arrow
            parts[level[later]] += [line, words and words._replace(owner=shown[later].key)]
        alt = "; ".join(
            f"{names[a]} → {names[b]}" + (f" ({page.prose(r.label).plain})" if r.label else "")
            for r, (a, b) in zip(self.relations, edges, strict=True)
        )
        page.diagram(page.placed.title.plain, alt, parts, self.build)
        page.takeaway(self.takeaway, self.build)

    def _edges(self, page: Page, names: list[str]) -> list[tuple[int, int]] | None:
        out: list[tuple[int, int]] = []
        known = True
        for r in self.relations:
            ends: list[int] = []
            for text in (r.source, r.to):
                name = page.prose(text).plain
                if name in names:
                    ends.append(names.index(name))
                else:
                    page.unknown("object", name, names, text.span)
                    known = False
            if len(ends) == 2 and ends[0] == ends[1]:
                page.findings.append(error(say("slide.refers-to-itself"), r.to.span, say("hint:name-another-one")))
                known = False
            if len(ends) == 2:
                out.append((ends[0], ends[1]))
        return out if known else None

    def _around(
        self, page: Page, area: Rect, form: Cross, edges: list[tuple[int, int]]
    ) -> tuple[dict[int, Box], int] | None:
        """The boxes of a hub and of what stands around it, and the first size of words on arrows; None where they
        have no room."""
        height = min(TALL, (area.h - BETWEEN * (form.rows - 1)) / form.rows)
        found = []
        for smaller, lines in self._label_ways(page):
            gaps = [LONG] * (form.columns - 1)
            for r, (a, b) in zip(self.relations, edges, strict=True):
                (x, y), (x2, y2) = form.cells[a], form.cells[b]
                if r.label and x != x2:
                    room = HEAD if y == y2 else CLEAR + LANE
                    need = label_size(page, edge_words(page, r.label, smaller), lines)[0] + room
                    gaps[min(x, x2)] = max(gaps[min(x, x2)], need)
            width = min(WIDE, (area.w - sum(gaps)) / form.columns)
            if width >= self._narrow(page):
                rung, tight = self._rung(page, width, height)
                found.append(((tight, max(rung, 1), smaller, lines), width, gaps, rung, smaller))
        if not found:
            return None
        _, width, gaps, rung, smaller = min(found, key=lambda f: f[0])
        at = rects(form, area, width, height, gaps, BETWEEN)
        return {i: self._box(page, i, at[i], rung) for i in sorted(at)}, smaller

    def _boxes(
        self, page: Page, area: Rect, rows: list[list[int]], edges: list[tuple[int, int]]
    ) -> tuple[dict[int, Box], int] | None:
        """The boxes of objects in ranks from left to right, and the first size of words on arrows; None where they
        have no room, which is told."""
        narrow = self._narrow(page)
        most = max(len(row) for row in rows)
        height = min(TALL, (area.h - APART * (most - 1)) / most)
        found = []
        for smaller, lines in self._label_ways(page):
            gaps = self._gaps(page, rows, edges, smaller, lines)
            width = min(WIDE, (area.w - sum(gaps)) / len(rows))
            if width >= narrow:
                rung, tight = self._rung(page, width, height)
                found.append(((tight, max(rung, 1), smaller, lines), width, gaps, rung, smaller))
        if not found:
            room = next(n for n in range(len(rows), 0, -1) if n == 1 or n * narrow + sum(gaps[: n - 1]) <= area.w)
            page.too_many(
                "object",
                len(rows),
                room,
                self.objects[rows[room][0]].name.span,
                say("slide:leave-some-out-or-shorten"),
                say("slide:in-a-row"),
            )
            return None
        _, width, gaps, rung, smaller = min(found, key=lambda f: f[0])
        # gaps are even where that fits
        even = max(gaps, default=0.0) * len(gaps)
        gaps = [max(gaps)] * len(gaps) if gaps and width * len(rows) + even <= area.w else gaps
        if gaps:
            more = min(MORE, (area.w - width * len(rows) - sum(gaps)) / len(gaps))
            gaps = [gap + more for gap in gaps]
        lefts = [n * width + sum(gaps[:n]) for n in range(len(rows))]
        left = area.x + (area.w - lefts[-1] - width) / 2
        # ranks of few boxes keep them a little apart, so that lines between them have room
        apart = min(area.h / most, height * 1.5)
        top = area.y + (area.h - apart * (most - 1)) / 2
        middles = {i: top + y for i, y in coordinates(rows, edges, apart, apart * (most - 1)).items()}
        at = {
            i: Rect(left + lefts[n], middles[i] - height / 2, width, height) for n, row in enumerate(rows) for i in row
        }
        return {i: self._box(page, i, r, rung) for i, r in at.items()}, smaller

    def _label_ways(self, page: Page) -> list[tuple[int, int]]:
        """The sizes and numbers of lines that words on arrows may have, the best first."""
        return list(product(range(len(page.theme.styles[LABEL].sizes)), (1, 2)))

    def _narrow(self, page: Page) -> float:
        """The least width of a box, which breaks no word."""
        words = (page.narrowest(node_copy(page, o)) + sum(_inset(o)[::2]) for o in self.objects)
        return max(NARROW, *words)

    def _rung(self, page: Page, width: float, height: float) -> tuple[int, int]:
        """The rung of the boxes' words, and how many of them are tight."""
        at = Rect(0, 0, width, height)
        blocks = [page.set(node_copy(page, o), at, inset=_inset(o), anchor="middle") for o in self.objects]
        return common_rung(blocks), sum(not b.roomy for b in blocks)

    def _box(self, page: Page, i: int, at: Rect, rung: int) -> Box:
        o = self.objects[i]
        return page.box(
            page.prose(o.name).plain,
            at,
            node_copy(page, o),
            fill="accent" if o.mark else "surface",
            outline="rounded",
            inset=_inset(o),
            anchor="middle",
            rung=rung,
            even=True,
            span=o.name.span,
            key=f"object-{i}",
        )

    def _gaps(
        self, page: Page, rows: list[list[int]], edges: list[tuple[int, int]], smaller: int, lines: int
    ) -> list[float]:
        """The least width between each rank and the next: what the words on the arrows there need, on this many
        lines."""
        level = {i: n for n, row in enumerate(rows) for i in row}
        out = [GAP] * (len(rows) - 1)
        for r, (a, b) in zip(self.relations, edges, strict=True):
            if r.label and abs(level[a] - level[b]) == 1:
                n = min(level[a], level[b])
                alone = sum(x == a or y == b for x, y in edges) == 1
                out[n] = max(
                    out[n],
                    label_size(page, edge_words(page, r.label, smaller), lines)[0] + (HEAD if alone else CLEAR + LANE),
                )
        return out

    def _lines(
        self,
        page: Page,
        edges: list[tuple[int, int]],
        level: dict[int, int],
        boxes: dict[int, Box],
        smaller: int,
        form: Cross | None,
    ) -> list[tuple[Connector, Box | None]]:
        """For each relation its arrow, and the words on it."""
        at = {i: box.rect for i, box in boxes.items()}
        turns = {} if form else lanes(edges, level, at)
        drawn = [
            self._arrow(page, r, boxes, a, b, turns.get((a, b)))
            for r, (a, b) in zip(self.relations, edges, strict=True)
        ]
        out: list[tuple[Connector, Box | None]] = []
        taken = [*at.values()]
        for r, edge, line in zip(self.relations, edges, drawn, strict=True):
            label = None
            if r.label:
                words = edge_words(page, r.label, smaller)
                lane = turns.get(edge)
                place = label_place(
                    line,
                    lane.x if lane and lane.shared else None,
                    (label_size(page, words), label_size(page, words, 2)),
                    taken,
                    drawn,
                )
                taken.append(place)
                label = page.box(page.prose(r.label).plain, place, words, anchor="bottom", span=r.label.span)
            out.append((line, label))
        return out

    def _arrow(self, page: Page, r: Edge, boxes: dict[int, Box], a: int, b: int, lane: Lane | None) -> Connector:
        """Right on to a neighbouring rank, in its lane; elsewhere the best way around."""
        start, end = boxes[a], boxes[b]
        name = page.word("arrow-between", a=start.name, b=end.name)
        if lane is None:
            others = [box.rect for i, box in boxes.items() if i not in (a, b)]
            return route(
                name, start, end, others, around(box.rect for box in boxes.values()), dashed=r.dashed, span=r.to.span
            )
        out: Side
        into: Side
        out, into = ("right", "left") if end.rect.x > start.rect.x else ("left", "right")
        level = abs(start.middle("left")[1] - end.middle("left")[1]) < 0.5
        return connect(name, start, out, end, into, dashed=r.dashed, bend=None if level else lane.x, span=r.to.span)


def _inset(o: Object) -> tuple[float, float, float, float]:
    return (PAD + ICON + 8, 4.0, PAD, 4.0) if o.icon else (PAD, 4.0, PAD, 4.0)
