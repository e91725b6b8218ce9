"""Texts as prose in one language, each made once, with the event's words filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import overload

from deckgen.composing.prose import prose
from deckgen.diagnostics import Diagnostic, Span, error, warning
from deckgen.languages import LANGUAGES
from deckgen.messages import say
from deckgen.reading.model import Model, Wrong
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Sequence
from deckgen.reading.seminar import Seminar
from deckgen.reading.values import LongText, Text, Wording
from deckgen.richtext import Prose


class Words:
    """Texts in one language, with the event's words filled in. Findings are collected, each once."""

    def __init__(self, language: str, variables: Mapping[str, object] | None = None) -> None:
        self.language = language
        self.variables = dict(variables or {})
        self.findings: list[Diagnostic] = []
        #: By the identity of each text, which is kept with its prose so that no other takes its place.
        self._prose: dict[int, tuple[Text, Prose]] = {}

    @overload
    def prose(self, text: Text) -> Prose: ...

    @overload
    def prose(self, text: Text | None) -> Prose | None: ...

    def prose(self, text: Text | None) -> Prose | None:
        """A text as prose. Where its translation is missing the other language stands in, with a warning."""
        if text is None:
            return None
        entry = self._prose.get(id(text))
        if entry is None:
            raw, span, language = self.pick(text)
            long = isinstance(text, LongText)
            entry = (text, prose(raw, self.variables, span, language, self.findings, long))
            self._prose[id(text)] = entry
        return entry[1]

    def pick(self, text: Wording) -> tuple[str, Span | None, str]:
        """The raw text in this language, its place, and the language it is in. A missing translation is told."""
        raw, span, other = self._written(text)
        if other in ("", self.language):
            return raw, span, self.language
        message = say("text.no-translation", language=say(f"language:{self.language}"), other=say(f"language:{other}"))
        self.findings.append(warning(message, span, say("text:add-beside", language=self.language, other=other)))
        return raw, span, other

    def _written(self, text: Wording) -> tuple[str, Span | None, str]:
        for language in (self.language, ""):
            if language in text.by_language:
                return (*text.by_language[language], language)
        language, (raw, span) = next(iter(text.by_language.items()))
        return raw, span, language

    def texts(self) -> list[Text]:
        """Every text that was made into prose."""
        return [text for text, _ in self._prose.values()]

    def places(self, texts: Iterable[Text | None], part: str) -> Iterator[Span | None]:
        """Where a part of a text was written, in each of these texts that has it."""
        for text in texts:
            raw, span, _ = self._written(text) if text else ("", None, "")
            if (at := raw.find(part)) >= 0:
                yield raw.place(at, len(part)) if isinstance(raw, Scalar) else span

    def plain(self, text: Text | None) -> str:
        """A text without looks; "" where there is none."""
        return self.prose(text).plain if text else ""


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
