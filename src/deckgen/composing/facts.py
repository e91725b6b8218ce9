"""The facts of a project as words for `{{ facts.… }}`: days are written as a language writes them, and what is out of
date on the day of a seminar says so wherever it is named."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from types import MappingProxyType

from deckgen.composing.keeping import Kept
from deckgen.composing.variables import Caution, Known, Value
from deckgen.composing.words import Words
from deckgen.diagnostics import Diagnostic, Span, error, suggest
from deckgen.memory import Same
from deckgen.messages import say
from deckgen.reading.facts import Age, Entry, Fact
from deckgen.reading.model import Wrong
from deckgen.reading.seminar import Seminar
from deckgen.reading.sources import Source
from deckgen.reading.values import Date, Text

#: Where facts are written.
HOME = "content/facts.yaml"
#: Fields that are no words of the author's.
_TYPED = frozenset(("checked", "ends", "source", "stale"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def kept_facts(
    facts: Mapping[str, Entry] | None,
    sources: Mapping[str, Source | None] | None,
    seminar: Seminar,
    kept: Kept,
    diagnostics: list[Diagnostic],
) -> Known | None:
    """The facts as the texts of a seminar name them; those of last time, where they are the same."""
    day, stale = seminar.file.event.date, seminar.file.facts.stale

    def make() -> tuple[Known | None, list[Diagnostic]]:
        found: list[Diagnostic] = []
        return fact_words(facts, sources, day, stale, kept.place[1], found), found

    of = (Same(facts, sources), day and day.iso, stale)
    words, found = kept.memory.made("facts", kept.place, of, make)
    diagnostics.extend(found)
    return words


def fact_words(
    facts: Mapping[str, Entry] | None,
    sources: Mapping[str, Source | None] | None,
    day: Date | None,
    stale: Age,
    language: str,
    diagnostics: list[Diagnostic],
) -> Known | None:
    """The fields of each fact by its id, for a seminar on a `day` on which no check is older than `stale`.

    None where the facts, or one of them, cannot be read, so that nobody is told that it does not exist.
    """
    if facts is None:
        return None
    words = Words(language)
    out = Known(home=HOME, advice=say("fact:write-it-into", path=HOME))
    for name, entry in facts.items():
        own = Known(home=HOME, advice=out.advice)
        source = _source(entry.fact, sources, diagnostics) if entry.fact else None
        caution = _caution(name, entry, source, day, stale)
        for field in filter(lambda field: field not in _TYPED, entry.raw):
            own[field] = _value(entry, field, words, caution, diagnostics)
        for field in ("checked", "ends"):
            date: Date | None = getattr(entry.fact, field, None)
            if date:
                own[field] = Value(date.shown(language), date.iso, caution)
        out[name] = own if entry.fact else None
    diagnostics.extend(words.findings)
    return out


def _source(fact: Fact, sources: Mapping[str, Source | None] | None, diagnostics: list[Diagnostic]) -> Source | None:
    """Where a fact was checked."""
    name = fact.source
    if sources is not None and name not in sources:
        hint = suggest(name, sources, say("fact:write-it-there-a-fact"))
        diagnostics.append(error(say("source.unknown", name=name), name.span, hint))
    return (sources or {}).get(name)


def _value(entry: Entry, field: str, words: Words, caution: Caution | None, diagnostics: list[Diagnostic]) -> Value:
    """A field in words; as code has it, days are as they are written."""
    raw, span = entry.raw[field], entry.raw.value_spans[field]
    try:
        if isinstance(raw, str) and _DAY.fullmatch(raw):
            return Value(Date.parse(raw).shown(words.language), str(raw), caution)
        plain = " ".join(words.plain(Text.parse(raw)).split())
        return Value(plain, plain, caution)
    except Wrong as e:
        diagnostics.extend(
            error(wrong.says.filled(name=f"`{field}`"), wrong.span or span, wrong.hint) for wrong in (e, *e.also)
        )
        return Value("", "", None)


def _caution(name: str, entry: Entry, source: Source | None, day: Date | None, stale: Age) -> Caution | None:
    """What is to be said of a fact that is out of date on the day of a seminar; nothing of a seminar without one."""
    fact = entry.fact
    if fact is None or day is None:
        return None
    read = f"`{source.url}`" if source else f"`{fact.source}`"
    if fact.ends and fact.ends.iso < day.iso:
        return Caution(
            say("fact.ended", name=name, date=fact.ends.iso, day=day.iso),
            say("fact:read-last-checked-on-and", read=read, date=fact.checked.iso, place=_at(entry.span)),
        )
    age = fact.stale or stale
    if datetime.date.fromisoformat(fact.checked.iso) < age.before(datetime.date.fromisoformat(day.iso)):
        return Caution(
            say("fact.stale", name=name, date=fact.checked.iso, age=age.said, day=day.iso),
            say("fact:read-and-write-the-day", read=read, place=_at(entry.raw.value_spans["checked"])),
        )
    return None


def _at(span: Span) -> str:
    return f"{span.path}:{span.line}"


#: What there is where nobody wrote any.
NO_FACTS: Mapping[str, Entry] = MappingProxyType({})
