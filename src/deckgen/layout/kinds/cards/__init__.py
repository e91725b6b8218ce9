"""Two to five things of equal weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, get_args

from deckgen.layout.kinds.cards.boxes import chain, grid
from deckgen.layout.kinds.cards.hand import Card, Hand, are_alike
from deckgen.layout.kinds.cards.unboxed import listed, pictures
from deckgen.layout.page import Page
from deckgen.layout.tableau import stage
from deckgen.messages import say
from deckgen.reading.model import Many, Wrong
from deckgen.reading.slide import Built, Point
from deckgen.reading.tableau import Tableau, part_of
from deckgen.reading.values import Text

Variant = Literal["grid", "chain", "pictures", "list"]
FORMS = {"grid": grid, "chain": chain, "pictures": pictures, "list": listed}


class Cards(Built):
    """Two to five things of equal weight, with a number or an icon each; one of them may be marked (`mark: true`).

    `variant` says how they stand: boxes in a `grid`; a `chain` of numbered boxes that follow one another;
    `pictures`, an icon large above its words, without a box; or a `list` of rows, the name large and the words
    beside it. Without it, `numbered` cards make a chain and cards that all have an icon are pictures, but five of them
    a list; other words of like length stand in a grid, and all others in a list. Cards that all have a `prop` stand on
    one ground. Five in a grid leave the sixth place to the takeaway.
    """

    layout: ClassVar[str] = "title-only"
    variants: ClassVar[tuple[str, ...]] = get_args(Variant)
    title: Text
    variant: Variant | None = None
    lead: Text | None = None
    cards: Annotated[tuple[Card, ...], Many(2, 5)]
    numbered: bool = False
    takeaway: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        icon = next((card.icon for card in self.cards if card.icon), None)
        bare = next((card for card in self.cards if not card.icon), None)
        if self.numbered and icon:
            hint = say("slide:leave-the-icons-out-or")
            yield Wrong(say("slide.number-and-icon"), icon.span, hint)
        yield from self._props_are_sound()
        if self.variant == "pictures" and bare and not bare.prop:
            hint = say("slide:give-each-card-an-icon")
            yield Wrong(say("slide.card-without-icon"), bare.title.span, hint)
        if self.variant == "chain" and len(self.cards) == 5:
            yield Wrong(
                say('slide.long-chain'), self.cards[-1].title.span,
                say('slide:leave-one-out-or-choose'),
            )  # fmt: skip

    def _props_are_sound(self) -> Iterator[Wrong]:
        """Props stand on one ground, so all cards have one, and nothing else beside it."""
        shown = next((card.prop for card in self.cards if card.prop), None)
        bare = next((card for card in self.cards if not card.prop), None)
        if shown and bare:
            yield Wrong(say("slide.card-without-prop"), bare.title.span, say("slide:draw-all-cards-or-none"))
        elif shown and (self.numbered or self.variant not in (None, "pictures") or any(c.icon for c in self.cards)):
            hint = say("slide:leave-icons-numbered-and-other")
            yield Wrong(say("slide.props-are-pictures"), shown.prop.span, hint)

    def exercise_points(self) -> tuple[Point, ...]:
        return tuple(Point(c.title, c.text) for c in self.cards)

    def look(self) -> str:
        return "pictures" if any(card.prop for card in self.cards) else self.variant or self._form()

    def other_variants(self) -> tuple[str, ...]:
        unsuited = {"chain"} if len(self.cards) == 5 or any(card.icon for card in self.cards) else set()
        if len(self.cards) == 5 or not all(card.icon for card in self.cards):
            unsuited.add("pictures")
        drawn = any(card.prop for card in self.cards)
        return () if drawn else tuple(name for name in super().other_variants() if name not in unsuited)

    def draw(self, page: Page) -> None:
        page.title()
        if self.cards[0].prop:
            self._on_the_ground(page)
            return
        form = self.look()
        concluded = form == "grid" and len(self.cards) == 5
        area = page.lead(self.lead, page.body_above(None if concluded else self.takeaway))
        FORMS[form](page, Hand(self.cards, self.numbered, area, self.takeaway, self.build))
        if not concluded:
            page.takeaway(self.takeaway, self.build)

    def _on_the_ground(self, page: Page) -> None:
        """The cards as props side by side, over their words."""
        area = page.lead(self.lead, page.body_above(self.takeaway))
        parts = tuple(part_of(card.prop, card.title, card.text, card.mark) for card in self.cards if card.prop)
        stage(page, Tableau(parts=parts, alt=None), "hero", area, build=self.build, even=True)
        page.takeaway(self.takeaway, self.build)

    def _form(self) -> str:
        """The variant that suits what the cards say."""
        if self.numbered:
            return "chain" if len(self.cards) < 5 else "list"
        if all(card.icon for card in self.cards):
            return "pictures" if len(self.cards) < 5 else "list"
        return "grid" if are_alike(self.cards) else "list"
