"""The opening of a part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deckgen.composing.deck import PlacedPart
from deckgen.diagnostics import error
from deckgen.layout.heroes import well_broken
from deckgen.layout.pace import about
from deckgen.layout.page import Page
from deckgen.layout.signs import sign
from deckgen.layout.tableau import MARGIN, stage, words_beside
from deckgen.messages import say
from deckgen.reading.grounds import GroundName
from deckgen.reading.palette import contrast
from deckgen.reading.slide import Purpose, Slide
from deckgen.reading.tableau import Tableau
from deckgen.reading.values import Minutes, Text
from deckgen.scene import Box, Rect

#: The gap between segments of the progress, and how high those of parts to come and behind are, as shares of this
#: one's.
APART, AHEAD, BEHIND = 6.0, 0.25, 0.375
#: A colour of less contrast to the title's is but a pale one of that: this part's segment has the title's own then.
PALE = 1.4


class Section(Slide):
    """Opens a part: a field of colour with the part's giant number, its title, what it brings (`lead`), how long it
    takes, how far the programme has come and what follows.

    Made for each part of the programme; a module may also hold one of its own. `ground` is the field of colour, where
    it is not the next of the theme's; a `scene` stands at the right: what the part is about.
    """

    layout: ClassVar[str] = "section"
    purpose: ClassVar[Purpose] = "talk"
    opens_part: ClassVar[bool] = True
    title: Text
    lead: Text | None = None
    scene: Tableau | None = None
    minutes: Minutes = 0.0
    ground: GroundName | None = None

    def promise(self) -> Text | None:
        return self.lead

    def draw(self, page: Page) -> None:
        part = page.placed.part
        number = part.number if part else None
        grounds = page.theme.sections.grounds
        page.stand_on(self.ground or grounds[((number or 1) - 1) % len(grounds)])
        width, height = page.theme.page
        free = words_beside(page, Rect(0.0, 0.0, width, height), "section").w + MARGIN if self.scene else width
        left = Rect(0.0, 0.0, free, height)
        numeral = sign(page, "number", str(number), within=left, left=width - free) if number else None
        if numeral:
            page.add(numeral)
        names = ("part", "title", "lead", "next")
        places = {n: words_beside(page, page.place(n).at, "section") if self.scene else None for n in names}
        if part is not None and number is not None:
            page.fill("part", _called(page, part), title=page.word("eyebrow"), at=places["part"])
        at, rung = well_broken(page, places["title"] or page.place("title").at, self.title)
        page.title(at=at, rung=rung)
        page.fill("lead", self.lead, at=places["lead"])
        if self.lead is None:
            message = say("slide.part-without-lead")
            hint = say("slide:write-one-sentence-as-lead")
            page.findings.append(error(message, self.title.span, hint))
        if number is not None:
            outlined = page.theme.signs["number"].line and not self.scene
            page.add(*_progress(page, number, min(free, numeral.rect.x) if numeral and outlined else free))
            page.fill("next", _next(page, number), title=page.word("next"), at=places["next"])
        if self.scene:
            stage(page, self.scene, "section")
            page.trait(page.word("beside-scene"))


def _called(page: Page, part: PlacedPart) -> str:
    """Which part it is, and its minutes where it takes any."""
    minutes = page.word("minutes", n=about(part.minutes)) if part.minutes else ""
    return " · ".join(filter(None, (page.word("part-of", n=part.number), minutes)))


def _next(page: Page, number: int) -> str | None:
    """What follows the part: the next one, or time for questions."""
    following = [p.title.plain for p in page.deck.parts if p.number == number + 1]
    if not following and page.deck.questions:
        following = [page.word("questions")]
    return page.word("next-part", title=following[0]) if following else None


def _progress(page: Page, number: int, free: float) -> Iterator[Box]:
    """A bar with a segment for each part that has a section, all standing on one line, thin for those to come; it
    ends with the `free` width of the page."""
    count = sum(p.number is not None for p in page.deck.parts)
    ground, shown = page.ground, page.theme.hex
    own = ground.bright if contrast(shown(ground.bright), shown(ground.text)) >= PALE else ground.text
    bar = page.theme.regions["progress"]
    whole = bar.right >= page.theme.page[0]
    bar = bar._replace(w=min(bar.right, free if whole else free - MARGIN) - bar.x)
    for n, segment in enumerate(bar.columns(count, APART), 1):
        height = bar.h * (1.0 if n == number else BEHIND if n < number else AHEAD)
        at = Rect(segment.x, bar.bottom - height, segment.w, height)
        colour = own if n == number else ground.quiet
        yield Box(page.word("progress"), at, fill=colour, decorative=True, key=f"progress-{n}")
