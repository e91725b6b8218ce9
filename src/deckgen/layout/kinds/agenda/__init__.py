"""The programme on one slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import ClassVar, NamedTuple

from deckgen.layout.pace import about
from deckgen.layout.page import Page
from deckgen.layout.typeset import common_rung
from deckgen.reading.slide import Built, Purpose
from deckgen.reading.values import Text
from deckgen.richtext import Prose
from deckgen.scene import Box, Link, Rect

#: Widths of the columns of numbers and of minutes, and the highest row.
NUMBER, MINUTES, TALLEST = 52.0, 76.0, 88.0
#: The type of a line is no larger than this share of its row, so that it stands clear of the rules.
AIRY = 0.62
#: How many sizes of the title are tried; the size of what the figure counts, and its distance from the figure.
TRIED, LEAST, APART = 3, 3, 8.0


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
        page.title(rung=_title_rung(page))
        _total(page)
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


def _title_rung(page: Page) -> int:
    """The largest of the first sizes in which the title has the fewest lines."""
    place = page.place("title")
    settings = page.settings(page.placed.slide.heading(), place.style)
    tried = [page.set(settings, place.at, inset=place.inset, rung=rung) for rung in range(TRIED)]
    return min(tried, key=lambda text: (text.overflow, len(text.lines), text.rung)).rung


def _total(page: Page) -> None:
    """The minutes in all: the figure large, what it counts small behind it, on one line."""
    place = page.place("total")
    before, _, behind = page.word("minutes", n="\0").partition("\0")
    background = place.fill or page.layout.background
    figure = page.settings(f"{before}{page.deck.minutes:g}", "agenda-total", colour=place.colour, background=background)
    unit = page.settings(behind.strip(), "agenda-title", colour=place.colour, background=background)
    sizes, counted = figure[0].sizes, page.safe_width(unit, LEAST) if behind.strip() else 0.0
    free = place.at.w - place.inset[0] - place.inset[2] - counted - APART
    wide = [page.width(figure) * size / sizes[0] for size in sizes]
    rung = next((n for n, width in enumerate(wide) if width <= free), len(sizes) - 1)
    edge = ceil(place.inset[0] + wide[rung] + APART)
    left, right = place.at._replace(w=edge), place.at._replace(x=place.at.x + edge, w=place.at.w - edge)
    inset = (place.inset[0], place.inset[1], 0.0, place.inset[3])
    name = page.word("time")
    levels = (page.level("agenda-total", colour=place.colour, background=background),)
    first = page.box(
        name, left, figure, fill=place.fill, inset=inset, anchor="bottom", rung=rung, wrap=False,
        slot="total", levels=levels,
    )  # fmt: skip
    page.add(first)
    if not behind.strip():
        page.add(Box(page.word("decoration"), right, fill=place.fill, decorative=True))
        return
    alone = page.set(unit, right, anchor="bottom", rung=LEAST)
    foot = alone.lines[-1].baseline - first.text.lines[-1].baseline if first.text else 0.0
    unit_level = page.level("agenda-title", colour=place.colour, background=background)
    page.add(
        page.box(
            name, right, unit, fill=place.fill, inset=(0.0, 0.0, 0.0, foot), anchor="bottom", rung=LEAST,
            wrap=False, slot="unit", levels=(unit_level,),
        )
    )  # fmt: skip


def _rung(page: Page, lines: Sequence[_Line], row: Rect) -> int:
    """The size that all lines share: the largest in which each is one line and does not fill its row, else in which
    each fits."""
    copies = [page.settings(line.text, "agenda-line") for line in lines]
    sizes = page.theme.styles["agenda-line"].sizes
    airy = next((n for n, size in enumerate(sizes) if size <= AIRY * row.h), len(sizes) - 1)
    set_alone = [page.set(copy, _words(row), wrap=False, rung=airy) for copy in copies]
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
        settings = page.settings(page.word("minutes", n=about(line.minutes)), "agenda-time", align="right")
        yield page.box(
            page.word("time"), at, settings, anchor="middle", rung=rung,
            slot=f"time-{n}", levels=(page.level("agenda-time", align="right"),),
        )  # fmt: skip
    if not last:
        rule = Rect(row.x, row.bottom - 0.5, row.w, 1)
        yield Box(page.word("rule"), rule, fill="line", decorative=True, key=f"rule-{n}")
