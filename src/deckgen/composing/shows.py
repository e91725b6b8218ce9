"""Short versions of a deck: those that a seminar names, else one for each part that has a section."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from deckgen.composing.words import Words
from deckgen.diagnostics import Diagnostic, error, suggest
from deckgen.messages import say
from deckgen.reading.seminar import Seminar


class Show(NamedTuple):
    """A short version: its name, and the ids of its slides in their order."""

    name: str
    slides: tuple[str, ...]


def shows(seminar: Seminar, parts: Iterator[Show], words: Words) -> Iterator[Show]:
    """The short versions of a deck; `parts` are its parts as such."""
    if not seminar.file.shows:
        yield from parts
    for show in seminar.file.shows:
        yield Show(words.plain(show.name), tuple(map(str, show.slides)))


def unknown_in_shows(seminar: Seminar, ids: Collection[str]) -> Iterator[Diagnostic]:
    """Tells of slides that a short version names and the programme, with these `ids`, lacks."""
    for show in seminar.file.shows:
        for name in show.slides:
            if name not in ids:
                hint = suggest(name, ids, say("programme:a-short-version-shows-slides"))
                yield error(say("programme.show-unknown", name=name), name.span, hint)
