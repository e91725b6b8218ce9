"""Files to text: of a sane size, in their folder, saved as UTF-8."""

from __future__ import annotations

from pathlib import Path

from deckgen.diagnostics import Diagnostic, Span, error

#: Bytes of a file; what is larger is a mistake or an attack.
LARGEST = 2_000_000


def load(path: Path, name: str, home: Path) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file that is called `name` in reports, or what is wrong with it: it must be a file of a sane size
    in the folder `home`, also where it is a link, and saved as UTF-8."""
    try:
        if problem := _problem(path, name, home):
            return None, [problem]
        data = path.read_bytes()
    except (OSError, RuntimeError) as e:  # RuntimeError: a link that leads to itself, before Python 3.13
        reason = (getattr(e, "strerror", None) or "it is a link that leads to itself").lower()
        return None, [error(f"`{name}` cannot be read: {reason}", Span(name), "see that you may open it, or delete it")]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as e:
        before = data[: e.start].decode("utf-8", "replace").removeprefix("\ufeff")
        place = Span(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        hint = f"{_encoding(data)}save it in the editor with the encoding UTF-8"
        return None, [error(f"`{name}` is not saved as UTF-8", place, hint)]


def _problem(path: Path, name: str, home: Path) -> Diagnostic | None:
    """Why a path is not one to read. Raises OSError where it cannot be looked at."""
    span = Span(name)
    if not path.resolve().is_relative_to(home.resolve()):
        return error(f"`{name}` is a link that leads out of its folder", span, "put a copy of the file in its place")
    if path.is_dir():
        return error(f"`{name}` is a folder, not a file", span, "rename it: what ends in `.yaml` is read")
    if not path.is_file():
        return error(f"`{name}` is not a file that can be read", span, "delete it, or put a file in its place")
    if path.stat().st_size > LARGEST:
        return error(f"`{name}` is larger than {LARGEST // 1_000_000} MB", span, "split it into several files")
    return None


def _encoding(data: bytes) -> str:
    """What a file's encoding seems to be, for a hint."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it looks like UTF-16; "
    try:
        data.decode("cp949")
    except UnicodeDecodeError:
        return ""
    return "it looks like CP949, the older Korean encoding; "
