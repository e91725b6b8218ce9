"""Scenes in another size: what is laid out on a page of one width is written on one of another.

Only what has a size of its own in a file needs that: a deck and its PDF. Paper and web show slides in any size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, assert_never

from deckgen.reading.theme import Layout, Names, Placeholder, TextStyle, Theme
from deckgen.scene import (
    Box,
    Cell,
    Chart,
    Connector,
    Freeform,
    Group,
    Insets,
    Item,
    Legend,
    Level,
    Line,
    Paragraph,
    Picture,
    Piece,
    Rect,
    Scene,
    Slot,
    Stroke,
    Table,
    TextBlock,
)

S = TypeVar("S", Stroke, Stroke | None)


class Scaling:
    """Makes everything `k` times as large; with its lengths in points."""

    def __init__(self, k: float) -> None:
        self._k = k
        #: Artworks are shared by scenes, and known to writers as the same.
        self.artwork = cache(self.items)

    def scene(self, scene: Scene) -> Scene:
        """A slide; its notes are no part of it."""
        slots = tuple(map(self._slot, scene.slots))
        return scene._replace(items=self.items(scene.items), artwork=self.artwork(scene.artwork), slots=slots)

    def items(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """All of these."""
        return tuple(map(self.item, items))

    def item(self, item: Item) -> Item:
        """An item."""
        match item:
            case Box():
                text = item.text and self._text(item.text)
                radius, stroke = item.radius * self._k, self._stroke(item.stroke)
                return item._replace(rect=self.rect(item.rect), text=text, radius=radius, stroke=stroke)
            case Connector():
                points = tuple((x * self._k, y * self._k) for x, y in item.points)
                return item._replace(points=points, stroke=self._stroke(item.stroke))
            case Freeform():
                return item._replace(rect=self.rect(item.rect), stroke=self._stroke(item.stroke))
            case Picture():
                return item._replace(rect=self.rect(item.rect), radius=item.radius * self._k)
            case Table():
                return self._table(item)
            case Chart():
                return item._replace(
                    rect=self.rect(item.rect),
                    plot=self.rect(item.plot),
                    sizes=(item.sizes[0] * self._k, item.sizes[1] * self._k),
                    drawing=self.items(item.drawing),
                    legend=item.legend and self._legend(item.legend),
                )
            case Group():
                return item._replace(items=self.items(item.items))
            case _:
                assert_never(item)

    def rect(self, rect: Rect) -> Rect:
        """A place."""
        return Rect(*(v * self._k for v in rect))

    def _legend(self, legend: Legend) -> Legend:
        return legend._replace(rect=self.rect(legend.rect), size=legend.size * self._k)

    def _table(self, table: Table) -> Table:
        return table._replace(
            rect=self.rect(table.rect),
            columns=tuple(w * self._k for w in table.columns),
            heights=tuple(h * self._k for h in table.heights),
            rows=tuple(tuple(Cell(self._text(c.text), c.fill) for c in row) for row in table.rows),
            rule=self._stroke(table.rule),
            head_rule=self._stroke(table.head_rule),
        )

    def _stroke(self, stroke: S) -> S:
        return stroke and stroke._replace(width=stroke.width * self._k)

    def _text(self, text: TextBlock) -> TextBlock:
        return text._replace(
            paragraphs=tuple(map(self._paragraph, text.paragraphs)),
            lines=tuple(map(self._line, text.lines)),
            inset=self._inset(text.inset),
            height=text.height * self._k,
        )

    def _inset(self, inset: Insets) -> Insets:
        left, top, right, bottom = inset
        return left * self._k, top * self._k, right * self._k, bottom * self._k

    def _paragraph(self, p: Paragraph) -> Paragraph:
        k = self._k
        return p._replace(size=p.size * k, before=p.before * k, indent=p.indent * k, hang=p.hang * k)

    def _slot(self, slot: Slot) -> Slot:
        return slot._replace(
            rect=self.rect(slot.rect),
            levels=tuple(map(self._level, slot.levels)),
            radius=slot.radius * self._k,
            inset=self._inset(slot.inset),
        )

    def _level(self, level: Level) -> Level:
        k = self._k
        return level._replace(
            size=level.size * k, before=level.before * k, indent=level.indent * k, hang=level.hang * k
        )

    def _line(self, line: Line) -> Line:
        pieces = tuple(Piece(p.x * self._k, p.width * self._k, p.run) for p in line.pieces)
        return line._replace(baseline=line.baseline * self._k, size=line.size * self._k, pieces=pieces)

    def theme(self, theme: Theme) -> Theme:
        """A theme's page, places, sizes of type."""
        k = self._k
        changed = {
            "page": type(theme.page)(*(side * k for side in theme.page)),
            "radius": theme.radius * k,
            "smallest": theme.smallest * k,
            "regions": _like(theme.regions, {n: self.rect(at) for n, at in theme.regions.items()}),
            "styles": _like(theme.styles, {n: self._style(s) for n, s in theme.styles.items()}),
            "furniture": {n: self._placeholder(p) for n, p in theme.furniture.items()},
            "layouts": _like(theme.layouts, {n: self._layout(layout) for n, layout in theme.layouts.items()}),
        }
        return Theme(**{**vars(theme), **changed})

    def _style(self, style: TextStyle) -> TextStyle:
        sizes = tuple(size * self._k for size in style.sizes)
        return TextStyle(**{**vars(style), "sizes": sizes, "before": style.before * self._k})

    def _placeholder(self, p: Placeholder) -> Placeholder:
        changed = {"at": self.rect(p.at), "radius": p.radius * self._k, "inset": self._inset(p.inset)}
        return Placeholder(**{**vars(p), **changed})

    def _layout(self, layout: Layout) -> Layout:
        places = {name: self._placeholder(p) for name, p in layout.placeholders.items()}
        return Layout(**{**vars(layout), "placeholders": _like(layout.placeholders, places)})


def _like(names: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """These values as what they were in."""
    return Names(names.field, values) if isinstance(names, Names) else values


def full_size(
    scenes: Sequence[Scene], theme: Theme, artworks: Mapping[str, tuple[Item, ...]]
) -> tuple[Sequence[Scene], Theme, Mapping[str, tuple[Item, ...]]]:
    """Slides, their theme and the artwork of its layouts as large as the theme's page is."""
    if theme.scale == 1:
        return scenes, theme, artworks
    scaling = Scaling(theme.scale)
    drawn = {name: scaling.artwork(items) for name, items in artworks.items()}
    return [scaling.scene(s) for s in scenes], scaling.theme(theme), drawn
