"""Questions that the room answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Answer, Built, Purpose
from deckgen.reading.values import Text
from deckgen.scene import Box, Freeform, Group, Insets, Rect, Run, Stroke

#: The number before a question, and gaps between rows and between choices.
MARK, AWAY, GAP = 44.0, 20.0, 14.0
#: The height of a lone question, and the most of its choices and of a row.
ASKED, CHOICE, ROW = 124.0, 150.0, 120.0
#: So many questions, or fewer, are set in larger type.
FEW = 3
LETTERS = "ABCD"
#: The line around what is right, and the tick on it.
RING, TICK = 4.0, 36.0


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
                "a question with choices needs two or more of them",
                hint="add another one, or leave `choices` out",
                field="choices",
            )
        if len(self.choices) > 1 and self.right is None:
            yield Wrong(
                f"the answer must be the number of a choice, from 1 to {len(self.choices)}",
                hint="count the choices from 1",
                field="answer",
            )

    @property
    def right(self) -> int | None:
        """The number of the right choice, from 0, where there is one."""
        choices = {raw.strip() for raw, _ in self.answer.by_language.values()}
        numbers = {str(n + 1): n for n in range(len(self.choices))}
        return numbers.get(choices.pop()) if len(choices) == 1 else None


class Quiz(Built):
    """One to five questions, each with two to four choices or none. The answers stand in the speaker's notes, and on
    the last page of the handout."""

    told: ClassVar[bool] = True
    layout: ClassVar[str] = "title-only"
    purpose: ClassVar[Purpose] = "exercise"
    drawn: ClassVar[bool] = True
    title: Text
    questions: Annotated[tuple[Question, ...], Many(1, 5)]

    def answers(self) -> tuple[Answer, ...]:
        return tuple(
            Answer(
                q.question,
                LETTERS[q.right] if q.right is not None else "",
                q.choices[q.right] if q.right is not None else q.answer,
                q.why,
                q.choices,
            )
            for q in self.questions
        )

    def draw(self, page: Page) -> None:
        page.title()
        if len(self.questions) == 1 and self.questions[0].choices:
            self._one(page, self.questions[0])
        else:
            self._several(page)

    def _one(self, page: Page, q: Question) -> None:
        """A question in a panel of its own, its choices as cards beneath."""
        body = page.body
        asked = page.settings(q.question, "statement-small", background="soft", align="left")
        panel = Rect(body.x, body.y, body.w, ASKED)
        question = page.box(
            page.prose(q.question).plain,
            panel,
            asked,
            fill="soft",
            outline="rounded",
            inset=(28, 10, 28, 10),
            anchor="middle",
            even=True,
            span=q.question.span,
            slot="question-1",
            levels=(page.level("statement-small", background="soft"),),
        )
        page.add_step(False, question)
        across = 2 if len(q.choices) in (2, 4) else 3
        rows = -(-len(q.choices) // across)
        top = panel.bottom + GAP + 6
        height = min(CHOICE, (body.bottom - top - (rows - 1) * GAP) / rows)
        area = Rect(body.x, top, body.w, rows * height + (rows - 1) * GAP)
        places = [c for row in area.rows(rows, GAP) for c in row.columns(across, GAP)]
        copies = [page.settings(c, "card-head", background="surface") for c in q.choices]
        inset = (MARK + 28 + 16, 8.0, 16.0, 8.0)
        rung = common_rung(page.set(c, at, inset=inset, anchor="middle") for c, at in zip(copies, places, strict=True))
        offered: list[Box | Freeform | Group | None] = []
        for n, (choice, copy, at) in enumerate(zip(q.choices, copies, places, strict=True)):
            card = page.box(
                page.prose(choice).plain,
                at,
                copy,
                fill="surface",
                outline="rounded",
                inset=inset,
                anchor="middle",
                rung=rung,
                span=choice.span,
                slot=f"choice-{n + 1}",
                levels=(page.level("card-head", background="surface"),),
            )
            letter = page.settings(LETTERS[n], "node", colour="accent", background="paper", align="center")
            mark = page.box(
                LETTERS[n],
                Rect(at.x + 24, at.y + (at.h - MARK) / 2, MARK, MARK),
                letter,
                fill="paper",
                outline="ellipse",
                anchor="middle",
                key=f"letter-{n + 1}",
            )
            offered += [card, mark]
        page.add_step(self.build, *offered)
        if self.build and q.right is not None:
            page.add_step(True, *self._right_card(page, places[q.right]))
        page.trait(page.word("questions-layout", n=1))
        page.trait(page.word("choices-layout", n=len(q.choices)))

    def _right_card(self, page: Page, at: Rect) -> Iterator[Box | Freeform | Group | None]:
        """A ring around the right choice, and a tick on its corner: only while the slide is shown in steps."""
        ring = page.box(page.word("right"), at, outline="rounded", stroke=Stroke("accent", RING), decorative=True)
        yield ring._replace(key="right", state="steps")
        disc = Rect(at.right - TICK / 2 - 6, at.y - TICK / 2 + 6, TICK, TICK)
        back = Box(page.word("right"), disc, None, "ellipse", 0, "accent", decorative=True)
        tick = page.icon("check", disc.inset(7), "paper")
        yield group(page.word("right"), (back, tick), "", "tick")._replace(state="steps")

    def _several(self, page: Page) -> None:
        """Numbered questions one beneath the other, their choices in a line under each; a click shows the next one, a
        click its answer."""
        body = page.body
        height = min(ROW, (body.h - GAP * (len(self.questions) - 1)) / len(self.questions))
        rows = [Rect(body.x, body.y + n * (height + GAP), body.w, height) for n in range(len(self.questions))]
        inset = (MARK + AWAY, 0.0, MARK + AWAY, 0.0)
        few = len(self.questions) <= FEW
        name, words = ("row-name", "row-words") if few else ("node", "node-text")
        copies = [(*page.settings(q.question, name), *self._choices(page, q, words)) for q in self.questions]
        rung = common_rung(page.set(c, r, inset=inset, anchor="middle") for c, r in zip(copies, rows, strict=True))
        levels = page.level(name), page.level(words)
        for n, (q, copy, row) in enumerate(zip(self.questions, copies, rows, strict=True), 1):
            number = page.settings(str(n), "node", colour="accent", background="soft", align="center")
            mark = page.box(
                page.word("number"),
                Rect(row.x, row.y + (row.h - MARK) / 2, MARK, MARK),
                number,
                fill="soft",
                outline="ellipse",
                anchor="middle",
                rung=1,
                key=f"number-{n}",
            )
            answer, below = self._answer(page, q, copy, row, inset, rung, words)
            asked = page.box(
                page.prose(q.question).plain,
                row,
                copy,
                inset=(*inset[:3], below),
                anchor="middle",
                rung=rung,
                span=q.question.span,
                slot=f"question-{n}",
                levels=levels,
            )
            page.add_step(self.build and n > 1, mark, asked)
            if self.build:
                ring = Box(
                    page.word("right"), mark.rect, None, "ellipse", 0, None, Stroke("accent", RING), decorative=True
                )
                ring = ring._replace(key=f"answered-{n}", state="steps")
                page.add_step(True, ring, answer and answer._replace(key=f"answer-{n}", state="steps"))
        page.trait(page.word("questions-layout", n=len(self.questions)))

    def _answer(
        self, page: Page, q: Question, asked: Sequence[Setting], row: Rect, inset: Insets, rung: int, style: str
    ) -> tuple[Box | None, float]:
        """The answer as a click shows it, and the room that it takes beneath the question: the letter of the right
        choice at the end of the row; or the answer in words, where the row has room for them."""
        if q.right is not None:
            letter = page.settings(LETTERS[q.right], "node", colour="paper", background="accent", align="center")
            at = Rect(row.right - MARK, row.y + (row.h - MARK) / 2, MARK, MARK)
            name = page.word("right-answer", answer=LETTERS[q.right])
            return page.box(name, at, letter, fill="accent", outline="ellipse", anchor="middle", rung=1), 0.0
        words = page.settings(q.answer, style, colour="accent")
        for small in range(len(words[0].sizes)):
            taken = page.safe_height(asked, row.w, inset, rung)
            height = page.safe_height(words, row.w, inset, small)
            if taken + height <= row.h:
                at = Rect(row.x, row.y + (row.h - height + taken) / 2, row.w, height)
                name = page.word("right-answer", answer=page.prose(q.answer).plain)
                return page.box(name, at, words, inset=inset, rung=small, span=q.answer.span), height
        return None, 0.0

    def _choices(self, page: Page, q: Question, style: str) -> tuple[Setting, ...]:
        if not q.choices:
            return ()
        lines = [page.settings(c, style)[0] for c in q.choices]
        runs: list[Run] = []
        for n, line in enumerate(lines):
            letter = line.runs[0]._replace(text=("\u2003" if n else "") + LETTERS[n] + " ", bold=True, colour="accent")
            runs += [letter, *line.runs]
        return (lines[0]._replace(runs=tuple(runs)),)
