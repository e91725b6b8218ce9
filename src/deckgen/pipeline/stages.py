"""The stages of a build, each a step from one value to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import MappingProxyType

from deckgen.checks.deck import check_scenes, check_talk
from deckgen.composing.deck import Deck, compose
from deckgen.composing.meanings import contradictions
from deckgen.crash import Crash, during
from deckgen.diagnostics import ContentError, Diagnostic, first_causes
from deckgen.languages import LANGUAGES
from deckgen.layout.kinds import KINDS
from deckgen.layout.scenes import draw
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.messages import Message, say
from deckgen.outputs import inputs, workers
from deckgen.outputs.builds import Request
from deckgen.outputs.folder import Folder, Scope
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.jobs import Jobs
from deckgen.outputs.keys import keys
from deckgen.outputs.outcome import Outcome
from deckgen.outputs.plan import Plan, Written
from deckgen.outputs.store import prop_store
from deckgen.outputs.tasks import Task, content_keys, tasks
from deckgen.reading.attachments import Attachments
from deckgen.reading.brand import Brand
from deckgen.reading.datasheet import DataTable
from deckgen.reading.drawing import Drawing
from deckgen.reading.images import Image
from deckgen.reading.project import Content, Project
from deckgen.reading.seminar import Seminar
from deckgen.scene import Scene

#: How handouts are printed: fields of the seminar's `handout` and of `deckgen.writers.handout.handouts.Print`.
PRINTING = ("paper", "duplex", "large", "order", "ink", "bleed", "booklet", "sheets")

#: Slides that are kept drawn until they are written, about 50 kB each; those of further seminars are drawn again then.
KEPT = 2_000


def lay_out(
    deck: Deck,
    brand: Brand,
    images: Mapping[str, Image | Drawing],
    tables: Mapping[str, DataTable] = MappingProxyType({}),
) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
    """Each slide of a deck as a scene, and all that was found in laying it out and checking it.

    Raises ContentError where the theme lacks something.
    """
    scenes, findings = draw(deck, brand, images, tables)
    return scenes, [*findings, *check_scenes(deck, brand, scenes)]


def planned(
    seminar: Seminar, deck: Deck, brand: Brand, theme: str, scenes: tuple[Scene, ...], request: Request
) -> Plan:
    """What outputs are made of, as a seminar and a request ask for them."""
    handout = seminar.file.handout
    return Plan(
        deck,
        brand,
        theme,
        scenes,
        editions=request.editions or tuple(handout.editions),
        printing={field: getattr(handout, field) for field in PRINTING} | dict(request.printing),
        withheld=(*handout.presenter, *request.presenter),
        fonts=request.fonts or seminar.file.fonts or brand.theme.deck.fonts,
    )


def seal_of(deck: Deck, attachments: Attachments) -> Image | Drawing | None:
    """The picture of the seal on a deck's certificates, of pictures that were read."""
    seal = deck.people.plan.seal
    return attachments.images.get(seal.key) if seal else None


class Survey:
    """The stages that look at a project and write nothing. What they find is collected. What was made before is taken
    from `memory`; who `survives` a mistake of ours is told of it as of any other, and goes on without what it was made
    for."""

    def __init__(
        self, project: Project, request: Request, memory: Memory = NO_MEMORY, *, survives: bool = False
    ) -> None:
        self._project = project
        self._request = request
        self._memory = memory
        self._survives = survives
        self._formats = [f for f in FORMATS.values() if f.name in request.formats]

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
        """The deck of each seminar, but of those that lack a slide, held against each other."""
        decks = self.decks(content)
        slides = [placed.slide for _, deck in decks for placed in deck.slides]
        self._project.findings.extend(contradictions(slides, content.library.terms, self._memory))
        return decks

    def decks(self, content: Content) -> list[tuple[Seminar, Deck]]:
        """The same, each by itself."""
        decks = []
        modules, sources, terms, facts = content.library
        for seminar in content.seminars:
            language = self._request.language or seminar.language
            deck, findings = None, list[Diagnostic]()
            with self._during(say("doing:composing", seminar=seminar.id)):
                deck, findings = compose(seminar, modules, sources, KINDS, language, terms, facts, self._memory)
            self._project.findings.extend(findings)
            if deck is not None:
                decks.append((seminar, deck))
        return decks

    def lay_out(self, decks: Iterable[tuple[Seminar, Deck]]) -> Iterator[Plan]:
        """Each deck with its scenes, one at a time, but where the theme or a file is missing without which that cannot
        be."""
        for seminar, deck in decks:
            plan = None
            with self._during(say("doing:laying-out", seminar=seminar.id)):
                plan = self._plan(seminar, deck)
            if plan is not None:
                yield plan

    def _plan(self, seminar: Seminar, deck: Deck) -> Plan | None:
        project, request = self._project, self._request
        theme, span = (request.theme, None) if request.theme else (seminar.theme, seminar.theme_span)
        brand = project.brand(theme, span, deck.language)
        if brand is None or not project.attachments.load(deck.showing):
            return None
        files = project.attachments.values(deck.showing)
        try:
            plan, findings = self._memory.made(
                "plan",
                (deck.id, deck.language),
                Same(seminar, deck, brand, *files),
                partial(self._drawn_plan, seminar, deck, brand, theme),
            )
        except ContentError as e:  # the theme lacks something
            project.findings.extend(e.diagnostics)
            return None
        project.findings.extend(findings)
        return plan

    def _drawn_plan(self, seminar: Seminar, deck: Deck, brand: Brand, theme: str) -> tuple[Plan, list[Diagnostic]]:
        """A deck with its scenes, and what was found in laying it out. Raises ContentError."""
        scenes, findings = self._scenes(deck, brand)
        plan = planned(seminar, deck, brand, theme, scenes, self._request)._replace(
            seal=seal_of(deck, self._project.attachments)
        )
        return plan, [*findings, *deck.words.findings]

    def _scenes(self, deck: Deck, brand: Brand) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
        """The slides of a deck with what they show of the project's files."""
        there = self._project.attachments
        return draw(deck, brand, there.images, there.tables, there.props, self._memory)

    def check(self, plans: Iterable[Plan]) -> list[Plan]:
        """Holds what was laid out against the page. Of many seminars, not all keep their scenes: they are asked for one
        at a time."""
        kept, slides = [], 0
        for plan in plans:
            with self._during(say("doing:checking", seminar=plan.deck.id)):
                place = (plan.deck.id, plan.deck.language)
                found = self._memory.made("checked", place, Same(plan), partial(self._checked, plan))
                self._project.findings.extend(found)
            slides += len(plan.scenes)
            kept.append(plan if slides <= KEPT else plan._replace(scenes=()))
        self._stop_at_errors()
        return kept

    def _checked(self, plan: Plan) -> list[Diagnostic]:
        """Every finding about a deck that was laid out."""
        deck, brand, scenes, memory = plan.deck, plan.brand, plan.scenes, self._memory
        found = [*check_scenes(deck, brand, scenes, memory), *check_talk(deck, brand, scenes, memory)]
        return [*found, *(finding for format in self._formats for finding in format.check(plan, memory))]

    @contextmanager
    def _during(self, doing: Message) -> Iterator[None]:
        """Says what is being done, for what nobody foresaw; where that is survived it is a finding."""
        try:
            with during(doing):
                yield
        except Crash as e:
            if not self._survives:
                raise
            self._project.findings.append(e.told())

    def _stop_at_errors(self) -> None:
        """Keeps each finding once, and of those on one line what they come of; with `strict`, warnings become errors.
        Raises ContentError with all, if one is; then files beside the content are told, too."""
        findings = self._project.findings
        if any(d.severity == "error" for d in findings):
            findings = list(self._project.slips_among(findings))
        findings = first_causes(findings)
        if self._request.strict:
            findings = [d._replace(severity="error") for d in findings]
        self._project.findings[:] = findings
        if any(d.severity == "error" for d in findings):
            findings += (d for d in self._project.around() if d not in findings)
            raise ContentError(findings)


class Stages(Survey):
    """The stages of one build. Where there are errors, they end in ContentError after the checks or after writing, so
    that all that is wrong is told at once."""

    def __init__(self, project: Project, request: Request, folder: Folder, progress: workers.Progress) -> None:
        super().__init__(project, request)
        self._folder = folder
        self._progress = progress
        if props := prop_store(folder.program, folder.store.fresh):
            project.attachments.keep = props.get
        # before anything is read: what is changed while the build goes on is seen by the next
        self._inputs = inputs.project(project.root) if project.is_self_contained else None

    def lay_out(self, decks: Iterable[tuple[Seminar, Deck]]) -> Iterator[Plan]:
        """The same, each with the keys of its outputs."""
        for plan in super().lay_out(decks):
            outside = self._project.attachments.shown(plan.deck.showing)
            yield plan._replace(
                keys=keys(plan.deck, plan.brand, outside, self._folder.program), store=self._folder.store
            )

    def _drawn(self, plan: Plan) -> Plan:
        """A plan with its scenes, drawn again where they were not kept."""
        if plan.scenes:
            return plan
        with during(say("doing:laying-out", seminar=plan.deck.id)):
            scenes, _ = self._scenes(plan.deck, plan.brand)
        return plan._replace(scenes=scenes)

    def _covered(self, plan: Plan) -> Plan:
        """A plan with at least its first scene."""
        if plan.scenes:
            return plan
        cover = plan._replace(deck=plan.deck._replace(slides=plan.deck.slides[:1]))
        return plan._replace(scenes=self._drawn(cover).scenes)

    def write(self, plans: Sequence[Plan]) -> list[tuple[Task, Written | None]]:
        """All outputs, written aside; those that are in the folder already are None."""
        wanted = tasks(plans, self._request.formats)
        slides = [len(p.deck.slides) for p in plans]
        jobs = Jobs(lambda n: self._drawn(plans[n]), slides, self._folder.stale(wanted), self._folder.staging)
        outputs = workers.run(jobs, self._progress)
        made = [(task, outputs.get(task.name)) for task in wanted]
        self._project.findings.extend(d for _, output in made if output for d in output.findings)
        self._stop_at_errors()
        return made

    def save(self, content: Content, plans: Sequence[Plan], outputs: Sequence[tuple[Task, Written | None]]) -> Outcome:
        """Puts the outputs into the folder, with pages to download them from where one of the formats brings those."""
        folder, request = self._folder, self._request
        folder.take(plans, outputs)
        folder.leave(self._scope(content, plans))
        with_page = any(f.with_page for f in self._formats)
        try:
            folder.add_pages(plans, self._covered, with_page, content.seminars[0].language)
        except ContentError as e:  # the theme's template cannot be filled
            self._project.findings.extend(e.diagnostics)
            self._stop_at_errors()
        report = folder.report(outputs, plans)
        outcome = Outcome(report, tuple(self._project.findings), self.line_of)
        folder.save(request, self._inputs, outcome)
        return outcome._replace(notes=(*folder.notes, *folder.reminders))

    def _scope(self, content: Content, plans: Sequence[Plan]) -> Scope:
        """What this build is of. Seminars that it makes in one language may be in the folder in another one, too."""
        decks = {plan.stem: content_keys(plan.keys) for plan in plans}
        for seminar in content.seminars:
            for language, theme in self._folder.others(seminar.id, decks):
                decks[f"{seminar.id}.{language}"] = self._keys(content, seminar, language, theme)
        return Scope(
            seminars=frozenset(self._project.seminar_names()),
            complete=not self._request.seminars,
            formats=self._request.formats,
            made=frozenset(plan.stem for plan in plans),
            decks=decks,
        )

    def _keys(self, content: Content, seminar: Seminar, language: str, theme: str) -> Mapping[str, str]:
        """The keys of a deck that is not built, as its content is now; none where it could not be built, which is no
        finding of this build."""
        if language not in LANGUAGES:  # another version's
            return {}
        modules, sources, terms, facts = content.library
        deck, _ = compose(seminar, modules, sources, KINDS, language, terms, facts)
        if deck is None or theme not in self._project.theme_names():
            return {}
        findings = len(self._project.findings)
        brand = self._project.brand(theme, None, language)
        del self._project.findings[findings:]
        if brand is None:
            return {}
        return content_keys(keys(deck, brand, self._project.attachments.shown(deck.showing), self._folder.program))
