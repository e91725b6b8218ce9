"""Seminars, modules and sources as written, and the deck that a seminar's programme makes of them.

`compose` decides which slides stand in which order, for which audience and language, with the event's own words filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Literal

from deckgen.content import LANGUAGES, Date, Minutes, Slug, Text, Url
from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, listing, warning
from deckgen.model import Many, Model, Within, validate
from deckgen.prose import Prose, prose
from deckgen.reader import Mapping as Located
from deckgen.reader import Scalar, Sequence, parse, span_of
from deckgen.slide import Slide

Kinds = Mapping[str, type[Slide]]


class Source(Model):
    """Where a fact is from: `content/sources.yaml`. `year` is the version read, `checked` the day somebody last read it."""

    title: Text
    publisher: Text
    url: Url
    year: Annotated[int, Within(1900, 2200)]
    checked: Date | None = None
    grade: Literal["primary", "secondary"] = "primary"


class Person(Model):
    """Who speaks."""

    name: Text
    role: Text | None = None


class Event(Model):
    """Where and when. Further fields are free, for `{{ event.… }}` in texts."""

    extra: ClassVar[Literal["allow", "forbid"]] = "allow"
    client: Text | None = None
    date: Date | None = None
    venue: Text | None = None
    speaker: Person | None = None


class HandoutPlan(Model):
    """How the handout is printed."""

    paper: Literal["a4", "letter"] = "a4"


class PartPlan(Model):
    """A part of the programme. `section: false` makes no section slide and no agenda line."""

    part: Text
    section: bool = True
    slides: Annotated[tuple[Any, ...], Many(1, 200)]


class SeminarFile(Model):
    """`content/seminars/<name>.yaml`: what is given to whom, where and when, and of which slides."""

    title: Text
    subtitle: Text | None = None
    audience: Text | None = None
    language: Literal["ko", "en"] = "ko"
    minutes: Minutes
    questions: Minutes = 0.0
    theme: Slug
    event: Event = Event(client=None, date=None, venue=None, speaker=None)
    handout: HandoutPlan = HandoutPlan(paper="a4")
    programme: Annotated[tuple[PartPlan, ...], Many(1, 60)]


class ModuleFile(Model):
    """`content/modules/<name>.yaml`: a library of slides."""

    title: Text
    slides: Annotated[tuple[Any, ...], Many(1, 500)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A slide of a module: as it was written and, if it is sound, as a value."""

    raw: Located
    slide: Slide | None
    span: Span


@dataclass(frozen=True, slots=True)
class Module:
    """A module by its file's name, its slides in order."""

    id: str
    title: Text
    slides: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Seminar:
    """A seminar by its file's name."""

    id: str
    file: SeminarFile
    raw: Located
    path: str

    @property
    def language(self) -> str:
        return self.file.language

    @property
    def theme(self) -> str:
        return str(self.file.theme)

    @property
    def theme_span(self) -> Span | None:
        return self.raw.value_spans.get("theme")

    @property
    def paper(self) -> str:
        return self.file.handout.paper


# reading


def read_module(text: str, path: str, kinds: Kinds) -> tuple[Module | None, list[Diagnostic]]:
    """A module and what is wrong with it. A slide that is not sound is kept as an entry without value, so that a seminar
    naming it is not told that it does not exist."""
    value, found = parse(text, path)
    if found and value is None:
        return None, found
    file = validate(ModuleFile, value, found, Span(path))
    if file is None:
        return None, found
    slides: dict[str, Entry] = {}
    for raw, span in zip(value["slides"], value["slides"].item_spans, strict=True):
        entry = _read_slide(raw, span, kinds, found)
        if entry is None:
            continue
        name = str(raw.get("id"))
        if name in slides:
            found.append(error(f"there are two slides `{name}` in this module", span_of(raw["id"]), f"the first is on line {slides[name].span.line}"))
            continue
        slides[name] = entry
    return Module(PurePosixPath(path).stem, file.title, slides), found


def _read_slide(raw: object, span: Span, kinds: Kinds, found: list[Diagnostic]) -> Entry | None:
    if not isinstance(raw, Located):
        found.append(error("a slide must be a mapping with `id` and `kind`", span, "begin it with `- id: …`"))
        return None
    slide = make_slide(raw, span, kinds, found)
    if not isinstance(raw.get("id"), Scalar):
        return None
    return Entry(raw, slide, span)


def make_slide(raw: Located, span: Span, kinds: Kinds, found: list[Diagnostic]) -> Slide | None:
    """A slide of its kind, or None with what is wrong in `found`."""
    kind = raw.get("kind")
    if kind is None:
        found.append(error("`kind` is missing", next(iter(raw.key_spans.values()), span), f"a slide's kind is one of {listing(kinds, 40)}"))
        return None
    if not isinstance(kind, Scalar) or kind not in kinds:
        where = raw.value_spans.get("kind", span)
        found.append(error(f"there is no kind `{kind if isinstance(kind, str) else '…'}`", where, did_you_mean(str(kind), kinds) or f"kinds are {listing(kinds, 40)}"))
        return None
    slide = validate(kinds[kind], raw, found, span)
    return slide.at(raw.value_spans.get("id", span)) if slide else None


def read_seminar(text: str, path: str) -> tuple[Seminar | None, list[Diagnostic]]:
    """A seminar and what is wrong with it."""
    value, found = parse(text, path)
    if found and value is None:
        return None, found
    file = validate(SeminarFile, value, found, Span(path))
    return (Seminar(PurePosixPath(path).stem, file, value, path) if file else None), found


def read_sources(text: str, path: str) -> tuple[dict[str, Source], list[Diagnostic]]:
    """The sources by their id, and what is wrong with them."""
    value, found = parse(text, path)
    if value is None:
        return {}, found
    if not isinstance(value, Located):
        return {}, [*found, error("this file must be a mapping from ids to sources", span_of(value) or Span(path))]
    sources = {}
    for name, raw in value.items():
        source = validate(Source, raw, found, value.key_spans[name])
        if source:
            sources[name] = source
    return sources, found


# composing


@dataclass(slots=True)
class PlacedPart:
    """A part of the programme as it stands: `number` among the parts with a section, None for the others."""

    number: int | None
    title: Prose
    slides: tuple[str, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A slide as it stands in a deck."""

    slide: Slide
    number: int
    part: PlacedPart | None
    sources: tuple[Source, ...]
    notes: Prose | None
    handout: Prose | None
    title: str


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

    def pick(self, text: Text) -> tuple[str, Span | None, str]:
        """The raw text in this language, its place, and the language it is in."""
        for language in (self.language, ""):
            if language in text.by_language:
                raw, span = text.by_language[language]
                return raw, span, self.language
        other, (raw, span) = next(iter(text.by_language.items()))
        name = {"ko": "Korean", "en": "English"}
        self.findings.append(warning(f"this text has no {name[self.language]}; the {name[other]} is shown", span, f"add `{self.language}: …` beside `{other}`"))
        return raw, span, other

    def plain(self, text: Text | None) -> str:
        """A text without looks; "" where there is none."""
        made = self.prose(text)
        return made.plain if made else ""


@dataclass(frozen=True, slots=True)
class Deck:
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


#: The day that a deck without a date says of itself: a fixed one, so that the same input gives the same bytes.
NO_DATE = "2000-01-01"


def compose(
    seminar: Seminar, modules: Mapping[str, Module], sources: Mapping[str, Source], kinds: Kinds, language: str
) -> tuple[Deck | None, list[Diagnostic]]:
    """The deck of a seminar in a language, and what is wrong with its programme. None if a slide is missing or not sound."""
    file, found = seminar.file, []
    words = Words(language, {})
    title = Words(language).prose(file.title)
    words.variables.update(seminar={"title": title.plain}, event=_event_words(seminar, words, found))
    entries = {name: (entry, module) for module in modules.values() for name, entry in module.slides.items()}
    _twice(modules, found)
    whole = True
    seen: dict[str, Span] = {}
    parts: list[PlacedPart] = []
    placed: list[Placed] = []
    number = 0
    for plan, raw_part in zip(file.programme, seminar.raw["programme"], strict=True):
        if plan.section:
            number += 1
        chosen: list[Slide] = []
        raw_slides = raw_part["slides"]
        for raw, span in zip(raw_slides, raw_slides.item_spans, strict=True):
            for slide in _pick(raw, span, entries, modules, kinds, found):
                if slide is None:
                    whole = False
                elif slide.id in seen:
                    found.append(error(f"the slide `{slide.id}` is already in the programme", span, f"it stands on line {seen[slide.id].line} too; keep one of the two"))
                else:
                    seen[slide.id] = span
                    chosen.append(slide)
        if plan.section:
            section = kinds["section"](id=Slug(f"section-{number}"), kind="section", title=plan.part, lead=None, minutes=0.0, sources=(), notes=None, handout=None).at(plan.part.span)
            chosen.insert(0, section)
        part = PlacedPart(number if plan.section else None, words.prose(plan.part), tuple(str(s.id) for s in chosen), sum(s.minutes for s in chosen))
        parts.append(part)
        for slide in chosen:
            for text in texts(slide):
                words.prose(text)
            named = tuple(_source(s, sources, found) for s in slide.sources)
            heading = slide.heading()
            placed.append(
                Placed(
                    slide,
                    len(placed) + 1,
                    part,
                    tuple(s for s in named if s),
                    words.prose(slide.notes),
                    words.prose(slide.handout),
                    words.plain(heading) if heading else title.plain,
                )
            )
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
    speaker = " ".join(w for w in (words.plain(event.speaker.name), words.plain(event.speaker.role)) if w) if event.speaker else ""
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
    )
    return (deck if whole else None), [*found, *words.findings]


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


def _event_words(seminar: Seminar, words: Words, found: list[Diagnostic]) -> dict[str, object]:
    """The event's fields as plain words for `{{ event.… }}`."""
    event = seminar.raw.get("event")
    given = seminar.file.event

    def plain(raw: object, depth: int = 0) -> object:
        if isinstance(raw, Located):
            if raw and set(raw) <= set(LANGUAGES):
                return words.plain(Text.made(raw))
            return {k: plain(v, depth + 1) for k, v in raw.items() if depth < 4}
        if isinstance(raw, Sequence):
            return ", ".join(str(plain(v, depth + 1)) for v in raw if depth < 4)
        return "" if raw is None else str(raw)

    out: dict[str, object] = plain(event) if isinstance(event, Located) else {}
    if given.date:
        out["date"] = given.date.shown(words.language)
    return out


def _twice(modules: Mapping[str, Module], found: list[Diagnostic]) -> None:
    """Ids are known to all modules: two slides may not share one."""
    first: dict[str, Entry] = {}
    for module in modules.values():
        for name, entry in module.slides.items():
            if name in first:
                found.append(error(f"the slide `{name}` is in two modules", entry.raw.value_spans.get("id", entry.span), f"the other stands at {first[name].span}; give one of them another id"))
            else:
                first[name] = entry


def _pick(
    raw: object, span: Span, entries: Mapping[str, tuple[Entry, Module]], modules: Mapping[str, Module], kinds: Kinds, found: list[Diagnostic]
) -> Iterator[Slide | None]:
    """The slides that one entry of a part stands for; None for one that cannot be had."""
    if isinstance(raw, Scalar):
        yield _named(raw, span, entries, found)
        return
    if not isinstance(raw, Located) or ("slide" in raw) == ("module" in raw):
        found.append(error("an entry of a part must be the id of a slide, `slide: …` with what differs, or `module: …`", span))
        yield None
        return
    if "slide" in raw:
        yield _overridden(raw, span, entries, kinds, found)
        return
    yield from _whole_module(raw, span, modules, found)


def _named(name: object, span: Span, entries: Mapping[str, tuple[Entry, Module]], found: list[Diagnostic]) -> Slide | None:
    if not isinstance(name, Scalar) or name not in entries:
        shown = name if isinstance(name, str) else "…"
        found.append(error(f"there is no slide `{shown}` in any module", span, did_you_mean(str(shown), entries)))
        return None
    return entries[name][0].slide


def _overridden(raw: Located, span: Span, entries, kinds: Kinds, found: list[Diagnostic]) -> Slide | None:
    slide = _named(raw["slide"], raw.value_spans["slide"], entries, found)
    if slide is None:
        return None
    base = entries[raw["slide"]][0].raw
    merged = Located(base.span)
    for source in (base, raw):
        for key, value in source.items():
            if key == "slide" or source is raw and key in ("id", "kind"):
                if key != "slide":
                    found.append(error(f"`{key}` cannot be overridden", raw.key_spans[key], "write another slide in a module"))
                continue
            merged[key] = value
            merged.key_spans[key] = source.key_spans[key]
            merged.value_spans[key] = source.value_spans[key]
    made = make_slide(merged, base.span, kinds, found)
    return made.at(slide.span) if made else None


def _whole_module(raw: Located, span: Span, modules: Mapping[str, Module], found: list[Diagnostic]) -> Iterator[Slide | None]:
    for key in raw:
        if key not in ("module", "without"):
            found.append(error(f"there is no field `{key}` here", raw.key_spans[key], did_you_mean(key, ("module", "without")) or "known here: `module` and `without`"))
    name = raw["module"]
    if not isinstance(name, Scalar) or name not in modules:
        found.append(error(f"there is no module `{name}`", raw.value_spans["module"], did_you_mean(str(name), modules) or f"modules are {listing(modules)}"))
        yield None
        return
    module = modules[name]
    without = raw.get("without")
    left_out = set()
    if without is not None and not isinstance(without, Sequence):
        found.append(error("`without` must be a list", raw.value_spans["without"], "write `without: [id, id]`"))
    for item, at in zip(without or (), without.item_spans if isinstance(without, Sequence) else (), strict=False):
        if item not in module.slides:
            found.append(error(f"there is no slide `{item}` in the module `{name}`", at, did_you_mean(str(item), module.slides)))
        left_out.add(item)
    for slide_name, entry in module.slides.items():
        if slide_name not in left_out:
            yield entry.slide


def _source(name: Slug, sources: Mapping[str, Source], found: list[Diagnostic]) -> Source | None:
    if name not in sources:
        found.append(error(f"there is no source `{name}` in `content/sources.yaml`", name.span, did_you_mean(name, sources)))
        return None
    return sources[name]
