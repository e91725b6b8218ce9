"""The strip: all slides of a deck on one page, for whoever wants to see the rhythm of a talk."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations

import oracles
import pikepdf
import pytest
from conftest import judged_by_verapdf
from pdf_sample import BRAND, INFO, THEME, scenes
from test_slides_pdf import document, elements

from deckgen.scene import Scene
from deckgen.writers import strip

RATIO = THEME.page[1] / THEME.page[0]


def talk(*lengths: int) -> list[Scene]:
    """A deck of parts with so many slides, all of them the sample's."""
    parts = [f"{n} 부" for n, length in enumerate(lengths, 1) for _ in range(length)]
    samples = scenes()
    return [samples[n % len(samples)]._replace(id=f"s-{n}", number=n, part=p) for n, p in enumerate(parts, 1)]


@judged_by_verapdf
def test_the_strip_is_pdf_ua(tmp_path):
    """veraPDF finds nothing against PDF/UA-1; two strips of one deck are the same bytes."""
    path = tmp_path / "strip.pdf"
    deck = talk(3, 9, 4)
    path.write_bytes(strip.write(deck, THEME, BRAND.fonts, INFO))
    assert oracles.pdf_ua1(path) == []
    assert path.read_bytes() == strip.write(deck, THEME, BRAND.fonts, INFO)


def test_each_slide_is_a_figure_with_its_number_and_title(tmp_path):
    """Read in order: the seminar's title, each part, its slides."""
    path = tmp_path / "strip.pdf"
    deck = talk(3, 9)
    path.write_bytes(strip.write(deck, THEME, BRAND.fonts, INFO))
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        assert len(pdf.pages) == 1
        tags = [(str(e.S)[1:], str(e.get("/Alt", ""))) for e in elements(document(pdf))][1:]
    figures = [("Figure", f"{s.number}. {' '.join(s.title.plain.split())}") for s in deck]
    assert tags == [("H1", ""), ("H2", ""), *figures[:3], ("H2", ""), *figures[3:]]
    said = oracles.pdf_columns(path)
    assert "견본 <세미나>" in said and "1 부" in said and "2 부" in said


def test_what_a_show_passes_by_has_no_number():
    """It is there all the same."""
    deck = talk(3)
    deck[2] = deck[2]._replace(presence="hidden")
    with pikepdf.open(BytesIO(strip.write(deck, THEME, BRAND.fonts, INFO))) as pdf:
        said = [str(e.Alt) for e in elements(document(pdf)) if "/Alt" in e]
    assert [words.split(".")[0] for words in said[:2]] == ["1", "2"] and said[2] == " ".join(
        deck[2].title.plain.split()
    )


@pytest.mark.parametrize("lengths", [(1,), (5, 4), (6, 12, 8, 6, 9, 8, 8, 11, 6, 11), (40,) * 40])
def test_slides_are_as_large_as_the_page_allows(lengths):
    """None lies over another or leaves the page; a part begins a row, or is whole in what is left of one; of very many
    slides the page grows."""
    deck = talk(*lengths)
    cells = strip.placed(deck, RATIO)
    assert [c.scene.number for c in cells] == [s.number for s in deck]
    assert [c.part for c in cells if c.part] == [f"{n} 부" for n in range(1, len(lengths) + 1)]
    rows: dict[float, list[strip.Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.at.y, []).append(cell)
        assert strip.MARGIN - 0.01 <= cell.at.x and cell.at.right <= strip.WIDTH - strip.MARGIN + 0.01
        assert cell.at.h / cell.at.w == pytest.approx(RATIO)
    for row in rows.values():
        assert all(a.at.right < b.at.x for a, b in combinations(row, 2))
    begun = [n for n, c in enumerate(cells) if c.part]
    for n, end in zip(begun, [*begun[1:], len(cells)], strict=True):
        first = rows[cells[n].at.y][0]
        assert first is cells[n] or cells[n].at.y == cells[end - 1].at.y
    foot = cells[-1].at.bottom + strip.NUMBER_LINE + strip.MARGIN
    assert (foot <= strip.HEIGHT) == (len(deck) < 300)
    with pikepdf.open(BytesIO(strip.write(deck[:120], THEME, BRAND.fonts, INFO))) as pdf:
        assert len(pdf.pages) == 1
