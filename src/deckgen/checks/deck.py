"""What can be wrong with a whole deck: each of its slides as it was laid out, and the texts that only handouts have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from deckgen.checks.ending import CHECKS
from deckgen.checks.facts import facts
from deckgen.checks.prose import check_prose, lacking
from deckgen.checks.rhythm import (
    common_silhouette,
    far_heroes,
    like_neighbours,
    many_takeaways,
    one_ground,
    one_kind,
    parts_without_hero,
)
from deckgen.checks.room import unreadable
from deckgen.checks.slides import check
from deckgen.checks.speaking import check_pace
from deckgen.checks.talk import Talk, TalkCheck
from deckgen.composing.deck import Deck, Placed
from deckgen.composing.words import texts
from deckgen.diagnostics import Diagnostic, Span
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.reading.brand import Brand
from deckgen.reading.hall import RHYTHM, RhythmPlan
from deckgen.reading.slide import Slide
from deckgen.reading.values import Text
from deckgen.richtext import Prose, unmarked
from deckgen.scene import Scene

#: Fields of slides that most handouts do not print.
PRIVATE: dict[str, Callable[[Slide], object]] = {"notes": lambda s: s.notes, "exercise": lambda s: s.exercise}

#: Every check of a talk's rhythm, in the order of the report.
RHYTHM_CHECKS: tuple[TalkCheck, ...] = (
    one_kind,
    like_neighbours,
    common_silhouette,
    far_heroes,
    parts_without_hero,
    one_ground,
    many_takeaways,
)
#: Slides between cover and closing below which nobody minds a talk's rhythm.
SHORT = 8


def check_scenes(deck: Deck, brand: Brand, scenes: Sequence[Scene], memory: Memory = NO_MEMORY) -> Iterator[Diagnostic]:
    """Every finding about the slides of a deck, and about its end."""
    for each in CHECKS:
        yield from each(deck)
    for placed, scene in zip(deck.slides, scenes, strict=True):
        yield from check_scene(deck, placed, brand, scene, memory)


def check_scene(deck: Deck, placed: Placed, brand: Brand, scene: Scene, memory: Memory) -> tuple[Diagnostic, ...]:
    """Every finding about a slide. Where somebody asked where a character is written it is not kept: that may be in
    what stands around the slide."""
    asked: list[str] = []

    def places(character: str) -> list[Span | None]:
        asked.append(character)
        return _places(deck, placed, character)

    def make() -> tuple[Diagnostic, ...]:
        return tuple(check(scene, brand.theme, brand.fonts, places))

    return memory.made("check", Same(scene), Same(brand), make, lambda findings: not asked)


def check_talk(deck: Deck, brand: Brand, scenes: Sequence[Scene], memory: Memory = NO_MEMORY) -> Iterator[Diagnostic]:
    """Every finding about a deck as a whole: its pace and its rhythm, if the seminar wants them, and what its room can
    read."""
    yield from check_pace(deck)
    limits = deck.rhythm if isinstance(deck.rhythm, RhythmPlan) else None
    if limits is None and deck.room is None:
        return
    spoken = tuple(s for s in facts(deck, scenes, brand.theme, memory) if s.spoken)
    talk = Talk(spoken, brand.theme.page, limits or RHYTHM, deck.room, deck.title.span)
    if limits and sum(not s.frame for s in spoken) >= SHORT:
        for each in RHYTHM_CHECKS:
            yield from each(talk)
    yield from unreadable(talk)


def check_handout(
    deck: Deck, brand: Brand, also: Collection[str] = (), memory: Memory = NO_MEMORY
) -> Iterator[Diagnostic]:
    """Every finding about the texts of a deck's handouts: all that is written for the deck, shown on a slide or not.
    Of the fields of `PRIVATE` only those in `also` are printed."""
    words, fonts = deck.words, brand.fonts
    fields = [read(p.slide) for p in deck.slides for field, read in PRIVATE.items() if field not in also]
    unprinted = {id(text) for text in texts(fields)}
    terms = [mention.term for mention in deck.terms]
    sources = list(dict.fromkeys(source for p in deck.slides for source in p.sources))
    printed = [text for text in words.texts() if id(text) not in unprinted]
    printed += [text for s in sources for text in (s.title, s.publisher)] + [t.definition for t in terms]
    names = [name for t in terms for name in t.names(deck.language)]
    proses: list[tuple[Text | None, Prose]] = [(text, words.prose(text)) for text in dict.fromkeys(printed)]
    proses += [(None, unmarked(str(name))._replace(span=name.span)) for name in names]
    sound: dict[int, Prose] = memory.made("printed", (deck.id, deck.language), Same(brand), dict)
    new = {id(prose): prose for _, prose in proses if id(prose) not in sound}
    if not lacking(new.values(), fonts):
        if len(sound) > 4 * len(proses):  # of texts that are no more
            sound.clear()
        sound.update(new)
        return  # as nearly always: nobody has to look for them
    for text, prose in proses:
        yield from check_prose(prose, fonts, partial(_written, deck, [text]))


def _written(deck: Deck, among: Iterable[Text | None], character: str) -> list[Span | None]:
    """Where the author wrote a character: in one of these texts, else in the fields of the event that they name."""
    return [*deck.words.places(among, character)] or [*deck.words.places(deck.event, character)]


def _places(deck: Deck, placed: Placed, character: str) -> list[Span | None]:
    """Where the author wrote a character that a slide shows: in the texts of the slide and of its sources,
    else in the seminar's."""
    cited = [text for source in placed.sources for text in (source.title, source.publisher)]
    own = [*deck.words.places([*texts(placed.slide.shown()), *cited], character)]
    around = [t for t in deck.words.texts() if t.span and t.span.path == f"content/seminars/{deck.id}.yaml"]
    return own or _written(deck, around, character)
