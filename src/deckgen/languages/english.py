"""English: its record."""

from __future__ import annotations

import datetime
from functools import lru_cache

from deckgen.languages.korean import BREAKING, MALGUN
from deckgen.languages.language import Language, OfficeWords
from deckgen.languages.scripts import LATIN, bind_arrows

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


def _mentions(word: str, text: str) -> list[str]:
    """A word alone, in the plural or, if it is written small, with a capital where a sentence begins."""
    letters = _lower(text) if word == word.lower() else text
    at = letters.find(word) if word else -1
    out = []
    while at >= 0:
        end = _end_of_word(letters, at, at + len(word))
        if end:
            out.append(text[at:end])
        at = letters.find(word, end or at + 1)
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
    script="",
    date=_date,
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
)
