"""What a layout draws by itself: its decorations and its logo, the same in PowerPoint's layouts and on paper."""

from __future__ import annotations

from functools import lru_cache

from deckgen.languages import LATIN
from deckgen.layout.typeset import Setting, block
from deckgen.reading.brand import Brand
from deckgen.reading.drawing import Drawing
from deckgen.reading.fonts import Fonts
from deckgen.reading.images import Image
from deckgen.reading.theme import Layout, Shape, Theme
from deckgen.scene import Box, Freeform, Gradient, Item, Picture, Rect, Run, Stop, Stroke


def artworks(brand: Brand, language: str) -> dict[str, tuple[Item, ...]]:
    """The artwork of each layout of a theme, by the layout's name."""
    theme = brand.theme
    return {name: artwork(theme, layout, brand.art, brand.fonts, language) for name, layout in theme.layouts.items()}


def artwork(
    theme: Theme, layout: Layout, art: dict[str, Drawing | Image], fonts: Fonts, language: str
) -> tuple[Item, ...]:
    """The static items of a layout, beneath every slide that stands on it."""
    items: list[Item] = []
    for n, shape in enumerate(layout.shapes, 1):
        name = f"{theme.word('decoration', language)} {n}"
        if shape.image:
            items.append(_shown(art[shape.image], name, shape))
            continue
        text = None
        if shape.text:
            style = theme.styles[shape.style]
            setting = Setting((Run(shape.text, style.font, style.bold, shape.colour),), style.sizes, align="center")
            text = block((setting,), fonts, shape.at, anchor="middle", language=LATIN)
        stroke = Stroke(shape.stroke, shape.width) if shape.stroke else None
        items.append(Box(name, shape.at, text, shape.outline, shape.radius, shape.fill, stroke, decorative=True))
    if layout.logo:
        logo, rect = art["dark" if layout.dark else "light"], layout.logo_room()
        name = theme.word("logo", language)
        if isinstance(logo, Drawing):
            items.append(logo.placed(name, rect, alt=theme.logo.alt))
        else:
            at = rect.fitted(*logo.pixels)
            items.append(Picture(name, at, logo.path, logo.data, logo.pixels, theme.logo.alt))
    return tuple(items)


def standing(items: tuple[Item, ...], theme: Theme, layout: str, background: str) -> tuple[Item, ...]:
    """The artwork of a layout on a slide with this background: where that is not the layout's own, rules and fields in
    the colours of texts take those that the ground has for these."""
    ground = next((g for g in theme.grounds.values() if g.fill == background), None)
    if ground is None or background == theme.layouts[layout].background:
        return items
    return _on_ground(items, ground.role("text"), ground.role("accent"))


@lru_cache(maxsize=256)
def _on_ground(items: tuple[Item, ...], text: str, bright: str) -> tuple[Item, ...]:
    """The same items for the same ones: writers draw artwork once."""
    on = {"text": text, "accent": bright}
    return tuple(i._replace(fill=on.get(i.fill or "", i.fill)) if isinstance(i, Box) else i for i in items)


def _shown(art: Drawing | Image, name: str, shape: Shape) -> Item:
    """A drawing of the theme fitted into its rectangle, or a picture that fills it."""
    if isinstance(art, Drawing):
        return art.placed(name, shape.at, colour=shape.colour, decorative=True)
    crop = filling(art.pixels, shape.at)
    return Picture(
        name, shape.at, art.path, art.data, art.pixels, "", crop, shape.outline, shape.radius, decorative=True
    )


#: How a light fades from its middle to its edge: opacities at shares of the way.
_FADING = ((0.0, 0.28), (0.35, 0.16), (0.65, 0.055), (0.85, 0.012), (1.0, 0.0))


def glow(name: str, colour: str, page: tuple[float, float]) -> Freeform:
    """A light on a dark ground: a disc at the right that fades out, as high as the page."""
    side = min(page)
    r = side / 2
    stops = tuple(Stop(at, colour, opacity) for at, opacity in _FADING)
    square = (("M", (0.0, 0.0)), ("L", (side, 0.0)), ("L", (side, side)), ("L", (0.0, side)), ("Z", ()))
    fill = Gradient(stops, (r, 0.0, 0.0, r, r, r), radial=True)
    at = Rect(page[0] - side, (page[1] - side) / 2, side, side)
    return Freeform(name, at, (side, side), (square,), fill, decorative=True, key="glow")


def centred(size: tuple[float, float], rect: Rect) -> Rect:
    """Where something of these proportions stands in a rectangle: as large as it can, in the middle."""
    at = rect.fitted(*size)
    return at._replace(x=rect.x + (rect.w - at.w) / 2)


def filling(
    pixels: tuple[float, float], rect: Rect, focal: tuple[float, float] = (0.5, 0.5)
) -> tuple[float, float, float, float]:
    """The shares to cut off a picture at left, top, right and bottom so that it fills a rectangle undistorted.

    `focal` is the point, in shares of the picture, that is to stand as near to the middle as the picture's edges allow.
    """
    w, h = pixels
    k = max(rect.w / w, rect.h / h)
    out = []
    for whole, seen, point in ((w, rect.w / k, focal[0]), (h, rect.h / k, focal[1])):
        spare = max(0.0, 1 - seen / whole)
        first = min(max(point - seen / whole / 2, 0.0), spare)
        out.append((first, spare - first))
    (left, right), (top, bottom) = out
    return (left, top, right, bottom)
