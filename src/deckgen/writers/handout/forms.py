"""Slides as PDF forms: drawn once, then placed in every edition that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from deckgen.reading.fonts import Fonts
from deckgen.reading.pixels import Bound
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Item, Rect, Scene
from deckgen.writers.handout.setter import form_name
from deckgen.writers.pdf.painter import Painter
from deckgen.writers.pdf.pictures import unite

#: Pixels of a picture on a slide that is printed as wide as A4 is: 2,480 of 300 in an inch.
PRINTED = Bound(2560, 1440, slack=1.25)
NOTHING: Mapping[str, Scene] = MappingProxyType({})


class Crop(NamedTuple):
    """A part of a slide's picture, by the name of its own form; `rect` in points of the slide."""

    name: str
    of: str
    rect: Rect


class Forms:
    """The forms of a deck's slides, in a document of their own. They are drawn once, all of them, where an edition
    shows one; what it shows besides is drawn for it alone. So it has the same bytes whichever others are made.
    `outlined` ones have drawings of letters and no text."""

    def __init__(self, scenes: Sequence[Scene], theme: Theme, fonts: Fonts, outlined: bool = False) -> None:
        self._outlined = outlined
        self._theme = theme
        self._fonts = fonts
        self._scenes = {form_name(s): s for s in scenes}
        self._pdf = pikepdf.Pdf.new()  # kept: its objects die with it
        self._height = theme.page[1]

    @cached_property
    def slides(self) -> Mapping[str, Object]:
        """The forms of all slides by their names."""
        return self._draw(self._pdf, self._scenes)

    def _draw(self, pdf: pikepdf.Pdf, scenes: Mapping[str, Scene]) -> dict[str, Object]:
        """Scenes as forms of a document, by the same names."""
        painter = Painter(pdf, self._theme, self._fonts, PRINTED, self._outlined)
        forms = {name: painter.form(s) for name, s in scenes.items()}
        painter.finish()
        return forms

    def place(
        self, pdf: pikepdf.Pdf, names: Iterable[str], crops: Iterable[Crop] = (), further: Mapping[str, Scene] = NOTHING
    ) -> None:
        """Puts forms, and parts of them, under the names that the pages of a document already draw. `further` are
        slides that only this document shows, by their names."""
        crops = tuple(crops)
        scenes = {**self._scenes, **further}
        wanted = set(names) - {c.name for c in crops}
        # what a part does not show is not drawn at all: nobody is to find, copy or hear it
        own = {n: s for n, s in further.items() if n in wanted}
        own |= {f"{c.name}Drawn": part(scenes[c.of], c.rect) for c in crops}
        aside = pikepdf.Pdf.new()
        drawn = self._draw(aside, own)
        if whole := wanted - own.keys():
            drawn |= {n: self.slides[n] for n in whole}
        placed = {n: pdf.copy_foreign(drawn[n]) for n in sorted(drawn)}
        unite(placed.values())  # slides and their parts come from several documents
        placed |= {c.name: self._cropped(pdf, c, placed) for c in crops}
        for resources in {p.Resources.objgen: p.Resources for p in pdf.pages}.values():
            if Name.XObject not in resources:
                resources.XObject = Dictionary()
            for name, form in placed.items():
                resources.XObject[f"/{name}"] = form

    def _cropped(self, pdf: pikepdf.Pdf, crop: Crop, placed: Mapping[str, Object]) -> Object:
        r = crop.rect
        low = self._height - r.bottom
        return pdf.make_indirect(
            pdf.make_stream(
                f"/{crop.name}Drawn Do".encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([r.x, low, r.right, low + r.h]),
                Matrix=Array([1, 0, 0, 1, -r.x, -low]),
                Resources=Dictionary(XObject=Dictionary({f"/{crop.name}Drawn": placed[f"{crop.name}Drawn"]})),
            )
        )


def part(scene: Scene, rect: Rect) -> Scene:
    """The slide with only those of its items that stand, for the most part, in a rectangle; but for its title and the
    credit of its picture, which paper prints beside it. A title on a panel of its own belongs to the picture."""
    return scene._replace(items=tuple(i for i in scene.items if _overlap(i.rect, rect) > 0.5 and not _beside(i)))


def _beside(item: Item) -> bool:
    return isinstance(item, Box) and (item.role == "credit" or (item.placeholder == "title" and not item.fill))


def _overlap(item: Rect, rect: Rect) -> float:
    """How much of an item stands in the rectangle, as a part of one."""
    return _share(item.x, item.right, rect.x, rect.right) * _share(item.y, item.bottom, rect.y, rect.bottom)


def _share(start: float, end: float, first: float, last: float) -> float:
    """How much of a stretch lies between two bounds, as a part of one; straight lines have no width or no height."""
    inside = min(end, last) - max(start, first)
    return 0.0 if inside < 0 else inside / (end - start) if end > start else 1.0
