"""No-break spaces in decks: where a lone syllable would else begin or end a line, and nowhere else."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
import shared
from conftest import fonts
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from quick_pptx import Presentation

from deckgen.languages import LANGUAGES
from deckgen.layout.linebreaks import line_starts
from deckgen.layout.native import native
from deckgen.layout.runs import run
from deckgen.layout.typeset import Setting, block
from deckgen.richtext import Inline, unmarked
from deckgen.scene import Box, Cell, Group, Rect, Scene, Stroke, Table, TextBlock

#: What is looked for, as people type it.
COUNTED = ("세 가지", "네 가지", "다섯 가지")
SEMINARS = ("city-office", "five-questions", "media-commerce", "platform-summit")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def text_block(text: str, width: float) -> TextBlock:
    setting = Setting((run(Inline(text), "text", False, "text", "ko", "ko"),), (20.0,))
    return block((setting,), fonts(), Rect(0, 0, width, 400))


def box(text: str, width: float) -> Box:
    return Box("글", Rect(0, 0, width, 400), text_block(text, width))


def in_deck(text: str, width: float) -> str:
    scene = Scene("s", 1, "title-only", unmarked("s"), "ko", "paper", (box(text, width),))
    return native(scene, fonts()).items[0].text.plain


def lines(text: str, width: float) -> list[str]:
    """The lines in which PowerPoint breaks a text."""
    p = text_block(text, width).paragraphs[0]
    p = p._replace(runs=(p.runs[0]._replace(text=text),))
    starts = (0, *line_starts(p, fonts(), width), len(text))
    return [text[a:b].strip(" ") for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    "text", ["오늘 할 수 있는 다섯 가지 방법을 더 많이 보여 드립니다", "더 빠른 것 한 가지, 그 답"]
)
def test_no_line_begins_or_ends_with_a_lone_syllable(text: str) -> None:
    bound = LANGUAGES["ko"].bound(text)
    pairs = {m.start() for m in re.finditer("\u00a0", bound)}
    assert pairs
    kept = 0
    for width in range(90, 500, 3):
        made = in_deck(text, width)
        assert made.replace("\u00a0", " ") == text
        kept += made.count("\u00a0")
        broken = lines(made, width)
        at = 0
        for line in broken[:-1]:
            at = made.index(line, at) + len(line)
            if at in pairs:  # here layout would not break; the deck may, between words of more than one syllable
                assert len(made[:at].split()[-1]) > 1 and len(re.split("[ ,]", made[at + 1 :])[0]) > 1
    assert kept, "in some widths a syllable would stand alone"
    assert "\u00a0" not in in_deck(text, 2000)


def test_a_word_of_two_syllables_needs_no_glue() -> None:
    text = "세미나에서 묻는 다섯 가지"
    assert all("\u00a0" not in in_deck(text, width) for width in range(60, 400, 2))


def test_the_authors_own_stays() -> None:
    assert in_deck("클라우드\u00a0네이티브로 할 수 있다", 2000) == "클라우드\u00a0네이티브로 할 수 있다"


def test_groups_and_tables_have_it_too_and_lines_stay() -> None:
    text = "다섯 가지를 할 수 있다"
    cell = Cell(text_block(text, 300))
    table = Table("표", Rect(0, 0, 300, 40), (300.0,), ((cell,),), (40.0,), Stroke("line", 1), Stroke("line", 1))
    scene = Scene("s", 1, "title-only", unmarked("s"), "ko", "paper", (Group("g", (box(text, 300),)), table))
    group, grid = native(scene, fonts()).items
    for before, after in ((cell.text, grid.rows[0][0].text), (scene.items[0].items[0].text, group.items[0].text)):
        assert "\u00a0" in before.plain and after.plain == text
        assert after.lines == before.lines


#: A no-break space that no author wrote.
NO_BREAK = re.compile("(?<!클라우드)(?<!격리된)\u00a0")


def test_find_finds_what_is_on_the_slides() -> None:
    """PowerPoint's search does not take a no-break space for the plain one that is typed."""
    folder = shared.seminars("ko")
    sought = found = glued = bound = 0
    for name in SEMINARS:
        for slide in Presentation(shared.output(folder, f"{name}.ko.pptx")).slides:
            for text in ("".join(t.text or "" for t in p.iter(f"{A}t")) for p in slide._element.iter(f"{A}p")):
                found += sum(map(text.count, COUNTED))
                sought += sum(map(text.replace("\u00a0", " ").count, COUNTED))
                glued += sum(1 for _ in NO_BREAK.finditer(text))
                bound += LANGUAGES["ko"].bound(text.replace("\u00a0", " ")).count("\u00a0")
    assert sought == found > 10
    assert bound > 400
    assert 0 < glued <= 0.075 * bound, "of those that layout binds"


def _named(path: Path) -> list[str]:
    """Everything in a deck by which people look for slides and shapes."""
    out = []
    with ZipFile(path) as archive:
        for part in archive.namelist():
            if not part.endswith(".xml"):
                continue
            for element in etree.fromstring(archive.read(part)).iter():
                out += (str(v) for k, v in element.attrib.items() if k in ("name", "descr", "title", "tooltip"))
                if part.startswith("docProps/"):
                    out.append(element.text or "")
    return out


def test_names_have_plain_spaces() -> None:
    named = _named(shared.output(shared.seminars("ko"), "city-office.ko.pptx"))
    assert any("클라우드 네이티브" in name for name in named)
    assert not [name for name in named if "\u00a0" in name]


def test_footers_have_plain_spaces() -> None:
    """On the layouts, where alone they stand, so that somebody who shows them finds them."""
    presentation = Presentation(shared.output(shared.seminars("ko"), "city-office.ko.pptx"))
    kinds = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE}
    slides, seen = (
        [s.text_frame.text for page in pages for s in page.placeholders if s.placeholder_format.type in kinds]
        for pages in (presentation.slides, presentation.slide_layouts)
    )
    assert slides == []
    assert sum("클라우드 네이티브" in text for text in seen) > 20
    assert not [text for text in seen if "\u00a0" in text]
