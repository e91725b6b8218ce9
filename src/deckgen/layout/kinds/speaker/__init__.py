"""Who speaks."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.heroes import nth_ground
from deckgen.layout.page import Page
from deckgen.layout.signs import sign
from deckgen.reading.grounds import GroundName
from deckgen.reading.model import Many
from deckgen.reading.slide import Purpose, Slide
from deckgen.reading.values import ImagePath, Text
from deckgen.scene import Box


class Speaker(Slide):
    """The speaker: name, role, a few points, and a photo that fills the left third; where there is none, a field of
    colour with the giant initial of the name (`ground` says which)."""

    layout: ClassVar[str] = "speaker"
    purpose: ClassVar[Purpose] = "talk"
    name: Text
    role: Text
    points: Annotated[tuple[Text, ...], Many(0, 5)] = ()
    photo: ImagePath | None = None
    ground: GroundName | None = None

    def heading(self) -> Text:
        return self.name

    def draw(self, page: Page) -> None:
        page.title(self.name)
        page.fill("role", self.role, even=True, title=page.word("role"))
        points = [s for p in self.points for s in page.settings(p, "body", bullet=True)]
        if points:
            page.fill("body", tuple(points), title=page.word("body"), span=self.points[0].span)
        frame = page.theme.regions["portrait"]
        name = page.prose(self.name).plain
        if self.photo:
            page.picture(
                self.photo.path,
                page.word("photo"),
                frame,
                alt=page.word("photo-of", name=name),
                span=self.photo.span,
                slot="portrait",
            )
            return
        page.without("portrait")
        page.trait(page.word("no-photo"))
        ground = page.theme.grounds[self.ground or nth_ground(page, "speaker")]
        page.add(Box(page.word("photo"), frame, fill=ground.fill, decorative=True))
        initial = sign(page, "initial", name.strip()[:1], ground=ground, within=frame)
        if initial:
            page.add(initial)
