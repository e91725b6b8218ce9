"""Archives to download: what is behind a door of a seminar, and fonts, each in one file."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from conftest import brand, deckgen
from shared import built_project
from test_cli import change

from deckgen.outputs import archives

AUDIENCE, PRESENTER = "output/audience/talk/talk.audience.zip", "output/presenter/talk.presenter.zip"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The small good project, built in all formats with another edition and the script."""
    return built_project(tmp_path / "project", "--handout", "notes,slides-3,speaker")


def held(archive: Path) -> dict[str, bytes]:
    """What an archive holds, by what each file is: the last part of its name."""
    with ZipFile(archive) as file:
        assert file.testzip() is None
        return {name.rpartition(" - ")[2]: file.read(name) for name in file.namelist()}


def test_each_door_is_one_file(built):
    """Under names for people; the audience's has nothing of the presenter's; pages link to it, and other builds renew
    or remove it."""
    ours, theirs = held(built / AUDIENCE), held(built / PRESENTER)
    assert set(ours) == {"발표 자료 PDF.pdf", "유인물.pdf", "슬라이드 (3장씩).pdf"}
    assert set(theirs) == {"파워포인트 발표 자료.pptx", "슬라이드 한눈에 보기.pdf", "발표자 대본.pdf"}
    assert ours["유인물.pdf"] == (built / "output/audience/talk/talk.ko.handout.pdf").read_bytes()
    for page in ("output/audience/talk/index.html", "output/presenter/index.html"):
        links = re.findall(r'href="([^"]+\.zip)"', (built / page).read_text(encoding="utf-8"))
        assert len(links) == (3 if "presenter" in page else 1)
        assert all(((built / page).parent / unquote(link)).is_file() for link in links)

    before = (built / AUDIENCE).read_bytes()
    assert deckgen("build", "--handout", "notes,slides-3,speaker", "--force", cwd=built).returncode == 0
    assert (built / AUDIENCE).read_bytes() == before, "no clock is read"
    change(built / "content/modules/basics.yaml", "왜 이것이", "왜 저것이")
    assert deckgen("build", "--handout", "notes", cwd=built).returncode == 0
    assert set(held(built / AUDIENCE)) == {"발표 자료 PDF.pdf", "유인물.pdf"}
    assert (built / AUDIENCE).read_bytes() != before
    change(built / "content/modules/basics.yaml", "왜 저것이", "왜 그것이")
    assert deckgen("build", "--to", "pptx", cwd=built).returncode == 0
    assert not (built / AUDIENCE).exists() and not (built / PRESENTER).exists(), "the rest is older than the content"


def test_fonts_say_how_they_are_installed():
    """In every language that is complete, for whoever unpacks them; always the same bytes."""
    theme = brand("openmaru").theme
    data = archives.fonts({"B.ttf": b"b", "A.ttf": b"a"}, theme)
    assert data == archives.fonts({"A.ttf": b"a", "B.ttf": b"b"}, theme)
    with ZipFile(BytesIO(data)) as file:
        note, *fonts = file.namelist()
        said = file.read(note).decode("utf-8-sig")
    assert note.endswith(".txt") and fonts == ["A.ttf", "B.ttf"]
    assert all(word in said for word in ("설치", "Install", "Windows", "Mac", "\r\n"))


def test_no_name_is_there_twice():
    """As of two booklets."""
    assert list(archives.named(["a.pdf", "b.pdf", "a.pdf", "a.pdf"])) == ["a.pdf", "b.pdf", "a (2).pdf", "a (3).pdf"]
