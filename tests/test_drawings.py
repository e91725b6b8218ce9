"""Drawings in every output: gradients, lines and what is seen through, as native shapes and as vectors."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from conftest import brand

from deckgen.layout.artwork import centred
from deckgen.reading.svg import read_svg
from deckgen.richtext import unmarked
from deckgen.scene import Freeform, Gradient, Group, Item, Rect, Scene
from deckgen.writers import Info, slides
from deckgen.writers.handout.ink import print_scenes
from deckgen.writers.pptx import write_parts
from deckgen.writers.pptx.lint import lint
from deckgen.writers.web.pictures import Pictures

INFO = Info(id="d", title="d", language="ko", date="2026-12-10")
STOPS = '<stop stop-color="#C8141B"/><stop offset="1" stop-color="#1F5C9E"/>'
FADED = '<stop offset=".5" stop-color="#C8141B" stop-opacity=".2"/><stop offset="1" stop-color="#1F5C9E"/>'
BODY = f"""
<linearGradient id="l" gradientUnits="userSpaceOnUse" x1="0" x2="100">{STOPS}</linearGradient>
<linearGradient id="v" x2="0" y2="1">{FADED}</linearGradient>
<radialGradient id="r" gradientUnits="userSpaceOnUse" cx="30" cy="70" r="20">{STOPS}</radialGradient>
<rect x="25" width="50" height="20" fill="url(#l)"/>
<rect y="30" width="50" height="20" fill="url(#v)" opacity=".5"/>
<rect x="20" y="60" width="20" height="20" fill="url(#r)"/>
<path fill="#c8141b80" d="M60 60H80V80Z"/>
<path fill="none" stroke="#1f5c9e" stroke-opacity=".25" stroke-width="4" stroke-dasharray="8 4" d="M60 30L70 50L80 30"/>
<path fill="none" stroke="currentColor" stroke-linecap="square" stroke-linejoin="bevel" d="M60 90L70 95L80 90"/>
"""


def drawn(body: str = BODY) -> Item:
    """A drawing of 100 by 100 units on 200 by 200 points."""
    data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{body}</svg>'.encode()
    return read_svg(data).placed("로고", Rect(100, 150, 200, 200), alt="우리 로고", colour="accent")


def scene(*items: Item) -> Scene:
    return Scene("only", 1, "title-only", unmarked("하나"), "ko", "paper", items)


@pytest.fixture(scope="module")
def xml() -> str:
    """The slide's part; the deck is sound."""
    parts = write_parts((scene(drawn()),), brand("openmaru").theme, {}, INFO)
    assert [] == [finding for finding in lint(parts) if "placeholder" not in finding]
    return parts["ppt/slides/slide1.xml"].decode()


def stops(xml: str, n: int) -> list[str]:
    gradient = re.findall("<a:gradFill.*?</a:gradFill>", xml)[n]
    return re.findall(r'<a:gs pos="(\d+)"><a:srgbClr val="(\w+)"(?:/>|><a:alpha val="(\d+)"/>)', gradient)


def test_one_named_group_with_an_alt_text(xml):
    assert '<p:cNvPr id="2" name="로고" descr="우리 로고"/>' in xml
    assert xml.count("<p:grpSp>") == 1
    assert xml.count("<p:sp>") == 6
    assert "<p:pic>" not in xml


def test_linear_gradients_run_over_the_box_of_their_shape(xml):
    """The part of the gradient that is seen: from a quarter of it to three quarters."""
    first = re.findall("<a:gradFill.*?</a:gradFill>", xml)[0]
    assert '<a:lin ang="0" scaled="0"/>' in first
    assert stops(xml, 0) == [("0", "9E263C", ""), ("100000", "494A7D", "")]
    assert '<a:lin ang="5400000" scaled="0"/>' in re.findall("<a:gradFill.*?</a:gradFill>", xml)[1]


def test_stops_are_seen_through(xml):
    assert stops(xml, 1) == [("0", "C8141B", "10000"), ("50000", "C8141B", "10000"), ("100000", "1F5C9E", "50000")]


def test_radial_gradients_have_a_box_around_their_middle(xml):
    """PowerPoint's reach to the corners of the box: 10 √2 units of 20."""
    third = re.findall("<p:sp>.*?</p:sp>", xml)[2]
    assert '<a:path path="circle"><a:fillToRect l="50000" t="50000" r="50000" b="50000"/></a:path>' in third
    assert stops(xml, 2) == [("0", "C8141B", ""), ("100000", "504778", "")]
    assert '<a:off x="1778000" y="3429000"/><a:ext cx="508000" cy="508000"/>' in third


def test_fills_and_lines_that_are_seen_through(xml):
    assert '<a:solidFill><a:srgbClr val="C8141B"><a:alpha val="50196"/></a:srgbClr></a:solidFill>' in xml
    dashed = (
        '<a:ln w="101600"><a:solidFill><a:srgbClr val="1F5C9E"><a:alpha val="25000"/></a:srgbClr></a:solidFill>'
        '<a:custDash><a:ds d="200000" sp="100000"/></a:custDash><a:miter lim="400000"/></a:ln>'
    )
    assert dashed in xml
    assert re.search(r'<a:ln w="25400" cap="sq"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:bevel/>', xml)


def test_a_role_that_is_seen_through():
    """A colour of the theme keeps its tint."""
    item = drawn('<path class="muted" opacity=".5" d="M0 0H9V9Z"/>')
    xml = write_parts((scene(item),), brand("openmaru").theme, {}, INFO)["ppt/slides/slide1.xml"].decode()
    assert re.search(r'<a:solidFill><a:schemeClr val="\w+">.*?<a:alpha val="50000"/></a:schemeClr></a:solidFill>', xml)


def test_vectors_in_the_pdf():
    """Shadings and graphics states; the drawing is one figure."""
    of = brand("openmaru")
    with pikepdf.open(io.BytesIO(slides.write((scene(drawn()),), of.theme, of.fonts, INFO))) as pdf:
        page = pdf.pages[0]
        content, resources = page.Contents.read_bytes().decode(), page.Resources
        shadings = [s.ShadingType for s in resources.Shading.values()]
        states = [sorted(set(map(str, dict(s))) - {"/Type"}) for s in resources.ExtGState.values()]
        assert "/XObject" not in resources or not any(x.get("/Subtype") == "/Image" for x in resources.XObject.values())
    assert sorted(shadings) == [2, 2, 3]
    assert sorted(map(str, states)) == ["['/CA', '/ca']", "['/CA', '/ca']", "['/SMask']"]
    assert "200 0 0 -200 100 390 cm" in content  # from the corner of the drawing, over all its width
    assert content.count(" sh Q") == 3
    assert "[16 8] 0 d 8 w" in content
    assert "2 J 2 j 2 w" in content


def test_vectors_on_the_web():
    of = brand("openmaru")
    svg = Pictures(of.theme, of.fonts).alone(scene(drawn()), "하나")
    assert svg.count("<linearGradient") == 2
    assert svg.count("<radialGradient") == 1
    assert '<stop offset="0.5" stop-color="#C8141B" stop-opacity="0.2"/>' in svg
    assert 'gradientTransform="matrix(200 0 0 200 100 150)" x1="0" y1="0" x2="1" y2="0"' in svg
    assert 'fill="#C8141B" fill-rule="evenodd" fill-opacity="0.502"' in svg
    assert (
        'stroke="#1F5C9E" stroke-width="8" stroke-opacity="0.25" stroke-miterlimit="4" stroke-dasharray="16 8"' in svg
    )
    assert 'stroke-linecap="square" stroke-linejoin="bevel"' in svg
    assert "<image" not in svg


def test_a_grey_print_has_grey_gradients():
    of = brand("openmaru")
    (grey,) = print_scenes((scene(drawn()),), of, "grey", "ko")
    (group,) = grey.items
    assert isinstance(group, Group)
    colours = [
        s.colour for i in group.items if isinstance(i, Freeform) and isinstance(i.fill, Gradient) for s in i.fill.stops
    ]
    assert len(colours) == 6
    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours)


def test_a_drawing_stands_in_the_middle():
    assert centred((2, 1), Rect(10, 10, 100, 100)) == Rect(10, 35, 100, 50)
    assert centred((1, 2), Rect(10, 10, 100, 100)) == Rect(35, 10, 50, 100)
