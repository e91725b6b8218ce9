"""The stages of a build, each a step from one value to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from deckgen.checks.deck import check_scenes
from deckgen.composing.deck import Deck, compose
from deckgen.crash import during
from deckgen.diagnostics import ContentError, Diagnostic
from deckgen.layout.kinds import KINDS
from deckgen.layout.scenes import draw
from deckgen.outputs import inputs, workers
from deckgen.outputs.builds import Request
from deckgen.outputs.folder import Folder
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.outcome import Outcome
from deckgen.outputs.plan import Output, Plan
from deckgen.outputs.tasks import Task, tasks
from deckgen.reading.brand import Brand
from deckgen.reading.datasheet import DataTable
from deckgen.reading.images import Image
from deckgen.reading.project import Content, Project
from deckgen.reading.seminar import Seminar
from deckgen.scene import Scene

#: How handouts are printed: fields of the seminar's `handout` and of `deckgen.writers.handout.handouts.Print`.
PRINTING = ("paper", "duplex", "large", "order", "ink", "bleed", "booklet")


def lay_out(
    deck: Deck, brand: Brand, images: Mapping[str, Image], tables: Mapping[str, DataTable] = MappingProxyType({})
) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
    """Each slide of a deck as a scene, and all that was found in laying it out and checking it.

    Raises ContentError where the theme lacks something.
    """
    scenes, findings = draw(deck, brand, images, tables)
    return scenes, [*findings, *check_scenes(deck, brand, scenes)]


class Stages:
    """The stages of one build. What they find is collected; where there are errors, they end in ContentError after the
    checks or after writing, so that all that is wrong is told at once."""

    def __init__(self, project: Project, request: Request, folder: Folder, progress: workers.Progress) -> None:
        self._project = project
        self._request = request
        self._formats = [f for f in FORMATS.values() if f.name in request.formats]
        self._folder = folder
        self._progress = progress
        # before anything is read: what is changed while the build goes on is seen by the next
        self._inputs = inputs.project(project.root) if project.is_self_contained else None

    @property
    def line_of(self) -> Callable[[str, int], str | None]:
        """What gives a line of a file that was read."""
        return self._project.line_of

    def read(self) -> Content:
        """The seminars and what they choose from."""
        content = self._project.read(self._request.seminars)
        if self._request.theme is not None:
            self._project.known_theme(self._request.theme)
        if self._request.language is not None:
            self._project.known_language(self._request.language)
        return content

    def compose(self, content: Content) -> list[tuple[Seminar, Deck]]:
        """The deck of each seminar, but of those that lack a slide."""
        decks = []
        modules, sources, terms = content.library
        for seminar in content.seminars:
            language = self._request.language or seminar.language
            with during(f"composing the seminar `{seminar.id}`"):
                deck, findings = compose(seminar, modules, sources, KINDS, language, terms)
            self._project.findings.extend(findings)
            if deck is not None:
                decks.append((seminar, deck))
        return decks

    def lay_out(self, decks: Sequence[tuple[Seminar, Deck]]) -> list[Plan]:
        """Each deck with its scenes, but where the theme or a file is missing without which that cannot be."""
        plans = []
        for seminar, deck in decks:
            with during(f"laying out the seminar `{seminar.id}`"):
                plans.append(self._plan(seminar, deck))
        return [p for p in plans if p is not None]

    def _plan(self, seminar: Seminar, deck: Deck) -> Plan | None:
        project, request = self._project, self._request
        theme, span = (request.theme, None) if request.theme else (seminar.theme, seminar.theme_span)
        brand = project.brand(theme, span, deck.language)
        if brand is None or not project.load([p.slide for p in deck.slides]):
            return None
        try:
            scenes, findings = draw(deck, brand, project.images, project.tables)
        except ContentError as e:  # the theme lacks something
            project.findings.extend(e.diagnostics)
            return None
        project.findings.extend((*findings, *deck.words.findings))
        handout = seminar.file.handout
        printing = {field: getattr(handout, field) for field in PRINTING} | dict(request.printing)
        return Plan(deck, brand, scenes, request.editions or tuple(handout.editions), printing)

    def check(self, plans: Sequence[Plan]) -> None:
        """Holds what was laid out against the page."""
        for plan in plans:
            with during(f"checking the seminar `{plan.deck.id}`"):
                self._project.findings.extend(check_scenes(plan.deck, plan.brand, plan.scenes))
                for format in self._formats:
                    self._project.findings.extend(format.check(plan))
        self._stop_at_errors()

    def write(self, plans: Sequence[Plan]) -> list[tuple[Task, Output | None]]:
        """All outputs; those that are in the folder already are None."""
        wanted = tasks(plans, self._request.formats, self._folder.program)
        outputs = workers.run(plans, self._folder.stale(wanted), self._progress)
        self._project.findings.extend(d for o in outputs.values() for d in o.findings)
        self._stop_at_errors()
        return [(task, outputs.get(task.name)) for task in wanted]

    def save(self, content: Content, plans: Sequence[Plan], outputs: Sequence[tuple[Task, Output | None]]) -> Outcome:
        """Puts the outputs into the folder, with a page to download them from where one of the formats brings that."""
        self._folder.take(outputs)
        if any(f.with_page for f in self._formats):
            self._add_page(content, plans)
        report = self._folder.report(outputs, plans)
        outcome = Outcome(report, tuple(self._project.findings), self.line_of)
        self._folder.save(self._request, self._inputs, outcome)
        return outcome

    def _add_page(self, content: Content, plans: Sequence[Plan]) -> None:
        try:
            self._folder.add_page(plans, self._project.seminar_names(), content.seminars[0].language)
        except ContentError as e:  # the theme's template cannot be filled
            self._project.findings.extend(e.diagnostics)
            self._stop_at_errors()

    def _stop_at_errors(self) -> None:
        """Keeps each finding once; with `strict`, warnings become errors. Raises ContentError with all, if one is."""
        findings = list(dict.fromkeys(self._project.findings))
        if self._request.strict:
            findings = [d._replace(severity="error") for d in findings]
        self._project.findings[:] = findings
        if any(d.severity == "error" for d in findings):
            raise ContentError(findings)
