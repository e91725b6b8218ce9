"""The slides of a deck, laid out one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from deckgen.composing.deck import Deck, Placed
from deckgen.composing.words import texts
from deckgen.crash import during
from deckgen.diagnostics import ContentError, Diagnostic
from deckgen.layout.artwork import artworks
from deckgen.layout.furniture import attribution, eyebrow, footnotes, furniture, sources
from deckgen.layout.keeping import Drawn, Kind, Now, Seen, Unseen, again, kind_again
from deckgen.layout.pace import paces
from deckgen.layout.page import Page
from deckgen.layout.slots import theme_slots
from deckgen.layout.speech import answers, origin, speech
from deckgen.layout.transitions import Joining, joined
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.messages import say
from deckgen.reading.brand import Brand
from deckgen.reading.datasheet import DataTable
from deckgen.reading.drawing import Drawing
from deckgen.reading.images import Image
from deckgen.reading.props import Prop
from deckgen.reading.slide import Slide
from deckgen.reading.theme import Names
from deckgen.scene import Item, Scene, Slot


def draw(
    deck: Deck,
    brand: Brand,
    images: Mapping[str, Image | Drawing],
    tables: Mapping[str, DataTable] = MappingProxyType({}),
    props: Mapping[str, Prop] = MappingProxyType({}),
    memory: Memory = NO_MEMORY,
) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
    """Each slide of a deck as a scene, and what layout has to say of them. What was laid out from the same before is
    taken from `memory`.

    Raises ContentError where the theme lacks something.
    """
    there = _there(deck, brand, images, tables, props, memory)
    drawn = [_drawn(deck, placed, there, memory) for placed in deck.slides]
    scenes = joined([d.scene for d in drawn], *_named(brand, deck.language), memory)
    timed = (scene._replace(pace=pace) for scene, pace in zip(scenes, paces(deck, brand.theme), strict=True))
    kept = (_kept(deck, d, scene, memory) for d, scene in zip(drawn, timed, strict=True))
    return tuple(kept), [finding for d in drawn for finding in d.findings]


#: What of a deck is made of one of its fields.
_MADE_OF = {"clock": "start", "second": "start"}
#: Beginnings of talks of which the times of slides are kept.
_BEGINNINGS = 8


class Redrawing:
    """The slides of a deck as they were drawn with a `memory`, for decks of which some slides are others."""

    def __init__(
        self,
        deck: Deck,
        brand: Brand,
        images: Mapping[str, Image | Drawing],
        tables: Mapping[str, DataTable],
        props: Mapping[str, Prop],
        memory: Memory,
    ) -> None:
        self._there = _there(deck, brand, images, tables, props, memory)
        self._drawn: list[Drawn] = [memory.last("drawn", _place(deck, placed.slide)) for placed in deck.slides]
        self._joining = Joining([d.scene for d in self._drawn], *_named(brand, deck.language))
        self._entering = [(s.transition, s.shared) for s in self._joining.scenes]
        self._paces = list(paces(deck, brand.theme))
        self._times: dict[int | None, tuple[list[str], Mapping[int, Scene]]] = {}
        #: Slides, by their numbers from 0: by the fields of the deck that they looked at, and by the identities of
        #: texts that are not their own.
        self.asking: dict[str, set[int]] = {}
        self.reading: dict[int, set[int]] = {}
        for n, drawn in enumerate(self._drawn):
            for path in drawn.seen.fields:
                if path[0] == "deck":
                    self.asking.setdefault(_MADE_OF.get(path[1], path[1]), set()).add(n)
            for text in drawn.seen.prose:
                self.reading.setdefault(text, set()).add(n)

    def again(self, deck: Deck, which: Collection[int]) -> dict[int, Scene]:
        """Slides that look otherwise in another deck, by their numbers: `which`, and those of their neighbours that
        share something else with them. Raises ContentError where the theme lacks something."""
        drawn = {n: _drawn(deck, deck.slides[n], self._there, NO_MEMORY).scene for n in sorted(which)}
        times, _ = self._at(deck)
        return {
            n: scene._replace(pace=times[n])
            for n, scene in self._joining.with_others(drawn).items()
            if n in drawn or (scene.transition, scene.shared) != self._entering[n]
        }

    def at_other_times(self, deck: Deck) -> Mapping[int, Scene]:
        """Slides that are the same but for their time, in a deck that begins at another one. For each beginning they
        are the very same."""
        return self._at(deck)[1]

    def _at(self, deck: Deck) -> tuple[list[str], Mapping[int, Scene]]:
        """The times of all slides, and those slides that have another one."""
        if deck.start not in self._times:
            if len(self._times) > _BEGINNINGS:
                del self._times[next(iter(self._times))]
            times = list(paces(deck, self._there.brand.theme))
            scenes = enumerate(zip(self._joining.scenes, times, self._paces, strict=True))
            others = {n: scene._replace(pace=time) for n, (scene, time, before) in scenes if time != before}
            self._times[deck.start] = times, others
        return self._times[deck.start]


def look_of(scene: Scene, deck: Deck, memory: Memory) -> object:
    """What is another object where a slide may look otherwise than it did."""
    drawn: Drawn | None = memory.last("drawn", (deck.id, deck.language, scene.id))
    return drawn.look if drawn else scene


class _There(NamedTuple):
    """What there is to lay out slides with."""

    brand: Brand
    backgrounds: Mapping[str, tuple[Item, ...]]
    offered: Callable[[str], Mapping[str, Slot]]
    images: Mapping[str, Image | Drawing]
    tables: Mapping[str, DataTable]
    props: Mapping[str, Prop]


def _there(
    deck: Deck,
    brand: Brand,
    images: Mapping[str, Image | Drawing],
    tables: Mapping[str, DataTable],
    props: Mapping[str, Prop],
    memory: Memory,
) -> _There:
    backgrounds = memory.made("artworks", deck.language, Same(brand), lambda: artworks(brand, deck.language))
    offered = cache(lambda name: theme_slots(brand.theme, name, deck.language))
    return _There(brand, Names("layouts", backgrounds), offered, images, tables, props)


def _named(brand: Brand, language: str) -> tuple[str, set[str]]:
    """What groups that share things are called, and what is no thing of its own."""
    return brand.theme.word("drawing", language), {
        brand.theme.word(name, language) for name in ("icon", "arrow", "decoration")
    }


def _drawn(deck: Deck, placed: Placed, there: _There, memory: Memory) -> Drawn:
    """A slide as it was laid out before from the same, or laid out now."""
    place = _place(deck, placed.slide)
    files = {"images": there.images, "tables": there.tables, "props": there.props}
    before: Drawn | None = memory.last("drawn", place)
    now = Now(deck, placed, Same(there.brand), files)
    drawn = (again(before, now) if before else None) or _finished(now, there, memory)
    memory.keep("drawn", place, drawn)
    return drawn


def _kept(deck: Deck, drawn: Drawn, scene: Scene, memory: Memory) -> Scene:
    """A finished slide; the very same one as last time, where nothing of it is another."""
    of = (Same(drawn.scene), scene.pace, scene.transition, scene.shared)
    return memory.made("scene", _place(deck, drawn.slide), of, lambda: scene)


def _place(deck: Deck, slide: Slide) -> tuple[str, str, str]:
    """Where a slide is remembered."""
    return deck.id, deck.language, str(slide.id)


def _finished(now: Now, there: _There, memory: Memory) -> Drawn:
    """A slide laid out, with what it saw; as its kind drew it before, where that saw the same. Raises ContentError
    where the theme lacks something."""
    slide, place = now.placed.slide, (now.deck.language, str(now.placed.slide.id))
    known: Kind | None = memory.last("kind", place)
    try:
        found = kind_again(known, now) if known else None
        if known is None or found is None:
            known = _draw(now, there, memory.lasts)
            # what is kept is left as it is: what comes to it comes to a copy
            found = kind_again(known, now) if memory.lasts else None
            if found is not None:
                memory.keep("kind", place, known)
        page, seen = found or (known.page, known.seen)
        scene = _scene(page)
    except ContentError as e:
        raise ContentError(_needed_by(slide.kind, e.diagnostics)) from None
    return Drawn(scene, tuple(page.findings), object(), slide, now.around, seen, known.named)


def _draw(now: Now, there: _There, lasts: bool) -> Kind:
    """A slide as its kind draws it, with what it saw, if that `lasts`. Raises ContentError where the theme lacks
    something."""
    slide, words, brand = now.placed.slide, now.deck.words, there.brand
    own = texts(slide) if lasts else []
    seen = Seen(own) if lasts else Unseen()
    layout = slide.layout_name()
    page = Page(
        seen.deck(now.deck),
        seen.placed(now.placed),
        brand.theme,
        brand.fonts,
        there.backgrounds[layout],
        there.offered(layout),
        seen.among("images", there.images),
        seen.among("tables", there.tables),
        seen.among("props", there.props),
    )
    with during(say("doing:drawing", slide=slide.id), slide.span):
        slide.draw(page)
    named = words.named if any(words.made(text).named is not None for text in own) else None
    return Kind(page, slide, now.around, seen, named)


def _scene(page: Page) -> Scene:
    """What a kind drew, with the furniture of its layout and with what the speaker says."""
    foot = sources(page)
    below = (*footnotes(page, above_sources=bool(foot)), *foot, *furniture(page))
    spoken = (*speech(page.placed.notes), *answers(page))
    return page.scene(eyebrow(page), below, spoken if foot else (*spoken, *origin(attribution(page))))


def _needed_by(kind: str, lacks: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What the theme lacks, with the kind that asks for it: who writes a kind may have to mend that, not the theme."""
    return [d._replace(says=say("theme.needed-by-kind", lacks=d.says, kind=kind)) for d in lacks]
