"""The handout: what is on paper, what must not be, and that nothing is fetched."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import oracles
import pikepdf
import pytest
from conftest import THEMES, brand, deck_of, gallery, images, judged_by_verapdf, weak_pairs
from pikepdf import Dictionary
from pikepdf.form import DefaultAppearanceStreamGenerator, Form, RadioButtonGroup, TextField
from PIL import Image
from shared import once, output, seminars
from test_content import laid_out

from deckgen.checks.deck import check_handout
from deckgen.checks.slides import check
from deckgen.composing.deck import Deck
from deckgen.diagnostics import ContentError, Span, warning
from deckgen.layout.kinds import KINDS
from deckgen.pipeline import lay_out
from deckgen.reading import printing
from deckgen.reading.fonts import Fonts
from deckgen.reading.images import read_image
from deckgen.reading.palette import PAIRS, contrast
from deckgen.reading.theme import Theme
from deckgen.reading.theme_files import Template
from deckgen.richtext import Block, Inline, Prose, unmarked
from deckgen.scene import Box, Chart, Rect, Scene, walk
from deckgen.writers import Info
from deckgen.writers.colours import on_white
from deckgen.writers.handout import booklet, exercises, ink, preflight
from deckgen.writers.handout.editions import notes, slides
from deckgen.writers.handout.editions.notes import view
from deckgen.writers.handout.editions.slides import GRIDS
from deckgen.writers.handout.frame import Frame
from deckgen.writers.handout.front import front
from deckgen.writers.handout.handouts import EDITIONS, Handouts, Print
from deckgen.writers.handout.lines import PrintLine, PrintRun, break_lines, keeps_words, line_text, scene_runs, set_text
from deckgen.writers.handout.plates import PLATES
from deckgen.writers.handout.press import Family, pages
from deckgen.writers.handout.running import Running, event, ruling
from deckgen.writers.handout.setter import Setter, Title, said_elsewhere
from deckgen.writers.handout.sheet import POINTS, sheet, types

INFO = Info("x", "견본", "ko", "2026-12-10", author="김하늘")
FACE = brand("openmaru").fonts.face("text", False)
FAMILY = Family("deck-text", FACE, FACE)
PROSE = """\
컨테이너는 [쉬운 말](https://example.org/easy/)로 *격리된* **프로세스**입니다. `kubectl get pods` 명령으로 봅니다.
주소가 곧 말인 [example.org/same](https://example.org/same)도 있습니다.

- 첫째 점
- 둘째 점

마지막 문단입니다."""
DARK = {"text": "#FFFFFF", "paper": "#101014", "muted": "#B0B0B8", "accent": "#FF7B74", "line": "#3A3A40"}
SLIDES = [
    {
        "id": "prose",
        "kind": "statement",
        "title": "글이 있는 슬라이드",
        "handout": PROSE,
        "notes": "발표자만 아는 비밀",
    },
    {"id": "bare", "kind": "statement", "title": "글이 없는 슬라이드"},
    {
        "id": "odd",
        "kind": "statement",
        "title": "\\<script>alert(\"x\")\\</script> & '따옴표'",
        "handout": '\\<b>굵지 않음\\</b> & "그대로"',
    },
]


def written(
    deck: Deck,
    paper: str = "a4",
    theme: str = "openmaru",
    edition: str = "notes",
    templates: tuple | None = None,
    **how: object,
) -> tuple[bytes, int]:
    there = brand(theme)
    there = there._replace(templates=templates or there.templates)
    scenes, _ = lay_out(deck, there, images())
    return Handouts(deck, scenes, there, INFO._replace(language=deck.language)).write(edition, Print(paper, **how))[:2]


#: Enough of them for a cover and contents.
MANY = [
    {"id": f"long-{n}", "kind": "statement", "title": f"{n}번째 제목", "handout": "\n\n".join([PROSE] * 8)}
    for n in range(1, 18)
]


#: What every edition needs: questions, commands, exercises of all sorts, a quiz, a survey.
EVERY = [
    *SLIDES,
    {
        "id": "asked",
        "kind": "qna",
        "title": "무엇인가요?",
        "answer": "격리된 프로세스입니다.",
        "detail": "파드에는 조건이 있습니다.",
        "handout": PROSE,
        "sources": ["k8s-pods"],
    },
    {
        "id": "commands",
        "kind": "table",
        "title": "명령 셋",
        "columns": ["일", "kubectl …"],
        "rows": [["목록", "`get pods`"], ["로그", "`logs NAME`"]],
        "handout": "표의 설명입니다.",
    },
    {
        "id": "code",
        "kind": "code",
        "title": "코드 하나",
        "language": "yaml",
        "code": "kind: Pod\n",
        "handout": "코드의 설명입니다.",
    },
    {
        "id": "filled",
        "kind": "cards",
        "title": "세 가지 일",
        "cards": [{"title": t, "text": f"{t}에 대한 설명"} for t in ("배치하기", "되돌리기", "늘리기")],
        "exercise": "fill",
    },
    {
        "id": "labelled",
        "kind": "flow",
        "title": "순서도",
        "steps": ["만들기", "올리기", "받기"],
        "handout": "그림의 설명입니다.",
        "exercise": {"ask": "label", "blanks": ["올리기"]},
    },
    {"id": "ordered", "kind": "steps", "title": "네 단계", "steps": ["하나", "둘", "셋", "넷"], "exercise": "order"},
    {
        "id": "open",
        "kind": "statement",
        "title": "생각할 것",
        "exercise": {"ask": "write", "lines": 5, "task": "적어 보세요."},
    },
    {
        "id": "quiz",
        "kind": "quiz",
        "title": "문제",
        "questions": [
            {"question": "맞는 것은?", "choices": ["거짓말", "참말"], "answer": "2", "why": "그래서"},
            {"question": "이름은?", "answer": "쿠버네티스"},
        ],
    },
    {
        "id": "survey",
        "kind": "survey",
        "title": "설문",
        "link": {"url": "https://example.com/survey", "label": "설문"},
        "asks": ["어땠나요?"],
    },
]


def long_deck() -> Deck:
    """Slides with more to read and to say from one to the next, and a part for every three of them."""
    slides = [
        s | {"handout": " ".join([PROSE] * (2 + n % 6)), "notes": "말할 것입니다. " * (10 * (n % 5))}
        for n, s in enumerate(MANY)
    ]
    deck = deck_of(slides)
    parts = [deck.parts[1]._replace(number=n + 1, slides=()) for n in range(len(deck.slides))]
    return deck._replace(slides=tuple(p._replace(part=parts[i // 3 * 3]) for i, p in enumerate(deck.slides)))


DECKS = {
    "every": lambda: deck_of(EVERY),
    "few": lambda: deck_of(SLIDES),
    "many": lambda: deck_of([*SLIDES, *MANY]),
    "long": long_deck,
}


@cache
def handouts(slides: str) -> Handouts:
    """All handouts of one of the decks: its slides are drawn once."""
    deck, there = DECKS[slides](), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    return Handouts(deck, scenes, there, INFO)


@cache
def handouts_of(seminar: str, language: str) -> Handouts:
    """All handouts of a seminar."""
    deck, scenes, _ = laid_out(seminar, language)
    return Handouts(deck, scenes, brand(deck.theme), INFO._replace(language=language))


class Printed(NamedTuple):
    """A handout: its bytes, the number of its pages, what the print check said."""

    data: bytes
    count: int
    messages: list[str]


@lru_cache(maxsize=32)
def printed(edition: str, paper: str = "a4", slides: str = "every", **how: object) -> Printed:
    """An edition of one of the decks, written once."""

    def write(folder: Path) -> None:
        data, count, found, _ = handouts(slides).write(edition, Print(paper, **how))
        (folder / "handout.pdf").write_bytes(data)
        said = {"count": count, "messages": [d.message for d in found]}
        (folder / "said.json").write_text(json.dumps(said), encoding="utf-8")

    named = "-".join((slides, edition, paper, *(f"{name}-{value}" for name, value in sorted(how.items()))))
    folder = once(f"handout-{named}", write)
    said = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    return Printed((folder / "handout.pdf").read_bytes(), **said)


def sample(long: bool = False) -> tuple[bytes, int]:
    """Three slides, or twenty."""
    return printed("notes", slides="many" if long else "few")[:2]


@pytest.fixture
def long_path(tmp_path):
    file = tmp_path / "long.pdf"
    file.write_bytes(sample(long=True)[0])
    return file


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "handout.pdf"
    file.write_bytes(sample()[0])
    return file


def prose(said: str, id: str = "one") -> list[dict]:
    return [{"id": id, "kind": "statement", "title": "제목", "handout": said}]


# what others say


@judged_by_verapdf
def test_sample_is_pdf_ua(path):
    """veraPDF finds nothing against PDF/UA-1."""
    assert oracles.pdf_ua1(path) == []


def kinds_in_grey(theme: str) -> Path:
    """Every kind's example in a theme, on Letter and in grey."""

    def write(folder: Path) -> None:
        data = written(gallery("typical", theme), "letter", theme, ink="grey")[0]
        (folder / "handout.pdf").write_bytes(data)

    return once(f"kinds-in-grey-{theme}", write) / "handout.pdf"


@judged_by_verapdf
@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_is_pdf_ua(theme):
    """Every kind's example, in every theme, on Letter and in grey; `test_gallery` has them on A4 and in colour."""
    assert oracles.pdf_ua1(kinds_in_grey(theme)) == []


def test_fonts_are_the_themes_only(path):
    """The theme's faces, embedded and subset; a machine's own fonts never stand in."""
    found = oracles.pdf_fonts(path)
    assert found
    for font in found:
        assert (font["emb"], font["sub"], font["uni"]) == ("yes", "yes", "yes"), font
        assert re.search("Pretendard|JetBrains|deck-", font["name"]), font


@pytest.mark.parametrize(("paper", "size"), [("a4", "595.276 x 841.89"), ("letter", "612 x 792")])
def test_paper(paper, size, tmp_path):
    """A4 and Letter are what they are called."""
    file = tmp_path / "handout.pdf"
    file.write_bytes(written(deck_of(prose("글")), paper)[0])
    assert oracles.pdf_info(file)["Page size"].startswith(size)


def test_same_deck_same_bytes():
    """Nothing in the file depends on when it is written."""
    assert sample() == written(deck_of(SLIDES))


# what is on paper


def test_everything_is_there_but_the_speakers_notes(path):
    """Prose, titles, addresses of links and the frame's words are on paper; notes are the speaker's alone."""
    said = " ".join(oracles.pdf_text(path).split())
    assert "kubectl" in said
    assert "프로세스입니다." in said
    assert "– 첫째 점 " in said
    assert "example.org/easy" in said
    assert "공개 세미나" in said
    assert "비밀" not in said
    assert "\u2060" not in said


def test_markup_in_content_is_text(path):
    """Titles and prose are never read as HTML."""
    said = " ".join(oracles.pdf_text(path).split())
    assert "<script>alert(\"x\")</script> & '따옴표'" in said
    assert '<b>굵지 않음</b> & "그대로"' in said


def test_every_drawing_stands_once():
    """What a slide draws stands on one page as a vector form, and says its words to who cannot see it; no slide is
    shrunk."""
    view = notes.view(Setter(*_every(), sheet("a4", "ko")))
    wanted = [s.depiction.drawing.picture for p in view.parts for s in p.slides if s.depiction.drawing]
    with pikepdf.open(BytesIO(printed("notes")[0])) as pdf:
        drawn = [name for page in pdf.pages for name in re.findall(rb"/(\w*Slide\d+) Do", _content(page))]
        assert drawn and sorted(drawn) == sorted(p.url.rpartition("/")[2].encode() for p in wanted)
        for name in drawn:
            assert name.startswith(b"Figure")
            assert str(pdf.pages[0].Resources.XObject[f"/{name.decode()}"].Subtype) == "/Form"
        alts = [str(e.Alt) for e in _elements(pdf.Root.StructTreeRoot) if e.get("/S") == "/Figure"]
    assert {p.alt for p in wanted} <= set(alts)
    assert any("만들기" in alt for alt in alts)


def _every() -> tuple:
    deck, there = deck_of(EVERY), brand("openmaru")
    return deck, lay_out(deck, there, images())[0], there.theme, there.fonts


def _content(page: pikepdf.Page) -> bytes:
    page.contents_coalesce()
    return page.Contents.read_bytes()


def _elements(node: pikepdf.Object):
    yield node
    kids = node.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and ("/S" in kid or "/K" in kid):
            yield from _elements(kid)


def _above(element: pikepdf.Object) -> list[str]:
    """What a structure element is part of."""
    out = []
    while "/P" in element and "/S" in element.P:
        element = element.P
        out.append(str(element.S))
    return out


@pytest.mark.slow
def test_contents_tell_the_page(long_path):
    """The page number behind a title in the contents is the page that the title stands on."""
    pages = oracles.pdf_text(long_path).split("\f")
    contents = next(p for p in pages if "차례" in p)
    for title in ("함께 일하는 컨테이너", "마무리"):
        number = int(re.search(rf"{title}\s+(\d+)", contents)[1])
        assert title in pages[number - 1]


@pytest.mark.slow
def test_passages_tell_their_language():
    """A term's English name, and prose that has not been translated, are read out in their own language."""
    with pikepdf.open(BytesIO(printed("notes")[0])) as pdf:
        tagged = [e for e in _elements(pdf.Root.StructTreeRoot) if "/Lang" in e]
        assert {"/Span"} == {str(e.S) for e in tagged} and {"en"} == {str(e.Lang) for e in tagged}
        assert not [
            a for page in pdf.pages for a in page.get("/Annots", ()) if "lang:" in str(a.get("/A", {}).get("/URI", ""))
        ]
    setter = Setter(deck_of(SLIDES), (), brand("openmaru").theme, brand("openmaru").fonts, sheet("a4", "ko"))
    for language, marked in (("en", "en"), ("ko", "")):
        text = Prose((Block((Inline("Only in English."),)),), None, language)
        (set_,) = setter.prose(text, 100.0)
        assert {marked} == {r.language for p in set_.paragraphs for line in p.lines for r in line}


@pytest.mark.slow
def test_heads_and_feet_are_artifacts():
    """Running heads and page numbers are no content, and a cover has none."""
    data, count = sample(long=True)
    with pikepdf.open(BytesIO(data)) as pdf:
        for i, page in enumerate(pdf.pages):
            marks = re.findall(rb"/Artifact <</Type /Pagination /Subtype /(\w+)>> BDC", _content(page))
            assert ([b"Header", b"Footer"] if i else []) == marks
    assert count == i + 1


def test_bookmarks_are_parts_and_titles():
    """Clean words, without the marks of line breaking."""
    with pikepdf.open(BytesIO(sample()[0])) as pdf, pdf.open_outline() as outline:
        titles = [i.title for root in outline.root for i in (root, *root.children)]
        below = [c.title for root in outline.root for child in root.children for c in child.children]
    assert "글이 있는 슬라이드" in titles + below


@pytest.mark.slow
def test_long_prose_runs_over_pages(tmp_path):
    """Nothing is lost of a text longer than a page."""
    sentences = [f"이것은 {i}번 문장이고 길게 이어집니다." for i in range(400)]
    file = tmp_path / "long.pdf"
    data, count = written(deck_of(prose("\n\n".join(" ".join(sentences[i : i + 10]) for i in range(0, 400, 10)))))
    file.write_bytes(data)
    said = " ".join(oracles.pdf_text(file).split())
    assert count > 5
    for i in range(400):
        assert f"{i}번" in said


# what cannot be printed


def test_a_missing_character_is_told_where_it_was_written():
    """The author's file and line, before anything is set; WeasyPrint's own words are the last net."""
    deck = deck_of(prose("그림 글자 \U00013000 하나"))
    (found,) = check_handout(deck, brand("openmaru"))
    assert "U+13000" in found.message
    assert found.span.path == "content/modules/gallery.yaml"
    with pytest.raises(ContentError, match="notdef"):
        written(deck)


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "file:///etc/hostname", "deck:file/none", "/etc/hostname"]
)
def test_nothing_is_fetched(address, monkeypatch):
    """A template that names an address of its own gets a complaint, and no socket is opened."""
    monkeypatch.setattr("socket.socket", None)
    page = f"<html lang=ko><title>x</title><img alt=x src='{address}'><h1>x</h1>"
    complaints = pages(page, [FAMILY], {}, []).complaints
    assert any("is not part of the handout" in c for c in complaints), complaints


def test_complaints_stop_the_build():
    """What WeasyPrint ignores is an error, not a page that looks wrong."""
    with pytest.raises(ContentError, match="colour"):
        written(deck_of(prose("글")), templates=_overridden("sources.html.j2", "<p style='colour: red'>x</p>"))


def test_dark_themes_print_on_white():
    """A dark theme's ink would be white on white: its own paper is the ink, and weak colours become it."""
    light = brand("openmaru").theme
    dark = Theme(**vars(light) | {"palette": dict(light.palette) | DARK})
    printed = on_white(dark)
    assert (printed["paper"], printed["text"]) == ("#FFFFFF", "#101014")
    for role in ("text", "muted", "accent", "link"):
        assert contrast(printed[role].lstrip("#"), "FFFFFF") >= 4.5, role
    assert on_white(light)["accent"] == f"#{light.hex('accent')}"


# templates


def _overridden(name: str, text: str) -> tuple[Template, ...]:
    others = (t for t in brand("openmaru").templates if t.name != name)
    return (*others, Template(name, f"themes/own/handout/{name}", text))


@pytest.mark.slow
def test_a_theme_may_bring_its_own_page(tmp_path):
    """One template is replaced, the others stay."""
    templates = _overridden("cover.html.j2", "<h1>{{ frame.title.text }} – eigen</h1>")
    file = tmp_path / "own.pdf"
    file.write_bytes(written(deck_of(MANY), templates=templates)[0])
    said = oracles.pdf_text(file)
    assert "– eigen" in said and "17번째 제목" in said


def test_templates_are_in_a_sandbox():
    """A theme is data: its templates cannot reach into Python."""
    with pytest.raises(ContentError, match="unsafe"):
        written(deck_of(prose("글")), templates=_overridden("masthead.html.j2", "{{ ''.__class__.__mro__ }}"))


# lines and columns


def set_lines(said: str, width: float = 84.0) -> tuple[PrintLine, ...]:
    there: Fonts = brand("openmaru").fonts
    return break_lines(scene_runs((Inline(said),), types("ko")["text"], "ko", "ko"), types("ko")["text"], width, there)


def test_korean_words_are_kept_whole():
    """Lines end where words end, and hold the whole text."""
    said = "오케스트레이션은 컨테이너 여러 개를 배치하고, 확장하고, 관리하는(자동화하는) 일입니다. " * 3
    lines = [line_text(line) for line in set_lines(said)]
    assert len(lines) > 3
    assert [w for line in lines for w in line.split()] == said.split()


def test_no_short_word_stands_alone_at_the_end():
    """The last line takes a second word along."""
    for n in range(1, 25):
        lines = [line_text(line).strip() for line in set_lines("가나다 " * n + "것.")]
        assert len(lines) == 1 or lines[-1] != "것."


def test_looks_of_prose_reach_the_paper():
    """Bold, emphasis, code and links keep their looks; a link with other words than its address gets a number."""
    deck = deck_of(SLIDES)
    there = brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    (slide,) = [
        s
        for p in view(Setter(deck, scenes, there.theme, there.fonts, sheet("a4", "ko"))).parts
        for s in p.slides
        if s.anchor == "slide-prose"
    ]
    runs = [r for b in slide.prose for p in b.paragraphs for line in p.lines for r in line]
    assert PrintRun("쉬운 말", url="https://example.org/easy/") in runs
    assert PrintRun("1", marks=frozenset({"note"})) in runs and PrintRun("2", marks=frozenset({"note"})) not in runs
    assert any(r.bold and r.text.startswith("프로세스") for r in runs)
    assert any(r.code and "kubectl" in r.text for r in runs)
    assert any("emphasis" in r.marks for r in runs)
    assert [b.listed for b in slide.prose if len(b.paragraphs) == 2] == [True]


def test_importing_the_writer_does_not_load_weasyprint():
    """It costs a third of a second: who builds slides only does not pay."""
    code = "import sys, deckgen.writers.handout.handouts; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


# editions


def test_the_registry_is_the_authors_list():
    """What a seminar may name is what can be printed."""
    assert (*EDITIONS, *PLATES) == printing.EDITIONS


@judged_by_verapdf
@pytest.mark.parametrize("paper", printing.PAPERS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_is_pdf_ua(edition, paper, tmp_path):
    """Every edition, on every paper: veraPDF finds nothing, every font is the theme's, and every slide that it shows
    has alt text."""
    file = tmp_path / f"{edition}.pdf"
    file.write_bytes(printed(edition, paper)[0])
    assert [] == oracles.pdf_ua1(file)
    assert {("yes", "yes")} == {(f["emb"], f["sub"]) for f in oracles.pdf_fonts(file)}


@pytest.mark.slow
@pytest.mark.parametrize("edition", [n for n, e in EDITIONS.items() if not e.private])
def test_what_the_speaker_says_is_in_no_edition_for_the_audience(edition, tmp_path):
    """Only the presenter's script has the notes."""
    file = tmp_path / "x.pdf"
    file.write_bytes(printed(edition)[0])
    assert "비밀" not in oracles.pdf_text(file)


def test_the_script_tells_the_time(tmp_path):
    """Times of day are counted from the event's start; the notes are there, the prose is not."""
    file = tmp_path / "x.pdf"
    deck = deck_of(SLIDES)._replace(start=14 * 60)
    file.write_bytes(written(deck, edition="speaker")[0])
    said = oracles.pdf_text(file)
    assert "발표자만 아는 비밀" in said and "마지막 문단입니다" not in said
    assert ["14:00", "14:01", "14:02", "14:03"] == sorted(set(re.findall(r"14:0[0-3]", said)))
    deck = deck._replace(slides=tuple(p._replace(slide=p.slide.with_fields(minutes=0.75)) for p in deck.slides))
    file.write_bytes(written(deck, edition="speaker")[0])
    said = oracles.pdf_text(file)
    # to the second, and beside it how much of the talk is over
    assert all(time in said for time in ("14:00:45", "14:01:30", "14:02:15", "지난 시간 2:15"))


@pytest.mark.parametrize(("count", "turned"), [(n, t) for n, (_, _, t) in GRIDS.items()])
def test_slides_fill_their_page(count, turned, tmp_path):
    """So many pictures to a page, all of them on it, none over another; a sheet lies on its side where that makes
    them larger."""
    deck, there = deck_of([*SLIDES, *MANY]), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    page = sheet("a4", "ko")
    page = page.turned() if turned else page
    found = slides.view(Setter(deck, scenes, there.theme, there.fonts, page), count)
    shown = [s.id for p, s in zip(deck.slides, scenes, strict=True) if not said_elsewhere(p)]
    assert len(shown) > len(MANY) and shown == [c.anchor.removeprefix("slide-") for cells in found.pages for c in cells]
    for cells in found.pages:
        assert len(cells) <= count
        for a in cells:
            assert -1e-6 <= a.x and a.x + found.width + found.aside <= page.text + 1e-6
            assert -1e-6 <= a.y and a.y + found.above + found.height <= page.inner + 1e-6
            for b in cells:
                assert a is b or abs(a.x - b.x) >= found.width or abs(a.y - b.y) >= found.height + found.above


def test_slides_stand_in_columns_on_request():
    """The second slide stands below the first, not beside it."""
    deck, there = deck_of([*SLIDES, *MANY]), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    first, second = slides.view(Setter(deck, scenes, there.theme, there.fonts, sheet("a4", "ko"), "column"), 6).pages[
        0
    ][:2]
    assert first.x == second.x and first.y < second.y


@pytest.mark.parametrize("paper", printing.PAPERS)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_lines_stand_on_the_baseline_grid(paper, language):
    """What stands in the flow of the notes edition is a whole number of lines high, so that facing pages align."""
    deck, there = deck_of([*SLIDES, *MANY], language=language), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    page = sheet(paper, language)
    heights = [
        h
        for part in notes.view(Setter(deck, scenes, there.theme, there.fonts, page)).parts
        for s in part.slides
        for h in (part.height, s.head, s.kept, s.side, *s.depiction.heights)
    ]
    assert heights
    for height in (*heights, page.inner, page.ruled * 2):
        assert abs(height / page.line - round(height / page.line)) < 1e-6


@pytest.mark.parametrize("paper", printing.PAPERS)
def test_the_measure_is_easy_to_read(paper):
    """35 to 45 Korean letters to a line, with their spaces."""
    page, type = sheet(paper, "ko"), types("ko")["text"]
    said = "컨테이너는 작은 컴퓨터가 아니라 운영 체제가 나눠 실행하는 프로세스입니다. " * 20
    letters = brand("openmaru").fonts.width(said, "text", False) * type.size / POINTS / len(said)
    assert 35 <= page.measure / letters <= 46


@pytest.mark.slow
def test_duplex_pages_keep_away_from_the_binding():
    """The inner margin is at the left of odd pages and at the right of even ones."""
    page = sheet("a4", "ko", large=True, duplex=True)
    assert page.left(1) > page.left(2) and page.inside + page.outside + page.text == pytest.approx(page.width)
    with pikepdf.open(BytesIO(printed("notes", large=True, duplex=True).data)) as pdf:
        places = [re.search(rb"/Header>> BDC.*? ([\d.]+) [\d.]+ Td", _content(p), re.S) for p in pdf.pages]
    left = [float(m[1]) if m else None for m in places]
    assert left[2] == pytest.approx(page.inside * POINTS, abs=0.1) and left[3] == pytest.approx(
        page.outside * POINTS, abs=0.1
    )


@judged_by_verapdf
def test_large_print_is_set_anew(tmp_path):
    """18 points for prose, nothing below 14 but what is in the pictures; all of it is there."""
    file = tmp_path / "large.pdf"
    file.write_bytes(written(deck_of(SLIDES), large=True)[0])
    said = " ".join(oracles.pdf_text(file).split())
    assert "마지막 문단입니다." in said
    assert [] == oracles.pdf_ua1(file)
    assert min(t.size for t in types("ko", large=True).values()) >= 14


def said_in(edition: str, tmp_path, **how: object) -> str:
    file = tmp_path / "x.pdf"
    file.write_bytes(printed(edition, **how)[0])
    return " ".join(oracles.pdf_text(file).split())


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize(
    ("seminar", "language"), [(s, n) for s in ("city-office", "media-commerce", "five-questions") for n in ("ko", "en")]
)
def test_a_front_page_has_room_for_all_that_it_says(seminar, language, paper, large):
    """The title is the largest on its page, none of its words parted; art, title and event do not meet. Heads do
    not, either."""
    deck, scenes, _ = laid_out(seminar, language)
    upright = sheet(paper, language, large)
    for page in (upright, upright.turned()):
        setter = Setter(deck, scenes, brand("openmaru").theme, brand("openmaru").fonts, page)
        found = front(setter)
        assert found.size > setter.types["subtitle" if page.lying else "part"].size
        assert keeps_words(deck.title.plain, map(line_text, found.title))
        assert 0.4 * page.art <= found.art <= page.art or (large and paper == "a5" and not found.art)
        if not page.lying:
            said = (
                len(found.title) * found.size * 1.24 / POINTS
                + len(found.subtitle) * setter.types["subtitle"].line_height
            )
            assert (
                found.art * 9 / 16 + found.above + said + found.row * sum(len(d) for _, d in found.details) < page.inner
            )
        around = Frame(Title(deck.title, found.title), found, "", deck.client, "", "", language, None, (), ())
        longest = max((p.title.plain for p in deck.parts), key=len)
        small = setter.types["small"]
        named = event(around, [Running(longest, False)], page, small, setter.fonts)
        assert named and setter.fonts.width(named + longest, "text", False) * small.size / POINTS < page.text


def test_a_line_ends_where_a_word_does():
    """What ties words must not part them: a tie that is longer than a line is not made."""
    assert keeps_words("한 줄\u00a0두 줄", ["한 줄", "두 줄"]) and keeps_words("well-known", ["well-", "known"])
    assert not keeps_words("Compose, Swarm", ["Compose, Swa", "rm"])
    type = types("en")["cell"]
    room = brand("openmaru").fonts.width("Compose, Swa", "text", False) * type.size / POINTS
    assert [
        line_text(line) for line in set_text(unmarked("Compose, Swarm"), type, room, brand("openmaru").fonts, "ko")
    ] == [
        "Compose, ",
        "Swarm",
    ]


@pytest.mark.slow
@pytest.mark.xdist_group("media-commerce")
@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_large_print_ends_with_one_page_of_feedback_and_is_one_sheet_of_commands(language, paper, tmp_path):
    """What asks and what is to be scanned stand together (in a short seminar); a command in large print is larger
    than in the usual one, where paper allows (in the one with the most commands)."""
    file = tmp_path / "x.pdf"
    file.write_bytes(handouts_of("platform-summit", language).write("slides-6", Print(paper, large=paper != "a5"))[0])
    last = oracles.pdf_text(file).split("\f")[-2]
    assert all(said in last for said in ("example.com/seminar", "1.", "3."))
    assert len(re.findall(r"example\.com/seminar(?![/\w])", last)) == 1, "the seminar names one address"
    assert "example.com/seminar/" in last, "and the imprint that of the newest version"
    deck, scenes, _ = laid_out("media-commerce", language)
    sheets = [sheet(paper, language, large).turned() for large in (False, True)]
    usual, large = (
        EDITIONS["cheatsheet"].view(Setter(deck, scenes, brand("openmaru").theme, brand("openmaru").fonts, page))
        for page in sheets
    )
    assert large.size > usual.size or (paper == "a5" and large.size == usual.size)
    assert 1 == handouts_of("media-commerce", language).write("cheatsheet", Print(paper, large=True)).pages


@pytest.mark.slow
def test_an_article_has_prose_figures_tables_and_footnotes(tmp_path):
    """The prose of every slide, the drawings with captions, tables set anew, and where it was read, once at the foot
    of the page."""
    said = said_in("reader", tmp_path)
    expected = [
        "마지막 문단입니다.",
        "그림의 설명입니다(그림",
        "그림 1",
        "표 1",
        "예제 1",
        "kubectl",
        "get pods",
        "파드",
    ]
    for part in expected:
        assert part in said, part
    assert "설문" not in said.split("의견")[0]  # what belongs to the talk only is left out
    with pikepdf.open(BytesIO(printed("reader")[0])) as pdf:
        drawn = {name for page in pdf.pages for name in re.findall(rb"/(\w+) Do", _content(page))}
        assert {b"FigureSlide9", b"FigureSlide11"} <= drawn and not {n for n in drawn if n.startswith(b"Slide")}
        kinds = [str(e.S) for e in _elements(pdf.Root.StructTreeRoot) if "/S" in e]
    assert "/Table" in kinds and "/TH" in kinds


def test_a_workbook_can_be_filled_in_on_the_screen():
    """Every blank is a field with a name that says what is asked, over its line."""
    with pikepdf.open(BytesIO(printed("workbook")[0])) as pdf:
        fields = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
        kinds = {name: str(f.FT) for name, f in fields.items()}
        for page in pdf.pages:
            box = [float(v) for v in page.MediaBox]
            for a in (a for a in page.get("/Annots", ()) if a.Subtype == "/Widget"):
                left, low, right, high = (float(v) for v in a.Rect)
                assert box[0] < left < right < box[2] and box[1] < low < high < box[3]
        # a screen reader comes to each where it stands in its exercise
        forms = [e for e in _elements(pdf.Root.StructTreeRoot) if e.get("/S") == "/Form"]
        widgets = [w for f in pdf.Root.AcroForm.Fields for w in f.get("/Kids", [f])]
        assert [w.objgen for w in widgets] == [e.K[0].Obj.objgen for e in forms]
        assert all("/Art" in _above(e) for e in forms[2:])
        assert all(str(w.TU) for w in widgets)
        assert [2] == [len(f.Kids) for f in fields.values() if "/Kids" in f]
        assert "배치하기" in [str(o) for o in fields["e1-1"].Opt], "words to choose from open as a list"
    assert ["your-name", "your-date"] == list(fields)[:2]
    assert 2 + 3 + 1 + 4 + 1 + 1 + 1 == len(fields)
    assert {"/Tx", "/Ch", "/Btn"} == set(kinds.values()) and "/Ch" == kinds["e1-1"]
    assert "1. 배치하기에 대한 설명" == str(fields["e1-1"].TU) or "배치하기에 대한 설명" in str(fields["e1-1"].TU)


def test_hangul_that_is_filled_in_is_seen(tmp_path):
    """What pikepdf fills in is drawn by Poppler in the field's face; of choices one alone is chosen."""
    with pikepdf.open(BytesIO(printed("workbook")[0])) as pdf:
        form = Form(pdf, DefaultAppearanceStreamGenerator)
        texts = [f for f in dict(form.items()).values() if isinstance(f, TextField)]
        for field in texts:
            field.value = "컨테이너 뜻"
        (radio,) = (f for f in dict(form.items()).values() if isinstance(f, RadioButtonGroup))
        first, second = radio.options
        radio.selected = first
        radio.selected = second
        states = [str(kid.AS) for kid in radio.obj.Kids]
        pdf.save(tmp_path / "filled.pdf")
    assert len(texts) > 5
    said = oracles.pdf_text(tmp_path / "filled.pdf")
    assert said.count("컨테이너 뜻") > 5
    assert 1 == sum(state != "/Off" for state in states)


def test_the_workbook_keeps_its_answers_to_itself(tmp_path):
    """What is to be found stands in the words to choose from only; the emptied box of a drawing has no words under
    it."""
    asked, answered = said_in("workbook", tmp_path), said_in("answers", tmp_path)
    assert "보기" in asked and "보기" not in answered
    with pikepdf.open(BytesIO(printed("workbook")[0])) as pdf:
        drawn = [name for page in pdf.pages for name in re.findall(rb"/(\w+) Do", _content(page))]
        assert [b"LabelSlide11"] == [n for n in drawn if n.startswith(b"Label")]
        alts = [str(e.Alt) for e in _elements(pdf.Root.StructTreeRoot) if e.get("/S") == "/Figure"]
    assert not any("올리기" in alt for alt in alts)
    assert 1 == asked.count("올리기") and "쿠버네티스" not in asked.split("용어")[0]
    for part in ("배치하기", "올리기", "쿠버네티스"):
        assert part in answered


def test_points_are_put_in_another_order_always_the_same():
    """An exercise whose points stand in order already is none."""
    for n in range(2, 8):
        for seed in ("e1", "e2", "e3"):
            found = exercises._shuffled([f"점 {i}" for i in range(n)], seed)
            assert sorted(found) == [f"점 {i}" for i in range(n)] != found
            assert found == exercises._shuffled([f"점 {i}" for i in range(n)], seed)


@pytest.mark.parametrize(
    ("slide", "said"),
    [
        (
            {"id": "a", "kind": "statement", "title": "x", "exercise": "fill"},
            "a `statement` slide has nothing to fill in",
        ),
        (
            {"id": "a", "kind": "statement", "title": "x", "exercise": "order"},
            "a `statement` slide has nothing to put in order",
        ),
        (
            {"id": "a", "kind": "cards", "title": "x", "cards": ["a", "b"], "exercise": "label"},
            "the slide `a` has no drawing with labels",
        ),
        (
            {
                "id": "a",
                "kind": "flow",
                "title": "x",
                "steps": ["a", "b"],
                "exercise": {"ask": "label", "blanks": ["c"]},
            },
            "the drawing has no box `c`",
        ),
        ({"id": "a", "kind": "statement", "title": "x"}, "has no exercise for a workbook"),
    ],
)
def test_an_exercise_that_cannot_be_is_told(slide, said):
    """At the author's slide, before anything is printed."""
    if slide["kind"] == "cards":
        slide = slide | {"cards": [{"title": c} for c in slide["cards"]]}
    with pytest.raises(ContentError) as caught:
        written(deck_of([slide]), edition="workbook")
    assert any(said in d.message for d in caught.value.diagnostics), caught.value.diagnostics


def test_summaries_have_two_pages_and_cheat_sheets_one(tmp_path):
    """What is pinned to a wall or handed out in passing does not run over."""
    assert (2, 1) == (printed("summary")[1], printed("cheatsheet")[1])
    assert "격리된 프로세스입니다." in said_in("summary", tmp_path)
    assert "kubectl get pods" in said_in("cheatsheet", tmp_path)


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        ("summary", "no slide of kind `qna`"),
        ("cheatsheet", "no table with commands"),
        ("answers", "no exercise that the edition `answers` has an answer to"),
    ],
)
def test_an_edition_without_content_is_told(edition, said):
    """Rather than an empty page."""
    with pytest.raises(ContentError, match=said):
        written(deck_of(SLIDES), edition=edition)


def test_footnotes_of_an_article_are_numbered_once(tmp_path):
    """Through the whole of it, the author's own as well as what its links lead to."""
    texts = (
        "하나^[첫 각주]와 [말](https://example.com/a)이다.",
        "[말](https://example.com/b)이다.",
        "둘^[둘째 각주]과 셋[^x]이다.\n\n[^x]: 셋째 각주",
    )
    slides = [{"id": f"s-{n}", "kind": "statement", "title": "말", "handout": t} for n, t in enumerate(texts)]
    file = tmp_path / "a.pdf"
    file.write_bytes(written(deck_of(slides), edition="reader")[0])
    said = re.sub(r"\s+", "", oracles.pdf_columns(file))
    assert "하나1와말2이다." in said and "말이다.3" in said and "둘4과셋5이다." in said
    assert "1첫각주2example.com/a3example.com/b4둘째각주5셋째각주" in said


@pytest.mark.parametrize("edition", ["reader", "notes"])
def test_footnotes_are_notes_to_whoever_listens(edition):
    """Each by itself, with an id of its own that the file finds it by."""
    text = "하나^[첫 각주]와 [말](https://example.com/a)이고 셋[^x]이다.\n\n[^x]: 셋째 각주"
    slides = [{"id": "s", "kind": "statement", "title": "말", "handout": text}]
    with pikepdf.open(BytesIO(written(deck_of(slides), edition=edition)[0])) as pdf:
        root = pdf.Root.StructTreeRoot
        notes = [e for e in _elements(root) if str(e.get("/S")) == "/Note"]
        ids = [str(e.ID) for e in notes]
        (leaf,) = root.IDTree.Kids
        assert 3 == len(ids) == len(set(ids)) and ids == sorted(ids)
        assert ids == [str(name) for name in list(leaf.Names)[::2]]
        assert not [e for e in _elements(root) if str(e.get("/S")) == "/BlockQuote"]


@judged_by_verapdf
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_can_be_printed_in_every_way(edition, tmp_path):
    """Large print on both sides, too, is PDF/UA."""
    file = tmp_path / "x.pdf"
    file.write_bytes(printed(edition, large=True, duplex=True).data)
    assert [] == oracles.pdf_ua1(file)


# print


@judged_by_verapdf
@pytest.mark.parametrize(
    "how",
    [{"ink": "grey", "bleed": 3.0}, {"ink": "save"}, {"booklet": True}],
    ids=lambda how: "-".join(map(str, how.values())),
)
@pytest.mark.parametrize("edition", ["notes", "reader", "workbook", "slides-3"])
def test_every_print_is_pdf_ua(edition, how, tmp_path):
    """In grey with marks to cut by, with little ink, as a booklet."""
    file = tmp_path / "x.pdf"
    file.write_bytes(printed(edition, **how)[0])
    assert [] == oracles.pdf_ua1(file)


def colours(data: bytes) -> set[tuple[float, ...]]:
    """Every colour with which anything is drawn, in pages and forms."""
    found = set()
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and (o.get("/Subtype") == "/Form")]
        contents = [_content(p) for p in pdf.pages] + [s.read_bytes() for s in streams]
    for content in contents:
        for match in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b", content):
            found.add(tuple(float(v) for v in match))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_grey_is_grey(theme):
    """Nothing in the file has a colour, logos included; accent and second colour are told apart by how dark they
    are."""
    found = colours(kinds_in_grey(theme).read_bytes())
    assert found
    for r, g, b in found:
        assert max(r, g, b) - min(r, g, b) < 0.02, (r, g, b)
    grey = ink.print_brand(brand(theme), "grey").theme
    assert contrast(grey.hex("accent"), grey.hex("calm")) >= 2.2


@pytest.mark.parametrize("how", ["grey", "save"])
@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_in_every_ink(theme, how):
    """Every pair of colours that a theme promises to keep apart is kept apart in print."""
    assert [] == weak_pairs(ink.print_brand(brand(theme), how).theme, PAIRS)


@pytest.mark.parametrize("theme", THEMES)
def test_saving_ink_leaves_no_dark_slide(theme):
    """Dark artworks, dark boxes and fields of colour turn light, and whatever stands on them stays readable."""
    there = ink.print_brand(brand(theme), "save")
    deck = gallery("typical", theme)
    scenes, _ = lay_out(deck, brand(theme), images())
    assert len(scenes) > len(KINDS)
    fields = [s for s in scenes if s.background not in ("paper", "surface", "soft")]
    assert len(fields) > 1
    for scene in ink.print_scenes(scenes, there, "save", "ko"):
        assert scene.background in ("paper", "surface", "soft")
        for item in walk((*scene.artwork, *scene.items)):
            if isinstance(item, Box):
                assert item.fill not in ("strong", "text", "dark", "band") or min(item.rect.w, item.rect.h) < 8, (
                    scene.id,
                    item.name,
                )
                large = item.rect.w * item.rect.h > 0.2 * 960 * 540
                assert not large or item.fill in (None, "paper", "surface", "soft"), (scene.id, item.name)
        assert [] == [
            d.message for d in check(scene, there.theme, there.fonts, lambda c: []) if "contrast" in d.message
        ], scene.id


def test_pages_of_a_booklet_are_in_order():
    """Folded in the middle, the pages follow each other."""
    assert [(8, 1), (2, 7), (6, 3), (4, 5)] == list(booklet.order(8))
    assert [(None, 1), (2, None), (None, 3), (4, 5)] == list(booklet.order(5))
    for count in range(1, 40):
        sides = list(booklet.order(count))
        assert list(range(1, count + 1)) == sorted(n for side in sides for n in side if n)
        assert 0 == len(sides) % 2


@pytest.mark.slow
def test_a_booklet_holds_every_page(tmp_path):
    """A4 across, two A5 pages to a side."""
    file = tmp_path / "x.pdf"
    pages = printed("notes", "a5").count
    data, sides = printed("notes", booklet=True)[:2]
    file.write_bytes(data)
    assert -(-pages // 4) * 2 == sides
    assert oracles.pdf_info(file)["Page size"].startswith("839.055 x 595.276")
    assert "마지막 문단입니다." in " ".join(oracles.pdf_text(file).split())


@pytest.mark.slow
def test_a_print_shop_gets_bleed_and_marks():
    """The page is cut at its trim box, and the marks stand outside."""
    with pikepdf.open(BytesIO(printed("notes", bleed=3.0)[0])) as pdf:
        page = pdf.pages[2]
        trim, bleed, media = ([float(v) for v in box] for box in (page.TrimBox, page.BleedBox, page.MediaBox))
    assert trim[2] - trim[0] == pytest.approx(210 * POINTS, abs=0.1)
    assert trim[0] - bleed[0] == pytest.approx(3 * POINTS, abs=0.1)
    assert media[0] <= bleed[0] and bleed[2] <= media[2]


def found(edition: str, slides: list[dict], **how: object) -> list[str]:
    """What the print check says."""
    deck, there = deck_of(slides), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    out = Handouts(deck, scenes, there, INFO).write(edition, Print(**how)).findings
    assert all(d.severity == "warning" and d.span and d.hint for d in out)
    return [d.message for d in out]


def test_every_check_of_the_print_is_called(monkeypatch):
    """A check that stands in `preflight` and that nobody calls is found."""
    checks = [
        name
        for name, value in vars(preflight).items()
        if inspect.isfunction(value)
        and not name.startswith("_")
        and inspect.get_annotations(value).get("return") == "Iterator[Diagnostic]"
    ]
    assert len(checks) >= 5
    for name in checks:
        monkeypatch.setattr(
            preflight, name, lambda *given, called=name: iter([warning(called, Span("x.yaml"), "hint")])
        )
    assert sorted(checks) == sorted(found("slides-1", SLIDES, ink="grey"))


@pytest.mark.slow
def test_words_too_small_for_paper_are_told():
    """Nine slides to a small page are too many for their smallest words; one is not, nor nine to a large page."""
    assert [] == found("notes", SLIDES) == found("slides-1", SLIDES) == found("slides-9", SLIDES)
    (said,) = found("slides-9", SLIDES, paper="a5")
    assert re.search(r"`slides-9` prints the smallest words of \d slides in less than 3.8 points", said)


def test_a_picture_too_coarse_for_its_size_is_told():
    """One that is sharp on a screen and in the notes may not be as wide as a page; it is told at its slide."""
    deck, there, drawn = (
        deck_of(
            [{"id": "a", "kind": "picture", "title": "사진", "image": "images/desk.png", "alt": "책상", "full": "true"}]
        ),
        brand("openmaru"),
        BytesIO(),
    )
    Image.new("RGB", (1920, 1080), "#203040").save(drawn, "PNG")
    scenes, _ = lay_out(deck, there, {"images/desk.png": read_image("images/desk.png", drawn.getvalue())})
    told = {
        e: [d.message for d in Handouts(deck, scenes, there, INFO).write(e, Print()).findings]
        for e in ("slides-1", "notes", "slides-2")
    }
    assert told["notes"] == told["slides-2"] == []
    (said,) = told["slides-1"]
    assert said.startswith("`slides-1` prints the picture `images/desk.png` with 187 pixels an inch")


def test_a_link_without_its_address_is_told():
    """On paper nobody can click; in the notes edition the prose prints the address."""
    link = {"id": "a", "kind": "statement", "title": "제목", "support": "[여기](https://example.org/here)를 보세요."}
    said = "on paper nobody can follow the link to `example.org/here`: the address is not printed"
    assert [said] == found("slides-2", [link]) == found("notes", [link])
    below = link | {"handout": "[여기](https://example.org/here)를 보세요."}
    assert [] == found("notes", [below]) and [said] == found("slides-2", [below])


def test_a_heading_that_stands_alone_is_told():
    """At the foot of a page, while what it heads begins on the next."""
    here = [{"part-0": (), "slide-a": ()}, {"slide-a": (), "part-1": ()}, {"slide-b": ()}]
    span = Span("x.yaml", 3)
    headings = [
        preflight.Heading("part-0", "하나", span, "slide-a"),
        preflight.Heading("part-1", "둘", span, "slide-b"),
    ]
    (told,) = preflight.orphans(here, headings)
    assert "`둘` stands alone at the foot of page 2" in told.message


@pytest.mark.slow
@pytest.mark.parametrize("how", [{}, {"paper": "letter"}, {"paper": "a5"}, {"large": True}])
@pytest.mark.parametrize("edition", ["notes", "reader", "speaker"])
def test_headings_stay_with_their_text(edition, how):
    """The print check finds no heading that stands alone, however long what is before it."""
    handout = printed(edition, slides="long", **how)
    assert handout.count > 4
    assert [] == [message for message in handout.messages if "stands alone" in message]


def test_charts_that_look_alike_in_grey_are_told():
    """Two fills of the same lightness cannot be told apart without their colours."""
    theme = ink.print_brand(brand("openmaru"), "grey").theme
    chart = Chart(
        "c",
        Rect(0, 0, 10, 10),
        "column",
        (),
        (),
        "0",
        Rect(0, 0, 1, 1),
        1.0,
        None,
        1.0,
        (12.0, 12.0),
        (Box("a", Rect(0, 0, 1, 1), fill="muted"), Box("b", Rect(0, 0, 1, 1), fill="calm")),
        "x",
    )
    scene = Scene("s", 1, "title-only", unmarked("제목"), "ko", "paper", (chart,))
    same = Theme(**{**vars(theme), "palette": {**theme.palette, "muted": theme.palette["calm"]}})
    assert [] == list(preflight.alike([scene], theme))
    assert ["in grey, `muted` and `calm` look the same in this chart"] == [
        d.message for d in preflight.alike([scene], same)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_printed_in_the_margins(edition, paper, tmp_path):
    """To the left and the right of the type area every page is white, whatever stands on it."""
    page = sheet(paper, "ko")
    page = page.turned() if EDITIONS[edition].turned else page
    (tmp_path / "a.pdf").write_bytes(printed(edition, paper)[0])
    subprocess.run(["pdftoppm", "-gray", "-r", "72", "a.pdf", "p"], cwd=tmp_path, check=True)
    pictures = sorted(tmp_path.glob("*.pgm"))
    assert printed(edition, paper)[1] == len(pictures)
    for picture in pictures:
        with Image.open(picture) as drawn:
            side = int((page.side - 0.7) * POINTS)
            for left in (0, drawn.width - side):
                assert (255, 255) == drawn.crop((left, 0, left + side, drawn.height)).getextrema(), picture.name


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize("edition", ["notes", "slides-1", "reader"])
def test_a_cover_is_one_page(edition, paper, tmp_path):
    """Art, title and event stand on the first page, on paper that stands or lies."""
    (tmp_path / "a.pdf").write_bytes(printed(edition, paper, "many" if edition == "slides-1" else "long").data)
    first = subprocess.run(
        ["pdftotext", "-l", "1", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    for word in ("질문으로", "공개 세미나", "김하늘", "2026년 12월 10일"):
        assert word in first, word


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edition", "paper", "head"),
    [
        ("notes", "a4", "차례"),
        ("reader", "a5", "차례"),
        ("speaker", "a5", "진행표"),
    ],
)
def test_every_long_edition_says_where_its_parts_are(edition, paper, head, tmp_path):
    """Editions of more than eight pages have contents with page numbers; the speaker's script has them in its plan."""
    data, count, _ = printed(edition, paper, "long")
    assert count > 8
    (tmp_path / "a.pdf").write_bytes(data)
    said = subprocess.run(
        ["pdftotext", "-l", "2", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert head in said and "함께 일하는 컨테이너" in " ".join(said.split())
    with pikepdf.open(BytesIO(data)) as pdf:
        links = [str(a.get("/Contents", "")) for page in list(pdf.pages)[:2] for a in page.get("/Annots", ())]
    assert any("함께 일하는 컨테이너" in link for link in links)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["notes", "slides-4", "reader", "speaker"])
def test_lists_stand_at_the_end(edition, tmp_path):
    """Terms with the pages that use them, and sources with their addresses; on a sheet that lies on its side, too."""
    (tmp_path / "a.pdf").write_bytes(printed(edition)[0])
    said = oracles.pdf_columns(tmp_path / "a.pdf")
    assert re.search(r"→ ?\d", said) and "kubernetes.io/docs/concepts/workloads/pods" in "".join(said.split())


@pytest.mark.slow
@pytest.mark.xdist_group("media-commerce")
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("edition", ["notes", "reader", "speaker", "slides-6"])
def test_a_term_stands_where_its_page_numbers_say(edition, language, tmp_path):
    """Each page named beside a term has the word on it: in this edition, not in what another one prints."""
    deck, scenes, _ = laid_out("media-commerce", language)
    theme = brand(deck.theme)
    file = output(seminars(language), f"media-commerce.{language}.{EDITIONS[edition].file}.pdf")
    if edition == "notes" or not file.exists():  # without lists on few sheets; an edition that the seminar has not
        file = tmp_path / "a.pdf"
        file.write_bytes(handouts_of("media-commerce", language).write(edition).data)
    texts = [" ".join(page.split()) for page in oracles.pdf_columns(file).split("\f")]
    view = EDITIONS[edition].view(Setter(deck, scenes, theme.theme, theme.fonts, sheet("a4", language)))
    terms = {m.term.name(language): m.term for m in deck.terms}
    titles = {f"slide-{p.slide.id}": p.title.plain for p in deck.slides}
    with pikepdf.open(file) as pdf:
        number = {p.obj.objgen: n for n, p in enumerate(pdf.pages)}
        page = {str(name): number[place[0].objgen] for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    checked = 0
    for term in view.back.terms:
        for place in term.places:
            # a heading over several lines beside a column is not read in one piece
            assert terms[term.name].count(texts[page[place]], language) or terms[term.name].count(
                titles.get(place, ""), language
            ), (term.name, place)
            checked += 1
    assert checked >= (80 if edition == "slides-6" else 90)  # slides-6 leaves out what stands elsewhere on paper


def test_a_workbook_says_what_stands_in_a_blank_box(tmp_path):
    """Boxes that look alike can be told apart: each blank has its clue."""
    asked = {"ask": "label", "blanks": ["올리기", "받기"], "clues": ["저장소에 둡니다", "저장소에서 가져옵니다"]}
    slides = [
        {"id": "labelled", "kind": "flow", "title": "순서도", "steps": ["만들기", "올리기", "받기"], "exercise": asked}
    ]
    (tmp_path / "a.pdf").write_bytes(written(deck_of(slides), edition="workbook")[0])
    said = oracles.pdf_text(tmp_path / "a.pdf")
    assert re.search(r"1 +저장소에 둡니다", said) and re.search(r"2 +저장소에서 가져옵니다", said)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("수집은 표준으로, 저장과 화면은 고릅니다", ["수집은 표준으로,", "저장과 화면은 고릅니다"]),
        ("문제 4. 배포하는 날이 두려워집니다", ["문제 4.", "배포하는 날이 두려워집니다"]),
        ("상자 하나에 필요한 것이 다 들어 있습니다", ["상자 하나에 필요한 것이", "다 들어 있습니다"]),
    ],
)
def test_headings_are_parted_where_they_pause(text, lines):
    found = set_text(unmarked(text), types("ko")["title"], 50.0, brand("openmaru").fonts, "ko", even=True)
    assert lines == ["".join(r.text for r in line).strip() for line in found]


def test_options_of_commands_are_not_parted():
    """`--previous` is one word: a hyphen at a line's end would be read as a hyphenation's."""
    fonts, type = brand("openmaru").fonts, types("ko")["text"]
    for width in range(20, 60):
        runs = scene_runs(
            (Inline("로그는 "), Inline("logs NAME --previous", code=True), Inline("로 봅니다")), type, "ko", "ko"
        )
        said = ["".join(r.text for r in line) for line in break_lines(runs, type, float(width), fonts)]
        assert said and not any(line.rstrip().endswith("-") for line in said), said


def test_one_writing_line_is_none():
    """A single line at the foot of a page looks like a rule that has lost its way."""
    page = sheet("a4", "ko")
    bottom = page.height - page.bottom
    assert not ruling(page, 1, "#000000", bottom - page.ruled * 1.5).content
    assert ruling(page, 1, "#000000", bottom - page.ruled * 2.5).content


@pytest.mark.parametrize("edition", ["notes", "reader"])
def test_what_a_slide_folds_is_printed_whole(edition, tmp_path):
    """Of long code and long output the slide shows a part; handouts print every line, long ones in two."""
    code = "\n".join(f"line {n}" for n in range(1, 31))
    session = f"$ run\n{'x' * 90}\n" + "\n".join(f"out {n}" for n in range(1, 15))
    slides = [
        {"id": "long", "kind": "code", "title": "코드", "language": "text", "code": code, "handout": "설명입니다."},
        {"id": "session", "kind": "terminal", "title": "화면", "session": session, "handout": "설명입니다."},
        {"id": "short", "kind": "code", "title": "짧음", "language": "text", "code": "only", "handout": "설명입니다."},
    ]
    file = tmp_path / "handout.pdf"
    file.write_bytes(written(deck_of(slides), edition=edition)[0])
    words = oracles.pdf_text(file).split("\n")
    printed = [line.strip() for line in words]
    assert {f"line {n}" for n in range(1, 31)} | {f"out {n}" for n in range(1, 15)} <= set(printed)
    assert 90 == sum(len(line) for line in printed if line and set(line) == {"x"})
    assert 1 == sum(bool(re.fullmatch(r"(?:\d+\s+)?only", line)) for line in printed), (
        "a slide that shows all is not printed twice"
    )


@pytest.mark.slow
def test_a_script_has_the_words_of_its_notes_alone(tmp_path):
    """Its slides are pictures: what they say does not stand between the sentences that are spoken."""
    assert "발표자만 아는 비밀" in said_in("speaker", tmp_path)
    with pikepdf.open(BytesIO(printed("speaker")[0])) as pdf:
        forms = [form for page in pdf.pages for form in page.Resources.get("/XObject", {}).values()]
        glyphs = [g for f in forms for g in f.get("/Resources", Dictionary()).get("/XObject", {})]
        assert len(glyphs) > 10 and not any("/Font" in f.get("/Resources", Dictionary()) for f in forms)
