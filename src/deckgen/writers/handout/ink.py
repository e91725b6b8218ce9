"""Less ink: a deck's slides in greys that can be told apart, or with dark slides turned light, for the pictures in its
handouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from deckgen.layout.artwork import artwork
from deckgen.layout.signs import KEY as SIGN
from deckgen.reading.brand import Brand
from deckgen.reading.palette import luminance
from deckgen.reading.pixels import grey
from deckgen.reading.theme import Layout, Theme
from deckgen.scene import Box, Freeform, Gradient, Group, Item, Picture, Rect, Scene, Stroke, Table
from deckgen.writers.handout.recolour import recolour, recolour_box, recolour_cell

Ink = Literal["colour", "grey", "save"]
#: The accent in a grey print: as dark as text, so that it stands out by its weight.
DARKEST = 0.012
#: A second colour stands 2.2 to 1 or more from the accent (WCAG ratio) and 1.2 to 1 from quiet text; on surfaces, which
#: are at least so light, it keeps 4.5 to 1.
SECOND, SURFACE = 0.14, 0.82
#: Tints in a print that saves ink, in parts of white.
TINT = 0.65
#: Fills that cost much ink wherever they stand, and those that do where they fill a slide, or this share of it.
_DARK = {"strong", "text", "dark"}
_FIELDS, _FIELD = {*_DARK, "accent", "deep", "calm", "bright"}, 0.2
#: What only stands on dark grounds, and turns with them.
_STAGED = {"band", "glow", "dim"}
#: A rule is no area: what is thinner than this, in points, stays as it is.
_THIN = 8.0
#: What the roles on them are in light.
_LIGHT = {
    "paper": "text",
    "line": "muted",
    "bright": "accent",
    "strong": "paper",
    "dark": "paper",
    "light": "text",
    "dim": "muted",
    "glow": "accent",
    "band": "soft",
    "soft": "accent",  # of words on a field of colour; areas of it stay what they are
}


def print_brand(brand: Brand, ink: Ink) -> Brand:
    """The brand in the colours of a print."""
    theme = brand.theme.printed()
    if ink == "grey":
        theme = _with(theme, {role: f"#{_grey(role, theme.hex(role))}" for role in theme.palette})
    if ink == "save":
        theme = _with(theme, {role: f"#{_lighter(theme.hex(role))}" for role in ("surface", "soft")})
    return brand._replace(theme=theme)


def print_scenes(scenes: Sequence[Scene], brand: Brand, ink: Ink, language: str) -> tuple[Scene, ...]:
    """The slides as they are printed; `brand` is in the colours of the print."""
    if ink == "colour":
        return tuple(scenes)
    art = {name: _artwork(brand, layout, ink, language) for name, layout in brand.theme.layouts.items()}
    if ink == "grey":
        return tuple(_greyed(s, art[s.layout]) for s in scenes)
    width, height = brand.theme.page
    return tuple(_lightened(s, art[s.layout], _FIELD * width * height) for s in scenes)


def _artwork(brand: Brand, layout: Layout, ink: Ink, language: str) -> tuple[Item, ...]:
    """What a layout draws beneath its slides."""
    if ink == "save" and layout.background in _FIELDS:
        light = Layout(**{**vars(layout), "background": "paper", "dark": False})
        art = artwork(brand.theme, light, brand.art, brand.fonts, language)
        return tuple(recolour(i, _in_light) if isinstance(i, Box) else i for i in art)
    art = artwork(brand.theme, layout, brand.art, brand.fonts, language)
    return grey_items(art) if ink == "grey" else tuple(art)


# little ink


def _lightened(scene: Scene, art: tuple[Item, ...], field: float) -> Scene:
    """A slide with dark areas turned light, and fields of colour from the area `field` on."""
    dark = scene.background in _FIELDS
    return scene._replace(
        items=_light_items(scene.items, dark, [], field), artwork=art, background="paper" if dark else scene.background
    )


def _light_items(items: Sequence[Item], dark: bool, areas: list[Rect], field: float) -> tuple[Item, ...]:
    """Dark areas become frames; what stands on them without a fill of its own turns with them."""
    out: list[Item] = []
    for item in items:
        fill = item.fill if isinstance(item, (Box, Freeform)) else None
        if isinstance(fill, Gradient) and isinstance(item, Freeform) and item.decorative:
            continue  # a light on a dark stage
        if isinstance(item, Group):
            out.append(item._replace(items=_light_items(item.items, dark, areas, field)))
        elif isinstance(item, Box) and _costs(item, field):
            areas.append(item.rect)
            stroke = item.stroke or Stroke("text", 1.0)
            out.append(recolour_box(item, _in_light)._replace(fill="paper", stroke=stroke))
        elif isinstance(item, Table):
            rows = tuple(tuple(recolour_cell(c, _in_light) if c.fill in _DARK else c for c in row) for row in item.rows)
            out.append(item._replace(rows=rows))
        elif isinstance(item, Freeform) and item.key == SIGN:
            out.append(_faint(item))
        elif _turns(item, fill, dark, areas):
            out.append(recolour(item, _in_light))
        else:
            out.append(item)
    return tuple(out)


def _faint(sign: Freeform) -> Freeform:
    """A giant sign as a breath of the surface, under words in the colour of text."""
    if sign.stroke:
        return sign._replace(stroke=sign.stroke._replace(colour="line"))
    return sign._replace(fill="surface", opacity=1.0)


def _costs(box: Box, field: float) -> bool:
    """Whether a box costs much ink: a dark one, or a field of colour."""
    width, height = box.rect.w, box.rect.h
    return (box.fill in _DARK and min(width, height) >= _THIN) or (box.fill in _FIELDS and width * height >= field)


def _turns(item: Item, fill: str | Gradient | None, dark: bool, areas: Sequence[Rect]) -> bool:
    """Whether an item turns with what it stands on: a dark slide, or one of its dark areas."""
    there = dark or any(_within(item.rect, area) for area in areas)
    if not fill or fill in _STAGED:
        return there
    return dark and fill in _LIGHT and fill != "soft" and not isinstance(item, Box)


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        outer.x - 1 <= inner.x
        and outer.y - 1 <= inner.y
        and inner.right <= outer.right + 1
        and inner.bottom <= outer.bottom + 1
    )


def _in_light(role: str) -> str:
    return _LIGHT.get(role, role)


def _lighter(hex6: str) -> str:
    """A tint of less ink."""
    channels = (int(hex6[i : i + 2], 16) for i in (0, 2, 4))
    return "".join(f"{round(c + (255 - c) * TINT):02X}" for c in channels)


# grey


def _greyed(scene: Scene, art: tuple[Item, ...]) -> Scene:
    """A slide in greys; its palette is the theme's."""
    return scene._replace(items=grey_items(scene.items), artwork=art)


def grey_items(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items without colours of their own: those of logos, and of pictures."""
    return tuple(_grey_pictures(recolour(i, _grey_literal)) for i in items)


def _grey_literal(role: str) -> str:
    """Colours that are no role of the theme: those of logos."""
    return f"#{_grey_of(luminance(role.lstrip('#')))}" if role.startswith("#") else role


def _grey_pictures(item: Item) -> Item:
    if isinstance(item, Group):
        return item._replace(items=tuple(_grey_pictures(i) for i in item.items))
    if isinstance(item, Picture):
        return item._replace(data=grey(item.data), duotone=None)
    return item


def _with(theme: Theme, colours: Mapping[str, str]) -> Theme:
    """The theme with other colours in some roles."""
    palette: dict[str, object] = {role: colour for role, colour in theme.palette.items()}
    return Theme(**{**vars(theme), "palette": palette | dict(colours)})


def _grey(role: str, hex6: str) -> str:
    """A role's grey: as light as its colour, but accents, which are told apart by how dark they are."""
    if role in ("accent", "deep", "link"):
        return _grey_of(DARKEST)
    if role == "calm":
        return _grey_of(SECOND)
    if role in ("surface", "soft"):
        return _grey_of(max(luminance(hex6), SURFACE))
    return _grey_of(luminance(hex6))


def _grey_of(light: float) -> str:
    """The grey of a relative luminance."""
    c = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return f"{round(min(max(c, 0.0), 1.0) * 255):02X}" * 3
