"""What a seminar says of the hall: how far the last row sits from the screen, and how much sameness it is to bear."""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple

from deckgen.diagnostics import Span
from deckgen.messages import say
from deckgen.reading.model import Model, Within, Wrong, shown
from deckgen.reading.nodes import span_of

#: Metres of each unit that a length may have; the international foot is exactly so long.
_UNITS = {"m": 1.0, "cm": 0.01, "ft": 0.3048}
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?(m|cm|ft)", re.ASCII)
#: What a screen and a hall may measure, in metres: from a laptop to a stadium.
_LEAST, _MOST = 0.2, 300.0


class Length(NamedTuple):
    """A length, written as `15m`, `1500cm` or `50ft`: in metres."""

    metres: float
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> Length:
        written = str(value) if isinstance(value, (str, int, float)) else ""
        match = _LENGTH.fullmatch(written)
        if match is None:
            number = re.fullmatch(r"\d{1,6}(?:\.\d+)?", written, re.ASCII)
            hint = (
                say("value:write-its-unit-for-example", number=written) if number else say("value:write-a-number-and-m")
            )
            raise Wrong(say("value.length", found=shown(value)), span_of(value), hint)
        metres = float(match[1]) * _UNITS[match[2]]
        if not _LEAST <= metres <= _MOST:
            raise Wrong(
                say("value.metres", least=_LEAST, most=_MOST, found=shown(value)),
                span_of(value),
                say("value:see-that-number-and-unit"),
            )
        return cls(metres, span_of(value))

    def __str__(self) -> str:
        return f"{self.metres:.3g} m"


class RoomPlan(Model):
    """The room: its `depth`, from the screen to the last row, and the width of the `screen`."""

    depth: Length
    screen: Length


class RhythmPlan(Model):
    """How much sameness a talk may have: at most so many slides of one `kind` in a row; neighbours whose silhouettes
    are `alike` by fewer percent; one `silhouette` on at most so many percent of the slides; from one `hero` to the next
    at most so many slides; so many in a row on one `ground`; a `takeaway` on at most so many percent."""

    kind: Annotated[int, Within(1, 500)] = 2
    alike: Annotated[int, Within(1, 101)] = 85
    silhouette: Annotated[int, Within(1, 100)] = 12
    hero: Annotated[int, Within(1, 500)] = 7
    ground: Annotated[int, Within(1, 500)] = 8
    takeaway: Annotated[int, Within(0, 100)] = 40


#: The limits of a seminar that says nothing of its rhythm.
RHYTHM = RhythmPlan(kind=2, alike=85, silhouette=12, hero=7, ground=8, takeaway=40)
#: What a seminar says of its rhythm: its limits, or that nobody is to look at it.
Rhythm = Literal["off"] | RhythmPlan
