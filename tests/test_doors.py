"""Whose an output is, and that no folder or page shows what is old beside what is new."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import deckgen
from shared import built_project, small_project
from test_cli import change, written
from test_content import laid_out

from deckgen.outputs.formats import FORMATS
from deckgen.writers.handout.editions import EDITIONS
from deckgen.writers.web.deck import published
from deckgen.writers.web.pages import About, save_as

BASICS, TALK = "content/modules/basics.yaml", "content/seminars/talk.yaml"
INDEX, PAGE = "output/presenter/index.html", "output/audience/talk/index.html"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small good project, not built."""
    return small_project(tmp_path / "project")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The small good project, built in all formats with another edition and the script."""
    return built_project(tmp_path / "project", "--handout", "notes,slides-3,speaker")


def built_again(home: Path, *arguments: str) -> str:
    """Builds, and gives what is said of it."""
    done = deckgen("build", *arguments, cwd=home)
    assert done.returncode == 0, done.stderr
    return done.stderr


def offered(home: Path, page: str) -> set[str]:
    """The files that a page offers, from the output folder, without archives of them."""
    links = re.findall(r'href="([^"#]+)"', (home / page).read_text(encoding="utf-8"))
    paths = (
        (home / page).parent / unquote(link)
        for link in links
        if not link.startswith("data:") and not link.endswith(".zip")
    )
    return {p.resolve().relative_to((home / "output").resolve()).as_posix() for p in paths}


def test_script_and_answers_are_the_presenters():
    """And every file of the deck with its notes; whatever else an edition is, it is for the audience."""
    assert {name for name, edition in EDITIONS.items() if edition.private} == {"speaker", "answers"}


def test_each_file_has_its_place(built):
    """What may be given away is in a folder of its own, for one seminar."""
    assert written(built / "output") == [
        "audience/talk/index.html",
        "audience/talk/talk.ko.handout.pdf",
        "audience/talk/talk.ko.html",
        "audience/talk/talk.ko.jpg",
        "audience/talk/talk.ko.slides-3.pdf",
        "audience/talk/talk.ko.slides.pdf",
        "presenter/index.html",
        "presenter/talk.ko.html",
        "presenter/talk.ko.pptx",
        "presenter/talk.ko.speaker.pdf",
        "presenter/talk.ko.strip.pdf",
    ]
    assert (built / "output/presenter/fonts.zip").is_file() and not list(built.glob("output/**/*.ttf"))


def test_notes_are_on_the_presenters_page_alone(built):
    """The audience's has neither their words nor a place for them."""
    presenters = (built / "output/presenter/talk.ko.html").read_text(encoding="utf-8")
    audiences = (built / "output/audience/talk/talk.ko.html").read_text(encoding="utf-8")
    assert "안녕하세요" in presenters and "<details>" in presenters
    assert "안녕하세요" not in audiences and "<details>" not in audiences
    assert "presenter" not in audiences + (built / PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize("by", ["command", "seminar"])
def test_an_edition_may_be_withheld(by, built):
    """By the command or by the seminar's file; its place changes, and it is in one place only."""
    if by == "command":
        arguments = ["--presenter", "slides-3"]
    else:
        with (built / TALK).open("a", encoding="utf-8") as file:
            file.write("handout: {presenter: [slides-3]}\n")
        arguments = []
    said = built_again(built, "--handout", "notes,slides-3", *arguments)
    found = written(built / "output")
    assert "presenter/talk.ko.slides-3.pdf" in found and "audience/talk/talk.ko.slides-3.pdf" not in found
    assert "note: removed what this build does not make any more:" in said
    assert offered(built, PAGE) == {
        p for p in found if p.startswith("audience/") and not p.endswith(("index.html", ".jpg"))
    }


def test_what_is_made_no_more_is_removed(built):
    """The script of an earlier build is not left beside a newer deck; nor is it offered."""
    change(built / BASICS, "왜 이것이", "왜 저것이")
    said = built_again(built, "--handout", "notes")
    gone = {"presenter/talk.ko.speaker.pdf", "audience/talk/talk.ko.slides-3.pdf"}
    assert not gone & set(written(built / "output"))
    assert all(f"`output/{name}`" in said for name in gone)
    assert built_again(built, "--handout", "notes") == "", "it is told once"


def test_what_somebody_changed_is_left(built):
    """It is theirs then; but no page offers it."""
    path = built / "output/presenter/talk.ko.speaker.pdf"
    path.write_bytes(b"mine")
    said = built_again(built, "--handout", "notes")
    assert path.read_bytes() == b"mine"
    assert "because somebody has changed it: `output/presenter/talk.ko.speaker.pdf`" in said
    assert "presenter/talk.ko.speaker.pdf" not in offered(built, INDEX)


def test_what_is_older_than_the_content_is_not_offered(built):
    """Other formats and languages stay where they are, and are told until they are made again."""
    built_again(built, "--lang", "en")
    both = offered(built, INDEX)
    assert {"presenter/talk.en.pptx", "audience/talk/talk.en.handout.pdf"} <= both
    change(built / BASICS, "왜 이것이", "왜 저것이")
    change(built / BASICS, "Why we need", "Why you need")
    said = built_again(built, "--to", "pptx")
    assert offered(built, INDEX) == {"presenter/talk.ko.pptx"}
    assert offered(built, PAGE) == set()
    assert "note: older than the content, and offered by no page until it is built again: " in said
    assert built_again(built, "--to", "pptx") == said, "it is told until it is so no longer"
    assert "audience/talk/talk.ko.handout.pdf" in written(built / "output")
    assert built_again(built, "--lang", "en") == built_again(built, "--lang", "en")
    assert built_again(built, "--handout", "notes,slides-3,speaker") == ""


def test_what_is_the_same_stays_offered(built):
    """A build of one format alone does not hide the others, if nothing has changed."""
    before = offered(built, INDEX)
    assert built_again(built, "--to", "slides") == ""
    assert offered(built, INDEX) == before


def test_a_seminar_that_is_gone_goes(built):
    """When all are built; a build of another one says that it is there no longer."""
    (built / TALK).rename(built / "content/seminars/other.yaml")
    said = built_again(built, "other", "--to", "pptx")
    assert "note: of a seminar that is not there any more; `deckgen build` removes it: " in said
    assert "older than the content" not in said and "presenter/talk.ko.pptx" in written(built / "output")
    assert offered(built, INDEX) == set() or "presenter/talk.ko.pptx" not in offered(built, INDEX)
    built_again(built)
    assert not [name for name in written(built / "output") if "talk" in name]
    assert not (built / "output/audience/talk").exists()


def test_projects_that_share_a_folder_do_not_touch_each_others_files(built, tmp_path):
    """Nor does the gallery, which is none of the project."""
    second = small_project(tmp_path / "second")
    (second / TALK).rename(second / "content/seminars/mine.yaml")
    before = set(written(built / "output"))
    done = deckgen("build", "-o", str(built / "output"), cwd=second)
    assert done.returncode == 0, done.stderr
    assert before < set(written(built / "output"))
    done = deckgen("gallery", "openmaru", "--to", "slides", "-o", str(built / "output"), cwd=second)
    assert done.returncode == 0, done.stderr
    assert before < set(written(built / "output"))
    assert {"presenter/talk.ko.pptx", "presenter/mine.ko.pptx"} <= offered(built, INDEX)


def test_an_audience_sees_its_own_seminar(project):
    """Of two clients, no page or name of one is in the other's folder."""
    shutil.copy(project / TALK, project / "content/seminars/rival.yaml")
    change(project / "content/seminars/rival.yaml", "한빛상사", "경쟁상사")
    built_again(project, "--to", "web,slides")
    folder = project / "output/audience/talk"
    files = [p for p in folder.rglob("*") if p.is_file()]
    assert len(files) == 4
    for path in files:
        assert "rival" not in path.name and b"rival" not in path.read_bytes()
        assert "경쟁상사".encode() not in path.read_bytes()
    assert "경쟁상사" in (project / INDEX).read_text(encoding="utf-8")


def test_every_format_says_whose_its_files_are(built):
    """No file is without a door, and none stands elsewhere."""
    found = [name for name in written(built / "output") if name != "index.html"]
    assert len(FORMATS) == 5 and len(found) > 8
    assert {name.split("/")[0] for name in found} == {"presenter", "audience"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("안녕, 컨테이너", "안녕, 컨테이너 - 한빛상사 - 2026-12-10 - 유인물.pdf"),
        ('a/b\\c: "d" <e>|f?*', "a b c d e f - 한빛상사 - 2026-12-10 - 유인물.pdf"),
    ],
)
def test_downloads_have_names_for_people(title, name):
    """Title, client, date, and what it is; as every system can write them."""
    about = About("talk", "ko", title, "", "", "한빛상사", "2026년", "2026-12-10", "", "", 10.0, 5, "")
    assert save_as(about, "유인물", "pdf") == name
    assert len(save_as(about._replace(title="가" * 500), "유인물", "pdf").encode()) <= 200
    assert save_as(about._replace(title="..", client="", iso=""), "", "pdf") == "deckgen.pdf"


def test_the_picture_of_a_page_has_a_whole_address():
    """Where the seminar says its own: a chat fetches no other."""
    deck, _, _ = laid_out("five-questions", "ko")
    assert published(deck, f"{deck.id}.ko.jpg") == "https://example.com/seminar/five-questions.ko.jpg"
    assert published(deck._replace(address=None), "말.jpg") == "%EB%A7%90.jpg"
