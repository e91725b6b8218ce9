"""JSON Schemas of the files that authors write, from the same models that read them."""

from __future__ import annotations

from typing import Any

from deckgen.languages import LANGUAGES
from deckgen.layout.kinds import KINDS
from deckgen.reading.facts import Age, Fact
from deckgen.reading.hall import Length
from deckgen.reading.imprint import Mailbox
from deckgen.reading.model import FieldType, Model, fields, models_in, once_per_model
from deckgen.reading.page_size import PageSize
from deckgen.reading.palette import Colour
from deckgen.reading.phrases import Phrase
from deckgen.reading.props import PropName
from deckgen.reading.seminar import ModuleFile, SeminarFile, Term
from deckgen.reading.signatures import DRAWING, ENDINGS
from deckgen.reading.slide import Way
from deckgen.reading.sources import ROLES, Pages, Roles, Source
from deckgen.reading.theme import ArtFile, Place, StyleName, Theme
from deckgen.reading.values import (
    DataPath,
    Date,
    IconName,
    ImagePath,
    LanguageKey,
    LongText,
    Name,
    Slug,
    Text,
    ThemeName,
    Time,
    Url,
    Verbatim,
)

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
    IconName: {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
    PropName: {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
    ThemeName: {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
    Slug: {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
    Url: {"type": "string", "pattern": "^(https?://|mailto:|tel:)"},
    ImagePath: {"type": "string", "pattern": rf"\.({'|'.join(e[1:] for e in (*ENDINGS, DRAWING))})$"},
    DataPath: {"type": "string", "pattern": r"\.(csv|tsv|xlsx)$"},
    LanguageKey: {"enum": list(LANGUAGES)},
    Date: {"type": "string", "format": "date"},
    Age: {"type": "string", "pattern": "^(\\d{1,3} (day|week|month|year)s?|never)$"},
    Pages: {"type": ["string", "integer"], "pattern": "^\\d{1,4}([-–]\\d{1,4})?$"},
    Roles: {"anyOf": [{"enum": list(ROLES)}, {"type": "array", "items": {"enum": list(ROLES)}, "minItems": 1}]},
    Length: {"type": "string", "pattern": "^\\d+(\\.\\d+)? ?(m|cm|ft)$"},
    Time: {"type": "string", "pattern": "^([01]?\\d|2[0-3]):[0-5]\\d$"},
    Colour: {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"},
    Mailbox: {"type": "string", "pattern": "^[^@ ]+@[^@ ]+$"},
    Name: _SCALAR,
    StyleName: _SCALAR,
    ArtFile: _SCALAR,
    Phrase: _SCALAR,
    PageSize: {
        "anyOf": [
            {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
            {"type": "string"},
        ]
    },
    Place: {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
    str: _SCALAR,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Any: {},
}


def schema(what: str) -> dict[str, Any]:
    """The JSON Schema of `seminar`, `module`, `sources`, `glossary`, `facts` or `theme` files."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"deckgen {what}"}
    if what == "seminar":
        return head | _model(SeminarFile)
    if what == "theme":
        return head | _model(Theme)
    if what == "sources":
        return head | {"type": "object", "additionalProperties": _model(Source)}
    if what == "glossary":
        return head | {"type": "object", "additionalProperties": _model(Term)}
    if what == "facts":
        return head | {"type": "object", "additionalProperties": _model(Fact)}
    module = _model(ModuleFile)
    module["properties"]["slides"] = {"type": "array", "items": {"oneOf": [_slide(name) for name in KINDS]}}
    inner = models_in(FieldType("model", kind) for kind in KINDS.values())
    nested = {m for m in inner if _nests(m)}
    module["$defs"] = {_named(m): _model(m) for m in sorted(nested, key=_named)}
    return head | module


@once_per_model
def _nests(model: type[Model]) -> bool:
    """Whether a model can stand in itself, as a box in a box can."""
    return model in models_in(field.type for field in fields(model).values())


def _named(model: type[Model]) -> str:
    """A model's name among all kinds."""
    return f"{model.__module__.removeprefix('deckgen.layout.kinds.')}.{model.__name__}"


def _slide(name: str) -> dict[str, Any]:
    out = _model(KINDS[name])
    out["properties"]["kind"] = {"const": name}
    return out


def _model(model: type[Model]) -> dict[str, Any]:
    known = fields(model)
    if issubclass(model, Way):
        known = {"from" if name == "source" else name: field for name, field in known.items()}
    required = [name for name, field in known.items() if field.required]
    out: dict[str, Any] = {"type": "object", "description": " ".join((model.__doc__ or "").split("\n\n")[0].split())}
    out["properties"] = {name: _schema(field.type) for name, field in known.items()}
    if required:
        out["required"] = required
    out["additionalProperties"] = model.extra == "allow"
    return {"anyOf": [out, _schema(known[model.alone].type)]} if model.alone else out


def _schema(kind: FieldType) -> dict[str, Any]:
    match kind.form:
        case "plain" | "parsed":
            return _leaf(kind)
        case "model":
            return {"$ref": f"#/$defs/{_named(kind.type)}"} if _nests(kind.type) else _model(kind.type)
        case "choice":
            return {"enum": list(kind.options)}
        case "optional":
            return _schema(kind.parts[0])
        case "either":
            return {"anyOf": [_schema(part) for part in kind.parts]}
        case "list":
            return _list(kind)
        case "fixed":
            items = [_schema(part) for part in kind.parts]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        case "table":
            return {"type": "object", "additionalProperties": _schema(kind.parts[1])}


def _leaf(kind: FieldType) -> dict[str, Any]:
    if kind.type not in _LEAVES:
        raise TypeError(f"no schema for {kind.type}")
    if kind.within is None:
        return _LEAVES[kind.type]
    return _LEAVES[kind.type] | {"minimum": kind.within.least, "maximum": kind.within.most}


def _list(kind: FieldType) -> dict[str, Any]:
    item = _schema(kind.parts[0])
    # a gap in a list of numbers is written as nothing
    out = {"type": "array", "items": {"anyOf": [item, {"type": "null"}]} if kind.parts[0].form == "optional" else item}
    return out | ({"minItems": kind.many.least, "maxItems": kind.many.most} if kind.many else {})
