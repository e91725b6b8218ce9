"""Themes are data that keep their promises: contrast, fonts, regions on the page."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO

import pytest
import yaml
from conftest import ROOT, THEMES, brand, deckgen, gallery, images, weak_pairs
from fontTools.ttLib import TTFont
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE
from quick_pptx import Presentation

from deckgen.gallery import SIZES
from deckgen.pipeline import lay_out
from deckgen.reading.brand import load_brand
from deckgen.reading.palette import PAIRS, contrast
from deckgen.reading.theme import Layout, Theme
from deckgen.scene import Box


def test_contrast_of_black_and_white_is_21():
    """The formula is WCAG's."""
    assert 21.0 == pytest.approx(contrast("000000", "FFFFFF"))


@pytest.mark.parametrize("name", THEMES)
def test_pairs_meet_wcag_aa(name):
    """Every pair of text and ground that layouts use has a contrast of 4.5 or more."""
    assert [] == weak_pairs(brand(name).theme, PAIRS)


@pytest.mark.parametrize("name", THEMES)
def test_text_on_layouts_meets_wcag_aa(name):
    """Every placeholder's colour reads on its own fill or its layout's background."""
    theme = brand(name).theme
    assert theme.layouts
    for layout in theme.layouts.values():
        for place, p in layout.placeholders.items():
            pair = (p.colour or theme.styles[p.style].colour, p.fill or layout.background)
            assert [] == weak_pairs(theme, (pair,)), place


@pytest.mark.parametrize("name", THEMES)
def test_layouts_stay_on_the_page(name):
    """No placeholder or decoration of a layout leaves the page."""
    theme = brand(name).theme
    wide, tall = theme.page
    assert theme.layouts
    for layout in theme.layouts.values():
        for r in [p.at for p in layout.placeholders.values()] + [s.at for s in layout.shapes]:
            assert r.x >= 0 and r.y >= 0 and r.right <= wide and r.bottom <= tall


@pytest.mark.parametrize("name", THEMES)
def test_no_size_under_the_smallest(name):
    """No style's ladder goes below the theme's smallest size."""
    theme = brand(name).theme
    assert theme.styles
    for style in theme.styles.values():
        assert min(style.sizes) >= theme.smallest


@pytest.mark.parametrize("name", THEMES)
def test_every_kind_has_its_layout(name):
    """Every kind's layout exists in every theme, with a title."""
    theme = brand(name).theme
    used = {p.slide.layout_name() for size in SIZES for p in gallery(size, name).slides}
    assert {"picture", "title-only", "comparison"} < used
    for layout in used:
        assert theme.layouts[layout].placeholders["title"].type == "title"


@pytest.mark.parametrize("name", THEMES)
def test_layouts_have_names_and_prompts_in_both_languages(name):
    """New Slide offers layouts with names, and placeholders say what belongs there, in Korean and English."""
    layouts = brand(name).theme.layouts
    assert layouts
    for layout in layouts.values():
        assert {"ko", "en"} == set(layout.label)
        for p in layout.placeholders.values():
            assert p.type in ("date", "footer", "number") or {"ko", "en"} == set(p.prompt)


@pytest.mark.parametrize("name", THEMES)
def test_fonts_may_be_embedded(name):
    """The fonts' own permissions allow embedding (fsType 0 or installable)."""
    faces = brand(name).faces
    assert faces
    for face in faces.values():
        assert 0 == TTFont(BytesIO(face.data))["OS/2"].fsType & 0x0002


@pytest.mark.parametrize("name", THEMES)
def test_the_handout_reads_on_white_paper(name):
    """What the handout takes for paper is white in every theme, and its pairs keep WCAG AA there too."""
    printed = brand(name).theme.printed()
    assert "FFFFFF" == printed.hex("paper")
    assert [] == weak_pairs(printed, PAIRS)


def test_no_placeholder_is_filled_twice():
    """Also where a theme gives its date, footer and number to a layout that has a placeholder of such a name."""
    usual = brand("openmaru")
    layouts = {key: Layout(**vars(layout) | {"furniture": True}) for key, layout in usual.theme.layouts.items()}
    own = usual._replace(theme=Theme(**vars(usual.theme) | {"layouts": layouts}).furnished())
    scenes, _ = lay_out(gallery("little"), own, images())
    names = [[i.placeholder for i in s.items if isinstance(i, Box) and i.placeholder] for s in scenes]
    assert any(
        "number" in layout.placeholders and not usual.theme.layouts[key].furniture
        for key, layout in own.theme.layouts.items()
    )
    assert len(names) > 37 and [n for n in names if len(n) != len(set(n))] == []


OWN = """
name: own
label: {ko: 우리, en: Ours}
palette: PALETTE
logo: {light: images/logo.svg, dark: images/logo.svg, alt: OURS}
regions:
  sources: [56, 470, 600, 18]
layouts:
  cover:
    shapes:
    - {at: [640, 0, 320, 540], image: images/title.png}
    - {at: [0, 500, 40, 40], image: images/corner.svg, colour: bright}
  content:
    placeholders:
      body: {at: [56, 148, 640, 316]}
"""


@pytest.mark.slow
def test_a_theme_says_only_what_differs(tmp_path):
    """A theme of its own carries a title picture and a corner mark, and overrides one region, one placeholder and one
    handout template; all the rest is the shared theme's. The real command builds with it, and PowerPoint has the
    picture natively."""
    project = tmp_path / "project"
    home = project / "themes" / "own"
    (home / "images").mkdir(parents=True)
    (home / "handout").mkdir()
    shutil.copytree(ROOT / "content", project / "content")
    shutil.copytree(ROOT / "themes" / "shared", project / "themes" / "shared")
    palette = yaml.safe_load((ROOT / "themes" / "paper" / "theme.yaml").read_text(encoding="utf-8"))["palette"]
    (home / "theme.yaml").write_text(OWN.replace("PALETTE", json.dumps(palette)), encoding="utf-8")
    shutil.copy(ROOT / "themes" / "paper" / "images" / "wordmark.svg", home / "images" / "logo.svg")
    (home / "images" / "corner.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path fill="currentColor" d="M0 4L0 0L4 4Z"/></svg>'
    )
    Image.new("RGB", (640, 480), "#203040").save(home / "images" / "title.png")
    shared = (ROOT / "themes" / "shared" / "handout" / "sources.html.j2").read_text(encoding="utf-8")
    (home / "handout" / "sources.html.j2").write_text("<p>우리 회사의 참고 자료입니다.</p>" + shared, encoding="utf-8")
    only = ("--to", "pptx,handout", "--handout", "notes")
    done = deckgen("build", "five-questions", "--theme", "own", "--strict", *only, cwd=project)
    assert ("", 0) == (done.stderr, done.returncode)

    deck = Presentation(project / "output/presenter/five-questions.ko.pptx")
    cover = {s.name: s for s in deck.slides[0].slide_layout.shapes}
    picture = cover["장식 1"]
    assert (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.FREEFORM) == (picture.shape_type, cover["장식 2"].shape_type)
    # 640 x 480 in 320 x 540: as high as the slide, cut at both sides
    assert (round((1 - 320 / 540 * 480 / 640) / 2, 3), 0) == (round(picture.crop_left, 3), picture.crop_top)
    body = next(
        p
        for layout in deck.slide_layouts
        if layout.name == "제목과 내용"
        for p in layout.placeholders
        if p.placeholder_format.idx == 1
    )
    assert (640, 316) == (body.width.pt, body.height.pt)
    text = subprocess.run(
        ["pdftotext", str(project / "output/audience/five-questions/five-questions.ko.handout.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "우리 회사의 참고 자료입니다." in " ".join(text.split())


def test_a_template_that_nobody_reads_is_told(tmp_path):
    """A misspelt name is not passed over in silence; one that another template of the theme takes in is fine."""
    shutil.copytree(ROOT / "themes", tmp_path / "themes")
    folder = tmp_path / "themes" / "openmaru" / "handout"
    folder.mkdir(exist_ok=True)
    for name, text in (("covers.html.j2", "x"), ("own.html.j2", "x"), ("cover.html.j2", '{% include "own.html.j2" %}')):
        (folder / name).write_text(text, encoding="utf-8")
    (found,) = load_brand((tmp_path / "themes",), "openmaru", None)[1]
    assert ("`themes/openmaru/handout/covers.html.j2` is not read", "did you mean `cover.html.j2`?") == (
        found.message,
        found.hint,
    )
