"""Korean words that belong together on a line.

A bound noun (`할 수`, `다섯 가지`) leans on the word before it, an auxiliary (`수 있습니다`) on what it helps, and a lone
determiner (`이`, `한`, `더`) on the word after it. A no-break space between them keeps them together wherever the text
is set, in PowerPoint as on paper.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PARTICLE = "(?:은|는|이|가|을|를|의|에|도|만|로|으로|과|와|이나|까지|부터|보다|처럼|마다)?"
#: Nouns that never begin a line: they mean nothing without the word before them.
_BOUND = re.compile(
    rf"(?<=[가-힣]) (?=(?:수|것|점|때|뿐|줄|등|채|듯|중|가지|개|번|명|곳|쪽|편|대로|만큼|때문){_PARTICLE}(?:입니다|이다|이며|이고|인)?(?![가-힣]))"
)
#: Auxiliaries after a bound noun or a connective ending.
_AUXILIARY = re.compile(
    r"(?<=[가-힣]) (?=(?:있|없)(?:습니다|다|는|을|고|지만|으며|나요|었|도록|으면))|(?<=[아어여해야]) (?=(?:합니다|둡니다|봅니다|줍니다|주세요|보세요))|(?<=기) (?=위해)"
)
#: Determiners and adverbs of one or two letters, alone between spaces, that never end a line.
_LEANING = re.compile(
    r"(?:(?<=^)|(?<=[\s\u00a0“‘(]))(이|그|저|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|몇|여러|첫|새|각|더|가장|단,|및|또|꼭|다|잘|다른|안|못) (?=[가-힣A-Za-z])"
)


#: An arrow points on from the word before it.
_ARROW = re.compile(r"(?<=\S) (?=→)")


@lru_cache(maxsize=4096)
def bound(text: str) -> str:
    """The text with no-break spaces where a line must not end."""
    if " " not in text:
        return text
    text = _ARROW.sub("\u00a0", _BOUND.sub("\u00a0", text))
    text = _AUXILIARY.sub("\u00a0", text)
    return _LEANING.sub("\\1\u00a0", text)
