"""Themes are data that keep their promises: contrast, fonts, regions on the page."""

from __future__ import annotations

import pytest
from conftest import THEMES, brand

from deckgen.checks import weak_pairs
from deckgen.kinds import KINDS
from deckgen.theme import PAIRS, contrast


def test_contrast_of_black_and_white_is_21():
    """The formula is WCAG's."""
    assert 21.0 == pytest.approx(contrast("000000", "FFFFFF"))


@pytest.mark.parametrize("name", THEMES)
def test_pairs_meet_wcag_aa(name):
    """Every pair of text and ground that layouts use has a contrast of 4.5 or more."""
    assert [] == list(weak_pairs(brand(name).theme, PAIRS))


@pytest.mark.parametrize("name", THEMES)
def test_text_on_layouts_meets_wcag_aa(name):
    """Every placeholder's colour reads on its own fill or its layout's background."""
    theme = brand(name).theme
    for layout in theme.layouts.values():
        for place, p in layout.placeholders.items():
            pair = (p.colour or theme.styles[p.style].colour, p.fill or layout.background)
            assert [] == list(weak_pairs(theme, (pair,))), place


@pytest.mark.parametrize("name", THEMES)
def test_layouts_stay_on_the_page(name):
    """No placeholder or decoration of a layout leaves the page."""
    theme = brand(name).theme
    wide, tall = theme.page
    for layout in theme.layouts.values():
        for r in [p.at for p in layout.placeholders.values()] + [s.at for s in layout.shapes]:
            assert r.x >= 0 and r.y >= 0 and r.right <= wide and r.bottom <= tall


@pytest.mark.parametrize("name", THEMES)
def test_no_size_under_the_smallest(name):
    """No style's ladder goes below the theme's smallest size."""
    theme = brand(name).theme
    for style in theme.styles.values():
        assert min(style.sizes) >= theme.smallest


@pytest.mark.parametrize("name", THEMES)
def test_every_kind_has_its_layout(name):
    """Every kind's layout exists in every theme, with a title."""
    theme = brand(name).theme
    for kind in KINDS.values():
        assert theme.layouts[kind.layout].placeholders["title"].type == "title"


@pytest.mark.parametrize("name", THEMES)
def test_layouts_have_names_and_prompts_in_both_languages(name):
    """New Slide offers layouts with names, and placeholders say what belongs there, in Korean and English."""
    for layout in brand(name).theme.layouts.values():
        assert {"ko", "en"} == set(layout.label)
        for p in layout.placeholders.values():
            assert p.type in ("date", "footer", "number") or {"ko", "en"} == set(p.prompt)


@pytest.mark.parametrize("name", THEMES)
def test_fonts_may_be_embedded(name):
    """The fonts' own permissions allow embedding (fsType 0 or installable)."""
    for face in brand(name).faces.values():
        assert 0 == face.permissions & 0x0002


@pytest.mark.parametrize("name", THEMES)
def test_the_handout_reads_on_white_paper(name):
    """What the handout takes for paper is white in every theme, and its pairs keep WCAG AA there too."""
    printed = brand(name).theme.printed()
    assert "FFFFFF" == printed.hex("paper")
    assert [] == list(weak_pairs(printed, PAIRS))
