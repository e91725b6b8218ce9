"""The documents tell the truth."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib

import pytest
import yaml
from conftest import ROOT, deckgen

from deckgen.layout.kinds import KINDS
from deckgen.writers.handout.editions import EDITIONS

sys.path.insert(0, str(ROOT / "tools"))

from docs import HANDOUTS, PAGES, SHOWN, page, with_editions, written


def test_readme_shows_every_kind():
    """README's table of kinds is written by `tools/docs.py`."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert written(readme) == readme


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_page_as_it_is(kind):
    """A kind's page says what its docstring, its fields and its example say, and shows the slide as it is laid out now;
    `tools/docs.py` writes it again."""
    assert (PAGES / f"{kind}.md").read_text(encoding="utf-8") == page(kind)


def test_handouts_shows_every_edition():
    """Its table of editions is written by `tools/docs.py`."""
    text = HANDOUTS.read_text(encoding="utf-8")
    assert with_editions(text) == text
    assert set(SHOWN) <= set(EDITIONS) and all(f"`{name}`" in text for name in EDITIONS)


def test_no_page_is_left_of_a_kind_that_is_gone():
    """Each page is a kind's."""
    assert sorted(KINDS) == sorted(p.stem for p in PAGES.glob("*.md"))


def test_pictures_are_there():
    """Every picture and page that documents show is in the repository."""
    pages = (ROOT / "README.md", *PAGES.glob("*.md"), *(ROOT / "docs").glob("*.md"))
    shown = [
        (file, path)
        for file in pages
        for path in re.findall(r"\]\(((?!http|#)[^)#]+)", re.sub("`[^`\n]*`", "", file.read_text(encoding="utf-8")))
    ]
    assert len(shown) > 2 * len(KINDS)
    assert [] == [f"{file.name}: {path}" for file, path in shown if not (file.parent / path).exists()]


@pytest.mark.slow
def test_the_first_seminar_of_readme_builds(tmp_path):
    """Who follows README to the letter gets a deck."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "themes", tmp_path / "themes")
    blocks = [
        re.sub(r"^   ", "", b, flags=re.MULTILINE)
        for b in re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    ]
    module = next(b for b in blocks if b.startswith("title:") and "slides:" in b and "programme" not in b)
    seminar = next(b for b in blocks if "programme:" in b)
    (tmp_path / "content" / "modules" / "hello.yaml").write_text(module, encoding="utf-8")
    (tmp_path / "content" / "seminars" / "hello.yaml").write_text(seminar, encoding="utf-8")
    done = deckgen("build", "hello", "--to", "pptx", cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    assert "" == done.stderr
    assert (tmp_path / "output/presenter/hello.ko.pptx").is_file()


def test_architecture_names_every_dependency():
    """Each runtime dependency has its reason in ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").lower()
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    names = [re.match(r"[\w-]+", each)[0].lower() for each in needed]
    assert "weasyprint" in names
    assert [] == [name for name in names if f"| {name} |" not in text]


def test_examples_of_readme_are_yaml():
    """Every YAML block of README can be read."""
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 2
    for block in blocks:
        assert yaml.safe_load(block)
