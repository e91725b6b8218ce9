"""The programme on one slide."""

from __future__ import annotations

from typing import ClassVar

from deckgen.content import Text
from deckgen.scene import Box, Link, Rect
from deckgen.slide import Slide
from deckgen.typeset import common_step


class Agenda(Slide):
    """The programme, made from the seminar's parts: number, title and minutes, each line a link to its part.

    Parts with `section: false` have no line. Time kept for questions stands last.
    """

    layout: ClassVar[str] = "agenda"
    title: Text

    def draw(self, page) -> None:
        deck = page.deck
        title = page.title()
        under = title.rect.y + title.text.height + 12
        total = page.place("total").at
        page.fill("total", page.word("agenda-total", n=f"{deck.minutes:g}"), at=Rect(total.x, under, total.w, total.h), title=page.word("time"))
        rows = [(f"{p.number}", p.title, p.minutes, p.slides[0]) for p in deck.parts if p.number is not None]
        if deck.questions:
            rows.append(("", page.word("questions"), deck.questions, None))
        if not rows:
            return
        area = page.theme.regions["agenda"]
        pitch = min(64.0, area.h / len(rows))
        top = area.y
        plan = []
        for i, (number, title, minutes, slide) in enumerate(rows):
            row = Rect(area.x, top + i * pitch, area.w, pitch)
            plan.append((row, number, title, minutes, slide))
        blocks = [page.set(page.settings(t, "agenda-line"), Rect(0, 0, r.w - 148, r.h), anchor="middle") for r, _, t, _, _ in plan]
        step = common_step(blocks)
        for row, number, title, minutes, slide in plan:
            self._row(page, row, number, title, minutes, slide, step)

    def _row(self, page, row: Rect, number: str, title, minutes: float, slide: str | None, step: int) -> None:
        items = []
        if number:
            items.append(
                page.box(page.word("number"), Rect(row.x, row.y, 56, row.h), page.settings(number, "agenda-number"), anchor="middle", step=step)
            )
        line = page.settings(title, "agenda-line")
        link = Link(slide=slide) if slide else None
        name = title if isinstance(title, str) else title.plain
        span = None if isinstance(title, str) else title.span
        items.append(page.box(name, Rect(row.x + 56, row.y, row.w - 148, row.h), line, anchor="middle", step=step, link=link, span=span))
        time = page.settings(page.word("minutes", n=f"{minutes:g}"), "agenda-minutes", align="right")
        items.append(page.box(page.word("time"), Rect(row.right - 92, row.y, 92, row.h), time, anchor="middle"))
        page.add(*items)
        page.add(Box(page.word("rule"), Rect(row.x, row.bottom - 0.5, row.w, 1), fill="line", decorative=True))

