"""What a build came to, for people: findings on standard error, a table of outputs on standard output, a progress bar
between."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from deckgen.cli.terminal import language, shown, tell
from deckgen.diagnostics import Diagnostic, cells, explain, harmless
from deckgen.messages import Message, count, say
from deckgen.outputs.outcome import Outcome, OutputFile

#: The heads of the table of outputs.
HEAD = ("file", "", "size", "minutes-head")
#: More findings than this are only counted: they have one cause.
MOST_SHOWN = 100


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: None
        return
    from rich.console import Console  # late: only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn

    doing = TextColumn("{task.description}", markup=False)
    with Progress(doing, BarColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda name, done, total: bar.update(task, description=harmless(name, ""), completed=done, total=total)


def ordered(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings in the order of files and lines, those without a place last."""
    return sorted(findings, key=_place)


def show_findings(outcome: Outcome, writes: bool = True, most: int = MOST_SHOWN) -> None:
    """The findings in order. Of more than are to be shown at `most`, errors are shown first of all. `writes` says that
    the command would have written something."""
    findings = ordered(outcome.diagnostics)
    # where not all are shown, warnings give way to errors
    first = sorted(findings, key=lambda d: d.severity != "error")[:most]
    for finding in sorted(first, key=_place):
        tell(explain(finding, outcome.line_of, language()) + "\n", err=True, look=partial(_coloured, finding))
    if len(findings) > most:
        tell(shown(say("report:and-more", n=len(findings) - most)) + "\n", err=True)
    if findings:
        tell(shown(summary(findings, writes)), err=True)


def summary(findings: Collection[Diagnostic], writes: bool) -> Message:
    """How many errors and warnings there are, and what comes of them."""
    errors = sum(d.severity == "error" for d in findings)
    warnings = len(findings) - errors
    counts = count(errors, "error") if errors else count(warnings, "warning")
    if errors and warnings:
        counts = say("report:both", errors=counts, warnings=count(warnings, "warning"))
    return say("report:nothing-written", counts=counts) if errors and writes else counts


def show_waiting(folder: Path) -> None:
    """Says that another build is at work in a folder."""
    tell(shown(say("report:waiting", folder=_short(str(folder)))), err=True)


def show_notes(outcome: Outcome) -> None:
    """What else there is to tell of the output folder."""
    for note in outcome.notes:
        tell(shown(say("report:note", note=note)), err=True)


def _place(d: Diagnostic) -> tuple[bool, str, int, int]:
    return (False, d.span.path, d.span.line, d.span.column) if d.span else (True, "", 0, 0)


def _coloured(d: Diagnostic, text: str) -> str:
    """The report of a finding with its severity in colour."""
    head, end, rest = text.partition("\n")
    word = shown(say(f"word:{d.severity}")) + ": "
    colour = click.style(word, fg="red" if d.severity == "error" else "yellow", bold=True)
    return head.replace(word, colour, 1) + end + rest


def show_outputs(outputs: Sequence[OutputFile]) -> None:
    """The outputs, aligned: file, slides or pages, sheets of paper, size, minutes against the seminar's length."""
    if not outputs:
        return
    rows = [tuple(shown(say(f"report:{name}")) if name else "" for name in HEAD), *(_row(o) for o in outputs)]
    widths = [max(cells(row[i]) for row in rows) for i in range(4)]
    for n, row in enumerate(rows):
        line = _aligned(row, widths)
        tell(line, look=None if n else partial(click.style, bold=True))
    reused = sum(o.reused for o in outputs)
    if reused:
        tell(_reused(reused, len(outputs)))


def _row(output: OutputFile) -> tuple[str, str, str, str]:
    small = output.size < 1_000_000
    size = f"{output.size / 1000:,.0f} kB" if small else f"{output.size / 1_000_000:,.1f} MB"
    minutes = ""
    if output.talk is not None and output.minutes is not None:
        minutes = shown(say("report:minutes", talk=output.talk, minutes=output.minutes))
    units = shown(count(output.length, output.unit.removesuffix("s"))) if output.unit else ""
    if output.apparatus is not None:
        sheets = count(-(-output.length // 2), "sheet")
        units = shown(say("report:apparatus", length=units, sheets=sheets, apparatus=output.apparatus))
    return harmless(_short(output.path), ""), units, size, minutes


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    """A row of the table: the first column to the left, the others to the right."""
    spaces = [" " * (width - cells(text)) for text, width in zip(row, widths, strict=True)]
    first, *others = (
        f"{text}{s}" if n == 0 else f"{s}{text}" for n, (text, s) in enumerate(zip(row, spaces, strict=True))
    )
    return "  ".join((first, *others)).rstrip()


def _reused(reused: int, total: int) -> str:
    number = "one" if reused == 1 else "many"
    if reused == total:
        return shown(say(f"report:all-of-{number}"))
    code = "report:one-of-many" if reused == 1 else "report:some-of-many"
    return shown(say(code, files=count(reused, "file"), total=total))


def _short(path: str) -> str:
    """A path from here where that is shorter."""
    try:
        return Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path
