"""The palette of a theme: what each colour role is in PowerPoint, and which colour that gives on paper and screen.

Twelve roles are the twelve colours of PowerPoint's theme, a slot each. The others are tints of those, so that they
follow when somebody changes the theme's colours in PowerPoint, or pastes a slide into another deck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import ceil
from typing import Annotated, Any, Literal, NamedTuple

from deckgen.messages import Message, say
from deckgen.reading.model import Model, Within, Wrong, shown
from deckgen.reading.nodes import span_of

SlotRole = Literal[
    "text", "paper", "strong", "surface", "accent", "bright", "calm", "data4", "data5", "data6", "link", "visited"
]
TintRole = Literal["muted", "line", "soft", "deep", "dark", "light", "dim", "glow", "band"]
Role = Literal[SlotRole, TintRole]
#: What pictures are drawn in beside the roles: materials, most with a lighter and a darker one for light and shade.
# fmt: off
Tone = Literal[
    "wood-light", "wood", "wood-dark", "wood-deep", "fruit-light", "fruit", "fruit-dark",
    "peel-light", "peel", "peel-dark", "gold-light", "gold", "gold-dark", "leaf-light", "leaf", "leaf-dark",
    "metal-light", "metal", "metal-dark", "metal-deep", "glass-light", "glass", "glass-dark",
    "sea-light", "sea", "sea-dark", "skin", "skin-dark", "white", "white-dark", "ink-light", "ink",
]
# fmt: on

#: The slot of the PowerPoint theme that a role is. `data4` to `data6` are free for data: for charts with many series,
#: and for what presenters add.
SLOTS: dict[str, str] = {
    "text": "tx1",
    "paper": "bg1",
    "strong": "tx2",
    "surface": "bg2",
    "accent": "accent1",
    "bright": "accent2",
    "calm": "accent3",
    "data4": "accent4",
    "data5": "accent5",
    "data6": "accent6",
    "link": "hlink",
    "visited": "folHlink",
}
#: Which colour a tint is most like: where the search for the nearest one starts.
_USUAL: dict[str, str] = {
    "muted": "text",
    "line": "text",
    "soft": "accent",
    "deep": "accent",
    "dark": "strong",
    "light": "paper",
    "dim": "text",
    "glow": "bright",
    "band": "accent",
}

#: Contrast by WCAG 2.2 that text needs on its ground (AA), and that an area needs beside it (1.4.11).
LEGIBLE, VISIBLE = 4.5, 3.0
#: From this ratio on two areas of one chart are told apart in grey.
GREYS = 1.2
#: From this ratio on a panel stands out from its page in a lit hall: at 1.12 it was gone on the projector.
STANDS_OUT = 1.25
#: Pairs (text, ground) that every theme promises to keep legible.
PAIRS = (
    ("text", "paper"),
    ("text", "surface"),
    ("text", "soft"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent", "soft"),
    ("calm", "paper"),
    ("calm", "surface"),
    ("calm", "soft"),
    ("muted", "soft"),
    ("deep", "surface"),
    ("deep", "soft"),
    ("paper", "accent"),
    ("paper", "calm"),
    ("paper", "strong"),
    ("line", "strong"),
    ("bright", "strong"),
    ("link", "paper"),
    ("link", "surface"),
    ("visited", "paper"),
    ("light", "dark"),
    ("dim", "dark"),
    ("glow", "dark"),
    ("light", "band"),
)
#: What charts are drawn in, in PowerPoint's order; whoever adds a fourth series there takes `data4`.
_ACCENTS = ("accent", "bright", "calm", "data4", "data5", "data6")
#: All that a theme promises: pairs, and the contrast that they have at least. Data shows on paper, and each of its
#: colours is told from every accent when printed in grey; panels are seen on a projector.
PROMISES: tuple[tuple[tuple[tuple[str, str], ...], float], ...] = (
    (PAIRS, LEGIBLE),
    (tuple((role, "paper") for role in _ACCENTS[3:]), VISIBLE),
    (tuple((data, other) for n, data in enumerate(_ACCENTS[3:], 3) for other in _ACCENTS[:n]), GREYS),
    ((("surface", "paper"), ("soft", "paper")), STANDS_OUT),
)


#: All of something, in DrawingML's thousandths of a percent.
FULL = 100_000


class Tint(NamedTuple):
    """A colour of PowerPoint's theme as a shape names it: its slot, and what becomes of its luminance and saturation.

    As in DrawingML the numbers are thousandths of a percent (ECMA-376 part 1, 20.1.2.3): luminance is multiplied by
    `lum_mod`, then `lum_off` is added; saturation is multiplied by `sat_mod`.
    """

    slot: str
    lum_mod: int = FULL
    lum_off: int = 0
    sat_mod: int = FULL


#: Roles whose slot alone could not be read in the palettes of others, and the share of the slot's own luminance that
#: PowerPoint is to leave: the rest is the theme's. So what stands on white stays dark, what stands on dark stays light,
#: and on a dark ground all that glows does. In the theme's own palette nothing changes.
#: Large areas (`strong`) stay nearly as others have them, and the accent of a light theme altogether. The hundredth
#: is there for readers that take 0 for not said.
_LEFT: dict[str, dict[str, float]] = {
    "light": {"strong": 0.75, "bright": 0.01, "calm": 0.01},
    "dark": {"surface": 0.01, "accent": 0.01, "bright": 0.01, "calm": 0.01, "link": 0.01},
}


class Colour(str):
    """A colour, written `#C8141B`."""

    @classmethod
    def parse(cls, value: object) -> Colour:
        """The colour as it was written. Raises Wrong for anything else."""
        if not isinstance(value, str) or not re.fullmatch("#[0-9A-Fa-f]{6}", value):
            raise Wrong(
                say("value.colour", found=shown(value)),
                span_of(value),
                say("theme:a-colour-is-written-c8141b"),
            )
        return cls(value)


class TintOf(Model):
    """A tint of another colour of the palette, in percent: `mod` of its luminance, plus `add`, with `sat` of its
    saturation. `mod` and `add` that add up to 100 are lighter, `mod` alone is darker."""

    of: SlotRole
    mod: Annotated[float, Within(0, 400)] = 100.0
    add: Annotated[float, Within(-100, 100)] = 0.0
    sat: Annotated[float, Within(0, 400)] = 100.0

    @property
    def tint(self) -> Tint:
        """The same as PowerPoint writes it."""
        lum_mod, lum_off, sat_mod = (round(v * 1000) for v in (self.mod, self.add, self.sat))
        return Tint(SLOTS[self.of], lum_mod, lum_off, sat_mod)

    def __str__(self) -> str:
        """As it is written in a theme."""
        rest = {"mod": (self.mod, 100.0), "add": (self.add, 0.0), "sat": (self.sat, 100.0)}
        return f"{{{', '.join([f'of: {self.of}', *(f'{k}: {v:g}' for k, (v, usual) in rest.items() if v != usual)])}}}"


#: A palette by role. Whoever asks for a role has its name as plain text, so keys are not typed more narrowly.
Palette = Mapping[Any, str | TintOf]


def resolved(palette: Palette, role: str) -> str:
    """RRGGBB of a role."""
    colour = palette[role]
    if isinstance(colour, TintOf):
        return tinted(resolved(palette, colour.of), *colour.tint[1:])
    return colour[1:].upper()


@lru_cache(maxsize=1024)
def tinted(hex6: str, lum_mod: int = FULL, lum_off: int = 0, sat_mod: int = FULL) -> str:
    """RRGGBB of a tint of a colour, both in sRGB, by way of hue, saturation and lightness.

    PowerPoint holds saturation in thousandths of a percent and rounds a channel that lies half-way down. Of 44
    published values of Office's own palette 43 come out exactly, one is off by 1 of 255 in one channel.
    """
    hue, saturation, light = _hsl(*_channels(hex6))
    saturation = min(ceil(saturation * FULL - 1e-6) / FULL * sat_mod / FULL, 1.0)
    light = min(max((light * lum_mod + lum_off) / FULL, 0.0), 1.0)
    return "".join(f"{max(ceil(c * 255 - 0.5 - 1e-9), 0):02X}" for c in _rgb(hue, saturation, light))


def _hsl(r: float, g: float, b: float) -> tuple[float, float, float]:
    """Hue, saturation, lightness, each from 0 to 1 (as `colorsys` has it, whose import nothing else needs)."""
    high, low = max(r, g, b), min(r, g, b)
    light, spread = (high + low) / 2, high - low
    if not spread:
        return 0.0, 0.0, light
    saturation = spread / (high + low if light <= 0.5 else 2 - high - low)
    if high == r:
        hue = (g - b) / spread
    elif high == g:
        hue = 2 + (b - r) / spread
    else:
        hue = 4 + (r - g) / spread
    return hue / 6 % 1, saturation, light


def _rgb(hue: float, saturation: float, light: float) -> Iterator[float]:
    spread = saturation * (light if light <= 0.5 else 1 - light)
    for turn in (1 / 3, 0.0, -1 / 3):
        place = (hue + turn) % 1 * 6
        yield light + spread * min(max(3 - 2 * abs(place - 2), -1.0), 1.0)


def luminance(hex6: str) -> float:
    """Relative luminance by WCAG 2.2 of `RRGGBB`."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(hex6))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@lru_cache(maxsize=1024)
def contrast(a: str, b: str) -> float:
    """Contrast ratio by WCAG 2.2 of two `RRGGBB` colours, 1 to 21."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def named(palette: Palette, role: str, scheme: str) -> Tint:
    """A role as PowerPoint is to name it, so that it can be read in whichever palette comes: its slot or a tint of it.

    In the palette itself that is the role's colour. `scheme` is `light` or `dark`: there a panel is a tint of the
    ground, if the theme's own is one, because the slot of panels is too light for most texts in many palettes.
    """
    colour = palette[role]
    if isinstance(colour, TintOf):
        return named(palette, colour.of, scheme) if colour.tint == Tint(SLOTS[colour.of]) else colour.tint
    if role == "surface" and scheme == "dark" and (panel := _beside("paper", palette, role)):
        return panel
    left = _LEFT[scheme].get(role, 1.0)
    if left == 1.0:
        return Tint(SLOTS[role])
    light = _hsl(*_channels(resolved(palette, role)))[2]
    return Tint(SLOTS[role], round(left * FULL), round((1 - left) * light * FULL))


def _beside(base: str, palette: Palette, role: str) -> Tint | None:
    """The tint of one role that is another one's colour, where adding to its luminance makes that."""
    here, there = resolved(palette, base), resolved(palette, role)
    (_, had, dark), (_, has, light) = _hsl(*_channels(here)), _hsl(*_channels(there))
    tint = Tint(SLOTS[base], FULL, round((light - dark) * FULL), round(has / had * FULL) if had else FULL)
    return tint if tinted(here, *tint[1:]) == there else None


def _channels(hex6: str) -> tuple[float, float, float]:
    """Red, green and blue, each from 0 to 1."""
    r, g, b = (int(hex6[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return r, g, b


class Weak(NamedTuple):
    """Two roles that a theme does not keep apart: their contrast, and the least that it should be."""

    role: str
    other: str
    ratio: float
    least: float


def weak_colours(palette: Palette) -> Iterator[Weak]:
    """Texts that are faint on their ground, and colours for data that hardly show on paper or look alike in grey."""
    shown = {role: luminance(resolved(palette, role)) + 0.05 for role in palette}
    for pairs, least in PROMISES:
        for role, other in pairs:
            high, low = sorted((shown[role], shown[other]), reverse=True)
            if high / low < least:
                yield Weak(role, other, high / low, least)


def misfits(palette: Palette, whole: Palette) -> Iterator[tuple[str, Message, Message]]:
    """Roles of a palette that are a colour where a tint is wanted, or the other way round: role, message, hint.

    `whole` has the colours that the palette itself may leave out.
    """
    for role, colour in palette.items():
        if role in SLOTS and isinstance(colour, TintOf):
            base = whole[colour.of]
            like = "#C8141B" if isinstance(base, TintOf) else f"#{tinted(base[1:], *colour.tint[1:])}"
            yield (
                role,
                say("theme.no-tint", role=role, base=colour.of),
                say("theme:it-is-one-of-the", colour=like),
            )
        elif role not in SLOTS and not isinstance(colour, TintOf):
            of = _USUAL[role]
            base = whole[of]
            near = TintOf(of=of) if isinstance(base, TintOf) else nearest_tint(of, base[1:], colour[1:])
            yield (
                role,
                say("theme.tint", role=role, colour=colour),
                say("theme:write-it-follows-when-somebody", tint=near),
            )


def nearest_tint(of: str, base: str, wanted: str) -> TintOf:
    """The tint of a role (whose RRGGBB is `base`) that comes nearest to a colour, the plainest if several do."""

    def distance(tint: TintOf) -> tuple[float, ...]:
        there = tinted(base, *tint.tint[1:])
        away = sum((int(there[i : i + 2], 16) - int(wanted[i : i + 2], 16)) ** 2 for i in (0, 2, 4))
        return away, abs(tint.sat - 100), tint.add

    return min(
        (
            TintOf(of=of, mod=float(mod), add=float(add), sat=float(sat))
            for mod in range(1, 101)
            for add in (0, 100 - mod)
            for sat in range(0, 101, 5)
        ),
        key=distance,
    )
