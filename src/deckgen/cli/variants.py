"""The commands of `deckgen variants`: a seminar given again, to another client, on another day, to somebody by name."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from deckgen.cli.options import seminar_name
from deckgen.cli.terminal import shown, tell
from deckgen.messages import count, say

Decorator = Callable[[Callable[..., None]], Callable[..., None]]

HELP = """\b
Examples:
  deckgen variants list cloud-day            its rows, and which column fills what
"""


def add_to(program: click.Group, project: Callable[[str], Decorator]) -> None:
    """Adds `variants` with its commands; `project` makes the option that names a project's folder."""

    @program.group("variants", cls=type(program), epilog=HELP)
    def variants() -> None:
        """Makes a seminar again for each row of a table: another client, another day, an attendee by name."""

    @variants.command("list")
    @click.argument("seminar", required=False)
    @project("content/ and themes/")
    def list_command(seminar: str | None, project: Path) -> None:
        """Lists the rows of a seminar's table by their keys, and says which column fills what.

        SEMINAR is the name of a file in content/seminars/; where only one has variants, it need not be named.
        """
        _list(seminar and seminar_name(seminar, project), project)


def _list(seminar: str | None, folder: Path) -> None:
    from deckgen.cli.report import show_findings
    from deckgen.diagnostics import ContentError
    from deckgen.outputs.outcome import Outcome
    from deckgen.variants.studying import project_of, read_variants

    project = project_of(folder)
    try:
        found, told = read_variants(project, seminar)
    except ContentError as e:
        found, told = None, list(e.diagnostics)
    show_findings(Outcome((), tuple(told), project.line_of), writes=False)
    if found is None:
        sys.exit(1)
    for place, heading in {**found.columns.places, **found.columns.choices}.items():
        tell(shown(say("variants:column-fills", heading=heading, place=place)))
    for heading in found.columns.others:
        tell(shown(say("variants:column-unused", heading=heading)))
    for row in found.rows:
        chosen = " ".join(cell.text for cell in row.choices.values() if cell.text)
        tell(f"{row.number:>6}  {row.key}  {chosen}".rstrip())
    tell(shown(say("variants:rows", rows=count(len(found.rows), "row"), empty=found.table.empty)))
    sys.exit(1 if any(d.severity == "error" for d in told) else 0)
