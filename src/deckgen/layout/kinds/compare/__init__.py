"""Two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal, get_args

from deckgen.layout.kinds.compare.forms import boxes, fact_beside_myth, halves
from deckgen.layout.kinds.compare.sides import Look, Side
from deckgen.layout.page import Page
from deckgen.messages import say
from deckgen.reading.model import Wrong
from deckgen.reading.slide import Built, Correction
from deckgen.reading.values import Text

#: How the two sides may look, by variant.
LOOKS = {
    "before-after": (Look("surface", "muted"), Look("soft", "deep")),
    "versus": (Look("surface", "calm"), Look("surface", "deep")),
}
Variant = Literal["versus", "before-after", "myth-fact", "halves"]
#: Two sides of so few letters each speak from halves of the page.
SHORT = 40


class Compare(Built):
    """Two sides of one thing. They are as wide as what they say needs.

    `variant` says how they stand: two alternatives of equal rank (`versus`); `before-after`; `myth-fact`, where the
    myth is struck through and small, and the fact large beside it; or `halves` of the whole page, for a few words
    each. Without it, what is labelled as myth and fact stands as that, a few words stand in halves, and all else as
    `versus`. Sides with a `prop` stand in halves. `base` is what both have in common: a band beneath them.
    """

    layout: ClassVar[str] = "comparison"
    variants: ClassVar[tuple[str, ...]] = get_args(Variant)
    title: Text
    variant: Variant | None = None
    left: Side
    right: Side
    base: Text | None = None
    takeaway: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        drawn = next((side.prop for side in self.sides if side.prop), None)
        if drawn and self.variant not in (None, "halves"):
            yield Wrong(
                say("slide.sides-with-props"), drawn.prop.span, say("slide:leave-variant-out", variant=self.variant)
            )

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, the left one first."""
        return self.left, self.right

    def look(self) -> str:
        return self.variant or ("halves" if self._in_halves() else "versus")

    def other_variants(self) -> tuple[str, ...]:
        return tuple(name for name in super().other_variants() if name != "myth-fact")

    def layout_name(self) -> str:
        return "halves" if self._in_halves() else self.layout

    def correction(self) -> Correction | None:
        if self.variant != "myth-fact":
            return None
        myth, fact = (tuple(t for t in (s.title, s.text, *s.points) if t) for s in self.sides)
        return Correction(myth, fact)

    def draw(self, page: Page) -> None:
        page.title()
        labels = [page.prose(side.label).plain for side in self.sides]
        if self._in_halves() and any(side.prop for side in self.sides):
            halves(page, self.sides, self.base, self.takeaway, self.build)
        elif self.variant == "myth-fact" or (not self.variant and labels == [page.word("myth"), page.word("fact")]):
            fact_beside_myth(page, self.sides, self.base, self.takeaway, self.build)
        elif self._in_halves():
            halves(page, self.sides, self.base, self.takeaway, self.build)
        else:
            boxes(page, self.sides, LOOKS[self.variant or "versus"], self.base, self.takeaway, self.build)
        page.takeaway(self.takeaway, self.build)

    def _in_halves(self) -> bool:
        """Whether the sides are halves of the page: in every language of what they say, so that decks are alike."""
        if any(side.prop for side in self.sides):
            return True
        return self.variant == "halves" or (self.variant != "myth-fact" and all(map(_is_short, self.sides)))


def _is_short(side: Side) -> bool:
    """Whether a side says so little that it can speak from half of the page."""
    said: Sequence[Text] = [text for text in (side.title, side.text) if text]
    written = [sum(len(text.by_language[key][0]) for text in said if key in text.by_language) for key in _keys(said)]
    return bool(said) and not side.points and max(written, default=0) <= SHORT


def _keys(texts: Sequence[Text]) -> set[str]:
    return {key for text in texts for key in text.by_language}
