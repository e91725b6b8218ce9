"""Less ink: a deck's slides in greys that can be told apart, or with dark slides turned light, for the pictures in its handouts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any, Literal

from deckgen.layout.artwork import artwork
from deckgen.reading.brand import Brand
from deckgen.reading.palette import luminance
from deckgen.reading.theme import Layout, Theme
from deckgen.scene import Box, Group, Item, Picture, Rect, Scene, Stroke, Table

Ink = Literal["colour", "grey", "save"]
#: The accent in a grey print: as dark as text, so that it stands out by its weight.
DARKEST = 0.012
#: A second colour stands 2.2 to 1 from the accent (WCAG ratio), and keeps white text readable (4.5 to 1).
SECOND = 0.145
#: Tints in a print that saves ink, in parts of white.
TINT = 0.65
#: Grounds that cost much ink, and what stands on them in light.
_DARK = {"strong", "text"}
#: A rule is no area: what is thinner than this, in points, stays as it is.
_THIN = 8.0
_TURNED = {"paper": "text", "line": "muted", "bright": "accent", "strong": "paper"}


def printed(brand: Brand, ink: Ink) -> Brand:
    """The brand in the colours of the print."""
    theme = brand.theme.printed()
    if ink == "grey":
        theme = _with(theme, {role: f"#{_grey(role, hex6)}" for role, hex6 in _palette(theme).items()})
    if ink == "save":
        tints = {role: f"#{_lighter(theme.hex(role))}" for role in ("surface", "soft")}
        theme = _with(theme, tints)
    return brand._replace(theme=theme)


def scenes(found: Sequence[Scene], brand: Brand, ink: Ink, language: str) -> tuple[Scene, ...]:
    """The slides as they are printed; `brand` is in the colours of the print."""
    if ink == "colour":
        return tuple(found)
    theme, artworks = brand.theme, {}
    for name, layout in theme.layouts.items():
        if ink == "grey":
            artworks[name] = _greyed(artwork(theme, layout, brand.art, brand.fonts, language))
        else:
            light = (
                Layout(**{**vars(layout), "background": "paper", "dark": False})
                if layout.background in _DARK
                else layout
            )
            drawn = artwork(theme, light, brand.art, brand.fonts, language)
            artworks[name] = tuple(
                _mapped(i, _turned) if light is not layout and isinstance(i, Box) else i for i in drawn
            )
    return tuple(_scene(s, artworks[s.layout], ink) for s in found)


def _scene(scene: Scene, under: tuple[Item, ...], ink: Ink) -> Scene:
    if ink == "grey":
        return scene._replace(items=_greyed(scene.items), artwork=under)
    dark = scene.background in _DARK
    return scene._replace(
        items=_light(scene.items, dark, []), artwork=under, background="paper" if dark else scene.background
    )


def _light(items: Sequence[Item], dark: bool, areas: list[Rect]) -> tuple[Item, ...]:
    """Dark areas become frames; what stands on them without a ground of its own turns with them."""
    out: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            out.append(item._replace(items=_light(item.items, dark, areas)))
        elif isinstance(item, Box) and item.fill in _DARK and min(item.rect.w, item.rect.h) >= _THIN:
            areas.append(item.rect)
            out.append(_mapped(item, _turned)._replace(fill="paper", stroke=item.stroke or Stroke("text", 1.0)))
        elif isinstance(item, Table):
            rows = tuple(tuple(_mapped(c, _turned) if c.fill in _DARK else c for c in row) for row in item.rows)
            out.append(item._replace(rows=rows))
        elif (not getattr(item, "fill", None) and (dark or any(_within(item.rect, a) for a in areas))) or (
            dark and getattr(item, "fill", None) in _TURNED and not isinstance(item, Box)
        ):
            out.append(_mapped(item, _turned))
        else:
            out.append(item)
    return tuple(out)


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        outer.x - 1 <= inner.x
        and outer.y - 1 <= inner.y
        and inner.right <= outer.right + 1
        and inner.bottom <= outer.bottom + 1
    )


def _turned(role: str) -> str:
    return _TURNED.get(role, role)


def _greyed(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(_pictures(_mapped(i, _grey_literal)) for i in items)


def _grey_literal(role: str) -> str:
    """Colours that are no role of the theme: those of logos."""
    return f"#{_hex(luminance(role.lstrip('#')))}" if role.startswith("#") else role


def _pictures(item: Item) -> Item:
    if isinstance(item, Group):
        return item._replace(items=tuple(_pictures(i) for i in item.items))
    if isinstance(item, Picture):
        from PIL import Image

        out = BytesIO()
        Image.open(BytesIO(item.data)).convert("LA" if item.data[:4] == b"\x89PNG" else "L").save(
            out, "PNG" if item.data[:4] == b"\x89PNG" else "JPEG", quality=90
        )
        return item._replace(data=out.getvalue())
    return item


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """A value of the scene with every colour changed."""
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            new = {
                k: change(v) if k in ("fill", "colour") and isinstance(v, str) else _mapped(v, change)
                for k, v in zip(value._fields, value, strict=True)
            }
            return value._replace(**new)
        return tuple(_mapped(v, change) for v in value)
    return value


def _palette(theme: Theme) -> Mapping[str, str]:
    return {role: theme.hex(role) for role in theme.palette}


def _with(theme: Theme, colours: Mapping[str, str]) -> Theme:
    return Theme(**{**vars(theme), "palette": {**theme.palette, **colours}})


def _grey(role: str, hex6: str) -> str:
    """A role's grey: as light as its colour, but accents, which are told apart by how dark they are."""
    if role in ("accent", "link"):
        return _hex(DARKEST)
    if role == "calm":
        return _hex(SECOND)
    return _hex(luminance(hex6))


def _hex(light: float) -> str:
    """The grey of a relative luminance."""
    c = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return f"{round(min(max(c, 0.0), 1.0) * 255):02X}" * 3


def _lighter(hex6: str) -> str:
    return "".join(
        f"{round(int(hex6[i : i + 2], 16) + (255 - int(hex6[i : i + 2], 16)) * TINT):02X}" for i in (0, 2, 4)
    )
