"""What is wrong with seminars, without building them: all that a build finds before it writes its outputs."""

from __future__ import annotations

from pathlib import Path

from deckgen.diagnostics import ContentError
from deckgen.layout.kinds import KINDS
from deckgen.outputs.builds import Request
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.outcome import Outcome
from deckgen.pipeline.stages import Survey
from deckgen.reading.letters import composed
from deckgen.reading.project import Project


def check(
    project: Path,
    seminars: tuple[str, ...] = (),
    *,
    theme: str | None = None,
    language: str | None = None,
    strict: bool = False,
) -> Outcome:
    """What is found in seminars of a project (all of them where none is named), in the theme and the language that a
    build would take. With `strict`, warnings are errors. What only made outputs show, as the pages of handouts, is not
    found here.

    Raises UsageError for a seminar, theme or project that does not exist, Crash for what nobody foresaw.
    """
    files = Project(project, KINDS)
    request = Request(seminars, theme and composed(theme), language, frozenset(FORMATS), strict=strict)
    survey = Survey(files, request)
    try:
        survey.check(survey.lay_out(survey.compose(survey.read())))
    except ContentError as e:
        return Outcome((), e.diagnostics, files.line_of)
    return Outcome((), tuple(files.findings), files.line_of)
