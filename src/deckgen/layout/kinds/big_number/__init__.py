"""A number that stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from deckgen.layout.heroes import stand
from deckgen.layout.page import Page
from deckgen.layout.signs import ink
from deckgen.layout.typeset import LINE, Setting, common_rung
from deckgen.messages import say
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Built, Hero
from deckgen.reading.values import Text
from deckgen.scene import Box, Rect

BASE = 28.0
GAP = 40.0
#: From the figure to the words beneath it.
BENEATH = 10.0


class Number(Model):
    """A figure as it is to be read (`47%`), what it counts, and what follows from it. `mark` gives it the accent."""

    value: Text
    label: Text
    text: Text | None = None
    mark: bool = False


class BigNumber(Built, Hero):
    """One to three figures, large enough for the last row, each with what it counts. One alone fills the slide, on a
    field of colour.

    `base` says how many were asked, when and by whom: a figure without it cannot be believed. Of several figures the
    one that says `mark` has the accent.
    """

    layout: ClassVar[str] = "title-only"
    title: Text
    numbers: Annotated[tuple[Number, ...], Many(1, 3)]
    base: Text
    takeaway: Text | None = None

    @property
    def _is_hero(self) -> bool:
        return len(self.numbers) == 1 and self.hero is not False

    def layout_name(self) -> str:
        return "number" if self._is_hero else self.layout

    def _checked(self) -> Iterator[Wrong]:
        if self.hero and len(self.numbers) > 1:
            hint = say("slide:leave-hero-out-or-give")
            yield Wrong(say("slide.hero-figures", number=len(self.numbers)), None, hint, "hero")
        elif self.ground and not self._is_hero:
            hint = say("slide:leave-ground-out-or-show")
            yield Wrong(say("slide.ground-figures"), None, hint, "ground")

    def draw(self, page: Page) -> None:
        if self._is_hero:
            self._fill_slide(page)
            return
        page.title()
        area = page.body_above(self.takeaway)
        body = Rect(area.x, area.y, area.w, area.h - BASE - 8)
        columns = body.columns(len(self.numbers), GAP)
        figures = [
            page.settings(n.value, "figure", colour="accent" if n.mark or len(columns) == 1 else "text")
            for n in self.numbers
        ]
        rung = common_rung(
            page.set(f, Rect(0, 0, c.w, body.h), wrap=False, rung=len(columns) - 1)
            for f, c in zip(figures, columns, strict=True)
        )
        height = LINE * figures[0][0].at(rung).size * figures[0][0].leading
        words = [
            (*page.settings(n.label, "figure-label"), *page.settings(n.text, "card-text", colour="muted"))
            for n in self.numbers
        ]
        width = [min(c.w, 620.0) for c in columns]
        room = body.h - height - BENEATH
        second = common_rung(
            page.set(w, Rect(0, 0, x, room), inset=(4, 0, 0, 0)) for w, x in zip(words, width, strict=True)
        )
        needed = max(page.safe_height(w, x, (4, 0, 0, 0), second) for w, x in zip(words, width, strict=True))
        # the figure and its words stand in the middle of what there is, a little high
        top = body.y + max(0.0, (room - needed) * 0.4)
        levels = page.level("figure-label"), page.level("card-text", colour="muted")
        for i, (n, figure, copy, c, x) in enumerate(zip(self.numbers, figures, words, columns, width, strict=True), 1):
            name = page.prose(n.label).plain
            at = Rect(c.x, top, c.w, height)
            big = page.box(
                page.prose(n.value).plain, at, figure, rung=rung, wrap=False, span=n.value.span,
                slot=f"figure-{i}", levels=(page.level("figure"), page.level("figure", colour="accent")),
            )  # fmt: skip
            under = Rect(c.x, top + height + BENEATH, x, min(max(needed, 24.0) + 2, room))
            below = page.box(
                name, under, copy, inset=(4, 0, 0, 0), rung=second, span=n.label.span,
                slot=f"label-{i}", levels=levels,
            )  # fmt: skip
            beside = Rect(c.x - GAP / 2, top + 12, 1, height + BENEATH + needed - 12)
            rule = Box(page.word("rule"), beside, fill="line", decorative=True, key=f"rule-{i}") if i > 1 else None
            page.add_step(self.build, rule, big, below)
        self._tell_base(page, area)
        page.trait(page.word("big-number-layout", n=len(self.numbers)))
        page.takeaway(self.takeaway, self.build)

    def _fill_slide(self, page: Page) -> None:
        """One figure as a hero: what it says above, what it counts beneath."""
        stand(page, "big-number", self)
        (number,), ground = self.numbers, page.ground
        head = page.title()
        figure = page.settings(number.value, "hero-figure", colour=ground.bright)
        place = _evenly(page, figure, head.rect.y + head.text.height if head and head.text else 0.0)
        page.add(
            page.box(
                page.prose(number.value).plain, place, figure, wrap=False, span=number.value.span, slot="figure",
                levels=(page.level("hero-figure", colour=ground.bright),),
            )
        )  # fmt: skip
        words = (
            *page.settings(number.label, "hero-label", colour=ground.text),
            *page.settings(number.text, "hero-note", colour=ground.quiet),
            *page.settings(self.takeaway, "hero-note", colour=ground.text),
        )
        page.fill("label", words, title=page.prose(number.label).plain, span=number.label.span)
        base = page.settings(f"{page.word('base')}: {page.prose(self.base).plain}", "chart-label", colour=ground.quiet)
        page.fill("base", base, title=page.word("base"), span=self.base.span)

    def _tell_base(self, page: Page, area: Rect) -> None:
        """Who was asked, at the foot of the figures."""
        words_of_base = page.settings(f"{page.word('base')}: {page.prose(self.base).plain}", "chart-label")
        foot = Rect(area.x, area.bottom - BASE, area.w, BASE)
        page.add(
            page.box(
                page.word("base"), foot, words_of_base, anchor="bottom", span=self.base.span,
                slot="base", levels=(page.level("chart-label"),),
            )
        )  # fmt: skip


def _evenly(page: Page, figure: Sequence[Setting], top: float) -> Rect:
    """Where a figure stands between what ends at `top` and what it counts: as far from one as from the other, with its
    ink, not its box, on the margin."""
    place, below = page.place("figure").at, page.place("label").at
    text = page.set(figure, Rect(0, 0, place.right - below.x, place.h), wrap=False)
    first, size = figure[0].runs[0], text.paragraphs[0].size
    seen = ink(page.fonts.face(first.font, first.bold), first.text[:1], size)
    gap = (below.y - top - seen.h) / 2
    x, y = round(below.x - seen.x), round(top + gap - seen.y - text.lines[0].baseline)
    return Rect(x, y, place.right - x, max(text.height, below.y - y))
