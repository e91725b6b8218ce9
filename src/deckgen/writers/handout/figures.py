"""Figures made from slides: the part of a slide that is a picture of something, and tables set anew for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.layout.words import one_line, statements
from deckgen.scene import (
    Box,
    Group,
    Item,
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
from deckgen.writers.handout.lines import JOINER, PrintLine, break_lines
from deckgen.writers.handout.press import SLIDE
from deckgen.writers.handout.setter import PrintPicture, Setter, form_name
from deckgen.writers.handout.sheet import POINTS, Type

#: What stands around the drawing, in points of the slide.
PAD = 3.0
#: The same left and right of one on a ground that is not paper's, whose words would else touch its edge.
GROUND = 16.0
#: Space to the left and the right of a cell's text, and above and below it together, in millimetres.
CELL, ROW = 2.0, 2.6
#: Space above and below a table together, in millimetres.
AROUND_ROW = 2.0
#: What a column has beyond its longest word, in millimetres.
SPARE = 0.3
#: A table up to this part of the page stays on one page.
UNBROKEN = 0.42


class Figure(NamedTuple):
    """A figure: its picture, `width` and `height` in millimetres, what is said below it."""

    picture: PrintPicture
    width: float
    height: float
    caption: tuple[PrintLine, ...]


class Grid(NamedTuple):
    """A table for paper: the widths of its columns in millimetres without what stands around their words, its head, its
    rows, its caption and the note below it; `unbroken`: it is short enough to stand on one page; its width and its
    height with the note, in millimetres; `parted`: a column is narrower than its longest word."""

    columns: tuple[float, ...]
    head: tuple[tuple[PrintLine, ...], ...]
    rows: tuple[tuple[tuple[PrintLine, ...], ...], ...]
    caption: tuple[PrintLine, ...]
    note: tuple[PrintLine, ...]
    unbroken: bool
    width: float = 0.0
    height: float = 0.0
    parted: bool = False


def drawing(scene: Scene) -> Rect | None:
    """Where on a slide its drawing stands, with the words that stand partly beside it; None where it has none."""
    rects = [i.rect for i in scene.items if i.role == "figure"]
    if not rects:
        return None
    whole = around(rects)
    beside = [i.rect for i in scene.items if isinstance(i, Box) and i.text and not i.role and _reaches(i.rect, whole)]
    sides = PAD if scene.background == "paper" else GROUND
    return around([whole, *beside]).inset(-sides, -PAD, -sides, -PAD)


def _reaches(words: Rect, drawing: Rect) -> bool:
    """Whether words stand at the height of a drawing, and not only beside it."""
    within = drawing.y <= words.y and words.bottom <= drawing.bottom
    return within and words.x < drawing.right and drawing.x < words.right


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
    type, conclusion = setter.types["small"], placed.slide.conclusion()
    runs = [Run(setter.word(what, n=number), type.font, True, "text")]
    if conclusion:
        runs.append(Run(f"  {one_line(setter.deck.words.plain(conclusion))}", type.font, False, "text"))
    return break_lines(runs, type, setter.sheet.measure, setter.fonts)


def table(setter: Setter, placed: Placed, scene: Scene, number: int, width: float) -> Grid | None:
    """A slide's table set for paper; None where it has none."""
    source = next((i for i in walk(scene.items) if isinstance(i, Table)), None)
    if source is None:
        return None
    columns = _columns(setter, source, width)
    head, *rows = (
        tuple(
            _cell(setter, cell.text, w, n == 0 or j == 0) for j, (cell, w) in enumerate(zip(row, columns, strict=True))
        )
        for n, row in enumerate(source.rows)
    )
    commands = (
        len(set_cell)
        for row, said in zip(source.rows, (head, *rows), strict=True)
        for cell, set_cell in zip(row, said, strict=True)
        if _type(setter, cell.text).font == "code"
    )
    note = "\n".join(t.plain for s in statements(scene.items) if s.item.role == "note" for t in s.texts)
    height = sum(max(map(len, row)) * setter.types["cell"].line_height + ROW for row in (head, *rows))
    said = setter.lines(note, "small", setter.sheet.measure) if note else ()
    return Grid(
        columns=tuple(w - 2 * CELL for w in columns),
        head=head,
        rows=tuple(rows),
        caption=_caption(setter, placed, "grid", number),
        note=said,
        unbroken=height <= setter.sheet.inner * UNBROKEN,
        width=width,
        height=height + len(said) * setter.types["small"].line_height,
        parted=max(commands, default=1) > 1
        or any(w < need for w, need in zip(columns, _least(setter, source), strict=True)),
    )


def _columns(setter: Setter, table: Table, width: float) -> tuple[float, ...]:
    """The widths of columns in millimetres: in proportion to those of the slide, but none narrower than its longest
    word."""
    least = _least(setter, table)
    if sum(least) > width:
        return tuple(width * c / sum(table.columns) for c in table.columns)
    narrow: set[int] = set()
    while True:
        share = (width - sum(least[j] for j in narrow)) / sum(c for j, c in enumerate(table.columns) if j not in narrow)
        more = {j for j, c in enumerate(table.columns) if j not in narrow and c * share < least[j]}
        if not more:
            return tuple(least[j] if j in narrow else c * share for j, c in enumerate(table.columns))
        narrow |= more


def _least(setter: Setter, table: Table) -> list[float]:
    """The widths in millimetres that the longest words of columns need."""
    return [
        max(map(partial(_widest, setter), (row[j].text for row in table.rows))) + 2 * CELL + SPARE
        for j in range(len(table.columns))
    ]


def _widest(setter: Setter, text: TextBlock) -> float:
    """The width of the longest word of a cell in millimetres."""
    type = _type(setter, text)
    return (
        max((setter.fonts.width(word, type.font, True) for word in one_line(text.plain).split(" ")), default=0.0)
        * type.size
        / POINTS
    )


def _cell(setter: Setter, text: TextBlock, width: float, bold: bool) -> tuple[PrintLine, ...]:
    type = _type(setter, text)
    said = text.plain.replace("-", f"-{JOINER}") if type.font == "code" else text.plain
    return setter.set(said, type._replace(bold=bold or type.bold), width - 2 * CELL)


def _type(setter: Setter, text: TextBlock) -> Type:
    runs = [r for p in text.paragraphs for r in p.runs]
    code = bool(runs) and all(r.font == "code" for r in runs if r.text.strip())
    return setter.types["code" if code else "cell"]


def blanked(scene: Scene, boxes: Iterable[Box]) -> Scene:
    """The slide with some of its boxes emptied."""
    blanks = {id(b) for b in boxes}
    return scene._replace(id=f"{scene.id}-blank", items=tuple(_emptied(scene.items, blanks)))


def _emptied(items: Iterable[Item], blanks: set[int]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Group):
            yield item._replace(items=tuple(_emptied(item.items, blanks)))
        elif isinstance(item, Box) and id(item) in blanks:
            yield item._replace(text=None, fill="paper", stroke=Stroke("muted", 1.0, True), alt="", name="")
        else:
            yield item


def labelled(scene: Scene) -> Mapping[str, list[Box]]:
    """The boxes of a slide's drawing by their first words; boxes around other boxes are none of them."""
    figures = (i for i in scene.items if i.role == "figure")
    boxes = [(i, i.text) for i in walk(figures) if isinstance(i, Box) and i.text and not i.decorative and i.fill]
    out: dict[str, list[Box]] = {}
    for box, text in boxes:
        if not any(b is not box and _within(b.rect, box.rect) for b, _ in boxes):
            out.setdefault(one_line("".join(r.text for r in text.paragraphs[0].runs)), []).append(box)
    return out


def _within(inner: Rect, outer: Rect) -> bool:
    return outer.x <= inner.x and outer.y <= inner.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def millimetres(rect: Rect, part: Rect, width: float) -> tuple[float, float, float, float]:
    """Where a rectangle of the slide stands in a figure `width` mm wide: left, top, width, height."""
    k = width / part.w
    return ((rect.x - part.x) * k, (rect.y - part.y) * k, rect.w * k, rect.h * k)
