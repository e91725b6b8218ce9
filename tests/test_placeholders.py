"""docs/powerpoint.md is right about what stands in placeholders, and names what New Slide offers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
import shared
from conftest import ROOT, brand
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from quick_pptx import Presentation

from deckgen.layout.kinds import KINDS

FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
#: How far a share of words may be from what the page says, in percent.
NEAR = 4


def documented(language: str = "") -> str:
    return (ROOT / f"docs/powerpoint{language}.md").read_text(encoding="utf-8")


def words(shapes) -> Iterator[tuple[bool, int]]:
    """Every text of a slide but date, footer and number: whether it is in a placeholder, and how many words it has."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from words(shape.shapes)
        elif shape.is_placeholder and shape.placeholder_format.type in FURNITURE:
            continue
        elif getattr(shape, "has_table", False) and shape.has_table:
            cells = (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
            yield shape.is_placeholder, sum(len(text.split()) for text in cells)
        elif shape.has_text_frame:
            yield shape.is_placeholder, len(shape.text_frame.text.split())


def shares() -> dict[str, float]:
    """Of each kind's typical example the share of words in placeholders, in percent, on all slides that it becomes."""
    deck = shared.output(shared.gallery("openmaru"), "gallery-openmaru.ko.pptx")
    counted: dict[str, Counter[bool]] = {}
    for slide in Presentation(str(deck)).slides:
        size, _, kind = slide._element.cSld.get("name").partition("-")
        if size == "typical":
            of_kind = counted.setdefault(re.sub(r"-\d+$", "", kind), Counter())
            for placed, n in words(slide.shapes):
                of_kind[placed] += n
    return {kind: 100 * n[True] / n.total() for kind, n in counted.items()}


def test_the_page_says_what_stays_in_text_boxes_of_each_kind():
    """A kind is in the table if words of it stand in text boxes, else it is in the list above."""
    _, _, section = documented().partition("\n## What stays in text boxes\n")
    table = {kind: int(share) for kind, share in re.findall(r"^\| `([\w-]+)` \| (\d+) \|", section, re.MULTILINE)}
    whole = set(re.findall(r"`([\w-]+)`", section.partition("\n|")[0]))
    found = shares()
    assert set(found) == set(KINDS)
    assert {kind for kind, share in found.items() if share < 100} == set(table)
    assert set(KINDS) - set(table) == whole
    assert {kind: (share, found[kind]) for kind, share in table.items() if abs(share - found[kind]) > NEAR} == {}


@pytest.mark.parametrize(("page", "language"), [("", "en"), (".ko", "ko")])
def test_the_page_names_the_layouts_of_new_slide(page, language):
    (line,) = re.findall(r"^\| (?:New Slide|새 슬라이드) \|.*", documented(page), re.MULTILINE)
    layouts = brand("openmaru").theme.layouts.values()
    assert len(layouts) > 10
    assert [layout.label[language] for layout in layouts if layout.label[language] not in line] == []
