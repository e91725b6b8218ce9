"""English: its record."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache

from deckgen.languages.korean import BREAKING, MALGUN
from deckgen.languages.language import Beginning, Language, OfficeWords, Speech
from deckgen.languages.scripts import LATIN, bind_arrows
from deckgen.languages.speech import words
from deckgen.patterns import regex

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _date(day: datetime.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Words are looked for by hand: a regular expression for each of a hundred terms takes longer to compile than all the
# rest of composing.

#: Places of a text at which a word turns out to be a part of another one, before its words are listed.
MOST_PARTS = 50
_WORD = regex(r"[\w-]+")


def _mentions(word: str, text: str) -> Iterator[str]:
    """A word alone, in the plural or, if it is written small, with a capital where a sentence begins."""
    letters = _lower(text) if word == word.lower() else text
    at = letters.find(word) if word else -1
    parts = 0
    while at >= 0:
        end = _end_of_word(letters, at, at + len(word))
        if end:
            yield text[at:end]
        elif (parts := parts + 1) > MOST_PARTS and _in_word(word[0]):
            yield from _listed(word, text, letters, at + 1)
            return
        at = letters.find(word, end or at + 1)


def _listed(word: str, text: str, letters: str, start: int) -> Iterator[str]:
    """The same from `start` on, of a word that is mostly a part of others: only where a word begins is looked."""
    head = _WORD.match(word)
    spellings = (word, f"{word}s", f"{word}es") if head and head.end() == len(word) else (head[0],) if head else ()
    starts = _starts(letters)
    for at in sorted(n for spelling in spellings for n in starts.get(spelling, ())):
        if at >= start and letters.startswith(word, at) and (end := _end_of_word(letters, at, at + len(word))):
            yield text[at:end]
            start = end


@lru_cache(maxsize=100)
def _starts(letters: str) -> dict[str, list[int]]:
    """Where each word of a text begins."""
    out: dict[str, list[int]] = {}
    for match in _WORD.finditer(letters):
        out.setdefault(match[0], []).append(match.start())
    return out


def _end_of_word(text: str, start: int, end: int) -> int:
    """Where a word from `start` to `end` ends, its plural included; 0 where it is only a part of another."""
    if _in_word(text[start - 1 : start]):
        return 0
    for plural in ("s", "es", ""):
        stop = end + len(plural)
        if text.startswith(plural, end) and not _in_word(text[stop : stop + 1]):
            return stop
    return 0


def _in_word(character: str) -> bool:
    return character.isalnum() or character in ("_", "-")


@lru_cache(maxsize=2_000)
def _lower(text: str) -> str:
    """A text in small letters: it is asked for each term anew."""
    return text.lower()


ENGLISH = Language(
    key="en",
    name="English",
    tag="en-US",
    beside="ko",
    letters=LATIN,
    date=_date,
    appendix="Appendix",
    beginning=Beginning("Opening", "Main part", "What we will see, in one sentence", "Closing"),
    office=OfficeWords(
        placeholders={
            "title": "Title",
            "subtitle": "Subtitle",
            "body": "Text",
            "picture": "Picture",
            "date": "Date",
            "footer": "Footer",
            "number": "Slide number",
        },
        printed={
            "header": "Header",
            "date": "Date",
            "slide": "Slide image",
            "notes": "Speaker notes",
            "footer": "Footer",
            "number": "Page number",
        },
        title_prompt="Click to edit title",
        level_prompts=("Click to edit text", "Second level", "Third level", "Fourth level", "Fifth level"),
        notes_prompt="Click to edit notes",
        contents=("Fonts Used", "Theme", "Slide Titles"),
    ),
    # English decks are shown on the same Korean machines
    fallback=MALGUN,
    breaking=BREAKING,
    bound=bind_arrows,
    spaced=True,
    square=False,
    mentions=_mentions,
    avoided=_mentions,
    speech=Speech("words", words),
)
