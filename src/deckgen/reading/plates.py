"""Plates: pages of a theme that are the same for everybody but for the words in their places: the certificate, the
badge, the list of who attends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from deckgen.messages import listing, say
from deckgen.reading.model import Many, Model, Within, Wrong
from deckgen.reading.palette import Role
from deckgen.reading.places import ArtFile, Place
from deckgen.scene import Align, Anchor, Outline

FontRole = Literal["heading", "text", "code"]
PlateName = Literal["certificate", "attendance", "badge"]
#: What a plate has places for.
PartName = Literal[
    "title",
    "serial",
    "opening",
    "name",
    "company",
    "seat",
    "wording",
    "seminar",
    "facts",
    "organiser",
    "signature",
    "check",
    "code",
    "seal",
    "rows",
]
#: Those that each plate must have.
_NEEDED: dict[str, tuple[PartName, ...]] = {
    "certificate": (
        "title",
        "serial",
        "opening",
        "name",
        "company",
        "wording",
        "seminar",
        "facts",
        "organiser",
        "signature",
        "check",
        "code",
        "seal",
    ),
    "attendance": ("title", "seminar", "facts", "rows", "check"),
    "badge": ("name", "company", "seat", "seminar"),
}
_Size = Annotated[float, Within(4, 400)]
_Points = Annotated[float, Within(0, 2000)]
_Side = Annotated[float, Within(72, 1700)]


class Part(Model):
    """A place of a plate, and how the text in it looks: `sizes` in points from the wanted one down to the smallest,
    `leading` as a share of a single line. What stands `across` is in so many columns; `label` is the size of the small
    words above a text, and below a signature's line."""

    at: Place
    sizes: Annotated[tuple[_Size, ...], Many(1, 8)] = (10.0,)
    font: FontRole = "text"
    bold: bool = False
    leading: Annotated[float, Within(0.8, 2.0)] = 1.05
    colour: Role = "text"
    align: Align = "left"
    anchor: Anchor = "top"
    across: Annotated[int, Within(1, 6)] = 1
    label: _Size = 8.0

    def _checked(self) -> Iterator[Wrong]:
        if any(b >= a for a, b in zip(self.sizes, self.sizes[1:], strict=False)):
            yield Wrong(say("value.sizes"), None, say("theme:write-for-example-34-30"), "sizes")


class Ornament(Model):
    """A decoration of a plate: a field, a rule, a ring; or a drawing of the theme (`image`, an SVG), of which
    `currentColor` takes `colour`."""

    at: Place
    outline: Outline = "rectangle"
    radius: _Points = 0.0
    fill: Role | None = None
    stroke: Role | None = None
    width: Annotated[float, Within(0.1, 100)] = 1.0
    image: ArtFile | None = None
    colour: Role = "line"


class Plate(Model):
    """A page with places. `size` is the width and height in points on which places are written; on another paper what
    lies beyond the `waist` (a distance from the left, and one from the top) moves away from what lies before it, and
    all else keeps its proportions. `logo` is its left, its top and its height."""

    size: tuple[_Side, _Side]
    waist: tuple[_Points, _Points] = (0.0, 0.0)
    logo: tuple[_Points, _Points, _Size] | None = None
    ornaments: tuple[Ornament, ...] = ()
    parts: dict[PartName, Part]


def without_parts(plates: dict[PlateName, Plate]) -> Iterator[Wrong]:
    """The places that a theme's plates must have and do not."""
    for name, plate in plates.items():
        missing = [part for part in _NEEDED[name] if part not in plate.parts]
        if missing:
            message = say("theme.plate-parts-missing", plate=name, names=listing(missing))
            yield Wrong(message, None, say("theme:write-the-places-under-plates", plate=name), "plates")
