"""How long a text is when it is read aloud, in the units in which people state how fast they speak.

Korean in syllables: one for each Hangul letter, for a number those with which it is read (`1.36` 일점삼육), for each
capital of an abbreviation those of its name (`API` 에이피아이). Other Latin words, those of commands too, take one for
two letters, as they do on average where they are written in Hangul (`Kubernetes` 쿠버네티스).

English in words: what stands between spaces, numbers as they are read (`82%` eighty-two per cent). An abbreviation is
one word, and so is what hyphens join.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from deckgen.patterns import regex

#: What is read as one: a number with its points, an abbreviation (in the plural, too), a Latin word or a part of one
#: that begins with a capital, another letter, a sign.
_READ = regex(
    r"(?P<number>\d[\d,]*(?:\.\d+)*)"
    r"|(?P<capitals>[A-Z]{2,})s?(?![a-z])"
    r"|(?P<latin>[A-Z]?[a-z]+)"
    r"|(?P<capital>[A-Z])"
    r"|(?P<letter>[^\W\d_])"
    r"|(?P<point>(?<=[A-Za-z0-9])\.(?=[A-Za-z0-9]))"
    r"|(?P<sign>[%&+=~@$€₩×#])"
)
#: Syllables of the names of Latin letters that have more than one (에이, 에프, 에이치 …).
_LETTERS = {"A": 2, "F": 2, "H": 3, "I": 2, "J": 2, "K": 2, "Q": 2, "S": 2, "V": 2, "W": 3, "X": 2, "Y": 2}
#: Abbreviations that are read as words (야믈, 제이슨, 레스트, 랜, 램).
_AS_WORDS = {"YAML": 2, "JSON": 3, "REST": 3, "LAN": 1, "RAM": 1}
#: Signs that are read: 퍼센트, 앤드, 플러스, 이퀄, 에서, 골뱅이, 달러, 유로, 원, 곱하기, 샵.
_SIGNS = {"%": 3, "&": 2, "+": 3, "=": 2, "~": 2, "@": 3, "$": 2, "€": 2, "₩": 1, "×": 3, "#": 1}
#: Digits of a number that is read as one; longer ones are read digit by digit.
_MOST_DIGITS = 16


@lru_cache(maxsize=2_000)
def syllables(text: str) -> int:
    """The syllables of a text that is read aloud in Korean."""
    return sum(_syllables(match.lastgroup or "", match[match.lastgroup or 0]) for match in _READ.finditer(text))


def _syllables(sort: str, read: str) -> int:
    match sort:
        case "number":
            return _number(read)
        case "capitals":
            return _AS_WORDS.get(read) or sum(_LETTERS.get(letter, 1) for letter in read)
        case "latin" if len(read) > 1:
            return (len(read) + 1) // 2
        case "latin" | "capital":
            return _LETTERS.get(read.upper(), 1)
        case "sign":
            return _SIGNS[read]
        case _:  # a letter, a point
            return 1


def _number(written: str) -> int:
    """Syllables of a number: digit by digit behind one point; where there are more, as in an address, each by
    itself."""
    whole, *behind = written.replace(",", "").split(".")
    if len(behind) == 1:
        return _whole(whole) + 1 + len(behind[0])
    return _whole(whole) + sum(1 + _whole(part) for part in behind)


def _whole(digits: str) -> int:
    """Syllables of a whole number in Sino-Korean (이천이십육), which native ones (스물여섯) differ little from."""
    if len(digits) > _MOST_DIGITS or (digits[0] == "0" and len(digits) > 1):
        return len(digits)
    groups = [digits[max(end - 4, 0) : end] for end in range(len(digits), 0, -4)]
    return sum(_group(group, n, len(digits)) for n, group in enumerate(groups)) or 1  # 영


def _group(digits: str, myriads: int, length: int) -> int:
    """Syllables of up to four digits before 만, 억 or 조: 1 is read at the last place only, and not in a lone 만."""
    if not int(digits):
        return 0
    alone = myriads == 1 and int(digits) == 1 and length == 5
    places = [(digit, len(digits) - n - 1) for n, digit in enumerate(digits) if digit != "0"]
    return sum((digit != "1" or not place) + (place > 0) for digit, place in places) - alone + (myriads > 0)


#: A number within an English word, with the ordinal or plural ending that is read with it.
_NUMERAL = regex(r"(\d[\d,]*)((?:\.\d+)*)(?:(?:st|nd|rd|th|s)(?![A-Za-z]))?")
_BETWEEN = regex(r"[\s—]+")
#: Signs that are read as a word of their own: per cent, and, plus, equals, dollars.
_WORDS = frozenset("%&+=$€₩×")


@lru_cache(maxsize=2_000)
def words(text: str) -> int:
    """The words of a text that is read aloud in English."""
    return sum(_words(written) for written in _BETWEEN.split(text))


def _words(written: str) -> int:
    """Words of what stands between two spaces: those of its numbers, one for the letters beside them, its signs."""
    rest = _NUMERAL.sub("", written)
    letters = any(c.isalpha() for c in rest)
    return sum(_numerals(written)) + letters + sum(c in _WORDS for c in rest)


def _numerals(written: str) -> Iterator[int]:
    for match in _NUMERAL.finditer(written):
        yield _cardinal(match[1]) + sum(1 + len(part) for part in match[2].split(".")[1:])


def _cardinal(written: str) -> int:
    """Words of a whole number: twenty-six is one, a year (twenty twenty-six) two."""
    digits = written.replace(",", "")
    if len(digits) > _MOST_DIGITS or (digits[0] == "0" and len(digits) > 1):
        return len(digits)
    n = int(digits)
    if 1100 <= n < 2100 and n % 1000 and written == digits:
        return 2
    groups = [n // 1000**power % 1000 for power in range(1, 6)]
    large = sum(_below_thousand(group, False) + 1 for group in groups if group)
    return large + _below_thousand(n % 1000, large > 0) or 1  # zero


def _below_thousand(n: int, follows: bool) -> int:
    """Words of a number under 1,000, none for 0; `and` stands before tens and units behind hundreds or thousands."""
    hundreds, rest = divmod(n, 100)
    return 2 * (hundreds > 0) + (rest > 0) + (rest > 0 and (hundreds > 0 or follows))
