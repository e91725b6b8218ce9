"""The command: `deckgen`, or `python -m deckgen`."""

from __future__ import annotations

import gc
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

    command(prog_name="deckgen")


if __name__ == "__main__":
    main()
