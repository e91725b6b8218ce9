"""Lint catches what is planted, names the part, and is silent about what the writer makes.

Most of these corruptions pass both known validators unseen.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pkgutil import iter_modules

import pytest
import shared
from conftest import THEMES, brand, deck_of, examples, images
from planted_faults import PLANTED, TYPES, Parts
from planted_rich_faults import PLANTED_IN_RICH
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE as XL
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx_sample import GROUNDS, INFO, scenes, theme
from quick_pptx import Presentation

from deckgen.layout.artwork import artworks
from deckgen.pipeline import lay_out
from deckgen.writers.pptx import lint as package
from deckgen.writers.pptx import write_parts
from deckgen.writers.pptx.lint import OF_EACH_PART, OF_THE_WHOLE, facts, lint
from deckgen.writers.pptx.package import unpack
from deckgen.writers.pptx.timing import transition

MODULES = [import_module(m.name) for m in iter_modules(package.__path__, f"{package.__name__}.")]


@pytest.fixture(scope="module")
def sound() -> Parts:
    return write_parts(scenes(), theme(), GROUNDS, INFO)


@pytest.fixture(scope="module")
def rich() -> Parts:
    """Charts, a diagram of connectors, steps on clicks and a transition that not every reader knows."""
    chart = {"kind": "chart", "title": "제목", "base": "n = 628, 2025년", "categories": ["가", "나", "다"]}
    series = [{"name": "하나", "values": [3, 4, 5]}, {"name": "둘", "values": [4, 5, 6]}]
    slides = [
        chart | {"id": "stacked", "type": "stacked", "series": series},
        {"id": "points", "kind": "bullets", "title": "점", "items": ["하나", "둘", "셋"], "build": True},
        examples("flow")["typical"] | {"id": "flow", "kind": "flow", "build": True, "transition": "morph"},
    ]
    of = brand("openmaru")
    laid, found = lay_out(deck_of(slides), of, images())
    assert [] == [d.message for d in found]
    return write_parts(laid, of.theme, artworks(of, "ko"), INFO)


def test_silent_about_what_others_make() -> None:
    """python-pptx's template, and a deck with connectors, groups, a table and charts made with it."""
    out = BytesIO()
    Presentation().save(out)
    assert lint(unpack(out.getvalue())) == []
    made = Presentation()
    shapes = made.slides.add_slide(made.slide_layouts[6]).shapes
    ends = [shapes.add_shape(kind, 0, 0, 9000, 9000) for kind in (MSO_SHAPE.OVAL, MSO_SHAPE.CLOUD)]
    line = shapes.add_connector(MSO_CONNECTOR.ELBOW, 0, 0, 1, 1)
    line.begin_connect(ends[0], 3)
    line.end_connect(ends[1], 3)
    ends[0].click_action.target_slide = made.slides[0]
    shapes.add_group_shape().shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).text_frame.text = "a\nb"
    table = shapes.add_table(3, 3, 0, 0, 90000, 90000)
    table.table.cell(0, 0).merge(table.table.cell(1, 1))
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("x", (1, None))
    charts = [shapes.add_chart(kind, 0, 0, 90000, 90000, data) for kind in (XL.COLUMN_STACKED, XL.PIE, XL.AREA)]
    for frame in (table, *charts):
        frame._element.nvGraphicFramePr.cNvPr.set("descr", "what it shows")
    out = BytesIO()
    made.save(out)
    assert lint(unpack(out.getvalue())) == []


def name_shapes(parts: Parts) -> None:
    """Puts the numbers of the slide's own shapes where a planted fault names one by what it is."""
    for part, data in parts.items():
        for word, tag in ((b"GROUP", b"grpSp"), (b"ITSELF", b"cxnSp")):
            if b'"' + word + b'"' in data:
                number = re.search(b"<p:" + tag + rb'>.*?<p:cNvPr id="(\d+)"', data, re.DOTALL)
                assert number, f"there is no {tag!r} in {part}"
                parts[part] = data.replace(word, number[1])


def faulty(sound: Parts, rich: Parts) -> Iterator[tuple[str, Parts, str]]:
    """Each planted deck with its name and what must be found in it."""
    for base, table in ((sound, PLANTED), (rich, PLANTED_IN_RICH)):
        for name, (plant, said) in table.items():
            parts = dict(base)
            plant(parts)
            name_shapes(parts)
            yield name, parts, said


def test_silent_about_charts_and_steps(rich: Parts) -> None:
    assert lint(rich) == []


def test_silent_about_what_the_writer_makes(sound: Parts) -> None:
    assert lint(sound) == []


def templates() -> list[str]:
    """The words of every finding that lint knows, as patterns."""
    statements = [
        node
        for module in MODULES
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, (ast.Yield, ast.YieldFrom))
        or (isinstance(node, ast.stmt) and "damage" in ast.unparse(node))
    ]
    strings = {
        "".join(re.escape(v.value) if isinstance(v, ast.Constant) else ".*" for v in node.values)
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.JoinedStr)
    } | {re.escape(s.value.value) for s in statements if isinstance(s, ast.Yield) and isinstance(s.value, ast.Constant)}
    return sorted(s for s in strings if re.search(r"[a-z]{2}.*\\ |\\ .*[a-z]{2}", s))


def broken(parts: Parts) -> set[str]:
    """The rules that a deck breaks, by their names."""
    deck = facts.Deck(parts)
    read = [(name, f) for name, f in deck.facts.items() if not f.error]
    return {r.__name__ for r in OF_THE_WHOLE if any(r(deck))} | {
        r.__name__ for r in OF_EACH_PART if any(finding for name, f in read for finding in r(deck, name, f))
    }


def test_finds_what_is_planted_by_every_rule(sound: Parts, rich: Parts) -> None:
    """A rule that nothing planted breaks would not be missed if it were gone."""
    everything, rules, missed = [], set(), {}
    for name, parts, said in faulty(sound, rich):
        found = lint(parts)
        everything += found
        rules |= broken(parts)
        if not any(said in finding for finding in found):
            missed[name] = found
    assert {} == missed
    assert {r.__name__ for r in (*OF_THE_WHOLE, *OF_EACH_PART)} == rules
    assert len(templates()) > 80
    assert [] == [t for t in templates() if not any(re.search(t, finding) for finding in everything)]


def by_trees(parts: Parts) -> list[str]:
    """What a build finds if it makes a tree of every part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts.Facts, "_scan", lambda self, data: False)
        return lint(parts, False)


def alternatives(inside: str, prefix: str = "mc", space: str = "markup-compatibility/2006") -> bytes:
    """The end of a part with something for readers that know more."""
    tag = f"{prefix}:AlternateContent"
    return f'<{tag} xmlns:{prefix}="http://schemas.openxmlformats.org/{space}">{inside}</{tag}></p:sldLayout>'.encode()


END = b"</p:sldLayout>"
CHOICE, FALLBACK = '<mc:Choice Requires="a"><a:b/></mc:Choice>', "<mc:Fallback><a:b/></mc:Fallback>"
LAYOUTS = [f"ppt/slideLayouts/slideLayout{n}.xml" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</a:lstStyle>", b"</a:lstStyle"),  # no XML
        (b"<a:t>", b"<a:t>&nowhere;"),
        (b"<a:t>", b'<a:t b="\xff">'),
        (b"</a:t>", b"<!-- </p:txBody> --></a:t>"),
        (b"<a:t>", b"<a:t><?go </p:txBody>?>"),
        (b"<a:bodyPr ", b'<a:bodyPr nobody="knows" '),
        (b"<a:bodyPr ", b'<a:bodyPr wrap="<" '),
        (b"<a:lstStyle>", b'<a:lstStyle xmlns:a="urn:other">'),
        (b"<p:txBody>", b'<p:txBody><a:tbl/><a:hlinkClick r:id="rId99"/>'),
        (b"<p:txBody>", b"<p:txBody><p:txBody/>"),
        (b"<p:spPr>", b'<p:spPr><a:blipFill><a:blip r:embed="rId99"/></a:blipFill>'),
        (b"<p:spPr>", b'<p:spPr bwMode="a>b"/><p:spPr>'),
        (b"<p:spPr>", b"<p:spPr/><p:spPr>"),
        (b"<p:spPr>", b"<p:spPr><a:nothing/>"),
        (b'xmlns:p="', b'xmlns:p="urn:'),
        (b"<p:cNvPr ", b"<p:cNvPr\t"),
        (b'<p:cNvPr id="', b"<p:cNvPr title='>' id=\""),
        (b'<p:cNvPr id="', b'<p:cNvPr title=">" id="'),
        (b'<p:cNvPr id="', b'<p:cNvPr id="&#49;'),
        (b"<p:txBody>", b'<p:txBody><q:ph xmlns:q="http://schemas.openxmlformats.org/presentationml/2006/main"/>'),
        (b"<p:txBody>", b"<p:txBody><p:grpSp><p:ph/></p:grpSp>"),
        (b"<p:txBody>", b'<p:txBody><a:graphicData uri="urn:x"><a:tbl/></a:graphicData>'),
        (b"<p:txBody>", b"<p:txBody><![CDATA[<p:ph/>]]>"),
        (END, alternatives(CHOICE + FALLBACK)),
        (END, alternatives(CHOICE + FALLBACK)[: -len(END)] + alternatives(CHOICE + FALLBACK)),
        (END, alternatives(CHOICE + FALLBACK)[: -len(END)] + alternatives(FALLBACK)),
        (END, alternatives(CHOICE + CHOICE + FALLBACK)),
        (END, alternatives(CHOICE)),
        (END, alternatives(CHOICE + FALLBACK + FALLBACK)),
        (END, alternatives(CHOICE + "<a:b/>" + FALLBACK)),
        (END, alternatives("")),
        (END, alternatives(CHOICE.replace("a:b", "p:ph") + FALLBACK)),
        (END, alternatives(CHOICE.replace("<a:b/>", FALLBACK) + FALLBACK)),
        (END, alternatives(CHOICE + FALLBACK, space="other")),
        (END, alternatives(f"<mc:Choice/>{FALLBACK}".replace("mc:", "q:"), prefix="q")),
        (b"<a:t>", b"<a:t>AlternateContent"),
    ],
)
def test_what_is_spelt_otherwise_is_read_as_well(sound: Parts, old: bytes, new: bytes) -> None:
    """A build makes trees of few parts; it finds what it would find if it made them of all."""
    assert all(old in sound[name] for name in LAYOUTS)
    for places in (LAYOUTS, LAYOUTS[-1:]):
        parts = sound | {name: sound[name].replace(old, new) for name in places}
        assert lint(parts, False) == by_trees(parts)


def test_a_build_finds_without_trees_what_it_finds_with_them(sound: Parts, rich: Parts) -> None:
    checked = 0
    for name, parts, _ in faulty(sound, rich):
        assert lint(parts, False) == by_trees(parts), name
        checked += 1
    assert checked > 50


def told(found: facts.Facts) -> dict[str, object]:
    """The facts of a part, to be compared."""
    shapes = [(s.id, s.name, s.kind, s.alt, s.decorative) for s in found.shapes]
    return {**vars(found), "tree": None, "shapes": shapes, "grids": [(g.columns, g.rows) for g in found.grids]}


def test_a_transition_needs_no_tree(sound: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly every slide has one."""
    slide = next(data for name, data in sound.items() if name.startswith("ppt/slides/slide"))
    passing = slide.replace(b"</p:sld>", transition("push").encode() + b"</p:sld>")
    monkeypatch.delattr(facts.ElementTree, "fromstring")
    assert facts.Facts.of(passing, "", facts.Seen(False)).alternates == [["Choice", "Fallback"]]


def test_a_build_makes_few_trees(sound: Parts, rich: Parts) -> None:
    """Of slides and layouts nearly all are read without a tree, and say the same."""
    parts = [
        data for deck in (sound, rich) for name, data in deck.items() if re.search(r"slide(s|Layouts)/\w+.xml", name)
    ]
    read = [facts.Facts.of(data, "", facts.Seen(False)) for data in parts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts.Facts, "_scan", lambda self, data: False)
        trees = [facts.Facts.of(data, "", facts.Seen(False)) for data in parts]
    assert len(read) > 30
    assert list(map(told, read)) == list(map(told, trees))
    assert sum(found.tree is None for found in read) > 0.7 * len(read)


@pytest.mark.parametrize("decks", [*THEMES, "seminars"])
def test_elements_of_every_deck_are_as_they_may_be(decks: str) -> None:
    """A build does not ask for the vocabulary. So every kind in every theme is held against it here, and the seminars:
    what elements a deck has follows from these."""
    made = [*(shared.seminars("en") if decks == "seminars" else shared.gallery(decks)).rglob("*.pptx")]
    assert len(made) > 3 if decks == "seminars" else len(made) == 1
    assert [] == [finding for deck in made for finding in lint(unpack(deck.read_bytes()))]


@pytest.mark.slow
def test_misses_any_part_and_survives_any_damage(sound: Parts) -> None:
    assert len(sound) > 30
    for part in sound:
        less = {n: d for n, d in sound.items() if n != part}
        assert lint(less) != [], part
        half = sound[part][: len(sound[part]) // 2] if "/media/" not in part else b""
        for data in (b"", half, b"<x/>"):
            assert lint(sound | {part: data}) != [], part


def test_survives_a_file_without_anything() -> None:
    assert lint({}) != []
    assert any("no presentation" in finding for finding in lint({TYPES: b"<Types/>", "_rels/.rels": b"<x/>"}))


def test_is_linear() -> None:
    """Ten times the slides take about ten times as many calls, not a hundred."""

    def calls(times: int) -> int:
        deck = tuple(
            s._replace(id=f"{s.id}-{n}" if n else s.id, number=7 * n + s.number) for n in range(times) for s in scenes()
        )
        parts = write_parts(deck, theme(), GROUNDS, INFO)
        count = 0

        def count_one(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event.endswith("call")

        sys.setprofile(count_one)
        try:
            found = lint(parts)
        finally:
            sys.setprofile(None)
        assert found == []
        return count

    assert calls(20) < 12 * calls(2)
