"""Props: every file of the library is whole, and a project's own are read as safely as its pictures."""

from __future__ import annotations

import re
import shutil
import sys
from typing import get_args

import pytest
from conftest import ROOT, THEMES, brand

from deckgen.languages import COMPLETE
from deckgen.outputs.store import CACHE, PROPS, prop_store
from deckgen.reading.attachments import Attachments
from deckgen.reading.brand import load_brand
from deckgen.reading.packing import kept_prop
from deckgen.reading.palette import SLOTS, Tone, contrast, tinted
from deckgen.reading.props import COLOURS, LINE, SHIPPED_PROPS, PropError, PropName, prop, prop_names, read_prop
from deckgen.scene import Gradient, Rect
from deckgen.scene.items import Group

sys.path.insert(0, str(ROOT / "tools"))

from props import PAGE, with_colours, with_props

#: Shapes of a prop: more is a picture that nobody recolours.
MOST_SHAPES = 60

PROP = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
  <title xml:lang="ko">공</title>
  <title xml:lang="en">Ball</title>
  <desc xml:lang="ko">일감 하나</desc>
  <desc xml:lang="en">One task</desc>
  <circle class="fruit" cx="20" cy="20" r="18"/>
  <line id="ground" x1="10" y1="38" x2="30" y2="38"/>
</svg>
"""


def text(name: str) -> str:
    return (SHIPPED_PROPS / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", prop_names())
def test_a_prop_is_whole(name):
    """It has a name and a meaning in both languages, stands on its ground, and is drawn in few shapes."""
    found = prop(name)
    assert re.fullmatch(r"[a-z][a-z0-9-]*", name)
    assert set(COMPLETE) == set(found.labels) == set(found.meanings)
    assert 3 <= len(found.drawing.shapes) <= MOST_SHAPES
    width, height = found.view
    left, right = found.foot
    assert 0 <= left < right <= width
    assert 0.9 * height <= found.ground <= height
    for room in found.rooms:
        assert found.front or len(found.rooms) > 1 or found.label or room.w > 40
        assert 0 <= room.x < room.right <= width and 0 < room.bottom <= height
    assert isinstance(found.drawing.placed(name, Rect(0, 0, width, height), alt=found.labels["en"]), Group)


@pytest.mark.parametrize("name", prop_names())
def test_a_prop_is_in_the_colours_of_the_theme(name):
    """Every shape is in a role or tone, so that it follows the colours of others; a browser shows the same colours."""
    found = prop(name)
    assert found.drawing.shapes
    for shape in found.drawing.shapes:
        fill = shape.fill.stops[0].colour if isinstance(shape.fill, Gradient) else shape.fill
        for colour in (fill, shape.stroke.colour if shape.stroke else None):
            assert colour is None or colour in COLOURS
    assert with_colours(text(name)) == text(name)
    used = {c.removeprefix(LINE) for names in re.findall(r'class="([^"]*)"', text(name)) for c in names.split()}
    assert used <= COLOURS


@pytest.mark.parametrize("name", prop_names())
def test_a_prop_is_ours(name):
    """Its file says its licence, that of the project, and takes nothing from elsewhere."""
    assert "<metadata>SPDX-License-Identifier: MIT; Copyright (c) 2026 The deckgen authors</metadata>" in text(name)
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert not re.findall(r"href|<image|<text|https?://(?!www\.w3\.org/2000/svg)", text(name))


def test_no_two_props_are_one_thing():
    """One prop, one meaning through all talks: no name and no meaning stands for two."""
    names = prop_names()
    assert len(names) >= 4
    for language in COMPLETE:
        for said in ("labels", "meanings"):
            words = [getattr(prop(n), said)[language].casefold() for n in names]
            assert len(set(words)) == len(names)


@pytest.mark.parametrize("theme", THEMES)
def test_light_and_shade_stay_in_the_palettes_of_others(theme):
    """A material is lighter in the light and darker in the shade, in every theme and on its paper."""
    for of in (brand(theme).theme, brand(theme).theme.printed()):
        materials = {tone.rpartition("-")[0] for tone in of.tones if tone.endswith(("-light", "-dark"))}
        assert {"wood", "fruit", "leaf", "metal", "glass", "sea", "skin", "white"} < materials
        for material in materials:
            steps = [f"{material}-light", material, f"{material}-dark", f"{material}-deep"]
            shown = [of.hex(step) for step in steps if step in of.tones]
            lights = [contrast(colour, "000000") for colour in shown]
            assert len(lights) >= 2
            assert lights == sorted(lights, reverse=True)


def test_the_page_shows_every_prop():
    """docs/props.md is written by `tools/props.py`; the prop that it shows how to write can be read."""
    page = PAGE.read_text(encoding="utf-8")
    assert with_props(page) == page
    (example,) = re.findall(r"```xml\n(.*?)```", page, re.DOTALL)
    assert read_prop("ball", example.encode()).meanings["en"] == "One task"
    assert with_colours(example) == example


@pytest.mark.parametrize("theme", THEMES)
def test_tones_are_what_powerpoint_shows(theme):
    """However a tone is named in PowerPoint, it is the very colour that paper and web show."""
    roles = {slot: role for role, slot in SLOTS.items()}
    for of in (brand(theme).theme, brand(theme).theme.printed()):
        assert set(get_args(Tone)) == set(of.tones)
        shown = {tone: tinted(of.hex(roles[of.tint(tone).slot]), *of.tint(tone)[1:]) for tone in of.tones}
        assert {tone: of.hex(tone) for tone in of.tones} == shown


LABELLED = [n for n in prop_names() if prop(n).label]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", LABELLED)
def test_a_word_on_a_prop_can_be_read(name, theme):
    """It has 4.5 to 1 on the last of the shapes beneath the label's middle; a prop that is filled there has a drawing
    without that."""
    found = prop(name)
    shapes = [*(found.lettered or found.back).shapes, *(found.front.shapes if found.front else ())]
    room = found.label
    middle = (room.x + room.w / 2, room.y + room.h / 2)
    beneath = [s.fill for s in shapes if s.fill and s.opacity == 1 and any(_holds(c, middle) for c in s.contours)]
    for of in (brand(theme).theme, brand(theme).theme.printed()):
        assert contrast(of.hex(found.label_colour), of.hex(beneath[-1])) >= 4.5
    assert found.lettered is None or len(found.lettered.shapes) < len(found.back.shapes)


def test_an_unknown_prop_is_told_with_the_nearest():
    with pytest.raises(PropError, match="there is no prop `aple`") as told:
        prop("aple")
    assert "apple" in str(told.value.hint)


@pytest.mark.parametrize(
    "change, message, line",
    [
        (('class="fruit"', 'class="fruits"'), "the class `fruits` is no colour of the theme", 6),
        (('<title xml:lang="en">Ball</title>', ""), "the prop has no `title` in `en`", 1),
        (('<desc xml:lang="ko">일감 하나</desc>', ""), "the prop has no `desc` in `ko`", 1),
        (('id="ground"', 'id="floor"'), "the prop has no `ground`", 1),
        (('x1="10"', 'x1="ten"'), "the prop's `ground` has", 1),
        (('y1="38"', 'y1="380"'), "the prop's `ground` lies outside its `viewBox`", 1),
        (('"0 0 40 40"', '"-20 0 40 40"'), "the prop's `viewBox` does not begin at 0 0", 1),
    ],
)
def test_what_is_wrong_with_a_project_s_prop_is_told(tmp_path, change, message, line):
    """At its line, where that can be known; nothing is drawn."""
    folder = tmp_path / "content" / "props"
    folder.mkdir(parents=True)
    assert change[0] in PROP
    (folder / "ball.svg").write_text(PROP.replace(*change), encoding="utf-8")
    attachments = Attachments(tmp_path, [], {})
    assert attachments.load([_slide("ball")]) is False
    (finding,) = attachments.findings
    assert message in finding.message
    assert ("content/props/ball.svg", line) == finding.span[:2]
    assert finding.hint


def test_a_project_s_prop_comes_first(tmp_path):
    """A file in `content/props` adds a prop, or replaces one that came with deckgen."""
    folder = tmp_path / "content" / "props"
    folder.mkdir(parents=True)
    for name in ("ball", "apple"):
        (folder / f"{name}.svg").write_text(PROP, encoding="utf-8")
    attachments = Attachments(tmp_path, [], {})
    slides = [_slide("ball"), _slide("apple"), _slide("crate")]
    assert attachments.load(slides), attachments.findings
    assert {"Ball"} == {attachments.props[f"props/{n}.svg"].labels["en"] for n in ("ball", "apple")}
    assert prop("crate") == attachments.props["props/crate.svg"]
    assert 3 == len({digest for _, digest in attachments.shown(slides)})
    assert set(attachments.prop_names()) == {*prop_names(), "ball"}
    assert attachments.load([_slide("bal")]) is False
    assert "`ball`" in str(attachments.findings[-1].hint)


def test_a_browser_s_rules_do_not_hide_the_theme():
    """A rule for a role or tone is for browsers; one for a class of the author's own counts."""
    style = "<style>.fruit { fill: #FF0000 } .mine { fill: #123456 }</style><circle class='mine' cx='9' cy='9' r='4'/>"
    found = read_prop("ball", PROP.replace("<circle", f"{style}<circle", 1).encode())
    assert ["#123456", "fruit"] == [s.fill for s in found.drawing.shapes]


@pytest.mark.parametrize(
    "line, message",
    [
        ("  fruit: {of: red, add: 40}", "`of` must be"),
        ("  plum: {of: accent, add: 40}", "`plum`"),
        ('  fruit: "#C8141B"', "`fruit` must be"),
    ],
)
def test_what_is_wrong_with_a_tone_is_told_at_its_line(tmp_path, line, message):
    """A role that there is not, a tone that no prop knows, a colour where a tint is wanted."""
    for name in ("shared", "night"):
        shutil.copytree(ROOT / "themes" / name, tmp_path / name)
    path = tmp_path / "night" / "theme.yaml"
    rows = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, row in enumerate(rows) if row.startswith("  fruit:"))
    rows[at] = line
    path.write_text("\n".join(rows), encoding="utf-8")
    found, problems, _ = load_brand((tmp_path,), "night", None)
    assert found is None
    (problem,) = problems
    assert message in problem.message
    assert ("themes/night/theme.yaml", at + 1) == problem.span[:2]
    assert problem.hint


def _holds(contour, point) -> bool:
    """Whether a point lies inside a contour, whose curves are taken as the lines between five of their points."""
    corners: list[tuple[float, float]] = []
    for command, numbers in contour:
        ends = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "C":
            a, b, c, d = corners[-1], *ends
            steps = [n / 5 for n in range(1, 6)]
            ends = [
                tuple(
                    (1 - t) ** 3 * a[i] + 3 * (1 - t) ** 2 * t * b[i] + 3 * (1 - t) * t**2 * c[i] + t**3 * d[i]
                    for i in (0, 1)
                )
                for t in steps
            ]
        corners += ends
    x, y = point
    sides = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in sides) % 2


class _Shown(tuple):
    """What stands for a slide: the props that it shows."""


def _slide(name: str) -> _Shown:
    return _Shown([PropName(name, None)])


def test_what_was_read_of_a_prop_is_kept(tmp_path, monkeypatch):
    """A prop comes back as it was read; what is damaged, or was kept of another file, is read anew."""
    monkeypatch.setenv(CACHE, str(tmp_path))
    store = prop_store("program", force=False)
    assert store and store.folder == tmp_path / PROPS
    files = {name: (SHIPPED_PROPS / f"{name}.svg").read_bytes() for name in prop_names()}
    assert len(files) > 20
    for name, data in files.items():
        read = read_prop(name, data)
        for _ in range(2):  # made, and taken from what is kept
            again = kept_prop(name, data, store.get)
            assert again == read and repr(again) == repr(read)
    kept = sorted(store.folder.iterdir())
    assert len(kept) == len(files)
    made = []

    def keep(name, make):
        return store.get(name, lambda: made.append(name) or make())

    data = files["apple"]
    assert kept_prop("apple", data, keep) == read_prop("apple", data) and made == []
    for path in kept:
        path.write_bytes(path.read_bytes()[:-9])
    assert kept_prop("apple", data, keep) == read_prop("apple", data) and len(made) == 1
    other = data.replace(b"</svg>", b"<!-- new --></svg>")
    assert kept_prop("apple", other, keep) == read_prop("apple", other) and len(made) == 2
    with pytest.raises(PropError):
        kept_prop("apple", data.replace(b'id="ground"', b'id="x"'), store.get)
    monkeypatch.setenv(CACHE, "")
    assert prop_store("program", force=False) is None
