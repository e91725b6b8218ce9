"""The language of passages: WeasyPrint leaves out `lang` of everything below the page, so it is told by links that are none.

A passage in another language than the handout's is set as a link to `lang:` and its language. WeasyPrint tags links where they
stand in the text; here each becomes a span with that language, and what could be clicked goes. Links to what has a title in
another language, as those of the contents, stay links and get that language.
"""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Name, String

SCHEME = "lang:"


def tag(pdf: pikepdf.Pdf, titled: Mapping[str, str]) -> None:
    """Turns links to languages into spans that are in them. `titled`: languages of titles, by the anchors that links to them
    lead to."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(n): element for n, element in zip(list(numbers)[::2], list(numbers)[1::2], strict=True)}
    turned: set[int] = set()
    for page in pdf.pages:
        kept = []
        for annotation in page.get("/Annots", ()):
            address = str(annotation.get("/A", {}).get("/URI", ""))
            leads = str(annotation.get("/Dest", ""))
            if address.startswith(SCHEME):
                turned.add(_turned(annotation, owners, address.removeprefix(SCHEME)))
                continue
            if leads in titled:
                owners[int(annotation.StructParent)].Lang = String(titled[leads])
            kept.append(annotation)
        if turned:
            page.Annots = Array(kept)
    if turned:
        left = [(n, element) for n, element in owners.items() if n not in turned]
        pdf.Root.StructTreeRoot.ParentTree.Nums = Array([v for pair in left for v in pair])


def _turned(annotation: pikepdf.Dictionary, owners: Mapping[int, pikepdf.Object], language: str) -> int:
    """Makes a span of the link that an annotation belongs to; the number of the link in the structure."""
    number = int(annotation.StructParent)
    element = owners[number]
    element.S, element.Lang = Name.Span, String(language)
    element.K = Array([kid for kid in element.K if not isinstance(kid, pikepdf.Dictionary)])
    return number
