"""What stands in what is made, in the language of the seminar."""

from __future__ import annotations

import json
from collections.abc import Mapping

from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.parser import parse

#: Titles of the parts of a new seminar, by its language.
WORDS: Mapping[str, Mapping[str, str]] = {
    "ko": {"beginning": "여는 말", "middle": "본론", "lead": "무엇을 함께 볼지 한 문장으로 적습니다", "end": "맺음말"},
    "en": {
        "beginning": "Opening",
        "middle": "Main part",
        "lead": "What we will see, in one sentence",
        "end": "Closing",
    },
}


def scalar(text: str) -> str:
    """A text as it is written in YAML: in quotes where it needs them."""
    value, problems = parse(f"x: {text}\n", "x")
    sound = not problems and isinstance(value, Located) and value.get("x") == text and text == text.strip()
    return text if sound else json.dumps(text, ensure_ascii=False)
