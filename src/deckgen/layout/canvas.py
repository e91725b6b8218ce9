"""The items of a slide while a kind draws them: their order, their placeholders, and the clicks that show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from deckgen.composing.deck import Deck, Placed
from deckgen.diagnostics import Span
from deckgen.languages import LANGUAGES
from deckgen.layout.artwork import glow, standing
from deckgen.layout.runs import ready
from deckgen.layout.slots import layout_slots, level_of, levelled, slots
from deckgen.layout.texts import Texts
from deckgen.layout.typeset import Setting
from deckgen.reading.fonts import Fonts
from deckgen.reading.grounds import GroundName
from deckgen.reading.theme import Placeholder, Theme
from deckgen.reading.values import Text
from deckgen.richtext import Prose
from deckgen.scene import (
    Align,
    Anchor,
    Box,
    Connector,
    Freeform,
    Group,
    Insets,
    Item,
    Level,
    Link,
    Outline,
    Paragraph,
    Rect,
    Reveal,
    Role,
    Scene,
    Slot,
    Stroke,
    TextBlock,
)


class Canvas(Texts):
    """The items of a slide in reading order, its placeholders, and what each click reveals."""

    def __init__(
        self,
        deck: Deck,
        placed: Placed,
        theme: Theme,
        fonts: Fonts,
        artwork: Sequence[Item],
        offered: Mapping[str, Slot],
    ) -> None:
        super().__init__(deck, placed, theme, fonts)
        self._artwork = tuple(artwork)
        #: The placeholders that the theme offers on this layout; the levels of those whose texts are set.
        self._offered = offered
        self._levels: dict[str, tuple[Level, ...]] = {}
        #: What sets the slide's layout apart from the theme's, in words.
        self._traits: dict[str, None] = {}
        self._items: list[Item] = []
        self._clicks: list[tuple[Reveal, ...]] = []

    # items

    def add(self, *items: Item) -> None:
        """Adds finished items, in reading order."""
        self._items.extend(items)

    def box(
        self,
        name: str,
        rect: Rect,
        settings: Sequence[Setting] = (),
        *,
        fill: str | None = None,
        stroke: Stroke | None = None,
        outline: Outline = "rectangle",
        inset: Insets = (0.0, 0.0, 0.0, 0.0),
        anchor: Anchor = "top",
        rung: int = 0,
        even: bool = False,
        wrap: bool = True,
        decorative: bool = False,
        alt: str = "",
        link: Link | None = None,
        span: Span | None = None,
        key: str = "",
        role: Role = "",
        slot: str | None = None,
        levels: Sequence[Level] = (),
    ) -> Box:
        """A box with its own text, not added yet. A rounded box takes the theme's radius.

        `slot` makes it a placeholder of that name, which the slide's layout then has; `levels` are those that its text
        may have, so that slides with other texts of these stand on the same layout. A text of no slot does not end in
        a short line where that can be had: in a slot it would cost a layout of its own.
        """
        if not settings:
            text = None
        elif slot is None:
            text = self.set(settings, rect, inset=inset, anchor=anchor, rung=rung, even=even, orphans=True, wrap=wrap)
        else:
            text = self._in_slot(
                slot, settings, levels, rect, inset=inset, anchor=anchor, rung=rung, even=even, wrap=wrap
            )
        radius = self.theme.radius if outline == "rounded" else 0.0
        return Box(
            name,
            rect,
            text,
            outline,
            radius,
            fill,
            stroke,
            slot,
            alt,
            decorative,
            link,
            span or self.placed.slide.span,
            key,
            role,
        )

    # clicks

    def reveal(self, item: Box | Group) -> None:
        """Adds an item that the next click shows. It needs a key."""
        self.add(item)
        self._clicks.append((Reveal(item.key),))

    def add_step(self, build: bool | None, *items: Box | Connector | Freeform | Group | None) -> None:
        """Adds what belongs together but may not be a group, since placeholders are in none: all of it is part of the
        slide's drawing, where it has one. With `build` the next click shows it; what is in no placeholder needs a key
        then."""
        there = [item for item in items if item]
        if self.placed.slide.drawn:
            there = [item._replace(role="figure") for item in there]
        self.add(*there)
        if build:
            self.reveal_placed(*there)

    def reveal_placed(self, *items: Box | Connector | Freeform | Group | None) -> None:
        """Shows items that are on the page already, all with the next click."""
        keys = [(self._keyed(item) if isinstance(item, Box) else item).key for item in items if item]
        if keys:
            self._clicks.append(tuple(map(Reveal, keys)))

    def swap(self, shown: Sequence[Box | Connector | Freeform | Group], gone: Sequence[str]) -> None:
        """With the next click items that are on the page already come, and others go, by their keys."""
        keys = [(self._keyed(item) if isinstance(item, Box) else item).key for item in shown]
        self._clicks.append((*(Reveal(key, out=True) for key in gone), *map(Reveal, keys)))

    def reveal_paragraphs(self, box: Box, first: int = 0) -> None:
        """Shows the paragraphs of a box that is on the page, from `first` on, a click for each with the deeper levels
        that follow it."""
        key = self._keyed(box).key
        paragraphs = box.text.paragraphs if box.text else ()
        starts = [n for n, p in enumerate(paragraphs) if p.level == 0 and n >= first]
        ends = [*(n - 1 for n in starts[1:]), len(paragraphs) - 1] if starts else []
        self._clicks += [(Reveal(key, span),) for span in zip(starts, ends, strict=True)]

    def _keyed(self, box: Box) -> Box:
        """A box of the page with a key: its placeholder's name, which is there once, where it has none."""
        at = next(n for n, i in enumerate(self._items) if i is box)
        keyed = box._replace(key=box.key or box.placeholder or "")
        self._items[at] = keyed
        return keyed

    # the ground

    def stand_on(self, name: GroundName) -> None:
        """Puts the slide on a ground of the theme, with the colours of its texts: before anything is drawn."""
        self.ground = self.theme.grounds[name]
        self.layout = self.layout.standing_on(self.ground, self.theme.styles)
        self._offered = layout_slots(self.theme, self.layout, self.language)
        self.trait(self.word(f"ground-{name}"))
        if self.ground.glow:
            self.add(glow(self.word("decoration"), self.ground.glow, self.theme.page))

    # placeholders

    def place(self, name: str) -> Placeholder:
        """A placeholder of the slide's layout."""
        return self.layout.placeholders[name]

    def level(
        self,
        style: str,
        *,
        background: str | None = None,
        colour: str | None = None,
        align: Align = "left",
        bullet: bool = False,
        deep: int = 0,
    ) -> Level:
        """A level of a placeholder: how paragraphs in a style look in it."""
        (setting,) = self.settings(
            "…", style, background=background, colour=colour, align=align, bullet=bullet, level=deep
        )
        return level_of(setting)

    def placeholder(
        self,
        name: str,
        text: Text | Prose | str | Sequence[Setting] | None,
        *,
        even: bool = False,
        at: Rect | None = None,
        rung: int = 0,
        span: Span | None = None,
        title: str | None = None,
        fill: str | None = None,
        role: Role = "",
        levels: Sequence[Level] = (),
    ) -> Box | None:
        """A placeholder of the layout with a text, not added yet; None where there is no text.

        `at`, `fill`, `rung` and `levels` depart from the layout where a kind must; `title` is the shape's name for
        people.
        """
        p = self.place(name)
        background = fill or p.fill or self.layout.background
        if isinstance(text, (Text, Prose, str)) or text is None:
            settings = self.settings(
                text, p.style, colour=p.colour, background=background, align=p.align, bullet=p.bullet
            )
        else:
            settings = tuple(s for s in text if isinstance(s, Setting))
        if not settings:
            return None
        rect = at or p.at
        declared = levels or self._offered[name].levels
        return Box(
            title or self._called(name),
            rect,
            self._in_slot(name, settings, declared, rect, inset=p.inset, anchor=p.anchor, rung=rung, even=even),
            p.outline,
            p.radius,
            fill or p.fill,
            placeholder=name,
            span=span or _span(text) or self.placed.slide.span,
            role=role,
        )

    def fill(
        self,
        name: str,
        text: Text | Prose | str | Sequence[Setting] | None,
        *,
        even: bool = False,
        at: Rect | None = None,
        rung: int = 0,
        span: Span | None = None,
        title: str | None = None,
        fill: str | None = None,
        role: Role = "",
        levels: Sequence[Level] = (),
    ) -> Box | None:
        """Adds a placeholder of the layout with a text; nothing is drawn where there is none."""
        box = self.placeholder(
            name, text, even=even, at=at, rung=rung, span=span, title=title, fill=fill, role=role, levels=levels
        )
        if box:
            self.add(box)
        return box

    def _called(self, name: str) -> str:
        """What people call a placeholder of the layout: the theme's word for it, else PowerPoint's for its type."""
        if name in self.theme.words:
            return self.theme.word(name, self.language)
        return LANGUAGES[self.language].office.placeholders[self.place(name).type]

    def _in_slot(
        self,
        name: str,
        settings: Sequence[Setting],
        declared: Sequence[Level],
        rect: Rect,
        *,
        inset: Insets,
        anchor: Anchor,
        rung: int,
        even: bool,
        wrap: bool = True,
    ) -> TextBlock:
        """Settings set into a placeholder, whose levels they take their look from."""
        copy, levels = levelled(ready(settings, self.fonts), declared)
        self._levels[name] = levels
        return self._block(copy, rect, inset=inset, anchor=anchor, rung=rung, even=even, wrap=wrap)

    def without(self, name: str) -> None:
        """Takes a placeholder that this slide has no use for off its layout."""
        self._offered = {key: slot for key, slot in self._offered.items() if key != name}

    def offer(self, name: str, rect: Rect) -> None:
        """Gives the slide's layout a place for a list, table or chart."""
        self._offered = {**self._offered, name: Slot(name, "content", rect, self._body_levels())}

    def _body_levels(self) -> tuple[Level, ...]:
        return (self.level("body", bullet=True), self.level("body-second", bullet=True, deep=1))

    def trait(self, words: str) -> None:
        """Says in a few words what sets the slide's layout apart from the theme's."""
        self._traits[words] = None

    # the end

    def scene(self, above: Iterable[Item], below: Iterable[Item], notes: Iterable[Paragraph]) -> Scene:
        """The finished slide: what the kind drew, between the furniture of its layout."""
        slide, deck = self.placed.slide, self.deck
        drawing = map(_as_figure, self._items) if slide.drawn else self._items
        items = (*above, *drawing, *below)
        offered = slots(items, self._offered, self._levels)
        return Scene(
            slide.id,
            self.placed.number,
            slide.layout_name(),
            self.placed.title,
            deck.language,
            self.layout.background,
            items,
            standing(self._artwork, self.theme, slide.layout_name(), self.layout.background),
            tuple(notes),
            self.placed.part.title.plain if self.placed.part else "",
            slide.span,
            tuple(self._clicks),
            slide.transition or deck.transition,
            offered,
            " · ".join(self._traits),
            presence=self.placed.presence,
        )


def _as_figure(item: Item) -> Item:
    """An item of a slide that is a picture of something: part of its drawing, unless it is something else to it."""
    placed = isinstance(item, Box) and (item.placeholder or item.decorative)
    if item.role or placed or isinstance(item, Connector):
        return item
    return item._replace(role="figure")


def _span(text: object) -> Span | None:
    return getattr(text, "span", None)
