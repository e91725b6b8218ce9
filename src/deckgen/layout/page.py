"""What a kind draws on: a page of the theme, in the words of layout.

A kind says which text goes into which placeholder or box; the page looks up style and colour, sets the text with real
metrics, and keeps the items in reading order. When the kind is done, the page adds the furniture of its layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import overload

from deckgen.composing.deck import Deck, Placed
from deckgen.composing.words import texts
from deckgen.diagnostics import Diagnostic, Later, Span, count, did_you_mean, error, listing, suggest, warning
from deckgen.languages import LANGUAGES
from deckgen.layout.artwork import centred, filling
from deckgen.layout.runs import accent_on, call, counted, list_indents, list_mark, point, ready, run
from deckgen.layout.slots import level_of, levelled, slots
from deckgen.layout.typeset import Look, Setting, block, fallback_height
from deckgen.reading.addresses import displayed, shortened
from deckgen.reading.datasheet import DataTable
from deckgen.reading.drawing import Drawing, qr_code, scannable
from deckgen.reading.fonts import Fonts
from deckgen.reading.icons import icon, icon_names
from deckgen.reading.images import Image
from deckgen.reading.slide import Address, Listing
from deckgen.reading.svg import cropped
from deckgen.reading.theme import Layout, Placeholder, TextStyle, Theme
from deckgen.reading.values import Text
from deckgen.richtext import Block, Inline, Prose, unmarked
from deckgen.scene import (
    Align,
    Anchor,
    Box,
    Bullet,
    Connector,
    Freeform,
    Group,
    Insets,
    Item,
    Level,
    Link,
    Outline,
    Paragraph,
    Picture,
    Rect,
    Reveal,
    Role,
    Run,
    Scene,
    Slot,
    Stroke,
    TextBlock,
)

#: Height of the takeaway's band and the gap of the grid.
TAKEAWAY = 44.0
GAP = 16.0
#: The step in which boxes grow with their text.
STEP = 40.0
#: Heights of a lead line's placeholder: of one line, and of more.
LEADS = (32.0, 62.0)
#: The least width of a module of a code, as a share of the slide's: 6 pixels of an HD screen. From the last row, three
#: widths of the screen away, they are 3 in the picture of a phone that looks twice as near; it needs 2 to 3.
MODULE = 1 / 320


class Page:
    """One slide being laid out. Lengths in points."""

    def __init__(
        self,
        deck: Deck,
        placed: Placed,
        theme: Theme,
        fonts: Fonts,
        artwork: Sequence[Item],
        offered: Mapping[str, Slot],
        images: Mapping[str, Image | Drawing],
        data_tables: Mapping[str, DataTable],
    ) -> None:
        self.deck = deck
        self.placed = placed
        self.theme = theme
        self.fonts = fonts
        self.layout: Layout = theme.layouts[placed.slide.layout_name()]
        self.language = deck.language
        self.findings: list[Diagnostic] = []
        self._artwork = tuple(artwork)
        #: The placeholders that the theme offers on this layout; the levels of those whose texts are set.
        self._offered = offered
        self._levels: dict[str, tuple[Level, ...]] = {}
        #: What sets the slide's layout apart from the theme's, in words.
        self._traits: dict[str, None] = {}
        self._images = images
        self.data_tables = data_tables
        self._items: list[Item] = []
        self._clicks: list[tuple[Reveal, ...]] = []
        #: What footnotes say, with their numbers.
        self._notes: dict[tuple[Inline, ...], int] = {}

    # text

    @overload
    def prose(self, text: Text) -> Prose: ...
    @overload
    def prose(self, text: None) -> None: ...
    def prose(self, text: Text | None) -> Prose | None:
        """A text in the deck's language, variables filled in; None where there is none."""
        return self.deck.words.prose(text)

    def settings(
        self,
        text: Text | Prose | str | None,
        style: str,
        *,
        colour: str | None = None,
        background: str | None = None,
        align: Align = "left",
        level: int = 0,
        bullet: bool = False,
    ) -> tuple[Setting, ...]:
        """The paragraphs of a text in a style. `background` is the role beneath it, which decides the colour of
        emphasis and links."""
        prose = self.prose(text) if isinstance(text, Text) else text
        if prose is None:
            return ()
        if isinstance(prose, str):
            prose = unmarked(prose, self.language)
        s = self.theme.styles[style]
        base = colour or s.colour
        background = background or self.layout.background
        out = []
        for b in prose.blocks:
            if bullet:
                b = point(b)
            deep = level + b.level
            indent, hang = list_indents(s.sizes[0], deep, b.bullet)
            runs = tuple(
                self._call(r.note, s, _colour(r, base, background))
                if r.note
                else run(r, s.font, s.bold, _colour(r, base, background), prose.language, self.language)
                for r in b.runs
            )
            mark = list_mark(deep, background, base, b.number) if b.bullet else None
            look = Look(s.font, s.bold, base)
            out.append(Setting(runs, s.sizes, s.leading, s.before, align, deep, indent, hang, mark, look))
        return tuple(out)

    def _call(self, note: tuple[Inline, ...], style: TextStyle, colour: str) -> Run:
        """The call of a footnote, which stands at the foot of the slide."""
        number = self._notes.setdefault(note, len(self._notes) + 1)
        return call(number, style.font, style.bold, colour, self.fonts)

    def set(
        self,
        settings: Sequence[Setting],
        rect: Rect,
        *,
        inset: Insets = (0.0, 0.0, 0.0, 0.0),
        anchor: Anchor = "top",
        rung: int = 0,
        even: bool = False,
        wrap: bool = True,
    ) -> TextBlock:
        """Settings set into a rectangle, in the first size of their ladder that fits."""
        return self._block(
            ready(settings, self.fonts), rect, inset=inset, anchor=anchor, rung=rung, even=even, wrap=wrap
        )

    def _block(
        self,
        settings: tuple[Setting, ...],
        rect: Rect,
        *,
        inset: Insets,
        anchor: Anchor,
        rung: int,
        even: bool,
        wrap: bool = True,
    ) -> TextBlock:
        return block(
            settings,
            self.fonts,
            rect,
            inset=inset,
            anchor=anchor,
            rung=rung,
            even=even,
            wrap=wrap,
            language=self.language,
        )

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

    # items

    def add(self, *items: Item) -> None:
        """Adds finished items, in reading order."""
        self._items.extend(items)

    def diagram(self, name: str, alt: str, parts: Sequence[Sequence[Item | None]], build: bool = False) -> None:
        """Adds a diagram: everything in one named group whose alt text tells it.

        With `build` each of the `parts` is a group of its own, shown by a click of its own, since PowerPoint shows a
        group only as a whole; the alt text is the first one's.
        """
        present = [tuple(i for i in part if i is not None) for part in parts]
        drawn = [items for items in present if items]
        if not build:
            self.add(Group(name, tuple(i for items in drawn for i in items), alt))
            return
        count = len(drawn)
        for n, items in enumerate(drawn, 1):
            self.reveal(Group(f"{name} {n}/{count}", items, "" if n > 1 else alt, key=f"part {n} of {count}"))

    def reveal(self, item: Box | Group) -> None:
        """Adds an item that the next click shows. It needs a key."""
        self.add(item)
        self._clicks.append((Reveal(item.key),))

    def add_step(self, build: bool, *items: Box | Connector | Freeform | Group | None) -> None:
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

    def too_many(self, what: str, there: int, room: int, span: Span | None, hint: str, where: str = "here") -> None:
        """Tells that a diagram has more elements than fit in the smallest size, and how many would."""
        self.findings.append(
            error(f"{count(there, what)} do not fit {where}; {room} would", span or self.placed.slide.span, hint)
        )

    def unknown(self, what: str, name: str, names: Sequence[str], span: Span | None) -> None:
        """Tells that an author names something that the slide does not have, and which there are."""
        hint = suggest(name, names, f"there is {listing(names)}")
        self.findings.append(error(f"there is no {what} `{name}`", span, hint))

    def place(self, name: str) -> Placeholder:
        """A placeholder of the slide's layout."""
        return self.layout.placeholders[name]

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
        """Fills a placeholder of the layout with a text; nothing is drawn where there is none.

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
        box = Box(
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
        self.add(box)
        return box

    def _called(self, name: str) -> str:
        """What people call a placeholder of the layout: the theme's word for it, else PowerPoint's for its type."""
        if name in self.theme.words:
            return self.word(name)
        return LANGUAGES[self.language].office.placeholders[self.place(name).type]

    def title(self, text: Text | Prose | str | None = None, *, at: Rect | None = None) -> Box:
        """The slide's title in the layout's title placeholder, its lines evened out."""
        heading = text if text is not None else self.placed.slide.heading()
        box = self.fill("title", heading, even=True, at=at, title=self.theme.word("title", self.language))
        assert box is not None, "every slide has a heading"
        return box

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
        may have, so that slides with other texts of these stand on the same layout.
        """
        if not settings:
            text = None
        elif slot is None:
            text = self.set(settings, rect, inset=inset, anchor=anchor, rung=rung, even=even, wrap=wrap)
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

    def icon(
        self, name: str, rect: Rect, colour: str, span: Span | None = None, key: str = ""
    ) -> Freeform | Group | None:
        """An icon by its Lucide name, as a decorative vector; an unknown name is an error at its place."""
        try:
            drawing = icon(name)
        except KeyError:
            self.findings.append(
                error(
                    f"there is no icon `{name}`",
                    span or self.placed.slide.span,
                    Later(name, lambda: did_you_mean(name, icon_names()) or "icon names are those of lucide.dev"),
                )
            )
            return None
        placed = drawing.placed(self.theme.word("icon", self.language), rect, colour=colour, decorative=True)
        return placed._replace(key=key)

    def drawing(self, drawing: Drawing, name: str, rect: Rect, *, alt: str, colour: str, owner: str = "") -> None:
        """Adds a vector drawing with its alt text; it moves with its owner, where it has one."""
        self.add(*belonging([drawing.placed(name, rect, alt=alt, colour=colour)], owner))

    def code(self, link: Address, panel: Rect, side: float) -> None:
        """Adds a panel with a QR code `side` points wide, what is there, and the address to type."""
        label, address = self.prose(link.label).plain, str(link.url)
        fill = "surface" if self.layout.background == "paper" else "paper"
        said = self.settings(link.label, "label", colour="text", background=fill, align="center")
        inset = (16.0, side + 44, 16.0, 16.0)

        def typed(shown: str) -> tuple[Setting, ...]:
            return (*said, *self.settings(shown, "address", colour="muted", background=fill, align="center"))

        lines = typed(self.address(address, typed, panel, inset))
        self.add(
            self.box(
                label,
                panel,
                lines,
                fill=fill,
                outline="rounded",
                inset=inset,
                anchor="middle",
                link=Link(url=address),
                span=link.label.span,
                key="code",
            )
        )
        name, drawing = self.word("qr", label=label), qr_code(address)
        least = self.theme.page[0] * MODULE
        if side / drawing.view[0] < least:
            self.findings.append(
                warning(
                    f"from the last row no phone reads this code: its address has {len(address):,} characters",
                    link.url.span,
                    f"link to a shorter address, of at most {scannable(side, least):,} characters",
                )
            )
        self.drawing(
            drawing,
            name,
            Rect(panel.x + (panel.w - side) / 2, panel.y + 28, side, side),
            alt=name,
            colour="text",
            owner="code",
        )

    def address(
        self,
        address: str,
        settings: Callable[[str], tuple[Setting, ...]],
        rect: Rect,
        inset: Insets = (0.0, 0.0, 0.0, 0.0),
    ) -> str:
        """An address as it is shown, at the end of `settings` of it: as much as fits on two lines with them."""

        def fits(shown: str) -> bool:
            text = settings(shown)
            block = self.set(text, rect, inset=inset)
            return not block.overflow and sum(line.paragraph == len(text) - 1 for line in block.lines) <= 2

        return shortened(displayed(address, lambda c: not self.fonts.missing(c, "text", False)), fits)

    def picture(
        self,
        path: str,
        name: str,
        rect: Rect,
        *,
        alt: str,
        outline: Outline = "rectangle",
        focal: tuple[float, float] = (0.5, 0.5),
        whole: bool = True,
        span: Span | None = None,
        slot: str | None = None,
    ) -> None:
        """Adds a picture of the content folder, cropped to fill the rectangle; `focal` is what stays in sight, in
        shares of the picture from its left and top. A drawing is shown `whole`, in the rectangle's middle, or
        cropped, too. `slot` is the placeholder that it fills: a drawing fills none, which is shapes."""
        image = self._images[path]
        if isinstance(image, Drawing):
            if not whole:
                image = cropped(image, filling(image.view, rect, focal))
            item = image.placed(name, centred(image.view, rect), alt=alt)
            self.add(item._replace(span=span) if isinstance(item, Freeform) else item)
            return
        self.add(
            Picture(
                name,
                rect,
                image.path,
                image.data,
                image.pixels,
                alt,
                filling(image.pixels, rect, focal),
                outline,
                self.theme.radius if outline == "rounded" else 0.0,
                span=span,
                placeholder=slot,
            )
        )

    # the parts that kinds share

    def body_above(self, takeaway: Text | None) -> Rect:
        """The body of the page, shorter where a takeaway stands beneath it."""
        body = self.theme.regions["body"]
        return Rect(body.x, body.y, body.w, body.h - (TAKEAWAY + GAP if takeaway else 0.0))

    def lead(self, text: Text | None, area: Rect) -> Rect:
        """Sets a lead line at the head of an area; gives back what is left of it."""
        if text is None:
            return area
        settings = self.settings(text, "lead")
        rect = Rect(area.x, area.y, area.w, 62.0)
        lead = self.set(settings, rect)
        rect = Rect(area.x, area.y, area.w, max(26.0, lead.height + 1))
        place = rect._replace(h=LEADS[lead.lines[-1] is not lead.lines[0]] if lead.lines else LEADS[0])
        name = self.word("lead")
        self.add(
            self.box(name, place, settings, rung=lead.rung, span=text.span, slot="lead", levels=(self.level("lead"),))
        )
        self.trait(name)
        taken = rect.h + GAP
        return Rect(area.x, area.y + taken, area.w, area.h - taken)

    def takeaway(self, text: Text | None, build: bool = False) -> None:
        """One sentence to take home, in a band at the foot of the body: at the same place on every slide. With
        `build` it comes with a click of its own."""
        if text is None:
            return
        body = self.theme.regions["body"]
        rect = Rect(body.x, body.bottom - TAKEAWAY, body.w, TAKEAWAY)
        name = self.word("takeaway")
        at = Rect(rect.x, rect.y + 9, 5, TAKEAWAY - 18)
        rule = Box(self.word("rule"), at, fill="accent", decorative=True, key="takeaway-rule")
        words = self.box(
            name,
            rect,
            self.settings(text, "takeaway"),
            inset=(20, 0, 0, 0),
            anchor="middle",
            span=text.span,
            role="takeaway",
            slot="takeaway",
            levels=(self.level("takeaway"),),
        )
        self.trait(name)
        self.add(rule, words)
        if build:
            self.reveal_placed(rule, words)

    def without(self, name: str) -> None:
        """Takes a placeholder that this slide has no use for off its layout."""
        self._offered = {key: slot for key, slot in self._offered.items() if key != name}

    def offer(self, name: str, rect: Rect) -> None:
        """Gives the slide's layout a place for a list, table or chart."""
        self._offered = {**self._offered, name: Slot(name, "content", rect, self._body_levels())}

    def _body_levels(self) -> tuple[Level, ...]:
        return (self.level("body", bullet=True), self.level("body-second", bullet=True, deep=1))

    def is_photo(self, path: str) -> bool:
        """Whether a picture of the content folder is one of pixels, which PowerPoint has as a picture."""
        return isinstance(self._images[path], Image)

    def trait(self, words: str) -> None:
        """Says in a few words what sets the slide's layout apart from the theme's."""
        self._traits[words] = None

    def width(self, settings: Sequence[Setting]) -> float:
        """The width in points of the longest paragraph of a text on one line, at its first size."""
        return max(sum(self.fonts.width(r.text, r.font, r.bold) for r in s.runs) * s.sizes[0] for s in settings)

    def narrowest(self, settings: Sequence[Setting]) -> float:
        """The least width in points that breaks no word of a text, at its last size, also in a font that stands in."""
        return (
            max(
                self.fonts.width(w, r.font, r.bold) * s.sizes[-1]
                for s in settings
                for r in s.runs
                for w in r.text.split()
            )
            * 1.08
        )

    def safe_height(self, settings: Sequence[Setting], width: float, inset: Insets, rung: int) -> float:
        """The height that a text needs in a box of this width, also where PowerPoint falls back to another font."""
        text = self.set(settings, Rect(0, 0, width, 10_000), inset=inset, rung=rung)
        return max(text.height, fallback_height(text, width, self.fonts)) + inset[1] + inset[3]

    def word(self, key: str, **values: object) -> str:
        """A word of the frame in the deck's language."""
        return self.theme.word(key, self.language, **values)

    # the end

    def scene(self) -> Scene:
        """The finished slide: what the kind drew, with the furniture of its layout."""
        slide, deck = self.placed.slide, self.deck
        drawing = map(_as_figure, self._items) if slide.drawn else self._items
        sources = tuple(self._sources())
        items = [*self._eyebrow(), *drawing, *self._footnotes(bool(sources)), *sources, *self._furniture()]
        offered = slots(items, self._offered, self._levels)
        return Scene(
            slide.id,
            self.placed.number,
            slide.layout_name(),
            self.placed.title,
            deck.language,
            self.layout.background,
            tuple(items),
            self._artwork,
            (*speech(self.placed.notes), *self._answers()),
            self.placed.part.title.plain if self.placed.part else "",
            slide.span,
            tuple(self._clicks),
            slide.transition or deck.transition,
            offered,
            " · ".join(self._traits),
        )

    def _answers(self) -> Iterable[Paragraph]:
        """The answers to what the slide asks, as paragraphs of the speaker's notes."""
        answers = self.placed.slide.answers()
        if answers:
            yield _plain_note(self.word("answers"), bold=True)
        for n, a in enumerate(answers, 1):
            words = " ".join(w for w in (a.choice, self.prose(a.answer).plain) if w)
            yield _plain_note(f"{n}. {words}" + (f" – {self.prose(a.why).plain}" if a.why else ""))

    def _eyebrow(self) -> Iterable[Item]:
        part = self.placed.part
        if "eyebrow" not in self.layout.placeholders or part is None or part.number is None:
            return ()
        kept, self._items = self._items, []
        self.fill(
            "eyebrow",
            f"{part.number}   {part.title.plain}",
            title=self.theme.word("eyebrow", self.language),
            span=part.title.span,
        )
        eyebrow, self._items = self._items, kept
        return eyebrow

    def _footnotes(self, above_sources: bool) -> Iterable[Item]:
        """What the slide's footnotes say, in small type at its foot."""
        self._tell_lost_notes()
        if not self._notes:
            return ()
        region, background = self.theme.regions["sources"], self.layout.background
        colour = accent_on(background) if background not in ("paper", "surface", "soft") else None
        runs: list[Inline] = []
        for note, number in self._notes.items():
            sign = call(number, "text", False, "text", self.fonts).text
            runs += (Inline(f"{'   ' if runs else ''}{sign} "), *note)
        text = Prose((Block(tuple(runs)),), None, self.language)
        settings = self.settings(text, "caption", colour=colour)
        needed = self.set(settings, Rect(0, 0, region.w, region.h * len(self._notes)), inset=(0, 0, 0, 0)).height
        height = max(region.h, needed)
        bottom = region.y if above_sources else region.bottom
        if not self.layout.furniture:  # such a layout uses the page as far as that, and nothing stands below it
            bottom = max(bottom, self._furniture_bottom())
        rect = Rect(region.x, bottom - height, region.w, height)
        return (self.box(self.word("footnote"), rect, settings, anchor="bottom", span=self.placed.slide.span),)

    def _furniture_bottom(self) -> float:
        """Where the footer of other layouts ends."""
        layouts = self.theme.layouts.values()
        return max((p.at.bottom for other in layouts if (p := other.placeholders.get("footer"))), default=0.0)

    def _tell_lost_notes(self) -> None:
        """Tells of footnotes in texts of which the slide shows the words alone."""
        for text in texts(self.placed.slide.shown()):
            for note in self.prose(text).notes:
                if note not in self._notes:
                    words = "".join(r.text for r in note)
                    message = f"the footnote `{words}` is not shown: this text has no room for its number"
                    self.findings.append(warning(message, text.span, "write it into another text of the slide"))

    def _sources(self) -> Iterable[Item]:
        if not self.placed.sources or not self.layout.furniture or isinstance(self.placed.slide, Listing):
            return ()
        named = dict.fromkeys(self.deck.words.plain(s.publisher) for s in self.placed.sources)
        kept, self._items = self._items, []
        name = self.word("sources")
        self.fill("sources", f"{name}   " + " · ".join(named), title=name)
        sources, self._items = self._items, kept
        return sources

    def _furniture(self) -> Iterable[Item]:
        if not self.layout.furniture:
            return ()
        deck, kept = self.deck, self._items
        self._items = []
        for name, text in (("footer", deck.title.plain), ("date", deck.date), ("number", str(self.placed.number))):
            own = self.layout.placeholders.get(name)
            if own and own.type == name and text:  # a layout's own placeholder of that name is its kind's to fill
                self.fill(name, text, title=self.theme.word(name, self.language), role="furniture")
        furniture, self._items = self._items, kept
        return furniture


def _colour(r: Inline, base: str, background: str) -> str:
    """The role of a stretch of text: links have a colour of their own where it can be seen."""
    if r.url and background in ("paper", "surface", "soft"):
        return "link"
    return accent_on(background) if r.emphasis else base


def _as_figure(item: Item) -> Item:
    """An item of a slide that is a picture of something: part of its drawing, unless it is something else to it."""
    placed = isinstance(item, Box) and (item.placeholder or item.decorative)
    if item.role or placed or isinstance(item, Connector):
        return item
    return item._replace(role="figure")


def stepped(height: float) -> float:
    """The height of boxes that hold more or less text, in steps of the grid: few layouts serve many slides."""
    return STEP * ceil(height / STEP)


def _span(text: object) -> Span | None:
    return getattr(text, "span", None)


def speech(prose: Prose | None) -> Iterable[Paragraph]:
    """What the speaker says, as paragraphs of the notes page; footnotes stand behind it."""
    if prose is None:
        return ()
    number = {note: n for n, note in enumerate(prose.notes, 1)}
    marks = counted((b.level, list_mark(0, "text", "text", b.number) if b.bullet else None) for b in prose.blocks)
    said = [_spoken(b, mark, number) for b, mark in zip(prose.blocks, marks, strict=True)]
    return (*said, *(_spoken(Block((Inline(f"({n}) "), *note)), None, {}) for note, n in number.items()))


def _spoken(b: Block, mark: Bullet | None, number: Mapping[tuple[Inline, ...], int]) -> Paragraph:
    runs = tuple(
        Run(f"({number[r.note]})" if r.note else r.text, "text", r.bold, "text", Link(url=r.url) if r.url else None)
        for r in b.runs
    )
    hang = (18.0 if b.number else 12.0) if mark else 0.0
    colour = mark and mark._replace(colour="text")
    return Paragraph(runs, 12.0, level=b.level, indent=hang + 12.0 * b.level, hang=hang, bullet=colour, tier=b.level)


def _plain_note(text: str, bold: bool = False) -> Paragraph:
    return Paragraph((Run(text, "text", bold, "text"),), 12.0)


def group(name: str, items: Iterable[Item | None], alt: str = "", key: str = "") -> Group:
    """Items that belong together, without the missing ones."""
    return Group(name, tuple(i for i in items if i is not None), alt, key)


def belonging(items: Iterable[Item | None], owner: str) -> tuple[Item, ...]:
    """Items that move with their owner, a box or a group by its key, without the missing ones."""
    return tuple(
        i._replace(owner=owner) if isinstance(i, (Box, Freeform, Group)) else i for i in items if i is not None
    )
