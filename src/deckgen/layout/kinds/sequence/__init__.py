"""Who calls whom, in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from deckgen.layout.diagram import connect, foundation
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting, common_rung
from deckgen.messages import say
from deckgen.reading.model import Many
from deckgen.reading.slide import Built, Named, Way
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Item, Rect, Side, TextBlock

#: Least height of the actors' boxes, width of a lifeline and of the marks on it, space between columns.
HEAD, LIFE, MARK, GAP = 46.0, 2.0, 10.0, 10.0
#: The height of an actor's box whose name takes two lines.
DOUBLE = 60.0
#: From words to their arrow, from an arrow to the next words, and the largest of the latter.
ABOVE, BELOW, SPREAD = 2.0, 4.0, 56.0
ICON, PAD = 26.0, 8.0


class Actor(Named):
    """Who takes part; an icon by its Lucide name."""

    icon: IconName | None = None


class Message(Way):
    """What one says to another. From one to itself it is a note; a `reply` is dashed; `mark` is the accent."""

    text: Text
    reply: bool = False
    mark: bool = False


class Sequence(Built):
    """Who says what to whom, one after another: actors beside each other, messages between them from above to below."""

    told: ClassVar[bool] = True
    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    actors: Annotated[tuple[Actor, ...], Many(2, 7)]
    messages: Annotated[tuple[Message, ...], Many(1, 12)]
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        names = [page.prose(a.name).plain for a in self.actors]
        ways = self._ways(page, names)
        if ways is None:
            return
        columns = area.columns(len(self.actors), GAP)
        xs = [c.x + c.w / 2 for c in columns]
        actors = self._actors(page, columns, area.y)
        head = actors[0].rect.h
        room = Rect(area.x, area.y + head + 6, area.w, area.h - head - 6)
        for rung in range(len(page.theme.styles["message"].sizes)):
            heights = [self._tall(page, n, way, xs, rung) for n, way in enumerate(ways)]
            if sum(heights) + BELOW * len(heights) <= room.h:
                break
        else:
            fits = next(n for n in range(len(heights), -1, -1) if sum(heights[:n]) + BELOW * n <= room.h)
            page.too_many(
                "message",
                len(heights),
                fits,
                self.messages[fits].text.span,
                say("slide:leave-some-out-shorten-them"),
            )
            return
        space = min(SPREAD, (room.h - sum(heights)) / len(heights))
        end = room.y + sum(heights) + space * len(heights)
        parts: list[list[Item | None]] = [[*self._lives(page, xs, area.y + head, end), *self._heads(page, actors)]]
        y = room.y
        for n, (m, way, height) in enumerate(zip(self.messages, ways, heights, strict=True)):
            y += space * 0.6
            parts.append(list(self._message(page, n, m, way, xs, y, height, rung)))
            y += height + space * 0.4
        if not self.build:
            parts = [[i for part in parts for i in part]]
        alt = "; ".join(
            f"{n}. {names[a]} → {names[b]}: {page.prose(m.text).plain}"
            for n, (m, (a, b)) in enumerate(zip(self.messages, ways, strict=True), 1)
        )
        page.diagram(page.placed.title.plain, alt, parts, self.build, there=1)
        page.takeaway(self.takeaway, self.build)

    def _ways(self, page: Page, names: list[str]) -> list[tuple[int, int]] | None:
        """Each message as the places of its two actors; None where one is not there."""
        known = True
        out: list[tuple[int, int]] = []
        for m in self.messages:
            way: list[int] = []
            for text in (m.source, m.to):
                name = page.prose(text).plain
                if name not in names:
                    page.unknown("actor", name, names, text.span)
                    known = False
                else:
                    way.append(names.index(name))
            if len(way) == 2:
                out.append((way[0], way[1]))
        return out if known else None

    def _copy(self, page: Page, n: int, way: tuple[int, int]) -> tuple[Setting, ...]:
        m, note = self.messages[n], way[0] == way[1]
        marked = "deep" if note else "accent"
        words = page.settings(m.text, "message", colour=marked if m.mark else None, align="center")
        number = page.settings(f"{n + 1} ", "message", colour="muted")[0].runs
        return (words[0]._replace(runs=(*number, *words[0].runs)), *words[1:])

    def _wide(self, xs: list[float], way: tuple[int, int]) -> float:
        """The room that a message's words have: between its actors' marks, a column's width for a note."""
        a, b = way
        return abs(xs[a] - xs[b]) - MARK - 8 if a != b else xs[1] - xs[0] - GAP - 2 * PAD

    def _tall(self, page: Page, n: int, way: tuple[int, int], xs: list[float], rung: int) -> float:
        copy, width = self._copy(page, n, way), self._wide(xs, way)
        words = page.safe_height(copy, width, (0, 0, 0, 0), rung)
        return words + (ABOVE + MARK / 2 if way[0] != way[1] else 10.0)

    def _lives(self, page: Page, xs: list[float], top: float, end: float) -> Iterator[Box]:
        for n, x in enumerate(xs):
            at = Rect(x - LIFE / 2, top, LIFE, end - top)
            yield Box(page.word("lifeline"), at, fill="line", decorative=True, owner=f"actor-{n}")

    def _actors(self, page: Page, columns: tuple[Rect, ...], y: float) -> list[Box]:
        """The boxes of the actors, as high as the longest of their names asks for."""
        fill, colour, _ = foundation(page)
        copies = [page.settings(a.name, "node", colour=colour, background=fill, align="center") for a in self.actors]
        insets = [(PAD + ICON + 4 if a.icon else PAD, 2.0, PAD, 2.0) for a in self.actors]
        told = list(zip(copies, columns, insets, strict=True))

        def blocks(height: float) -> list[TextBlock]:
            return [page.set(c, r._replace(h=height), inset=i, anchor="middle") for c, r, i in told]

        single = blocks(HEAD)
        height = HEAD if all(b.roomy for b in single) else DOUBLE
        rung = common_rung(single if height == HEAD else blocks(DOUBLE))
        return [
            page.box(
                page.prose(a.name).plain,
                Rect(r.x, y, r.w, height),
                c,
                fill=fill,
                outline="rounded",
                inset=i,
                anchor="middle",
                rung=rung,
                even=True,
                span=a.name.span,
            )
            for a, (c, r, i) in zip(self.actors, told, strict=True)
        ]

    def _heads(self, page: Page, boxes: list[Box]) -> Iterator[Item]:
        colour = foundation(page)[1]
        for n, (a, box) in enumerate(zip(self.actors, boxes, strict=True)):
            r, box = box.rect, box._replace(radius=min(box.radius, 8.0))
            words = max(sum(p.width for p in line.pieces) for line in box.text.lines) if box.text else 0.0
            # beside its name, which stands in the middle of what the icon leaves
            left = r.x + (r.w + ICON + 4 - words) / 2 - ICON - 8
            at = Rect(max(r.x + PAD, left), r.y + (r.h - ICON) / 2, ICON, ICON)
            icon = page.icon(a.icon, at, colour, a.name.span) if a.icon else None
            yield group(box.name, (box, icon), key=f"actor-{n}") if icon else box._replace(key=f"actor-{n}")

    def _message(
        self, page: Page, n: int, m: Message, way: tuple[int, int], xs: list[float], y: float, height: float, rung: int
    ) -> Iterator[Item]:
        copy, name = self._copy(page, n, way), page.prose(m.text).plain
        colour, width = "accent" if m.mark else "muted", self._wide(xs, way)
        a, b = way
        if a == b:
            at = Rect(xs[a] - width / 2 - PAD, y, width + 2 * PAD, height)
            fill = "soft" if m.mark else "surface"
            box = page.box(
                name,
                at,
                copy,
                fill=fill,
                outline="rounded",
                inset=(PAD, 5, PAD, 5),
                anchor="middle",
                rung=rung,
                span=m.text.span,
            )
            yield box._replace(radius=min(box.radius, 8.0))
            return
        words = page.set(copy, Rect(0, 0, width, 1000), rung=rung)
        # as wide as its longest line, also in a font that stands in
        longest = max(sum(p.width for p in line.pieces) for line in words.lines)
        used = min(width, longest * page.fonts.language.fallback.wider + 12)
        middle = (xs[a] + xs[b]) / 2
        at = Rect(middle - used / 2, y, used, height - ABOVE - MARK / 2)
        # on the page's own background, so that no lifeline runs through the words
        fill, key = page.layout.background, f"message-{n}"
        box = page.box(name, at, copy, fill=fill, anchor="bottom", rung=rung, even=True, span=m.text.span, key=key)
        level = y + height - MARK / 2
        ends = [
            Box(
                page.word("mark-of", name=f"{n + 1} {word}"),
                Rect(x - MARK / 2, level - MARK / 2, MARK, MARK),
                None,
                "ellipse",
                0,
                colour,
                key=f"m{n}-{side}",
                decorative=True,
                owner=key,
            )
            for side, word, x in (("a", "A", xs[a]), ("b", "B", xs[b]))
        ]
        out: Side
        into: Side
        out, into = ("right", "left") if xs[b] > xs[a] else ("left", "right")
        arrow = page.word("arrow-between", a=page.prose(m.source).plain, b=page.prose(m.to).plain)
        # the arrow over the ground of the words, which would cover half of its head
        yield box
        yield from ends
        yield connect(arrow, ends[0], out, ends[1], into, colour=colour, dashed=m.reply)
