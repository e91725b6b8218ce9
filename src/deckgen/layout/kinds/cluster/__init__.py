"""Boxes in boxes, and what runs between them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.diagnostics import error, suggest
from deckgen.layout.diagram import LABEL
from deckgen.layout.kinds.cluster.arrangement import (
    HEAD,
    LOW,
    NARROW,
    PAD,
    Cell,
    Plan,
    fits,
    place,
    plans,
    room,
    strain,
    within,
)
from deckgen.layout.kinds.cluster.arrows import SPARES, gaps_between, label_sizes, obstacles, owner, solid
from deckgen.layout.kinds.cluster.nesting import Nested, NestedBox, in_order
from deckgen.layout.page import Page, belonging, group
from deckgen.layout.routing import label_place, route, stretches, through
from deckgen.layout.typeset import Setting, common_rung
from deckgen.messages import listing, say
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Way
from deckgen.reading.values import Text
from deckgen.scene import Align, Box, Connector, Item, Rect, Stroke, around

INSET, ICON = 10.0, 30.0
#: A box of more height than this has a large icon above its words, and the space between the two.
TALL, LARGE, AIR = 140.0, 52.0, 12.0
#: What an arrow through a box, one around all boxes, and a box far from the best proportion, weigh against each other;
#: how many of the best arrangements are tried with their arrows.
HIT, AROUND, TRIED = 4.0, 1.0, 16


class Connection(Way):
    """An arrow between two boxes, by name; `node 1 / kubelet` names a box in another. `both` gives it two heads."""

    label: Text | None = None
    both: bool = False
    dashed: bool = False


class Cluster(Built):
    """Boxes in boxes: a cluster and its nodes, pods and containers, with what runs between them. What is in what is
    all that has to be said; the arrangement is found so that the arrows run free."""

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    boxes: Annotated[tuple[Nested, ...], Many(1, 4)]
    connections: Annotated[tuple[Connection, ...], Many(0, 10)] = ()
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        nested = list(in_order(page, self.boxes, (), ()))
        deep = next((f for f in nested if f.depth > 3), None)
        if deep:
            page.findings.append(
                error(say("slide.boxes-too-deep"), deep.thing.name.span, say("slide:leave-a-level-out"))
            )
        edges = self._edges(page, nested)
        if edges is None or deep:
            return
        area = page.body_above(self.takeaway)
        cells = self._cells(page, nested)
        gaps: dict[int, float] = {}
        fitting: list[Plan] = []
        for spare in SPARES:
            narrower = gaps_between(page, self.connections, nested, edges, spare)
            if narrower != gaps:
                gaps = narrower
                there = {(p.top, str(p.ways)) for p in fitting}
                fitting += [p for p in plans(cells, gaps) if (p.top, str(p.ways)) not in there and fits(cells, area, p)]
        if not fitting:
            most = room(cells, area, gaps)
            at = nested[min(most, len(nested) - 1)].thing.name.span
            page.too_many("box", len(nested), most, at, say("slide:leave-some-out-or-spread"))
            return
        plan = self._best(page, cells, area, fitting, nested, edges)
        boxes = self._boxes(page, nested, place(cells, within(cells, area, plan), plan))
        clear = self._clear(page, area, nested, boxes, edges)
        if clear != area and fits(cells, clear, plan):
            boxes = self._boxes(page, nested, place(cells, within(cells, clear, plan), plan))
        self._show(page, nested, boxes, edges)
        page.takeaway(self.takeaway, self.build)

    # what was written

    def _edges(self, page: Page, nested: list[NestedBox]) -> list[tuple[int, int]] | None:
        """The ends of each connection by their numbers, or None where one is not there."""
        out: list[tuple[int, int]] = []
        known = True
        for c in self.connections:
            a, b = (self._end(page, text, nested) for text in (c.source, c.to))
            if a is None or b is None:
                known = False
                continue
            if a == b or a in nested[b].parents or b in nested[a].parents:
                page.findings.append(error(say("slide.arrow-to-itself"), c.to.span, say("hint:name-another-one")))
                known = False
            out.append((a, b))
        return out if known else None

    def _end(self, page: Page, text: Text, nested: list[NestedBox]) -> int | None:
        path = tuple(p.strip() for p in page.prose(text).plain.split("/"))
        named = [
            n
            for n, f in enumerate(nested)
            if f.path[-len(path) :] == path or (f.path[0] == path[0] and f.path[-1] == path[-1] and len(path) == 2)
        ]
        if len(named) == 1:
            return named[0]
        name = " / ".join(path)
        if named:
            whole = [" / ".join(nested[n].path) for n in named]
            page.findings.append(
                error(
                    say("slide.two-boxes", number=len(named), name=name),
                    text.span,
                    say("slide:say-which", names=listing(whole)),
                )
            )
        else:
            names = [f.path[-1] for f in nested]
            page.findings.append(
                error(
                    say("slide.unknown-box", name=name),
                    text.span,
                    suggest(path[-1], names, say("hint:there-is", names=listing(dict.fromkeys(names)))),
                )
            )
        return None

    # where it stands

    def _cells(self, page: Page, nested: list[NestedBox]) -> tuple[Cell, ...]:
        def cell(n: int) -> Cell:
            f = nested[n]
            children = tuple(cell(k) for k, other in enumerate(nested) if other.parents and other.parents[-1] == n)
            words = self._copy(page, f, 0 if children else None)
            # at the smallest size: a name on one line, other words on two
            width = max(page.width([s]) / s.sizes[0] * s.sizes[-1] / (1 if i == 0 else 2) for i, s in enumerate(words))
            inset = _inset(f.thing)
            least = sum(s.sizes[-1] * 1.25 * (1 if i == 0 else 2) for i, s in enumerate(words))
            wider = page.fonts.language.fallback.wider if children else 1.06
            width = max(width * wider, page.narrowest(words))
            if f.thing.icon and not f.depth and not children:
                inset = (INSET, 4.0, INSET, 4.0)  # beside frames it is tall
            return Cell(n, f.depth, children, max(NARROW, width + inset[0] + inset[2]), max(LOW, least + 10))

        return tuple(cell(n) for n, f in enumerate(nested) if not f.parents)

    def _best(
        self,
        page: Page,
        cells: tuple[Cell, ...],
        area: Rect,
        fitting: list[Plan],
        nested: list[NestedBox],
        edges: list[tuple[int, int]],
    ) -> Plan:
        """The plan whose boxes have the best proportions and whose arrows run free."""
        drawn = [(plan, place(cells, within(cells, area, plan), plan)) for plan in fitting]
        drawn.sort(key=lambda d: strain(cells, d[1]))
        if not edges:
            return drawn[0][0]

        heads = self._heads(page, nested)

        def cost(rects: dict[int, Rect]) -> float:
            boxes = {n: Box("", r, key=f"box-{n}") for n, r in rects.items()}
            lines = [
                self._arrow(page, c, boxes, a, b, nested, heads)
                for c, (a, b) in zip(self.connections, edges, strict=True)
            ]
            hits = sum(
                through(p, q, r, 0.0)
                for line, (a, b) in zip(lines, edges, strict=True)
                for r in obstacles(rects, a, b, nested, heads)
                for p, q in stretches(line)
            )
            # bends, and heads that meet
            untidy = sum(len(line.points) - 2 for line in lines) + len(lines) - len({line.points[-1] for line in lines})
            # arrows that pass around all boxes
            whole = around(rects.values())
            out = sum(any(not whole.y - 1 <= y <= whole.bottom + 1 for _, y in line.points) for line in lines)
            return HIT * hits + AROUND * out + strain(cells, rects) + untidy / (2 * len(lines))

        return min(drawn[:TRIED], key=lambda d: cost(d[1]))[0]

    def _clear(
        self, page: Page, area: Rect, nested: list[NestedBox], boxes: dict[int, Box], edges: list[tuple[int, int]]
    ) -> Rect:
        """What is left of the area where arrows pass over the boxes or beneath them, so that none does so outside."""
        heads = self._heads(page, nested)
        ways = [
            self._arrow(page, c, boxes, a, b, nested, heads) for c, (a, b) in zip(self.connections, edges, strict=True)
        ]
        heights = [y for way in ways for _, y in way.points]
        over = max(0.0, area.y - min(heights, default=area.y))
        beneath = max(0.0, max(heights, default=area.y) - area.bottom)
        return area.inset(0, over, 0, beneath)

    # how it looks

    def _copy(self, page: Page, f: NestedBox, frame: int | None = None, tall: bool = False) -> tuple[Setting, ...]:
        """The words of a box; those of a frame (`frame` is set) stand at its head on one line."""
        mark = f.thing.mark
        if frame is not None:
            name = page.settings(f.thing.name, "frame", colour="accent" if mark else "text", background=_background(f))
            more = page.settings(f.thing.text, "frame", colour="muted", background=_background(f))
            if not more:
                return name
            quiet = tuple(
                r._replace(text=f" {r.text}" if n == 0 else r.text, bold=False) for n, r in enumerate(more[0].runs)
            )
            return (name[0]._replace(runs=(*name[0].runs, *quiet)),)
        background, colour = ("accent", "paper") if mark else (_background(f), None)
        align: Align = "left" if f.thing.icon and not tall else "center"
        return (
            *page.settings(f.thing.name, "node", colour=colour, background=background, align=align),
            *page.settings(f.thing.text, "node-text", colour=colour, background=background, align=align),
        )

    def _boxes(self, page: Page, nested: list[NestedBox], rects: dict[int, Rect]) -> dict[int, Box]:
        holds = {p for f in nested for p in f.parents[-1:]}
        leaves = [n for n in rects if n not in holds]
        copies = {n: self._copy(page, nested[n], 0 if n in holds else None, _tall(rects[n])) for n in rects}
        rung = common_rung(
            page.set(copies[n], rects[n], inset=_inset(nested[n].thing, rects[n]), anchor="middle", even=True)
            for n in leaves
        )
        head = common_rung(page.set(copies[n], rects[n]._replace(h=HEAD), inset=(PAD + 2, 0, PAD, 0)) for n in holds)
        out = {}
        for n in sorted(rects):
            f, r = nested[n], rects[n]
            name, fill = f.path[-1], _background(f)
            if n in holds:
                inset = (PAD + 2 + (ICON + 4 if f.thing.icon else 0), 8.0, PAD, max(r.h - HEAD, 0.0))
                stroke = (
                    Stroke("accent" if f.thing.mark else "muted", 1.75, f.thing.dashed)
                    if f.thing.mark or f.thing.dashed
                    else None
                )
                box = page.box(
                    name,
                    r,
                    copies[n],
                    fill=fill,
                    stroke=stroke,
                    outline="rounded",
                    inset=inset,
                    rung=head,
                    span=f.thing.name.span,
                    key=f"box-{n}",
                )
            else:
                fill = "accent" if f.thing.mark else fill
                stroke = Stroke("muted", 1.5, True) if f.thing.dashed else None
                box = page.box(
                    name,
                    r,
                    copies[n],
                    fill=fill,
                    stroke=stroke,
                    outline="rounded",
                    inset=_inset(f.thing, r),
                    anchor="middle",
                    rung=rung,
                    even=True,
                    span=f.thing.name.span,
                    key=f"box-{n}",
                )
            out[n] = box._replace(radius=min(box.radius, 12.0 - 3.0 * min(f.depth, 2)))
        return out

    def _arrow(
        self,
        page: Page,
        c: Connection,
        boxes: dict[int, Box],
        a: int,
        b: int,
        nested: list[NestedBox],
        heads: dict[int, float],
    ) -> Connector:
        others = obstacles({n: box.rect for n, box in boxes.items()}, a, b, nested, heads)
        name = page.word("arrow-between", a=nested[a].path[-1], b=nested[b].path[-1])
        whole = around(box.rect for box in boxes.values())
        return route(
            name, boxes[a], boxes[b], others, whole, heads="both" if c.both else "end", dashed=c.dashed, span=c.to.span
        )

    def _heads(self, page: Page, nested: list[NestedBox]) -> dict[int, float]:
        """How far the names of frames reach."""
        return {
            n: page.width(self._copy(page, f, 0)) + (ICON + 4 if f.thing.icon else 0)
            for n, f in enumerate(nested)
            if f.thing.boxes
        }

    def _show(self, page: Page, nested: list[NestedBox], boxes: dict[int, Box], edges: list[tuple[int, int]]) -> None:
        """A part for each box on the outside with all that is in it; an arrow comes with the later of its ends."""
        tops = [n for n, f in enumerate(nested) if not f.parents]
        parts: list[list[Item | None]] = [[] for _ in tops]
        top = {n: tops.index(f.parents[0] if f.parents else n) for n, f in enumerate(nested)}
        for n, f in enumerate(nested):
            # what is in a box moves with it; that of a box on the outside is in its group already
            holder = boxes[f.parents[-1]].key if f.depth > 1 else ""
            icon = belonging([self._icon(page, f, boxes[n])], boxes[n].key if f.depth else "")
            parts[top[n]] += [boxes[n]._replace(owner=holder), *icon]
        whole = {n: box.key for n, box in boxes.items()}
        for i, n in enumerate(tops):
            if len(parts[i]) > 1:
                whole[n] = f"{boxes[n].key}-whole"
                parts[i] = [group(nested[n].path[0], parts[i], "", whole[n])]
        heads = self._heads(page, nested)
        lines = [
            self._arrow(page, c, boxes, a, b, nested, heads) for c, (a, b) in zip(self.connections, edges, strict=True)
        ]
        taken = [r for n, f in enumerate(nested) for r in solid(boxes[n], bool(f.thing.boxes))]
        for c, line, (a, b) in zip(self.connections, lines, edges, strict=True):
            part = parts[max(top[a], top[b])]
            part.append(line)
            if c.label:
                words = page.settings(c.label, LABEL, align="center")
                at = label_place(line, None, label_sizes(page, c.label), taken, lines)
                taken.append(at)
                label = page.box(page.prose(c.label).plain, at, words, anchor="bottom", span=c.label.span)
                part.append(label._replace(owner=owner(at, max(a, b), nested, boxes, whole)))
        page.diagram(page.placed.title.plain, self._alt(page, nested, edges), parts, self.build)

    def _alt(self, page: Page, nested: list[NestedBox], edges: list[tuple[int, int]]) -> str:
        def inside(n: int) -> str:
            held = [inside(k) for k, f in enumerate(nested) if f.parents and f.parents[-1] == n]
            return nested[n].path[-1] + (f" ({', '.join(held)})" if held else "")

        name = [", ".join(inside(n) for n, f in enumerate(nested) if not f.parents)]
        names = [f.path[-1] for f in nested]
        for c, (a, b) in zip(self.connections, edges, strict=True):
            one, two = (" / ".join(nested[n].path) if names.count(names[n]) > 1 else names[n] for n in (a, b))
            name.append(
                f"{one} {'↔' if c.both else '→'} {two}" + (f" ({page.prose(c.label).plain})" if c.label else "")
            )
        return "; ".join(name)

    def _icon(self, page: Page, f: NestedBox, box: Box) -> Item | None:
        if not f.thing.icon:
            return None
        r, frame = box.rect, bool(f.thing.boxes)
        if frame:
            at = Rect(r.x + INSET, r.y + 5, ICON - 2, ICON - 2)
        elif _tall(r) and box.text:
            free = r.h - box.text.inset[1] - box.text.height
            at = Rect(r.x + (r.w - LARGE) / 2, r.y + box.text.inset[1] + free / 2 - LARGE - AIR, LARGE, LARGE)
        else:
            at = Rect(r.x + INSET, r.y + (r.h - ICON) / 2, ICON, ICON)
        return page.icon(f.thing.icon, at, "paper" if f.thing.mark and not frame else "accent", f.thing.name.span)


def _background(f: NestedBox) -> str:
    """Boxes in boxes are light on grey on light."""
    return "paper" if f.depth % 2 else "surface"


def _tall(r: Rect) -> bool:
    """Whether a box is so tall that its icon stands above its words."""
    return r.h > TALL


def _inset(b: Nested, r: Rect | None = None) -> tuple[float, float, float, float]:
    if b.icon and r and _tall(r):
        return (INSET, LARGE + AIR, INSET, 0.0)
    return (INSET + ICON + 8 if b.icon else INSET, 4.0, INSET, 4.0)
