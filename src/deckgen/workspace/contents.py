"""What a project has that authors name: slides, modules, sources, terms, files, themes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from deckgen.diagnostics import Span
from deckgen.languages import DEFAULT
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.project import Library, Project
from deckgen.reading.seminar import Entry, Module
from deckgen.reading.signatures import DRAWING, ENDINGS
from deckgen.reading.values import Text


class Contents(NamedTuple):
    """What authors name, by its id or name, each with a few words: of a slide also its kind, the module that it is in
    (`homes`), and its place; `named` is what texts may have in double braces."""

    slides: Mapping[str, str]
    kinds: Mapping[str, str]
    homes: Mapping[str, str]
    modules: Mapping[str, str]
    sources: Mapping[str, str]
    terms: Mapping[str, str]
    named: Mapping[str, str]
    props: tuple[str, ...]
    pictures: tuple[str, ...]
    tables: tuple[str, ...]
    themes: tuple[str, ...]
    places: Mapping[tuple[str, str], Span]


#: What can be told of an empty project.
NOTHING = Contents({}, {}, {}, {}, {}, {}, {}, (), (), (), (), {})


def last_sound(library: Library, before: Library | None) -> Library:
    """A library with what could be read of each file last, where that cannot be read now."""
    if before is None:
        return library
    modules = {
        name: before.modules[name] if not module.slides and name in before.modules else module
        for name, module in library.modules.items()
    }
    return Library(
        modules,
        before.sources if library.sources is None else library.sources,
        before.terms if library.terms is None else library.terms,
        before.facts if library.facts is None else library.facts,
    )


def contents_of(library: Library, project: Project, event: Mapping[str, str]) -> Contents:
    """What authors can name. `event` are the fields of the events of seminars."""
    entries = {name: (module, entry) for module in library.modules.values() for name, entry in module.slides.items()}
    files = project.attachments.files()
    terms = {name: term for name, term in (library.terms or {}).items() if term}
    facts = library.facts or {}
    return Contents(
        slides={name: _title(entry) for name, (_, entry) in entries.items()},
        kinds={name: str(entry.raw.get("kind", "")) for name, (_, entry) in entries.items()},
        homes={name: module.id for name, (module, _) in entries.items()},
        modules={name: _listed(module) for name, module in library.modules.items()},
        sources={name: _plain(source.title) if source else "" for name, source in (library.sources or {}).items()},
        terms={name: term.name(DEFAULT) for name, term in terms.items()},
        named={**event, **{f"facts.{name}.{field}": str(v) for name, e in facts.items() for field, v in e.raw.items()}},
        props=project.attachments.prop_names(),
        pictures=tuple(name for name in files if name.lower().endswith((*ENDINGS, DRAWING)) and "props/" not in name),
        tables=tuple(name for name in files if name.lower().endswith((".csv", ".tsv", ".xlsx"))),
        themes=tuple(project.theme_names()),
        places=dict(_places(library)),
    )


def _places(library: Library) -> Iterator[tuple[tuple[str, str], Span]]:
    """Where each thing is written, by its sort and its id."""
    for module in library.modules.values():
        yield ("module", module.id), Span(f"content/modules/{module.id}.yaml")
        for name, entry in module.slides.items():
            yield ("slide", name), entry.raw.value_spans.get("id", entry.span)
    for name, source in (library.sources or {}).items():
        if source and source.title.span:
            yield ("source", name), source.title.span
    for name, term in (library.terms or {}).items():
        if term and term.definition.span:
            yield ("term", name), term.definition.span
    for name, fact in (library.facts or {}).items():
        yield ("fact", name), fact.span


def _title(entry: Entry) -> str:
    """What a slide is called, as it is written."""
    title = entry.raw.get("title")
    if isinstance(title, Located):
        title = title.get(DEFAULT) or next(iter(title.values()), None)
    return " ".join(str(title).split()) if isinstance(title, str) else str(entry.raw.get("kind", ""))


def _plain(text: Text) -> str:
    raw, _ = text.by_language.get(DEFAULT) or next(iter(text.by_language.values()))
    return " ".join(raw.split())


def _listed(module: Module) -> str:
    return ", ".join([*module.slides][:6]) + (" …" if len(module.slides) > 6 else "")
