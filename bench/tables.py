"""The tables of docs/speed.md, line by line as they are measured."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from bench.measure import Command, cost, deckgen, in_turn
from bench.projects import ROOT, pandoc_source, slides, write_project

EDITIONS = ("reader", "workbook", "answers", "speaker", "slides-3", "slides-6", "slides-9", "summary", "cheatsheet")


def decks(pandoc: Sequence[str], sizes: Sequence[int], runs: int) -> Iterator[str]:
    """The deck against the command `pandoc`, median of all runs; of one run at more than 200 slides."""
    yield f"{'slides':>7} {'deckgen':>9} {'pandoc':>9} {'ratio':>7} {'MB':>6}"
    for n in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            content = slides(n)
            write_project(folder, content)
            (folder / "deck.md").write_text(pandoc_source(content), encoding="utf-8")
            ours = deckgen("build", "--to", "pptx", "--force", "-o", "out", folder=folder, checkout=ROOT)
            theirs = Command((*pandoc, "deck.md", "-o", "deck.pptx"), folder)
            cost(ours)
            a, b = in_turn(runs if n <= 200 else 1, ours, theirs)
            yield f"{n:>7} {a.median:>9.2f} {b.median:>9.2f} {a.median / b.median:>7.2f} {a.megabytes:>6.0f}"


def handouts(pages: Sequence[int], runs: int) -> Iterator[str]:
    """The notes handout alone."""
    yield f"{'slides':>7} {'pages':>7} {'CPU s':>9} {'MB':>6}"
    for wanted in pages:
        n = round(wanted * 2.5) + 9  # five slides on two pages; lists grow less than that
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_project(folder, slides(n))
            command = deckgen("build", "--to", "handout", "--force", "-o", "out", folder=folder, checkout=ROOT)
            (costs,) = in_turn(runs, command)
            with pikepdf.open(next((folder / "out").rglob("*.pdf"))) as pdf:
                count = len(pdf.pages)
            yield f"{n:>7} {count:>7} {costs.median:>9.2f} {costs.megabytes:>6.0f}"


def editions(runs: int, seminar: str = "media-commerce", names: Sequence[str] = EDITIONS) -> Iterator[str]:
    """What a further edition of a seminar costs, in parts of the first: the least of all runs."""
    yield f"{'edition':>11} {'notes':>7} {'both':>7} {'further':>9}"
    for name in names:
        with tempfile.TemporaryDirectory() as out:
            commands = [
                deckgen(*line, folder=ROOT, checkout=ROOT)
                for line in (
                    ("build", seminar, "--to", "handout", "--handout", "notes", "--force", "-o", out),
                    ("build", seminar, "--to", "handout", "--handout", f"notes,{name}", "--force", "-o", out),
                )
            ]
            first, both = in_turn(runs, *commands)
        further = (both.least - first.least) / first.least
        yield f"{name:>11} {first.least:>7.2f} {both.least:>7.2f} {further:>9.2f}"


def again() -> Iterator[str]:
    """All seminars: built, built again, built with a slide changed. By the clock, because cores share the work."""
    yield f"clock on {len(os.sched_getaffinity(0))} cores"
    yield from _changed()


def one_text(seminar: str = "media-commerce") -> Iterator[str]:
    """The same of the notes of the longest seminar alone."""
    yield from _changed(seminar, "--to", "handout", "--handout", "notes")


def _changed(*what: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("content", "themes"):
            shutil.copytree(ROOT / part, folder / part)
        yield f"{'first':>18} {_clock(folder, *what):>7.2f} s"
        yield f"{'again':>18} {_clock(folder, *what):>7.2f} s"
        module = folder / "content" / "modules" / "observability.yaml"
        before = module.read_text(encoding="utf-8")
        after = before.replace("title: {ko: 세 가지", "title: {ko: 세", 1)
        if before == after:
            raise SystemExit(f"{module.name} no longer has the title that this bench changes")
        module.write_text(after, encoding="utf-8")
        yield f"{'a title changed':>18} {_clock(folder, *what):>7.2f} s"


def _clock(folder: Path, *what: str) -> float:
    begin = time.perf_counter()
    cost(deckgen("build", *what, folder=folder, checkout=ROOT))
    return time.perf_counter() - begin
