"""What a check looks at: a scene with all that says how it will look, and the ways through it that checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span
from deckgen.reading.fonts import Fonts
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Chart, Group, Item, Picture, Rect, Scene, Table, TextBlock, around, walk

#: Points by which two rounded numbers may differ.
TOLERANCE = 0.6
#: Height of a capital letter as a share of the type size, of Pretendard.
CAP_HEIGHT = 0.72

#: Where the author wrote a character.
Places = Callable[[str], Iterable[Span | None]]


class Subject(NamedTuple):
    """A slide to be checked: `items` are those of the scene, groups before what they hold."""

    scene: Scene
    theme: Theme
    fonts: Fonts
    places: Places
    items: tuple[Item, ...]

    @property
    def tables(self) -> Iterator[Table]:
        """Every table."""
        return (item for item in self.items if isinstance(item, Table))

    @property
    def pictures(self) -> Iterator[Picture]:
        """Every picture that carries meaning."""
        return (item for item in self.items if isinstance(item, Picture) and not item.decorative)

    def span(self, item: Item) -> Span | None:
        """Where an item was written, else where its slide was."""
        own = None if isinstance(item, Group) else item.span
        return own or self.scene.span


#: A check of a slide.
Check = Callable[[Subject], Iterator[Diagnostic]]


class SetText(NamedTuple):
    """A text at its place. `own_height` says that nothing but this text decides how high its place is; the rows of a
    table grow together, and PowerPoint sets a chart's labels by itself."""

    block: TextBlock
    rect: Rect
    span: Span | None
    own_height: bool


def set_texts(items: Iterable[Item]) -> Iterator[SetText]:
    """Every text, also in the cells of tables and the labels of charts."""
    for item in items:
        if isinstance(item, Box) and item.text:
            yield SetText(item.text, item.rect, item.span, True)
        elif isinstance(item, Chart):
            yield from (t._replace(span=item.span, own_height=False) for t in set_texts(walk(item.drawing)))
        elif isinstance(item, Table):
            for row, height in zip(item.rows, item.heights, strict=True):
                for cell, width in zip(row, item.columns, strict=True):
                    yield SetText(cell.text, Rect(0, 0, width, height), item.span, False)


def text_bounds(box: Box) -> Rect | None:
    """What the letters of a box cover: from the cap line of the first line to the baseline of the last, from the first
    letter to the last. None where it shows no letter."""
    lines = line_bounds(box)
    return around(lines) if lines else None


def line_bounds(box: Box) -> list[Rect]:
    """What the letters of each line of a box cover, from the cap line to the baseline."""
    return [
        Rect(
            box.rect.x + (left := min(p.x for p in line.pieces)),
            box.rect.y + line.baseline - CAP_HEIGHT * line.size,
            max(p.x + p.width for p in line.pieces) - left,
            CAP_HEIGHT * line.size,
        )
        for line in (box.text.lines if box.text else ())
        if line.pieces
    ]


def is_lost(text: SetText, theme: Theme) -> bool:
    """Whether words of a text at its place lie beyond the page, where nobody sees them."""
    lines = [line for line in text.block.lines if line.pieces]
    width, height = theme.page
    if not lines or not text.own_height:
        return False
    right = max(p.x + p.width for line in lines for p in line.pieces)
    return text.rect.y + lines[-1].baseline > height or text.rect.x + right > width


def overflows_page(table: Table, theme: Theme) -> bool:
    """Whether a table reaches below the body region."""
    return table.rect.bottom > theme.regions["body"].bottom + TOLERANCE
