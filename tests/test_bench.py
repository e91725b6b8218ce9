"""The bench: what it generates is what deckgen takes, and its measuring runs. Its numbers are for people."""

from __future__ import annotations

import sys

import pptx
import pytest
from conftest import deckgen

from bench import against, measure, projects, tables

#: Writes as many lines as the Markdown has slides, in Pandoc's place.
STAND_IN = (
    "import sys; source, _, out = sys.argv[1:];"
    "open(out, 'w').write('slide\\n' * sum(line.startswith('## ') for line in open(source, encoding='utf-8')))"
)


@pytest.fixture(scope="module")
def content() -> list[projects.Slide]:
    """Every slide that the bench uses, and some of them again in one module."""
    assert len(projects.material()) < projects.MODULE
    return projects.slides(projects.MODULE + 1)


def words(value: object) -> list[str]:
    """All texts of a value."""
    if isinstance(value, dict):
        return [word for item in value.values() for word in words(item)]
    if isinstance(value, list):
        return [word for item in value for word in words(item)]
    return [value] if isinstance(value, str) else []


def test_content_has_every_kind_and_no_variable(content):
    assert {slide["kind"] for slide in content} == set(projects.MARKDOWN)
    texts = [text for slide in content for text in words(slide)]
    assert len(texts) > 100
    assert not [text for text in texts if "{{" in text or "}}" in text]


def test_no_two_slides_are_alike():
    slides = projects.slides(250)
    assert len({slide["id"] for slide in slides}) == len({slide["title"] for slide in slides}) == 250


def test_deckgen_takes_the_content(content, tmp_path):
    """All of it, in one deck: a slide that does not build would stop `make bench`."""
    projects.write_project(tmp_path, content)
    built = deckgen("build", "--to", "pptx", "-o", "out", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    (deck,) = (tmp_path / "out").rglob("*.pptx")
    titles = [slide.shapes.title.text for slide in pptx.Presentation(deck).slides]
    assert len(titles) == len(content)


def test_pandoc_gets_the_same_slides(content):
    source = projects.pandoc_source(content)
    headings = [line.removeprefix("## ") for line in source.splitlines() if line.startswith("## ")]
    assert headings == [slide["title"] for slide in content]
    for slide in content:
        assert slide.get("notes", "") in source


def test_deck_against_pandoc():
    """The comparison itself, with a stand-in for Pandoc."""
    head, line = tables.decks([sys.executable, "-c", STAND_IN], [4], runs=1)
    assert head.split() == ["slides", "deckgen", "pandoc", "ratio", "MB"]
    slides, *numbers = line.split()
    assert slides == "4" and len(numbers) == 4 and float(numbers[0]) > 0


def test_the_handout_has_the_pages_that_are_asked_for():
    """About: the bench knows how many slides go on a page."""
    head, line = tables.handouts([20], runs=1)
    assert head.split() == ["slides", "pages", "CPU", "s", "MB"]
    _, pages, *numbers = line.split()
    assert abs(int(pages) - 20) <= 3 and all(float(n) > 0 for n in numbers)


def test_checkout_against_itself():
    name, *numbers = against.measure("start", against.start, projects.ROOT, runs=1).split()
    this, _, other, _, ratio, _ = map(float, numbers)
    assert name == "start" and this > 0.01 and other > 0.01
    half = 0.005  # seconds are rounded to hundredths, the ratio is that of what was measured
    assert (this - half) / (other + half) - half <= ratio <= (this + half) / (other - half) + half


def test_workloads_of_two_checkouts():
    assert [name for name, _ in against.workloads([50], projects.ROOT)] == [
        "--version",
        "deck of 50 slides",
        "handout of 94 slides",
        "nothing to do, 90-minute seminar",
        "nothing to do, all seminars",
    ]


def test_failing_command_is_not_measured(tmp_path):
    command = measure.Command((sys.executable, "-c", "raise SystemExit('no disk')"), tmp_path)
    with pytest.raises(SystemExit, match=r"failed in .*: no disk"):
        measure.cost(command)
