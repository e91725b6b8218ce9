"""The exercises of a workbook: what is asked about a slide, with blanks to fill in and with what belongs in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple, TypeVar

from deckgen.composing.blocks import without_number
from deckgen.composing.deck import Placed
from deckgen.diagnostics import Diagnostic, error
from deckgen.layout.words import one_line
from deckgen.messages import Message, listing, say
from deckgen.reading.slide import Answer, Point
from deckgen.reading.slide import Exercise as Task
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect, Run, Scene, Table
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.depictions import needed
from deckgen.writers.handout.explaining import explaining
from deckgen.writers.handout.figures import Figure, blanked, crop, drawing, figure, labelled, millimetres
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.lines import PrintLine, break_lines
from deckgen.writers.handout.press import SLIDE
from deckgen.writers.handout.setter import PrintPicture, Setter, Title, form_name

#: What an exercise asks for: what the author wrote with a slide, or the questions of the slide itself.
Ask = Literal["fill", "label", "order", "write", "quiz"]
#: The most boxes of a drawing that are left out where the author does not name them.
LABELS = 8
#: The width in millimetres of a blank for a name and of one for a number; of what stands before an item, and between
#: an item and its blank; of a choice's box and letter; the least width of an answer.
NAME, NUMBER, MARK, BESIDE, TICK, LEAST = 48.0, 12.0, 8.0, 6.0, 18.0, 8.0
#: The tallest figure whose words need no more, in parts of the page; the tallest of all.
TALLEST, MOST = 0.2, 0.5
#: Lines for the answer to a question without choices.
ANSWER_LINES = 2
#: How much wider a blank for a name is in large print.
LARGE = 1.5
#: What stands before choices.
LETTERS = "ABCD"
#: What the anchors of exercises begin with.
EXERCISE = "exercise-"


class Blank(NamedTuple):
    """A blank: `field` is its name in the form, `about` what a screen reader says, `answer` what belongs in it; its
    width in millimetres, and how many lines high it is; what can be chosen for it."""

    field: str
    about: str
    answer: tuple[PrintLine, ...]
    width: float
    lines: int = 1
    bank: tuple[str, ...] = ()


class Item(NamedTuple):
    """A line of an exercise: a mark before it, its words, a blank; or choices to tick, each with its letter, and what
    they answer (`asked`)."""

    mark: str
    words: tuple[PrintLine, ...]
    blank: Blank | None
    choices: tuple[tuple[Blank, str, tuple[PrintLine, ...]], ...] = ()
    asked: str = ""


class Badge(NamedTuple):
    """A number in an emptied box of a drawing, in millimetres from the corner of its figure."""

    number: int
    x: float
    y: float
    width: float
    height: float


class Exercise(NamedTuple):
    """One exercise: what it asks, in a sentence (`task`) or more (`tasks`), and the words that belong into its
    blanks, shuffled."""

    anchor: str
    number: int
    ask: Ask
    title: Title
    task: tuple[PrintLine, ...]
    tasks: tuple[PrintBlock, ...]
    items: tuple[Item, ...]
    words: tuple[PrintLine, ...]
    figure: Figure | None
    badges: tuple[Badge, ...]
    #: Where it is explained.
    explained: tuple[PrintLine, ...] = ()


class Work(NamedTuple):
    """What an exercise asks to do: its items, the words to choose from, its figure with numbers in emptied boxes."""

    items: Sequence[Item]
    bank: Sequence[str] = ()
    figure: Figure | None = None
    badges: Sequence[Badge] = ()


T = TypeVar("T")


class Exercises:
    """Makes the exercises of a deck, `filled` with their answers or not, and collects what they draw, which slides
    they ask about (by their ids) and what is wrong with them."""

    def __init__(self, setter: Setter, filled: bool) -> None:
        self.findings: list[Diagnostic] = []
        self.crops: list[Crop] = []
        self.blanks: list[Scene] = []
        self.slides: list[str] = []
        self._setter = setter
        self._filled = filled
        self._name = NAME * (LARGE if setter.sheet.large else 1.0)
        self._measure = setter.sheet.measure

    def make(self) -> Iterator[Exercise]:
        """The exercises, in the order of their slides."""
        for placed, scene in zip(self._setter.deck.slides, self._setter.scenes, strict=True):
            task = placed.slide.exercise
            if task is None and not placed.slide.answer_key():
                continue
            self.slides.append(placed.slide.id)
            if not (self._filled and task is not None and task.ask == "write"):  # what readers think is no answer
                yield self._exercise(len(self.slides), placed, scene, task)

    def _exercise(self, number: int, placed: Placed, scene: Scene, task: Task | None) -> Exercise:
        setter, ask = self._setter, task.ask if task else "quiz"
        work = self._work(placed, scene, task, f"e{number}")
        bank = tuple(work.bank)
        items = [i._replace(blank=i.blank._replace(bank=bank)) if i.blank else i for i in work.items]
        return Exercise(
            f"{EXERCISE}{number}",
            number,
            ask,
            setter.title(scene.title, "title", setter.sheet.aside),
            *self._asked(task, ask),
            tuple(items),
            self._bank(work.bank),
            work.figure,
            tuple(work.badges),
            tuple(self._explained(placed, task)),
        )

    def _explained(self, placed: Placed, task: Task | None) -> Iterator[PrintLine]:
        """Which slide explains what is asked: the one that it is about; of a quiz, one for each question."""
        setter = self._setter
        said = [setter.word("explained-on", n=placed.number)]
        if task is None:
            found = ((n, explaining(setter.deck, a)) for n, a in enumerate(placed.slide.answer_key(), 1))
            said = [setter.word("question-explained", question=n, n=p.number) for n, p in found if p]
        for text in said:
            yield from setter.lines(text, "small", setter.sheet.aside)

    def _asked(self, task: Task | None, ask: Ask) -> tuple[tuple[PrintLine, ...], tuple[PrintBlock, ...]]:
        """What an exercise asks: a sentence, or where its author wrote more, paragraphs and lists."""
        setter, words = self._setter, self._setter.deck.words
        prose = words.prose(task.task) if task else None
        if prose and (prose.notes or len(prose.blocks) > 1):
            return (), setter.prose(prose, self._measure, "part-entry")
        return setter.lines(prose.plain if prose else setter.word(f"ask-{ask}"), "part-entry", self._measure), ()

    def _work(self, placed: Placed, scene: Scene, task: Task | None, field: str) -> Work:
        """What is asked about a slide; the fields of blanks are called `field` and a number."""
        if task is None:
            return self._quiz(placed.slide.answer_key(), field)
        match task.ask:
            case "fill":
                return self._fill(placed, task, field)
            case "order":
                return self._order(placed, field)
            case "label":
                return self._label(placed, scene, task, field)
            case "write":
                return self._write(placed, scene, task, field)

    def _bank(self, words: Sequence[str]) -> tuple[PrintLine, ...]:
        """What there is to choose from, no name parted over two lines."""
        if not words:
            return ()
        type = self._setter.types["entry"]
        names = (w.replace(" ", "\u00a0") for w in words)
        runs = (
            Run(f"{self._setter.word('word-bank')}   ", type.font, True, "text"),
            Run("  ·  ".join(names).replace("  · ", "\u00a0\u00a0·\u00a0"), type.font, False, "text"),
        )
        return break_lines(runs, type, self._measure, self._setter.fonts)

    def _fill(self, placed: Placed, task: Task, field: str) -> Work:
        """The names are left out, their clues stand."""
        points = self._points(placed, say("handout:fill-in"))
        blanks = self._checked_blanks(task, [name for name, _ in points])
        items, bank = [], []
        for n, (name, clue) in enumerate(points, 1):
            if name in blanks or not blanks:
                bank.append(name)
                words = self._setter.lines(clue, "entry", self._measure - self._name - MARK - BESIDE)
                items.append(Item(str(n), words, self._blank(f"{field}-{n}", f"{n}. {clue}", name, self._name)))
            else:
                words = self._setter.lines(f"{name}: {clue}" if clue else name, "entry", self._measure - MARK)
                items.append(Item(str(n), words, None))
        return Work(items, _shuffled(bank, field))

    def _checked_blanks(self, task: Task, names: Sequence[str]) -> set[str]:
        """The names to be left out; it is a mistake where a slide has none of that name."""
        for text in task.blanks:
            if self._plain(text) not in names:
                self.findings.append(
                    error(
                        say("exercise.unknown-name", name=self._plain(text)),
                        text.span,
                        say("hint:there-is", names=listing(sorted(set(names)))),
                    )
                )
        return {self._plain(text) for text in task.blanks}

    def _order(self, placed: Placed, field: str) -> Work:
        """The points stand in another order; the blank takes the place of each."""
        setter, points = self._setter, self._points(placed, say("handout:put-in-order"))
        places = {name: n for n, name in enumerate(dict.fromkeys(name for name, _ in points), 1)}
        items = []
        for n, (name, clue) in enumerate(_shuffled(points, field), 1):
            shown = without_number(name)  # or it would be the answer
            words = setter.lines(f"{shown}  –  {clue}" if clue else shown, "entry", self._measure - NUMBER - MARK)
            blank = self._blank(f"{field}-{n}", setter.word("place-of", name=name), str(places[name]), NUMBER)
            items.append(Item("", words, blank))
        return Work(items)

    def _label(self, placed: Placed, scene: Scene, task: Task, field: str) -> Work:
        """The drawing with some of its boxes emptied and numbered."""
        rect, boxes = drawing(scene), labelled(scene)
        if rect is None or not boxes:
            self.findings.append(
                error(
                    say("exercise.no-labels", id=placed.slide.id),
                    placed.slide.span,
                    say("handout:ask-for-something-else-fill"),
                )
            )
            return Work(())
        setter, labels = self._setter, self._labels(task, boxes)
        picture = self._emptied(placed, scene, rect, [b for label in labels for b in boxes[label]])
        clues = [self._plain(c) for c in task.clues] or [""] * len(labels)
        items, badges = [], []
        for n, (label, clue) in enumerate(zip(labels, clues, strict=True), 1):
            badges += [Badge(n, *millimetres(b.rect, rect, picture.width)) for b in boxes[label]]
            words = setter.lines(clue, "entry", self._measure - self._name - MARK - BESIDE)
            blank = self._blank(f"{field}-{n}", setter.word("label-of", n=n), label, self._name)
            items.append(Item(str(n), words, blank))
        return Work(items, _shuffled(labels, field), picture, badges)

    def _emptied(self, placed: Placed, scene: Scene, rect: Rect, boxes: Sequence[Box]) -> Figure:
        """The drawing of a slide in a rectangle; without its answers with these boxes emptied."""
        if self._filled:
            return self._figure(placed, scene, crop(scene, rect))
        self.blanks.append(blanked(scene, boxes))
        part = Crop(f"Label{form_name(scene)}", f"Blank{form_name(scene)}", rect)
        alt = f"{one_line(scene.title.plain)}: {self._setter.word('ask-label')}"
        return self._figure(placed, scene, part)._replace(picture=PrintPicture(f"{SLIDE}{part.name}", alt))

    def _labels(self, task: Task, boxes: Mapping[str, list[Box]]) -> list[str]:
        """The labels of the boxes to be emptied: those that the author names, or as many as there is room for."""
        if not task.blanks:
            return list(boxes)[:: -(-len(boxes) // LABELS)]
        out = []
        for text in task.blanks:
            label = self._plain(text)
            if label in boxes:
                out.append(label)
            else:
                self.findings.append(
                    error(
                        say("exercise.unknown-box", name=label),
                        text.span,
                        say("hint:there-is", names=listing(list(boxes))),
                    )
                )
        return out

    def _write(self, placed: Placed, scene: Scene, task: Task, field: str) -> Work:
        """Lines to write on, below what the slide shows."""
        rect = drawing(scene) or next((i.rect for i in scene.items if isinstance(i, Table)), None)
        picture = self._figure(placed, scene, crop(scene, rect)) if rect else None
        blank = self._blank(field, one_line(scene.title.plain), "", self._measure, task.lines)
        return Work([Item("", (), blank)], figure=picture)

    def _quiz(self, answers: Sequence[Answer], field: str) -> Work:
        """Questions with choices to tick, or lines for the answer."""
        setter, width, items = self._setter, self._measure - MARK, []
        for n, a in enumerate(answers, 1):
            question, choices = without_number(self._plain(a.question)), []
            for letter, choice in zip(LETTERS, a.choices, strict=False):
                text = self._plain(choice)
                about, answer = f"{n}. {question} {letter} {text}", "✓" if letter == a.choice else ""
                tick = self._blank(f"{field}-{n}{letter}", about, answer, 0.0)
                choices.append((tick, letter, setter.lines(text, "entry", width - TICK)))
            blank = None
            if not choices:
                blank = self._blank(f"{field}-{n}", f"{n}. {question}", self._plain(a.answer), width, ANSWER_LINES)
            asked = f"{n}. {question}"
            items.append(Item(str(n), setter.lines(question, "part-entry", width), blank, tuple(choices), asked))
        return Work(items)

    def _figure(self, placed: Placed, scene: Scene, part: Crop) -> Figure:
        """A part of a slide, as wide as its words need; it is among the crops from now on."""
        self.crops.append(part)
        sheet, least = self._setter.sheet, needed(scene, part.rect, self._setter.sheet.large)
        tallest = sheet.inner * TALLEST
        wide = min(max(least, min(sheet.measure, tallest * part.rect.w / part.rect.h)), sheet.text)
        return figure(self._setter, placed, scene, part, placed.number, wide, max(tallest, sheet.inner * MOST))

    def _points(self, placed: Placed, purpose: Message) -> list[tuple[str, str]]:
        """What a slide names, each with its clue ("" where it has none); it is a mistake where it names nothing."""
        points: Sequence[Point] = placed.slide.exercise_points()
        if not points:
            self.findings.append(
                error(
                    say("exercise.nothing-to-do", kind=placed.slide.kind, purpose=purpose),
                    placed.slide.span,
                    say("handout:ask-for-something-else-label"),
                )
            )
        return [(self._plain(p.name), self._plain(p.clue)) for p in points]

    def _plain(self, text: Text | None) -> str:
        return one_line(self._setter.deck.words.plain(text)) if text else ""

    def _blank(self, field: str, about: str, answer: str, width: float, lines: int = 1) -> Blank:
        solution = self._setter.lines(answer, "part-entry", max(width, LEAST)) if self._filled and answer else ()
        return Blank(field, about, solution, width, lines)


def _shuffled(items: Sequence[T], seed: str) -> list[T]:
    """Another order, the same every time."""
    out = sorted(items, key=lambda i: sha256(f"{seed} {i}".encode()).digest())
    return [*out[1:], out[0]] if out == list(items) and len(out) > 1 else out
