"""Paths of pictures and tables as authors write them: those of Windows, of a whole disk and of the net are told with
the path that is to be written, and files that lie elsewhere with their place."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from deckgen.diagnostics import Span, did_you_mean
from deckgen.reading.model import Wrong, shown


def within_content(value: str, span: Span | None, folder: str, example: str, noun: str) -> None:
    """Raises Wrong for a path that does not lead into the content folder. `folder` is where such files belong,
    `example` the name of one, `noun` what it is."""
    if control := next((c for c in value if unicodedata.category(c) == "Cc"), None):
        escape = control.encode("unicode_escape").decode("ascii")
        message = f"`{escape}` between double quotes is one character that cannot be seen, not a part of a path"
        raise Wrong(message, span, f"write the path with `/`, for example `{folder}/{example}`")
    plain = value.replace("\\", "/")
    if "\\" in value and not re.match(r"[A-Za-z]:|//|/|~|\.\.", plain):
        path = _cleaned(plain)
        raise Wrong(f"{shown(value)} is written with backslashes", span, f"write `{path}`, with `/`")
    if ":" in plain or plain.startswith(("/", "~")) or ".." in plain.split("/"):
        name = PurePosixPath(plain.split("?")[0]).name
        own = name if name and ":" not in name and name not in ("..", ".") else example
        hint = f"put the {noun} into `content/{folder}/` and write `{folder}/{own}`"
        raise Wrong(f"{shown(value)} leads out of the content folder", span, hint)
    if "／" in value or "＼" in value:
        path = unicodedata.normalize("NFKC", value).replace("\\", "/")
        raise Wrong(f"{shown(value)} is written with a full-width slash (U+FF0F)", span, f"write `{path}`, with `/`")


def _cleaned(path: str) -> str:
    return re.sub(r"/+", "/", path).removeprefix("./").removeprefix("content/")


def beside(path: str, known: Iterable[str], outside: Iterable[str], otherwise: str) -> str:
    """What to do where a file is not at its path: `known` are the paths of those in the content, `outside` of those in
    the project beside it."""
    inside = list(known)
    for alike in (_same, _same_stem):
        if found := next((p for p in inside if alike(p, path, whole=True)), None):
            return f"the file is called `{found}`: write that, with the same capitals and ending"
        if found := next((p for p in inside if alike(p, path)), None):
            return f"it lies at `content/{found}`: write `{found}`, or move it"
        if found := next((p for p in outside if alike(p, path)), None):
            name = PurePosixPath(found).name
            folder = str(PurePosixPath(path).parent)
            to = "content" if folder == "." else f"content/{folder}"
            return f"it lies at `{found}`: move it to `{to}/{name}`"
    return did_you_mean(path, inside) or otherwise


def _same(found: str, path: str, whole: bool = False) -> bool:
    """Whether two paths are the same but for capitals; or their names are."""
    a, b = (found, _cleaned(path)) if whole else (PurePosixPath(found).name, PurePosixPath(path).name)
    return a.casefold() == b.casefold()


def _same_stem(found: str, path: str, whole: bool = False) -> bool:
    """The same but for the ending, and for what stands between words."""
    a, b = PurePosixPath(found), PurePosixPath(_cleaned(path))
    if whole and str(a.parent).casefold() != str(b.parent).casefold():
        return False
    return _stem(a.name) == _stem(b.name)


def _stem(name: str) -> str:
    stem = name.rstrip(". ")
    while re.fullmatch(r"\.\w{3,4}", ending := os.path.splitext(stem)[1]) and stem != ending:
        stem = stem.removesuffix(ending)
    return re.sub(r"[\s_-]+", "-", stem.strip().casefold())
