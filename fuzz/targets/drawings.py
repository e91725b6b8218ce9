"""Drawings: the SVG of a theme's logo and corner mark, and of a picture on a slide."""

from __future__ import annotations

import re
from random import Random

from fuzz import strange
from fuzz.project import Project
from fuzz.targets.content import choose_formats
from fuzz.targets.target import Target

_ELEMENTS = (
    *(
        '<rect width="100%" height="1e9"/>',
        '<rect width="-5" height="2px"/>',
        '<circle r="nan"/>',
        '<ellipse rx="0" ry="inf"/>',
        '<rect x="1in" width="3mm" height="50%" rx="auto" ry="9"/>',
    ),
    *(
        '<polygon points="a,b"/>',
        '<polyline points="1 2 3"/>',
        '<line x1="1"/>',
        '<path d="L1 1"/>',
        '<path d="M0 0A1 1 0 2 2 9 9"/>',
        '<path d="M0 0A1 1 0 0111 11.5.5h007"/>',
    ),
    *(
        '<path d="M1e308 1e308L-1e308 0Z"/>',
        '<path d=""/>',
        "<path/>",
        '<path d="M0 0Q1"/>',
        '<path d="M 0,0 l 1e-320 nan"/>',
        '<path d="M4 0L6 8L0 3H8L1 8Z"/>',
        f'<path d="M0 0{"C9 8 1 0 5 5S0 9 8 8" * 200}"/>',
    ),
    *(
        '<g transform="rotate(45) scale(0) matrix(1 2)"><path d="M0 0H9V9Z"/></g>',
        '<g transform="skewX(20) scale(1 2)"><path stroke="red" stroke-dasharray="1 2" d="M0 0H9V9Z"/></g>',
        '<g transform="scale(0 1)"><path stroke="red" d="M0 0H9V9Z"/></g>',
    ),
    *(
        '<use href="#a"/>',
        '<g id="a"><use xlink:href="#a"/></g>',
        '<g id="a"><use href="#b"/><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<symbol id="a" viewBox="0 0 0 1"><path d="M0 0H9V9Z"/></symbol><use href="#a" width="5" height="1e9"/>',
        '<use href="../../../../secret.txt#a"/>',
        '<switch><foreignObject requiredExtensions="x"/><g><path d="M0 0H9V9Z"/></g></switch>',
    ),
    *(
        '<text x="1">한글</text>',
        '<image href="../../../../secret.txt" width="9" height="9"/>',
        "<script>alert(1)</script>",
        "<foreignObject><b>a</b></foreignObject>",
        '<rect width="5" height="5"><animate attributeName="x"/></rect>',
        '<g display="none"><text>a</text></g>',
    ),
    *(
        "<style>path{fill:red}</style>",
        "<style>.a,#b>path{fill:#c008!important}@media print{*{fill:blue}}</style>",
        "<style>* * *{fill:red} a:hover{b:c} ~{</style>",
        '<style>@import url("../../../../secret.txt");</style>',
        f"<style>{'.a{fill:red}' * 3000}</style>",
        f"<style>a{{b:{'(' * 3000}}}</style>",
    ),
    *(
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)" width="9" height="9"/>',
        '<linearGradient id="a" spreadMethod="repeat" x2=".001"><stop/><stop offset="2"/></linearGradient>'
        '<rect fill="url(#a)" width="9" height="9"/>',
        '<radialGradient id="a" href="#a" r="0"><stop stop-opacity="50%"/></radialGradient>'
        '<rect stroke="url(#a) red" width="9" height="9"/>',
        '<radialGradient id="a" gradientUnits="userSpaceOnUse" gradientTransform="scale(1 0)" fx="9"><stop/>'
        '<stop offset="1" stop-color="#0f08"/></radialGradient><path fill="url(#a)" d="M0 0H9"/>',
    ),
    *(
        '<clipPath id="a"><circle r="5"/></clipPath><g clip-path="url(#a)"><path d="M0 0H99V99Z"/></g>',
        '<clipPath id="a" clip-path="url(#a)"><text>a</text></clipPath><path clip-path="url(#a)" d="M0 0H9V9Z"/>',
        '<mask id="a"><rect fill="white" width="5" height="5"/></mask><path mask="url(#a)" d="M0 0H9V9Z"/>',
        '<g opacity=".5"><path d="M0 0H9V9Z"/><path stroke="red" d="M0 0H9V9Z"/></g>',
        '<svg x="1" width="5" height="5" viewBox="0 0 1 1" preserveAspectRatio="xMinYMax slice">'
        '<path d="M0 0H9V9Z"/></svg>',
    ),
    *(
        '<a:b xmlns:a="urn:x"/>',
        "<!-- a -->",
        "<?a b?>",
        "<![CDATA[a]]>",
        "&lt;",
        "&zz;",
        "<g>",
        "</g>",
        "<svg><path d='M0 0H9V9Z'/></svg>",
    ),
)
_ATTRIBUTES = (
    *("fill", "stroke", "stroke-width", "style", "class", "transform", "opacity", "viewBox", "width", "height", "d"),
    *("fill-rule", "color", "fill-opacity", "stroke-opacity", "stroke-linecap", "stroke-linejoin", "display", "id"),
    *("stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "visibility", "preserveAspectRatio", "overflow"),
    *("clip-path", "mask", "filter", "paint-order", "href", "rx", "marker-end"),
)
_VALUES = (
    *("red", "#f00", "#ff000080", "#f008", "rgb(1,2,3)", "rgb(10%,0%,0%)", "rgb(1 2 3 / .5)", "hsl(1,2%,3%)", "none"),
    *("lab(50 20 30)", "color(display-p3 1 0 0)", "hwb(none 1% 2%)", "currentColor", "url(#a)", "url(#a) red"),
    *("inherit", "initial", "var(--a, red)", "url(http://example.org/a.svg#b)", "(" * 300),
    *("2px", "1em", "50%", "-1", "0", "1e308", "nan", "inf", "", " ", "3mm", "1 2 3", "0 0", "1,-1", ".001"),
    *("accent", "cls-1", "accent text", "fill:#c00;stroke:none", "fill:red!important;stroke:url(#a)"),
    *(
        "translate(1)",
        "rotate(nan)",
        "scale(1e308)",
        "matrix(0 0 0 0 0 0)",
        "skewX(90)",
        "scale(-1,1)",
        "rotate(30deg)",
    ),
    *("0 0 0 0", "0 0 -1 5", "0 0 1e308 1", "a b c d", "0 0 1 9", "xMaxYMin slice", "xMidYMid meet x"),
    *("M0 0L9 9Z", "M0 0", "M0,0C1,1 2,2", "evenodd", "nonzero", "round", "bevel", "stroke", "hidden", "visible"),
    *("important!", ";;;", "fill:;:red", "display:none", "filter:blur(2px)", "#a"),
)
#: What drawing programs write, in one drawing.
_SHOWN = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 60">
<defs><style>.cls-1{fill:#c8141b}.cls-2{fill:none;stroke:#1f5c9e;stroke-width:2px}</style>
<linearGradient id="a" x2="0" y2="1"><stop stop-color="red"/><stop offset="1" stop-color="#00f8"/></linearGradient>
<radialGradient id="b" gradientUnits="userSpaceOnUse" cx="60" cy="30" r="20" xlink:href="#a"/>
<clipPath id="c"><circle cx="20" cy="40" r="15"/></clipPath><path id="d" d="M0 0H9L4 9Z"/></defs>
<rect class="cls-1" x="5" y="5" width="20" height="10" rx="2"/><path class="cls-2" d="M30 5L40 15A9 9 0 0 1 50 5z"/>
<rect x="40" y="20" width="40" height="30" fill="url(#b)"/>
<g clip-path="url(#c)"><path fill="url(#a)" d="M0 20H40V60Z"/>
</g><g opacity=".5" transform="translate(60 5) skewX(10)"><use xlink:href="#d"/>
<use xlink:href="#d" x="4"/></g></svg>"""
_ENTITIES = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
_BOMB = f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{_ENTITIES}]>'
_PLAIN_TYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
_HEADS = (
    '<?xml version="1.0" encoding="euc-kr"?>',
    '<?xml version="1.0" encoding="zz"?>',
    '<?xml version="1.1"?>',
    _BOMB,
    _PLAIN_TYPE,
    _PLAIN_TYPE.replace(">", '[<!ENTITY i "urn:i">]>'),
    "\ufeff",
    "x",
)


def _element(rng: Random, text: str) -> tuple[str, str]:
    piece = rng.choice(_ELEMENTS)
    if rng.random() < 0.1:
        piece = "<g>" * 3000 + piece + "</g>" * 3000
    ends = [m.end() for m in re.finditer(">", text)] or [0]
    at = rng.choice(ends)
    return text[:at] + piece + text[at:], f"gets {piece[:100]}"


def _attribute(rng: Random, text: str) -> tuple[str, str]:
    starts = [m.end() for m in re.finditer(r"<[a-zA-Z]+", text)] or [0]
    at = rng.choice(starts)
    name, value = rng.choice(_ATTRIBUTES), rng.choice((*_VALUES, strange.text(rng)))
    return f'{text[:at]} {name}="{value}"{text[at:]}', f'gets {name}="{ascii(value)[:60]}"'


def _value(rng: Random, text: str) -> tuple[str, str]:
    found = list(re.finditer(r'"[^"]*"', text))
    if not found:
        return _attribute(rng, text)
    m, value = rng.choice(found), rng.choice(_VALUES)
    return f'{text[: m.start()]}"{value}"{text[m.end() :]}', f"has {ascii(value)[:60]} for {m[0][:40]}"


def _number(rng: Random, text: str) -> tuple[str, str]:
    found = list(re.finditer(r"-?\d+(\.\d+)?", text))
    if not found:
        return _attribute(rng, text)
    m, value = rng.choice(found), rng.choice((str(strange.number(rng)), "1e400", "--1", "1.2.3", "1e", ""))
    return f"{text[: m.start()]}{value}{text[m.end() :]}", f"has {value} for {m[0]}"


def _head(rng: Random, text: str) -> tuple[str, str]:
    head = rng.choice(_HEADS)
    return head + text.replace("</svg>", "&i;</svg>" if head == _BOMB else "</svg>"), f"begins with {head[:60]}"


def _prepare(rng: Random, project: Project) -> None:
    """A drawing on a slide, beside its title or over all of it."""
    (project.root / "content" / "images" / "shown.svg").write_text(_SHOWN, encoding="utf-8")
    shown = {"kind": "picture", "title": "그림", "image": "images/shown.svg", "alt": "그림", "full": rng.random() < 0.3}
    project.show([shown])
    choose_formats(rng, project)


def _change(rng: Random, project: Project) -> str:
    homes = project.theme / "images", project.root / "content" / "images"
    path = rng.choice([p for home in homes for p in sorted(home.glob("*.svg"))])
    data = path.read_bytes()
    if rng.random() < 0.15:
        data, what = strange.damaged(rng, data)
    else:
        change = rng.choice((_element, _attribute, _attribute, _value, _number, _number, _head))
        text, what = change(rng, data.decode("utf-8", "replace"))
        data = text.encode("utf-8", "replace")
    path.write_bytes(data)
    return f"{path.name}: {what}"


DRAWINGS = Target("svg", _change, _prepare)
