"""English: its record."""

from __future__ import annotations

import datetime
import re

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


def _mentions(word: str, text: str) -> list[str]:
    """A word alone, in the plural or, if it is written small, with a capital where a sentence begins."""
    if word.lower() not in text.lower():  # as it is most often, and sooner known
        return []
    return re.findall(
        rf"(?<![\w-]){re.escape(word)}(?:s|es)?(?![\w-])", text, 0 if word != word.lower() else re.IGNORECASE
    )


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
