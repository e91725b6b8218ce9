"""What an edition costs in paper, how it makes do with less, and what would help where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import ceil
from typing import NamedTuple

from deckgen.composing.deck import Deck
from deckgen.diagnostics import Diagnostic, warning
from deckgen.messages import Message, count, listing, say
from deckgen.writers.handout.press import Pages
from deckgen.writers.handout.setter import anchor

#: What is not the seminar itself, by its anchors: what stands around it and at its end.
APPARATUS = ("cover", "masthead", "contents", "glossary", "sources", "answers", "feedback", "imprint", "back-cover")
#: So many slides are named whose prose is the longest.
NAMED = 3
#: How much of pages may be empty that would not be if other things stood on them, at most.
HOLES = 1 / 24
#: How much of the pages wider text saves, at most.
WIDENED = 1 / 16


class Thrift(NamedTuple):
    """What an edition goes without: its `cover` and its contents, drawings larger than their words need (`large`), as
    wide a column for titles beside its text (`margin`), the `lists` of terms and sources."""

    cover: bool = False
    large: bool = False
    margin: bool = False
    lists: bool = False

    def spares(self) -> Message:
        """What it goes without, in words."""
        first, *others = (word for word, gone in zip(_WORDS, self, strict=True) if gone)
        return reduce(lambda words, word: say("list:comma", first=words, second=word), others, first)


_WORDS = (
    say("handout:cover-and-contents"),
    say("handout:larger-drawings"),
    say("handout:wide-margins"),
    say("handout:the-lists-of-terms-and"),
)
#: From an edition with everything to one with the least.
STEPS = (
    Thrift(),
    Thrift(cover=True),
    Thrift(cover=True, large=True),
    Thrift(cover=True, large=True, margin=True),
    Thrift(cover=True, large=True, margin=True, lists=True),
)


def sheets_of(pages: int) -> int:
    """The sheets of paper for so many pages, both sides of them printed."""
    return ceil(pages / 2)


def is_hopeless(pages: Pages, inner: float, without: Thrift, lower: float | None, wanted: int) -> bool:
    """Whether there are far too many pages for the sheets that are wished, even `without` something. `pages` are those
    with everything; `lower`: by how many millimetres drawings are then, which nobody may know."""
    spared = 0.0
    if without.cover:
        spared += sum("cover" in anchors or "contents" in anchors for anchors in pages.anchors)
    if without.large:
        if lower is None:
            return False
        spared += lower / inner
    if without.margin:
        spared += len(pages.anchors) * WIDENED
    if without.lists:
        taken = heights(pages, inner)
        spared += taken.get("glossary", 0.0) + taken.get("sources", 0.0)
    # what is lower may fill holes, too
    return len(pages.anchors) - spared - (1 + len(pages.anchors) * HOLES) > 2 * wanted


def apparatus(pages: Pages, inner: float) -> float:
    """How much of an edition is not the seminar itself, in parts of its pages, which are `inner` mm high."""
    height = 0.0
    for anchors in pages.anchors:
        if "cover" in anchors or "back-cover" in anchors:
            height += inner
        else:
            height += sum(min(b - t, inner) for name in APPARATUS if name in anchors for _, t, _, b in [anchors[name]])
    return height / (inner * len(pages.anchors)) if pages.anchors else 0.0


def too_many(
    deck: Deck, edition: str, pages: int, wanted: int, parts: Mapping[str, float], without: Thrift
) -> Diagnostic:
    """Tells that an edition does not go on the sheets that are wished. `parts`: how much of a page its slides take, by
    their anchors."""
    over = pages - 2 * wanted
    taken = {s.slide.id: parts.get(anchor(s.slide.id), 0.0) for s in deck.slides}
    longest = sorted((id for id in taken if taken[id]), key=lambda id: -taken[id])[:NAMED]
    spared = say("handout:even-without", spares=without.spares()) if any(without) else ""
    hint = say("handout:wish-sheets-or-take-out", sheets=sheets_of(pages), pages=count(over, "page"))
    if longest:
        longer = say("handout:the-longest-are-or-print", names=listing(longest))
        hint = say("hint:both", first=hint, second=longer)
    return warning(
        say("handout.sheets", edition=edition, sheets=count(sheets_of(pages), "sheet"), spared=spared, wanted=wanted),
        deck.title.span,
        hint,
    )


def heights(pages: Pages, inner: float) -> dict[str, float]:
    """How much of a page each anchor takes, in parts of it, on all pages that it runs over."""
    out: dict[str, float] = {}
    for anchors in pages.anchors:
        for name, (_, top, _, bottom) in anchors.items():
            out[name] = out.get(name, 0.0) + (bottom - top) / inner
    return out
