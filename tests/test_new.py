"""`deckgen new`: what it makes builds without a word, and what was there stays as it was."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import ROOT, THEMES, deckgen
from yaml_editor import Editor

from deckgen.diagnostics import UsageError
from deckgen.drafts import appended
from deckgen.layout.kinds import KINDS
from deckgen.reading.nodes import Sequence
from deckgen.reading.parser import parse

SLIDE = "- id: new\n  kind: code\n  title: x\n  code: |\n    a\n\n    b\n"


def new(*arguments: str, cwd: Path) -> str:
    """What the command says that has made something."""
    result = deckgen("new", *arguments, cwd=cwd)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout


def refused(*arguments: str, cwd: Path) -> str:
    """What it says where it makes nothing."""
    before = files(cwd)
    result = deckgen("new", *arguments, cwd=cwd)
    assert (result.returncode, result.stdout) == (2, "")
    assert before == files(cwd)
    return result.stderr


def files(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def checked(cwd: Path, *arguments: str) -> None:
    """Checks a project, in which nothing is wrong."""
    result = deckgen("check", "--strict", *arguments, cwd=cwd)
    assert (result.returncode, result.stdout, result.stderr) == (0, "nothing is wrong\n", "")


def built(cwd: Path, *arguments: str) -> None:
    """Builds a project, which has nothing to be told."""
    result = deckgen("build", "--strict", *arguments, cwd=cwd)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project; nobody may change it."""
    folder = tmp_path_factory.mktemp("new")
    new("project", "ours", "--title", "첫 세미나: 상자", "--lang", "ko", "--client", "가온시청", cwd=folder)
    return folder / "ours"


@pytest.mark.slow
def test_a_project_builds_in_both_languages(made, tmp_path):
    for language in ("ko", "en"):
        checked(made, "--lang", language)
        built(made, "--lang", language, "-o", str(tmp_path / language))
    assert (tmp_path / "ko" / "presenter" / "ours.ko.pptx").exists()
    assert (tmp_path / "en" / "presenter" / "ours.en.pptx").exists()


@pytest.mark.slow
def test_a_slide_of_every_kind_builds(tmp_path):
    """Each at the end of a seminar of its own; what stood there before stands there still."""
    new("project", "ours", "--lang", "ko", cwd=tmp_path)
    project = tmp_path / "ours"
    for kind in KINDS:
        new("seminar", f"on-{kind}", "--lang", "ko", "--theme", "paper", cwd=project)
        module = project / "content" / "modules" / f"on-{kind}.yaml"
        before = files(project)
        said = new("slide", kind, "--module", f"on-{kind}", cwd=project)
        assert f"added to content/modules/on-{kind}.yaml" in said
        after = files(project)
        assert after[module].startswith(before[module]) and len(after[module]) > len(before[module])
        tables = {project / "content" / name for name in ("sources.yaml", "glossary.yaml")}
        longer = {p for p in before if after[p] != before[p]}
        assert longer <= {module, *tables} and all(after[p].startswith(before[p]) for p in longer)
    checked(project)
    built(project, "--to", "slides")
    assert len(list((project / "output").rglob("*.slides.pdf"))) == len(KINDS) + 1


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_sound(theme, tmp_path):
    new("project", "ours", cwd=tmp_path)
    project = tmp_path / "ours"
    new("theme", "acme", "--like", theme, "--label", "우리 회사", cwd=project)
    text = (project / "themes" / "acme" / "theme.yaml").read_text(encoding="utf-8").splitlines()
    old = (ROOT / "themes" / theme / "theme.yaml").read_text(encoding="utf-8").splitlines()
    changed = {b for a, b in zip(old, text, strict=True) if a != b}
    assert changed == {"name: acme", 'label: {ko: "우리 회사", en: "우리 회사"}'}
    checked(project, "--theme", "acme")


def test_modules_and_seminars_are_put_together(tmp_path):
    new("project", "ours", cwd=tmp_path)
    project = tmp_path / "ours"
    new("module", "boxes", "--title", "Boxes", "--kind", "cards", cwd=project)
    new("seminar", "day", "--modules", "boxes,ours", "--title", "A day", "--date", "2026-12-10", cwd=project)
    text = (project / "content" / "seminars" / "day.yaml").read_text(encoding="utf-8")
    assert "- part: Boxes\n" in text and "  slides: [{module: boxes}]\n" in text and "  date: 2026-12-10\n" in text
    checked(project, "day")


def test_editors_find_the_schemas(made):
    """VS Code's settings, as its extension for YAML hands them on."""
    settings = json.loads((made / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    schemas = {made / file: [str(made / place)] for file, place in settings["yaml.schemas"].items()}
    assert len(schemas) == 6 and all(file.exists() for file in schemas)
    assert ["redhat.vscode-yaml"] == json.loads((made / ".vscode/extensions.json").read_bytes())["recommendations"]
    with Editor(schemas) as editor:
        for file in sorted(made.glob("content/*/*.yaml")):
            editor.open(str(file), file.read_text(encoding="utf-8"))
            assert [] == editor.findings(str(file))
        assert "cards" in editor.offers(str(made / "content/modules/x.yaml"), "slides:\n- id: a\n  kind: ¦\n")


def test_git_keeps_neither_outputs_nor_tables_of_people(made):
    assert (made / ".gitignore").read_text(encoding="utf-8").split() == ["output/", "content/variants/"]


def test_nothing_is_overwritten(tmp_path):
    new("project", "ours", cwd=tmp_path)
    project = tmp_path / "ours"
    assert "there is a folder `ours` already, and it is not empty" in refused("project", "ours", cwd=tmp_path)
    assert "there is a seminar `ours` already" in refused("seminar", "ours", cwd=project)
    assert "there is a module `ours` already" in refused("module", "ours", cwd=project)
    assert "there is a theme `paper` already" in refused("theme", "paper", cwd=project)
    assert "there is a slide `ours-cards` already" in refused("slide", "cards", "--id", "ours-cards", cwd=project)
    assert "there is a file `.deckgen/seminar.json` already" in refused("editor", cwd=project)
    (project / "content" / "modules" / "day.yaml").write_text("title: x\n", encoding="utf-8")
    assert "there is a file `content/modules/day.yaml` already" in refused("seminar", "day", cwd=project)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("project",), "the name of the folder is missing"),
        (("seminar",), "the name of a seminar is missing"),
        (("slide",), "the kind of slide is missing"),
        (("slide", "card"), "there is no kind `card`\n      = did you mean `cards`?"),
        (("slide", "cards", "--module", "our"), "there is no module `our`\n      = did you mean `ours`?"),
        (("slide", "cards", "--id", "첫 장"), "`첫 장` cannot be the id of a slide"),
        (("seminar", "Day 1"), "`Day 1` cannot be the name of a seminar"),
        (("seminar", "day", "--theme", "papr"), "there is no theme `papr`\n      = did you mean `paper`?"),
        (("seminar", "day", "--modules", "nope"), "there is no module `nope`"),
        (("seminar", "day", "--minutes", "0"), "0 is not in the range"),
        (("theme", "ours", "--like", "nigth"), "there is no theme `nigth`\n      = did you mean `night`?"),
        (("frob",), "there is no command `frob`"),
    ],
)
def test_what_cannot_be_made_is_told(made, arguments, said):
    assert said in refused(*arguments, cwd=made)


def test_it_is_told_in_korean(made):
    said = refused("slide", "card", "--messages", "ko", cwd=made)
    assert "오류: `card`라는 종류가 없습니다\n      = 혹시 `cards`인가요?\n" == said


def test_two_modules_need_a_choice(tmp_path):
    new("project", "ours", cwd=tmp_path)
    new("module", "more", cwd=tmp_path / "ours")
    said = refused("slide", "cards", cwd=tmp_path / "ours")
    assert "there are several modules" in said and "write `--module NAME`" in said


# slides at the end of files of all sorts

HEAD = "title: x\nslides:\n"
FIRST = "- id: a\n  kind: statement\n  title: b\n"
FILES = {
    "plain": (HEAD + FIRST, HEAD + FIRST + SLIDE),
    "without a last line end": (HEAD + FIRST.rstrip(), HEAD + FIRST + SLIDE),
    "Windows": (
        (HEAD + FIRST).replace("\n", "\r\n"),
        (HEAD + FIRST + SLIDE).replace("\n", "\r\n"),
    ),
    "mark of the byte order": ("\ufeff" + HEAD + FIRST, "\ufeff" + HEAD + FIRST + SLIDE),
    "letters taken apart": (
        HEAD + unicodedata.normalize("NFD", FIRST.replace("b", "첫째")),
        HEAD + unicodedata.normalize("NFD", FIRST.replace("b", "첫째")) + SLIDE,
    ),
    "indented": (
        HEAD + "    - id: a\n      kind: agenda\n      title: b\n",
        HEAD
        + "    - id: a\n      kind: agenda\n      title: b\n"
        + "".join(f"    {line}\n" if line else "\n" for line in SLIDE.splitlines()),
    ),
    "a name behind": (f"slides:\n{FIRST}\ntitle: x\n", f"slides:\n{FIRST}{SLIDE}\ntitle: x\n"),
    "a remark at the margin": (HEAD + FIRST + "# the end\n", HEAD + FIRST + SLIDE + "# the end\n"),
    "parted by empty lines": (
        HEAD + FIRST + "\n" + FIRST.replace("a", "c", 1),
        HEAD + FIRST + "\n" + FIRST.replace("a", "c", 1) + "\n" + SLIDE,
    ),
    "code at the end": (
        HEAD + "- id: a\n  kind: code\n  title: b\n  code: |\n    x\n\n    # y\n",
        HEAD + "- id: a\n  kind: code\n  title: b\n  code: |\n    x\n\n    # y\n" + SLIDE,
    ),
    "a hyphen on a line of its own": (
        HEAD + "-\n  id: a\n  kind: agenda\n  title: b\n",
        HEAD + "-\n  id: a\n  kind: agenda\n  title: b\n" + SLIDE,
    ),
    "no slides yet": ("title: x\n", HEAD + SLIDE),
    "an empty list": ("slides:\ntitle: x\n", f"slides:\n{SLIDE}title: x\n"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_slide_is_added(name):
    before, after = (text.encode("utf-8") for text in FILES[name])
    assert after == appended(before, "x.yaml", SLIDE)
    value, problems = parse(after.decode("utf-8").removeprefix("\ufeff"), "x.yaml")
    assert not problems and isinstance(value["slides"], Sequence) and value["slides"][-1]["code"] == "a\n\nb\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.rstrip() + " [{id: a, kind: agenda, title: b}]\n", "nothing can be added"),
        ("- id: a\n", "nothing can be added"),
        ("title: x\nslides: three\n", "nothing can be added"),
        (HEAD + "- id: *a\n", "cannot be read"),
        ("", "nothing can be added"),
    ],
)
def test_nothing_is_added_where_something_would_change(text, said):
    with pytest.raises(UsageError, match=said):
        appended(text.encode("utf-8"), "x.yaml", SLIDE)


# questions


def test_questions_are_asked_in_korean(tmp_path):
    """In a terminal, each with what is proposed; a wrong answer is asked for again."""
    answers = ["project", "우리 회사", "상자 이야기", "백", "30", "papper", "paper", "가온시청"]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "LANG": "ko_KR.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "TERM": "dumb"}
    command = [sys.executable, "-m", "deckgen", "new"]
    running = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env=environment)
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode("utf-8"))
    said = b""
    while True:
        try:
            said += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert running.wait(timeout=60) == 0, said.decode("utf-8")
    text = said.decode("utf-8")
    for asked in ("무엇을 만들까요", "새 폴더의 이름", "제목", "몇 분짜리인가요 [20]", "어떤 테마로 할까요 [openmaru]"):
        assert asked in text, text
    assert text.count("몇 분짜리인가요") == 2 and text.count("어떤 테마로 할까요") == 2
    made = (tmp_path / "우리 회사" / "content" / "seminars" / "seminar.yaml").read_text(encoding="utf-8")
    assert "title: 상자 이야기\nlanguage: ko\nminutes: 30\ntheme: paper\nevent:\n  client: 가온시청\n" in made
