"""What stands in a theme's folder beside its `theme.yaml`: fonts with their licences, logos and artwork, templates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from deckgen.messages import listing, say
from deckgen.reading.drawing import Drawing
from deckgen.reading.files import FOLDER, SORTS, Unreadable, checked, load, names_in, read
from deckgen.reading.fonts import EMOJI_FILES, FONT_FILES, Face, FontError
from deckgen.reading.images import Image, ImageError, read_image
from deckgen.reading.names import actual, is_hidden
from deckgen.reading.nodes import Mapping
from deckgen.reading.signatures import DRAWING
from deckgen.reading.svg import DrawingError, read_svg
from deckgen.reading.theme import Theme


class Licence(NamedTuple):
    """The licence of a font that goes wherever the font goes: the name of its file, and its bytes."""

    name: str
    data: bytes


class Template(NamedTuple):
    """A template: its name, where it stands in reports, its text."""

    name: str
    path: str
    text: str


class Folder(NamedTuple):
    """A theme's folder, and that of the shared theme. What is wrong with a file in one of them is added to the
    diagnostics, at its place in the theme's `theme.yaml` (`own`) where that names it."""

    home: Path
    shared: Path
    own: Mapping
    diagnostics: list[Diagnostic]

    def place(self, *names: str) -> Span:
        """Where the theme's own file says something; the place of what is around it where it does not."""
        return place(self.own, *names) or Span(f"themes/{self.home.name}/theme.yaml")

    # fonts

    def faces(self, theme: Theme) -> dict[tuple[str, bool], Face]:
        """The faces that the theme's fonts name, by role and weight."""
        faces: dict[tuple[str, bool], Face] = {}
        for role, font in theme.fonts.items():
            for bold, name in ((False, font.regular), (True, font.bold)):
                span = self.place("fonts", role, "bold" if bold else "regular")
                path = self._font_file(name, span)
                try:
                    if path:
                        faces[role, bold] = _face(path, name)
                except FontError as e:
                    hint = say("theme:take-the-static-truetype-ttf")
                    self.diagnostics.append(error(e.says, span, hint))
        return faces

    def _font_file(self, name: str, span: Span) -> Path | None:
        """The file of a font: the theme's own, or one that came with deckgen."""
        if "/" in name or "\\" in name or not name.endswith(".ttf") or len(name) > 100:
            hint = say("theme:write-the-file-name-it")
            self.diagnostics.append(error(say("font.file-name", name=name), span, hint))
            return None
        for fonts, home in self._font_folders:
            try:
                return checked(actual(fonts, name), SORTS["font"], home)
            except Unreadable as e:
                if e.reason != "missing":
                    message, hint = e.explained(say("theme:the-font", name=name), SORTS["font"])
                    self.diagnostics.append(error(message, span, hint))
                    return None
        there = {n for fonts, _ in self._font_folders for n in self._names(fonts) if n.endswith(".ttf")}
        known = sorted(there - {EMOJI_FILES[0]})  # that one comes in by itself
        names = say("theme:there-are", names=listing(known)) if known else say("theme:install-deckgen-again-its-fonts")
        self.diagnostics.append(error(say("font.file-missing", name=name), span, did_you_mean(name, known) or names))
        return None

    @property
    def _font_folders(self) -> tuple[tuple[Path, Path], ...]:
        """Where fonts are looked for, each with the folder that their files must not lead out of."""
        return (self.home / "fonts", self.home), (FONT_FILES, FONT_FILES)

    def licences(self, faces: dict[tuple[str, bool], Face]) -> tuple[Licence, ...]:
        """For each family the first file beside fonts that is named like `Family-LICENSE.txt` or `Family-OFL.txt`, the
        theme's own before those that came with deckgen."""
        families = sorted({face.name.rsplit("-", 1)[0] for face in faces.values()})
        found = (self._licence(family) for family in families)
        return tuple(licence for licence in found if licence)

    def _licence(self, family: str) -> Licence | None:
        for fonts, home in self._font_folders:
            for name in self._names(fonts):
                if name.startswith(f"{family}-") and name.endswith(".txt"):
                    data = self._read(fonts / name, "licence", f"themes/{self.home.name}/fonts/{name}", home)
                    return None if data is None else Licence(name, data)
        return None

    # artwork

    def art(self, theme: Theme) -> dict[str, Drawing | Image]:
        """The logos, and every drawing and picture that a layout shows."""
        art: dict[str, Drawing | Image] = {}
        named = [s.image for layout in theme.layouts.values() for s in layout.shapes]
        named += [o.image for plate in theme.plates.values() for o in plate.ornaments]
        images = {str(image): image for image in named if image}
        files = [(shade, getattr(theme.logo, shade), self.place("logo", shade), "logo") for shade in ("light", "dark")]
        files += [(name, name, image.span or self.place(), "picture") for name, image in images.items()]
        for key, name, span, what in files:
            drawn = self._art_file(name, span, what)
            if drawn is not None:
                art[key] = drawn
        return art

    def _art_file(self, name: str, span: Span, what: str) -> Drawing | Image | None:
        """A drawing or a picture; None for one that cannot be used."""
        is_drawing = name.lower().endswith(DRAWING)
        sort = SORTS["drawing" if is_drawing else "picture"]
        try:
            data = read(actual(self.home, name), sort, self.home)
            if is_drawing:
                return read_svg(data)
            image = read_image(f"themes/{self.home.name}/{name}", data)
            self.diagnostics.extend(warning(r.message, span, r.hint) for r in image.remarks)
            return image
        except Unreadable as e:
            message, hint = e.explained(
                say("theme:missing" if e.reason == "missing" else "theme:the", what=say(f"noun:{what}"), name=name),
                sort,
            )
            hint = say("theme:put-it-into-themes", name=self.home.name) if e.reason == "missing" else hint
        except (ImageError, DrawingError) as e:
            message, hint = say("theme.artwork-unusable", what=say(f"noun:{what}"), name=name, reason=e), e.hint
        self.diagnostics.append(error(message, span, hint))
        return None

    # templates

    def templates(self, kind: str) -> tuple[Template, ...]:
        """The templates in the folder `kind`, by name: the theme's own, and those of the shared theme that it has no
        version of."""
        found = {t.name: t for t in self._templates(self.shared, kind)}
        if self.home != self.shared:
            own = {t.name: t for t in self._templates(self.home, kind)}
            self.diagnostics.extend(_unread(own, found, kind))
            found |= own
        return tuple(t for _, t in sorted(found.items()))

    def _templates(self, home: Path, kind: str) -> Iterator[Template]:
        for name in self._names(home / kind):
            if name.endswith(".j2") and not is_hidden(name):
                path = f"themes/{home.name}/{kind}/{name}"
                # (a theme may take a template of the shared one by a link)
                text, problems = load(home / kind / name, path, self.shared, SORTS["template"], home)
                self.diagnostics.extend(problems)
                if text is not None:
                    yield Template(name, path, text)

    # files

    def _names(self, folder: Path) -> list[str]:
        try:
            return names_in(folder)
        except Unreadable as e:
            message, hint = e.explained(say("theme:the-folder-themes", name=self.home.name, folder=folder.name), FOLDER)
            self.diagnostics.append(error(message, None, hint))
            return []

    def _read(self, path: Path, sort: str, name: str, home: Path) -> bytes | None:
        try:
            return read(path, SORTS[sort], home)
        except Unreadable as e:
            message, hint = e.explained(f"`{name}`", SORTS[sort])
            self.diagnostics.append(error(message, Span(name), hint))
            return None


def place(theme: Mapping, *names: str) -> Span | None:
    """Where a theme's data say something; the place of what is around it where they do not."""
    value: object = theme
    span = None
    for name in names:
        if not isinstance(value, Mapping) or name not in value:
            return span
        span, value = value.value_spans[name], value[name]
    return span


def _unread(own: dict[str, Template], shared: dict[str, Template], kind: str) -> Iterator[Diagnostic]:
    """Templates that nothing takes: neither a version of a shared one nor named in another of the theme's."""
    for name, template in own.items():
        if name not in shared and not any(name in other.text for other in own.values() if other != template):
            yield warning(
                say("theme.template-not-read", path=template.path),
                Span(template.path),
                did_you_mean(name, shared)
                or say("theme:templates-have-the-names-of", kind=kind, names=listing(sorted(shared))),
            )


@lru_cache(maxsize=32)
def _face(path: Path, name: str) -> Face:
    """A font's face; those that came with deckgen are known to be sound. Raises FontError."""
    face = Face(path, name)
    if path.parent != FONT_FILES.resolve():
        face.check_glyphs()
    return face
