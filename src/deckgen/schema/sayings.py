"""What is said of a model, and of each of its fields: editors show it beside what is written. In English it is what the
docstrings of models say; in Korean it stands in `sayings.ko.json`, where a field is called by its name, or by its class
where that name means another thing there.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from deckgen.layout.kinds import KINDS
from deckgen.messages import ENGLISH, KOREAN
from deckgen.reading.model import Field, Model, fields, models_in, once_per_model
from deckgen.reading.slide import Way
from deckgen.vocabulary import korean

#: The sayings in Korean: of `kinds` by their names, of other `models` and of `fields`; and the `names` by which forms
#: call fields for which `vocabulary` has no word, or not that of their class.
KOREAN_SAYINGS = Path(__file__).parent / "sayings.ko.json"

#: Where a sentence of a docstring ends, or a part of one that begins with the name of another field.
_ENDS = re.compile(r"(?<=[.!?])\s+|;\s+(?=`)")


def called(model: type[Model]) -> str:
    """A model's name as words: `StepOfFlow` is a step of flow."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


def said_of(model: type[Model]) -> str:
    """What a model is: the first paragraph of its docstring, as one line."""
    return " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split())


def first_sentence(model: type[Model], language: str = ENGLISH) -> str:
    """What a model is, in the first sentence that is said of it."""
    return re.split(r"(?<=[.!?])\s", told_of(model, language))[0]


def told_of(model: type[Model], language: str) -> str:
    """What a model is, in a language; in English where nothing is said of it in that one."""
    return (_korean_of(model) if language == KOREAN else "") or said_of(model)


def told_of_field(model: type[Model], name: str, field: Field, language: str) -> str:
    """What is said of a field, in a language; in English where nothing is said of it in that one."""
    return (_korean_of_field(model, name) if language == KOREAN else "") or said_of_field(model, name, field)


def korean_name(field: str, model: type[Model] | None = None) -> str | None:
    """What a form in Korean calls a field: of a model, where its name means another thing there."""
    names = _korean()["names"]
    own = (names.get(key) for key in _keys(model, field)) if model else ()
    return next(filter(None, own), None) or korean(field) or names.get(field)


def _korean_of(model: type[Model]) -> str:
    kind = next((name for name, kind in KINDS.items() if kind is model), None)
    return _korean()["kinds"].get(kind, "") if kind else _korean()["models"].get(_place(model), "")


def _korean_of_field(model: type[Model], name: str) -> str:
    known = _korean()["fields"]
    written = "from" if issubclass(model, Way) and name == "source" else name
    return next((known[key] for key in _keys(model, written) if key in known), known.get(written, ""))


def _keys(model: type[Model], written: str) -> Iterator[str]:
    """The keys of a field by its class, and by those from which that comes."""
    return (f"{_place(base)}.{written}" for base in model.__mro__ if issubclass(base, Model))


def _place(model: type[Model]) -> str:
    """A model by its module and class: `flow.Step`."""
    return f"{model.__module__.rpartition('.')[2]}.{model.__name__}"


@cache
def _korean() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = json.loads(KOREAN_SAYINGS.read_bytes())
    return found


def said_of_field(model: type[Model], name: str, field: Field) -> str:
    """The sentences that name a field in the docstring of its class or of the nearest base that has any; where none
    does, what the things are that it holds. "" where nothing is said."""
    named = re.compile(rf"`{re.escape(name)}[`:]")
    for sentences in _sentences(model):
        found = [sentence for sentence in sentences if named.search(sentence)]
        if found:
            said = ". ".join(s.rstrip(".") for s in found) + "."
            return said[0].upper() + said[1:]
    held = models_in([field.type])
    return said_of(held[0]) if held and field.type.form != "model" else ""


@once_per_model
def _sentences(model: type[Model]) -> tuple[tuple[str, ...], ...]:
    """The sentences of the docstring of a model and of each of its bases, its own first."""
    own = [base for base in model.__mro__ if issubclass(base, Model) and fields(base)]
    texts = (" ".join((base.__doc__ or "").split()) for base in own)
    return tuple(tuple(_ENDS.split(text)) for text in texts)
