"""SVG files: what is understood is drawn as its author sees it, all else is refused with a reason and a way out."""

from __future__ import annotations

import re
from time import process_time

import pytest

from deckgen.reading.drawing import Drawing, Shape
from deckgen.reading.svg import DrawingError, cropped, read_svg
from deckgen.reading.svg.document import DEEPEST, LARGEST, MOST_ELEMENTS
from deckgen.reading.svg.numbers import FARTHEST
from deckgen.reading.svg.reader import MOST_SHAPES, MOST_STEPS
from deckgen.scene import Gradient

SQUARE = '<path d="M0 0H9V9H0Z"/>'
SIZE = 'viewBox="0 0 9 9"'
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(body: str, attributes: str = SIZE) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {LINK} {attributes}>{body}</svg>'.encode()


def shapes(body: str, attributes: str = SIZE) -> tuple[Shape, ...]:
    return read_svg(svg(body, attributes)).shapes


def n(number: float) -> str:
    return f"{round(number, 2) + 0:g}"


def told(body: str, attributes: str = SIZE) -> str:
    """What is drawn, a shape a line: its box, fill and line."""
    return "\n".join(map(_told, shapes(body, attributes)))


def _told(s: Shape) -> str:
    xs = [x for contour in s.contours for _, numbers in contour for x in numbers[::2]]
    ys = [y for contour in s.contours for _, numbers in contour for y in numbers[1::2]]
    words = ["box " + " ".join(map(n, (min(xs), min(ys), max(xs), max(ys))))]
    if isinstance(s.fill, Gradient):
        words.append("radial" if s.fill.radial else "linear")
        words += [f"{n(p.offset)}={p.colour}" + (f"/{n(p.opacity)}" if p.opacity < 1 else "") for p in s.fill.stops]
        words.append("by " + " ".join(map(n, s.fill.matrix)))
    elif s.fill:
        words.append(f"fill {s.fill}")
    words += [f"at {n(s.opacity)}"] if s.opacity < 1 else []
    if s.stroke:
        words.append(f"line {s.stroke.colour} {n(s.stroke.width)}")
        words += [f"at {n(s.stroke.opacity)}"] if s.stroke.opacity < 1 else []
        words += [s.stroke.cap] if s.stroke.cap != "flat" else []
        words += [s.stroke.join] if s.stroke.join != "miter" else []
        words += [f"limit {n(s.stroke.limit or 0)}"] if s.stroke.limit not in (None, 4) else []
        words += ["dashes " + " ".join(map(n, s.stroke.dashes))] if s.stroke.dashes else []
    return " ".join(words)


COLOURS = {
    "red": "#FF0000",
    "RebeccaPurple": "#663399",
    "#f0A": "#ff00AA",
    "#C8141B": "#C8141B",
    " rgb(200, 20, 27) ": "#C8141B",
    "RGB(200 20 27)": "#C8141B",
    "rgb(300,0,0)": "#FF0000",
    "rgb(10%,0%,0%)": "#1A0000",
    "hsl(120, 100%, 25%)": "#008000",
    "hsl(120deg 100% 25%)": "#008000",
    "hwb(120 0% 50%)": "#008000",
    "#CD853F icc-color(acmecmyk, 0.11, 0.48, 0.83, 0.00)": "#CD853F",
    "color(srgb 1 0 0 / .5)": "#FF0000 at 0.5",
    "color(display-p3 1.0000 0.0000 0.0000)": "#FF0000",
    "color(display-p3 0.5 0.5 0.5)": "#808080",
    "color(display-p3 0.7137 0.1961 0.1333 / 0.5)": "#C61F12 at 0.5",
    "currentColor": "currentColor",
    "#ff000080": "#FF0000 at 0.5",
    "#f008": "#FF0000 at 0.53",
    "rgba(1,2,3,.5)": "#010203 at 0.5",
    "rgb(1 2 3 / 50%)": "#010203 at 0.5",
    "hsla(120, 100%, 25%, .25)": "#008000 at 0.25",
}


@pytest.mark.parametrize("written", COLOURS)
def test_colours(written):
    """Every way to write a colour, in fills and lines, as attributes and in styles, and handed on to what is within."""
    colour = COLOURS[written]
    for body in (
        f'<path fill="{written}" d="M0 0H9V9Z"/>',
        f'<g fill="{written}"><path d="M0 0H9V9Z"/></g>',
        f'<path style="fill:{written}" d="M0 0H9V9Z"/>',
        f'<style>.a{{fill:{written}}}</style><path class="a" d="M0 0H9V9Z"/>',
    ):
        assert told(body) == f"box 0 0 9 9 fill {colour}"
    name, _, opacity = colour.partition(" ")
    line = f'<line x1="2" y1="2" x2="7" y2="7" stroke="{written}" stroke-width="2px"/>'
    assert told(line) == f"box 2 2 7 7 line {name} 2" + (f" {opacity}" if opacity else "")


GRADIENT = '<linearGradient id="g"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient>'
RADIAL = '<radialGradient id="g"><stop stop-color="#f00"/><stop offset="100%" stop-color="#00f"/></radialGradient>'
ENDS = "0=#ff0000 1=#0000ff"


def gradient(attributes: str, kind: str = "linear", stops: str = GRADIENT) -> str:
    """A square painted with a gradient of these attributes."""
    inner = re.sub("</?(?:linear|radial)Gradient[^>]*>", "", stops)
    return f'<{kind}Gradient id="g" {attributes}>{inner}</{kind}Gradient><rect width="8" height="4" fill="url(#g)"/>'


DRAWN = {
    # classes and styles
    '<path class="accent" d="M0 0H9V9Z"/>': "box 0 0 9 9 fill accent",
    f'<g class="paper">{SQUARE}</g>': "box 0 0 9 9 fill paper",
    '<defs><style>.b{fill:red}</style></defs><path class="a b" d="M0 0H9V9Z"/>': "box 0 0 9 9 fill #FF0000",
    '<style>path{fill:red}#i{fill:blue}</style><path id="i" d="M0 0H9V9Z"/>': "box 0 0 9 9 fill #0000FF",
    "<style>.a{fill:red!important}</style><path class='a' style='fill:blue' d='M0 0H9V9Z'/>": (
        "box 0 0 9 9 fill #FF0000"
    ),
    "<style>g > .a, .b{fill:red}.c .a{stroke:blue}</style><g class='c'><path class='a' d='M3 3H6V6Z'/></g>": (
        "box 3 3 6 6 fill #FF0000 line #0000FF 1"
    ),
    "<style>@media (prefers-color-scheme: dark){path{fill:white}}.a:hover{fill:blue}</style>" + SQUARE: (
        "box 0 0 9 9 fill #000000"
    ),
    "<style>:root{--a:red;--b:var(--a)}path{fill:var(--b)}</style>" + SQUARE: "box 0 0 9 9 fill #FF0000",
    '<g style="--a: #00f"><path fill="var(--a, red)" d="M0 0H9V9Z"/></g>': "box 0 0 9 9 fill #0000ff",
    '<path fill="var(--fill-0, rgb(255, 0, 0))" d="M0 0H9V9Z"/>': "box 0 0 9 9 fill #FF0000",
    "<style>.text{fill:red}</style><path class='text' d='M0 0H9V9Z'/>": "box 0 0 9 9 fill #FF0000",
    "<style>.accent{fill:none;stroke:red}</style><path class='accent' d='M3 3H6V6Z'/>": "box 3 3 6 6 line #FF0000 1",
    '<g class="layer"><path fill="red" d="M0 0H9V9Z"/></g>': "box 0 0 9 9 fill #FF0000",
    '<g color="red"><path fill="currentColor" d="M0 0H9V9Z"/></g>': "box 0 0 9 9 fill #FF0000",
    '<g fill="red"><path fill="inherit" d="M0 0H9V9Z"/></g>': "box 0 0 9 9 fill #FF0000",
    '<g fill="red"><path fill="initial" d="M0 0H9V9Z"/></g>': "box 0 0 9 9 fill #000000",
    "<g id='a' data-name='b' opacity='1' font-family='x'><title>끝</title>" + SQUARE + "</g>": (
        "box 0 0 9 9 fill #000000"
    ),
    # what is not seen
    '<g display="none"><text>글</text></g>' + SQUARE: "box 0 0 9 9 fill #000000",
    '<g style="display:none"><image href="a.png"/></g>' + SQUARE: "box 0 0 9 9 fill #000000",
    '<g visibility="hidden"><text>글</text><rect visibility="visible" width="1" height="1"/></g>': (
        "box 0 0 1 1 fill #000000"
    ),
    "<text> </text>" + SQUARE: "box 0 0 9 9 fill #000000",
    f'<x:note xmlns:x="urn:x"/>{SQUARE}': "box 0 0 9 9 fill #000000",
    '<rect x="20" width="5" height="5"/>' + SQUARE: "box 0 0 9 9 fill #000000",
    '<rect width="0" height="5"/><circle r="0"/>' + SQUARE: "box 0 0 9 9 fill #000000",
    "<metadata><a/></metadata><switch><foreignObject requiredExtensions='x'/><g>" + SQUARE + "</g></switch>": (
        "box 0 0 9 9 fill #000000"
    ),
    # lengths
    '<rect width="50%" height=".5pc"/>': "box 0 0 4.5 8 fill #000000",
    '<rect width="3pt" height="1mm"/>': "box 0 0 4 3.78 fill #000000",
    '<rect width="9px" height="1e1"/>': "box 0 0 9 9 fill #000000",
    '<rect width="8" height="4" rx="9" fill="red"/>': "box 0 0 8 4 fill #FF0000",
    '<circle cx="50%" cy="50%" r="50%"/>': "box 0 0 9 9 fill #000000",
    # transformations
    '<g transform="translate(1,2) scale(2)"><rect width="3" height="3" fill="red" stroke="blue"/></g>': (
        "box 1 2 7 8 fill #FF0000 line #0000FF 2"
    ),
    '<rect transform="rotate(90 4 4)" x="4" width="4" height="2"/>': "box 6 4 8 8 fill #000000",
    '<rect transform="matrix(0 1 -1 0 8 0)" width="4" height="2"/>': "box 6 0 8 4 fill #000000",
    '<rect transform="skewX(45)" width="2" height="4"/>': "box 0 0 6 4 fill #000000",
    '<rect transform="skewY(45),translate(1)" width="4" height="2"/>': "box 1 1 5 7 fill #000000",
    '<rect style="transform:translate(1px,2px) rotate(90deg)" width="4" height="1"/>': "box 0 2 1 6 fill #000000",
    '<rect transform="scale(2 1)" x="1" y="2" width="2" height="4" fill="none" stroke="red"/>': (
        "box 1 1.5 7 6.5 fill #FF0000"
    ),
    # use, symbols, drawings in the drawing
    '<defs><path id="a" d="M0 0H2V2H0Z"/></defs><use href="#a" x="3" fill="red"/>': "box 3 0 5 2 fill #FF0000",
    '<defs><g id="a"><use xlink:href="#b" y="1"/></g><path id="b" d="M0 0H2V2H0Z"/></defs>'
    '<use xlink:href="#a" x="1"/>': ("box 1 1 3 3 fill #000000"),
    '<symbol id="s" viewBox="0 0 2 2"><path d="M0 0H2V1H0Z"/></symbol><use href="#s" width="4" height="8"/>': (
        "box 0 2 4 4 fill #000000"
    ),
    '<svg x="1" y="1" width="4" height="4" viewBox="0 0 2 2" preserveAspectRatio="none">'
    '<path d="M0 0H9V1H0Z"/></svg>': "box 1 1 5 3 fill #000000",
    '<svg width="4" height="2" viewBox="0 0 2 2" preserveAspectRatio="xMaxYMin">'
    + SQUARE.replace("9", "2")
    + "</svg>": ("box 2 0 4 2 fill #000000"),
    # gradients
    GRADIENT + '<rect x="1" width="8" height="4" fill="url(#g)"/>': f"box 1 0 9 4 linear {ENDS} by 8 0 0 4 1 0",
    GRADIENT + '<rect width="8" height="4" style="fill:url(\'#g\')"/>': f"box 0 0 8 4 linear {ENDS} by 8 0 0 4 0 0",
    gradient('x1="0" x2="0" y2="1"'): f"box 0 0 8 4 linear {ENDS} by 0 4 -8 0 0 0",
    gradient('gradientUnits="userSpaceOnUse" x1="2" x2="4"'): f"box 0 0 8 4 linear {ENDS} by 2 0 0 2 2 0",
    gradient('gradientUnits="userSpaceOnUse" x2="1" gradientTransform="rotate(90)"'): (
        f"box 0 0 8 4 linear {ENDS} by 0 1 -1 0 0 0"
    ),
    gradient('gradientUnits="userSpaceOnUse" x2="4" spreadMethod="repeat"'): (
        "box 0 0 8 4 linear 0=#ff0000 0=#ff0000 0.5=#0000ff 0.5=#0000ff 0.5=#ff0000 0.5=#ff0000 1=#0000ff 1=#0000ff "
        "by 8 0 0 8 0 0"
    ),
    gradient('gradientUnits="userSpaceOnUse" x2="4" spreadMethod="reflect"'): (
        "box 0 0 8 4 linear 0=#ff0000 0=#ff0000 0.5=#0000ff 0.5=#0000ff 0.5=#0000ff 0.5=#0000ff 1=#ff0000 1=#ff0000 "
        "by 8 0 0 8 0 0"
    ),
    gradient("", "radial"): f"box 0 0 8 4 radial {ENDS} by 4 0 0 2 4 2",
    gradient('gradientUnits="userSpaceOnUse" cx="4" cy="2" r="4" fr="1"', "radial"): (
        "box 0 0 8 4 radial 0.25=#ff0000 1=#0000ff by 4 0 0 4 4 2"
    ),
    gradient(
        'gradientUnits="userSpaceOnUse" cx="0" cy="0" r="1" gradientTransform="translate(4 2) rotate(90) scale(2 4)"',
        "radial",
    ): f"box 0 0 8 4 radial {ENDS} by 0 2 -4 0 4 2",
    '<linearGradient id="h" xlink:href="#g" x1="1" x2="0"/>'
    + GRADIENT
    + '<rect width="8" height="4" fill="url(#h)"/>': (f"box 0 0 8 4 linear {ENDS} by -8 0 0 -4 8 0"),
    GRADIENT.replace('"#00f"', '"#00f" stop-opacity=".5"') + '<rect width="8" height="4" fill="url(#g)"/>': (
        "box 0 0 8 4 linear 0=#ff0000 1=#0000ff/0.5 by 8 0 0 4 0 0"
    ),
    "<style>stop{stop-color:red}.b{stop-color:#0000ff80}</style><linearGradient id='g'><stop/>"
    "<stop class='b' offset='1'/></linearGradient><rect width='8' height='4' fill='url(#g)'/>": (
        "box 0 0 8 4 linear 0=#FF0000 1=#0000FF/0.5 by 8 0 0 4 0 0"
    ),
    '<linearGradient id="g"><stop stop-color="red"/></linearGradient><rect width="8" height="4" fill="url(#g)"/>': (
        "box 0 0 8 4 fill #FF0000"
    ),
    gradient('x1="1" x2="1"'): "box 0 0 8 4 fill #0000ff",
    '<rect width="8" height="4" fill="url(#z) red"/>': "box 0 0 8 4 fill #FF0000",
    GRADIENT + '<rect x="2" y="2" width="4" height="4" fill="none" stroke="url(#g)" stroke-width="2"/>': (
        f"box 1 1 7 7 linear {ENDS} by 4 0 0 4 2 2"
    ),
    # lines
    '<path fill="none" stroke="red" stroke-width="2" stroke-linecap="round" stroke-linejoin="bevel" '
    'd="M3 3L6 6L6 3"/>': ("box 3 3 6 6 line #FF0000 2 round bevel"),
    '<path fill="none" stroke="red" stroke-linecap="square" stroke-miterlimit="10" d="M3 3L6 6L6 3"/>': (
        "box 3 3 6 6 line #FF0000 1 square limit 10"
    ),
    '<path stroke="red" stroke-width="2" stroke-dasharray="4,2" d="M1 1L8 8"/>': (
        "box 1 1 8 8 line #FF0000 2 dashes 2 1"
    ),
    '<path stroke="red" stroke-dasharray="3" d="M1 1L8 8"/>': "box 1 1 8 8 line #FF0000 1 dashes 3 3",
    '<path stroke="red" stroke-dasharray="4 2" stroke-dashoffset="1" d="M1 1L8 8"/>': (
        "box 1 1 8 8 line #FF0000 1 dashes 3 2 1 0"
    ),
    '<path stroke="red" stroke-dasharray="0 0" d="M1 1L8 8"/>': "box 1 1 8 8 line #FF0000 1",
    '<path stroke="red" stroke-width="0" d="M0 0H9V9Z"/>': "box 0 0 9 9 fill #000000",
    '<path stroke="red" stroke-opacity=".5" fill-opacity="20%" d="M3 3H6V6Z"/>': (
        "box 3 3 6 6 fill #000000 at 0.2 line #FF0000 1 at 0.5"
    ),
    '<path paint-order="stroke" stroke="red" d="M3 3H6V6Z"/>': ("box 3 3 6 6 line #FF0000 1\nbox 3 3 6 6 fill #000000"),
    # opacity
    '<path opacity=".5" d="M0 0H9V9Z"/>': "box 0 0 9 9 fill #000000 at 0.5",
    '<g opacity=".5"><g opacity=".5"><path d="M0 0H9V9Z"/></g></g>': "box 0 0 9 9 fill #000000 at 0.25",
    '<path opacity="0" d="M0 0H9V9Z"/><path d="M0 0H1V9Z"/>': "box 0 0 1 9 fill #000000",
    '<g opacity=".5"><rect width="6" height="2" fill="red"/><rect x="4" width="4" height="2" fill="blue"/></g>': (
        "box 0 0 4 2 fill #FF0000 at 0.5\nbox 4 0 8 2 fill #0000FF at 0.5"
    ),
    '<rect opacity=".5" x="1" y="1" width="6" height="6" stroke="red" stroke-width="2"/>': (
        "box 2 2 6 6 fill #000000 at 0.5\nbox 1 1 7 7 line #FF0000 2 at 0.5"
    ),
    # clips
    '<clipPath id="c"><rect width="9" height="9"/></clipPath><g clip-path="url(#c)">' + SQUARE + "</g>": (
        "box 0 0 9 9 fill #000000"
    ),
    '<clipPath id="c"><rect width="3" height="3"/><rect x="3" width="3" height="3"/></clipPath>'
    '<g clip-path="url(#c)">' + SQUARE + "</g>": "box 0 0 6 3 fill #000000",
    '<clipPath id="c"><rect width="4" height="9"/></clipPath>'
    '<path clip-path="url(#c)" stroke="red" stroke-width="2" d="M1 4H8"/>': "box 1 3 4 5 fill #FF0000",
    '<mask id="c" maskUnits="userSpaceOnUse" x="0" y="0" width="9" height="9">'
    '<path fill="white" d="M0 0H4V9H0Z"/></mask>'
    '<g mask="url(#c)">' + SQUARE + "</g>": "box 0 0 4 9 fill #000000",
}


@pytest.mark.parametrize("body", DRAWN, ids=lambda b: b[:80])
def test_what_is_drawn(body):
    assert told(body) == DRAWN[body]


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        ('<polygon points="0,0 9,0 9,9"/>', ["MLLLZ"]),
        ('<polyline points="0 0 9-0 9,9"/>', ["MLL"]),
        ('<path d="M0 0L9 9ZL9 0Z" fill-rule="evenodd"/>', ["MLZ", "MLZ"]),
        ('<path d="m0 0 8 8a1 1 0 01.5.5z" fill-rule="evenodd"/>', ["MLCLZ"]),
        ('<path fill-rule="evenodd" d="M0 0Q5 0 5 4T2 4"/>', ["MCC"]),
        ('<path d="m1 1h007v5.s1 1 1 1"/>', ["MLLC"]),
        ('<rect width="9px" height=".9e1"/>', ["MLLLLZ"]),
        ('<rect width="8" height="8" rx="1"/>', ["MLCLCLCLCZ"]),
        ('<ellipse cx="4" cy="4" rx="2" ry="1"/>', ["MCCCCZ"]),
        ('<circle cx="4" cy="4" r="2" fill="none" stroke="red" stroke-linecap="round"/>', ["MCCCC"]),
    ],
)
def test_paths(body, steps):
    found = ["".join(step for step, _ in contour) for shape in shapes(body) for contour in shape.contours]
    assert found == steps


def area(contours) -> float:
    """What contours without curves cover, those inside others as holes."""
    total = 0.0
    for contour in contours:
        points = [numbers for _, numbers in contour if numbers]
        rotated = [*points[1:], points[0]]
        total += sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, rotated, strict=True)) / 2
    return abs(total)


def test_winding_contours_cover_what_they_do_in_a_browser():
    """Contours that turn the same way cover what lies in both; those that turn the other way are holes, as are all
    by `evenodd`."""
    outer, same, other = "M0 0H8V8H0Z", "M2 2H6V6H2Z", "M2 2V6H6V2Z"
    assert area(shapes(f'<path d="{outer}{other}"/>')[0].contours) == 64 - 16
    assert round(area(shapes(f'<path d="{outer}{same}"/>')[0].contours), 3) == 64
    assert len(shapes(f'<path d="{outer}{same}"/>')[0].contours) == 1
    assert len(shapes(f'<path fill-rule="evenodd" d="{outer}{same}"/>')[0].contours) == 2
    star = "M4 0L6.4 8L0 3H8L1.6 8Z"
    assert len(shapes(f'<path d="{star}"/>')[0].contours) == 1
    assert [c[0][0] for c in shapes(f'<path style="fill-rule:evenodd" d="{star}"/>')[0].contours] == ["M"]


def test_neighbours_of_one_look_are_one_shape_unless_they_lie_over_each_other():
    """What two fills in one shape share would be a hole; lines may cross, unless they are seen through."""
    apart, over = '<path d="M0 0H2V2Z"/><path d="M3 0H5V2Z"/>', '<path d="M0 0H2V2Z"/><path d="M1 0H5V2Z"/>'
    assert len(shapes(apart)) == 1
    assert len(shapes(over)) == 2
    assert len(shapes(f'<g fill="none" stroke="red" transform="translate(2 2)">{over}</g>')) == 1
    assert len(shapes(f'<g fill="none" stroke="red" stroke-opacity=".5" transform="translate(2 2)">{over}</g>')) == 2


@pytest.mark.parametrize(
    ("attributes", "view", "box"),
    [
        ('width="9px" height="18"', (9, 18), "0 0 4 4"),
        ('width="3pt" height="1in"', (4, 96), "0 0 4 4"),
        ('viewBox="-1 -2 9 18"', (9, 18), "1 2 5 6"),
        ('viewBox="0 0 9 9" width="100%"', (9, 9), "0 0 4 4"),
        ('viewBox="0 0 9 9" width="90mm" height="90mm"', (9, 9), "0 0 4 4"),
        ('viewBox="0 0 9 9" width="20" height="10"', (18, 9), "4.5 0 8.5 4"),
        ('viewBox="0 0 9 9" width="20" height="10" preserveAspectRatio="xMinYMid"', (18, 9), "0 0 4 4"),
        ('viewBox="0 0 9 9" width="20" height="10" preserveAspectRatio="none"', (18, 9), "0 0 8 4"),
        ('viewBox="0 0 9 9" width="20" height="10" preserveAspectRatio="xMidYMin slice"', (18, 9), "0 0 8 8"),
    ],
)
def test_what_is_shown(attributes, view, box):
    """The size of a drawing, and how its contents stand in it."""
    drawing = read_svg(svg('<rect width="4" height="4"/>', attributes))
    assert tuple(round(v, 6) for v in drawing.view) == view
    assert _told(drawing.shapes[0]) == f"box {box} fill #000000"


def test_what_reaches_beyond_the_edge_is_cut_there():
    """A line at the edge stays a line."""
    assert told('<rect x="5" y="5" width="20" height="2"/>') == "box 5 5 9 7 fill #000000"
    assert told('<path d="M0 4H9" stroke="red" stroke-width=".1" stroke-linecap="square"/>') == (
        "box 0 4 9 4 line #FF0000 0.1 square"
    )


def test_a_drawing_is_cropped_with_its_gradients():
    drawing = read_svg(svg(GRADIENT + '<rect width="8" height="4" fill="url(#g)"/>', 'viewBox="0 0 8 4"'))
    part = cropped(drawing, (0.25, 0.0, 0.25, 0.0))
    assert part.view == (4, 4)
    assert _told(part.shapes[0]) == f"box 0 0 4 4 linear {ENDS} by 8 0 0 4 -2 0"


def test_any_declared_encoding_that_is_utf_8():
    """What a declaration says does not matter where the bytes are plain."""
    data = b'<?xml version="1.0" encoding="euc-kr"?>' + svg(SQUARE)
    assert read_svg(data) == read_svg(svg(SQUARE)) == read_svg(b"\xef\xbb\xbf" + svg(SQUARE))


def test_a_document_type_as_illustrator_writes_it():
    """With entities for its name spaces, and private data beside the drawing."""
    head = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd" '
        "[ <!ENTITY ns_i \"http://ns.adobe.com/ai/10.0/\"> <!ENTITY ns_x 'urn:x'> ]>"
    )
    body = f'<i:pgf id="a">eJ</i:pgf><g i:extraneous="self">{SQUARE}</g>'
    assert read_svg(head.encode() + svg(body, f'xmlns:i="&ns_i;" {SIZE}')) == read_svg(svg(SQUARE))


ROUND = "use each other in a circle"
OUTLINES = "text into outlines"
REFUSED = {
    # looks
    '<path fill="url(#g)" d="M0 0H9V9Z"/>': "names `#g`, which is not in the file",
    '<path fill="url(x.svg#g)" d="M0 0H9V9Z"/>': "leads out of the file",
    '<pattern id="g"/><path fill="url(#g)" d="M0 0H9V9Z"/>': "painted with a `pattern`",
    '<path fill="#ff00f" d="M0 0H9V9Z"/>': "fill `#ff00f`",
    '<path fill="var(--x)" d="M0 0H9V9Z"/>': "fill `var(--x)`",
    f"<style>:root{{--a:red}}g{{--a:blue}}path{{fill:var(--a)}}</style><g>{SQUARE}</g>": "fill `var(--a)`",
    f"<style>:root{{--a:var(--b);--b:var(--a)}}path{{fill:var(--a)}}</style>{SQUARE}": "fill `var(--",
    '<path fill="rouge" d="M0 0H9V9Z"/>': "fill `rouge`",
    '<path fill="oklch(70% 0.1 200)" d="M0 0H9V9Z"/>': "fill `oklch(",
    '<path fill="' + "(" * 5000 + '" d="M0 0H9V9Z"/>': "fill `((((",
    '<path class="cls-1" d="M0 0H9V9Z"/>': "class `cls-1`",
    '<g class="cls-1"><path d="M0 0H9V9Z"/></g>': "class `cls-1`",
    '<path filter="url(#f)" d="M0 0H9V9Z"/>': "take the effect away",
    "<style>path{filter:blur(1px)}</style>" + SQUARE: "take the effect away",
    '<path style="mix-blend-mode:multiply" d="M0 0H9V9Z"/>': "take the effect away",
    '<path marker-end="url(#m)" d="M0 0H9V9Z"/>': "draw arrowheads as shapes",
    '<path vector-effect="non-scaling-stroke" d="M0 0H9V9Z"/>': "`vector-effect`",
    '<path style="transform-origin:center" d="M0 0H9V9Z"/>': "`transform-origin`",
    '<path clip-path="url(#f)" d="M0 0H9V9Z"/>': "names `#f`",
    '<path clip-path="circle(3px)" d="M0 0H9V9Z"/>': "clip-path `circle(3px)`",
    '<clipPath id="c" clipPathUnits="objectBoundingBox"/><path clip-path="url(#c)" d="M0 0H9V9Z"/>': "in shares",
    f'<mask id="m"><rect width="9" height="9" fill="gray"/></mask><g mask="url(#m)">{SQUARE}</g>': "show in part",
    f'<g opacity=".5">{SQUARE}<path fill="#f008" d="M0 0H9V9Z"/></g>': "show through each other",
    '<path onclick="x()" d="M0 0H9V9Z"/>': "`onclick`, a script",
    f"<style>path:first-child{{fill:red}}</style>{SQUARE}": "a style for `path:first-child`",
    f"<style>@import url(a.css);</style>{SQUARE}": "`@import`",
    f"<style>path{{fill:red</style>{SQUARE}<style>}}}}</style>": "cannot be read",
    f"<style>a{{b:{'(' * 30}}}</style>{SQUARE}": "cannot be read",
    '<path style="nonsense" d="M0 0H9V9Z"/>': "cannot be read",
    # gradients
    '<linearGradient id="g" href="#h"/><linearGradient id="h" href="#g"/><path fill="url(#g)" d="M0 0H9V9Z"/>': (
        "in a circle"
    ),
    gradient('fx="0"', "radial"): "focus is not in its middle",
    gradient('gradientTransform="rotate(45) scale(1 2)"', "radial"): "slanted ellipse",
    gradient('gradientUnits="userSpaceOnUse" x2=".01" spreadMethod="repeat"'): "repeats too often",
    gradient('spreadMethod="x"'): "spreadMethod `x`",
    gradient('gradientTransform="x"'): "transform `x`",
    # numbers
    '<path stroke="red" stroke-width="2em" d="M0 0H9V9Z"/>': "stroke-width `2em`",
    '<path stroke="red" stroke-width="-1" d="M0 0H9V9Z"/>': "below zero",
    '<path stroke="red" stroke-width="nan" d="M0 0H9V9Z"/>': "stroke-width `nan`",
    '<path stroke="red" stroke-dasharray="1 -1" d="M0 0H9V9Z"/>': "dashes `1 -1`",
    '<path stroke="red" stroke-linecap="x" d="M0 0H9V9Z"/>': "line ends `x`",
    '<path opacity="x" d="M0 0H9V9Z"/>': "opacity `x`",
    '<g transform="turn(2)"><path d="M0 0H9V9Z"/></g>': "transform `turn(2)`",
    '<g transform="matrix(1 2)"><path d="M0 0H9V9Z"/></g>': "transform `matrix(1 2)`",
    '<g transform="scale(1e300)scale(1e300)"><path d="M0 0H9V9Z"/></g>': "beyond",
    '<rect width="inf" height="9"/>': "width `inf`",
    '<rect width="-9" height="9"/>': "below zero",
    '<circle cx="nan" cy="1" r="1"/>': "cx `nan`",
    '<circle r="1e308"/>': "beyond",
    '<circle r="1e999"/>': "beyond",
    '<ellipse rx="1" ry="a"/>': "ry `a`",
    '<line x1="0" y1="0" x2="1_0" y2="9"/>': "x2 `1_0`",
    '<line x1="0" y1="0" x2="٣" y2="9"/>': "x2 `٣`",
    '<polygon points="a,b"/>': "`points`",
    '<polygon points="1,2 3"/>': "`points`",
    '<polyline points="0,0 1e9,1"/>': "beyond",
    # paths
    '<path d="L9 9H0Z"/>': "begins with `L`",
    '<path d="Z"/>': "begins with `Z`",
    '<path d="9 9"/>': "does not begin with a command",
    '<path d="hello"/>': "no step of a path",
    '<path d="M"/>': "no step of a path",
    '<path d="M0 0L1 1 1"/>': "no step of a path",
    '<path d="M0 0C1 1 1 1"/>': "no step of a path",
    '<path d="M0 0Z9"/>': "no step of a path",
    '<path d="M0 0Linf 9"/>': "no step of a path",
    '<path d="M0 0B9 9"/>': "no step of a path",
    '<path d="M0 0A1 1 0 2 0 9 9"/>': "no step of a path",
    '<path d="M0 0A1 1 0 0 0 9"/>': "no step of a path",
    '<path d="M0 0L1e400 9"/>': "beyond",
    '<path d="M0 0h1e308h1e308"/>': "beyond",
    # what cannot be drawn
    "<text>글</text>": OUTLINES,
    "<g><text><tspan>글</tspan></text></g>": OUTLINES,
    '<image href="x.png"/>': "a picture inside",
    '<use href="#a"/>': "names `#a`, which is not in the file",
    '<use href="other.svg#a"/>': "leads out of the file",
    '<g id="a"><use href="#a"/></g>': ROUND,
    '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>': ROUND,
    f'<clipPath id="c"><path clip-path="url(#c)" d="M0 0H9V9Z"/></clipPath><g clip-path="url(#c)">{SQUARE}</g>': ROUND,
    "<script/>": "a script",
    "<foreignObject/>": "a piece of a web page",
    "<rect width='1' height='1'><animate/></rect>": "an animation",
    "<video/>": "a film",
    "<nonsense/>": "a `nonsense`",
    "": "draws nothing",
    '<path d=""/>': "draws nothing",
    '<path fill="none" d="M0 0H9V9Z"/>': "draws nothing",
    '<rect x="20" width="4" height="4"/>': "draws nothing",
    "<g>" * (DEEPEST + 2) + "</g>" * (DEEPEST + 2): "groups within each other",
    "<g>" * 3000 + "</g>" * 3000: "groups within each other",
}


@pytest.mark.parametrize("body", REFUSED, ids=lambda b: b[:60])
def test_what_is_refused(body):
    """Nothing is drawn that its author would see otherwise; nothing but a DrawingError comes out, with a hint."""
    with pytest.raises(DrawingError) as refusal:
        read_svg(svg(body))
    assert REFUSED[body] in f"{refusal.value}; {refusal.value.hint}"
    assert refusal.value.hint


LEVELS = f'<g id="l0" fill-rule="evenodd">{SQUARE}</g>' + "".join(
    f'<g id="l{i}">' + f'<use href="#l{i - 1}"/>' * 10 + "</g>" for i in range(1, 12)
)
BOUNDED = {
    "uses that multiply": (f'<defs>{LEVELS}</defs><use href="#l11"/>', "too many elements"),
    "elements": ("<g/>" * (MOST_ELEMENTS + 2), "elements"),
    "shapes": ("".join(f'<path fill="#{i:06x}" d="M0 0H1V1Z"/>' for i in range(MOST_SHAPES + 1)), "shapes"),
    "points": (f'<path fill-rule="evenodd" d="M0 0{"L9 9" * (MOST_STEPS + 1)}"/>', "too many points"),
    "crossings": (f'<path d="M0 0{"L9 8L1 0" * 12_000}"/>', "too complicated"),
    "rules": ("<style>" + ".a{fill:red}" * 5000 + "</style>" + "<g/>" * 5000, "too many style rules"),
    "dashes": (
        '<g transform="scale(1 2)"><path stroke="red" stroke-dasharray=".02" d="M0 0' + "L9 9L0 0" * 20 + '"/></g>',
        "too many dashes",
    ),
    "clips": (
        '<clipPath id="c"><circle cx="4" cy="4" r="4"/></clipPath>'
        + "".join(f'<path clip-path="url(#c)" fill="#{i:06x}" d="M0 0H9V9Z"/>' for i in range(1500)),
        "too complicated",
    ),
}


@pytest.mark.parametrize("name", BOUNDED)
def test_bounds(name):
    """What would take long is refused soon."""
    body, reason = BOUNDED[name]
    start = process_time()
    with pytest.raises(DrawingError, match=reason):
        read_svg(svg(body))
    assert process_time() - start < 4


FILES = {
    b"": "not an SVG",
    b"\x1f\x8b\x08": "compressed",
    b"\x89PNG\r\n\x1a\n": "is a PNG picture",
    b"\xff\xd8\xff\xe0": "is a JPEG picture",
    b"<svg": "not an SVG",
    b"<html/>": "not an SVG",
    b"\x00\x01": "not an SVG",
    svg(SQUARE) + b"\x00": "not an SVG",
    svg(SQUARE).decode().encode("utf-16"): "UTF-8",
    svg("<title>한글</title>").decode().encode("euc-kr"): "UTF-8",
    b'<?xml version="1.0" encoding="cp037"?>' + "<!DOCTYPE x>".encode("cp037") + svg(SQUARE): "UTF-8",
    b'<?xml-stylesheet href="x.css"?>' + svg(SQUARE): "style sheet",
    b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + svg("&b;"): "entities",
    b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + svg("&a;"): "entities",
    b'<!DOCTYPE svg [<!ENTITY a "aa"> ]><!DOCTYPE svg>' + svg("&a;"): "entities",
    b'<!DOCTYPE svg [<!ENTITY a "' + b"a" * 200 + b'">]>' + svg("<title>" + "&a;" * 200_000 + "</title>"): "entities",
    svg("<title>" + "x" * LARGEST + "</title>"): "too large",
    svg(SQUARE, ""): "neither its `viewBox` nor",
    svg(SQUARE, 'width="100%" height="9"'): "neither its `viewBox` nor",
    svg(SQUARE, 'width="0" height="9"'): "no size",
    svg(SQUARE, 'viewBox="0 0 9"'): "no `viewBox`",
    svg(SQUARE, 'viewBox="0 0 nan 9"'): "no `viewBox`",
    svg(SQUARE, 'viewBox="0 0 0 9"'): "no size",
    svg(SQUARE, 'viewBox="0 0 -9 9"'): "no size",
    svg(SQUARE, 'viewBox="0 0 1e-9 9"'): "no size",
    svg(SQUARE, f'viewBox="0 0 {FARTHEST + 1} 9"'): "beyond",
    svg(SQUARE, f'{SIZE} style="background:red"'): "`background`",
    svg(SQUARE, f'{SIZE} preserveAspectRatio="x" width="9" height="1"'): "preserveAspectRatio `x`",
}


@pytest.mark.parametrize("data", FILES, ids=lambda d: repr(d[:40]))
def test_files_that_are_refused(data):
    with pytest.raises(DrawingError) as refusal:
        read_svg(data)
    assert FILES[data] in str(refusal.value)


def test_a_drawing_is_the_same_however_it_is_written():
    """Illustrator, Figma and Inkscape write one logo in three ways."""
    path = "M0 0H4V4H0Z"
    ways = (
        f'<defs><style>.cls-1{{fill:#c8141b;}}</style></defs><path class="cls-1" d="{path}"/>',
        f'<g clip-path="url(#clip0)"><path d="{path}" fill="#c8141b"/></g>'
        '<defs><clipPath id="clip0"><rect width="9" height="9" fill="white"/></clipPath></defs>',
        '<g transform="translate(-1,-1)"><path style="fill:#c8141b;stroke:none;-inkscape-stroke:none" '
        'd="m 1,1 h 4 v 4 h -4 z"/></g>',
    )
    drawings = [read_svg(svg(way)) for way in ways]
    assert all(isinstance(d, Drawing) for d in drawings)
    assert {_told(s) for d in drawings for s in d.shapes} == {"box 0 0 4 4 fill #c8141b"}
