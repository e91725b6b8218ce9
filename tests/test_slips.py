"""What a newcomer is told: each slip of `tests/slips/` at its own line, once, with what to type.

A file there has many of them, each a few lines that are changed in the small good project of `tests/errors/project`:

    ## what the slip is
    --- edit|write|data|folder|remove PATH, as in `test_errors`
    --- told
    error|warning PATH:LINE:COLUMN what is told
        = what to do

After a change of words, `DECKGEN_UPDATE=1 python -m pytest tests/test_slips.py` writes what is told now; then read the
diff.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
import yaml
from conftest import ROOT, folder
from shared import PROJECT
from telling import told_alike, told_in_editor
from test_errors import change

from deckgen.diagnostics import ContentError, Diagnostic, UsageError
from deckgen.layout.kinds import KINDS
from deckgen.outputs.builds import Request
from deckgen.outputs.outcome import Outcome
from deckgen.pipeline.stages import Stages
from deckgen.reading import project as projects
from deckgen.reading.parser import parse

HERE = Path(__file__).parent / "slips"
FILES = sorted(HERE.glob("*.txt"))
UPDATE = bool(os.environ.get("DECKGEN_UPDATE"))


class Slip(NamedTuple):
    """A slip as the table has it."""

    name: str
    steps: tuple[tuple[str, str, str], ...]
    told: str


def read(path: Path) -> list[Slip]:
    """The slips of a file."""
    slips = []
    for block in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, *parts = re.split(r"^--- ", block, flags=re.MULTILINE)
        steps = [tuple(part.partition("\n")[::2]) for part in parts]
        told = next((body for head, body in steps if head == "told"), "")
        changes = [(*head.partition(" ")[::2], body) for head, body in steps if head != "told"]
        slips.append(Slip(name.strip(), tuple(changes), told.strip("\n") + "\n"))
    return slips


def in_words(finding: Diagnostic) -> str:
    """A finding on two lines."""
    return f"{finding.severity} {finding.span or '-'} {finding.message}\n    = {finding.hint}\n"


def findings(home: Path, seminars: tuple[str, ...] = ()) -> list[Diagnostic]:
    """What a build of a project says before anything is made."""
    project = projects.Project(home, KINDS)
    stages = Stages(
        project,
        Request(seminars=seminars),
        SimpleNamespace(program="", store=SimpleNamespace(fresh=False)),
        lambda *_: None,
    )
    try:
        stages.check(stages.lay_out(stages.compose(stages.read())))
    except ContentError as e:
        return list(e.diagnostics)
    except UsageError as e:
        return [Diagnostic("error", e.says, None, e.hint)]
    return project.findings


def lines_of(home: Path) -> Callable[[str, int], str | None]:
    """The lines of a project's files, as a report shows them."""

    def line(path: str, number: int) -> str | None:
        try:
            lines = (home / path).read_text(encoding="utf-8-sig").split("\n")
        except (OSError, ValueError):
            return None
        return lines[number - 1] if number <= len(lines) else None

    return line


def slip_told(slip: Slip, home: Path) -> str:
    """What is told of a slip, in the order of places."""
    shutil.copytree(PROJECT, home)
    (home / "themes").symlink_to(ROOT / "themes")
    asked: tuple[str, ...] = ()
    for verb, name, body in slip.steps:
        if verb == "build":
            asked = tuple(name.split())
        else:
            change(home, verb, name, body)
    found = sorted(findings(home, asked), key=lambda d: d.span or ("~",))
    if found:
        outcome = Outcome((), tuple(found), lines_of(home))
        told_alike(outcome)
        # an editor opens the project as a whole: what is wrong with the folder itself it cannot show
        told_in_editor(outcome, home, alone=not asked)
    return "".join(map(in_words, found)).replace(str(home), ".") or "nothing\n"


@pytest.fixture(autouse=True)
def _themes_once(monkeypatch):
    """The repository's themes, to which all of these projects have a link, are read once."""
    load = cache(projects.load_brand)
    monkeypatch.setattr(projects, "load_brand", lambda folders, *of: load((ROOT / "themes",), *of))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_slips(path, tmp_path):
    """Each slip is told at its place, once, with what to do."""
    slips = read(path)
    assert slips
    wrong = {}
    for n, slip in enumerate(slips):
        told = slip_told(slip, tmp_path / str(n))
        if told != slip.told:
            wrong[slip.name] = told
    if UPDATE:
        accept(path, wrong)
    else:
        assert not wrong, "\n".join(f"## {name}\n{told}" for name, told in wrong.items())


#: Ways in which programs write YAML.
STYLES = (
    {"sort_keys": True},
    {"width": 40},
    {"indent": 4, "width": 10_000},
    {"default_flow_style": True, "width": 10_000},
    {"default_flow_style": None, "width": 60},
    {"default_style": '"'},
    {"default_style": "'", "width": 50},
    {"default_style": "|"},
)


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_sound_texts_have_no_slips(style):
    """However a program writes them: what is sound YAML is read as it is."""
    texts = [*(folder(kind) / "example.yaml" for kind in KINDS), *(ROOT / "content/seminars").glob("*.yaml")]
    assert len(texts) > len(KINDS)
    for path in texts:
        value = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        text = yaml.safe_dump(value, **{"allow_unicode": True, "sort_keys": False} | style)
        read, findings = parse(text, path.name)
        assert (findings, read) == ([], value), path


def accept(path: Path, told: dict[str, str]) -> None:
    """Writes what is told now as what must be told."""
    blocks = path.read_text(encoding="utf-8").split("\n## ")
    for n, block in enumerate(blocks):
        name = block.removeprefix("## ").split("\n", 1)[0].strip()
        if name in told:
            blocks[n] = re.split(r"^--- told", block, flags=re.MULTILINE)[0].rstrip("\n") + f"\n--- told\n{told[name]}"
    path.write_text("\n## ".join(blocks), encoding="utf-8")


def test_names_in_the_table_are_its_own():
    """A slip is found by its name."""
    names = [slip.name for path in FILES for slip in read(path)]
    assert names and len(names) == len(set(names))


def test_good_project_has_no_slip(tmp_path):
    """What the slips are laid over is sound."""
    assert slip_told(Slip("none", (), ""), tmp_path / "good") == "nothing\n"
