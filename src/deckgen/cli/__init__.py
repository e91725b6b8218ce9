"""Arguments to one call of `build`; diagnostics and tables for people; the exit status.

0: built. 1: something in the content is wrong, nothing was written; or what the command says cannot be printed. 2: the
command was used wrongly. 130: stopped with Ctrl-C; 143: ended by another program. A reader that goes away (`| head`)
changes nothing.

What builds is imported when there is something to build: to say what a command is, or that nothing has changed, little
is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from deckgen import __version__
from deckgen.cli import editing, errors, new, variants
from deckgen.cli.options import ListOf, Number, OneOf, OutputFolder, ProjectFolder, seminar_name
from deckgen.cli.program import EXAMPLES, Program, fail
from deckgen.cli.terminal import language as spoken_language
from deckgen.cli.terminal import shown, tell
from deckgen.crash import Crash
from deckgen.diagnostics import UsageError
from deckgen.messages import say
from deckgen.outputs.formats import FORMATS


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES
)
@click.version_option(__version__, prog_name="deckgen", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Seminars written in YAML become a native PowerPoint deck and a printed handout."""
    if context.invoked_subcommand is None:
        tell(context.get_help(), err=True)
        sys.exit(2)


def _languages() -> Sequence[str]:
    from deckgen.languages import COMPLETE

    return COMPLETE


def _unfinished_languages() -> Sequence[str]:
    from deckgen.languages import LANGUAGES

    return tuple(LANGUAGES)


def _editions() -> Sequence[str]:
    from deckgen.reading.printing import EDITIONS

    return EDITIONS


def _papers() -> Sequence[str]:
    from deckgen.reading.printing import PAPERS

    return PAPERS


def _deck_fonts() -> Sequence[str]:
    from typing import get_args

    from deckgen.reading.values import DeckFonts

    return get_args(DeckFonts)


def _formats() -> Sequence[str]:
    return tuple(FORMATS)


def _described(names: Sequence[str]) -> str:
    """Formats for the help: each with what it is, where its name does not tell."""
    return ", ".join(f"{name} ({FORMATS[name].help})" if FORMATS[name].help else name for name in names)


def _gallery_formats() -> Sequence[str]:
    return tuple(name for name, f in FORMATS.items() if not f.with_page)


_output = click.option(
    "-o",
    "--output",
    type=OutputFolder(),
    metavar="FOLDER",
    help="The folder to write to. Default: output/ of the project.",
)
_debug = click.option("--debug", is_flag=True, help="Show the details (a traceback) where deckgen itself fails.")


def _to(known: Callable[[], Sequence[str]], default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    names = known()
    return click.option(
        "--to",
        "formats",
        type=ListOf(known),
        default=",".join(names),
        metavar="LIST",
        help=f"What to make: {_described(names)}. Default: {default}.",
    )


def _project(holds: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--project",
        type=ProjectFolder(),
        default=".",
        metavar="FOLDER",
        help=f"The folder with {holds}. Default: this one.",
    )


@main.command("build", epilog=EXAMPLES)
@click.argument("seminars", nargs=-1, metavar="[SEMINAR]...")
@click.option("--theme", metavar="NAME", help="A folder of themes/, instead of the seminar's own.")
@click.option(
    "--lang",
    "language",
    type=OneOf(_languages, _unfinished_languages),
    help="The language, instead of the seminar's own.",
)
@_to(_formats, "all of them")
@_output
@click.option(
    "--fonts",
    type=OneOf(_deck_fonts),
    help="Embed fonts in decks: the characters used (embed), or all that Korean texts need (embed-all).",
)
@click.option(
    "--handout",
    "editions",
    type=ListOf(_editions),
    metavar="LIST",
    help="Editions of the handout, instead of the seminar's own: notes, slides-1 (to a page; or 2, 3, 4, 6, 9), "
    "reader, workbook, answers, summary, cheatsheet, speaker, certificate, attendance, badges.",
)
@click.option("--paper", type=OneOf(_papers), help="Paper of the handout, instead of the seminar's own.")
@click.option("--duplex", is_flag=True, default=None, help="Print on both sides: wider margins at the binding.")
@click.option("--large-print", "large", is_flag=True, default=None, help="Handouts in 18 points, set anew.")
@click.option(
    "--ink",
    type=OneOf(lambda: ("colour", "grey", "save")),
    help="Handouts in greys, or with dark slides turned light.",
)
@click.option(
    "--bleed", type=Number(0, 10), metavar="MM", help="Colour beyond the edge and crop marks, for a print shop."
)
@click.option(
    "--booklet",
    is_flag=True,
    default=None,
    help="Handouts as A5 booklets on A4, to fold and staple, beside the A5 pages.",
)
@click.option(
    "--sheets",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="Sheets of paper, printed on both sides, that notes, reader and workbook are to go on.",
)
@click.option(
    "--presenter",
    type=ListOf(_editions),
    metavar="LIST",
    help="Editions that only the presenter is to have, besides speaker and answers: they go into output/presenter/.",
)
@click.option("--force", is_flag=True, help="Make everything again, also what is there and would come out the same.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@_debug
@_project("content/ and themes/")
def build_command(
    seminars: tuple[str, ...],
    theme: str | None,
    language: str | None,
    formats: tuple[str, ...],
    output: Path | None,
    editions: tuple[str, ...] | None,
    presenter: tuple[str, ...] | None,
    fonts: str | None,
    strict: bool,
    force: bool,
    debug: bool,
    project: Path,
    **printing: Any,
) -> None:
    """Builds decks and handouts.

    SEMINAR is the name of a file in content/seminars/ without its ending; without one, all are built.
    """
    from deckgen.outputs.builds import Request, recall

    request = Request(
        seminars=tuple(seminar_name(s, project) for s in seminars),
        theme=theme,
        language=language,
        formats=frozenset(formats),
        editions=editions,
        printing={field: value for field, value in printing.items() if value is not None},
        strict=strict,
        presenter=presenter or (),
        fonts=fonts,
    )

    def build(progress: Any) -> Any:
        from deckgen.cli.report import show_waiting
        from deckgen.pipeline import build

        return build(project, **request._asdict(), output=output, force=force, progress=progress, waiting=show_waiting)

    _run(build, debug, None if force else recall(project, request, output or project / "output"))


@main.command("gallery")
@click.argument("themes", nargs=-1, metavar="[THEME]...")
@_to(_gallery_formats, "all of these")
@_output
@_debug
@_project("themes/")
def gallery_command(
    themes: tuple[str, ...], formats: tuple[str, ...], output: Path | None, debug: bool, project: Path
) -> None:
    """Builds every kind of slide in a theme, with little, typical and much text.

    THEME is the name of a folder of themes/; without one, all are built.
    """

    def build(progress: Any) -> Any:
        from deckgen.pipeline.gallery import build_gallery

        return build_gallery(project, themes, formats=frozenset(formats), output=output, progress=progress)

    _run(build, debug)


def _run(build: Callable[[Any], Any], debug: bool, known: Any = None) -> NoReturn:
    """Runs a build with a progress bar, unless it is known what it comes to, and says what that is."""
    from deckgen.cli.report import progress_bar, show_findings, show_notes, show_outputs

    try:
        with progress_bar() as progress:
            outcome = known or build(progress)
    except (UsageError, click.ClickException):
        raise
    except OSError as e:
        fail(errors.unwritable(e))
    except Crash as e:
        fail(errors.crash(e, debug))
    except Exception as e:  # the rim: nobody who writes content is shown a traceback
        fail(errors.crash(Crash.of(e, ""), debug))
    show_findings(outcome)
    show_notes(outcome)
    show_outputs(outcome.outputs)
    sys.exit(0 if outcome.outputs else 1)


@main.command("check")
@click.argument("seminars", nargs=-1, metavar="[SEMINAR]...")
@click.option("--theme", metavar="NAME", help="A folder of themes/, instead of the seminar's own.")
@click.option("--lang", "language", type=OneOf(_languages, _unfinished_languages), help="The language, likewise.")
@click.option(
    "--format",
    "form",
    type=OneOf(lambda: ("text", "json", "sarif")),
    default="text",
    help="How findings are told: for people (text), or for programs, on standard output (json, sarif). Default: text.",
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@_debug
@_project("content/ and themes/")
def check_command(
    seminars: tuple[str, ...],
    theme: str | None,
    language: str | None,
    form: str,
    strict: bool,
    debug: bool,
    project: Path,
) -> None:
    """Finds what is wrong with seminars; nothing is built or written.

    SEMINAR is the name of a file in content/seminars/ without its ending; without one, all are checked. What only made
    outputs show, as the pages of handouts, `deckgen build` tells.
    """
    from deckgen.cli.report import show_findings
    from deckgen.pipeline.checking import check

    try:
        names = tuple(seminar_name(s, project) for s in seminars)
        outcome = check(project, names, theme=theme, language=language, strict=strict)
    except Crash as e:
        fail(errors.crash(e, debug))
    if form == "text":
        show_findings(outcome, writes=False)
        if not outcome.diagnostics:
            tell(shown(say("report:sound")))
    else:
        import json  # late: a build needs neither

        from deckgen.cli.findings import as_json, as_sarif, trying

        found = (as_json if form == "json" else as_sarif)(outcome, spoken_language(), trying(project, outcome))
        tell(json.dumps(found, ensure_ascii=False, indent=1))
    sys.exit(1 if any(d.severity == "error" for d in outcome.diagnostics) else 0)


@main.command("measure")
@click.argument("seminars", nargs=-1, metavar="[SEMINAR]...")
@click.option("--theme", metavar="NAME", help="A folder of themes/, instead of the seminar's own.")
@click.option("--lang", "language", type=OneOf(_languages, _unfinished_languages), help="The language, likewise.")
@click.option("--pace", is_flag=True, help="Only how long the notes of each slide, part and talk take to say.")
@click.option("--json", "as_json", is_flag=True, help="Print all numbers as JSON.")
@_debug
@_project("content/ and themes/")
def measure_command(
    seminars: tuple[str, ...],
    theme: str | None,
    language: str | None,
    pace: bool,
    as_json: bool,
    debug: bool,
    project: Path,
) -> None:
    """Measures the spoken slides of seminars; nothing is written.

    Of each slide: its largest and its smallest text (and what that is), pictures as a share of the slide, clicks, how
    full the emptiest panel is and how unevenly full equal ones are, and which earlier slide it looks like. With --pace:
    its minutes, how long its notes take to say, and how many syllables or words are missing or too many.
    """
    from deckgen.cli.measure import as_data, show, show_pace
    from deckgen.cli.report import show_findings
    from deckgen.outputs.outcome import Outcome
    from deckgen.pipeline.measurement import measure

    try:
        found = measure(project, tuple(seminar_name(s, project) for s in seminars), theme=theme, language=language)
    except Crash as e:
        fail(errors.crash(e, debug))
    if found.diagnostics:
        show_findings(Outcome((), found.diagnostics, found.line_of))
        sys.exit(1)
    if as_json:
        import json  # late: a build needs it not

        tell(json.dumps(as_data(found.seminars), ensure_ascii=False, indent=1))
    elif pace:
        show_pace(found.seminars)
    else:
        show(found.seminars)


new.add_to(main, _project)
editing.add_to(main, _project)
variants.add_to(main, _project)


def _files() -> Sequence[str]:
    from deckgen.schema import FILES

    return tuple(FILES)


@main.command("schema")
@click.argument("what", type=OneOf(_files))
def schema_command(what: str) -> None:
    """Prints the JSON Schema of a kind of file, for editors that complete YAML."""
    from deckgen.schema import as_text, schema  # late: a build needs it not

    tell(as_text(schema(what, spoken_language())))
