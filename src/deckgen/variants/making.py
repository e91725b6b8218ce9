"""Makes the outputs of rows. `make` is the one way in which any of them is made, whoever asks for it and wherever.

What is right is a full build, by the stages and the writers that build every seminar. The rows of one language, theme
and programme share most of what there is to make: from the second on an output is made of that of another row, where
the same bytes come of that (`sharing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from deckgen.composing.deck import Deck, compose
from deckgen.composing.people import people
from deckgen.crash import during
from deckgen.diagnostics import ContentError, Diagnostic
from deckgen.layout.kinds import KINDS
from deckgen.layout.scenes import draw
from deckgen.memory import Memory
from deckgen.messages import say
from deckgen.outputs import doors
from deckgen.outputs.builds import Request
from deckgen.outputs.formats import FORMATS, File
from deckgen.outputs.plan import Plan
from deckgen.pipeline.stages import planned
from deckgen.reading.brand import Brand
from deckgen.reading.project import Project
from deckgen.reading.seminar import Seminar
from deckgen.scene import Scene
from deckgen.variants.filling import blank, fill
from deckgen.variants.rows import Row
from deckgen.variants.sharing.copies import Copies
from deckgen.variants.sharing.handout import EDITIONS, Editions, Pages, asked_by
from deckgen.variants.sharing.original import Original

#: Handouts that are kept set, some megabytes each.
KEPT = 8
#: Editions that are made of all rows together, and of none alone (`gathering`).
OF_ALL = ("attendance", "badges")


class Recipe(NamedTuple):
    """What is made of each row, in plain values that another process or machine can be told: of which seminar of which
    project, in which formats, and which editions instead of those of rows and seminar."""

    root: str
    seminar: str
    formats: tuple[str, ...]
    editions: tuple[str, ...] = ()
    #: The places of the event that rows fill.
    places: tuple[str, ...] = ()


class Output(NamedTuple):
    """A file that is made of a row: its name from the output folder, and in which format."""

    name: str
    format: str
    file: File


class Look(NamedTuple):
    """What rows may choose that changes all slides: the language, the theme, and the parts of the programme."""

    language: str
    theme: str
    parts: tuple[str, ...]


class Common:
    """What rows of the same look have in common: the slides that were laid out last, and the first one as it is
    without any row."""

    def __init__(self, brand: Brand, blank: Plan) -> None:
        self.brand = brand
        self.blank = blank
        self.memory = Memory()
        #: The first row, which is built in full whatever is made of it: there may be no other.
        self.first = ""
        self.copies: Copies | None = None
        #: The names that texts look up; handouts by what the pages of rows have in common.
        self.asked = frozenset[str]()
        self.editions: dict[object, Editions] = {}


class Base:
    """A seminar, ready to be filled: made once in each process. Raises UsageError or ContentError where it cannot be
    read."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.project = Project(Path(recipe.root), KINDS)
        self.request = Request(formats=frozenset(recipe.formats), editions=recipe.editions or None)
        content = self.project.read((recipe.seminar,))
        if any(d.severity == "error" for d in self.project.findings) or not content.seminars:
            raise ContentError(self.project.findings)
        self.seminar, self.library = content.seminars[0], content.library
        self._commons: dict[Look, Common] = {}
        self._ready: tuple[Row, Plan, dict[str, Any]] | None = None

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that are asked for where a row does not choose."""
        plan, file = self.seminar.file.variants, self.seminar.file
        return self.recipe.editions or (tuple(plan.editions) if plan else ()) or tuple(file.handout.editions)

    def filled(self, row: Row) -> Seminar:
        """The seminar with a row's words. Raises ContentError."""
        seminar, told = fill(self.seminar, row)
        if seminar is None:
            raise ContentError(told)
        with self.collected() as found:
            if not self.project.attachments.load([seminar.file.event]):  # the logo
                raise ContentError(found)
        return seminar

    def common(self, seminar: Seminar) -> Common:
        """What a filled seminar has in common with others of its look. Raises ContentError."""
        parts = tuple(str(plan.part.span) for plan in seminar.file.programme)
        look = Look(seminar.language, seminar.theme, parts)
        if look not in self._commons:
            empty = blank(seminar, self.recipe.places)._replace(variant="", called="")
            with self.collected():
                deck = self.composed(empty, Memory())[0]
                brand = self.brand(seminar)
                first = deck._replace(slides=deck.slides[:1])
                scenes = self.drawn(first, brand, Memory())[0]
                plan = planned(empty, deck, brand, seminar.theme, scenes, self.request)
            self._commons[look] = Common(brand, plan)
        return self._commons[look]

    def brand(self, seminar: Seminar) -> Brand:
        """The theme of a filled seminar. Raises UsageError or ContentError."""
        if seminar.theme not in self.project.theme_names():
            self.project.known_theme(seminar.theme)
        brand = self.project.brand(seminar.theme, seminar.theme_span, seminar.language)
        if brand is None:
            raise ContentError(self.project.findings)
        return brand

    def composed(self, seminar: Seminar, memory: Memory) -> tuple[Deck, list[Diagnostic]]:
        """The deck of a filled seminar, and what is wrong with it. Raises ContentError where a slide is missing."""
        modules, sources, terms, facts = self.library
        deck, told = compose(seminar, modules, sources, KINDS, seminar.language, terms, facts, memory)
        if deck is None:
            raise ContentError(told)
        return deck, told

    def drawn(self, deck: Deck, brand: Brand, memory: Memory) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
        """The slides of a deck. Raises ContentError where a file is missing that they show."""
        there = self.project.attachments
        if not there.load(deck.showing):
            raise ContentError(self.project.findings)
        return draw(deck, brand, there.images, there.tables, there.props, memory)

    def plan(self, row: Row) -> Plan:
        """All that the outputs of a row are made of. Raises ContentError."""
        seminar = self.filled(row)
        common = self.common(seminar)
        common.memory.next_round()
        with self.collected():
            deck, _ = self.composed(seminar, common.memory)
            scenes, _ = self.drawn(deck, common.brand, common.memory)
        return self._planned(seminar, common, deck, scenes)

    def copied(self, row: Row, output: Output) -> bytes | None:
        """An output that is made of another row's; None where it has to be built in full. Raises ContentError."""
        seminar = self.filled(row)
        common = self.common(seminar)
        common.first = common.first or row.key
        if row.key == common.first:
            return None
        if common.copies is None:
            with self.collected():
                original, plan = self._original(seminar, common)
            common.copies = Copies(original, plan)
            common.asked = asked_by(plan.deck)
        planned = partial(self._planned, seminar, common)
        if self._is_edition(output):
            deck = common.copies.deck(row, seminar)
            return self._edition(row, planned(deck, ()), output, common) if deck else None
        return common.copies.make(row, seminar, planned, output.format, output.file)

    def full(self, row: Row, output: Output) -> bytes:
        """An output that is built in full. Raises ContentError where it cannot be made."""
        if self._is_edition(output):
            seminar = self.filled(row)
            common = self.common(seminar)
            with self.collected():
                deck, _ = self.composed(seminar, Memory())
            common.asked = asked_by(deck)
            common.editions.pop(Pages.of(row, common.asked).key, None)
            data = self._edition(row, self._planned(seminar, common, deck, ()), output, common)
            if data is not None:
                return data
        plan, shared = self.ready(row, output.format)
        made = FORMATS[output.format].write(plan, output.file, shared)
        if made.data is None or any(d.severity == "error" for d in made.findings):
            raise ContentError(made.findings)
        return made.data

    @staticmethod
    def _is_edition(output: Output) -> bool:
        return output.format == "handout" and output.file.edition in EDITIONS

    def _edition(self, row: Row, plan: Plan, output: Output, common: Common) -> bytes | None:
        """An edition on pages that rows have in common; None where it shows more of the row than stands in forms."""
        pages = Pages.of(row, common.asked)
        known = common.editions.pop(pages.key, None)
        if known is None:
            if len(common.editions) >= KEPT:  # the one that was asked for the longest time ago
                del common.editions[next(iter(common.editions))]
            seminar = self.filled(pages.row)
            with self.collected():
                original, neutral = self._original(seminar, common)
            known = Editions(neutral, original.redrawing)
        common.editions[pages.key] = known
        return known.write(plan, output.file)

    def _original(self, seminar: Seminar, common: Common) -> tuple[Original, Plan]:
        """A filled seminar with all that its slides look at, and its plan."""
        memory = Memory()
        deck, _ = self.composed(seminar, memory)
        scenes, _ = self.drawn(deck, common.brand, memory)
        terms, files = (self.library.terms or {}).values(), self.project.attachments
        original = Original(seminar, deck, scenes, common.brand, terms, files, memory)
        return original, self._planned(seminar, common, deck, scenes)

    def _planned(self, seminar: Seminar, common: Common, deck: Deck, scenes: tuple[Scene, ...]) -> Plan:
        plan = self._alone(planned(seminar, deck, common.brand, seminar.theme, scenes, self.request))
        seal = deck.people.plan.seal
        image = self.project.attachments.images.get(seal.key) if seal else None
        return plan._replace(cover=next(iter(common.blank.scenes), None), seal=image)

    @staticmethod
    def _alone(plan: Plan) -> Plan:
        """A plan without what is made of all rows together."""
        return plan._replace(editions=tuple(name for name in plan.editions if name not in OF_ALL))

    def outputs(self, row: Row) -> tuple[Output, ...]:
        """The files that are made of a row, without making anything of it. Raises ContentError."""
        seminar = self.filled(row)
        like = self.common(seminar).blank
        deck = like.deck._replace(people=people(seminar, like.deck.words))  # whose a certificate is says who gets it
        plan = self._alone(planned(seminar, deck, like.brand, like.theme, (), self.request))
        return tuple(
            Output(doors.path(file.door, row.name, seminar.language, file.ending), name, file)
            for name, format in FORMATS.items()
            if name in self.recipe.formats
            for file in format.files(plan)
        )

    def ready(self, row: Row, format: str) -> tuple[Plan, Any]:
        """The plan of a row, and what its files of a format share; those of the last row are let go. Raises
        ContentError."""
        if self._ready is None or self._ready[0] != row:
            self._ready = (row, self.plan(row), {})
        _, plan, shared = self._ready
        if format not in shared:
            shared[format] = FORMATS[format].share(plan, FORMATS[format].files(plan))
        return plan, shared[format]

    @contextmanager
    def collected(self) -> Iterator[list[Diagnostic]]:
        """Takes what is found of the project meanwhile away from what was found before."""
        findings = self.project.findings
        before, found = list(findings), list[Diagnostic]()
        try:
            yield found
        finally:
            found.extend(findings[len(before) :])
            findings[:] = before


def make(base: Base, row: Row, output: Output) -> bytes:
    """An output of a row. Raises ContentError where it cannot be made, Crash for what nobody foresaw."""
    with during(say("doing:making-row", row=row.number, format=output.format)):
        copied = base.copied(row, output)
        if copied is not None:
            return copied
        return base.full(row, output)


_BASES: dict[Recipe, Base] = {}


def base_of(recipe: Recipe) -> Base:
    """The seminar of a recipe, read once in each process."""
    if recipe not in _BASES:
        _BASES.clear()
        _BASES[recipe] = Base(recipe)
    return _BASES[recipe]


def forget() -> None:
    """Lets go of what this process has read."""
    _BASES.clear()
