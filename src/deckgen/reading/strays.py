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
    hint: str

    def told(self) -> Diagnostic:
        """That it is not read."""
        return warning(f"`{self.path}` is not read", Span(self.path), self.hint)


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
                yield Stray(shown, stem, what, f"move it to `content/{what}s/{stem}.yaml`")


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
        inside = f": files in folders of `content/{parts[0]}/` are not looked for" if parts[0] in FOLDERS else ""
        return Stray(shown, stem, what, f"move it to `content/{what}s/{stem}.yaml`{inside}")
    if not _YAML.fullmatch(name):
        return None
    if not folder and (table := nearest(stem, TABLES)):
        return Stray(shown, table, table, f"name it `{table}.yaml`")
    return Stray(shown, stem, "", "put a seminar into `content/seminars/`, a module into `content/modules/`")


def _misnamed(path: Path, shown: str, stem: str, what: str) -> Stray | None:
    """A file in its folder whose name does not end as it must."""
    if _DOCUMENT.fullmatch(path.name):
        hint = f"open it where it was written, and save it as plain text in UTF-8, under the name `{stem}.yaml`"
        return Stray(shown, stem, what, hint)
    if path.name.lower().endswith(".txt") and _YAML.fullmatch(path.name):
        shows = "Windows shows the ending `.txt` where its Explorer shows file name extensions"
        return Stray(shown, stem, what, f"name it `{stem}.yaml`; {shows}")
    if _YAML.fullmatch(path.name) or (_BARE.fullmatch(path.name) and _what(path, path.parent)):
        return Stray(shown, stem, what, f"name it `{stem}.yaml`")
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
    message = f"`{path}` looks like a copy of `{original}.yaml`"
    if folder == "seminars":
        hint = "it is built, too; move it out of the folder if it is not wanted, or give it a name of its own"
        return warning(message, Span(path), hint)
    hint = "its slides are there already; move it out of the folder, or give it a name and its slides ids of their own"
    return error(message, Span(path), hint)


def is_seminar(path: Path) -> bool:
    """Whether a file is a seminar by its first lines."""
    return _what(path, path.parent) == "seminar"


def project_near(root: Path) -> str:
    """What to do where a folder is no project: one may be above or beneath it, or it has a folder of another name."""
    here = root.resolve()
    above = next((p for p in here.parents if os.path.isdir(p / "content" / "seminars")), None)
    if above is not None:
        return f"the project is the folder `{above.name}` above that: {_way(here, above)}"
    names = [n for n in _names(here) if not is_hidden(n)]
    beneath = next((n for n in names[:_MOST] if os.path.isdir(here / n / "content" / "seminars")), None)
    if beneath:
        return f"the project is the folder `{beneath}` in that: {_way(here, here / beneath)}"
    for home in (here / "content", here):
        for name in _names(home):
            if composed(name).casefold() in ("seminar", "seminars", "세미나") and os.path.isdir(home / name):
                return f"rename or move the folder `{(home / name).relative_to(here)}` to `content/seminars`"
    return "run deckgen in the project's folder, or name that with --project"


def _way(here: Path, project: Path) -> str:
    """How to build a project from where one is, or with what the command was given in place of that."""
    if here == Path.cwd():
        return f"go there with `cd {os.path.relpath(project)}`, and run deckgen again"
    way = os.path.relpath(project)
    return "leave `--project` out" if way == "." else f"name it with `--project {way}`"
