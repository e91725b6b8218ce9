"""Which attributes and children an element may have: what decks consist of, from ECMA-376 part 1 and Microsoft's
extensions of it ([MS-ODRAWXML], [MS-PPTX]).

The three files beside have an element a line, longer lines go on indented: its name, its attributes, a colon, its
children in their order. `attribute=!kind` must be there. A kind is a range, a choice of words (`l|ctr|r`) or a name of
`_KINDS`. A child is there once; `?` says at most once, `*` any number, `+` once or more; `**` stands for whatever there
may be. An element that means different things in different places has a line for each. `$name` stands for a choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from deckgen.patterns import regex
from deckgen.writers.pptx.xml import P14, A, P, R

#: The prefixes of the files.
SPACES = {
    "a": A,
    "p": P,
    "r": R,
    "p14": P14,
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a16": "http://schemas.microsoft.com/office/drawing/2014/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p15": "http://schemas.microsoft.com/office/powerpoint/2012/main",
    "p159": "http://schemas.microsoft.com/office/powerpoint/2015/09/main",
}
_PREFIXES = {space: prefix for prefix, space in SPACES.items()}
#: Kinds of values by name: what they look like, and what a finding calls them.
_KINDS = {
    "any": (regex(r"(?s).*"), "anything"),
    "name": (regex(r"(?s).+"), "a name"),
    "bool": (regex(r"0|1|true|false|on|off"), "true or false"),
    "float": (regex(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"), "a number"),
    "hex": (regex(r"[0-9A-Fa-f]*"), "hexadecimal"),
    "hex6": (regex(r"[0-9A-Fa-f]{6}"), "a colour of six digits"),
    "guid": (regex(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}"), "a GUID"),
    "lang": (regex(r"([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?"), "a language tag"),
}
#: Ranges by name: 32 bits with and without a sign, sizes and places in EMU (ECMA-376 part 1, 20.1.10.16).
_RANGES = {
    "int": "-2147483648..2147483647",
    "uint": "0..4294967295",
    "length": "0..2147483647",
    "emu": "-27273042329600..27273042316900",
}
#: Where names of later versions begin, which may stand anywhere: what knows them reads them, the rest a fallback.
_EXTENSION = "{http://schemas.microsoft.com/"
_INTEGER = regex(r"[+-]?\d{1,19}")
_PERCENT = regex(r"-?\d+(\.\d+)?%")


class Slot(NamedTuple):
    """A place among an element's children: which of them may stand there, whether one must, whether many may."""

    names: tuple[str, ...]
    required: bool
    many: bool


class Word(NamedTuple):
    """An element: the kinds of its attributes, those it must have, its slots; `None` for whatever there may be."""

    attributes: dict[str, str]
    required: tuple[str, ...]
    slots: tuple[Slot, ...] | None


def _lines() -> Iterator[str]:
    for file in sorted(Path(__file__).parent.glob("*.txt")):
        yield from file.read_text(encoding="ascii").replace("\n  ", " ").replace("| ", "|").splitlines()


@cache
def _index() -> tuple[dict[str, str], dict[str, list[str]]]:
    choices: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    for line in _lines():
        name, _, rest = line.partition(" ")
        if name.startswith("$"):
            choices[name] = rest
        else:
            words.setdefault(full(name), []).append(rest)
    return choices, words


def full(name: str, default: str = "") -> str:
    """A prefixed name with its namespace, as parsers give it."""
    prefix, _, local = name.rpartition(":")
    prefix = prefix or default
    return f"{{{SPACES.get(prefix, prefix)}}}{local}" if prefix else local


def short(name: str) -> str:
    """The prefixed name of what a parser gives."""
    space, brace, local = name.rpartition("}")
    return f"{_PREFIXES.get(space[1:], space[1:])}:{local}" if brace else name


#: The namespaces whose elements are all spoken of, as far as decks have them.
OWN = tuple(f"{{{SPACES[prefix]}}}" for prefix in ("a", "p", "c"))


def nested() -> frozenset[str]:
    """Of the elements that are known those with children that are known."""
    return frozenset(n for n, lines in _index()[1].items() if not all(v.endswith((":", "**")) for v in lines))


def valued() -> frozenset[str]:
    """Of the elements that are known those with attributes."""
    return frozenset(n for n, lines in _index()[1].items() if not all(v.startswith(":") for v in lines))


@cache
def _tokens() -> frozenset[str]:
    return frozenset(re.findall(r"\w+", " ".join(_lines())))


def is_named(name: str) -> bool:
    """Whether anything speaks of an element: whatever namespace it has, if it is one of `OWN`."""
    return not name.startswith(OWN) or name.rpartition("}")[2] in _tokens()


@cache
def words(name: str) -> tuple[Word, ...]:
    """What an element may be, one for each of its meanings."""
    prefix = short(name).partition(":")[0]
    return tuple(_word(line, prefix) for line in _index()[1][name])


def _word(line: str, prefix: str) -> Word:
    before, _, after = f" {line} ".partition(" : ")
    attributes, required = {}, []
    for item in before.split():
        key, _, kind = item.partition("=")
        key = full(key) if ":" in key else key
        if kind.startswith("!"):
            required.append(key)
        kind = kind.removeprefix("!")
        attributes[key] = _index()[0].get(kind, kind)
    slots = None if "**" in after else tuple(_slot(item, prefix) for item in after.split())
    return Word(attributes, tuple(required), slots)


def _slot(item: str, prefix: str) -> Slot:
    names = item.rstrip("?*+")
    mark = item[len(names) :]
    choice = _index()[0].get(names, names).split("|")
    return Slot(tuple(full(n, prefix) for n in choice), mark in ("", "+"), mark in ("*", "+"))


def faults_of_values(name: str, attributes: Mapping[str, str]) -> list[str]:
    """What is wrong with an element's attributes; of its meanings the one with fewest faults counts."""
    return _fewest(list(_values(word, name, attributes)) for word in words(name))


def _fewest(faults: Iterator[list[str]]) -> list[str]:
    best = next(faults)
    while best and (other := next(faults, None)) is not None:
        best = min(best, other, key=len)
    return best


def _values(word: Word, name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    for key in word.required:
        if key not in attributes:
            yield f"`{short(name)}` lacks `{short(key)}`"
    for key, value in attributes.items():
        kind = word.attributes.get(key)
        if kind is None and not key.startswith("{"):
            yield f"`{short(name)}` knows no `{key}`"
        elif kind is not None and (wanted := _not_of(kind, value)):
            yield f"`{short(key)}` of `{short(name)}` is `{value}`, not {wanted}"


@lru_cache(maxsize=4096)
def _not_of(kind: str, value: str) -> str:
    """What a value should be, "" if it is."""
    if kind in _KINDS:
        pattern, description = _KINDS[kind]
        return "" if pattern.fullmatch(value) else description
    low, dots, high = _RANGES.get(kind, kind).partition("..")
    if dots:
        signed = _INTEGER.fullmatch(value) and (value[0] != "-" or low[0] == "-")
        good = signed and int(low) <= int(value) <= int(high)
        return "" if good or _PERCENT.fullmatch(value) else f"a whole number from {low} to {high}"
    if value in kind.split("|"):
        return ""
    return f"one of {', '.join(kind.split('|')[:8])}{', …' if kind.count('|') > 7 else ''}"


def faults_of_children(name: str, children: Sequence[str]) -> list[str]:
    """What is wrong with the order of an element's children; of its meanings the one with fewest faults counts."""
    return _fewest(list(_children(word.slots, name, children)) for word in words(name))


def _children(slots: tuple[Slot, ...] | None, name: str, children: Sequence[str]) -> Iterator[str]:
    if slots is None:
        return
    at, filled = 0, [False] * len(slots)
    for child in children:
        place = next((n for n in range(at, len(slots)) if child in slots[n].names), None)
        if place is None and child.startswith(_EXTENSION):
            continue
        if place is None:
            yield f"`{short(child)}` is one too many in `{short(name)}`, or in the wrong place"
            continue
        filled[place] = True
        at = place if slots[place].many else place + 1
    for slot, full_one in zip(slots, filled, strict=True):
        if slot.required and not full_one:
            yield f"`{short(name)}` lacks `{short(slot.names[0])}`"
