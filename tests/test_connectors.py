"""Connectors: glued to their boxes, and drawn by PowerPoint along the points that layout chose."""

from __future__ import annotations

import io
import itertools
import re

import pikepdf
import pytest
from conftest import brand
from quick_pptx import Presentation

from deckgen.checks.slides import check
from deckgen.layout.artwork import artwork
from deckgen.layout.diagram import connect
from deckgen.richtext import unmarked
from deckgen.scene import Box, Line, Paragraph, Piece, Rect, Run, Scene, TextBlock
from deckgen.writers import Info, pptx, slides
from deckgen.writers.pptx.connectors import Route, route
from deckgen.writers.pptx.lint import lint

SIDES = ("top", "left", "bottom", "right")
#: Where the other box stands from the first.
WAYS = [(220, 0), (-220, 0), (0, 160), (0, -160), (200, 140), (-200, 140), (200, -140), (-200, -140)]


def boxes(way: tuple[int, int], outline: str = "rounded") -> tuple[Box, Box]:
    a = Box("처음", Rect(400, 220, 90, 60), None, outline, 8, "surface", key="a")
    return a, Box("끝", Rect(400 + way[0], 220 + way[1], 90, 60), None, outline, 8, "soft", key="b")


def drawn(r: Route) -> list[tuple[float, float]]:
    """The points of a route as ECMA-376 defines its preset: in its own box, flipped, then turned about the middle."""
    w, h = r.rect.w, r.rect.h
    if r.preset == "straightConnector1":
        points = [(0, 0), (w, h)]
    elif r.preset in ("bentConnector2", "curvedConnector2"):
        points = [(0, 0), (w, 0), (w, h)]
    else:
        bend = w * r.adjust[0] / 100_000
        points = [(0, 0), (bend, 0), (bend, h), (w, h)]
    out = []
    for x, y in points:
        x, y = x - w / 2, y - h / 2
        x, y = -x if r.flip_h else x, -y if r.flip_v else y
        for _ in range(r.turn // 5_400_000):
            x, y = -y, x
        out.append((r.rect.x + w / 2 + x, r.rect.y + h / 2 + y))
    return out


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("out", "into"), itertools.product(SIDES, SIDES))
def test_powerpoint_draws_the_points_that_layout_chose(way, out, into):
    """Whatever side a line leaves and whatever side it enters, the preset's own route is that of the scene."""
    a, b = boxes(way)
    line = connect("화살표", a, out, b, into)
    got = drawn(route(line))
    assert len(got) == len(line.points)
    for (x, y), (u, v) in zip(got, line.points, strict=True):
        assert abs(x - u) <= 1.01 and abs(y - v) <= 1.01, (line.points, got)


@pytest.mark.parametrize(("out", "into"), itertools.product(SIDES, SIDES))
def test_a_line_begins_and_ends_in_the_middle_of_sides(out, into):
    """The ends are where PowerPoint's connection sites are."""
    a, b = boxes((220, 150))
    line = connect("화살표", a, out, b, into)
    assert (line.points[0], line.points[-1]) == (a.middle(out), b.middle(into))


def scene(*items) -> Scene:
    return Scene("s", 1, "title-only", unmarked("제목"), "ko", "paper", items)


def parts(*items) -> dict[str, bytes]:
    of = brand("openmaru")
    artworks = {n: artwork(of.theme, layout, of.art, of.fonts, "ko") for n, layout in of.theme.layouts.items()}
    return pptx.write_parts(
        (scene(*items),), of.theme, artworks, Info(id="c", title="c", language="ko", date="2026-12-10")
    )


@pytest.mark.parametrize(
    ("outline", "sites"), [("rounded", (3, 1)), ("ellipse", (6, 2)), ("pill", (3, 1)), ("rectangle", (3, 1))]
)
def test_both_ends_are_glued(outline, sites, tmp_path):
    """python-pptx finds the connector on its boxes; a line that is drawn before them finds them too."""
    a, b = boxes((220, 0), outline)
    path = tmp_path / "deck.pptx"
    made = parts(connect("화살표", a, "right", b, "left"), a, b)
    assert [] == lint(made)
    path.write_bytes(pptx.pack(made))
    shapes = {s.name: s for s in Presentation(path).slides[0].shapes}
    line = shapes["화살표"]._element
    ends = [
        line.find(f".//{{http://schemas.openxmlformats.org/drawingml/2006/main}}{tag}") for tag in ("stCxn", "endCxn")
    ]
    assert [str(shapes["처음"].shape_id), str(shapes["끝"].shape_id)] == [e.get("id") for e in ends]
    assert sites == tuple(int(e.get("idx")) for e in ends)
    assert (shapes["화살표"].begin_x, shapes["화살표"].end_x) == (
        shapes["처음"].left + shapes["처음"].width,
        shapes["끝"].left,
    )


def test_a_loose_end_is_found():
    """Lint tells of a connector that is not glued."""
    a, b = boxes((220, 0))
    made = parts(a, b, connect("화살표", a, "right", b, "left"))
    name = "ppt/slides/slide1.xml"
    made[name] = re.sub(rb"<a:endCxn[^>]*/>", b"", made[name])
    assert [f"{name}: 1 ends of 1 connectors are not glued"] == lint(made)


def words(text: str, rect: Rect) -> Box:
    """A text that stands in the middle of a box."""
    run = Run(text, "text", False, "text")
    return Box(
        text, rect, TextBlock((Paragraph((run,), 16),), (Line(rect.h / 2 + 6, 16, (Piece(0, rect.w, run),), 0),))
    )


def test_a_line_through_a_text_is_found():
    """The build tells of an arrow that runs through words, and is silent where it passes by."""
    of = brand("openmaru")
    a, b = boxes((260, 0))
    line = connect("화살표", a, "right", b, "left")
    through, beside = words("글자", Rect(520, 235, 60, 30)), words("글자", Rect(520, 255, 60, 30))
    told = [d.message for d in check(scene(a, b, line, through), of.theme, of.fonts)]
    assert ["the arrow `화살표` runs through `글자`"] == told
    assert [] == list(check(scene(a, b, line, beside), of.theme, of.fonts))


def test_arrowheads_end_on_the_box():
    """On paper the head's tip touches the box, and a dashed line is dashed."""
    of = brand("openmaru")
    a, b = boxes((220, 0))
    data = slides.write(
        (scene(a, b, connect("화살표", a, "right", b, "left", dashed=True)),),
        of.theme,
        of.fonts,
        Info(id="c", title="c", language="ko", date="2026-12-10"),
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode()
    assert "620 290 m" in content  # the tip: the left side of the box, 540 - 250
    assert "[9 6.75] 0 d" in content
