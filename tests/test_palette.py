"""Colours by role: tints are computed as PowerPoint does; a finished deck follows when the colours of its theme
change."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache
from io import BytesIO
from typing import get_args

import pytest
from click.testing import CliRunner
from conftest import THEMES, brand, gallery, images, weak_pairs
from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from quick_pptx import Presentation

from deckgen.cli import main
from deckgen.layout.artwork import artwork
from deckgen.pipeline import lay_out
from deckgen.reading.palette import (
    GREYS,
    PAIRS,
    SLOTS,
    STANDS_OUT,
    Colour,
    Role,
    Tint,
    TintOf,
    Wrong,
    contrast,
    misfits,
    named,
    nearest_tint,
    resolved,
    tinted,
    weak_colours,
)
from deckgen.reading.validation import validate
from deckgen.writers import Info, pptx
from deckgen.writers.pptx.text import scheme

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TINTS = ("muted", "line", "soft", "deep", "dark", "light", "dim", "glow", "band")
ROLES = {slot: role for role, slot in SLOTS.items()}
UNCHANGED = {"lumMod": 100_000, "lumOff": 0, "satMod": 100_000}
#: Office's own theme of 2013 to 2022.
OFFICE = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
#: What PowerPoint's colour gallery shows of it: `lumMod` and `lumOff` in percent, and what they make.
LIGHTER, GREY = ((20, 80), (40, 60), (60, 40), (75, 0), (50, 0)), ((90, 0), (75, 0), (50, 0), (25, 0), (10, 0))
GALLERY = {
    "44546A": (LIGHTER, "D6DCE5 ADB9CA 8497B0 333F50 222A35"),
    "4472C4": (LIGHTER, "DAE3F3 B4C7E7 8FAADC 2F5597 203864"),
    "A5A5A5": (LIGHTER, "EDEDED DBDBDB C9C9C9 7C7C7C 525252"),
    "FFC000": (LIGHTER, "FFF2CC FFE699 FFD966 BF9000 7F6000"),
    "5B9BD5": (LIGHTER, "DEEBF7 BDD7EE 9DC3E6 2E75B6 1F4E79"),
    "70AD47": (LIGHTER, "E2F0D9 C5E0B4 A9D18E 548235 385723"),
    "ED7D31": (LIGHTER[:4], "FBE5D6 F8CBAD F4B183 C55A11"),
    "E7E6E6": (GREY, "D0CECE AFABAB 767171 3B3838 181717"),
    "000000": (((50, 50), (65, 35), (75, 25), (85, 15), (95, 5)), "7F7F7F 595959 404040 262626 0D0D0D"),
    "FFFFFF": (((95, 0), (85, 0), (75, 0), (65, 0), (50, 0)), "F2F2F2 D9D9D9 BFBFBF A6A6A6 7F7F7F"),
}
KNOWN = [
    (base, mod, off, there)
    for base, (changes, made) in GALLERY.items()
    for (mod, off), there in zip(changes, made.split(), strict=True)
]


@pytest.mark.parametrize(("base", "mod", "off", "there"), KNOWN)
def test_tints_are_those_of_powerpoint(base, mod, off, there):
    """`lumMod` and `lumOff` make of Office's colours what PowerPoint's gallery shows."""
    assert there == tinted(base, mod * 1000, off * 1000)


@pytest.mark.parametrize("base", OFFICE.values())
def test_nothing_changed_is_the_colour_itself(base):
    """A tint that changes nothing is its slot; one without saturation is grey, one without luminance black."""
    assert base == tinted(base)
    grey = tinted(base, sat_mod=0)
    assert grey[:2] == grey[2:4] == grey[4:]
    assert ("000000", "FFFFFF") == (tinted(base, 0), tinted(base, 0, 100_000))


@pytest.mark.parametrize(
    ("tint", "said"),
    [
        (Tint("accent1"), '<a:schemeClr val="accent1"/>'),
        (
            Tint("tx1", 65_000, 35_000),
            '<a:schemeClr val="tx1"><a:lumMod val="65000"/><a:lumOff val="35000"/></a:schemeClr>',
        ),
        (
            Tint("bg1", 85_000, 0, 50_000),
            '<a:schemeClr val="bg1"><a:satMod val="50000"/><a:lumMod val="85000"/></a:schemeClr>',
        ),
    ],
)
def test_tints_are_written_as_powerpoint_does(tint, said):
    """A slot with what becomes of it, in thousandths of a percent; what changes nothing is not said."""
    assert said == scheme(tint)


def test_a_tint_in_a_theme():
    """In percent, decimals too; what it leaves out changes nothing, and it reads as it is written."""
    found = []
    made = validate(TintOf, {"of": "text", "mod": "71.5", "add": "28.5"}, found, None)
    assert [] == found
    assert Tint("tx1", 71_500, 28_500) == made.tint
    assert "{of: text, mod: 71.5, add: 28.5}" == str(made)
    assert "{of: accent, sat: 30}" == str(TintOf(of="accent", sat=30.0))
    with pytest.raises(Wrong):
        Colour.parse("C8141B")


def test_the_nearest_tint_is_found():
    """An author who writes a colour is told the tint that is nearest to it; a tint itself is found again."""
    assert "595959" == tinted("000000", *nearest_tint("text", "000000", "595959").tint[1:])
    assert "B4C7E7" == tinted("4472C4", *nearest_tint("accent", "4472C4", "B4C7E7").tint[1:])
    assert "{of: text, mod: 65, add: 35}" == str(nearest_tint("text", "000000", "595959"))


# the themes


@pytest.mark.parametrize("name", THEMES)
def test_twelve_slots_and_tints_of_two(name):
    """Each colour of PowerPoint's theme has one role; what is quiet comes from text and accent."""
    theme = brand(name).theme
    assert sorted((*OFFICE.keys() - {"dk1", "lt1", "dk2", "lt2"}, "bg1", "tx1", "bg2", "tx2")) == sorted(SLOTS.values())
    slots = {"muted": "tx1", "line": "tx1", "soft": "accent1", "deep": "accent1"}
    assert slots == {role: theme.tint(role).slot for role in slots}
    for palette in (theme.palette, theme.printed().palette):
        assert set(palette) == {*SLOTS, *TINTS}
        assert [] == list(misfits(palette, palette))
        assert [] == list(weak_colours(palette))


@pytest.mark.parametrize("name", THEMES)
def test_data_colours_are_told_apart(name):
    """A chart that is drawn in PowerPoint takes the six accents: no two are alike, in grey neither the last three."""
    for theme in (brand(name).theme, brand(name).theme.printed()):
        accents = [theme.hex(role) for role in ("accent", "bright", "calm", "data4", "data5", "data6")]
        assert 6 == len(set(accents))
        for n, data in enumerate(accents[3:], 3):
            assert contrast(data, theme.hex("paper")) >= 3
            assert min(contrast(data, other) for other in accents[:n]) >= GREYS


def test_weak_colours_are_found():
    """Faint text, data that hardly shows on paper, data that looks alike in grey."""
    palette = dict(brand("openmaru").theme.palette)
    palette |= {
        "text": Colour("#8A8A8A"),
        "surface": Colour("#F3F2F0"),
        "data5": Colour("#EEEEEE"),
        "data6": palette["data4"],
    }
    weak = {(w.role, w.other): (round(w.ratio, 1), w.least) for w in weak_colours(palette)}
    assert (3.5, 4.5) == weak["text", "paper"]
    assert (1.2, 3.0) == weak["data5", "paper"]
    assert (1.0, GREYS) == weak["data6", "data4"]
    assert (1.1, STANDS_OUT) == weak["surface", "paper"]


@pytest.mark.parametrize(
    ("role", "scheme", "tint"),
    [
        ("accent", "light", Tint("accent1")),
        ("accent", "dark", Tint("accent1", 1_000, 42_706)),
        ("calm", "light", Tint("accent3", 1_000, 24_653)),
        ("strong", "light", Tint("tx2", 75_000, 4_020)),
        ("strong", "dark", Tint("tx2")),
        ("surface", "light", Tint("bg2")),
        ("surface", "dark", Tint("bg2", 1_000, 88_129)),  # no tint of white: its own hue, at its own lightness
        ("data6", "dark", Tint("accent6")),
        ("deep", "dark", Tint("accent1", 85_000)),
    ],
)
def test_roles_are_named_for_the_palettes_of_others(role, scheme, tint):
    """What must stay light or dark has the theme's luminance, but for a hundredth; the rest is its slot."""
    palette = brand("openmaru").theme.palette
    assert tint == named(palette, role, scheme)
    assert resolved(palette, role) == tinted(resolved(palette, ROLES[tint.slot]), *tint[1:])


def test_a_panel_of_a_dark_theme_is_a_tint_of_its_ground():
    """So it is one on any ground, as long as it can be written so; and a tint that changes nothing is its slot."""
    palette = brand("night").theme.palette
    assert Tint("bg1", 100_000, 10_784, 72_093) == named(palette, "surface", "dark")
    assert named(palette, "accent", "dark") == named(palette, "deep", "dark")


# a finished deck


@cache
def _deck(name: str) -> bytes:
    """Every kind's typical example in a theme, as a .pptx."""
    of = brand(name)
    scenes = lay_out(gallery("typical", name), of, images())[0]
    drawn = {n: artwork(of.theme, layout, of.art, of.fonts, "ko") for n, layout in of.theme.layouts.items()}
    return pptx.write(scenes, of.theme, drawn, Info(id="gallery", title="모음", language="ko", date="2026-12-10"))


def _parts(deck: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(BytesIO(deck)) as package:
        return {n: etree.fromstring(package.read(n)) for n in package.namelist() if n.endswith((".xml", ".rels"))}


def _recoloured(deck: bytes) -> bytes:
    """What PowerPoint does when somebody chooses Office's colours: the colour schemes change, nothing else does."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(deck)) as package, zipfile.ZipFile(out, "w") as new:
        for name in package.namelist():
            data = package.read(name)
            if name.startswith("ppt/theme/"):
                root = etree.fromstring(data)
                for slot in root.find(f".//{A}clrScheme"):
                    slot[0].set("val", OFFICE[etree.QName(slot).localname])
                data = etree.tostring(root)
            new.writestr(name, data)
    return out.getvalue()


def _computed(base: str, changes: dict[str, int]) -> tuple[float, ...]:
    """The colour of a tint by ECMA-376 part 1, 20.1.2.3, without any rounding: red, green, blue from 0 to 255."""
    hue, light, saturation = rgb_to_hls(*(int(base[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    light = light * changes.get("lumMod", 100_000) / 100_000 + changes.get("lumOff", 0) / 100_000
    saturation *= changes.get("satMod", 100_000) / 100_000
    return tuple(255 * c for c in hls_to_rgb(hue, min(light, 1.0), min(saturation, 1.0)))


@pytest.mark.slow
@pytest.mark.parametrize("name", THEMES)
def test_no_shape_has_a_colour_of_its_own(name):
    """Every colour of slides, layouts, masters, charts, tables and notes is one of the theme's; but those of the logo,
    and the black and white of QR codes."""
    own = Counter()
    for part, root in _parts(_deck(name)).items():
        for colour in root.iter(f"{A}srgbClr"):
            if not part.startswith("ppt/theme/"):
                own[colour.get("val")] += 1
    logos = {
        role[1:].upper()
        for ground in ("light", "dark")
        for shape in getattr(brand(name).art[ground], "shapes", ())
        for role in (shape.fill, shape.stroke)
        if role and role.startswith("#")
    }
    assert own
    assert set(own) <= logos | {"000000", "FFFFFF"}, own


@pytest.mark.parametrize("name", THEMES)
def test_a_deck_follows_the_colours_of_its_theme(name):
    """In Office's colours the quiet text, rules and tints are made of Office's text and accent, and can be read."""
    theme = brand(name).theme
    dark = theme.scheme == "dark"
    mapped = {slot: f"{'dk' if (slot[:2] == 'tx') != dark else 'lt'}{slot[2]}" for slot in ("tx1", "bg1", "tx2", "bg2")}
    roles = {theme.tint(role): role for role in reversed((*theme.palette, *theme.tones))}
    seen = Counter()
    for part, root in _parts(_recoloured(_deck(name))).items():
        if part.startswith(("ppt/theme/", "ppt/notesMasters/", "ppt/handoutMasters/")):
            continue  # paper has tints of its own
        for colour in root.iter(f"{A}schemeClr"):
            changes = {etree.QName(c).localname: int(c.get("val")) for c in colour}
            if not changes:
                continue
            tint = Tint(colour.get("val"), *(changes.get(k, v) for k, v in UNCHANGED.items()))
            seen[roles[tint], part.split("/")[1]] += 1
            base = OFFICE[mapped.get(tint.slot, tint.slot)]
            there = tinted(base, *tint[1:])
            exact = _computed(base, changes)
            assert max(abs(int(there[i : i + 2], 16) - c) for i, c in zip((0, 2, 4), exact, strict=True)) <= 0.51
    drawn = {role for role, where in seen if where in ("slides", "slideLayouts")}
    tints = {role: theme.tint(role) for role in TINTS}
    assert {roles[tint] for tint in tints.values() if tint != Tint(tint.slot)} <= drawn
    assert {"wood", "fruit", "leaf"} <= drawn
    assert {("muted", "charts"), ("line", "tableStyles.xml"), ("muted", "slideLayouts")} <= set(seen)


@pytest.mark.parametrize("name", THEMES)
def test_quiet_text_reads_in_the_colours_of_office(name):
    """Muted text has 4.5 to 1 on paper, on panels and on the tint of the accent, whatever palette comes."""
    theme = brand(name).theme
    light = theme.scheme == "light"
    palette = dict(theme.palette) | {
        "text": Colour("#000000" if light else "#FFFFFF"),
        "paper": Colour("#FFFFFF" if light else "#000000"),
        "surface": Colour("#E7E6E6" if light else "#44546A"),
        "accent": Colour("#4472C4"),
    }
    changed = type(theme)(**{**vars(theme), "palette": palette})
    pairs = [p for p in PAIRS if (p[0] in ("muted", "text") and p[1] in ("paper", "soft")) or p == ("text", "surface")]
    assert len(pairs) == 5
    assert [] == weak_pairs(changed, pairs)


def test_python_pptx_reads_the_tints():
    """To others a tint is a colour of the theme that is lighter: what a person sees who clicks on the text."""
    quiet = [
        run.font.color
        for slide in Presentation(BytesIO(_deck("paper"))).slides
        for shape in slide.shapes
        if shape.has_text_frame
        for p in shape.text_frame.paragraphs
        for run in p.runs
        if run.font.color and run.font.color.type and run.font.color.brightness
    ]
    assert quiet
    assert {(MSO_THEME_COLOR.TEXT_1, 0.29)} == {(c.theme_color, round(c.brightness, 2)) for c in quiet}


# what editors are told


def test_the_schema_knows_tints():
    """In the palette of a theme a role is a colour or a tint."""
    said = json.loads(CliRunner().invoke(main, ["schema", "theme"]).output)
    for field in ("palette", "print"):
        roles = said["properties"][field]["properties"]
        assert set(get_args(Role)) == set(roles)
        tint, colour = (
            said["definitions"][roles["text"][way]["$ref"].removeprefix("#/definitions/")] for way in ("then", "else")
        )
        assert "^#[0-9A-Fa-f]{6}$" == colour["pattern"]
        assert not tint["additionalProperties"]
        assert list(SLOTS) == tint["properties"]["of"]["enum"]
        share = said["definitions"][tint["properties"]["add"]["$ref"].removeprefix("#/definitions/")]
        assert (-100, 100) == (share["minimum"], share["maximum"])
