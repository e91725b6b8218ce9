"""Seminars in numbers: they are read, composed and laid out, but nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from deckgen.checks.measures import Measure, Times, Totals, measures, times, totals
from deckgen.composing.deck import compose
from deckgen.crash import during
from deckgen.diagnostics import ContentError, Diagnostic
from deckgen.layout.kinds import KINDS
from deckgen.layout.scenes import draw
from deckgen.messages import say
from deckgen.reading.letters import composed
from deckgen.reading.project import Content, Project
from deckgen.reading.seminar import Seminar


class SeminarMeasure(NamedTuple):
    """A seminar in a language and a theme: its spoken slides, what they come to, and how long its scripts take."""

    seminar: str
    language: str
    theme: str
    slides: tuple[Measure, ...]
    totals: Totals
    times: Times | None


class Measurement(NamedTuple):
    """The seminars that could be measured, and what is wrong where one could not; `line_of` gives a line of a file."""

    seminars: tuple[SeminarMeasure, ...]
    diagnostics: tuple[Diagnostic, ...]
    line_of: Callable[[str, int], str | None]


def measure(
    project: Path, seminars: tuple[str, ...] = (), *, theme: str | None = None, language: str | None = None
) -> Measurement:
    """Measures seminars of a project (all of them where none is named), in their own theme and language where these are
    not given. What fits badly is no matter here: building tells it.

    Raises UsageError for a seminar, theme or project that does not exist, Crash for what nobody foresaw.
    """
    files = Project(project, KINDS)
    try:
        content = files.read(seminars)
        if theme is not None:
            theme = files.known_theme(composed(theme))
        if language is not None:
            files.known_language(language)
        if any(finding.severity == "error" for finding in files.findings):
            raise ContentError(files.findings)
        found = [_measured(files, content, seminar, theme, language) for seminar in content.seminars]
    except ContentError as e:
        return Measurement((), e.diagnostics, files.line_of)
    return Measurement(tuple(found), (), files.line_of)


def _measured(
    files: Project, content: Content, seminar: Seminar, theme: str | None, language: str | None
) -> SeminarMeasure:
    """One seminar. Raises ContentError where it cannot be laid out."""
    modules, sources, terms, facts = content.library
    name, span = (theme, None) if theme else (seminar.theme, seminar.theme_span)
    with during(say("doing:measuring", seminar=seminar.id)):
        deck, findings = compose(seminar, modules, sources, KINDS, language or seminar.language, terms, facts)
        files.findings.extend(findings)
        brand = files.brand(name, span, deck.language) if deck else None
        if deck is None or brand is None or not files.attachments.load([p.slide for p in deck.slides]):
            raise ContentError(files.findings)
        there = files.attachments
        scenes, _ = draw(deck, brand, there.images, there.tables, there.props)
        slides = measures(deck, scenes, brand.theme)
    return SeminarMeasure(seminar.id, deck.language, name, slides, totals(slides), times(deck))
