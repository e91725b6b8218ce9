"""Questions that the room answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal

from deckgen.diagnostics import Diagnostic
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import common_rung
from deckgen.messages import say
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Answer, Built, Purpose, Slide, Used
from deckgen.reading.values import Slug, Text
from deckgen.scene import Box, Freeform, Group, Insets, Rect, Stroke

#: What the quiz is about stands above its question, in a line of this height and so far above it.
KICKER, ABOVE = 32.0, 12.0
#: The column of a question's number, and the question's height: with choices.
NUMBER, ASKED = 96.0, 136.0
#: The height of a number, and that of its question's capitals as a share of their size.
TALL, CAPITALS = 136.0, 0.73
#: The gap between choices, the greatest height of one, and its letter with the room around it.
GAP, TALLEST, LETTER, AWAY = 14.0, 200.0, 52.0, 20.0
LETTERS = "ABCD"
#: The line around what is right, the tick on it, and the room of an answer in words.
RING, TICK, TOLD = 4.0, 36.0, 170.0


class Question(Model):
    """A question; `answer` is the number of the right one of its `choices` (from 1), or where it has none the answer
    itself; `why` says why, in the answer key."""

    question: Text
    choices: Annotated[tuple[Text, ...], Many(0, 4)] = ()
    answer: Text
    why: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        if len(self.choices) == 1:
            yield Wrong(
                say("slide.one-choice"),
                hint=say("slide:add-another-one-or-leave"),
                field="choices",
            )
        if len(self.choices) > 1 and self.right is None:
            yield Wrong(
                say("slide.answer", most=len(self.choices)),
                hint=say("slide:count-the-choices-from-1"),
                field="answer",
            )

    @property
    def right(self) -> int | None:
        """The number of the right choice, from 0, where there is one."""
        choices = {raw.strip() for raw, _ in self.answer.by_language.values()}
        numbers = {str(n + 1): n for n in range(len(self.choices))}
        return numbers.get(choices.pop()) if len(choices) == 1 else None


class Quiz(Built):
    """One to five questions, each with two to four choices or none, and each on a slide of its own. The answers stand
    in the speaker's notes, and on the last page of the handout."""

    told: ClassVar[bool] = True
    layout: ClassVar[str] = "title-only"
    purpose: ClassVar[Purpose] = "exercise"
    drawn: ClassVar[bool] = True
    exhibit: ClassVar[Literal["figure", "listing", ""]] = ""
    title: Text
    questions: Annotated[tuple[Question, ...], Many(1, 5)]

    @property
    def number(self) -> int:
        """The number of its question among those of the quiz, from 1; 0 where it has all of them."""
        number: int = self.__dict__.get("_number", 0)
        return number

    def spread(self, used: Used, diagnostics: list[Diagnostic]) -> Sequence[Slide]:
        """A slide for each question, numbered in its title. Those after the first have no notes, no prose and no
        exercise of their own; all of them share its minutes."""
        count = len(self.questions)
        if count == 1:
            return [self]
        return [self._page(n, count) for n in range(count)]

    def _page(self, n: int, count: int) -> Slide:
        each = round(self.minutes / count, 2)
        own: dict[str, Any] = {"_number": n + 1, "questions": (self.questions[n],), "_all": self.questions}
        own |= {"_whole": self.title}
        own |= {"minutes": each if n else self.minutes - each * (count - 1), "unspoken": self.unspoken.shared(count)}
        own |= {"title": self.title.also(f" ({n + 1}/{count})")}
        if n:
            own |= {"id": Slug(f"{self.id}-{n + 1}"), "notes": None, "handout": None, "exercise": None}
        return type(self)(**{**self.__dict__, **own})

    def answers(self) -> tuple[Answer, ...]:
        return tuple(_answer(q, self.number) for q in self.questions)

    def answer_key(self) -> tuple[Answer, ...]:
        whole: tuple[Question, ...] = self.__dict__.get("_all", self.questions)
        return tuple(_answer(q, 0) for q in whole) if self.number < 2 else ()

    def whole_title(self) -> Text | None:
        whole: Text | None = self.__dict__.get("_whole")
        return whole

    def draw(self, page: Page) -> None:
        body, q = page.theme.regions["body"], self.questions[0]
        top = page.place("title").at
        kicker = page.settings(self.title, "kicker")
        page.fill("title", kicker, at=Rect(top.x, top.y, top.w, KICKER), title=page.word("title"))
        free = Rect(body.x, top.y + KICKER + ABOVE, body.w, body.bottom - top.y - KICKER - ABOVE)
        if q.choices:
            self._ask(page, q, free._replace(h=ASKED))
            self._choices(page, q, free.inset(0, ASKED + GAP, 0, 0))
        elif self.build:
            told = self._told(page, q, free._replace(y=free.bottom - TOLD, h=TOLD))
            self._ask(page, q, free._replace(h=told.rect.y - GAP - free.y), "asked-alone")
            page.add_step(True, told)
        else:
            self._ask(page, q, free, "asked-alone")

    def _told(self, page: Page, q: Question, at: Rect) -> Box:
        """The answer to a question without choices, as the last click shows it: only while the slide is in steps. It
        takes as much of the foot of a place as it needs."""
        words = page.settings(q.answer, "quiz-told", colour="accent")
        rung = page.set(words, at).rung
        height = min(at.h, page.safe_height(words, at.w, (0, 0, 0, 0), rung))
        foot = at._replace(y=at.bottom - height, h=height)
        answer = page.box(page.word("answer"), foot, words, rung=rung, span=q.question.span, key="answer")
        return answer._replace(state="steps")

    def _ask(self, page: Page, q: Question, at: Rect, style: str = "asked") -> None:
        """The question, large, behind its number where there are several."""
        words, left = page.settings(q.question, style), NUMBER if self.number else 0.0
        question = page.box(
            page.prose(q.question).plain, at.inset(left, 0, 0, 0), words, anchor="middle", even=True,
            span=q.question.span, slot="question-1", levels=(page.level(style),),
        )  # fmt: skip
        parts = [self._figure(page, at, question)] if self.number else []
        page.add_step(False, *parts, question)
        page.trait(page.word("questions-layout", n=1))

    def _figure(self, page: Page, at: Rect, question: Box) -> Box:
        """The question's number: before one line or two, or before the first of more."""
        figure, lines = page.settings(str(self.number), "question-number"), question.text.lines if question.text else ()
        if len(lines) > 2:
            middle = at.y + lines[0].baseline - lines[0].size * CAPITALS / 2
            at = at._replace(y=middle - TALL / 2, h=TALL)
        place = at._replace(w=NUMBER)
        return page.box(page.word("number"), place, figure, anchor="middle", wrap=False, key=f"number-{self.number}")

    def _choices(self, page: Page, q: Question, free: Rect) -> None:
        """The choices: two beside each other, three one beneath the other, four in a square."""
        across = 1 if len(q.choices) == 3 else 2
        rows = -(-len(q.choices) // across)
        height = min(TALLEST, (free.h - GAP * (rows - 1)) / rows)
        area = free._replace(h=rows * height + (rows - 1) * GAP)
        places = [c for row in area.rows(rows, GAP) for c in row.columns(across, GAP)]
        copies = [page.settings(c, "quiz-choice", background="surface") for c in q.choices]
        inset: Insets = (AWAY + LETTER + AWAY, 8.0, AWAY, 8.0)
        rung = common_rung(page.set(c, at, inset=inset, anchor="middle") for c, at in zip(copies, places, strict=True))
        offered: list[Box] = []
        for n, (choice, copy, at) in enumerate(zip(q.choices, copies, places, strict=True)):
            card = page.box(
                page.prose(choice).plain, at, copy, fill="surface", outline="rounded", inset=inset, anchor="middle",
                rung=rung, span=choice.span, slot=f"choice-{n + 1}",
                levels=(page.level("quiz-choice", background="surface"),),
            )  # fmt: skip
            letter = page.settings(LETTERS[n], "node", colour="paper", background="accent", align="center")
            mark = page.box(
                LETTERS[n], Rect(at.x + AWAY, at.y + (at.h - LETTER) / 2, LETTER, LETTER), letter, fill="accent",
                outline="ellipse", anchor="middle", key=f"letter-{n + 1}",
            )  # fmt: skip
            offered += [card, mark]
        page.add_step(self.build, *offered)
        if self.build and q.right is not None:
            page.add_step(True, *self._right_card(page, places[q.right]))
        page.trait(page.word("choices-layout", n=len(q.choices)))

    def _right_card(self, page: Page, at: Rect) -> Iterator[Box | Freeform | Group | None]:
        """A ring around the right choice, and a tick on its corner: only while the slide is shown in steps."""
        ring = page.box(page.word("right"), at, outline="rounded", stroke=Stroke("accent", RING), decorative=True)
        yield ring._replace(key="right", state="steps")
        disc = Rect(at.right - TICK / 2 - 6, at.y - TICK / 2 + 6, TICK, TICK)
        back = Box(page.word("right"), disc, None, "ellipse", 0, "accent", decorative=True)
        tick = page.icon("check", disc.inset(7), "paper")
        yield group(page.word("right"), (back, tick), "", "tick")._replace(state="steps")


def _answer(q: Question, number: int) -> Answer:
    """The answer to a question."""
    letter = LETTERS[q.right] if q.right is not None else ""
    return Answer(q.question, letter, q.choices[q.right] if q.right is not None else q.answer, q.why, q.choices, number)
