"""Addresses that stand bare in a text: where one ends, and what it leads to.

What follows an address belongs to the sentence: its full stop, a bracket that was opened before it, and in Korean the
particle, which follows without a space (`https://example.com에서`).
"""

from __future__ import annotations

import re

from deckgen.patterns import regex
from deckgen.reading.addresses import NotAnAddress, ascii_form

#: What may be an address, for the grammar of texts. Marks, brackets and quotes end it. It begins at no letter that
#: belongs to another word nor in half a link, but Korean goes before it without a space as well.
BARE = (
    r"(?<![A-Za-z0-9/@._+-])(?<!\]\()"
    r"(?:(?:https?://|www\.)[^\s<>\"'`*\[\]{}|\\“”‘’«»「」『』。、，…]+"
    r"|[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
)
#: A quick look for anything of the kind.
HINTS = r"://|www\.|@"
_PUNCTUATION = ".,;:!?·~-–—_^"
_BRACKETS = {")": "(", "）": "（"}
_HANGUL_END = regex(r"[가-힣]+$")
#: Particles and copulas behind a noun.
_PARTICLE = regex(
    "(?:에게서?|에서|에|으?로(?:서|써|부터)?|부터|까지|와|과|하고|이?랑|처럼|보다|한테|께|이?라고)(?:는|도|만|의|요)?"
    "|[을를이가은는도만의및등]|이?나|마다|뿐|이?라[는면]?|이?란|이?며|이?고|이?지만|이?니|이므로|이?다|입니다|이었습니다|였습니다"
    "|이에요|예요|인데?|인지|밖에|조차|마저|이?든지?|이?야|참[고조]"
)
#: Top-level domains in Hangul, behind which a particle may stand as well.
_HANGUL_DOMAINS = (".한국", ".닷컴", ".닷넷", ".삼성")


def bare(found: str) -> tuple[str, str] | None:
    """Of what may be an address: the part that is one, and where it leads in its written form; None where it is none
    after all."""
    shown = _trimmed(found)
    if shown.lower().startswith("www."):
        address = f"https://{shown}"
        sound = "." in shown[4:].strip(".")
    elif "://" in shown:
        address, sound = shown, bool(re.match(r"https?://[^/?#]*[^\W_]", shown, re.IGNORECASE))
    else:
        address, sound = f"mailto:{shown}", "@" in shown
    try:
        return (shown, ascii_form(address)) if sound else None
    except NotAnAddress:
        return None


def is_particle(word: str) -> bool:
    """Whether a word behind a noun is a Korean particle or copula."""
    return _PARTICLE.fullmatch(word) is not None


def _trimmed(found: str) -> str:
    """The address without what belongs to the sentence."""
    shown = found
    while shown:
        last = shown[-1]
        closes = last in _BRACKETS and shown.count(last) > shown.count(_BRACKETS[last])
        if closes or last in _PUNCTUATION:
            shown = shown[:-1]
        elif (without := _without_particle(shown)) != shown:
            shown = without
        else:
            return shown
    return shown


def _without_particle(shown: str) -> str:
    """The address without a particle at its end. A path may be Korean; then what follows it cannot be told apart."""
    end = _HANGUL_END.search(shown)
    if end is None:
        return shown
    for domain in _HANGUL_DOMAINS:
        head, found, tail = shown.rpartition(domain)
        if found and _PARTICLE.fullmatch(tail):
            return head + found
    before, word = shown[: end.start()], end[0]
    host_only = not re.search(r"[^/:]/|[?#]", before)
    # a host does not go from Latin to Korean letters within a word; in a path, a whole word must be a particle
    glued = before[-1:].isascii() and before[-1:] not in (".", "-") and before[-3:] != "://"
    if _PARTICLE.fullmatch(word) and before[-3:] != "://" and before[-1:] not in ".-=_%":
        return before
    return before if (host_only and glued) or before[-1:] in ",;:!?)" else shown
