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

    def phrase(key: str, **values: object) -> str:
        return phrases.word(key, words.language, **values)

    pages = source.pages and phrase("pages-of" if "–" in source.pages else "page-of", n=source.pages)
    day = source.read and phrase("read-on", date=source.read.shown(words.language))
    year = "" if source.read and source.read.iso.startswith(f"{source.year}-") else str(source.year)
    made = ", ".join(filter(None, (words.plain(source.publisher), words.plain(source.number), year, pages)))
    said = made if source.is_evidence else f"{phrase(_word_of(source))}: {made}"
    return f"{said}{' · ' if year or pages else ', '}{day}" if day else said


def _word_of(source: Source) -> str:
    if source.is_evidence:
        return "sources"
    return "questions-and-analogies" if len(source.role) > 1 else f"{min(source.role)}-of"
