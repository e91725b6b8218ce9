"""What cannot be drawn, with what to do about it."""

from __future__ import annotations

from deckgen.messages import Message, say

#: What to do where nothing more can be said.
PLAIN = say("svg:save-it-as-a-plain-svg-of")


class DrawingError(Exception):
    """An SVG that cannot be drawn as native shapes; the message says why, the hint what to do."""

    def __init__(self, says: Message, hint: Message = PLAIN) -> None:
        super().__init__(says)
        self.says, self.hint = says, hint


def quoted(value: str) -> str:
    """A value of a file between backticks, no longer than a line takes."""
    text = " ".join(value.split())
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"
