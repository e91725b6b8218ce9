"""What deckgen remembers of a folder: its hidden file, and outputs that are no longer what it remembers."""

from __future__ import annotations

import json
import os
from random import Random
from typing import Any

from fuzz import strange, trees
from fuzz.project import Project
from fuzz.targets.target import Target

_FILE = ".deckgen.json"
_WHOLE = (
    b"",
    b"{}",
    b"[]",
    b"null",
    b"0",
    b'"a"',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"version": 2}',
    b"{" * 10,
    b"1e999999",
)


def _prepare(rng: Random, project: Project) -> None:
    """The same build again, with what is remembered or without it."""
    project.arguments = ["build", *rng.choice(((), (), ("--force",)))]


def _change(rng: Random, project: Project) -> str:
    path = project.root / "output" / _FILE
    way = rng.random()
    if way < 0.1 or not path.is_file():
        return _replaced(rng, project)
    data = path.read_bytes()
    if way < 0.2:
        new, what = rng.choice(_WHOLE), "is something else"
    elif way < 0.35:
        new, what = strange.damaged(rng, data, head=len(data))
    elif way < 0.45:
        return _output(rng, project)
    else:
        new, what = _json(rng, data)
    path.write_bytes(new)
    return f"{_FILE}: {what}"


def _json(rng: Random, data: bytes) -> tuple[bytes, str]:
    """A value that is another, a field that is missing or unknown."""
    try:
        tree: Any = json.loads(data)
    except (ValueError, RecursionError):
        return strange.damaged(rng, data)
    what = trees.mutate(rng, tree, None)
    return json.dumps(tree).encode("utf-8", "replace"), what


def _replaced(rng: Random, project: Project) -> str:
    """No file any more."""
    path = project.root / "output" / _FILE
    if path.is_file():
        path.unlink()
    elif path.exists() or path.is_symlink():
        return "nothing to change"
    way = rng.choice(("nothing", "link to nowhere", "link to itself", "large", "of another", "a pipe", "a folder"))
    if way.startswith("link"):
        path.symlink_to(_FILE if "itself" in way else "nowhere.json")
    elif way == "large":
        path.write_bytes(b'{"version": 2, "a": "' + b"a" * 30_000_000 + b'"}')
    elif way == "of another":
        path.symlink_to("../../secret.txt")
    elif way == "a pipe":
        os.mkfifo(path)
    elif way == "a folder":
        path.mkdir()
    return f"{_FILE}: is {way}"


def _output(rng: Random, project: Project) -> str:
    """An output that is damaged, or gone, since it was made."""
    output = project.root / "output"
    path = rng.choice(sorted(p for p in output.rglob("*") if p.is_file() and p.name != _FILE) or [output / "x"])
    if not path.exists() or rng.random() < 0.3:
        path.unlink(missing_ok=True)
        return f"{path.name}: is gone"
    data, what = strange.damaged(rng, path.read_bytes())
    path.write_bytes(data)
    os.utime(path, (1, 1))
    return f"{path.name}: {what}"


#: It is a cache: whatever it is, the outputs are those of the content, and never is there an error.
MEMORY = Target("memory", _change, _prepare, statuses=(0,), same=True)
