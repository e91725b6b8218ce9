"""The PowerPoint writer, read back with python-pptx and as XML, and held against two validators and our lint."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from conftest import ROOT, THEMES, brand
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu, Pt
from pptx_sample import GROUNDS, INFO, block, furniture, line, png, run, scenes, theme, titled
from quick_pptx import Presentation

from deckgen.layout.artwork import artwork
from deckgen.pipeline import build
from deckgen.reading.palette import SLOTS
from deckgen.richtext import unmarked
from deckgen.scene import Box, Freeform, Link, Paragraph, Picture, Rect, Scene, TextBlock
from deckgen.writers.pptx import pack, unpack, write, write_parts
from deckgen.writers.pptx.lint import lint

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
HANGUL = re.compile("[가-힣]")


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return write_parts(scenes(), theme(), GROUNDS, INFO)


@pytest.fixture(scope="module")
def deck(parts):
    return Presentation(io.BytesIO(pack(parts)))


def xml(parts: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(parts[name])


def found(root: etree._Element, path: str) -> list:
    return root.xpath(path, namespaces=NS)


def slide(n: int) -> str:
    return f"ppt/slides/slide{n}.xml"


def one(*items, layout: str = "title-only", **more) -> dict[str, bytes]:
    """The parts of a deck of one slide."""
    scene = Scene(
        "only", 1, layout, unmarked("하나"), more.pop("language", "ko"), "paper", (titled("하나"), *items), **more
    )
    return write_parts((scene,), theme(), {}, INFO)


# valid


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_file_is_valid(assert_valid_pptx, tmp_path: Path, scheme: str, language: str) -> None:
    parts = write_parts(scenes(), theme(scheme=scheme), GROUNDS, INFO._replace(language=language))
    assert lint(parts) == []
    (tmp_path / "deck.pptx").write_bytes(pack(parts))
    assert_valid_pptx(tmp_path / "deck.pptx")


def test_a_deck_without_slides_is_valid(assert_valid_pptx, tmp_path: Path) -> None:
    parts = write_parts((), theme(), {}, INFO)
    assert lint(parts) == []
    (tmp_path / "deck.pptx").write_bytes(pack(parts))
    assert_valid_pptx(tmp_path / "deck.pptx")


# deterministic and fast


def test_same_bytes_anywhere(tmp_path: Path) -> None:
    program = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:];"
        "from pptx_sample import *; from deckgen.writers.pptx import write;"
        "print(hashlib.sha256(write(scenes(), theme(), GROUNDS, INFO)).hexdigest())"
    )
    here = Path(__file__).parent
    paths = [str(here), str(here.parent / "src")]
    said = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Seoul")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", program, *paths]
        said.add(subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True).stdout)
    assert len(said) == 1


def test_entries_say_nothing_of_the_machine(parts) -> None:
    with ZipFile(io.BytesIO(pack(parts))) as archive:
        entries = archive.infolist()
    assert [e.filename for e in entries[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert [e.filename for e in entries[2:]] == sorted(e.filename for e in entries[2:])
    assert {(e.date_time, e.create_system) for e in entries} == {((1980, 1, 1, 0, 0, 0), 0)}
    assert unpack(pack(parts)) == parts


def test_entries_are_those_of_any_zip(parts) -> None:
    """What is written entry by entry, so that entries can be copied, is what the standard library writes."""
    samples = parts | {"ppt/media/image9.png": b"\x89PNG" * 99, "ppt/empty": b""}
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in samples.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            packed = name.endswith((".png", ".jpeg", ".gif", ".xlsx", ".fntdata"))
            entry.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=4)
    assert len(samples) > 50
    assert pack(samples) == out.getvalue()


def test_writing_does_not_load_python_pptx() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; import deckgen.writers.pptx, deckgen.writers.pptx.lint;"
        "print('pptx' in sys.modules, 'lxml' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parent.parent / "src")]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() == ["False", "False"]


# the template


def test_layouts_are_those_of_the_theme(deck, parts) -> None:
    assert [layout.name for layout in deck.slide_layouts] == [
        *("표지", "제목과 내용", "질문과 답", "제목만"),
        "제목만 2",  # on another ground
    ]
    kinds = [xml(parts, f"ppt/slideLayouts/slideLayout{n}.xml") for n in range(1, 5)]
    assert [k.get("type") or k.get("userDrawn") for k in kinds] == ["title", "obj", "1", "titleOnly"]
    english = Presentation(io.BytesIO(write(scenes(), theme(), GROUNDS, INFO._replace(language="en"))))
    assert english.slide_layouts[1].name == "Title and content"


def test_layout_placeholders(deck) -> None:
    content = deck.slide_layouts[1]
    said = {
        p.placeholder_format.idx: (str(p.placeholder_format.type).split()[0], p.left, p.width)
        for p in content.placeholders
    }
    assert said == {
        13: ("BODY", Pt(56), Pt(848)),
        0: ("TITLE", Pt(56), Pt(848)),
        1: ("OBJECT", Pt(56), Pt(784)),
        10: ("DATE", Pt(592), Pt(220)),
        11: ("FOOTER", Pt(176), Pt(400)),
        12: ("SLIDE_NUMBER", Pt(824), Pt(80)),
    }


def test_layout_carries_the_look_of_its_text(parts) -> None:
    root = xml(parts, "ppt/slideLayouts/slideLayout2.xml")
    (first,) = found(root, "//p:sp[.//p:ph[@idx='1']]//a:lvl1pPr")
    (second,) = found(root, "//p:sp[.//p:ph[@idx='1']]//a:lvl2pPr")
    assert found(first, "string(a:lnSpc/a:spcPct/@val)") == "112000"
    assert found(first, "string(a:spcBef/a:spcPts/@val)") == "1600"
    assert found(first, "string(a:buChar/@char)") == "•"
    assert found(first, "string(a:defRPr/@sz)") == "2400"
    assert (first.get("marL"), first.get("indent")) == (str(Pt(22.8)), str(-Pt(22.8)))
    assert found(second, "string(a:defRPr/@sz)") == "2000"
    assert found(second, "string(a:defRPr//a:schemeClr/@val)") == SLOTS["text"]
    assert found(second, "a:defRPr//a:schemeClr/*/@val") == ["55000", "72000", "28000"]
    prompt = found(root, "//p:sp[.//p:ph[@type='title']]//a:t/text()")
    assert prompt == ["제목"]
    assert found(root, "//p:ph[@type='title']/@hasCustomPrompt") == ["1"]
    question = found(xml(parts, "ppt/slideLayouts/slideLayout3.xml"), "//p:sp[.//p:ph[@type='title']]/p:spPr")[0]
    assert found(question, "string(a:prstGeom/@prst)") == "roundRect"
    assert found(question, "string(a:solidFill/a:schemeClr/@val)") == SLOTS["surface"]


def test_layout_draws_the_ground(parts) -> None:
    root = xml(parts, "ppt/slideLayouts/slideLayout1.xml")
    decorations = found(root, "//p:cNvPr[.//*[local-name()='decorative']]/@name")
    assert decorations == ["장식 1", "무늬"]
    assert found(root, "//p:cNvPr[@name='로고']/@descr") == ["SAMPLE"]
    assert found(root, "//p:sp[.//p:cNvPr[@name='로고']]//a:srgbClr/@val") == ["FFFFFF"]
    assert found(root, "string(p:cSld/p:bg//a:schemeClr/@val)") == SLOTS["strong"]


@pytest.mark.parametrize(
    ("scheme", "dk1", "lt1", "tx1"), [("light", "1E1E22", "FFFFFF", "dk1"), ("dark", "FFFFFF", "1E1E22", "lt1")]
)
def test_theme_colours_are_slots(scheme: str, dk1: str, lt1: str, tx1: str) -> None:
    parts = write_parts(scenes(), theme(scheme=scheme), GROUNDS, INFO)
    colours = xml(parts, "ppt/theme/theme1.xml")
    assert found(colours, "string(//a:dk1/a:srgbClr/@val)") == dk1
    assert found(colours, "string(//a:lt1/a:srgbClr/@val)") == lt1
    assert found(colours, "string(//a:accent1/a:srgbClr/@val)") == "C8141B"
    assert found(xml(parts, "ppt/slideMasters/slideMaster1.xml"), "string(//p:clrMap/@tx1)") == tx1
    assert (
        found(xml(parts, "ppt/notesMasters/notesMaster1.xml"), "string(//p:clrMap/@tx1)") == "dk1"
    )  # paper stays light


def test_slides_name_no_colour_but_those_of_the_theme(parts) -> None:
    slides = [name for name in parts if name.startswith("ppt/slides/slide")]
    assert len(slides) == len(scenes())
    assert [] == [name for name in slides if b"srgbClr" in parts[name]]


def test_theme_fonts(parts) -> None:
    root = xml(parts, "ppt/theme/theme1.xml")
    for kind in ("majorFont", "minorFont"):
        assert found(root, f"//a:{kind}/a:latin/@typeface") == ["Pretendard"]
        assert found(root, f"//a:{kind}/a:ea/@typeface") == ["Pretendard"]
        # of the hints for a font that is not installed PowerPoint reads `charset`: 129, Hangul, as a signed byte
        assert found(root, f"//a:{kind}/*[@charset='-127']/@typeface") == ["Pretendard"] * 2
        assert found(root, f"//a:{kind}/a:font") == []  # other programs take these before `a:ea`


def test_masters_and_their_themes(parts) -> None:
    root = xml(parts, "ppt/slideMasters/slideMaster1.xml")
    assert found(root, "//p:ph/@type") == ["title", "body", "dt", "ftr", "sldNum"]
    assert found(root, "string(//p:titleStyle/a:lvl1pPr/a:defRPr/@sz)") == "3400"
    assert found(root, "string(//p:bodyStyle/a:lvl1pPr/a:defRPr/@sz)") == "2400"
    assert found(root, "string(//p:bodyStyle/a:lvl2pPr/a:defRPr/@sz)") == "2000"
    assert len(found(root, "//p:bodyStyle/*")) == 9
    assert {"ppt/theme/theme1.xml", "ppt/theme/theme2.xml", "ppt/theme/theme3.xml"} <= parts.keys()
    assert "ppt/handoutMasters/handoutMaster1.xml" in parts
    presentation = xml(parts, "ppt/presentation.xml")
    assert len(found(presentation, "p:defaultTextStyle/*")) == 10


# slides


def test_a_placeholder_at_its_place_is_bare(parts) -> None:
    root = xml(parts, slide(2))
    for kind in ("@type='title'", "@idx='1'", "@type='dt'", "@type='ftr'", "@type='sldNum'"):
        (shape,) = found(root, f"//p:sp[.//p:ph[{kind}]]")
        assert len(found(shape, "p:spPr/*")) == 0
        assert found(shape, "p:txBody/a:bodyPr/@*") == []
        assert found(shape, "p:txBody/a:bodyPr/*") == []
        assert found(shape, ".//a:rPr/@sz | .//a:rPr/@b | .//a:rPr/*") == []
        assert set(found(shape, ".//a:pPr/@*")) <= {"1"}  # the level of a list item
        assert found(shape, ".//a:pPr/*") == []


def test_a_placeholder_says_what_differs(parts) -> None:
    root = xml(parts, slide(5))
    (title,) = found(root, "//p:sp[.//p:ph[@type='title']]")
    assert found(title, "p:spPr/a:xfrm/a:off/@y") == [str(Pt(90))]
    assert found(title, ".//a:rPr/@sz") == []
    (body,) = found(root, "//p:sp[.//p:ph[@idx='1']]")
    assert found(body, "p:spPr/*") == []
    assert found(body, ".//a:rPr/@sz") == ["2200", "1800"]
    assert found(body, ".//a:rPr/*") == []
    answer = found(xml(parts, slide(6)), "//p:sp[.//p:ph[@type='body']]")[0]
    assert found(answer, "p:spPr/a:xfrm/a:off/@y") == [str(Pt(240))]
    assert found(answer, "string(p:spPr/a:prstGeom/@prst)") == "roundRect"  # a corner is a share of the shorter side
    assert found(answer, ".//a:rPr/@b") == ["1"]
    assert found(answer, ".//a:rPr/*") == []


def test_the_number_is_a_field(parts) -> None:
    (number,) = found(xml(parts, slide(3)), "//p:sp[.//p:ph[@type='sldNum']]")
    assert found(number, ".//a:fld/@type") == ["slidenum"]
    assert found(number, ".//a:t/text()") == ["3"]
    assert found(number, ".//a:r") == []


def test_a_text_box_says_everything(parts) -> None:
    (shape,) = found(xml(parts, slide(3)), "//p:sp[.//p:cNvPr[@name='카드']]")
    (body,) = found(shape, "p:txBody/a:bodyPr")
    assert dict(body.attrib) == {
        "vert": "horz",
        "wrap": "square",
        "rtlCol": "0",
        "anchor": "ctr",
        # what the round corner keeps free is taken off the inset
        "lIns": str(Pt(16) - round(12 * 0.29289 * 12700)),
        "rIns": str(Pt(16) - round(12 * 0.29289 * 12700)),
        "tIns": str(Pt(12) - round(12 * 0.29289 * 12700)),
        "bIns": str(Pt(12) - round(12 * 0.29289 * 12700)),
    }
    assert [c.tag.rpartition("}")[2] for c in body] == ["noAutofit"]
    first = found(shape, ".//a:p")[0]
    assert dict(found(first, "a:pPr")[0].attrib) == {
        "marL": "0",
        "indent": "0",
        "algn": "ctr",
        "rtl": "0",
        "eaLnBrk": "1",
        "latinLnBrk": "0",
        "hangingPunct": "0",
    }
    assert found(first, "string(a:pPr/a:lnSpc/a:spcPct/@val)") == "115000"
    (properties,) = found(first, "a:r[1]/a:rPr")
    assert properties.get("sz") == "2000"
    assert properties.get("b") == "0"
    assert found(properties, "a:latin/@typeface | a:ea/@typeface") == ["+mn-lt", "+mn-ea"]
    assert found(properties, "a:solidFill/a:schemeClr/@val") == ["tx1"]
    code = found(first, "a:r[a:t='pip install']/a:rPr")[0]
    assert found(code, "a:latin/@typeface | a:ea/@typeface") == ["JetBrains Mono", "+mn-ea"]


def test_language_tags_follow_the_script(parts) -> None:
    texts = [name for name in parts if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes"))]
    assert len(texts) > len(scenes())
    for name in texts:
        for element in found(xml(parts, name), "//a:r"):
            words, tag = found(element, "string(a:t)"), found(element, "string(a:rPr/@lang)")
            if HANGUL.search(words):
                assert tag == "ko-KR", words
            elif re.search("[A-Za-z]", words):
                assert tag == "en-US", words
        assert not found(xml(parts, name), "//a:endParaRPr[not(@lang)] | //a:rPr[not(@altLang)]")


def test_author_line_breaks(parts) -> None:
    (title,) = found(xml(parts, slide(1)), "//p:sp[.//p:ph[@type='ctrTitle']]")
    assert [e.tag.rpartition("}")[2] for e in found(title, ".//a:p/*")] == ["r", "br", "r", "endParaRPr"]


def test_shapes_as_python_pptx_sees_them(deck) -> None:
    shapes = {s.name: s for s in deck.slides[2].shapes}
    assert list(shapes)[:3] == ["제목", "카드", "카드 2"]
    assert shapes["카드"].left == Pt(56)
    assert shapes["별"].shape_type == MSO_SHAPE_TYPE.FREEFORM
    assert shapes["사진"].crop_left == pytest.approx(0.1)
    assert shapes["사진"].image.sha1 == shapes["사진 2"].image.sha1
    group = shapes["흐름"]
    assert group.shape_type == MSO_SHAPE_TYPE.GROUP
    assert (group.left, group.width) == (Pt(380), Pt(170))
    assert [s.name for s in group.shapes] == ["하나", "안"]
    assert group.shapes[0].left == Pt(380)


def test_order_is_reading_order(deck) -> None:
    assert len(deck.slides) > 3
    for scene, made in zip(scenes(), deck.slides, strict=True):
        assert [s.name.rstrip(" 2") for s in made.shapes] == [i.name for i in scene.items]


def test_same_pictures_are_one_part(parts) -> None:
    assert sum(n.startswith("ppt/media/") for n in parts) == 2  # one on slides, one in the cover's layout


def test_alt_texts_and_decoration(parts) -> None:
    root = xml(parts, slide(3))
    assert found(root, "//p:cNvPr[@name='사진']/@descr") == ["회색 사진"]
    assert found(root, "//p:cNvPr[@name='흐름']/@descr") == ["하나에서 둘로"]
    assert found(root, "//p:cNvPr[.//*[local-name()='decorative']]/@name") == ["선"]
    assert found(xml(parts, slide(4)), "//p:graphicFrame//p:cNvPr/@descr") == ["세 가지를 비교한 표"]


def test_table_is_native(deck, parts) -> None:
    (frame,) = [s for s in deck.slides[3].shapes if s.has_table]
    assert frame.table.first_row
    assert frame.table.first_col
    assert [Emu(c.width).pt for c in frame.table.columns] == [200, 324, 324]
    assert [Emu(r.height).pt for r in frame.table.rows] == [36] * 4
    assert frame.table.cell(1, 1).text == "칸 1-1"
    assert frame.table.cell(1, 1).margin_left == Pt(10)
    style = xml(parts, "ppt/tableStyles.xml")
    used = found(xml(parts, slide(4)), "string(//a:tableStyleId)")
    assert used == style.get("def") == found(style, "string(//a:tblStyle/@styleId)")
    head = found(xml(parts, slide(4)), "//a:tr[1]/a:tc[1]/a:tcPr/a:lnB/@w")
    assert head == [str(Pt(1.5))]


def test_links(deck, parts) -> None:
    shapes = {s.name: s for s in deck.slides[2].shapes}
    runs = {r.text: r for r in shapes["카드"].text_frame.paragraphs[0].runs}
    assert runs["여기"].hyperlink.address == "https://example.com/a%20b?c=100%25&d=%5B1%5D"
    assert runs["흰 링크"].hyperlink.address == "https://xn--bj0bj06e.example/%EA%B2%BD%EB%A1%9C"
    assert shapes["동그라미"].click_action.target_slide.slide_id == deck.slides[0].slide_id
    (jump,) = found(xml(parts, slide(3)), "//a:r[a:t='표']/a:rPr/a:hlinkClick")
    there = next(s for s in scenes() if s.id == "table")
    assert jump.get("tooltip") == there.title.plain
    tips = found(xml(parts, slide(3)), "//a:r[a:t='여기' or a:t='흰 링크']//a:hlinkClick/@tooltip")
    assert tips == ["https://example.com/a%20b?c=100%25&d=%5B1%5D", "https://한글.example/경로"]
    assert jump.get("action") == "ppaction://hlinksldjump"
    own = found(xml(parts, slide(3)), "//a:r[a:t='흰 링크']//*[local-name()='hlinkClr']/@val")
    assert own == ["tx"]
    assert not found(xml(parts, slide(3)), "//a:r[a:t='여기']//*[local-name()='hlinkClr']")


def test_code_is_not_proofread(parts) -> None:
    """Also what a presenter types into it afterwards; prose is."""
    made = Presentation(io.BytesIO(pack(parts)))
    runs = [r for s in made.slides for shape in s.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs
            for r in p.runs]  # fmt: skip
    (code,) = (r for r in runs if r.text == "pip install")
    code.text = "pip isntall"
    out = io.BytesIO()
    made.save(out)
    proofs = {True: set(), False: set()}
    for name, part in unpack(out.getvalue()).items():
        if name.startswith("ppt/slides/slide"):
            for run in found(etree.fromstring(part), "//a:r[a:rPr]"):
                face = "".join(found(run, "a:rPr/a:latin/@typeface"))
                proofs[face == "JetBrains Mono"].add((found(run, "string(a:t)"), found(run, "string(a:rPr/@noProof)")))
    assert ("pip isntall", "1") in proofs[True] and {"1"} == {proof for _, proof in proofs[True]}
    assert {""} == {proof for _, proof in proofs[False]}


def test_a_text_that_a_presenter_adds_to_is_fitted(parts) -> None:
    """Title and body of the layouts are; slides take it from there, a new one too, and say nothing of their own."""
    made = Presentation(io.BytesIO(pack(parts)))
    before = len(made.slides)
    layout = next(at for at in made.slide_layouts if any(p.placeholder_format.idx == 1 for p in at.placeholders))
    added = made.slides.add_slide(layout)
    added.placeholders[1].text = "\n".join(f"{n}째 항목" for n in range(14))
    out = io.BytesIO()
    made.save(out)
    saved = unpack(out.getvalue())
    fits = {True: set(), False: set()}
    for name in (name for name in saved if name.startswith("ppt/slideLayouts/slideLayout")):
        for shape in found(etree.fromstring(saved[name]), "//p:sp[.//p:ph]"):
            kind = found(shape, "string(.//p:ph/@type)") or "obj"
            (fit,) = found(shape, "p:txBody/a:bodyPr/*")
            fits[kind in ("title", "ctrTitle", "obj", "body")].add(etree.QName(fit).localname)
    assert fits == {True: {"normAutofit"}, False: {"noAutofit"}}
    for n in range(1, before + 2):
        bodies = found(etree.fromstring(saved[slide(n)]), "//p:sp[.//p:ph]/p:txBody/a:bodyPr")
        assert bodies and not any(len(body) for body in bodies)


def test_a_link_to_nowhere_is_an_error() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        one(Box("x", Rect(0, 0, 9, 9), line("x"), link=Link(slide="nowhere")))


def test_a_picture_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(ValueError, match="PNG, JPEG or GIF"):
        one(Picture("x", Rect(0, 0, 9, 9), "x.bmp", b"BM....", (1, 1), "x"))


# notes, sections, properties


def test_notes(deck, parts) -> None:
    made = deck.slides[0].notes_slide
    assert made.notes_text_frame.text == "먼저 인사합니다. 천천히\n예시를 보입니다\n자료"
    assert made.part.notes_master.part.partname == "/ppt/notesMasters/notesMaster1.xml"
    root = xml(parts, "ppt/notesSlides/notesSlide1.xml")
    assert found(root, "//a:pPr/a:buChar/@char") == ["•"]
    assert found(root, "//a:r[a:t='천천히']/a:rPr/@b") == ["1"]
    assert found(root, "//a:rPr/@sz") == []
    assert [s.has_notes_slide for s in deck.slides] == [True, True, False, True, False, False, False]


def test_sections(parts) -> None:
    root = xml(parts, "ppt/presentation.xml")
    said = [(s.get("name"), found(s, ".//p14:sldId/@id")) for s in found(root, "//p14:section")]
    assert said == [("견본 세미나", ["256"]), ("시작", ["257", "258"]), ("자세히", ["259", "260", "261", "262"])]


def test_no_sections_without_parts() -> None:
    assert b"sectionLst" not in one()["ppt/presentation.xml"]


def test_properties(deck, parts) -> None:
    said = deck.core_properties
    assert (said.title, said.author, said.subject) == ("견본 세미나", "김하나", "쓰는 법")
    assert (said.language, said.keywords) == ("ko-KR", "견본, deckgen")
    assert said.created.isoformat()[:10] == said.modified.isoformat()[:10] == "2026-03-14"
    app = parts["docProps/app.xml"].decode()
    assert "<Slides>7</Slides><Notes>3</Notes>" in app
    assert "<Company>오픈마루 &amp; &lt;친구들&gt;</Company>" in app
    for title in (s.title.plain for s in scenes()):
        assert f"<vt:lpstr>{title}</vt:lpstr>" in app
    assert "sample-2026" in parts["docProps/custom.xml"].decode()


def test_slides_know_their_scene(parts) -> None:
    assert [xml(parts, slide(n)).find("p:cSld", NS).get("name") for n in range(1, 8)] == [s.id for s in scenes()]


def test_ids_stay_when_a_slide_moves() -> None:
    def ids(deck: tuple[Scene, ...], which: str) -> list[str]:
        parts = write_parts(deck, theme(), GROUNDS, INFO)
        name = slide(next(n for n, s in enumerate(deck, 1) if s.id == which))
        return re.findall(r'creationId[^>]*(?:id|val)="([^"]*)"', parts[name].decode())

    assert ids(scenes(), "table") == ids(scenes()[::-1], "table")
    assert len(ids(scenes(), "table")) == 1


# odd content


def test_odd_text_is_kept_or_dropped_but_never_breaks_the_file() -> None:
    odd = TextBlock(
        (Paragraph((run("a\x00b\x0b\ud800c & <d> \"e\" 'f' \u2028 g\t]]>"), run("")), 18), Paragraph((), 18)), ()
    )
    parts = one(Box('이름 "<&>"\n둘', Rect(0, 0, 90, 90), odd, alt='"<&>"\n둘'), Box("빈", Rect(0, 0, 9, 9), block()))
    assert lint(parts) == []
    assert found(xml(parts, slide(1)), "string(//a:t[starts-with(., 'ab')])") == "abc & <d> \"e\" 'f' \u2028 g\t]]>"
    assert found(xml(parts, slide(1)), "//p:cNvPr/@descr") == ['"<&>"\n둘']


def test_a_freeform_without_fill_is_not_filled() -> None:
    shape = Freeform(
        "선", Rect(0, 0, 24, 24), (24, 24), ((("M", (0.5, 0.5)), ("L", (23.25, 12.0))),), None, None, decorative=True
    )
    (path,) = found(xml(one(shape), slide(1)), "//a:path")
    assert (path.get("w"), path.get("h"), path.get("fill")) == ("24000", "24000", "none")
    assert found(path, ".//a:pt/@x") == ["500", "23250"]


def test_neighbours_that_touch_still_touch() -> None:
    thirds = Rect(0, 0, 100, 10).columns(3, 0)
    boxes = [Box(f"b{n}", r, fill="soft", decorative=True) for n, r in enumerate(thirds)]
    spots = found(xml(one(*boxes), slide(1)), "//p:sp[not(.//p:ph)]/p:spPr/a:xfrm")
    ends = [int(s[0].get("x")) + int(s[1].get("cx")) for s in spots]
    assert [int(s[0].get("x")) for s in spots[1:]] == ends[:-1]


def test_a_slide_on_a_ground_of_its_own_has_a_layout_of_its_own(deck, parts) -> None:
    """So that Reset keeps the ground, and New Slide offers it."""
    shapes, table = deck.slides[2].slide_layout, deck.slides[3].slide_layout
    assert (shapes.name, table.name) == ("제목만 2", "제목만")
    grounds = [
        found(xml(parts, str(layout.part.partname).lstrip("/")), "p:cSld/p:bg//a:schemeClr/@val")
        for layout in (shapes, table)
    ]
    assert grounds == [[SLOTS["surface"]], []]
    assert not [n for n in range(1, len(scenes()) + 1) if found(xml(parts, slide(n)), "p:cSld/p:bg")]


def test_furniture_is_real_placeholders(deck) -> None:
    kinds = [str(s.placeholder_format.type).split()[0] for s in deck.slides[1].placeholders]
    assert {"DATE", "FOOTER", "SLIDE_NUMBER"} <= set(kinds)
    assert len(furniture(1)) == 3


def test_jpeg_and_gif_are_taken() -> None:
    jpeg = Picture("j", Rect(0, 0, 9, 9), "j.jpg", b"\xff\xd8\xff\xe0....", (1, 1), "j")
    gif = Picture("g", Rect(0, 0, 9, 9), "g.gif", b"GIF89a....", (1, 1), "g")
    parts = one(jpeg, gif, Picture("p", Rect(0, 0, 9, 9), "p.png", png(1, 1, 0), (1, 1), "p"))
    assert {n.rpartition(".")[2] for n in parts if "/media/" in n} == {"jpeg", "gif", "png"}
    assert lint(parts) == []


# with the project's own themes and layout


@pytest.mark.slow
@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_theme_makes_a_sound_template(assert_valid_pptx, tmp_path: Path, name: str, language: str) -> None:
    of = brand(name)
    artworks = {key: artwork(of.theme, layout, of.art, of.fonts, language) for key, layout in of.theme.layouts.items()}
    parts = write_parts((), of.theme, artworks, INFO._replace(language=language))
    assert lint(parts) == []
    (tmp_path / "deck.pptx").write_bytes(pack(parts))
    assert_valid_pptx(tmp_path / "deck.pptx")
    made = Presentation(tmp_path / "deck.pptx")
    assert [made_one.name for made_one in made.slide_layouts] == [v.label[language] for v in of.theme.layouts.values()]


SEMINAR = """
title: 목록
language: ko
minutes: 5
theme: openmaru
event: {date: 2026-12-10, speaker: {name: 김하늘}}
programme:
- part: 하나
  lead: 목록이 어떻게 보이는지 압니다.
  slides: [list]
"""
MODULE = """
title: 목록
slides:
- id: list
  kind: bullets
  title: 목록은 이렇습니다
  items:
  - 첫째 항목
  - text: 둘째 항목
    items: [안에 있는 것, 또 하나]
  minutes: 0
  notes: 말로 합니다.
"""


def test_a_list_as_layout_sets_it_is_bare(tmp_path: Path) -> None:
    """What layout does with lists, and what the writer says of them in layouts, is the same."""
    for folder, text in (("seminars", SEMINAR), ("modules", MODULE)):
        (tmp_path / "content" / folder).mkdir(parents=True)
        (tmp_path / "content" / folder / "list.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "themes", tmp_path / "themes")
    outcome = build(tmp_path, formats=frozenset({"pptx"}))
    assert not outcome.diagnostics
    parts = unpack((tmp_path / "output/presenter/list.ko.pptx").read_bytes())
    (name,) = [n for n in parts if n.startswith("ppt/slides/slide") and "둘째 항목".encode() in parts[n]]
    (body,) = found(xml(parts, name), "//p:sp[.//p:ph[@idx='1']]")
    assert found(body, "p:spPr/* | p:txBody/a:bodyPr/@*") == []
    assert found(body, ".//a:pPr/@lvl") == ["1", "1"]
    assert len(found(body, ".//a:pPr/@*")) == 2
    assert found(body, ".//a:pPr/* | .//a:rPr/* | .//a:rPr/@sz | .//a:rPr/@b") == []
