"""Files of content that lie beside their place, and copies: what a person takes for a seminar or a module, and no build
reads.

Only names are looked at, and of files that may be content a few lines; hidden files are none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error, nearest, warning
from deckgen.messages import Message, say
from deckgen.patterns import regex
from deckgen.reading.files import SORTS, Unreadable, names_in, read
from deckgen.reading.letters import composed
from deckgen.reading.names import is_hidden

#: Folders of content with files of which each is a seminar or a module, and files that lie beside them.
FOLDERS = {"seminars": "seminar", "modules": "module"}
TABLES = ("sources", "glossary", "facts")
#: Files that are looked at: of more, somebody keeps other things here.
_MOST = 2_000
#: Bytes of a file in which its first fields stand.
_HEAD = 4_000
_YAML = regex(r"(.+?)\.ya?ml(?:\.(?:txt|rtf|docx?|hwpx?|md|odt|json))?", re.IGNORECASE)
#: What programs for documents save.
_DOCUMENT = regex(r"(.+?)(?:\.ya?ml)?\.(?:docx?|hwpx?|rtf|odt|pages|pdf)", re.IGNORECASE)
_BARE = regex(r"([^.]+?)(?:\.(?:txt|md|text|json))?", re.IGNORECASE)
_PROGRAMME = regex(r"^programme[ \u3000]*[:：]", re.MULTILINE)
_SLIDES = regex(r"^slides[ \u3000]*[:：]", re.MULTILINE)
#: Names of copies: what the file managers of Windows, macOS and Linux, and programs that share folders make of `x`.
_COPIES = (
    r"(.+?)[ _-]*\(\d+\)",
    r"(.+?)(?: -|의|_)? ?(?:복사본|사본|복제본|copy|コピー)(?: ?\(?\d+\)?)?",
    r"(?:복사본|사본|copy of)(?: -)? ?(.+)",
    r"(.+?) \d",
    r"(.+?)[ _-]*\([^()]*(?:conflict|충돌|사본|copy)[^()]*\)",
    r"(.+?)\.sync-conflict-[\w-]+",
    r"(.+?)[ _-]*(?:\[conflict\]|_conf\(.*\))",
    r"(.+?)-(?:desktop|laptop|pc|win|macbook)[\w-]*",
    r"(.+?)[ _-](?:backup|old|bak|백업|원본)",
)


class Stray(NamedTuple):
    """A file that is not read: its path from the project, the name that it is to have, what it is (`seminar`,
    `module`, `sources`, `glossary`, `facts`; empty where that is not known), and what to do."""

    path: str
    name: str
    what: str
    hint: Message

    def told(self) -> Diagnostic:
        """That it is not read."""
        return warning(say("file.stray", path=self.path), Span(self.path), self.hint)


def strays(root: Path) -> Iterator[Stray]:
    """The files in the content of a project that lie beside their place."""
    content = root / "content"
    for path in islice(_files(content), _MOST):
        parts = tuple(composed(p) for p in path.relative_to(content).parts)
        if stray := _judged(root, path, parts):
            yield stray


def around(root: Path) -> Iterator[Stray]:
    """The same beside the content: in the project's folder, and in folders of it with the names of those of the
    content. Other things lie there, too, so only what is content by its first lines is told."""
    for folder in ("", "seminars", "seminar", "modules", "module", "세미나", "모듈"):
        home = root / folder
        for name in _names(home):
            if not is_hidden(name) and os.path.isfile(home / name) and (what := _what(home / name, home)):
                shown, stem = composed(f"{folder}/{name}".lstrip("/")), _stem(composed(name))
                yield Stray(shown, stem, what, say("file:move-it-to-content-s", what=what, stem=stem))


def _files(folder: Path, depth: int = 4) -> Iterator[Path]:
    """The files below a folder that are not hidden."""
    for name in _names(folder):
        path = folder / name
        if is_hidden(name):
            continue
        if os.path.isdir(path) and not os.path.islink(path):
            yield from _files(path, depth - 1) if depth else ()
        elif os.path.lexists(path):
            yield path


def _names(folder: Path) -> list[str]:
    try:
        return names_in(folder)
    except Unreadable:
        return []  # what must be read there is told where it is looked for


def _stem(name: str) -> str:
    match = _YAML.fullmatch(name) or _DOCUMENT.fullmatch(name) or _BARE.fullmatch(name)
    return match[1].strip() if match else name


def _what(path: Path, home: Path) -> str:
    """What a file is by its first lines: a `seminar` or a `module`; otherwise empty."""
    try:
        head = read(path, SORTS["file"], home)[:_HEAD].decode("utf-8-sig", "ignore")
    except Unreadable:
        return ""
    return "seminar" if _PROGRAMME.search(head) else "module" if _SLIDES.search(head) else ""


def _judged(root: Path, path: Path, parts: tuple[str, ...]) -> Stray | None:
    """A file by its path from the content; None for one that is in its place, or no content."""
    name, folder = parts[-1], "/".join(parts[:-1])
    shown, stem = "/".join(("content", *parts)), _stem(name)
    if folder in FOLDERS:
        return None if name.endswith(".yaml") else _misnamed(path, shown, stem, FOLDERS[folder])
    if not folder and name in (f"{table}.yaml" for table in TABLES):
        return None
    if folder.split("/")[0] in ("images", "data") and not _YAML.fullmatch(name):
        return None
    what = _what(path, path.parent)
    if what:
        inside = say("file:files-in-folders-of-content", folder=parts[0]) if parts[0] in FOLDERS else ""
        return Stray(shown, stem, what, say("file:move-it-to-content-s-yaml", what=what, stem=stem, inside=inside))
    if not _YAML.fullmatch(name):
        return None
    if not folder and (table := nearest(stem, TABLES)):
        return Stray(shown, table, table, say("file:name-it-yaml", stem=table))
    return Stray(shown, stem, "", say("file:put-a-seminar-into-content"))


def _misnamed(path: Path, shown: str, stem: str, what: str) -> Stray | None:
    """A file in its folder whose name does not end as it must."""
    if _DOCUMENT.fullmatch(path.name):
        hint = say("file:open-it-where-it-was", stem=stem)
        return Stray(shown, stem, what, hint)
    if path.name.lower().endswith(".txt") and _YAML.fullmatch(path.name):
        shows = say("file:windows-shows-the-ending-txt")
        return Stray(shown, stem, what, say("file:name-it-yaml-as-windows-shows", stem=stem, shows=shows))
    if _YAML.fullmatch(path.name) or (_BARE.fullmatch(path.name) and _what(path, path.parent)):
        return Stray(shown, stem, what, say("file:name-it-yaml", stem=stem))
    return None


def copy_of(name: str, names: Collection[str]) -> str | None:
    """Which of the others a file is a copy of, by its name without its ending; None for what is no copy."""
    if not any(other in name and other != name for other in names):
        return None
    for pattern in _COPIES:
        match = re.fullmatch(pattern, name, re.IGNORECASE)
        if match and match[1] != name and match[1] in names:
            return match[1]
    return None


def told_copy(name: str, original: str, folder: str) -> Diagnostic:
    """That a file in a folder of the content looks like a copy."""
    path = f"content/{folder}/{name}.yaml"
    message = say("file.copy", path=path, original=original)
    if folder == "seminars":
        hint = say("file:it-is-built-too-move")
        return warning(message, Span(path), hint)
    hint = say("file:its-slides-are-there-already")
    return error(message, Span(path), hint)


def is_seminar(path: Path) -> bool:
    """Whether a file is a seminar by its first lines."""
    return _what(path, path.parent) == "seminar"


def project_near(root: Path) -> Message:
    """What to do where a folder is no project: one may be above or beneath it, or it has a folder of another name."""
    here = root.resolve()
    above = next((p for p in here.parents if os.path.isdir(p / "content" / "seminars")), None)
    if above is not None:
        return say("file:the-project-is-the-folder", name=above.name, way=_way(here, above))
    names = [n for n in _names(here) if not is_hidden(n)]
    beneath = next((n for n in names[:_MOST] if os.path.isdir(here / n / "content" / "seminars")), None)
    if beneath:
        return say("file:the-project-is-the-folder-in-that", name=beneath, way=_way(here, here / beneath))
    for home in (here / "content", here):
        for name in _names(home):
            if composed(name).casefold() in ("seminar", "seminars", "세미나") and os.path.isdir(home / name):
                return say("file:rename-or-move-the-folder", folder=(home / name).relative_to(here))
    return say("file:run-deckgen-in-the-project")


def _way(here: Path, project: Path) -> Message:
    """How to build a project from where one is, or with what the command was given in place of that."""
    if here == Path.cwd():
        return say("file:go-there-with-cd-and", path=os.path.relpath(project))
    way = os.path.relpath(project)
    return say("file:leave-project-out") if way == "." else say("file:name-it-with-project", way=way)
