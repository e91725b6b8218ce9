"""All slides on one page, small and in rows by part: whoever looks at it sees the rhythm of the talk.

A PDF like that of the deck, tagged (PDF/UA-1): each slide is a figure, drawn as vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pikepdf import Name, Pdf

from deckgen.layout.words import one_line
from deckgen.reading.fonts import Fonts
from deckgen.reading.theme import Theme
from deckgen.scene import Rect, Scene, Stroke
from deckgen.writers import Info
from deckgen.writers.outlines import outline
from deckgen.writers.pdf.canvas import Canvas
from deckgen.writers.pdf.document import describe, to_bytes
from deckgen.writers.pdf.painter import Painter
from deckgen.writers.pdf.structure import Element, Tags, write_structure

#: The page in points: A3 lying on its side. Of very many slides it grows downwards.
WIDTH, HEIGHT = 1190.55, 841.89
MARGIN, GUTTER = 36.0, 8.0
#: Slides in a row: as few as have all of them on the page, so that they are as large as can be.
FEWEST, MOST = 6, 24
#: Type sizes of the title, of parts and of numbers; what each takes with the space around it.
TITLE, PART, NUMBER = 16.0, 9.0, 7.0
BELOW_TITLE, PART_LINE, NUMBER_LINE = 22.0, 15.0, 15.0


class Cell(NamedTuple):
    """A slide at its place on the page; `part` is written above it, where it is the first of one."""

    scene: Scene
    at: Rect
    part: str
    room: float


def write(scenes: Sequence[Scene], theme: Theme, fonts: Fonts, info: Info) -> bytes:
    """The page as the bytes of a PDF."""
    cells = placed(scenes, theme.page[1] / theme.page[0])
    height = max(HEIGHT, max((c.at.bottom for c in cells), default=0.0) + NUMBER_LINE + MARGIN)
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(WIDTH, height))
    painter, canvas = Painter(pdf, theme, fonts), Canvas(height)
    document = Element("Document")
    tags = Tags(canvas, 0, document, info.language, "H1")
    with tags.artifact():
        canvas.fill((outline("rectangle", Rect(0, 0, WIDTH, height)),), theme.hex("surface"))
    with tags.element("H1"), tags.content():
        title = _shortened(one_line(info.title), TITLE, WIDTH - 2 * MARGIN, fonts)
        painter.words(canvas, title, TITLE, MARGIN, MARGIN + TITLE, "text")
    for cell in cells:
        _draw(cell, painter, canvas, tags, theme, fonts)
    painter.finish()
    page = pdf.pages[0].obj
    painter.put(canvas, page)
    page.Tabs = Name.S
    write_structure(pdf, document, {})
    describe(pdf, info)
    return to_bytes(pdf)


def placed(scenes: Sequence[Scene], ratio: float) -> list[Cell]:
    """Where each slide stands, as large as they can be; `ratio` is the height of a slide as a share of its width."""
    parts = [(title, list(group)) for title, group in groupby(scenes, lambda s: s.part)]
    for columns in range(FEWEST, MOST + 1):
        cells = list(_in_rows(parts, columns, ratio))
        if all(c.at.bottom + NUMBER_LINE <= HEIGHT - MARGIN for c in cells):
            break
    return cells


def _in_rows(parts: Sequence[tuple[str, list[Scene]]], columns: int, ratio: float) -> Iterator[Cell]:
    """The cells in so many columns. A part begins a row, but where all of it finds room in what is left of the last."""
    width = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    step = width * ratio + NUMBER_LINE + PART_LINE
    x, y = 0, MARGIN + TITLE + BELOW_TITLE
    for title, scenes in parts:
        if x and x + len(scenes) > columns:
            x, y = 0, y + step
        room = min(len(scenes), columns - x) * (width + GUTTER) - GUTTER
        for n, scene in enumerate(scenes):
            if x == columns:
                x, y = 0, y + step
            at = Rect(MARGIN + x * (width + GUTTER), y + PART_LINE, width, width * ratio)
            yield Cell(scene, at, "" if n else title, room)
            x += 1


def _draw(cell: Cell, painter: Painter, canvas: Canvas, tags: Tags, theme: Theme, fonts: Fonts) -> None:
    """A slide with its number beneath, and above it the part that it begins."""
    scene, at = cell.scene, cell.at
    if cell.part:
        with tags.element("H2"), tags.content():
            part = _shortened(one_line(cell.part), PART, cell.room, fonts)
            painter.words(canvas, part, PART, at.x, at.y - 5, "text")
    # what a slide show passes by has no number
    number = str(scene.number) if scene.presence == "shown" else ""
    with tags.figure(f"{number}. {one_line(scene.title.plain)}" if number else one_line(scene.title.plain), at):
        canvas.form(f"Slide{scene.number}", painter.form(scene), at.x, at.bottom, at.w / theme.page[0])
        canvas.stroke((outline("rectangle", at),), theme.hex("line"), Stroke("line", 0.5))
    with tags.artifact():  # the figure says it
        painter.words(canvas, number, NUMBER, at.x, at.bottom + NUMBER + 2, "muted")


def _shortened(text: str, size: float, room: float, fonts: Fonts) -> str:
    """As much of a text as there is room for."""
    shown = text
    while shown and fonts.width(shown, "text", False) * size > room:
        shown = f"{shown[:-2].rstrip()}…" if len(shown) > 2 else ""
    return shown
