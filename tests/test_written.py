"""What people write, in every output: lists, footnotes, addresses and emoji, in one small project built once."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import ROOT, brand, deckgen
from shared import once

from deckgen.layout.runs import counted
from deckgen.reading.fonts import EMOJI
from deckgen.reading.letters import clusters
from deckgen.scene import Bullet

SEMINAR = """
title: 시험 🎉 세미나
language: ko
theme: openmaru
minutes: 10
event: {client: 우리 회사, date: 2026-12-10}
handout: {editions: [notes, reader, workbook, speaker]}
programme:
- {part: "시작^[부의 각주]", lead: 시작합니다, slides: [one, two, steps, ask, reply, end]}
"""
MODULE = """
title: 모음
slides:
- id: one
  kind: bullets
  title: 번호^[제목의 각주] 목록 👩\u200d💻
  items:
  - 9. 아홉^[누리집 https://example.org 에서]
  - {text: 10. 열, items: [1. 안쪽, 1. 둘째]}
  - 11. kim@example.com으로
  notes: |
    1. 먼저^[말할 때의 각주]
       - 안쪽
    2. https://example.com/a에서
  handout: |
    1. 내려받습니다 👍🏽
    2. 설치합니다

    - 바깥[^1]와 1\u20e3
      - 안쪽 https://example.com/b를
    * 별표

    [^1]: 종이의 각주는 [누리집](https://example.net)에 있습니다
- id: two
  kind: table
  title: 표
  columns: ["이름^[칸의 각주]", 값]
  rows: [[가, "https://example.com/c"], [나, 다]]
  exercise:
    ask: write
    task: |
      1. 첫째 과제^[과제의 각주]
         - 안쪽 과제
      2. 둘째 과제
- id: steps
  kind: steps
  title: 순서
  steps: [1. 준비, 2. 실행, 3. 확인]
  exercise: {ask: order}
- id: ask
  kind: quiz
  title: 퀴즈^[퀴즈의 각주]
  questions:
  - {question: 1. 몇 개입니까, choices: [하나, 둘], answer: 1}
- id: reply
  kind: survey
  title: 설문
  asks: [1. 어떠셨나요, 2. 더 듣고 싶은 것은]
  link: {url: "https://example.com/s", label: 설문}
- id: end
  kind: closing
  title: 끝
  message: 고맙습니다^[맺음의 각주]
  contact:
  - {label: 전화, value: 02-123-4567}
  - {label: 누리집, value: "https://example.com"}
  - {label: 메일, value: kim@example.com}
"""


def _make(home: Path) -> None:
    for name, text in (("seminars/s", SEMINAR), ("modules/m", MODULE)):
        path = home / f"content/{name}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (home / "themes").symlink_to(ROOT / "themes")
    done = deckgen("build", "--strict", "--to", "pptx,slides,handout,web", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(scope="module")
def output() -> Path:
    """The outputs of the project."""
    return once("written", _make) / "output"


def part(output: Path, name: str) -> str:
    with ZipFile(output / "presenter/s.ko.pptx") as package:
        return package.read(name).decode()


def layout_of(output: Path, slide: int) -> str:
    """The layout that a slide stands on."""
    (name,) = re.findall(r"slideLayouts/(\w+\.xml)", part(output, f"ppt/slides/_rels/slide{slide}.xml.rels"))
    return part(output, f"ppt/slideLayouts/{name}")


def words(file: Path) -> str:
    """The text of a PDF."""
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


def test_numbered_lists_in_powerpoint(output):
    """PowerPoint counts itself, from where each list starts; in notes as well."""
    slide, notes = part(output, "ppt/slides/slide2.xml"), part(output, "ppt/notesSlides/notesSlide2.xml")
    numbers = re.findall(r"<a:buAutoNum [^>]*>", slide)
    first, second = '<a:buAutoNum type="arabicPeriod" startAt="9"/>', '<a:buAutoNum type="arabicPeriod"/>'
    assert numbers == [first, first, first], "a list that begins with 1 has its numbers from the layout"
    assert second in layout_of(output, 2)
    assert "9." not in slide
    assert re.findall(r'lvl="1"|<a:bu(?:Char|AutoNum)', notes) == [
        "<a:buAutoNum",
        'lvl="1"',
        "<a:buChar",
        "<a:buAutoNum",
    ]


def test_numbers_and_footnotes_are_not_doubled_on_paper(output):
    """Questions that get numbers have no second ones of their own, and headings elsewhere call no footnote."""
    text = words(output / "audience/s/s.ko.handout.pdf")
    assert (
        re.search(r"1\. +어떠셨나요", text)
        and re.search(r"2\. +더 듣고", text)
        and re.search(r"1\. +몇 개입니까", text)
    )
    assert not re.search(r"1\. +1\.|2\. +2\.", text) and "(퀴즈의 각주)" not in text


def test_exercises_on_paper(output):
    """Lists stay lists, nothing is left out, and what is to be put in order does not give its order away."""
    lines = [" ".join(line.split()) for line in words(output / "audience/s/s.ko.workbook.pdf").splitlines()]
    first = next(n for n, line in enumerate(lines) if "첫째 과제" in line)
    assert lines[first].endswith("1. 첫째 과제 (과제의 각주)")
    assert [line for line in lines[first + 1 :] if line][:2] == ["– 안쪽 과제", "표 2. 둘째 과제"]
    assert any(line.endswith("준비") for line in lines) and not any("1. 준비" in line for line in lines)


def test_links_in_powerpoint(output):
    """Bare addresses can be clicked on slides, in cells, in footnotes and in notes."""
    links = [part(output, f"ppt/{p}") for p in ("slides/_rels/slide2.xml.rels", "slides/_rels/slide3.xml.rels")]
    assert 'Target="mailto:kim@example.com"' in links[0] and 'Target="https://example.org"' in links[0]
    assert 'Target="https://example.com/c"' in links[1]
    assert 'Target="https://example.com/a"' in part(output, "ppt/notesSlides/_rels/notesSlide2.xml.rels")


def test_footnotes_on_slides(output):
    """Their calls are digits above the line; what they say stands at the foot."""
    slide = part(output, "ppt/slides/slide2.xml")
    assert 0 < slide.index(">¹<") < slide.index(">²<") < slide.index("제목의 각주") < slide.index("누리집 ")
    assert "칸의 각주" in part(output, "ppt/slides/slide3.xml")
    assert "(말할 때의 각주)" not in slide and "말할 때의 각주" in part(output, "ppt/notesSlides/notesSlide2.xml")
    text = words(output / "audience/s/s.ko.slides.pdf")
    assert "번호¹" in text and "¹ 제목의 각주" in text and "11." in text


def test_lists_and_footnotes_on_paper(output):
    """Each point on a line of its own with its number or mark, deeper ones further in; footnotes numbered."""
    for edition in ("handout", "reader"):
        text = words(output / f"audience/s/s.ko.{edition}.pdf")
        lines = [line[line.index("1. 내려") :] if "1. 내려" in line else line for line in text.splitlines()]
        points = ("1. 내려받습니다", "2. 설치합니다", "– 바깥", "– 안쪽 https://example.com/b를", "– 별표")
        assert all(any(p in line for line in lines) for p in points), text
        outer, inner = (next(line.index("–") for line in lines if p in line) for p in ("– 바깥", "– 안쪽 https"))
        assert inner > outer
        if edition == "handout":  # what stands on the slide, with its numbers, and its footnotes beneath
            assert all(any(p in line for line in lines) for p in ("9. 아홉", "10. 열", "1. 안쪽", "11. kim@")), text
            assert re.search(r"¹\s+제목의 각주 · ²\s+누리집 https://example.org", " ".join(text.split())), text
        assert re.search(r"1\s+종이의 각주는 누리집\s+\(example.net\)", " ".join(text.split())), text
    assert "말할 때의 각주" in words(output / "presenter/s.ko.speaker.pdf")


def test_emoji_in_every_output(output):
    """In PowerPoint the font is named, on paper and on the web its outlines come along; presenters can install it."""
    slide = part(output, "ppt/slides/slide2.xml")
    assert re.search(r'b="0"><a:latin typeface="Noto Emoji"/>.{0,200}<a:t>👩\u200d💻</a:t>', slide)
    assert "<vt:lpstr>Noto Emoji</vt:lpstr>" in part(output, "docProps/app.xml")
    for name in ("slides", "handout"):
        file = output / f"audience/s/s.ko.{name}.pdf"
        fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
        assert "Emoji" in fonts and "👩\u200d💻" in words(file)
    assert "1\u20e3" in words(output / "audience/s/s.ko.handout.pdf")
    page = (output / "audience/s/s.ko.html").read_text(encoding="utf-8")
    assert "unicode-range:U+200D,U+1F389,U+1F469,U+1F4BB" in page
    with ZipFile(output / "presenter/fonts.zip") as fonts:
        names = {name.rpartition("/")[2] for name in fonts.namelist()}
    assert {"NotoEmoji-Regular.ttf", "NotoEmoji-LICENSE.txt"} <= names


def test_notes_on_the_web(output):
    """With numbers, links and footnotes, for the presenter alone."""
    page = (output / "presenter/s.ko.html").read_text(encoding="utf-8")
    spoken = re.findall("<p>(.*?)</p>", page[page.index("<details>") : page.index("</details>")])
    link = '<a href="https://example.com/a">https://example.com/a</a>'
    assert spoken == ["1. 먼저(1)", "안쪽", f"2. {link}에서", "(1) 말할 때의 각주"]
    assert "말할 때의 각주" not in (output / "audience/s/s.ko.html").read_text(encoding="utf-8")


def test_one_emoji_is_one_letter():
    """Joined ones, tones, flags and keycaps are measured, set and broken as one."""
    fonts = brand("openmaru").fonts
    one = fonts.width("👍", "text", False)
    for emoji in (
        "👩\u200d💻",
        "👨\u200d👩\u200d👧\u200d👦",
        "👍🏽",
        "🇰🇷",
        "1\u20e3",
        "❤\u200d🔥",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ):
        assert clusters(f"가{emoji}a") == ["가", emoji, "a"]
        assert fonts.width(emoji, "text", True) == pytest.approx(one), emoji
        assert fonts.missing(emoji, "heading", True) == ()
        assert [role for role, _ in fonts.pictorial(f"가 {emoji}", "text", False)] == ["text", EMOJI]
    assert fonts.missing("가\u200e나\ufe0f", "text", False) == ()
    assert fonts.missing("\U00013000", "text", False) == ("\U00013000",)


def test_numbers_are_counted_as_powerpoint_counts():
    """A list goes on over deeper points, and starts anew behind a paragraph or another sign."""

    def starts(*points: tuple[int, int]) -> list[tuple[str, int]]:
        marks = [(level, Bullet(f"{n}.", "text", n, n) if n >= 0 else None) for level, n in points]
        return [(m.mark, m.start) if m else ("", 0) for m in counted(marks)]

    assert starts((0, 1), (1, 0), (1, 0), (0, 2)) == [("1.", 1), ("0.", 0), ("0.", 0), ("2.", 1)]
    assert starts((0, 1), (0, 1), (0, 1)) == [("1.", 1), ("2.", 1), ("3.", 1)]
    assert starts((0, 3), (0, 5)) == [("3.", 3), ("5.", 5)]
    assert starts((0, 1), (0, -1), (0, 2)) == [("1.", 1), ("", 0), ("2.", 2)]
    assert starts((0, 1), (1, 1), (0, 2), (1, 1)) == [("1.", 1), ("1.", 1), ("2.", 1), ("1.", 1)]
