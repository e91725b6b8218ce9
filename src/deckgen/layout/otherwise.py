"""How else a slide may be shown: in another variant of its kind, or, by what it says, as another kind."""

from __future__ import annotations

from deckgen.diagnostics import listing
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


def offer(slide: Slide) -> str:
    """What an author may do about a slide that looks like its neighbours."""
    if slide.opens_part:
        return "let each part open on a ground or with a picture of its own"
    if variants := list(slide.other_variants()):
        return f"choose another `variant`, for example {_either(variants)}"
    return f"show it as another kind, for example {_either(other_kinds(slide))}"


def other_kinds(slide: Slide) -> list[str]:
    """Kinds that what a slide says would fit into."""
    points = len(slide.exercise_points())
    kinds = [kind for kind, (least, most) in OF_NAMES.items() if least <= points <= most]
    if slide.claim() or slide.reply() or not kinds:
        kinds = list(OF_A_SENTENCE)
    return [kind for kind in kinds if kind != slide.kind][:MOST]


def _either(names: list[str]) -> str:
    return listing(names).replace(" and ", " or ")
