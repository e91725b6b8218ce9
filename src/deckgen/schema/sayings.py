"""What docstrings of models say of a model, and of each of its fields: editors show it beside what is written."""

from __future__ import annotations

import inspect
import re

from deckgen.reading.model import Field, Model, fields, models_in, once_per_model

#: Where a sentence of a docstring ends, or a part of one that begins with the name of another field.
_ENDS = re.compile(r"(?<=[.!?])\s+|;\s+(?=`)")


def called(model: type[Model]) -> str:
    """A model's name as words: `StepOfFlow` is a step of flow."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


def said_of(model: type[Model]) -> str:
    """What a model is: the first paragraph of its docstring, as one line."""
    return " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split())


def first_sentence(model: type[Model]) -> str:
    """What a model is, in the first sentence of its docstring."""
    return re.split(r"(?<=[.!?])\s", said_of(model))[0]


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
