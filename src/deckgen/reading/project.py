"""A project's files: each is read once, and what is wrong with any of them is collected.

Content comes from `content/`, themes from the project's own `themes/` and then from those that came with deckgen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import NoneType
from typing import Any, NamedTuple, TypeVar

from deckgen.diagnostics import (
    ContentError,
    Diagnostic,
    Later,
    Slip,
    Span,
    UsageError,
    did_you_mean,
    error,
    listing,
    warning,
)
from deckgen.languages import COMPLETE, DEFAULT, LANGUAGES
from deckgen.reading.brand import Brand, load_brand, theme_names
from deckgen.reading.datasheet import DataSource, DataTable, read_data_table, read_workbook
from deckgen.reading.drawing import Drawing
from deckgen.reading.files import SORTS, Unreadable, load, names_in, read
from deckgen.reading.images import Image, ImageError, read_image
from deckgen.reading.letters import composed
from deckgen.reading.model import Model
from deckgen.reading.names import Listing, actual, doubled, is_hidden, listed, namesake, seminar_problems
from deckgen.reading.paths import beside
from deckgen.reading.seminar import (
    Kinds,
    Module,
    Seminar,
    Source,
    Term,
    read_glossary,
    read_module,
    read_seminar,
    read_sources,
)
from deckgen.reading.signatures import DRAWING
from deckgen.reading.strays import Stray, around, copy_of, is_seminar, project_near, strays, told_copy
from deckgen.reading.svg import DrawingError, read_svg
from deckgen.reading.values import DataPath, ImagePath, Wording

#: The themes that came with deckgen, where it is installed from a wheel.
SHIPPED_THEMES = Path(__file__).parent.parent / "themes"

_Path = TypeVar("_Path", ImagePath, DataSource)
_Value = TypeVar("_Value")


class Library(NamedTuple):
    """Modules by name, sources and terms by id (None where they cannot be read)."""

    modules: Mapping[str, Module]
    sources: Mapping[str, Source | None] | None
    terms: Mapping[str, Term | None] | None


class Content(NamedTuple):
    """What authors wrote: the seminars that are wanted, and the library that they choose from."""

    seminars: tuple[Seminar, ...]
    library: Library


class Project:
    """The files of a project as they were read: texts, pictures and themes by name, and what is wrong with them.

    `root` is the project's folder, `theme_home` another one whose `themes/` are taken instead of its own.
    """

    def __init__(self, root: Path, kinds: Kinds, theme_home: Path | None = None) -> None:
        self.root = root
        self.content = root / "content"
        self.images: dict[str, Image | Drawing] = {}
        self.tables: dict[str, DataTable] = {}
        self.findings: list[Diagnostic] = []
        #: Whether all that it is made of is its own, or came with deckgen.
        self.is_self_contained = theme_home is None
        self._kinds = kinds
        self._themes = tuple(p for p in ((theme_home or root) / "themes", SHIPPED_THEMES) if os.path.isdir(p))
        self._texts: dict[str, str] = {}
        #: The lines of those of which some were asked for.
        self._lines: dict[str, list[str]] = {}
        self._brands: dict[tuple[str, str], Brand | None] = {}
        self._used: set[tuple[str, str]] = set()
        self._listings: dict[str, Listing] = {}
        self._found: dict[tuple[str, str], list[str]] = {}

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
        return (stray.told() for stray in around(self.root))

    def read(self, names: Iterable[str] = ()) -> Content:
        """The content: seminars by these names, or all of them.

        Raises UsageError for a seminar that does not exist.
        """
        paths = self._seminar_paths(tuple(names))
        self.findings.extend(self._misnamed())
        library = Library(self._modules(), self._table("sources", read_sources), self._table("glossary", read_glossary))
        seminars = (self._parsed(path, read_seminar) for path in paths)
        return Content(tuple(s for s in seminars if s is not None), library)

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
            raise UsageError(f"there is no theme `{name}`", did_you_mean(name, names) or f"there is {listing(names)}")
        return name

    def known_language(self, tag: str) -> str:
        """The tag itself. Raises UsageError if there is no such language."""
        if tag not in LANGUAGES:
            near = did_you_mean(tag, LANGUAGES)
            raise UsageError(f"there is no language `{tag}`", near or f"there is {listing(COMPLETE)}")
        return tag

    def brand(self, name: str, span: Span | None, language: str) -> Brand | None:
        """A theme as it sets a language; None where it cannot be used. Its files are read once for all complete
        languages. `span` is where it is named."""
        files_of = DEFAULT if LANGUAGES[language].complete else language
        if (name, files_of) not in self._brands:
            self._brands[name, files_of], findings, texts = load_brand(self._themes, name, span, files_of)
            self.findings.extend(findings)
            self._texts.update(texts)
            self._lines.clear()
        brand = self._brands[name, files_of]
        if (name, language) not in self._brands:
            self._brands[name, language] = brand.in_language(language) if brand else None
        if brand and (name, language) not in self._used:
            self._used.add((name, language))
            self.findings.extend(brand.undrawn.get(language, ()))
        return self._brands[name, language]

    def load(self, slides: Sequence[Model]) -> bool:
        """Reads the pictures and the tables of numbers that slides show; False if one is missing or not sound."""
        complete = True
        for path in _paths(slides):
            if isinstance(path, ImagePath):
                complete &= _loaded(path, self.images, self._image)
            else:
                complete &= _loaded(path, self.tables, self._data_table)
        return complete

    def shown(self, slides: Sequence[Model]) -> list[tuple[str, str]]:
        """The keys of the pictures and tables that slides show, each with a digest of what was read."""
        keys = dict.fromkeys(path.key for path in _paths(slides))
        return [(key, self._digest(key)) for key in keys if key in self.images or key in self.tables]

    def _digest(self, key: str) -> str:
        shown = self.images.get(key) or self.tables[key]._replace(places=())
        data = shown.data if isinstance(shown, Image) else repr(shown).encode("utf-8", "surrogatepass")
        return sha256(data).hexdigest()

    # files

    def _name(self, path: Path) -> str:
        """A file's path from the project's folder, as diagnostics show it."""
        return composed(path.relative_to(self.root).as_posix())

    def _text(self, path: Path) -> str | None:
        """The text of a file, or None with a diagnostic."""
        name = self._name(path)
        text, problems = load(path, name, self.content)
        self.findings.extend(problems)
        if text is not None:
            self._texts[name] = text
        return text

    def _parsed(self, path: Path, read: Callable[[str, str], tuple[_Value | None, list[Diagnostic]]]) -> _Value | None:
        """What a file holds; None where it cannot be read."""
        text = self._text(path)
        if text is None:
            return None
        value, problems = read(text, self._name(path))
        self.findings.extend(problems)
        return value

    def _listed(self, name: str) -> Listing:
        """The YAML files in a folder of the content. Raises ContentError where that cannot be looked into."""
        if name not in self._listings:
            for folder in (self.root, self.content, self.content / name):
                try:
                    names = names_in(folder)
                except Unreadable as e:
                    raise ContentError([self._unlisted(folder, e)]) from e
            self._listings[name] = listed(self.content / name, names, ".yaml", f"content/{name}")
        return self._listings[name]

    def _unlisted(self, folder: Path, e: Unreadable) -> Diagnostic:
        reason = "permission denied" if e.reason == "denied" else "it is a link that leads to itself"
        what = f"the folder `{self._name(folder)}`" if folder != self.root else "the project's folder"
        return error(f"{what} cannot be read: {reason}", None, "see that you may open it, and what is in it")

    # content

    def _seminar_paths(self, names: tuple[str, ...]) -> list[Path]:
        known = self._listed("seminars").paths
        if not os.path.isdir(self.content / "seminars"):
            raise UsageError(f"there is no `content/seminars` folder in `{self.root}`", project_near(self.root))
        if not known:
            stray = next((s for s in self._strays() if s.what in ("seminar", "")), None)
            hint = f"`{stray.path}` is not read: {stray.hint}" if stray else self._seminar_among_modules()
            raise UsageError("`content/seminars` has no seminar", hint or "write one as README.md shows")
        for name in names:
            if name not in known:
                raise UsageError(f"there is no seminar `{name}`", self._unknown_seminar(name, known))
        wanted = tuple(dict.fromkeys(names or known))
        self.findings.extend(self._listed("seminars").wrong_with(wanted))
        self.findings.extend(seminar_problems(wanted, known, "content/seminars"))
        copies = ((name, copy_of(name, known)) for name in wanted)
        self.findings.extend(told_copy(name, of, "seminars") for name, of in copies if of)
        return [known[name] for name in wanted]

    def _misnamed(self) -> Iterator[Diagnostic]:
        """Files that look like content and are not read."""
        return (stray.told() for stray in strays(self.root))

    def _strays(self) -> list[Stray]:
        """All files that lie beside their place, in the content and around it."""
        return [*strays(self.root), *around(self.root)]

    def _seminar_among_modules(self) -> str | None:
        """What to do about the first seminar that lies among the modules."""
        found = next((p for p in self._listed("modules").paths.values() if is_seminar(p)), None)
        return _moved(self._name(found)) if found else None

    def _unknown_seminar(self, name: str, known: Collection[str]) -> str:
        """What to do where there is no seminar of a name: its file may lie elsewhere."""
        found = [s for s in self._strays() if s.name.casefold() == name.casefold()]
        if stray := next((s for s in found if s.what != "module"), None):
            return f"`{stray.path}` is not read: {stray.hint}"
        if name in self._listed("modules").paths:
            path = f"content/modules/{name}.yaml"
            if is_seminar(self.root / path):
                return _moved(path)
            return f"`{path}` is a module; write a seminar with its slides, as README.md shows"
        return did_you_mean(name, known) or f"there is {listing(known)}"

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
            module = self._parsed(path, lambda text, name: read_module(text, name, self._kinds))
            modules[name] = module or Module(name, {}, complete=False)
        return modules

    def _table(
        self, name: str, read: Callable[[str, str], tuple[dict[str, Any] | None, list[Diagnostic]]]
    ) -> dict[str, Any] | None:
        """What a file of ids and values holds; nothing where there is no such file, None where it cannot be read."""
        path = self.content / f"{name}.yaml"
        return self._parsed(path, read) if os.path.lexists(path) else {}

    # what slides show of other files

    def _actual(self, named: ImagePath | DataPath) -> Path | None:
        """Where a file lies that a slide names; None where two have that name in two forms of Unicode."""
        path = actual(self.content, named.path)
        problem = doubled(path, named.path, named.span)
        self.findings.extend(problem)
        return None if problem else path

    def _image(self, image: ImagePath) -> Image | Drawing | None:
        path = self._actual(image)
        if path is None:
            return None
        is_drawing = image.path.lower().endswith(DRAWING)
        sort = SORTS["drawing" if is_drawing else "picture"]
        try:
            data = read(path, sort, self.content)
            if is_drawing:
                return read_svg(data)
            found = read_image(image.path, data)
            self.findings.extend(warning(r.message, image.span, r.hint) for r in found.remarks)
            return found
        except ImageError as e:
            self.findings.append(error(str(e), image.span, e.hint))
        except DrawingError as e:
            self.findings.append(error(f"the picture `{image.path}` cannot be used: {e}", image.span, e.hint))
        except Unreadable as e:
            if e.reason in ("missing", "nowhere"):
                otherwise = "put it there: paths of pictures start in the content folder"
                near = self._encoded(image) or self._beside(image.path, otherwise)
                self.findings.append(error(f"there is no picture `content/{image.path}`", image.span, near))
            else:
                message, hint = e.explained(f"`{image.path}`", sort)
                self.findings.append(error(message, image.span, hint))
        return None

    def _encoded(self, named: ImagePath | DataPath) -> str | None:
        """What to do where the file is there, but its name is in another encoding."""
        file = namesake(self.content, named.path)
        if file is None:
            return None
        return f"it is there as `{file}`, a name in CP949, the older Korean encoding: rename it to `{named.path}`"

    def _beside(self, path: str, otherwise: str) -> Later:
        """What to do where there is no file at a path of the content: it may lie elsewhere."""

        def work() -> str:
            outside = (f"{folder}{n}" for folder in ("", "images/", "data/") for n in self._names_in(folder))
            ending = os.path.splitext(path)[1].casefold()
            table = ending in (".csv", ".tsv", ".xlsx")
            known = [p for p in self._files("", "") if p.casefold().endswith((".csv", ".tsv", ".xlsx")) == table]
            return beside(path, known, outside, otherwise)

        return Later(path, work)

    def _names_in(self, folder: str) -> list[str]:
        """The names of what lies in a folder of the project."""
        try:
            return [composed(n) for n in names_in(self.root / folder) if not is_hidden(n)]
        except Unreadable:
            return []  # nothing is to be found there

    def _files(self, folder: str, ending: str) -> list[str]:
        """The paths of the files below a folder of the content that an author sees, looked for once."""
        if (folder, ending) not in self._found:
            paths = (p.relative_to(self.content) for p in sorted((self.content / folder).glob(f"**/*{ending}")))
            self._found[folder, ending] = [
                composed(p.as_posix())
                for p in paths
                if not any(map(is_hidden, p.parts)) and (self.content / p).is_file()
            ]
        return self._found[folder, ending]

    def _data_table(self, data: DataSource) -> DataTable | None:
        named, sort = data.file, SORTS["workbook" if data.file.is_workbook else "table"]
        path = self._actual(named)
        if path is None:
            return None
        name = self._name(path)
        try:
            raw = read(path, sort, self.content)
        except Unreadable as e:
            if e.reason in ("missing", "nowhere"):
                otherwise = "paths of data start in the content folder: `data/name.csv`"
                near = self._encoded(named) or self._beside(named.path, otherwise)
                self.findings.append(error(f"there is no file `content/{named.path}`", named.span, near))
            else:
                message, hint = e.explained(f"`{named.path}`", sort)
                self.findings.append(error(message, named.span, hint))
            return None
        if named.is_workbook:
            table, problems = read_workbook(raw, name, data)
        else:
            table, problems = self._separated(raw, name)
        self.findings.extend(problems)
        return table

    def _separated(self, raw: bytes, name: str) -> tuple[DataTable | None, list[Diagnostic]]:
        """The table of a CSV file, and what is wrong with it."""
        from deckgen.reading.separated import table_text  # late: only decks with such tables need it

        text, problems = table_text(raw, name)
        if text is None:
            return None, problems
        self._texts[name] = text
        table, found = read_data_table(text, name)
        return table, [*problems, *found]


def _loaded(path: _Path, known: dict[str, _Value], read: Callable[[_Path], _Value | None]) -> bool:
    """Whether a file is known, or could be read now; what is wrong with it is told at each place that names it."""
    if path.key not in known:
        value = read(path)
        if value is None:
            return False
        known[path.key] = value
    return True


def _paths(value: object) -> Iterator[ImagePath | DataSource]:
    """Every path of a picture or of data in slides, their parts included."""
    if isinstance(value, (ImagePath, DataSource)):
        yield value
    elif isinstance(value, (tuple, list)):
        for v in value:
            yield from _paths(v)
    elif isinstance(value, Model):
        for v in vars(value).values():
            if not isinstance(v, (str, Wording, NoneType)):  # what most fields are: it is told sooner here
                yield from _paths(v)


def _moved(path: str) -> str:
    """What to do about a seminar in the wrong folder."""
    return f"`{path}` is a seminar that lies among the modules: move it to `content/seminars/`"
