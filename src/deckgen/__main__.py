"""The command: `deckgen`, or `python -m deckgen`."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from io import TextIOWrapper


def main() -> None:
    """Runs the command line."""
    # a build lives for a second and keeps nearly all it makes: looking for garbage costs a sixth of it and finds none
    gc.disable()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # what libraries say to programmers is not for authors
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter is no reason to stop
    from deckgen.cli import main as command  # after that, so that importing is not slowed either

    try:
        command(prog_name="deckgen")
    except SystemExit as e:
        _leave(e.code)
        raise


def _leave(status: object) -> None:
    """Ends the process. To take apart all that a build made, piece by piece, would cost a sixth of its time; there is
    nothing left to do but to print what is still in the buffers."""
    if not isinstance(status, int):
        return  # a message, which Python prints
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # closed by whoever read it: Python knows what to do
    os._exit(status)


if __name__ == "__main__":
    main()
