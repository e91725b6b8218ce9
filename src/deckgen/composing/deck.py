"""The deck that a seminar's programme makes of the library: which slides stand in which order, for which audience and
language, with the event's own words filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from deckgen.composing.programme import Library
from deckgen.composing.prose import Prose, prose
from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from deckgen.languages import LANGUAGES
from deckgen.reading.model import Model, Wrong
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Sequence
from deckgen.reading.seminar import Kinds, Module, Seminar, Source, Term
from deckgen.reading.slide import Listing, Slide, Used
from deckgen.reading.values import Slug, Text, Wording
from deckgen.scene import Transition


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
    title: str


class Mention(NamedTuple):
    """A term of the glossary (`deckgen.reading.seminar.Term`), and the ids of the slides that show it or have it printed, in order."""

    term: Term
    slides: tuple[str, ...]


class Words:
    """Texts in one language, with the event's words filled in. Findings are collected, each once."""

    def __init__(self, language: str, variables: Mapping[str, object] | None = None) -> None:
        self.language = language
        self.variables = dict(variables or {})
        self.findings: list[Diagnostic] = []
        self._made: dict[int, tuple[Text, Prose]] = {}

    def prose(self, text: Text | None) -> Prose | None:
        """A text as prose. Where its translation is missing the other language stands in, with a warning."""
        if text is None:
            return None
        made = self._made.get(id(text))
        if made is None:
            raw, span, language = self.pick(text)
            made = (text, prose(raw, self.variables, span, language, self.findings))
            self._made[id(text)] = made
        return made[1]

    def pick(self, text: Wording) -> tuple[str, Span | None, str]:
        """The raw text in this language, its place, and the language it is in. A missing translation is told."""
        raw, span, other = self._written(text)
        if other in ("", self.language):
            return raw, span, self.language
        self.findings.append(
            warning(
                f"this text has no {LANGUAGES[self.language].name}; the {LANGUAGES[other].name} is shown",
                span,
                f"add `{self.language}: …` beside `{other}`",
            )
        )
        return raw, span, other

    def _written(self, text: Wording) -> tuple[str, Span | None, str]:
        for language in (self.language, ""):
            if language in text.by_language:
                return (*text.by_language[language], language)
        language, (raw, span) = next(iter(text.by_language.items()))
        return raw, span, language

    def texts(self) -> list[Text]:
        """Every text that was made into prose."""
        return [text for text, _ in self._made.values()]

    def places(self, texts: Iterable[Text | None], part: str) -> Iterator[Span | None]:
        """Where a part of a text was written, in each of these texts that has it."""
        for text in texts:
            raw, span, _ = self._written(text) if text else ("", None, "")
            if (at := raw.find(part)) >= 0:
                yield raw.place(at, len(part)) if isinstance(raw, Scalar) else span

    def plain(self, text: Text | None) -> str:
        """A text without looks; "" where there is none."""
        made = self.prose(text)
        return made.plain if made else ""


class Deck(NamedTuple):
    """A seminar in one language: its slides in order, its parts, and the words around them. Minutes of talk and questions."""

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

    def clock(self, minutes: float) -> str:
        """The time of day so many minutes after the start; where that is not known, the minutes themselves: `0:05`."""
        whole = int(minutes + 0.5 + 1e-9) + (self.start or 0)
        return f"{whole // 60 % 24}:{whole % 60:02d}"


#: Ids of the section slides.
_MADE = re.compile(r"section-\d+")
#: The day that a deck without a date says of itself: a fixed one, so that the same input gives the same bytes.
NO_DATE = "2000-01-01"


def compose(
    seminar: Seminar,
    modules: Mapping[str, Module],
    sources: Mapping[str, Source | None] | None,
    kinds: Kinds,
    language: str,
    terms: Mapping[str, Term | None] | None = MappingProxyType({}),
) -> tuple[Deck | None, list[Diagnostic]]:
    """The deck of a seminar in a language, and what is wrong with its programme. None if a slide is missing or not sound.

    Every text of every slide is made here, so that a missing translation or an unknown variable is told even where a kind
    does not draw it. `sources` and `terms` are None where they could not be read.
    """
    file, found = seminar.file, []
    words = Words(language)
    # the event's words know no others, the title knows the event's, and all texts know both
    words.variables["event"] = _event_words(seminar, language, found)
    title = words.prose(file.title)
    words.variables["seminar"] = {"title": title.plain}
    chosen, whole = _chosen(seminar, Library(modules, kinds, found), kinds, found)
    used = _used([s for slides in chosen for s in slides], words, sources, terms, found)
    parts: list[PlacedPart] = []
    placed: list[Placed] = []
    for plan, slides in zip(file.programme, chosen, strict=True):
        slides = [
            s for slide in slides for s in (slide.spread(used, found) if isinstance(slide, Listing) else (slide,))
        ]
        number = sum(p.number is not None for p in parts) + 1 if plan.section else None
        part = PlacedPart(
            number, words.prose(plan.part), tuple(str(s.id) for s in slides), sum(s.minutes for s in slides)
        )
        parts.append(part)
        for slide in slides:
            placed.append(_placed(slide, len(placed) + 1, part, title.plain, words, sources, found))
    found.extend(_avoided(words, terms))
    talk = sum(p.slide.minutes for p in placed)
    if talk + file.questions > file.minutes + 1e-9:
        over = talk + file.questions - file.minutes
        found.append(
            warning(
                f"the programme takes {talk + file.questions:g} minutes ({talk:g} of talk, {file.questions:g} for questions), {over:g} more than the seminar has",
                seminar.raw.value_spans.get("minutes"),
                "leave slides out, or give the seminar more minutes",
            )
        )
    event = file.event
    speaker = (
        ", ".join(w for w in (words.plain(event.speaker.name), words.plain(event.speaker.role)) if w)
        if event.speaker
        else ""
    )
    deck = Deck(
        id=seminar.id,
        language=language,
        title=words.prose(file.title),
        subtitle=words.prose(file.subtitle),
        audience=words.prose(file.audience),
        client=words.plain(event.client),
        venue=words.plain(event.venue),
        date=event.date.shown(language) if event.date else "",
        date_iso=event.date.iso if event.date else NO_DATE,
        speaker=speaker,
        theme=str(file.theme),
        minutes=file.minutes,
        questions=file.questions,
        talk=talk,
        parts=tuple(parts),
        slides=tuple(placed),
        words=words,
        terms=tuple(_mentions(placed, used, words)),
        start=event.start.minutes if event.start else None,
        transition=file.transition,
    )
    return (deck if whole else None), [*found, *words.findings]


def _chosen(
    seminar: Seminar, library: Library, kinds: Kinds, found: list[Diagnostic]
) -> tuple[list[list[Slide]], bool]:
    """The slides of each part, its section slide included, and whether all that are named could be had."""
    whole = True
    seen: dict[str, Span] = {}
    out: list[list[Slide]] = []
    number = 0
    for plan, raw_part in zip(seminar.file.programme, seminar.raw["programme"], strict=True):
        chosen: list[Slide] = []
        raw_slides = raw_part["slides"]
        for raw, span in zip(raw_slides, raw_slides.item_spans, strict=True):
            for slide in library.pick(raw, span):
                if slide is None:
                    whole = False
                elif _MADE.fullmatch(slide.id):
                    found.append(
                        error(
                            f"`{slide.id}` is the id of a slide that deckgen makes",
                            slide.span,
                            "give the slide another id",
                        )
                    )
                elif slide.id in seen:
                    found.append(
                        error(
                            f"the slide `{slide.id}` is already in the programme",
                            span,
                            f"it stands on line {seen[slide.id].line} too; keep one of the two",
                        )
                    )
                else:
                    seen[slide.id] = span
                    chosen.append(slide)
        if plan.section:
            number += 1
            section = kinds["section"](
                id=Slug(f"section-{number}"),
                kind="section",
                title=plan.part,
                lead=None,
                minutes=0.0,
                sources=(),
                transition=None,
                notes=None,
                handout=None,
            )
            chosen.insert(0, section.at(plan.part.span))
        out.append(chosen)
    return out, whole


def _used(
    slides: list[Slide],
    words: Words,
    sources: Mapping[str, Source | None] | None,
    terms: Mapping[str, Term | None] | None,
    found: list[Diagnostic],
) -> Used:
    """The sources and terms of a deck: what its slides name, and the terms in what they show or have printed."""
    named = dict.fromkeys(s for slide in slides for s in slide.sources if sources and sources.get(s))
    glossary = None if terms is None else {name: term for name, term in terms.items() if term}
    shown = "\n".join(_used_in(slide, words) for slide in slides if not isinstance(slide, Listing))
    there = [t for t in (glossary or {}).values() if t.occurs(shown, words.language)]
    return Used(
        tuple(sources[s] for s in named),
        tuple(sorted(there, key=lambda t: t.name(words.language).casefold())),
        glossary,
    )


def _mentions(placed: list[Placed], used: Used, words: Words) -> Iterator[Mention]:
    """The terms of a deck, those that a slide lists included, with the slides that use them."""
    listed = (t for p in placed if isinstance(p.slide, Listing) for t in p.slide.whole if isinstance(t, Term))
    terms = dict.fromkeys((*used.terms, *listed))
    shown = [(str(p.slide.id), _used_in(p.slide, words)) for p in placed if not isinstance(p.slide, Listing)]
    for term in sorted(terms, key=lambda t: t.name(words.language).casefold()):
        yield Mention(term, tuple(id for id, text in shown if term.occurs(text, words.language)))


def shown(slide: Slide, words: Words) -> str:
    """The words that a slide shows."""
    return _read(slide, words, {"notes", "handout", "exercise"})


def _used_in(slide: Slide, words: Words) -> str:
    """What a slide shows and has printed."""
    return _read(slide, words, {"notes"})


def _read(slide: Slide, words: Words, without: set[str]) -> str:
    return "\n".join(
        words.plain(text) for field, value in vars(slide).items() if field not in without for text in texts(value)
    )


def _avoided(words: Words, terms: Mapping[str, Term | None] | None) -> Iterator[Diagnostic]:
    """Words of the deck for which the glossary has another one: one thing has one name."""
    for term in (t for t in (terms or {}).values() if t and t.avoid.get(words.language)):
        for text in words.texts():
            written = term.avoided(words.plain(text), words.language)
            if written:
                span = next(words.places([text], written), text.span)
                yield warning(
                    f"the glossary says `{term.name(words.language)}` for `{written}`",
                    span,
                    f"write `{term.name(words.language)}`, or take `{written}` out of the term's `avoid`",
                )


def _placed(
    slide: Slide,
    number: int,
    part: PlacedPart,
    seminar: str,
    words: Words,
    sources: Mapping[str, Source | None] | None,
    found: list[Diagnostic],
) -> Placed:
    """A slide in its place; every text of it is made, so that what is missing is told."""
    for text in texts(slide):
        words.prose(text)
    named = tuple(_source(s, sources, found) for s in slide.sources)
    heading = slide.heading()
    called = words.plain(heading) if heading else seminar
    if not called.strip():
        found.append(
            error(
                "this slide's title is empty",
                heading.span if heading else slide.span,
                "write one: PowerPoint finds slides by their titles, and so do people who listen to them",
            )
        )
    return Placed(
        slide, number, part, tuple(s for s in named if s), words.prose(slide.notes), words.prose(slide.handout), called
    )


def texts(value: object) -> Iterator[Text]:
    """Every text of a slide, its parts included."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, (tuple, list)):
        for v in value:
            yield from texts(v)
    elif isinstance(value, Model):
        for v in value.__dict__.values():
            if v is not None:
                yield from texts(v)


class _EventWords(dict):
    """The event's words by their names; `home` is the seminar's file, for what is said of a name that is not among them."""

    home = ""


def _event_words(seminar: Seminar, language: str, found: list[Diagnostic]) -> dict[str, object]:
    """The event's fields as plain words for `{{ event.… }}`, free fields included."""
    words = Words(language)
    event = seminar.raw.get("event")

    def plain(raw: object, span: Span | None) -> object:
        if isinstance(raw, Located) and not (raw and set(raw) <= set(LANGUAGES)):
            return {k: plain(v, raw.value_spans[k]) for k, v in raw.items()}
        if isinstance(raw, Sequence):
            return ", ".join(str(plain(v, at)) for v, at in zip(raw, raw.item_spans, strict=True))
        try:
            return words.plain(Text.parse(raw)) if raw is not None else ""
        except Wrong as e:
            found.extend(error(w.message.replace("{name}", "this"), w.span or span, w.hint) for w in (e, *e.also))
            return ""

    out = _EventWords(plain(event, None) if isinstance(event, Located) and not set(event) <= set(LANGUAGES) else {})
    out.home = seminar.path
    if seminar.file.event.date:
        out["date"] = seminar.file.event.date.shown(language)
    found.extend(words.findings)
    return out


def _source(name: Slug, sources: Mapping[str, Source | None] | None, found: list[Diagnostic]) -> Source | None:
    if sources is None:
        return None
    if name not in sources:
        found.append(
            error(
                f"there is no source `{name}` in `content/sources.yaml`",
                name.span,
                did_you_mean(name, sources) or "write it there, or leave it out here",
            )
        )
    return sources.get(name)
