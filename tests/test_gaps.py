"""Gaps between a label and what it stands before: signs, never rows of spaces or tabs."""

from __future__ import annotations

import pytest
import shared
from quick_pptx import Presentation

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.mark.parametrize("theme", ["openmaru", "night", "paper"])
def test_no_deck_has_rows_of_spaces(theme: str) -> None:
    """Every kind in every theme, and its layouts and notes, read with python-pptx; code stands as it is."""
    deck = Presentation(str(next(shared.gallery(theme).rglob("*.pptx"))))
    trees = [s._element for s in (*deck.slides, *deck.slide_layouts)]
    trees += [s.notes_slide._element for s in deck.slides if s.has_notes_slide]
    paragraphs = [p for tree in trees for p in tree.iter(f"{A}p")]
    assert len(paragraphs) > 1000
    for p in paragraphs:
        runs = [r for r in p.iter(f"{A}r") if r.find(f"{A}rPr").get("noProof") != "1"]
        words = "".join(r.findtext(f"{A}t") or "" for r in runs)
        assert "  " not in words and "\t" not in words, words
