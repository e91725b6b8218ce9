"""A project's files: each is read once, and what is wrong with any of them is collected.

Content comes from `content/`, themes from the project's own `themes/` and then from those that came with deckgen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from deckgen.diagnostics import ContentError, Diagnostic, Slip, Span, UsageError, did_you_mean, error, first_causes
from deckgen.languages import COMPLETE, DEFAULT, LANGUAGES
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.messages import Message, listing, say
from deckgen.reading.attachments import Attachments
from deckgen.reading.brand import Brand, load_brand, theme_names
from deckgen.reading.facts import Entry as FactEntry
from deckgen.reading.files import DISK, Disk, Unreadable
from deckgen.reading.letters import composed
from deckgen.reading.names import Listing, listed, seminar_problems
from deckgen.reading.seminar import (
    Kinds,
    Module,
    Seminar,
    Term,
    read_facts,
    read_glossary,
    read_module,
    read_seminar,
    read_sources,
)
from deckgen.reading.sources import Source
from deckgen.reading.strays import Stray, around, copy_of, is_seminar, project_near, strays, told_copy
from deckgen.shipped import SHIPPED_THEMES

_Value = TypeVar("_Value")


class Library(NamedTuple):
    """Modules by name, sources, terms and facts by id (None where they cannot be read)."""

    modules: Mapping[str, Module]
    sources: Mapping[str, Source | None] | None
    terms: Mapping[str, Term | None] | None
    facts: Mapping[str, FactEntry] | None = MappingProxyType({})


class Content(NamedTuple):
    """What authors wrote: the seminars that are wanted, and the library that they choose from."""

    seminars: tuple[Seminar, ...]
    library: Library


class Project:
    """The files of a project as they were read: texts, pictures and themes by name, and what is wrong with them.

    `root` is the project's folder, `theme_home` another one whose `themes/` are taken instead of its own. What was
    read before is taken from `memory`; content comes from the `disk`, or from an editor before it is saved.
    """

    def __init__(
        self,
        root: Path,
        kinds: Kinds,
        theme_home: Path | None = None,
        *,
        disk: Disk = DISK,
        memory: Memory = NO_MEMORY,
    ) -> None:
        self.root = root
        self.content = root / "content"
        self.findings: list[Diagnostic] = []
        #: Whether all that it is made of is its own, or came with deckgen.
        self.is_self_contained = theme_home is None
        self._kinds = kinds
        self._disk, self._memory = disk, memory
        self._themes = theme_folders(theme_home or root)
        self._texts: dict[str, str] = memory.made("texts", "", None, dict)
        #: The lines of those of which some were asked for.
        self._lines: dict[str, list[str]] = {}
        self._brands: dict[tuple[str, str], Brand | None] = {}
        self._used: set[tuple[str, str]] = set()
        self._listings: dict[str, Listing] = {}
        #: What slides show.
        self.attachments = Attachments(root, self.findings, self._texts, memory)

    def line_of(self, path: str, number: int) -> str | None:
        """A line of a file that was read, without its end; None where there is none."""
        lines = self._lines_of(path)
        return lines[number - 1] if 0 < number <= len(lines) else None

    def _lines_of(self, path: str) -> list[str]:
        """The lines of a file that was read."""
        lines = self._lines.get(path)
        if lines is None:
            lines = self._lines[path] = self._texts.get(path, "").splitlines()
        return lines

    def slips_among(self, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings, with the slip in place of an error where that comes of one that shows on its line."""
        from deckgen.reading.slips import refused_on, told_by  # late: only what is wrong needs it

        # once for each line: thousands of mistakes may stand on one
        slips_on = cache(lambda path, row: refused_on(path, self._lines_of(path), row))
        for d in findings:
            slip = None
            if d.severity == "error" and d.span and not isinstance(d, Slip) and d.span.path.endswith(".yaml"):
                slip = told_by(d.span, slips_on(d.span.path, d.span.line - 1))
            yield slip or d

    def around(self) -> Iterator[Diagnostic]:
        """Files of content that lie beside the content folder."""
        found = self._memory.made("strays", "around", None, lambda: tuple(around(self.root)))
        return (stray.told() for stray in found if not self._disk.lacks(stray.path))

    def read(self, names: Iterable[str] = ()) -> Content:
        """The content: seminars by these names, or all of them.

        Raises UsageError for a seminar that does not exist.
        """
        paths = self._seminar_paths(tuple(names))
        self.findings.extend(self._misnamed())
        library = Library(
            self._modules(),
            self._table("sources", read_sources),
            self._table("glossary", read_glossary),
            self._table("facts", read_facts),
        )
        seminars = (self._parsed(path, read_seminar) for path in paths)
        return Content(tuple(s for s in seminars if s is not None), library)

    def structure(self, name: str) -> list[Diagnostic]:
        """What is wrong with a file of content by itself; nothing of one that is none. `name` is its path from the
        project's folder."""
        path, folder = self.root / name, name.rpartition("/")[0]
        tables: dict[str, Callable[[str, str], tuple[Any, list[Diagnostic]]]] = {
            "content/sources.yaml": read_sources,
            "content/glossary.yaml": read_glossary,
            "content/facts.yaml": read_facts,
        }
        folders: dict[str, Callable[[str, str], tuple[Any, list[Diagnostic]]]] = {
            "content/modules": self._read_module,
            "content/seminars": read_seminar,
        }
        read = tables.get(name) or (folders.get(folder) if name.endswith(".yaml") else None)
        if read is not None:
            self._parsed(path, read)
        findings = self.findings
        if any(d.severity == "error" for d in findings):
            findings = list(self.slips_among(findings))
        return first_causes(findings)

    def content_files(self) -> list[str]:
        """The files of content in YAML, by their paths from the project's folder."""
        paths = [*self._listed("seminars").paths.values(), *self._listed("modules").paths.values()]
        tables = (self.content / f"{name}.yaml" for name in ("sources", "glossary", "facts"))
        return [self._name(p) for p in (*paths, *filter(self._disk.has, tables))]

    def seminar_names(self) -> list[str]:
        """The names of all seminars."""
        return list(self._listed("seminars").paths)

    def theme_names(self) -> list[str]:
        """The names of all themes."""
        return theme_names(self._themes)

    def known_theme(self, name: str) -> str:
        """The name itself. Raises UsageError if there is no such theme."""
        names = self.theme_names()
        name = composed(name)
        if name not in names:
            raise UsageError(
                say("command.unknown-theme", name=name),
                did_you_mean(name, names) or say("hint:there-is", names=listing(names)),
            )
        return name

    def known_language(self, tag: str) -> str:
        """The tag itself. Raises UsageError if there is no such language."""
        if tag not in LANGUAGES:
            near = did_you_mean(tag, LANGUAGES)
            raise UsageError(
                say("command.unknown-language", language=tag), near or say("hint:there-is", names=listing(COMPLETE))
            )
        return tag

    def brand(self, name: str, span: Span | None, language: str) -> Brand | None:
        """A theme as it sets a language; None where it cannot be used. Its files are read once for all complete
        languages. `span` is where it is named."""
        files_of = DEFAULT if LANGUAGES[language].complete else language
        if (name, files_of) not in self._brands:
            load = partial(load_brand, self._themes, name, span, files_of)
            # where there is none, that is told at the place that names it
            loaded = self._memory.made("theme", (name, files_of), None, load, lambda found: found[0] is not None)
            self._brands[name, files_of], findings, texts = loaded
            self.findings.extend(findings)
            self._texts.update(texts)
            self._lines.clear()
        brand = self._brands[name, files_of]
        if (name, language) not in self._brands:
            self._brands[name, language] = brand and self._memory.made(
                "brand", (name, language), Same(brand), partial(brand.in_language, language)
            )
        if brand and (name, language) not in self._used:
            self._used.add((name, language))
            self.findings.extend(brand.undrawn.get(language, ()))
        return self._brands[name, language]

    # files

    def _name(self, path: Path) -> str:
        """A file's path from the project's folder, as diagnostics show it."""
        return composed(path.relative_to(self.root).as_posix())

    def _text(self, path: Path) -> str | None:
        """The text of a file, or None with a diagnostic."""
        name = self._name(path)
        text, problems = self._disk.text(path, name, self.content)
        self.findings.extend(problems)
        if text is not None:
            self._texts[name] = text
        return text

    def _parsed(self, path: Path, read: Callable[[str, str], tuple[_Value | None, list[Diagnostic]]]) -> _Value | None:
        """What a file holds; None where it cannot be read."""
        text = self._text(path)
        if text is None:
            return None
        name = self._name(path)
        value, problems = self._memory.made("file", name, text, lambda: read(text, name))
        self.findings.extend(problems)
        return value

    def _listed(self, name: str) -> Listing:
        """The YAML files in a folder of the content. Raises ContentError where that cannot be looked into."""
        if name not in self._listings:
            for folder in (self.root, self.content, self.content / name):
                try:
                    names = self._disk.names(folder)
                except Unreadable as e:
                    raise ContentError([self._unlisted(folder, e)]) from e
            self._listings[name] = listed(self.content / name, names, ".yaml", f"content/{name}")
        return self._listings[name]

    def _unlisted(self, folder: Path, e: Unreadable) -> Diagnostic:
        reason = say("command:permission-denied") if e.reason == "denied" else say("command:it-is-a-link-that")
        what = (
            say("command:the-folder", name=self._name(folder))
            if folder != self.root
            else say("command:the-project-folder")
        )
        return error(say("file.unreadable", what=what, reason=reason), None, say("command:see-that-you-may-open"))

    # content

    def _seminar_paths(self, names: tuple[str, ...]) -> list[Path]:
        known = self._listed("seminars").paths
        if not os.path.isdir(self.content / "seminars"):
            raise UsageError(say("command.no-project", folder=self.root), project_near(self.root))
        if not known:
            stray = next((s for s in self._strays() if s.what in ("seminar", "")), None)
            hint = (
                say("command:is-not-read", path=stray.path, hint=stray.hint) if stray else self._seminar_among_modules()
            )
            raise UsageError(say("command.no-seminar"), hint or say("command:write-one-as-readme-md"))
        for name in names:
            if name not in known:
                raise UsageError(say("command.unknown-seminar", name=name), self._unknown_seminar(name, known))
        wanted = tuple(dict.fromkeys(names or known))
        self.findings.extend(self._listed("seminars").wrong_with(wanted))
        self.findings.extend(seminar_problems(wanted, known, "content/seminars"))
        copies = ((name, copy_of(name, known)) for name in wanted)
        self.findings.extend(told_copy(name, of, "seminars") for name, of in copies if of)
        return [known[name] for name in wanted]

    def _misnamed(self) -> Iterator[Diagnostic]:
        """Files that look like content and are not read."""
        found = self._memory.made("strays", "", None, lambda: tuple(strays(self.root)))
        return (stray.told() for stray in found if not self._disk.lacks(stray.path))

    def _strays(self) -> list[Stray]:
        """All files that lie beside their place, in the content and around it."""
        return [*strays(self.root), *around(self.root)]

    def _seminar_among_modules(self) -> Message | None:
        """What to do about the first seminar that lies among the modules."""
        found = next((p for p in self._listed("modules").paths.values() if is_seminar(p)), None)
        return _moved(self._name(found)) if found else None

    def _unknown_seminar(self, name: str, known: Collection[str]) -> Message:
        """What to do where there is no seminar of a name: its file may lie elsewhere."""
        found = [s for s in self._strays() if s.name.casefold() == name.casefold()]
        if stray := next((s for s in found if s.what != "module"), None):
            return say("command:is-not-read", path=stray.path, hint=stray.hint)
        if name in self._listed("modules").paths:
            path = f"content/modules/{name}.yaml"
            if is_seminar(self.root / path):
                return _moved(path)
            return say("command:is-a-module-write-a", path=path)
        return did_you_mean(name, known) or say("hint:there-is", names=listing(known))

    def _modules(self) -> dict[str, Module]:
        """Modules by their file's name. One that cannot be read stands in as not complete, so that nobody is told that
        what is in it does not exist."""
        modules = {}
        files = self._listed("modules")
        self.findings.extend(files.wrong_with(files.paths))
        for name, path in files.paths.items():
            if of := copy_of(name, files.paths):
                self.findings.append(told_copy(name, of, "modules"))
                continue
            module = self._parsed(path, self._read_module)
            modules[name] = module or Module(name, {}, complete=False)
        return modules

    def _read_module(self, text: str, name: str) -> tuple[Module, list[Diagnostic]]:
        """A module; its slides as they were before, where they are the same."""
        before = self._memory.last("file", name)
        return read_module(text, name, self._kinds, before[0] if before else None)

    def _table(
        self, name: str, read: Callable[[str, str], tuple[dict[str, Any] | None, list[Diagnostic]]]
    ) -> dict[str, Any] | None:
        """What a file of ids and values holds; nothing where there is no such file, None where it cannot be read."""
        path = self.content / f"{name}.yaml"
        return self._parsed(path, read) if self._disk.has(path) else {}


def theme_folders(root: Path) -> tuple[Path, ...]:
    """Where a project's themes are looked for: its own, and those that came with deckgen."""
    own = root / "themes"
    same = os.path.realpath(own) == os.path.realpath(SHIPPED_THEMES)
    return tuple(p for p in (own, *(() if same else (SHIPPED_THEMES,))) if os.path.isdir(p))


def _moved(path: str) -> Message:
    """What to do about a seminar in the wrong folder."""
    return say("command:is-a-seminar-that-lies", path=path)
