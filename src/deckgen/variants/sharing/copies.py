"""Outputs of rows, made of those of the original."""

from __future__ import annotations

from deckgen.outputs.formats import File
from deckgen.outputs.plan import Plan
from deckgen.reading.seminar import Seminar
from deckgen.variants.rows import Row
from deckgen.variants.sharing.deck import Decks
from deckgen.variants.sharing.original import Original, Variation


class Copies:
    """What is made of an original and its plan, as it is asked for."""

    def __init__(self, original: Original, plan: Plan) -> None:
        self._original, self._plan = original, plan
        self._decks: Decks | None = None
        self._last: tuple[Row, Variation | None] | None = None

    def varied(self, row: Row, seminar: Seminar) -> Variation | None:
        """The seminar filled with another row; that of the last one is kept for its next output."""
        if self._last is None or self._last[0] != row:
            self._last = row, self._original.varied(seminar)
        return self._last[1]

    def make(self, plan: Plan, varied: Variation, format: str, file: File) -> bytes | None:
        """An output of a row with its plan; None where it has to be built in full."""
        if format == "pptx":
            self._decks = self._decks or Decks(self._plan)
            return self._decks.make(plan, varied)
        return None
