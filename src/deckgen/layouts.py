"""What a layout draws by itself: its decorations and its logo, the same in PowerPoint's layouts and on paper."""

from __future__ import annotations

from deckgen.drawing import Drawing
from deckgen.fonts import Fonts
from deckgen.images import Image
from deckgen.scene import Box, Item, Picture, Rect, Run, Stroke
from deckgen.theme import Layout, Theme
from deckgen.typeset import Setting, block

#: A logo is fitted into a box this many times as wide as it is high.
LOGO_REACH = 12.0


def ground(theme: Theme, layout: Layout, logos: dict[str, Drawing | Image], fonts: Fonts, language: str) -> tuple[Item, ...]:
    """The static items of a layout, beneath every slide that stands on it."""
    items: list[Item] = []
    for n, shape in enumerate(layout.shapes, 1):
        text = None
        if shape.text:
            style = theme.styles[shape.style]
            setting = Setting((Run(shape.text, style.font, style.bold, shape.colour),), style.sizes, align="center")
            text = block((setting,), fonts, shape.at, anchor="middle", language="en")
        stroke = Stroke(shape.stroke, shape.width) if shape.stroke else None
        items.append(Box(f"{theme.word('decoration', language)} {n}", shape.at, text, shape.outline, shape.radius, shape.fill, stroke, decorative=True))
    if layout.logo:
        x, y, tall = layout.logo
        logo = logos["dark" if layout.dark else "light"]
        rect = Rect(x, y, tall * LOGO_REACH, tall)
        if isinstance(logo, Drawing):
            items.append(logo.placed(theme.word("logo", language), rect, alt=theme.logo.alt))
        else:
            wide = tall * logo.pixels[0] / logo.pixels[1]
            items.append(Picture(theme.word("logo", language), Rect(x, y, wide, tall), logo.path, logo.data, logo.pixels, theme.logo.alt))
    return tuple(items)
