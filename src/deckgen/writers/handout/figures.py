"""Figures made from slides: the part of a slide that is a picture of something, and tables set anew for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.reading.theme import Theme
from deckgen.scene import (
    Box,
    Chart,
    Freeform,
    Group,
    Item,
    Picture,
    Rect,
    Run,
    Scene,
    Stroke,
    Table,
    TextBlock,
    around,
    walk,
)
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.lines import PrintLine, break_lines, one_line
from deckgen.writers.handout.press import SLIDE
from deckgen.writers.handout.setter import PrintPicture, Setter, form_name
from deckgen.writers.handout.sheet import POINTS, Type

#: What stands around the drawing, in points of the slide.
PAD = 3.0
#: Space to the left and the right of a cell's text, and above and below it together, in millimetres.
CELL, ROW = 2.0, 2.6
#: What a column has beyond its longest word, in millimetres.
SPARE = 0.3
#: A table up to this part of the page is not parted.
WHOLE = 0.42


class Figure(NamedTuple):
    """A figure: its picture, `width` and `height` in millimetres, what is said below it."""

    picture: PrintPicture
    width: float
    height: float
    caption: tuple[PrintLine, ...]


class Grid(NamedTuple):
    """A table for paper: the widths of its columns in millimetres without what stands around their words, its head, its rows,
    its caption and the note below it; `whole`: it is short enough to stand on one page."""

    columns: tuple[float, ...]
    head: tuple[tuple[PrintLine, ...], ...]
    rows: tuple[tuple[tuple[PrintLine, ...], ...], ...]
    caption: tuple[PrintLine, ...]
    note: tuple[PrintLine, ...]
    whole: bool


def drawn(placed: Placed, scene: Scene, theme: Theme) -> Rect | None:
    """Where on a slide its drawing stands; None where it has none."""
    if not placed.slide.drawn:
        return None
    body = theme.regions["body"]
    takeaway = getattr(placed.slide, "takeaway", None)
    bottom = min(
        (i.rect.y for i in scene.items if takeaway and isinstance(i, Box) and _is_words(i, takeaway)),
        default=body.bottom,
    )
    found = [i.rect for i in scene.items if _stands(i, body, bottom)]
    if not found:
        whole = [i.rect for i in scene.items if isinstance(i, Picture)]
        return whole[0] if whole else None
    return around(found).inset(-PAD)


def _is_words(box: Box, takeaway: object) -> bool:
    return box.span is not None and box.span == getattr(takeaway, "span", None)


def _stands(item: Item, body: Rect, bottom: float) -> bool:
    inside = body.y <= item.rect.y + item.rect.h / 2 <= bottom
    what = isinstance(item, (Group, Chart, Freeform, Picture, Table)) or (
        isinstance(item, Box) and not item.placeholder and not item.decorative
    )
    return what and inside


def crop(scene: Scene, rect: Rect, prefix: str = "Figure") -> Crop:
    """The part of a slide's picture under a name of its own."""
    return Crop(f"{prefix}{form_name(scene)}", form_name(scene), rect)


def figure(
    setter: Setter, placed: Placed, scene: Scene, part: Crop, number: int, width: float, tallest: float
) -> Figure:
    """A figure `width` mm wide, or as wide as its height allows."""
    ratio = part.rect.h / part.rect.w
    width = min(width, tallest / ratio)
    return Figure(
        PrintPicture(f"{SLIDE}{part.name}", setter.picture(scene).alt),
        width,
        width * ratio,
        _caption(setter, placed, "figure", number),
    )


def _caption(setter: Setter, placed: Placed, what: str, number: int) -> tuple[PrintLine, ...]:
    """A figure's or a table's number, and what it shows where the heading beside it does not say that."""
    type = setter.types["small"]
    takeaway = getattr(placed.slide, "takeaway", None)
    runs = [Run(setter.word(what, n=number), type.font, True, "text")]
    if takeaway:
        runs.append(Run(f"  {one_line(setter.deck.words.plain(takeaway))}", type.font, False, "text"))
    return break_lines(runs, type, setter.sheet.measure, setter.fonts)


def table(setter: Setter, placed: Placed, scene: Scene, number: int, width: float) -> Grid:
    """A slide's table set for paper."""
    found = next(i for i in walk(scene.items) if isinstance(i, Table))
    columns = _columns(setter, found, width)
    head, *rows = (
        tuple(
            _cell(setter, cell.text, w, n == 0 or j == 0) for j, (cell, w) in enumerate(zip(row, columns, strict=True))
        )
        for n, row in enumerate(found.rows)
    )
    note = next(
        (
            i.text.plain
            for i in scene.items
            if isinstance(i, Box)
            and i.text
            and not i.placeholder
            and i.rect.y >= found.rect.bottom
            and i.name == setter.word("note")
        ),
        "",
    )
    height = sum(max(map(len, row)) * setter.types["cell"].leading + ROW for row in (head, *rows))
    return Grid(
        tuple(w - 2 * CELL for w in columns),
        head,
        tuple(rows),
        _caption(setter, placed, "grid", number),
        setter.lines(note, "small", setter.sheet.measure) if note else (),
        height <= setter.sheet.inner * WHOLE,
    )


def _columns(setter: Setter, table: Table, width: float) -> tuple[float, ...]:
    """The widths of columns in millimetres: in proportion to those of the slide, but none narrower than its longest word."""
    least = [
        max(map(partial(_widest, setter), (row[j].text for row in table.rows))) + 2 * CELL + SPARE
        for j in range(len(table.columns))
    ]
    if sum(least) > width:
        return tuple(width * c / sum(table.columns) for c in table.columns)
    short: set[int] = set()
    while True:
        share = (width - sum(least[j] for j in short)) / sum(c for j, c in enumerate(table.columns) if j not in short)
        found = {j for j, c in enumerate(table.columns) if j not in short and c * share < least[j]}
        if not found:
            return tuple(least[j] if j in short else c * share for j, c in enumerate(table.columns))
        short |= found


def _widest(setter: Setter, text: TextBlock) -> float:
    """The width of the longest word of a cell in millimetres."""
    type = _type(setter, text)
    return (
        max((setter.fonts.width(word, type.font, True) for word in one_line(text.plain).split(" ")), default=0.0)
        * type.size
        / POINTS
    )


def has_table(scene: Scene) -> bool:
    """Whether a slide shows a table."""
    return any(isinstance(i, Table) for i in walk(scene.items))


def _cell(setter: Setter, text: TextBlock, width: float, bold: bool) -> tuple[PrintLine, ...]:
    type = _type(setter, text)
    return setter.set(text.plain, type._replace(bold=bold or type.bold), width - 2 * CELL)


def _type(setter: Setter, text: TextBlock) -> Type:
    runs = [r for p in text.paragraphs for r in p.runs]
    code = bool(runs) and all(r.font == "code" for r in runs if r.text.strip())
    return setter.types["code" if code else "cell"]


def blanked(scene: Scene, boxes: Iterable[Box]) -> Scene:
    """The slide with some of its boxes emptied."""
    gone = {id(b) for b in boxes}
    return scene._replace(id=f"{scene.id}-blank", items=tuple(_emptied(scene.items, gone)))


def _emptied(items: Iterable[Item], gone: set[int]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Group):
            yield item._replace(items=tuple(_emptied(item.items, gone)))
        elif id(item) in gone:
            yield item._replace(text=None, fill="paper", stroke=Stroke("muted", 1.0, True), alt="", name="")
        else:
            yield item


def labelled(scene: Scene) -> Mapping[str, list[Box]]:
    """The boxes of a slide's drawing by their first words; boxes around other boxes are none of them."""
    boxes = [
        i
        for g in scene.items
        if isinstance(g, Group)
        for i in walk((g,))
        if isinstance(i, Box) and i.text and not i.decorative and i.fill
    ]
    out: dict[str, list[Box]] = {}
    for box in boxes:
        if not any(b is not box and _within(b.rect, box.rect) for b in boxes):
            out.setdefault(one_line("".join(r.text for r in box.text.paragraphs[0].runs)), []).append(box)
    return out


def _within(inner: Rect, outer: Rect) -> bool:
    return outer.x <= inner.x and outer.y <= inner.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def millimetres(rect: Rect, part: Rect, width: float) -> tuple[float, float, float, float]:
    """Where a rectangle of the slide stands in a figure `width` mm wide: left, top, width, height."""
    k = width / part.w
    return ((rect.x - part.x) * k, (rect.y - part.y) * k, rect.w * k, rect.h * k)
