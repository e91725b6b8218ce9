"""`deckgen serve`: the studio, from a terminal."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from deckgen.cli import errors
from deckgen.cli.program import fail
from deckgen.cli.terminal import tell
from deckgen.studio.server import Server
from deckgen.workspace import steady


def serve(project: Path, port: int, browser: bool) -> None:
    """Serves a project until somebody ends it."""
    try:
        server = Server(project, port)
    except OSError as e:
        fail(errors.unwritable(e))
    steady()
    tell(server.address)
    if browser:
        webbrowser.open(server.address)
    server.run()
