"""A question and its plain answer."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.heroes import stand
from deckgen.layout.page import Page
from deckgen.layout.signs import sign
from deckgen.reading.slide import Built, Hero, Reply
from deckgen.reading.values import Text


class Qna(Built, Hero):
    """A question as it was asked, and its answer in plain words on a field of its own.

    `title` is the question, in the voice of who asked it. With `build: true` the question stands alone, before a giant
    question mark, until a click brings the answer.
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
        background = place.fill or page.layout.background
        texts = (
            *page.settings(self.answer, "answer", colour=place.colour, background=background),
            *page.settings(self.detail, "answer-detail", colour=place.colour, background=background),
        )
        answer = page.fill("answer", texts, title=page.word("answer"), span=self.answer.span)
        if self.build:
            page.reveal_placed(answer)
