"""Every file of content and themes passes one door: nothing blocks, nothing leads out, all is told in words."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uharfbuzz as hb
from conftest import ROOT
from PIL import Image
from shared import once, small_project
from test_cli import change
from test_errors import run
from xlsxwriter import Workbook

from deckgen import languages
from deckgen.outputs import inputs
from deckgen.reading.brand import load_brand
from deckgen.reading.files import SORTS, Unreadable, read
from deckgen.reading.fonts import FONT_FILES

#: Seconds after which a test fails: what waits for a pipe waits for ever.
PATIENCE = 60
OWN = "themes/openmaru"
#: A file of each sort that is read, by its path in the project.
FILES = {
    "content/seminars/talk.yaml": "file",
    "content/modules/basics.yaml": "file",
    "content/sources.yaml": "file",
    "content/glossary.yaml": "file",
    "content/facts.yaml": "file",
    "content/images/dot.png": "picture",
    "content/data/sold.csv": "table",
    "content/data/sold.xlsx": "workbook",
    f"{OWN}/theme.yaml": "file",
    f"{OWN}/images/wordmark.svg": "drawing",
    f"{OWN}/images/title.png": "picture",
    f"{OWN}/handout/cover.html.j2": "template",
    f"{OWN}/web/web.css.j2": "template",
    f"{OWN}/fonts/Pretendard-Regular.ttf": "font",
    f"{OWN}/fonts/Pretendard-OFL.txt": "licence",
    "themes/shared/theme.yaml": "file",
    "themes/shared/handout/base.html.j2": "template",
    "themes/shared/web/index.html.j2": "template",
}
FOLDERS = [
    ".",
    "content",
    "content/seminars",
    "content/modules",
    "content/images",
    "content/data",
    "themes",
    OWN,
    f"{OWN}/images",
    f"{OWN}/handout",
    f"{OWN}/web",
    f"{OWN}/fonts",
    "themes/shared",
    "themes/shared/handout",
]
BOOK = "{id: book, kind: chart, title: 팔린 상자, type: bar, data: data/sold.xlsx, unit: 개, base: 상자}"
CHART = "{id: sold, kind: chart, title: 팔린 상자, type: bar, data: data/sold.csv, unit: 개, base: 상자}"


def _make(folder: Path) -> None:
    """A project with a file of each sort."""
    home = small_project(folder / "project")
    shutil.rmtree(home / "themes")
    shutil.copytree(ROOT / "themes", home / "themes")
    (home / "content/data").mkdir()
    (home / "content/data/sold.csv").write_text("해,상자\n2025,3\n2026,5\n", encoding="utf-8")
    with Workbook(home / "content/data/sold.xlsx") as book:
        sheet = book.add_worksheet("상자")
        for n, row in enumerate((("해", "상자"), ("2025", 3), ("2026", 5))):
            sheet.write_row(n, 0, row)
    change(home / "content/modules/basics.yaml", "- id: how\n", f"- {CHART}\n- {BOOK}\n- id: how\n")
    change(home / "content/seminars/talk.yaml", "  - why\n", "  - why\n  - sold\n  - book\n")
    (home / "content/glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    (home / "content/facts.yaml").write_text(FACTS, encoding="utf-8")
    own = home / OWN
    for kind, name in (("handout", "cover.html.j2"), ("web", "web.css.j2")):
        (own / kind).mkdir()
        shutil.copy(ROOT / "themes" / "shared" / kind / name, own / kind / name)
    (own / "fonts").mkdir()
    (own / "fonts/Pretendard-Regular.ttf").write_bytes(_small_font(home))
    (own / "fonts/Pretendard-OFL.txt").write_text("mine", encoding="utf-8")
    Image.new("RGB", (64, 48), "#203040").save(own / "images/title.png")
    change(
        own / "theme.yaml", "layouts:\n  cover:\n    shapes:\n", f"layouts:\n  cover:\n    shapes:\n    - {PICTURE}\n"
    )


def _small_font(home: Path) -> bytes:
    """A font with what is written in a project only: deckgen looks at each glyph of one that a theme brings."""
    words = (
        *home.glob("content/**/*.yaml"),
        *home.glob("themes/*/theme.yaml"),
        *Path(languages.__file__).parent.glob("**/*.py"),
    )
    part = hb.SubsetInput()
    part.unicode_set.update(range(0x20, 0x3000))
    part.unicode_set.update({ord(c) for file in words for c in file.read_text(encoding="utf-8")})
    face = hb.Face(hb.Blob.from_file_path(FONT_FILES / "Pretendard-Regular.ttf"))
    data: bytes = hb.subset(face, part).blob.data
    return data


FACTS = "box: {version: 1.2, checked: 2026-11-27, source: guide}\n"
GLOSSARY = "box: {ko: 상자, en: box, definition: 담는 것}\n"
PICTURE = "{at: [900, 0, 60, 45], image: images/title.png}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Such a project. Its files are links to one copy: what is spoilt is put in place of them."""
    first = once("project-with-all-files", _make)
    return Path(shutil.copytree(first / "project", tmp_path / "project", copy_function=os.link))


@pytest.fixture(autouse=True)
def limit() -> Iterator[None]:
    """Fails what waits."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError(f"this took more than {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Has the rights of files hold for root, too: without the capabilities that pass them over."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    head, kept = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(head, kept) == 0
    fewer = (ctypes.c_uint32 * 6)(*kept)
    fewer[0] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert libc.capset(head, fewer) == 0
    try:
        yield
    finally:
        assert libc.capset(head, kept) == 0


def build(home: Path) -> tuple[int, str]:
    """The command in a project: exit status, what it says."""
    status, _, report = run(["build", "--to", "pptx"], home)
    assert "mistake in deckgen" not in report
    assert "Traceback" not in report
    assert "cannot be written" not in report
    return status, report


def test_the_good_project_is_built(project):
    """What is spoilt below is read, and sound; each sort of file is among it."""
    assert (0, "") == build(project)
    assert set(SORTS) == {*FILES.values(), "table-of-rows"}  # which no build reads: see test_variants_tables
    assert all((project / name).is_file() for name in FILES)


def _socket(path: Path) -> None:
    """A socket that nobody serves; its address may not be long."""
    before = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(path.name)
    os.chdir(before)


def _large(path: Path) -> None:
    """A file that says it has 10 GB and takes up nothing."""
    with path.open("wb") as file:
        file.truncate(10_000_000_000)


def _unreadable(path: Path) -> None:
    path.write_bytes(b"secret")
    path.chmod(0)


SPOILT: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "folder": Path.mkdir,
    "too large": _large,
    "unreadable": _unreadable,
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nowhere": lambda path: path.symlink_to("nowhere"),
    "link out": lambda path: path.symlink_to("/etc/passwd"),
    "link to a device": lambda path: path.symlink_to("/dev/zero"),
    "link to the system's own": lambda path: path.symlink_to("/proc/self/environ"),
    "link to a pipe": lambda path: (os.mkfifo(path.with_name("pipe")), path.symlink_to("pipe")),
}


@pytest.mark.parametrize("spoil", SPOILT)
@pytest.mark.parametrize("name", FILES)
def test_what_cannot_be_read_is_told(name, spoil, project):
    """At the place that names the file, or at the file: in words, at once, and nothing of another file is shown."""
    path = project / name
    path.unlink()
    SPOILT[spoil](path)
    with unprivileged():
        status, report = build(project)
    assert 1 == status
    assert path.name in report
    assert "root:" not in report
    # pipes, sockets and what is too large are not even opened: the digest of the project must not wait either
    with unprivileged():
        inputs.project(project)


@pytest.mark.parametrize("name", FILES)
def test_empty_files_are_no_mistake_of_ours(name, project):
    """Where there may be nothing in a file, all is well; elsewhere it is told."""
    path = project / name
    path.unlink()
    path.touch()
    status, report = build(project)
    assert (status == 0) == (not report) or "warning" in report
    assert status == 0 or path.name in report or "theme" in report


@pytest.mark.parametrize("name", FOLDERS)
def test_folders_that_cannot_be_looked_into_are_told(name, project):
    """Nobody is told that what is in them does not exist."""
    folder = project / name
    before = folder.stat().st_mode
    with unprivileged():
        folder.chmod(0)
        try:
            status, report = build(project) if name != "." else build_from_outside(project)
        finally:
            folder.chmod(before)
    assert status in (1, 2)
    assert "cannot be read: permission denied" in report
    assert "there is no" not in report


def build_from_outside(home: Path) -> tuple[int, str]:
    """The command beside a project that cannot be entered."""
    status, _, report = run(["build", "--to", "pptx", "--project", home.name], home.parent)
    assert "mistake in deckgen" not in report
    return status, report


@pytest.mark.parametrize("name", FILES)
def test_links_within_a_folder_are_followed(name, project):
    """A file may stand elsewhere in its own folder; a theme's folder may be a link as a whole."""
    path = project / name
    other = path.with_name(f"other-{path.name}.bak")
    path.rename(other)
    path.symlink_to(other.name)
    (project / OWN).rename(project / "elsewhere")
    (project / OWN).symlink_to("../elsewhere")
    assert (0, "") == build(project)


def test_a_theme_may_take_templates_of_the_shared_one(project):
    """By a link into its folder; no others."""
    own = project / OWN / "handout/cover.html.j2"
    own.unlink()
    own.symlink_to("../../shared/handout/cover.html.j2")
    assert (0, "") == build(project)
    own.unlink()
    own.symlink_to("../../paper/theme.yaml")
    status, report = build(project)
    assert (1, True) == (status, f"`{OWN}/handout/cover.html.j2` leads out of its folder" in report)


def test_a_project_in_a_folder_that_cannot_be_entered(project):
    """The folder above may be somebody else's."""
    above = project.parent
    before = above.stat().st_mode
    with unprivileged():
        above.chmod(0)
        try:
            status, _, report = run(["build", "--project", str(project)], Path("/"))
        finally:
            above.chmod(before)
    assert (2, True) == (status, "cannot be read: permission denied" in report)


@pytest.mark.parametrize("name", FILES)
def test_what_is_built_of_is_what_is_looked_at(name, project):
    """Whether something has changed is told by every file that is read, also where it is a link."""
    path = project / name
    other = path.with_name(f"{path.name}.other")
    path.rename(other)
    path.symlink_to(other.name)
    before = inputs.project(project)
    data = other.read_bytes()
    other.unlink()  # the file is shared with other tests
    other.write_bytes(data + b"\n")
    assert before != inputs.project(project)


def test_no_more_is_read_than_a_file_says_it_has(tmp_path):
    """What says that it is empty may have no end: files of the system do."""
    sort = SORTS["file"]
    assert b"" == read(Path("/proc/self/status"), sort, Path("/proc"))
    (tmp_path / "a").write_bytes(b"abc")
    assert b"abc" == read(tmp_path / "a", sort, tmp_path)
    with pytest.raises(Unreadable) as e:
        read(tmp_path / "a", sort, tmp_path / "b")
    assert "outside" == e.value.reason


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 5_000, "a/" * 3_000, "file/below"])
def test_names_that_no_file_can_have(name, tmp_path):
    """They are told as what is not there or cannot be read."""
    (tmp_path / "file").touch()
    with pytest.raises(Unreadable) as e:
        read(tmp_path / name, SORTS["file"], tmp_path)
    assert e.value.reason in ("missing", "special")


@pytest.mark.parametrize("sort", SORTS.values(), ids=list(SORTS))
def test_sizes_are_asked_before_reading(sort, tmp_path):
    """As much as a sort of file may have, and one byte more."""
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(sort.most)
    assert sort.most == len(read(path, sort, tmp_path))
    with path.open("wb") as file:
        file.truncate(sort.most + 1)
    with pytest.raises(Unreadable) as e:
        read(path, sort, tmp_path)
    message, hint = e.value.explained("`file`", sort)
    assert ("large", True) == (e.value.reason, str(message).startswith("`file` has ")) and hint


def test_the_licence_does_not_depend_on_where_the_project_is(project, monkeypatch):
    """The theme's own is taken before that which came with deckgen, however the project's folder is named."""
    monkeypatch.chdir(project)
    licences = []
    for themes in (Path("themes"), project / "themes", Path("../project/themes")):
        brand, _, _ = load_brand([themes], "openmaru", None)
        assert brand
        licences.append({licence.name: licence.data for licence in brand.licences})
    assert licences[0] == licences[1] == licences[2]
    assert b"mine" == licences[0]["Pretendard-OFL.txt"]
    assert {"Pretendard-OFL.txt", "JetBrainsMono-LICENSE.txt"} == set(licences[0])
