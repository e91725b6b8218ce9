"""Requests placed on nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from deckgen.diagnostics import error
from deckgen.layout.diagram import beside, block_look
from deckgen.layout.numerals import exact
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting
from deckgen.messages import say
from deckgen.reading.model import Many, Within
from deckgen.reading.slide import Built, Named
from deckgen.reading.values import Text
from deckgen.scene import Box, Item, Rect, Stroke

#: Space between bins, a bin's padding, the words under it, the space between blocks, the least height of a block.
GAP, PAD, FOOT, APART, LEAST = 24.0, 8.0, 56.0, 4.0, 26.0
WIDEST = 240.0
#: From a bin to the words beneath it, the height of a name and of what the bin holds, and the padding of a block.
BENEATH, NAME, HOLDS, INSET = 4.0, 28.0, 24.0, (8.0, 2.0, 8.0, 2.0)


class Node(Named):
    """A machine and how much it has."""

    size: Annotated[float, Within(0.001, 1e6)]


class Request(Named):
    """What wants to run, how much it asks for, and the node it stands on where that is not to be chosen."""

    needs: Annotated[float, Within(0.001, 1e6)]
    on: Text | None = None
    mark: bool = False


class Binpack(Built):
    """What is asked for, placed on nodes to scale as a scheduler would: each on the node that has most left and room
    for it.

    `size` and `needs` are numbers in `unit`. What fits nowhere waits beside the nodes.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    unit: Text
    nodes: Annotated[tuple[Node, ...], Many(1, 5)]
    requests: Annotated[tuple[Request, ...], Many(1, 16)]
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        placed = self._placed(page)
        if placed is None:
            return
        waiting = [r for r, n in zip(self.requests, placed, strict=True) if n is None]
        count = len(self.nodes) + bool(waiting)
        width = min(WIDEST, (area.w - GAP * (count - 1)) / count)
        left = area.x + (area.w - width * count - GAP * (count - 1)) / 2
        high = area.h - FOOT
        scale = (high - 2 * PAD) / max(n.size for n in self.nodes)
        scale = min(scale, (high - 2 * PAD) / max(sum(r.needs for r in waiting), 1e-9)) if waiting else scale
        small = min((r for r in self.requests), key=lambda r: r.needs)
        if small.needs * scale - APART < LEAST:
            room = sum(r.needs * scale - APART >= LEAST for r in self.requests)
            page.too_many("request", len(self.requests), room, small.name.span, say("slide:join-the-small-ones-or"))
            return
        floor = area.y + high
        bins = [
            Rect(left + i * (width + GAP), floor - n.size * scale - 2 * PAD, width, n.size * scale + 2 * PAD)
            for i, n in enumerate(self.nodes)
        ]
        blocks = list(self._blocks(bins, placed, scale, floor, left + (count - 1) * (width + GAP), width))
        copies = [self._copy(page, r, at) for r, at in zip(self.requests, blocks, strict=True)]
        first: list[Item | None] = []
        for n, (node, at) in enumerate(zip(self.nodes, bins, strict=True)):
            used = sum(r.needs for r, where in zip(self.requests, placed, strict=True) if where == n)
            first += self._bin(page, node, at, used, floor, f"node-{n}")
        if waiting:
            height = sum(r.needs for r in waiting) * scale + 2 * PAD
            at = Rect(left + (count - 1) * (width + GAP), floor - height, width, height)
            first += self._queue(page, at, floor)
        parts: list[list[Item | None]] = [first]
        for r, at, copy in zip(self.requests, blocks, copies, strict=True):
            parts.append([self._block(page, r, at, copy)])
        page.diagram(page.placed.title.plain, self._alt(page, placed), parts, self.build)
        page.takeaway(self.takeaway, self.build)

    def _placed(self, page: Page) -> list[int | None] | None:
        """The node of each request, None for what waits; None for the whole where a request names a node wrongly."""
        names = [page.prose(n.name).plain for n in self.nodes]
        free = [n.size for n in self.nodes]
        out: list[int | None] = []
        known = True
        for r in self.requests:
            n: int | None
            if r.on is not None:
                name = page.prose(r.on).plain
                if name not in names:
                    page.unknown("node", name, names, r.on.span)
                    known = False
                    continue
                n = at = names.index(name)
                if r.needs > free[at] + 1e-9:
                    left = exact(max(free[at], 0))
                    message = say(
                        "slide.node-full", request=page.prose(r.name).plain, needs=exact(r.needs), node=name, left=left
                    )
                    page.findings.append(error(message, r.on.span, say("slide:put-it-on-another-node")))
                    known = False
            else:
                fits = [i for i, f in enumerate(free) if r.needs <= f + 1e-9]
                n = max(fits, key=lambda i: (free[i] / self.nodes[i].size, -i)) if fits else None
            out.append(n)
            if n is not None:
                free[n] -= r.needs
        return out if known else None

    def _blocks(
        self, bins: list[Rect], placed: Sequence[int | None], scale: float, floor: float, x: float, width: float
    ) -> Iterator[Rect]:
        """Where each request stands: on those that came before it."""
        filled = [b.bottom - PAD for b in bins]
        beside = floor - PAD
        for r, n in zip(self.requests, placed, strict=True):
            height = r.needs * scale
            if n is None:
                beside -= height
                yield Rect(x + PAD, beside + APART, width - 2 * PAD, height - APART)
            else:
                filled[n] -= height
                yield Rect(bins[n].x + PAD, filled[n] + APART, width - 2 * PAD, height - APART)

    def _copy(self, page: Page, r: Request, at: Rect) -> tuple[Setting, ...]:
        background, colour, second = ("accent", "paper", "paper") if r.mark else block_look(page)
        name = page.settings(r.name, "node", colour=colour, background=background, align="center")
        needs = page.settings(exact(r.needs), "node", colour=second, background=background, align="center")
        return beside(name, needs)

    def _block(self, page: Page, r: Request, at: Rect, copy: tuple[Setting, ...]) -> Box:
        """A request where it stands: the more it asks for, the larger its words may be."""
        fill, stroke = ("accent", None) if r.mark else (block_look(page)[0], Stroke("line", 1.25))
        box = page.box(
            page.prose(r.name).plain, at, copy, fill=fill, stroke=stroke, outline="rounded", inset=INSET,
            anchor="middle", rung=1, span=r.name.span,
        )  # fmt: skip
        return box._replace(radius=min(6.0, box.radius))

    def _queue(self, page: Page, at: Rect, floor: float) -> Iterator[Item]:
        """The frame around what waits for room."""
        name = page.word("waiting")
        stroke = Stroke("muted", 1.5, True)
        yield Box(name, at, None, "rounded", page.theme.radius, None, stroke, decorative=True, owner="waiting")
        words = page.settings(name, "node", align="center", colour="muted")
        yield page.box(name, Rect(at.x, floor + BENEATH, at.w, NAME), words, anchor="middle", rung=2, key="waiting")

    def _bin(self, page: Page, node: Node, at: Rect, used: float, floor: float, key: str) -> Iterator[Item]:
        """A node's frame, its name, which has the key, and how full it is."""
        name = page.prose(node.name).plain
        yield Box(name, at, None, "rounded", page.theme.radius, "surface", decorative=True, owner=key)
        words = page.settings(node.name, "node", align="center")
        beneath = Rect(at.x, floor + BENEATH, at.w, NAME)
        yield page.box(name, beneath, words, anchor="middle", rung=2, span=node.name.span, key=key)
        label = f"{exact(used)} / {exact(node.size)} {page.prose(self.unit).plain}"
        yield page.box(
            label,
            Rect(at.x, floor + BENEATH + NAME, at.w, HOLDS),
            page.settings(label, "node-text", align="center"),
            anchor="middle",
            rung=1,
            span=node.name.span,
        )._replace(owner=key)

    def _alt(self, page: Page, placed: Sequence[int | None]) -> str:
        def names(n: int | None) -> str:
            return ", ".join(
                f"{page.prose(r.name).plain} {exact(r.needs)}"
                for r, where in zip(self.requests, placed, strict=True)
                if where == n
            )

        nodes = [
            f"{page.prose(n.name).plain} ({exact(n.size)} {page.prose(self.unit).plain}): {names(i) or '–'}"
            for i, n in enumerate(self.nodes)
        ]
        return "; ".join(nodes + ([f"{page.word('waiting')}: {names(None)}"] if None in placed else []))
