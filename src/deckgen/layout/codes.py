"""Panels with a QR code."""

from __future__ import annotations

from deckgen.diagnostics import warning
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting
from deckgen.messages import say
from deckgen.reading.drawing import qr_code, scannable
from deckgen.reading.slide import Address
from deckgen.scene import Box, Link, Rect

#: The least width of a module of a code, as a share of the slide's: 6 pixels of an HD screen. From the last row, three
#: widths of the screen away, they are 3 in the picture of a phone that looks twice as near; it needs 2 to 3.
MODULE = 1 / 320


#: A code that is the point of its slide: its side, and the panel that holds it with two lines of words. On a screen 3 m
#: wide it has 0.9 m, and phones read codes from ten times as far.
SIDE, PANEL, TALL = 280.0, 312.0, 384.0
#: What the field of a code has beside its panel.
ASIDE = 56.0
#: A panel that is lower than this has room for the address alone.
LOW = 370.0


def large_code(page: Page, link: Address, x: float, y: float, room: float) -> None:
    """Adds a panel with a code that is the point of its slide, at most `room` points high; at the right margin on a
    field that reaches the page's edges."""
    if x + PANEL > page.body.right - 1:
        page.add(_field(page, x - ASIDE))
    code_panel(page, link, Rect(x, y, PANEL, min(TALL, room)), SIDE, above=16.0)


def _field(page: Page, left: float) -> Box:
    """The field on which a code stands, of another colour than the slide."""
    ground = page.theme.ground_of(page.layout.background)
    dark = ground is not None and ground.dark
    fill = "surface" if not dark else "strong" if page.layout.background == "accent" else "accent"
    width, height = page.theme.page
    at = Rect(left, 0, width - left, height)
    return Box(page.word("decoration"), at, None, "rectangle", 0, fill, decorative=True)


def code_panel(page: Page, link: Address, panel: Rect, side: float, above: float = 28.0) -> None:
    """Adds a panel with a QR code `side` points wide, `above` points from its top, what is there, and the address to
    type."""
    label, address = page.prose(link.label).plain, str(link.url)
    fill = "surface" if page.layout.background == "paper" else "paper"
    said = page.settings(link.label, "scan-label", colour="text", background=fill, align="center")
    if side == SIDE and panel.h < LOW:
        said = ()
    inset = (16.0, side + above + (16.0 if above > 16.0 else 4.0), 16.0, min(above, 16.0) - 4.0)

    def typed(shown: str) -> tuple[Setting, ...]:
        return (*said, *page.settings(shown, "address", colour="muted", background=fill, align="center"))

    lines = typed(page.address(address, typed, panel, inset))
    page.add(
        page.box(
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
    name, drawing = page.word("qr", label=label), qr_code(address)
    least = page.theme.page[0] * MODULE
    if side / drawing.view[0] < least:
        page.findings.append(
            warning(
                say("room.code", characters=len(address)),
                link.url and link.url.span,
                say("hint:link-to-a-shorter-address", most=scannable(side, least)),
            )
        )
    page.drawing(
        drawing,
        name,
        Rect(panel.x + (panel.w - side) / 2, panel.y + above, side, side),
        alt=name,
        colour="text",
        owner="code",
    )
