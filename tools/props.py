"""Writes docs/props.md, and into each prop's file the colours by which a browser shows it.

    .venv/bin/python tools/props.py

Names, meanings and places come from the files in `src/deckgen/props`, the colours from the theme `openmaru`, so that
neither can say what the deck does not show; `tests/test_props.py` fails when one is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from conftest import brand

from deckgen.reading.palette import Tone
from deckgen.reading.props import COLOURS, LINE, SHIPPED_PROPS, Prop, prop, prop_names

PAGE = ROOT / "docs" / "props.md"
BEGIN, END = "<!-- props: written by tools/props.py -->", "<!-- end of props -->"
#: The theme whose colours a file shows outside a deck, and how large the page shows it at most, in pixels.
THEME, WIDTH, HEIGHT = "openmaru", 120, 72


def with_colours(text: str) -> str:
    """A prop's file with a rule for each class that is a colour of the theme; rules of its own stay."""
    theme = brand(THEME).theme
    names = {name for found in re.findall(r'class="([^"]*)"', text) for name in found.split()}
    rules = [
        f".{name} {{ {'fill' if name in COLOURS else 'stroke'}: #{theme.hex(name.removeprefix(LINE))} }}"
        for name in sorted(names)
        if name.removeprefix(LINE) in COLOURS
    ]
    sheet = "\n".join(("<style>", *(f"    {rule}" for rule in rules), "  </style>"))
    return re.sub("<style>.*?</style>", lambda _: sheet, text, count=1, flags=re.DOTALL)


def with_props(page: str) -> str:
    """The page with the tables of props and of tones as they are now."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    rows = [
        "| | prop | name | meaning in the talks | |",
        "|---|---|---|---|---|",
        *(_row(prop(n)) for n in prop_names()),
    ]
    return "\n".join((f"{head}{BEGIN}", "", *rows, "", f"Tones: {_tones()}.", "", f"{END}{tail}"))


def _row(found: Prop) -> str:
    width, height = found.view
    size = f'height="{HEIGHT}"' if width * HEIGHT < WIDTH * height else f'width="{WIDTH}"'
    picture = f'<img src="../src/deckgen/props/{found.name}.svg" {size} alt="{found.labels["en"]}">'
    names, meanings = (f"{said['ko']}<br>{said['en']}" for said in (found.labels, found.meanings))
    return f"| {picture} | `{found.name}` | {names} | {meanings} | {'<br>'.join(_places(found))} |"


def _places(found: Prop) -> Iterator[str]:
    """What can be put where."""
    if found.rooms:
        yield "holds things" if len(found.rooms) == 1 else f"holds things in {len(found.rooms)} places"
    if found.top:
        yield "bears things"
    if found.label:
        yield "has room for a word"


def _tones() -> str:
    return ", ".join(f"`{tone}`" for tone in get_args(Tone))


def main() -> None:
    """Renews the files and the page."""
    for name in prop_names():
        path = SHIPPED_PROPS / f"{name}.svg"
        path.write_text(with_colours(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    PAGE.write_text(with_props(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
