"""The commands for those who write: what editors and assistants start, and the studio."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from deckgen.cli.options import ProjectFolder
from deckgen.diagnostics import UsageError
from deckgen.messages import say

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def add_to(main: click.Group, project: Callable[[str], Decorator]) -> None:
    """Adds the commands to the program; `project` makes the option that names a project's folder."""
    main.command("lsp")(
        click.option(
            "--project", type=ProjectFolder(), help="The project's folder, if not the one that the editor has open."
        )(_lsp)
    )
    main.command("mcp")(project("content/ and themes/")(_mcp))
    port = click.option("--port", type=click.IntRange(1024, 65535), metavar="N", help="The port. Default: a free one.")
    quiet = click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
    main.command("serve")(port(quiet(project("content/ and themes/")(_serve))))


def _lsp(project: Path | None) -> None:
    """Answers an editor by the Language Server Protocol, at the standard input and output."""
    try:
        from deckgen.editor.server import serve  # late: nobody else needs its libraries
    except ModuleNotFoundError as e:
        raise _without(e) from e
    serve(project)


def _mcp(project: Path) -> None:
    """Answers an assistant by the Model Context Protocol, at the standard input and output.

    It lists kinds and slides, reads slides, and proposes edits, which are looked at before anything is written.
    """
    from deckgen.cli.assisting import serve  # late: nobody else needs a workspace

    serve(project)


def _serve(project: Path, port: int | None, no_browser: bool) -> None:
    """Opens the studio: a page in the browser in which a project is seen and written.

    It answers this machine alone, until Ctrl-C. An empty folder gets its first seminar there.
    """
    try:
        from deckgen.cli.serving import serve  # late, likewise
    except ModuleNotFoundError as e:
        raise _without(e) from e
    serve(project, port or 0, not no_browser)


def _without(e: ModuleNotFoundError) -> UsageError:
    return UsageError(say("command.no-studio", library=e.name or ""), say("command:install-studio"))
