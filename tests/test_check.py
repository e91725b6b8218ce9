"""`deckgen check`: what is wrong, without building; and the language in which every command speaks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import ROOT, deckgen
from shared import small_project
from test_errors import Case, run

from deckgen import cli
from deckgen.cli.manual import nearest, texts
from deckgen.messages import KOREAN, SPOKEN, catalogue
from deckgen.reading.whereabouts import Slides

BROKEN = "knid: statement"


@pytest.fixture
def project(tmp_path) -> Path:
    """The small good project, not built."""
    return small_project(tmp_path / "project")


@pytest.fixture
def broken(project) -> Path:
    """The same with a misspelt field."""
    module = project / "content/modules/basics.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("kind: statement", BROKEN, 1), encoding="utf-8")
    return project


@pytest.fixture
def warned(project) -> Path:
    """The same with a warning."""
    module = project / "content/modules/basics.yaml"
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace("  kind: bullets\n", "  kind: bullets\n  lead: 말 **하나\n", 1), encoding="utf-8")
    return project


def files(home: Path) -> list[str]:
    return sorted(p.relative_to(home).as_posix() for p in home.rglob("*") if "themes" not in p.parts)


def test_a_sound_project(project):
    """Status 0, a word of it, and nothing is written."""
    before = files(project)
    assert run(["check"], project) == (0, "nothing is wrong\n", "")
    assert run(["check", "talk", "--messages", "ko"], project) == (0, "문제가 없습니다\n", "")
    status, out, said = run(["check", "--format", "json"], project)
    assert (status, said) == (0, "")
    assert json.loads(out) == {"version": 1, "messages": "en", "errors": 0, "warnings": 0, "findings": []}
    assert files(project) == before


def test_an_error(broken):
    """Status 1, told as a build tells it, but that nothing would have been written."""
    _, _, built = run(["build"], broken)
    status, out, said = run(["check"], broken)
    assert (status, out) == (1, "")
    assert said == built.replace("1 error: nothing was written", "1 error")
    assert "there is no field `knid` here" in said and "did you mean `kind`?" in said


def test_warnings(warned):
    """Status 0, and 1 with --strict, which has errors in their place."""
    status, _, said = run(["check"], warned)
    assert status == 0 and said.endswith("1 warning\n")
    status, _, said = run(["check", "--strict"], warned)
    assert status == 1 and said.endswith("1 error\n")
    status, out, _ = run(["check", "--strict", "--format", "json"], warned)
    assert status == 1 and [f["severity"] for f in json.loads(out)["findings"]] == ["error"]


@pytest.mark.parametrize("language", SPOKEN)
def test_json(broken, language):
    """All that programs need: code, place, slide, data, the words, and a way to mend it that holds."""
    status, out, said = run(["check", "--format", "json", "--messages", language], broken)
    assert (status, said) == (1, "")
    (found,) = json.loads(out)["findings"]
    lines = (broken / "content/modules/basics.yaml").read_text(encoding="utf-8").split("\n")
    row = next(n for n, line in enumerate(lines, 1) if "knid" in line)
    start, end = {"line": row, "column": 3}, {"line": row, "column": 7}
    assert {**found, "message": "", "hint": "", "fixes": []} == {
        "code": "field.unknown",
        "severity": "error",
        "message": "",
        "hint": "",
        "file": "content/modules/basics.yaml",
        "range": {"start": start, "end": end},
        "slide": found["slide"],
        "data": {"key": "knid"},
        "fixes": [],
    }
    assert found["slide"] and f"id: {found['slide']}" in lines[row - 2]
    assert found["message"] == catalogue(language)["field.unknown"].replace("(이)라는", "라는").format(key="knid")
    ((edit,),) = [fix["edits"] for fix in found["fixes"]]
    assert edit == {"file": found["file"], "range": found["range"], "text": "kind"}


@pytest.mark.parametrize("language", SPOKEN)
def test_sarif(broken, language):
    """What SARIF 2.1.0 asks of a log, a run and a result."""
    status, out, _ = run(["check", "--format", "sarif", "--messages", language], broken)
    log = json.loads(out)
    assert status == 1 and log["version"] == "2.1.0" and log["$schema"].endswith("/sarif-2.1.0.json")
    (made,) = log["runs"]
    driver = made["tool"]["driver"]
    assert driver["name"] == "deckgen" and driver["language"] == made["language"] == language
    assert made["columnKind"] == "unicodeCodePoints"
    (result,) = made["results"]
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "field.unknown"
    assert result["level"] in ("error", "warning") and result["message"]["text"].count("\n") == 1
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "content/modules/basics.yaml", "uriBaseId": "PROJECT"}
    assert place["region"]["startLine"] >= 1 and place["region"]["endColumn"] > place["region"]["startColumn"] >= 1
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "kind"}
    assert result["fixes"][0]["description"]["text"]


def test_addresses_of_files_in_sarif_are_addresses(project):
    """Names of files in Korean are written as addresses have them."""
    (project / "content/modules/더.yaml").write_text("slides: [\n", encoding="utf-8")
    _, out, _ = run(["check", "--format", "sarif"], project)
    places = [r["locations"][0]["physicalLocation"] for r in json.loads(out)["runs"][0]["results"]]
    assert {p["artifactLocation"]["uri"] for p in places} == {"content/modules/%EB%8D%94.yaml"}


def test_misuse(project):
    """Status 2, as of every command, in the language that was asked for, whatever is wrong."""
    assert run(["check", "nothing"], project)[0] == 2
    assert run(["check", "--format", "xml"], project)[0] == 2
    status, out, said = run(["check", "--messages", "ko", "--formt", "json"], project)
    assert (status, out) == (2, "") and said == "오류: `--formt`라는 옵션이 없습니다\n      = 혹시 `--format`인가요?\n"
    status, _, said = run(["bild", "--messages=ko"], project)
    assert status == 2 and "`bild`라는 명령이 없습니다" in said
    assert run(["check", "--messages", "fr"], project)[0] == 2


def test_what_click_says_is_told_in_both_languages(project):
    """Too many words, a number that is too large: in English as Click says it."""
    for arguments, english, korean in (
        (["schema", "module", "more"], "got unexpected extra argument (more)", "`more`를 쓸 수 없습니다"),
        (["schema", "module", "a", "b"], "got unexpected extra arguments (a b)", "`a b`를 쓸 수 없습니다"),
        (["build", "--sheets", "5000"], "invalid value for `--sheets`: 5000 is not in the range", "`--sheets`에는"),
    ):
        status, _, said = run(arguments, project)
        assert status == 2 and english in said
        assert korean in run([*arguments, "--messages", "ko"], project)[2]


def beneath(command: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """A command and those beneath it, with how they are called."""
    yield path, command
    for name, one in command.commands.items() if isinstance(command, click.Group) else ():
        yield from beneath(one, f"{path} {name}".strip())


def test_help_is_told_in_both_languages(project):
    """Each command and each option has its help in Korean, which names the same options and commands."""
    words, used = texts(), {"epilog", "--help", "--version"}
    assert len(list(beneath(cli.main))) > 8
    for path, command in beneath(cli.main):
        assert words[path], path
        used.add(path)
        options = [p for p in command.params if isinstance(p, click.Option)]
        for option in options:
            long = next(o for o in option.opts if o.startswith("--"))
            assert nearest(words, path, long), (path, long)
        arguments = [*path.split(), "--help"]
        status, english, _ = run(arguments, project)
        korean = run([*arguments, "--messages", "ko"], project)[1]
        assert status == 0 and english.startswith("Usage: ") and korean.startswith("사용법: ")
        assert all(name in korean for option in options for name in option.opts)
        assert run(arguments, project)[1] == english, "Korean is for the one who asked"
    known = {o for _, c in beneath(cli.main) for p in c.params for o in p.opts} | {"epilog"}
    assert [key for key in words if key not in used and key.rpartition(" ")[2] not in known] == []
    said = [re.findall(r"^  (deckgen.*?)(?:  | [^ -]*[가-힣])", text, re.MULTILINE) for text in (words["epilog"],)]
    shown = [line.strip() for line in cli.EXAMPLES.split("\n") if line.startswith("  deckgen")]
    assert said[0] and all(any(line.startswith(command) for line in shown) for command in said[0])


def test_every_command_may_be_told_in_which_language_to_speak(project):
    commands = cli.main.commands
    assert len(commands) >= 5
    for name, command in beneath(cli.main):
        assert "--messages" in {o for p in command.params for o in p.opts if isinstance(p, click.Option)}, name


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "오류 1건: 아무것도 저장하지 않았습니다"),
        ({"LANG": "en_US.UTF-8"}, "1 error: nothing was written"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, "1 error: nothing was written"),
    ],
)
def test_the_system_says_in_which_language(broken, monkeypatch, environment, said):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert deckgen("build", cwd=broken).stderr.rstrip().endswith(said)


def test_a_build_is_told_again_in_another_language(warned):
    """What is remembered of a build is data: it is told in the language of who asks."""
    assert deckgen("build", "--to", "pptx", cwd=warned).returncode == 0
    again = deckgen("build", "--to", "pptx", "--messages", "ko", cwd=warned)
    assert "경고: 이 문단에서 `**`의 짝이 없어 그대로 보입니다" in again.stderr and "경고 1건" in again.stderr
    assert "모두 지난 빌드 그대로입니다" in again.stdout


def test_a_sound_build_loads_no_words(project):
    """Nobody pays for catalogues, fixes or the workspace who is told nothing."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom deckgen.pipeline import build\n"
        "from deckgen.messages import catalogue\n"
        "made = build(Path('.'), formats=frozenset({'pptx'}))\nassert made.outputs and not made.diagnostics\n"
        "assert catalogue.cache_info().currsize == 0\n"
        "names = ('messages.particles', 'fixes', 'workspace', 'cli.findings')\n"
        "print([n for n in names if f'deckgen.{n}' in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, encoding="utf-8")
    assert ran.stdout == "[]\n", ran.stderr


def test_only_the_language_that_is_shown_is_loaded(broken):
    code = (
        "import sys\nfrom deckgen.cli import main\nfrom deckgen.messages import catalogue\n"
        "try:\n    main(['check'])\nexcept SystemExit:\n    pass\n"
        "print(catalogue.cache_info().currsize, 'deckgen.messages.particles' in sys.modules)\n"
    )
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=broken, capture_output=True, encoding="utf-8", env=environment
    )
    assert ran.stdout == "1 False\n", ran.stderr


def test_the_slide_of_a_line():
    """Found by the text alone, also where it cannot be read, whatever stands first in an item."""
    text = (
        "title: 모듈\nslides:\n- id: one\n  kind: cards\n  cards:\n  - title: 하나\n  - id: not-this\n"
        "- kind: quote\n  id: two   # 둘\n  text: |\n    - id: nor-this\n- {id: flow, kind: quote}\n"
        "- : broken [\n  id: four\n"
    )
    lines = text.split("\n")
    slides = Slides(lambda path, n: lines[n - 1] if n <= len(lines) else None)
    at = [slides.at("content/modules/x.yaml", n) for n in range(1, len(lines))]
    assert at == [None, None, *["one"] * 5, *["two"] * 4, None, "four", "four"]
    assert slides.at("content/seminars/x.yaml", 3) is None


def test_cases_of_errors_are_told_alike_by_check(tmp_path, project):
    """What a build finds before it writes, check finds: of a few cases of each sort the same report."""
    cases = [p for p in sorted((ROOT / "tests" / "errors").glob("*.txt")) if p.stem.startswith(("value-", "yaml-"))][
        ::9
    ]
    assert len(cases) > 10
    for n, path in enumerate(cases):
        case = Case(path)
        if case.arguments != ["build"]:
            continue
        home = small_project(tmp_path / str(n))
        case.prepare(home)
        status, _, said = run(["check"], home)
        wanted = case.expected.replace(": nothing was written", "")
        assert f"exit {status}\n{said}" == wanted, path.stem


def test_korean_is_the_language_of_its_catalogue():
    assert catalogue(KOREAN)["word:error"] == "오류"
