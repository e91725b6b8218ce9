"""Texts as prose in one language, each made once, with the event's words filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, overload

from deckgen.composing.prose import prose
from deckgen.composing.variables import signature
from deckgen.diagnostics import Diagnostic, Span, error, warning
from deckgen.languages import LANGUAGES
from deckgen.messages import say
from deckgen.reading.model import Model, Wrong
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Sequence
from deckgen.reading.seminar import Seminar, Term
from deckgen.reading.slide import Slide
from deckgen.reading.values import LongText, Text, Wording
from deckgen.richtext import Prose


class Made(NamedTuple):
    """The prose of a text, that without looks, what was found in it, what names stood for (None where it names
    nothing), and which names were looked up."""

    text: Text
    prose: Prose
    plain: str
    findings: tuple[Diagnostic, ...]
    named: object
    asked: frozenset[str] = frozenset()


class Looked(NamedTuple):
    """Texts that were looked through for terms of the glossary, with those that were found, by their identity."""

    terms: tuple[Term, ...]
    found: dict[str, frozenset[int]]


class Words:
    """Texts in one language, with the event's words filled in. Findings are collected, each once. `before` are those of
    the same deck, as it was composed last: what they made of the very same text is taken."""

    def __init__(
        self, language: str, variables: Mapping[str, object] | None = None, before: Words | None = None
    ) -> None:
        self.language = language
        self.variables = dict(variables or {})
        self.findings: list[Diagnostic] = []
        #: By the identity of each text, which is kept with its prose so that no other takes its place.
        self._prose: dict[int, Made] = {}
        self._before = dict(before._prose) if before and before.language == language else {}
        self._printed: dict[int, tuple[Slide, str, object]] = {}
        self._printed_before = dict(before._printed) if before else {}
        self._looked: dict[str, Looked] = {}
        self._looked_before = dict(before._looked) if before else {}
        #: What names stand for now.
        self._named = signature(self.variables)

    @property
    def named(self) -> object:
        """What tells the values that texts may name now from others."""
        return self._named

    def know(self, name: str, values: object) -> None:
        """Has texts name values."""
        self.variables[name] = values
        self._named = signature(self.variables)

    @overload
    def prose(self, text: Text) -> Prose: ...

    @overload
    def prose(self, text: Text | None) -> Prose | None: ...

    def prose(self, text: Text | None) -> Prose | None:
        """A text as prose. Where its translation is missing the other language stands in, with a warning."""
        if text is None:
            return None
        return self.made(text).prose

    def made(self, text: Text) -> Made:
        """A text as prose, made once."""
        made = self._prose.get(id(text))
        if made is None:
            made = self._before.get(id(text))
            if made is None or (made.named is not None and made.named != self._named):
                made = self._make(text)
            self._prose[id(text)] = made
            self.findings.extend(made.findings)
        return made

    def _make(self, text: Text) -> Made:
        """A text as prose, with what is wrong with it."""
        findings: list[Diagnostic] = []
        raw, span, language = self._picked(text, findings)
        asked: set[str] = set()
        made = prose(raw, self.variables, span, language, findings, isinstance(text, LongText), asked)
        named = self._named if "{" in raw else None
        return Made(text, made, made.plain, tuple(findings), named, frozenset(asked))

    def pick(self, text: Wording) -> tuple[str, Span | None, str]:
        """The raw text in this language, its place, and the language it is in. A missing translation is told."""
        return self._picked(text, self.findings)

    def _picked(self, text: Wording, findings: list[Diagnostic]) -> tuple[str, Span | None, str]:
        raw, span, other = self._written(text)
        if other in ("", self.language):
            return raw, span, self.language
        message = say("text.no-translation", language=say(f"language:{self.language}"), other=say(f"language:{other}"))
        findings.append(warning(message, span, say("text:add-beside", language=self.language, other=other)))
        return raw, span, other

    def _written(self, text: Wording) -> tuple[str, Span | None, str]:
        for language in (self.language, ""):
            if language in text.by_language:
                return (*text.by_language[language], language)
        language, (raw, span) = next(iter(text.by_language.items()))
        return raw, span, language

    def made_of(self) -> Mapping[int, Made]:
        """What was made of each text, by the identity of that."""
        return self._prose

    def again(self, variables: Mapping[str, object], same: Mapping[int, Made]) -> Words:
        """Words in which names stand for something else; of what was made, that is taken which is the `same`."""
        words = Words(self.language)
        words.variables = dict(variables)  # nobody asks whether these words stand for what others do
        words._prose = dict(same)
        return words

    def texts(self) -> list[Text]:
        """Every text that was made into prose."""
        return [made.text for made in self._prose.values()]

    def printed(self, slide: Slide) -> str:
        """What a slide shows and has printed, in plain words."""
        known = self._printed.get(id(slide)) or self._printed_before.get(id(slide))
        if known is None or known[2] != self._named:
            own = texts((*slide.shown(), slide.handout, slide.exercise))
            known = (slide, "\n".join(self.plain(text) for text in own), self._named)
        self._printed[id(slide)] = known
        return known[1]

    def looked(self, what: str, terms: tuple[Term, ...]) -> Looked:
        """What is known of texts that are looked through for something of terms, and maybe for that of others."""
        for known in (self._looked.get(what), self._looked_before.get(what)):
            if known and {id(term) for term in terms} <= {id(term) for term in known.terms}:
                return self._looked.setdefault(what, known)
        self._looked[what] = Looked(terms, {})
        return self._looked[what]

    def places(self, texts: Iterable[Text | None], part: str) -> Iterator[Span | None]:
        """Where a part of a text was written, in each of these texts that has it."""
        for text in texts:
            raw, span, _ = self._written(text) if text else ("", None, "")
            if (at := raw.find(part)) >= 0:
                yield raw.place(at, len(part)) if isinstance(raw, Scalar) else span

    def plain(self, text: Text | None) -> str:
        """A text without looks; "" where there is none."""
        return self.made(text).plain if text else ""


def texts(value: object) -> list[Text]:
    """Every text of a slide, its parts included, in the order in which they are written."""
    found: list[Text] = []
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Text):
            found.append(value)
        elif isinstance(value, (tuple, list)):
            waiting.extend(reversed(value))
        elif isinstance(value, Model):
            waiting.extend(field for field in reversed(value.__dict__.values()) if field is not None)
    return found


# the event's words


class EventWords(dict[str, object]):
    """The event's words by their names; `home` is the seminar's file, for what is said of a name that is not among
    them, `written` the texts that they were made of."""

    home = ""
    written: tuple[Text, ...] = ()


def event_words(seminar: Seminar, language: str, diagnostics: list[Diagnostic]) -> EventWords:
    """The event's fields as plain words for `{{ event.… }}`, free fields included."""
    words = Words(language)
    event = seminar.raw.get("event")
    out = EventWords()
    out.home = seminar.path
    if isinstance(event, Located) and not set(event) <= set(LANGUAGES):
        out.update(_plain_fields(event, words, diagnostics))
    if seminar.file.event.date:
        out["date"] = seminar.file.event.date.shown(language)
    diagnostics.extend(words.findings)
    out.written = tuple(words.texts())
    return out


def _plain_fields(raw: Located, words: Words, diagnostics: list[Diagnostic]) -> dict[str, object]:
    return {key: _plain(value, raw.value_spans[key], words, diagnostics) for key, value in raw.items()}


def _plain(raw: object, span: Span, words: Words, diagnostics: list[Diagnostic]) -> object:
    """A field of the event: a text, several of them, or further fields."""
    if isinstance(raw, Located) and not (raw and set(raw) <= set(LANGUAGES)):
        return _plain_fields(raw, words, diagnostics)
    if isinstance(raw, Sequence):
        return ", ".join(str(_plain(item, at, words, diagnostics)) for item, at in raw.items())
    try:
        return words.plain(Text.parse(raw)) if raw is not None else ""
    except Wrong as e:
        diagnostics.extend(
            error(wrong.says.filled(name=say("value:this")), wrong.span or span, wrong.hint) for wrong in (e, *e.also)
        )
        return ""
