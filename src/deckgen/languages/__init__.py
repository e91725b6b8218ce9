"""Languages: one record each, and nothing about any of them elsewhere.

In: the key of a language. Out: all that the stages need to know of it. The words of the frame are the theme's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from deckgen.languages.english import ENGLISH
from deckgen.languages.japanese import JAPANESE
from deckgen.languages.korean import KOREAN
from deckgen.languages.language import Language
from deckgen.messages import Message, listing

T = TypeVar("T")

#: Every language by its key, the default one first.
LANGUAGES: Mapping[str, Language] = MappingProxyType({r.key: r for r in (KOREAN, ENGLISH, JAPANESE)})
#: The keys of those that are complete: themes have all their words, and messages list them.
COMPLETE: tuple[str, ...] = tuple(r.key for r in LANGUAGES.values() if r.complete)
#: The language of a seminar that names none.
DEFAULT = KOREAN.key
#: The language of what has only Latin letters.
LATIN = ENGLISH.key


def expected() -> Message:
    """What may be written where a language is wanted, for messages: `` `ko` or `en` ``."""
    return listing(COMPLETE, either=True)


def in_language(texts: Mapping[str, T], language: str) -> T:
    """What `texts` say in a language; else in the one that stands beside it, else in the first."""
    for key in (language, LANGUAGES[language].beside):
        if key in texts:
            return texts[key]
    return next(iter(texts.values()))


def language_of(text: str, around: str) -> str:
    """The key of a stretch's language by its letters, in a text that is in the language `around`."""
    return next((r.key for r in _tried(around) if r.letters.search(text)), around)


@cache
def _tried(around: str) -> tuple[Language, ...]:
    """In which order letters are looked for: its own, those of the complete languages, and Latin ones at the end, for
    these stand in texts of all languages."""
    tried = dict.fromkeys((around, *COMPLETE, LATIN))
    return tuple(LANGUAGES[key] for key in sorted(tried, key=lambda key: key == LATIN))
