"""Archives to download: all that a door of a seminar has in one file, and the fonts of the decks. Their bytes follow
from what is in them: no clock is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from deckgen.languages import COMPLETE
from deckgen.reading.theme import Theme

#: The first day that an archive can tell (APPNOTE.TXT, 4.4.6); the system (Unix) and the mode of its files.
_DAY, _UNIX, _MODE = (1980, 1, 1, 0, 0, 0), 3, 0o644 << 16
#: What is not compressed already.
_LOOSE = (".html", ".txt", ".ttf")


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files by their names as an archive, in their order."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in files:
            info = ZipInfo(name, _DAY)
            info.create_system, info.external_attr = _UNIX, _MODE
            archive.writestr(info, data, ZIP_DEFLATED if name.endswith(_LOOSE) else ZIP_STORED)
    return out.getvalue()


def named(names: Iterable[str]) -> Iterator[str]:
    """Names of which each is there once: what comes again gets a number."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = n = seen.get(name, 0) + 1
        stem, dot, ending = name.rpartition(".")
        yield name if n == 1 else f"{stem} ({n}){dot}{ending}"


def fonts(faces: Mapping[str, bytes], theme: Theme) -> bytes:
    """Fonts by the names of their files, behind a note that says in every language how to install them."""
    note = "\r\n".join(line for language in COMPLETE for line in _note(theme, language))
    name = " - ".join(theme.word("fonts-note", language) for language in COMPLETE)
    return packed([(f"{name}.txt", note.encode("utf-8-sig")), *sorted(faces.items())])


def _note(theme: Theme, language: str) -> Iterator[str]:
    """The lines of the note in a language."""
    yield theme.word("fonts-to-install", language)
    yield ""
    yield theme.word("fonts-why", language)
    yield ""
    for system in ("windows", "mac"):
        yield f"- {theme.word(f'fonts-on-{system}', language)}"
    yield ""
