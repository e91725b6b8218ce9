"""Analogies that are drawn: each pair's picture as a prop on the ground, or one scene beside the pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from deckgen.layout.page import Page
from deckgen.layout.tableau import stage, words_beside
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.tableau import Tableau, Thing, part_of
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect

#: The height of the line under the title, the width of the rule before it, the space after that and beneath the line.
HEAD, RULE, AROUND, UNDER = 32.0, 5.0, 15.0, 8.0
#: What joins the two: a picture stands for what it is a picture of.
JOINED = "  =  "
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
    """The key of the captions, in their order and styles: what is in bold is what is beneath it."""
    (bold,), (plain,) = page.settings(term, "prop-label"), page.settings(picture, "prop-text")
    joined = plain.runs[0]._replace(text=JOINED)
    words = (plain._replace(runs=(*bold.runs, joined, *plain.runs)),)
    at = Rect(area.x + RULE + AROUND, area.y, area.w - RULE - AROUND, HEAD)
    key = page.box(
        f"{page.prose(term).plain}{JOINED}{page.prose(picture).plain}", at, words, anchor="middle", rung=CAPTION,
        span=term.span, key="heads", slot="heads", levels=(page.level("prop-text"),),
    )  # fmt: skip
    rule = Rect(area.x, area.y + 4, RULE, HEAD - 8)
    page.add_step(False, Box(page.word("rule"), rule, fill="accent", decorative=True), key)


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
