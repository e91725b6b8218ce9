"""SVG files: what is understood is drawn as its author sees it, all else is refused with a reason."""

from __future__ import annotations

import pytest

from deckgen.reading.svg import DEEPEST, FARTHEST, DrawingError, read_svg

SQUARE = '<path d="M0 0H9V9H0Z"/>'


def svg(body: str, attributes: str = 'viewBox="0 0 9 9"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode()


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("red", "#FF0000"),
        ("RebeccaPurple", "#663399"),
        ("#f0A", "#ff00AA"),
        ("#C8141B", "#C8141B"),
        (" rgb(200, 20, 27) ", "#C8141B"),
        ("RGB(200 20 27)", "#C8141B"),
        ("currentColor", "currentColor"),
    ],
)
def test_colours(written, colour):
    """Named, short and long colours are understood, in fills and strokes, and handed on to what is within."""
    assert [s.fill for s in read_svg(svg(f'<path fill="{written}" d="M0 0H9V9Z"/>')).shapes] == [colour]
    assert [s.fill for s in read_svg(svg(f'<g fill="{written}">{SQUARE}</g>')).shapes] == [colour]
    line = f'<line x1="0" y1="0" x2="9" y2="9" fill="none" stroke="{written}" stroke-width="2px"/>'
    assert [(s.fill, s.stroke, s.width) for s in read_svg(svg(line)).shapes] == [(None, colour, 2.0)]


def test_a_class_names_a_colour_of_the_theme():
    """For a fill; what is drawn with a stroke has its class from elsewhere."""
    assert [s.fill for s in read_svg(svg('<path class="accent" d="M0 0H9V9Z"/>')).shapes] == ["accent"]
    assert [s.fill for s in read_svg(svg(f'<g class="paper">{SQUARE}</g>')).shapes] == ["paper"]


@pytest.mark.parametrize(
    ("body", "contours"),
    [
        ('<polygon points="0,0 9,0 9,9"/>', [["M", "L", "L", "L", "Z"]]),
        ('<polyline points="0 0 9-0 9,9"/>', [["M", "L", "L"]]),
        ('<path d="M0 0L9 9ZL9 0Z"/>', [["M", "L", "Z"], ["M", "L", "Z"]]),
        ('<path d="m0 0 9 9a1 1 0 01.5.5z"/>', [["M", "L", "C", "L", "Z"]]),
        ('<path d="M0 0Q9 0 9 9T0 9"/>', [["M", "C", "C"]]),
        ('<rect width="9px" height="1e1"/>', [["M", "L", "L", "L", "L", "Z"]]),
        (f"<g id='a' data-name='b' opacity='1'><title>끝</title>{SQUARE}</g>", [["M", "L", "L", "L", "Z"]]),
        (f'<x:note xmlns:x="urn:x"/>{SQUARE}', [["M", "L", "L", "L", "Z"]]),
    ],
)
def test_what_is_drawn(body, contours):
    found = [[step for step, _ in contour] for shape in read_svg(svg(body)).shapes for contour in shape.contours]
    assert found == contours


def test_a_size_stands_in_for_the_view_box():
    assert read_svg(svg(SQUARE, 'width="9px" height="18"')).view == (9.0, 18.0)


def test_any_declared_encoding_that_is_utf_8():
    """What a declaration says does not matter where the bytes are plain."""
    data = b'<?xml version="1.0" encoding="euc-kr"?>' + svg(SQUARE)
    assert read_svg(data) == read_svg(svg(SQUARE)) == read_svg(b"\xef\xbb\xbf" + svg(SQUARE))


REFUSED = {
    # looks
    '<path fill="url(#g)" d="M0 0H9V9Z"/>': "fill `url(#g)`",
    '<path fill="#ff000080" d="M0 0H9V9Z"/>': "fill `#ff000080`",
    '<path fill="#ff00" d="M0 0H9V9Z"/>': "fill `#ff00`",
    '<path fill="rgb(300,0,0)" d="M0 0H9V9Z"/>': "fill `rgb(300,0,0)`",
    '<path fill="rgb(10%,0%,0%)" d="M0 0H9V9Z"/>': "fill `rgb(10%,0%,0%)`",
    '<path fill="rgba(1,2,3,.5)" d="M0 0H9V9Z"/>': "fill `rgba(1,2,3,.5)`",
    '<path fill="hsl(1,2%,3%)" d="M0 0H9V9Z"/>': "fill `hsl(1,2%,3%)`",
    '<path fill="var(--x)" d="M0 0H9V9Z"/>': "fill `var(--x)`",
    '<path fill="rouge" d="M0 0H9V9Z"/>': "fill `rouge`",
    '<path fill="" d="M0 0H9V9Z"/>': "fill ``",
    '<path stroke="url(#g)" d="M0 0H9V9Z"/>': "stroke `url(#g)`",
    '<g stroke="x"><path d="M0 0H9V9Z"/></g>': "`g` has the stroke `x`",
    '<path class="cls-1" d="M0 0H9V9Z"/>': "class `cls-1`",
    '<g class="cls-1"><path d="M0 0H9V9Z"/></g>': "class `cls-1`",
    '<path style="fill:red" d="M0 0H9V9Z"/>': "`path` has `style`",
    '<g style="fill:red"><path d="M0 0H9V9Z"/></g>': "`g` has `style`",
    '<g transform="scale(2)"><path d="M0 0H9V9Z"/></g>': "`g` has `transform`",
    '<path opacity=".5" d="M0 0H9V9Z"/>': "`path` has `opacity`",
    '<path fill-opacity="0" d="M0 0H9V9Z"/>': "`path` has `fill-opacity`",
    '<path filter="url(#f)" d="M0 0H9V9Z"/>': "`path` has `filter`",
    '<path clip-path="url(#f)" d="M0 0H9V9Z"/>': "`path` has `clip-path`",
    '<path display="none" d="M0 0H9V9Z"/>': "`path` has `display`",
    '<path stroke="red" stroke-dasharray="2" d="M0 0H9V9Z"/>': "`stroke-dasharray`",
    '<path onclick="x()" d="M0 0H9V9Z"/>': "`path` has `onclick`",
    "<style>path{fill:red}</style><path d='M0 0H9V9Z'/>": "has a `style`",
    "<defs><style>path{fill:red}</style></defs><path d='M0 0H9V9Z'/>": "has a `style`",
    # numbers
    '<path stroke="red" stroke-width="2em" d="M0 0H9V9Z"/>': "stroke-width `2em`",
    '<path stroke="red" stroke-width="-1" d="M0 0H9V9Z"/>': "below zero",
    '<path stroke="red" stroke-width="10" d="M0 0H9V9Z"/>': "larger than the drawing",
    '<path stroke="red" stroke-width="nan" d="M0 0H9V9Z"/>': "stroke-width `nan`",
    '<rect width="100%" height="9"/>': "width `100%`",
    '<rect width="1cm" height="9"/>': "width `1cm`",
    '<rect width="inf" height="9"/>': "width `inf`",
    '<rect width="-9" height="9"/>': "below zero",
    '<rect width="9" height="9" rx="auto"/>': "rx `auto`",
    '<circle cx="nan" cy="1" r="1"/>': "cx `nan`",
    '<circle r="1e308"/>': "beyond",
    '<circle r="1e999"/>': "beyond",
    '<ellipse rx="1" ry="a"/>': "ry `a`",
    '<line x1="0" y1="0" x2="1_0" y2="9"/>': "x2 `1_0`",
    '<line x1="0" y1="0" x2="٣" y2="9"/>': "x2 `٣`",
    '<polygon points="a,b"/>': "`points`",
    '<polygon points="1,2 3"/>': "`points`",
    '<polyline points="0,0 nan,1"/>': "`points`",
    '<polyline points="0,0 1e9,1"/>': "beyond",
    # paths
    '<path d="L9 9H0Z"/>': "begins with `L`",
    '<path d="Z"/>': "begins with `Z`",
    '<path d="9 9"/>': "does not begin with a command",
    '<path d="hello"/>': "no step of a path",
    '<path d="M"/>': "no step of a path",
    '<path d="M1"/>': "no step of a path",
    '<path d="M0 0L1 1 1"/>': "no step of a path",
    '<path d="M0 0C1 1 1 1"/>': "no step of a path",
    '<path d="M0 0Z9"/>': "no step of a path",
    '<path d="M0 0Linf 9"/>': "no step of a path",
    '<path d="M0 0LNaN 9"/>': "no step of a path",
    '<path d="M0 0B9 9"/>': "no step of a path",
    '<path d="M0 0A1 1 0 2 0 9 9"/>': "no step of a path",
    '<path d="M0 0A1 1 0 0 0 9"/>': "no step of a path",
    '<path d="M0 0L1e400 9"/>': "beyond",
    '<path d="M0 0h1e308h1e308"/>': "beyond",
    # what cannot be drawn
    "<text>글</text>": "has a `text`",
    '<image href="x.png"/>': "has a `image`",
    '<use href="#a"/>': "has a `use`",
    "<svg><path d='M0 0H9V9Z'/></svg>": "has a `svg`",
    "<script/>": "has a `script`",
    "<linearGradient id='g'/>": "has a `linearGradient`",
    "": "draws nothing",
    '<path d=""/>': "draws nothing",
    '<path fill="none" d="M0 0H9V9Z"/>': "draws nothing",
    "<g>" * (DEEPEST + 2) + "</g>" * (DEEPEST + 2): "groups within each other",
    "<g>" * 3000 + "</g>" * 3000: "groups within each other",
}


@pytest.mark.parametrize("body", REFUSED, ids=lambda b: b[:60])
def test_what_is_refused(body):
    """Nothing is drawn that its author would see otherwise, and nothing but a DrawingError comes out."""
    with pytest.raises(DrawingError) as refusal:
        read_svg(svg(body))
    assert REFUSED[body] in str(refusal.value)


FILES = {
    b"": "not an SVG",
    b"<svg": "not an SVG",
    b"<html/>": "not an SVG",
    b"\x00\x01": "not an SVG",
    svg(SQUARE) + b"\x00": "not an SVG",
    svg(SQUARE).decode().encode("utf-16"): "UTF-8",
    svg("<title>한글</title>").decode().encode("euc-kr"): "UTF-8",
    b'<?xml version="1.0" encoding="cp037"?>' + "<!DOCTYPE x>".encode("cp037") + svg(SQUARE): "UTF-8",
    b'<?xml-stylesheet href="x.css"?>' + svg(SQUARE): "style sheet",
    b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + svg("&b;"): "entities",
    svg("<title>" + "x" * 200_000 + "</title>"): "too large",
    svg(SQUARE, ""): "no `viewBox`",
    svg(SQUARE, 'viewBox="0 0 9"'): "no `viewBox`",
    svg(SQUARE, 'viewBox="0 0 nan 9"'): "no `viewBox`",
    svg(SQUARE, 'viewBox="0 0 0 9"'): "no size",
    svg(SQUARE, 'viewBox="0 0 -9 9"'): "no size",
    svg(SQUARE, 'viewBox="0 0 1e-9 9"'): "no size",
    svg(SQUARE, f'viewBox="0 0 {FARTHEST + 1} 9"'): "beyond",
    svg(SQUARE, 'width="100%" height="9"'): "width `100%`",
}


@pytest.mark.parametrize("data", FILES, ids=lambda d: repr(d[:40]))
def test_files_that_are_refused(data):
    with pytest.raises(DrawingError) as refusal:
        read_svg(data)
    assert FILES[data] in str(refusal.value)
