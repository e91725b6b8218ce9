"""The commands for those who write: what editors start."""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli.options import ProjectFolder
from deckgen.diagnostics import UsageError
from deckgen.messages import say


def add_to(main: click.Group) -> None:
    """Adds the commands to the program."""
    main.command("lsp")(
        click.option(
            "--project", type=ProjectFolder(), help="The project's folder, if not the one that the editor has open."
        )(_lsp)
    )


def _lsp(project: Path | None) -> None:
    """Answers an editor by the Language Server Protocol, at the standard input and output."""
    try:
        from deckgen.editor.server import serve  # late: nobody else needs its libraries
    except ModuleNotFoundError as e:
        raise UsageError(say("command.no-studio", library=e.name or ""), say("command:install-studio")) from e
    serve(project)
