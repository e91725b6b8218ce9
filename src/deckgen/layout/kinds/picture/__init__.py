"""A picture, with few words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from deckgen.diagnostics import error
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting
from deckgen.messages import say
from deckgen.reading.model import Many, Within, Wrong
from deckgen.reading.slide import Slide
from deckgen.reading.values import ImagePath, Text
from deckgen.scene import Outline, Rect

#: Share of the width that a picture beside words takes, the space between, and that for a credit line beneath.
SHARE, BESIDE, CREDIT = 0.54, 36.0, 24.0
#: A full picture's panel: distance to the page's edges, its insets, its least height and the greatest that its title
#: gives it, and the room that the words under that may take.
EDGE, INSET, LEAST, MOST, MORE = 40.0, (28.0, 18.0, 28.0, 18.0), 84.0, 200.0, 96.0

#: The space between a title and the words under it on a panel.
ABOVE = 12.0


class Picture(Slide):
    """A picture of `content/images`: over the whole slide (`full: true`) with the title on a panel, or beside a text
    and points. `focal` is the point that stays in sight when the picture is cropped, as shares of its width and
    height from the left and top; a drawing (SVG) is cropped only over the whole slide. `alt` says what it shows, to
    those who do not see it; `credit` says whose it is. `natural` keeps the colours of a photograph where the theme has
    others for them."""

    drawn: ClassVar[bool] = True
    title: Text
    image: ImagePath
    alt: Text
    full: bool = False
    focal: tuple[Annotated[float, Within(0, 1)], Annotated[float, Within(0, 1)]] = (0.5, 0.5)
    natural: bool = False
    credit: Text | None = None
    text: Text | None = None
    points: Annotated[tuple[Text, ...], Many(0, 5)] = ()
    takeaway: Text | None = None

    layout: ClassVar[str] = "picture-text"

    def layout_name(self) -> str:
        return "picture" if self.full else self.layout

    def _checked(self) -> Iterator[Wrong]:
        if self.full and (self.points or self.takeaway):
            field = "points" if self.points else "takeaway"
            yield Wrong(say("slide.full-picture", field=field), hint=say("slide:leave-them-out-or-set"), field=field)

    def draw(self, page: Page) -> None:
        if not page.prose(self.alt).plain.strip():
            page.findings.append(error(say("picture.no-words"), self.alt.span, say("hint:say-in-alt-what-it")))
        if not page.is_photo(self.image.path):
            page.without("picture")
        if self.full:
            self._full(page)
        else:
            self._beside(page)

    def _show(self, page: Page, rect: Rect, outline: Outline) -> None:
        page.picture(
            self.image.path,
            page.word("picture"),
            rect,
            alt=page.prose(self.alt).plain,
            outline=outline,
            focal=self.focal,
            whole=not self.full,
            span=self.image.span,
            slot="picture",
            natural=self.natural,
        )

    def _full(self, page: Page) -> None:
        width, height = page.theme.page
        self._show(page, Rect(0, 0, width, height), "rectangle")
        at = page.place("title").at
        title = page.settings(self.placed_title(), "title", colour="paper", background="strong")
        text = page.settings(self.text, "point", colour="line", background="strong")
        left, top, right, bottom = INSET
        words = page.set(text, Rect(0, 0, at.w, MORE), inset=(left, 0, right, 0)) if text else None
        more = words.height + 2 + ABOVE if words else 0.0
        needed = page.safe_height(title, at.w, INSET, 0)
        panel = max(LEAST, min(needed, MOST)) + more
        y = height - EDGE - panel
        place = page.place("title")
        inset = (left, top, right, bottom + more)
        page.add(
            page.box(
                page.word("title"),
                Rect(at.x, y, at.w, panel),
                title,
                fill="strong",
                outline="rounded",
                inset=inset,
                anchor="middle",
                even=True,
                span=self.title.span,
                slot="title",
                levels=(page.level("title", colour="paper", background="strong"),),
            )._replace(radius=place.radius)
        )
        if self.text:
            page.add(
                page.box(
                    page.word("detail"),
                    Rect(at.x, y + panel - more - bottom + ABOVE, at.w, more - ABOVE),
                    text,
                    fill=None,
                    inset=(left, 0, right, 0),
                    span=self.text.span,
                    slot="words",
                    levels=(page.level("point", colour="line", background="strong"),),
                )
            )
        self._credit(page, Rect(at.right + 24, height - EDGE - 24, width - EDGE - at.right - 24, 24), "line", "strong")

    def placed_title(self) -> Text:
        return self.title

    def _beside(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        words = self.text or self.points
        height = area.h - (CREDIT if self.credit or self.takeaway is None else 0)
        width = area.w * SHARE if words else area.w
        frame = Rect(area.x, area.y, width, height if self.credit else area.h)
        if not words:
            page.without("words")
        self._show(page, frame, "rounded")
        if self.credit:
            credit = page.settings(self.credit, "caption")
            page.add(
                page.box(
                    page.word("credit"),
                    Rect(frame.x, frame.bottom + 6, frame.w, CREDIT - 6),
                    credit,
                    span=self.credit.span,
                    slot="credit",
                    levels=(page.level("caption"),),
                )._replace(role="credit")
            )
        if words:
            copy: tuple[Setting, ...] = page.settings(self.text, "lead", colour="text")
            copy += tuple(s for p in self.points for s in page.settings(p, "point", bullet=True))
            x = frame.right + BESIDE
            span = (self.text or self.points[0]).span
            at = Rect(x, frame.y, area.right - x, area.h)
            levels = (page.level("lead", colour="text"), page.level("point", bullet=True))
            page.add(page.box(page.word("body"), at, copy, anchor="middle", span=span, slot="words", levels=levels))
        page.takeaway(self.takeaway)

    def _credit(self, page: Page, at: Rect, colour: str, background: str) -> None:
        """The credit on a panel of its own, as wide as its words."""
        if self.credit is None:
            return
        words = page.settings(self.credit, "caption", colour=colour, background=background)
        width = min(at.w, page.width(words) * 1.12 + 20)
        page.add(
            page.box(
                page.word("credit"),
                Rect(at.right - width, at.y, width, at.h),
                words,
                fill=background,
                outline="rounded",
                inset=(10, 0, 10, 0),
                anchor="middle",
                span=self.credit.span,
            )._replace(radius=6.0, role="credit")
        )
