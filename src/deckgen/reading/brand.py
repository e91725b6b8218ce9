"""Reads a theme's files: the one place that opens `themes/`.

A theme is looked for in the project's `themes/` first, then among those that came with deckgen. Its `theme.yaml` is
laid over the shared one, key by key. Fonts come from the theme's own `fonts/` folder or from the installation, never
from the system: the same theme measures the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, listing, warning
from deckgen.languages import COMPLETE, DEFAULT, LANGUAGES
from deckgen.reading.drawing import Drawing
from deckgen.reading.files import load
from deckgen.reading.fonts import Face, FontError, Fonts
from deckgen.reading.images import Image, ImageError, read_image
from deckgen.reading.model import LINES, shown
from deckgen.reading.nodes import Mapping
from deckgen.reading.palette import GREYS, misfits, weak_colours
from deckgen.reading.parser import parse
from deckgen.reading.svg import DrawingError, read_svg
from deckgen.reading.theme import Theme
from deckgen.reading.validation import validate

#: Where the installation put the fonts.
FONT_FILES = Path(__file__).parent.parent / "fontfiles"


class Brand(NamedTuple):
    """A theme with what its files hold: faces by font role and weight, its drawings and pictures (the logos as
    `light` and `dark`, what layouts show by the file's name), and the folders in which the templates of its handouts
    and of its web pages are looked for, its own first. `licences` are the paths of those that came with its fonts,
    which go wherever the fonts go."""

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
    """The theme `name` of the first folder that has it, what is wrong with it, and the texts of its files for
    diagnostics.

    `span` is where the seminar names it. What a theme says in a `language` that is not complete is in another file.
    """
    homes = {p.parent.name: p.parent for folder in reversed(folders) for p in folder.glob("*/theme.yaml")}
    homes.pop("shared", None)
    home = homes.get(name)
    if home is None:
        names = f"themes are {listing(sorted(homes))}" if homes else "`themes/` is empty"
        return None, [error(f"there is no theme `{name}`", span, did_you_mean(name, homes) or names)], {}
    shared_home = next((f / "shared" for f in (home.parent, *folders) if (f / "shared" / "theme.yaml").is_file()), home)
    diagnostics: list[Diagnostic] = []
    sources: dict[str, str] = {}
    own = _read(home, language, diagnostics, sources)
    shared = _read(shared_home, language, diagnostics, sources)
    if not isinstance(own, Mapping) or not isinstance(shared, Mapping):
        path = f"themes/{name}/theme.yaml"
        message = f"`{path}` must be a mapping of names and values, found {shown(own)}"
        return None, diagnostics or [error(message, Span(path), LINES)], sources
    brand = _brand(own, shared, home, shared_home, diagnostics)
    if brand is not None and (unsaid := brand.theme.unsaid(language)):
        return None, [*diagnostics, _unsaid(language, unsaid, span)], sources
    if brand is not None and language != DEFAULT:
        brand = brand.in_language(language)
    return brand, diagnostics, sources


def _brand(own: Mapping, shared: Mapping, home: Path, shared_home: Path, diagnostics: list[Diagnostic]) -> Brand | None:
    """A theme's data with what its files hold; None if one of them is not sound."""
    written = joined(shared, own)
    theme = validate(Theme, written, diagnostics, Span(f"themes/{home.name}/theme.yaml"))
    if theme is not None:
        diagnostics.extend(_misfits(theme, written))
    if theme is None or diagnostics:
        return None
    theme = theme.furnished()
    faces = _faces(theme, home, own, diagnostics)
    art = _art(theme, home, own, diagnostics)
    if diagnostics:
        return None
    diagnostics.extend(_off_page(theme, art, written))
    templates = tuple(p for p in (home / "handout", shared_home / "handout") if p.is_dir())
    web = tuple(p for p in (home / "web", shared_home / "web") if p.is_dir())
    fonts = Fonts(faces, LANGUAGES[DEFAULT])
    diagnostics.extend(_undrawn(theme, fonts, written))
    diagnostics.extend(_weak_colours(theme, written))
    if home != shared_home:
        diagnostics.extend(d for kind in ("handout", "web") for d in _unread(home / kind, shared_home / kind))
    return Brand(theme, fonts, faces, art, templates, web, _licences(faces, home))


def joined(shared: Mapping, own: Mapping) -> Mapping:
    """The shared data with the theme's own laid over it, key by key; lists and scalars are replaced whole."""
    out = Mapping(own.span)
    for source in (shared, own):
        for key, value in source.items():
            beneath = out.get(key)
            if isinstance(value, Mapping) and isinstance(beneath, Mapping):
                value = joined(beneath, value)
            out.put(key, value, source)
    return out


def _misfits(theme: Theme, written: Mapping) -> Iterator[Diagnostic]:
    """Roles that are a colour where PowerPoint needs a tint, or the other way round."""
    for field, own, whole in (
        ("palette", theme.palette, theme.palette),
        ("print", theme.print, theme.printed().palette),
    ):
        for role, message, hint in misfits(own, whole):
            yield error(message, _place(written, field, role), hint)


def _off_page(theme: Theme, art: AnyMapping[str, Drawing | Image], written: Mapping) -> Iterator[Diagnostic]:
    """Logos that do not fit on the page."""
    width, height = theme.page
    for name, layout in theme.layouts.items():
        logo = art["dark" if layout.dark else "light"]
        at = layout.logo_room().fitted(*(logo.view if isinstance(logo, Drawing) else logo.pixels))
        if layout.logo and (at.right > width or at.bottom > height):
            span = _place(written, "layouts", name, "logo")
            hint = f"left, top and height in points, on a page of {width:g} × {height:g}"
            yield error(f"the logo of the layout `{name}` runs off the page", span, hint)


def _undrawn(theme: Theme, fonts: Fonts, written: Mapping) -> Iterator[Diagnostic]:
    """Characters of the theme's words that none of its fonts has."""
    words = {(name, language): text for name, texts in theme.words.items() for language, text in texts.items()}
    words = {names: text for names, text in words.items() if names[1] in COMPLETE}
    missing = set(fonts.missing("".join(words.values()), "text", False))
    for names, text in words.items() if missing else ():
        for c in dict.fromkeys(c for c in text if c in missing):
            message = f"no font of the theme has the character `{c}` (U+{ord(c):04X})"
            yield error(message, _place(written, "words", *names), "write it another way, or name fonts that have it")


def _weak_colours(theme: Theme, written: Mapping) -> Iterator[Diagnostic]:
    """Colours that stand too near to each other, on the slides and, where they differ there, on paper."""
    printed = theme.printed()
    for field, palette in (("palette", theme.palette), ("print", printed.palette))[: 2 if theme.print else 1]:
        for role, other, ratio, least in weak_colours(palette):
            message = f"`{role}` on `{other}` has a contrast of {ratio:.2f} to 1, it needs {least:g}"
            if least == GREYS:
                message = f"in grey `{role}` and `{other}` look the same: {ratio:.2f} to 1, they need {least:g}"
            at = next((_place(written, field, r) for r in (role, other) if r in getattr(theme, field)), None)
            yield warning(message, at or _place(written, "palette", role), "make one of the two lighter or darker")


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


def _read(home: Path, language: str, diagnostics: list[Diagnostic], sources: dict[str, str]) -> object:
    """What a theme's own file says, with what it says in a language that is not complete laid over it."""
    theme = _read_file(home, "theme.yaml", diagnostics, sources)
    words = f"theme.{language}.yaml"
    if LANGUAGES[language].complete or not (home / words).is_file():
        return theme
    more = _read_file(home, words, diagnostics, sources)
    return joined(theme, more) if isinstance(theme, Mapping) and isinstance(more, Mapping) else theme


def _unsaid(language: str, words: Sequence[str], span: Span | None) -> Diagnostic:
    """Words of the frame that the theme lacks in a language."""
    return error(
        f"the theme has no {LANGUAGES[language].name} for {listing(words)}",
        span,
        f"write it in the theme's `theme.{language}.yaml`: `words: {{{words[0]}: {{{language}: …}}}}`",
    )


def _read_file(home: Path, name: str, diagnostics: list[Diagnostic], sources: dict[str, str]) -> object:
    path = f"themes/{home.name}/{name}"
    text, problems = load(home / name, path, home)
    diagnostics.extend(problems)
    if text is None:
        return None
    sources[path] = text
    value, problems = parse(text, path)
    diagnostics.extend(problems)
    return value


def _place(theme: Mapping, *names: str) -> Span | None:
    """Where a theme's own file says something; the place of what is around it where it does not."""
    value: object = theme
    span = None
    for name in names:
        if not isinstance(value, Mapping) or name not in value:
            return span
        span, value = value.value_spans[name], value[name]
    return span


def _faces(theme: Theme, home: Path, own: Mapping, diagnostics: list[Diagnostic]) -> dict[tuple[str, bool], Face]:
    """The faces that the theme's fonts name, by role and weight."""
    faces: dict[tuple[str, bool], Face] = {}
    for role, font in theme.fonts.items():
        for bold, name in ((False, font.regular), (True, font.bold)):
            span = _place(own, "fonts", role, "bold" if bold else "regular") or Span(f"themes/{home.name}/theme.yaml")
            path = _font_file(name, home, span, diagnostics)
            try:
                if path:
                    faces[role, bold] = _face(path)
            except FontError as e:
                hint = "take the static TrueType (.ttf) files of the family"
                diagnostics.append(error(str(e), span, hint))
    return faces


def _font_file(name: str, home: Path, span: Span, diagnostics: list[Diagnostic]) -> Path | None:
    """The file of a font: the theme's own, or one that came with deckgen."""
    if "/" in name or "\\" in name or not name.endswith(".ttf") or len(name) > 100:
        hint = "write the file's name; it is looked for in the theme's `fonts/` folder"
        diagnostics.append(error(f"`{name}` is not the name of a .ttf file", span, hint))
        return None
    folders = (home / "fonts", FONT_FILES)
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        known = sorted({p.name for folder in folders for p in folder.glob("*.ttf")})
        names = f"there are {listing(known)}" if known else "install deckgen again: its fonts are missing"
        diagnostics.append(error(f"there is no font file `{name}`", span, did_you_mean(name, known) or names))
    return path


def _licences(faces: dict[tuple[str, bool], Face], home: Path) -> tuple[Path, ...]:
    """Files beside fonts that are named like `Family-LICENSE.txt` or `Family-OFL.txt`."""
    families = sorted({face.name.rsplit("-", 1)[0] for face in faces.values()})
    licences = (
        sorted(p for folder in (home / "fonts", FONT_FILES) for p in folder.glob(f"{family}-*.txt"))
        for family in families
    )
    return tuple(paths[0] for paths in licences if paths)


@lru_cache(maxsize=32)
def _face(path: Path) -> Face:
    """A font's face; those that came with deckgen are known to be sound. Raises FontError."""
    face = Face(path, path.name)
    if path.parent != FONT_FILES:
        face.check_glyphs()
    return face


def _art(theme: Theme, home: Path, own: Mapping, diagnostics: list[Diagnostic]) -> dict[str, Drawing | Image]:
    """The logos, and every drawing and picture that a layout shows."""
    art: dict[str, Drawing | Image] = {}
    somewhere = Span(f"themes/{home.name}/theme.yaml")

    def add(key: str, name: str, span: Span | None, what: str, formats: str) -> None:
        try:
            art[key] = _art_file(name, home)
        except FileNotFoundError:
            hint = f"put it into `themes/{home.name}/`"
            diagnostics.append(error(f"there is no {what} `{name}`", span or somewhere, hint))
        except (OSError, ImageError, DrawingError) as e:
            reason = (e.strerror or str(e)).lower() if isinstance(e, OSError) else str(e)
            hint = f"save it as a plain SVG of paths, or as a {formats}, in the theme's folder"
            diagnostics.append(error(f"the {what} `{name}` cannot be used: {reason}", span or somewhere, hint))

    for shade in ("light", "dark"):
        add(shade, getattr(theme.logo, shade), _place(own, "logo", shade), "logo", "PNG")
    images = {str(s.image): s.image for layout in theme.layouts.values() for s in layout.shapes if s.image}
    for name, image in images.items():
        add(name, name, image.span, "picture", "PNG or JPEG")
    return art


def _art_file(name: str, home: Path) -> Drawing | Image:
    """A drawing or a picture of a theme. Raises OSError, ImageError or DrawingError for one that cannot be used."""
    path = home / name
    if not path.resolve().is_relative_to(home.resolve()):
        raise DrawingError("it leads out of the theme's folder")
    data = path.read_bytes()
    return read_svg(data) if name.lower().endswith(".svg") else read_image(f"themes/{home.name}/{name}", data)
