"""The front page: the brand's art, how large the title is, and how much room there is for what stands below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deckgen.composing.deck import Deck
from deckgen.layout.words import one_line
from deckgen.richtext import Prose
from deckgen.writers.handout.lines import PrintLine, keeps_words, line_text
from deckgen.writers.handout.own import DATED, EVENT, KEYS, Words, signs
from deckgen.writers.handout.setter import Setter
from deckgen.writers.handout.sheet import POINTS, Sheet, Type

#: Sizes of the title in points, the first at which it stands on so many lines with no word parted; the distance of its
#: baselines in parts of the size.
SIZES, LINES, SPACING = (36.0, 32.0, 28.0, 24.0, 20.0), 3, 1.24
#: The distance of the event's lines, and the width of their names, in millimetres; both are wider in large print.
ROW, NAMES, LARGE = 6.2, 24.0, 1.7
#: Space above the edition's label where there is plenty, on a small sheet and where there is little, in millimetres.
ABOVE, BELOW_ART, LEAST = 15.0, 8.0, 4.0
#: Art that would be narrower than so much of the text is left out.
LEAST_ART = 0.4
#: Space around title, subtitle and the rule above the event, in millimetres.
AROUND = 21.0


class Front(NamedTuple):
    """The front page: the title's lines and size in points, the subtitle, the event's lines each with the word that
    names it, and the `event` in one paragraph where each variant has its own; in millimetres the width of the art, the
    space `above` the label, the distance of the event's lines, and the width of their `names`."""

    title: tuple[PrintLine, ...]
    size: float
    subtitle: tuple[PrintLine, ...]
    details: tuple[tuple[str, tuple[PrintLine, ...]], ...]
    event: tuple[PrintLine, ...]
    art: float
    above: float
    row: float
    names: float


def front(setter: Setter, contents: float = 0.0) -> Front:
    """The front page of a deck's editions, with contents of so many millimetres."""
    deck, sheet = setter.deck, setter.sheet
    k = LARGE if sheet.large else 1.0
    size, title = _title(setter)
    subtitle = (
        setter.lines(deck.subtitle, "subtitle", sheet.front * (1.0 if sheet.lying else 0.8), even=True)
        if deck.subtitle
        else ()
    )
    details = tuple((key, lines) for key, lines in _details(setter, sheet.art - NAMES * k) if lines)
    event = signs(setter.own, EVENT, deck.language) if setter.own is not None else ()
    height = (
        size * SPACING / POINTS * len(title)
        + setter.types["subtitle"].line_height * len(subtitle)
        + ROW * k * sum(len(lines) for _, lines in details)
        + contents
    )
    art, above = _art(sheet, height + sheet.line + AROUND)
    return Front(title, size, subtitle, details, event, art, above, ROW * k, NAMES * k)


def _details(setter: Setter, width: float) -> Iterator[tuple[str, tuple[PrintLine, ...]]]:
    for key, text in _event(setter.deck):
        if setter.own is not None and key in KEYS:
            yield key, signs(setter.own, key, setter.deck.language)
        else:
            yield key, setter.lines(text, "entry", width) if text else ()


def own_lines(setter: Setter, words: Words) -> dict[str, tuple[str, ...]]:
    """The lines of what a variant has of its own, by what they are."""
    sheet, deck = setter.sheet, setter.deck._replace(**words._asdict())
    width = sheet.art - NAMES * (LARGE if sheet.large else 1.0)
    said = {key: setter.lines(text, "entry", width) for key, text in words._asdict().items() if text}
    event = "  ·  ".join(text for key, text in _event(deck) if text and key != "audience")
    said[EVENT] = setter.lines(event, "small", sheet.text)
    dated = {DATED: (words.date,)} if words.date else {}
    return {key: tuple(map(line_text, lines)) for key, lines in said.items()} | dated


def _event(deck: Deck) -> tuple[tuple[str, str], ...]:
    audience = one_line(deck.audience.plain) if deck.audience else ""
    return (
        ("client", deck.client),
        ("date", deck.date),
        ("venue", deck.venue),
        ("speaker", deck.speaker),
        ("audience", audience),
    )


def _title(setter: Setter) -> tuple[float, tuple[PrintLine, ...]]:
    """The title's size in points and its lines: words that belong together are parted rather than one word in
    itself."""
    sheet, title = setter.sheet, setter.deck.title
    sizes = SIZES if sheet.text > 150 else tuple(s * 0.75 for s in SIZES)
    for text in (title, _untied(title)):
        for size in sizes:
            lines = setter.set(text, Type(size, 0, "heading", True), sheet.front, even=True)
            if len(lines) <= LINES and keeps_words(one_line(text.plain), map(line_text, lines)):
                return size, lines
    return size, lines


def _untied(prose: Prose) -> Prose:
    """A text without the no-break spaces that its author wrote."""
    blocks = (
        b._replace(runs=tuple(r._replace(text=r.text.replace("\u00a0", " ")) for r in b.runs)) for b in prose.blocks
    )
    return prose._replace(blocks=tuple(blocks))


def _art(sheet: Sheet, height: float) -> tuple[float, float]:
    """The width of the art, and the space below it, where the words take `height` mm: rather smaller than over the
    words, and rather none than one like a stamp."""
    if sheet.lying:
        return sheet.art, 0.0  # it stands beside the title
    left = sheet.inner - height - sheet.art * sheet.ratio
    if left >= LEAST:
        return sheet.art, min(left, ABOVE if sheet.height > 250 else BELOW_ART)
    width = min(sheet.art, (sheet.inner - height - LEAST) / sheet.ratio)
    return (width, LEAST) if width >= LEAST_ART * sheet.art else (0.0, LEAST)
