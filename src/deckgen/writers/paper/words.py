"""Korean on paper: words are kept whole, and no paragraph ends in a line of one short word.

WeasyPrint has no `word-break: keep-all`, so word joiners (U+2060) say where a line may not break. They have no glyph:
neither the page nor the text that is copied from it shows them.
"""

from __future__ import annotations

import re

WORD_JOINER = "\u2060"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
#: After these a line may break inside a word; Unicode's rules (UAX 14) see to what follows and precedes them.
_OPEN = r"\s\u2060\u00a0·/\-\u2013\u2014"
#: Before these Unicode's rules already forbid a break.
_CLOSING = r"\s\u2060\u00a0.,!?…:;\)\]\}’”'\"」』》〉"
_INSIDE = re.compile(f"(?<=[{_HANGUL}])(?=[^{_CLOSING}])|(?<=[^{_OPEN}])(?=[{_HANGUL}])")
#: A last word of at most this many characters (with its full stop) is not left alone on the last line.
SHORT = 6


def unbroken(text: str) -> str:
    """The text with its Korean words kept whole. For flowing text only: not for code, addresses, or attributes."""
    return _INSIDE.sub(WORD_JOINER, text)


def tied(text: str) -> str:
    """The text with a short last word tied to the one before it; `text` is the end of a paragraph."""
    head, space, last = text.rstrip().rpartition(" ")
    return f"{head}{space}{WORD_JOINER}{last}" if head.strip() and 0 < len(last) <= SHORT else text
