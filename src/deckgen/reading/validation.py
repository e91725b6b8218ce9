"""Located values to typed ones. All problems are found in one run, each in our words and at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from deckgen.diagnostics import Diagnostic, Hint, Later, Slip, Span, did_you_mean, error, nearest, suggest
from deckgen.messages import Message, count, listing, say
from deckgen.reading.model import (
    LINES,
    TEXT,
    Field,
    FieldType,
    M,
    Many,
    Model,
    Within,
    Wrong,
    fields,
    once_per_model,
    parse_number,
    shown,
)
from deckgen.reading.nodes import Mapping, span_of
from deckgen.reading.nodes import Sequence as LocatedList

#: What a value is called: by its field, or as an item of a list.
Name = str | Message
#: From what was written under a name, and its place, to the typed value, or None with what is wrong added to the
#: diagnostics.
Reader = Callable[[object, Name, Span, list[Diagnostic]], Any]

TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
#: With these in it, a text in a list between brackets needs quotes.
_SIGNS = frozenset("[]{}:#&*!|>%@`\"'")
#: Items of a list that has no bounds of its own.
ANY_NUMBER = Many(0, 200)


def validate(model: type[M], value: object, diagnostics: list[Diagnostic], where: Span) -> M | None:
    """The value as a model, or None; every problem is added to `diagnostics` at its place (or at `where`)."""
    before = len(diagnostics)
    result = _read_model(model, value, "", span_of(value) or where, diagnostics)
    return result if len(diagnostics) == before else None


# models


@once_per_model
def _readers(model: type[Model]) -> dict[str, tuple[Reader, Field]]:
    return {name: (_reader(field.type), field) for name, field in fields(model).items()}


def _read_model(model: type[M], value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> M | None:
    value = model._prepared(value)
    if not isinstance(value, dict):
        message = say("value.mapping", name=_called(name), found=shown(value))
        diagnostics.append(error(message, span, LINES))
        return None
    places = value.value_spans if isinstance(value, Mapping) else {}
    before = len(diagnostics)
    values: dict[str, Any] = {}
    missing: list[str] = []
    for key, (read, field) in _readers(model).items():
        if key in value:
            values[key] = read(value[key], key, places.get(key, span), diagnostics)
        elif field.required:
            missing.append(key)
        else:
            values[key] = field.default
    if any(key not in values for key in value):
        _read_unknown(model, value, span, values, missing, diagnostics)
    if missing:
        key_spans = value.key_spans if isinstance(value, Mapping) else {}
        place = next(iter(key_spans.values()), span)
        diagnostics += [
            error(say("field.missing", key=key), place, say("value:add-a-line", key=key)) for key in missing
        ]
    if len(diagnostics) > before:
        return None
    result = model(**values)
    for e in result._checked():
        diagnostics.append(_diagnostic(e, name, places.get(e.field, span)))
    return result


def _read_unknown(
    model: type[Model],
    value: dict[str, Any],
    span: Span,
    values: dict[str, Any],
    missing: list[str],
    diagnostics: list[Diagnostic],
) -> None:
    """Keeps fields that the model does not have, or tells of them; one that is a misspelt field is not missing as
    well."""
    key_spans = value.key_spans if isinstance(value, Mapping) else {}
    known = list(fields(model))
    outdented = _outdented(model, value, diagnostics)
    left = [k for k in known if k not in value]
    unknown = 0
    for key in value:
        if key in known or key in outdented:
            continue
        if model.extra == "allow":
            values[key] = value[key]
            continue
        # what has more unknown names than fields is no mapping of misspelt ones
        if missing and (near := nearest(key, left)) in missing and unknown < len(known):
            missing.remove(near)
        unknown += 1
        hint = _field(key, left, known, _margin(value, key))
        diagnostics.append(error(say("field.unknown", key=key), key_spans.get(key, span), hint))


def _outdented(model: type[Model], value: dict[str, Any], diagnostics: list[Diagnostic]) -> set[str]:
    """The names that are no fields here, but of the empty field above them, beneath which they are not indented. That
    is told once, in place of what is wrong with that field."""
    owner, inner, found = "", frozenset[str](), set[str]()
    if not isinstance(value, Mapping):
        return found
    for key in value:
        if key in fields(model):
            models = list(fields(model)[key].type.models()) if value[key] is None else []
            owner, inner = key, frozenset(name for m in models for name in fields(m))
        elif key in inner:
            if not found & inner:
                diagnostics[:] = [d for d in diagnostics if d.span != value.value_spans[owner]]
                message = say("yaml.outdented", key=key, owner=owner)
                hint = say("value:begin-this-line-and-the", owner=owner)
                diagnostics.append(Slip("error", message, value.key_spans[key], hint))
            found.add(key)
    return found


def _margin(value: dict[str, Any], key: str) -> int:
    """Where the items of the list above a name begin, if it may be a field of theirs that stands too far to the left;
    otherwise 0."""
    names = list(value)
    above = value[names[names.index(key) - 1]] if names.index(key) else None
    last = above[-1] if isinstance(above, LocatedList) and above else None
    if not isinstance(last, Mapping) or not isinstance(value, Mapping) or key in last:
        return 0
    first, own = next(iter(last.key_spans.values()), None), value.key_spans[key]
    return first.column - 1 if first and first.line < own.line and first.column > own.column else 0


def _field(key: str, left: list[str], known: list[str], margin: int) -> Hint:
    """The field that is meant: one that is not written yet, if one is near."""
    otherwise = say("hint:known-here", names=listing(left or known, 20))
    if margin:
        otherwise = say("value:begin-the-line-with-spaces", spaces=margin, otherwise=otherwise)
    return Later(key, lambda: did_you_mean(key, left) or did_you_mean(key, known) or otherwise)


def _diagnostic(e: Wrong, name: Name, place: Span) -> Diagnostic:
    return error(e.says.filled(name=_called(name)), e.span or place, e.hint)


def _called(name: Name) -> Name:
    return name if isinstance(name, Message) else f"`{name}`" if name else say("value:this")


def _each(name: Name) -> Message:
    """What an item of a list is called."""
    return name if isinstance(name, Message) else say("value:each-of", name=_called(name))


# a reader for each form of a field


def _reader(kind: FieldType) -> Reader:
    return _FORMS[kind.form](kind)


def _plain(kind: FieldType) -> Reader:
    if kind.type in (int, float):
        return _number(kind.type, kind.within)
    return {str: _text, bool: _truth}.get(kind.type, _anything)


def _anything(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> Any:
    return value


def _text(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> str | None:
    if isinstance(value, str):
        return str(value)
    diagnostics.append(error(say("value.text", name=_called(name), found=shown(value)), span, TEXT))
    return None


def _truth(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> bool | None:
    truth = value if isinstance(value, bool) else TRUTH.get(value.lower()) if isinstance(value, str) else None
    if truth is None:
        message = say("value.truth", name=_called(name), found=shown(value))
        near = (
            suggest(value, ("true", "false"), say("hint:write-one-of-the-two"))
            if isinstance(value, str)
            else say("hint:write-one-of-the-two")
        )
        diagnostics.append(error(message, span, near))
    return truth


def _number(kind: type[int] | type[float], within: Within | None) -> Reader:
    what, example = (say("value:a-whole-number"), "15") if kind is int else (say("value:a-number"), "1.5")

    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> float | None:
        number = parse_number(kind, value)
        if number is None:
            message = say("value.number", name=_called(name), wanted=what, found=shown(value))
            diagnostics.append(error(message, span, _digits(value, example)))
            return None
        if within and not within.least <= number <= within.most:
            message = say("value.bounds", name=_called(name), bounds=within.said, found=shown(value))
            diagnostics.append(error(message, span, say("value:write-a-number-in-these")))
            return None
        return number

    return read


def _digits(value: object, example: str) -> Message:
    """How to write a number: without its unit, where it has one."""
    unit = re.fullmatch(r"(?:약 ?)?([0-9]+(?:\.[0-9]+)?)[ ]?[^\W\d_]+", str(value))
    return (
        say("value:write-the-number-alone", unit=unit[1])
        if unit
        else say("value:write-it-in-digits-such", example=example)
    )


def _parsed(kind: FieldType) -> Reader:
    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> Any:
        try:
            return kind.type.parse(value)
        except Wrong as e:
            diagnostics.extend(_diagnostic(wrong, name, span) for wrong in (e, *e.also))
            return None

    return read


def _nested(kind: FieldType) -> Reader:
    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> Any:
        return _read_model(kind.type, value, name, span, diagnostics)

    return read


def _optional(kind: FieldType) -> Reader:
    inner = _reader(kind.parts[0])

    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> Any:
        return None if value is None else inner(value, name, span, diagnostics)

    return read


def _either(kind: FieldType) -> Reader:
    plain, mapped = (_reader(part) for part in kind.parts)

    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> Any:
        return (mapped if isinstance(value, dict) else plain)(value, name, span, diagnostics)

    return read


def _choice(kind: FieldType) -> Reader:
    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> str | None:
        if isinstance(value, str) and value in kind.options:
            return str(value)
        options = listing(kind.options, 40, either=True)
        hint = say("value:write-one-word")
        near = suggest(value, kind.options, hint) if isinstance(value, str) else hint
        message = say("value.choice", name=_called(name), wanted=options, found=shown(value))
        diagnostics.append(error(message, span, near))
        return None

    return read


def _items(value: Sequence[Any], span: Span) -> list[tuple[Any, Span]]:
    """The items of a list with their places."""
    spans = value.item_spans if isinstance(value, LocatedList) else [span] * len(value)
    return list(zip(value, spans, strict=True))


def _listed(value: object) -> Message:
    """How to write a list: one that was written on its line between brackets."""
    if isinstance(value, str) and "," in value and len(value) <= 60 and not _SIGNS.intersection(value):
        return say("value:write-it-between-brackets", items=value)
    return say("value:write-one-item-a-line")


def _list(kind: FieldType) -> Reader:
    read_item, many = _reader(kind.parts[0]), kind.many or ANY_NUMBER

    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> tuple[Any, ...] | None:
        if not isinstance(value, (list, tuple)):
            message = say("value.list", name=_called(name), found=shown(value))
            diagnostics.append(error(message, span, _listed(value)))
            return None
        items = _items(value, span)
        if len(items) < many.least:
            message = say("value.too-few", name=_called(name), least=count(many.least, "item"), number=len(items))
            diagnostics.append(error(message, span, say("value:add-what-is-missing")))
            return None
        if len(items) > many.most:
            message = say("value.too-many", name=_called(name), most=count(many.most, "item"), number=len(items))
            diagnostics.append(error(message, items[many.most][1], say("value:leave-some-out-or-spread")))
            return None
        each = _each(name)
        return tuple([read_item(item, each, at, diagnostics) for item, at in items])

    return read


def _fixed(kind: FieldType) -> Reader:
    readers = [_reader(part) for part in kind.parts]

    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> tuple[Any, ...] | None:
        if not isinstance(value, (list, tuple)) or len(value) != len(readers):
            given = f"{len(value)}" if isinstance(value, (list, tuple)) else shown(value)
            message = say("value.fixed-list", name=_called(name), wanted=count(len(readers), "item"), found=given)
            diagnostics.append(error(message, span, say("value:write-as-many-between-brackets")))
            return None
        each, items = _each(name), _items(value, span)
        return tuple([r(item, each, at, diagnostics) for r, (item, at) in zip(readers, items, strict=True)])

    return read


def _table(kind: FieldType) -> Reader:
    read_key, read_value = (_reader(part) for part in kind.parts)

    def read(value: object, name: Name, span: Span, diagnostics: list[Diagnostic]) -> dict[Any, Any] | None:
        if not isinstance(value, dict):
            message = say("value.mapping", name=_called(name), found=shown(value))
            diagnostics.append(error(message, span, LINES))
            return None
        keys = value.key_spans if isinstance(value, Mapping) else {}
        places = value.value_spans if isinstance(value, Mapping) else {}
        return {
            read_key(key, name, keys.get(key, span), diagnostics): read_value(
                item, key, places.get(key, span), diagnostics
            )
            for key, item in value.items()
        }

    return read


_FORMS: dict[str, Callable[[FieldType], Reader]] = {
    "plain": _plain,
    "parsed": _parsed,
    "model": _nested,
    "choice": _choice,
    "optional": _optional,
    "either": _either,
    "list": _list,
    "fixed": _fixed,
    "table": _table,
}
