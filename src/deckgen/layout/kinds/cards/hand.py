"""The cards of a slide, and what each of them says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting
from deckgen.reading.model import Model
from deckgen.reading.tableau import Thing
from deckgen.reading.values import IconName, Text
from deckgen.scene import Insets, Rect

#: Cards have like lengths where the longest has at most this many times the letters of the shortest.
ALIKE = 1.8


class Card(Model):
    """One card: a title, a few words, an icon by its Lucide name or a `prop`, and whether it is the one that counts."""

    title: Text
    text: Text | None = None
    icon: IconName | None = None
    prop: Thing | None = None
    mark: bool = False


class Hand(NamedTuple):
    """The cards of a slide, the room that they have, and what is said with them."""

    cards: Sequence[Card]
    numbered: bool
    area: Rect
    takeaway: Text | None
    build: bool | None


def are_alike(cards: Sequence[Card]) -> bool:
    """Whether cards say about as much in each language, so that equal boxes are filled alike."""
    languages = {key for card in cards for key in card.title.by_language}
    for key in languages:
        said = [[t.by_language[key][0] for t in (c.title, c.text) if t and key in t.by_language] for c in cards]
        lengths = [sum(map(len, raws)) for raws in said]
        if max(lengths) > ALIKE * max(min(lengths), 1):
            return False
    return True


def copy(page: Page, card: Card, on: str | None, colour: str | None, head: str = "card-head") -> tuple[Setting, ...]:
    """What a card says: its name in the style `head`, and its words; `on` is the role beneath them."""
    return (
        *page.settings(card.title, head, background=on, colour=colour),
        *page.settings(card.text, "card-words", background=on, colour=colour),
    )


def levelled(
    page: Page, copies: Sequence[tuple[Setting, ...]], places: Sequence[Rect], inset: Insets, rung: int, heads: int = 1
) -> list[tuple[Setting, ...]]:
    """The copies with what follows their first `heads` paragraphs at one height: beneath the highest of these."""
    highs = [
        page.set(words[:heads], at, inset=inset, rung=rung).height for words, at in zip(copies, places, strict=False)
    ]
    out = []
    for words, high in zip(copies, highs, strict=True):
        head, rest = words[:heads], words[heads:]
        lower = max(highs) - high
        first = tuple(w._replace(before=w.before + lower) for w in rest[:1]) if lower > 0.5 else rest[:1]
        out.append((*head, *first, *rest[1:]))
    return out
