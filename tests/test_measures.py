"""A talk in numbers: what is measured, and that a reader of another make finds the same in the deck."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from io import BytesIO

import pytest
from conftest import ROOT, brand, deck_of, deckgen, example_scenes, images
from quick_pptx import Presentation
from shared import once, small_project
from test_errors import run
from test_rhythm import Drawn, hero, plain, talk, words

from deckgen.checks.facts import sized
from deckgen.checks.measures import Measure, measure_of, pictured, totals
from deckgen.pipeline import lay_out
from deckgen.pipeline.measurement import measure
from deckgen.scene import Box, Freeform, Group, Picture, Rect

NS = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
PAGE = (960.0, 540.0)
SEMINAR = "five-questions"


@cache
def measured() -> tuple[Measure, ...]:
    """The spoken slides of a seminar of the repository."""
    found = measure(ROOT, (SEMINAR,))
    assert found.diagnostics == ()
    return found.seminars[0].slides


# a reader of another make


def deck():
    """The same seminar as python-pptx reads it."""
    folder = once("measured", lambda to: deckgen("build", SEMINAR, "--to", "pptx", "-o", str(to), cwd=ROOT))
    return Presentation(BytesIO((folder / f"presenter/{SEMINAR}.ko.pptx").read_bytes()))


def styles(shape, level: int):
    """The paragraph properties that a text at a level inherits, the nearest first: of the shape, of its place in the
    layout and in the master, of the master's texts, of the presentation."""
    bodies = [shape.text_frame._txBody]
    kind = "otherStyle"
    slide = shape.part.slide
    if shape.is_placeholder:
        own = shape.placeholder_format
        places = [p for p in slide.slide_layout.placeholders if p.placeholder_format.idx == own.idx]
        kind = {"TITLE": "titleStyle", "CENTER_TITLE": "titleStyle"}.get(own.type.name, "bodyStyle")
        types = {own.type.name, *(["TITLE"] if own.type.name == "CENTER_TITLE" else [])}
        places += [p for p in slide.slide_layout.slide_master.placeholders if p.placeholder_format.type.name in types]
        bodies += [p.text_frame._txBody for p in places]
    for body in bodies:
        yield from body.findall(f"a:lstStyle/a:lvl{level + 1}pPr/a:defRPr", NS)
    master = slide.slide_layout.slide_master.element
    yield from master.findall(f"{P}txStyles/{P}{kind}/{{{NS['a']}}}lvl{level + 1}pPr/{{{NS['a']}}}defRPr")
    whole = slide.part.package.presentation_part.presentation.element
    yield from whole.findall(f"{P}defaultTextStyle/{{{NS['a']}}}lvl{level + 1}pPr/{{{NS['a']}}}defRPr")


def sizes(shapes):
    """The sizes of all runs that show a letter, but those of the small print at the edges of a slide."""
    for shape in shapes:
        if shape.shape_type == 6:  # a group
            yield from sizes(shape.shapes)
        elif getattr(shape, "has_table", False) and shape.has_table:
            for cell in shape.table.iter_cells():
                for paragraph in cell.text_frame.paragraphs:
                    yield from (r.font.size.pt for r in paragraph.runs if r.text.strip())
        elif shape.has_text_frame and not _edge(shape):
            for paragraph in shape.text_frame.paragraphs:
                for r in (r for r in paragraph.runs if r.text.strip()):
                    own = [r._r.get_or_add_rPr(), *styles(shape, paragraph.level)]
                    yield next(float(x.get("sz")) / 100 for x in own if x.get("sz"))


def _edge(shape) -> bool:
    """Whether a shape is date, footer, number, part or sources of its slide."""
    if not shape.is_placeholder:
        return False
    own = shape.placeholder_format
    return own.type.name in ("DATE", "FOOTER", "SLIDE_NUMBER") or own.idx in (13, 14)


def test_another_reader_finds_the_same_sizes_in_the_deck():
    """The smallest and the largest type of each spoken slide, with what they inherit from layouts and master."""
    slides = list(deck().slides)
    assert len(measured()) > 20
    for m in measured():
        read = list(sizes(slides[m.number - 1].shapes))
        least = min(size for role, size in m.smallest.items() if role != "furniture")
        assert (least, m.largest) == (min(read), max(read)), m.id


# what is measured


def of(*drawn: Drawn) -> list[Measure]:
    seen = talk(drawn).slides
    theme = type("Theme", (), {"page": PAGE})
    return [measure_of(s, s.number, theme) for s in seen]  # type: ignore[arg-type]


def form(rect: Rect) -> Freeform:
    return Freeform("그림", rect, (1, 1), ((("M", (0, 0)), ("L", (1, 1))),), "accent")


def test_the_share_of_pictures():
    """Of the page, where they lie over each other once; a drawing counts with what stands between its forms, an icon
    in a box alone."""
    photo = Picture("사진", Rect(480, 0, 480, 540), "a.png", b"", (960, 1080), "밤")
    assert pictured((photo,), PAGE) == pytest.approx(0.5, abs=0.02)
    assert pictured((photo, photo), PAGE) == pictured((photo,), PAGE)
    drawing = Group("장면", (form(Rect(0, 0, 200, 270)), form(Rect(280, 0, 200, 270)), words("→", 24)), "그림")
    assert pictured((Group("장면", drawing.items[:2], "그림"),), PAGE) == pytest.approx(0.25, abs=0.02)
    sign = form(Rect(0, 0, 480, 540))._replace(decorative=True)
    assert pictured((sign,), PAGE) == 0 and pictured((Group("장면", (sign,), "그림"),), PAGE) > 0.4
    icon = Group("칸", (Box("칸", Rect(0, 0, 480, 540), fill="soft"), form(Rect(20, 20, 40, 40))))
    assert pictured((icon,), PAGE) < 0.01


def test_a_scene_of_props_is_a_picture():
    """Whole, with what stands between its props; a diagram of boxes is none."""
    share = {kind: pictured(example_scenes(kind)[3].items, PAGE) for kind in ("scene", "picture", "flow", "cluster")}
    assert min(share["scene"], share["picture"]) > 0.2 and max(share["flow"], share["cluster"]) < 0.05


def test_a_scene_in_steps_is_as_large_a_picture():
    """However its parts come, it is one picture; boxes in steps are none."""
    things = {"kind": "scene", "title": "상자", "scene": [{"prop": "crate", "leads": True}, "server", "manager"]}
    boxes = {"kind": "flow", "title": "상자", "steps": ["하나", "둘", "셋"]}
    slides = [deepcopy({"id": f"{f['kind']}-{b:d}", "build": b} | f) for f in (things, boxes) for b in (False, True)]
    scenes, _ = lay_out(deck_of(slides), brand("openmaru"), images())
    share = {s.id: pictured(s.items, PAGE) for s in scenes}
    assert share["scene-1"] == share["scene-0"] > 0.2 and share["flow-1"] == share["flow-0"] == 0
    assert next(s for s in scenes if s.id == "scene-1").clicks


def test_how_full_panels_are():
    """A label is no panel, nor is a frame around others; equal panels are compared."""
    full = words("글\n글\n글\n글", 24, rect=Rect(60, 150, 200, 120))._replace(fill="soft")
    little = words("글", 24, rect=Rect(300, 150, 200, 120))._replace(fill="soft")
    label = words("이름", 18, rect=Rect(60, 100, 90, 28))._replace(fill="accent")
    frame = words("틀", 18, rect=Rect(40, 90, 600, 300))._replace(stroke=None, fill="surface")
    (m,) = of(Drawn((frame, label, full, little)))
    assert len(m.fills) == 2 and max(m.fills) > 0.8 > 0.3 > min(m.fills)
    assert m.uneven == pytest.approx(max(m.fills) / min(m.fills), rel=0.02) and m.uneven > 2


def test_roles_and_totals():
    """Text, code and small print have bounds of their own; what is counted is counted once for each slide."""
    code = words("kubectl", 16)
    run_ = code.text.paragraphs[0].runs[0]._replace(font="code")  # type: ignore[union-attr]
    line = code.text.lines[0]  # type: ignore[union-attr]
    piece = line.pieces[0]._replace(run=run_)
    code = code._replace(text=code.text._replace(lines=(line._replace(pieces=(piece,)),)))  # type: ignore[union-attr]
    slides = of(Drawn((code,)), Drawn((words("글", 17),)), hero(), plain(0))
    assert [dict(m.small) for m in slides] == [{}, {"text": 17.0}, {}, {}]
    assert [dict(m.smallest) for m in slides[:1]] == [{"code": 16.0}] and "furniture" in slides[3].smallest
    t = totals(slides)
    assert (t.slides, t.small, t.heroes, t.largest, t.pictures, t.builds) == (4, 1, 1, 20.5, 0, 0)
    assert totals([])[:2] == (0, 0)
    built = [m for m in measured() if m.kind == "qna"]
    assert len(built) > 3 and all(m.builds for m in built)
    assert [s.role for s in sized((Group("둘", (words("글", 20), words("그", 12, "furniture"))),))] == [
        "text",
        "furniture",
    ]


# the command


def test_the_command_prints_a_table_or_json(tmp_path):
    """The same numbers in both; nothing is written."""
    project = small_project(tmp_path / "project")
    status, out, said = run(["measure", "talk"], project)
    assert (status, said) == (0, "") and "talk in ko, theme openmaru" in out and "median of the largest text" in out
    (found,) = json.loads(run(["measure", "--json", "--lang", "en"], project)[1])
    assert (found["seminar"], found["language"], found["totals"]["slides"]) == ("talk", "en", len(found["slides"]))
    assert {"number", "smallest", "largest", "pictures", "builds", "fills"} <= set(found["slides"][0])
    assert not (project / "output").exists()


def test_the_command_says_what_is_wrong(tmp_path):
    """As a build does: 1 for the content, 2 for what does not exist."""
    project = small_project(tmp_path / "project")
    assert run(["measure", "speech"], project)[0] == 2
    path = project / "content/modules/basics.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: statement", "kind: statemant", 1), encoding="utf-8")
    status, out, said = run(["measure"], project)
    assert (status, out) == (1, "") and "did you mean `statement`?" in said


def test_a_seminar_that_cannot_be_read_is_told(tmp_path):
    """It is not passed over in silence."""
    project = small_project(tmp_path / "project")
    (file,) = (project / "content" / "seminars").glob("*.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "\nstart: 1170\n", encoding="utf-8")
    status, out, said = run(["measure"], project)
    assert (1, "") == (status, out) and "1 error" in said and "`start`" in said
