"""Ways to mend what was found: each, taken, takes its finding away, brings no other, and changes nothing else."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from shared import PROJECT
from test_errors import change
from test_slips import FILES, findings, lines_of, read

from deckgen.diagnostics import Diagnostic, Fix, Later, Span, Splice, error
from deckgen.fixes import applied, fixes
from deckgen.layout.kinds import KINDS
from deckgen.messages import SPOKEN, say, text
from deckgen.reading import project as projects
from deckgen.reading.seminar import read_module
from deckgen.workspace import Workspace
from deckgen.workspace.mending import edits, offered

#: Ways that are offered for the slips of each file of `tests/slips`, at least.
LEAST = {"indentation": 15, "lookalikes": 60, "names": 35, "paths": 25, "signs": 20, "spaces": 25}


@pytest.fixture(autouse=True)
def _themes_once(monkeypatch):
    """The repository's themes, to which all of these projects have a link, are read once."""
    load = cache(projects.load_brand)
    monkeypatch.setattr(projects, "load_brand", lambda folders, *of: load((ROOT / "themes",), *of))


def counted(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> Counter[tuple[str, str, str]]:
    return Counter((d.code, f"{d.span.path}:{d.span.line}" if d.span else "", d.message) for d in found)


def take(home: Path, fix: Fix) -> dict[Path, bytes]:
    """Mends files on the disk; gives what they were."""
    paths = {splice.path for splice in fix.splices}
    before = {home / path: (home / path).read_bytes() for path in paths}
    texts = {path: before[home / path].decode("utf-8-sig") for path in paths}
    for path, mended in applied(fix, texts).items():
        (home / path).write_text(mended, encoding="utf-8", newline="")
        untouched(texts[path], mended, [s for s in fix.splices if s.path == path])
    return before


def untouched(before: str, after: str, splices: list[Splice]) -> None:
    """Asserts that the text is the same but for what is spliced, byte for byte."""
    rows, others = before.split("\n"), after.split("\n")
    assert len(rows) == len(others)
    changed = {s.line - 1 for s in splices}
    assert [n for n, (a, b) in enumerate(zip(rows, others, strict=True)) if a != b and n not in changed] == []
    for splice in splices:
        row, other = rows[splice.line - 1], others[splice.line - 1]
        assert other.startswith(row[: min(s.column for s in splices if s.line == splice.line) - 1])
        assert other.endswith(row[max(s.end for s in splices if s.line == splice.line) - 1 :])


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_what_is_offered_holds(path, tmp_path):
    """Of every slip: a workspace offers only what it tried, and a build that is told nothing of it finds the same."""
    taken = 0
    for n, slip in enumerate(read(path)):
        home = tmp_path / str(n)
        shutil.copytree(PROJECT, home)
        (home / "themes").symlink_to(ROOT / "themes")
        for verb, name, body in slip.steps:
            if verb != "build":
                change(home, verb, name, body)
        before = findings(home)
        if not any(fixes(d, lines_of(home)) for d in before):
            continue
        workspace = Workspace(home)
        assert counted(workspace.findings) == counted(before), slip.name
        for finding in workspace.findings:
            for fix in offered(workspace, finding):
                was = take(home, fix)
                made = counted(findings(home)) - counted(before)
                gone = counted(before) - counted(findings(home))
                assert not made, (slip.name, finding, made)
                assert gone[next(iter(counted([finding])))], (slip.name, finding)
                assert all(text(fix.says, language) for language in SPOKEN)
                taken += 1
                for file, data in was.items():
                    file.write_bytes(data)
    assert taken >= LEAST.get(path.stem, 0)


def test_many_ways_are_tried():
    assert sum(LEAST.values()) >= 150 and LEAST.keys() <= {p.stem for p in FILES}


WRONG = [
    ("no such field", "titel: 제목", "title: 제목"),
    ("quotes around it", 'kind: "statment"', 'kind: "statement"'),
    ("a kind in capitals", "kind: Statement", "kind: statement"),
    ("the name of the field kind", "knid: statement", "kind: statement"),
]


@pytest.mark.parametrize(("wrong", "right"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_word_is_mended_where_it_stands(wrong, right):
    """Whatever stands around it, and in every form in which a word may be written."""
    good = "slides:\n- id: one\n  kind: statement\n  title: 제목\n  sentence: 말\n"
    name = right.split(":")[0]
    line = next(row for row in good.split("\n") if row.strip().startswith(name))
    bad = good.replace(line, f"  {wrong}   # {name}")
    _, found = read_module(bad, "content/modules/x.yaml", KINDS)
    rows = bad.split("\n")
    ways = [fix for d in found for fix in fixes(d, lambda path, n: rows[n - 1])]
    assert applied(ways[0], {"content/modules/x.yaml": bad})["content/modules/x.yaml"] == bad.replace(wrong, right)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_found_by_a_name_that_is_near(kind):
    bad = f"slides:\n- id: one\n  kind: {kind}{kind[-1]}\n  title: 제목\n"
    _, found = read_module(bad, "x.yaml", KINDS)
    (way,) = next(filter(None, (fixes(d, lambda path, n: bad.split("\n")[n - 1]) for d in found)))
    assert applied(way, {"x.yaml": bad})["x.yaml"] == bad.replace(f"{kind}{kind[-1]}", kind)


def test_nothing_is_offered_where_the_text_is_another():
    """A place that does not hold what the finding speaks of is left alone."""
    hint = Later("titel", lambda: say("hint:did-you-mean", near="title"))
    finding = error(say("field.unknown", key="titel"), Span("x.yaml", 1, 1, 6), hint)
    assert fixes(finding, lambda path, n: "other: x") == ()
    assert fixes(finding, lambda path, n: None) == ()
    assert len(fixes(finding, lambda path, n: "titel: x")) == 1


def test_what_brings_another_finding_is_not_offered(tmp_path):
    """A kind of the right name may have other fields: that is no help yet."""
    home = tmp_path / "project"
    shutil.copytree(PROJECT, home)
    (home / "themes").symlink_to(ROOT / "themes")
    module = home / "content/modules/basics.yaml"
    written = module.read_text(encoding="utf-8")
    module.write_text(written.replace("kind: bullets", "kind: cardss"), encoding="utf-8")
    workspace = Workspace(home)
    (finding,) = [d for d in workspace.findings if d.code == "kind.unknown"]
    assert fixes(finding, workspace.line_of) and not offered(workspace, finding)
    assert workspace.findings == Workspace(home).findings, "what is tried is not taken"


def test_files_from_other_systems_keep_their_line_ends(tmp_path):
    """A mark of the byte order, line ends of Windows and syllables from a Mac stay as they are."""
    home = tmp_path / "project"
    shutil.copytree(PROJECT, home)
    (home / "themes").symlink_to(ROOT / "themes")
    module = home / "content/modules/basics.yaml"
    plain = module.read_text(encoding="utf-8")
    written = "\ufeff" + plain.replace("kind: bullets", "kind: bulletss").replace("\n", "\r\n")
    module.write_bytes(written.encode("utf-8"))
    workspace = Workspace(home)
    (finding,) = [d for d in workspace.findings if d.code == "kind.unknown"]
    (fix,) = offered(workspace, finding)
    workspace.apply(edits(workspace, fix))
    assert workspace.text("content/modules/basics.yaml") == written.replace("bulletss", "bullets")
