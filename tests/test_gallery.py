"""The gallery: one command builds every kind in a theme, and what it builds is sound."""

from __future__ import annotations

import shutil

import oracles
import pytest
from conftest import ROOT, THEMES, deckgen, examples, judged_by_verapdf
from quick_pptx import Presentation
from shared import gallery, output
from test_cli import written

from deckgen.gallery import SIZES
from deckgen.layout.kinds import KINDS


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_the_gallery_is_a_valid_deck(theme):
    """Both OOXML validators pass every kind in every theme, with little, typical and much text."""
    path = output(gallery(theme), f"gallery-{theme}.ko.pptx")
    assert [] == oracles.openxml_audit(path)
    assert [] == oracles.ooxml_sdk(path)


@judged_by_verapdf
@pytest.mark.parametrize("theme", THEMES)
def test_the_gallery_is_accessible_on_paper(theme):
    """veraPDF passes PDF/UA-1 for the gallery's slides and handout."""
    for kind in ("slides", "handout"):
        assert [] == oracles.pdf_ua1(output(gallery(theme), f"gallery-{theme}.ko.{kind}.pdf"))


@pytest.mark.slow
def test_the_gallery_has_every_kind_in_every_size():
    """A slide for each kind and size, of a quiz one for each question; its section slides and nothing else besides."""
    deck = Presentation(str(output(gallery("openmaru"), "gallery-openmaru.ko.pptx")))
    further = sum(len(examples("quiz")[size]["questions"]) - 1 for size in SIZES)
    assert len(SIZES) * (len(KINDS) + 1) + further == len(deck.slides)


@pytest.mark.slow
def test_a_theme_of_ones_own_has_a_gallery(tmp_path):
    """It needs a folder with a theme, and no content."""
    shutil.copytree(ROOT / "themes" / "openmaru", tmp_path / "themes" / "ours")
    shutil.copytree(ROOT / "themes" / "shared", tmp_path / "themes" / "shared")
    done = deckgen("gallery", "ours", "--to", "slides", cwd=tmp_path)
    assert (0, "") == (done.returncode, done.stderr)
    assert ["audience/gallery-ours/gallery-ours.ko.slides.pdf"] == written(tmp_path / "output")


def test_a_theme_that_is_not_there():
    """A wrong name is a wrong use of the command."""
    done = deckgen("gallery", "nigth", cwd=ROOT)
    assert 2 == done.returncode
    assert "error: there is no theme `nigth`\n      = did you mean `night`?\n" == done.stderr
