"""Seminars, modules, sources and glossary as authors wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from deckgen.diagnostics import Diagnostic, Span, choose, error, first_causes, nearest
from deckgen.languages import DEFAULT, LANGUAGES
from deckgen.messages import say
from deckgen.reading.certificate import UNSIGNED, CertificatePlan
from deckgen.reading.event import ANYWHERE, Attendee, Event
from deckgen.reading.facts import HALF_A_YEAR, Fact, FactsPlan
from deckgen.reading.facts import Entry as FactEntry
from deckgen.reading.facts import entries as fact_entries
from deckgen.reading.grounds import GroundName
from deckgen.reading.hall import RHYTHM, Rhythm, RoomPlan
from deckgen.reading.imprint import Imprint
from deckgen.reading.model import Many, Model, Wrong, shown
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Sequence, Value, span_of
from deckgen.reading.outdented import taken_back, without_outdented
from deckgen.reading.parser import parse
from deckgen.reading.printing import AS_EVER, HandoutPlan
from deckgen.reading.props import PropName
from deckgen.reading.showing import HIDDEN, Appendix, Motion, Stepped
from deckgen.reading.slide import Address, Slide
from deckgen.reading.sources import Source
from deckgen.reading.speaking import PACE, Pace
from deckgen.reading.tableau import Tableau
from deckgen.reading.validation import validate
from deckgen.reading.values import (
    DeckFonts,
    LanguageKey,
    Minutes,
    Name,
    Slug,
    Text,
    ThemeName,
    is_slug,
)
from deckgen.reading.variants import VariantsPlan
from deckgen.scene import Transition

Kinds = Mapping[str, type[Slide]]
#: Fields of many kinds, which are no slips of `kind`.
_OF_MANY = ("title", "type", "text", "name", "items")
#: Where to look for a kind: there are too many to name.
KINDS_ARE = say("slide:readme-md-shows-every-kind")


#: Spellings of a word, by language.
Spellings = dict[LanguageKey, Annotated[tuple[str, ...], Many(0, 12)]]
_NO_SPELLINGS: Spellings = {}

if TYPE_CHECKING:
    _Names = Model
else:
    #: A name in each language, by its key; what is not complete may go without.
    _Names = type(
        "_Names",
        (Model,),
        {
            "__module__": __name__,
            "__annotations__": {key: "Name" if r.complete else "Name | None" for key, r in LANGUAGES.items()},
            **{key: None for key, r in LANGUAGES.items() if not r.complete},
        },
    )


class Term(_Names):
    """A term of `content/glossary.yaml`: its name in each language, `also` other spellings by which it is found in
    texts, `avoid` words for the same thing that no text is to use, what it means, and the `prop` that draws it."""

    also: Spellings = _NO_SPELLINGS
    avoid: Spellings = _NO_SPELLINGS
    definition: Text
    prop: PropName | None = None

    def name(self, language: str) -> str:
        """What the term is called in a language, or in the one beside it."""
        return str(self.names(language)[0])

    def names(self, language: str) -> tuple[Name, Name]:
        """What the term is called in a language and in the one beside it, as written; twice the same where there is
        only one."""
        own: Name | None = getattr(self, language)
        beside: Name = getattr(self, LANGUAGES[language].beside)
        return own or beside, beside

    def other(self, language: str) -> str:
        """What it is called in the language beside."""
        return self.name(LANGUAGES[language].beside)

    def occurs(self, text: str, language: str) -> bool:
        """Whether a text names the term."""
        return any(True for _ in self._mentions(text, language))

    def count(self, text: str, language: str) -> int:
        """How often a text names the term; a word that only ends in the same letters does not."""
        return sum(1 for _ in self._mentions(text, language))

    def _mentions(self, text: str, language: str) -> Iterator[str]:
        """The places where a text names the term, by each of its spellings in turn."""
        find = LANGUAGES[language].mentions
        for name in (self.name(language), *self.also.get(language, ())):
            yield from find(name, text)

    def avoided(self, text: str, language: str) -> str | None:
        """A word of a text that `avoid` names, or None."""
        find = LANGUAGES[language].avoided
        return next((match for name in self.avoid.get(language, ()) for match in find(name, text)), None)


class PartPlan(Model):
    """A `part` of the programme, by its title, with its `slides`. `section: false` makes no section slide and no agenda
    line. It shows the `lead`, one sentence that says what the part brings and that it must have, and the `scene`, on a
    `ground` where that is not the theme's next."""

    part: Text
    section: bool = True
    lead: Text | None = None
    ground: GroundName | None = None
    scene: Tableau | None = None
    slides: Annotated[tuple[Any, ...], Many(1, 200)]


class ShowPlan(Model):
    """A short version of a seminar: slides by their ids, in the order in which they are shown."""

    name: Text
    slides: Annotated[tuple[Slug, ...], Many(1, 200)]


class SeminarFile(Model):
    """`content/seminars/<name>.yaml`: what is given to whom, where and when, and of which slides.

    `title` and `subtitle` stand on the cover; `audience` is for whom it is; `language` that of its deck; `minutes` how
    long it takes, with the `questions` at its end; `theme` a folder of `themes/`; `event` where and when it is given;
    `handout` what is printed beside the deck; `fonts` whether the deck carries its own; `transition` how slides come
    in; `motion` whether they are told step by step; `steps` which outputs have a page for each step; `appendix` what
    becomes of slides behind the closing; `address` where codes to scan lead; `imprint` who publishes it; `certificate`
    who signs for its attendees; `attendees` are all of them, for the attendance list and the name badges; `shows` are
    short versions; `facts` says how old they may be; `rhythm` how much sameness a talk may have; `room` how far the
    last row is from the screen; `pace` how fast the speaker speaks; `variants` to whom else it is given;
    `programme` is its parts, each with slides.
    """

    title: Text
    subtitle: Text | None = None
    audience: Text | None = None
    language: LanguageKey = DEFAULT
    minutes: Minutes
    questions: Minutes = 0.0
    theme: ThemeName
    event: Event = ANYWHERE
    handout: HandoutPlan = AS_EVER
    fonts: DeckFonts | None = None
    transition: Transition | None = None
    motion: Motion = "on"
    steps: Annotated[tuple[Stepped, ...], Many(0, 3)] = ()
    appendix: Appendix = HIDDEN
    address: Address | None = None
    imprint: Imprint | None = None
    certificate: CertificatePlan = UNSIGNED
    attendees: Annotated[tuple[Attendee, ...], Many(0, 2000)] = ()
    shows: Annotated[tuple[ShowPlan, ...], Many(0, 30)] = ()
    facts: FactsPlan = HALF_A_YEAR
    rhythm: Rhythm = RHYTHM
    room: RoomPlan | None = None
    pace: Pace = PACE
    variants: VariantsPlan | None = None
    programme: Annotated[tuple[PartPlan, ...], Many(1, 60)]

    def _checked(self) -> Iterator[Wrong]:
        if self.address and self.address.url is None:
            yield Wrong(say("value.address-without-url"), None, say("slide:write-address"), "address")


class ModuleFile(Model):
    """`content/modules/<name>.yaml`: a library of `slides`, which seminars share, under a `title`."""

    title: Text
    slides: Annotated[tuple[Any, ...], Many(1, 500)]


class Entry(NamedTuple):
    """A slide of a module: as it was written and, if it is sound, as a value; `lines` are those of its file."""

    raw: Located
    slide: Slide | None
    span: Span
    lines: tuple[str, ...] = ()


class Module(NamedTuple):
    """A module by its file's name, its slides in order. It is not `complete` if some of them could not be read: then a
    seminar that names an unknown slide is not told so, because it may be among them."""

    id: str
    slides: Mapping[str, Entry]
    complete: bool = True


class Seminar(NamedTuple):
    """A seminar by its file's name; of a `variant` the key of the row that fills it, and how its files are `called`."""

    id: str
    file: SeminarFile
    raw: Located
    path: str
    variant: str = ""
    called: str = ""

    @property
    def language(self) -> str:
        return self.file.language

    @property
    def theme(self) -> str:
        return str(self.file.theme)

    @property
    def theme_span(self) -> Span | None:
        return self.raw.value_spans.get("theme")


# reading


def read_module(text: str, path: str, kinds: Kinds, before: Module | None = None) -> tuple[Module, list[Diagnostic]]:
    """A module and what is wrong with it. A slide that is not sound is kept as an entry without value, so that a
    seminar naming it is not told that it does not exist. Of the same file as it was `before`, slides whose lines stand
    where they stood are taken."""
    value, diagnostics = _parse_file(text, path)
    if isinstance(value, Located) and "programme" in value and "slides" not in value:
        message = say("file.seminar-among-modules")
        diagnostics.append(error(message, value.key_spans["programme"], say("slide:move-the-file-to-content")))
        return Module(PurePosixPath(path).stem, {}, complete=False), diagnostics
    value = taken_back(value, "slides", ModuleFile, lambda slide: _kind_of(slide, kinds), diagnostics)
    complete = not any(d.severity == "error" for d in diagnostics)
    complete &= value is not None and validate(ModuleFile, value, diagnostics, Span(path)) is not None
    raw_slides = value.get("slides") if isinstance(value, Located) else None
    slides: dict[str, Entry] = {}
    items = list(raw_slides.items()) if isinstance(raw_slides, Sequence) else []
    lines = _Lines(text, [span.line for _, span in items])
    sound = not any(d.severity == "error" for d in diagnostics)
    for raw, span in without_outdented(items, diagnostics):
        own = lines.of(span)
        entry = _unchanged(raw, span, own, before) if sound else None
        entry = entry or _read_slide(raw, span, kinds, diagnostics, own)
        if entry is None or not _add(entry, slides, diagnostics):
            complete = False
    return Module(PurePosixPath(path).stem, slides, complete), first_causes(diagnostics)


def _add(entry: Entry, slides: dict[str, Entry], diagnostics: list[Diagnostic]) -> bool:
    """Adds a slide to those of a module; False for one whose id another has."""
    name = str(entry.raw["id"])
    first = slides.setdefault(name, entry)
    if first is not entry:
        hint = say("slide:the-first-is-on-line", line=first.span.line)
        diagnostics.append(error(say("slide.id-twice", name=name), span_of(entry.raw["id"]), hint))
    return first is entry


def _parse_file(text: str, path: str) -> tuple[Value, list[Diagnostic]]:
    """The located value of a file that must not be empty."""
    value, diagnostics = parse(text, path)
    if value is None and not diagnostics:
        diagnostics.append(error(say("file.empty"), Span(path), say("slide:write-it-as-readme-md")))
    return value, diagnostics


def _kind_of(slide: Located, kinds: Kinds) -> type[Slide]:
    """The kind of a slide as it was written; what all have in common, where there is none of that name."""
    kind = slide.get("kind")
    return kinds.get(kind, Slide) if isinstance(kind, Scalar) else Slide


class _Lines:
    """The lines of a file with slides that begin on some of them."""

    def __init__(self, text: str, starts: list[int]) -> None:
        self._lines = text.splitlines()
        ends = [*starts[1:], len(self._lines)]  # in brackets one may end where the next begins
        self._ends = dict(zip(starts, ends, strict=False))  # where none does, it has no end

    def of(self, span: Span) -> tuple[str, ...]:
        """Those of the slide that begins at a place, up to that on which the next one does."""
        return tuple(self._lines[span.line - 1 : self._ends.get(span.line, span.line)])


def _unchanged(raw: object, span: Span, lines: tuple[str, ...], before: Module | None) -> Entry | None:
    """The slide of the same file as it was before, if that is sound, and its lines stood where they stand."""
    name = raw.get("id") if isinstance(raw, Located) else None
    entry = before.slides.get(name) if before and isinstance(name, Scalar) else None
    same = entry is not None and entry.slide is not None and entry.span == span and entry.lines == lines
    return entry if same else None


def _read_slide(
    raw: object, span: Span, kinds: Kinds, diagnostics: list[Diagnostic], lines: tuple[str, ...] = ()
) -> Entry | None:
    if not isinstance(raw, Located):
        message = say("slide.no-mapping")
        diagnostics.append(error(message, span, say("slide:begin-it-with-id")))
        return None
    slide = make_slide(raw, span, kinds, diagnostics)
    return Entry(raw, slide, span, lines) if is_slug(raw.get("id")) else None


def make_slide(raw: Located, span: Span, kinds: Kinds, diagnostics: list[Diagnostic]) -> Slide | None:
    """A slide of its kind, or None with what is wrong in `diagnostics`."""
    kind = raw.get("kind")
    where = raw.value_spans.get("kind", span)
    if kind is None:
        fields = (*Slide.__annotations__, *_OF_MANY)
        if meant := next((key for key in raw if nearest(key, fields) == "kind"), None):
            diagnostics.append(
                error(say("field.unknown", key=meant), raw.key_spans[meant], say("slide:did-you-mean-kind"))
            )
            return None
        place = next(iter(raw.key_spans.values()), span)
        diagnostics.append(error(say("kind.missing"), place, say("slide:add-a-line-kind", kinds=KINDS_ARE)))
        return None
    if not isinstance(kind, Scalar):
        diagnostics.append(error(say("kind.not-a-name", found=shown(kind)), where, KINDS_ARE))
        return None
    if kind not in kinds:
        diagnostics.append(error(say("kind.unknown", found=shown(kind)), where, choose(kind, kinds, "kinds")))
        return None
    slide = validate(kinds[kind], raw, diagnostics, span)
    return slide.at(raw.value_spans.get("id", span)) if slide else None


def read_seminar(text: str, path: str) -> tuple[Seminar | None, list[Diagnostic]]:
    """A seminar and what is wrong with it."""
    value, diagnostics = _parse_file(text, path)
    if isinstance(value, Located) and "slides" in value and "programme" not in value:
        message = say("file.module-among-seminars")
        diagnostics.append(error(message, value.key_spans["slides"], say("slide:move-the-file-to-content-modules")))
        return None, diagnostics
    value = taken_back(value, "programme", SeminarFile, lambda part: PartPlan, diagnostics)
    file = None if value is None else validate(SeminarFile, value, diagnostics, Span(path))
    if file is None or not isinstance(value, Located):
        return None, first_causes(diagnostics)
    return Seminar(PurePosixPath(path).stem, file, value, path), diagnostics


def read_sources(text: str, path: str) -> tuple[dict[str, Source | None] | None, list[Diagnostic]]:
    """The sources by their id, and what is wrong with them. A source that is not sound is None; so is the whole, if
    the file cannot be read."""
    return _table(text, path, Source, "sources")


def read_glossary(text: str, path: str) -> tuple[dict[str, Term | None] | None, list[Diagnostic]]:
    """The terms by their id, in the same way."""
    return _table(text, path, Term, "terms")


def read_facts(text: str, path: str) -> tuple[dict[str, FactEntry] | None, list[Diagnostic]]:
    """The facts by their id. One that is not sound is kept without value, so that nobody is told that it does not
    exist; None if the file cannot be read."""
    value, diagnostics = parse(text, path)
    found, more = _table_of(value, diagnostics, path, Fact, "facts")
    return (fact_entries(value, found, more) if found else found), more


def _table(text: str, path: str, model: type[Model], what: str) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    return _table_of(*parse(text, path), path, model, what)


def _table_of(
    value: Value, diagnostics: list[Diagnostic], path: str, model: type[Model], what: str
) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    if value is None:
        return (None if diagnostics else {}), diagnostics
    if not isinstance(value, Located):
        message = say("value.ids", what=say(f"noun:{what}"), found=shown(value))
        hint = say("slide:write-id-and-the-fields", what=say(f"noun:{what[:-1]}"))
        return None, first_causes([*diagnostics, error(message, span_of(value) or Span(path), hint)])
    found = {name: validate(model, raw, diagnostics, value.key_spans[name]) for name, raw in value.items()}
    return found, first_causes(diagnostics)
