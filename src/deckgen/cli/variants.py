"""The commands of `deckgen variants`: their arguments and options. What they do stands in `variant_runs`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from deckgen.cli.options import ListOf, OutputPlace, seminar_name
from deckgen.outputs.formats import FORMATS

Decorator = Callable[[Callable[..., None]], Callable[..., None]]

HELP = """\b
Examples:
  deckgen variants list five-questions           its rows, and which column fills what
  deckgen variants build five-questions          a deck and handouts for each row
  deckgen variants build --only e-03,e-07        those of two rows
  deckgen variants one e-03                      those of one row, now
  deckgen variants build -o s3://bucket/spring --cluster tcp://machine:8786
  deckgen variants verify five-questions         holds every file against its row

\b
Exit status:
  0 all rows are there · 1 a row could not be made, the others are whole; or the table is wrong, nothing
  was written · 2 the command was used wrongly
"""


def _editions() -> Sequence[str]:
    from deckgen.reading.printing import EDITIONS

    return EDITIONS


def _seminar(command: Callable[..., None]) -> Callable[..., None]:
    return click.argument("seminar", required=False)(command)


def _made(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what is made of each row, and where it goes."""
    for option in (
        click.option("--debug", is_flag=True, help="Show the details (a traceback) where deckgen itself fails."),
        click.option(
            "-o",
            "--output",
            type=OutputPlace(),
            metavar="PLACE",
            help="The folder to write to, or an address (s3://bucket/folder). Default: output/variants/SEMINAR.",
        ),
        click.option(
            "--handout", "editions", type=ListOf(_editions), metavar="LIST", help="Editions, instead of the table's."
        ),
        click.option(
            "--to",
            "formats",
            type=ListOf(lambda: tuple(FORMATS)),
            metavar="LIST",
            help="What to make of each row, instead of what the seminar says.",
        ),
    ):
        command = option(command)
    return command


def add_to(program: click.Group, project: Callable[[str], Decorator]) -> None:
    """Adds `variants` with its commands; `project` makes the option that names a project's folder."""

    @program.group("variants", cls=type(program), epilog=HELP)
    def variants() -> None:
        """Makes a seminar again for each row of a table: another client, another day, an attendee by name."""

    _add_looking(variants, project("content/ and themes/"))
    _add_making(variants, project("content/ and themes/"))


def _add_looking(variants: click.Group, project: Decorator) -> None:
    @variants.command("list")
    @_seminar
    @project
    def list_command(seminar: str | None, project: Path) -> None:
        """Lists the rows of a seminar's table by their keys, and says which column fills what.

        SEMINAR is the name of a file in content/seminars/; where only one has variants, it need not be named.
        """
        from deckgen.cli.variant_runs import show_rows

        show_rows(project, seminar and seminar_name(seminar, project))

    @variants.command("verify")
    @_seminar
    @click.option(
        "-o",
        "--output",
        type=OutputPlace(),
        metavar="PLACE",
        help="The folder or address that was written to. Default: output/variants/SEMINAR of the project.",
    )
    @project
    def verify_command(seminar: str | None, output: str | None, project: Path) -> None:
        """Reads every file of every row, and holds what it says against the table."""
        from deckgen.cli.variant_runs import Wanted, verify_files

        wanted = Wanted(project, seminar and seminar_name(seminar, project), (), None, None, output, False)
        verify_files(wanted)


def _add_making(variants: click.Group, project: Decorator) -> None:
    @variants.command("build")
    @_seminar
    @click.option(
        "--only", metavar="KEYS", help="Only rows with these keys, parted with commas. Default: all of the table."
    )
    @click.option("--jobs", type=click.IntRange(1, 1024), metavar="N", help="Processes. Default: one for each core.")
    @click.option(
        "--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers make the rows, such as tcp://machine:8786."
    )
    @click.option(
        "--scheduler-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The file in which that scheduler says where it is.",
    )
    @click.option(
        "--force", is_flag=True, help="Make everything again, also what is there and would come out the same."
    )
    @_made
    @project
    def build_command(
        seminar: str | None,
        only: str | None,
        jobs: int | None,
        cluster: str | None,
        scheduler_file: Path | None,
        force: bool,
        formats: tuple[str, ...] | None,
        editions: tuple[str, ...] | None,
        output: str | None,
        debug: bool,
        project: Path,
    ) -> None:
        """Makes the files of each row of a seminar's table.

        All rows are checked before the first is made. What is there and would come out the same is left alone, so a run
        that was stopped goes on where it stood.
        """
        from deckgen.cli.variant_runs import Cluster, Wanted, build

        at = Cluster(cluster, scheduler_file) if cluster or scheduler_file else None
        keys = tuple(key for key in (part.strip() for part in (only or "").split(",")) if key)
        wanted = Wanted(project, seminar and seminar_name(seminar, project), keys, formats, editions, output, debug, at)
        build(wanted, jobs, force)

    @variants.command("one")
    @click.argument("key")
    @click.option("--seminar", metavar="SEMINAR", help="The seminar, where several have variants.")
    @_made
    @project
    def one_command(
        key: str,
        seminar: str | None,
        formats: tuple[str, ...] | None,
        editions: tuple[str, ...] | None,
        output: str | None,
        debug: bool,
        project: Path,
    ) -> None:
        """Makes the files of one row, by its key, and says where they are."""
        from deckgen.cli.variant_runs import Wanted, build

        wanted = Wanted(project, seminar and seminar_name(seminar, project), (key,), formats, editions, output, debug)
        build(wanted, 1, force=True)
