"""The placeholders of layouts in PowerPoint's words, their types, numbers, levels; and which layouts a deck has.

The layout part writes them out; a slide refers to them and says only what differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from deckgen.languages import in_language
from deckgen.layout.slots import slots_of, theme_slots
from deckgen.reading.theme import Theme
from deckgen.scene import Scene, Slot
from deckgen.writers.pptx.text import Frame

#: Layouts that are a standard kind of slide (ECMA-376 part 1, 19.7.15); all others are the brand's own.
STANDARD = {
    "cover": "title",
    "content": "obj",
    "section": "secHead",
    "title-only": "titleOnly",
    "comparison": "twoColTx",
    "two-content": "twoObj",
    "picture": "picTx",
    "blank": "blank",
}
#: Date, footer, number: their type, share of the line, and the number that PowerPoint's own layouts give them.
FURNITURE = {
    "date": 'type="dt" sz="half" idx="10"',
    "footer": 'type="ftr" sz="quarter" idx="11"',
    "number": 'type="sldNum" sz="quarter" idx="12"',
}
#: Numbers of texts that many layouts have: PowerPoint carries them over by these when the layout is changed.
_SHARED = {"eyebrow": 13, "sources": 14, "takeaway": 15, "lead": 16}
#: The first number for any other placeholder that is neither title, subtitle nor content.
_OWN = 17


class Place(NamedTuple):
    """A placeholder of a layout as the package knows it: `tag` is its `p:ph`, the rest what slides inherit from it."""

    tag: str
    slot: Slot
    frame: Frame


class Template(NamedTuple):
    """A layout of the deck: which of the theme's it is or varies, the name that people see, its placeholders, and the
    role of its background."""

    key: str
    label: str
    places: Mapping[str, Place]
    background: str


def templates(theme: Theme, scenes: Sequence[Scene], language: str) -> tuple[tuple[Template, ...], list[int]]:
    """The layouts of a deck, those of the theme each with its variants behind it; and for each slide which of them is
    its own."""
    known: dict[tuple[str | int, ...], tuple[str, tuple[Slot, ...], str, str]] = {}
    alike = _Likeness()
    offered = {key: tuple(theme_slots(theme, key, language).values()) for key in theme.layouts}
    for key, slots in offered.items():
        ground = theme.layouts[key].background
        known[key, ground, *map(alike.number, slots)] = key, slots, "", ground
    slots_by_slide = [slots_of(s, theme) for s in scenes]
    wanted: list[tuple[str | int, ...]] = [
        (s.layout, s.background, *map(alike.number, slots)) for s, slots in zip(scenes, slots_by_slide, strict=True)
    ]
    for scene, slots, signature in zip(scenes, slots_by_slide, wanted, strict=True):
        known.setdefault(signature, (scene.layout, slots, scene.variant, scene.background))
    order = {key: n for n, key in enumerate(theme.layouts)}
    signatures = sorted(known, key=lambda s: order[known[s][0]])
    names = _names(theme, (known[s][:3] for s in signatures), language)
    at = {signature: n for n, signature in enumerate(signatures)}
    drawn = tuple(
        Template(key, name, _places(key, slots, offered[key]), ground)
        for (key, slots, _, ground), name in zip((known[s] for s in signatures), names, strict=True)
    )
    return drawn, [at[s] for s in wanted]


class _Likeness:
    """What makes layouts the same one: all that their placeholders say, lengths to a thousandth of a point."""

    def __init__(self) -> None:
        self._slots: dict[Slot, int] = {}
        self._looks: dict[object, int] = {}

    def number(self, slot: Slot) -> int:
        """The same for placeholders that say the same. (What they say is long, and layouts are compared often.)"""
        known = self._slots.get(slot)
        if known is None:
            look = _rounded(slot._replace(prompt=""))
            known = self._slots[slot] = self._looks.setdefault(look, len(self._looks))
        return known


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 3)
    return tuple(map(_rounded, value)) if isinstance(value, tuple) else value


def _names(theme: Theme, layouts: Iterable[tuple[str, tuple[Slot, ...], str]], language: str) -> list[str]:
    """Names of layouts, no two the same: the theme's, with what sets a variant apart, and a number where need be."""
    taken: dict[str, int] = {}
    names: list[str] = []
    for key, _, variant in layouts:
        base = in_language(theme.layouts[key].label, language)
        name = f"{base} · {variant}" if variant else base
        taken[name] = taken.get(name, 0) + 1
        names.append(f"{name} {taken[name]}" if taken[name] > 1 else name)
    return names


def _places(key: str, slots: Sequence[Slot], offered: Sequence[Slot]) -> dict[str, Place]:
    """Places by their names. A variant numbers those of its theme's layout as that does, also where it lacks some of
    them: when the layout is changed, a text finds its own place, not that of a picture."""
    there = {slot.name: slot for slot in slots}
    tags = _tags(key, tuple({slot.name: there.get(slot.name, slot) for slot in (*offered, *slots)}.values()))
    return {s.name: Place(tags[s.name], s, Frame(s.levels, s.inset, s.anchor, s.wrap)) for s in slots}


def _tags(key: str, slots: Sequence[Slot]) -> dict[str, str]:
    """`p:ph` of each placeholder: subtitle and content count from 1, so that PowerPoint carries them over when the
    layout is changed; texts of the brand's own count from 17."""
    main, own, out = 1, _OWN, {}
    for slot in slots:
        match slot.type:
            case "title":
                xml = 'type="ctrTitle"' if STANDARD.get(key) == "title" else 'type="title"'
            case "date" | "footer" | "number":
                xml = FURNITURE[slot.type]
            case "subtitle":
                xml, main = f'type="subTitle" idx="{main}"', main + 1
            case "content":
                xml, main = f'idx="{main}"', main + 1
            case "body" | "picture":
                number = _SHARED.get(slot.name, own)
                own += number == own
                xml = f'type="{"body" if slot.type == "body" else "pic"}" sz="quarter" idx="{number}"'
        out[slot.name] = xml
    return out
