"""Changes in what YAML holds: trees of mappings, lists and scalars, with the models that say what may stand where."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from deckgen.languages import LANGUAGES
from deckgen.reading.model import FieldType, Model, fields
from fuzz import strange

#: Values of types that read themselves, by the type's name: what a text in their place would never reach.
_PARSED: dict[str, tuple[Any, ...]] = {
    "Colour": ("#000000", "#FFFFFF", "#fff", "#FF000080", "red", "#12345G", "rgb(1,2,3)"),
    "TintOf": ({"of": "accent", "mod": 0}, {"of": "text", "mod": 1e9, "add": -5, "sat": 1000}, {"of": "muted"}),
    "Place": ([0, 0, 0, 0], [56, 148, 1, 1], [-9999, -9999, 9999, 9999], [0, 0, 1e308, 1], [0.1, 0.1, 960, 540]),
    "ImagePath": (
        "images/dot.png",
        "images/photo.jpg",
        "images/none.png",
        "../x.png",
        "/dev/zero",
        "images/moving.gif",
    ),
    "DataPath": ("data/numbers.csv", "data/none.csv", "../x.csv", "data/none.xlsx", "data/x.xls", "data/numbers.tsv"),
    "Date": ("2026-02-30", "0001-01-01", "9999-12-31", "2026-2-3"),
    "Time": ("24:00", "0:0", "23:59"),
    "Length": ("15", "0m", "999999m", "15 km", "15.m", "１５m"),
    "Url": (
        *("https://example.org/a?b=c&d=<e>", "javascript:alert(1)", "https://x.y/" + "a" * 3000, "mailto:a@b.c"),
        *("https://한글.kr/가?나=다#라", "https://x.y/" + "가" * 200, "https://u:p@[::1]:80/%zz", "https://[::g]/%ff"),
        *("https://xn--a.kr", "mailto:가@나.다?subject=라", "tel:+82;x", "https://x.y:99999", "https://a..b/\u200b"),
    ),
    "PageSize": ("4:3", "A4", [960, 720], [842, 595], "297 x 210 mm", [540, 960], [320, 180], [4000, 1e308], [960], ""),
    "Slug": ("a", "talk", "cover", "a-b", "-", "A", "a" * 300, "index", "search"),
    "PropName": ("apple", "fridge", "harbour", "none", "Apple!", "../x", "a" * 300, ["apple"]),
    "ArtFile": ("images/wordmark.svg", "images/none.svg", "../../secret.svg", "images/dot.png"),
}


class Slot(NamedTuple):
    """A place in a tree: what holds it, under which key, what may stand there (None where nobody knows), its path."""

    holder: Any
    key: Any
    type: FieldType | None
    path: str

    @property
    def value(self) -> Any:
        return self.holder[self.key]

    def put(self, value: Any) -> None:
        self.holder[self.key] = value


#: Says which model a mapping is of, where that stands in it (a slide's kind); None where nothing does.
Guess = Callable[[Any], "type[Model] | None"]


def slots(tree: Any, kind: FieldType | None, guess: Guess = lambda value: None, path: str = "") -> Iterator[Slot]:
    """Every place in a tree, outer ones first."""
    if isinstance(tree, dict):
        model = guess(tree) or _model(kind)
        known = fields(model) if model else {}
        for key in tree:
            inner = known[key].type if key in known else _inner(kind, "table", -1)
            yield from _slot(tree, key, inner, guess, f"{path}.{key}" if path else str(key))
    elif isinstance(tree, list):
        for n in range(len(tree)):
            yield from _slot(tree, n, _inner(kind, "list", 0) or _inner(kind, "fixed", n), guess, f"{path}[{n}]")


def _slot(holder: Any, key: Any, kind: FieldType | None, guess: Guess, path: str) -> Iterator[Slot]:
    yield Slot(holder, key, kind, path)
    yield from slots(holder[key], kind, guess, path)


def _alternatives(kind: FieldType | None) -> Iterator[FieldType]:
    if kind is None:
        return
    if kind.form in ("optional", "either"):
        for part in kind.parts:
            yield from _alternatives(part)
    else:
        yield kind


def _model(kind: FieldType | None) -> type[Model] | None:
    return next((k.type for k in _alternatives(kind) if k.form == "model"), None)


def _inner(kind: FieldType | None, form: str, n: int) -> FieldType | None:
    found = next((k for k in _alternatives(kind) if k.form == form), None)
    return found.parts[n] if found and -len(found.parts) <= n < len(found.parts) else None


# values


def value(rng: Random, kind: FieldType | None, depth: int = 0) -> Any:
    """A value of a type: what is allowed, mostly, or a little more than that."""
    kinds = list(_alternatives(kind))
    if not kinds or depth > 4:
        return strange.foreign(rng)
    kind = rng.choice(kinds)
    match kind.form:
        case "plain":
            return _plain(rng, kind)
        case "parsed":
            return rng.choice(_PARSED.get(kind.type.__name__, (strange.text(rng), _in_languages(rng))))
        case "choice":
            return rng.choice((*kind.options, strange.text(rng)))
        case "model":
            return of_model(rng, kind.type, depth)
        case "list":
            return [value(rng, kind.parts[0], depth + 1) for _ in range(_length(rng, kind))]
        case "fixed":
            return [value(rng, part, depth + 1) for part in kind.parts]
        case _:
            return {
                _key(rng, kind.parts[0]): value(rng, kind.parts[1], depth + 1) for _ in range(rng.choice((0, 1, 3)))
            }


def of_model(rng: Random, model: type[Model], depth: int = 0) -> dict[str, Any]:
    """A mapping with the fields that a model requires, and some that it does not."""
    known = fields(model).items()
    return {name: value(rng, f.type, depth + 1) for name, f in known if f.required or rng.random() < 0.15}


def _plain(rng: Random, kind: FieldType) -> Any:
    if kind.type is bool:
        return rng.choice((True, False))
    if kind.type in (int, float):
        ends = (kind.within.least, kind.within.most, kind.within.least - 1, kind.within.most + 1) if kind.within else ()
        return rng.choice((*ends, strange.number(rng)))
    return strange.foreign(rng) if kind.type is Any else strange.text(rng)


def _in_languages(rng: Random) -> dict[str, str]:
    return {key: strange.text(rng) for key in LANGUAGES if rng.random() < 0.7}


def _length(rng: Random, kind: FieldType) -> int:
    bounds = (kind.many.least, kind.many.most, kind.many.most + 1) if kind.many else ()
    return int(min(rng.choice((0, 1, 2, 5, 30, *bounds)), 60))


def _key(rng: Random, kind: FieldType) -> str:
    return str(value(rng, kind)) if kind.form == "choice" else rng.choice(("a", "ko", "en", "title", strange.text(rng)))


# changes


def mutate(rng: Random, tree: Any, kind: FieldType | None, guess: Guess = lambda value: None) -> str:
    """Changes one thing in a tree; says where and what."""
    places = list(slots(tree, kind, guess))
    if not places:
        return "nothing to change"
    slot = rng.choice(places)
    change = rng.choice(_CHANGES)
    return f"{slot.path}: {change(rng, slot, places)}"


def _another_value(rng: Random, slot: Slot, places: list[Slot]) -> str:
    slot.put(value(rng, slot.type) if slot.type else strange.foreign(rng))
    return f"becomes {_shown(slot.value)}"


def _another_type(rng: Random, slot: Slot, places: list[Slot]) -> str:
    slot.put(strange.foreign(rng))
    return f"becomes {_shown(slot.value)}"


def _strange_scalar(rng: Random, slot: Slot, places: list[Slot]) -> str:
    leaves = [s for s in places if not isinstance(s.value, (dict, list))]
    if not leaves:
        return _another_value(rng, slot, places)
    leaf = rng.choice(leaves)
    numeric = isinstance(leaf.value, (int, float)) and not isinstance(leaf.value, bool)
    leaf.put(strange.number(rng) if numeric else strange.text(rng))
    return f"no: {leaf.path} becomes {_shown(leaf.value)}"


def _other_length(rng: Random, slot: Slot, places: list[Slot]) -> str:
    lists = [s for s in places if isinstance(s.value, list)]
    if not lists:
        return _another_value(rng, slot, places)
    chosen = rng.choice(lists)
    times = rng.choice((0, 0, 1, 2, 5, 40))
    items = chosen.value[:1] if rng.random() < 0.3 else chosen.value
    chosen.put([copy.deepcopy(item) for _ in range(times) for item in items])
    return f"no: {chosen.path} has {len(chosen.value)} items"


def _without(rng: Random, slot: Slot, places: list[Slot]) -> str:
    del slot.holder[slot.key]
    return "is left out"


def _another_name(rng: Random, slot: Slot, places: list[Slot]) -> str:
    if not isinstance(slot.holder, dict):
        return _without(rng, slot, places)
    name = rng.choice((f"{slot.key}s", strange.text(rng), rng.choice(places).key))
    slot.holder[name] = slot.holder.pop(slot.key)
    return f"is called {_shown(name)}"


def _one_more(rng: Random, slot: Slot, places: list[Slot]) -> str:
    """Adds a field that a model knows and the mapping does not have."""
    found = [(s, m) for s in places if isinstance(s.value, dict) and (m := _model(s.type))]
    if not found:
        return _another_value(rng, slot, places)
    chosen, model = rng.choice(found)
    missing = [name for name in fields(model) if name not in chosen.value]
    if not missing:
        return _another_value(rng, slot, places)
    name = rng.choice(missing)
    chosen.value[name] = value(rng, fields(model)[name].type)
    return f"no: {chosen.path} has {name}: {_shown(chosen.value[name])}"


def _swap(rng: Random, slot: Slot, places: list[Slot]) -> str:
    other = rng.choice(places)
    a, b = copy.deepcopy(slot.value), copy.deepcopy(other.value)
    slot.put(b)
    try:
        other.put(a)
    except (KeyError, IndexError):
        return f"is what {other.path} was"
    return f"changes places with {other.path}"


def _wrap(rng: Random, slot: Slot, places: list[Slot]) -> str:
    key = rng.choice(("ko", "en", "title", "a"))
    slot.put([slot.value] if rng.random() < 0.5 else {key: slot.value})
    return f"becomes {_shown(slot.value)}"


_CHANGES = (
    *(_another_value, _another_value, _another_type, _strange_scalar, _strange_scalar, _strange_scalar),
    *(_other_length, _other_length, _without, _another_name, _one_more, _one_more, _one_more, _swap, _wrap),
)


def _shown(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= 90 else f"{text[:80]}… ({len(text)} characters)"
