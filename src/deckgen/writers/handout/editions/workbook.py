"""Workbook: exercises about the slides, with blanks to fill in on paper or on screen; and the same with its answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.messages import say
from deckgen.writers.handout.back import Back, back, back_entries, back_marks
from deckgen.writers.handout.bands import AROUND, room
from deckgen.writers.handout.contents import entry
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.exercises import LETTERS, NAME, Blank, Exercise, Exercises
from deckgen.writers.handout.fields import Field
from deckgen.writers.handout.frame import Frame, Mark, frame, masthead
from deckgen.writers.handout.imprint import imprint
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.setter import Setter, anchor
from deckgen.writers.handout.terms import printed
from deckgen.writers.handout.worksheets import spread


class Workbook(NamedTuple):
    """The edition; `filled` with its answers. `who` fills it in, and when: what stands before each blank, and the
    blank."""

    frame: Frame
    who: tuple[tuple[tuple[PrintLine, ...], Blank], ...]
    exercises: tuple[Exercise, ...]
    filled: bool
    back: Back
    extras: Extras


def view(setter: Setter, filled: bool = False) -> Workbook:
    """The exercises of a deck. Raises ContentError where one asks for what its slide does not have, or where there is
    none."""
    maker = Exercises(setter, filled)
    exercises = tuple(maker.make())
    if not exercises and not maker.findings:
        maker.findings.append(_no_exercise(setter.deck.id, filled))
    if maker.findings:
        raise ContentError(maker.findings)
    end = Back() if filled else _back(setter, maker.slides)
    entries = [entry(setter, e.anchor, e.title, e.number, part=True) for e in exercises]
    entries += back_entries(setter, end)
    running = setter.word("answers-edition" if filled else "exercises")
    marks = [Mark(exercises[0].anchor, running, ruled=not filled), *back_marks(setter)]
    label = setter.word("answers-edition" if filled else "workbook-edition")
    who = () if filled else tuple(_who(setter))
    around = frame(setter, label, entries, marks)
    exercises = spread(exercises, setter.sheet, setter.types, _first(setter, around, filled), _after(setter, end))
    return Workbook(
        around,
        who,
        exercises,
        filled,
        end,
        Extras(tuple(maker.crops), tuple(maker.blanks), () if filled else (*map(_written, who), *_fields(exercises))),
    )


def _no_exercise(seminar: str, filled: bool) -> Diagnostic:
    if filled:
        hint = say("handout:leave-answers-out-of-the")
        return error(say("handout.no-answers", seminar=seminar), None, hint)
    hint = say("handout:write-exercise-fill-label-order")
    return error(say("handout.no-exercise", seminar=seminar), None, hint)


def _back(setter: Setter, asked: Collection[str]) -> Back:
    """The terms of the slides that are asked about, by their ids. They are in no place of the workbook themselves; what
    else there is at the end of editions is at that of those to be read."""
    end = back(setter, answers=False, printed=printed(setter, {anchor(id): () for id in asked}), only=asked)
    return Back(terms=tuple(t._replace(places=()) for t in end.terms if t.places))


def _first(setter: Setter, around: Frame, filled: bool) -> float:
    """The room for exercises on the first page, in millimetres."""
    sheet = setter.sheet
    who = 0.0 if filled else sheet.lines(sheet.ruled + sheet.line) + sheet.line
    return sheet.inner - masthead(setter, around) - who


def _after(setter: Setter, end: Back) -> float:
    """The room that what follows the exercises takes, in millimetres."""
    line, signed = setter.types["source"].line_height, imprint(setter, "")
    terms = room(end.terms, [t.line_count * line + AROUND for t in end.terms], setter.sheet)
    return terms + (signed.height if signed else 0.0)


def _who(setter: Setter) -> Iterator[tuple[tuple[PrintLine, ...], Blank]]:
    """Name and date of who fills it in."""
    for key, width in (("your-name", NAME), ("your-date", NAME * 0.75)):
        said = setter.word(key)
        yield setter.lines(said, "entry", width), Blank(key, said, (), width)


def _written(asked: tuple[tuple[PrintLine, ...], Blank]) -> Field:
    return Field(asked[1].field, asked[1].about)


def _fields(exercises: Sequence[Exercise]) -> Iterator[Field]:
    """What can be filled in on the screen: of choices one, of words to choose from one of a list."""
    for item in (i for e in exercises for i in e.items):
        if item.blank:
            yield Field(item.blank.field, item.blank.about, item.blank.lines > 1, item.blank.bank)
        for tick, _, _ in item.choices:
            yield Field(tick.field, tick.about, group=tick.field.rstrip(LETTERS), question=item.asked)
