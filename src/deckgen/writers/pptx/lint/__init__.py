"""The last look at every deck: rules of PowerPoint files, most of which both known validators miss.

Those two (Open XML SDK, openxml-audit) know the schemas and run in tests; this knows how parts hang together and which
elements decks consist of, and is fast enough to run on every build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deckgen.writers.pptx.lint import charts, links, package, presentation, slides, tables, timing
from deckgen.writers.pptx.lint.facts import Deck
from deckgen.writers.pptx.lint.vocabulary import faults_of_children, faults_of_values, is_named, short

#: Rules of the whole file, and those of each of its parts.
OF_THE_WHOLE = (*package.RULES, *presentation.RULES)
OF_EACH_PART = (*links.RULES, *slides.RULES, *tables.RULES, *timing.RULES, *charts.RULES)


def lint(parts: Mapping[str, bytes], vocabulary: bool = True) -> list[str]:
    """What is wrong with the file of these parts: a line a finding, each beginning with the part. Without `vocabulary`
    nobody asks which attributes and children elements have: in what our writer makes that follows from its code, which
    tests hold, while ids, relations and texts follow from what is built."""
    deck = Deck(parts, vocabulary)
    return [*_of_the_whole(deck), *_of_each_part(deck), *_looks(deck), *deck.damage]


def _of_the_whole(deck: Deck) -> Iterator[str]:
    for rule in OF_THE_WHOLE:
        yield from rule(deck)


def _of_each_part(deck: Deck) -> Iterator[str]:
    for name, facts in deck.facts.items():
        if not facts.error:
            for rule in OF_EACH_PART:
                yield from (f"{name}: {finding}" for finding in rule(deck, name, facts))


def _looks(deck: Deck) -> Iterator[str]:
    """Elements have the attributes and children that they may have; each fault is told where it is met first."""
    for (tag, *children), name in deck.seen.orders.items():
        yield from (f"{name}: {fault}" for fault in faults_of_children(tag, children))
    for (tag, *look), name in deck.seen.values.items():
        attributes = dict(zip(look[: len(look) // 2], look[len(look) // 2 :], strict=True))
        yield from (f"{name}: {fault}" for fault in faults_of_values(tag, attributes))
    for tag, name in deck.seen.others.items():
        if not is_named(tag):
            yield f"{name}: nobody knows an element `{short(tag)}`"
