"""What the commands of `deckgen variants` do, and what they say: findings and progress on standard error, what was made
on standard output."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from deckgen.cli import errors
from deckgen.cli.program import fail
from deckgen.cli.report import show_findings
from deckgen.cli.terminal import shown, tell
from deckgen.crash import Crash
from deckgen.diagnostics import ContentError, Diagnostic, UsageError
from deckgen.messages import count, say
from deckgen.outputs.outcome import Outcome
from deckgen.reading.project import Project
from deckgen.variants.checking import check
from deckgen.variants.executors import Executor, executor
from deckgen.variants.rows import Row
from deckgen.variants.running import Summary, recipe_of, run
from deckgen.variants.stores import Store, store_at
from deckgen.variants.studying import Variants, project_of, read_variants, wanted_rows
from deckgen.variants.verifying import formats_in, verify

#: Seconds between two lines of progress where there is no terminal.
_PAUSE = 5.0
#: Findings that are shown at most: each row has mistakes of its own, and all of them are to be mended in one go.
MOST_SHOWN = 10_000


class Cluster(NamedTuple):
    """A Dask scheduler: its address, or the file that it has written."""

    address: str | None
    file: Path | None


class Wanted(NamedTuple):
    """What a command asks for: of which project and seminar, which rows by their keys (all, where none is named), in
    which formats and editions, where to (a folder or an address), and on which cluster."""

    project: Path
    seminar: str | None
    keys: tuple[str, ...]
    formats: tuple[str, ...] | None
    editions: tuple[str, ...] | None
    output: str | None
    debug: bool
    cluster: Cluster | None = None

    def store(self, variants: Variants) -> Store:
        """Where the files of the rows go. Raises UsageError for an address that leads nowhere."""
        return store_at(self.output or str(self.project / "output" / "variants" / variants.seminar.id))

    @contextmanager
    def executor(self, jobs: int | None, variants: Variants, rows: Sequence[Row]) -> Iterator[Executor]:
        """Who makes the rows. Raises UsageError where a cluster is asked for that does not answer."""
        if self.cluster is None:
            yield executor(jobs)
            return
        try:
            from deckgen.variants import cluster  # late: hardly anybody has one
        except ModuleNotFoundError as e:
            raise UsageError(say("command.no-studio", library=e.name or ""), say("command:install-cluster")) from e
        from deckgen.variants.bundles import bundle

        workers = cluster.Cluster(*self.cluster, bundle(self.project, variants.seminar, rows))
        try:
            yield workers
        finally:
            workers.close()


def variants_of(folder: Path, seminar: str | None) -> tuple[Project, Variants, list[Diagnostic]]:
    """The variants of a seminar, and what is wrong with keys and names of its rows. Where its table cannot be read,
    that is told and the command ends."""
    project = project_of(folder)
    try:
        found, told = read_variants(project, seminar)
    except ContentError as e:
        found, told = None, list(e.diagnostics)
    if found is None:
        tell_findings(project, told)
        sys.exit(1)
    return project, found, told


def _sound(project: Project, told: Sequence[Diagnostic], writes: bool = True) -> None:
    """Tells findings; the command ends where one is an error."""
    tell_findings(project, told, writes)
    if any(d.severity == "error" for d in told):
        sys.exit(1)


def tell_findings(project: Project, told: Sequence[Diagnostic], writes: bool = True) -> None:
    if told:
        show_findings(Outcome((), tuple(told), project.line_of), writes, MOST_SHOWN)


def show_rows(folder: Path, seminar: str | None) -> None:
    """Lists the rows of a table, and which column fills what."""
    project, found, told = variants_of(folder, seminar)
    for place, heading in {**found.columns.places, **found.columns.choices}.items():
        tell(shown(say("variants:column-fills", heading=heading, place=place)))
    for heading in found.columns.others:
        tell(shown(say("variants:column-unused", heading=heading)))
    for row in found.rows:
        chosen = " ".join(cell.text for cell in row.choices.values() if cell.text)
        tell(f"{row.number:>6}  {row.key}  {chosen}".rstrip())
    tell(shown(say("variants:rows", rows=count(len(found.rows), "row"), empty=found.table.empty)))
    _sound(project, told, writes=False)


def build(wanted: Wanted, jobs: int | None, force: bool) -> None:
    """Checks all rows, makes those that are wanted, and says what came of it."""
    project, found, told = variants_of(wanted.project, wanted.seminar)
    try:
        rows = wanted_rows(found, wanted.keys)
        recipe = recipe_of(wanted.project, found, wanted.formats, wanted.editions)
        _sound(project, [*told, *check(recipe, found, rows)])
        store = wanted.store(found)
        with store.alone(), wanted.executor(jobs, found, rows) as workers, _progress() as progress:
            summary = run(recipe, found, rows, store, workers, force=force, progress=progress)
    except (UsageError, click.ClickException):
        raise
    except ContentError as e:
        tell_findings(project, e.diagnostics)
        sys.exit(1)
    except OSError as e:
        fail(errors.unwritable(e))
    except Crash as e:
        fail(errors.crash(e, wanted.debug))
    except Exception as e:  # the rim: nobody who writes content is shown a traceback
        fail(errors.crash(Crash.of(e, ""), wanted.debug))
    _tell(project, summary, store, bool(wanted.keys))
    sys.exit(1 if summary.failed else 0)


def verify_files(wanted: Wanted) -> None:
    """Holds every file against its row, and says what is wrong."""
    project, found, told = variants_of(wanted.project, wanted.seminar)
    _sound(project, told, writes=False)
    store = wanted.store(found)
    try:
        recipe = recipe_of(wanted.project, found, formats_in(store))
        verdict = verify(recipe, found, store)
    except Crash as e:
        fail(errors.crash(e, wanted.debug))
    tell_findings(project, verdict.findings, writes=False)
    wrong = sum(d.severity == "error" for d in verdict.findings)
    counts = {"files": count(verdict.files, "file"), "rows": count(verdict.rows, "row")}
    tell(shown(say("variants:verified", **counts) if not wrong else say("variants:refuted", wrong=wrong, **counts)))
    sys.exit(1 if wrong else 0)


def _tell(project: Project, summary: Summary, store: Store, names: bool) -> None:
    """What a run came to; the files by their names where rows were named."""
    tell_findings(project, [finding for result in summary.failed for finding in result.findings], writes=False)
    if names:
        for entry in (*summary.made, *summary.left):
            for file in entry.files:
                tell(store.shown(file.name))
    rate = len(summary.made) / summary.seconds if summary.seconds else 0.0
    tell(
        shown(
            say(
                "variants:summary",
                made=count(len(summary.made), "row"),
                files=count(summary.files, "file"),
                size=summary.size / 1e6,
                left=len(summary.left),
                failed=len(summary.failed),
                seconds=summary.seconds,
                rate=rate,
            )
        )
    )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Says how far a run is, how fast, and how long it will take: in one line of a terminal, else every few seconds."""
    begun = last = time.monotonic()
    terminal = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done == 0 or now - last < (0.2 if terminal else _PAUSE):
            return
        last = now
        rate = done / (now - begun)
        left = round((total - done) / rate)
        line = shown(say("variants:progress", done=done, total=total, rate=rate, left=f"{left // 60}:{left % 60:02d}"))
        click.echo(f"\r{line}\x1b[K" if terminal else line, err=True, nl=not terminal)

    yield progress
    if terminal:
        click.echo("\r\x1b[K", err=True, nl=False)
