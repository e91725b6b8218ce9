"""Fields that are written into a mapping of a file, or taken out of it; nothing else is touched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from deckgen.drafts.words import scalar
from deckgen.languages import LANGUAGES
from deckgen.messages import say
from deckgen.reading.stretches import Steps, Stretch, stretches
from deckgen.studio.browser_text import line_end
from deckgen.studio.order import Pieces
from deckgen.studio.refusing import Impossible
from deckgen.studio.scalars import folded

#: What a field has: a text, texts by their languages, fields by their names, or items.
Value = str | Mapping[str, "Value"] | Sequence["Value"]

#: What a text cannot have that stands between brackets without quotes.
_BRACKETS = frozenset("[]{},:")
#: Letters of a text that has lines of its own.
_LONG = 60
#: What stands in a list between brackets: the name of a choice.
_WORD = re.compile(r"[a-z][a-z0-9-]*")
#: Lists that are most of what their mapping has: what is new comes before them.
_LAST = ("programme", "slides")


def put(text: str, mapping: Steps, name: str, value: Value) -> Pieces:
    """The stretch of a text by which a mapping has one field more, behind its last one, but before a programme and its
    slides. Raises ValueError where it has such a field, or no place for one."""
    known = stretches(text)
    if any(s.steps == (*mapping, name) for s in known):
        raise Impossible(say("studio:there-already"))
    wanted = dict(_flat((*mapping, name), value))
    if not wanted or not all(said.strip() for said in wanted.values()):
        raise Impossible(say("studio:no-words"))
    for piece in _pieces(text, known, mapping, name, value):
        if _holds(text, piece, (*mapping, name), wanted):
            return (piece,)
    raise Impossible(say("studio:not-written"))


def room(text: str, mapping: Steps, name: str) -> tuple[int, str]:
    """Where a field would be put, and what is written before its value. Raises ValueError likewise."""
    ((at, _, words),) = put(text, mapping, name, "x")
    return at, words.removesuffix("x")


def _flat(steps: Steps, value: Value) -> Iterator[tuple[Steps, str]]:
    """The texts of a value, by their steps."""
    if isinstance(value, str):
        yield steps, value
        return
    inner: Iterable[tuple[str | int, Value]] = value.items() if isinstance(value, Mapping) else enumerate(value)
    for step, one in inner:
        yield from _flat((*steps, step), one)


def _pieces(text: str, known: list[Stretch], mapping: Steps, name: str, value: Value) -> Iterator[tuple[int, int, str]]:
    """The ways to write a field in its place, the best first: long texts as lines."""
    of, inside = _mapping(known, mapping)
    before = [s.steps for s in takewhile(lambda s: s.steps[-1] not in _LAST, inside)] or [s.steps for s in inside]
    end = max(_end(text, s) for s in known if s.steps[: len(mapping) + 1] in before and _ends(s))
    if of.bracketed:
        yield end, end, f", {name}: {_between_brackets(value)}"
        return
    stop, margin, line = _line_end(text, end), of.start - _line_start(text, of.start), line_end(text)
    for long in (True, False):
        yield stop, stop, line + line.join(_rows(f"{' ' * margin}{name}:", value, margin, long))


def _rows(head: str, value: Value, margin: int, long: bool) -> list[str]:
    """The lines of a field whose name, behind a margin, is the `head`; `long` texts as lines of their own."""
    deep = " " * (margin + 2)
    if isinstance(value, str):
        if not (long and _is_long(value)):
            return [f"{head} {scalar(value)}"]
        return [f"{head} >-", *(deep + row if row else "" for row in folded(value, margin + 2))]
    if isinstance(value, Mapping):
        if _in_languages(value) and not (long and any(map(_is_long, value.values()))):
            return [f"{head} {_between_brackets(value)}"]
        return [head, *(row for name, one in value.items() for row in _rows(f"{deep}{name}:", one, margin + 2, long))]
    if all(isinstance(item, str) and _WORD.fullmatch(item) for item in value):
        return [f"{head} {_between_brackets(value)}"]
    return [head, *(row for item in value for row in _item(item, margin, long))]


def _item(value: Value, margin: int, long: bool) -> list[str]:
    """The lines of an item of a list, its hyphen as far from the left as the name of the list."""
    if isinstance(value, Mapping) and not _in_languages(value):
        first, *rest = (
            row for name, one in value.items() for row in _rows(f"{' ' * (margin + 2)}{name}:", one, margin + 2, long)
        )
        return [f"{' ' * margin}- {first.lstrip(' ')}", *rest]
    return [f"{' ' * margin}- {_between_brackets(value) if not isinstance(value, str) else scalar(value)}"]


def _is_long(value: object) -> bool:
    return isinstance(value, str) and (len(value) > _LONG or "\n" in value)


def _in_languages(value: Mapping[str, Value]) -> bool:
    """Whether a mapping is one text in several languages."""
    return all(name in LANGUAGES and isinstance(said, str) for name, said in value.items())


def _between_brackets(value: Value) -> str:
    """A value as it is written within a line."""
    if isinstance(value, str):
        return _bare(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_between_brackets(one)}" for name, one in value.items()) + "}"
    return "[" + ", ".join(map(_between_brackets, value)) + "]"


def _holds(text: str, piece: tuple[int, int, str], steps: Steps, wanted: Mapping[Steps, str]) -> bool:
    """Whether what is new is what is meant, and all else what it was."""
    try:
        after = stretches(_with(text, piece))
    except ValueError:
        return False
    before = [(s.steps, s.sort, s.text) for s in stretches(text)]
    new = {s.steps: s.text for s in after if s.steps[: len(steps)] == steps and s.sort == "scalar"}
    return [(s.steps, s.sort, s.text) for s in after if s.steps[: len(steps)] != steps] == before and new == wanted


def dropped(text: str, mapping: Steps, name: str) -> Pieces:
    """The stretch of a text without which a mapping has one field less. Raises ValueError where it has none of that
    name, or where that is the first on the line of a hyphen."""
    known = stretches(text)
    of, inside = _mapping(known, mapping)
    number = next((n for n, s in enumerate(inside) if s.steps[-1] == name), None)
    if number is None or len(inside) < 2:
        raise Impossible(say("studio:not-there"))
    here = inside[number]
    following = inside[number + 1] if number + 1 < len(inside) else None
    end = max(_end(text, s) for s in known if s.steps[: len(here.steps)] == here.steps and _ends(s))
    if of.bracketed:
        last = max(_end(text, s) for s in known if s.steps[:-1] == mapping and s.end <= here.key) if number else 0
        piece = (here.key, following.key, "") if following else (last, end, "")
    else:
        start, stop = _line_start(text, here.key), _line_end(text, end)
        if text[start : here.key].strip():
            raise Impossible(say("studio:on-its-line"))
        behind = stop + len(line_end(text))
        piece = (start, behind, "") if behind <= len(text) else (start - len(line_end(text)), stop, "")
    wanted = {s.steps: s.text for s in known if s.steps[: len(here.steps)] != here.steps}
    if {s.steps: s.text for s in stretches(_with(text, piece))} != wanted:
        raise Impossible(say("studio:not-taken-out"))
    return (piece,)


def _mapping(known: list[Stretch], steps: Steps) -> tuple[Stretch, list[Stretch]]:
    """A mapping, and its values in their order."""
    of = next((s for s in known if s.steps == steps and s.sort == "lines"), None)
    inside = sorted((s for s in known if s.steps[:-1] == steps and s.key >= 0), key=lambda s: s.key)
    if of is None or not inside:
        raise ValueError("there is no such place")
    return of, inside


def _ends(stretch: Stretch) -> bool:
    """Whether it is known where the words of a value end: those of lines end where their last value does."""
    return stretch.sort == "scalar" or stretch.bracketed


def _end(text: str, stretch: Stretch) -> int:
    if stretch.style in ("|", ">"):
        return stretch.start + len(text[stretch.start : stretch.end].rstrip())
    return stretch.end


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    ends = [found for end in "\r\n" if (found := text.find(end, at)) >= 0]
    return min(ends, default=len(text))


def _bare(words: str) -> str:
    """A text as it can stand between brackets."""
    return json.dumps(words, ensure_ascii=False) if _BRACKETS & set(words) else scalar(words)


def _with(text: str, piece: tuple[int, int, str]) -> str:
    return text[: piece[0]] + piece[2] + text[piece[1] :]
