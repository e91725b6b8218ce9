"""What is said of a source wherever one is named: what it is to the slide, who published it, when it was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from deckgen.composing.words import Words
from deckgen.reading.sources import Source


class Phrases(Protocol):
    """What gives the words of the frame in a language (`Theme.word`)."""

    def word(self, key: str, language: str, **values: object) -> str: ...


def by_role(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Sources under the word of the theme for what they are: evidence first, then what else there is."""
    out: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: not source.is_evidence):
        out.setdefault(_word_of(source), []).append(source)
    return out


def about(source: Source, words: Words, phrases: Phrases) -> str:
    """A line: what it is where it is no evidence, who published it under which number, its year and pages, and the day
    on which it was read. That has the year in it, where both are the same."""
    language, year, pages, day = words.language, str(source.year), "", ""
    if source.pages:
        several = "–" in source.pages
        n = str(source.pages)
        pages = phrases.word("pages-of", language, n=n) if several else phrases.word("page-of", language, n=n)
    if source.read:
        day = phrases.word("read-on", language, date=source.read.shown(language))
        year = "" if source.read.iso.startswith(f"{year}-") else year
    made = ", ".join(filter(None, (words.plain(source.publisher), words.plain(source.number), year, pages)))
    said = made if source.is_evidence else f"{phrases.word(_word_of(source), language)}: {made}"
    return f"{said}{' · ' if year or pages else ', '}{day}" if day else said


def _word_of(source: Source) -> str:
    if source.is_evidence:
        return "sources"
    return "questions-and-analogies" if len(source.role) > 1 else f"{min(source.role)}-of"
