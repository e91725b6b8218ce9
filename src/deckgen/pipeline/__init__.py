"""The pipeline: the stages of a build in a row.

    read -> compose -> lay out -> check -> write -> save

Every stage is a function from values to values. Nothing is written until every output of every seminar is ready: a
build either replaces all of its outputs or leaves the last ones as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from deckgen.diagnostics import ContentError
from deckgen.layout.kinds import KINDS
from deckgen.outputs.builds import Request
from deckgen.outputs.folder import identity, opened
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.outcome import Outcome
from deckgen.outputs.workers import Progress
from deckgen.pipeline.stages import Stages, lay_out
from deckgen.reading.letters import composed
from deckgen.reading.project import Project

__all__ = ["build", "lay_out"]


def build(
    project: Path,
    seminars: tuple[str, ...] = (),
    *,
    theme: str | None = None,
    language: str | None = None,
    formats: frozenset[str] = frozenset(FORMATS),
    output: Path | None = None,
    strict: bool = False,
    editions: tuple[str, ...] | None = None,
    printing: Mapping[str, Any] = MappingProxyType({}),
    themes: Path | None = None,
    presenter: tuple[str, ...] = (),
    fonts: str | None = None,
    force: bool = False,
    progress: Progress = lambda name, done, total: None,
    waiting: Callable[[Path], None] = lambda folder: None,
) -> Outcome:
    """Builds seminars of a project into its output folder, in the themes of another one where `themes` names it.
    `editions` and `printing` (fields of `deckgen.writers.handout.handouts.Print`) stand above what the seminars say of
    their handouts, `fonts` above what they and their themes say of fonts in decks; `presenter` are editions that the
    presenter keeps, besides those of the seminars. What is there and would come out the same is not made again, but
    with `force`. `waiting` is called while another build is at work in the folder.

    Raises UsageError for a seminar, theme or project that does not exist, OSError where the output cannot be written,
    Crash for what nobody foresaw.
    """
    theme = theme and composed(theme)
    request = Request(seminars, theme, language, formats, editions, printing, strict, presenter, fonts)
    output = output or project / "output"
    with opened(output, identity(themes or project, output, bool(themes)), force, waiting) as folder:
        stages = Stages(Project(project, KINDS, themes), request, folder, progress)
        try:
            content = stages.read()
            decks = stages.compose(content)
            plans = stages.check(stages.lay_out(decks))
            outputs = stages.write(plans)
            return stages.save(content, plans, outputs)
        except ContentError as e:
            return Outcome((), e.diagnostics, stages.line_of, tuple(folder.notes))
