"""The pipeline, a stage a line; the one place that opens content and writes output.

    read -> compose -> lay out -> check -> write

Every stage is a function from values to values. Files are read here and in `brand`, and nothing is written until every
output of every seminar is ready: a build either replaces all of its outputs or leaves the last ones as they were.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckgen.brand import Brand, load_brand
from deckgen.checks import check
from deckgen.content import ImagePath
from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, listing
from deckgen.images import Image, ImageError, read_image
from deckgen.kinds import KINDS
from deckgen.layouts import ground
from deckgen.model import Model
from deckgen.page import Page
from deckgen.scene import Scene
from deckgen.seminar import Deck, Module, Seminar, Source, compose, read_module, read_seminar, read_sources
from deckgen.writers import Info

FORMATS = ("pptx", "slides", "handout")
LANGUAGES = ("ko", "en")
PAPERS = ("a4", "letter")
#: No file of content is larger; what is, is a mistake or an attack.
LARGEST_TEXT = 2_000_000


@dataclass(frozen=True, slots=True)
class Written:
    """One output: its path, how many slides or pages, its size in bytes, minutes of talk and the seminar's length."""

    path: str
    count: int
    unit: str
    size: int
    talk: float | None
    length: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: what it wrote (nothing, if there was an error) and what it found."""

    written: tuple[Written, ...]
    diagnostics: tuple[Diagnostic, ...]
    line_of: Callable[[str, int], str | None]


class UsageError(Exception):
    """Something named on the command line does not exist; the message says what does."""


@dataclass(slots=True)
class _Output:
    """An output that is ready to be written."""

    name: str
    data: bytes
    count: int
    unit: str
    talk: float
    length: float


@dataclass(slots=True)
class _Project:
    """The files of a project as they were read: text by path, and what was found while reading."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def line_of(self, path: str, number: int) -> str | None:
        lines = self.texts.get(path, "").split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) and path in self.texts else None

    def read(self, path: Path) -> str | None:
        """The text of a file, or None with a diagnostic."""
        name = path.relative_to(self.root).as_posix()
        try:
            if path.stat().st_size > LARGEST_TEXT:
                self.found.append(error(f"`{name}` is larger than {LARGEST_TEXT // 1_000_000} MB", Span(name), "split it into several modules"))
                return None
            data = path.read_bytes()
        except OSError as e:
            self.found.append(error(f"`{name}` cannot be read: {(e.strerror or str(e)).lower()}", Span(name)))
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as e:
            line = data[: e.start].count(b"\n") + 1
            self.found.append(error(f"`{name}` is not saved as UTF-8", Span(name, line), "save it as UTF-8 in the editor"))
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
    paper: str | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> Outcome:
    """Builds seminars of a project into its output folder.

    Raises UsageError for a seminar, theme or project that does not exist, OSError where the output cannot be written.
    """
    files = _Project(project)
    chosen = _seminar_paths(project, seminars)
    modules, sources = _read_library(files)
    read = [s for s in (_read_seminar(files, path) for path in chosen) if s is not None]
    brands: dict[tuple[str, str], Brand | None] = {}
    outputs: list[_Output] = []
    found = files.found
    plans = []
    for seminar in read:
        deck, problems = compose(seminar, modules, sources, KINDS, language or seminar.language)
        found.extend(problems)
        name = theme or seminar.theme
        if name not in brands:
            brands[name], problems = load_brand(_theme_folders(project), name, None if theme else seminar.theme_span)
            found.extend(problems)
            if brands[name]:
                files.texts.update(brands[name].sources)
        if deck is None or brands[name] is None or not _load_images(files, deck):
            continue
        scenes, problems = lay_out(deck, brands[name], files.images)
        found.extend(problems)
        found.extend(deck.words.findings)
        plans.append((seminar, deck, brands[name], scenes))
    found[:] = _settled(found, strict)
    if any(d.severity == "error" for d in found):
        return Outcome((), tuple(found), files.line_of)
    total = len(plans) * len(formats)
    for seminar, deck, brand, scenes in plans:
        for made in _write(deck, scenes, brand, formats, paper or seminar.paper, found):
            progress(made.name, len(outputs) + 1, total)
            outputs.append(made)
    found[:] = _settled(found, strict)
    if any(d.severity == "error" for d in found):
        return Outcome((), tuple(found), files.line_of)
    folder = output if output is not None else project / "output"
    return Outcome(tuple(_save(outputs, folder)), tuple(found), files.line_of)


def lay_out(deck: Deck, brand: Brand, images: Mapping[str, Image]) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
    """Each slide of a deck as a scene, and everything that was found on the way."""
    grounds = {name: ground(brand.theme, layout, brand.logos, brand.fonts, deck.language) for name, layout in brand.theme.layouts.items()}
    scenes, found = [], []
    for placed in deck.slides:
        page = Page(deck, placed, brand.theme, brand.fonts, grounds[placed.slide.layout], images)
        placed.slide.draw(page)
        scene = page.scene()
        found.extend(page.findings)
        found.extend(check(scene, brand.theme, brand.fonts))
        scenes.append(scene)
    return tuple(scenes), found


# reading


def _seminar_paths(project: Path, names: tuple[str, ...]) -> list[Path]:
    folder = project / "content" / "seminars"
    if not folder.is_dir():
        raise UsageError(f"there is no `content/seminars` folder in `{project}`; run deckgen in the project's folder or name it with --project")
    there = {p.stem: p for p in sorted(folder.glob("*.yaml"))}
    if not there:
        raise UsageError("`content/seminars` has no seminar; write one as README.md shows")
    for name in names:
        if name not in there:
            hint = did_you_mean(name, there) or f"there is {listing(there)}"
            raise UsageError(f"there is no seminar `{name}`; {hint}")
    return [there[n] for n in dict.fromkeys(names)] if names else list(there.values())


def _theme_folders(project: Path) -> tuple[Path, ...]:
    """Where themes are looked for: the project's own, then those that came with deckgen."""
    return tuple(p for p in (project / "themes", Path(__file__).parent / "themes") if p.is_dir())


def _read_library(files: _Project) -> tuple[dict[str, Module], dict[str, Source]]:
    modules: dict[str, Module] = {}
    for path in sorted((files.root / "content" / "modules").glob("*.yaml")):
        text = files.read(path)
        if text is not None:
            module, problems = read_module(text, path.relative_to(files.root).as_posix(), KINDS)
            files.found.extend(problems)
            if module is not None:
                modules[module.id] = module
    sources: dict[str, Source] = {}
    path = files.root / "content" / "sources.yaml"
    if path.is_file():
        text = files.read(path)
        if text is not None:
            read, problems = read_sources(text, path.relative_to(files.root).as_posix())
            files.found.extend(problems)
            sources = read or {}
    return modules, sources


def _read_seminar(files: _Project, path: Path) -> Seminar | None:
    text = files.read(path)
    if text is None:
        return None
    seminar, problems = read_seminar(text, path.relative_to(files.root).as_posix())
    files.found.extend(problems)
    return seminar


def _load_images(files: _Project, deck: Deck) -> bool:
    """Reads the pictures that a deck shows; False if one is missing."""
    whole = True
    for placed in deck.slides:
        for image in _image_paths(placed.slide):
            if image.path in files.images:
                continue
            path = files.root / "content" / image.path
            try:
                inside = path.resolve(strict=True).is_relative_to((files.root / "content").resolve())
                if not inside:
                    raise ImageError(f"`{image.path}` leads out of the content folder")
                files.images[image.path] = read_image(image.path, path.read_bytes())
            except FileNotFoundError:
                near = did_you_mean(image.path, (p.relative_to(files.root / "content").as_posix() for p in (files.root / "content" / "images").glob("**/*") if p.is_file()))
                files.found.append(error(f"there is no picture `content/{image.path}`", image.span, near or "paths of pictures start in the content folder: `images/name.png`"))
                whole = False
            except (OSError, ImageError) as e:
                files.found.append(error(str(e), image.span))
                whole = False
    return whole


def _image_paths(value: object) -> Iterator[ImagePath]:
    if isinstance(value, ImagePath):
        yield value
    elif isinstance(value, (tuple, list)):
        for v in value:
            yield from _image_paths(v)
    elif isinstance(value, Model):
        for v in vars(value).values():
            yield from _image_paths(v)


# writing


def _write(deck: Deck, scenes: tuple[Scene, ...], brand: Brand, formats: Iterable[str], paper: str, found: list[Diagnostic]) -> Iterator[_Output]:
    """Each output of a deck. Writers are imported late: a build of slides only need not load what sets handouts."""
    info = _info(deck)
    stem = f"{deck.id}.{deck.language}"
    plan = (stem, deck.talk, deck.minutes)
    if "pptx" in formats:
        from deckgen.writers import pptx
        from deckgen.writers.pptx.lint import lint

        grounds = {name: ground(brand.theme, layout, brand.logos, brand.fonts, deck.language) for name, layout in brand.theme.layouts.items()}
        parts = pptx.write_parts(scenes, brand.theme, grounds, info)
        found.extend(error(f"the deck `{stem}.pptx` is not sound: {said}", None, "this is a mistake in deckgen, not in your content; please report it") for said in lint(parts))
        yield _Output(f"{stem}.pptx", pptx.pack(parts), len(scenes), "slides", deck.talk, deck.minutes)
    if "slides" in formats:
        from deckgen.writers import slides

        yield _Output(f"{stem}.slides.pdf", slides.write(scenes, brand.theme, brand.fonts, info), len(scenes), "slides", deck.talk, deck.minutes)
    if "handout" in formats:
        from deckgen.writers import handout

        data, pages = handout.write(deck, scenes, brand, paper, info)
        yield _Output(f"{stem}.handout.pdf", data, pages, "pages", deck.talk, deck.minutes)


def _info(deck: Deck) -> Info:
    return Info(
        title=deck.title.plain,
        subject=deck.subtitle.plain if deck.subtitle else "",
        author=deck.speaker,
        company=deck.client,
        language=deck.language,
        date=deck.date_iso,
        keywords=tuple(p.title.plain for p in deck.parts),
        id=deck.id,
    )


def _settled(found: list[Diagnostic], strict: bool) -> list[Diagnostic]:
    """Each finding once; with `--strict`, a warning is an error."""
    once = list(dict.fromkeys(found))
    return [replace(d, severity="error") for d in once] if strict else once


def _save(outputs: list[_Output], folder: Path) -> Iterator[Written]:
    """Writes every output aside, then renames them all: no reader ever sees half a file."""
    folder.mkdir(parents=True, exist_ok=True)
    aside: list[tuple[Path, Path]] = []
    try:
        for o in outputs:
            temporary = folder / f".{o.name}.{os.getpid()}.part"
            aside.append((temporary, folder / o.name))
            temporary.write_bytes(o.data)
        for temporary, final in aside:
            if final.is_dir():
                raise IsADirectoryError(21, "is a folder", str(final))
        for temporary, final in aside:
            os.replace(temporary, final)
    finally:
        for temporary, _ in aside:
            temporary.unlink(missing_ok=True)
    for o in outputs:
        yield Written(str(folder / o.name), o.count, o.unit, len(o.data), o.talk, o.length)
