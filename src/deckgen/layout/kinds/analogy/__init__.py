"""A picture from daily life beside the technical words."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Annotated, ClassVar, NamedTuple

from deckgen.layout.diagram import connect
from deckgen.layout.kinds.analogy.drawn import beside_a_scene, on_the_ground
from deckgen.layout.page import Page
from deckgen.layout.typeset import common_rung
from deckgen.messages import say
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Built, Point
from deckgen.reading.tableau import Tableau, Thing
from deckgen.reading.values import Text
from deckgen.scene import Box, Connector, Rect

#: The height of the columns' heads, the room of an arrow, and the gap between rows: of few, and of many.
HEAD, ARROW, GAPS = 30.0, 40.0, (10.0, 6.0)
#: How far heads stand over their place, so that they keep clear of the first boxes.
HIGHER = 6.0
#: The width of an arrow's line.
LINE = 2.5
#: Rows are no higher than this, and than their words with so much around them; they stand at most so far apart.
TALLEST, AROUND, FARTHEST = 100.0, 32.0, 24.0
#: The insets of a pair's boxes; a note stands so far behind its term.
INSET, AWAY = (18.0, 2.0, 12.0, 2.0), 12.0
#: The words of either column take at most this share of the width where pairs have notes.
MOST = 0.36


class Pair(Model):
    """The picture's word, the technical word, and why they are alike. `prop` draws the picture: where one pair has it,
    all do."""

    picture: Text
    term: Text
    note: Text | None = None
    prop: Thing | None = None


class Row(NamedTuple):
    """A pair, and the rectangles of its picture, of its term with its note, and of the note alone."""

    pair: Pair
    picture: Rect
    term: Rect
    note: Rect


class Plan(NamedTuple):
    """How all rows stand: the width of the pictures, that of the terms up to their notes, the rungs of both, and the
    height at most."""

    picture: float
    term: float
    rung: int
    note_rung: int
    height: float = TALLEST


class Analogy(Built):
    """An analogy in pairs: the picture's word on the left, the technical word on the right.

    `picture` and `term` head the two columns; a pair's `note` says in a few words why the two are alike. Pairs with
    props stand on one ground, each with its words beneath; a `scene` shows all of the picture beside the pairs.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    picture: Text
    term: Text
    pairs: Annotated[tuple[Pair, ...], Many(2, 6)]
    scene: Tableau | None = None
    takeaway: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        drawn = [pair for pair in self.pairs if pair.prop]
        if drawn and self.scene:
            yield Wrong(say("slide.scene-or-props"), None, say("slide:leave-one-out"), "scene")
        elif drawn and len(drawn) < len(self.pairs):
            bare = next(pair for pair in self.pairs if not pair.prop)
            yield Wrong(say("slide.pair-without-prop"), bare.picture.span, say("slide:draw-all-pairs-or-none"))

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(p.term, p.picture) for p in self.pairs)

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        if self.scene:
            beside_a_scene(page, self.scene, self.pairs, area, self.build)
            page.trait(page.word("beside-scene"))
        elif self.pairs[0].prop:
            on_the_ground(page, self.picture, self.term, self.pairs, area, self.build)
        else:
            self._columns(page, area)
        page.takeaway(self.takeaway, self.build)

    def _columns(self, page: Page, area: Rect) -> None:
        """The pairs as two columns of boxes."""
        plan = self._plan(page, area)
        rows = self._rows(area, plan)
        self._heads(page, rows[0])
        for n, row in enumerate(rows, 1):
            page.add_step(self.build, *self._pair(page, n, row, plan))
        page.trait(page.word("analogy-layout", n=len(rows)))

    def _plan(self, page: Page, area: Rect) -> Plan:
        """The first size in which all words fit, in columns as wide as these ask for."""
        pictures = [page.settings(p.picture, "picture-word") for p in self.pairs]
        terms = [page.settings(p.term, "term-word") for p in self.pairs]
        notes = [page.settings(p.note, "pair-note") for p in self.pairs if p.note]
        half = (area.w - ARROW) / 2
        plan = Plan(half, half, 0, 0)
        last = max(len(s.sizes) for words in terms for s in words) - 1
        for rung in range(last + 1):
            if notes:
                left, right = (
                    min(area.w * MOST, max(page.safe_width(w, rung) for w in words) + INSET[0] + INSET[2])
                    for words in (pictures, terms)
                )
                plan = plan._replace(picture=float(ceil(left)), term=float(ceil(right)))
            row = self._rows(area, plan)[0]
            own = row.term._replace(w=plan.term)
            blocks = [page.set(w, row.picture, inset=INSET, anchor="middle") for w in pictures]
            blocks += [page.set(w, own, inset=INSET, anchor="middle") for w in terms]
            beside = [page.set(w, row.note, anchor="middle") for w in notes]
            plan = plan._replace(rung=common_rung(blocks), note_rung=common_rung(beside))
            high = max((page.safe_height(w, row.note.w, (0, 0, 0, 0), plan.note_rung) for w in notes), default=0.0)
            if plan.rung <= rung and high <= row.note.h:
                break
        tall = [page.safe_height(w, row.picture.w, INSET, plan.rung) for w in pictures]
        tall += [page.safe_height(w, own.w, INSET, plan.rung) for w in terms]
        return plan._replace(height=ceil(max(*tall, high)) + AROUND)

    def _heads(self, page: Page, row: Row) -> None:
        """What the two columns show."""
        for slot, text, colour, at in (
            ("picture-head", self.picture, "muted", row.picture),
            ("term-head", self.term, "accent", row.term),
        ):
            head = Rect(at.x, at.y - HEAD - HIGHER, at.w, HEAD)
            words, levels = page.settings(text, "kicker", colour=colour), (page.level("kicker", colour=colour),)
            box = page.box(page.prose(text).plain, head, words, inset=(18, 0, 0, 0), slot=slot, levels=levels)
            page.add_step(False, box)

    def _rows(self, area: Rect, plan: Plan) -> list[Row]:
        """The rows under the heads: two boxes with an arrow between them, and in the second one the note."""
        n = len(self.pairs)
        gap = GAPS[n > 4]
        height = min(plan.height, TALLEST, (area.h - HEAD - gap * (n - 1)) / n)
        gap = min(FARTHEST, (area.h - HEAD - height * n) / (n - 1))
        x = area.x + plan.picture + ARROW
        # few rows stand in the middle, with their heads
        top = area.y + HEAD + max(0.0, area.h - HEAD - height * n - gap * (n - 1)) / 2
        rows = []
        for i, pair in enumerate(self.pairs):
            y = top + (height + gap) * i
            behind = x + plan.term + AWAY
            note = Rect(behind, y, area.right - behind - INSET[2], height)
            picture, term = Rect(area.x, y, plan.picture, height), Rect(x, y, area.right - x, height)
            rows.append(Row(pair, picture, term, note))
        return rows

    def _pair(self, page: Page, n: int, row: Row, plan: Plan) -> Iterator[Box | Connector]:
        """A pair: picture, arrow, term, and the note beside it."""
        pair = row.pair
        picture, term = (page.prose(t).plain for t in (pair.picture, pair.term))
        one = page.box(
            picture, row.picture, page.settings(pair.picture, "picture-word"), fill="surface", outline="rounded",
            inset=INSET, anchor="middle", rung=plan.rung, span=pair.picture.span, key=f"picture-{n}",
            slot=f"picture-{n}", levels=(page.level("picture-word"),),
        )  # fmt: skip
        free = max(row.term.w - plan.term + INSET[2], INSET[2]) if any(p.note for p in self.pairs) else INSET[2]
        two = page.box(
            term, row.term, page.settings(pair.term, "term-word", background="soft"), fill="soft", outline="rounded",
            inset=(INSET[0], INSET[1], free, INSET[3]), anchor="middle", rung=plan.rung, span=pair.term.span,
            key=f"term-{n}", slot=f"term-{n}", levels=(page.level("term-word", background="soft"),),
        )  # fmt: skip
        yield one
        arrow = connect(page.word("arrow"), one, "right", two, "left", colour="accent", width=LINE)
        yield arrow._replace(key=f"arrow-{n}")
        yield two
        if pair.note:
            yield page.box(
                page.word("note"), row.note, page.settings(pair.note, "pair-note", background="soft"),
                anchor="middle", rung=plan.note_rung, span=pair.note.span, slot=f"note-{n}",
                levels=(page.level("pair-note", background="soft"),),
            )  # fmt: skip
