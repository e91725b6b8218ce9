"""Decks in the colours of others: what a presenter sees who changes the theme's colours in PowerPoint, or pastes a
slide into another deck and uses the theme there. Files are read by `pptx_colours`, which knows nothing of deckgen."""

from __future__ import annotations

import re
from collections import Counter
from colorsys import hls_to_rgb
from functools import cache
from io import BytesIO

import pytest
import shared
import yaml
from conftest import ROOT, THEMES, brand
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx_colours import A, C, Colours, Named, P, Reading, Scheme, named, ratio
from quick_pptx import Presentation

from deckgen.reading.palette import FULL, SLOTS, tinted
from deckgen.writers.pptx.design import theme_part

NAMES = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")


def _palette(colours: str) -> dict[str, str]:
    return dict(zip(NAMES, colours.split(), strict=True))


OFFICE_2007 = _palette("000000 FFFFFF 1F497D EEECE1 4F81BD C0504D 9BBB59 8064A2 4BACC6 F79646 0000FF 800080")
OFFICE_2013 = _palette("000000 FFFFFF 44546A E7E6E6 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47 0563C1 954F72")
OFFICE_2023 = _palette("000000 FFFFFF 0E2841 E8E8E8 156082 E97132 196B24 0F9ED5 A02B93 4EA72E 467886 96607D")
#: A bank's: a deep green, and bright colours beside it that nothing could be written in.
COMPANY = _palette("1B1F1D FFFFFF 0F4C3A E3EBE6 00704A F2A900 6CACE4 A05EB5 C8102E 7A8B84 00704A 5B4B8A")
#: Made for dark slides, with an accent and a link that read on white too.
DARK = _palette("0B1020 FFFFFF 3B3059 EBEBEB B31166 E33D6F E45F3C E9943A 9B6BF2 D53DD0 8A3FA0 6B5B7B")
#: The same with an accent that glows, as many dark ones have: nothing can be written in it on white.
GLOWING = DARK | {"accent1": "36C5F0", "hlink": "7FD1FF", "folHlink": "C9A8FF"}
#: The shipped seminars.
SEMINARS = sorted((ROOT / "content" / "seminars").glob("*.yaml"))
PALETTES = {"Office 2013": OFFICE_2013, "Office 2023": OFFICE_2023, "company": COMPANY, "dark": DARK}


@cache
def _decks(theme: str) -> dict[str, Colours]:
    """The gallery in a theme, which has every kind in every size, and the seminars that are given in it."""
    given = {f.stem for f in SEMINARS if yaml.safe_load(f.read_text(encoding="utf-8"))["theme"] == theme}
    files = [*shared.gallery(theme).rglob("*.pptx")]
    files += (f for f in shared.seminars("ko").rglob("*.pptx") if f.name.partition(".")[0] in given)
    assert len(files) == 1 + len(given)
    return {f.name: Colours(f.read_bytes()) for f in files}


def _palettes(theme: str) -> dict[str, dict[str, str]]:
    return PALETTES | ({"glowing": GLOWING} if brand(theme).theme.scheme == "dark" else {})


def _faint(deck: Colours, scheme: Scheme) -> set[tuple[str, str, float, float]]:
    """Texts that cannot be read: their part, their first words, their contrast, what it should be."""
    return {
        (t.part, t.words[:20], round(r, 2), t.least)
        for t in deck.texts
        for ground in t.grounds
        if (r := ratio(scheme.shown(t.colour), scheme.shown(ground))) < t.least
    }


# palettes


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_in_the_palettes_of_others(theme):
    """4.5 to 1, large text 3 to 1, on what lies beneath it, in every kind and size, on slides and layouts."""
    decks = _decks(theme)
    assert decks
    for name, deck in decks.items():
        own = deck.scheme()
        assert len(deck.texts) > 500
        assert {len(t.grounds) for t in deck.texts} <= {1, 2, 3}
        assert set() == _faint(deck, own), name
        palettes = _palettes(theme)
        assert len(palettes) >= 4
        for palette, colours in palettes.items():
            assert set() == _faint(deck, Scheme(colours, own.mapped)), (name, palette)


def test_a_palette_that_promises_less_is_found():
    """An accent that white cannot be read on shows wherever white stands on it, and where it is a text."""
    deck = _decks("openmaru")["gallery-openmaru.ko.pptx"]
    faint = _faint(deck, Scheme(OFFICE_2013 | {"accent1": "5B9BD5"}, deck.scheme().mapped))
    assert {2.96} <= {r for _, _, r, _ in faint}
    assert {3.0, 4.5} == {least for *_, least in faint}
    assert set() != _faint(deck, Scheme(OFFICE_2013 | {"lt1": "44546A"}, deck.scheme().mapped))


@pytest.mark.parametrize("theme", THEMES)
def test_what_stands_on_the_accent_is_in_the_colour_of_the_ground(theme):
    """A text box on an accent is in `bg1`, as is the text of a shape that somebody draws later; large words that stand
    out there have the colour that the theme's ground says."""
    texts = [t for deck in _decks(theme).values() for t in deck.texts]
    band, light = _role(theme, "band"), _role(theme, "light")
    fills = {g for t in texts for g in t.grounds if g.base == "accent1" and "satMod" not in dict(g.changes)} - {band}
    assert len(fills) == 1
    assert light in {t.colour for t in texts if t.grounds == {band}}
    on_it = [t for t in texts if t.grounds == frozenset(fills)]
    marked = brand(theme).theme.tint(brand(theme).theme.grounds["accent"].bright)
    stand_out = [t for t in on_it if t.large and t.colour.base == marked.slot != "bg1"]
    assert {Named("bg1")} == {t.colour for t in on_it if t not in stand_out}
    deck = next(iter(_decks(theme).values()))
    drawn = deck.parts["ppt/theme/theme1.xml"].find(f"{A}objectDefaults/{A}spDef/{A}style")
    fill, text = named(drawn.find(f"{A}fillRef")), named(drawn.find(f"{A}fontRef"))
    assert {fill} == fills
    for colours in (deck.scheme().colours, *_palettes(theme).values()):
        scheme = Scheme(colours, deck.scheme().mapped)
        assert ratio(scheme.shown(fill), scheme.shown(text)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_only_logos_and_codes_keep_their_colours(theme):
    """All else is a colour of the theme: fills, lines, texts, marks of lists, charts, tables, layouts, notes."""
    kept, seen = Counter(), 0
    logo = {brand(theme).theme.word("logo", "ko")}
    for deck in _decks(theme).values():
        for part, root in deck.parts.items():
            if part.startswith("ppt/theme/"):
                continue
            seen += sum(1 for _ in root.iter(f"{A}schemeClr"))
            for colour in root.iter(*(f"{A}{tag}" for tag in ("srgbClr", "sysClr", "prstClr", "hslClr", "scrgbClr"))):
                names = [a[0][0].get("name") for a in colour.iterancestors() if a.tag in (f"{P}sp", f"{P}grpSp")]
                kept[next((n for n in names if n in logo or n.startswith("QR")), f"{part}: {names}")] += 1
    assert seen > 2000
    assert {n for n in kept if n not in logo and not n.startswith("QR")} == set()
    assert any(n.startswith("QR") for n in kept)


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_changes_in_the_palette_itself(theme):
    """However a role is named, in PowerPoint it is the very colour that paper and web show."""
    for of in (brand(theme).theme, brand(theme).theme.printed()):
        roles = {slot: role for role, slot in SLOTS.items()}
        shown = {role: tinted(of.hex(roles[of.tint(role).slot]), *of.tint(role)[1:]) for role in of.palette}
        assert {role: of.hex(role) for role in of.palette} == shown


@pytest.mark.parametrize("theme", [t for t in THEMES if brand(t).theme.scheme == "light"])
def test_what_a_palette_needs_is_enough(theme):
    """Of any hue: an accent of 4.5 to 1 on white, a dark colour of 7, and a panel of 16.5 to black."""
    of = brand(theme).theme

    def least(text: str, ground: str, slot: str, colours: list[str]) -> float:
        """The lowest contrast of two roles where a slot has any of these colours."""
        fixed = {"tx1": "000000", "bg1": "FFFFFF", "bg2": "E7E6E6"}
        tints = of.tint(text), of.tint(ground)
        return min(ratio(*(tinted((fixed | {slot: c})[t.slot], *t[1:]) for t in tints)) for c in colours)

    steps = [
        hls_to_rgb(hue / 24, light / 20, pure / 3) for hue in range(24) for light in range(1, 20) for pure in range(4)
    ]
    colours = ["".join(f"{round(255 * c):02X}" for c in rgb) for rgb in steps]
    accents = [c for c in colours if ratio(c, "FFFFFF") >= 4.5]
    darks = [c for c in colours if ratio(c, "FFFFFF") >= 7]
    pale = [c for c in colours if ratio(c, "000000") >= 16.5]
    assert len(accents) > len(darks) > 400
    assert len(pale) > 40
    assert min(least(text, "surface", "bg2", pale) for text in ("text", "muted")) >= 4.5
    assert least("deep", "paper", "accent1", accents) * (16.5 / 21) >= 4.5  # on the darkest of them
    assert min(least(text, "strong", "tx2", darks) for text in ("paper", "line")) >= 4.5
    pairs = [("paper", "accent"), ("deep", "surface"), ("deep", "soft"), ("text", "soft"), ("muted", "soft")]
    assert min(least(*pair, "accent1", accents) for pair in pairs) >= 4.5
    assert least("accent", "soft", "accent1", accents) >= 3


# another deck's theme


@pytest.mark.parametrize("colours", [None, OFFICE_2013, OFFICE_2023], ids=["python-pptx", "2013", "2023"])
@pytest.mark.parametrize("theme", [t for t in THEMES if brand(t).theme.scheme == "light"])
def test_a_slide_takes_the_theme_of_another_deck(theme, colours):
    """Pasted with the destination's theme, panels are pale and body text is its text colour: no amber, no blue."""
    there = Colours(_plain_deck())
    scheme = Scheme(colours or there.scheme().colours, there.scheme().mapped)
    assert scheme.colours != {} and (colours is not None or scheme.colours == OFFICE_2007)
    for deck in _decks(theme).values():
        texts = [t for t in deck.texts if t.part.startswith("ppt/slides/") or t.part.startswith("ppt/charts/")]
        assert len(texts) > 300
        hues = {"accent4", "accent5", "accent6"}
        assert hues.isdisjoint(t.colour.base for t in texts)
        signs = {g for t in texts for g in t.grounds if g.base in hues}  # in pictures, in a lightness of their own
        assert {2000} >= {dict(g.changes)["lumMod"] for g in signs}
        quiet = {t.colour for t in texts if t.colour.base == "tx1"}
        assert len(quiet) >= 2
        assert {0} == {_chroma(scheme.shown(colour)) for colour in quiet}  # their text is black
        body = [t for t in texts if _is_body(t)]
        assert {t.colour.base for t in body if not (t.large and t.colour == _role(theme, "accent"))} == {"tx1"}
        assert sum(t.colour.base == "tx1" for t in body) > 0.9 * len(body)
        grounds = {g for t in texts for g in t.grounds} - {_role(theme, "band"), _role(theme, "dark")}
        panels = {g for g in grounds if g.base == "bg2" or (g.base == "accent1" and g.changes)}
        assert len(panels) == 2
        assert min(ratio(scheme.shown(p), "000000") for p in panels) >= 16.5
        assert max(_chroma(scheme.shown(p)) for p in panels) <= 32


@pytest.mark.parametrize("colours", [OFFICE_2013, OFFICE_2023, DARK], ids=["2013", "2023", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_text_turns_round_with_the_ground(theme, colours):
    """Where a light slide comes into a dark deck, or the other way round, text, quiet text and panels turn."""
    decks = _decks(theme)
    assert decks
    for deck in decks.values():
        mapped = {slot: _turned(colour) for slot, colour in deck.scheme().mapped.items()}
        scheme = Scheme(colours, mapped)
        turned = [(t, g) for t in deck.texts for g in t.grounds if (t.colour.base, g.base[:2]) == ("tx1", "bg")]
        assert len(turned) > 200
        assert {g.base for _, g in turned} == ({"bg1", "bg2"} if brand(theme).theme.scheme == "light" else {"bg1"})
        assert min(ratio(scheme.shown(t.colour), scheme.shown(g)) / t.least for t, g in turned) >= 1


def _turned(colour: str) -> str:
    """The colour of a theme that a dark map has instead of this one, or a light map."""
    return {"dk1": "lt1", "lt1": "dk1", "dk2": "lt2", "lt2": "dk2"}.get(colour, colour)


def _plain_deck() -> bytes:
    out = BytesIO()
    Presentation().save(out)
    return out.getvalue()


def _chroma(hex6: str) -> int:
    """How far a colour is from grey, in levels of 255."""
    channels = [int(hex6[i : i + 2], 16) for i in (0, 2, 4)]
    return max(channels) - min(channels)


def _is_body(t: Reading) -> bool:
    """Is this running text on the ground or a panel, with a verb at its end, rather than a word that is marked?"""
    return len(t.words) > 20 and t.words.endswith("니다.") and {g.base for g in t.grounds} <= {"bg1", "bg2"}


# charts


@pytest.mark.parametrize("theme", THEMES)
def test_a_sixth_series_can_be_seen(theme):
    """Whoever adds series in PowerPoint gets the accents in their order. Ours are for data; of Office's of 2013 the
    green has 2.7 to 1 on white: PowerPoint takes it as it is, and so it does in every deck."""
    (name,) = [n for n in _decks(theme) if n.startswith("gallery")]
    (file,) = shared.gallery(theme).rglob(name)
    slides = Presentation(str(file)).slides
    shapes = (s for slide in slides for group in slide.shapes for s in getattr(group, "shapes", (group,)))
    chart = next(s.chart for s in shapes if getattr(s, "has_chart", False))
    data = CategoryChartData()
    data.categories = ["a", "b"]
    for n in range(6):
        data.add_series(f"s{n}", (n + 1, n + 2))
    before = len(chart.plots[0].series)
    chart.replace_data(data)
    assert before < 6
    scheme, series = _decks(theme)[name].scheme(), chart.plots[0].series
    indices = [int(s._element.find(f"{C}idx").get("val")) for s in series]
    assert indices == [0, 1, 2, 3, 4, 5]
    ground = Named("bg1")
    least = {"own": 3.0, "Office 2013": 2.7, "Office 2023": 3.0}
    for palette, colours in {"own": scheme.colours, "Office 2013": OFFICE_2013, "Office 2023": OFFICE_2023}.items():
        of = Scheme(colours, scheme.mapped)
        sixth = Named(f"accent{indices[-1] % 6 + 1}")  # what is not said: the accent of its number
        assert ratio(of.shown(sixth), of.shown(ground)) >= least[palette]


@pytest.mark.parametrize("theme", THEMES)
def test_what_charts_are_drawn_in_can_be_seen(theme):
    """Series and slices, whose colours the deck names, have 3 to 1 on the ground, or on their neighbours where they
    stand for what is left (`line`), in every palette."""
    drawn: Counter[Named] = Counter()
    deck = next(iter(_decks(theme).values()))
    for part, root in deck.parts.items():
        if part.startswith("ppt/charts/chart"):
            for look in root.iter(f"{C}ser", f"{C}dPt"):
                properties = look.find(f"{C}spPr")
                line = properties.find(f"{A}ln/{A}solidFill")
                fill = named(properties.find(f"{A}solidFill")) or (named(line) if line is not None else None)
                if fill and fill != Named("bg1"):
                    drawn[fill] += 1
    quiet = _role(theme, "line")
    assert {"accent1", "accent3", "tx1"} <= {d.base for d in drawn}
    for colours in (deck.scheme().colours, *_palettes(theme).values()):
        scheme = Scheme(colours, deck.scheme().mapped)
        assert min(ratio(scheme.shown(d), scheme.shown(Named("bg1"))) for d in drawn if d != quiet) >= 3


def _role(theme: str, role: str) -> Named:
    """A role as files name it."""
    tint = brand(theme).theme.tint(role)
    changes = (("satMod", tint.sat_mod), ("lumMod", tint.lum_mod), ("lumOff", tint.lum_off))
    usual = {"satMod": FULL, "lumMod": FULL, "lumOff": 0}
    return Named(tint.slot, tuple((name, value) for name, value in changes if value != usual[name]))


#: How the colour-blind see, as matrices on linear light: Machado, Oliveira and Fernandes 2009, severity 1.0.
EYES = {
    "red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_the_colour_blind_tell_accents_apart(theme, eyes):
    """Any two of a theme's accents are 10 apart at least in CIELAB, for each of the three sorts of colour blindness."""
    for of in (brand(theme).theme, brand(theme).theme.printed()):
        seen = [_lab(of.hex(role), EYES[eyes]) for role, slot in SLOTS.items() if slot.startswith("accent")]
        assert len(seen) == 6
        apart = [sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 for a in seen for b in seen if a != b]
        assert len(apart) == 30
        assert min(apart) >= 10


def _lab(hex6: str, eyes: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """CIELAB (D65) of what such eyes see of a colour."""
    channels = [int(hex6[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (min(max(sum(p * c for p, c in zip(row, light, strict=True)), 0.0), 1.0) for row in eyes)
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (
            (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
            0.2126 * r + 0.7152 * g + 0.0722 * b,
            (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# the brand's own colours


@pytest.mark.parametrize("theme", THEMES)
def test_the_brands_colours_stay_at_hand(theme):
    """Every theme part lists the palette by name after its schemes, each colour once; the names are in the seminar's
    language, and the order is the same in each."""
    (name,) = [n for n in _decks(theme) if n.startswith("gallery")]
    parts = {n: root for n, root in _decks(theme)[name].parts.items() if re.fullmatch(r"ppt/theme/theme\d\.xml", n)}
    assert len(parts) == 3
    for root in parts.values():
        assert ["extraClrSchemeLst", "custClrLst"] == [etree.QName(c).localname for c in root[-2:]]
        assert len({c.get("name") for c in root[-1]}) == len({c[0].get("val") for c in root[-1]}) == len(root[-1])
    listed = {c[0].get("val"): c.get("name") for c in parts["ppt/theme/theme1.xml"][-1]}
    of = brand(theme).theme
    assert set(listed) == {of.hex(role) for role in of.palette}
    assert ("강조색", "글자") == (listed[of.hex("accent")], listed[of.hex("text")])
    english = etree.fromstring(theme_part(of, of.name, "en").encode())[-1]
    assert [c[0].get("val") for c in english] == list(listed)
    assert "Accent" in {c.get("name") for c in english}
