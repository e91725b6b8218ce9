"""An output format is a record: all that the command, the tasks, the report and the download page know of it stands
there."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import THEMES, brand
from shared import small_project
from test_cli import change, written
from test_errors import run

from deckgen.diagnostics import warning
from deckgen.messages import say
from deckgen.outputs.doors import PRESENTER
from deckgen.outputs.formats import FORMATS, File, Format, Label
from deckgen.outputs.keys import Keys
from deckgen.outputs.plan import Output, Plan

BASICS = "content/modules/basics.yaml"


def _files(plan: Plan) -> list[File]:
    return [File("txt", PRESENTER), File("notes.txt", PRESENTER, edition="notes")]


def _outline(plan: Plan, file: File, shared: str) -> Output:
    """Titles, a line each; with their notes in another edition."""
    lines = [shared]
    for placed in plan.deck.slides:
        lines.append(f"{placed.number} {placed.title.plain}")
        if file.edition and placed.notes:
            lines.append(f"  {placed.notes.plain}")
    return Output("\n".join(lines).encode(), len(plan.scenes))


#: A format that is not among deckgen's own: the deck as a text.
OUTLINE = Format(
    name="outline",
    help="titles as text",
    unit="slides",
    content=("slides", "notes"),
    weight=0.1,
    files=_files,
    write=_outline,
    labels=lambda: {"txt": Label("deck"), "notes.txt": Label("slides-edition", 7)},
    share=lambda plan, files: f"{plan.deck.title.plain}: {len(files)}",
    check=lambda plan, memory: iter([warning(say("text.no-partner", what="a title"), None, say("text:leave-it-out"))]),
)

#: What the command says of its finding.
TOLD = "warning: a title has no partner here, so it is shown as it stands\n      = leave it out\n\n1 warning\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small good project, and a further format."""
    monkeypatch.setitem(FORMATS, "outline", OUTLINE)
    return small_project(tmp_path / "project")


def test_a_new_format_is_a_record(project):
    """One record, and the command builds it, checks it, tells it, and leaves it alone the next time."""
    status, out, said = run(["build", "--to", "outline"], project)
    assert (status, said) == (0, TOLD)
    rows = [line.split()[:3] for line in out.splitlines()[1:]]
    assert rows == [
        ["output/presenter/talk.ko.txt", "5", "slides"],
        ["output/presenter/talk.ko.notes.txt", "5", "slides"],
    ]
    text = (project / "output/presenter/talk.ko.txt").read_text(encoding="utf-8")
    assert text.splitlines()[:2] == ["작은 세미나: 2", "1 작은 세미나"]
    assert "안녕하세요" in (project / "output/presenter/talk.ko.notes.txt").read_text(encoding="utf-8")
    assert "as the last build left them" in run(["build", "--to", "outline"], project)[1]


def test_its_key_follows_its_content(project):
    """It is made again when what it depends on changes, and only then."""
    run(["build", "--to", "outline"], project)
    change(project / BASICS, "en: Hello.", "en: Hello.\n  handout: 더 읽을 것")
    assert "all of them are as the last build left them" in run(["build", "--to", "outline"], project)[1]
    change(project / BASICS, "- 하나", "- 셋")
    assert "1 file of 2 is as the last build left it" in run(["build", "--to", "outline"], project)[1]


@pytest.mark.slow
def test_it_stands_on_the_download_page(project):
    """Under the words of its labels, in the order of the formats."""
    assert run(["build", "--to", "web,outline,pptx"], project)[0] == 0
    page = (project / "output/presenter/index.html").read_text(encoding="utf-8")
    places = [page.index(f'href="talk.ko.{ending}" download') for ending in ("pptx", "txt", "notes.txt")]
    assert places == sorted(places)
    assert "슬라이드 (7장씩)" in page


def test_a_mistake_names_it(project):
    """What is not a format is told all that are."""
    said = run(["build", "--to", "outlin"], project)[2]
    assert "`web` and `outline`, found `outlin`" in said and "did you mean `outline`?" in said
    assert written(project / "output") == []


@pytest.mark.parametrize("name", FORMATS)
def test_records_are_sound(name):
    """Each depends on parts of the content that there are, and has words for its files in every theme."""
    format = FORMATS[name]
    assert format.name == name and format.content and set(format.content) <= set(Keys._fields)
    for label in format.labels().values():
        for theme in THEMES:
            for language in ("ko", "en"):
                assert brand(theme).theme.word(label.word, language, n=label.n)


def test_the_help_names_every_format_and_edition(tmp_path):
    """What may be asked for stands in the help."""
    from deckgen.writers.handout.editions import EDITIONS

    shown = " ".join(run(["build", "--help"], tmp_path)[1].split())
    for name, format in FORMATS.items():
        assert (f"{name} ({format.help})" if format.help else name) in shown
    for edition in EDITIONS:
        n = edition.removeprefix("slides-")
        assert (edition if n == edition or n == "1" else f" {n}") in shown, edition
    assert len(FORMATS) == 5 and len(EDITIONS) > 10
