"""What the command says about bad input: these words at this place, this exit status, and nothing is written.

Each file in `tests/errors/` is a case: what is done to the small good project in `tests/errors/project`, the
command, and what it must say. Its parts begin with `--- `:

    --- edit PATH     lines `< old` are replaced by lines `> new`, from where the old ones stand for the first time
    --- write PATH    the text of a file
    --- data PATH     the content of a file (bytes or str) as a Python expression
    --- copy PATH     a folder of the repository is copied, so that it can be edited (`themes/` is a link otherwise)
    --- remove PATH, --- folder PATH, --- link PATH -> TARGET
    --- exit STATUS   and then the exact standard error

After a change of words, `DECKGEN_UPDATE=1 python -m pytest tests/test_errors.py` writes what the command says now;
then read the diff.
"""

from __future__ import annotations

import gc
import os
import re
import shlex
import shutil
from pathlib import Path
from zlib import crc32

import picture_sample
import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT, deckgen
from shared import PROJECT, built_project
from telling import told_alike, told_in_editor

from deckgen import cli
from deckgen.cli import report
from deckgen.reading import builder

HERE = Path(__file__).parent / "errors"
CASES = sorted(HERE.glob("*.txt"))
#: A picture, for the content of files.
DOT = (PROJECT / "content" / "images" / "dot.png").read_bytes()
UPDATE = bool(os.environ.get("DECKGEN_UPDATE"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The good project with the outputs of its last build: what a bad build must leave as it is."""
    return built_project(tmp_path / "project", "--to", "pptx,slides")


def test_the_good_project_is_built(project):
    """What the cases find there is what they compare with."""
    names = [".deckgen.json", "audience/talk/talk.ko.slides.pdf", "presenter/talk.ko.pptx"]
    assert names == list(files(project / "output"))


def run(arguments: list[str], home: Path) -> tuple[int, str, str]:
    """The command in a folder: exit status, standard output, standard error."""
    before = Path.cwd()
    os.chdir(home)
    try:
        result = CliRunner().invoke(cli.main, arguments, prog_name="deckgen", catch_exceptions=False)
    finally:
        os.chdir(before)
        gc.enable()
    return result.exit_code, result.stdout, result.stderr


def png(width: int, height: int) -> bytes:
    """The head of a picture of any size, without its pixels."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + head + crc32(head).to_bytes(4, "big") + b"\0\0\0\0IEND\xaeB`\x82"


def change(home: Path, verb: str, name: str, body: str) -> None:
    """Does one thing to a project, as the parts of a case say it."""
    name, _, target = name.partition(" -> ")
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    match verb:
        case "edit":
            old, new = (
                "".join(line[2:] + "\n" for line in body.splitlines() if line.startswith(mark)) for mark in "<>"
            )
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{name} has no {old!r}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        case "write":
            path.write_text(body, encoding="utf-8")
        case "data":
            data = eval(body, {**globals(), "files": picture_sample.files})  # our own test's
            path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        case "copy":
            path.unlink()
            shutil.copytree(ROOT / name, path)
        case "remove":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        case "folder":
            path.mkdir()
        case "link":
            path.unlink(missing_ok=True)
            path.symlink_to(target)
        case _:
            pytest.fail(f"what is `{verb}`?")


class Case:
    """A file of `tests/errors/`, read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        head, *parts = re.split(r"^--- ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        self.command = next(line for line in head.splitlines() if line.startswith("$ "))
        self.steps = [self._part(p) for p in parts if not p.startswith("exit")]
        self.expected = next((p for p in parts if p.startswith("exit")), "")

    @staticmethod
    def _part(part: str) -> tuple[str, str, str]:
        head, _, body = part.partition("\n")
        verb, _, name = head.partition(" ")
        return verb, name.strip(), body

    @property
    def arguments(self) -> list[str]:
        return shlex.split(self.command.removeprefix("$ deckgen"))

    def prepare(self, home: Path) -> None:
        """Does to the project what the case says."""
        for verb, name, body in self.steps:
            change(home, verb, name, body)

    def accept(self, said: str) -> None:
        """Writes what the command says now as what it must say."""
        text = self.path.read_text(encoding="utf-8")
        self.path.write_text(re.split(r"^--- exit", text, flags=re.MULTILINE)[0] + "--- " + said, encoding="utf-8")


def files(home: Path) -> dict[str, bytes]:
    """Every file under a folder, with what it holds."""
    return {p.relative_to(home).as_posix(): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_bad_input(path, project, monkeypatch):
    """The command says exactly this, and leaves the outputs of the last good build as they were. Programs are told the
    same, and so are those who read Korean, and those who work in an editor."""
    case = Case(path)
    case.prepare(project)
    before = files(project)
    outcomes = []
    show = report.show_findings
    monkeypatch.setattr(report, "show_findings", lambda o, *more: (outcomes.append(o), show(o, *more)))
    status, out, said = run(case.arguments, project)
    got = f"exit {status}\n{said}"
    if UPDATE:
        case.accept(got)
    else:
        assert got == case.expected
    assert status in (1, 2), "a case of tests/errors fails"
    assert out == ""
    assert "Traceback" not in said
    assert files(project) == before, "nothing is written, nothing is left behind"
    alone = not {"--lang", "--fonts"} & {*case.arguments}
    for outcome in outcomes:
        told_alike(outcome)
        told_in_editor(outcome, project, "--strict" in case.arguments, alone)


#: What YAML's own mistakes are; `test_reader.py` counts many values with both parsers, in less time.
YAML_CASES = [p for p in CASES if p.stem.startswith("yaml-") and p.stem != "yaml-many-values"]


@pytest.mark.parametrize("path", YAML_CASES, ids=lambda p: p.stem)
def test_both_parsers_of_yaml(path, project, monkeypatch):
    """What PyYAML's other parser stops at is told in the same words at the same place."""
    monkeypatch.setattr(builder, "_Loader", yaml.SafeLoader)
    case = Case(path)
    case.prepare(project)
    status, _, said = run(case.arguments, project)
    assert f"exit {status}\n{said}" == case.expected


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_report_says_what_to_do(path):
    """Each finding has its place, where it has one the line and a caret, and a line that says what to do."""
    _, *said = Case(path).expected.split("\n", 1)
    blocks = [b for b in said[0].split("\n\n") if re.match(r"(\S+:\d+:\d+: )?(error|warning): ", b)]
    assert blocks
    for block in blocks:
        head, *rest = block.splitlines()
        message = re.sub(r"^(\S+: )?(error|warning): ", "", head)
        assert message[0] == "`" or message[0].islower() or re.match(r"\d+ [a-z]", message), head
        assert not message.endswith("."), head
        assert rest and rest[-1].startswith("      = "), block
        if len(rest) == 3:
            assert re.fullmatch(r" +\| +\^+", rest[1]), block


@pytest.mark.parametrize("name", ["tab", "unknown-theme-option", "output-is-a-file"])
def test_the_real_process_says_the_same(name, project):
    """What the cases above run in this process is what a shell gets."""
    case = Case(next(p for p in CASES if p.stem.endswith(f"-{name}")))
    case.prepare(project)
    result = deckgen(*case.arguments, cwd=project)
    assert f"exit {result.returncode}\n{result.stderr}" == case.expected
    assert result.stdout == ""
