"""The deck as a PDF: what a reader sees, hears, copies and clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

import oracles
import pikepdf
import pytest
from conftest import judged_by_verapdf
from pdf_sample import BRAND, INFO, THEME, pictures, scene, scenes, text

from deckgen.reading.fonts import Face
from deckgen.scene import Box, Link, Rect, Run
from deckgen.writers import slides
from deckgen.writers.outlines import outline
from deckgen.writers.pdf.faces import EmbeddedFaces
from deckgen.writers.pdf.pictures import PictureError, image


@lru_cache(maxsize=1)
def sample() -> bytes:
    """The sample slides, written once."""
    return slides.write(scenes(), THEME, BRAND.fonts, INFO)


def opened() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(sample()))


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "slides.pdf"
    file.write_bytes(sample())
    return file


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """A structure element and all beneath it, in reading order."""
    yield node
    for kid in node.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def tree(node: pikepdf.Object) -> str:
    """A structure element as `L(LI(Lbl LBody))`."""
    kids = " ".join(tree(k) for k in node.get("/K", ()) if isinstance(k, pikepdf.Dictionary) and "/S" in k)
    return str(node.S)[1:] + (f"({kids})" if kids else "")


def document(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.K[0]


# what others say


@judged_by_verapdf
def test_sample_is_pdf_ua(path):
    """veraPDF finds nothing against PDF/UA-1; nor in the slides of every kind, which `test_gallery` builds."""
    assert oracles.pdf_ua1(path) == []


def test_fonts_are_embedded_and_subset(path):
    """Every font is in the file, and no more of it than is shown."""
    found = oracles.pdf_fonts(path)
    assert found
    for font in found:
        assert (font["type"], font["emb"], font["sub"], font["uni"]) == ("CID TrueType", "yes", "yes", "yes")
    assert len(sample()) < 80_000


def test_text_is_copied_as_written(path):
    """Spaces are there, also at the end of a line; a no-break space is a space; letters and accents are whole."""
    said = oracles.pdf_text(path)
    flat = " ".join(said.split())
    assert "첫 점은 AVAVA 다음에 길게 이어져서 두 줄이 되는 문장이라 줄 끝의 빈칸도 남아 있어야 합니다" in flat
    assert "no break, é, kubectl get" in flat
    assert "견본 세미나" in flat


def test_info(path):
    """Title, author and language are said, and a page is as large as the slide."""
    info = oracles.pdf_info(path)
    assert (info["Title"], info["Author"], info["Tagged"], info["Pages"]) == ("견본 <세미나>", "김하늘", "yes", "5")
    assert "960 x 540 pts" in info["Page size"]
    with opened() as pdf:
        assert str(pdf.Root.Lang) == "ko"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()


def test_same_scenes_same_bytes():
    """Nothing in the file depends on when and where it is written."""
    assert sample() == slides.write(scenes(), THEME, BRAND.fonts, INFO)


# what a reader hears


def test_headings_and_sections():
    """A section a slide with its title; the first title is the document's heading."""
    with opened() as pdf:
        sections = list(document(pdf).K)
        assert [str(s.S)[1:] for s in sections] == ["Sect"] * 5
        assert [str(s.T) for s in sections] == ["견본 세미나", "첫째 부", "목록", "표", "그림"]
        assert [str(e.S)[1:] for e in elements(document(pdf)) if str(e.S).startswith("/H")] == [
            "H1",
            "H2",
            "H2",
            "H2",
            "H2",
        ]


def test_lists_in_lists():
    """Points of the second level are a list in their point; text after the list is no point."""
    with opened() as pdf:
        assert (
            tree(document(pdf).K[2])
            == "Sect(H2 L(LI(Lbl LBody(L(LI(Lbl LBody) LI(Lbl LBody)))) LI(Lbl LBody(Link Link))) P)"
        )


def test_tables_have_heads():
    """Heads know what they are the head of."""
    with opened() as pdf:
        table = document(pdf).K[3]
        assert tree(table) == "Sect(H2 Table(TR(TH(P) TH(P)) TR(TH(P) TD(P)) TR(TH(P) TD(P))))"
        scopes = [str(e.A.Scope) for e in elements(table) if e.S == "/TH"]
        assert scopes == ["/Column", "/Column", "/Row", "/Row"]


def test_pictures_are_described():
    """Pictures have their alt text, a group of shapes is one figure, decoration is silent."""
    with opened() as pdf:
        figures = [str(e.Alt) for e in elements(document(pdf).K[4]) if e.S == "/Figure"]
        assert figures == ["빨간 네모", "비치는 네모", "푸른 사진", "QR 코드", "두 도형"]


def test_furniture_is_no_content():
    """The page number is an artifact of pagination."""
    with opened() as pdf:
        content = pdf.pages[3].Contents.read_bytes()
        assert b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC" in content


# what a reader clicks


def links(page: pikepdf.Page) -> list[pikepdf.Object]:
    return [a for a in page.get("/Annots", ()) if a.Subtype == "/Link"]


def test_links_lead_where_they_say():
    """Outside addresses are ASCII, inside ones are pages, each with words for who cannot see it."""
    with opened() as pdf:
        outside, inside = links(pdf.pages[2])
        assert bytes(outside.A.URI) == b"https://example.org/%EB%AC%B8%EC%84%9C"
        assert str(outside.Contents) == "쉬운 문서 (https://example.org/문서)"
        assert pdf.pages[4].obj.objgen == inside.A.D[0].objgen
        (pill,) = links(pdf.pages[4])
        assert [round(float(v)) for v in pill.Rect] == [56, 150, 236, 190]


def test_a_link_over_two_lines_has_two_places():
    """Each line of a link can be clicked."""
    at = Rect(56, 164, 120, 200)
    run = Run("두 줄에 걸쳐 이어지는 긴 링크", "text", False, "link", Link(url="https://example.org"))
    made = slides.write(
        (scene("one", 1, "title-only", "제목", Box("글", at, text((run,), 24, at))),), THEME, BRAND.fonts, INFO
    )
    with pikepdf.open(BytesIO(made)) as pdf:
        (link,) = links(pdf.pages[0])
        assert len(link.QuadPoints) >= 16


def test_bookmarks_follow_the_parts():
    """Slides before the first part stand beside the parts, others beneath theirs."""
    with opened() as pdf, pdf.open_outline() as outline_:
        told = [(i.title, [c.title for c in i.children]) for i in outline_.root]
    assert told == [("견본 세미나", []), ("첫째 부", ["첫째 부", "목록"]), ("둘째 부", ["표", "그림"])]


# how it is drawn


def test_kerning_is_kept():
    """Pairs are kerned as they were measured: drawn width and measured width are the same."""
    face: Face = BRAND.fonts.face("text", False)
    with pikepdf.new() as pdf:
        shown, width = EmbeddedFaces(pdf)[face].show("AVAVA")
    assert width == pytest.approx(face.width("AVAVA"))
    assert re.search(r">\d+<", shown), shown


def test_jpeg_and_plain_png_are_passed_through():
    """Their bytes are in the file as they came; only transparency costs a second stream."""
    plain, clear, photo = (p.data for p in pictures()[:3])
    with pikepdf.new() as pdf:
        assert photo == image(pdf, photo).read_raw_bytes()
        assert image(pdf, plain).read_raw_bytes() in plain
        assert "/SMask" in image(pdf, clear)
        with pytest.raises(PictureError, match="must be JPEG or PNG"):
            image(pdf, b"GIF89a")


def test_a_picture_is_stored_once():
    """A picture on two slides is one object."""
    (first, *_) = pictures()
    twice = tuple(scene(f"s{i}", i, "title-only", "제목", first) for i in (1, 2))
    with pikepdf.open(BytesIO(slides.write(twice, THEME, BRAND.fonts, INFO))) as pdf:
        assert len({p.Resources.XObject.I0.objgen for p in pdf.pages}) == 1


@pytest.mark.parametrize("kind", ["rectangle", "rounded", "pill", "ellipse"])
def test_outlines_stay_in_their_rectangle(kind):
    """No outline leaves its box, however large its radius."""
    commands = list(outline(kind, Rect(10, 20, 100, 40), 500))
    assert len(commands) > 3
    for op, args in commands:
        assert all(10 <= x <= 110 for x in args[::2]) and all(20 <= y <= 60 for y in args[1::2]), op
