"""A slide, a part or a seminar as a form: the fields of its model, and what is written in each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckgen.editor.types import forms as types_of
from deckgen.editor.types import kind_of, own_name, written_names
from deckgen.languages import COMPLETE, LANGUAGES
from deckgen.messages import KOREAN, SPOKEN, say
from deckgen.reading.model import FieldType, Model, fields
from deckgen.reading.seminar import PartPlan, SeminarFile
from deckgen.reading.slide import Slide
from deckgen.reading.stretches import Steps, Stretch, row_of, stretches
from deckgen.reading.values import Date, IconName, ImagePath, LanguageKey, LongText, ThemeName, Time, Wording
from deckgen.schema.sayings import first_sentence, korean_name, told_of_field
from deckgen.studio.data import Data
from deckgen.studio.refusing import Impossible
from deckgen.studio.scalars import shown_words
from deckgen.workspace import Workspace, span_offsets

#: Fields of all kinds that stand on the page in places of their own.
APART = ("id", "kind", "notes", "handout")
#: Groups within groups that are begun at once: what lies deeper is written when they stand there.
DEEPEST = 3


class _Written:
    """What is written in a file, by its steps; and the themes that may be named in it."""

    def __init__(self, text: str, themes: Sequence[str] = ()) -> None:
        self.text = text
        self.by_steps: dict[Steps, Stretch] = {s.steps: s for s in stretches(text)}
        self.themes = themes
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
    written = _Written(text, workspace.contents.themes)
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


def seminar_form(workspace: Workspace, seminar: str) -> Data:
    """The fields of a seminar, but for its programme. Raises ValueError where it cannot be read."""
    path, written = _seminar(workspace, seminar)
    return _of_seminar(written, path, (), SeminarFile, "programme")


def part_form(workspace: Workspace, seminar: str, number: int) -> Data:
    """The fields of a part of a programme, by its number from 0, but for its slides; `mark` is what tells it from other
    parts, however it is called. Raises ValueError where there is no such part, or it cannot be read."""
    path, written = _seminar(workspace, seminar)
    steps = ("programme", number)
    if steps not in written.below:
        raise Impossible(say("studio:part-gone"))
    line = row_of(written.text, written.by_steps[steps].start) + 1
    own = {"part": number, "line": line, "mark": _mark(written, steps)}
    return _of_seminar(written, path, steps, PartPlan, "slides") | own


def _seminar(workspace: Workspace, seminar: str) -> tuple[str, _Written]:
    """A seminar's file, and what is written in it."""
    path = f"content/seminars/{seminar}.yaml"
    text = workspace.text(path) if seminar in workspace.seminars else None
    if text is None:
        raise ValueError("there is no such seminar")
    try:
        return path, _Written(text, workspace.contents.themes)
    except ValueError as e:
        raise Impossible(say("studio:seminar-unread")) from e


def _of_seminar(written: _Written, path: str, steps: Steps, model: type[Model], but: str) -> Data:
    nodes = [_field(written, steps, model, name) for name in written_names(model) if name != but]
    return {"path": path, "steps": list(steps), "here": [], "fields": nodes, "texts": [], "but": but}


def mark_of(text: str, steps: Steps) -> str:
    """What tells the part of a programme at these steps from others: its slides, whatever else is written of it."""
    return _mark(_Written(text), steps)


def _mark(written: _Written, steps: Steps) -> str:
    slides = (*steps, "slides")
    words = [s.text for s in written.by_steps.values() if s.steps[: len(slides)] == slides and s.sort == "scalar"]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


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
    return _called(model, name) | _node(written, (*above, name), fields(model)[own_name(model, name)].type)


def _called(model: type[Model], name: str) -> Data:
    """How a field of a model is called, and what is said of it."""
    own = own_name(model, name)
    field = fields(model)[own]
    return {
        "name": name,
        KOREAN: korean_name(name, model),
        "about": {to: told_of_field(model, own, field, to) for to in SPOKEN},
        "required": field.required,
    }


def _node(written: _Written, steps: Steps, takes: FieldType | None) -> Data:
    """What stands at steps, and how it can be written."""
    here = written.by_steps.get(steps)
    node: Data = {"steps": list(steps), "written": here is not None, **_sort(takes, written.themes)}
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
    """The fields of a mapping: those of its model where it has one, with the free ones that are written; else the names
    that are written."""
    names = [str(s.steps[-1]) for s in below]
    model = _model(takes, names)
    values = next((t.parts[1] for t in types_of(takes) if t.form == "table"), None)
    known = written_names(model) if model else []
    if model:
        yield from (_field(written, steps, model, name) for name in known)
        if model.extra != "allow":
            return
    for stretch in below:
        if (name := str(stretch.steps[-1])) not in known:
            about = dict.fromkeys(SPOKEN, "")
            yield {"name": name, KOREAN: None, "about": about, **_node(written, stretch.steps, values)}


def _model(takes: FieldType | None, names: list[str]) -> type[Model] | None:
    """The model of which most names are."""
    models: list[type[Model]] = [t.type for t in types_of(takes) if t.form == "model"]
    models = [m for m in models if any(name in written_names(m) for name in names)]
    return max(models, key=lambda m: sum(name in written_names(m) for name in names), default=None)


def _item(takes: FieldType | None) -> FieldType | None:
    """What the items of a list are."""
    return next((t.parts[0] for t in types_of(takes) if t.form in ("list", "fixed")), takes)


def _sort(takes: FieldType | None, themes: Sequence[str]) -> Data:
    """How a value is written: a text, a long one, a line without languages, a number, a choice and so on."""
    for kind in types_of(takes):
        if kind.form == "choice":
            return {"sort": "choice", "options": [str(option) for option in kind.options]}
        if kind.form == "list":
            return {"sort": "list"}
        if kind.form in ("model", "table", "fixed"):
            return {"sort": "group"}
        if kind.type is ThemeName:
            return {"sort": "choice", "options": list(themes)}
        if kind.type is LanguageKey:
            return {"sort": "choice", "options": list(COMPLETE), "of": "language"}
        if kind.type in _SORTS:
            return {"sort": _SORTS[kind.type]}
        if kind.form == "parsed":
            return {"sort": next((sort for base, sort in _WORDS.items() if issubclass(kind.type, base)), "line")}
    return {"sort": "other"}


#: How values of plain types, and of some others, are written.
_SORTS: dict[object, str] = {
    bool: "bool",
    int: "number",
    float: "number",
    str: "line",
    IconName: "icon",
    ImagePath: "file",
    Date: "date",
    Time: "time",
}
#: How words are written, the longest first; what is neither is a line, the same in all languages.
_WORDS: dict[type, str] = {LongText: "long", Wording: "text"}


class Place(NamedTuple):
    """Where a form has a field that is not written: what it takes, and the themes that may be named in it."""

    takes: FieldType
    themes: Sequence[str]

    def blank(self) -> Data:
        """How it is begun."""
        return _blank(self.takes, self.themes, ())


def place_of(workspace: Workspace, path: str, text: str, steps: Steps) -> Place:
    """The place of a field of a seminar, of a part, of a slide or of what a programme lays over one. Raises ValueError
    where no model has such a field."""
    written = _Written(text, workspace.contents.themes)
    model, rest = _root(workspace, written, path, steps)
    takes: FieldType | None = FieldType("model", model)
    for depth, step in enumerate(rest, len(steps) - len(rest)):
        takes = _item(takes) if isinstance(step, int) else _inner(written, steps[:depth], takes, step)
    if takes is None or not rest:
        raise Impossible(say("studio:not-written"))
    return Place(takes, written.themes)


def _root(workspace: Workspace, written: _Written, path: str, steps: Steps) -> tuple[type[Model], Steps]:
    """The model of what a form shows that has a field at these steps, and the steps from there."""
    if path.startswith("content/modules/"):
        kind = written.by_steps.get((*steps[:2], "kind"))
        return kind_of({"kind": kind.text if kind else ""}), steps[2:]
    if steps[:1] != ("programme",):
        return SeminarFile, steps
    slide = written.by_steps.get((*steps[:4], "slide")) if steps[2:3] == ("slides",) else None
    if slide is None:
        return PartPlan, steps[2:]
    return kind_of({"kind": workspace.contents.kinds.get(slide.text, "")}), steps[4:]


def _inner(written: _Written, above: Steps, takes: FieldType | None, name: str) -> FieldType | None:
    """What a field of a mapping takes."""
    model = _model(takes, [name, *(str(s.steps[-1]) for s in written.below.get(above, []))])
    if model and name in written_names(model):
        return fields(model)[own_name(model, name)].type
    return next((t.parts[1] for t in types_of(takes) if t.form == "table"), None)


def _blank(takes: FieldType | None, themes: Sequence[str], above: tuple[type[Model], ...]) -> Data:
    """How a value is begun that is not written: a group by its `fields`, a list by its first `item`. Where it has to
    be written in the source, that is its `sort`."""
    node = _sort(takes, themes)
    models: list[type[Model]] = [t.type for t in types_of(takes) if t.form == "model"]
    lone = _lone_list(models[0]) if node["sort"] == "group" and models else None
    if lone:
        return _blank(lone, themes, (*above, models[0]))
    if node["sort"] == "list":
        item = _blank(_item(takes), themes, above)
        return node | {"item": item} if item["sort"] not in _SOURCE else {"sort": "source"}
    if models and node["sort"] in ("group", "choice"):
        inner = _fields(models[0], themes, above)
        return node | {"fields": inner} if inner else node if node["sort"] == "choice" else {"sort": "source"}
    return {"sort": "source"} if node["sort"] in _SOURCE or node["sort"] == "group" else node


#: Sorts of what no form can begin.
_SOURCE = ("source", "other")


def _lone_list(model: type[Model]) -> FieldType | None:
    """The list that stands alone for a model, as authors write it."""
    takes = fields(model)[model.alone].type if model.alone else None
    return takes if takes and takes.form == "list" else None


def _fields(model: type[Model], themes: Sequence[str], above: tuple[type[Model], ...]) -> list[Data]:
    """The fields with which a group can be begun; none where one that it needs cannot be written in a form."""
    if model in above or len(above) >= DEEPEST:
        return []
    found = []
    for name in written_names(model):
        field = fields(model)[own_name(model, name)]
        inner = _blank(field.type, themes, (*above, model))
        if inner["sort"] not in _SOURCE:
            found.append(_called(model, name) | inner)
        elif field.required:
            return []
    return found


__all__ = ["Place", "form", "mark_of", "part_form", "place_of", "seminar_form"]
