"""Questions as they were asked, and what came of checking the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple

from deckgen.layout.page import Page, group
from deckgen.layout.typeset import common_rung
from deckgen.reading.model import Many, Model
from deckgen.reading.slide import Built, Point
from deckgen.reading.values import Text
from deckgen.scene import Box, Group, Insets, Rect, Stroke

Verdict = Literal["right", "condition", "wrong"]
#: The sign of each verdict by its Lucide name, and the colours of its disc: of what fills it and of what is on it. No
#: hue says `right`, since a theme's second colour may be a red, and what is wrong has a ring alone.
SIGNS: dict[Verdict, tuple[str, str | None, str]] = {
    "right": ("check", "text", "paper"),
    "condition": ("triangle-alert", "accent", "paper"),
    "wrong": ("x", None, "muted"),
}
#: The height of the columns' heads, the column of the verdicts, the gap between rows, and between many.
HEAD, JUDGED, GAP, TIGHT = 28.0, 88.0, 16.0, 8.0
#: So many rows are many.
CROWDED = 5
#: Where nothing is judged: the space between the columns, and the questions' share of the width.
APART, ASKED = 24.0, 0.4
#: Rows are no higher than this, and stand at most so far apart.
TALLEST, FARTHEST = 176.0, 32.0
#: A verdict's disc, and the line of its word beneath it.
DISC, WORD = 34.0, 24.0
#: The line of a ring, inside which nothing is filled.
RING = 2.5
#: A bubble's insets.
INSET: Insets = (18.0, 6.0, 16.0, 6.0)


class Exchange(Model):
    """A question and its answer; `verdict` says what checking found: `right`, `condition` (right under a condition),
    `wrong`."""

    ask: Text
    answer: Text
    verdict: Verdict | None = None


class Who(Model):
    """Who asks, and who answers: the names above the two columns."""

    asks: Text
    answers: Text


class Row(NamedTuple):
    """The rectangles of a question, its verdict and its answer."""

    ask: Rect
    judged: Rect
    answer: Rect


class Chat(Built):
    """A conversation of two to five questions, as they were asked on the left, with what is true of each on the right.

    `who` names both sides. A `verdict` stands between the two: `right`, `condition` or `wrong`. Questions stand there
    from the start; a click brings each answer.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    told: ClassVar[bool] = True
    title: Text
    who: Who | None = None
    exchanges: Annotated[tuple[Exchange, ...], Many(2, 5)]

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(e.ask, e.answer) for e in self.exchanges)

    def draw(self, page: Page) -> None:
        page.title()
        rows = self._rows(page.body)
        if self.who:
            page.add_step(False, *self._heads(page, self.who, rows[0]))
        asks = [page.settings(e.ask, "chat-ask", background="surface") for e in self.exchanges]
        answers = [page.settings(e.answer, "chat-answer", background="soft") for e in self.exchanges]
        asked = common_rung(page.set(s, r.ask, inset=INSET, anchor="middle") for s, r in zip(asks, rows, strict=True))
        told = common_rung(
            page.set(s, r.answer, inset=INSET, anchor="middle") for s, r in zip(answers, rows, strict=True)
        )
        for n, (exchange, row) in enumerate(zip(self.exchanges, rows, strict=True), 1):
            page.add_step(False, _bubble(page, exchange.ask, row.ask, "chat-ask", "surface", asked, f"ask-{n}"))
        for n, (exchange, row) in enumerate(zip(self.exchanges, rows, strict=True), 1):
            answer = _bubble(page, exchange.answer, row.answer, "chat-answer", "soft", told, f"answer-{n}")
            page.add_step(self.build, *self._judged(page, n, exchange, row.judged), answer)
        page.trait(page.word("chat-layout", n=len(rows)))

    def _rows(self, area: Rect) -> Sequence[Row]:
        """The rows beneath the names; both columns are equally wide where verdicts stand between them, else short
        questions leave more width to the answers."""
        head, n = HEAD if self.who else 0.0, len(self.exchanges)
        free = area.h - head
        least = TIGHT if n >= CROWDED else GAP
        height = min(TALLEST, (free - least * (n - 1)) / n)
        gap = min(FARTHEST, (free - height * n) / (n - 1))
        judging = any(exchange.verdict for exchange in self.exchanges)
        between = JUDGED if judging else APART
        width = (area.w - between) * (0.5 if judging else ASKED)
        rows = []
        for i in range(n):
            y = area.y + head + (height + gap) * i
            ask, judged = Rect(area.x, y, width, height), Rect(area.x + width, y, between, height)
            rows.append(Row(ask, judged, Rect(judged.right, y, area.right - judged.right, height)))
        return rows

    def _heads(self, page: Page, who: Who, row: Row) -> Iterator[Box]:
        """Who asks and who answers."""
        for slot, text, colour, at in (
            ("asks", who.asks, "muted", row.ask),
            ("answers", who.answers, "deep", row.answer),
        ):
            words, level = page.settings(text, "kicker", colour=colour), page.level("kicker", colour=colour)
            head = Rect(at.x, row.ask.y - HEAD, at.w, HEAD)
            yield page.box(
                page.prose(text).plain,
                head,
                words,
                inset=(INSET[0], 0, 0, 0),
                span=text.span,
                slot=slot,
                levels=(level,),
            )

    def _judged(self, page: Page, n: int, exchange: Exchange, at: Rect) -> Iterator[Box | Group]:
        """The verdict: its sign, and its word beneath."""
        if exchange.verdict is None:
            return
        icon, fill, ink = SIGNS[exchange.verdict]
        top = at.y + (at.h - DISC - WORD) / 2
        disc = Rect(at.x + (at.w - DISC) / 2, top, DISC, DISC)
        ring = None if fill else Stroke(ink, RING)
        word = page.word(f"verdict-{exchange.verdict}")
        drawn = (
            Box(page.word("decoration"), disc, None, "ellipse", 0, fill, ring, decorative=True),
            page.icon(icon, disc.inset(DISC / 4), ink, exchange.ask.span),
        )
        yield group(page.word("icon"), drawn, "", f"verdict-sign-{n}")
        settings = page.settings(word, "label", align="center")
        place = Rect(at.x, top + DISC, at.w, WORD)
        yield page.box(
            word, place, settings, anchor="middle", wrap=False, span=exchange.ask.span, slot=f"verdict-{n}",
            levels=(page.level("label", align="center"),),
        )  # fmt: skip


def _bubble(page: Page, text: Text, at: Rect, style: str, fill: str, rung: int, slot: str) -> Box:
    """What is said, in its bubble."""
    return page.box(
        page.prose(text).plain, at, page.settings(text, style, background=fill), fill=fill, outline="rounded",
        inset=INSET, anchor="middle", rung=rung, even=True, span=text.span, slot=slot,
        levels=(page.level(style, background=fill),),
    )  # fmt: skip
