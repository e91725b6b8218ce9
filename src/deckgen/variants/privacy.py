"""What of a table may be said: rows and columns, never what people's cells hold. And where tables of people lie."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from deckgen.diagnostics import Diagnostic, Hint, Later, warning
from deckgen.messages import Datum, Message, say
from deckgen.variants.rows import Row
from deckgen.variants.studying import Variants

#: Letters in a row that a message and a cell must have in common before the one is taken to tell the other.
_ALIKE = 5
HIDDEN = "…"


def masked(message: Message, words: Iterable[str]) -> Message:
    """A message without these words, whole or in part."""
    known = [word for word in words if word]
    return Message(message.code, tuple((name, _masked(value, known)) for name, value in message.data))


def masked_hint(hint: Hint | None, words: Iterable[str]) -> Message | None:
    """The same of a hint."""
    told = hint.told() if isinstance(hint, Later) else hint
    return masked(told, words) if told else None


def _masked(value: Datum, words: list[str]) -> Datum:
    if isinstance(value, Message):
        return masked(value, words)
    if isinstance(value, tuple):
        return tuple(HIDDEN if _tells(text, words) else text for text in value)
    return HIDDEN if isinstance(value, str) and _tells(value, words) else value


def _tells(text: str, words: list[str]) -> bool:
    """Whether a text has one of these words in it, or enough of its letters to know it by."""
    for word in words:
        size = min(len(word), _ALIKE)
        if any(word[n : n + size] in text for n in range(len(word) - size + 1)):
            return True
    return False


def unnamed(row: Row, finding: Diagnostic) -> Diagnostic:
    """A finding about a row as a whole, without what it says."""
    words = words_of(row)
    says = say("variants.row", row=row.number, says=masked(finding.says, words))
    return Diagnostic(finding.severity, says, finding.span, masked_hint(finding.advice, words))


def words_of(row: Row) -> list[str]:
    """All that a row says in its places."""
    return [cell.text for cell in row.places.values() if cell.text]


def unguarded(root: Path, variants: Variants) -> Iterator[Diagnostic]:
    """Tells of a table of people that git keeps, or would."""
    source = variants.plan.source
    people = any(place.startswith("event.attendee.") for place in variants.columns.places)
    if not people or variants.plan.fictitious or source.is_database:
        return
    path = root / "content" / source.address
    if _is_kept(path):
        hint = say("variants:have-git-ignore", path=f"content/{source.address}")
        yield warning(say("variants.people-in-git", path=f"content/{source.address}"), source.span, hint)


def _is_kept(path: Path) -> bool:
    """Whether a file lies in a work tree of git that does not ignore it; False where there is no git to ask."""
    if not any((folder / ".git").exists() for folder in path.resolve().parents):
        return False
    command = ["git", "-C", str(path.parent), "check-ignore", "--quiet", path.name]
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 1
    except (OSError, subprocess.TimeoutExpired):
        return False
