"""Paths of pictures and tables as authors write them: those of Windows, of a whole disk and of the net are told with
the path that is to be written, and files that lie elsewhere with their place."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from deckgen.diagnostics import Span, did_you_mean
from deckgen.messages import Message, say
from deckgen.reading.model import Wrong, shown


def within_content(value: str, span: Span | None, folder: str, example: str, noun: str) -> None:
    """Raises Wrong for a path that does not lead into the content folder. `folder` is where such files belong,
    `example` the name of one, `noun` what it is."""
    if control := next((c for c in value if unicodedata.category(c) == "Cc"), None):
        escape = control.encode("unicode_escape").decode("ascii")
        message = say("value.path-escape", escape=escape)
        raise Wrong(message, span, say("value:write-the-path-with-for", folder=folder, example=example))
    plain = value.replace("\\", "/")
    if "\\" in value and not re.match(r"[A-Za-z]:|//|/|~|\.\.", plain):
        path = _cleaned(plain)
        raise Wrong(say("value.path-backslashes", found=shown(value)), span, say("value:write-with", path=path))
    if ":" in plain or plain.startswith(("/", "~")) or ".." in plain.split("/"):
        name = PurePosixPath(plain.split("?")[0]).name
        own = name if name and ":" not in name and name not in ("..", ".") else example
        hint = say("value:put-the-into-content-and", noun=say(f"noun:{noun}"), folder=folder, name=own)
        raise Wrong(say("value.path-outside", found=shown(value)), span, hint)
    if "／" in value or "＼" in value:
        path = unicodedata.normalize("NFKC", value).replace("\\", "/")
        raise Wrong(say("value.path-slash", found=shown(value)), span, say("value:write-with", path=path))


def _cleaned(path: str) -> str:
    return re.sub(r"/+", "/", path).removeprefix("./").removeprefix("content/")


def beside(path: str, known: Iterable[str], outside: Iterable[str], otherwise: Message) -> Message:
    """What to do where a file is not at its path: `known` are the paths of those in the content, `outside` of those in
    the project beside it."""
    inside = list(known)
    for alike in (_same, _same_stem):
        if found := next((p for p in inside if alike(p, path, whole=True)), None):
            return say("value:the-file-is-called-write", found=found)
        if found := next((p for p in inside if alike(p, path)), None):
            return say("value:it-lies-at-content-write", found=found)
        if found := next((p for p in outside if alike(p, path)), None):
            name = PurePosixPath(found).name
            folder = str(PurePosixPath(path).parent)
            to = "content" if folder == "." else f"content/{folder}"
            return say("value:it-lies-at-move-it", found=found, to=to, name=name)
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
