"""Items of lists in other places: lines are moved, or words between brackets, and nothing else is touched."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from deckgen.messages import say
from deckgen.reading.stretches import Steps, Stretch, row_of, stretches
from deckgen.studio.browser_text import line_end
from deckgen.studio.refusing import Impossible

Pieces = tuple[tuple[int, int, str], ...]


class _List(NamedTuple):
    """A list of a text: where it begins and ends, and its items."""

    at: Stretch
    items: tuple[Stretch, ...]


def moved(text: str, source: Steps, number: int, target: Steps, before: int) -> Pieces:
    """The stretches of a text by which an item of a list stands before another one (by its number, from 0; after the
    last one where that is their count). `source` and `target` are the steps to the lists. Raises ValueError where that
    cannot be done by moving what is written."""
    known = stretches(text)
    start, goal = _list(known, source), _list(known, target)
    if not (0 <= number < len(start.items) and 0 <= before <= len(goal.items)):
        raise ValueError("there is no such place")
    if source == target and before in (number, number + 1):
        return ()
    if start.at.bracketed and source == target:
        pieces = _permuted(text, start, number, before)
    else:
        pieces = _carried(text, start, number, goal, before)
    after = _with(text, pieces)
    if _texts(after) != _texts(text):
        raise Impossible(say("studio:not-moved"))
    return pieces


def removed(text: str, source: Steps, number: int) -> Pieces:
    """The stretch of a text without which a list has one item less. Raises ValueError where it would have none."""
    of = _list(stretches(text), source)
    if not 0 <= number < len(of.items) or len(of.items) < 2:
        raise Impossible(say("studio:would-be-empty"))
    cut = _taken_from_brackets(text, of, number) if of.at.bracketed else _Rows(text, of).taken(number)
    left = stretches(_with(text, (cut[0],)))
    if len(_list(left, source).items) != len(of.items) - 1:
        raise Impossible(say("studio:not-taken-out"))
    return (cut[0],)


def repeated(text: str, source: Steps, number: int) -> Pieces:
    """The stretch of a text by which an item of a list stands there twice. Raises ValueError where there is none."""
    of = _list(stretches(text), source)
    if not 0 <= number < len(of.items):
        raise ValueError("there is no such item")
    if of.at.bracketed:
        come = _put_in_brackets(text, of, number + 1, [text[of.items[number].start : of.items[number].end]])
    else:
        rows = _Rows(text, of)
        come = rows.put(number + 1, rows.lines_of(number), False)
    if len(_list(stretches(_with(text, (come,))), source).items) != len(of.items) + 1:
        raise Impossible(say("studio:not-twice"))
    return (come,)


def _list(known: list[Stretch], steps: Steps) -> _List:
    found = next((s for s in known if s.steps == steps and s.sort == "list"), None)
    if found is None:
        raise ValueError("there is no such list")
    items = sorted((s for s in known if s.steps[:-1] == steps), key=lambda s: s.start)
    return _List(found, tuple(items))


def _permuted(text: str, of: _List, number: int, before: int) -> Pieces:
    """One stretch: items between brackets in another order, with what stands between them where it was."""
    words = [text[item.start : item.end] for item in of.items]
    between = [text[a.end : b.start] for a, b in zip(of.items, of.items[1:], strict=False)]
    word = words.pop(number)
    words.insert(before - (before > number), word)
    out = "".join(a + b for a, b in zip(words, [*between, ""], strict=True))
    return ((of.items[0].start, of.items[-1].end, out),)


def _carried(text: str, start: _List, number: int, goal: _List, before: int) -> Pieces:
    """Two stretches: one that goes, and one that comes."""
    if len(start.items) == 1 and start.at.steps != goal.at.steps:
        raise Impossible(say("studio:would-be-empty"))
    if start.at.bracketed:
        cut, lines = _taken_from_brackets(text, start, number)
    else:
        cut, lines = _Rows(text, start).taken(number)
    if goal.at.bracketed:
        come = _put_in_brackets(text, goal, before, lines)
    else:
        come = _Rows(text, goal).put(before, lines, start.at.bracketed)
    return tuple(sorted((cut, come)))


def _taken_from_brackets(text: str, of: _List, number: int) -> tuple[tuple[int, int, str], list[str]]:
    item = of.items[number]
    if number + 1 < len(of.items):
        stretch = (item.start, of.items[number + 1].start, "")
    else:
        stretch = (of.items[number - 1].end, item.end, "")
    return stretch, [text[item.start : item.end]]


def _put_in_brackets(text: str, of: _List, before: int, lines: list[str]) -> tuple[int, int, str]:
    word = "\n".join(lines).strip().removeprefix("- ").strip()
    if "\n" in word or not of.items:
        raise Impossible(say("studio:not-in-brackets"))
    if before < len(of.items):
        return of.items[before].start, of.items[before].start, f"{word}, "
    return of.items[-1].end, of.items[-1].end, f", {word}"


class _Rows:
    """The items of a list that is written line by line, by the rows of the text that they take."""

    def __init__(self, text: str, of: _List) -> None:
        self.end = line_end(text)
        self.lines = text.splitlines(keepends=True)
        if "".join(self.lines).count("\n") != len([x for x in self.lines if x.endswith("\n")]):
            raise Impossible(say("studio:odd-lines"))
        self.offsets = [0]
        for line in self.lines:
            self.offsets.append(self.offsets[-1] + len(line))
        self.margin = -1
        hyphens = [self._hyphen(text, item.start) for item in of.items]
        tops = [self._top(row, hyphens[n - 1] if n else row_of(text, of.at.start) - 1) for n, row in enumerate(hyphens)]
        self.rows = list(zip(tops, [*tops[1:], self._bottom(hyphens[-1])], strict=True))

    def _hyphen(self, text: str, start: int) -> int:
        """The row of the hyphen before an item."""
        at = text.rfind("-", 0, start)
        row = row_of(text, at)
        margin = at - self.offsets[row]
        if at < 0 or text[at + 1 : start].strip() or self.lines[row][:margin].strip():
            raise Impossible(say("studio:own-way"))
        if self.margin not in (-1, margin):
            raise Impossible(say("studio:own-way"))
        self.margin = margin
        return row

    def _top(self, row: int, above: int) -> int:
        """The first of the remarks that stand directly above an item."""
        while (
            row - 1 > above and self.lines[row - 1].lstrip(" ").startswith("#") and self._depth(row - 1) == self.margin
        ):
            row -= 1
        return row

    def _bottom(self, hyphen: int) -> int:
        """The row behind the last item, without empty lines."""
        row = hyphen + 1
        while row < len(self.lines) and (not self.lines[row].strip() or self._depth(row) > self.margin):
            row += 1
        while not self.lines[row - 1].strip():
            row -= 1
        return row

    def _depth(self, row: int) -> int:
        return len(self.lines[row]) - len(self.lines[row].lstrip(" "))

    def taken(self, number: int) -> tuple[tuple[int, int, str], list[str]]:
        """The stretch that goes, and its lines without margin; empty lines that part it from others go along."""
        top, bottom = self.rows[number]
        if number == len(self.rows) - 1:
            while number and not self.lines[top - 1].strip():
                top -= 1
        piece = [line.rstrip("\r\n") for line in self.lines[top:bottom]]
        lines = [line[self.margin :] if line.strip() else "" for line in piece]
        first, last = self.offsets[top], self.offsets[bottom]
        if top and not self.lines[bottom - 1].endswith(("\n", "\r")):
            first -= len(self.lines[top - 1]) - len(self.lines[top - 1].rstrip("\r\n"))
        return (first, last, ""), lines

    def lines_of(self, number: int) -> list[str]:
        """The lines of an item without margin, and the empty ones that part items."""
        top, bottom = self.rows[number]
        lines = [line.rstrip("\r\n")[self.margin :] if line.strip() else "" for line in self.lines[top:bottom]]
        parted = number + 1 == len(self.rows) and number and not self.lines[top - 1].strip()
        return ["", *lines] if parted else lines

    def put(self, before: int, lines: list[str], bare: bool) -> tuple[int, int, str]:
        """The stretch that comes. `bare` are words that stood between brackets."""
        lines = [f"- {lines[0]}"] if bare else lines
        filled = [line for line in lines if line]
        first = next(n for n, line in enumerate(lines) if line)
        tail = next(n for n, line in enumerate(reversed(lines)) if line)
        body = lines[first : len(lines) - tail]
        gaps = [""] * (len(lines) - len(body)) if filled else []
        last = before == len(self.rows)
        row = self.rows[-1][1] if last else self.rows[before][0]
        rows = [*gaps, *body] if last else [*body, *gaps]
        words = "".join((" " * self.margin + line if line else "") + self.end for line in rows)
        at = self.offsets[row]
        if row and not self.lines[row - 1].endswith(("\n", "\r")):
            words = self.end + words.removesuffix(self.end)
        return at, at, words


def _with(text: str, pieces: Pieces) -> str:
    for start, end, words in sorted(pieces, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _texts(text: str) -> Counter[str]:
    """What is written in a text, wherever that is."""
    return Counter(s.text for s in stretches(text) if s.sort == "scalar")
