"""Tags: the logical structure of a PDF (ISO 32000-1, 14.7 and 14.8), as PDF/UA-1 wants it.

Elements are collected as plain values while pages are painted, and written once at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from deckgen.scene import Link, Rect
from deckgen.writers.pdf.canvas import Canvas


class Marked(NamedTuple):
    """A stretch of a page's content that belongs to an element."""

    page: int
    id: int


class Annotated(NamedTuple):
    """An annotation that belongs to an element: a clickable place, in points with y downwards."""

    page: int
    rects: tuple[Rect, ...]
    link: Link
    contents: str


@dataclass(slots=True)
class Element:
    """A node of the structure tree. `entries` are written as they are: Alt, Lang, T, A..."""

    tag: str
    entries: dict[str, object] = field(default_factory=dict)
    kids: list[Element | Marked | Annotated] = field(default_factory=list)


class Tags:
    """Marks the content of one page and grows the tree below `section`. `heading` is the level of the next title."""

    def __init__(self, canvas: Canvas, page: int, section: Element, language: str, heading: str) -> None:
        self.language = language
        self.heading = heading
        self._canvas = canvas
        self._page = page
        self._stack = [section]
        self._next = 0

    @contextmanager
    def element(self, tag: str, **entries: object) -> Iterator[Element]:
        """What is marked inside belongs to a new element of this tag; left out if it stays empty, but for a cell."""
        element = Element(tag, {k: v for k, v in entries.items() if v not in ("", None)})
        self._stack.append(element)
        yield element
        self._stack.pop()
        if element.kids or tag in ("TH", "TD"):
            self._stack[-1].kids.append(element)

    @contextmanager
    def within(self, element: Element) -> Iterator[None]:
        """What is marked inside belongs to an element that is elsewhere in the tree: a table that goes on."""
        self._stack.append(element)
        yield
        self._stack.pop()

    @contextmanager
    def content(self) -> Iterator[None]:
        """What is drawn inside is content of the open element."""
        self._stack[-1].kids.append(Marked(self._page, self._next))
        self._canvas.put(f"/{self._stack[-1].tag} <</MCID {self._next}>> BDC")
        self._next += 1
        yield
        self._canvas.put("EMC")

    @contextmanager
    def artifact(self, pagination: str = "") -> Iterator[None]:
        """What is drawn inside is no content; `pagination` is Header or Footer."""
        kind = f"/Artifact <</Type /Pagination /Subtype /{pagination}>> BDC" if pagination else "/Artifact BMC"
        self._canvas.put(kind)
        yield
        self._canvas.put("EMC")

    @contextmanager
    def figure(self, alt: str, rect: Rect, link: Link | None = None) -> Iterator[None]:
        """What is drawn inside is one picture, described by `alt`; without words it is no content."""
        if not alt:
            with self.artifact():
                yield
            return
        with self.element("Link") if link else nullcontext():
            y = self._canvas.height - rect.bottom
            box = Array([round(v, 2) for v in (rect.x, y, rect.right, y + rect.h)])
            where = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
            with self.element("Figure", Alt=alt, A=where), self.content():
                yield
            if link:
                self.annotate((rect,), link, alt)

    def annotate(self, rects: tuple[Rect, ...], link: Link, contents: str) -> None:
        """The open element is clickable at these places."""
        self._stack[-1].kids.append(Annotated(self._page, rects, link, contents))


class NoTags(Tags):
    """For a form that is placed as a whole inside a figure: nothing is marked, nothing is clickable."""

    def __init__(self) -> None:
        self.language = ""
        self.heading = "H1"

    @contextmanager
    def element(self, tag: str, **entries: object) -> Iterator[Element]:
        yield Element(tag)

    @contextmanager
    def content(self) -> Iterator[None]:
        yield

    @contextmanager
    def artifact(self, pagination: str = "") -> Iterator[None]:
        yield

    @contextmanager
    def figure(self, alt: str, rect: Rect, link: Link | None = None) -> Iterator[None]:
        yield

    def annotate(self, rects: tuple[Rect, ...], link: Link, contents: str) -> None:
        pass


def write_structure(pdf: Pdf, document: Element, pages: dict[str, int]) -> None:
    """Write the tree, its parent tree and the annotations; `pages` gives the page index of a slide's id."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _Writer(pdf, pages)
    root.K = Array([writer.element(document, root)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=writer.parents()))
    root.ParentTreeNextKey = len(pdf.pages) + len(writer.annotations)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    """Elements to objects. Pages have the keys 0... of the parent tree, annotations those after them."""

    def __init__(self, pdf: Pdf, pages: dict[str, int]) -> None:
        self._pdf = pdf
        self._pages = pages
        self._owners: list[dict[int, Object]] = [{} for _ in pdf.pages]
        self.annotations: list[Object] = []

    def element(self, element: Element, parent: Object) -> Object:
        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent))
        for key, value in element.entries.items():
            made[f"/{key}"] = String(value) if isinstance(value, str) else value
        kids = Array()
        for kid in element.kids:
            match kid:
                case Element():
                    kids.append(self.element(kid, made))
                case Marked():
                    self._owners[kid.page][kid.id] = made
                    page = self._pdf.pages[kid.page].obj
                    kids.append(Dictionary(Type=Name.MCR, Pg=page, MCID=kid.id))
                case Annotated():
                    kids.append(self._annotation(kid, made))
        made.K = kids
        return made

    def parents(self) -> Array:
        """The parent tree's numbers: for a page its elements by mark, for an annotation its element."""
        nums = Array()
        for i, owners in enumerate(self._owners):
            self._pdf.pages[i].obj.StructParents = i
            nums.append(i)
            nums.append(self._pdf.make_indirect(Array([owners[k] for k in range(len(owners))])))
        for i, owner in enumerate(self.annotations, len(self._owners)):
            nums.append(i)
            nums.append(owner)
        return nums

    def _annotation(self, a: Annotated, owner: Object) -> Dictionary:
        page = self._pdf.pages[a.page].obj
        height = float(page.MediaBox[3])
        corners = [(r.x, height - r.bottom, r.right, height - r.y) for r in a.rects]
        around = [f(c[i] for c in corners) for i, f in enumerate((min, min, max, max))]
        quads = [v for x0, y0, x1, y1 in corners for v in (x0, y1, x1, y1, x0, y0, x1, y0)]
        element = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([round(v, 2) for v in around]),
                QuadPoints=Array([round(v, 2) for v in quads]),
                Border=Array([0, 0, 0]),
                F=4,  # printed, as PDF/UA viewers and PDF/A expect of a visible annotation
                Contents=String(a.contents),
                A=self._action(a.link),
                StructParent=len(self._owners) + len(self.annotations),
            )
        )
        self.annotations.append(owner)
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(element)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=element)

    def _action(self, link: Link) -> Dictionary:
        if link.slide is not None:
            page = self._pdf.pages[self._pages[link.slide]].obj
            return Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))
        return Dictionary(S=Name.URI, URI=(link.url or "").encode("ascii"))
