"""A look at a whole project, by the stages of a build that come before writing."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.crash import Crash, during
from deckgen.diagnostics import ContentError, Diagnostic, UsageError, error
from deckgen.memory import NO_MEMORY, Memory
from deckgen.messages import say
from deckgen.outputs.builds import Request
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.plan import Plan
from deckgen.pipeline.stages import Survey
from deckgen.reading.project import Content, Project
from deckgen.reading.seminar import Seminar


class Surveyed(NamedTuple):
    """What was seen: the seminars that could be laid out, everything that is wrong, the files with errors because of
    which what is in them may not be what is meant, and the content as it was read (None where it could not be)."""

    plans: tuple[tuple[Seminar, Plan], ...]
    findings: tuple[Diagnostic, ...]
    unsound: frozenset[str] = frozenset()
    content: Content | None = None


def surveyed(project: Project, memory: Memory = NO_MEMORY) -> Surveyed:
    """Looks at a project. Nothing that is wrong ends this, a mistake of ours included."""
    survey = Survey(project, Request(formats=frozenset(FORMATS)), memory, survives=True)
    seen: list[tuple[Seminar, Plan]] = []
    unsound: frozenset[str] = frozenset()
    content: Content | None = None
    try:
        with during(say("doing:looking")):
            content = survey.read()
            decks = survey.compose(content)
            unsound = frozenset(d.span.path for d in project.findings if d.severity == "error" and d.span)
            seminars = {seminar.id: seminar for seminar in content.seminars}
            plans = list(survey.lay_out(decks))
            seen = [(seminars[plan.deck.id], plan) for plan in plans]
            survey.check(plans)
            findings = tuple(project.findings)
    except ContentError as e:
        findings = e.diagnostics
    except UsageError as e:
        findings = (error(e.says, None, e.hint),)
    except Crash as e:
        findings = (*project.findings, e.told())
    return Surveyed(tuple(seen), findings, unsound, content)


def glanced(project: Project, memory: Memory, seminar: str) -> Surveyed | None:
    """What is seen of one seminar of a project, not what is wrong with it; None where it cannot be laid out."""
    survey = Survey(project, Request((seminar,), formats=frozenset(FORMATS)), memory, survives=True)
    try:
        with during(say("doing:looking")):
            content = survey.read()
            decks = survey.decks(content)
            unsound = frozenset(d.span.path for d in project.findings if d.severity == "error" and d.span)
            plans = list(survey.lay_out(decks))
    except (ContentError, UsageError, Crash):  # told by who looks at all of it
        return None
    return Surveyed(tuple((content.seminars[0], plan) for plan in plans), (), unsound, content) if plans else None
