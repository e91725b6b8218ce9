"""The command as people use it: what it prints, where it writes, how it ends."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import deckgen
from shared import small_project
from test_errors import run

from deckgen import __version__


@pytest.fixture
def project(tmp_path) -> Path:
    """The small good project, not built yet."""
    return small_project(tmp_path / "project")


def written(folder: Path) -> list[str]:
    """The names of the files below a folder, without archives of them and what deckgen remembers of it."""
    paths = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return sorted(p.as_posix() for p in paths if p.name != ".deckgen.json" and p.suffix != ".zip")


def change(path: Path, old: str, new: str) -> None:
    """Replaces a piece of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_version(tmp_path):
    """`--version` says name and version, and nothing else."""
    assert run(["--version"], tmp_path) == (0, f"deckgen {__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["build", "--help"], ["build", "-h"]])
def test_help_shows_examples(arguments, tmp_path):
    """Help has examples that can be typed as they stand."""
    status, out, said = run(arguments, tmp_path)
    assert (status, said) == (0, "")
    assert "Examples:\n    deckgen build " in out
    assert "deckgen build five-questions --lang en" in out


def test_help_names_every_option(tmp_path):
    """Nothing that the command can do is hidden."""
    _, out, _ = run(["build", "--help"], tmp_path)
    for option in ("--theme", "--lang", "--to", "-o, --output", "--paper", "--strict", "--project"):
        assert option in out


def test_no_command_shows_the_help(tmp_path):
    """Who types only `deckgen` is told what there is; that is a wrong use, so a script stops."""
    status, out, said = run([], tmp_path)
    assert (status, out) == (2, "")
    assert said == run(["--help"], tmp_path)[1]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["build", "--to", "pptx"], ["build", "--theme", "night", "--paper", "a9"]])
def test_a_run_in_a_loaded_process_is_one_like_any_other(arguments, project):
    """What other tests run as the command (`command.py`) ends, says and writes as one that was started."""
    environment = os.environ | {"COLUMNS": "60"}
    command = [sys.executable, "-m", "deckgen", *arguments]
    started = subprocess.run(
        command, cwd=project, capture_output=True, encoding="utf-8", env=environment, check=False, timeout=60
    )
    files = {name: (project / "output" / name).read_bytes() for name in written(project / "output")}
    shutil.rmtree(project / "output", ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "60")
        loaded = deckgen(*arguments, cwd=project)
    assert (started.returncode, started.stdout, started.stderr) == (loaded.returncode, loaded.stdout, loaded.stderr)
    assert files == {name: (project / "output" / name).read_bytes() for name in written(project / "output")}
    assert bool(files) == (loaded.returncode == 0)


@pytest.mark.slow
def test_a_build_prints_a_table_and_nothing_else(project):
    """Standard output is one aligned line for each output, without colours; standard error is empty."""
    result = deckgen("build", cwd=project)
    assert (result.returncode, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout
    head, *rows = result.stdout.splitlines()
    assert head.split() == ["file", "size", "minutes"]
    wanted = [
        r"output/presenter/talk\.ko\.pptx +5 slides +\d+ kB  5 of 10",
        r"output/audience/talk/talk\.ko\.slides\.pdf +5 slides +\d+ kB  5 of 10",
        r"output/presenter/talk\.ko\.strip\.pdf +1 page +\d+ kB  5 of 10",
        r"output/audience/talk/talk\.ko\.handout\.pdf +\d+ pages?, \d+ sheets?, \d+ % apparatus +\d+ kB  5 of 10",
        r"output/audience/talk/talk\.ko\.html +5 slides +\d+ kB  5 of 10",
        r"output/presenter/talk\.ko\.html +5 slides +\d+ kB  5 of 10",
        r"output/audience/talk/talk\.ko\.jpg +1 slide +\d+ kB  5 of 10",
        r"output/presenter/index\.html +\d+ kB",
        r"output/audience/talk/index\.html +\d+ kB",
    ]
    assert len(wanted) == len(rows)
    for row, pattern in zip(rows, wanted, strict=True):
        assert re.fullmatch(pattern, row), row
    assert len({line.index(" kB") for line in rows}) == 1, "aligned"
    assert written(project / "output") == [
        "audience/talk/index.html",
        "audience/talk/talk.ko.handout.pdf",
        "audience/talk/talk.ko.html",
        "audience/talk/talk.ko.jpg",
        "audience/talk/talk.ko.slides.pdf",
        "presenter/index.html",
        "presenter/talk.ko.html",
        "presenter/talk.ko.pptx",
        "presenter/talk.ko.strip.pdf",
    ]


def test_it_runs_from_anywhere(project, tmp_path):
    """`--project` names the project; outputs go into its own folder."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    status, out, said = run(["build", "--project", str(project), "--to", "pptx"], elsewhere)
    assert (status, said) == (0, "")
    assert f"{project}/output/presenter/talk.ko.pptx" in out, "a path that can be opened from here"
    assert written(project / "output") == ["presenter/talk.ko.pptx"]
    assert written(elsewhere) == []


def test_output_goes_where_it_is_wanted(project):
    """`--output` makes the folders that are missing."""
    status, out, _ = run(["build", "--to", "pptx", "-o", "a/b/c"], project)
    assert status == 0 and "a/b/c/presenter/talk.ko.pptx" in out
    assert written(project / "a" / "b" / "c") == ["presenter/talk.ko.pptx"]
    assert written(project / "output") == []


@pytest.mark.parametrize(
    ("to", "names"),
    [
        ("pptx", ["presenter/talk.ko.pptx"]),
        ("slides", ["audience/talk/talk.ko.slides.pdf"]),
        ("slides, pptx", ["audience/talk/talk.ko.slides.pdf", "presenter/talk.ko.pptx"]),
        ("pptx,pptx,", ["presenter/talk.ko.pptx"]),
    ],
)
def test_to_makes_only_what_is_asked_for(to, names, project):
    """`--to` takes a list, in any order."""
    assert run(["build", "--to", to], project)[0] == 0
    assert written(project / "output") == names


def test_other_outputs_stay(project):
    """A build of one seminar in one language leaves all else in the folder alone."""
    (project / "output").mkdir()
    (project / "output" / "mine.txt").write_text("mine", encoding="utf-8")
    run(["build", "--to", "pptx"], project)
    run(["build", "--to", "pptx", "--lang", "en"], project)
    assert written(project / "output") == ["mine.txt", "presenter/talk.en.pptx", "presenter/talk.ko.pptx"]
    assert (project / "output" / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["talk", "talk.yaml", "content/seminars/talk.yaml"])
def test_a_seminar_is_named_as_it_comes(name, project):
    """A seminar's name, its file's, and its path (as a shell completes it) mean the same."""
    shutil.copy(project / "content/seminars/talk.yaml", project / "content/seminars/other.yaml")
    assert run(["build", name, "--to", "pptx"], project)[0] == 0
    assert written(project / "output") == ["presenter/talk.ko.pptx"]


def test_without_a_name_every_seminar_is_built(project):
    """`deckgen build` builds them all; a seminar that is named twice is built once."""
    shutil.copy(project / "content/seminars/talk.yaml", project / "content/seminars/다른 세미나.yaml")
    status, _, said = run(["build", "--to", "pptx"], project)
    assert (status, said) == (0, "")
    assert written(project / "output") == ["presenter/talk.ko.pptx", "presenter/다른 세미나.ko.pptx"]
    assert len(run(["build", "talk", "talk", "--to", "pptx", "--force"], project)[1].splitlines()) == 2


def test_a_warning_stops_nothing(project):
    """Warnings are reported and the deck is built; the text stands in the smallest size."""
    change(project / "content/seminars/talk.yaml", "minutes: 10", "minutes: 4")
    status, out, said = run(["build", "--to", "pptx"], project)
    assert status == 0 and "talk.ko.pptx" in out
    assert said == (
        "content/seminars/talk.yaml:3:10: warning: the programme takes 5 minutes (5 of talk, 0 for questions),"
        " 1 more than the seminar has\n"
        "    3 | minutes: 4\n"
        "      |          ^\n"
        "      = leave slides out, or give the seminar more minutes\n"
        "\n"
        "1 warning\n"
    )


def test_strict_makes_warnings_errors(project):
    """What people look over, a server of builds must not."""
    change(project / "content/seminars/talk.yaml", "minutes: 10", "minutes: 4")
    status, out, said = run(["build", "--to", "pptx", "--strict"], project)
    assert (status, out) == (1, "")
    assert ": error: the programme takes 5 minutes" in said and said.endswith("\n1 error: nothing was written\n")
    assert written(project / "output") == []


def test_a_thousand_mistakes_are_not_all_printed(project):
    """The first hundred are told, the rest are counted: they have one cause."""
    slides = "".join(f"- {{id: s-{n}, kind: statment, title: 장}}\n" for n in range(250))
    (project / "content/modules/many.yaml").write_text(f"title: 많음\nslides:\n{slides}", encoding="utf-8")
    status, _, said = run(["build"], project)
    assert status == 1
    assert said.count("there is no kind `statment`") == 100
    assert said.endswith("\n… and 150 more\n\n250 errors: nothing was written\n")


def test_mistakes_stand_in_the_order_of_files_and_lines(project):
    """Reports of one file stand together, from top to bottom."""
    change(project / "content/modules/basics.yaml", "kind: bullets", "kind: bulets")
    change(project / "content/modules/basics.yaml", "kind: statement", "kind: statment")
    change(project / "content/seminars/talk.yaml", "language: ko", "language: kr")
    places = re.findall(r"^(\S+):(\d+):\d+: error", run(["build"], project)[2], re.MULTILINE)
    assert places == sorted(places) and len(places) == 3


def test_a_terminal_that_cannot_show_a_letter_is_no_reason_to_stop(project):
    """On an old Korean terminal the report comes with escapes, not as a crash."""
    encoding = "cp949"
    change(project / "content/modules/basics.yaml", "title: {ko: 세 걸음", "title: {kr: 세 걸음 🚀")
    done = subprocess.run(
        [sys.executable, "-m", "deckgen", "build"],
        cwd=project,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        timeout=60,
    )
    assert done.returncode == 1
    said = done.stderr.decode(encoding)
    assert "\\U0001f680" in said and said.rstrip().endswith("1 error: nothing was written")


def broken(*arguments, **more):
    """A part of deckgen with a mistake in it."""
    raise ZeroDivisionError("division by zero")


#: Where something of ours is broken, and what is said of it.
CRASHES = [
    ("deckgen.reading.project.Project.read", r"deckgen stopped at pipeline/stages\.py:\d+"),
    (
        "deckgen.pipeline.stages.compose",
        r"deckgen stopped while composing the seminar `talk` at pipeline/stages\.py:\d+",
    ),
    ("deckgen.pipeline.stages.draw", r"deckgen stopped while laying out the seminar `talk` at pipeline/stages\.py:\d+"),
    (
        "deckgen.writers.slides.write_structure",
        r"deckgen stopped while making `audience/talk/talk\.ko\.slides\.pdf` of the seminar `talk` "
        r"at writers/slides\.py:\d+",
    ),
]


@pytest.mark.parametrize("formats", ["slides", "pptx,slides"], ids=["in this process", "in a worker"])
@pytest.mark.parametrize(("place", "head"), CRASHES)
def test_a_mistake_of_ours_is_no_traceback(place, head, formats, project, monkeypatch):
    """Should deckgen itself fail, in this process or in a worker, the author is told that it is not the content, what
    was being done, and where it happened."""
    monkeypatch.setattr(place, broken)
    status, out, said = run(["build", "--to", formats], project)
    assert (status, out) == (1, "")
    assert re.fullmatch(
        rf"error: {head}: ZeroDivisionError: division by zero\n"
        r"      = this is a mistake in deckgen \d+\.\d+\.\d+, not in your content; please report it as "
        r"CONTRIBUTING\.md says, with what the same command says with `--debug`\n\n"
        r"1 error: nothing was written\n",
        said,
    ), said
    assert written(project / "output") == []


@pytest.mark.parametrize("formats", ["slides", "pptx,slides"], ids=["in this process", "in a worker"])
@pytest.mark.parametrize(("place", "head"), CRASHES)
def test_debug_shows_the_traceback(place, head, formats, project, monkeypatch):
    """With `--debug` the traceback of where it happened stands above, also where that was in a worker."""
    monkeypatch.setattr(place, broken)
    status, _, said = run(["build", "--to", formats, "--debug"], project)
    assert status == 1
    traceback, _, report = said.rpartition("\n\nerror: ")
    lines = traceback.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1] == "ZeroDivisionError: division by zero"
    assert any(re.search(r'test_cli\.py", line \d+, in broken', line) for line in lines)
    assert re.match(head, report) and "please report it as CONTRIBUTING.md says, with all that stands above" in report


def test_a_gallery_shows_its_traceback_too(project, monkeypatch):
    """`--debug` is an option of every command that builds."""
    monkeypatch.setattr("deckgen.pipeline.stages.compose", broken)
    plain = run(["gallery", "openmaru", "--to", "pptx"], project)
    assert plain[0] == 1 and "Traceback" not in plain[2] and "what the same command says with `--debug`" in plain[2]
    status, _, said = run(["gallery", "openmaru", "--to", "pptx", "--debug"], project)
    assert status == 1 and said.startswith("Traceback (most recent call last):")


def test_ctrl_c_ends_quietly(project, monkeypatch):
    """Who stops a build sees no traceback; a script sees 130, as of any program."""

    def stopped(*arguments, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr("deckgen.pipeline.build", stopped)
    status, out, said = run(["build"], project)
    assert (status, out, said.strip()) == (130, "", "")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            PermissionError(13, "Permission denied"),
            "permission denied\n      = close it where it is open, or name another folder with --output",
        ),
        (
            OSError(28, "No space left on device"),
            "no space left on device\n      = make room, or name another folder with --output",
        ),
        (OSError(30, "Read-only file system"), "read-only file system\n      = name another folder with --output"),
    ],
)
def test_an_output_that_cannot_be_written(fault, said, project, monkeypatch):
    """The report names the file, says why, and what to do."""

    def refuse(path, data):
        fault.filename = str(path)
        raise fault

    monkeypatch.setattr(Path, "write_bytes", refuse)
    status, out, report = run(["build", "--to", "pptx"], project)
    assert (status, out) == (1, "")
    assert re.fullmatch(
        r"error: `output/[^`]*` cannot be written: " + re.escape(said) + "\n\n1 error: nothing was written\n", report
    ), report


@pytest.mark.parametrize("what", ["seminar", "module", "sources", "glossary", "facts", "theme"])
def test_schemas_are_json(what, tmp_path):
    """Editors complete YAML from what `deckgen schema` prints."""
    import json

    status, out, said = run(["schema", what], tmp_path)
    assert (status, said) == (0, "")
    assert json.loads(out)["title"] == f"deckgen {what}"
