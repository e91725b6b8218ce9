"""Who speaks."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.layout.page import Page
from deckgen.reading.model import Many
from deckgen.reading.slide import Purpose, Slide
from deckgen.reading.values import ImagePath, Text
from deckgen.scene import Box, Rect


class Speaker(Slide):
    """The speaker: name, role, a few points, and a photo if there is one (else a panel with the initial)."""

    layout: ClassVar[str] = "speaker"
    purpose: ClassVar[Purpose] = "talk"
    name: Text
    role: Text
    points: Annotated[tuple[Text, ...], Many(0, 5)] = ()
    photo: ImagePath | None = None

    def heading(self) -> Text:
        return self.name

    def draw(self, page: Page) -> None:
        page.title(self.name)
        page.fill("role", self.role, title=page.word("role"))
        points = [s for p in self.points for s in page.settings(p, "point", bullet=True)]
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
                outline="rounded",
                span=self.photo.span,
                slot="portrait",
            )
            return
        page.without("portrait")
        page.trait(page.word("no-photo"))
        page.add(
            Box(page.word("photo"), frame, outline="rounded", radius=page.theme.radius, fill="surface", decorative=True)
        )
        icon = page.icon("user-round", Rect(frame.x + frame.w / 2 - 48, frame.y + frame.h / 2 - 48, 96, 96), "muted")
        if icon:
            page.add(icon)
