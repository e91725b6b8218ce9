"""Items in other colours: each palette role that an item is drawn in, changed by a function of roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from deckgen.scene import (
    Box,
    Cell,
    Chart,
    Connector,
    Freeform,
    Gradient,
    Group,
    Item,
    Line,
    Paragraph,
    Picture,
    Run,
    Series,
    Stroke,
    Table,
    TextBlock,
)

#: From a role to another one.
Change = Callable[[str], str]


def recolour(item: Item, change: Change) -> Item:
    """An item with every role changed, but the colours of pictures."""
    match item:
        case Box():
            return recolour_box(item, change)
        case Connector():
            return item._replace(stroke=_stroke(item.stroke, change))
        case Freeform():
            stroke = _stroke(item.stroke, change) if item.stroke else None
            fill = _gradient(item.fill, change) if isinstance(item.fill, Gradient) else _fill(item.fill, change)
            return item._replace(fill=fill, stroke=stroke)
        case Picture():
            return item
        case Table():
            rows = tuple(tuple(recolour_cell(cell, change) for cell in row) for row in item.rows)
            rule, head_rule = _stroke(item.rule, change), _stroke(item.head_rule, change)
            return item._replace(rows=rows, rule=rule, head_rule=head_rule)
        case Chart():
            series = tuple(_series(s, change) for s in item.series)
            return item._replace(series=series, drawing=tuple(recolour(i, change) for i in item.drawing))
        case Group():
            return item._replace(items=tuple(recolour(i, change) for i in item.items))
        case _:
            assert_never(item)


def recolour_box(box: Box, change: Change) -> Box:
    """A box with every role changed."""
    return box._replace(
        text=_text(box.text, change) if box.text else None,
        fill=_fill(box.fill, change),
        stroke=_stroke(box.stroke, change) if box.stroke else None,
    )


def recolour_cell(cell: Cell, change: Change) -> Cell:
    """A cell of a table with every role changed."""
    return Cell(_text(cell.text, change), _fill(cell.fill, change))


def _fill(role: str | None, change: Change) -> str | None:
    return change(role) if role is not None else None


def _gradient(gradient: Gradient, change: Change) -> Gradient:
    return gradient._replace(stops=tuple(s._replace(colour=change(s.colour)) for s in gradient.stops))


def _stroke(stroke: Stroke, change: Change) -> Stroke:
    return stroke._replace(colour=change(stroke.colour))


def _series(series: Series, change: Change) -> Series:
    return series._replace(
        colour=change(series.colour),
        label_colour=change(series.label_colour),
        points=tuple((n, change(role)) for n, role in series.points),
    )


def _text(text: TextBlock, change: Change) -> TextBlock:
    return text._replace(
        paragraphs=tuple(_paragraph(p, change) for p in text.paragraphs),
        lines=tuple(_line(line, change) for line in text.lines),
    )


def _paragraph(paragraph: Paragraph, change: Change) -> Paragraph:
    bullet = paragraph.bullet
    return paragraph._replace(
        runs=tuple(_run(r, change) for r in paragraph.runs),
        bullet=bullet._replace(colour=change(bullet.colour)) if bullet else None,
    )


def _line(line: Line, change: Change) -> Line:
    return line._replace(pieces=tuple(p._replace(run=_run(p.run, change)) for p in line.pieces))


def _run(run: Run, change: Change) -> Run:
    return run._replace(colour=change(run.colour))
