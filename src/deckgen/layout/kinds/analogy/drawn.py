"""Analogies that are drawn: each pair's picture as a prop on the ground, or one scene beside the pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from deckgen.layout.diagram import connect
from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, words_beside
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.tableau import Tableau, Thing, part_of
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect

#: The height of the line under the title, the room of its arrow and how wide that is, how far words keep from it, and
#: the space beneath the line.
HEAD, ARROW, WIDE, CLEAR, UNDER = 32.0, 40.0, 2.5, 8.0, 8.0
#: The rung of its words: one at which both are of a caption's size.
CAPTION = 2
#: The space around the rules between pairs beside a scene.
APART = 20.0


class Drawn(Protocol):
    """A pair as it is drawn: its words, and the prop."""

    @property
    def picture(self) -> Text: ...
    @property
    def term(self) -> Text: ...
    @property
    def note(self) -> Text | None: ...
    @property
    def prop(self) -> Thing | None: ...


def on_the_ground(
    page: Page, picture: Text, term: Text, pairs: Sequence[Drawn], area: Rect, build: bool | None
) -> None:
    """The pairs side by side: over its two words each has its prop."""
    _heads(page, picture, term, area)
    parts = tuple(part_of(pair.prop, pair.term, pair.picture) for pair in pairs if pair.prop)
    rest = area.inset(0, HEAD + UNDER, 0, 0)
    notes = [pair.note for pair in pairs]
    stage(page, Tableau(parts=parts, alt=None), "hero", rest, build=build, notes=notes, even=True)


def _heads(page: Page, picture: Text, term: Text, area: Rect) -> None:
    """What stands for what, in the styles of the captions: from where the pictures are, and what they tell of."""
    boxes: list[Box] = []
    x = area.x
    for slot, text, style, inset in (
        ("picture-head", picture, "prop-text", (0.0, 0.0, CLEAR, 0.0)),
        ("term-head", term, "prop-label", (2 * CLEAR, 0.0, 0.0, 0.0)),
    ):
        words = page.settings(text, style)
        width = page.safe_width(words, CAPTION) + 2.0 + inset[0] + inset[2]
        boxes.append(
            page.box(
                page.prose(text).plain, Rect(x, area.y, width, HEAD), words, inset=inset, anchor="middle",
                rung=CAPTION, span=text.span, key=slot, slot=slot, levels=(page.level(style),),
            )
        )  # fmt: skip
        x += width + ARROW
    start, end = boxes
    arrow = connect(page.word("arrow"), start, "right", end, "left", colour="accent", width=WIDE)
    page.add_step(False, start, arrow, end)


def beside_a_scene(page: Page, scene: Tableau, pairs: Sequence[Drawn], area: Rect, build: bool | None) -> None:
    """The pairs as a list with rules between them, and the scene in the right half."""
    left = words_beside(page, area)
    rows = left.rows(len(pairs), APART)
    copies = [_copy(page, pair) for pair in pairs]
    rung = common_rung(page.set(copy, row, anchor="middle") for copy, row in zip(copies, rows, strict=True))
    levels = (page.level("term-word"), page.level("prop-text"), page.level("pair-note"))
    for n, (pair, copy, row) in enumerate(zip(pairs, copies, rows, strict=True), 1):
        box = page.box(
            page.prose(pair.term).plain, row, copy, anchor="middle", rung=rung, span=pair.term.span,
            slot=f"pair-{n}", levels=levels,
        )  # fmt: skip
        rule = Box(page.word("rule"), Rect(row.x, row.y - APART / 2, row.w, 1.5), fill="line", decorative=True)
        page.add_step(build, rule if n > 1 else None, box)
    stage(page, scene, "half", area)


def _copy(page: Page, pair: Drawn) -> tuple[Setting, ...]:
    """The technical word, and beneath it the picture's word and why they are alike."""
    return (
        *page.settings(pair.term, "term-word"),
        *page.settings(pair.picture, "prop-text"),
        *page.settings(pair.note, "pair-note"),
    )
