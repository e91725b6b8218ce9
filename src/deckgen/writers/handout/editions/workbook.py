"""Workbook: exercises about the slides, with blanks to fill in on paper or on the screen; and the same with its answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.diagnostics import ContentError, Diagnostic, error, listing
from deckgen.reading.slide import Point
from deckgen.reading.values import Text
from deckgen.scene import Box, Run, Scene, Table
from deckgen.writers.handout.fields import Field
from deckgen.writers.handout.figures import Figure, blanked, crop, drawn, figure, labelled, millimetres
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.frame import Back, Frame, Mark, back, back_entries, back_marks, entry, frame
from deckgen.writers.handout.lines import PrintLine, break_lines, one_line
from deckgen.writers.handout.press import SLIDE
from deckgen.writers.handout.setter import PrintPicture, Setter, Title, anchor, form_name
from deckgen.writers.handout.terms import printed

#: The most boxes of a drawing that are left out where the author does not name them.
LABELS = 8
#: The width in millimetres of a blank for a name, of one for a number, and the tallest figure in parts of the page.
NAME, NUMBER, TALLEST = 48.0, 12.0, 0.34
#: How much wider a blank for a name is in large print.
LARGE = 1.5
#: What stands before choices.
LETTERS = "ABCD"


class Blank(NamedTuple):
    """A blank: `field` is its name in the form, `about` what a screen reader says, `answer` what belongs in it; its width in
    millimetres, and how many lines high it is."""

    field: str
    about: str
    answer: tuple[PrintLine, ...]
    width: float
    lines: int = 1


class Item(NamedTuple):
    """A line of an exercise: a mark before it, what it says, a blank; or choices to tick, each with its letter."""

    mark: str
    said: tuple[PrintLine, ...]
    blank: Blank | None
    choices: tuple[tuple[Blank, str, tuple[PrintLine, ...]], ...] = ()


class Badge(NamedTuple):
    """A number in an emptied box of a drawing, in millimetres from the corner of its figure."""

    number: int
    x: float
    y: float
    width: float
    height: float


class Exercise(NamedTuple):
    """One exercise. `ask` is `fill`, `label`, `order`, `write` or `quiz`; `words` are what belongs into the blanks, shuffled."""

    anchor: str
    number: int
    ask: str
    title: Title
    task: tuple[PrintLine, ...]
    items: tuple[Item, ...]
    words: tuple[PrintLine, ...]
    figure: Figure | None
    badges: tuple[Badge, ...]


class Workbook(NamedTuple):
    """The edition; `filled` with its answers."""

    frame: Frame
    exercises: tuple[Exercise, ...]
    filled: bool
    crops: tuple[Crop, ...]
    scenes: tuple[Scene, ...]
    fields: tuple[Field, ...]
    back: Back


def view(setter: Setter, filled: bool = False) -> Workbook:
    """The exercises of a deck. Raises ContentError where one asks for what its slide does not have, or where there is none."""
    maker = _Maker(setter, filled)
    exercises = tuple(maker.exercises())
    if not exercises and not maker.found:
        maker.found.append(
            error(
                f"the seminar `{setter.deck.id}` has no exercise for a workbook",
                None,
                "write `exercise: fill`, `label`, `order` or `write` with a slide, or show a quiz",
            )
        )
    if maker.found:
        raise ContentError(maker.found)
    end = Back() if filled else _back(setter, maker.asked)
    entries = [entry(setter, e.anchor, e.title, e.number, part=True) for e in exercises]
    entries += back_entries(setter, end)
    marks = [Mark(exercises[0].anchor, setter.word("answers-edition" if filled else "exercises")), *back_marks(setter)]
    label = setter.word("answers-edition" if filled else "workbook-edition")
    return Workbook(
        frame(setter, label, entries, marks),
        exercises,
        filled,
        tuple(maker.crops),
        tuple(maker.scenes),
        () if filled else tuple(_fields(exercises)),
        end,
    )


def _back(setter: Setter, asked: Collection[str]) -> Back:
    """The terms and sources of the slides that are asked about, by their ids. They are in no place of the workbook themselves."""
    end = back(setter, answers=False, printed=printed(setter, {anchor(id): () for id in asked}), only=asked)
    return end._replace(terms=tuple(t._replace(places=()) for t in end.terms if t.places))


def _fields(exercises: Sequence[Exercise]) -> Iterator[Field]:
    """What can be filled in on the screen."""
    for item in (i for e in exercises for i in e.items):
        if item.blank:
            yield Field(item.blank.field, item.blank.about, many=item.blank.lines > 1)
        for tick, _, _ in item.choices:
            yield Field(tick.field, tick.about, tick=True)


class _Maker:
    """Makes exercises, and collects what they draw and what is wrong with them."""

    def __init__(self, setter: Setter, filled: bool) -> None:
        self.found: list[Diagnostic] = []
        self.crops: list[Crop] = []
        self.scenes: list[Scene] = []
        self.asked: list[str] = []
        self._setter = setter
        self._filled = filled
        self._name = NAME * (LARGE if setter.sheet.large else 1.0)

    def exercises(self) -> Iterator[Exercise]:
        number = 0
        for placed, scene in zip(self._setter.deck.slides, self._setter.scenes, strict=True):
            asked = placed.slide.exercise
            if asked is None and not placed.slide.answers():
                continue
            number += 1
            self.asked.append(placed.slide.id)
            if self._filled and asked is not None and asked.ask == "write":
                continue  # what readers think is not among the answers
            yield self._exercise(number, placed, scene, asked.ask if asked else "quiz")

    def _exercise(self, number: int, placed: Placed, scene: Scene, ask: str) -> Exercise:
        setter, words = self._setter, self._setter.deck.words
        asked = placed.slide.exercise
        task = words.plain(asked.task) if asked and asked.task else setter.word(f"ask-{ask}")
        items, bank, shown, badges = getattr(self, f"_{ask}")(placed, scene, f"e{number}")
        width = setter.sheet.measure
        return Exercise(
            f"exercise-{number}",
            number,
            ask,
            setter.title(scene.title, "title", setter.sheet.aside),
            setter.lines(task, "part-entry", width),
            tuple(items),
            self._bank(bank, width),
            shown,
            tuple(badges),
        )

    def _bank(self, words: Sequence[str], width: float) -> tuple[PrintLine, ...]:
        """What there is to choose from, no name parted over two lines."""
        if not words:
            return ()
        type = self._setter.types["entry"]
        whole = (w.replace(" ", "\u00a0") for w in words)
        runs = (
            Run(f"{self._setter.word('word-bank')}   ", type.font, True, "text"),
            Run("  ·  ".join(whole).replace("  · ", "\u00a0\u00a0·\u00a0"), type.font, False, "text"),
        )
        return break_lines(runs, type, width, self._setter.fonts)

    def _fill(self, placed: Placed, scene: Scene, name: str) -> tuple:
        """The names are left out, what is said of them stands."""
        setter = self._setter
        left_out, items = self._left_out(placed), []
        for n, p in enumerate(self._points(placed), 1):
            called, clue = self._said(p.name), self._said(p.clue)
            if called in left_out or not left_out:
                items.append(
                    Item(
                        str(n),
                        setter.lines(clue, "entry", setter.sheet.measure - self._name - 14.0),
                        self._blank(f"{name}-{n}", f"{n}. {clue}", called, self._name),
                    )
                )
            else:
                items.append(
                    Item(
                        str(n),
                        setter.lines(f"{called}: {clue}" if clue else called, "entry", setter.sheet.measure - 8.0),
                        None,
                    )
                )
        bank = _shuffled(
            [self._said(p.name) for p in self._points(placed) if not left_out or self._said(p.name) in left_out], name
        )
        return items, bank, None, ()

    def _order(self, placed: Placed, scene: Scene, name: str) -> tuple:
        """The points stand in another order; the blank takes the place of each."""
        setter = self._setter
        points = [(self._said(p.name), self._said(p.clue)) for p in self._points(placed)]
        places = {n: i for i, n in enumerate(dict.fromkeys(n for n, _ in points), 1)}
        items = []
        for n, (called, clue) in enumerate(_shuffled(points, name), 1):
            said = f"{called}  –  {clue}" if clue else called
            items.append(
                Item(
                    "",
                    setter.lines(said, "entry", setter.sheet.measure - NUMBER - 8.0),
                    self._blank(f"{name}-{n}", setter.word("place-of", name=called), str(places[called]), NUMBER),
                )
            )
        return items, [], None, ()

    def _label(self, placed: Placed, scene: Scene, name: str) -> tuple:
        """The drawing with some of its boxes emptied and numbered."""
        setter = self._setter
        rect, boxes = drawn(placed, scene, setter.theme), labelled(scene)
        if rect is None or not boxes:
            self.found.append(
                error(
                    f"the slide `{placed.slide.id}` has no drawing with labels",
                    placed.slide.span,
                    "ask for something else: `fill`, `order` or `write`",
                )
            )
            return (), [], None, ()
        chosen = self._chosen(placed, boxes)
        part = crop(scene, rect)
        if not self._filled:
            empty = blanked(scene, (b for c in chosen for b in boxes[c]))
            self.scenes.append(empty)
            part = Crop(f"Label{form_name(scene)}", f"Blank{form_name(scene)}", rect)
        self.crops.append(part)
        shown = figure(setter, placed, scene, part, placed.number, setter.sheet.text, setter.sheet.inner * TALLEST)
        shown = shown._replace(
            picture=PrintPicture(
                f"{SLIDE}{part.name}",
                f"{one_line(scene.title.plain)}: {setter.word('ask-label')}" if not self._filled else shown.picture.alt,
            )
        )
        badges = [Badge(n, *millimetres(b.rect, rect, shown.width)) for n, c in enumerate(chosen, 1) for b in boxes[c]]
        clues = [self._said(c) for c in placed.slide.exercise.clues] or [""] * len(chosen)
        room = setter.sheet.measure - self._name - 14.0
        items = [
            Item(
                str(n),
                setter.lines(clue, "entry", room),
                self._blank(f"{name}-{n}", setter.word("label-of", n=n), c, self._name),
            )
            for n, (c, clue) in enumerate(zip(chosen, clues, strict=True), 1)
        ]
        bank = _shuffled(list(chosen), name)
        return items, bank, shown, badges

    def _chosen(self, placed: Placed, boxes: Mapping[str, list[Box]]) -> list[str]:
        wanted = placed.slide.exercise.blanks
        if not wanted:
            step = -(-len(boxes) // LABELS)
            return list(boxes)[::step]
        out = []
        for text in wanted:
            said = self._said(text)
            if said in boxes:
                out.append(said)
            else:
                self.found.append(
                    error(f"the drawing has no box `{said}`", text.span, f"there is {listing(list(boxes))}")
                )
        return out

    def _write(self, placed: Placed, scene: Scene, name: str) -> tuple:
        """Lines to write on, below what the slide shows."""
        setter = self._setter
        rect = drawn(placed, scene, setter.theme) or next((i.rect for i in scene.items if isinstance(i, Table)), None)
        shown = None
        if rect is not None:
            self.crops.append(crop(scene, rect))
            shown = figure(
                setter, placed, scene, self.crops[-1], placed.number, setter.sheet.text, setter.sheet.inner * TALLEST
            )
        lines = placed.slide.exercise.lines
        return (
            [Item("", (), self._blank(name, one_line(scene.title.plain), "", setter.sheet.measure, lines))],
            [],
            shown,
            (),
        )

    def _quiz(self, placed: Placed, scene: Scene, name: str) -> tuple:
        """Questions with choices to tick, or a line for the answer."""
        setter, items = self._setter, []
        width = setter.sheet.measure - 8.0
        for n, a in enumerate(placed.slide.answers(), 1):
            said = self._said(a.question)
            right = self._said(a.answer)
            choices = tuple(
                (
                    self._blank(
                        f"{name}-{n}{LETTERS[i]}",
                        f"{n}. {said} {LETTERS[i]} {self._said(c)}",
                        "✓" if LETTERS[i] == a.choice else "",
                        0.0,
                    ),
                    LETTERS[i],
                    setter.lines(self._said(c), "entry", width - 18.0),
                )
                for i, c in enumerate(a.choices)
            )
            blank = None if choices else self._blank(f"{name}-{n}", f"{n}. {said}", right, width, 2)
            items.append(Item(str(n), setter.lines(said, "part-entry", width), blank, choices))
        return items, [], None, ()

    def _points(self, placed: Placed) -> Sequence[Point]:
        points = placed.slide.points()
        if not points:
            asked = placed.slide.exercise.ask
            self.found.append(
                error(
                    f"a `{placed.slide.kind}` slide has nothing to {'put in order' if asked == 'order' else 'fill in'}",
                    placed.slide.span,
                    "ask for something else: `label` or `write`",
                )
            )
        return points

    def _left_out(self, placed: Placed) -> set[str]:
        names = {self._said(p.name) for p in placed.slide.points()}
        for text in placed.slide.exercise.blanks:
            if self._said(text) not in names:
                self.found.append(
                    error(
                        f"the slide has nothing called `{self._said(text)}`",
                        text.span,
                        f"there is {listing(sorted(names))}",
                    )
                )
        return {self._said(text) for text in placed.slide.exercise.blanks}

    def _said(self, text: Text | None) -> str:
        return one_line(self._setter.deck.words.plain(text)) if text else ""

    def _blank(self, field: str, about: str, answer: str, width: float, lines: int = 1) -> Blank:
        return Blank(
            field,
            about,
            self._setter.lines(answer, "part-entry", max(width, 8.0)) if self._filled and answer else (),
            width,
            lines,
        )


def _shuffled(items: list, seed: str) -> list:
    """Another order, the same every time."""
    out = sorted(items, key=lambda i: sha256(f"{seed} {i}".encode()).digest())
    return [*out[1:], out[0]] if out == items and len(out) > 1 else out
