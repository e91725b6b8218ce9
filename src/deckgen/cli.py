"""Arguments to one call of `build`; diagnostics and tables for people; the exit status.

0: built. 1: something in the content is wrong, nothing was written. 2: the command was used wrongly.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path

import click

from deckgen import __version__
from deckgen.build import FORMATS, LANGUAGES, PAPERS, Outcome, UsageError, Written, build
from deckgen.diagnostics import cells, count, explain

#: More findings than this are only counted: they have one cause.
MOST_SHOWN = 100
EXAMPLES = """\b
Examples:
  deckgen build                          every seminar of content/seminars/, into output/
  deckgen build five-questions           one seminar
  deckgen build five-questions --lang en the English deck and handout
  deckgen build --to pptx                only the PowerPoint decks
  deckgen build --to handout --paper letter
  deckgen build --strict                 warnings count as errors
"""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES)
@click.version_option(__version__, prog_name="deckgen", message="%(prog)s %(version)s")
def main() -> None:
    """Seminars written in YAML become a native PowerPoint deck and a printed handout."""


def _formats(context: click.Context, parameter: click.Parameter, value: str) -> frozenset[str]:
    wanted = [v.strip() for v in value.split(",") if v.strip()]
    wrong = [v for v in wanted if v not in FORMATS]
    if wrong or not wanted:
        raise click.BadParameter(f"`{wrong[0] if wrong else value}` is not one of {', '.join(FORMATS)}")
    return frozenset(wanted)


@main.command("build", epilog=EXAMPLES)
@click.argument("seminars", nargs=-1, metavar="[SEMINAR]...")
@click.option("--theme", metavar="NAME", help="A folder of themes/, instead of the seminar's own.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language, instead of the seminar's own.")
@click.option("--to", "formats", default=",".join(FORMATS), callback=_formats, metavar="LIST", help="What to make: pptx, slides (the deck as a PDF), handout. Default: all three.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder to write to. Default: output/ of the project.")
@click.option("--paper", type=click.Choice(PAPERS), help="Paper of the handout, instead of the seminar's own.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--project", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path("."), help="The folder with content/ and themes/. Default: this one.")
def build_command(seminars: tuple[str, ...], theme: str | None, lang: str | None, formats: frozenset[str], output: Path | None, paper: str | None, strict: bool, project: Path) -> None:
    """Builds decks and handouts.

    SEMINAR is the name of a file in content/seminars/ without its ending; without one, all are built.
    """
    names = tuple(Path(s).name.removesuffix(".yaml") for s in seminars)
    try:
        with _progress() as progress:
            outcome = build(project, names, theme=theme, language=lang, formats=formats, output=output, strict=strict, paper=paper, progress=progress)
    except UsageError as e:
        raise click.UsageError(str(e)) from None
    except OSError as e:
        click.echo(_unwritable(e), err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell reports a program that was stopped with Ctrl-C
    _report(outcome)
    _table(outcome.written)
    sys.exit(0 if outcome.written else 1)


@main.command("schema")
@click.argument("what", type=click.Choice(["seminar", "module", "sources", "theme"]))
def schema_command(what: str) -> None:
    """Prints the JSON Schema of a kind of file, for editors that complete YAML."""
    import json  # late, as rich below: a build needs neither

    from deckgen.schema import schema

    click.echo(json.dumps(schema(what), ensure_ascii=False, indent=2))


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console  # late: only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)


def _unwritable(e: OSError) -> str:
    """Why an output cannot be written, and what to do."""
    path = f"`{e.filename2 or e.filename}` " if e.filename else ""
    match e:
        case FileExistsError():
            said, hint = "it is a file, not a folder", "name another folder with --output"
        case NotADirectoryError():
            said, hint = "a part of its path is a file, not a folder", "name another folder with --output"
        case IsADirectoryError():
            said, hint = "there is a folder with that name", "move it away, or name another folder with --output"
        case PermissionError():
            said, hint = "permission denied", "close it where it is open, or name another folder with --output"
        case _:
            said = (e.strerror or str(e)).lower()
            hint = ("make room, or " if e.errno == ENOSPC else "") + "name another folder with --output"
    return f"error: {path}cannot be written: {said}\n      = {hint}\n\n1 error: nothing was written"


def _report(outcome: Outcome) -> None:
    found = sorted(outcome.diagnostics, key=lambda d: (d.span is None, d.span.path if d.span else "", d.span.line if d.span else 0, d.span.column if d.span else 0))
    for d in found[:MOST_SHOWN]:
        text = explain(d, outcome.line_of)
        if sys.stderr.isatty():
            head, _, rest = text.partition("\n")
            text = head.replace(f"{d.severity}: ", click.style(f"{d.severity}: ", fg="red" if d.severity == "error" else "yellow", bold=True), 1) + (f"\n{rest}" if rest else "")
        click.echo(text + "\n", err=True)
    if len(found) > MOST_SHOWN:
        click.echo(f"… and {len(found) - MOST_SHOWN:,} more\n", err=True)
    errors = sum(d.severity == "error" for d in found)
    warnings = len(found) - errors
    if found:
        said = " and ".join(count(n, noun) for n, noun in ((errors, "error"), (warnings, "warning")) if n)
        click.echo(f"{said}: nothing was written" if errors else said, err=True)


def _table(written: tuple[Written, ...]) -> None:
    """What was written, aligned: file, slides or pages, size, minutes against the seminar's length."""
    if not written:
        return
    rows = [("file", "", "size", "minutes")]
    for w in written:
        size = f"{w.size / 1000:,.0f} kB" if w.size < 1_000_000 else f"{w.size / 1_000_000:,.1f} MB"
        rows.append((_short(w.path), count(w.count, w.unit.removesuffix("s")), size, f"{w.talk:g} of {w.length:g}"))
    widths = [max(cells(r[i]) for r in rows) for i in range(4)]
    for n, row in enumerate(rows):
        line = "  ".join(t + " " * (widths[i] - cells(t)) if i == 0 else " " * (widths[i] - cells(t)) + t for i, t in enumerate(row))
        click.echo(click.style(line, bold=True) if n == 0 and sys.stdout.isatty() else line)


def _short(path: str) -> str:
    """A path from here where that is shorter."""
    try:
        return Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path
