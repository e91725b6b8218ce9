"""Building again when nothing has changed: nothing is parsed, the same is said; and whatever may matter is noticed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, deckgen
from shared import built_project, once, small_project
from test_cli import change

import deckgen as package
from deckgen.outputs import inputs
from deckgen.outputs.builds import Request, recall
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.manifest import FILE
from deckgen.pipeline import build

TALK, BASICS = "content/seminars/talk.yaml", "content/modules/basics.yaml"
#: What `deckgen build` asks for without arguments.
ALL = Request(formats=frozenset(FORMATS))
PPTX = Request(formats=frozenset({"pptx"}))
CHART = """\
- id: sold
  kind: chart
  title: 팔린 상자
  type: bar
  data: data/sold.csv
  unit: 개
  base: 상자
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The small good project, built in all formats."""
    return built_project(tmp_path / "project")


def _with_themes(folder: Path) -> Path:
    """A project with themes of its own, a table of numbers and a warning, of which the decks are built."""
    home = small_project(folder / "project")
    shutil.rmtree(home / "themes")
    shutil.copytree(ROOT / "themes", home / "themes")
    (home / "content/data").mkdir()
    (home / "content/data/sold.csv").write_text("해,상자\n2025,3\n2026,5\n", encoding="utf-8")
    change(home / BASICS, "- id: how\n", f"{CHART}- id: how\n")
    change(home / TALK, "  - why\n", "  - why\n  - sold\n")
    change(home / TALK, "minutes: 10", "minutes: 4")
    done = deckgen("build", "--to", "pptx", cwd=home)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "1 warning")
    return home


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Such a project."""
    first = once("project-with-themes", _with_themes)
    return Path(shutil.copytree(first / "project", tmp_path / "project"))


def known(home: Path, request: Request = PPTX) -> bool:
    """Whether it is known what building would come to."""
    return recall(home, request, home / "output") is not None


# the same is said


def test_nothing_is_parsed(built):
    """Neither the YAML parser nor what lays out slides is even loaded."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "deckgen", "build"],
        cwd=built,
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert done.returncode == 0 and "deckgen.outputs.builds" in loaded
    assert not {"yaml", "uharfbuzz", "deckgen.pipeline", "deckgen.layout", "deckgen.reading"} & loaded


def test_the_same_is_said(project):
    """Warnings, their places and lines, sizes and minutes are those of the last build."""
    first = deckgen("build", "--to", "pptx", "--force", cwd=project)
    again = deckgen("build", "--to", "pptx", cwd=project)
    assert "warning: the programme takes" in first.stderr and "| minutes: 4" in first.stderr
    assert (again.returncode, again.stderr) == (0, first.stderr)
    last = "all of them are as the last build left it; `--force` makes them again"
    assert again.stdout.splitlines() == [*first.stdout.splitlines(), last]


def test_all_of_a_build_is_told(built):
    """What is told of a build that was made before is what making it again tells."""
    wanted = build(built)
    outcome = recall(built, ALL, built / "output")
    assert outcome is not None and len(outcome.outputs) == 9
    assert outcome.outputs == wanted.outputs


def test_each_request_is_known_by_itself(project):
    """Another language, other formats: each build is remembered beside the others."""
    assert not known(project, PPTX._replace(language="en"))
    assert deckgen("build", "--to", "pptx", "--lang", "en", cwd=project).returncode == 0
    assert known(project) and known(project, PPTX._replace(language="en"))
    change(project / TALK, "minutes: 4", "minutes: 5")
    assert not known(project) and not known(project, PPTX._replace(language="en"))
    assert deckgen("build", "--to", "pptx", cwd=project).returncode == 0
    remembered = json.loads((project / "output" / FILE).read_text(encoding="utf-8"))["builds"]
    assert len(remembered) == 1, "what came of other content is forgotten"


def test_times_do_not_matter(project):
    """A checkout gives every file a new time."""
    for path in project.rglob("*"):
        os.utime(path, (1, 1))
    assert known(project)


def test_a_folder_may_move(project, tmp_path):
    """Where the project lies is in nothing that is built."""
    moved = project.rename(tmp_path / "다른 곳")
    assert known(moved)


# what may matter is noticed


def _append(name: str, text: str = "\n# more\n") -> Callable[[Path], None]:
    def act(home: Path) -> None:
        with (home / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return act


def _same_size_and_time(home: Path) -> None:
    path = home / BASICS
    before = path.stat()
    change(path, "Pack", "Sack")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def _other_picture(home: Path) -> None:
    shutil.copy(ROOT / "src/deckgen/layout/kinds/picture/harbour.png", home / "content/images/dot.png")


def _link_elsewhere(home: Path) -> None:
    """The same bytes behind a link: what leads out of the content is refused, so it may matter."""
    (home / "content/images/dot.png").rename(home / "dot.png")
    (home / "content/images/dot.png").symlink_to(home / "dot.png")


CHANGES = {
    "a seminar": _append(TALK),
    "a module": _append(BASICS),
    "a module of the same size and time": _same_size_and_time,
    "sources": _append("content/sources.yaml"),
    "a new glossary": _append("content/glossary.yaml", "box:\n  ko: 상자\n  en: box\n  definition: 담는 것\n"),
    "new facts": _append("content/facts.yaml", "box: {version: 1.2, checked: 2026-11-27, source: guide}\n"),
    "a new file that looks like content": _append("content/modules/more.yml", "title: x\n"),
    "a table of numbers": _append("content/data/sold.csv", "2027,7\n"),
    "a picture": _other_picture,
    "a link": _link_elsewhere,
    "no picture": lambda home: (home / "content/images/dot.png").unlink(),
    "the theme": _append("themes/openmaru/theme.yaml"),
    "the shared theme": _append("themes/shared/theme.yaml"),
    "a template": _append("themes/shared/web/index.html.j2"),
    "a font of the theme": _append("themes/openmaru/fonts.ttf", "x"),
    "a changed output": _append("output/presenter/talk.ko.pptx", "x"),
    "no output": lambda home: (home / "output/presenter/talk.ko.pptx").unlink(),
    "an output that is a folder": lambda home: (
        (home / "output/presenter/talk.ko.pptx").unlink(),
        (home / "output/presenter/talk.ko.pptx").mkdir(),
    ),
    "no memory": lambda home: (home / "output" / FILE).unlink(),
    "a broken memory": _append(f"output/{FILE}", "x"),
}


@pytest.mark.parametrize("act", CHANGES.values(), ids=CHANGES.keys())
def test_what_is_read_matters(act, project):
    """Any file of content or themes, and any output, is held against the last build."""
    assert known(project)
    (project / "content/images").mkdir(exist_ok=True)
    act(project)
    assert not known(project)


def test_every_option_matters():
    """What is asked for is part of what is remembered: no two of these requests are taken for the same."""
    requests = [
        PPTX,
        PPTX._replace(seminars=("talk",)),
        PPTX._replace(theme="night"),
        PPTX._replace(language="en"),
        PPTX._replace(formats=frozenset({"pptx", "slides"})),
        PPTX._replace(editions=("reader",)),
        PPTX._replace(printing={"paper": "letter"}),
        PPTX._replace(printing={"duplex": True}),
        PPTX._replace(strict=True),
        PPTX._replace(presenter=("reader",)),
        PPTX._replace(fonts="embed"),
    ]
    assert {field for r in requests for field, value in r._asdict().items() if value != getattr(PPTX, field)} == set(
        Request._fields
    )
    assert len({r.key for r in requests}) == len(requests)


def test_the_order_of_formats_does_not_matter():
    """`--to pptx,slides` asks for the same as `--to slides,pptx`."""
    assert Request(formats=frozenset(("a", "b"))).key == Request(formats=frozenset(("b", "a"))).key


def test_strict_makes_the_warning_an_error_again(project):
    """A build that had warnings is not taken for one that may have none."""
    done = deckgen("build", "--to", "pptx", "--strict", cwd=project)
    assert done.returncode == 1 and done.stderr.endswith("1 error: nothing was written\n")


def test_force_makes_all_again(project):
    """`--force` does not ask what is known."""
    before = (project / "output/presenter/talk.ko.pptx").stat().st_mtime_ns
    done = deckgen("build", "--to", "pptx", "--force", cwd=project)
    assert done.returncode == 0 and "as the last build left" not in done.stdout
    assert (project / "output/presenter/talk.ko.pptx").stat().st_mtime_ns > before


@pytest.mark.slow
def test_the_pages_follow_every_build(built):
    """They offer what there is, whichever build made it; what is no longer made is let go; a file that is missed is
    made again."""
    index = built / "output/presenter/index.html"
    assert known(built, ALL) and "talk.en.pptx" not in index.read_text(encoding="utf-8")
    assert deckgen("build", "--to", "pptx", "--lang", "en", cwd=built).returncode == 0
    assert "talk.en.pptx" in index.read_text(encoding="utf-8")
    assert not known(built, ALL), "its page was made anew"
    assert deckgen("build", cwd=built).returncode == 0
    assert known(built, ALL)
    (built / "output/presenter/talk.en.pptx").unlink()
    assert not known(built, ALL)


@pytest.mark.slow
@pytest.mark.parametrize("broken", [[], {"inputs": 1}, None, {"inputs": "x", "written": []}, "x"])
def test_a_broken_memory_of_a_build_is_none(broken, project):
    """A memory whose builds are of another shape is no reason to stop."""
    path = project / "output" / FILE
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["builds"] = {PPTX.key: broken}
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert not known(project)
    done = deckgen("build", "--to", "pptx", cwd=project)
    assert done.returncode == 0 and known(project)


# the program


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """deckgen as a copy; its fonts are links."""
    home = tmp_path / "program" / "deckgen"
    source = Path(package.__file__).parent
    shutil.copytree(source, home, ignore=shutil.ignore_patterns("__pycache__", "fontfiles"))
    (home / "fontfiles").symlink_to(source / "fontfiles")
    return home


def seen(program: Path, *paths: Path) -> list[str]:
    """What a copy of deckgen says of itself: quickly, and by its bytes."""
    script = "from deckgen.outputs import inputs; print(inputs.program_seen(), inputs.program({}))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (program.parent, *paths)))},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split()


def test_the_program_matters(program, tmp_path):
    """A changed module or file of data of deckgen's own; a package beside it in another version."""
    first = seen(program)
    assert first == seen(program)
    _append("layout/page.py")(program)
    second = seen(program)
    assert first[0] != second[0] and first[1] != second[1]
    _append("layout/kinds/cards/example.yaml")(program)
    assert second[0] != seen(program)[0]
    packages = tmp_path / "more-packages"
    (packages / "thing-1.0.dist-info").mkdir(parents=True)
    third = seen(program, packages)
    (packages / "thing-1.0.dist-info").rename(packages / "thing-1.1.dist-info")
    fourth = seen(program, packages)
    assert third[0] != fourth[0] and third[1] != fourth[1]


def test_another_program_builds_again(project, monkeypatch):
    """What another deckgen built is not taken for what this one would."""
    assert known(project)
    monkeypatch.setattr(inputs, "program_seen", lambda: "another")
    assert not known(project)


# what is not looked through


def test_links_in_circles_end(project):
    """A link to the folder above it is looked into once."""
    (project / "content/images/again").symlink_to(project / "content", target_is_directory=True)
    assert inputs.project(project) is not None


def test_what_is_no_file_is_not_opened(project):
    """A pipe has no end."""
    before = inputs.project(project)
    os.mkfifo(project / "content/images/pipe")
    assert inputs.project(project) not in (before, None)


def test_too_many_files_are_not_looked_through(project, monkeypatch):
    """Then a build is not remembered, and made each time."""
    monkeypatch.setattr(inputs, "_MOST_FILES", 5)
    assert inputs.project(project) is None
    assert not known(project)
    assert len(build(project, formats=frozenset({"pptx"})).outputs) == 1
    assert not known(project)
