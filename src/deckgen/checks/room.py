"""The room: what its last row can read."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from deckgen.checks.facts import SMALL_PRINT
from deckgen.checks.talk import Talk
from deckgen.diagnostics import Diagnostic, warning
from deckgen.messages import say

#: A character can be read from as far as 200 times its height, as the US Federal Aviation Administration wants it: it
#: is seen under 17 minutes of arc there. ISO 9241-3 asks for 16 at least, and prefers 20 to 22. Its height is taken to
#: be the type size, which a Hangul syllable nearly fills.
DISTANCE = 200
#: Height of a projected picture as a share of its width (16:9).
SHAPE = 9 / 16


def reach(size: float, page: tuple[float, float], screen: float) -> float:
    """From how many metres type of `size` points can be read on a page of so many points that is shown as large as it
    can be on a screen of 16:9, `screen` metres wide."""
    width, height = page
    return size * min(screen / width, screen * SHAPE / height) * DISTANCE


def unreadable(talk: Talk) -> Iterator[Diagnostic]:
    """On each slide the smallest text, where the last row cannot read it."""
    if talk.room is None:
        return
    depth, screen = talk.room.depth.metres, talk.room.screen.metres
    for slide in talk.slides:
        texts = [t for t in slide.texts if t.role not in SMALL_PRINT]
        least = min(texts, key=lambda t: t.least, default=None)
        if least is None or reach(least.least, talk.page, screen) >= depth - 0.05:
            continue
        reaches, needed = reach(least.least, talk.page, screen), depth / reach(1.0, talk.page, screen)
        yield warning(
            say("room.last-row", size=least.least, reaches=reaches, screen=talk.room.screen, depth=talk.room.depth),
            least.span or slide.slide.span,
            say(
                "room:say-less-here-so-that", size=ceil(needed - 0.05), screen=ceil(screen * depth / reaches * 10) / 10
            ),
        )
