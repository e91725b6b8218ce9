"""The slides of a deck, laid out one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from deckgen.composing.deck import Deck
from deckgen.crash import during
from deckgen.diagnostics import ContentError, Diagnostic
from deckgen.layout.artwork import artworks
from deckgen.layout.furniture import attribution, eyebrow, footnotes, furniture, sources
from deckgen.layout.pace import paces
from deckgen.layout.page import Page
from deckgen.layout.slots import theme_slots
from deckgen.layout.speech import answers, origin, speech
from deckgen.layout.transitions import joined
from deckgen.messages import say
from deckgen.reading.brand import Brand
from deckgen.reading.datasheet import DataTable
from deckgen.reading.drawing import Drawing
from deckgen.reading.images import Image
from deckgen.reading.props import Prop
from deckgen.reading.theme import Names
from deckgen.scene import Scene


def draw(
    deck: Deck,
    brand: Brand,
    images: Mapping[str, Image | Drawing],
    tables: Mapping[str, DataTable] = MappingProxyType({}),
    props: Mapping[str, Prop] = MappingProxyType({}),
) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
    """Each slide of a deck as a scene, and what layout has to say of them.

    Raises ContentError where the theme lacks something.
    """
    backgrounds = Names("layouts", artworks(brand, deck.language))
    offered = cache(lambda name: theme_slots(brand.theme, name, deck.language))
    scenes: list[Scene] = []
    findings: list[Diagnostic] = []
    for placed, pace in zip(deck.slides, paces(deck, brand.theme), strict=True):
        try:
            layout = placed.slide.layout_name()
            art, places = backgrounds[layout], offered(layout)
            page = Page(deck, placed, brand.theme, brand.fonts, art, places, images, tables, props)
            with during(say("doing:drawing", slide=placed.slide.id), placed.slide.span):
                placed.slide.draw(page)
            scenes.append(_scene(page)._replace(pace=pace))
        except ContentError as e:
            raise ContentError(_needed_by(placed.slide.kind, e.diagnostics)) from None
        findings.extend(page.findings)
    signs = {brand.theme.word(name, deck.language) for name in ("icon", "arrow", "decoration")}
    return joined(scenes, brand.theme.word("drawing", deck.language), signs), findings


def _scene(page: Page) -> Scene:
    """What a kind drew, with the furniture of its layout and with what the speaker says."""
    foot = sources(page)
    below = (*footnotes(page, above_sources=bool(foot)), *foot, *furniture(page))
    spoken = (*speech(page.placed.notes), *answers(page))
    return page.scene(eyebrow(page), below, spoken if foot else (*spoken, *origin(attribution(page))))


def _needed_by(kind: str, lacks: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What the theme lacks, with the kind that asks for it: who writes a kind may have to mend that, not the theme."""
    return [d._replace(says=say("theme.needed-by-kind", lacks=d.says, kind=kind)) for d in lacks]
