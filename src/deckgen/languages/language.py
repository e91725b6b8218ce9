"""What deckgen knows of a language: the fields of its record."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple


class Fallback(NamedTuple):
    """The face that PowerPoint takes where the theme's font is not installed.

    East Asian letters are 1 em wide in it, Latin ones about as wide as in the theme's font; PowerPoint may draw these
    in Calibri, where they are narrower. `space` is the width of a space in em, `wider` the most that a line grows
    beside the theme's font; `families` are what browsers are asked for. `charset` is what leads PowerPoint to it (of
    the numbers of Windows' GDI, as a signed byte).
    """

    name: str
    space: float
    wider: float
    families: tuple[str, ...]
    charset: int


class Breaking(NamedTuple):
    """Characters that begin no line and that end none. `stated`: decks tell PowerPoint, whose own rules are looser."""

    no_start: frozenset[str]
    no_end: frozenset[str]
    stated: bool = False


class Speech(NamedTuple):
    """How long texts are when they are read aloud: the unit, and how many of it a text has."""

    unit: Literal["syllables", "words"]
    count: Callable[[str], int]


class OfficeWords(NamedTuple):
    """PowerPoint's own words: what its panes call the parts of a deck, and what an empty placeholder asks for."""

    #: Placeholders of slides, by type.
    placeholders: Mapping[str, str]
    #: Placeholders of notes pages and printed handouts.
    printed: Mapping[str, str]
    title_prompt: str
    #: The prompt for text, and what stands at each level below it.
    level_prompts: tuple[str, str, str, str, str]
    notes_prompt: str
    #: Headings of the file's properties: fonts, theme, titles of slides.
    contents: tuple[str, str, str]


class Beginning(NamedTuple):
    """What stands in a new seminar until its author writes something else: the titles of its parts, and a sentence on
    what the middle one brings."""

    opening: str
    middle: str
    lead: str
    end: str


class Language(NamedTuple):
    """A language that decks are made in.

    A language that is not `complete` can be built, but messages do not offer it, and what the theme says in it stands
    in a file of its own, `theme.<key>.yaml`.
    """

    #: As authors write it (`ko: …`), and as PDF files and web pages are tagged: a language of BCP 47.
    key: str
    #: Its English name, for messages.
    name: str
    #: With its region, as PowerPoint wants it.
    tag: str
    #: The key of the language whose words stand beside its own: names in a glossary, PowerPoint's alternative language.
    beside: str
    #: Letters by which a stretch of text is known to be in this language.
    letters: re.Pattern[str]
    #: A day in words.
    date: Callable[[datetime.date], str]
    office: OfficeWords
    #: What slides behind the talk are called together.
    appendix: str
    beginning: Beginning
    fallback: Fallback
    breaking: Breaking
    #: Puts no-break spaces where a line must not end.
    bound: Callable[[str], str]
    #: Whether its words are parted by spaces, and lines break at these only.
    spaced: bool
    #: Whether letters fill their squares, so that lines need more room between them.
    square: bool
    #: The places where a text says a word, inflected or not: (word, text).
    mentions: Callable[[str, str], Iterator[str]]
    #: The same for a word that is not to be used.
    avoided: Callable[[str, str], Iterator[str]]
    #: How what is said in it is counted; None where it cannot be from how it is written.
    speech: Speech | None = None
    complete: bool = True
