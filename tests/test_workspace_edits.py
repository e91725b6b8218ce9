"""A workspace after any number of edits is what a clean build of the same files is, to the byte."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import ROOT

from bench.agreement import agree, project
from bench.edits import RandomEdits
from deckgen.reading import project as projects
from deckgen.workspace import Whole, Workspace

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


def test_a_glance_sees_what_a_look_sees(tmp_path):
    """Of its seminar, after each of some edits; what is wrong is told by the look alone, which then sees the same."""
    home = project(tmp_path / "project")
    workspace, other = Workspace(home), Workspace(home)
    edits, seen = RandomEdits(home, other, 19), 0
    sound = (edits.inserted, edits.moved, edits.commented, edits.renamed, edits.put_in, edits.left_out)
    for edit in 6 * [step for one in sound for step in (one, edits.typed, edits.mended)]:
        edit()
        files = {path: other.text(path) for path in {*workspace.texts(), *other.texts()}}
        findings = workspace.findings
        workspace.take([Whole(path, text) for path, text in files.items()])
        current = workspace.glance("whole") and workspace.view("whole").current
        assert workspace.findings is findings
        glanced = (workspace.view("whole"), workspace.laid_out("whole")) if current else None
        workspace.look()
        if glanced and other.view("whole").current:
            assert (workspace.view("whole"), workspace.laid_out("whole")) == glanced
            assert glanced[1] == other.laid_out("whole")
            seen += 1
    assert seen > 8 and not workspace.glance("nobody")
