"""Exercises on pages: writing lines are dropped where that brings an exercise onto the page, and stretched where a page
would be left empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.exercises import Exercise, Item
from deckgen.writers.handout.sheet import Sheet, Type

#: The fewest lines that are left, and in parts of those that were asked for; how many times as many there may be.
FEWEST, SHARE, MOST = 3, 0.6, 3.0
#: In millimetres, as the styles have it: around an exercise without its last line, the least height of its work, below
#: what it asks and what there is to choose, around a drawing, below an item, below a question and its choices.
AROUND, LEAST, ASKED, BANK, DRAWN, ITEM, QUIZ = 2.0, 22.0, 2.0, 3.0, 5.0, 1.0, 5.0
#: What heights may be wrong by for each exercise.
SLACK = 0.8


def spread(
    exercises: Sequence[Exercise], sheet: Sheet, types: dict[str, Type], first: float, after: float
) -> tuple[Exercise, ...]:
    """The exercises with as many writing lines as suit their pages, of which the `first` has so many millimetres;
    so many come `after` them, on the last page where that can be."""
    done: list[Exercise] = []
    page: list[Exercise] = []
    room = first
    for exercise in exercises:
        page.append(exercise)
        over = sum(_height(e, sheet, types) for e in page) - room
        if over <= 0:
            continue
        fewer = _fewer(page, over, sheet)
        if fewer:
            page = fewer
        elif len(page) > 1:
            last = page.pop()
            done += _more(page, room - sum(_height(e, sheet, types) for e in page), sheet)
            page, room = [last], sheet.inner
    over = sum(_height(e, sheet, types) for e in page) + after - room
    return (*done, *(_fewer(page, over, sheet) or page))


def _height(e: Exercise, sheet: Sheet, types: dict[str, Type]) -> float:
    """The height of an exercise in millimetres."""
    line = sheet.line
    asked = _lines(e.tasks) if e.tasks else len(e.task)
    work = asked * line + ASKED + (len(e.words) * line + BANK if e.words else 0.0)
    work += e.figure.height + DRAWN if e.figure else 0.0
    work += sum(_item(i, e.ask, sheet) for i in e.items)
    head = len(e.title.lines) * types["title"].line_height + (8.0 if sheet.stacked else 0.0)
    return AROUND + line + SLACK + (head + work if sheet.stacked else max(work, LEAST, head + 8.0))


def _item(item: Item, ask: str, sheet: Sheet) -> float:
    lines = item.blank.lines * sheet.ruled if item.blank else 0.0
    if ask == "write":
        return max(lines, sheet.ruled) + ITEM
    if ask == "quiz":
        choices = sum(max(1, len(words)) for _, _, words in item.choices) * sheet.line * 1.2
        return len(item.words) * sheet.line + 1.0 + choices + lines + QUIZ
    return max(sheet.ruled, len(item.words) * sheet.line + sheet.ruled - 1.4 - sheet.line) + ITEM


def _lines(blocks: Iterable[PrintBlock]) -> int:
    return sum(b.line_count for b in blocks)


def _written(e: Exercise) -> int:
    """How many lines an exercise has to write on."""
    item = e.items[0] if e.ask == "write" and e.items else None
    return item.blank.lines if item and item.blank else 0


def _fewest(lines: int) -> int:
    return min(lines, max(FEWEST, round(lines * SHARE)))


def _fewer(page: Sequence[Exercise], over: float, sheet: Sheet) -> list[Exercise]:
    """The exercises of a page with so many millimetres fewer of lines; none where they cannot do without."""
    lines = [_written(e) for e in page]
    least = [_fewest(n) for n in lines]
    while over > 0:
        n = max(range(len(lines)), key=lambda n: lines[n] - least[n])
        if lines[n] <= least[n]:
            return []
        lines[n] -= 1
        over -= sheet.ruled
    return [_with(e, n) for e, n in zip(page, lines, strict=True)]


def _more(page: Sequence[Exercise], room: float, sheet: Sheet) -> list[Exercise]:
    """The exercises of a page with as many more lines as there is room for."""
    asked = [_written(e) for e in page]
    lines = list(asked)
    while room >= sheet.ruled:
        short = [n for n, count in enumerate(lines) if count and count < asked[n] * MOST]
        if not short:
            break
        n = min(short, key=lambda n: lines[n] / asked[n])
        lines[n] += 1
        room -= sheet.ruled
    return [_with(e, n) for e, n in zip(page, lines, strict=True)]


def _with(e: Exercise, lines: int) -> Exercise:
    """An exercise with so many lines to write on."""
    item = e.items[0] if e.items else None
    if item is None or item.blank is None or e.ask != "write" or item.blank.lines == lines:
        return e
    return e._replace(items=(item._replace(blank=item.blank._replace(lines=lines)), *e.items[1:]))
