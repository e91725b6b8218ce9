"""The files of content that slides show: each picture, prop and table of numbers is read once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import NoneType
from typing import TypeVar

from deckgen.diagnostics import Diagnostic, Later, Span, error, warning
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.messages import Message, say
from deckgen.reading.datasheet import DataSource, DataTable, read_data_table, read_workbook
from deckgen.reading.drawing import Drawing
from deckgen.reading.files import SORTS, Unreadable, names_in, read
from deckgen.reading.images import Image, ImageError, read_image
from deckgen.reading.letters import composed
from deckgen.reading.model import Model
from deckgen.reading.names import actual, doubled, is_hidden, namesake
from deckgen.reading.packing import Keep, kept_prop
from deckgen.reading.paths import beside
from deckgen.reading.props import SHIPPED_PROPS, Prop, PropError, PropName, no_prop, prop_names
from deckgen.reading.signatures import DRAWING
from deckgen.reading.svg import DrawingError, read_svg
from deckgen.reading.values import DataPath, ImagePath, Wording

_Path = TypeVar("_Path", ImagePath, DataSource, PropName)
_Value = TypeVar("_Value")


class Attachments:
    """Pictures, props and tables of numbers that slides show, by their keys; what is wrong with them is added to
    `findings`, and the text of what was read to `texts`, by the file's name. What was read before comes from
    `memory`."""

    def __init__(
        self, root: Path, findings: list[Diagnostic], texts: dict[str, str], memory: Memory = NO_MEMORY
    ) -> None:
        self.root = root
        self.content = root / "content"
        self.images: dict[str, Image | Drawing] = {}
        self.props: dict[str, Prop] = {}
        #: keeps what was read of props from build to build
        self.keep: Keep | None = None
        self.tables: dict[str, DataTable] = {}
        self.findings = findings
        self._texts = texts
        self._memory = memory
        self._found: dict[tuple[str, str], list[str]] = {}

    def load(self, slides: Sequence[Model]) -> bool:
        """Reads the pictures, props and tables of numbers that slides show; False if one is missing or not sound."""
        complete = True
        for path in self._named(slides):
            if isinstance(path, ImagePath):
                complete &= _loaded(path, self.images, self._image)
            elif isinstance(path, PropName):
                complete &= _loaded(path, self.props, self._prop)
            else:
                complete &= _loaded(path, self.tables, self._data_table)
        return complete

    def _named(self, slides: Sequence[Model]) -> Iterator[ImagePath | DataSource | PropName]:
        """What slides name, in order."""
        for slide in slides:
            yield from self._memory.made("files of slides", Same(slide), None, partial(_files_of, slide))

    def values(self, slides: Sequence[Model]) -> tuple[object, ...]:
        """The pictures, props and tables that slides show."""
        keys = dict.fromkeys(path.key for path in self._named(slides))
        return tuple(v for key in keys for v in (self.images.get(key), self.props.get(key), self.tables.get(key)) if v)

    def shown(self, slides: Sequence[Model]) -> list[tuple[str, str]]:
        """The keys of the pictures, props and tables that slides show, each with a digest of what was read."""
        keys = dict.fromkeys(path.key for path in _paths(slides))
        known = self.images.keys() | self.props.keys() | self.tables.keys()
        return [(key, self._digest(key)) for key in keys if key in known]

    def _digest(self, key: str) -> str:
        shown = self.images.get(key) or self.props.get(key) or self.tables[key]._replace(places=())
        data = shown.data if isinstance(shown, Image) else repr(shown).encode("utf-8", "surrogatepass")
        return sha256(data).hexdigest()

    def _actual(self, named: ImagePath | DataPath) -> Path | None:
        """Where a file lies that a slide names; None where two have that name in two forms of Unicode."""
        path = actual(self.content, named.path)
        problem = doubled(path, named.path, named.span)
        self.findings.extend(problem)
        return None if problem else path

    def _image(self, image: ImagePath) -> Image | Drawing | None:
        found = self._memory.made("attachment", image.key, None, lambda: self._picture(image))
        if isinstance(found, Image):
            self.findings.extend(warning(r.message, image.span, r.hint) for r in found.remarks)
        return found

    def _picture(self, image: ImagePath) -> Image | Drawing | None:
        """A picture or a drawing as it lies in the content; None with what is wrong where it cannot be used."""
        path = self._actual(image)
        if path is None:
            return None
        is_drawing = image.path.lower().endswith(DRAWING)
        sort = SORTS["drawing" if is_drawing else "picture"]
        try:
            data = read(path, sort, self.content)
            if is_drawing:
                return read_svg(data)
            return read_image(image.path, data)
        except ImageError as e:
            self.findings.append(error(e.says, image.span, e.hint))
        except DrawingError as e:
            self.findings.append(error(say("picture.unusable", path=image.path, reason=e), image.span, e.hint))
        except Unreadable as e:
            if e.reason in ("missing", "nowhere"):
                otherwise = say("file:put-it-there-paths-of")
                near = self._encoded(image) or self._beside(image.path, otherwise)
                self.findings.append(error(say("picture.missing", path=image.path), image.span, near))
            else:
                message, hint = e.explained(f"`{image.path}`", sort)
                self.findings.append(error(message, image.span, hint))
        return None

    def prop_names(self) -> tuple[str, ...]:
        """The names of all props: those that came with deckgen, and the project's own."""
        own = (p.removeprefix("props/").removesuffix(DRAWING) for p in self._files("props", DRAWING))
        return tuple(sorted({*prop_names(), *own}))

    def _prop(self, named: PropName) -> Prop | None:
        return self._memory.made("attachment", named.key, None, lambda: self._thing(named))

    def _thing(self, named: PropName) -> Prop | None:
        """A prop: the project's own of this name, or the one that came with deckgen."""
        path = f"content/{named.key}"
        try:
            data = read(self.content / named.key, SORTS["drawing"], self.content)
        except Unreadable as e:
            if e.reason != "missing":
                message, hint = e.explained(f"`{path}`", SORTS["drawing"])
                self.findings.append(error(message, named.span, hint))
                return None
            if named.name in prop_names():
                return kept_prop(named.name, (SHIPPED_PROPS / f"{named.name}.svg").read_bytes(), self.keep)
            names = Later(named.name, lambda: no_prop(named.name, self.prop_names()))
            self.findings.append(error(say("prop.unknown", name=named.name), named.span, names))
            return None
        try:
            return kept_prop(named.name, data, self.keep)
        except DrawingError as e:
            self._texts[path] = data.decode("utf-8", "replace")
            span = Span(path, e.line if isinstance(e, PropError) else 1)
            self.findings.append(error(say("prop.unusable", name=named.name, reason=e), span, e.hint))
        return None

    def _encoded(self, named: ImagePath | DataPath) -> Message | None:
        """What to do where the file is there, but its name is in another encoding."""
        file = namesake(self.content, named.path)
        if file is None:
            return None
        return say("file:it-is-there-as-a", file=file, path=named.path)

    def _beside(self, path: str, otherwise: Message) -> Later:
        """What to do where there is no file at a path of the content: it may lie elsewhere."""

        def work() -> Message:
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

    def files(self) -> list[str]:
        """The paths of all files of the content that an author sees."""
        return self._memory.made("files", "", None, lambda: self._files("", ""))

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
        # of a workbook some of what is wrong is told where a slide names it
        told = (data.file.span, data.sheet and data.sheet.span, data.range and data.range.span)
        of = told if data.file.is_workbook else None
        table, problems = self._memory.made("attachment", data.key, of, lambda: self._numbers(data), _is_sound)
        self.findings.extend(problems)
        return table

    def _numbers(self, data: DataSource) -> tuple[DataTable | None, list[Diagnostic]]:
        """The table of numbers in a file of the content, and what is wrong with it."""
        named, sort = data.file, SORTS["workbook" if data.file.is_workbook else "table"]
        path = self._actual(named)
        if path is None:
            return None, []
        name = composed(path.relative_to(self.root).as_posix())
        try:
            raw = read(path, sort, self.content)
        except Unreadable as e:
            if e.reason in ("missing", "nowhere"):
                otherwise = say("file:paths-of-data-start-in")
                near = self._encoded(named) or self._beside(named.path, otherwise)
                return None, [error(say("data.missing", path=named.path), named.span, near)]
            message, hint = e.explained(f"`{named.path}`", sort)
            return None, [error(message, named.span, hint)]
        return read_workbook(raw, name, data) if named.is_workbook else self._separated(raw, name)

    def _separated(self, raw: bytes, name: str) -> tuple[DataTable | None, list[Diagnostic]]:
        """The table of a CSV file, and what is wrong with it."""
        from deckgen.reading.separated import table_text  # late: only decks with such tables need it

        text, problems = table_text(raw, name)
        if text is None:
            return None, problems
        self._texts[name] = text
        table, found = read_data_table(text, name)
        return table, [*problems, *found]


def _is_sound(found: tuple[DataTable | None, list[Diagnostic]]) -> bool:
    """Whether a table could be read: what is wrong with another one is told at each place that names it."""
    return found[0] is not None


def _loaded(path: _Path, known: dict[str, _Value], read: Callable[[_Path], _Value | None]) -> bool:
    """Whether a file is known, or could be read now; what is wrong with it is told at each place that names it."""
    if path.key not in known:
        value = read(path)
        if value is None:
            return False
        known[path.key] = value
    return True


def _files_of(slide: Model) -> tuple[ImagePath | DataSource | PropName, ...]:
    return tuple(_paths(slide))


def _paths(value: object) -> Iterator[ImagePath | DataSource | PropName]:
    """Every path of a picture or of data and every prop in slides, their parts included."""
    if isinstance(value, (ImagePath, DataSource, PropName)):
        yield value
    elif isinstance(value, (tuple, list)):
        for v in value:
            yield from _paths(v)
    elif isinstance(value, Model):
        for v in vars(value).values():
            if not isinstance(v, (str, Wording, NoneType)):  # what most fields are: it is told sooner here
                yield from _paths(v)
