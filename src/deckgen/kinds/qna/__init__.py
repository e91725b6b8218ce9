"""A question and its plain answer."""

from __future__ import annotations

from typing import ClassVar

from deckgen.content import Text
from deckgen.slide import Slide


class Qna(Slide):
    """A question as it was asked, and its answer in plain words, as two voices in a conversation.

    `title` is the question, in the voice of who asked it.
    """

    layout: ClassVar[str] = "question"
    title: Text
    answer: Text
    detail: Text | None = None

    def draw(self, page) -> None:
        page.title()
        page.fill("answer", self.answer, even=True, title=page.word("answer"))
        page.fill("detail", self.detail, even=True, title=page.word("detail"))
