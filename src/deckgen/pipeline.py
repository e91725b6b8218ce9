"""The pipeline, a stage a line; the one place that opens content and writes output.

    read -> compose -> lay out -> check -> write

Every stage is a function from values to values. Files are read here and in `brand`, and nothing is written until every
output of every seminar is ready: a build either replaces all of its outputs or leaves the last ones as they were.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, NamedTuple

from deckgen import gallery
from deckgen.checks.prose import check_prose
from deckgen.checks.slides import check
from deckgen.composing.deck import Deck, Placed, compose
from deckgen.composing.words import texts
from deckgen.diagnostics import ContentError, Diagnostic, Span, did_you_mean, error, listing, warning
from deckgen.layout.artwork import artwork
from deckgen.layout.kinds import KINDS
from deckgen.layout.page import Page
from deckgen.outputs import tasks as outputs
from deckgen.outputs.tasks import Plan
from deckgen.reading.brand import Brand, load_brand, theme_names
from deckgen.reading.datasheet import DataTable, read_data_table
from deckgen.reading.files import load
from deckgen.reading.images import Image, ImageError, read_image
from deckgen.reading.model import Model
from deckgen.reading.seminar import (
    Module,
    Seminar,
    Source,
    Term,
    read_glossary,
    read_module,
    read_seminar,
    read_sources,
)
from deckgen.reading.theme import Names
from deckgen.reading.values import DataPath, ImagePath
from deckgen.scene import Scene

FORMATS = ("pptx", "slides", "handout", "web")
LANGUAGES = ("ko", "en")
#: How handouts are printed: fields of the seminar's `handout` and of `deckgen.writers.handout.handouts.Print`.
PRINTING = ("paper", "duplex", "large", "order", "ink", "bleed", "booklet")


class Written(NamedTuple):
    """One output: its path, how many slides or pages, its size in bytes, minutes of talk and the seminar's length; `fresh` if
    this build wrote it, not one before."""

    path: str
    count: int
    unit: str
    size: int
    talk: float | None
    length: float | None
    fresh: bool = True


class Outcome(NamedTuple):
    """What a build did: what it wrote (nothing, if there was an error) and what it found."""

    written: tuple[Written, ...]
    diagnostics: tuple[Diagnostic, ...]
    line_of: Callable[[str, int], str | None]


class _Library(NamedTuple):
    """Modules by name, sources and terms by id (None where they cannot be read)."""

    modules: dict[str, Module]
    sources: dict[str, Source | None] | None
    terms: dict[str, Term | None] | None


class UsageError(Exception):
    """Something named on the command line does not exist; the hint says what does."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class _Project:
    """The files of a project as they were read: texts, pictures and themes by name, and what was found while reading."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.texts: dict[str, str] = {}
        self.images: dict[str, Image] = {}
        self.sheets: dict[str, DataTable | None] = {}
        self.brands: dict[str, Brand | None] = {}
        self.found: list[Diagnostic] = []

    def line_of(self, path: str, number: int) -> str | None:
        lines = self.texts.get(path, "").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else None

    def name(self, path: Path) -> str:
        """A file's path from the project's folder, as diagnostics show it."""
        return path.relative_to(self.root).as_posix()

    def read(self, path: Path) -> str | None:
        """The text of a file, or None with a diagnostic."""
        name = self.name(path)
        text, problems = load(path, name, self.root)
        self.found.extend(problems)
        if text is None:
            return None
        self.texts[name] = text
        return text


def build(
    project: Path,
    seminars: tuple[str, ...] = (),
    *,
    theme: str | None = None,
    language: str | None = None,
    formats: frozenset[str] = frozenset(FORMATS),
    output: Path | None = None,
    strict: bool = False,
    editions: tuple[str, ...] | None = None,
    printing: Mapping[str, Any] = MappingProxyType({}),
    themes: Path | None = None,
    force: bool = False,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> Outcome:
    """Builds seminars of a project into its output folder, in the themes of another one where `themes` names it. `editions` and
    `printing` (fields of `deckgen.writers.handout.handouts.Print`) stand above what the seminars say of their handouts. What is there and
    would come out the same is not made again, but with `force`.

    Raises UsageError for a seminar, theme or project that does not exist, OSError where the output cannot be written.
    """
    files = _Project(project)
    folders = _theme_folders(themes or project)
    paths = _seminar_paths(project, seminars)
    if theme is not None and theme not in (known := theme_names(folders)):
        raise UsageError(f"there is no theme `{theme}`", did_you_mean(theme, known) or f"there is {listing(known)}")

    files.found.extend(_misnamed(files))
    library = _read_library(files)
    read = [s for s in (_read_seminar(files, path) for path in paths) if s is not None]
    plans = [
        p for p in (_plan(files, s, library, folders, theme, language or s.language) for s in read) if p is not None
    ]
    if "handout" in formats:
        files.found.extend(d for plan in plans for d in _check_handout(plan))
    if _errors(files, strict):
        return Outcome((), tuple(files.found), files.line_of)

    ready = [p._replace(editions=editions or p.editions, printing={**p.printing, **printing}) for p in plans]
    folder = output or project / "output"
    wanted, known = outputs.tasks(ready, formats), outputs.remembered(folder)
    fresh = [t for t in wanted if force or not outputs.unchanged(folder, t, known.files)]
    made = dict(zip((t.name for t in fresh), outputs.make(ready, fresh, progress), strict=True))
    files.found.extend(d for m in made.values() for d in m.found)
    if _errors(files, strict):
        return Outcome((), tuple(files.found), files.line_of)
    for t in fresh:
        # what something was said of is made again, so that it is said again
        key = "" if made[t.name].found else t.key
        known.files[t.name] = outputs.Known(key, sha256(made[t.name].data).hexdigest(), made[t.name].count)
    # what was made again and came out the same is left as it is
    ready_files = {
        t.name: made[t.name].data for t in fresh if force or not outputs.is_same(folder / t.name, made[t.name].data)
    }
    if "web" in formats and ready:
        there = [p.stem for p in (project / "content" / "seminars").glob("*.yaml")]
        try:
            page = outputs.index(
                ready, folder, known, {n: len(d) for n, d in ready_files.items()}, there, read[0].language
            )
        except ContentError as e:
            return Outcome((), (*files.found, *e.diagnostics), files.line_of)
        ready_files |= {n: d for n, d in page.items() if not outputs.is_same(folder / n, d)}
    if fresh or ready_files:
        list(outputs.save(ready_files, folder, known))
    told = [_told(folder, t, ready[t.plan].deck, known.files[t.name].count, t.name in ready_files) for t in wanted]
    if "web" in formats and ready:
        index = folder / "index.html"
        told.append(Written(str(index), 0, "", index.stat().st_size, None, None, "index.html" in ready_files))
    return Outcome(tuple(told), tuple(files.found), files.line_of)


def _told(folder: Path, task: outputs.Task, deck: Deck, count: int, fresh: bool) -> Written:
    path = folder / task.name
    return Written(
        str(path),
        count,
        "pages" if task.what == "handout" else "slides",
        path.stat().st_size,
        deck.talk,
        deck.minutes,
        fresh,
    )


def build_gallery(
    project: Path,
    themes: tuple[str, ...] = (),
    *,
    formats: frozenset[str] = frozenset(FORMATS) - {"web"},
    output: Path | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> Outcome:
    """Builds every kind's examples in themes of a project (all of them where none is named).

    Raises UsageError for a theme that does not exist, OSError where the output cannot be written.
    """
    known = theme_names(_theme_folders(project))
    for name in themes:
        if name not in known:
            raise UsageError(f"there is no theme `{name}`", did_you_mean(name, known) or f"there is {listing(known)}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        seminars = gallery.write(folder, themes or known)
        return build(
            folder, seminars, formats=formats, output=output or project / "output", themes=project, progress=progress
        )


def _plan(
    files: _Project, seminar: Seminar, library: _Library, folders: tuple[Path, ...], theme: str | None, language: str
) -> Plan | None:
    """Composes a seminar, lays it out and checks it; None where something is missing that it cannot do without."""
    deck, found = compose(seminar, library.modules, library.sources, KINDS, language, library.terms)
    files.found.extend(found)
    brand = _brand(files, folders, theme or seminar.theme, None if theme else seminar.theme_span)
    if deck is None or brand is None or not _load_images(files, deck) or not _load_sheets(files, deck):
        return None
    try:
        scenes, found = lay_out(deck, brand, files.images, files.sheets)
    except ContentError as e:  # the theme lacks something
        files.found.extend(e.diagnostics)
        return None
    files.found.extend(found)
    files.found.extend(deck.words.findings)
    how = seminar.file.handout
    return Plan(deck, brand, scenes, tuple(how.editions), {k: getattr(how, k) for k in PRINTING})


def _errors(files: _Project, strict: bool) -> bool:
    """Whether anything found stops the build; with `strict`, warnings become errors. Each finding is kept once."""
    once = dict.fromkeys(files.found)
    files.found[:] = [d._replace(severity="error") for d in once] if strict else once
    return any(d.severity == "error" for d in files.found)


def lay_out(
    deck: Deck, brand: Brand, images: Mapping[str, Image], sheets: Mapping[str, DataTable] = MappingProxyType({})
) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
    """Each slide of a deck as a scene, and everything that was found on the way."""
    theme = brand.theme
    artworks = Names(
        "layouts",
        {name: artwork(theme, layout, brand.art, brand.fonts, deck.language) for name, layout in theme.layouts.items()},
    )
    scenes, found = [], []
    for placed in deck.slides:
        page = Page(deck, placed, brand.theme, brand.fonts, artworks[placed.slide.layout_name()], images, sheets)
        placed.slide.draw(page)
        scene = page.scene()
        found.extend(page.findings)
        found.extend(check(scene, brand.theme, brand.fonts, partial(_written, deck, placed)))
        scenes.append(scene)
    return tuple(scenes), found


def _check_handout(plan: Plan) -> Iterator[Diagnostic]:
    for placed in plan.deck.slides:
        yield from check_prose(
            placed.handout, plan.brand.fonts, partial(plan.deck.words.places, [placed.slide.handout])
        )


def _written(deck: Deck, placed: Placed, character: str) -> list[Span | None]:
    """Where the author wrote a character that a slide shows: in the slide's texts, else in the seminar's."""
    own = [v for k, v in vars(placed.slide).items() if k not in ("notes", "handout")]
    around = [t for t in deck.words.texts() if t.span and t.span.path == f"content/seminars/{deck.id}.yaml"]
    return [*deck.words.places(texts(own), character)] or [*deck.words.places(around, character)]


# reading


def _brand(files: _Project, folders: tuple[Path, ...], name: str, span: Span | None) -> Brand | None:
    """A theme, read once."""
    if name not in files.brands:
        files.brands[name], found, texts = load_brand(folders, name, span)
        files.found.extend(found)
        files.texts.update(texts)
    return files.brands[name]


def _seminar_paths(project: Path, names: tuple[str, ...]) -> list[Path]:
    folder = project / "content" / "seminars"
    if not folder.is_dir():
        raise UsageError(
            f"there is no `content/seminars` folder in `{project}`",
            "run deckgen in the project's folder, or name that with --project",
        )
    there = {p.stem: p for p in sorted(folder.glob("*.yaml"))}
    if not there:
        raise UsageError("`content/seminars` has no seminar", "write one as README.md shows")
    for name in names:
        if name not in there:
            raise UsageError(f"there is no seminar `{name}`", did_you_mean(name, there) or f"there is {listing(there)}")
    return [there[n] for n in dict.fromkeys(names)] if names else list(there.values())


def _theme_folders(project: Path) -> tuple[Path, ...]:
    """Where themes are looked for: the project's own, then those that came with deckgen."""
    return tuple(p for p in (project / "themes", Path(__file__).parent / "themes") if p.is_dir())


def _misnamed(files: _Project) -> Iterator[Diagnostic]:
    """Files that look like content and are not read."""
    for path in sorted((files.root / "content").glob("**/*.yml")):
        name = files.name(path)
        yield warning(f"`{name}` is not read", Span(name), f"name it `{path.stem}.yaml`")


def _read_library(files: _Project) -> _Library:
    """Modules by their file's name, sources and terms by id; what cannot be read stands in as not whole, so that nobody is told
    that what is in it does not exist."""
    modules: dict[str, Module] = {}
    for path in sorted((files.root / "content" / "modules").glob("*.yaml")):
        text = files.read(path)
        if text is None:
            modules[path.stem] = Module(path.stem, {}, complete=False)
            continue
        modules[path.stem], problems = read_module(text, files.name(path), KINDS)
        files.found.extend(problems)
    return _Library(modules, _read_table(files, "sources", read_sources), _read_table(files, "glossary", read_glossary))


def _read_table(files: _Project, name: str, read: Callable) -> dict | None:
    """What a file of ids and values holds; nothing where there is none, None where it cannot be read."""
    path = files.root / "content" / f"{name}.yaml"
    if not os.path.lexists(path):
        return {}
    text = files.read(path)
    if text is None:
        return None
    made, problems = read(text, files.name(path))
    files.found.extend(problems)
    return made


def _read_seminar(files: _Project, path: Path) -> Seminar | None:
    text = files.read(path)
    if text is None:
        return None
    seminar, problems = read_seminar(text, files.name(path))
    files.found.extend(problems)
    return seminar


def _load_images(files: _Project, deck: Deck) -> bool:
    """Reads the pictures that a deck shows; False if one is missing."""
    whole = True
    for placed in deck.slides:
        for image in _paths(placed.slide, ImagePath):
            if image.path in files.images:
                continue
            path = files.root / "content" / image.path
            try:
                inside = path.resolve(strict=True).is_relative_to((files.root / "content").resolve())
                if path.is_dir():
                    raise ImageError(f"`{image.path}` is a folder, not a picture", "name a picture in it")
                if not inside:
                    raise ImageError(
                        f"`{image.path}` leads out of the content folder",
                        "put a copy of the picture into `content/images/`",
                    )
                files.images[image.path] = read_image(image.path, path.read_bytes())
            except FileNotFoundError:
                near = did_you_mean(
                    image.path,
                    (
                        p.relative_to(files.root / "content").as_posix()
                        for p in (files.root / "content" / "images").glob("**/*")
                        if p.is_file()
                    ),
                )
                files.found.append(
                    error(
                        f"there is no picture `content/{image.path}`",
                        image.span,
                        near or "put it there: paths of pictures start in the content folder",
                    )
                )
                whole = False
            except ImageError as e:
                files.found.append(error(str(e), image.span, e.hint))
                whole = False
            except (OSError, RuntimeError) as e:  # RuntimeError: a link that leads to itself, before Python 3.13
                said = (getattr(e, "strerror", None) or "it is a link that leads to itself").lower()
                files.found.append(
                    error(
                        f"`{image.path}` cannot be read: {said}",
                        image.span,
                        "see that it is a picture that you may open",
                    )
                )
                whole = False
    return whole


def _load_sheets(files: _Project, deck: Deck) -> bool:
    """Reads the tables of numbers that a deck's charts name; False if one is missing or not sound."""
    folder = files.root / "content"
    for data in (d for placed in deck.slides for d in _paths(placed.slide, DataPath)):
        if data.path in files.sheets:
            continue
        files.sheets[data.path] = None
        path = folder / data.path
        if not path.is_file():
            near = did_you_mean(data.path, (p.relative_to(folder).as_posix() for p in folder.glob("**/*.csv")))
            files.found.append(
                error(
                    f"there is no file `content/{data.path}`",
                    data.span,
                    near or "paths of data start in the content folder: `data/name.csv`",
                )
            )
        elif not path.resolve().is_relative_to(folder.resolve()):
            files.found.append(error(f"`{data.path}` leads out of the content folder", data.span))
        elif (text := files.read(path)) is not None:
            files.sheets[data.path], problems = read_data_table(text, files.name(path))
            files.found.extend(problems)
    return all(files.sheets[d.path] for placed in deck.slides for d in _paths(placed.slide, DataPath))


def _paths(value: object, kind: type) -> Iterator:
    """Every path of a kind in a slide, its parts included."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, (tuple, list)):
        for v in value:
            yield from _paths(v, kind)
    elif isinstance(value, Model):
        for v in vars(value).values():
            yield from _paths(v, kind)
