"""Where the facts are from."""

from __future__ import annotations

from typing import ClassVar, Literal

from deckgen.diagnostics import Diagnostic, error
from deckgen.layout.citations import about
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, common_rung
from deckgen.messages import say
from deckgen.reading.slide import Listing, Used
from deckgen.reading.sources import Source
from deckgen.reading.values import Text
from deckgen.scene import Link, Rect

#: Space between columns and between rows, and the greatest height of a row.
GUTTER, GAP, TALL = 40.0, 10.0, 76.0


class References(Listing):
    """The sources that the seminar's slides name, each once, with publisher, year, the day on which it was read and
    address to click; where questions and analogies were taken from stands behind them. More than ten go over to further
    slides."""

    layout: ClassVar[str] = "title-only"
    lists: ClassVar[Literal["terms", "sources"]] = "sources"
    per_slide: ClassVar[int] = 10
    title: Text

    def entries(self, used: Used, findings: list[Diagnostic]) -> tuple[Source, ...]:
        if not used.sources:
            findings.append(
                error(
                    say("source.none-used"),
                    self.span,
                    say("slide:leave-this-slide-out-or-write-sources"),
                )
            )
        return used.sources

    def draw(self, page: Page) -> None:
        page.title()
        places = self._places(page.body)
        copies = [self._copy(page, source, places[0]) for source in self.entries_here]
        rung = common_rung(page.set(self._copy(page, e, places[0]), places[0]) for e in self.all_entries)
        levels = (page.level("entry"), page.level("entry-note"), page.level("entry-note", colour="link"))
        page.trait(f"{page.word('sources')} {len(self.entries_here)}")
        for n, (source, copy, at) in enumerate(zip(self.entries_here, copies, places, strict=False), 1):
            title, span, link = page.prose(source.title).plain, source.title.span, Link(url=str(source.url))
            page.add(page.box(title, at, copy, rung=rung, link=link, span=span, slot=f"entry-{n}", levels=levels))

    def _copy(self, page: Page, source: Source, at: Rect) -> tuple[Setting, ...]:
        line = page.settings(about(source, page.deck.words, page.theme), "entry-note")
        title = page.settings(source.title, "entry")

        def copy(shown: str) -> tuple[Setting, ...]:
            return (*title, *line, *page.settings(shown.removeprefix("www."), "entry-note", colour="link"))

        return copy(page.address(str(source.url), copy, at))

    def _places(self, body: Rect) -> list[Rect]:
        """Few stand one beneath the other, more in two columns of the same height."""
        columns = 1 if len(self.entries_here) <= self.per_slide // 2 else 2
        rows = -(-len(self.entries_here) // columns)
        height = min(TALL, (body.h - GAP * (self.per_slide // 2 - 1)) / (self.per_slide // 2))
        across = body.columns(2, GUTTER) if columns == 2 else (body.inset(0, 0, 160, 0),)
        return [Rect(column.x, body.y + n * (height + GAP), column.w, height) for column in across for n in range(rows)]
