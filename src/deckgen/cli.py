"""Arguments to one call of `build`; diagnostics and tables for people; the exit status.

0: built. 1: something in the content is wrong, nothing was written. 2: the command was used wrongly.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from deckgen import __version__
from deckgen.diagnostics import Diagnostic, cells, count, did_you_mean, error, explain, listing
from deckgen.languages import COMPLETE, LANGUAGES
from deckgen.pipeline import FORMATS, Outcome, UsageError, Written, build, build_gallery
from deckgen.reading.seminar import EDITIONS, PAPERS

#: More findings than this are only counted: they have one cause.
MOST_SHOWN = 100
EXAMPLES = """\b
Examples:
  deckgen build                          every seminar of content/seminars/, into output/
  deckgen build five-questions           one seminar
  deckgen build five-questions --lang en the English deck and handout
  deckgen build --to pptx                only the PowerPoint decks
  deckgen build --to handout --handout notes,slides-3 --paper letter
  deckgen build --strict                 warnings count as errors
  deckgen gallery night                  every kind of slide in the theme night
"""


class Program(click.Group):
    """Commands whose mistakes are told in the same form as those of the content; what Click says differs by its version."""

    def main(self, *args: Any, **extra: Any) -> Any:
        extra["standalone_mode"] = False
        try:
            sys.exit(super().main(*args, **extra) or 0)
        except click.ClickException as e:
            click.echo(explain(_misuse(e), lambda path, line: None), err=True)
            sys.exit(2)
        except click.Abort:
            sys.exit(130)  # as a shell reports a program that was stopped with Ctrl-C

    def resolve_command(self, context: click.Context, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise _Misuse(
                f"there is no command `{args[0]}`",
                did_you_mean(args[0], self.commands) or f"there are {listing(self.commands)}",
            )
        return super().resolve_command(context, args)


class _Misuse(click.UsageError):
    """A wrong use of the command, and what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def _misuse(e: click.ClickException) -> Diagnostic:
    """A mistake on the command line, in our words."""
    context = getattr(e, "ctx", None)
    path = context.command_path if context else "deckgen build"
    help_shows = f"`{path} --help` shows how it is used"
    match e:
        case _Misuse():
            return error(e.message, None, e.hint or help_shows)
        case click.NoSuchOption():
            known = (
                [o for p in context.command.get_params(context) for o in p.opts if o.startswith("--")]
                if context
                else []
            )
            return error(
                f"there is no option `{e.option_name}`", None, did_you_mean(e.option_name, known) or help_shows
            )
        case click.BadOptionUsage() if "requires" in e.message:
            return error(f"`{e.option_name}` needs a value", None, help_shows)
        case click.MissingParameter() if isinstance(e.param and e.param.type, click.Choice):
            return error(f"`{path}` needs one more word", None, f"it is one of {listing(e.param.type.choices)}")
        case _:
            said = e.message.rstrip(".").replace("'", "`")
            return error(said[:1].lower() + said[1:], None, help_shows)


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES
)
@click.version_option(__version__, prog_name="deckgen", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Seminars written in YAML become a native PowerPoint deck and a printed handout."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        sys.exit(2)


class _Choice(click.Choice):
    """One of a few words. What is `accepted` beyond these is not offered."""

    def __init__(self, choices: Sequence[str], accepted: Iterable[str] = ()) -> None:
        super().__init__(choices)
        self.accepted = (*choices, *accepted)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in self.accepted:
            return value
        called = param.opts[-1] if isinstance(param, click.Option) else ctx.command_path if ctx else "this"
        wanted = listing(self.choices).replace(" and ", " or ")
        raise _Misuse(f"`{called}` must be {wanted}, found `{value}`", did_you_mean(value, self.accepted))


def _words(
    name: str, known: Sequence[str]
) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...] | None]:
    """What reads a list of words, parted with commas, each once."""

    def read(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
        if value is None:
            return None
        wanted = [v.strip() for v in value.split(",") if v.strip()]
        wrong = [v for v in wanted if v not in known]
        if wrong or not wanted:
            found = f"`{wrong[0]}`" if wrong else "nothing"
            hint = did_you_mean(wrong[0], known) if wrong else None
            raise _Misuse(
                f"`{name}` must be a list of {listing(known, len(known))}, found {found}",
                hint or f"part them with commas: `{name} {known[0]},{known[-1]}`",
            )
        return tuple(dict.fromkeys(wanted))

    return read


class _Bounded(click.FloatRange):
    """A number within bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            called = param.opts[-1] if param else "this"
            raise _Misuse(f"`{called}` must be a number from {self.min} to {self.max}, found `{value}`", None) from None


def _folder(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    if not value.is_dir():
        said = "is a file, not a folder" if value.exists() else "does not exist"
        raise _Misuse(f"the project's folder `{value}` {said}", "name the folder that holds `content/` and `themes/`")
    return value


@main.command("build", epilog=EXAMPLES)
@click.argument("seminars", nargs=-1, metavar="[SEMINAR]...")
@click.option("--theme", metavar="NAME", help="A folder of themes/, instead of the seminar's own.")
@click.option("--lang", type=_Choice(COMPLETE, LANGUAGES), help="The language, instead of the seminar's own.")
@click.option(
    "--to",
    "formats",
    default=",".join(FORMATS),
    callback=_words("--to", FORMATS),
    metavar="LIST",
    help="What to make: pptx, slides (the deck as a PDF), handout, web (a page to download all from). Default: all four.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder to write to. Default: output/ of the project.",
)
@click.option(
    "--handout",
    "editions",
    callback=_words("--handout", EDITIONS),
    metavar="LIST",
    help="Editions of the handout, instead of the seminar's own: notes, slides-1 (to a page; or 2, 3, 4, 6, 9), reader, workbook, answers, summary, cheatsheet, speaker.",
)
@click.option("--paper", type=_Choice(PAPERS), help="Paper of the handout, instead of the seminar's own.")
@click.option("--duplex", is_flag=True, default=None, help="Print on both sides: wider margins at the binding.")
@click.option("--large-print", "large", is_flag=True, default=None, help="Handouts in 18 points, set anew.")
@click.option(
    "--ink", type=_Choice(("colour", "grey", "save")), help="Handouts in greys, or with dark slides turned light."
)
@click.option(
    "--bleed", type=_Bounded(0, 10), metavar="MM", help="Colour beyond the edge and crop marks, for a print shop."
)
@click.option(
    "--booklet",
    is_flag=True,
    default=None,
    help="Handouts as A5 booklets on A4, to fold and staple, beside the A5 pages.",
)
@click.option("--force", is_flag=True, help="Make everything again, also what is there and would come out the same.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    default=Path("."),
    callback=_folder,
    metavar="FOLDER",
    help="The folder with content/ and themes/. Default: this one.",
)
def build_command(
    seminars: tuple[str, ...],
    theme: str | None,
    lang: str | None,
    formats: tuple[str, ...],
    output: Path | None,
    editions: tuple[str, ...] | None,
    strict: bool,
    force: bool,
    project: Path,
    **printing: Any,
) -> None:
    """Builds decks and handouts.

    SEMINAR is the name of a file in content/seminars/ without its ending; without one, all are built.
    """
    names = tuple(Path(s).name.removesuffix(".yaml") for s in seminars)
    _run(
        partial(
            build,
            project,
            names,
            theme=theme,
            language=lang,
            formats=frozenset(formats),
            output=output,
            strict=strict,
            force=force,
            editions=editions,
            printing={k: v for k, v in printing.items() if v is not None},
        )
    )


@main.command("gallery")
@click.argument("themes", nargs=-1, metavar="[THEME]...")
@click.option(
    "--to",
    "formats",
    default="pptx,slides,handout",
    callback=_words("--to", FORMATS),
    metavar="LIST",
    help="What to make: pptx, slides, handout. Default: all three.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder to write to. Default: output/ of the project.",
)
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    default=Path("."),
    callback=_folder,
    metavar="FOLDER",
    help="The folder with themes/. Default: this one.",
)
def gallery_command(themes: tuple[str, ...], formats: tuple[str, ...], output: Path | None, project: Path) -> None:
    """Builds every kind of slide in a theme, with little, typical and much text.

    THEME is the name of a folder of themes/; without one, all are built.
    """
    _run(partial(build_gallery, project, themes, formats=frozenset(formats), output=output))


def _run(made: Callable[..., Outcome]) -> NoReturn:
    """Runs a build with a progress bar, and says what came of it."""
    try:
        with _progress() as progress:
            outcome = made(progress=progress)
    except UsageError as e:
        raise _Misuse(str(e), e.hint) from None
    except OSError as e:
        click.echo(_unwritable(e), err=True)
        sys.exit(1)
    except Exception as e:  # the rim: nobody who writes content is shown a traceback
        click.echo(_unforeseen(e), err=True)
        sys.exit(1)
    _report(outcome)
    _table(outcome.written)
    sys.exit(0 if outcome.written else 1)


@main.command("schema")
@click.argument("what", type=_Choice(["seminar", "module", "sources", "glossary", "theme"]))
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


def _unforeseen(e: Exception) -> str:
    """A mistake of ours, with what somebody needs to find it."""
    from traceback import extract_tb

    home = Path(__file__).parent
    frames = [f for f in extract_tb(e.__traceback__) if Path(f.filename).is_relative_to(home)]
    at = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    said = f"deckgen stopped{at}: {type(e).__name__}: {' '.join(str(e).split())[:200]}"
    return (
        explain(
            error(said, None, "this is a mistake in deckgen, not in your content; please report it"),
            lambda path, line: None,
        )
        + "\n\n1 error: nothing was written"
    )


def _report(outcome: Outcome) -> None:
    found = sorted(
        outcome.diagnostics,
        key=lambda d: (
            d.span is None,
            d.span.path if d.span else "",
            d.span.line if d.span else 0,
            d.span.column if d.span else 0,
        ),
    )
    for d in found[:MOST_SHOWN]:
        text = explain(d, outcome.line_of)
        if sys.stderr.isatty():
            head, _, rest = text.partition("\n")
            text = head.replace(
                f"{d.severity}: ",
                click.style(f"{d.severity}: ", fg="red" if d.severity == "error" else "yellow", bold=True),
                1,
            ) + (f"\n{rest}" if rest else "")
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
        length = f"{w.talk:g} of {w.length:g}" if w.length is not None else ""
        rows.append((_short(w.path), count(w.count, w.unit.removesuffix("s")) if w.unit else "", size, length))
    widths = [max(cells(r[i]) for r in rows) for i in range(4)]
    for n, row in enumerate(rows):
        line = "  ".join(
            t + " " * (widths[i] - cells(t)) if i == 0 else " " * (widths[i] - cells(t)) + t for i, t in enumerate(row)
        )
        line = line.rstrip()
        click.echo(click.style(line, bold=True) if n == 0 and sys.stdout.isatty() else line)
    kept = sum(not w.fresh for w in written)
    if kept:
        said = (
            "all of them are"
            if kept == len(written)
            else f"{count(kept, 'file')} of {len(written)} {'is' if kept == 1 else 'are'}"
        )
        click.echo(f"{said} as the last build left {'it' if kept == 1 else 'them'}; `--force` makes them again")


def _short(path: str) -> str:
    """A path from here where that is shorter."""
    try:
        return Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path
