"""Drawings: the SVG of a theme's logo and corner mark."""

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
    ),
    *(
        '<polygon points="a,b"/>',
        '<polyline points="1 2 3"/>',
        '<line x1="1"/>',
        '<path d="L1 1"/>',
        '<path d="M0 0A1 1 0 2 2 9 9"/>',
    ),
    *(
        '<path d="M1e308 1e308L-1e308 0Z"/>',
        '<path d=""/>',
        "<path/>",
        '<path d="M0 0Q1"/>',
        '<path d="M 0,0 l 1e-320 nan"/>',
    ),
    *(
        '<g transform="rotate(45) scale(0) matrix(1 2)"><path d="M0 0H9V9Z"/></g>',
        '<use href="#a"/>',
        '<text x="1">한글</text>',
    ),
    *(
        '<image href="../../../../secret.txt" width="9" height="9"/>',
        "<script>alert(1)</script>",
        "<style>path{fill:red}</style>",
    ),
    *(
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)" width="9" height="9"/>',
        "<foreignObject><b>a</b></foreignObject>",
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
    "fill",
    "stroke",
    "stroke-width",
    "style",
    "class",
    "transform",
    "opacity",
    "viewBox",
    "width",
    "d",
    "fill-rule",
    "color",
)
_VALUES = (
    *(
        "red",
        "#f00",
        "#ff000080",
        "rgb(1,2,3)",
        "rgb(10%,0%,0%)",
        "none",
        "currentColor",
        "url(#a)",
        "hsl(1,2%,3%)",
        "inherit",
    ),
    *(
        "2px",
        "1em",
        "50%",
        "-1",
        "0",
        "1e308",
        "nan",
        "inf",
        "",
        " ",
        "accent",
        "cls-1",
        "accent text",
        "fill:#c00;stroke:none",
    ),
    *(
        "translate(1)",
        "rotate(nan)",
        "scale(1e308)",
        "matrix(0 0 0 0 0 0)",
        "skewX(90)",
        "0 0 0 0",
        "0 0 -1 5",
        "0 0 1e308 1",
        "a b c d",
    ),
    *("M0 0L9 9Z", "M0 0", "M0,0C1,1 2,2", "evenodd", "important!", ";;;", "fill:;:red"),
)
_ENTITIES = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
_BOMB = f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{_ENTITIES}]>'
_HEADS = (
    '<?xml version="1.0" encoding="euc-kr"?>',
    '<?xml version="1.0" encoding="zz"?>',
    '<?xml version="1.1"?>',
    _BOMB,
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


def _change(rng: Random, project: Project) -> str:
    path = rng.choice(sorted((project.theme / "images").glob("*.svg")))
    data = path.read_bytes()
    if rng.random() < 0.15:
        data, what = strange.damaged(rng, data)
    else:
        change = rng.choice((_element, _attribute, _attribute, _value, _number, _number, _head))
        text, what = change(rng, data.decode("utf-8", "replace"))
        data = text.encode("utf-8", "replace")
    path.write_bytes(data)
    return f"{path.name}: {what}"


DRAWINGS = Target("svg", _change, choose_formats)
