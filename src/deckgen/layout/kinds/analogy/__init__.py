"""A picture from daily life beside the technical words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, NamedTuple

from deckgen.layout.diagram import connect
from deckgen.layout.kinds.analogy.drawn import beside_a_scene, on_the_ground
from deckgen.layout.page import Page
from deckgen.layout.typeset import common_rung
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Built, Point
from deckgen.reading.tableau import Tableau, Thing
from deckgen.reading.values import Text
from deckgen.scene import Box, Connector, Rect, TextBlock

#: The height of the columns' heads, and the insets of a pair's boxes.
HEAD = 26.0
INSET = (18.0, 2.0, 12.0, 2.0)


class Pair(Model):
    """The picture's word, the technical word, and why they are alike. `prop` draws the picture: where one pair has it,
    all do."""

    picture: Text
    term: Text
    note: Text | None = None
    prop: Thing | None = None


class Row(NamedTuple):
    """A pair, and the rectangles of its picture, its term and its note."""

    pair: Pair
    picture: Rect
    term: Rect
    note: Rect


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
            yield Wrong("an analogy has one `scene`, or a `prop` for each pair", None, "leave one out", "scene")
        elif drawn and len(drawn) < len(self.pairs):
            bare = next(pair for pair in self.pairs if not pair.prop)
            yield Wrong("this pair has no `prop`, and others have one", bare.picture.span, "draw all pairs, or none")

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
        rows = self._rows(area)
        self._heads(page, area, rows[0])
        rung = common_rung(block for row in rows for block in self._blocks(page, row))
        note_rung = common_rung(
            page.set(page.settings(row.pair.note, "pair-note"), row.note, anchor="middle")
            for row in rows
            if row.pair.note
        )
        for n, row in enumerate(rows, 1):
            page.add_step(self.build, *self._pair(page, n, row, rung, note_rung))
        page.trait(page.word("analogy-layout", n=len(rows)))

    def _heads(self, page: Page, area: Rect, row: Row) -> None:
        """What the two columns show."""
        for slot, text, colour, at in (
            ("picture-head", self.picture, "muted", row.picture),
            ("term-head", self.term, "accent", row.term),
        ):
            head = Rect(at.x, area.y, at.w, HEAD)
            words, levels = page.settings(text, "label", colour=colour), (page.level("label", colour=colour),)
            box = page.box(page.prose(text).plain, head, words, inset=(18, 0, 0, 0), slot=slot, levels=levels)
            page.add_step(False, box)

    def _rows(self, area: Rect) -> list[Row]:
        """The rows under the heads: two boxes with an arrow between them, and room for a note where one has it."""
        side, arrow = (264.0, 48.0) if any(p.note for p in self.pairs) else (392.0, 64.0)
        n = len(self.pairs)
        gap = 10.0 if n < 5 else 6.0
        height = min(76.0, (area.h - HEAD - gap * n) / n)
        x = area.x + side + arrow
        rows = []
        for i, pair in enumerate(self.pairs):
            y = area.y + HEAD + gap * (i + 1) + height * i - 4
            note = Rect(x + side + 24, y, area.right - x - side - 24, height)
            rows.append(Row(pair, Rect(area.x, y, side, height), Rect(x, y, side, height), note))
        return rows

    def _blocks(self, page: Page, row: Row) -> tuple[TextBlock, TextBlock]:
        """The words of a pair, set."""
        return (
            page.set(page.settings(row.pair.picture, "picture-word"), row.picture, inset=INSET, anchor="middle"),
            page.set(page.settings(row.pair.term, "term-word"), row.term, inset=INSET, anchor="middle"),
        )

    def _pair(self, page: Page, n: int, row: Row, rung: int, note_rung: int) -> Iterator[Box | Connector]:
        """A pair: picture, arrow, term, and the note beside them."""
        pair = row.pair
        picture, term = (page.prose(t).plain for t in (pair.picture, pair.term))
        one = page.box(
            picture, row.picture, page.settings(pair.picture, "picture-word"), fill="surface", outline="rounded",
            inset=INSET, anchor="middle", rung=rung, span=pair.picture.span, key=f"picture-{n}",
            slot=f"picture-{n}", levels=(page.level("picture-word"),),
        )  # fmt: skip
        two = page.box(
            term, row.term, page.settings(pair.term, "term-word", background="soft"), fill="soft", outline="rounded",
            inset=INSET, anchor="middle", rung=rung, span=pair.term.span, key=f"term-{n}",
            slot=f"term-{n}", levels=(page.level("term-word", background="soft"),),
        )  # fmt: skip
        yield one
        arrow = connect(page.word("arrow"), one, "right", two, "left", colour="accent")
        yield arrow._replace(key=f"arrow-{n}")
        yield two
        if pair.note:
            yield page.box(
                page.word("note"), row.note, page.settings(pair.note, "pair-note"), anchor="middle", rung=note_rung,
                span=pair.note.span, slot=f"note-{n}", levels=(page.level("pair-note"),),
            )  # fmt: skip
