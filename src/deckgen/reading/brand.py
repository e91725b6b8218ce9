"""Reads a theme's files: the one place that opens `themes/`.

A theme is looked for in the project's `themes/` first, then among those that came with deckgen. Its `theme.yaml` is
laid over the shared one, key by key. Fonts come from the theme's own `fonts/` folder or from the installation, never
from the system: the same theme measures the same on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from deckgen.diagnostics import ContentError, Diagnostic, Span, choose, error, warning
from deckgen.languages import DEFAULT, LANGUAGES
from deckgen.messages import listing, say
from deckgen.reading.drawing import Drawing
from deckgen.reading.embedding import unembeddable
from deckgen.reading.files import Unreadable, load, names_in
from deckgen.reading.fitting import fitted, off_grid
from deckgen.reading.fonts import Face, Fonts
from deckgen.reading.images import Image
from deckgen.reading.letters import composed, named
from deckgen.reading.model import LINES, shown
from deckgen.reading.names import is_hidden
from deckgen.reading.nodes import Mapping
from deckgen.reading.page_size import GRID, PLACES
from deckgen.reading.palette import GREYS, contrast, misfits, weak_colours
from deckgen.reading.parser import parse
from deckgen.reading.phrases import GIVEN, Phrase, may_stand
from deckgen.reading.theme import ONE_OF_EACH, Theme
from deckgen.reading.theme_files import Folder, Licence, Template, place
from deckgen.reading.validation import validate


class Brand(NamedTuple):
    """A theme with what its files hold: faces by font role and weight, its drawings and pictures (the logos as
    `light` and `dark`, what layouts show by the file's name), the templates of its handouts and of its web pages, and
    the `licences` of its fonts; `undrawn` is what is wrong with its words in each language, if it is used in that: they
    have characters that no font of it has; `unembeddable` what is wrong with its fonts, if decks embed them."""

    theme: Theme
    fonts: Fonts
    faces: dict[tuple[str, bool], Face]
    art: dict[str, Drawing | Image]
    templates: tuple[Template, ...]
    web: tuple[Template, ...]
    licences: tuple[Licence, ...] = ()
    undrawn: AnyMapping[str, tuple[Diagnostic, ...]] = MappingProxyType({})
    unembeddable: tuple[Diagnostic, ...] = ()

    def in_language(self, language: str) -> Brand:
        """The brand with its fonts set up for another language."""
        return self._replace(fonts=Fonts(self.faces, LANGUAGES[language]))


def theme_names(folders: Sequence[Path]) -> list[str]:
    """The names of all themes in these folders."""
    return sorted(_homes(folders))


def _homes(folders: Sequence[Path]) -> dict[str, Path]:
    """The folders of all themes by their names, those of the first of these folders before others. Raises ContentError
    where one cannot be looked into."""
    homes: dict[str, Path] = {}
    for folder in reversed(folders):
        try:
            homes |= {composed(n): folder / n for n in names_in(folder) if not is_hidden(n) and _is_theme(folder / n)}
        except Unreadable as e:
            message, hint = say("theme.unreadable", name=folder.name), say("hint:see-that-you-may-open")
            raise ContentError([error(message, None, hint)]) from e
    homes.pop("shared", None)
    return homes


def _is_theme(home: Path) -> bool:
    """Whether a folder is a theme's; one that may not be opened is taken for one, so that this is told."""
    try:
        os.lstat(home / "theme.yaml")
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def load_brand(
    folders: Sequence[Path], name: str, span: Span | None, language: str = DEFAULT
) -> tuple[Brand | None, list[Diagnostic], dict[str, str]]:
    """The theme `name` of the first folder that has it, what is wrong with it, and the texts of its files for
    diagnostics.

    `span` is where the seminar names it. What a theme says in a `language` that is not complete is in another file.
    """
    homes = _homes(folders)
    home = homes.get(name)
    if home is None:
        hint = choose(name, homes, "themes") if homes else say("theme:themes-is-empty")
        return None, [error(say("theme.unknown", found=shown(name)), span, hint)], {}
    shared_home = next((f / "shared" for f in (home.parent, *folders) if _is_theme(f / "shared")), home)
    diagnostics: list[Diagnostic] = []
    sources: dict[str, str] = {}
    own = _read(home, language, diagnostics, sources)
    shared = _read(shared_home, language, diagnostics, sources)
    if not isinstance(own, Mapping) or not isinstance(shared, Mapping):
        path = f"themes/{name}/theme.yaml"
        message = say("value.mapping-of-file", path=path, found=shown(own))
        return None, diagnostics or [error(message, Span(path), LINES)], sources
    brand = _brand(own, shared, home, shared_home, diagnostics, sources)
    if brand is not None and (unsaid := brand.theme.unsaid(language)):
        return None, [*diagnostics, _unsaid(language, unsaid, span)], sources
    if brand is not None and language != DEFAULT:
        brand = brand.in_language(language)
    return brand, diagnostics, sources


def _brand(
    own: Mapping,
    shared: Mapping,
    home: Path,
    shared_home: Path,
    diagnostics: list[Diagnostic],
    sources: dict[str, str],
) -> Brand | None:
    """A theme's data with what its files hold; None if one of them is not sound."""
    written = joined(shared, own)
    theme = validate(Theme, written, diagnostics, Span(f"themes/{home.name}/theme.yaml"))
    if theme is not None:
        diagnostics.extend(_misfits(theme, written))
        diagnostics.extend(_doubled(theme, written))
        diagnostics.extend(_odd_parameters(own, shared))
        diagnostics.extend(_off_grid(theme, written))
    if theme is None or diagnostics:
        return None
    theme = fitted(theme).furnished()
    folder = Folder(home, shared_home, own, diagnostics)
    faces, art = folder.faces(theme), folder.art(theme)
    templates, web = folder.templates("handout"), folder.templates("web")
    licences = folder.licences(faces)
    if any(d.severity == "error" for d in diagnostics):
        return None
    fonts = Fonts(faces, LANGUAGES[DEFAULT])
    diagnostics.extend(_off_page(theme, art, written))
    diagnostics.extend(_weak_colours(theme, written))
    sources.update((t.path, t.text) for t in (*templates, *web))
    undrawn, forbidden = _undrawn(theme, fonts, written), tuple(unembeddable(theme, faces, written))
    return Brand(theme, fonts, faces, art, templates, web, licences, undrawn, forbidden)


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
            yield error(message, place(written, field, role), hint)


def _doubled(theme: Theme, written: Mapping) -> Iterator[Diagnostic]:
    """Placeholders of which PowerPoint takes one on a slide, where a layout has several."""
    for name, layout in theme.furnished().layouts.items():
        first: dict[str, str] = {}
        for key, placeholder in layout.placeholders.items():
            type = placeholder.type
            if type in ONE_OF_EACH and (other := first.setdefault(type, key)) != key:
                named = [k for k in (key, other) if _is_written(written, "layouts", name, "placeholders", k)]
                at = ("layouts", name, "placeholders", named[0]) if named else ("furniture", key)
                message = say("theme.two-placeholders", name=name, type=type, other=other, key=key)
                yield error(message, place(written, *at), say("theme:give-one-of-them-another"))


def _odd_parameters(own: Mapping, shared: Mapping) -> Iterator[Diagnostic]:
    """Parameters of words that nothing is given for. What a theme's own words are given, its own templates decide."""
    known = dict(GIVEN)
    for source in (shared, own):
        for word, phrases in _phrases(source):
            names = known.get(word)
            if names is not None:
                for parameter in (p for phrase in phrases for p in phrase.parameters if p.name not in names):
                    message = say("theme.words-not-given", name=parameter.name, word=word)
                    yield error(message, parameter.span, may_stand(names))
            elif source is shared:
                known[word] = tuple(dict.fromkeys(p.name for phrase in phrases for p in phrase.parameters))


def _phrases(source: Mapping) -> Iterator[tuple[str, list[Phrase]]]:
    """The words of a theme's file that has been validated, each in all its languages."""
    words = source.get("words")
    for word, texts in words.items() if isinstance(words, Mapping) else ():
        if isinstance(texts, Mapping):
            yield word, [Phrase.parse(text) for text in texts.values()]


def _is_written(theme: Mapping, *names: str) -> bool:
    value: object = theme
    for name in names:
        if not isinstance(value, Mapping) or name not in value:
            return False
        value = value[name]
    return True


def _off_page(theme: Theme, art: AnyMapping[str, Drawing | Image], written: Mapping) -> Iterator[Diagnostic]:
    """Logos that do not fit on the page."""
    width, height = theme.page
    for name, layout in theme.layouts.items():
        logo = art["dark" if layout.dark else "light"]
        at = layout.logo_room().fitted(*(logo.view if isinstance(logo, Drawing) else logo.pixels))
        if layout.logo and (at.right > width or at.bottom > height):
            span = place(written, "layouts", name, "logo")
            hint = say("theme:left-top-and-height-in", width=GRID.width, height=GRID.height)
            yield error(say("theme.logo-off-page", name=name), span, hint)


def _off_grid(theme: Theme, written: Mapping) -> Iterator[Diagnostic]:
    """Places that were written for another page than the one that all are written on."""
    for name, at in off_grid(theme):
        message = say("theme.place-off-page", name=name)
        yield error(message, place(written, *at), say("theme:and-deckgen-fits-them-to", places=PLACES))


def _undrawn(theme: Theme, fonts: Fonts, written: Mapping) -> dict[str, tuple[Diagnostic, ...]]:
    """For each language the characters of the theme's words that none of its fonts has."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for language in LANGUAGES:
        words = {name: texts[language] for name, texts in theme.words.items() if language in texts}
        missing = set(fonts.missing("".join(words.values()), "text", False))
        characters = ((name, c) for name, text in words.items() for c in dict.fromkeys(text) if c in missing)
        found[language] = tuple(_glyphless(c, place(written, "words", n, language)) for n, c in characters)
    return found


def _glyphless(character: str, at: Span | None) -> Diagnostic:
    return error(say("glyph.missing", character=named(character)), at, say("theme:write-it-another-way-or"))


def _weak_colours(theme: Theme, written: Mapping) -> Iterator[Diagnostic]:
    """Colours that stand too near to each other, on the slides and, where they differ there, on paper."""
    printed = theme.printed()
    for field, palette in (("palette", theme.palette), ("print", printed.palette))[: 2 if theme.print else 1]:
        for role, other, ratio, least in weak_colours(palette):
            message = say("theme.contrast", role=role, other=other, ratio=ratio, least=least)
            if least == GREYS:
                message = say("theme.grey", role=role, other=other, ratio=ratio, least=least)
            at = next((place(written, field, r) for r in (role, other) if r in getattr(theme, field)), None)
            yield warning(message, at or place(written, "palette", role), say("theme:make-one-of-the-two"))
    for name, ground in theme.grounds.items():
        for key, role, least in ground.promises():
            ratio = contrast(theme.hex(role), theme.hex(ground.fill))
            if ratio < least:
                message = say("theme.ground-contrast", role=role, name=name, ratio=ratio, least=least)
                yield warning(message, place(written, "grounds", name, key), say("theme:write-another-role-there"))


def _read(home: Path, language: str, diagnostics: list[Diagnostic], sources: dict[str, str]) -> object:
    """What a theme's own file says, with what it says in a language that is not complete laid over it."""
    theme = _read_file(home, "theme.yaml", diagnostics, sources)
    words = f"theme.{language}.yaml"
    if LANGUAGES[language].complete or not os.path.lexists(home / words):
        return theme
    more = _read_file(home, words, diagnostics, sources)
    return joined(theme, more) if isinstance(theme, Mapping) and isinstance(more, Mapping) else theme


def _unsaid(language: str, words: Sequence[str], span: Span | None) -> Diagnostic:
    """Words of the frame that the theme lacks in a language."""
    return error(
        say("theme.words-missing", language=say(f"language:{language}"), names=listing(words)),
        span,
        say("theme:write-it-in-the-theme", language=language, word=words[0]),
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
