"""Korean particles, chosen by how the word before them ends: `이름`은, `id`는, 12를, `A4`로."""

from __future__ import annotations

import re

#: Particles of two forms as catalogues write them: the form after a vowel, and the one after a consonant.
FORMS = {
    "은(는)": ("는", "은"),
    "이(가)": ("가", "이"),
    "을(를)": ("를", "을"),
    "과(와)": ("와", "과"),
    "와(과)": ("와", "과"),
    "(으)로": ("로", "으로"),
    "(이)라": ("라", "이라"),
    "(이)나": ("나", "이나"),
    "(이)며": ("며", "이며"),
    "(이)고": ("고", "이고"),
    "이어야(여야)": ("여야", "이어야"),
    "이었(였)": ("였", "이었"),
    "(이)란": ("란", "이란"),
    "아(야)": ("야", "아"),
}
_ADDED = re.compile(r"\s*\([^()]*\)[^()]*$")
_WRITTEN = re.compile("|".join(map(re.escape, sorted(FORMS, key=len, reverse=True))))
#: What is not spoken at the end of a word.
_SILENT = " \t\n`'\"“”‘’「」『』()[]{}<>《》〈〉…,.;:!?*_~·"
#: The final of a syllable that is spoken as ㄹ, behind which `로` stands without `으`.
_RIEUL = 8
#: How digits end when they are read: 영 일 이 삼 사 오 육 칠 팔 구 (0: no final).
_DIGITS = {"0": 21, "1": _RIEUL, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": _RIEUL, "8": _RIEUL, "9": 0}
#: Powers of ten that end a number in zeros: 십 백 천 만 십만 백만 천만 억.
_ZEROS = (0, 17, 1, 4, 4, 4, 4, 4, 1)
#: Latin letters whose Korean names end with a consonant: 엘 엠 엔 아르(알).
_LETTERS = {"l": _RIEUL, "m": 16, "n": 4, "r": _RIEUL}
#: How a word of Latin letters ends as Koreans read it, by its last letters, longest first; others end in a vowel.
_ENDINGS = (
    ("type", 17),
    ("ng", 21),
    ("le", _RIEUL),
    ("me", 16),
    ("ne", 4),
    ("ck", 1),
    ("ac", 1),
    ("ic", 1),
    ("l", _RIEUL),
    ("m", 16),
    ("n", 4),
    ("b", 17),
    ("p", 17),
)
#: Units behind a number are read as words that end in a vowel: 미터, 킬로미터.
_UNIT = re.compile(r"[0-9] ?(?:m|mm|cm|km|ft|pt|kg|g)$")
#: Signs that are read as words with a final; all others end in a vowel: 퍼센트, 플러스.
_SIGNS = {"₩": 4, "=": _RIEUL, "#": 17}


def joined(before: str, literal: str) -> str:
    """What is said so far, and what follows, with its particles in the form that goes with what stands before each."""
    out, at = before, 0
    for match in _WRITTEN.finditer(literal):
        out += literal[at : match.start()]
        out += form(out, match[0])
        at = match.end()
    return out + literal[at:]


def form(word: str, particle: str) -> str:
    """The form of a particle behind a word."""
    vowel, consonant = FORMS[particle]
    final = last_final(word)
    if final == _RIEUL and particle == "(으)로":
        return vowel
    return consonant if final else vowel


def last_final(word: str) -> int:
    """The final of the last syllable as it is spoken: 0 for none, else its number in the order of Unicode."""
    spoken = _bare(word)
    if not spoken:
        return 0
    last = spoken[-1]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    if "ㄱ" <= last <= "ㅎ":
        return 1  # 기역, 니은 …
    if last.isascii() and last.isdigit():
        return _number(spoken)
    if last.isascii() and last.isalpha():
        return _latin(spoken)
    return _SIGNS.get(last, 0)


def _bare(word: str) -> str:
    """A word without what is not spoken at its end: quotes, brackets, marks, and what is added in round brackets."""
    bare = word.rstrip(_SILENT)
    outside = _ADDED.sub("", word).rstrip(_SILENT)
    return outside if word.rstrip(_SILENT.replace(")", "")).endswith(")") and outside else bare


def _number(spoken: str) -> int:
    """How a number ends: 10 십, 100 백, 20,000 만, 3.10 영."""
    written = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?$", spoken)
    digits = written[0].replace(",", "") if written else spoken[-1]
    zeros = len(digits) - len(digits.rstrip("0"))
    if "." in digits or not zeros or zeros == len(digits):
        return _DIGITS[digits[-1]]
    return _ZEROS[min(zeros, len(_ZEROS) - 1)]


def _latin(spoken: str) -> int:
    """How a word of Latin letters ends: an abbreviation by the name of its last letter, others as they are read."""
    if _UNIT.search(spoken):
        return 0
    found = re.search(r"[A-Za-z]+$", spoken)
    letters = found[0] if found else spoken[-1]
    if len(letters) == 1 or letters.isupper() or not re.search("[aeiouy]", letters.lower()):
        return _LETTERS.get(letters[-1].lower(), 0)
    lower = letters.lower()
    for ending, final in _ENDINGS:
        if lower.endswith(ending):
            return final
    return 0
