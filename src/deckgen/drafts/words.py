"""Texts as they are written in YAML."""

from __future__ import annotations

import json

from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.parser import parse


def scalar(text: str) -> str:
    """A text as it is written in YAML: in quotes where it needs them."""
    value, problems = parse(f"x: {text}\n", "x")
    sound = not problems and isinstance(value, Located) and value.get("x") == text and text == text.strip()
    return text if sound else json.dumps(text, ensure_ascii=False)
