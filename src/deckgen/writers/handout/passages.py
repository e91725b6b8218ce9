"""The language of passages: WeasyPrint leaves out `lang` of everything below the page, so it gets links that are none.

A passage in another language than the handout's is a `span` with `lang` in the HTML of an edition. WeasyPrint tags
links where they stand in the text: so it gets a link to `lang:` and the language, which then becomes a span with that
language, and what could be clicked goes. Links to what has a title in another language, as those of the contents, stay
links and get that language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

_SCHEME = "lang:"
#: A passage holds runs, and a run no span.
_PASSAGE = re.compile(r'<span lang="(\w+)">(.*?)</span>', re.DOTALL)


def as_links(html: str) -> str:
    """The HTML of an edition, its passages as links that WeasyPrint tags."""
    return _PASSAGE.sub(rf'<a href="{_SCHEME}\1">\2</a>', html)


def tag(pdf: pikepdf.Pdf, titles: Mapping[str, str], front: int) -> None:
    """Turns links to languages into spans that are in them. `titles`: the languages of titles by their anchors, for the
    contents, which stand on the first `front` pages; further links to them are page numbers."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(n): element for n, element in zip(list(numbers)[::2], list(numbers)[1::2], strict=True)}
    gone: set[int] = set()
    for n, page in enumerate(pdf.pages):
        kept = []
        for link in page.get("/Annots", ()):
            number = int(link.StructParent)
            element, action = owners[number], link.get("/A", None)
            address = "" if action is None else str(action.get("/URI", ""))
            title = str(link.get("/Dest", ""))
            if address.startswith(_SCHEME) and element.get("/S") == Name.Link:
                element.S, element.Lang = Name.Span, String(address.removeprefix(_SCHEME))
            if element.get("/S") != Name.Link:  # WeasyPrint makes a link of each element within a link, too
                element.K = Array([kid for kid in element.K if not _is_annotation(kid)])
                gone.add(number)
                continue
            if n < front and title in titles:
                element.Lang = String(titles[title])
            kept.append(link)
        if gone:
            page.Annots = Array(kept)
    if gone:
        left = [(n, element) for n, element in owners.items() if n not in gone]
        pdf.Root.StructTreeRoot.ParentTree.Nums = Array([v for pair in left for v in pair])


def _is_annotation(kid: Object) -> bool:
    """Whether a kid of an element refers to an annotation."""
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
