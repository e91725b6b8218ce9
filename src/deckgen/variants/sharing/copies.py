"""Outputs of rows, made of those of the original."""

from __future__ import annotations

from collections.abc import Callable

from deckgen.composing.again import Recomposed
from deckgen.composing.deck import Deck
from deckgen.outputs.formats import File
from deckgen.outputs.plan import Plan
from deckgen.reading.seminar import Seminar
from deckgen.scene import Scene
from deckgen.variants.rows import Row
from deckgen.variants.sharing.deck import Decks
from deckgen.variants.sharing.original import Original, Variation
from deckgen.writers.handout.handouts import Handouts, Print
from deckgen.writers.handout.plates import PLATES

#: Makes the plan of a row of its deck and slides.
Planned = Callable[[Deck, tuple[Scene, ...]], Plan]


class _Last:
    """The row of which something was made last: most rows have several outputs."""

    def __init__(self, row: Row, made: Recomposed | None) -> None:
        self.row, self.made = row, made
        self.varied: Variation | None = None


class Copies:
    """What is made of an original and its plan, as it is asked for."""

    def __init__(self, original: Original, plan: Plan) -> None:
        self._original, self._plan = original, plan
        self._decks: Decks | None = None
        self._last: _Last | None = None

    def make(self, row: Row, seminar: Seminar, planned: Planned, format: str, file: File) -> bytes | None:
        """An output of a row; None where it has to be built in full. Raises ContentError where the theme lacks
        something."""
        last = self._recomposed(row, seminar)
        if last.made is None:
            return None
        if format == "handout" and file.edition in PLATES:
            return _plate(planned(last.made.deck, ()), file)
        return self._presentation(last.made, last, planned) if format == "pptx" else None

    def deck(self, row: Row, seminar: Seminar) -> Deck | None:
        """The deck of a row, without its slides laid out."""
        made = self._recomposed(row, seminar).made
        return made.deck if made else None

    def _recomposed(self, row: Row, seminar: Seminar) -> _Last:
        if self._last is None or self._last.row != row:
            self._last = _Last(row, self._original.recomposed(seminar))
        return self._last

    def _presentation(self, made: Recomposed, last: _Last, planned: Planned) -> bytes | None:
        varied = last.varied = last.varied or self._original.varied(made)
        self._decks = self._decks or Decks(self._plan)
        return self._decks.make(planned(varied.deck, varied.scenes), varied)


def _plate(plan: Plan, file: File) -> bytes:
    """What is drawn on a plate, which shows no slides."""
    handouts = Handouts(plan.deck, (), plan.brand, plan.info, plan.seal)
    return handouts.write(file.edition, Print(**dict(file.printing))).data
