"""Reads a theme's files: the one place that opens `themes/`.

A theme is looked for in the project's `themes/` first, then among those that came with deckgen. Its `theme.yaml` is laid
over the shared one, key by key. Fonts come from the theme's own `fonts/` folder or from the installation, never from the
system: the same theme measures the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, listing, warning
from deckgen.languages import DEFAULT, LANGUAGES
from deckgen.reading.drawing import Drawing, DrawingError, read_svg
from deckgen.reading.files import load
from deckgen.reading.fonts import Face, FontError, Fonts
from deckgen.reading.images import Image, ImageError, read_image
from deckgen.reading.model import LINES, shown, validate
from deckgen.reading.nodes import Mapping
from deckgen.reading.parser import parse
from deckgen.reading.theme import Theme

#: Where the installation put the fonts.
FONT_FILES = Path(__file__).parent.parent / "fontfiles"


class Brand(NamedTuple):
    """A theme with what its files hold: faces by font role and weight, its drawings and pictures (the logos as `light` and
    `dark`, what layouts show by the file's name), and the folders in which the templates of its handouts and of its web pages are
    looked for, its own first. `licences` are the paths of those that came with its fonts, which go wherever the fonts go."""

    theme: Theme
    fonts: Fonts
    faces: dict[tuple[str, bool], Face]
    art: dict[str, Drawing | Image]
    templates: tuple[Path, ...]
    web: tuple[Path, ...]
    licences: tuple[Path, ...] = ()

    def in_language(self, language: str) -> Brand:
        """The brand with its fonts set up for another language."""
        return self._replace(fonts=Fonts(self.faces, LANGUAGES[language]))


def theme_names(folders: Sequence[Path]) -> list[str]:
    """The names of all themes in these folders."""
    return sorted({p.parent.name for folder in folders for p in folder.glob("*/theme.yaml")} - {"shared"})


def load_brand(
    folders: Sequence[Path], name: str, span: Span | None, language: str = DEFAULT
) -> tuple[Brand | None, list[Diagnostic], dict[str, str]]:
    """The theme `name` of the first folder that has it, what is wrong with it, and the texts of its files for diagnostics.

    `span` is where the seminar names it. What a theme says in a `language` that is not complete is in a file of its own.
    """
    themes = {
        p.parent.name: p.parent
        for folder in reversed(folders)
        for p in folder.glob("*/theme.yaml")
        if p.parent.name != "shared"
    }
    if name not in themes:
        return (
            None,
            [
                error(
                    f"there is no theme `{name}`",
                    span,
                    did_you_mean(name, themes)
                    or (f"themes are {listing(sorted(themes))}" if themes else "`themes/` is empty"),
                )
            ],
            {},
        )
    home = themes[name]
    shared_home = next((f / "shared" for f in (home.parent, *folders) if (f / "shared" / "theme.yaml").is_file()), home)
    found: list[Diagnostic] = []
    sources: dict[str, str] = {}
    own = _read(home, language, found, sources)
    shared = _read(shared_home, language, found, sources)
    if not isinstance(own, Mapping) or not isinstance(shared, Mapping):
        said = f"`themes/{name}/theme.yaml` must be a mapping of names and values, found {shown(own)}"
        return None, found or [error(said, Span(f"themes/{name}/theme.yaml"), LINES)], sources
    theme = validate(Theme, joined(shared, own), found, Span(f"themes/{name}/theme.yaml"))
    if theme is None or found:
        return None, found, sources
    if unsaid := theme.unsaid(language):
        found.append(_unsaid(language, unsaid, span))
        return None, found, sources
    theme = theme.furnished()
    faces = _faces(theme, home, own, found)
    art = _art(theme, home, own, found)
    if found:
        return None, found, sources
    templates = tuple(p for p in (home / "handout", shared_home / "handout") if p.is_dir())
    web = tuple(p for p in (home / "web", shared_home / "web") if p.is_dir())
    if home != shared_home:
        found.extend(d for name in ("handout", "web") for d in _unread(home / name, shared_home / name))
    return (
        Brand(theme, Fonts(faces, LANGUAGES[language]), faces, art, templates, web, _licences(faces, home)),
        found,
        sources,
    )


def joined(shared: Mapping, own: Mapping) -> Mapping:
    """The shared data with the theme's own laid over it, key by key; lists and scalars are replaced whole."""
    out = Mapping(own.span)
    for source in (shared, own):
        for key, value in source.items():
            if source is own and isinstance(value, Mapping) and isinstance(shared.get(key), Mapping):
                value = joined(shared[key], value)
            out[key] = value
            out.key_spans[key] = source.key_spans[key]
            out.value_spans[key] = source.value_spans[key]
    return out


def _unread(own: Path, shared: Path) -> Iterator[Diagnostic]:
    """Templates that nothing takes: neither a version of a shared one nor named in another of the theme's."""
    files = [p for p in sorted(own.glob("*.j2")) if p.is_file()]
    known = {p.name for p in shared.glob("*.j2")}
    for path in files:
        named = any(
            path.name in other.read_text(encoding="utf-8", errors="replace") for other in files if other != path
        )
        if path.name not in known and not named:
            name = f"themes/{own.parent.name}/{own.name}/{path.name}"
            yield warning(
                f"`{name}` is not read",
                Span(name),
                did_you_mean(path.name, known)
                or f"templates have the names of those in `themes/shared/{own.name}/`: {listing(sorted(known))}",
            )


def _read(home: Path, language: str, found: list[Diagnostic], sources: dict[str, str]) -> object:
    """What a theme's own file says, with what it says in a language that is not complete laid over it."""
    theme = _read_file(home, "theme.yaml", found, sources)
    words = f"theme.{language}.yaml"
    if LANGUAGES[language].complete or not (home / words).is_file():
        return theme
    more = _read_file(home, words, found, sources)
    return joined(theme, more) if isinstance(theme, Mapping) and isinstance(more, Mapping) else theme


def _unsaid(language: str, words: Sequence[str], span: Span | None) -> Diagnostic:
    """Words of the frame that the theme lacks in a language."""
    return error(
        f"the theme has no {LANGUAGES[language].name} for {listing(words)}",
        span,
        f"write it in the theme's `theme.{language}.yaml`: `words: {{{words[0]}: {{{language}: …}}}}`",
    )


def _read_file(home: Path, name: str, found: list[Diagnostic], sources: dict[str, str]) -> object:
    path = f"themes/{home.name}/{name}"
    text, problems = load(home / name, path, home)
    found.extend(problems)
    if text is None:
        return None
    sources[path] = text
    value, problems = parse(text, path)
    found.extend(problems)
    return value


def _place(theme: Mapping, *steps: str) -> Span | None:
    value, span = theme, None
    for step in steps:
        if not isinstance(value, Mapping) or step not in value:
            return span
        span, value = value.value_spans[step], value[step]
    return span


def _faces(theme: Theme, home: Path, own: Mapping, found: list[Diagnostic]) -> dict[tuple[str, bool], Face]:
    faces = {}
    for role, font in theme.fonts.items():
        for bold, name in ((False, font.regular), (True, font.bold)):
            span = _place(own, "fonts", role, "bold" if bold else "regular") or Span(f"themes/{home.name}/theme.yaml")
            if "/" in name or "\\" in name or not name.endswith(".ttf") or len(name) > 100:
                found.append(
                    error(
                        f"`{name}` is not the name of a .ttf file",
                        span,
                        "write the file's name; it is looked for in the theme's `fonts/` folder",
                    )
                )
                continue
            path = next((p for p in (home / "fonts" / name, FONT_FILES / name) if p.is_file()), None)
            if path is None:
                there = sorted({p.name for folder in (home / "fonts", FONT_FILES) for p in folder.glob("*.ttf")})
                found.append(
                    error(
                        f"there is no font file `{name}`",
                        span,
                        did_you_mean(name, there)
                        or (f"there are {listing(there)}" if there else "install deckgen again: its fonts are missing"),
                    )
                )
                continue
            try:
                faces[role, bold] = _face(path)
            except FontError as e:
                found.append(error(str(e), span, "take the static TrueType (.ttf) files of the family"))
    return faces


def _licences(faces: dict[tuple[str, bool], Face], home: Path) -> tuple[Path, ...]:
    """Files beside fonts that are named like `Family-LICENSE.txt` or `Family-OFL.txt`."""
    families = sorted({face.name.rsplit("-", 1)[0] for face in faces.values()})
    found = (
        sorted(p for folder in (home / "fonts", FONT_FILES) for p in folder.glob(f"{family}-*.txt"))
        for family in families
    )
    return tuple(paths[0] for paths in found if paths)


@lru_cache(maxsize=32)
def _face(path: Path) -> Face:
    return Face(path, path.name)


def _art(theme: Theme, home: Path, own: Mapping, found: list[Diagnostic]) -> dict[str, Drawing | Image]:
    """The logos, and every drawing and picture that a layout shows."""
    plain = "save it as a plain SVG of paths, or as a PNG, in the theme's folder"
    logos = [
        (ground, getattr(theme.logo, ground), _place(own, "logo", ground), "logo", plain)
        for ground in ("light", "dark")
    ]
    shown = {str(s.image): s.image for layout in theme.layouts.values() for s in layout.shapes if s.image}
    pictures = [
        (name, name, image.span, "picture", plain.replace("PNG", "PNG or JPEG")) for name, image in shown.items()
    ]
    art = {}
    for key, name, span, what, hint in (*logos, *pictures):
        span = span or Span(f"themes/{home.name}/theme.yaml")
        path = home / name
        try:
            if not path.resolve().is_relative_to(home.resolve()):
                raise DrawingError("it leads out of the theme's folder")
            data = path.read_bytes()
            art[key] = (
                read_svg(data) if name.lower().endswith(".svg") else read_image(f"themes/{home.name}/{name}", data)
            )
        except FileNotFoundError:
            found.append(error(f"there is no {what} `{name}`", span, f"put it into `themes/{home.name}/`"))
        except (OSError, ImageError, DrawingError) as e:
            said = (e.strerror or str(e)).lower() if isinstance(e, OSError) else str(e)
            found.append(error(f"the {what} `{name}` cannot be used: {said}", span, hint))
    return art
