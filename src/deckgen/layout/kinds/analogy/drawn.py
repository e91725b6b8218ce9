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
from deckgen.scene import Rect

#: The height of the line over the props, the arrow in it, the space around its words and beneath it.
HEAD, ARROW, AROUND, UNDER = 26.0, 32.0, 10.0, 12.0
#: Boxes of words are this much wider than measured, for fonts that stand in.
WIDER = 1.2
#: The space between pairs beside a scene.
APART = 14.0


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
    """What stands for what, in one line."""
    boxes, x = [], area.x
    for slot, text, colour in (("picture-head", picture, "muted"), ("term-head", term, "accent")):
        words = page.settings(text, "label", colour=colour)
        inset = (0.0 if slot == "picture-head" else AROUND, 0.0, AROUND, 0.0)
        width = page.width(words) * WIDER + inset[0] + inset[2]
        box = page.box(
            page.prose(text).plain, Rect(x, area.y, width, HEAD), words, inset=inset, anchor="middle", span=text.span,
            key=slot, slot=slot, levels=(page.level("label", colour=colour),),
        )  # fmt: skip
        boxes.append(box)
        x += width + ARROW
    arrow = connect(page.word("arrow"), boxes[0], "right", boxes[1], "left", colour="accent")
    page.add_step(False, boxes[0], arrow, boxes[1])


def beside_a_scene(page: Page, scene: Tableau, pairs: Sequence[Drawn], area: Rect, build: bool | None) -> None:
    """The pairs as a list, with the scene in the right half."""
    left = words_beside(page, area)
    rows = left.rows(len(pairs), APART)
    copies = [_copy(page, pair) for pair in pairs]
    rung = common_rung(page.set(copy, row, anchor="middle") for copy, row in zip(copies, rows, strict=True))
    levels = (page.level("term-word"), page.level("picture-word"), page.level("pair-note"))
    for n, (pair, copy, row) in enumerate(zip(pairs, copies, rows, strict=True), 1):
        box = page.box(
            page.prose(pair.term).plain, row, copy, anchor="middle", rung=rung, span=pair.term.span,
            slot=f"pair-{n}", levels=levels,
        )  # fmt: skip
        page.add_step(build, box)
    stage(page, scene, "half", area)


def _copy(page: Page, pair: Drawn) -> tuple[Setting, ...]:
    """The technical word, and beneath it the picture's word and why they are alike."""
    return (
        *page.settings(pair.term, "term-word"),
        *page.settings(pair.picture, "picture-word"),
        *page.settings(pair.note, "pair-note"),
    )
