"""Files that are none: links, pipes, sockets, devices, folders, hidden files, files that are too large."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from random import Random

from fuzz.project import Project, dump, example, tree
from fuzz.targets.content import choose_formats
from fuzz.targets.target import Target

_HIDDEN = (
    "._x.yaml",
    "~$x.yaml",
    ".x.yaml",
    ".DS_Store",
    "x.yaml.txt",
    "x.yml",
    "x.yaml~",
    "x.YAML",
    "한글 이름.yaml",
    "a\nb.yaml",
)


def _prepare(rng: Random, project: Project) -> None:
    """A project that reads a file of each sort: a picture, a table of numbers, a font with its licence."""
    chart = {"kind": "chart", "title": "수", "type": "line", "base": "예시 값", "data": "data/numbers.csv"}
    picture = {"kind": "picture", "title": "그림", "image": "images/plain.png", "alt": "그림"}
    project.show([chart, picture, example("code", "little")])
    fonts = project.theme / "fonts"
    fonts.mkdir()
    from deckgen.reading.fonts import FONT_FILES

    for name in ("JetBrainsMono-Regular.ttf", "JetBrainsMono-LICENSE.txt"):
        shutil.copy(FONT_FILES / name, fonts / name)
    theme = tree(project.theme / "theme.yaml")
    name = "JetBrainsMono-Regular.ttf"
    theme["fonts"] = {"code": {"family": "JetBrains Mono", "regular": name, "bold": name}}
    dump(theme, project.theme / "theme.yaml")
    choose_formats(rng, project)


def _change(rng: Random, project: Project) -> str:
    places = [p for top in ("content", "themes") for p in sorted((project.root / top).rglob("*"))]
    path = rng.choice([p for p in places if p.is_file() and not p.is_symlink()] or places)
    if rng.random() < 0.1:
        path = rng.choice(places)
    if rng.random() < 0.15:
        return _hidden(rng, project)
    way = rng.choice(_WAYS)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
    way(path)
    return f"{path.relative_to(project.root).as_posix()}: {(way.__doc__ or '').strip('.')}"


def _hidden(rng: Random, project: Project) -> str:
    """A file that an editor or a system leaves beside those that are meant."""
    folder = rng.choice(
        ("content", "content/seminars", "content/modules", "content/images", "themes/openmaru", "themes")
    )
    path = project.root / folder / rng.choice(_HIDDEN)
    path.write_bytes(rng.choice((b"\0\5\x16\7\0\2\0\0Mac OS X", b"", b"title: a\n", b"\xff\xfe")))
    return f"{folder}: has {path.name!r}"


def _gone(path: Path) -> None:
    """is not there."""


def _empty(path: Path) -> None:
    """is empty."""
    path.touch()


def _folder(path: Path) -> None:
    """is a folder."""
    path.mkdir()


def _pipe(path: Path) -> None:
    """is a pipe, into which nobody writes."""
    os.mkfifo(path)


def _socket(path: Path) -> None:
    """is a socket."""
    here = Path.cwd()
    os.chdir(path.parent)  # paths of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(path.name)
    finally:
        os.chdir(here)


def _outside(path: Path) -> None:
    """is a link out of the project."""
    path.symlink_to(os.path.relpath(_top(path).parent / "secret.txt", path.parent))


def _top(path: Path) -> Path:
    """The project's folder."""
    return next(p.parent for p in path.parents if p.name in ("content", "themes") and (p.parent / "themes").exists())


def _itself(path: Path) -> None:
    """is a link to itself."""
    path.symlink_to(path.name)


def _nowhere(path: Path) -> None:
    """is a link to nowhere."""
    path.symlink_to("nowhere")


def _zeros(path: Path) -> None:
    """is a link to a device without an end."""
    path.symlink_to("/dev/zero")


def _large(path: Path) -> None:
    """is of four gigabytes."""
    path.touch()
    os.truncate(path, 2**32)


def _above(path: Path) -> None:
    """is a link to the folder above."""
    path.symlink_to("..")


_WAYS: tuple[Callable[[Path], None], ...] = (
    *(_gone, _empty, _folder, _pipe, _pipe, _socket, _outside, _outside, _itself, _nowhere, _zeros, _large, _above),
)

#: Where a seminar's own file is none, the command was asked for one that is not there.
FILES = Target("files", _change, _prepare, statuses=(0, 1, 2), templates=True)
