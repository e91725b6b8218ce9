"""Runs the command as its users do, within bounds, and tells what came of it and what it left behind.

To start Python and to load deckgen would take most of the time. So the command mostly runs in a fork of this process,
which has loaded it already; now and then really by its name.
"""

from __future__ import annotations

import ctypes
import gc
import io
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn

from fuzz.strange import SECRET, SECRET_VARIABLE

#: What a build may take: seconds by the clock, and bytes of memory in any one process.
SECONDS, MEMORY = 30.0, 1_000_000_000
#: Where the system itself says no, so that no input takes the machine down: bytes of addresses, bytes of a file.
_ADDRESSES, _FILE = 6_000_000_000, 500_000_000
#: Seconds after which no process of a build may be left.
GRACE = 1.0
#: Loaded once, here, for all forks: what a build would load itself.
_LOADED = (
    "deckgen.cli",
    "deckgen.pipeline.gallery",
    "deckgen.writers.handout.handouts",
    "deckgen.writers.handout.press",
    "deckgen.writers.templates",
    "deckgen.writers.handout.editions",
    "deckgen.writers.pptx.lint",
    "deckgen.writers.pptx.workbook",
    "deckgen.writers.slides",
    "deckgen.writers.web.pages",
    "deckgen.layout.highlight",
    "concurrent.futures.process",
    "multiprocessing.context",
    "traceback",
    "difflib",
    "csv",
)
_SUBREAPER = 36  # of prctl: orphans of our children become ours, so that they are seen


class Result(NamedTuple):
    """What came of a command: its exit status (negative: the signal that ended it; None: it did not end in time), what
    it said, what it took, how many processes it left running, and what it left in its temporary folder."""

    status: int | None
    stdout: str
    stderr: str
    seconds: float
    memory: int
    processes: int
    litter: tuple[str, ...]


def load() -> None:
    """Loads deckgen, so that forks need not, and becomes the one who sees their orphans."""
    for name in _LOADED:
        import_module(name)
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    gc.freeze()


def run(arguments: Sequence[str], folder: Path, work: Path, by_name: bool = False, seconds: float = SECONDS) -> Result:
    """Runs `deckgen` with arguments in a folder, in a fork of this process, or `by_name` as a program of its own. What
    it writes to its streams and its temporary folder are in the folder `work`."""
    temporary = work / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    streams = work / "stdout", work / "stderr"
    before = _children()
    begin = time.monotonic()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        _become(arguments, folder, streams, temporary, by_name)
    ended = _wait(pid, seconds)
    if not ended:
        _kill(pid)
    _, status, usage = os.wait4(pid, 0)
    took = time.monotonic() - begin
    left = _left(before, 0.0 if not ended else GRACE)
    litter = tuple(sorted(p.name for p in temporary.iterdir()))
    stdout, stderr = (p.read_bytes().decode("utf-8", "backslashreplace") for p in streams)
    code = os.waitstatus_to_exitcode(status) if ended else None
    return Result(code, stdout, stderr, took, usage.ru_maxrss * 1024, left if ended else 0, litter if ended else ())


def _become(
    arguments: Sequence[str], folder: Path, streams: tuple[Path, Path], temporary: Path, by_name: bool
) -> NoReturn:
    """In the fork: is the command."""
    try:
        os.setsid()
        for number, path in zip((1, 2), streams, strict=True):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(folder)
        os.environ.update({"TMPDIR": str(temporary), SECRET_VARIABLE: SECRET, "LC_MESSAGES": "C", "LANG": "C.UTF-8"})
        os.environ.pop("LC_ALL", None)  # the judge reads English
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE, _FILE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if by_name:
            os.execv(sys.executable, [sys.executable, "-m", "deckgen", *arguments])
        sys.argv = ["deckgen", *arguments]
        sys.stdout, sys.stderr = (io.TextIOWrapper(open(n, "wb", closefd=False), "utf-8") for n in (1, 2))  # noqa: SIM115
        sys.warnoptions[:] = []  # what the tests make errors of is none for the command
        _forget_temporary_folder()
        from deckgen.__main__ import main

        main()
        os._exit(0)
    except SystemExit as e:
        code = e.code
        with suppress(Exception):
            sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)
    except BaseException:
        import traceback

        text = traceback.format_exc().encode("utf-8", "backslashreplace")
        os.write(2, text)
        os._exit(1)


def _forget_temporary_folder() -> None:
    """The one that was asked for in this process is another one's."""
    import tempfile

    tempfile.tempdir = None


def _wait(pid: int, seconds: float) -> bool:
    """Whether a child ends in time."""
    file = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(file, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(file)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _children() -> set[int]:
    """The children of this process, those that it inherited with them."""
    found: set[int] = set()
    for thread in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            found.update(int(pid) for pid in (thread / "children").read_text().split())
    return found


def _left(before: set[int], grace: float) -> int:
    """How many processes of a command that has ended are still there after some seconds; they are killed then."""
    until = time.monotonic() + grace
    while left := _alive(_children() - before):
        if time.monotonic() > until:
            break
        time.sleep(0.01)
    count = len(left)
    while left:
        for pid in left:
            _kill(pid)
        time.sleep(0.01)
        left = _alive(_children() - before)
    return count


def _alive(pids: set[int]) -> set[int]:
    """Those that still run; what is left of the others is taken away."""
    left = set()
    for pid in pids:
        with suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG) == (0, 0):
                left.add(pid)
    return left
