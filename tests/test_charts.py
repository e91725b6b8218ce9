"""Charts: native in PowerPoint with their data, the same on paper, and honest about what does not fit."""

from __future__ import annotations

from io import BytesIO

import oracles
import pytest
from conftest import ROOT, brand, deck_of, deckgen
from pptx import Presentation
from test_errors import files

from deckgen.layout.artwork import artwork
from deckgen.pipeline import build, lay_out
from deckgen.reading.datasheet import read_data_table
from deckgen.scene import Box, Chart, Scene, walk
from deckgen.writers import Info, pptx, slides
from deckgen.writers.pptx.lint import lint

INFO = Info(id="one", title="모음", language="ko", date="2026-12-10")
SHARES = {"categories": ["개발", "시험", "운영"], "values": [20, 30.5, None], "unit": "%"}
TWO = {
    "categories": ["가", "나", "다"],
    "series": [{"name": "하나", "values": [1, 2, 3]}, {"name": "둘", "values": [4, 5, 6]}],
}


def laid(**fields) -> tuple[Scene, list]:
    scenes, found = lay_out(
        deck_of([{"id": "one", "kind": "chart", "title": "제목", "base": "n = 628, 2025년"} | fields]),
        brand("openmaru"),
        {},
    )
    return next(s for s in scenes if s.id == "one"), found


def chart(scene: Scene) -> Chart:
    return next(i for i in walk(scene.items) if isinstance(i, Chart))


def deck(*scenes: Scene) -> bytes:
    of = brand("openmaru")
    artworks = {name: artwork(of.theme, layout, of.art, of.fonts, "ko") for name, layout in of.theme.layouts.items()}
    parts = pptx.write_parts(scenes, of.theme, artworks, INFO)
    assert [] == lint(parts)
    return pptx.pack(parts)


def native(data: bytes):
    shapes = Presentation(BytesIO(data)).slides[0].shapes
    return next(s for g in shapes if g.shape_type == 6 for s in g.shapes if s.has_chart).chart


TYPES = ("column", "bar", "line", "stacked", "doughnut")


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_a_native_chart_with_its_data(kind):
    """PowerPoint finds the numbers in the chart and in its workbook; the same bytes come twice."""
    scene, found = laid(type=kind, **SHARES)
    assert [] == found
    data = deck(scene)
    assert data == deck(scene)
    made = native(data)
    assert ["개발", "시험", "운영"] == list(made.plots[0].categories)
    assert (20.0, 30.5, None) == made.plots[0].series[0].values
    assert b"PK" == made.part.chart_workbook.xlsx_part.blob[:2]


@pytest.mark.slow
def test_every_type_is_valid(tmp_path):
    """Both validators pass a deck with a chart of each type."""
    path = tmp_path / "charts.pptx"
    path.write_bytes(deck(*(laid(type=kind, **SHARES)[0]._replace(id=kind) for kind in TYPES)))
    assert len(TYPES) == len(Presentation(path).slides)
    assert [] == oracles.openxml_audit(path)
    assert [] == oracles.ooxml_sdk(path)


def test_several_series_say_their_names():
    """Columns have a key above them, lines their names at their ends."""
    scene, found = laid(type="column", **TWO)
    assert [] == found
    assert "하나" in next(i for i in walk(scene.items) if i.name == "범례").text.plain
    scene, found = laid(type="line", **TWO)
    assert [] == found
    assert {"하나 3", "둘 6"} <= {i.name for i in chart(scene).drawing}
    assert ["하나", "둘"] == [s.name for s in native(deck(scene)).plots[0].series]


def test_a_line_breaks_where_the_question_changed():
    """The data has a gap there, and paper two lines instead of one."""
    scene, found = laid(
        type="line",
        categories=["2018", "2019", "2023", "2025"],
        values=[1, 2, 3, 4],
        breaks=[{"before": "2023", "note": "문항이 바뀜"}],
    )
    assert [] == found
    assert ("2018", "2019", "", "2023", "2025") == chart(scene).categories
    assert [2] == [len(i.contours) for i in chart(scene).drawing if i.name == "제목"]
    assert (1.0, 2.0, None, 3.0, 4.0) == native(deck(scene)).plots[0].series[0].values


def test_one_category_is_highlighted():
    """It alone has the accent, in both drawings."""
    scene, _ = laid(type="bar", categories=["가", "나"], values=[1, 2], highlight="나")
    assert ["muted", "accent"] == [i.fill for i in chart(scene).drawing if i.name == "bar"]
    assert "그런 것 없음" not in chart(scene).alt and "가 1, 나 2" in chart(scene).alt
    _, found = laid(type="bar", categories=["가", "나"], values=[1, 2], highlight="다")
    assert ["there is no `다` to highlight"] == [f.message for f in found]


def test_paper_shows_every_value_as_words():
    """What stands beside a bar on paper is what PowerPoint's number format makes of it."""
    scene, _ = laid(type="column", **SHARES | {"values": [20, 1234.5, None]})
    shown = [i.text.plain for i in chart(scene).drawing if isinstance(i, Box) and i.text]
    assert ["20.0%", "1,234.5%"] == shown[:2]
    assert '#,##0.0"%"' == chart(scene).format
    assert slides.write((scene,), brand("openmaru").theme, brand("openmaru").fonts, INFO).startswith(b"%PDF")


def test_too_many_categories_say_how_many_would_fit():
    """The finding stands at the author's categories."""
    _, found = laid(type="column", categories=[f"아주 긴 범주의이름 {n}" for n in range(30)], values=[1] * 30)
    assert 1 == len(found) and found[0].message.startswith("30 categories do not fit beside each other; ")
    room = int(found[0].message.split("; ")[1].split()[0])
    for n, fits in ((room, True), (room + 4, False)):
        _, found = laid(type="column", categories=[f"아주 긴 범주의이름 {i}" for i in range(n)], values=[1] * n)
        assert fits == (not found)


@pytest.mark.slow
def test_numbers_in_a_csv(tmp_path):
    """A CSV beside the content is read at the rim; what is wrong in it is told at its line."""
    sheet, found = read_data_table('해,비율,건수\n2024,58%,"1,200"\n2025,,7\n', "content/data/a.csv")
    assert [] == found
    assert (("비율", "건수"), (("2024", (58.0, 1200.0)), ("2025", (None, 7.0)))) == sheet
    _, found = read_data_table("a,b\nx,1\ny,many\nz,1,2\n", "content/data/a.csv")
    assert ["content/data/a.csv:3:1", "content/data/a.csv:4:1"] == [str(f.span) for f in found]

    home = tmp_path / "project"
    (home / "content" / "seminars").mkdir(parents=True)
    (home / "content" / "modules").mkdir()
    (home / "content" / "data").mkdir()
    (home / "themes").symlink_to(ROOT / "themes")
    (home / "content" / "data" / "a.csv").write_text("해,비율\n2024,58\n2025,66\n", encoding="utf-8")
    (home / "content" / "modules" / "m.yaml").write_text(
        "title: m\nslides:\n- {id: c, kind: chart, title: 차트, type: bar, base: n = 3, data: data/a.csv}\n",
        encoding="utf-8",
    )
    (home / "content" / "seminars" / "s.yaml").write_text(
        "title: s\nminutes: 9\ntheme: openmaru\nprogramme:\n- {part: p, slides: [c]}\n", encoding="utf-8"
    )
    outputs = []
    for _ in range(2):
        assert deckgen("build", "--force", cwd=home).returncode == 0
        outputs.append(files(home / "output"))
    assert "presenter/s.ko.pptx" in outputs[0] and outputs[0] == outputs[1]
    (home / "content" / "data" / "a.csv").unlink()
    assert ["there is no file `content/data/a.csv`"] == [d.message for d in build(home).diagnostics]
