"""Characters that look like those by which YAML tells a name from a text, and are none: what a phone, a word processor,
a messenger or a Korean keyboard writes in their place."""

from __future__ import annotations

import unicodedata

from deckgen.messages import Message, say
from deckgen.patterns import regex

_COLONS = {"：": "full-width-colon", "﹕": "small-colon", "︓": "vertical-colon", "∶": "ratio-sign", "ː": "length-mark"}
_COMMAS = {"，": "full-width-comma", "、": "ideographic-comma", "﹐": "small-comma", "､": "half-width-comma"}
_BRACKETS = {
    "｛": ("full-width-brace", "{"),
    "｝": ("full-width-brace", "}"),
    "［": ("full-width-bracket", "["),
    "］": ("full-width-bracket", "]"),
}
#: Quotation marks that open a text, and those that close it.
PAIRS = {
    "“": "”",
    "”": "”",
    "„": "“",
    "‟": "”",
    "〝": "〞",
    "＂": "＂",
    "「": "」",
    "『": "』",
    "«": "»",
    "‘": "’",
    "’": "’",
    "‚": "‘",
    "＇": "＇",
    "‹": "›",
}
#: Marks of a list as people and word processors write them.
_BULLETS = "•·‣⁃▪▫■□●○◦◆◇▶►▷➢❖★☆※ㆍ・･∙⋅"
_DASHES = "–—―－−‐‑‒﹣˗"
MARKS = frozenset(_BULLETS + _DASHES)
#: Characters of which nothing is to be seen, and that take no room.
_WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f"
#: Spaces that are not the one of the space bar.
_SPACES = (
    "\t\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000\u2800\u3164\uffa0\u115f\u1160"
)
COLONS, COMMAS = "".join(_COLONS), "".join(_COMMAS)
QUOTATION = "".join(dict.fromkeys((*PAIRS, *PAIRS.values())))
#: What looks like white space, without a plain space and with it.
ODD = f"{_SPACES}{_WIDTHLESS}"
BLANK = f" {ODD}"
#: Any of these characters, but for tabs: a text without one need not be looked at more closely.
ANY = regex(f"[{COLONS}{COMMAS}{''.join(_BRACKETS)}{QUOTATION}{_BULLETS}{_DASHES}＃{ODD[1:]}]")
_NAMES = {
    "\t": "tab",
    "\u00a0": "no-break-space",
    "\u3000": "ideographic-space",
    "\ufeff": "zero-width-no-break-space",
    "\u200b": "zero-width-space",
    "＃": "full-width-hash-sign",
}
#: What Unicode's own names are known of in all languages.
_NAMED = frozenset(
    _DASHES
    + _WIDTHLESS.replace("\u200b", "").replace("\ufeff", "")
    + _SPACES.replace("\t", "").replace("\u00a0", "").replace("\u3000", "")
)


def plain(character: str) -> str:
    """What is meant by a character: that of YAML, or as many spaces as it is wide."""
    if character in _BRACKETS:
        return _BRACKETS[character][1]
    if character in PAIRS or character in PAIRS.values():
        return "'" if character in "‘’‚＇‹›" else '"'
    if character in MARKS:
        return "-"
    if character in _WIDTHLESS:
        return ""
    if character in "\t\u3000":
        return "  "
    return {"＃": "#"}.get(character) or (":" if character in _COLONS else "," if character in _COMMAS else " ")


def called(character: str) -> Message:
    """What a character is called, with its number: a full-width colon (U+FF1A)."""
    kind, noun = _kind(character), _official(character)
    if kind or character in _NAMED:
        return say(f"character:{kind or noun.replace(' ', '-')}", code=_code(character))
    return say(f"character:{'an' if noun[0] in 'aeio' else 'a'}-official", name=noun, code=_code(character))


def several(character: str) -> Message:
    """The same of several: tabs, en quads (U+2000)."""
    kind, noun = _NAMES.get(character), _official(character)
    if kind or character in _NAMED:
        return say(f"characters:{kind or noun.replace(' ', '-')}", code=_code(character))
    return say("characters:official", name=noun, code=_code(character))


def _kind(character: str) -> str | None:
    """What of the catalogue's names of characters it has."""
    if character in _BRACKETS:
        return _BRACKETS[character][0]
    if character in _BULLETS:
        return "bullet"
    if character in PAIRS or character in PAIRS.values():
        return "full-width-quotation-mark" if character in "＂＇" else "typographic-quotation-mark"
    return _COLONS.get(character) or _COMMAS.get(character) or _NAMES.get(character)


def _code(character: str) -> str:
    return "" if character == "\t" else f" (U+{ord(character):04X})"


def _official(character: str) -> str:
    noun = unicodedata.name(character, "character").lower()
    return noun.replace("fullwidth", "full-width").replace("zero width", "zero-width")


def cleaned(word: str) -> str:
    """A word as it would be with the characters that are meant: for comparing it with known ones."""
    return "".join(plain(c) if ANY.match(c) else c for c in unicodedata.normalize("NFKC", word)).strip()
