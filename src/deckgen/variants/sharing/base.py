"""A seminar filled with one row, from which others are told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from deckgen.composing.again import Composition
from deckgen.diagnostics import ContentError
from deckgen.layout.scenes import Redrawing
from deckgen.memory import Memory
from deckgen.outputs.builds import Request
from deckgen.outputs.plan import Plan
from deckgen.pipeline.stages import Survey
from deckgen.reading.project import Content, Library, Project
from deckgen.reading.seminar import Seminar
from deckgen.scene import Scene


class Variation(NamedTuple):
    """What another row makes of the base: a plan, and of its slides, by their numbers from 0, those that look
    otherwise, and those that are the same but for their time, which are the very same for each beginning of the
    talk."""

    plan: Plan
    slides: Mapping[int, Scene]
    timed: Mapping[int, Scene]


class Base:
    """A seminar filled with one row, composed and laid out, with what each slide looked at."""

    def __init__(self, project: Project, library: Library, filled: Seminar, request: Request, cover: Scene | None):
        """Raises ContentError where the seminar cannot be laid out."""
        memory = Memory()
        survey = Survey(project, request, memory)
        plans = list(survey.lay_out(survey.compose(Content((filled,), library))))
        if not plans:
            raise ContentError(project.findings)
        self.plan = plans[0]._replace(cover=cover)
        deck, brand, there = self.plan.deck, self.plan.brand, project.attachments
        terms = library.terms
        self._composition = Composition(filled, deck, (terms or {}).values())
        self._redrawing = Redrawing(deck, brand, there.images, there.tables, there.props, memory)

    def varied(self, filled: Seminar) -> Variation | None:
        """The same seminar filled with another row; None where more follows from that than other words.

        Raises ContentError where the theme lacks something."""
        made = self._composition.of(filled)
        if made is None:
            return None
        which = set(made.slides)
        for field in made.fields:
            which |= self._redrawing.asking.get(field, set())
        for text in made.texts:
            which |= self._redrawing.reading.get(text, set())
        scenes, timed = self._redrawing.again(made.deck, which), self._redrawing.at_other_times(made.deck)
        plan = self.plan._replace(deck=made.deck, scenes=_with(self.plan.scenes, {**timed, **scenes}))
        return Variation(plan, scenes, {n: scene for n, scene in timed.items() if n not in scenes})


def _with(scenes: tuple[Scene, ...], others: Mapping[int, Scene]) -> tuple[Scene, ...]:
    new = list(scenes)
    for n, scene in others.items():
        new[n] = scene
    return tuple(new)
