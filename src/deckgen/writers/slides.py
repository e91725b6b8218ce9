"""The deck as a PDF: a slide a page, tagged (PDF/UA-1), with bookmarks and working links."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Dictionary, Name, Pdf

from deckgen.reading.fonts import Fonts
from deckgen.reading.theme import Theme
from deckgen.scene import Scene, settled
from deckgen.writers import Info
from deckgen.writers.pdf.document import Bookmark, describe, to_bytes, write_outline
from deckgen.writers.pdf.painter import Painter
from deckgen.writers.pdf.structure import Element, write_structure


def write(scenes: Sequence[Scene], theme: Theme, fonts: Fonts, info: Info) -> bytes:
    """The slides as the bytes of a PDF, each page as large as the theme's page. Steps of a slide have pages of their
    own, under its number; links and bookmarks lead to the first."""
    pdf, scenes = Pdf.new(), [settled(scene) for scene in scenes]
    for _ in scenes:
        pdf.add_blank_page(page_size=theme.page)
    painter = Painter(pdf, theme, fonts)
    document = Element("Document")
    heading = "H1"
    for i, scene in enumerate(scenes):
        section = Element("Sect", {"T": _one_line(scene.title.plain)})
        if painter.page(scene, i, section, info.language, heading):
            heading = "H2"
        document.kids.append(section)
        pdf.pages[i].obj.Tabs = Name.S
    painter.finish()
    write_structure(pdf, document, {scene.id: i for i, scene in reversed([*enumerate(scenes)])})
    describe(pdf, info)
    write_outline(pdf, _bookmarks(scenes))
    pdf.Root.PageLabels = Dictionary(Nums=_labels(scenes))
    return to_bytes(pdf)


def _labels(scenes: Sequence[Scene]) -> list[int | Dictionary]:
    """The numbers of pages, from where they do not just go on."""
    out: list[int | Dictionary] = []
    expected = 0
    for i, number in enumerate(s.number for s in scenes):
        if not out or number != expected:
            out += [i, Dictionary(S=Name.D, St=number)]
        expected = number + 1
    return out or [0, Dictionary(S=Name.D, St=1)]


def _bookmarks(scenes: Sequence[Scene]) -> list[Bookmark]:
    """The parts with their slides below; slides before the first part stand beside the parts."""
    out: list[Bookmark] = []
    part = ""
    for i, scene in enumerate(scenes):
        if scene.step > 1:
            continue
        if scene.part and scene.part != part:
            out.append(Bookmark(scene.part, i))
        part = scene.part
        entry = Bookmark(_one_line(scene.title.plain), i)
        (out[-1].below if part else out).append(entry)
    return out


def _one_line(title: str) -> str:
    return " ".join(title.split())
