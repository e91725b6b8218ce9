"""The command: `deckgen`, or `python -m deckgen`."""

from __future__ import annotations

from deckgen import interrupts

interrupts.install()  # before all else is imported: Ctrl-C may come at any moment

import gc  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
import warnings  # noqa: E402
from typing import NoReturn  # noqa: E402

from deckgen import streams  # noqa: E402


def main() -> NoReturn:
    """Runs the command line, and ends the process."""
    # a build lives for a second and keeps nearly all it makes: looking for garbage costs a sixth of it and finds none
    gc.disable()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # what libraries say to programmers is not for authors
    streams.open_all()
    from deckgen.cli import main as command  # after that, so that importing is not slowed either

    try:
        command(prog_name="deckgen")
    except SystemExit as e:
        _leave(e.code if isinstance(e.code, int) else 0)
    raise AssertionError("a command ends with a status")


def _leave(status: int) -> NoReturn:
    """Ends the process. To take apart all that a build made, piece by piece, would cost a sixth of its time; there is
    nothing left to do but to print what is still in the buffers."""
    if problem := streams.flush():
        from deckgen.diagnostics import error, explain  # late: loaded with all that prints anything
        from deckgen.messages import say, spoken

        told = error(problem, None, say("output:see-where-it-is-sent"))
        sys.stderr.write(explain(told, lambda path, line: None, spoken(os.environ)) + "\n")
        sys.stderr.flush()
        status = status or 1
    os._exit(status)


if __name__ == "__main__":
    main()
