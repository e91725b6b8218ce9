"""The fuzzer: some of its inputs, and that it sees what it looks for."""

from __future__ import annotations

import ast
import inspect
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import click
import pikepdf
import pytest

import deckgen.pipeline.stages as stages
import deckgen.writers.pptx as pptx
import deckgen.writers.slides as slides_pdf
import deckgen.writers.web.deck as pages
from deckgen.diagnostics import ContentError, Span, error
from fuzz import command, judge
from fuzz.campaign import Plan, Tally, campaign, described
from fuzz.inputs import BY_NAME, Bench, Input, smallest
from fuzz.project import Project, lay, tree
from fuzz.strange import INJECTED, NOTE, SECRET, SECRET_VARIABLE
from fuzz.targets import TARGETS, Target

#: All in one process, which loads deckgen and builds the sound project once.
pytestmark = pytest.mark.xdist_group("fuzz")
#: From which the inputs of this file follow.
SEED = 13
#: Of the first 130 inputs four of each target, if so many do not take long.
NUMBERS = (
    *(0, 1, 2, 4, 5, 7, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27),
    *(28, 30, 31, 32, 36, 38, 40, 41, 43, 44, 46, 49, 51, 63, 71, 72, 78, 81, 84, 89, 99, 100, 107),
)


@pytest.fixture(autouse=True)
def without_sdk(monkeypatch):
    """The Open XML SDK reads decks in other tests."""
    monkeypatch.setattr(judge, "SDK_SAMPLE", 0)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Where inputs are tried. That it is there says that the sound project passes all rules."""
    command.load()
    return Bench(tmp_path_factory.mktemp("bench"), seconds=60)


@pytest.mark.slow
@pytest.mark.parametrize("n", range(len(TARGETS)), ids=[t.name for t in TARGETS])
def test_inputs(n, bench):
    """Some inputs of each target pass all rules. `python -m fuzz --seed 13 --only N` shows one that does not."""
    attempts = [bench.attempt(Input(SEED, number)) for number in NUMBERS if number % len(TARGETS) == n]
    assert len(attempts) > 1
    assert [] == ["\n".join(described(a)) for a in attempts if a.failures]


# reproducible


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("n", range(len(TARGETS)), ids=[t.name for t in TARGETS])
def test_an_input_follows_from_its_seed_and_number(n, tmp_path, monkeypatch):
    """Made twice it is the same, and not what was laid; what it says of its changes, too."""
    monkeypatch.setattr(Input, "changes", lambda self: [0, 1, 2])
    made = []
    for k in (1, 2):
        project = lay(tmp_path / str(k) / "project")
        (project.root / "output").mkdir()
        (project.root / "output" / ".deckgen.json").write_text('{"version": 2, "files": {"a": {"key": "b"}}}')
        laid = contents(project.root), list(project.arguments)
        said = Input(5, n).make(project, Input(5, n).changes())
        made.append((said, project.arguments, contents(project.root)))
        assert len(said) == 3 and laid != (made[-1][2], project.arguments)
    assert made[0] == made[1]


def test_targets_take_turns():
    """Numbers one after the other are of all targets, and each target has inputs that run the command by its name."""
    names = [t.name for t in TARGETS]
    assert len(names) == len(set(names)) >= 13
    assert names == [Input(1, n).target.name for n in range(len(TARGETS))]
    by_name = {Input(1, n).target.name for n in range(BY_NAME - 1, BY_NAME * len(TARGETS), BY_NAME)}
    assert by_name == set(names)


def test_fork_and_program_come_to_the_same(tmp_path):
    """What runs in a fork says and writes what the program does."""
    command.load()
    project = lay(tmp_path / "project")
    results, written = [], []
    for by_name in (False, True):
        out = f"output-{by_name:d}"
        result = command.run(["build", "--to", "pptx", "-o", out], project.root, tmp_path / "work", by_name, 60)
        results.append((result.status, result.stdout.replace(out, ""), result.stderr, result.litter))
        written.append(judge.files(project.root / out))
    assert results[0] == results[1] and results[0][0] == 0
    assert written[0] == written[1] and written[0]


# faults, planted


class Plain(Input):
    """The sound project, built anew."""

    formats = "pptx"
    target = Target("plain", lambda rng, project: "", statuses=(0, 1), same=True)  # type: ignore[assignment]

    def changes(self) -> list[int]:
        return []

    def make(self, project: Project, changes: Any) -> list[str]:
        project.arguments = ["build", "--force", "--to", self.formats]
        return []


class PlainPdf(Plain):
    formats = "slides"


class PlainPage(Plain):
    formats = "web"


def compose_after(act: Callable[[], object]) -> Callable[[pytest.MonkeyPatch], None]:
    """Plants something that happens before a deck is composed."""
    compose = stages.compose

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(stages, "compose", lambda *arguments: (act(), compose(*arguments))[1])

    return plant


def refuse(span: Span | None, message: str = "this is refused") -> None:
    raise ContentError([error(message, span)])


def crash() -> None:
    raise KeyError("planted")


def stray() -> None:
    """Starts a process that outlives this one."""
    if not os.fork():
        os.setsid()
        time.sleep(30)
        os._exit(0)


def much() -> None:
    bytearray(os.urandom(1_000_000)) * 300


def half_written() -> None:
    Path("output/presenter/talk.ko.pptx").write_bytes(b"PK")
    refuse(Span("content/seminars/talk.yaml"))


def after(module: Any, name: str, act: Callable[[Any], Any]) -> Callable[[pytest.MonkeyPatch], None]:
    """Plants a function whose result is another."""
    original = getattr(module, name)
    return lambda patch: patch.setattr(module, name, lambda *a, **k: act(original(*a, **k)))


def without_theme(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in parts.items() if not name.startswith("ppt/theme/")}


def pack_less(patch: pytest.MonkeyPatch) -> None:
    """The deck is whole where deckgen looks at it, and lacks a part in the file."""
    pack = pptx.pack
    patch.setattr(pptx, "pack", lambda parts: pack(without_theme(parts)))


def bounded(patch: pytest.MonkeyPatch) -> None:
    compose_after(much)(patch)
    patch.setattr(judge, "MEMORY", 250_000_000)


MODULE = "content/modules/basics.yaml"
#: For each rule a fault that breaks it, and the input with which that is seen.
FAULTS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], type[Plain]]] = {
    "status": (compose_after(lambda: sys.exit(3)), Plain),
    "traceback": (compose_after(lambda: sys.stderr.write("Traceback (most recent call last):\n")), Plain),
    "crash": (compose_after(crash), Plain),
    "hangs": (compose_after(lambda: time.sleep(60)), Plain),
    "memory": (bounded, Plain),
    "processes": (compose_after(stray), Plain),
    "litter": (compose_after(tempfile.mkdtemp), Plain),
    "no error": (compose_after(lambda: sys.exit(1)), Plain),
    "no place": (compose_after(lambda: refuse(None)), Plain),
    "wrong place": (compose_after(lambda: refuse(Span(MODULE, 9999))), Plain),
    "control character": (compose_after(lambda: click.echo("\x1b[31mred", color=True)), Plain),
    "long line": (compose_after(lambda: sys.stderr.write("word " * 1000 + "\n")), Plain),
    "no summary": (compose_after(lambda: sys.exit(1)), Plain),
    "leak": (compose_after(lambda: click.echo(os.environ[SECRET_VARIABLE])), Plain),
    "door": (
        after(pages, "deck_page", lambda page: page.replace(b"</body>", b"<p>" + NOTE.encode() + b"</p></body>")),
        PlainPage,
    ),
    "last output": (compose_after(half_written), Plain),
    "other output": (after(pages, "deck_page", lambda page: page + b" "), PlainPage),
    "output": (pack_less, Plain),
}
#: More of what is asked of outputs.
UNSOUND = {
    "a PDF that is none": (after(slides_pdf, "write", lambda data: data[:100]), PlainPdf),
    "a page with HTML from a text": (
        after(pages, "deck_page", lambda page: page.replace(b"<body", f"<{INJECTED}></{INJECTED}><body".encode(), 1)),
        PlainPage,
    ),
    "half a page": (after(pages, "deck_page", lambda page: page[: len(page) // 2]), PlainPage),
}


def rules() -> Iterator[str]:
    """The names of all rules, as the judge's code has them."""
    for node in ast.walk(ast.parse(inspect.getsource(judge))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_failure":
            assert isinstance(node.args[0], ast.Constant)
            yield str(node.args[0].value)


def test_each_rule_has_a_fault():
    assert set(rules()) == set(FAULTS)


def failures(bench: Bench, fault: Callable[[pytest.MonkeyPatch], None], sort: type[Plain]) -> list[str]:
    """The rules that a planted fault breaks."""
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        patch.setattr(bench, "_seconds", 2.0 if fault is FAULTS["hangs"][0] else 60.0)
        return [f.rule for f in bench.attempt(sort(1, 0)).failures]


@pytest.mark.parametrize("sort", [Plain, PlainPdf, PlainPage])
def test_without_a_fault_nothing_fails(sort, bench):
    assert bench.attempt(sort(1, 0)).failures == []


@pytest.mark.parametrize("rule", FAULTS)
def test_faults_are_seen(rule, bench):
    """The fuzzer is not blind."""
    assert rule in failures(bench, *FAULTS[rule])


def test_the_presenters_outputs_have_the_note_that_the_audiences_must_not_have(bench):
    """So the question is no empty one."""
    output = bench.folder / "sound" / "project" / "output"
    found = {p.relative_to(output).parts[0] for p in output.rglob("talk.*") if judge.has(p, NOTE)}
    assert found == {"presenter"}


def _stream(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"% a comment " + SECRET.encode() + b" " * 500)


def _bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"한글 {SECRET}", 0))


def _property(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = SECRET


@pytest.mark.parametrize("hide", [_stream, _bookmark, _property])
def test_a_word_in_a_packed_pdf_is_seen(hide, bench, tmp_path):
    """In streams that are compressed, and in texts of two bytes a letter."""
    sound = next((bench.folder / "sound").rglob("*.slides.pdf"))
    with pikepdf.open(sound) as pdf:
        hide(pdf)
        pdf.save(tmp_path / "a.pdf", compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert SECRET.encode() not in (tmp_path / "a.pdf").read_bytes()
    assert judge.has(tmp_path / "a.pdf", SECRET) and not judge.has(sound, SECRET)


def test_a_word_on_a_page_of_a_pdf_is_seen(bench):
    """There it is glyphs."""
    sound = next((bench.folder / "sound").rglob("*.slides.pdf"))
    assert judge.has(sound, "Docker") and b"Docker" not in sound.read_bytes()


@pytest.mark.slow
def test_the_open_xml_sdk_is_asked_where_it_is_installed(bench, monkeypatch):
    """Of a deck that our own lint and openxml-audit are not asked about."""
    monkeypatch.setattr("tests.oracles.ooxml_sdk", lambda path: [f"the SDK has read {path.suffix}"])
    monkeypatch.setattr("tests.oracles.is_sdk_installed", lambda: True)
    monkeypatch.setattr(judge, "SDK_SAMPLE", 1)
    deck = next((bench.folder / "sound").rglob("*.pptx"))
    assert list(judge.LOOKS[".pptx"](deck)) == ["the SDK has read .pptx"]


@pytest.mark.parametrize("fault", UNSOUND)
def test_unsound_outputs_are_seen(fault, bench):
    assert "output" in failures(bench, *UNSOUND[fault])


def test_a_failure_is_told_with_one_change_where_one_is_enough(bench, monkeypatch):
    """Of three changes, two of which matter to nobody."""

    def change(rng: Random, project: Project) -> str:
        if rng.random() < 0.5:
            return "nothing"
        project.module.write_text("title: [")
        return "breaks the module"

    class Three(Input):
        target = Target("three", change, statuses=(0,))  # type: ignore[assignment]

    monkeypatch.setattr(Three, "changes", lambda self: [0, 1, 2])
    tried = next(a for n in range(20) if 0 < (a := bench.attempt(Three(1, n))).changes.count("nothing") < 3)
    assert len(tried.changes) == 3 and [f.rule for f in tried.failures] == ["status"]
    assert smallest(bench, tried).changes == ["breaks the module"]


def test_summary_says_what_was_tried_and_how_to_see_it_again(bench):
    tally = Tally()
    with pytest.MonkeyPatch.context() as patch:
        FAULTS["crash"][0](patch)
        for n in (0, 13):
            tally.add(bench.attempt(Input(7, n), []))
    lines = list(tally.summary(7))
    assert lines[1].split() == ["content", "2", "1:", "2"]
    assert "    2 x content: crash: " in "\n".join(lines)
    assert lines[-1].strip() == "python -m fuzz --seed 7 --only 0"


@pytest.mark.slow
def test_a_campaign_tries_what_was_asked_for(monkeypatch, tmp_path):
    """All of its processes together, each number once."""
    monkeypatch.setattr("fuzz.campaign.FAILURES", tmp_path)
    tally = campaign(Plan(seed=1, minutes=5, inputs=26, targets=("command",), jobs=2))
    assert tally.tried == {"command": 2}


def test_what_is_laid_has_what_targets_change(tmp_path):
    """The project that they start from is there as a whole."""
    project = lay(tmp_path / "project")
    assert tree(project.module)["slides"] and tree(project.seminar)["programme"]
    assert all((project.theme / name).exists() for name in ("theme.yaml", "images/wordmark.svg"))
