"""JSON Schemas of the files that authors write, from the same models that read them."""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from deckgen.languages import LANGUAGES
from deckgen.layout.kinds import KINDS
from deckgen.reading.model import Many, Model, Within, fields
from deckgen.reading.seminar import ModuleFile, SeminarFile, Source, Term
from deckgen.reading.slide import Way
from deckgen.reading.theme import ArtFile, Colour, Place, StyleName, Theme
from deckgen.reading.values import DataPath, Date, ImagePath, LanguageKey, LongText, Slug, Text, Time, Url, Verbatim

#: What a scalar may look like where text is wanted: YAML's own idea of it does not matter.
_SCALAR = {"type": ["string", "number", "boolean"]}
_TEXT = {
    "anyOf": [
        _SCALAR,
        {
            "type": "object",
            "properties": {key: _SCALAR for key in LANGUAGES},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
_LEAVES: dict[object, dict[str, Any]] = {
    Text: _TEXT,
    LongText: _TEXT,
    Verbatim: _TEXT,
    Slug: {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
    Url: {"type": "string", "pattern": "^(https?://|mailto:|tel:)"},
    ImagePath: {"type": "string", "pattern": r"\.(png|jpe?g)$"},
    DataPath: {"type": "string", "pattern": r"\.csv$"},
    LanguageKey: {"enum": list(LANGUAGES)},
    Date: {"type": "string", "format": "date"},
    Time: {"type": "string", "pattern": "^([01]?\\d|2[0-3]):[0-5]\\d$"},
    Colour: {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"},
    StyleName: _SCALAR,
    ArtFile: _SCALAR,
    Place: {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
    str: _SCALAR,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Any: {},
}


def schema(what: str) -> dict[str, Any]:
    """The JSON Schema of `seminar`, `module`, `sources`, `glossary` or `theme` files."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"deckgen {what}"}
    if what == "seminar":
        return head | _model(SeminarFile)
    if what == "theme":
        return head | _model(Theme)
    if what == "sources":
        return head | {"type": "object", "additionalProperties": _model(Source)}
    if what == "glossary":
        return head | {"type": "object", "additionalProperties": _model(Term)}
    module = _model(ModuleFile)
    module["properties"]["slides"] = {"type": "array", "items": {"oneOf": [_slide(name) for name in KINDS]}}
    nested = {m for kind in KINDS.values() for m in _within(kind) if _nests(m)}
    module["$defs"] = {_named(m): _model(m) for m in sorted(nested, key=_named)}
    return head | module


def _nests(model: type[Model]) -> bool:
    """Whether a model can stand in itself, as a box in a box can."""
    return model in _within(model)


@cache
def _within(model: type[Model]) -> frozenset[type[Model]]:
    """The models of which a model is made, however deep."""
    found: set[type[Model]] = set()
    left: list[Any] = list(fields(model).values())
    while left:
        kind = left.pop()
        if isinstance(kind, type) and issubclass(kind, Model):
            if kind not in found:
                found.add(kind)
                left += fields(kind).values()
        else:
            left += get_args(kind)
    return frozenset(found)


def _named(model: type[Model]) -> str:
    """A model's name among all kinds."""
    return f"{model.__module__.removeprefix('deckgen.layout.kinds.')}.{model.__name__}"


def _slide(name: str) -> dict[str, Any]:
    made = _model(KINDS[name])
    made["properties"]["kind"] = {"const": name}
    return made


def _model(model: type[Model]) -> dict[str, Any]:
    names = fields(model)
    if issubclass(model, Way):
        names = {"from" if n == "source" else n: kind for n, kind in names.items()}
    required = [n for n in names if not hasattr(model, n)]
    out: dict[str, Any] = {"type": "object", "description": " ".join((model.__doc__ or "").split("\n\n")[0].split())}
    out["properties"] = {n: _schema(kind) for n, kind in names.items()}
    if required:
        out["required"] = required
    out["additionalProperties"] = model.extra == "allow"
    return {"anyOf": [out, _schema(names[model.alone])]} if model.alone else out


def _schema(kind: Any) -> dict[str, Any]:
    if kind in _LEAVES:
        return _LEAVES[kind]
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        made = dict(_schema(args[0]))
        for bound in args[1:]:
            if isinstance(bound, Within):
                made |= {"minimum": bound.least, "maximum": bound.most}
            if isinstance(bound, Many):
                made |= {"minItems": bound.least, "maxItems": bound.most}
        return made
    if origin in (Union, UnionType):
        return _schema(next(a for a in args if a is not NoneType))
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            gap = {"type": "null"} if NoneType in get_args(args[0]) else None
            return {"type": "array", "items": {"anyOf": [_schema(args[0]), gap]} if gap else _schema(args[0])}
        return {
            "type": "array",
            "prefixItems": [_schema(a) for a in args],
            "minItems": len(args),
            "maxItems": len(args),
        }
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(args[1])}
    if isinstance(kind, type) and issubclass(kind, Model):
        return {"$ref": f"#/$defs/{_named(kind)}"} if _nests(kind) else _model(kind)
    raise TypeError(f"no schema for {kind}")
