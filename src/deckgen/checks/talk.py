"""What a check of a whole talk looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from deckgen.checks.facts import Facts
from deckgen.diagnostics import Diagnostic, Span
from deckgen.reading.hall import RhythmPlan, RoomPlan


class Talk(NamedTuple):
    """The spoken slides of a deck in their order, on a page of so many points; the limits of its rhythm, the room, and
    where the seminar has its title."""

    slides: tuple[Facts, ...]
    page: tuple[float, float]
    limits: RhythmPlan
    room: RoomPlan | None
    span: Span | None


#: A check of a talk.
TalkCheck = Callable[[Talk], Iterator[Diagnostic]]
