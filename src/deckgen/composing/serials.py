"""Serial numbers of certificates: always the same for the same seminar, day and holder, and with a character that
shows a slip of who types them."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

#: Figures and letters that are not taken for each other (no I, L, O, U).
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: The characters that ISO/IEC 7064 reckons with in its system MOD 37,36, by their values.
_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Letters of the number, the check character not counted: 45 bits. Among 10,000 holders two have the same one in one
#: seminar of 700,000.
_LENGTH = 9


def serial(seminar: str, day: str, key: str) -> str:
    """The serial number of a certificate: letters of the `seminar` (its id), its `day` (ISO), and ten that follow from
    these and from what tells its holder from others, the last of them to check the others: `CO-2026-1215-7F3K2-9XQWC`.
    """
    words = [word for word in re.split(r"[^a-z0-9]+", seminar.lower()) if word]
    head = "".join(word[0] for word in words[:4]) if len(words) > 1 else "".join(words)[:2]
    year, month, date = day.split("-")
    holder = unicodedata.normalize("NFC", " ".join(key.split()))
    number = int.from_bytes(sha256("\0".join((seminar, day, holder)).encode()).digest()[:8], "big")
    letters = "".join(_LETTERS[number >> 5 * n & 31] for n in range(_LENGTH))
    stem = f"{head.upper()}-{year}-{month}{date}-{letters[:5]}-{letters[5:]}"
    return stem + _check(stem)


def is_serial(text: str) -> bool:
    """Whether a serial number was typed without a slip. Small letters and missing hyphens are none."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    return len(plain) > _LENGTH and _check(plain[:-1]) == plain[-1]


def _check(text: str) -> str:
    """The check character of ISO/IEC 7064, MOD 37,36: finds every wrong character, and nearly every two that changed
    places."""
    carry = 36
    for character in re.sub(r"[^0-9A-Z]", "", text):
        carry = (carry + _VALUES.index(character)) % 36 or 36
        carry = carry * 2 % 37
    return _VALUES[(37 - carry) % 36]
