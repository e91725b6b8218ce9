"""The gallery: every kind's examples, built as a project of their own."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from deckgen import gallery
from deckgen.diagnostics import UsageError
from deckgen.interrupts import undone
from deckgen.layout.kinds import KINDS
from deckgen.messages import say
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.outcome import Outcome
from deckgen.outputs.workers import Progress
from deckgen.pipeline import build
from deckgen.reading.project import Project
from deckgen.reading.values import is_slug


def build_gallery(
    project: Path,
    themes: tuple[str, ...] = (),
    *,
    formats: frozenset[str] = frozenset(FORMATS) - {"web"},
    output: Path | None = None,
    progress: Progress = lambda name, done, total: None,
) -> Outcome:
    """Builds every kind's examples in themes of a project (all of them where none is named).

    Raises UsageError for a theme that does not exist, OSError where the output cannot be written, Crash for what nobody
    foresaw.
    """
    files = Project(project, KINDS)
    chosen = [files.known_theme(name) for name in themes] or files.theme_names()
    if odd := next((name for name in chosen if not is_slug(name)), None):
        hint = say("command:give-its-folder-a-name")
        raise UsageError(say("command.theme-name", name=odd), hint)
    temporary = TemporaryDirectory()
    with temporary as name, undone(temporary.cleanup):
        folder = Path(name)
        seminars = gallery.write(folder, chosen)
        return build(
            folder, seminars, formats=formats, output=output or project / "output", themes=project, progress=progress
        )
