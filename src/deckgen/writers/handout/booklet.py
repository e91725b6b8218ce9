"""A booklet: pages imposed two to a side for saddle stitch. Print it on both sides, turned on the short edge, fold,
and staple."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

from deckgen.writers import Info
from deckgen.writers.handout.frame import BACK_COVER
from deckgen.writers.handout.press import Pages
from deckgen.writers.pdf.document import describe, to_bytes
from deckgen.writers.pdf.structure import Element, Marked, write_structure

#: Operators that mark content: the sheet has marks of its own.
_MARKS = {"BMC", "BDC", "EMC", "MP", "DP"}


#: The anchor of pages to write on.
TO_WRITE = "to-write"


def order(count: int) -> Iterator[tuple[int | None, int | None]]:
    """The pages (from 1) at the left and the right of each side of the sheets, the outermost sheet first; None is left
    empty."""
    padded = -(-count // 4) * 4
    for n in range(0, padded // 2, 2):
        for left, right in ((padded - n, n + 1), (n + 2, padded - n - 1)):
            yield (left if left <= count else None), (right if right <= count else None)


def padded(pdf: pikepdf.Pdf, pages: Pages) -> Pages:
    """Adds pages to write on, so that there are four to each sheet: before the outside of the back, or at the end.
    Which pages there are then."""
    more, count = -len(pdf.pages) % 4, len(pdf.pages)
    at = count - 1 if BACK_COVER in pages.anchors[-1] else count
    box = pdf.pages[-1].MediaBox
    for _ in range(more):
        page = pdf.add_blank_page(page_size=(float(box[2]) - float(box[0]), float(box[3]) - float(box[1])))
        page.Resources = Dictionary(Font=Dictionary())
        pdf.pages.insert(at, page)
        del pdf.pages[-1]
    added: list[dict[str, tuple[float, ...]]] = [{TO_WRITE: ()} for _ in range(more)]
    return pages._replace(anchors=[*pages.anchors[:at], *added, *pages.anchors[at:]])


def imposed(data: bytes, info: Info, named: Callable[[int | str, int | str], str]) -> tuple[bytes, int]:
    """Pages as a booklet on sheets twice as wide, and how many sides it has. `named` says of a left and a
    right page what those are told who do not see the side."""
    with pikepdf.open(BytesIO(data)) as source:
        box = source.pages[0].MediaBox
        w, h = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
        out = pikepdf.Pdf.new()
        forms = []
        for page in source.pages:
            page.Contents = source.make_stream(_unmarked(page))
            forms.append(out.copy_foreign(page.as_form_xobject()))
        document = Element("Document")
        for i, (left, right) in enumerate(order(len(forms))):
            sheet = out.add_blank_page(page_size=(2 * w, h))
            places = {n: x for n, x in ((left, 0.0), (right, w)) if n is not None}
            content = " ".join(f"q 1 0 0 1 {x:.2f} 0 cm /P{n} Do Q" for n, x in places.items())
            if places:
                content = f"/Figure <</MCID 0>> BDC {content} EMC"
                alt = named(left or "–", right or "–")
                where = Dictionary(
                    O=Name.Layout, Placement=Name.Block, BBox=pikepdf.Array([0, 0, round(2 * w, 2), round(h, 2)])
                )
                document.kids.append(Element("Figure", {"Alt": alt, "A": where}, [Marked(i, 0)]))
            sheet.Contents = out.make_stream(content.encode())
            sheet.Resources = Dictionary(XObject=Dictionary({f"/P{n}": forms[n - 1] for n in places}))
        write_structure(out, document, {})
        describe(out, info)
        return to_bytes(out), len(out.pages)


def _unmarked(page: pikepdf.Page) -> bytes:
    """A page's content without its marks."""
    kept = [i for i in pikepdf.parse_content_stream(page) if str(i.operator) not in _MARKS]
    return pikepdf.unparse_content_stream(kept)
