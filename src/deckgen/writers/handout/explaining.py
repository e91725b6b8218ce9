"""Which slide explains what is asked."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.composing.deck import Deck, Placed
from deckgen.reading.slide import Answer

#: What a term in a slide's title counts for, in mentions of a term that no other slide has.
TITLED = 2.0


def explaining(deck: Deck, answer: Answer) -> Placed | None:
    """The slide that explains an answer: which says most of the terms that question, answer and reason name, rare ones
    first. None where they name none."""
    texts = (answer.question, answer.answer, answer.why)
    said = " ".join(deck.words.plain(t) for t in texts if t)
    weights: dict[str, float] = {}
    titles = {str(p.slide.id): p.title.plain for p in _subjects(deck)}
    for mention in deck.terms:
        if not mention.term.occurs(said, deck.language):
            continue
        here = [id for id in mention.slides if id in titles]
        for id in here:
            titled = mention.term.occurs(titles[id], deck.language)
            weights[id] = weights.get(id, 0.0) + (1.0 + TITLED * titled) / len(here)
    best = max(weights, key=lambda id: weights[id], default=None)
    return next((p for p in deck.slides if p.slide.id == best), None)


def _subjects(deck: Deck) -> Iterable[Placed]:
    return (p for p in deck.slides if p.slide.purpose == "subject" and p.handout)
