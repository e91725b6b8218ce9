"""Pages that are drawn, as a PDF (PDF/UA-1): tags for all that is read, artifacts for all that is not."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Dictionary, Name, Pdf

from deckgen.reading.brand import Brand
from deckgen.writers import Info
from deckgen.writers.handout.plates.page import Card, Page, Part, Rows, Words
from deckgen.writers.pdf.canvas import Canvas
from deckgen.writers.pdf.document import describe, to_bytes
from deckgen.writers.pdf.painter import Painter
from deckgen.writers.pdf.structure import Element, NoTags, Tags, write_structure


def write(pages: Sequence[Page], brand: Brand, info: Info) -> bytes:
    """The pages as the bytes of a PDF. A table that goes on from page to page is one table."""
    pdf, document = Pdf.new(), Element("Document")
    for page in pages:
        pdf.add_blank_page(page_size=(page.width, page.height))
    painter, table = Painter(pdf, brand.theme, brand.fonts), Element("Table")
    heading = "H1"
    for n, page in enumerate(pages):
        canvas = Canvas(page.height)
        tags = Tags(canvas, n, document, info.language, heading)
        with tags.artifact():
            for item in page.art:
                painter.item(item, canvas, NoTags())
        for part in page.parts:
            if isinstance(part, Rows) and part.first:
                document.kids.append(table)
            _part(part, painter, canvas, tags, table)
        heading = tags.heading
        sheet = pdf.pages[n].obj
        painter.put(canvas, sheet)
        sheet.Tabs = Name.S
    painter.finish()
    write_structure(pdf, document, {})
    describe(pdf, info)
    return to_bytes(pdf)


def _part(part: Part, painter: Painter, canvas: Canvas, tags: Tags, table: Element) -> None:
    """One thing that is read."""
    if isinstance(part, Words):
        painter.text(part.text, part.rect, canvas, tags, part.title)
    elif isinstance(part, Rows):
        with tags.within(table):
            _table(part, painter, canvas, tags, table)
    elif isinstance(part, Card):
        with tags.element("Sect"):
            for each in part.parts:
                _part(each, painter, canvas, tags, table)
    else:
        painter.item(part, canvas, tags)


def _table(rows: Rows, painter: Painter, canvas: Canvas, tags: Tags, table: Element) -> None:
    """Rows of a table. Its head is an artifact where it is there again."""
    table.entries.setdefault("A", Dictionary(O=Name.Table, Summary=rows.summary))
    if rows.first:
        with tags.element("TR"):
            for cell in rows.head:
                with tags.element("TH", A=Dictionary(O=Name.Table, Scope=Name.Column)):
                    painter.text(cell.text, cell.rect, canvas, tags)
    else:
        with tags.artifact():
            for cell in rows.head:
                painter.text(cell.text, cell.rect, canvas, NoTags())
    for row in rows.rows:
        with tags.element("TR"):
            for j, cell in enumerate(row):
                # the number is the head of a row: it is there where the name is to be written
                owner = Dictionary(O=Name.Table, Scope=Name.Row) if j == 0 else None
                with tags.element("TH" if j == 0 else "TD", A=owner):
                    painter.text(cell.text, cell.rect, canvas, tags)
