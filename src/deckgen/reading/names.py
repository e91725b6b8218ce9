"""Names of files: which of them are content, which are the same to another system, and which cannot be those of
outputs.

Inwards a name is in Unicode's composed form (NFC), however the file system has it: a Mac takes Korean syllables apart,
and what an author writes in a text is mostly in one piece.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error, harmless
from deckgen.messages import say
from deckgen.reading.letters import composed

#: Bytes of a seminar's name. Names of outputs begin with it and go on with language, edition and ending; while they are
#: written they are longer still; and no file's name may have more than 255.
LONGEST = 150

#: What Windows and macOS put into folders without a dot before it, in small letters.
_SYSTEM = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin", "lost+found"))


def is_hidden(name: str) -> bool:
    """Whether a file is none that an author sees: hidden (`.x`, also the `._x` that a Mac adds), what Office keeps
    beside a file that is open (`~$x`), an editor's last state (`x~`), or a system's own."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.casefold() in _SYSTEM


class Listing(NamedTuple):
    """The files of a folder with one ending, by their names without it, and what is wrong with those names."""

    paths: Mapping[str, Path]
    #: For each diagnostic the names of which it tells.
    problems: tuple[tuple[frozenset[str], Diagnostic], ...]

    def wrong_with(self, names: Collection[str]) -> Iterator[Diagnostic]:
        """What is wrong with some of the names."""
        wanted = frozenset(names)
        return (diagnostic for told, diagnostic in self.problems if told & wanted)


def listed(folder: Path, names: Iterable[str], ending: str, shown: str) -> Listing:
    """Of the names that are in a folder, the files that are content, in the order of their names. `shown` is what the
    folder is called in reports."""
    files = [n for n in names if n.endswith(ending) and not is_hidden(n)]
    paths: dict[str, Path] = {}
    problems: list[tuple[frozenset[str], Diagnostic]] = []
    alike: dict[str, str] = {}
    for file in sorted(files, key=lambda n: (composed(n), n)):
        name = composed(file.removesuffix(ending))
        first = alike.setdefault(name.casefold(), name)
        span = Span(f"{shown}/{name}{ending}")
        if name in paths:
            problems.append((frozenset((name,)), _two_forms(f"{name}{ending}", span)))
        elif first != name:
            problems.append((frozenset((first, name)), _two_cases(first, name, span)))
        paths.setdefault(name, folder / file)
    return Listing(paths, tuple(problems))


def _two_forms(name: str, span: Span | None) -> Diagnostic:
    message = say("file.two-forms", name=name)
    return error(message, span, say("file:delete-one-of-them-or"))


def _two_cases(first: str, name: str, span: Span) -> Diagnostic:
    message = say("file.capitals", other=first, name=name)
    return error(message, span, say("file:give-one-of-the-two"))


def seminar_problems(names: Collection[str], among: Collection[str], shown: str) -> Iterator[Diagnostic]:
    """Why some names, of all that are there, cannot be those of seminars: their outputs would have names that cannot be
    written, or that would be taken for those of another seminar. `shown` is what the folder is called."""
    known = {name.casefold(): name for name in among}
    wanted = frozenset(names)
    for name in among:
        span = Span(f"{shown}/{name}.yaml")
        if name in wanted:
            yield from _unwritable(name, span)
        # `talk.ko` would have `talk.ko.ko.pptx` beside the `talk.ko.pptx` of `talk`
        for at in (n for n, c in enumerate(name) if c == "."):
            first = known.get(name[:at].casefold())
            if first is not None and wanted & {first, name}:
                message = say("file.dotted-name", name=name, other=first)
                yield error(message, span, say("file:name-the-file-without-that", name=_undotted(name)))
                break


def _undotted(name: str) -> str:
    return name.replace(".", "-")


def _unwritable(name: str, span: Span) -> Iterator[Diagnostic]:
    if not name.strip():
        yield error(say("file.no-name"), span, say("file:name-it-for-example-talk"))
    if meant := as_meant(name):
        yield _other_encoding(name, meant, "yaml", span)
    elif harmless(name, "") != name:
        message = say("file.invisible-name", name=name)
        yield error(message, span, say("file:give-the-file-another-name"))
    elif (length := len(name.encode("utf-8"))) > LONGEST:
        message = say("file.long-name", bytes=length, most=LONGEST)
        hint = say("file:give-the-file-a-shorter")
        yield error(message, span, hint)


def as_meant(name: str) -> str:
    """The name that a file was given where the system hands over bytes that are no UTF-8, as a zip file packed by
    Windows in Korea leaves them; "" for a name that is sound."""
    if not any("\udc80" <= c <= "\udcff" for c in name):
        return ""
    return os.fsencode(name).decode("cp949", "replace")


def _other_encoding(name: str, meant: str, ending: str, span: Span | None) -> Diagnostic:
    message = say("file.name-encoding", name=name, ending=ending, meant=meant)
    return error(message, span, say("file:rename-it-to-or-unpack", meant=meant, ending=ending))


def namesake(folder: Path, path: str) -> str | None:
    """The file of a folder that is called like this path in CP949; None where there is none."""
    where = Path(path)
    return next((n for n in _names(folder / where.parent) if composed(as_meant(n)) == where.name), None)


def actual(folder: Path, path: str) -> Path:
    """Where a file is that an author names by its path from a folder: each part is looked for in any form of Unicode.
    The path as it was named, where there is none."""
    plain = folder / path
    if path.isascii() or os.path.lexists(plain):
        return plain
    here = folder
    for part in Path(path).parts:
        if not os.path.lexists(here / part):
            part = next((n for n in _names(here) if composed(n) == composed(part)), part)
        here /= part
    return here if os.path.lexists(here) else plain


def doubled(path: Path, name: str, span: Span | None) -> list[Diagnostic]:
    """What is wrong where another file beside this one has the same name in another form of Unicode."""
    if path.name.isascii():
        return []
    alike = [n for n in _names(path.parent) if composed(n) == composed(path.name)]
    return [_two_forms(name, span)] if len(alike) > 1 else []


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []  # whoever opens the file is told why
