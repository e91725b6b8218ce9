"""The command in a terminal and in a shell: streams that are closed, full or broken, signals, control sequences in what
it is given, messages of a sensible length."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import deckgen
from shared import built_project, small_project
from test_errors import run

from deckgen.diagnostics import Diagnostic, Span, cells, explain, harmless

COMMAND = f"'{sys.executable}' -m deckgen"


@pytest.fixture
def project(tmp_path) -> Path:
    """The small good project, not built yet."""
    return small_project(tmp_path / "project")


def shell(line: str, cwd: Path, **more: str) -> tuple[int, str, str]:
    """A line in bash, `deckgen` standing for the command: exit status, standard output, standard error."""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line.replace("deckgen ", f"{COMMAND} ")],
        cwd=cwd,
        capture_output=True,
        text=True,
        env=os.environ | more,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


# streams

FULL = (
    "error: standard output cannot be written: no space left on device\n"
    "      = see where it is sent to, and whether there is room; what was built is in its folder\n"
)
BUILD = "deckgen build --to pptx,slides"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{BUILD} >&-", (0, "", "")),
        (f"{BUILD} >&- 2>&- <&-", (0, "", "")),
        (f"{BUILD} 2>&- | wc -l", (0, "4\n", "")),
        (f"{BUILD} > /dev/full", (1, "", FULL)),
        (f"{BUILD} > /dev/full 2>&1", (1, "", "")),
        (f"{BUILD} | true", (0, "", "")),
        ("deckgen --help > /dev/full", (1, "", FULL)),
        ("deckgen build --help >&-", (0, "", "")),
        ("deckgen schema module | head -c 1", (0, "{", "")),
        ("deckgen bild 2> /dev/full", (2, "", "")),
        ("deckgen bild 2>&-", (2, "", "")),
        ("deckgen bild 2>&1 >&- | head -c 5", (2, "error", "")),
    ],
)
def test_streams_that_take_nothing(line, expected, tmp_path):
    """A closed or full stream, or a reader that goes away, is no traceback, and changes a status only where something
    that was to be printed is lost."""
    assert shell(line, built_project(tmp_path / "project", "--to", "pptx,slides")) == expected


def test_a_closed_output_is_no_place_for_files(project):
    """With its standard streams closed, a build writes what it always writes: no output gets their numbers."""
    assert shell("deckgen build --to pptx,slides -o closed <&- >&- 2>&-", project)[0] == 0
    assert run(["build", "--to", "pptx,slides", "-o", "open"], project)[0] == 0
    names = ["presenter/talk.ko.pptx", "audience/talk/talk.ko.slides.pdf"]
    for name in names:
        assert (project / "closed" / name).read_bytes() == (project / "open" / name).read_bytes()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_is_not_utf_8(encoding, project):
    """Where Korean letters cannot be shown they come as escapes."""
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    status, _, report = shell("deckgen build talk 없음", project, **plain)
    assert status == 2
    assert re.fullmatch(r"error: there is no seminar `(\\u[0-9a-f]{4}){2,6}`\n      = .*\n", report)


# signals


def interrupted(code: str, cwd: Path) -> tuple[int, str, str]:
    """Python code with the command as `main` and `stop(signal)` that sends this process a signal."""
    head = (
        "import os, signal, sys\n"
        "from deckgen.__main__ import main\n"
        "def stop(name='SIGINT'): os.kill(os.getpid(), getattr(signal, name))\n"
        "sys.argv[1:] = ['build', '--to', 'pptx', '--force']\n"
    )
    done = subprocess.run([sys.executable, "-c", head + code], cwd=cwd, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "moment",
    [
        "stop(NAME)",
        "import deckgen.cli, deckgen.pipeline\n"
        "def build(*a, **k):\n try: stop(NAME)\n except BaseException: pass\n"
        "deckgen.pipeline.build = build\nmain()",
        "import deckgen.pipeline.stages\n"
        "class Dying:\n def __del__(self): stop(NAME)\n"
        "def compose(*a, **k): Dying()\n"
        "deckgen.pipeline.stages.compose = compose\nmain()",
        "import deckgen.outputs.saving as saving\nsaving._forward = lambda *a: stop(NAME)\nmain()",
        "import deckgen.streams as streams\nstreams.flush = lambda: stop(NAME)\nmain()",
    ],
    ids=["imports", "where all is caught", "in a finalizer", "saving", "at the end"],
)
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_ends_the_command_anywhere(moment, name, status, tmp_path):
    """Whatever is being done when Ctrl-C comes: no traceback, the shell's status, the last outputs intact."""
    home = built_project(tmp_path / "project", "--to", "pptx,slides")
    before = (home / "output/presenter/talk.ko.pptx").read_bytes()
    got, _, report = interrupted(moment.replace("NAME", repr(name)), home)
    assert (got, report) == (status, "")
    assert (home / "output/presenter/talk.ko.pptx").read_bytes() == before


def test_a_signal_waits_for_what_is_done_as_a_whole(tmp_path):
    """What is held is done to its end; a second signal does not wait; what was begun is undone, in any case."""
    code = (
        "from deckgen.interrupts import held, undone\n"
        "with undone(lambda: print('undone', flush=True)), held():\n"
        "    stop()\n    print('held', flush=True)\nprint('never')"
    )
    assert interrupted(code, tmp_path) == (130, "held\nundone\n", "")
    assert interrupted(code.replace("    stop()\n", "    stop()\n    stop('SIGTERM')\n"), tmp_path)[:2] == (
        143,
        "undone\n",
    )


def test_what_is_to_be_ignored_is_ignored(project):
    """In a script's background, Ctrl-C is for others."""
    done = subprocess.run(
        ["bash", "-c", f"trap '' INT; exec '{sys.executable}' -c 'import os, signal, deckgen.__main__; "
         "os.kill(os.getpid(), signal.SIGINT); print(1)'"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "1\n")


def test_the_gallery_leaves_no_folder(tmp_path, project):
    """Its content stands in a temporary folder, which goes when it is stopped."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    code = (
        f"import tempfile; tempfile.tempdir = {str(temporary)!r}\n"
        "import deckgen.pipeline.gallery as gallery\n"
        "def build(*a, **k): print(len(os.listdir(tempfile.tempdir)), flush=True); stop()\n"
        "gallery.build = build\nsys.argv[1:] = ['gallery', 'openmaru']\nmain()"
    )
    assert interrupted(code, project) == (130, "1\n", "")
    assert list(temporary.iterdir()) == []


# what a terminal would obey

HOSTILE = "\x1b[31m\x07\x9b2J\u202eab\r\u2066\u200b\ud800\n0 errors"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def test_nothing_that_a_terminal_obeys():
    """Controls and what turns the direction of writing are escaped; all that people write stays."""
    assert harmless("가 나 café 🚀 a\u00a0b") == "가 나 café 🚀 a\u00a0b"
    assert harmless("a\tb\nc") == "a\\tb\nc"
    assert not OBEYED.search(harmless(HOSTILE, ""))
    assert "\n" not in harmless(HOSTILE, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", HOSTILE],
        ["build", "--theme", HOSTILE],
        ["build", "--lang", HOSTILE],
        ["build", "--to", HOSTILE],
        ["build", "--handout", HOSTILE],
        ["build", "--paper", HOSTILE],
        ["build", "--bleed", HOSTILE],
        ["build", "--project", HOSTILE.replace("\ud800", "")],
        ["build", f"--{HOSTILE}"],
        ["schema", HOSTILE],
        ["gallery", HOSTILE],
        [HOSTILE],
    ],
    ids=lambda arguments: " ".join(arguments[:2]).encode("ascii", "ignore").decode().strip()[:16],
)
def test_arguments_are_shown_harmlessly(arguments, project):
    """Nothing of an argument steers the terminal or adds a line to the report."""
    status, out, report = run(arguments, project)
    assert (status, out) == (2, "")
    assert not OBEYED.search(report)
    assert len(report.splitlines()) == 2
    assert r"\x1b[31m" in report.lower()


def test_cells_and_names_of_files_are_shown_harmlessly(project):
    """Neither a cell of a CSV file nor the name of a file steers the terminal."""
    (project / "content/data").mkdir()
    (project / "content/data/n.csv").write_text("a,b\nx,\x1b[2J\u202e1\n", encoding="utf-8")
    (project / "content/modules/\x1b[31m.yaml").write_text("title: a\nslides: 1\n", encoding="utf-8")
    basics = project / "content/modules/basics.yaml"
    slide = "- {id: c, kind: chart, title: 가, type: column, data: data/n.csv, takeaway: 나}\n"
    basics.write_text(basics.read_text(encoding="utf-8") + slide, encoding="utf-8")
    talk = project / "content/seminars/talk.yaml"
    talk.write_text(talk.read_text(encoding="utf-8").rstrip() + "\n- {part: 끝, slides: [c]}\n", encoding="utf-8")
    status, _, report = run(["build"], project)
    assert status == 1
    assert r"content/modules/\x1b[31m.yaml:" in report
    assert not OBEYED.search(report)


def test_the_caret_stays_under_its_character():
    """Whatever stands before it on the line: wide letters, letters from a Mac, what combines, what is not shown."""
    for before in ("가나", "\u1100\u1161\u11a8", "e\u0301", "\x1b[31m\u202e", "\t"):
        line = f"{before}X"
        place = Span("a", 1, len(line), len(line) + 1)
        report = explain(Diagnostic("error", "m", place), lambda path, n, line=line: line)
        _, shown, caret = report.splitlines()
        assert cells(shown[: shown.index("X")]) == caret.index("^")


@pytest.mark.parametrize("arguments", [["build", "가" * 4000], ["build", "`a" * 4000], ["build", f"--{'a' * 4000}"]])
def test_messages_have_a_sensible_length(arguments, project):
    """What is long is shortened in the middle: both its ends tell it."""
    status, _, report = run(arguments, project)
    assert status == 2 and "…" in report
    assert max(map(len, report.splitlines())) <= 1010


# wrong uses


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bleed", "nan"],
        ["--bleed", "inf"],
        ["--bleed=-inf"],
        ["--bleed", ""],
        ["--to", ""],
        ["--to", ","],
        ["--handout", " , "],
        ["--project", ""],
        ["--project", "content/sources.yaml"],
        ["--project", "a" * 4000],
        ["--project", "content"],
        ["-o", ""],
        ["-o", "content/sources.yaml"],
        ["-o", "content/sources.yaml/a/b"],
        ["-o", "a" * 256],
        ["--theme", ""],
        ["--theme", "../themes/night"],
        ["--lang", ""],
        ["--no-such"],
        [""],
        ["elsewhere/talk"],
        ["elsewhere/content/seminars/talk.yaml"],
        ["talk/"],
        ["../talk"],
    ],
    ids=lambda arguments: " ".join(arguments)[:30] or "nothing",
)
def test_every_wrong_use_has_status_2(arguments, project):
    """A script tells what is wrong with its own line from what is wrong with the content."""
    status, out, report = run(["build", *arguments], project)
    assert (status, out) == (2, "")
    assert report.startswith("error: ")
    assert not (project / "output").exists()


def test_the_gallery_makes_no_download_page(project):
    """Its page would stand in the place of the seminars'."""
    assert run(["gallery", "openmaru", "--to", "web"], project)[:2] == (2, "")
    assert not (project / "output").exists()


def test_help_says_what_a_status_means(tmp_path):
    """The statuses are documented where one looks for them."""
    result = deckgen("--help", cwd=tmp_path)
    assert all(f"{number} " in result.stdout for number in (0, 1, 2, 130, 143))
    assert signal.SIGINT + 128 == 130 and signal.SIGTERM + 128 == 143
