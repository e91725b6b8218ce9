"""Korean: its record, and which of its words belong together on a line.

A bound noun (`할 수`, `다섯 가지`) leans on the word before it, an auxiliary (`수 있습니다`) on what it helps,
and a lone determiner (`이`, `한`, `더`) on the word after it. A no-break space keeps them together wherever the text
is set; in PowerPoint where it must (`deckgen.layout.glue`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache

from deckgen.languages.language import Beginning, Breaking, Fallback, Language, OfficeWords, Speech
from deckgen.languages.scripts import HANGUL, bind_arrows
from deckgen.languages.speech import syllables
from deckgen.patterns import regex

_PARTICLE = (
    "(?:에는|에도|에서|에만|으로는|까지는|은|는|이|가|을|를|의|에|도|만|로|으로|과|와|이나|까지|부터|보다|처럼|마다)?"
)
#: Nouns that never begin a line: they mean nothing without the word before them.
_BOUND = regex(
    r"(?<=[가-힣]) (?=(?:수|것|점|때|뿐|줄|등|채|듯|중|가지|개|번|명|곳|쪽|편|대로|만큼|때문)"
    rf"{_PARTICLE}(?:입니다|이다|이며|이고|인)?(?![가-힣]))"
)
#: Auxiliaries after a bound noun or a connective ending.
_AUXILIARY = regex(
    r"(?<=[가-힣]) (?=(?:있|없)(?:습니다|다|는|을|고|지만|으며|나요|나|을까|었|도록|으면))"
    r"|(?<=[아어여해야]) (?=(?:합니다|둡니다|봅니다|줍니다|주세요|보세요))"
    r"|(?<=기) (?=위해)"
)
#: Determiners and adverbs of one or two letters, alone between spaces, that never end a line.
_LEANING = regex(
    r"(?:(?<=^)|(?<=[\s\u00a0“‘(]))"
    r"(이|그|저|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|몇|여러|첫|새|각"
    r"|더|덜|가장|단,|및|또|꼭|다|잘|다른|안|못|왜|늘|곧|옆)"
    r" (?=[가-힣A-Za-z])"
)


#: Places of a text at which a word turns out to be the end of another one, before its words are listed.
MOST_PARTS = 50
_WORD = regex("[가-힣]+")


@lru_cache(maxsize=4096)
def bound(text: str) -> str:
    """The text with no-break spaces where a line must not end."""
    if " " not in text:
        return text
    text = bind_arrows(_BOUND.sub("\u00a0", text))
    text = _AUXILIARY.sub("\u00a0", text)
    return _LEANING.sub("\\1\u00a0", text)


def _date(day: datetime.date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"


def _mentions(word: str, text: str) -> Iterator[str]:
    """Korean words take endings; a word that only ends in the same letters is another one. (A regular expression for
    each of a hundred terms would take longer to compile than all the rest of composing.)"""
    parts = 0
    at = text.find(word) if word else -1
    while at >= 0:
        apart = at == 0 or not "가" <= text[at - 1] <= "힣"
        if apart:
            yield word
        elif (parts := parts + 1) > MOST_PARTS and "가" <= word[0] <= "힣":
            yield from _listed(word, text, at + 1)
            return
        at = text.find(word, at + (len(word) if apart else 1))


def _listed(word: str, text: str, start: int) -> Iterator[str]:
    """The same from `start` on, of a word that is mostly the end of others: only where a word begins is looked."""
    for at in _starts(text).get(word[:2], ()):
        if at >= start and text.startswith(word, at):
            yield word
            start = at + len(word)


@lru_cache(maxsize=100)
def _starts(text: str) -> dict[str, list[int]]:
    """Where words begin, by their first letter and by their first two characters."""
    out: dict[str, list[int]] = {}
    for match in _WORD.finditer(text):
        at = match.start()
        for key in dict.fromkeys((text[at], text[at : at + 2])):
            out.setdefault(key, []).append(at)
    return out


def _avoided(word: str, text: str) -> Iterator[str]:
    """Inside longer words, too."""
    if word and word in text:
        yield word


#: The face of Korean PowerPoint; widths are read from PowerPoint's own PDFs, beside Pretendard.
MALGUN = Fallback("맑은 고딕", 0.352, 1.18, ("Malgun Gothic", "Apple SD Gothic Neo"), -127)
#: As PowerPoint was measured to break, where both languages are installed.
BREAKING = Breaking(
    frozenset("!%),.:;?]}’”‰′″℃、。々〉》」』】〕゛゜ゝゞ・ーヽヾ！％），．：；？］｝…·~"),
    frozenset("$([\\{‘“〈《「『【〔＄（［｛￡￥₩"),
)

KOREAN = Language(
    key="ko",
    name="Korean",
    tag="ko-KR",
    beside="en",
    letters=HANGUL,
    date=_date,
    appendix="부록",
    beginning=Beginning("여는 말", "본론", "무엇을 함께 볼지 한 문장으로 적습니다", "맺음말"),
    office=OfficeWords(
        placeholders={
            "title": "제목",
            "subtitle": "부제목",
            "body": "본문",
            "picture": "그림",
            "date": "날짜",
            "footer": "바닥글",
            "number": "쪽 번호",
        },
        printed={
            "header": "머리글",
            "date": "날짜",
            "slide": "슬라이드 그림",
            "notes": "발표자 노트",
            "footer": "바닥글",
            "number": "쪽 번호",
        },
        title_prompt="제목을 쓰세요",
        level_prompts=("텍스트를 쓰세요", "둘째 수준", "셋째 수준", "넷째 수준", "다섯째 수준"),
        notes_prompt="노트를 쓰세요",
        contents=("사용한 글꼴", "테마", "슬라이드 제목"),
    ),
    fallback=MALGUN,
    breaking=BREAKING,
    bound=bound,
    spaced=True,
    square=True,
    mentions=_mentions,
    avoided=_avoided,
    speech=Speech("syllables", syllables),
)
