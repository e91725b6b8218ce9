"""Letters as they come in: composed, and without those that nobody sees.

A Mac hands over Korean syllables taken apart (NFD); phones, messengers and browsers add marks that have no look of
their own. Both look right on a screen, and neither is what a font, a search or a comparison knows.
"""

from __future__ import annotations

import re
import unicodedata

from deckgen.messages import Message, say
from deckgen.patterns import regex

#: What may be part of a picture letter that several characters make: emoji and symbols, as Unicode orders them.
PICTORIAL = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
#: Characters that draw nothing and say nothing in the languages of decks: Unicode's default ignorables (DerivedCore-
#: Properties), but for what joins words (U+2060), what joins emoji (U+200D) and the letters of flags (tags). Turning
#: the reading order for good (U+202E) is refused instead (`parser`).
_UNSEEN = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202d\u2061-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e0fff]"
)
#: Joiners between what is no emoji, and tags behind what is no flag.
_LOOSE = regex(
    f"(?<![{PICTORIAL}])\u200d|\u200d(?![{PICTORIAL}])"
    "|(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)|[\U000e0020-\U000e007f]"
)
#: Any of these in a text, which hardly any has.
_ANY = regex(f"{_UNSEEN.pattern}|[\u200d\U000e0020-\U000e007f]")
_TONE = "[\U0001f3fb-\U0001f3ff]"
#: What is one letter to a reader: a keycap, a flag, several emoji that are joined, an emoji with the tone of its skin.
_CLUSTER = regex(
    "[0-9#*]\u20e3|[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    f"|[{PICTORIAL}]{_TONE}?(?:\u200d[{PICTORIAL}]{_TONE}?)+|[{PICTORIAL}]{_TONE}|.",
    re.DOTALL,
)


def composed(text: str) -> str:
    """A text in the form in which texts and names are compared (NFC)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def is_unseen(character: str) -> bool:
    """Whether a character draws nothing, so that it may be missing in a text that was cleaned."""
    return not character.isascii() and _ANY.match(character) is not None


def cleaned(text: str) -> str:
    """A text composed, without characters that nobody sees; those that make one emoji of several stay."""
    if text.isascii():
        return text
    if _ANY.search(text):
        text = _LOOSE.sub(lambda m: m[1] or "", _UNSEEN.sub("", text))
    return composed(text)


def clusters(text: str) -> list[str]:
    """The letters of a text as a reader counts them: what makes one emoji stays together."""
    return list(text) if text.isascii() else _CLUSTER.findall(text)


def named(character: str) -> Message:
    """A character as people can look it up: as it is, by its code, by its name in Unicode."""
    name = unicodedata.name(character, "").lower()
    told = f", {name}" if name and not name.startswith("cjk") else ""  # those are named by their code alone
    return say("glyph:the-character-u", character=character, code=ord(character), told=told)
