"""The language of passages: WeasyPrint leaves out `lang` of everything below the page, so it is told by links that are none.

A passage in another language than the handout's is set as a link to `lang:` and its language. WeasyPrint tags links where they
stand in the text; here each becomes a span with that language, and what could be clicked goes.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Name, String

SCHEME = "lang:"


def tag(pdf: pikepdf.Pdf) -> None:
    """Turns links to languages into spans that are in them."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(n): element for n, element in zip(list(numbers)[::2], list(numbers)[1::2], strict=True)}
    gone = set()
    for page in pdf.pages:
        kept = []
        for annotation in page.get("/Annots", ()):
            address = str(annotation.get("/A", {}).get("/URI", ""))
            if not address.startswith(SCHEME):
                kept.append(annotation)
                continue
            number = int(annotation.StructParent)
            element = owners[number]
            element.S, element.Lang = Name.Span, String(address.removeprefix(SCHEME))
            element.K = Array([kid for kid in element.K if not isinstance(kid, pikepdf.Dictionary)])
            gone.add(number)
        if gone:
            page.Annots = Array(kept)
    if gone:
        left = [(n, element) for n, element in owners.items() if n not in gone]
        pdf.Root.StructTreeRoot.ParentTree.Nums = Array([v for pair in left for v in pair])
