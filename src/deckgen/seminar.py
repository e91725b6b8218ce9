"""Seminars, modules and sources as written, and the deck that a seminar's programme makes of them.

`compose` decides which slides stand in which order, for which audience and language, with the event's own words filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from deckgen.content import LANGUAGES, Date, Minutes, Slug, Text, Url, Wording, is_slug
from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, listing, warning
from deckgen.model import Many, Model, Within, Wrong, shown, validate
from deckgen.prose import Prose, prose
from deckgen.reader import Mapping as Located
from deckgen.reader import Scalar, Sequence, parse, span_of
from deckgen.scene import Transition
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
    transition: Transition | None = None
    programme: Annotated[tuple[PartPlan, ...], Many(1, 60)]


class ModuleFile(Model):
    """`content/modules/<name>.yaml`: a library of slides."""

    title: Text
    slides: Annotated[tuple[Any, ...], Many(1, 500)]


class Entry(NamedTuple):
    """A slide of a module: as it was written and, if it is sound, as a value."""

    raw: Located
    slide: Slide | None
    span: Span


class Module(NamedTuple):
    """A module by its file's name, its slides in order. It is not `whole` if some of them could not be read: then a seminar
    that names an unknown slide is not told so, because it may be among them."""

    id: str
    slides: Mapping[str, Entry]
    whole: bool = True


class Seminar(NamedTuple):
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


def read_module(text: str, path: str, kinds: Kinds) -> tuple[Module, list[Diagnostic]]:
    """A module and what is wrong with it. A slide that is not sound is kept as an entry without value, so that a seminar
    naming it is not told that it does not exist."""
    value, found = _parsed(text, path)
    whole = value is not None and validate(ModuleFile, value, found, Span(path)) is not None
    raw_slides = value.get("slides") if isinstance(value, Located) else None
    slides: dict[str, Entry] = {}
    if isinstance(raw_slides, Sequence):
        for raw, span in zip(raw_slides, raw_slides.item_spans, strict=True):
            entry = _read_slide(raw, span, kinds, found)
            if entry is None:
                whole = False
                continue
            name = str(entry.raw["id"])
            if name in slides:
                whole = False
                found.append(error(f"there are two slides `{name}` in this module", span_of(entry.raw["id"]), f"the first is on line {slides[name].span.line}"))
                continue
            slides[name] = entry
    return Module(PurePosixPath(path).stem, slides, whole), found


def _parsed(text: str, path: str) -> tuple[Any, list[Diagnostic]]:
    """The located value of a file that must not be empty."""
    value, found = parse(text, path)
    if value is None and not found:
        found.append(error("this file is empty", Span(path), "write it as README.md shows, or delete it"))
    return value, found


def _read_slide(raw: object, span: Span, kinds: Kinds, found: list[Diagnostic]) -> Entry | None:
    if not isinstance(raw, Located):
        found.append(error("a slide must be a mapping with `id` and `kind`", span, "begin it with `- id: …`"))
        return None
    slide = make_slide(raw, span, kinds, found)
    return Entry(raw, slide, span) if is_slug(raw.get("id")) else None


def make_slide(raw: Located, span: Span, kinds: Kinds, found: list[Diagnostic]) -> Slide | None:
    """A slide of its kind, or None with what is wrong in `found`."""
    kind = raw.get("kind")
    if kind is None:
        found.append(error("`kind` is missing", next(iter(raw.key_spans.values()), span), f"a slide's kind is one of {listing(kinds, 40)}"))
        return None
    where = raw.value_spans.get("kind", span)
    if not isinstance(kind, Scalar):
        found.append(error(f"`kind` must be the name of a kind, found {shown(kind)}", where, f"kinds are {listing(kinds, 40)}"))
        return None
    if kind not in kinds:
        found.append(error(f"there is no kind {shown(kind)}", where, did_you_mean(kind, kinds) or f"kinds are {listing(kinds, 40)}"))
        return None
    slide = validate(kinds[kind], raw, found, span)
    return slide.at(raw.value_spans.get("id", span)) if slide else None


def read_seminar(text: str, path: str) -> tuple[Seminar | None, list[Diagnostic]]:
    """A seminar and what is wrong with it."""
    value, found = _parsed(text, path)
    if value is None:
        return None, found
    file = validate(SeminarFile, value, found, Span(path))
    return (Seminar(PurePosixPath(path).stem, file, value, path) if file else None), found


def read_sources(text: str, path: str) -> tuple[dict[str, Source | None] | None, list[Diagnostic]]:
    """The sources by their id, and what is wrong with them. A source that is not sound is None; so is the whole, if the file
    cannot be read."""
    value, found = parse(text, path)
    if value is None:
        return (None if found else {}), found
    if not isinstance(value, Located):
        return None, [*found, error(f"this file must be a mapping from ids to sources, found {shown(value)}", span_of(value) or Span(path), "write `id:` and the source's fields indented beneath")]
    return {name: validate(Source, raw, found, value.key_spans[name]) for name, raw in value.items()}, found


# composing


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
        name = {"ko": "Korean", "en": "English"}
        self.findings.append(warning(f"this text has no {name[self.language]}; the {name[other]} is shown", span, f"add `{self.language}: …` beside `{other}`"))
        return raw, span, other

    def _written(self, text: Wording) -> tuple[str, Span | None, str]:
        for language in (self.language, ""):
            if language in text.by_language:
                return (*text.by_language[language], language)
        language, (raw, span) = next(iter(text.by_language.items()))
        return raw, span, language

    def made(self) -> list[Text]:
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
    transition: Transition | None = None


#: Ids of the section slides.
_MADE = re.compile(r"section-\d+")
#: The day that a deck without a date says of itself: a fixed one, so that the same input gives the same bytes.
NO_DATE = "2000-01-01"


def compose(
    seminar: Seminar, modules: Mapping[str, Module], sources: Mapping[str, Source | None] | None, kinds: Kinds, language: str
) -> tuple[Deck | None, list[Diagnostic]]:
    """The deck of a seminar in a language, and what is wrong with its programme. None if a slide is missing or not sound.

    Every text of every slide is made here, so that a missing translation or an unknown variable is told even where a kind
    does not draw it. `sources` is None where they could not be read.
    """
    file, found = seminar.file, []
    words = Words(language)
    # the event's words know no others, the title knows the event's, and all texts know both
    words.variables["event"] = _event_words(seminar, language, found)
    title = words.prose(file.title)
    words.variables["seminar"] = {"title": title.plain}
    library = _Library(modules, kinds, found)
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
            for slide in library.pick(raw, span):
                if slide is None:
                    whole = False
                elif _MADE.fullmatch(slide.id):
                    found.append(error(f"`{slide.id}` is the id of a slide that deckgen makes", slide.span, "give the slide another id"))
                elif slide.id in seen:
                    found.append(error(f"the slide `{slide.id}` is already in the programme", span, f"it stands on line {seen[slide.id].line} too; keep one of the two"))
                else:
                    seen[slide.id] = span
                    chosen.append(slide)
        if plan.section:
            section = kinds["section"](id=Slug(f"section-{number}"), kind="section", title=plan.part, lead=None, minutes=0.0, sources=(), transition=None, notes=None, handout=None).at(plan.part.span)
            chosen.insert(0, section)
        part = PlacedPart(number if plan.section else None, words.prose(plan.part), tuple(str(s.id) for s in chosen), sum(s.minutes for s in chosen))
        parts.append(part)
        for slide in chosen:
            for text in texts(slide):
                words.prose(text)
            named = tuple(_source(s, sources, found) for s in slide.sources)
            heading = slide.heading()
            called = words.plain(heading) if heading else title.plain
            if not called.strip():
                found.append(error("this slide's title is empty", heading.span if heading else slide.span, "write one: PowerPoint finds slides by their titles, and so do people who listen to them"))
            placed.append(
                Placed(
                    slide,
                    len(placed) + 1,
                    part,
                    tuple(s for s in named if s),
                    words.prose(slide.notes),
                    words.prose(slide.handout),
                    called,
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
    speaker = ", ".join(w for w in (words.plain(event.speaker.name), words.plain(event.speaker.role)) if w) if event.speaker else ""
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
        transition=file.transition,
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
            return words.plain(Text.made(raw)) if raw is not None else ""
        except Wrong as e:
            found.extend(error(w.message.replace("{name}", "this"), w.span or span, w.hint) for w in (e, *e.also))
            return ""

    out = _EventWords(plain(event, None) if isinstance(event, Located) and not set(event) <= set(LANGUAGES) else {})
    out.home = seminar.path
    if seminar.file.event.date:
        out["date"] = seminar.file.event.date.shown(language)
    found.extend(words.findings)
    return out


class _Library:
    """All slides of all modules by their id; what is found while picking from them is added to `found`."""

    def __init__(self, modules: Mapping[str, Module], kinds: Kinds, found: list[Diagnostic]) -> None:
        self.modules, self.kinds, self.found = modules, kinds, found
        self.entries: dict[str, Entry] = {}
        self.whole = all(m.whole for m in modules.values())
        for module in modules.values():
            for name, entry in module.slides.items():
                first = self.entries.setdefault(name, entry)
                if first is not entry:
                    at = entry.raw.value_spans.get("id", entry.span)
                    self.found.append(error(f"the slide `{name}` is in two modules", at, f"the other stands at {first.span}; give one of them another id"))

    def pick(self, raw: object, span: Span) -> Iterator[Slide | None]:
        """The slides that one entry of a part stands for; None for one that cannot be had."""
        if isinstance(raw, Scalar):
            entry = self._named(raw, span)
            yield entry.slide if entry else None
        elif not isinstance(raw, Located) or ("slide" in raw) == ("module" in raw):
            self._no_entry(raw, span)
            yield None
        elif "slide" in raw:
            yield self._overridden(raw)
        else:
            yield from self._whole_module(raw, span)

    def _no_entry(self, raw: object, span: Span) -> None:
        """An entry that stands for no slides."""
        if isinstance(raw, Located) and "slide" in raw:
            self.found.append(error("an entry of the programme names a slide or a module, not both", raw.key_spans["module"], "write two entries"))
            return
        wanted = "the id of a slide, `slide: …` with what differs, or `module: …`"
        near = next((h for h in (did_you_mean(k, ("slide", "module")) for k in raw) if h), None) if isinstance(raw, Located) else None
        self.found.append(error(f"an entry of the programme must be {wanted}, found {shown(raw)}", span, near or "write for example `- first-steps`"))

    def _named(self, name: object, span: Span) -> Entry | None:
        if not isinstance(name, Scalar):
            self.found.append(error(f"`slide` must be the id of a slide, found {shown(name)}", span, "write for example `slide: first-steps`"))
            return None
        entry = self.entries.get(name)
        if entry is None and self.whole:
            self.found.append(error(f"there is no slide {shown(name)} in any module", span, did_you_mean(name, self.entries) or "write it in a module, or leave it out here"))
        return entry

    def _overridden(self, raw: Located) -> Slide | None:
        """A slide with what differs laid over it, read again as a whole: a mistake is told where it was written."""
        entry = self._named(raw["slide"], raw.value_spans["slide"])
        if entry is None:
            return None
        base = entry.raw  # where it is not sound itself, its mistakes are found a second time and told once
        merged = Located(base.span)
        for source in (base, raw):
            for key, value in source.items():
                if source is raw and key == "slide":
                    continue
                if source is raw and key in ("id", "kind"):
                    self.found.append(error(f"`{key}` cannot differ from the module's", raw.key_spans[key], "write another slide in a module"))
                    continue
                merged[key] = value
                merged.key_spans[key] = source.key_spans[key]
                merged.value_spans[key] = source.value_spans[key]
        return make_slide(merged, base.span, self.kinds, self.found)

    def _whole_module(self, raw: Located, span: Span) -> Iterator[Slide | None]:
        for key in raw:
            if key not in ("module", "without"):
                self.found.append(error(f"there is no field `{key}` here", raw.key_spans[key], did_you_mean(key, ("module", "without")) or "known here: `module` and `without`"))
        name, at = raw["module"], raw.value_spans["module"]
        if not isinstance(name, Scalar):
            self.found.append(error(f"`module` must be the name of a module, found {shown(name)}", at, f"modules are {listing(self.modules)}"))
        elif name not in self.modules:
            self.found.append(error(f"there is no module {shown(name)}", at, did_you_mean(name, self.modules) or f"modules are {listing(self.modules)}"))
        module = self.modules.get(name) if isinstance(name, Scalar) else None
        left_out = self._left_out(raw, module) if module else None
        if module is None or left_out is None:
            yield None
            return
        chosen = [entry.slide for name, entry in module.slides.items() if name not in left_out]
        if not chosen and module.whole:
            self.found.append(error(f"no slide of the module `{name}` is left", span, "delete this entry"))
        yield from chosen if chosen else (None,)

    def _left_out(self, raw: Located, module: Module) -> set[str] | None:
        without = raw.get("without")
        if without is None:
            return set()
        if not isinstance(without, Sequence):
            self.found.append(error(f"`without` must be a list, found {shown(without)}", raw.value_spans["without"], "write `without: [id, id]`"))
            return None
        for item, at in zip(without, without.item_spans, strict=True):
            if not isinstance(item, Scalar):
                self.found.append(error(f"each of `without` must be the id of a slide, found {shown(item)}", at, "write `without: [id, id]`"))
            elif item not in module.slides and module.whole:
                self.found.append(error(f"there is no slide {shown(item)} in the module `{module.id}`", at, did_you_mean(item, module.slides) or f"it has {listing(module.slides)}"))
        return {item for item in without if isinstance(item, Scalar)}


def _source(name: Slug, sources: Mapping[str, Source | None] | None, found: list[Diagnostic]) -> Source | None:
    if sources is None:
        return None
    if name not in sources:
        found.append(error(f"there is no source `{name}` in `content/sources.yaml`", name.span, did_you_mean(name, sources) or "write it there, or leave it out here"))
    return sources.get(name)
