"""What pages ask, as they send it: each value looked at before anything is done with it."""

from __future__ import annotations

import json
from typing import Any

from deckgen.reading.stretches import Steps
from deckgen.studio.fields import Value

#: Bytes of a longest message.
LONGEST = 2_000_000
#: Values within values, at most.
DEEPEST = 10


class Unclear(Exception):
    """A message that no page of ours sends."""


class Asked:
    """A message: what is to be done (`do`), the number under which the answer goes back, and the values with it."""

    def __init__(self, raw: str) -> None:
        try:
            data = json.loads(raw) if len(raw) <= LONGEST else None
        except (ValueError, RecursionError) as e:
            raise Unclear("this is no message") from e
        if not isinstance(data, dict) or not isinstance(data.get("do"), str):
            raise Unclear("this is no message")
        self._data: dict[str, Any] = data
        self.do: str = data["do"]
        number = data.get("n")
        self.number = number if isinstance(number, int) and not isinstance(number, bool) else None

    def has(self, name: str) -> bool:
        """Whether there is such a value."""
        return name in self._data

    def text(self, name: str, longest: int = 200_000) -> str:
        """A text. Raises Unclear."""
        value = self._data.get(name)
        if not isinstance(value, str) or len(value) > longest or not _is_text(value):
            raise Unclear(f"`{name}` is no text")
        return value

    def word(self, name: str, default: str = "") -> str:
        """A short text that may be missing."""
        return self.text(name, 500) if name in self._data else default

    def whole(self, name: str) -> int:
        """A whole number, not below 0. Raises Unclear."""
        return _whole(self._data.get(name), name)

    def steps(self, name: str) -> Steps:
        """The way to a value: names, and numbers of items. Raises Unclear."""
        value = self._data.get(name)
        if not isinstance(value, list) or len(value) > 40:
            raise Unclear(f"`{name}` is no way to a value")
        return tuple(step if isinstance(step, str) and _is_text(step) else _whole(step, name) for step in value)

    def value(self, name: str) -> Value:
        """What a field is to have: a text, or names and lists of such. Raises Unclear."""
        return _value(self._data.get(name), name, 0)

    def splices(self, name: str) -> list[tuple[int, int, str]]:
        """Stretches, each with the text that comes in its place. Raises Unclear."""
        value = self._data.get(name)
        if not isinstance(value, list) or len(value) > 10_000:
            raise Unclear(f"`{name}` are no stretches")
        out = []
        for item in value:
            if not isinstance(item, list) or len(item) != 3 or not isinstance(item[2], str) or not _is_text(item[2]):
                raise Unclear(f"`{name}` are no stretches")
            out.append((_whole(item[0], name), _whole(item[1], name), item[2]))
        return out


def _whole(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 40:
        raise Unclear(f"`{name}` is no number")
    return value


def _value(value: object, name: str, depth: int) -> Value:
    if isinstance(value, str) and len(value) < 200_000 and _is_text(value):
        return value
    if isinstance(value, (dict, list)) and 0 < len(value) < 100 and depth < DEEPEST:
        if isinstance(value, list):
            return [_value(one, name, depth + 1) for one in value]
        if all(key.isidentifier() and key.isascii() for key in value):
            return {key: _value(one, name, depth + 1) for key, one in value.items()}
    raise Unclear(f"`{name}` is no value")


def _is_text(value: str) -> bool:
    """Whether a text can be written to a file: a letter that was sent in halves cannot."""
    return not any("\ud800" <= c <= "\udfff" for c in value)
