"""A picture from daily life beside the technical words."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.diagram import connect
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import common_rung
from deckgen.reading.model import Many, Model
from deckgen.reading.slide import Built, Point
from deckgen.reading.values import Text
from deckgen.scene import Rect


class Pair(Model):
    """The picture's word, the technical word, and why they are alike."""

    picture: Text
    term: Text
    note: Text | None = None


class Analogy(Built):
    """An analogy in pairs: the picture's word on the left, the technical word on the right.

    `picture` and `term` head the two columns; a pair's `note` says in a few words why the two are alike.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    picture: Text
    term: Text
    pairs: Annotated[tuple[Pair, ...], Many(2, 6)]
    takeaway: Text | None = None

    def points(self) -> tuple[Point, ...]:
        return tuple(Point(p.term, p.picture) for p in self.pairs)

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        notes = any(p.note for p in self.pairs)
        left, arrow, right = (264.0, 48.0, 264.0) if notes else (392.0, 64.0, 392.0)
        head = 26.0
        n = len(self.pairs)
        gap = 10.0 if n < 5 else 6.0
        tall = min(76.0, (area.h - head - gap * n) / n)
        x1, x2 = area.x, area.x + left + arrow
        heads = [
            page.box(
                page.prose(self.picture).plain,
                Rect(x1, area.y, left, head),
                page.settings(self.picture, "label", colour="muted"),
                inset=(18, 0, 0, 0),
            ),
            page.box(
                page.prose(self.term).plain,
                Rect(x2, area.y, right, head),
                page.settings(self.term, "label", colour="accent"),
                inset=(18, 0, 0, 0),
            ),
        ]
        page.add(*heads)
        rows = []
        for i, pair in enumerate(self.pairs):
            y = area.y + head + gap * (i + 1) + tall * i - 4
            rows.append(
                (
                    pair,
                    Rect(x1, y, left, tall),
                    Rect(x2, y, right, tall),
                    Rect(x2 + right + 24, y, area.right - x2 - right - 24, tall),
                )
            )
        pad = (18, 2, 12, 2)
        rung = common_rung(
            b
            for pair, a, b_, _ in rows
            for b in (
                page.set(page.settings(pair.picture, "picture-word"), a, inset=pad, anchor="middle"),
                page.set(page.settings(pair.term, "term-word"), b_, inset=pad, anchor="middle"),
            )
        )
        note_rung = common_rung(
            page.set(page.settings(p.note, "pair-note"), r, anchor="middle") for p, _, _, r in rows if p.note
        )
        show = page.reveal if self.build else page.add
        for n, (pair, a, b, c) in enumerate(rows, 1):
            one = page.box(
                page.prose(pair.picture).plain,
                a,
                page.settings(pair.picture, "picture-word"),
                fill="surface",
                outline="rounded",
                inset=pad,
                anchor="middle",
                rung=rung,
                span=pair.picture.span,
                key=f"picture-{n}",
            )
            two = page.box(
                page.prose(pair.term).plain,
                b,
                page.settings(pair.term, "term-word", background="soft"),
                fill="soft",
                outline="rounded",
                inset=pad,
                anchor="middle",
                rung=rung,
                span=pair.term.span,
                key=f"term-{n}",
            )
            mark = connect(page.word("arrow"), one, "right", two, "left", colour="accent")
            note = (
                None
                if pair.note is None
                else page.box(
                    page.word("note"),
                    c,
                    page.settings(pair.note, "pair-note"),
                    anchor="middle",
                    rung=note_rung,
                    span=pair.note.span,
                )
            )
            alt = f"{page.prose(pair.picture).plain} → {page.prose(pair.term).plain}"
            show(group(alt, (one, mark, two, note), alt, f"pair-{n}"))
        page.takeaway(self.takeaway, self.build)
