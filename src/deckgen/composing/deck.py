"""The deck that a seminar's programme makes of the library: which slides stand in which order, for which audience and
language, with the event's own words filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from deckgen.composing.around import around
from deckgen.composing.ending import Stretch, addressed, ended, parts_of
from deckgen.composing.facts import NO_FACTS, kept_facts
from deckgen.composing.filling import filled
from deckgen.composing.keeping import Kept
from deckgen.composing.people import NOBODY, People
from deckgen.composing.programme import Library
from deckgen.composing.terms import Mention, avoided, mentions, used_by
from deckgen.composing.words import Words, event_words, texts
from deckgen.diagnostics import Diagnostic, Span, error, suggest, warning
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.messages import say
from deckgen.reading.facts import Entry as FactEntry
from deckgen.reading.hall import RHYTHM, Rhythm, RoomPlan
from deckgen.reading.imprint import Imprint
from deckgen.reading.model import Model
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Sequence
from deckgen.reading.seminar import Kinds, Module, PartPlan, Seminar, Term
from deckgen.reading.showing import HIDDEN, Appendix
from deckgen.reading.slide import Address, Listing, Slide, Used
from deckgen.reading.sources import Source
from deckgen.reading.speaking import PACE, SPOKEN, Pace
from deckgen.reading.values import Slug, Text
from deckgen.richtext import Prose
from deckgen.scene import Presence, Transition


class PlacedPart(NamedTuple):
    """A part of the programme as it stands: `number` among the parts with a section, None for the others."""

    number: int | None
    title: Prose
    slides: tuple[str, ...]
    minutes: float


class Placed(NamedTuple):
    """A slide as it stands in a deck."""

    slide: Slide
    number: int
    part: PlacedPart | None
    sources: tuple[Source, ...]
    notes: Prose | None
    handout: Prose | None
    title: Prose
    presence: Presence = "shown"


class Show(NamedTuple):
    """A short version: its name, and the ids of its slides in their order."""

    name: str
    slides: tuple[str, ...]


class Deck(NamedTuple):
    """A seminar in one language: its slides in order, its parts, and the words around them. Minutes of talk and
    questions."""

    id: str
    language: str
    title: Prose
    subtitle: Prose | None
    audience: Prose | None
    client: str
    venue: str
    date: str
    date_iso: str
    speaker: str
    theme: str
    minutes: float
    questions: float
    talk: float
    parts: tuple[PlacedPart, ...]
    slides: tuple[Placed, ...]
    words: Words
    terms: tuple[Mention, ...] = ()
    #: When the talk begins, in minutes since midnight.
    start: int | None = None
    transition: Transition | None = None
    #: The texts of the event's fields, which others name.
    event: tuple[Text, ...] = ()
    #: Short versions: those that the seminar names, else one for each part that has a section.
    shows: tuple[Show, ...] = ()
    #: What is asked of its rhythm, and the room that it is given in.
    rhythm: Rhythm = RHYTHM
    room: RoomPlan | None = None
    #: How fast its speaker speaks.
    pace: Pace = PACE
    appendix: Appendix = HIDDEN
    #: The outputs that show each step of a slide.
    steps: tuple[str, ...] = ()
    #: The address of the evening.
    address: Address | None = None
    #: Who publishes its handouts, as the seminar says it.
    imprint: Imprint | None = None
    #: The key of the row that its event is filled with, and how its files are called, if not by its id.
    variant: str = ""
    called: str = ""
    #: Who attends, and who signs for it.
    people: People = NOBODY

    @property
    def showing(self) -> list[Model]:
        """All that may show pictures and tables."""
        return [*(placed.slide for placed in self.slides), self.people.plan]

    def clock(self, minutes: float) -> str:
        """The time of day so many minutes after the start; where that is not known, the minutes themselves: `0:05`."""
        whole = int(minutes + 0.5 + 1e-9) + (self.start or 0)
        return f"{whole // 60 % 24}:{whole % 60:02d}"

    def second(self, minutes: float) -> str:
        """The same to the second: `14:05:30`."""
        whole, seconds = divmod(round(minutes * 60), 60)
        whole += self.start or 0
        return f"{whole // 60 % 24}:{whole % 60:02d}:{seconds:02d}"


#: Ids of the section slides.
_SECTION = re.compile(r"section-\d+")


def compose(
    seminar: Seminar,
    modules: Mapping[str, Module],
    sources: Mapping[str, Source | None] | None,
    kinds: Kinds,
    language: str,
    terms: Mapping[str, Term | None] | None = MappingProxyType({}),
    facts: Mapping[str, FactEntry] | None = NO_FACTS,
    memory: Memory = NO_MEMORY,
) -> tuple[Deck | None, list[Diagnostic]]:
    """The deck of a seminar in a language, and what is wrong with its programme. None if a slide is missing or not
    sound.

    Every text of every slide is made here, so that a missing translation or an unknown variable is told even where a
    kind does not draw it. `sources`, `terms` and `facts` are None where they could not be read. What was composed of
    the same before is taken from `memory`.
    """
    picked: list[Diagnostic] = []
    kept = Kept(memory, (seminar.id, language))
    chosen, complete = _chosen(seminar, Library(modules, kinds, picked, kept), kinds, picked)
    named = [slide for slides in chosen for slide in slides if not _SECTION.fullmatch(slide.id)]
    of = (Same(seminar, sources, terms, facts, *named), tuple(map(len, chosen)), complete)

    def make() -> tuple[Deck, list[Diagnostic], list[Diagnostic]]:
        return _composed(seminar, chosen, sources, terms, facts, kept, complete)

    deck, around, found = memory.made("deck", kept.place, of, make)
    return (deck if complete else None), [*around, *picked, *found]


def _composed(
    seminar: Seminar,
    chosen: list[list[Slide]],
    sources: Mapping[str, Source | None] | None,
    terms: Mapping[str, Term | None] | None,
    facts: Mapping[str, FactEntry] | None,
    kept: Kept,
    complete: bool,
) -> tuple[Deck, list[Diagnostic], list[Diagnostic]]:
    """The deck of the slides that each part has, what is wrong with the words around them, and with the slides."""
    around: list[Diagnostic] = []
    diagnostics: list[Diagnostic] = []
    words = kept.words()
    # the event's words know no others, the title knows the event's and the facts, and all texts know all of them
    event = event_words(seminar, words.language, around)
    words.know("event", event)
    words.know("facts", kept_facts(facts, sources, seminar, kept, around))
    words.know("seminar", {"title": words.prose(seminar.file.title).plain})
    chosen = addressed(chosen, seminar.file.address, diagnostics)
    chosen = [[filled(slide, words, kept) for slide in slides] for slides in chosen]
    used = used_by([s for slides in chosen for s in slides], words, sources, terms)
    parts, placed = _in_order(seminar, chosen, used, words, sources, diagnostics, kept)
    for text in texts(seminar.file.imprint):
        words.prose(text)
    diagnostics.extend(avoided((terms or {}).values(), words))
    diagnostics.extend(_over_time(seminar, placed))
    if complete:  # else what is missing is told already
        diagnostics.extend(_unknown_in_shows(seminar, placed))
    deck = _deck(seminar, parts, placed, used, words)._replace(event=event.written)
    return deck, around, [*diagnostics, *words.findings]


def _deck(seminar: Seminar, parts: list[PlacedPart], placed: list[Placed], used: Used, words: Words) -> Deck:
    """The deck of these slides, with the words around them."""
    file = seminar.file
    return Deck(
        id=seminar.id,
        language=words.language,
        theme=str(file.theme),
        minutes=file.minutes,
        questions=file.questions,
        talk=sum(p.slide.minutes for p in placed),
        parts=tuple(parts),
        slides=tuple(placed),
        words=words,
        terms=tuple(mentions((*used.terms, *_listed(placed)), [p.slide for p in placed], words)),
        transition=file.transition,
        shows=tuple(shows(seminar, parts, words)),
        rhythm=file.rhythm,
        room=file.room,
        pace=file.pace,
        appendix=file.appendix,
        steps=tuple(file.steps),
        address=file.address,
        imprint=file.imprint,
        **around(seminar, words),
    )


def shows(seminar: Seminar, parts: Iterable[PlacedPart], words: Words) -> Iterator[Show]:
    """The short versions of a deck."""
    if not seminar.file.shows:
        yield from (Show(p.title.plain, p.slides) for p in parts if p.number is not None and p.slides)
    for show in seminar.file.shows:
        yield Show(words.plain(show.name), tuple(map(str, show.slides)))


def _unknown_in_shows(seminar: Seminar, placed: list[Placed]) -> Iterator[Diagnostic]:
    """Tells of slides that a short version names and the programme lacks."""
    ids = [str(p.slide.id) for p in placed]
    for show in seminar.file.shows:
        for name in show.slides:
            if name not in ids:
                hint = suggest(name, ids, say("programme:a-short-version-shows-slides"))
                yield error(say("programme.show-unknown", name=name), name.span, hint)


def _over_time(seminar: Seminar, placed: list[Placed]) -> Iterator[Diagnostic]:
    """A programme that takes longer than the seminar."""
    file, talk = seminar.file, sum(p.slide.minutes for p in placed)
    over = talk + file.questions - file.minutes
    if over > 1e-9:
        message = say(
            "programme.over-time", total=talk + file.questions, talk=talk, questions=file.questions, over=over
        )
        hint = say("programme:leave-slides-out-or-give")
        yield warning(message, seminar.raw.value_spans.get("minutes"), hint)


# the programme


def _chosen(
    seminar: Seminar, library: Library, kinds: Kinds, diagnostics: list[Diagnostic]
) -> tuple[list[list[Slide]], bool]:
    """The slides of each part, its section slide included, and whether all that are named could be had."""
    complete = True
    seen: dict[str, Span] = {}
    parts: list[list[Slide]] = []
    sections = 0
    for plan, entries in zip(seminar.file.programme, _entries(seminar.raw), strict=True):
        slides: list[Slide] = []
        if plan.section:
            sections += 1
            slides.append(_section(plan, sections, kinds))
        for raw, span in entries:
            for slide in library.pick(raw, span):
                if slide is None:
                    complete = False
                elif _is_new(slide, span, seen, diagnostics):
                    slides.append(slide)
        parts.append(slides)
    return parts, complete


def _entries(raw: Located) -> Iterator[list[tuple[object, Span]]]:
    """What each part of a sound programme names, with its place."""
    programme = raw["programme"]
    for part in programme if isinstance(programme, Sequence) else ():
        slides = part["slides"] if isinstance(part, Located) else None
        yield list(slides.items()) if isinstance(slides, Sequence) else []


def _section(plan: PartPlan, number: int, kinds: Kinds) -> Slide:
    """The slide that begins a part."""
    section = kinds["section"](
        id=Slug(f"section-{number}"),
        kind="section",
        title=plan.part,
        lead=plan.lead,
        ground=plan.ground,
        scene=plan.scene,
        minutes=0.0,
        unspoken=SPOKEN,
        sources=(),
        transition=None,
        notes=None,
        handout=None,
    )
    return section.at(plan.part.span)


def _is_new(slide: Slide, span: Span, seen: dict[str, Span], diagnostics: list[Diagnostic]) -> bool:
    """Whether a slide's id is its own and not yet in the programme; `seen` is where each is named."""
    if _SECTION.fullmatch(slide.id):
        message = say("programme.made-id", id=slide.id)
        diagnostics.append(error(message, slide.span, say("programme:give-the-slide-another-id")))
        return False
    if slide.id in seen:
        hint = say("programme:it-stands-on-line-too", line=seen[slide.id].line)
        diagnostics.append(error(say("programme.slide-twice", id=slide.id), span, hint))
        return False
    seen[slide.id] = span
    return True


def _in_order(
    seminar: Seminar,
    chosen: list[list[Slide]],
    used: Used,
    words: Words,
    sources: Mapping[str, Source | None] | None,
    diagnostics: list[Diagnostic],
    kept: Kept,
) -> tuple[list[PlacedPart], list[Placed]]:
    """The parts and all slides in order, numbered; some are spread over several."""
    parts: list[PlacedPart] = []
    placed: list[Placed] = []
    title = words.prose(seminar.file.title)
    stretches: list[Stretch] = []
    for plan, of_part in zip(seminar.file.programme, chosen, strict=True):
        slides: list[Slide] = []
        for slide in of_part:
            moving = slide.in_motion(seminar.file.motion == "on")
            slides += moving.spread(used, diagnostics)
        stretches.append(Stretch(words.prose(plan.part), plan.section, tuple(slides)))
    for number, stretch in parts_of(ended(stretches, seminar.file.appendix, words.language)):
        ids = tuple(str(s.id) for s in stretch.slides)
        part = PlacedPart(number, stretch.title, ids, sum(s.minutes for s in stretch.slides))
        parts.append(part)
        for slide in stretch.slides:
            there = _placed(kept.slide(slide), len(placed) + 1, part, title, words, sources, diagnostics, kept)
            placed.append(there._replace(presence=stretch.presence))
    return parts, placed


def _listed(placed: list[Placed]) -> Iterator[Term]:
    """The terms that slides list, whether others use them or not."""
    listings = (p.slide for p in placed if isinstance(p.slide, Listing))
    return (entry for slide in listings for entry in slide.all_entries if isinstance(entry, Term))


def _placed(
    slide: Slide,
    number: int,
    part: PlacedPart,
    seminar: Prose,
    words: Words,
    sources: Mapping[str, Source | None] | None,
    diagnostics: list[Diagnostic],
    kept: Kept,
) -> Placed:
    """A slide in its place; every text of it is made, so that what is missing is told."""
    for text in kept.texts(slide):
        words.prose(text)
    cited = tuple(source for name in slide.sources if (source := _source(name, sources, diagnostics)))
    heading = slide.heading()
    title = words.prose(heading) if heading else seminar
    if not title.plain.strip():
        span = heading.span if heading else slide.span
        hint = say("programme:write-one-powerpoint-finds-slides")
        diagnostics.append(error(say("slide.no-title"), span, hint))
    return Placed(slide, number, part, cited, words.prose(slide.notes), words.prose(slide.handout), title)


def _source(name: Slug, sources: Mapping[str, Source | None] | None, diagnostics: list[Diagnostic]) -> Source | None:
    if sources is None:
        return None
    if name not in sources:
        hint = suggest(name, sources, say("hint:write-it-there-or-leave"))
        diagnostics.append(error(say("source.unknown", name=name), name.span, hint))
    return sources.get(name)
