"""Marks in titles - bold, emphasis, code, another language - as other readers find them in every output."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import oracles
import pikepdf
import pptx
import pytest
import yaml
from conftest import brand, deckgen, judged_by_verapdf
from shared import once, output, small_project

from deckgen.composing.prose import prose
from deckgen.layout.runs import run
from deckgen.reading.fonts import Fonts
from deckgen.richtext import Inline, Prose, one_paragraph, unmarked
from deckgen.writers.handout.lines import line_text, set_text
from deckgen.writers.handout.sheet import types

TITLE = "**격리**는 *비용*, `docker run`은 명령입니다"
PLAIN = "격리는 비용, docker run은 명령입니다"
ENGLISH = "Plain English here"
SEMINAR, SEMINAR_PLAIN = "`podman` **세미나**", "podman 세미나"
PART, PART_PLAIN = "*본론*과 `kubectl`", "본론과 kubectl"
EDITIONS = {
    "notes": "handout",
    "reader": "reader",
    "slides-3": "slides-3",
    "workbook": "workbook",
    "speaker": "speaker",
}
#: Slides enough for contents.
MORE = 50


def _build(folder: Path) -> None:
    home = small_project(folder / "project")
    text = {"handout": "여기에는 **본문**이 있습니다.", "exercise": "write"}
    long = {"handout": "여기에는 본문이 있습니다. " * 20}
    slides = [
        {"id": "marked", "kind": "statement", "title": TITLE, **text},
        {"id": "foreign", "kind": "statement", "title": {"en": ENGLISH}, **text},
        *({"id": f"more-{n}", "kind": "statement", "title": f"쪽 {n}", **text, **long} for n in range(MORE)),
    ]
    seminar = {
        "title": SEMINAR,
        "language": "ko",
        "minutes": 90,
        "theme": "openmaru",
        "programme": [{"part": PART, "lead": "*본론*을 봅니다", "slides": [s["id"] for s in slides]}],
    }
    for path, value in (("modules/basics", {"title": "기초", "slides": slides}), ("seminars/talk", seminar)):
        file = home / "content" / f"{path}.yaml"
        file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
    done = deckgen("build", "--handout", ",".join(EDITIONS), "-o", str(folder / "out"), cwd=home)
    assert done.returncode == 0, done.stderr
    assert "this text has no Korean; the English is shown" in done.stderr


@pytest.fixture(scope="module")
def out() -> Path:
    """The folder with every output of a seminar whose titles have marks."""
    return once("marked", _build) / "out"


class Stretch(NamedTuple):
    """A stretch of text in one font, as poppler finds it on a page."""

    page: int
    top: int
    text: str
    family: str
    colour: str


def stretches(path: Path) -> list[Stretch]:
    """The stretches of a PDF."""
    command = ["pdftohtml", "-xml", "-stdout", "-i", "-fontfullname", "-enc", "UTF-8", str(path)]
    root = ElementTree.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    fonts = {f.get("id"): (f.get("family", ""), f.get("color", "").upper()) for f in root.iter("fontspec")}
    return [
        Stretch(n, int(t.get("top", 0)), "".join(t.itertext()).strip(), *fonts[t.get("font")])
        for n, page in enumerate(root.iter("page"))
        for t in page.iter("text")
    ]


def accent() -> str:
    return f"#{brand('openmaru').theme.printed().hex('accent')}".upper()


def structure(pdf: pikepdf.Pdf, language: str) -> Iterator[pikepdf.Dictionary]:
    """The elements of a document's structure that are in a language."""
    todo = [pdf.Root.StructTreeRoot]
    while todo:
        element = todo.pop()
        if element.get("/Lang") == language and element.get("/S") != pikepdf.Name.Document:
            yield element
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        todo += [k for k in kids if isinstance(k, pikepdf.Dictionary) and "/S" in k]


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_titles_on_paper_keep_their_marks(out, edition):
    """Code stands in the code face and emphasis in the accent colour, in titles and in the contents."""
    found = stretches(output(out, f"talk.ko.{EDITIONS[edition]}.pdf"))
    code = [s for s in found if s.text == "docker run"]
    stressed = [s for s in found if s.text == "비용"]
    slides = {"slides-3": 1}.get(edition, 0)  # their pictures have the title too
    own = 2 if edition in ("notes", "reader") else 1  # these have contents
    assert len(code) == len(stressed) == own + slides
    assert all("-code" in s.family or "JetBrainsMono" in s.family for s in code)
    assert [s.colour for s in stressed].count(accent()) == own
    parts = [s for s in found if s.text == "kubectl" and "-code" in s.family]
    assert len(parts) == {"notes": 2, "slides-3": 0, "reader": 2, "speaker": 2, "workbook": 0}[edition]


@pytest.mark.slow
def test_bold_shows_in_contents(out):
    """Entries of the contents are regular, so that what is bold in a title is bold there."""
    found = stretches(output(out, "talk.ko.handout.pdf"))
    (page,) = {s.page for s in found if s.text == "차례"}
    bold = [s for s in found if s.page == page and s.text == "격리"]
    assert [s.family.split("+")[-1] for s in bold] == ["deck-heading-Bold"]
    (entry,) = [s for s in found if s.page == page and s.text.startswith("은 명령입니다")]
    assert entry.family.split("+")[-1] == "deck-heading"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["slides.pdf", "handout.pdf", "reader.pdf", "workbook.pdf", "speaker.pdf"])
def test_bookmarks_and_titles_are_plain(out, name):
    """What has no looks says the words alone."""
    with pikepdf.open(output(out, f"talk.ko.{name}")) as pdf:
        with pdf.open_outline() as outline:
            titles: list[str] = []
            todo = list(outline.root)
            while todo:
                item = todo.pop()
                titles.append(item.title)
                todo += item.children
        assert sum(t.endswith(PLAIN) for t in titles) == 1
        assert not any(c in "".join(titles) for c in "*`")
        assert str(pdf.docinfo.Title).startswith(SEMINAR_PLAIN)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["slides.pdf", "handout.pdf", "reader.pdf", "slides-3.pdf", "workbook.pdf"])
def test_passages_in_another_language_say_so(out, name):
    """A title that is in English only is tagged as English, in the contents too; nothing else is."""
    with pikepdf.open(output(out, f"talk.ko.{name}")) as pdf:
        kinds = sorted(str(e.S) for e in structure(pdf, "en"))
    # an entry of the contents has its page number as a second link
    contents = {"handout.pdf": ["/Link", "/Link", "/Span"], "reader.pdf": ["/Link", "/Span"]}
    assert kinds == {"slides.pdf": ["/H2"], **contents}.get(name, ["/Span"])


@judged_by_verapdf
@pytest.mark.parametrize("name", ["slides.pdf", "handout.pdf", "reader.pdf"])
def test_marked_titles_are_accessible(out, name):
    """PDF/UA-1, as veraPDF judges it."""
    assert oracles.pdf_ua1(output(out, f"talk.ko.{name}")) == []


class _Headings(HTMLParser):
    """The headings of a page, with the elements in which each of their words stands."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, tuple[str, ...]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open or tag in ("h1", "h2", "h3"):
            self._open.append(f"{tag}:{dict(attrs)['lang']}" if "lang" in dict(attrs) else tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words[data] = tuple(self._open)


def headings(path: Path) -> dict[str, tuple[str, ...]]:
    parser = _Headings()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser.words


@pytest.mark.slow
def test_web_headings_keep_their_marks(out):
    """Marks are elements, another language is told; the code face is inside the page."""
    words = headings(output(out, "talk.ko.html"))
    assert words["격리"][-1] == "strong" and words["비용"][-1] == "em" and words["docker run"][-1] == "code"
    assert words[ENGLISH][-1] == "span:en"
    assert words["podman"] == ("h1", "code")
    page = (output(out, "talk.ko.html")).read_text(encoding="utf-8")
    assert f"<title>{SEMINAR_PLAIN}</title>" in page
    assert page.count('font-family:"deck-code"') == 2  # its face and its use
    assert headings(out / "presenter/index.html")["podman"] == ("h2", "code")


@pytest.mark.slow
def test_powerpoint_titles_keep_their_marks(out):
    """Runs look as marked, and say their language; names and the document's title are plain."""
    deck = pptx.Presentation(output(out, "talk.ko.pptx"))
    slides = {s.shapes.title.text_frame.text.replace("\xa0", " "): s for s in deck.slides if s.shapes.title}
    runs = {r.text: r for r in slides[PLAIN].shapes.title.text_frame.paragraphs[0].runs}
    assert runs["docker run"].font._element.find(f"{{{A}}}latin").get("typeface") == "JetBrains Mono"
    assert runs["비용"].font._element.find(f"{{{A}}}solidFill") is not None
    (english,) = slides[ENGLISH].shapes.title.text_frame.paragraphs[0].runs
    assert english.font._element.get("lang") == "en-US"
    assert deck.core_properties.title == SEMINAR_PLAIN
    with zipfile.ZipFile(output(out, "talk.ko.pptx")) as package:
        sections = package.read("ppt/presentation.xml").decode()
    assert f'name="{PART_PLAIN}"' in sections


A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def test_korean_is_bound_by_the_texts_own_language():
    """One rule for slides and paper: Korean keeps its words together on an English page, English only its arrows."""
    for around in ("ko", "en"):
        assert run(Inline("할 수 있습니다"), "text", False, "text", "ko", around).text == "할\xa0수\xa0있습니다"
        assert run(Inline("can be → done"), "text", False, "text", "en", around).text == "can be\xa0→ done"
        assert run(Inline("할 수 있습니다", code=True), "text", False, "text", "ko", around).text == "할 수 있습니다"


def test_a_run_keeps_what_its_author_marked():
    """Font, weight and colour are looks; what a stretch is travels beside them."""
    title = prose(TITLE, {}, None, "ko", [])
    runs = [run(r, "heading", True, "text", "ko", "ko") for r in title.blocks[0].runs]
    assert {r.text: set(r.marks) for r in runs if r.marks} == {
        "격리": {"strong"},
        "비용": {"emphasis"},
        "docker run": {"code"},
    }
    assert {r.colour for r in runs} == {"text"} and all(r.bold for r in runs)
    assert {r.language for r in runs} == {""}
    assert run(Inline("x"), "text", False, "text", "en", "ko").language == "en"


def test_a_heading_is_parted_at_a_pause_with_its_marks():
    """A title on two lines is parted where it pauses, whatever is marked on either side."""
    fonts: Fonts = brand("openmaru").fonts
    title = prose("가벼운 **상자**가 되는 `docker run`, 그리고 다시 여는 *열쇠*입니다", {}, None, "ko", [])
    first, second = set_text(title, types("ko")["title"], 62.0, fonts, "ko", even=True)
    assert line_text(first).endswith("docker run,") and line_text(second).startswith("그리고")
    assert [r.text for r in first if "code" in r.marks and r.code] == ["docker run"]
    assert [r.text for r in (*first, *second) if "strong" in r.marks] == ["상자"]
    assert [r.text for r in second if "emphasis" in r.marks] == ["열쇠"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [("a\n\nb", ["a b"]), (" a  b ", ["a b"]), ("a **b** ", ["a ", "b"]), ("**a** \n\n b", ["a", " b"]), ("", [])],
)
def test_a_text_as_one_paragraph(raw, words):
    assert [r.text for r in one_paragraph(prose(raw, {}, None, "ko", []))] == words
    assert one_paragraph(unmarked("가\xa0나")) == (Inline("가\xa0나"),)
    assert isinstance(unmarked("가"), Prose)
