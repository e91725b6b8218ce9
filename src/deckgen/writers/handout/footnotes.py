"""Footnotes in a file's structure: WeasyPrint tags no element as one, so they are quotations in the HTML of an edition,
which has no others, and become notes here."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

#: What is a footnote in the HTML.
ELEMENT = "<blockquote>"


def tag(pdf: pikepdf.Pdf) -> None:
    """Turns quotations into notes, each with an id, as PDF/UA wants it."""
    names: list[pikepdf.Object] = []
    for element in _quotations(pdf):
        name = String(f"note-{len(names) // 2 + 1:05}")
        element.S, element.ID = Name.Note, name
        names += [name, element]
    if names:
        limits = Array([names[0], names[-2]])
        leaf = pdf.make_indirect(Dictionary(Names=Array(names), Limits=limits))
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def _quotations(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """What is tagged as a quotation, in the order of the file."""
    found = (o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/S") == Name.BlockQuote)
    return [o for o in found if o.get("/Type") == Name.StructElem]
