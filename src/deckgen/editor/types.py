"""What may stand at a place of a file, by the models that read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from deckgen.editor.cursor import Cursor, Step
from deckgen.languages import LANGUAGES
from deckgen.layout.kinds import KINDS
from deckgen.reading.facts import Fact
from deckgen.reading.model import Field, FieldType, Model, field_type, fields
from deckgen.reading.seminar import ModuleFile, SeminarFile, Term
from deckgen.reading.slide import Slide, Way
from deckgen.reading.sources import Source
from deckgen.reading.theme import Theme
from deckgen.reading.values import LanguageKey, Slug, Text, Wording

#: The sort of a file by its path, as far as an editor knows it.
Sort = Literal["seminar", "module", "sources", "glossary", "facts", "theme"]
_TABLES: dict[str, type[Model]] = {"sources": Source, "glossary": Term, "facts": Fact}
#: What the entries of a programme are made of, beside the fields of the slide that one names.
ENTRY = ("slide", "module", "without")


class Place(NamedTuple):
    """What may stand at a place: what a field `takes`, the field `name` of a `model` (None where it is none of one).
    `what` says more than that where that is only a short name: the ids of which things."""

    takes: FieldType | None
    model: type[Model] | None = None
    name: str = ""
    what: Literal["", "slide", "entry", "module", "source", "term", "kind"] = ""


def sort_of(path: str) -> Sort | None:
    """The sort of a file by its path from the project's folder."""
    if path.startswith("content/seminars/"):
        return "seminar"
    if path.startswith("content/modules/"):
        return "module"
    if path.startswith("themes/") and path.rpartition("/")[2].startswith("theme."):
        return "theme"
    for name in ("sources", "glossary", "facts"):
        if path == f"content/{name}.yaml":
            return name
    return None


def place_of(sort: Sort, steps: tuple[Step, ...], slides: Mapping[str, str]) -> Place:
    """What may stand at the end of steps. `slides` are the kinds of slides by their ids, for what a programme lays over
    one."""
    place = _root(sort)
    for step in steps:
        place = _next(place, step, slides)
    return place


def _root(sort: Sort) -> Place:
    if sort in _TABLES:
        return Place(FieldType("table", parts=(FieldType("plain", str), FieldType("model", _TABLES[sort]))))
    return Place(FieldType("model", {"seminar": SeminarFile, "module": ModuleFile, "theme": Theme}[sort]))


def _next(place: Place, step: Step, slides: Mapping[str, str]) -> Place:
    """What may stand one step further."""
    if place.what == "slide" and place.takes is None:
        return _of_slide(step)
    if place.what == "entry" and place.takes is None:
        return _of_entry(step, slides)
    if place.takes is None:
        return Place(None)
    if step.name is None:
        return _item(place)
    return _named(place.takes, step.name, place)


def _of_slide(step: Step) -> Place:
    """Of a slide in a module, whose kind stands beside."""
    if step.name is None:
        return Place(None, what="slide")
    kind = kind_of(step.beside)
    if step.name == "kind":
        return Place(FieldType("plain", str), kind, "kind", "kind")
    return _field(kind, step.name)


def _of_entry(step: Step, slides: Mapping[str, str]) -> Place:
    """Of an entry of a programme: an id, or a mapping that names a slide or a module."""
    if step.name is None:
        return Place(None, what="entry")
    if step.name == "slide":
        return Place(FieldType("parsed", Slug), name="slide", what="slide")
    if step.name == "module":
        return Place(FieldType("parsed", Slug), name="module", what="module")
    if step.name == "without":
        return Place(FieldType("list", parts=(FieldType("parsed", Slug),)), name="without", what="slide")
    kind = slides.get(step.beside.get("slide", ""), "")
    return _field(KINDS.get(kind, Slide), step.name)


def kind_of(beside: Mapping[str, str]) -> type[Slide]:
    """The kind of a slide by what is written of it; what all have in common where it has none."""
    kind = beside.get("kind", "")
    return KINDS.get(kind, Slide)


def _field(model: type[Model], name: str) -> Place:
    """A field of a model as authors call it."""
    own = own_name(model, name)
    field: Field | None = fields(model).get(own)
    if field is None:
        return Place(FieldType("parsed", Text) if model.extra == "allow" else None, model, name)
    if model is ModuleFile and name == "slides":
        return Place(None, model, name, "slide")
    if field.type.form == "list" and field.type.parts[0].type is Any and name == "slides":
        return Place(None, model, name, "entry")
    return Place(field.type, model, name, _what(model, name))


def _what(model: type[Model], name: str) -> Any:
    """What the short names in a field are the ids of."""
    if (issubclass(model, Slide) and name == "sources") or (model is Fact and name == "source"):
        return "source"
    if name == "means":
        return "term"
    return "slide" if name == "slides" else ""


def own_name(model: type[Model], name: str) -> str:
    """What a field is called here: Python keeps `from` for itself."""
    return "source" if issubclass(model, Way) and name == "from" else name


def written_names(model: type[Model]) -> list[str]:
    """The fields of a model as authors write them."""
    return ["from" if issubclass(model, Way) and name == "source" else name for name in fields(model)]


def _item(place: Place) -> Place:
    """An item of a list."""
    for kind in _forms(place.takes):
        if kind.form in ("list", "fixed"):
            return place._replace(takes=kind.parts[0])
        if kind.form == "model" and kind.type.alone:
            return _item(_field(kind.type, kind.type.alone)._replace(what=place.what))
        if kind.form == "parsed" and place.takes is not None:
            return place._replace(takes=kind)  # one that reads a list, or a text alone
    return Place(None)


def _named(type: FieldType, name: str, place: Place) -> Place:
    """What stands behind a name."""
    for kind in _forms(type):
        if kind.form == "model":
            alone = kind.type.alone
            if alone and own_name(kind.type, name) not in fields(kind.type):  # what stands alone, as a mapping
                return _named(fields(kind.type)[alone].type, name, place)
            return _field(kind.type, name)
        if kind.form == "table":
            return Place(kind.parts[1], place.model, place.name, place.what)
        if kind.form == "list":  # one alone, without its hyphen
            return _named(kind.parts[0], name, place)
        if kind.form == "parsed" and issubclass(kind.type, Wording):
            return Place(field_type(str), place.model, place.name)
    return Place(None)


def _forms(type: FieldType | None) -> list[FieldType]:
    """The types that a value may have."""
    if type is None:
        return []
    if type.form in ("optional", "either"):
        return [form for part in type.parts for form in _forms(part)]
    return [type]


def forms(type: FieldType | None) -> list[FieldType]:
    """The types that a value may have, those included that stand alone for a model or for a list of one."""
    out: list[FieldType] = []
    for kind in _forms(type):
        out.append(kind)
        if kind.form == "model" and kind.type.alone:
            out += forms(fields(kind.type)[kind.type.alone].type)
        elif kind.form == "list":
            out += forms(kind.parts[0])
    return out


def names_at(sort: Sort, cursor: Cursor, slides: Mapping[str, str]) -> list[str]:
    """The names that may be written in the mapping in which a cursor stands."""
    place = place_of(sort, cursor.steps, slides)
    if place.takes is None and place.what == "slide" and cursor.path[-1:] == (None,):
        own = kind_of(cursor.beside)
        return ["id", "kind", *(n for n in written_names(own) if n not in ("id", "kind"))]
    if place.takes is None and place.what == "entry":
        kind = slides.get(cursor.beside.get("slide", ""), "")
        more = written_names(KINDS[kind]) if kind in KINDS else []
        return [*ENTRY, *(n for n in more if n not in ("id", "kind"))]
    out: list[str] = []
    for form in forms(place.takes):
        if form.form == "model":
            out += written_names(form.type)
        elif (form.form == "parsed" and issubclass(form.type, Wording)) or (
            form.form == "table" and form.parts[0].type is LanguageKey
        ):
            out += LANGUAGES
    return list(dict.fromkeys(out))
