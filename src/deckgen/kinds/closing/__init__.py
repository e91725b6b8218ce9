"""The end, with where to go from here."""

from __future__ import annotations

from typing import Annotated, ClassVar

from deckgen.content import Text, Url
from deckgen.drawing import qr_code
from deckgen.model import Many, Model
from deckgen.page import accent_on
from deckgen.scene import Link, Rect
from deckgen.slide import Slide


class Contact(Model):
    """One way to reach us."""

    label: Text
    value: Text


class Address(Model):
    """An address worth scanning, and what is there."""

    url: Url
    label: Text


class Closing(Slide):
    """Thanks, how to reach us, and a QR code for one address."""

    layout: ClassVar[str] = "closing"
    title: Text
    message: Text | None = None
    contact: Annotated[tuple[Contact, ...], Many(0, 4)] = ()
    link: Address | None = None

    def draw(self, page) -> None:
        page.title()
        page.fill("message", self.message, even=True, title=page.word("message"))
        lines, ground = [], page.layout.background
        for c in self.contact:
            label = page.settings(c.label, "contact", colour=accent_on(ground))
            value = page.settings(c.value, "contact", colour=page.place("contact").colour)
            lines += [_joined(a, b) for a, b in zip(label, value, strict=False)]
        if lines:
            page.fill("contact", tuple(lines), title=page.word("contact"), span=self.contact[0].label.span)
        if self.link:
            self._code(page)

    def _code(self, page) -> None:
        panel = page.theme.regions["code"]
        label = page.prose(self.link.label).plain
        side = 176.0
        fill = "surface" if page.layout.background == "paper" else "paper"
        caption = (*page.settings(self.link.label, "label", colour="ink", ground=fill, align="center"),)
        address = page.settings(str(self.link.url).removeprefix("https://").removeprefix("http://"), "address", colour="muted", ground=fill, align="center")
        page.add(
            page.box(
                label, panel, (*caption, *address), fill=fill, outline="rounded", inset=(16, side + 44, 16, 16),
                anchor="middle", link=Link(url=str(self.link.url)), span=self.link.label.span,
            )
        )
        page.drawing(
            qr_code(str(self.link.url)), page.word("qr", label=label), Rect(panel.x + (panel.w - side) / 2, panel.y + 28, side, side),
            alt=page.word("qr", label=label), colour="ink",
        )


def _joined(label, value):
    gap = label.runs[-1]._replace(text="   ")
    return value._replace(runs=(*label.runs, gap, *value.runs))
