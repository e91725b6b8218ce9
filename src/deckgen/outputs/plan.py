"""What outputs are made of, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from deckgen.composing.deck import Deck
from deckgen.diagnostics import Diagnostic
from deckgen.outputs.keys import NO_KEYS, Keys
from deckgen.outputs.store import Store
from deckgen.reading.brand import Brand
from deckgen.reading.drawing import Drawing
from deckgen.reading.images import Image
from deckgen.scene import Scene
from deckgen.writers import Info


class Plan(NamedTuple):
    """A deck that is ready to be written: its scenes in a theme (and that one's name), the keys of its content, the
    editions of its handout, how they are printed (the fields of `deckgen.writers.handout.handouts.Print`), and which of
    them the presenter keeps; whether its PowerPoint deck embeds fonts, where parts of decks are kept, and the slide
    that is shown small in place of the first one, where that has words of a row."""

    deck: Deck
    brand: Brand
    theme: str
    scenes: tuple[Scene, ...]
    keys: Keys = NO_KEYS
    editions: tuple[str, ...] = ("notes",)
    printing: Mapping[str, Any] = MappingProxyType({})
    withheld: tuple[str, ...] = ()
    fonts: str = "installed"
    store: Store | None = None
    cover: Scene | None = None
    #: The picture of a seal on certificates.
    seal: Image | Drawing | None = None

    @property
    def stem(self) -> str:
        """How the names of its files begin: `seminar.ko`."""
        return f"{self.deck.id}.{self.deck.language}"

    @property
    def info(self) -> Info:
        """What its files say about themselves."""
        deck = self.deck
        return Info(
            title=deck.title.plain,
            subject=deck.subtitle.plain if deck.subtitle else "",
            author=deck.speaker,
            company=deck.client,
            language=deck.language,
            date=deck.date_iso,
            keywords=tuple(p.title.plain for p in deck.parts),
            id=deck.id,
            day=deck.date,
            shows=deck.shows,
            variant=deck.variant,
        )


class Output(NamedTuple):
    """What was made: its bytes (None where it could not be), how many slides or pages, what was found, and of what is
    printed how many hundredths are not the seminar itself (None: it is not printed)."""

    data: bytes | None
    length: int
    findings: tuple[Diagnostic, ...] = ()
    apparatus: int | None = None


class Written(NamedTuple):
    """What was written aside: the digest of its bytes ("" where it could not be made), how many they are, and of it
    what `Output` says."""

    digest: str
    size: int
    length: int
    findings: tuple[Diagnostic, ...] = ()
    apparatus: int | None = None
