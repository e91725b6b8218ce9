"""What a kind draws on: a page of the theme, in the words of layout.

A kind says which text goes into which placeholder or box. A page looks up style and colour and sets the text with real
metrics (`texts`), keeps the items in reading order (`canvas`), and has the parts that kinds share. What the layout
has around all that is added when the kind is done (`furniture`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from math import ceil

from deckgen.composing.deck import Deck, Placed
from deckgen.diagnostics import Diagnostic, Later, Span, did_you_mean, error, suggest
from deckgen.layout.artwork import centred, filling
from deckgen.layout.canvas import Canvas
from deckgen.layout.runs import accent_on
from deckgen.messages import Message, count, listing, say
from deckgen.reading.datasheet import DataTable
from deckgen.reading.drawing import Drawing
from deckgen.reading.fonts import Fonts
from deckgen.reading.icons import icon, icon_names
from deckgen.reading.images import Image
from deckgen.reading.props import Prop, PropName, prop
from deckgen.reading.svg import cropped
from deckgen.reading.theme import Theme
from deckgen.reading.values import Text
from deckgen.richtext import Prose
from deckgen.scene import Box, Freeform, Group, Item, Outline, Picture, Rect, Slot

#: Height of the takeaway's band and the gap of the grid.
TAKEAWAY = 44.0
GAP = 16.0
#: The step in which boxes grow with their text.
STEP = 40.0
#: Heights of a lead line's placeholder: of one line, and of more.
LEADS = (36.0, 68.0)
#: What a title's second line takes from the body, and what a third one does too beside something.
LOWERED = (44.0, 76.0)

#: Where something does not fit, where nothing else is said.
HERE = say("slide:here")


class Page(Canvas):
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
        props: Mapping[str, Prop],
    ) -> None:
        super().__init__(deck, placed, theme, fonts, artwork, offered)
        self.findings: list[Diagnostic] = []
        #: How far the body begins lower than the theme's, in points.
        self._lowered = 0.0
        self._images = images
        self.data_tables = data_tables
        self._props = props

    def again(
        self,
        deck: Deck,
        placed: Placed,
        files: tuple[Mapping[str, Image | Drawing], Mapping[str, DataTable], Mapping[str, Prop]],
        items: Iterable[Item],
    ) -> Page:
        """The page as its kind left it, for the same slide in another place, with these items in the place of its
        own."""
        page = copy(self)
        page.deck, page.placed = deck, placed
        page._images, page.data_tables, page._props = files
        page._items, page._clicks = list(items), list(self._clicks)
        page._levels, page._traits = dict(self._levels), dict(self._traits)
        page.footnotes, page.findings = dict(self.footnotes), list(self.findings)
        return page

    @property
    def drawn(self) -> tuple[Item, ...]:
        """What is on the page."""
        return tuple(self._items)

    def title(
        self,
        text: Text | Prose | str | None = None,
        *,
        at: Rect | None = None,
        width: float | None = None,
        rung: int = 0,
    ) -> Box:
        """The slide's title in the layout's title placeholder, its lines evened out, in sizes from `rung` down; no
        wider than `width` where something stands beside it."""
        heading = text if text is not None else self.placed.slide.heading()
        place = self.place("title")
        own = place.at._replace(w=min(width, place.at.w)) if width is not None else place.at
        name = self.theme.word("title", self.language)
        box = self.placeholder("title", heading, even=True, at=at or own, rung=rung, title=name)
        assert box is not None, "every slide has a heading"
        for lower in () if at or place.style != "title" else LOWERED[: 1 if width is None else None]:
            if not box.text or (box.text.roomy and not box.text.overflow):
                break
            self._lowered = lower
            box = self.placeholder("title", heading, even=True, at=own._replace(h=own.h + lower), title=name)
            assert box is not None, "every slide has a heading"
        self.add(box)
        return box

    @property
    def body(self) -> Rect:
        """The body of the page: what a title of one line leaves, or less under one of two lines."""
        return self.lowered(self.theme.regions["body"])

    def lowered(self, at: Rect) -> Rect:
        """A place under the title, whose top gives way to a title of two lines."""
        return Rect(at.x, at.y + self._lowered, at.w, at.h - self._lowered)

    def diagram(
        self,
        name: str,
        alt: str,
        parts: Sequence[Sequence[Item | None]],
        build: bool | None = False,
        there: int = 0,
    ) -> None:
        """Adds a diagram: everything in one named group whose alt text tells it.

        With `build` each of the `parts` is a group of its own, shown by a click of its own, since PowerPoint shows a
        group only as a whole; the alt text is the first one's. So many of the first parts are `there` before a click.
        """
        present = [tuple(i for i in part if i is not None) for part in parts]
        drawn = [items for items in present if items]
        if not build:
            self.add(Group(name, tuple(i for items in drawn for i in items), alt))
            return
        count = len(drawn)
        for n, items in enumerate(drawn, 1):
            part = Group(f"{name} {n}/{count}", items, "" if n > 1 else alt, key=f"part {n} of {count}")
            if n <= there:
                self.add(part)
            else:
                self.reveal(part)

    # pictures

    def icon(
        self, name: str, rect: Rect, colour: str, span: Span | None = None, key: str = ""
    ) -> Freeform | Group | None:
        """An icon by its Lucide name, as a decorative vector; an unknown name is an error at its place."""
        try:
            drawing = icon(name)
        except KeyError:
            self.findings.append(
                error(
                    say("icon.unknown", found=f"`{name}`"),
                    span or self.placed.slide.span,
                    Later(name, lambda: did_you_mean(name, icon_names()) or say("slide:icon-names-are-those-of")),
                )
            )
            return None
        placed = drawing.placed(self.theme.word("icon", self.language), rect, colour=colour, decorative=True)
        return placed._replace(key=key)

    def prop(self, name: PropName) -> Prop:
        """A prop by its name: the project's own, or the one that came with deckgen."""
        own = self._props.get(name.key)
        return own or prop(name.name)

    def drawing(self, drawing: Drawing, name: str, rect: Rect, *, alt: str, colour: str, owner: str = "") -> None:
        """Adds a vector drawing with its alt text; it moves with its owner, where it has one."""
        self.add(*belonging([drawing.placed(name, rect, alt=alt, colour=colour)], owner))

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
        natural: bool = False,
    ) -> None:
        """Adds a picture of the content folder, cropped to fill the rectangle; `focal` is what stays in sight, in
        shares of the picture from its left and top. A drawing is shown `whole`, in the rectangle's middle, or
        cropped, too. `slot` is the placeholder that it fills: a drawing fills none, which is shapes. A
        photograph has the theme's treatment, unless it is to be `natural`."""
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
                duotone=self._treatment(image, natural),
            )
        )

    def shape_of(self, path: str) -> tuple[float, float]:
        """The width and the height of a picture of the content folder, in units of its own."""
        image = self._images[path]
        return image.view if isinstance(image, Drawing) else image.pixels

    def _treatment(self, image: Image, natural: bool) -> tuple[str, str] | None:
        """The two roles in which a photograph is drawn, where the theme wants that."""
        photos = self.theme.photos
        treated = photos.treatment == "duotone" and image.is_photograph and not natural
        return (photos.dark, photos.light) if treated else None

    def is_photo(self, path: str) -> bool:
        """Whether a picture of the content folder is one of pixels, which PowerPoint has as a picture."""
        return isinstance(self._images[path], Image)

    # the parts that kinds share

    def body_above(self, takeaway: Text | None) -> Rect:
        """The body of the page, shorter where a takeaway stands beneath it."""
        body = self.body
        return Rect(body.x, body.y, body.w, body.h - (TAKEAWAY + GAP if takeaway else 0.0))

    def lead(self, text: Text | None, area: Rect) -> Rect:
        """Sets a lead line at the head of an area; gives back what is left of it."""
        if text is None:
            return area
        settings = self.settings(text, "lead")
        rect = Rect(area.x, area.y, area.w, LEADS[1])
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

    def takeaway(self, text: Text | None, build: bool | None = False) -> None:
        """One sentence to take home, in a band at the foot of the body: at the same place on every slide. With
        `build` it comes with a click of its own."""
        if text is None:
            return
        body = self.theme.regions["body"]
        rect = Rect(body.x, body.bottom - TAKEAWAY, body.w, TAKEAWAY)
        name = self.word("takeaway")
        at = Rect(rect.x, rect.y + 9, 5, TAKEAWAY - 18)
        background = self.layout.background
        colour = "light" if background == "dark" else None
        rule = Box(self.word("rule"), at, fill=accent_on(background), decorative=True, key="takeaway-rule")
        words = self.box(
            name,
            rect,
            self.settings(text, "takeaway", colour=colour),
            inset=(20, 0, 0, 0),
            anchor="middle",
            span=text.span,
            role="takeaway",
            slot="takeaway",
            levels=(self.level("takeaway", colour=colour),),
        )
        self.trait(name)
        self.add(rule, words)
        if build:
            self.reveal_placed(rule, words)

    # what is wrong

    def too_many(
        self, what: str, there: int, room: int, span: Span | None, hint: Message, where: Message = HERE
    ) -> None:
        """Tells that a diagram has more elements than fit in the smallest size, and how many would."""
        self.findings.append(
            error(
                say("fit.too-many", things=count(there, what), where=where, room=room),
                span or self.placed.slide.span,
                hint,
            )
        )

    def unknown(self, what: str, name: str, names: Sequence[str], span: Span | None) -> None:
        """Tells that an author names something that the slide does not have, and which there are."""
        hint = suggest(name, names, say("hint:there-is", names=listing(names)))
        self.findings.append(error(say("slide.unknown-name", what=say(f"noun:{what}"), name=name), span, hint))


def stepped(height: float) -> float:
    """The height of boxes that hold more or less text, in steps of the grid: few layouts serve many slides."""
    return STEP * ceil(height / STEP)


def group(name: str, items: Iterable[Item | None], alt: str = "", key: str = "") -> Group:
    """Items that belong together, without the missing ones."""
    return Group(name, tuple(i for i in items if i is not None), alt, key)


def belonging(items: Iterable[Item | None], owner: str) -> tuple[Item, ...]:
    """Items that move with their owner, a box or a group by its key, without the missing ones."""
    return tuple(
        i._replace(owner=owner) if isinstance(i, (Box, Freeform, Group)) else i for i in items if i is not None
    )
