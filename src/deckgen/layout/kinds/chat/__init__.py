"""Questions as they were asked, and what came of checking the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, NamedTuple

from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many, Model
from deckgen.reading.slide import Built, Point
from deckgen.reading.values import Text
from deckgen.scene import Align, Box, Group, Insets, Level, Rect, Stroke

Verdict = Literal["right", "condition", "wrong"]
#: The sign of each verdict by its Lucide name, and the colours of its disc: of what fills it and of what is on it. No
#: hue says `right`, since a theme's second colour may be a red, and what is wrong has a ring alone.
SIGNS: dict[Verdict, tuple[str, str | None, str]] = {
    "right": ("check", "text", "paper"),
    "condition": ("triangle-alert", "accent", "paper"),
    "wrong": ("x", None, "muted"),
}
#: The height of the columns' heads, the column of the verdicts, and the gap between rows.
HEAD, JUDGED, GAP = 28.0, 88.0, 16.0
#: How far the heads stand over the body's top, so that they keep clear of the first boxes.
HIGHER = 8.0
#: From so many rows on, questions stand in a list, and answers on one field that reaches the page's edges.
CROWDED = 5
#: The list: the questions' share of the body, also where verdicts have a word above each answer; the room that words
#: keep from the field's edge, and from it to the answers; the column of the numbers.
SHARE, SHARE_JUDGED, BEFORE, BEHIND, NUMBER = 0.38, 0.46, 28.0, 36.0, 44.0
#: How far the field of a list reaches over the body's top, and beneath its foot, where the slide's number stands; what
#: the names keep free of its top.
RISE, DROP, UNDER = 12.0, 8.0, 8.0
#: What the words of a list keep free of its rules, where a size of them has room for that.
FREE = 10.0
#: The line of a verdict's word above an answer, how much lower it stands, and a rule between rows.
ABOVE, LOWER, RULE = 20.0, 6.0, 1.5
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


class Look(NamedTuple):
    """How questions and answers look: what fills their boxes, the colour of questions, the insets of both, where the
    words of verdicts line up, and what fills a sign that is a ring."""

    ask: str | None
    answer: str | None
    asked: str | None
    left: Insets
    right: Insets
    align: Align
    empty: str | None


BUBBLES = Look("surface", "soft", None, INSET, INSET, "center", None)
LISTED = Look(None, None, None, (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0), "left", "paper")


class Exchange(Model):
    """A question and its answer, beneath which the `condition` stands under which it is true; `verdict` says what
    checking found: `right`, `condition` (right under a condition), `wrong`."""

    ask: Text
    answer: Text
    condition: Text | None = None
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
    from the start; a click brings each answer. Five questions are a list, and the answers stand on one field.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    told: ClassVar[bool] = True
    title: Text
    who: Who | None = None
    exchanges: Annotated[tuple[Exchange, ...], Many(2, 5)]

    def exercise_points(self) -> tuple[Point, ...]:
        if all(e.condition for e in self.exchanges):  # the condition leads to the answer
            return tuple(Point(e.answer, e.condition) for e in self.exchanges)
        return tuple(Point(e.ask, e.answer) for e in self.exchanges)

    def draw(self, page: Page) -> None:
        page.title()
        listed = len(self.exchanges) >= CROWDED
        look = LISTED if listed else BUBBLES
        asks = [page.settings(e.ask, "chat-ask", background=look.ask, colour=look.asked) for e in self.exchanges]
        answers = [_answered(page, e) for e in self.exchanges]
        rows = self._listed(page.body) if listed else self._rows(page.body)
        if listed:
            page.add(self._field(page, rows), *self._rules(page, rows))
        if self.who:
            page.add_step(False, *self._heads(page, self.who, rows[0], look))
        asked = _common(page, asks, [r.ask for r in rows], look.left, listed)
        told = _common(page, answers, [r.answer for r in rows], look.right, listed)
        levels: tuple[Level, ...] = (page.level("chat-ask", background=look.ask, colour=look.asked),)
        for n, (exchange, row, words) in enumerate(zip(self.exchanges, rows, asks, strict=True), 1):
            box = page.box(
                page.prose(exchange.ask).plain, row.ask, words, fill=look.ask,
                outline="rounded" if look.ask else "rectangle", inset=look.left, anchor="middle", rung=asked, even=True,
                span=exchange.ask.span, slot=f"ask-{n}", levels=levels,
            )  # fmt: skip
            page.add_step(False, self._number(page, n, row) if listed and not self._judging else None, box)
        styles = ("chat-answer", "chat-condition") if any(e.condition for e in self.exchanges) else ("chat-answer",)
        levels = tuple(page.level(style, background="soft") for style in styles)
        for n, (exchange, row, words) in enumerate(zip(self.exchanges, rows, answers, strict=True), 1):
            box = page.box(
                page.prose(exchange.answer).plain, row.answer, words, fill=look.answer,
                outline="rounded" if look.answer else "rectangle", inset=look.right, anchor="middle", rung=told,
                even=True, span=exchange.answer.span, slot=f"answer-{n}", levels=levels,
            )  # fmt: skip
            page.add_step(self.build, *self._judged(page, n, exchange, row, look), box)
        page.trait(page.word("chat-layout", n=len(rows)))

    @property
    def _judging(self) -> bool:
        return any(exchange.verdict for exchange in self.exchanges)

    def _rows(self, area: Rect) -> Sequence[Row]:
        """The rows beneath the names; both columns are equally wide where verdicts stand between them, else short
        questions leave more width to the answers."""
        head, n = HEAD if self.who else 0.0, len(self.exchanges)
        free = area.h - head
        height = min(TALLEST, (free - GAP * (n - 1)) / n)
        gap = min(FARTHEST, (free - height * n) / (n - 1))
        between = JUDGED if self._judging else APART
        width = (area.w - between) * (0.5 if self._judging else ASKED)
        rows = []
        for i in range(n):
            y = area.y + head + (height + gap) * i
            ask, judged = Rect(area.x, y, width, height), Rect(area.x + width, y, between, height)
            rows.append(Row(ask, judged, Rect(judged.right, y, area.right - judged.right, height)))
        return rows

    def _listed(self, area: Rect) -> Sequence[Row]:
        """The rows of a list: verdicts stand on the edge of the answers' field, the word of each above the answer."""
        edge = area.x + round(area.w * (SHARE_JUDGED if self._judging else SHARE))
        left = area.x + (0.0 if self._judging else NUMBER)
        top = area.y - RISE + (UNDER + HEAD if self.who else 0.0)
        word = ABOVE if self._judging else 0.0
        rows = []
        for row in Rect(area.x, top, area.w, area.bottom + DROP - top).rows(len(self.exchanges), 0):
            answer = Rect(edge + BEHIND, row.y, area.right - edge - BEHIND, row.h).inset(0, word, 0, 0)
            rows.append(
                Row(
                    Rect(left, row.y, edge - BEFORE - left, row.h),
                    Rect(edge - DISC / 2, row.y + (row.h - DISC) / 2, DISC, DISC),
                    answer,
                )
            )
        return rows

    def _field(self, page: Page, rows: Sequence[Row]) -> Box:
        """The field on which answers stand in a list, with what they are called, out to the page's edge."""
        x, top = rows[0].answer.x - BEHIND, page.body.y - RISE
        at = Rect(x, top, page.theme.page[0] - x, page.body.bottom + DROP - top)
        return Box(page.word("decoration"), at, None, "rectangle", 0, "soft", decorative=True)

    def _rules(self, page: Page, rows: Sequence[Row]) -> Iterator[Box]:
        """The lines between rows, which end with the field."""
        left, right = page.body.x, page.theme.page[0]
        for above, row in pairwise(rows):
            at = Rect(left, (above.ask.bottom + row.ask.y - RULE) / 2, right - left, RULE)
            yield Box(page.word("rule"), at, fill="line", decorative=True)

    def _number(self, page: Page, n: int, row: Row) -> Box:
        """The number of a question in a list."""
        at = Rect(row.ask.x - NUMBER, row.ask.y, NUMBER, row.ask.h)
        return page.box(
            page.word("step", n=n), at, page.settings(str(n), "agenda-number"), anchor="middle", rung=2,
            key=f"number-{n}",
        )  # fmt: skip

    def _heads(self, page: Page, who: Who, row: Row, look: Look) -> Iterator[Box]:
        """Who asks and who answers."""
        top = page.body.y - (RISE - UNDER if look is LISTED else HIGHER)
        for slot, text, colour, at, inset in (
            ("asks", who.asks, "muted", row.ask, look.left),
            ("answers", who.answers, "deep", row.answer, look.right),
        ):
            on = "soft" if look is LISTED and slot == "answers" else None
            words = page.settings(text, "kicker", colour=colour, background=on)
            level = page.level("kicker", colour=colour, background=on)
            yield page.box(
                page.prose(text).plain,
                Rect(at.x, top, at.w, HEAD),
                words,
                inset=(inset[0], 0, 0, 0),
                span=text.span,
                slot=slot,
                levels=(level,),
            )

    def _judged(self, page: Page, n: int, exchange: Exchange, row: Row, look: Look) -> Iterator[Box | Group]:
        """The verdict: its sign, and its word beneath, or above the answer in a list."""
        if exchange.verdict is None:
            return
        icon, fill, ink = SIGNS[exchange.verdict]
        at, on = row.judged, "soft" if look is LISTED else None
        top = at.y + (at.h - DISC - WORD) / 2
        if look is LISTED:
            disc, place, align = at, Rect(row.answer.x, row.answer.y - ABOVE + LOWER, row.answer.w, WORD), look.align
        else:
            disc = Rect(at.x + (at.w - DISC) / 2, top, DISC, DISC)
            place, align = Rect(at.x, top + DISC, at.w, WORD), look.align
        ring = None if fill else Stroke(ink, RING)
        word = page.word(f"verdict-{exchange.verdict}")
        drawn = (
            Box(page.word("decoration"), disc, None, "ellipse", 0, fill or look.empty, ring, decorative=True),
            page.icon(icon, disc.inset(DISC / 4), ink, exchange.ask.span),
        )
        yield group(page.word("icon"), drawn, "", f"verdict-sign-{n}")
        settings = page.settings(word, "label", align=align, background=on)
        yield page.box(
            word, place, settings, anchor="middle", wrap=False, span=exchange.ask.span, slot=f"verdict-{n}",
            levels=(page.level("label", align=align, background=on),),
        )  # fmt: skip


def _common(
    page: Page, copies: Sequence[tuple[Setting, ...]], places: Sequence[Rect], inset: Insets, listed: bool
) -> int:
    """The size that all copies share: of a list the first that keeps them `FREE` of the rules, where one does."""
    rung = common_rung(page.set(c, at, inset=inset, anchor="middle") for c, at in zip(copies, places, strict=True))
    if not listed:
        return rung
    last = max(len(s.sizes) for c in copies for s in c) - 1
    for smaller in range(rung, last + 1):
        blocks = [page.set(c, at, inset=inset, rung=smaller) for c, at in zip(copies, places, strict=True)]
        free = (at.h - 2 * FREE - text.height for text, at in zip(blocks, places, strict=True))
        if all(text.rung == smaller for text in blocks) and min(free) >= 0:
            return smaller
    return rung


def _answered(page: Page, exchange: Exchange) -> tuple[Setting, ...]:
    """An answer, and its condition beneath."""
    return (
        *page.settings(exchange.answer, "chat-answer", background="soft"),
        *page.settings(exchange.condition, "chat-condition", background="soft"),
    )
