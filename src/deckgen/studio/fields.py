"""Fields that are written into a mapping of a file, or taken out of it; nothing else is touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from deckgen.drafts.words import scalar
from deckgen.messages import say
from deckgen.reading.stretches import Steps, Stretch, stretches
from deckgen.studio.browser_text import line_end
from deckgen.studio.order import Pieces
from deckgen.studio.refusing import Impossible
from deckgen.studio.scalars import folded

#: What a text cannot have that stands between brackets without quotes.
_BRACKETS = frozenset("[]{},:")
#: Letters of a text that has lines of its own.
_LONG = 60


def put(text: str, mapping: Steps, name: str, words: Mapping[str, str]) -> Pieces:
    """The stretch of a text by which a mapping has one field more, behind its last one: with a text for each language,
    or one alone under "". Raises ValueError where it has such a field, or no place for one."""
    known = stretches(text)
    of, _ = _mapping(known, mapping)
    if any(s.steps == (*mapping, name) for s in known):
        raise Impossible(say("studio:there-already"))
    if not words or not all(value.strip() for value in words.values()):
        raise Impossible(say("studio:no-words"))
    end = max(_end(text, s) for s in known if s.steps[: len(mapping)] == mapping and _ends(s) and s.steps != mapping)
    for piece in _pieces(text, of, end, name, words):
        if _holds(text, piece, (*mapping, name), words):
            return (piece,)
    raise Impossible(say("studio:not-written"))


def _pieces(text: str, of: Stretch, end: int, name: str, words: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The ways to write a field behind what ends somewhere, the best first: long texts as lines."""
    if of.bracketed:
        yield end, end, f", {name}: {_flat(words, _bare)}"
        return
    stop, margin = _line_end(text, end), of.start - _line_start(text, of.start)
    head, line = f"{' ' * margin}{name}:", line_end(text)
    if any(len(said) > _LONG or "\n" in said for said in words.values()):
        lines = [head]
        for language, said in words.items():
            sign = f"{' ' * (margin + 2)}{language}: >-" if language else ""
            lines = [*lines, sign] if sign else [f"{head} >-"]
            deep = margin + (4 if language else 2)
            lines += [" " * deep + row if row else "" for row in folded(said, deep)]
        yield stop, stop, line + line.join(lines)
    yield stop, stop, f"{line}{head} {_flat(words, scalar)}"


def _flat(words: Mapping[str, str], alone: Callable[[str], str]) -> str:
    """Words on a line: one as `alone` writes it, or one for each language between braces."""
    if "" in words:
        return alone(words[""])
    return "{" + ", ".join(f"{language}: {_bare(said)}" for language, said in words.items()) + "}"


def _holds(text: str, piece: tuple[int, int, str], steps: Steps, words: Mapping[str, str]) -> bool:
    """Whether what is new is what is meant, and all else what it was."""
    try:
        after = {s.steps: s.text for s in stretches(_with(text, piece))}
    except ValueError:
        return False
    before = {s.steps: s.text for s in stretches(text)}
    new = {at: said for at, said in after.items() if at not in before}
    wanted = {(*steps, *([language] if language else [])): said for language, said in words.items()}
    return {at: said for at, said in after.items() if at in before} == before and wanted.items() <= new.items()


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
