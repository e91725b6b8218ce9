"""Gaps between a label and what it stands before: tabs in decks, never rows of spaces."""

from __future__ import annotations

import re

import pytest
import shared
from conftest import THEMES, brand, fonts
from pptx import Presentation

from deckgen.layout.gaps import tabbed
from deckgen.layout.slots import theme_slots
from deckgen.layout.typeset import Setting, block
from deckgen.scene import Align, Rect, Run, TextBlock

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def label(text: str, width: float = 600, align: Align = "left", font: str = "text") -> TextBlock:
    runs = (Run(text, font, False, "muted"),)
    return block((Setting(runs, (20.0,), align=align),), fonts(), Rect(0, 0, width, 400), inset=(12, 0, 0, 0))


def test_a_gap_is_a_tab_to_where_the_text_stood() -> None:
    before = label("출처   도커 문서   끝")
    (p,) = tabbed(before, 0.0, fonts()).paragraphs
    assert [r.text for r in p.runs] == ["출처\t도커 문서\t끝"]
    wide = [fonts().width(t, "text", False) * 20 for t in ("출처   ", "출처   도커 문서   ")]
    assert p.stops == pytest.approx(wide, abs=0.01)
    assert tabbed(before, 50.0, fonts()).paragraphs[0].stops[0] == 50.0
    assert tabbed(label("출처   끝"), 50.0, fonts()).paragraphs[0].stops == (), "the placeholder's"
    assert tabbed(before, 0.0, fonts()).lines == before.lines


@pytest.mark.parametrize(
    ("text", "align", "width"), [("정산   5", "center", 600.0), ("아주 긴 이름   끝", "left", 100.0)]
)
def test_elsewhere_a_gap_is_one_wide_space(text: str, align: Align, width: float) -> None:
    (p,) = tabbed(label(text, width, align), 0.0, fonts()).paragraphs
    assert "".join(r.text for r in p.runs) == re.sub(" +", " ", text)
    (wide,) = (r for r in p.runs if r.spacing)
    assert wide.spacing == pytest.approx(2 * fonts().width(" ", "text", False), abs=1e-3)


def test_code_and_plain_text_stay() -> None:
    for text in (label("a   b", font="code"), label("한 칸씩 띄운 글")):
        assert tabbed(text, 20.0, fonts()) is text


@pytest.mark.parametrize("theme", THEMES)
def test_no_deck_has_rows_of_spaces(theme: str) -> None:
    """Every kind in every theme, read with python-pptx; and the tab of the part's title is the layout's."""
    deck = Presentation(next(shared.gallery(theme).rglob("*.pptx")))
    tabs = eyebrows = 0
    for slide in deck.slides:
        for p in slide._element.iter(f"{A}p"):
            runs = [r for r in p.iter(f"{A}r") if r.find(f"{A}rPr").get("noProof") != "1"]
            said = "".join(r.find(f"{A}t").text or "" for r in runs)
            assert "  " not in said, said
            stops = list(p.iter(f"{A}tab"))
            tabs += len(stops)
            if "\t" in said and not stops:
                eyebrows += 1
                assert re.match(r"(\d+|출처|기준|\d+ \w+)\t\S", said), (
                    "only what stands in a placeholder may leave stops to its layout"
                )
    assert tabs > 10 and eyebrows > 20


@pytest.mark.parametrize("theme", THEMES)
def test_layouts_have_the_stop(theme: str) -> None:
    spoken = brand(theme).theme
    slots = [theme_slots(spoken, key, "ko") for key in spoken.layouts]
    stops = {offered["eyebrow"].tab for offered in slots if "eyebrow" in offered}
    widest = max(fonts(theme).width(f"{n} ", "text", True) for n in range(1, 40)) * spoken.styles["eyebrow"].sizes[0]
    assert stops and min(stops) >= widest, "two digits and a space stand before it"
