"""What several tests look at and is made once for all of them, also where they run side by side in several
processes."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, deckgen

#: Seconds that a process waits for what another one makes.
PATIENCE = 600
PROJECT = Path(__file__).parent / "errors" / "project"


class _Shared:
    """The folder of this run of tests."""

    folder: Path | None = None


def begin(temporary: Path) -> None:
    """Takes the temporary folder of this process; that of processes side by side is one level above theirs."""
    _Shared.folder = (temporary.parent if "PYTEST_XDIST_WORKER" in os.environ else temporary) / "shared"
    _Shared.folder.mkdir(exist_ok=True)


def once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, which the first who asks for it has filled by `make`; nobody may change what is in it."""
    assert _Shared.folder, "only a running test has something to share"
    folder = _Shared.folder / name
    done, failed = folder.with_name(f"{name}.done"), folder.with_name(f"{name}.failed")
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + PATIENCE
        while not done.exists():
            if failed.exists() or time.monotonic() > until:
                pytest.fail(f"`{name}` was not made; another test says why")
            time.sleep(0.05)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


def _built(*arguments: str, cwd: Path = ROOT) -> None:
    """Runs the real command, which must have nothing to say."""
    result = deckgen(*arguments, cwd=cwd)
    assert (result.returncode, result.stderr) == (0, "")


def placed(name: str) -> str:
    """Where an output stands in its folder, by its name (`talk.ko.pptx`); of the two web pages the presenter's."""
    seminar, _, ending = name.split(".", 2)
    kept = ("pptx", "html", "strip.pdf", "speaker.pdf", "speaker-booklet.pdf", "answers.pdf", "answers-booklet.pdf")
    return f"presenter/{name}" if ending in kept else f"audience/{seminar}/{name}"


def output(folder: Path, name: str) -> Path:
    """An output in its folder."""
    return folder / placed(name)


def seminars(language: str) -> Path:
    """Every seminar of the repository in a language, built strictly."""
    return once(
        f"seminars-{language}",
        lambda to: _built("build", "--lang", language, "--strict", "-o", str(to)),
    )


def on_letter(seminar: str, language: str) -> Path:
    """The handouts of a seminar of the repository in a language on Letter, built strictly."""
    how = ("--lang", language, "--paper", "letter", "--strict", "--to", "handout")
    return once(f"letter-{seminar}-{language}", lambda to: _built("build", seminar, *how, "-o", str(to)))


def gallery(theme: str) -> Path:
    """The gallery of a theme."""
    return once(f"gallery-{theme}", lambda to: _built("gallery", theme, "-o", str(to)))


def small_project(home: Path) -> Path:
    """The small good project in a new folder, not built; its themes are links to the repository's."""
    shutil.copytree(PROJECT, home)
    (home / "themes").mkdir()
    for theme in ("openmaru", "shared"):
        (home / "themes" / theme).symlink_to(ROOT / "themes" / theme)
    return home


def built_project(home: Path, *arguments: str) -> Path:
    """The same, built with these arguments."""
    name = "-".join(("project", *(a.strip("-").replace(",", "-") for a in arguments)))
    first = once(name, lambda folder: _built("build", *arguments, cwd=small_project(folder / "project")))
    return Path(shutil.copytree(first / "project", home, symlinks=True))
