"""Legibility: type that is too small, and type that does not stand out from what lies under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.checks.subject import Subject, set_texts
from deckgen.diagnostics import Diagnostic, warning
from deckgen.messages import say
from deckgen.reading.palette import contrast
from deckgen.scene import Box, Chart, Freeform, Group, Item, Line, Piece, Rect

#: Contrast that text needs on what lies under it (WCAG 2.2, 1.4.3), and where large text begins, in points.
CONTRAST, CONTRAST_OF_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = 18, 14
#: What fills a rectangle, or the freeform in it.
Fill = tuple[Rect, str, Freeform | None]


def small_type(subject: Subject) -> Iterator[Diagnostic]:
    """Text under the theme's smallest size."""
    smallest = subject.theme.smallest
    for text in set_texts(subject.items):
        size = min((p.size for p in text.block.paragraphs), default=smallest)
        if size < smallest:
            yield warning(
                say("look.small", size=size, smallest=smallest),
                text.span or subject.scene.span,
                say("look:raise-the-sizes-of-its"),
            )


def low_contrast(subject: Subject) -> Iterator[Diagnostic]:
    """Text that does not stand out from what lies under it: a box is told once.

    The theme promises the pairs of colours in a table's cells.
    """
    fills: list[Fill] = []
    for item in (*_in_drawing_order(subject.scene.artwork), *_in_drawing_order(subject.scene.items)):
        if isinstance(item, Box):
            if item.fill:
                fills.append((item.rect, item.fill, None))
            finding = _faint_piece(item, fills, subject)
            if finding:
                yield finding
        elif isinstance(item, Freeform) and isinstance(item.fill, str) and item.opacity == 1:
            fills.append((item.rect, item.fill, item))


def _in_drawing_order(items: Iterable[Item]) -> Iterator[Item]:
    """Every item, groups and charts as what they hold."""
    for item in items:
        if isinstance(item, Group):
            yield from _in_drawing_order(item.items)
        elif isinstance(item, Chart):
            yield from _in_drawing_order(item.drawing)
        else:
            yield item


def _faint_piece(box: Box, fills: list[Fill], subject: Subject) -> Diagnostic | None:
    """The first words of a box with too little contrast, if there are any."""
    theme = subject.theme
    for line in box.text.lines if box.text else ():
        for piece in line.pieces:
            words, colour = piece.run.text.strip(), piece.run.colour
            under = _fill_under(box, line, piece, fills) or subject.scene.background
            needed = _contrast_needed(line.size, piece.run.bold)
            ratio = contrast(theme.hex(colour), theme.hex(under))
            if words and ratio < needed - 0.005:
                return warning(
                    say("look.contrast", words=words, colour=colour, under=under, ratio=ratio, needed=needed),
                    subject.span(box),
                    say("look:change-one-of-the-two"),
                )
    return None


def _fill_under(box: Box, line: Line, piece: Piece, fills: list[Fill]) -> str | None:
    """The topmost fill under the middle of some words."""
    x, y = box.rect.x + piece.x + piece.width / 2, box.rect.y + line.baseline - line.size / 3
    return next(
        (
            fill
            for r, fill, form in reversed(fills)
            if r.x <= x <= r.right and r.y <= y <= r.bottom and (form is None or form.covers((x, y)))
        ),
        None,
    )


def _contrast_needed(size: float, bold: bool) -> float:
    return CONTRAST_OF_LARGE if size >= LARGE or (bold and size >= LARGE_BOLD) else CONTRAST
