"""Building again: what would come out the same is left as it is, what changed is made, whoever changed it."""

from __future__ import annotations

import shutil
from pathlib import Path

import oracles
import pytest
import yaml
from conftest import ROOT, deckgen
from shared import built_project, placed
from test_cli import change

from deckgen.gallery import example
from deckgen.layout.kinds import KINDS
from deckgen.outputs import manifest
from deckgen.outputs.keys import plain
from deckgen.reading.seminar import read_module

pytestmark = pytest.mark.slow

#: What is built of it.
HANDOUTS = {placed("talk.ko.handout.pdf"), placed("talk.ko.slides-3.pdf")}
ALL = {
    *HANDOUTS,
    placed("talk.ko.pptx"),
    placed("talk.ko.slides.pdf"),
    placed("talk.ko.strip.pdf"),
    placed("talk.ko.html"),
    "audience/talk/talk.ko.html",
}
TALK = "content/seminars/talk.yaml"


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """When each file was written, and its bytes."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != "fonts.zip")
    return {p.relative_to(folder).as_posix(): (p.stat().st_mtime_ns, p.read_bytes()) for p in files}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A project that was built once, with another edition of the handout."""
    return built_project(tmp_path / "project", "--handout", "notes,slides-3")


def remembered(project: Path) -> dict[str, manifest.Entry]:
    """What is remembered of the outputs of a project."""
    memory = manifest.Manifest.read(project / "output")
    assert memory.problem == ""
    return memory.files


def again(project: Path, *more: str) -> tuple[set[str], str]:
    """Builds again; gives the names of the files that were written, and what was said."""
    before = state(project / "output")
    done = deckgen("build", "--handout", "notes,slides-3", *more, cwd=project)
    assert 0 == done.returncode, done.stderr
    after = state(project / "output")
    return {
        n for n in after if not n.endswith((manifest.FILE, "index.html", ".zip")) and before.get(n) != after[n]
    }, done.stdout


def test_nothing_is_made_twice(built):
    """The same input leaves every file untouched, and says so."""
    written, said = again(built)
    assert set() == written
    assert "all of them are as the last build left them; `--force` makes them again" in said


def test_force_makes_the_same_bytes(built):
    """Made again, every file is what it was, byte for byte."""
    before = state(built / "output")
    written, said = again(built, "--force")
    assert ALL == written
    assert "`--force`" not in said or "index.html" in said
    after = state(built / "output")
    assert {n: b for n, (_, b) in before.items()} == {n: b for n, (_, b) in after.items()}


def test_what_only_the_handout_has_makes_only_the_handout(built):
    """Prose for the reader is not in the deck."""
    module = next((built / "content/modules").glob("*.yaml"))
    first = module.read_text(encoding="utf-8").split("\n- id: ")[1].split("\n")[0]
    change(module, f"- id: {first}\n", f"- id: {first}\n  handout: 새로 쓴 글입니다.\n")
    written, _ = again(built)
    assert HANDOUTS == written


def test_another_line_is_not_another_word(built):
    """A comment moves every line after it, and nothing is made again."""
    module = next((built / "content/modules").glob("*.yaml"))
    module.write_text("# a comment\n\n" + module.read_text(encoding="utf-8"), encoding="utf-8")
    assert set() == again(built)[0]


def test_a_changed_word_makes_all_that_shows_it(built):
    """The deck, its PDF, its page and its handouts."""
    change(built / TALK, "language: ko", "subtitle: 새 부제목\nlanguage: ko")
    assert ALL == again(built)[0]


def test_what_only_the_workbook_asks_makes_the_handouts(built):
    """A task is on no slide; nor are the words of another language."""
    module = next((built / "content/modules").glob("*.yaml"))
    first = module.read_text(encoding="utf-8").split("\n- id: ")[1].split("\n")[0]
    change(
        module,
        f"- id: {first}\n",
        f"- id: {first}\n  exercise: {{ask: write, task: {{ko: 적어 보세요., en: Write.}}}}\n",
    )
    made = HANDOUTS
    # the task is in the workbook only: these are made again, come out the same, and stay as they are
    assert set() == again(built)[0]
    before = remembered(built)
    change(module, "적어 보세요.", "써 보세요.")
    again(built)
    after = remembered(built)
    assert made == {name for name in after if before[name].key != after[name].key}
    change(module, "en: Write.", "en: Write down.")
    again(built)
    assert after == remembered(built)


def test_a_changed_template_makes_the_handouts(built):
    """It is part of what goes into them; one that comes out the same is left as it is."""
    theme = built / "themes/openmaru"
    theme.unlink()
    shutil.copytree(ROOT / "themes/openmaru", theme)
    folder = theme / "handout"
    folder.mkdir()
    shared = (ROOT / "themes/shared/handout/notes.html.j2").read_text(encoding="utf-8")
    (folder / "notes.html.j2").write_text(
        shared.replace("{% block pages %}", "{% block pages %}<p>!</p>"), encoding="utf-8"
    )
    assert {placed("talk.ko.handout.pdf")} == again(built)[0]


def test_a_file_that_somebody_changed_is_made_again(built):
    """What is remembered is held against what is there."""
    (built / "output/presenter/talk.ko.pptx").write_bytes(b"x")
    (built / "output/audience/talk/talk.ko.slides.pdf").unlink()
    assert {placed("talk.ko.pptx"), placed("talk.ko.slides.pdf")} == again(built)[0]


@pytest.mark.parametrize("memory", ["", "[]", "{", '{"talk.ko.pptx": 1}', '{"talk.ko.pptx": {"key": "x"}}'])
def test_a_broken_memory_is_no_memory(built, memory):
    """Everything is made again and comes out the same, and nobody is troubled."""
    (built / "output" / manifest.FILE).write_text(memory, encoding="utf-8")
    written, _ = again(built, "--to", "pptx,slides")
    assert set() == written
    assert {placed("talk.ko.pptx"), placed("talk.ko.slides.pdf")} == set(remembered(built))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_field_of_every_kind_is_in_the_key(name):
    """A word changed anywhere in an example changes the key; what has no place in it would be made from old content."""
    raw = yaml.safe_load(f"- id: one\n  kind: {name}\n{example(name, 'much')}")[0]
    texts = [(place, value) for place, value in _texts(raw) if place[0] not in ("id", "kind")]
    slide = _read(raw)
    assert "object at" not in repr(plain(vars(slide), "ko"))
    for place, value in texts:
        other = _read(_with(raw, place, value + " 새"))
        if other is not None:
            assert plain(vars(slide), "ko") != plain(vars(other), "ko"), place


def _read(raw: dict):
    module, _ = read_module(
        yaml.safe_dump({"title": "x", "slides": [raw]}, allow_unicode=True), "content/modules/x.yaml", KINDS
    )
    return module.slides["one"].slide


def _texts(value: object, place: tuple = ()):
    """Every text of a value as it was written, with the way to it; of two languages the first."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for k, v in value.items():
            if k != "en" or "ko" not in value:
                yield from _texts(v, (*place, k))
    elif isinstance(value, list):
        for n, v in enumerate(value):
            yield from _texts(v, (*place, n))


def _with(value: object, place: tuple, text: str) -> object:
    """The value with a text in another's place."""
    if not place:
        return text
    made = dict(value) if isinstance(value, dict) else list(value)
    made[place[0]] = _with(value[place[0]], place[1:], text)
    return made


def test_booklets_are_of_editions_that_can_be_folded(tmp_path: Path):
    """An upright edition is written as A5 pages and as sheets to fold; one that lies across the paper stays as large
    as ever."""
    project = built_project(tmp_path / "project", "--to", "handout", "--handout", "slides-2,slides-4", "--booklet")
    found = {p.name: oracles.pdf_info(p)["Page size"] for p in (project / "output").rglob("*.pdf")}
    assert {"talk.ko.slides-2.pdf", "talk.ko.slides-2-booklet.pdf", "talk.ko.slides-4.pdf"} == set(found)
    assert "A4" in found["talk.ko.slides-4.pdf"] and found["talk.ko.slides-2.pdf"].startswith("419.5")
