"""The documents tell the truth."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
import yaml
from conftest import ROOT, deckgen
from distributed.cli import dask_scheduler, dask_worker

from deckgen.cli import main
from deckgen.layout.kinds import KINDS
from deckgen.writers.handout.editions import EDITIONS
from deckgen.writers.handout.plates import PLATES

sys.path.insert(0, str(ROOT / "tools"))

import image

from docs import HANDOUTS, PAGES, SHOWN, page, with_editions, written

#: What leads those who write, and those who write in Korean.
READMES = ("README.md", "README.ko.md")


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
    editions = {*EDITIONS, *PLATES}
    assert set(SHOWN) <= editions and all(f"`{name}`" in text for name in editions)


def test_no_page_is_left_of_a_kind_that_is_gone():
    """Each page is a kind's."""
    assert sorted(KINDS) == sorted(p.stem for p in PAGES.glob("*.md"))


def test_pictures_are_there():
    """Every picture and page that documents show is in the repository."""
    pages = (*(ROOT / readme for readme in READMES), *PAGES.glob("*.md"), *(ROOT / "docs").glob("*.md"))
    shown = [
        (file, path)
        for file in pages
        for path in re.findall(r"\]\(((?!http|#)[^)#]+)", re.sub("`[^`\n]*`", "", file.read_text(encoding="utf-8")))
    ]
    assert len(shown) > 2 * len(KINDS)
    assert [] == [f"{file.name}: {path}" for file, path in shown if not (file.parent / path).exists()]


def first_seminar(readme: str, folder: Path, edit: tuple[str, str] = ("", "")) -> None:
    """The project of who follows a README to the letter; `edit` is a slip in the seminar and what it replaces."""
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = [re.sub(r"^   ", "", b, flags=re.MULTILINE) for b in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]
    module = next(b for b in blocks if b.startswith("title:") and "slides:" in b and "programme" not in b)
    seminar = next(b for b in blocks if "programme:" in b)
    assert edit[1] in seminar
    (folder / "content" / "modules" / "hello.yaml").write_text(module, encoding="utf-8")
    (folder / "content" / "seminars" / "hello.yaml").write_text(seminar.replace(edit[1], edit[0]), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("readme", READMES)
def test_the_first_seminar_of_readme_builds(readme, tmp_path):
    """Who follows README to the letter gets a deck."""
    first_seminar(readme, tmp_path)
    done = deckgen("build", "hello", "--to", "pptx", cwd=tmp_path)
    assert 0 == done.returncode, done.stderr
    assert "" == done.stderr
    assert (tmp_path / "output/presenter/hello.ko.pptx").is_file()


@pytest.mark.parametrize(("readme", "language"), zip(READMES, ("en", "ko"), strict=True))
def test_a_slip_is_told_as_readme_shows(readme, language, tmp_path):
    first_seminar(readme, tmp_path, ("helo-statement", "hello-statement"))
    done = deckgen("build", "hello", "--messages", language, cwd=tmp_path)
    assert (1, "") == (done.returncode, done.stdout)
    assert f"```\n{done.stderr}```\n" in (ROOT / readme).read_text(encoding="utf-8")


#: A call of the command in a document: what stands behind `deckgen`.
CALL = re.compile(
    r"^(?:docker run (?!.*--entrypoint).* )?(?:\.venv/bin/)?deckgen((?: [^\s].*?)?)(?:  .*)?$", re.MULTILINE
)


def calls(readme: str) -> list[list[str]]:
    """Every call of the command that a README shows, as words."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    shown = [line for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    shown += re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [shlex.split(m[1].partition("|")[0]) for line in shown if (m := CALL.match(line))]


@pytest.mark.parametrize("readme", READMES)
def test_commands_of_readme_are_there(readme):
    """Each command that is shown exists, with its options."""
    found = calls(readme)
    assert len(found) > 10
    for words in found:
        command: click.Command = main
        for word in words:
            if isinstance(command, click.Group) and not word.startswith("-"):
                assert word in command.commands, words
                command = command.commands[word]
            elif word.startswith("-"):
                assert word in {o for p in command.params for o in p.opts} | {"-h", "--help", "--version"}, words


def test_the_korean_readme_begins_as_the_other_does():
    """Both show the same two files, and lead to each other."""
    texts = [(ROOT / readme).read_text(encoding="utf-8") for readme in READMES]
    blocks = [re.findall(r"```yaml\n   (title.*?)```", text, re.DOTALL) for text in texts]
    assert 2 == len(blocks[0]) and blocks[0] == blocks[1]
    assert "(README.ko.md)" in texts[0] and "(README.md)" in texts[1]


def test_the_image_is_built_of_what_is_there():
    """What the file for container images runs, and what README says of it; workers of a cluster are of the same one."""
    steps = list(image.steps((ROOT / "Dockerfile").read_text(encoding="utf-8")))
    assert ["FROM", "ARG", "RUN", "COPY", "RUN", "ENV", "WORKDIR", "ENTRYPOINT"] == [step for step, _ in steps]
    base, argument, system, copy, install, env, workdir, entry = (what for _, what in steps)
    assert base in image.RELEASES, "tools/image.py could not try it"
    home = copy.split()[1]
    name, _, default = argument.partition("=")
    target = re.search(rf"make -C {home} (\S+)", install)[1]
    assert target == f".venv/ready-to-${name}"
    for wanted in (default, "cluster"):
        assert (ROOT / "requirements" / f"{wanted}.txt").is_file()
    assert re.search(r"^\.venv/ready-to-%:", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert f"{home}/.venv/bin" in env and '["deckgen"]' == entry
    for run in (system, install):
        assert 0 == subprocess.run(["sh", "-n", "-c", run]).returncode
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".venv", ".cache", "output"} <= set(ignored)
    for readme in READMES:
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "docker build -t deckgen ." in text and f'-v "$PWD:{workdir}" deckgen build' in text
        assert f"docker build -t deckgen --build-arg {name}=cluster ." in text


def test_commands_that_start_a_cluster_are_there():
    """What the READMEs show of Dask's own commands is understood by the locked one."""
    shown = {line for readme in READMES for line in (ROOT / readme).read_text("utf-8").splitlines() if "dask" in line}
    wanted = {option for line in shown for option in re.findall(r"(?<= )--(?:host|nworkers|nthreads)\b", line)}
    assert wanted == {"--host", "--nworkers", "--nthreads"}
    known = {option for command in (dask_scheduler.main, dask_worker.main) for p in command.params for option in p.opts}
    assert wanted <= known


def test_architecture_names_every_dependency():
    """Each runtime dependency has its reason in ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").lower()
    with (ROOT / "pyproject.toml").open("rb") as file:
        about = tomllib.load(file)["project"]
    needed = [*about["dependencies"], *about["optional-dependencies"]["cluster"]]
    names = [re.match(r"[\w-]+", each)[0].lower() for each in needed]
    assert {"weasyprint", "distributed"} <= set(names)
    assert [] == [name for name in names if f"| {name} |" not in text]


@pytest.mark.parametrize("readme", READMES)
def test_examples_of_readme_are_yaml(readme):
    """Every YAML block of README can be read."""
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 2
    for block in blocks:
        assert yaml.safe_load(block)
