"""Two checkouts of deckgen, measured in turn on the same content."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.measure import Command, cost, deckgen, in_turn
from bench.projects import ROOT, slides, write_project

#: Makes the command that a checkout is measured with, in a folder of its own.
Prepare = Callable[[Path, Path], Command]


def compare(other: Path, sizes: Sequence[int], runs: int) -> Iterator[str]:
    """A line for each workload; a ratio below 1 says that this checkout costs less than the other."""
    yield f"{'':>34} {'this, s':>15} {'other, s':>15} {'ratio':>15}"
    yield f"{'':>34}" + f" {'least':>7} {'median':>7}" * 3
    for name, prepare in workloads(sizes, other):
        yield measure(name, prepare, other, runs)


def measure(name: str, prepare: Prepare, other: Path, runs: int) -> str:
    """The line of one workload."""
    with tempfile.TemporaryDirectory() as scratch:
        commands = []
        for label, checkout in (("this", ROOT), ("other", other)):
            folder = Path(scratch, label)
            folder.mkdir()
            commands.append(prepare(folder, checkout))
            cost(commands[-1])  # fills caches, also with compiled modules
        a, b = in_turn(runs, *commands)
    numbers = (a.least, a.median, b.least, b.median, a.least / b.least, a.median / b.median)
    return f"{name:>34} " + " ".join(f"{number:>7.2f}" for number in numbers)


def workloads(sizes: Sequence[int], other: Path) -> Iterator[tuple[str, Prepare]]:
    """What is measured: starting, decks of these sizes, a handout, and builds with nothing to do. The slides are those
    of the other checkout, which is the older one as a rule: what it does not know, it cannot read."""
    yield "--version", start
    for n in sizes:
        yield f"deck of {n} slides", from_scratch(n, "pptx", other)
    yield "handout of 94 slides", from_scratch(94, "handout", other)
    yield "nothing to do, 90-minute seminar", nothing_to_do("media-commerce")
    yield "nothing to do, all seminars", nothing_to_do()


def start(folder: Path, checkout: Path) -> Command:
    return deckgen("--version", folder=folder, checkout=checkout)


def from_scratch(n: int, what: str, source: Path) -> Prepare:
    """One output format of `n` slides of a checkout, made anew each time."""

    def prepare(folder: Path, checkout: Path) -> Command:
        write_project(folder, slides(n, source), checkout)
        return deckgen("build", "--to", what, "--force", "-o", "out", folder=folder, checkout=checkout)

    return prepare


def nothing_to_do(*seminars: str) -> Prepare:
    """These seminars, or all, of the checkout's own content, which are built already."""

    def prepare(folder: Path, checkout: Path) -> Command:
        for part in ("content", "themes"):
            shutil.copytree(checkout / part, folder / part)
        return deckgen("build", *seminars, folder=folder, checkout=checkout)

    return prepare
