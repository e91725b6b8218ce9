"""How else a slide may be shown: in another variant of its kind, or, by what it says, as another kind."""

from __future__ import annotations

from deckgen.messages import Message, listing, say
from deckgen.reading.slide import Slide

#: Kinds that show things, each with how many names it takes at least and at most.
OF_NAMES = {
    "compare": (2, 2),
    "cards": (2, 6),
    "steps": (3, 6),
    "flow": (3, 6),
    "table": (3, 8),
    "bullets": (2, 6),
}
#: Kinds that say one thing.
OF_A_SENTENCE = ("statement", "quote", "qna", "picture")
#: More than this are no help.
MOST = 3


def offer(slide: Slide) -> Message:
    """What an author may do about a slide that looks like its neighbours."""
    if slide.opens_part:
        return say("rhythm:let-each-part-open-on")
    if variants := list(slide.other_variants()):
        return say("rhythm:choose-another-variant-for-example", variants=_either(variants))
    return say("rhythm:show-it-as-another-kind", kinds=_either(other_kinds(slide)))


def other_kinds(slide: Slide) -> list[str]:
    """Kinds that what a slide says would fit into."""
    points = len(slide.exercise_points())
    kinds = [kind for kind, (least, most) in OF_NAMES.items() if least <= points <= most]
    if slide.claim() or slide.reply() or not kinds:
        kinds = list(OF_A_SENTENCE)
    return [kind for kind in kinds if kind != slide.kind][:MOST]


def _either(names: list[str]) -> Message:
    return listing(names, either=True)
