"""A question and its plain answer."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.heroes import stand
from deckgen.layout.page import Page
from deckgen.layout.signs import sign
from deckgen.reading.palette import contrast
from deckgen.reading.slide import Built, Hero, Reply
from deckgen.reading.theme import Placeholder
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect

#: Fields that stand out less from each other have a rule of so many points between them.
APART, RULE = 1.25, 4.0


class Qna(Built, Hero):
    """A question as it was asked, and its answer in plain words on a field of its own.

    `title` is the question, in the voice of who asked it, beside a giant question mark. With `build: true` it stands
    alone until a click brings the answer.
    """

    told: ClassVar[bool] = True
    layout: ClassVar[str] = "question"
    title: Text
    answer: Text
    detail: Text | None = None

    def reply(self) -> Reply:
        return Reply(self.title, self.answer, self.detail)

    def draw(self, page: Page) -> None:
        stand(page, "question", self)
        mark = sign(page, "question", "?")
        if mark:
            page.add(mark)
        page.title()
        place = page.place("answer")
        rule = _rule(page, place)
        background = place.fill or page.layout.background
        texts = (
            *page.settings(self.answer, "answer", colour=place.colour, background=background),
            *page.settings(self.detail, "answer-detail", colour=place.colour, background=background),
        )
        answer = page.fill("answer", texts, even=True, title=page.word("answer"), span=self.answer.span)
        if rule:
            page.add(rule)
        if self.build:
            page.reveal_placed(answer, rule)


def _rule(page: Page, place: Placeholder) -> Box | None:
    """A rule along the edge of the answer's field, where that hardly stands out from the question's."""
    if place.fill and contrast(page.theme.hex(place.fill), page.theme.hex(page.ground.fill)) >= APART:
        return None
    at = place.at
    edge = Rect(at.x, at.y - RULE, at.w, RULE) if at.y else Rect(at.x - RULE, at.y, RULE, at.h)
    return Box(page.word("rule"), edge, fill=page.ground.bright, decorative=True, key="rule")
