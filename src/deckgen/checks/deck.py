"""What can be wrong with a whole deck: each of its slides as it was laid out, and the prose that only handouts have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from deckgen.checks.prose import check_prose
from deckgen.checks.slides import check
from deckgen.composing.deck import Deck, Placed
from deckgen.composing.words import texts
from deckgen.diagnostics import Diagnostic, Span
from deckgen.reading.brand import Brand
from deckgen.scene import Scene


def check_scenes(deck: Deck, brand: Brand, scenes: Sequence[Scene]) -> Iterator[Diagnostic]:
    """Every finding about the slides of a deck."""
    for placed, scene in zip(deck.slides, scenes, strict=True):
        yield from check(scene, brand.theme, brand.fonts, partial(_places, deck, placed))


def check_handout(deck: Deck, brand: Brand) -> Iterator[Diagnostic]:
    """Every finding about the prose of a deck's handout."""
    for placed in deck.slides:
        yield from check_prose(placed.handout, brand.fonts, partial(deck.words.places, [placed.slide.handout]))


def _places(deck: Deck, placed: Placed, character: str) -> list[Span | None]:
    """Where the author wrote a character that a slide shows: in the slide's texts, else in the seminar's."""
    own = [v for k, v in vars(placed.slide).items() if k not in ("notes", "handout")]
    around = [t for t in deck.words.texts() if t.span and t.span.path == f"content/seminars/{deck.id}.yaml"]
    return [*deck.words.places(texts(own), character)] or [*deck.words.places(around, character)]
