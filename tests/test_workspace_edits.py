"""A workspace after any number of edits is what a clean build of the same files is, to the byte."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import ROOT

from bench.agreement import agree, project
from deckgen.reading import project as projects

#: Edits of the suite; `python -m bench.editing` makes a thousand.
EDITS = 150


@pytest.fixture(autouse=True)
def _themes_once(monkeypatch):
    """The repository's themes, to which all projects have a link, are read once."""
    load = cache(projects.load_brand)
    monkeypatch.setattr(projects, "load_brand", lambda folders, *of: load((ROOT / "themes",), *of))


def test_edits(tmp_path):
    """Scenes and findings are equal to the byte after each of many edits; what cannot be laid out stays as it was."""
    assert agree(project(tmp_path / "project"), tmp_path / "clean", EDITS, seed=19) == EDITS
