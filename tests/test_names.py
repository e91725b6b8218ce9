"""Names of files and folders: long ones, those that are the same to another system, hidden ones; and that it does not
matter from where a project is named."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from shared import small_project
from test_errors import run

from deckgen.reading.files import names_in
from deckgen.reading.names import LONGEST, actual, listed, seminar_problems
from deckgen.reading.values import is_slug


@pytest.fixture
def project(tmp_path) -> Path:
    """The small good project, not built yet."""
    return small_project(tmp_path / "project")


def seminar(project: Path, name: str) -> Path:
    """A copy of the project's seminar under another name."""
    path = project / f"content/seminars/{name}.yaml"
    shutil.copy(project / "content/seminars/talk.yaml", path)
    return path


def mac(name: str) -> str:
    """A name as a Mac hands it over."""
    apart = unicodedata.normalize("NFD", name)
    assert apart != name
    return apart


# seminars


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("가" * 80, "the name of this seminar has 240 bytes"),
        ("a" * 250, "the name of this seminar has 250 bytes"),
        ("Talk", "the names `Talk` and `talk` differ in capitals alone"),
        ("TALK", "the names `TALK` and `talk` differ in capitals alone"),
        ("talk.ko", "outputs of the seminar `talk.ko` would be taken for those of `talk`"),
        ("talk.ko.handout", "outputs of the seminar `talk.ko.handout` would be taken for those of `talk`"),
        ("TALK.en", "outputs of the seminar `TALK.en` would be taken for those of `talk`"),
        ("a\x1bb", r"the name `a\x1bb` has a character that cannot be seen"),
        ("a\u202eb", r"the name `a\u202eb` has a character that cannot be seen"),
        ("a\nb", r"the name `a\nb` has a character that cannot be seen"),
        (" ", "a seminar's file needs a name before its ending"),
    ],
    ids=lambda value: ascii(value)[1:20],
)
def test_names_of_seminars_that_outputs_cannot_have(name, told, project):
    """They are told at their file before anything is built."""
    seminar(project, name)
    status, out, report = run(["build", "--to", "pptx"], project)
    assert (status, out) == (1, "")
    assert f": error: {told}" in report and report.startswith("content/seminars/")
    assert not (project / "output").exists()


def test_a_name_is_told_only_where_it_is_built(project):
    """A long name of one seminar is no business of another; one that collides is."""
    seminar(project, "가" * 80)
    assert run(["build", "talk", "--to", "pptx"], project)[0] == 0
    seminar(project, "talk.en")
    assert run(["build", "talk", "--to", "pptx"], project)[0] == 1


@pytest.mark.parametrize(
    "name", ["가" * (LONGEST // 3), "a" * LONGEST, "2026.12 가을", "it's “여기” & <there>", "다른 세미나"]
)
def test_names_of_seminars_that_outputs_have(name, project):
    """Long ones up to the bound, dots, quotes, spaces and Hangul."""
    seminar(project, name)
    status, _, report = run(["build", name, "--to", "pptx"], project)
    assert (status, report) == (0, "")
    assert (project / "output/presenter" / f"{name}.ko.pptx").is_file()


def test_a_name_from_a_mac(project):
    """However the file system and the command line take a Korean name apart, it is one name, and outputs have it in one
    piece."""
    name = "세미나"
    seminar(project, mac(name))
    for given in (name, mac(name), f"content/seminars/{mac(name)}.yaml"):
        assert run(["build", given, "--to", "pptx"], project)[::2] == (0, "")
    assert [p.name for p in (project / "output").rglob("*.pptx")] == [f"{name}.ko.pptx"]
    seminar(project, name)
    status, _, report = run(["build", name, "--to", "pptx"], project)
    assert status == 1
    assert report.startswith(f"content/seminars/{name}.yaml:1:1: error: there are two files `{name}.yaml`")


def test_many_seminars_are_compared_in_one_go():
    """A name is looked up once for each of its dots, not held against all others."""

    class Counted(list):
        walked = 0

        def __iter__(self):
            Counted.walked += 1
            return super().__iter__()

    names = Counted(f"s{n}.{n}" for n in range(2000))
    assert list(seminar_problems(names, names, "content/seminars")) == []
    assert Counted.walked <= 4


# modules and pictures


def test_modules_that_are_one_elsewhere(project):
    """Two modules whose names differ in capitals alone are one file on Windows."""
    modules = project / "content/modules"
    shutil.copy(modules / "basics.yaml", modules / "Basics.yaml")
    status, _, report = run(["build"], project)
    assert status == 1
    assert "content/modules/basics.yaml:1:1: error: the names `Basics` and `basics` differ in capitals alone" in report


def test_a_module_from_a_mac(project):
    """A programme names it as it is written."""
    shutil.move(project / "content/modules/basics.yaml", project / f"content/modules/{mac('기초')}.yaml")
    talk = project / "content/seminars/talk.yaml"
    text = talk.read_text(encoding="utf-8")
    talk.write_text(text + "- {part: 끝, slides: [{module: 기초, without: [hello]}]}\n", encoding="utf-8")
    assert "there is no module" not in run(["build", "--to", "pptx"], project)[2]


def test_a_theme_and_a_project_from_a_mac(project):
    """Both are found in whatever form they are named, and are."""
    home = project.parent / mac("프로젝트")
    project.rename(home)
    (home / "themes/openmaru").rename(home / f"themes/{mac('우리회사')}")
    for theme, folder in (("우리회사", "프로젝트"), (mac("우리회사"), mac("프로젝트"))):
        arguments = ["build", "--to", "pptx", "--theme", theme, "--project", str(project.parent / folder)]
        assert run(arguments, project.parent)[::2] == (0, "")


def test_pictures_from_a_mac(tmp_path):
    """A picture is found in whatever form its name and those of its folders are."""
    path = tmp_path / mac("사진") / mac("앞면.png")
    path.parent.mkdir()
    path.touch()
    assert actual(tmp_path, "사진/앞면.png").samefile(path)
    assert actual(tmp_path, "사진/뒷면.png") == tmp_path / "사진/뒷면.png"


# hidden files


@pytest.mark.parametrize("name", ["._basics", ".basics", "~$basics"])
@pytest.mark.parametrize("folder", ["modules", "seminars"])
def test_hidden_files_are_no_content(name, folder, project):
    """What a Mac or Office leaves beside a file is not read, whatever is in it."""
    (project / f"content/{folder}/{name}.yaml").write_bytes(b"\0\xff")
    (project / f"content/{folder}/{name}.yml").write_bytes(b"\0\xff")
    assert run(["build", "--to", "pptx"], project)[::2] == (0, "")
    assert run(["build", name, "--to", "pptx"], project)[0] == 2


def test_hidden_themes_are_none(project):
    """Nor is a hidden folder a theme."""
    for name in (".night", "우리회사"):
        shutil.copytree(project / "themes/openmaru", project / "themes" / name)
    assert "error: there is no theme `.night`" in run(["build", "--theme", ".night"], project)[2]
    status, out, report = run(["gallery"], project)
    assert (status, out) == (2, "")
    assert report.startswith("error: a theme cannot be called `우리회사`")


def test_a_folder_that_cannot_be_listed(project, monkeypatch):
    """It is told that it cannot be read, not that what is in it does not exist."""
    real = os.listdir

    def refuse(path="."):
        if str(path).endswith(("content/modules", "content/seminars")):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", refuse)
    status, _, report = run(["build", "--to", "pptx", "--force"], project)
    assert status == 1
    assert "error: the folder `content/seminars` cannot be read: permission denied\n" in report
    assert "there is no" not in report


def test_no_folder_has_no_files(tmp_path):
    """A content folder without modules has none."""
    assert listed(tmp_path / "none", names_in(tmp_path / "none"), ".yaml", "content/none").paths == {}


# places


@pytest.mark.parametrize("name", ["with space", "한글 폴더", 'it\'s "quoted"', "[a] *b*"])
def test_a_project_anywhere(name, tmp_path):
    """Spaces, Hangul, quotes and what a shell expands in the project's path; and the outputs are the same bytes,
    whether project and output folder are named from here or from the root, or by a link."""
    home = tmp_path / name
    home.mkdir()
    project = small_project(home / "project")
    (home / "link").symlink_to("project")
    ways = [
        ["--project", "project", "-o", "out-1"],
        ["--project", str(project), "-o", str(home / "out-2")],
        ["--project", "link", "-o", "./project/../out-3"],
    ]
    made = []
    for arguments in ways:
        assert run(["build", "--to", "pptx,slides,web", *arguments], home)[::2] == (0, "")
    for folder in sorted(home.glob("out-*")):
        files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != ".deckgen.json")
        made.append({p.relative_to(folder).as_posix(): p.read_bytes() for p in files})
    assert len(made) == 3 and "presenter/talk.ko.pptx" in made[0]
    assert made[0] == made[1] == made[2]


# ids of the web page


def test_ids_of_a_page_are_not_those_of_slides(project):
    """Whatever slides are called, no id of their page is there twice; none that deckgen makes could be a slide's."""
    names = ["search", "found", "slides", "main", "g1", "b0", "c1", "page"]
    basics = project / "content/modules/basics.yaml"
    extra = "".join(f"- {{id: {name}, kind: statement, title: 가}}\n" for name in names)
    basics.write_text(basics.read_text(encoding="utf-8") + extra, encoding="utf-8")
    talk = project / "content/seminars/talk.yaml"
    text = talk.read_text(encoding="utf-8")
    talk.write_text(f"{text}- {{part: 끝, section: false, slides: [{', '.join(names)}]}}\n", encoding="utf-8")
    status, _, report = run(["build", "--to", "web"], project)
    assert status == 0, report
    page = (project / "output/presenter/talk.ko.html").read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert set(names) <= set(ids)
    assert len(ids) == len(set(ids))
    of_slides = re.findall(r'<li class="card" id="([^"]*)"', page)
    assert all(is_slug(name) for name in of_slides) and len(of_slides) > len(names)
    assert [] == [name for name in ids if name not in of_slides and is_slug(name)]
    uses = re.findall(r'(?:href="#|aria-describedby="|for="|getElementById\(")([^"]*)"', page)
    assert len(uses) > 4 and set(uses) <= set(ids)
