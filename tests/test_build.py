"""What a build promises: the same bytes everywhere, all outputs or none, and never the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from shared import built_project
from test_cli import change, written
from test_errors import HERE, files

from deckgen.gallery import HOME, example
from deckgen.outputs.formats import FORMATS
from deckgen.pipeline import build

#: What a build writes for a seminar.
EVERYTHING = [
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

#: Runs the command and ends with 99 at the first attempt to use a socket, by whichever library.
OFFLINE = """
import os, sys

def forbid(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname" or event == "urllib.Request":
        sys.stderr.write(f"{event} {arguments}\\n")
        sys.stderr.flush()
        os._exit(99)

sys.addaudithook(forbid)
"""
RUN = (
    OFFLINE
    + """
from deckgen.__main__ import main

main()
"""
)


@pytest.fixture
def project(tmp_path) -> Path:
    """The small good project, not built yet."""
    return small(tmp_path / "project")


def small(home: Path) -> Path:
    """The small good project in a folder, with the themes as files of its own."""
    shutil.copytree(HERE / "project", home)
    shutil.copytree(ROOT / "themes", home / "themes")
    return home


@pytest.fixture
def built(tmp_path) -> Path:
    """The small good project, built."""
    return built_project(tmp_path / "project")


def made(home: Path, **wanted) -> dict[str, bytes]:
    """The outputs of a build that has nothing to say."""
    outcome = build(home, **wanted)
    assert outcome.diagnostics == ()
    return files(home / "output")


def command(script: str, home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """A build in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script, "build", *arguments],
        cwd=home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | environment,
        timeout=120,
    )


# the same bytes


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(tmp_path):
    """Two builds in two folders, with other hash seeds, time zones and locales, give identical files."""
    first, second = small(tmp_path / "a"), small(tmp_path / "somewhere" / "else" / "폴더")
    for home, environment in (
        (first, {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8"}),
        (second, {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}),
    ):
        done = command(RUN, home, **environment)
        assert (done.returncode, done.stderr) == (0, "")
    assert files(first / "output") == files(second / "output")
    assert written(first / "output") == EVERYTHING


#: Editions that draw parts of slides, or slides of their own.
DRAWING = ("reader", "workbook", "answers", "summary", "cheatsheet", "speaker")
#: Kinds of slides of which those show more than the picture of the slide.
SHOWN = ("quiz", "flow", "terminal", "table", "compare", "qna", "relation")
COMMANDS = """\
- id: x-commands
  kind: table
  title: 명령
  columns: [일, 명령]
  rows:
  - [도는 것을 본다, '`docker ps`']
  - [지운다, '`docker rm`']
"""


@pytest.fixture
def drawn(project) -> Path:
    """The small good project with slides whose parts handouts show."""
    slides = "".join(f"- id: x-{kind}\n  kind: {kind}\n{example(kind, 'typical')}\n" for kind in SHOWN) + COMMANDS
    # one figure in article and workbook, another in the article only
    for kind, more in (("flow", "exercise: label"), ("relation", "minutes: 2")):
        slides = slides.replace(f"  kind: {kind}\n", f"  kind: {kind}\n  handout: 그림을 봅니다.\n  {more}\n")
    change(project / "content/modules/basics.yaml", "- id: how\n", f"{slides}- id: how\n")
    named = "".join(f"  - x-{kind}\n" for kind in (*SHOWN, "commands"))
    change(project / "content/seminars/talk.yaml", "  - why\n", f"  - why\n{named}")
    change(project / "content/seminars/talk.yaml", "minutes: 10", "minutes: 60\nrhythm: off")
    with (project / "content/sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write((HOME / "sources.yaml").read_text(encoding="utf-8"))
    return project


@pytest.mark.slow
def test_every_output_has_the_same_bytes_however_it_is_made(drawn, monkeypatch):
    """In turn, in reverse, in processes side by side, or alone: what was made before in the same process is in no
    file."""

    slides = frozenset({"pptx", "slides", "strip"})

    def outputs(*editions: str, formats: frozenset[str] = slides | {"handout"}, cores: int = 1) -> dict[str, bytes]:
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(cores)), raising=False)
        shutil.rmtree(drawn / "output", ignore_errors=True)
        made(drawn, formats=formats, editions=editions)
        return {p.name: p.read_bytes() for p in (drawn / "output").rglob("*") if p.suffix in (".pdf", ".pptx")}

    in_turn = outputs(*DRAWING)
    assert len(in_turn) == len(DRAWING) + 3
    assert in_turn == outputs(*reversed(DRAWING))
    assert in_turn == outputs(*DRAWING, cores=2)
    for edition in DRAWING:
        alone = outputs(edition, formats=frozenset({"handout"}))
        assert len(alone) == 1
        assert alone == {name: in_turn[name] for name in alone}, edition
    for format in slides:
        alone = outputs(formats=frozenset({format}))
        assert len(alone) == 1
        assert alone == {name: in_turn[name] for name in alone}, format


@pytest.mark.slow
def test_a_second_build_changes_nothing(built):
    """Who builds twice can tell from the bytes that nothing has changed; the times of the files do not matter."""
    before = files(built / "output")
    for path in built.rglob("*.yaml"):
        os.utime(path, (1, 1))
    assert made(built) == before


@pytest.mark.slow
def test_a_change_of_a_word_changes_every_output(built):
    """What has changed is never taken from the build before."""
    before = files(built / "output")
    change(built / "content/modules/basics.yaml", "왜 이것이 필요할까요", "왜 그것이 필요할까요")
    after = made(built)
    assert after.keys() == before.keys()
    # what names files and their sizes in whole kilobytes; and the picture of the first slide, which has other words
    others = ("fonts.zip", "index.html", ".jpg")
    assert [] == [name for name in before if after[name] == before[name] and not any(n in name for n in others)]


@pytest.mark.slow
def test_the_language_is_in_the_name(project):
    """Korean and English outputs stand beside each other."""
    made(project)
    made(project, language="en")
    assert set(written(project / "output")) == {*EVERYTHING, *(name.replace(".ko.", ".en.") for name in EVERYTHING)}


def test_values_that_yaml_would_change_are_text(project):
    """`no`, `3.10` and `2026` are the words that the author wrote."""
    for old, new in (
        ("왜 이것이 필요할까요, en: Why we need this", "no, en: 'no'"),
        ("상자 하나에 모두 담습니다", "3.10"),
        ("담는다", "2026"),
    ):
        change(project / "content/modules/basics.yaml", old, new)
    from io import BytesIO

    from pptx import Presentation

    deck = Presentation(BytesIO(made(project, formats=frozenset({"pptx"}))["presenter/talk.ko.pptx"]))
    words = {
        p.text for s in deck.slides for shape in s.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs
    }
    assert {"no", "3.10", "2026"} <= words


def test_an_empty_text_is_a_text(project):
    """A cell, or a card without words, may be empty; the deck is sound nonetheless."""
    slide = "kind: cards\n  cards:\n  - {title: '', text: 하나}\n  - {title: '', text: 둘}\n"
    change(
        project / "content/modules/basics.yaml",
        "- id: how\n  kind: bullets\n",
        f"- id: some\n  title: 카드\n  {slide}- id: how\n  kind: bullets\n",
    )
    change(project / "content/seminars/talk.yaml", "  - why\n", "  - why\n  - some\n")
    assert "presenter/talk.ko.pptx" in made(project, formats=frozenset({"pptx"}))


# all or nothing


def test_one_mistake_stops_every_output(project):
    """A seminar with a mistake keeps the others from being written too: outputs belong together."""
    shutil.copy(project / "content/seminars/talk.yaml", project / "content/seminars/other.yaml")
    made(project, formats=frozenset({"pptx"}))
    before = files(project / "output")
    change(project / "content/seminars/other.yaml", "theme: openmaru", "theme: openmaro")
    change(project / "content/modules/basics.yaml", "왜 이것이", "왜 저것이")
    outcome = build(project)
    assert outcome.outputs == ()
    assert files(project / "output") == before


@pytest.mark.slow
@pytest.mark.parametrize("step", ["write", "rename"])
@pytest.mark.parametrize("n", range(len(FORMATS)))
def test_a_fault_leaves_the_last_outputs(n, step, built, monkeypatch):
    """A full disk or a deck that is open elsewhere, at whichever output: all of the last build is there, and nothing
    else."""
    before = files(built / "output")
    change(built / "content/modules/basics.yaml", "왜 이것이", "왜 저것이")
    done = []

    def failing(real):
        def call(first, *rest):
            if step == "write" or Path(first).parent.name == "new":
                done.append(first)
                if len(done) == n + 1:
                    raise OSError(28, "No space left on device", str(first))
            return real(first, *rest)

        return call

    if step == "write":
        monkeypatch.setattr(Path, "write_bytes", failing(Path.write_bytes))
    else:
        monkeypatch.setattr(os, "replace", failing(os.replace))
    with pytest.raises(OSError, match="No space left"):
        build(built)
    monkeypatch.undo()
    assert files(built / "output") == before


def test_a_fault_of_the_first_build_leaves_nothing(project, monkeypatch):
    """Where there were no outputs, there are none afterwards."""
    real = os.replace
    done = []

    def replace(first, second):
        done.append(first)
        if len(done) == 2:
            raise PermissionError(13, "Permission denied", str(first))
        real(first, second)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(PermissionError):
        build(project)
    assert written(project / "output") == []


# never the network


@pytest.mark.slow
def test_a_build_never_opens_the_network(project):
    """All outputs, with links, a picture and a QR code: no socket is opened and no name looked up, by any library."""
    change(
        project / "content/modules/basics.yaml",
        "- id: how\n  kind: bullets\n",
        "- id: end\n  kind: closing\n  title: 끝\n  link: {url: 'https://example.org/talk', label: 자료}\n"
        "  handout: '[더 읽기](https://example.org)'\n- id: how\n  kind: bullets\n",
    )
    change(project / "content/seminars/talk.yaml", "  - why\n", "  - why\n  - end\n")
    done = command(RUN, project)
    assert (done.returncode, done.stderr) == (0, "")
    assert written(project / "output") == EVERYTHING


@pytest.mark.slow
def test_a_theme_cannot_open_the_network_either(project):
    """A template that would fetch is refused before anything is asked of the net."""
    folder = project / "themes/openmaru/handout"
    folder.mkdir()
    (folder / "base.html.j2").write_text(
        '<html lang="ko"><title>x</title><link rel="stylesheet" href="https://example.org/x.css">'
        "<style>@font-face { font-family: x; src: url(https://example.org/x.ttf) }</style>"
        '<img src="https://example.org/x.png" alt="x"><img src="//example.org/y.png" alt="y">'
        '<p style="font-family: x">가</p>',
        encoding="utf-8",
    )
    done = command(RUN, project)
    assert done.returncode == 1, done.stderr
    assert "nothing else is fetched" in done.stderr
    assert written(project / "output") == []


def test_the_watch_would_see_a_socket(project):
    """The two tests above can fail: a process that looks up a name is stopped."""
    done = command(OFFLINE + "\nimport socket\nsocket.create_connection(('192.0.2.1', 9), timeout=0.1)\n", project)
    assert done.returncode == 99
