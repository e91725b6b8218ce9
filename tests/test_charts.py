"""Charts: native in PowerPoint with their data, the same on paper, and honest about what does not fit."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import oracles
import pytest
from conftest import ROOT, brand, deck_of, deckgen
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_LEGEND_POSITION
from quick_pptx import Presentation
from test_errors import files

from deckgen.layout.artwork import artwork
from deckgen.layout.kinds.chart import SLICES
from deckgen.pipeline import build, lay_out
from deckgen.reading.datasheet import read_data_table
from deckgen.reading.palette import contrast
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


def native_frame(data: bytes):
    shapes = Presentation(BytesIO(data)).slides[0].shapes
    return next(s for g in shapes if g.shape_type == 6 for s in g.shapes if s.has_chart)


def native(data: bytes):
    return native_frame(data).chart


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


MONTHS = [f"{year}.{month:02}" for year in (24, 25, 26, 27, 28) for month in range(1, 13)]
DAYS = [f"{n // 28 + 1}월 {n % 28 + 1}일" for n in range(365)]


def names(drawn: Chart) -> list[str]:
    """The names of categories that stand at the axis on paper."""
    return [i.name for i in drawn.drawing if isinstance(i, Box) and i.text and i.name in drawn.categories]


def shown(drawn: Chart) -> list[str]:
    """All words of a chart on paper."""
    return [i.text.plain for i in drawn.drawing if isinstance(i, Box) and i.text]


def test_a_line_shows_all_points_and_some_names():
    """Two years, five years, a year of days: whole parts of a year are named, in PowerPoint as on paper."""
    for categories, every in ((MONTHS[:24], 2), (MONTHS, 6), (DAYS, 50)):
        values = [float(n % 40) for n in range(len(categories))]
        scene, found = laid(type="line", categories=list(categories), values=list(values))
        assert [] == found
        drawn, made = chart(scene), native(deck(scene))
        assert every == drawn.every
        assert categories[::every] == names(drawn)
        assert tuple(values) == made.plots[0].series[0].values and categories == list(made.plots[0].categories)
        assert f'<c:tickLblSkip val="{every}"/>'.encode() in made.part.blob
        (contour,) = next(i.contours for i in drawn.drawing if i.name == "제목")
        assert len(values) == len(contour)
        points = [i for i in drawn.drawing if i.name == "point"]
        assert len(points) == (0 if categories is DAYS else len(values))
        assert (b'<c:symbol val="none"/>' in made.part.blob) == (categories is DAYS)


def test_a_point_alone_on_a_long_line_is_marked():
    values = [None if 9 < n < 21 and n != 15 else n for n in range(365)]
    scene, found = laid(type="line", categories=list(DAYS), values=values)
    assert [] == found
    assert (15,) == chart(scene).series[0].marked
    assert ["point"] == [i.name for i in chart(scene).drawing if i.name == "point"]
    assert b'<c:dPt><c:idx val="15"/><c:marker><c:symbol val="circle"/>' in native(deck(scene)).part.blob


def test_numbers_under_zero():
    """Bars go to the other side of zero, names stand beneath all; PowerPoint finds the ends of its axis itself."""
    for kind in ("column", "bar", "stacked", "line"):
        last = 1 if kind == "stacked" else 0  # a stack of nothing has an axis
        scene, found = laid(type=kind, categories=["가", "나", "다"], values=[5, -3, last])
        assert [] == found
        drawn, blob = chart(scene), native(deck(scene)).part.blob
        assert drawn.bottom <= -3 and drawn.top >= 5
        assert b"<c:min " not in blob and b"<c:max " not in blob
        assert b'<c:tickLblPos val="low"/>' in blob and b'<c:invertIfNegative val="1"/>' not in blob
        assert ["가", "나", "다"] == names(drawn)
        assert {"5", "-3", str(last)} <= set(shown(drawn))
        zero = next(i.rect for i in drawn.drawing if i.name == "axis" and i.fill == "muted")
        bars = [i.rect for i in drawn.drawing if i.name == "bar"]
        if kind == "bar":
            assert bars[0].x == pytest.approx(zero.x + zero.w / 2) == pytest.approx(bars[1].right)
        elif bars:
            assert bars[0].bottom == pytest.approx(zero.y + zero.h / 2) == pytest.approx(bars[1].y)
        assert all(drawn.rect.y - 1 <= i.rect.y and i.rect.bottom <= drawn.rect.bottom + 1 for i in drawn.drawing)
    scene, _ = laid(type="column", categories=["가", "나"], values=[-5, -2])
    assert 0 == chart(scene).top and chart(scene).bottom < -5
    scene, _ = laid(
        type="stacked",
        categories=["가"],
        series=[{"name": n, "values": [v]} for n, v in zip("ㄱㄴㄷ", (3, -2, 4), strict=True)],
    )
    assert (7.0, -2.0) == (chart(scene).top, chart(scene).bottom)


def test_all_that_can_be_drawn_is():
    """All zeros, one value, gaps, very large and very small numbers."""
    for kind in ("column", "bar", "stacked", "line"):
        for values in ([0, 0], [7], [None, 7], [1e15, 5], [1e-9, 2e-9], [0.1, None, -1e6]):
            scene, found = laid(type=kind, categories=[f"{n}월" for n in range(len(values))], values=values)
            assert [] == found, (kind, values)
            assert tuple(values) == chart(scene).series[0].values
            assert [] == [i for i in chart(scene).drawing if i.rect.h < 0 or i.rect.w < 0]
    scene, found = laid(type="doughnut", categories=["가", "나", "다"], values=[1, 0, None])
    assert [] == found
    assert ["1", "0", "–"] == [i.name for i in walk(scene.items) if i.name in ("1", "0", "–")]


def test_labels_tell_values_apart():
    """They have as many digits as it takes, on the axis too."""
    for values, expected in (
        ([0.012, 0.014], ["0.012", "0.014"]),
        ([99.95, 99.99], ["99.95", "99.99"]),
        ([0.00012, 0.00014, 1], ["0.00012", "0.00014", "1.00000"]),
        ([0.00035, 0.0001], ["0.00035", "0.00010"]),
        ([0.0125, 7], ["0.0125", "7.0000"]),
        ([0.1 + 0.2, 0.3], ["0.3", "0.3"]),
        ([1 / 3, 2 / 3], ["0.333", "0.667"]),
        ([-0.0, 1234567], ["0", "1,234,567"]),
    ):
        scene, found = laid(type="column", categories=["가", "나", "다"][: len(values)], values=values)
        assert [] == found
        assert expected == shown(chart(scene))[: len(values)]
    values = [0.5, 2.5, -2.5, 1e14]
    scene, _ = laid(type="bar", categories=list("가나다라"), values=values, decimals=0)
    assert ["1", "3", "-3", "100,000,000,000,000"] == shown(chart(scene))[:4]
    scene, _ = laid(type="bar", categories=["가", "나"], values=[1.005, 0.135], decimals=2)
    assert ["1.01", "0.14"] == shown(chart(scene))[:2]
    _, found = laid(type="bar", categories=["가", "나"], values=[0.012, 0.014], decimals=1)
    assert ["`0.012` and `0` are both written as `0.0`"] == [f.message for f in found]
    _, found = laid(type="bar", categories=["가", "나"], values=[1e-14, 1])
    assert [("error", "`1e-14` and `0` are both written as `0.000000000000`")] == [
        (f.severity, f.message) for f in found
    ]
    three = [{"name": n, "values": v} for n, v in zip("가나다", ([1, 2], [0, 1], [-1, 0]), strict=True)]
    scene, _ = laid(type="line", categories=["1월", "2월"], series=three)
    assert {"-2", "-1", "0", "1", "2"} <= set(shown(chart(scene)))
    scene, _ = laid(type="line", categories=["1월", "2월"], series=[s | {"values": [1, 1]} for s in three])
    assert ["0.00", "0.25", "0.50", "0.75", "1.00"] == shown(chart(scene))[:5]
    code = b'"[&gt;=1000]#,##0;[&lt;=-1000]-#,##0;General" sourceLinked="0"/><c:majorTickMark'
    assert code in native(deck(scene)).part.blob


def test_an_axis_follows_the_numbers_that_a_presenter_writes():
    """No end of an axis is fixed, be it shown or not, so that a bar is as tall as its label says after an edit; zero
    alone is held, and where PowerPoint would cut the bars off only."""
    axis = [{"name": "가", "values": [50, 99]}, {"name": "나", "values": [50, 1]}]
    for kind, fields, ends in (
        ("column", {"values": [5, 9]}, (None, None)),
        ("bar", {"values": [5, 9]}, (None, None)),
        ("line", {"values": [5, 9]}, (None, None)),
        ("column", {"values": [-5, 9]}, (None, None)),
        ("stacked", {"series": axis}, (0, None)),
        ("stacked", {"series": [axis[0]]}, (None, None)),
        ("column", {"values": [95, 97]}, (0, None)),
        ("bar", {"values": [-95, -97]}, (None, 0)),
        ("line", {"values": [0, 0]}, (None, None)),
    ):
        scene, found = laid(type=kind, categories=["하나", "둘"], **fields)
        assert [] == found
        made = Presentation(BytesIO(deck(scene)))
        edited = next(s for g in made.slides[0].shapes if g.shape_type == 6 for s in g.shapes if s.has_chart).chart
        assert ends == (edited.value_axis.minimum_scale, edited.value_axis.maximum_scale), (kind, fields)
        assert edited.value_axis.major_unit is None
    data = CategoryChartData()
    data.categories = ["하나", "둘", "셋"]
    data.add_series("가", (14, 9, 3))
    edited.replace_data(data)
    out = BytesIO()
    made.save(out)
    again = native(out.getvalue())
    assert ((14.0, 9.0, 3.0), None) == (again.plots[0].series[0].values, again.value_axis.maximum_scale)


def test_a_stretch_of_nothing_has_its_label_once_it_has_a_number():
    """The format of labels leaves a zero out; no label is deleted, as it would have to be put back by hand."""
    rows = [{"name": "가", "values": [5, 0]}, {"name": "나", "values": [4, 9]}]
    scene, found = laid(type="stacked", categories=["하나", "둘"], series=rows)
    assert [] == found
    made = native(deck(scene))
    labels = made.plots[0].series[0].data_labels
    assert "#,##0;-#,##0;" == labels.number_format and labels.show_value
    assert not re.findall(rb"<c:dLbl>.*?<c:delete", made.part.blob)
    lines = [{"name": n, "values": [0, k]} for k, n in enumerate("가나다")]
    scene, _ = laid(type="line", categories=["1월", "2월"], series=lines)
    assert re.findall(rb'<c:dLbl><c:idx val="0"/><c:delete', native(deck(scene)).part.blob)


def drawn_texts(made) -> set[str]:
    """The texts in boxes of a deck's first slide, those in groups too."""
    shapes = [s for g in made.slides[0].shapes for s in (g.shapes if g.shape_type == 6 else [g])]
    return {s.text_frame.text for s in shapes if s.has_text_frame}


def test_a_legend_is_powerpoints_own():
    """What an edit changes in the data changes in the legend and on the slices; only paper has boxes in its place."""
    for kind, fields, at in (
        ("column", TWO, XL_LEGEND_POSITION.TOP),
        ("stacked", TWO, XL_LEGEND_POSITION.TOP),
        ("bar", TWO, XL_LEGEND_POSITION.TOP),
        ("doughnut", SHARES | {"values": [20, 30.5, 49.5]}, XL_LEGEND_POSITION.RIGHT),
    ):
        scene, found = laid(type=kind, **fields)
        assert [] == found
        data = deck(scene)
        made, drawn = native(data), chart(scene)
        assert (at, False) == (made.legend.position, made.legend.include_in_layout)
        on_paper = [i for i in walk(scene.items) if isinstance(i, Box) and i.on_paper]
        assert on_paper and not {i.text.plain for i in on_paper if i.text} & drawn_texts(Presentation(BytesIO(data)))
        frame = native_frame(data)
        assert [round(v * 12700) for v in drawn.frame] == [frame.left, frame.top, frame.width, frame.height]
        assert drawn.frame != drawn.rect and drawn.legend.rect.right <= drawn.frame.right
    assert b"<c:dLbls>" in made.part.blob and b"dLblPos" not in made.part.blob
    for kind, fields in (("line", TWO), ("column", SHARES)):  # their names stand at the lines, or in the title
        assert not native(deck(laid(type=kind, **fields)[0])).has_legend


def test_shares_read_on_their_slices():
    """In the deck's colour of paper, or of text on the light ones: 4.5:1 in every theme."""
    for name in ("openmaru", "night", "paper"):
        theme = brand(name).theme
        for role in SLICES:
            label = "text" if role == "line" else "paper"
            assert contrast(theme.hex(role), theme.hex(label)) >= 4.5, (name, role)


def test_a_doughnut_with_a_slice_too_thin_for_its_share_keeps_its_list():
    """A share of nothing, one of two percent, a number wider than the ring: each is told beside the doughnut."""
    for values in ([98, 0, None], [97, 1, 2], [1e9, 2e9, 3e9]):
        scene, found = laid(type="doughnut", categories=["가", "나", "다"], values=values)
        assert [] == found
        data = deck(scene)
        assert not native(data).has_legend and {"가", "나", "다"} <= drawn_texts(Presentation(BytesIO(data)))
        assert b"<c:dLbls>" not in native(data).part.blob


def test_the_data_sheet_is_a_table_over_all_ranges_of_the_chart():
    """Its heads are the names of the series, each once: a row that is added belongs to the table and to the chart."""
    rows = [{"name": n, "values": [1, None, 3]} for n in ("Run", "run", "Run 2")]
    scene, found = laid(type="column", categories=["가", "나", "다"], series=rows)
    assert [] == found
    made = native(deck(scene))
    with zipfile.ZipFile(BytesIO(made.part.chart_workbook.xlsx_part.blob)) as book:
        table = ElementTree.fromstring(book.read("xl/tables/table1.xml"))
        strings = book.read("xl/sharedStrings.xml").decode()
        assert b'<tablePart r:id="rId1"/>' in book.read("xl/worksheets/sheet1.xml")
    heads = [c.get("name") for c in table.iter() if c.tag.endswith("}tableColumn")]
    assert [" ", "Run", "run 2", "Run 2 2"] == heads
    assert "A1:D4" == table.get("ref") and table.get("displayName")
    assert [s.name for s in made.plots[0].series] == heads[1:]
    assert all(f">{head}</t>" in strings for head in heads)
    ranges = {f.text for f in ElementTree.fromstring(made.part.blob).iter() if f.tag.endswith("}f")}
    assert ranges == {"Sheet1!$A$2:$A$4"} | {f"Sheet1!${c}${part}" for c in "BCD" for part in ("1", f"2:${c}$4")}


def test_the_names_of_lines_are_moved_apart():
    """Lines that end near to each other keep their names legible, in PowerPoint as on paper."""
    rows = [{"name": n, "values": v} for n, v in zip("가나다", ([1, 5], [9, 5.05], [3, 5.1]), strict=True)]
    scene, found = laid(type="line", categories=["1월", "2월"], series=rows)
    assert [] == found
    drawn = chart(scene)
    ends = sorted(i.rect.y for i in drawn.drawing if i.name[:1] in "가나다" and isinstance(i, Box) and i.text)
    assert 3 == len(ends) and all(b - a >= drawn.sizes[0] for a, b in pairwise(ends))
    moved = [s.shift for s in drawn.series if s.shift]
    blob = native(deck(scene)).part.blob
    assert moved and all(f'<c:y val="{shift:.5f}"/>'.encode() in blob for shift in moved)
    near = [{"name": "가", "values": [5, -3, 4]}, {"name": "나", "values": [-2, -2, -6]}]
    scene, found = laid(type="line", categories=["1월", "2월", "3월"], series=near)
    assert [] == found and chart(scene).unit and not any(s.labelled for s in chart(scene).series)
    scene, _ = laid(type="line", **TWO)
    assert [0, 0] == [s.shift for s in chart(scene).series]


def test_values_without_room_are_told_by_an_axis():
    """All columns of two years are drawn, and a stack with a thin stretch; no number is left out in silence."""
    months = [str(n % 12 + 1) for n in range(24)]
    scene, found = laid(type="column", categories=months, values=[123456 + n for n in range(24)])
    assert [] == found
    assert 24 == sum(i.name == "bar" for i in chart(scene).drawing) and chart(scene).unit == 50000
    thin = [{"name": "가", "values": [50, 99]}, {"name": "나", "values": [50, 1]}]
    scene, found = laid(type="stacked", categories=["하나", "둘"], series=thin)
    assert [] == found
    assert ["0", "25", "50", "75", "100"] == shown(chart(scene))[:5]
    assert all(s.labelled == () for s in chart(scene).series)
    assert b"<c:dLbls>" not in native(deck(scene)).part.blob


def test_what_cannot_be_drawn_is_an_error():
    """Each at its place; nothing is left out with a warning."""
    for fields, said in (
        ({"type": "doughnut", "values": [0, 0, None]}, "a doughnut of zeros has no slices"),
        ({"type": "doughnut", "values": [3, -1, 1]}, "a doughnut cannot show `-1`, which is under zero"),
        ({"type": "bar", "values": [None, None, None]}, "the series `제목` has no number at all"),
        ({"type": "bar", "values": [1, 2, 3], "middle": "70%"}, "only a doughnut has a `middle`"),
        (
            {"type": "column", "values": [1, 2, 3], "categories": ["가" * 99, "나", "다"]},
            f"`{'가' * 99}` is too long a word for the name of a category",
        ),
    ):
        try:
            _, found = laid(**{"categories": ["가", "나", "다"]} | fields)
        except AssertionError as e:  # told when it is read
            assert said in str(e)
            continue
        assert [("error", said)] == [(f.severity, f.message) for f in found]
        assert found[0].span and found[0].hint
    for kind in ("bar", "column", "stacked"):
        _, found = laid(type=kind, categories=[f"아주 긴 범주의이름 {n}" for n in range(30)], values=[1] * 30)
        assert ["error"] == [f.severity for f in found]


@pytest.mark.slow
def test_numbers_in_a_csv(tmp_path):
    """A CSV beside the content is read at the rim; what is wrong in it is told at its line."""
    sheet, found = read_data_table('해,비율,건수\n2024,58%,"1,200"\n2025,,7\n', "content/data/a.csv")
    assert [] == found
    assert (("비율", "건수"), (("2024", (58.0, 1200.0)), ("2025", (None, 7.0)))) == sheet[:2]
    _, found = read_data_table("a,b\nx,1\ny,many\nz,1,2\n", "content/data/a.csv")
    assert ["content/data/a.csv:3:3", "content/data/a.csv:4:1"] == [str(f.span) for f in found]

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
        "title: s\nminutes: 9\ntheme: openmaru\nprogramme:\n- {part: p, lead: 봅니다, slides: [c]}\n", encoding="utf-8"
    )
    outputs = []
    for _ in range(2):
        assert deckgen("build", "--force", "--to", "pptx,slides", cwd=home).returncode == 0
        outputs.append(files(home / "output"))
    assert "presenter/s.ko.pptx" in outputs[0] and outputs[0] == outputs[1]
    (home / "content" / "data" / "a.csv").write_bytes("해,비율\n2024,58\n2025,67\n".encode("cp949"))
    again = build(home, formats=frozenset({"pptx"}))
    assert ["content/data/a.csv:1:1"] == [str(d.span) for d in again.diagnostics if "CP949" in d.message]
    assert files(home / "output")["presenter/s.ko.pptx"] != outputs[0]["presenter/s.ko.pptx"]
    (home / "content" / "data" / "a.csv").unlink()
    assert ["there is no file `content/data/a.csv`"] == [d.message for d in build(home).diagnostics]
