"""Schemas of the values that have no fields: texts, numbers, names, dates.

YAML's own idea of a scalar does not matter where text is wanted: `2026` and `true` are texts, as the reader has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deckgen.languages import LANGUAGES
from deckgen.reading.certificate import CheckAddress
from deckgen.reading.facts import Age
from deckgen.reading.hall import Length
from deckgen.reading.imprint import Mailbox
from deckgen.reading.model import FieldType
from deckgen.reading.page_size import PageSize
from deckgen.reading.palette import Colour
from deckgen.reading.phrases import Phrase
from deckgen.reading.places import ArtFile, Place
from deckgen.reading.props import PropName
from deckgen.reading.signatures import DRAWING, ENDINGS
from deckgen.reading.sources import ROLES, Pages, Roles
from deckgen.reading.theme import StyleName
from deckgen.reading.validation import TRUTH
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
from deckgen.reading.variants import TableAddress

Schema = dict[str, Any]
#: What nothing but languages is written in: a mapping of these names, or no mapping at all.
ONLY_LANGUAGES: Schema = {"propertyNames": {"enum": list(LANGUAGES)}, "minProperties": 1}
#: Any scalar. It has no `type`: editors would offer `true` and `false` as words.
SCALAR: Schema = {"if": {"type": ["array", "object", "null"]}, "then": {"type": "string"}}
_TEXT: Schema = {
    "properties": {key: {"$ref": "#/definitions/scalar"} for key in LANGUAGES},
    "additionalProperties": False,
    "minProperties": 1,
    "if": {"type": ["array", "null"]},
    "then": {"type": ["string", "object"]},
}
_SLUG = "^[a-z][a-z0-9-]{0,59}$"
#: A number in quotes is one, too.
_DIGITS = {int: r"^\s*[+-]?\d+\s*$", float: r"^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$"}
NUMBER: Schema = {"type": ["number", "string"], "pattern": _DIGITS[float]}

#: What others name.
SHARED: Mapping[str, Schema] = {"scalar": SCALAR, "number": NUMBER}


def _word(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def _name(pattern: str) -> Schema:
    """A word that may be one of those that YAML takes for a truth: `true` is an id like any other."""
    return {"pattern": pattern, "if": {"type": ["number", "array", "object", "null"]}, "then": {"type": "string"}}


def _any_case(word: str) -> str:
    """The pattern of a word in capitals or not."""
    return "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in word)


def _ending(*endings: str) -> Schema:
    """A path with one of these endings."""
    return _word(rf"\.({'|'.join(_any_case(e[1:]) for e in endings)})$")


def _numbers(count: int) -> Schema:
    return {"items": {"$ref": "#/definitions/number"}, "minItems": count, "maxItems": count}


#: By their types: what each is called among the definitions, and its schema.
LEAVES: Mapping[Any, tuple[str, Schema]] = {
    Text: ("text", _TEXT),
    LongText: ("text", _TEXT),
    Verbatim: ("text", _TEXT),
    Name: ("scalar", SCALAR),
    StyleName: ("scalar", SCALAR),
    Phrase: ("scalar", SCALAR),
    str: ("scalar", SCALAR),
    Any: ("anything", {}),
    IconName: ("icon", _name(_SLUG)),
    PropName: ("prop", _name("^[a-z][a-z0-9-]*$")),
    ThemeName: ("scalar", SCALAR),
    Slug: ("id", _name(_SLUG)),
    Url: ("address", _word("^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:)")),
    CheckAddress: (
        "check-address",
        _word(r"^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:).*\{serial\}"),
    ),
    Mailbox: ("mailbox", _word("^[^@ ]+@[^@ ]+$")),
    ImagePath: ("picture", _ending(*ENDINGS, DRAWING)),
    ArtFile: ("art", _ending(*ENDINGS, DRAWING)),
    TableAddress: ("rows", _word(rf"^[a-zA-Z][a-zA-Z0-9+_]*://|{_ending('.csv', '.tsv', '.txt', '.xlsx')['pattern']}")),
    DataPath: ("table", _ending(".csv", ".tsv", ".xlsx")),
    LanguageKey: ("language", {"enum": list(LANGUAGES)}),
    Date: ("date", _word(r"^(19\d\d|2[01]\d\d|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")),
    Time: ("time", _word(r"^([01]?\d|2[0-3]):[0-5]\d$")),
    Age: ("age", _word(r"^\s*(\d{1,3}\s+(day|week|month|year)s?|never)\s*$")),
    Pages: ("pages", {"type": ["string", "integer"], "pattern": r"^\d{1,4}([-–]\d{1,4})?$"}),
    Roles: (
        "roles",
        {"anyOf": [{"enum": list(ROLES)}, {"type": "array", "items": {"enum": list(ROLES)}, "minItems": 1}]},
    ),
    Length: ("length", _word(r"^\d{1,6}(\.\d+)? ?(m|cm|ft)$")),
    Colour: ("colour", _word("^#[0-9A-Fa-f]{6}$")),
    PageSize: ("page-size", {"type": ["array", "string"], **_numbers(2)}),
    Place: ("place", {"type": "array", **_numbers(4)}),
    bool: ("truth", {"type": ["boolean", "string"], "pattern": f"^({'|'.join(map(_any_case, TRUTH))})$"}),
}


def leaf(kind: FieldType) -> tuple[str, Schema]:
    """The name and the schema of a type without fields. Raises TypeError for one that has none here."""
    if kind.type in _DIGITS:
        name = "integer" if kind.type is int else "number"
        schema: Schema = {"type": [name, "string"], "pattern": _DIGITS[kind.type]}
        if kind.within is None:
            return name, schema
        least, most = kind.within
        return f"{name}.{least:g}..{most:g}", schema | {"minimum": least, "maximum": most}
    if kind.type not in LEAVES:
        raise TypeError(f"no schema for {kind.type}")
    return LEAVES[kind.type]
