"""What there is to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from deckgen.layout.codes import ASIDE, PANEL, large_code
from deckgen.layout.page import Page, stepped
from deckgen.layout.typeset import common_rung
from deckgen.reading.slide import Address, Purpose, Slide
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect

#: The space beside the panel with the code, 8 points of it before the panel's field; the widest column of the numbers
#: and the space behind it, the space between rows and their most height.
BESIDE, NUMBERS, BEHIND, APART, TALL = ASIDE + 8.0, 200.0, 24.0, 12.0, 180.0


class Downloads(Slide):
    """What the audience takes along, for the screen while questions are asked: how many terms, sources and commands
    deckgen has counted in the seminar, each large, and one QR code that leads to all of it.

    Without a `link` the code leads to the seminar's `address`. It is the one slide that may stand after the closing.
    """

    layout: ClassVar[str] = "title-only"
    purpose: ClassVar[Purpose] = "talk"
    scan: ClassVar[Literal["", "needs", "room"]] = "needs"
    title: Text
    lead: Text | None = None
    link: Address | None = None

    def draw(self, page: Page) -> None:
        assert self.link is not None, "a deck has no such slide without an address"
        counts, whole = list(_counts(page)), page.body
        there = bool(counts or self.lead)
        beside = whole.w - PANEL - BESIDE
        page.title(width=beside if there else None)
        left = page.lead(self.lead, page.body._replace(w=beside))
        if counts:
            self._rows(page, left, counts)
        # a title of two lines lowers what stands beneath it, not what stands beside it
        at = whole if there else page.body
        large_code(page, self.link, at.right - PANEL if there else at.x + (at.w - PANEL) / 2, at.y, at.h)

    def _rows(self, page: Page, area: Rect, counts: list[tuple[int, str]]) -> None:
        """A row for each count: the number, and beside it what is counted."""
        height = min(TALL, (area.h - APART * (len(counts) - 1)) / len(counts))
        rows = [Rect(area.x, area.y + n * (height + APART), area.w, height) for n in range(len(counts))]
        figures = [page.settings(f"{count}", "figure", colour="accent") for count, _ in counts]
        words = [
            (
                *page.settings(page.word(w), "figure-label"),
                *page.settings(page.word(f"{w}-note"), "card-text", colour="muted"),
            )
            for _, w in counts
        ]
        column = min(NUMBERS, stepped(max(page.safe_width(f, 0) for f in figures)))
        places = [(row._replace(w=column), row.inset(column + BEHIND, 0, 0, 0)) for row in rows]
        rung = common_rung(
            page.set(f, at, wrap=False, anchor="middle") for f, (at, _) in zip(figures, places, strict=True)
        )
        small = common_rung(page.set(w, at, anchor="middle") for w, (_, at) in zip(words, places, strict=True))
        levels = page.level("figure-label"), page.level("card-text", colour="muted")
        for n, ((count, word), figure, copy, (left, right)) in enumerate(
            zip(counts, figures, words, places, strict=True), 1
        ):
            if n > 1:
                rule = Rect(area.x, left.y - APART / 2, area.w, 1.0)
                page.add(Box(page.word("rule"), rule, fill="line", decorative=True))
            page.add(
                page.box(
                    f"{count}", left, figure, rung=rung, wrap=False, anchor="middle",
                    slot=f"figure-{n}", levels=(page.level("figure", colour="accent"),),
                ),
                page.box(
                    page.word(word), right, copy, rung=small, anchor="middle", slot=f"label-{n}", levels=levels,
                ),
            )  # fmt: skip
        page.trait(page.word("downloads-layout", n=len(counts)))


def _counts(page: Page) -> Iterator[tuple[int, str]]:
    """How many terms, sources and commands the deck has, with the word for each; none that there are none of."""
    slides = page.deck.slides
    sources = {source for placed in slides for source in placed.sources if source.is_evidence}
    commands = {command for placed in slides for command in placed.slide.commands()}
    for found, word in (
        (page.deck.terms, "words-counted"),
        (sources, "sources-counted"),
        (commands, "commands-counted"),
    ):
        if found:
            yield len(found), word
