"""Letters by their script, as Unicode orders them, and what holds for all of them."""

from __future__ import annotations

from functools import cache

from deckgen.patterns import regex

HANGUL = regex("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
LATIN = regex("[A-Za-z\u00c0-\u024f]")
KANA_OR_HAN = regex("[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]")
#: What everybody types: numbers, names, commands.
ASCII = frozenset(map(chr, range(0x20, 0x7F)))
#: The 2,350 syllables of KS X 1001, rows 16 to 40: with them nearly every Korean text can be written.
SYLLABLES = frozenset(bytes((row, cell)).decode("euc-kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))
#: An arrow points on from the word before it.
_ARROW = regex(r"(?<=\S) (?=→)")


def bind_arrows(text: str) -> str:
    """The text with a no-break space before each arrow: it begins no line."""
    return _ARROW.sub("\u00a0", text)


def is_hangul(c: str) -> bool:
    """Hangul syllables and letters."""
    return "\uac00" <= c <= "\ud7a3" or "\u1100" <= c <= "\u11ff" or "\u3130" <= c <= "\u318f"


@cache
def is_east_asian(c: str) -> bool:
    """Characters that PowerPoint sets in the East Asian font: Hangul, kana, Han, and full-width forms."""
    o = ord(c)
    return (
        0x1100 <= o <= 0x11FF
        or 0x2E80 <= o <= 0x30FF
        or 0x3130 <= o <= 0x318F
        or 0x3200 <= o <= 0x4DBF
        or 0x4E00 <= o <= 0x9FFF
        or 0xA960 <= o <= 0xA97F
        or 0xAC00 <= o <= 0xD7FF
        or 0xF900 <= o <= 0xFAFF
        or 0xFF00 <= o <= 0xFFEF
        or 0x20000 <= o <= 0x3FFFF
    )
