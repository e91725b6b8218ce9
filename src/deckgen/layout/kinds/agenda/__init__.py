"""The programme on one slide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.layout.typeset import common_rung
from deckgen.reading.slide import Built, Purpose
from deckgen.reading.values import Text
from deckgen.richtext import Prose
from deckgen.scene import Box, Link, Rect

#: Width of the column of numbers.
NUMBER = 56.0


class Agenda(Built):
    """The programme, made from the seminar's parts: number and title, each line a link to its part, and the minutes
    in all.

    Parts with `section: false` have no line. Time for questions comes last.
    """

    layout: ClassVar[str] = "agenda"
    purpose: ClassVar[Purpose] = "talk"
    title: Text

    def draw(self, page: Page) -> None:
        deck = page.deck
        title = page.title()
        under = title.rect.y + (title.text.height if title.text else 0.0) + 12
        total = page.place("total").at
        page.fill(
            "total",
            page.word("agenda-total", n=f"{deck.minutes:g}"),
            at=Rect(total.x, under, total.w, total.h),
            title=page.word("time"),
        )
        rows: list[tuple[str, Prose | str, str | None]] = [
            (str(p.number), p.title, p.slides[0]) for p in deck.parts if p.number is not None
        ]
        if deck.questions:
            rows.append(("", page.word("questions"), None))
        if not rows:
            return
        area = page.theme.regions["agenda"]
        pitch = min(64.0, area.h / len(rows))
        places = [Rect(area.x, area.y + i * pitch, area.w, pitch) for i in range(len(rows))]
        rung = common_rung(
            page.set(page.settings(text, "agenda-line"), Rect(0, 0, r.w - NUMBER, r.h), anchor="middle")
            for r, (_, text, _) in zip(places, rows, strict=True)
        )
        page.trait(str(len(rows)))
        for n, (row, (number, text, slide)) in enumerate(zip(places, rows, strict=True), 1):
            items = tuple(self._row(page, n, row, number, text, slide, rung))
            page.add(*items)
            if self.build:
                page.reveal_placed(*items)

    def _row(
        self, page: Page, n: int, row: Rect, number: str, text: Prose | str, slide: str | None, rung: int
    ) -> Iterator[Box]:
        if number:
            settings = page.settings(number, "agenda-number")
            at = Rect(row.x, row.y, NUMBER, row.h)
            name = page.word("number")
            yield page.box(name, at, settings, anchor="middle", rung=rung, key=f"number-{n}")
        name, span = (text, None) if isinstance(text, str) else (text.plain, text.span)
        line = Rect(row.x + NUMBER, row.y, row.w - NUMBER, row.h)
        link = Link(slide=slide) if slide else None
        yield page.box(
            name,
            line,
            page.settings(text, "agenda-line"),
            anchor="middle",
            rung=rung,
            link=link,
            span=span,
            slot=f"line-{n}",
            levels=(page.level("agenda-line"),),
        )
        rule = Rect(row.x, row.bottom - 0.5, row.w, 1)
        yield Box(page.word("rule"), rule, fill="line", decorative=True, key=f"rule-{n}")
