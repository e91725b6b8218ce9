"""Runs the command as often as tests ask for it, and loads it once.

To load deckgen and what it stands on costs more than the short builds of most tests. So a process loads all of it, does
nothing else, and forks for every run: each run begins as the command does that was just started, with nothing read,
composed or cached by another one. What of it belongs to starting is tested with processes that are started.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

#: Seconds that a run may take.
PATIENCE = 300


class Command:
    """The command, loaded in a process of its own."""

    def __init__(self) -> None:
        self._loaded: subprocess.Popen[str] | None = None

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Runs it in a folder, in the environment as it is now."""
        if not hasattr(os, "fork"):
            command = [sys.executable, "-m", "deckgen", *arguments]
            return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=PATIENCE)
        with tempfile.TemporaryDirectory() as name:
            out, err = (Path(name) / stream for stream in ("out", "err"))
            request = {"arguments": arguments, "cwd": str(cwd), "out": str(out), "err": str(err)}
            status = self._ask(request | {"environment": dict(os.environ)})
            said = (stream.read_text(encoding="utf-8") for stream in (out, err))
            return subprocess.CompletedProcess(["deckgen", *arguments], status, *said)

    def close(self) -> None:
        """Ends the process, if there is one, and waits for it: what it used of the machine counts as the tests'."""
        if self._loaded:
            self._loaded.communicate()

    def _ask(self, request: Mapping[str, object]) -> int:
        """What a run ended with."""
        if not self._loaded:
            serving = [sys.executable, "-P", __file__]  # nothing of the tests can be imported
            self._loaded = subprocess.Popen(
                serving, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
            )
        loaded = self._loaded
        assert loaded.stdin and loaded.stdout
        hung = threading.Timer(PATIENCE, os.killpg, (loaded.pid, signal.SIGKILL))
        hung.start()
        try:
            print(json.dumps(request), file=loaded.stdin, flush=True)
            answer = loaded.stdout.readline()
        finally:
            hung.cancel()
        if not answer:
            self._loaded = None
            raise TimeoutError(f"`deckgen` with {request['arguments']} did not end in {PATIENCE} seconds")
        return int(answer)


def _serve() -> None:
    """Loads the command; then runs it for every line that is read, and writes what it ended with."""
    import deckgen.cli
    import deckgen.pipeline
    import deckgen.writers.handout.handouts
    import deckgen.writers.pptx  # noqa: F401  # loaded is what is meant
    from deckgen.writers.handout.press import warm

    warm()
    gc.freeze()  # so that looking for garbage does not copy all of it
    for line in sys.stdin:
        process = os.fork()
        if not process:
            _run(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


def _run(arguments: list[str], cwd: str, out: str, err: str, environment: dict[str, str]) -> NoReturn:
    """Becomes the command."""
    from deckgen.__main__ import main

    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    for path, mode, stream in ((os.devnull, os.O_RDONLY, 0), (out, os.O_WRONLY, 1), (err, os.O_WRONLY, 2)):
        os.dup2(os.open(path, mode | os.O_CREAT), stream)
    sys.argv[1:] = arguments
    main()
    sys.exit()


if __name__ == "__main__":
    _serve()
