"""What an author may write, said as the annotations of a class.

A `Model` is frozen, and made from a mapping that knows where it was written (`validation`). (pydantic would do this
too, but its import and its first model cost 0.13 s of CPU, half of what a whole deck of 50 slides may take, and its
messages would have to be rewritten one by one.)

Types of fields: `str`, `bool`, `int`, `float`, `Literal`, `X | None`, `X | M` (the model M where a mapping is written),
`tuple[X, ...]`, fixed tuples, `dict[str, X]`, other models, `Any`, and any class that reads itself (`Parsed`).
`Annotated` adds `Within` or `Many`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from inspect import get_annotations
from math import isfinite
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, TypeVar, Union, get_args, get_origin

from deckgen.diagnostics import Hint, Span
from deckgen.messages import Message, say

#: What to do where a text, or lines of `name: value`, are wanted.
TEXT = say("value:write-a-text-one-that")
LINES = say("value:write-name-value-lines-indented")


class Wrong(Exception):
    """A value that is not what was asked for. `{name}` in the words stands for the field; `span` for a place inside
    the value, or `field` for the one of a model's fields whose place it is."""

    def __init__(self, message: Message, span: Span | None = None, hint: Hint | None = None, field: str = "") -> None:
        super().__init__(message)
        self.says, self.span, self.hint, self.field = message, span, hint, field
        #: More of the same value.
        self.also: list[Wrong] = []

    def __str__(self) -> str:
        return str(self.says.filled(name="{name}"))


class Parsed(Protocol):
    """A class that makes itself of what was written."""

    @classmethod
    def parse(cls, value: object) -> Any:
        """The typed value of a located one. Raises Wrong."""


class Within(NamedTuple):
    """Bounds of a number."""

    least: float
    most: float

    @property
    def said(self) -> Message:
        """As people read them: `0 to 1,000,000`; four digits may be a year."""
        least, most = (f"{n:,.0f}" if abs(n) >= 10_000 else f"{n:g}" for n in self)
        return say("value:from-to", least=least, most=most)


#: The numbers that a chart or a table of data may hold: the won of a whole economy, to the last of them.
DATA = Within(-1e15, 1e15)


def parse_number(kind: type[int] | type[float], value: object) -> float | None:
    """The number that was written; None for what Python would take and nobody means, such as `1_000` and `inf`."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, str) and ("_" in value or not value.isascii()):
        return None
    try:
        number = kind(value)
        return number if isfinite(number) else None
    except (ValueError, OverflowError):  # OverflowError: a whole number that is larger than every other one
        return None


class Many(NamedTuple):
    """Bounds of the length of a list."""

    least: int
    most: int


class Model:
    """A frozen value with the fields that its class annotates; a class attribute is a default.

    `extra` says whether unknown fields are kept (`"allow"`) or an error; `alone` names a field whose value may be
    written without the mapping around it. `_prepared` turns what was written into a mapping, `_checked` yields Wrong
    for what no single field can tell.
    """

    extra: ClassVar[Literal["allow", "forbid"]] = "forbid"
    alone: ClassVar[str] = ""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"

    @classmethod
    def _prepared(cls, value: object) -> object:
        """What was written, as a mapping."""
        return value

    def _checked(self) -> Iterable[Wrong]:
        """What is wrong where the fields do not go together."""
        return ()


def shown(value: object) -> Message | str:
    """What was written, in a few words."""
    if value is None:
        return say("value:nothing")
    if isinstance(value, dict):
        return say("value:a-mapping")
    if isinstance(value, (list, tuple)):
        return say("value:a-list")
    text = " ".join(str(value).split())
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"


def quoted(text: str) -> str:
    """A text in quotes, as an author may type it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


# fields

T = TypeVar("T")
M = TypeVar("M", bound=Model)


def once_per_model(function: Callable[[type[M]], T]) -> Callable[[type[M]], T]:
    """Has a function remember what it said of each model."""
    return cache(function)  # type: ignore[return-value] # mypy takes a class for unhashable if it defines `__hash__`


class FieldType(NamedTuple):
    """What a field takes, from its annotation.

    `form` says how it is written, and with it what else there is: a `plain` type (`str`, `bool`, `int`, `float`,
    `Any`), a `parsed` one (`Parsed`) or a `model` is `type`; a `choice` is one of `options`; what is `optional`, what
    is written as a text or else as a mapping (`either`), the items of a `list`, each item of a `fixed` list, the keys
    and the values of a `table` are `parts`. `within` bounds a number, `many` the length of a list.
    """

    form: Literal["plain", "parsed", "model", "choice", "optional", "either", "list", "fixed", "table"]
    type: Any = None
    parts: tuple[FieldType, ...] = ()
    options: tuple[str, ...] = ()
    within: Within | None = None
    many: Many | None = None

    def models(self) -> Iterator[type[Model]]:
        """The models that it names itself."""
        if self.form == "model":
            yield self.type
        for part in self.parts:
            yield from part.models()


class Field(NamedTuple):
    """A field of a model; `required` where it has no `default`."""

    type: FieldType
    required: bool
    default: Any


@once_per_model
def fields(model: type[Model]) -> dict[str, Field]:
    """The annotated fields of a model, its bases' first; class variables and private names left out."""
    return {name: field for base in reversed(model.__mro__) for name, field in _own_fields(base).items()}


@cache
def _own_fields(base: type) -> dict[str, Field]:
    """The fields that a class itself annotates. A method of the same name elsewhere is no default."""
    # `typing.get_type_hints` would evaluate those of the bases anew for each class, and takes twice as long for each
    annotations = get_annotations(base, eval_str=True)
    return {
        name: Field(field_type(annotation), name not in vars(base), vars(base).get(name))
        for name, annotation in annotations.items()
        if not name.startswith("_") and getattr(annotation, "__origin__", None) is not ClassVar
    }


_PLAIN = (str, bool, int, float, Any)


def field_type(annotation: Any, within: Within | None = None, many: Many | None = None) -> FieldType:
    """What an annotation says; the bounds are those of an `Annotated` around it."""
    origin, args = get_origin(annotation), get_args(annotation)
    if metadata := getattr(annotation, "__metadata__", None):
        bounds: dict[type, Any] = {type(bound): bound for bound in metadata}
        return field_type(args[0], bounds.get(Within), bounds.get(Many))
    if origin in (Union, UnionType):
        kinds = tuple(field_type(a, within, many) for a in args if a is not NoneType)
        kind = kinds[0] if len(kinds) == 1 else FieldType("either", parts=kinds)
        return FieldType("optional", parts=(kind,)) if NoneType in args else kind
    if origin is Literal:
        return FieldType("choice", options=args)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return FieldType("list", parts=(field_type(args[0]),), many=many)
    if origin is tuple or origin is dict:
        return FieldType("fixed" if origin is tuple else "table", parts=tuple(field_type(a) for a in args))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return FieldType("model", annotation)
    if annotation in _PLAIN:
        return FieldType("plain", annotation, within=within)
    if hasattr(annotation, "parse"):
        return FieldType("parsed", annotation)
    raise TypeError(f"{annotation} is no type of a field")


def models_in(kinds: Iterable[FieldType]) -> list[type[Model]]:
    """The models that fields are made of, however deep: each once, outer ones first."""
    out: dict[type[Model], None] = {}

    def collect(kind: FieldType) -> None:
        for model in kind.models():
            if model not in out:
                out[model] = None
                for field in fields(model).values():
                    collect(field.type)

    for kind in kinds:
        collect(kind)
    return list(out)
