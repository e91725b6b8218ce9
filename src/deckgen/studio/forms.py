"""A slide as a form: the fields of its kind, and what is written in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deckgen.editor.types import forms as types_of
from deckgen.editor.types import kind_of, own_name, written_names
from deckgen.languages import LANGUAGES
from deckgen.messages import KOREAN, SPOKEN, say
from deckgen.reading.model import FieldType, Model, fields
from deckgen.reading.slide import Slide
from deckgen.reading.stretches import Steps, Stretch, stretches
from deckgen.reading.values import IconName, ImagePath, LongText, Minutes, Wording
from deckgen.schema.sayings import first_sentence, korean_name, told_of_field
from deckgen.studio.data import Data
from deckgen.studio.refusing import Impossible
from deckgen.studio.scalars import shown_words
from deckgen.workspace import Workspace, span_offsets

#: Fields of all kinds that stand on the page in places of their own.
APART = ("id", "kind", "notes", "handout")


class _Written:
    """What is written in a file, by its steps."""

    def __init__(self, text: str) -> None:
        self.by_steps: dict[Steps, Stretch] = {s.steps: s for s in stretches(text)}
        self.below: dict[Steps, list[Stretch]] = {}
        for stretch in self.by_steps.values():
            if stretch.steps:
                self.below.setdefault(stretch.steps[:-1], []).append(stretch)
        for items in self.below.values():
            items.sort(key=lambda s: s.start)


def form(workspace: Workspace, name: str, seminar: str = "") -> Data:
    """The fields of a slide; with a seminar, also those that its programme lays over them (`here`), in which each node
    says in which file it is (`path`). Raises ValueError where the slide cannot be read."""
    span = workspace.contents.places.get(("slide", name))
    text = workspace.text(span.path) if span else None
    if span is None or text is None:
        raise Impossible(say("studio:made"))
    written = _Written(text)
    at = span_offsets(text, span)[0]
    steps = next((s.steps[:2] for s in written.by_steps.values() if len(s.steps) == 3 and s.start == at), None)
    if steps is None:
        raise Impossible(say("studio:slide-unread"))
    kind = written.by_steps.get((*steps, "kind"))
    model = kind_of({"kind": kind.text if kind else ""})
    nodes = [_field(written, steps, model, field) for field in _names(model)]
    return {
        "slide": name,
        "path": span.path,
        "steps": list(steps),
        "kind": kind.text if kind else "",
        "about": {to: first_sentence(model, to) if model is not Slide else "" for to in SPOKEN},
        "here": _laid_over(workspace, seminar, name, model) if seminar else [],
        "fields": [node for node in nodes if node["name"] not in APART],
        "texts": [node for node in nodes if node["name"] in ("notes", "handout")],
    }


def _laid_over(workspace: Workspace, seminar: str, name: str, model: type[Model]) -> list[Data]:
    """The fields that a programme lays over those of a slide."""
    shown = next((s for s in workspace.view(seminar).slides if s.id == name), None)
    text = workspace.text(shown.entry.path) if shown and shown.entry else None
    if shown is None or shown.entry is None or text is None:
        return []
    at = span_offsets(text, shown.entry)[0]
    try:
        written = _Written(text)
    except ValueError:
        return []
    entries = (
        s for s in written.by_steps.values() if len(s.steps) == 4 and s.steps[2] == "slides" and s.sort == "lines"
    )
    entry = next((s for s in entries if s.start <= at < s.end), None)
    if entry is None or (*entry.steps, "slide") not in written.by_steps:
        return []
    names = [n for n in _names(model) if (*entry.steps, n) in written.by_steps and n != "id"]
    return [_at_path(_field(written, entry.steps, model, n), shown.entry.path) for n in names]


def _at_path(node: Data, path: str) -> Data:
    """A node, and those in it, with the file in which it is."""
    inner = {key: [_at_path(one, path) for one in node[key]] for key in ("items", "fields") if key in node}
    return node | {"path": path} | inner


def _names(model: type[Model]) -> list[str]:
    """The fields of a kind, its own before those that all have; the title first."""
    names = written_names(model)
    common = [name for name in names if name in fields(Slide)]
    own = [name for name in names if name not in common]
    first = [name for name in ("title",) if name in names]
    return [*first, *(n for n in own if n not in first), *(n for n in common if n not in first)]


def _field(written: _Written, above: Steps, model: type[Model], name: str) -> Data:
    """A field of a model: how it is called, what it takes, and what is written."""
    own = own_name(model, name)
    field = fields(model)[own]
    node = _node(written, (*above, name), field.type)
    return {
        "name": name,
        KOREAN: korean_name(name),
        "about": {to: told_of_field(model, own, field, to) for to in SPOKEN},
        "required": field.required,
        **node,
    }


def _node(written: _Written, steps: Steps, takes: FieldType | None) -> Data:
    """What stands at steps, and how it can be written."""
    here = written.by_steps.get(steps)
    node: Data = {"steps": list(steps), "written": here is not None, **_sort(takes)}
    if here is None:
        return node
    if here.sort == "scalar":
        return node | {"value": shown_words(here), "shape": "scalar"}
    below = written.below.get(steps, [])
    if here.sort == "lines" and below and all(s.steps[-1] in LANGUAGES and s.sort == "scalar" for s in below):
        return node | {"shape": "languages", "values": {str(s.steps[-1]): shown_words(s) for s in below}}
    if here.sort == "list":
        return node | {"shape": "list", "items": [_node(written, s.steps, _item(takes)) for s in below]}
    return node | {"shape": "group", "fields": list(_group(written, steps, takes, below))}


def _group(written: _Written, steps: Steps, takes: FieldType | None, below: list[Stretch]) -> Iterator[Data]:
    """The fields of a mapping: those of its model where it has one, else the names that are written."""
    names = [str(s.steps[-1]) for s in below]
    model = _model(takes, names)
    if model is not None:
        yield from (_field(written, steps, model, name) for name in written_names(model))
        return
    values = next((t.parts[1] for t in types_of(takes) if t.form == "table"), None)
    for stretch in below:
        name = str(stretch.steps[-1])
        yield {"name": name, KOREAN: None, "about": dict.fromkeys(SPOKEN, ""), **_node(written, stretch.steps, values)}


def _model(takes: FieldType | None, names: list[str]) -> type[Model] | None:
    """The model of which most names are."""
    models: list[type[Model]] = [t.type for t in types_of(takes) if t.form == "model"]
    models = [m for m in models if any(name in written_names(m) for name in names)]
    return max(models, key=lambda m: sum(name in written_names(m) for name in names), default=None)


def _item(takes: FieldType | None) -> FieldType | None:
    """What the items of a list are."""
    return next((t.parts[0] for t in types_of(takes) if t.form in ("list", "fixed")), takes)


def _sort(takes: FieldType | None) -> Mapping[str, Any]:
    """How a value is written: a text, a long one, a number, a choice and so on."""
    for kind in types_of(takes):
        if kind.form == "choice":
            return {"sort": "choice", "options": [str(option) for option in kind.options]}
        if kind.form == "list":
            return {"sort": "list"}
        if kind.form in ("model", "table", "fixed"):
            return {"sort": "group"}
        if kind.type is bool:
            return {"sort": "bool"}
        if kind.type in (int, float, Minutes):
            return {"sort": "number"}
        if kind.type is IconName:
            return {"sort": "icon"}
        if kind.type is ImagePath:
            return {"sort": "file"}
        if isinstance(kind.type, type) and issubclass(kind.type, LongText):
            return {"sort": "long"}
        if isinstance(kind.type, type) and issubclass(kind.type, Wording):
            return {"sort": "text"}
    return {"sort": "other"}


__all__ = ["form"]
