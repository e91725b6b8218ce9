"""What workers on other machines need of a project, as one file that is named by its hash; and what has to be the same
there for outputs to be the same.

A table of people is never in it: of that each batch has its own rows.
"""

from __future__ import annotations

import ctypes
import io
import os
import re
import shutil
import sys
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from deckgen import __version__
from deckgen.reading.seminar import Seminar
from deckgen.shipped import SHIPPED_THEMES
from deckgen.variants.rows import Row

_HOME = Path(__file__).parent.parent
#: The same time for all, so that a bundle of the same files is the same.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: Libraries of the system that draw letters and cut fonts, and what tells their version.
_SYSTEM = {"pango-1.0": "pango_version_string", "harfbuzz-subset": "hb_version_string"}

#: What has to be the same, by its name: its version, or a digest.
Program = tuple[tuple[str, str], ...]


class Bundle(NamedTuple):
    """Files of a project in a zip, its hash, and the program that it is for."""

    name: str
    data: bytes
    program: Program


def bundle(root: Path, seminar: Seminar, rows: Sequence[Row]) -> Bundle:
    """What rows of a seminar are made of: the seminar, all that it may choose slides from, the files that these or the
    rows name, and the project's own themes that are chosen."""
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, path in sorted(_files(root, seminar, rows)):
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED, 1)
        data = file.getvalue()
    known = program()
    return Bundle(sha256(repr(known).encode() + data).hexdigest(), data, known)


def unpack(bundle: Bundle, folder: Path) -> Path:
    """The project in a bundle, in a folder of its own below another one; who finds it there leaves it as it is."""
    home = folder / f"deckgen-{bundle.name[:32]}"
    if not home.exists():
        aside = Path(tempfile.mkdtemp(dir=folder))
        with zipfile.ZipFile(io.BytesIO(bundle.data)) as archive:
            archive.extractall(aside)
        try:
            aside.rename(home)
        except OSError:  # somebody else was faster
            shutil.rmtree(aside, ignore_errors=True)
            if not home.exists():
                raise
    return home


def _files(root: Path, seminar: Seminar, rows: Sequence[Row]) -> Iterator[tuple[str, Path]]:
    """Files by their names in the bundle."""
    content = root / "content"
    texts = [content / "seminars" / f"{seminar.id}.yaml", *content.glob("*.yaml"), *content.glob("modules/*.yaml")]
    for path in texts:
        yield path.relative_to(root).as_posix(), path
    said = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in texts)
    said += "\n".join(cell.text for row in rows for cell in row.places.values())
    said = unicodedata.normalize("NFC", said)
    plan = seminar.file.variants
    people = f"content/{plan.source.address}" if plan else ""
    for path in _below(content):
        name = path.relative_to(root).as_posix()
        # a file may be named with or without its folder; one that nobody names is not needed
        if path.suffix != ".yaml" and name != people and unicodedata.normalize("NFC", path.name) in said:
            yield name, path
    chosen = {row.choices["theme"].text for row in rows if "theme" in row.choices} | {seminar.theme, "shared"}
    for theme in sorted(filter(None, chosen)):
        for path in _below(root / "themes" / theme):
            yield path.relative_to(root).as_posix(), path


def _below(folder: Path) -> Iterator[Path]:
    """All files below a folder that is there."""
    for here, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))


@cache
def program() -> Program:
    """What has to be the same everywhere: deckgen to the byte, with its fonts and themes, and all that it stands on."""
    facts = {
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "deckgen": f"{__version__} ({_digest()})",
    }
    facts |= {library: _version(library, tells) for library, tells in _SYSTEM.items()}
    facts |= {name: metadata.version(name) for name in _stands_on("deckgen", set())}
    return tuple(sorted(facts.items()))


def differences(here: Program, there: Program) -> list[tuple[str, str, str]]:
    """What is not the same: its name, and what it is here and there; "" for what is not."""
    ours, theirs = dict(here), dict(there)
    return [
        (name, ours.get(name, ""), theirs.get(name, ""))
        for name in sorted(ours | theirs)
        if ours.get(name) != theirs.get(name)
    ]


def _digest() -> str:
    digest = sha256()
    for home in (_HOME, SHIPPED_THEMES):
        for path in _below(home):
            if path.suffix != ".pyc":
                digest.update(f"{path.relative_to(home).as_posix()}\0".encode())
                digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _version(library: str, tells: str) -> str:
    """The version of a library of the system; "" where it cannot be asked."""
    for name in (f"lib{library}.so.0", f"lib{library}.0.dylib", f"{library}-0.dll"):
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(name), tells)
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
    return ""


def _stands_on(package: str, known: set[str]) -> Iterable[str]:
    """The packages that one needs, and those that they need; without extras."""
    for line in metadata.requires(package) or ():
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0].lower().replace("_", "-")
        if "extra ==" in line or name in known:
            continue
        with suppress(metadata.PackageNotFoundError):  # of another system
            metadata.version(name)
            known.add(name)
            _stands_on(name, known)
    return known
