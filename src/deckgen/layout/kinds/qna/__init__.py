"""A question and its plain answer."""

from __future__ import annotations

from typing import ClassVar

from deckgen.layout.page import Page
from deckgen.reading.slide import Built, Reply
from deckgen.reading.values import Text


class Qna(Built):
    """A question as it was asked, and its answer in plain words, as two voices in a conversation.

    `title` is the question, in the voice of who asked it. With `build: true` the answer waits for a click.
    """

    told: ClassVar[bool] = True
    layout: ClassVar[str] = "question"
    title: Text
    answer: Text
    detail: Text | None = None

    def reply(self) -> Reply:
        return Reply(self.title, self.answer, self.detail)

    def draw(self, page: Page) -> None:
        page.title()
        answer = page.fill("answer", self.answer, even=True, title=page.word("answer"))
        detail = page.fill("detail", self.detail, even=True, title=page.word("detail"))
        if self.build:
            page.reveal_placed(answer)
            page.reveal_placed(detail)
