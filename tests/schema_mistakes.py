"""Changes of sound files, from a seed: mistakes of structure, which deckgen's own reader refuses, and what it takes."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

from conftest import ROOT

from deckgen import gallery
from deckgen.diagnostics import Diagnostic, Span
from deckgen.gallery import SIZES, example
from deckgen.layout.kinds import KINDS
from deckgen.reading.brand import joined
from deckgen.reading.parser import parse
from deckgen.reading.seminar import read_facts, read_glossary, read_module, read_seminar, read_sources
from deckgen.reading.theme import Theme
from deckgen.reading.validation import validate

#: What is written without quotes: numbers, truths, days, times.
_BARE = re.compile(r"-?\d+(\.\d+)?|true|false|\d{4}-\d\d-\d\d|\d\d?:\d\d")

#: Where sound files are taken from.
TABLES = {
    "sources": gallery.HOME / "sources.yaml",
    "glossary": gallery.HOME / "glossary.yaml",
    "facts": ROOT / "content" / "facts.yaml",
}
SEMINAR = ROOT / "content" / "seminars" / "five-questions.yaml"
THEMES = sorted(p for p in (ROOT / "themes").glob("*/theme.yaml") if p.parent.name != "shared")


class Quoted(str):
    """What stands in quotes, whatever it is."""


class Changed(NamedTuple):
    """A file with one change: its sort, what was done to what, its text, and what deckgen says of it ("": nothing)."""

    sort: str
    done: str
    text: str
    said: str


def plain(text: str) -> Any:
    """A file's values without their places, each scalar as it is written."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): bare(item) for key, item in value.items()}
        return [bare(item) for item in value] if isinstance(value, list) else value and str(value)

    value, problems = parse(text, "x.yaml")
    assert not problems
    return bare(value)


def written(value: Any) -> str:
    """Values in YAML, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if value is None:
        return "null"
    return value if _BARE.fullmatch(value) and not isinstance(value, Quoted) else json.dumps(value, ensure_ascii=False)


def as_file(value: dict[str, Any]) -> str:
    """A file: each of its first names on a line."""
    return "".join(f"{name}: {written(item)}\n" for name, item in value.items())


# sound files


@cache
def _read(path: Path) -> Any:
    return plain(path.read_text(encoding="utf-8"))


@cache
def _slide(kind: str, size: str) -> Any:
    return plain(f"- id: a-{kind}\n  kind: {kind}\n{example(kind, size)}\n")


def sample(source: random.Random) -> tuple[str, str, Any]:
    """A sound file: its sort, what it is, its values. Most are modules of one slide."""
    sort = source.choices(("module", "seminar", "theme", *TABLES), (10, 1, 2, 1, 1, 1))[0]
    if sort == "module":
        kind, size = source.choice(list(KINDS)), source.choice(list(SIZES))
        return sort, f"{kind} ({size})", {"title": "x", "slides": copy.deepcopy(_slide(kind, size))}
    if sort in TABLES:
        table = _read(TABLES[sort])
        name = source.choice(list(table))
        return sort, name, {name: copy.deepcopy(table[name])}
    file = SEMINAR if sort == "seminar" else source.choice(THEMES)
    return sort, file.parent.name, copy.deepcopy(_read(file))


@cache
def _shared() -> Any:
    return parse((ROOT / "themes" / "shared" / "theme.yaml").read_text(encoding="utf-8"), "shared.yaml")[0]


def refused(sort: str, text: str) -> str:
    """What deckgen's reader says first of a file; "" of a sound one."""
    found: list[Diagnostic] = []
    if sort == "theme":
        own, found = parse(text, "own.yaml")
        if not found:
            validate(Theme, joined(_shared(), own), found, Span("own.yaml"))
    elif sort == "module":
        _, found = read_module(text, "x.yaml", KINDS)
    elif sort == "seminar":
        _, found = read_seminar(text, "x.yaml")
    else:
        read = {"sources": read_sources, "glossary": read_glossary, "facts": read_facts}[sort]
        _, found = read(text, "x.yaml")
    return next((d.message for d in found if d.severity == "error"), "")


# mistakes


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a value with each of its keys, or places."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from places(value[key])


def _chosen(value: Any, random: random.Random, wanted: type | tuple[type, ...] = object) -> tuple[Any, Any] | None:
    found = [(c, k) for c, k in places(value) if isinstance(c[k], wanted)]
    return random.choice(found) if found else None


def unknown_field(value: Any, random: random.Random) -> str:
    """A field that nothing has."""
    container, key = _chosen(value, random, dict) or (value, "slides")
    name = random.choice(("colour", "Title", "size_", "제목", "x"))
    if isinstance(container[key], dict):
        container[key][name] = random.choice(("x", ["x"], {"x": "y"}))
    return f"field `{name}` in `{key}`"


def misspelt_field(value: Any, random: random.Random) -> str:
    """A name with a letter too few, too many, or in another order."""
    container, key = random.choice([(c, k) for c, k in places(value) if isinstance(k, str)])
    at = random.randrange(len(key))
    new = random.choice((key[:at] + key[at + 1 :], key[:at] + key[at:][:1] * 2 + key[at + 1 :], key[::-1], key.title()))
    items = {(new if k == key else k): v for k, v in container.items()}
    container.clear()
    container.update(items)
    return f"`{key}` as `{new}`"


def missing_field(value: Any, random: random.Random) -> str:
    """A field that is not there."""
    container, key = random.choice([(c, k) for c, k in places(value) if isinstance(k, str)])
    del container[key]
    return f"no `{key}`"


def wrong_type(value: Any, random: random.Random) -> str:
    """A list, a mapping, a word or nothing where another of these belongs."""
    container, key = random.choice(list(places(value)))
    old = container[key]
    choices = [x for x in ("x", ["x", "y"], {"x": "y"}, None) if type(x) is not type(old)]
    container[key] = random.choice(choices)
    return f"`{key}` is {container[key]!r}"


def wrong_word(value: Any, random: random.Random) -> str:
    """A word that is none of those that may stand there, or no number, no name, no day."""
    container, key = _chosen(value, random, str) or (value, "slides")
    container[key] = random.choice(("아무거나", "something-else!", "-1000000", "12:99", "2026-13-45"))
    return f"`{key}` is {container[key]!r}"


def wrong_nesting(value: Any, random: random.Random) -> str:
    """Fields one level too far out or in."""
    container, key = _chosen(value, random, (dict, list)) or (value, "slides")
    inner = container[key]
    match random.randrange(3):
        case 0:
            container[key] = {str(key): inner}
        case 1:
            container[key] = [inner]
        case _ if isinstance(container, dict) and isinstance(inner, dict):
            del container[key]
            container.update(inner)
        case _ if isinstance(container, list):
            container[key : key + 1] = [{"items": inner}]
        case _:
            container[key] = {"items": inner}
    return f"`{key}` at another depth"


def wrong_number_of_items(value: Any, random: random.Random) -> str:
    """None, or many more. (Of slides it would be the ids that are wrong.)"""
    found = [(c, k) for c, k in places(value) if isinstance(c[k], list) and k != "slides"]
    if not found:
        return ""
    container, key = random.choice(found)
    container[key] = random.choice(([], container[key][:1] * 40))
    return f"`{key}` with {len(container[key])} items"


def other_kind(value: Any, random: random.Random) -> str:
    """A slide's fields under another kind."""
    if "slides" in value:
        value["slides"][0]["kind"] = random.choice(list(KINDS))
    return "another kind"


def other_spelling(value: Any, random: random.Random) -> str:
    """The same, or something like it, in another way that YAML and deckgen have."""
    container, key = random.choice(list(places(value)))
    old = container[key]
    if isinstance(old, list) and len(old) == 1:
        new: Any = old[0]
    elif isinstance(old, str) and old in ("true", "false"):
        new = random.choice(("yes", "off", "TRUE", "No"))
    elif isinstance(old, str):
        new = random.choice((Quoted(old), {"ko": old, "en": old}, "2026", "true", None, [old]))
    else:
        new = None
    container[key] = new
    return f"`{key}` is {new!r}"


MISTAKES: tuple[Callable[[Any, random.Random], str], ...] = (
    unknown_field,
    misspelt_field,
    missing_field,
    wrong_type,
    wrong_word,
    wrong_nesting,
    wrong_number_of_items,
    other_kind,
)


def changed(seed: int, ways: Sequence[Callable[[Any, random.Random], str]]) -> Iterator[Changed]:
    """Files with one change each, of all ways in turn, without end."""
    source = random.Random(seed)
    for make in cycle(ways):
        sort, name, value = sample(source)
        before = as_file(value)
        done = make(value, source)
        text = as_file(value)
        if text != before:
            yield Changed(sort, f"{make.__name__}: {name}: {done}", text, refused(sort, text))


def mistakes(seed: int, count: int) -> list[Changed]:
    """So many files that deckgen refuses."""
    return list(islice((c for c in changed(seed, MISTAKES) if c.said), count))


def variations(seed: int, count: int) -> list[Changed]:
    """So many files that deckgen takes. (Of seminars it takes more before it has looked for their slides.)"""
    ways = (other_spelling, *MISTAKES)
    return list(islice((c for c in changed(seed, ways) if not c.said and c.sort != "seminar"), count))
