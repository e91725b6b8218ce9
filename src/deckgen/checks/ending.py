"""What can be wrong with the end of a talk, and with where it sends people: findings about a deck as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from deckgen.composing.deck import Deck, Placed
from deckgen.diagnostics import Diagnostic, Span, warning
from deckgen.messages import say
from deckgen.reading.slide import Address

#: A check of a deck.
DeckCheck = Callable[[Deck], Iterator[Diagnostic]]


def late_slides(deck: Deck) -> Iterator[Diagnostic]:
    """More than one slide that is shown after the closing: the talk is over, and nobody sees where it ends."""
    shown = _shown(deck)
    closing = next((n for n, p in reversed([*enumerate(shown)]) if p.slide.closes), None)
    if closing is None or deck.appendix.slides == "shown":
        return
    for placed in shown[closing + 2 :]:
        yield warning(
            say("ending.after-closing", id=placed.slide.id),
            placed.slide.span,
            say("ending:put-it-before-or-into", id=shown[closing].slide.id, place=shown[closing].slide.span),
        )


def neighbouring_codes(deck: Deck) -> Iterator[Diagnostic]:
    """QR codes on two slides running: while people scan the first, it goes away."""
    for before, after in pairwise(_shown(deck)):
        first, second = before.slide.addresses(), after.slide.addresses()
        if first and second:
            yield warning(
                say("ending.two-codes", id=before.slide.id, other=after.slide.id),
                _place(second[0], after, deck),
                say("ending:the-other-is-at-put", place=_place(first[0], before, deck)),
            )


def other_addresses(deck: Deck) -> Iterator[Diagnostic]:
    """A QR code that leads elsewhere than the address of the evening: people scan once."""
    evening = deck.address
    for placed in _shown(deck) if evening else ():
        for address in placed.slide.addresses():
            if evening and str(address.url) != str(evening.url):
                yield warning(
                    say("ending.other-address", url=address.url, seminar=evening.url),
                    _place(address, placed, deck),
                    say("ending:leave-url-out-and-link", place=_of(evening)),
                )


CHECKS: tuple[DeckCheck, ...] = (late_slides, neighbouring_codes, other_addresses)


def _shown(deck: Deck) -> list[Placed]:
    return [p for p in deck.slides if p.presence == "shown"]


def _place(address: Address, placed: Placed, deck: Deck) -> Span | None:
    """Where a slide got its address: what it says of it itself, else the slide."""
    evening = deck.address
    if evening and address.url is evening.url:
        return placed.slide.span if address.label is evening.label else address.label.span
    return _of(address) or placed.slide.span


def _of(address: Address) -> Span | None:
    return address.url.span if address.url else None
