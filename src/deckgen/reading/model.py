"""Located values to typed ones: what an author may write, said as the annotations of a class.

A `Model` is frozen, and made from a mapping that knows where it was written. All problems are found in one run, each in our
words and at its place. (pydantic would do this too, but its import and its first model cost 0.13 s of CPU, half of what a
whole deck of 50 slides may take, and its messages would have to be rewritten one by one.)

Field types: `str`, `bool`, `int`, `float`, `Literal`, `X | None`, `tuple[X, ...]`, fixed tuples, `dict[str, X]`, other models,
`Any`, and any class with a classmethod `parse(value)` that raises `Wrong`. `Annotated` adds `Within` or `Many`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Union, get_args, get_origin

from deckgen.diagnostics import Diagnostic, Span, count, did_you_mean, error, listing, nearest
from deckgen.reading.nodes import Mapping, Sequence, span_of

#: What to do where a text, or lines of `name: value`, are wanted.
TEXT = "write a text; one that begins with a bracket or a hyphen needs quotes"
LINES = "write `name: value` lines, indented beneath"


class Wrong(Exception):
    """A value that is not what was asked for. `{name}` in the message stands for the field; `span` for a place inside the
    value, or `field` for the one of a model's fields whose place it is."""

    def __init__(self, message: str, span: Span | None = None, hint: str | None = None, field: str = "") -> None:
        super().__init__(message)
        self.message, self.span, self.hint, self.field = message, span, hint, field
        #: More of the same value.
        self.also: list[Wrong] = []


class Within(NamedTuple):
    """Bounds of a number."""

    least: float
    most: float


class Many(NamedTuple):
    """Bounds of the length of a list."""

    least: int
    most: int


class Model:
    """A frozen value with the fields that its class annotates; a class attribute is a default.

    `extra` says whether unknown fields are kept (`"allow"`) or an error; `alone` names a field whose value may be written
    without the mapping around it. `_prepared` turns what was written into a mapping, `_checked` yields Wrong for what no
    single field can tell.
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


def validate(model: type[Model], value: object, found: list[Diagnostic], where: Span) -> Any:
    """The value as a model, or None; every problem is added to `found` at its place (or at `where`)."""
    before = len(found)
    made = _model(model, value, "", span_of(value) or where, found)
    return made if len(found) == before else None


@cache
def fields(model: type[Model]) -> dict[str, Any]:
    """The annotated fields of a model, its bases' first, evaluated; class variables and private names left out."""
    out: dict[str, Any] = {}
    for base in reversed(model.__mro__):
        space = vars(sys.modules[base.__module__])
        for name, annotation in base.__dict__.get("__annotations__", {}).items():
            if name.startswith("_") or (isinstance(annotation, str) and annotation.startswith("ClassVar")):
                continue
            out[name] = (
                eval(annotation, space) if isinstance(annotation, str) else annotation
            )  # our own source, never an author's
    return {k: v for k, v in out.items() if get_origin(v) is not ClassVar}


_MISSING = object()


@cache
def _plan(model: type[Model]) -> tuple[tuple[str, Callable, object], ...]:
    return tuple((name, _reader(kind), _default(model, name)) for name, kind in fields(model).items())


def _default(model: type[Model], name: str) -> object:
    """What the class that annotates a field assigns to it; a method of the same name elsewhere is no default."""
    home = next(base for base in model.__mro__ if name in base.__dict__.get("__annotations__", {}))
    return home.__dict__.get(name, _MISSING)


def _model(model: type[Model], value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
    value = model._prepared(value)
    if not isinstance(value, dict):
        found.append(error(f"{_called(name)} must be a mapping of names and values, found {shown(value)}", span, LINES))
        return None
    keys = value.key_spans if isinstance(value, Mapping) else {}
    places = value.value_spans if isinstance(value, Mapping) else {}
    plan = _plan(model)
    values: dict[str, Any] = {}
    missing: list[str] = []
    before = len(found)
    for field, read, default in plan:
        if field in value:
            values[field] = read(value[field], field, places.get(field, span), found)
        elif default is _MISSING:
            missing.append(field)
        else:
            values[field] = default
    if len(value) > len(values) or any(k not in values for k in value):
        known = [f for f, *_ in plan]
        for key in value:
            if key in known:
                continue
            if model.extra == "allow":
                values[key] = value[key]
                continue
            left = [k for k in known if k not in value]
            near = nearest(key, left) or nearest(key, known)
            if near in missing:
                missing.remove(near)  # misspelt: that is said once
            found.append(
                error(
                    f"there is no field `{key}` here",
                    keys.get(key, span),
                    f"did you mean `{near}`?" if near else f"known here: {listing(left or known, 20)}",
                )
            )
    found.extend(
        error(f"`{field}` is missing", next(iter(keys.values()), span), f"add a line `{field}: …`") for field in missing
    )
    if len(found) > before or missing:
        return None
    made = model(**values)
    for e in made._checked():
        found.append(error(e.message.replace("{name}", _called(name)), e.span or places.get(e.field, span), e.hint))
    return made


def _called(name: str) -> str:
    return name if "`" in name else f"`{name}`" if name else "this"


def _each(name: str) -> str:
    """What an item of a list is called."""
    return name if name.startswith("each ") else f"each of {_called(name)}"


def shown(value: object) -> str:
    """What was found, in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = " ".join(str(value).split())
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"


# readers, one for each type: (value, name, span, found) -> value


def _reader(kind: Any, within: Within | None = None, many: Many | None = None) -> Callable:
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _reader(
            args[0],
            next((a for a in args if isinstance(a, Within)), None),
            next((a for a in args if isinstance(a, Many)), None),
        )
    if kind is Any:
        return lambda value, name, span, found: value
    if origin in (Union, UnionType) and NoneType in args:
        inner = _reader(next(a for a in args if a is not NoneType), within, many)
        return lambda value, name, span, found: None if value is None else inner(value, name, span, found)
    if origin is Literal:
        return _choice(args)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return _several(_reader(args[0]), many or Many(0, 200))
        return _fixed([_reader(a) for a in args])
    if origin is dict:
        return _table(_reader(args[0]), _reader(args[1]))
    if kind in (int, float):
        return _number(kind, within)
    if kind is bool:
        return _truth
    if kind is str:
        return _text
    if isinstance(kind, type) and issubclass(kind, Model):
        return lambda value, name, span, found: _model(kind, value, name, span, found)
    return _made(kind)


def _made(kind: Any) -> Callable:
    def read(value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
        try:
            return kind.parse(value)
        except Wrong as e:
            found.extend(
                error(w.message.replace("{name}", _called(name)), w.span or span, w.hint) for w in (e, *e.also)
            )
            return None

    return read


def _text(value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
    if isinstance(value, str):
        return str(value)
    found.append(error(f"{_called(name)} must be text, found {shown(value)}", span, TEXT))
    return None


def _truth(value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
    known = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if isinstance(value, bool) or (isinstance(value, str) and value.lower() in known):
        return value if isinstance(value, bool) else known[value.lower()]
    found.append(
        error(f"{_called(name)} must be `true` or `false`, found {shown(value)}", span, "write one of the two")
    )
    return None


def _number(kind: type, within: Within | None) -> Callable:
    whole = kind is int

    def read(value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
        try:
            if (
                isinstance(value, bool)
                or not isinstance(value, (str, int, float))
                or (isinstance(value, str) and ("_" in value or not value.isascii()))
            ):
                raise ValueError
            number = kind(value)
            if not isfinite(number):
                raise ValueError
        except ValueError:
            found.append(
                error(
                    f"{_called(name)} must be a {'whole ' if whole else ''}number, found {shown(value)}",
                    span,
                    f"write it in digits, such as `{15 if whole else 1.5}`",
                )
            )
            return None
        if within and not within.least <= number <= within.most:
            found.append(
                error(
                    f"{_called(name)} must be from {within.least:g} to {within.most:g}, found {shown(value)}",
                    span,
                    "write a number in these bounds",
                )
            )
            return None
        return number

    return read


def _choice(options: tuple) -> Callable:
    def read(value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
        if isinstance(value, str) and value in options:
            return str(value)
        wanted = listing(options, 40).replace(" and ", " or ")
        found.append(
            error(
                f"{_called(name)} must be {wanted}, found {shown(value)}",
                span,
                (isinstance(value, str) and did_you_mean(value, options)) or "write one of these words",
            )
        )
        return None

    return read


def _items(value: Any, name: str, span: Span) -> list[tuple[Any, Span]]:
    spans = value.item_spans if isinstance(value, Sequence) else [span] * len(value)
    return list(zip(value, spans, strict=True))


def _several(read_item: Callable, many: Many) -> Callable:
    def read(value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
        if not isinstance(value, (list, tuple)):
            found.append(
                error(
                    f"{_called(name)} must be a list, found {shown(value)}",
                    span,
                    "write one item a line, each after `- `",
                )
            )
            return None
        if not many.least <= len(value) <= many.most:
            few = len(value) < many.least
            bound, hint = (
                (f"at least {count(many.least, 'item')}", "add what is missing")
                if few
                else (f"at most {count(many.most, 'item')}", "leave some out, or spread them over several")
            )
            at = span if few else _items(value, name, span)[many.most][1]
            found.append(error(f"{_called(name)} must have {bound}, found {len(value):,}", at, hint))
            return None
        item = _each(name)
        return tuple([read_item(v, item, at, found) for v, at in _items(value, name, span)])

    return read


def _fixed(readers: list[Callable]) -> Callable:
    def read(value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
        if not isinstance(value, (list, tuple)) or len(value) != len(readers):
            given = f"{len(value)}" if isinstance(value, (list, tuple)) else shown(value)
            found.append(
                error(
                    f"{_called(name)} must be a list of {count(len(readers), 'item')}, found {given}",
                    span,
                    "write as many, between brackets: `[…, …]`",
                )
            )
            return None
        return tuple(
            [r(v, _each(name), at, found) for r, (v, at) in zip(readers, _items(value, name, span), strict=True)]
        )

    return read


def _table(read_key: Callable, read_value: Callable) -> Callable:
    def read(value: object, name: str, span: Span, found: list[Diagnostic]) -> Any:
        if not isinstance(value, dict):
            found.append(
                error(f"{_called(name)} must be a mapping of names and values, found {shown(value)}", span, LINES)
            )
            return None
        keys = value.key_spans if isinstance(value, Mapping) else {}
        places = value.value_spans if isinstance(value, Mapping) else {}
        return {
            read_key(k, name, keys.get(k, span), found): read_value(v, k, places.get(k, span), found)
            for k, v in value.items()
        }

    return read
