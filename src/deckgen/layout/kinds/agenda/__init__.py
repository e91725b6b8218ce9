"""The programme on one slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.slide import Built, Purpose
from deckgen.reading.values import Text
from deckgen.richtext import Prose
from deckgen.scene import Box, Link, Rect

#: Widths of the columns of numbers and of minutes, and the highest row.
NUMBER, MINUTES, TALLEST = 52.0, 76.0, 88.0


class Agenda(Built):
    """The programme, made from the seminar's parts: number and title, each line a link to its part, with its minutes;
    the minutes in all stand large beside them.

    Parts with `section: false` have no line. Time for questions comes last.
    """

    layout: ClassVar[str] = "agenda"
    purpose: ClassVar[Purpose] = "talk"
    title: Text

    def draw(self, page: Page) -> None:
        deck = page.deck
        page.title()
        page.fill("total", _total(page), title=page.word("time"))
        lines = [_Line(str(p.number), p.title, p.minutes, p.slides[0]) for p in deck.parts if p.number is not None]
        if deck.questions:
            lines.append(_Line("", page.word("questions"), deck.questions, None))
        if not lines:
            return
        area = page.theme.regions["agenda"]
        pitch = min(TALLEST, area.h / len(lines))
        top = area.y + (area.h - pitch * len(lines)) / 2
        places = [Rect(area.x, top + i * pitch, area.w, pitch) for i in range(len(lines))]
        rung = _rung(page, lines, places[0])
        page.trait(str(len(lines)))
        for n, (at, line) in enumerate(zip(places, lines, strict=True), 1):
            items = tuple(_row(page, n, at, line, rung, last=n == len(lines)))
            page.add(*items)
            if self.build:
                page.reveal_placed(*items)


class _Line(NamedTuple):
    """A line of the programme: its number, its words, its minutes, the slide that it leads to."""

    number: str
    text: Prose | str
    minutes: float
    slide: str | None


def _total(page: Page) -> tuple[Setting, ...]:
    """The minutes in all: the figure large, what it counts after it."""
    place = page.place("total")
    words = page.word("minutes", n="\0")
    before, _, behind = words.partition("\0")
    background = place.fill or page.layout.background
    (figure,) = page.settings(
        f"{before}{page.deck.minutes:g}", "agenda-total", colour=place.colour, background=background
    )
    if not behind.strip():
        return (figure,)
    (unit,) = page.settings(behind.strip(), "agenda-title", colour=place.colour, background=background)
    return (figure, unit)


def _rung(page: Page, lines: Sequence[_Line], row: Rect) -> int:
    """The size that all lines share: the largest in which each is one line, else in which each fits."""
    copies = [page.settings(line.text, "agenda-line") for line in lines]
    set_alone = [page.set(copy, _words(row), wrap=False) for copy in copies]
    alone = common_rung(set_alone)
    if all(len(page.set(copy, _words(row), rung=alone).lines) == 1 for copy in copies):
        return alone
    return common_rung(page.set(copy, _words(row)) for copy in copies)


def _words(row: Rect) -> Rect:
    return Rect(row.x + NUMBER, row.y, row.w - NUMBER - MINUTES, row.h)


def _row(page: Page, n: int, row: Rect, line: _Line, rung: int, last: bool) -> Iterator[Box]:
    if line.number:
        at = Rect(row.x, row.y, NUMBER, row.h)
        settings = page.settings(line.number, "agenda-number")
        yield page.box(page.word("number"), at, settings, anchor="middle", rung=rung, key=f"number-{n}")
    name, span = (line.text, None) if isinstance(line.text, str) else (line.text.plain, line.text.span)
    yield page.box(
        name,
        _words(row),
        page.settings(line.text, "agenda-line"),
        anchor="middle",
        rung=rung,
        link=Link(slide=line.slide) if line.slide else None,
        span=span,
        slot=f"line-{n}",
        levels=(page.level("agenda-line"),),
    )
    if line.minutes:
        at = Rect(row.right - MINUTES, row.y, MINUTES, row.h)
        settings = page.settings(page.word("minutes", n=f"{line.minutes:g}"), "agenda-time", align="right")
        yield page.box(
            page.word("time"), at, settings, anchor="middle", rung=rung,
            slot=f"time-{n}", levels=(page.level("agenda-time", align="right"),),
        )  # fmt: skip
    if not last:
        rule = Rect(row.x, row.bottom - 0.5, row.w, 1)
        yield Box(page.word("rule"), rule, fill="line", decorative=True, key=f"rule-{n}")
