"""The schema of each form of a field, from the models that read it.

Models, and values without fields, are definitions: each stands in a schema once. What may be written in several ways is
an `if` with a `then` and an `else`, never an `anyOf`: so an editor knows which of them is meant, offers what belongs
there, and says what is wrong with that one alone.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from deckgen.languages import LANGUAGES
from deckgen.messages import ENGLISH
from deckgen.reading.model import Field, FieldType, Model, fields
from deckgen.reading.slide import Way
from deckgen.reading.validation import ANY_NUMBER
from deckgen.schema.leaves import ONLY_LANGUAGES, SHARED, Schema, leaf
from deckgen.schema.sayings import called, told_of, told_of_field

_HOMES = ("deckgen.layout.kinds.", "deckgen.reading.")


class _Reading(NamedTuple):
    """How a model takes a value: whole (no field), as one of its fields, or as the only item of that."""

    field: str = ""
    as_item: bool = False


class Forms:
    """Schemas of fields, and the definitions that they name. What is `partial` is laid over a whole: no field is needed
    in it, but in the items of lists, which replace others. What is said of them is in a `language`
    of `messages`."""

    def __init__(self, partial: bool = False, language: str = ENGLISH) -> None:
        self.definitions: dict[str, Schema] = {}
        self.language = language
        self._partial = partial
        self._items = self
        if partial:
            self._items = Forms(language=language)
            self._items.definitions = self.definitions

    # models

    def fields_of(self, model: type[Model], elsewhere: Collection[str] = ()) -> Schema:
        """A model's fields, and which of them are needed; those that are judged elsewhere are only allowed."""
        out: Schema = {"type": "object", "properties": {}}
        for name, field in fields(model).items():
            written = "from" if issubclass(model, Way) and name == "source" else name
            out["properties"][written] = True if name in elsewhere else self.field(model, name, field)
            if field.required and not self._partial and name not in elsewhere:
                out.setdefault("required", []).append(written)
        if model.extra == "forbid":
            out["additionalProperties"] = False
        return out

    def field(self, model: type[Model], name: str, field: Field) -> Schema:
        """A field's schema, with what its model says of it."""
        said = told_of_field(model, name, field, self.language)
        schema = self.of(field.type)
        return schema | {"description": said} if said else schema

    def model(self, model: type[Model]) -> Schema:
        """A model, in every way in which it may be written."""
        name = _named(model) + ("*" if self._partial else "")
        if name not in self.definitions:
            self.definitions[name] = {}  # it may stand in itself
            head = {"title": called(model), "description": told_of(model, self.language)}
            self.definitions[name] = head | self._written(model)
        return {"$ref": f"#/definitions/{name}"}

    def _written(self, model: type[Model]) -> Schema:
        """The ways in which a model is written, asked of what prepares it for its reader."""
        if not model.alone:
            return self.fields_of(model)
        own, strange = _reading(model, {model.alone: "x"}), _reading(model, {"?": "x"})
        languages = _reading(model, dict.fromkeys(LANGUAGES, "x"))
        text, listed = _reading(model, "x"), _reading(model, ["x"])
        single = self._read_as(model, text)
        many = self._read_as(model, listed) if listed.field else single
        if own.field:  # a mapping is an item
            return _either({"type": "array"}, many, single)
        whole = self.fields_of(model)
        if languages.field and not languages.as_item:
            return _either(ONLY_LANGUAGES, self._read_as(model, languages), whole)
        if many != single:
            single = _either({"type": "array"}, many, single)
        return _either({"type": "object"} | ({"required": [model.alone]} if strange.field else {}), whole, single)

    def _read_as(self, model: type[Model], reading: _Reading) -> Schema:
        """The schema of a value that stands for a field."""
        kind = _present(fields(model)[reading.field].type)
        return self._items.of(kind.parts[0]) if reading.as_item else self.of(kind)

    # forms

    def of(self, kind: FieldType) -> Schema:
        """The schema of a field's type."""
        match kind.form:
            case "plain" | "parsed":
                return self._leaf(kind)
            case "model":
                return self.model(kind.type)
            case "choice":
                return {"enum": list(kind.options)}
            case "optional":
                return self._optional(kind.parts[0])
            case "either":
                plain, mapped = (self.of(part) for part in kind.parts)
                return _either({"type": "object"}, mapped, plain)
            case "list":
                return self._list(kind)
            case "fixed":
                return self._fixed(kind)
            case "table":
                return self._table(kind)

    def _leaf(self, kind: FieldType) -> Schema:
        name, schema = leaf(kind)
        if not schema:
            return {}
        self.definitions.setdefault(name, schema)
        for inner in (n for n in SHARED if f"#/definitions/{n}" in str(schema)):
            self.definitions.setdefault(inner, SHARED[inner])
        return {"$ref": f"#/definitions/{name}"}

    def _optional(self, kind: FieldType) -> Schema:
        """What may be left empty. What editors offer stands beside it: they do not look for it behind an `else`."""
        offered = _offered(kind)
        return {"if": {"type": "null"}, "else": self.of(kind)} | ({"examples": offered} if offered else {})

    def _list(self, kind: FieldType) -> Schema:
        many = kind.many or ANY_NUMBER
        least = {"minItems": many.least} if many.least else {}
        return {"type": "array", "items": self._items.of(kind.parts[0])} | least | {"maxItems": many.most}

    def _fixed(self, kind: FieldType) -> Schema:
        items = [self._items.of(part) for part in kind.parts]
        same = all(item == items[0] for item in items)
        return {
            "type": "array",
            "items": items[0] if same else items,
            "minItems": len(items),
            "maxItems": len(items),
        }

    def _table(self, kind: FieldType) -> Schema:
        """Names with values. Those that are known can be offered."""
        names, values = kind.parts
        value = self.of(values)
        known = names.options or leaf(names)[1].get("enum")
        if known:
            return {"type": "object", "properties": dict.fromkeys(known, value), "additionalProperties": False}
        return {"type": "object", "additionalProperties": value}


def _either(condition: Schema, then: Schema, otherwise: Schema) -> Schema:
    return {"if": condition, "then": then, "else": otherwise}


def _reading(model: type[Model], sample: Any) -> _Reading:
    """How a model takes a value of such a shape."""
    prepared: Any = model._prepared(sample)
    if prepared == sample:
        return _Reading()
    field, value = next(iter(prepared.items()))  # where it stands for several, they are alike
    return _Reading(field, value != sample)


def _offered(kind: FieldType) -> list[Any]:
    """The words that a value may be."""
    if kind.form == "model":
        return _offered(_present(fields(kind.type)[kind.type.alone].type)) if kind.type.alone else []
    return [True, False] if kind.type is bool else list(kind.options)


def _present(kind: FieldType) -> FieldType:
    """What is written where something is."""
    return kind.parts[0] if kind.form == "optional" else kind


def _named(model: type[Model]) -> str:
    """A model's name among all."""
    name = f"{model.__module__}.{model.__name__}"
    for home in _HOMES:
        name = name.removeprefix(home)
    return name
