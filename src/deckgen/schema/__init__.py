"""JSON Schemas of the files that authors write, from the same models that read them.

They are written for editors, and held against two readers of schemas. They say how a file is built; what hangs on
other files, such as the ids of slides, is left to `deckgen check`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from deckgen.layout.kinds import KINDS
from deckgen.messages import ENGLISH
from deckgen.reading.facts import Fact
from deckgen.reading.model import Model, fields
from deckgen.reading.seminar import ModuleFile, PartPlan, SeminarFile, Term
from deckgen.reading.slide import Slide
from deckgen.reading.sources import Source
from deckgen.reading.theme import Theme
from deckgen.schema.forms import Forms
from deckgen.schema.leaves import Schema
from deckgen.schema.sayings import first_sentence

#: Characters of a line, where it can be broken.
WIDTH = 120
#: Draft 7 is the one that all editors read.
DRAFT = "http://json-schema.org/draft-07/schema#"


def schema(what: str, language: str = ENGLISH) -> Schema:
    """The JSON Schema of files of a sort, one of `FILES`; what it says of fields is in a language of `messages`."""
    forms = Forms(partial=what == "theme", language=language)
    root = FILES[what](forms)
    head = {"$schema": DRAFT, "title": f"deckgen {what}"}
    return head | root | head | {"definitions": dict(sorted(forms.definitions.items()))}


def as_text(value: object) -> str:
    """A schema as JSON, for people and for machines: what fits stands on a line."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if len(line) <= WIDTH or not isinstance(value, (dict, list)):
        return line
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(as_text, value)) + "]"
    return "{\n" + ",\n".join(f"{json.dumps(key)}:{as_text(item)}" for key, item in value.items()) + "}"


def _module(forms: Forms) -> Schema:
    """A module: what all slides have, and of each what its kind has."""
    root = forms.model(ModuleFile)
    root = forms.definitions.pop(root["$ref"].rpartition("/")[2])
    common = fields(Slide)
    slide = forms.fields_of(Slide)
    slide["properties"]["kind"] = {
        "enum": list(KINDS),
        "enumDescriptions": [first_sentence(kind, forms.language) for kind in KINDS.values()],
    }
    del slide["additionalProperties"]
    slide["allOf"] = []
    for name, kind in KINDS.items():
        elsewhere = [n for n, field in fields(kind).items() if n in common and field.type == common[n].type]
        forms.definitions[f"kind.{name}"] = {"title": f"{name} (slide)"} | forms.fields_of(kind, elsewhere)
        condition = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "const": name}}}
        slide["allOf"].append({"if": condition, "then": {"$ref": f"#/definitions/kind.{name}"}})
    forms.definitions["slide"] = {"title": "slide"} | slide
    root["properties"]["slides"]["items"] = {"$ref": "#/definitions/slide"}
    return root


def _seminar(forms: Forms) -> Schema:
    """A seminar, with the entries of its programme."""
    root = forms.model(SeminarFile)
    root = forms.definitions.pop(root["$ref"].rpartition("/")[2])
    part = forms.definitions[forms.model(PartPlan)["$ref"].rpartition("/")[2]]
    part["properties"]["slides"]["items"] = {"$ref": "#/definitions/entry"}
    word = {"$ref": "#/definitions/scalar"}
    module = {
        "type": "object",
        "title": "module",
        "description": "All slides of a module, but for those that are left out.",
        "required": ["module"],
        "properties": {"module": word, "without": {"if": {"type": "null"}, "else": {"type": "array", "items": word}}},
        "additionalProperties": False,
    }
    slide = {
        "title": "slide",
        "description": "A slide of a module, and what differs in it here.",
        "required": ["slide"],
        "properties": {"slide": word} | _differing(forms),
        "additionalProperties": False,
    }
    forms.definitions["entry"] = {
        "if": {"type": "object"},
        "then": {"if": {"required": ["module"]}, "then": module, "else": slide},
        "else": {"type": ["string", "object"]},
    }
    return root


def _differing(forms: Forms) -> Schema:
    """The fields that an entry may lay over those of a slide: its kind is not known, so each as any kind has it."""
    ways: dict[str, list[Schema]] = {}
    for kind in KINDS.values():
        for name, field in fields(kind).items():
            way = forms.of(field.type)
            if name not in ("id", "kind") and way not in ways.setdefault(name, []):
                ways[name].append(way)
    return {name: found[0] if len(found) == 1 else {"anyOf": found} for name, found in ways.items()}


def _table_of(model: type[Model]) -> Callable[[Forms], Schema]:
    """A file of ids, each with a value beneath."""
    return lambda forms: {
        "if": {"type": "null"},
        "else": {"type": "object", "additionalProperties": forms.model(model)},
    }


def _theme(forms: Forms) -> Schema:
    """What a theme says otherwise than the shared one."""
    return forms.fields_of(Theme)


#: The sorts of files, each with what makes its schema.
FILES: Mapping[str, Callable[[Forms], Schema]] = {
    "seminar": _seminar,
    "module": _module,
    "sources": _table_of(Source),
    "glossary": _table_of(Term),
    "facts": _table_of(Fact),
    "theme": _theme,
}
#: Where files of each sort lie in a project.
PLACES: Mapping[str, str] = {
    "seminar": "content/seminars/*.yaml",
    "module": "content/modules/*.yaml",
    "sources": "content/sources.yaml",
    "glossary": "content/glossary.yaml",
    "facts": "content/facts.yaml",
    "theme": "themes/*/theme*.yaml",
}
