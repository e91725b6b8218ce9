"""A seminar filled with one row, of which those of other rows are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from deckgen.composing.again import Composition, Recomposed
from deckgen.composing.deck import Deck
from deckgen.layout.scenes import Redrawing
from deckgen.memory import Memory
from deckgen.reading.attachments import Attachments
from deckgen.reading.brand import Brand
from deckgen.reading.seminar import Seminar, Term
from deckgen.scene import Scene


class Variation(NamedTuple):
    """What another row makes of the original: a deck and its slides; of these by their numbers from 0 those that look
    otherwise, and those that are the same but for their time, which are the very same for each beginning of the
    talk."""

    deck: Deck
    scenes: tuple[Scene, ...]
    slides: Mapping[int, Scene]
    timed: Mapping[int, Scene]


class Original:
    """A seminar filled with one row, composed and laid out, with what each slide looked at."""

    def __init__(
        self,
        filled: Seminar,
        deck: Deck,
        scenes: tuple[Scene, ...],
        brand: Brand,
        terms: Iterable[Term | None],
        files: Attachments,
        memory: Memory,
    ) -> None:
        self._scenes = scenes
        self._composition = Composition(filled, deck, terms)
        self.redrawing = Redrawing(deck, brand, files.images, files.tables, files.props, memory)

    def recomposed(self, filled: Seminar) -> Recomposed | None:
        """The deck of the same seminar filled with another row; None where more follows from that than other words."""
        return self._composition.of(filled)

    def varied(self, made: Recomposed) -> Variation:
        """Such a deck with its slides. Raises ContentError where the theme lacks something."""
        which = set(made.slides)
        for field in made.fields:
            which |= self.redrawing.asking.get(field, set())
        for text in made.texts:
            which |= self.redrawing.reading.get(text, set())
        scenes, timed = self.redrawing.again(made.deck, which), self.redrawing.at_other_times(made.deck)
        others = {**timed, **scenes}
        every = tuple(others.get(n, scene) for n, scene in enumerate(self._scenes))
        return Variation(made.deck, every, scenes, {n: scene for n, scene in timed.items() if n not in scenes})
