"""Builds that are killed at random moments, and pairs of builds in one folder on a slow disk.

`python -m fuzz.kills`: 200 kills and 50 pairs, about fifteen minutes. After a kill each file must be whole, the last
one or the new one, and no process may be left after a second; the next build must leave what it would have left in a
new folder. Of a pair, all files must be those of one of both.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from fuzz.project import Project, lay

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
#: Seconds that a rename may take on a slow disk; seconds after which no process of a build may be left, and after which
#: a build is taken not to end.
RENAME, GRACE, PATIENCE = 0.12, 1.0, 120.0
#: What stands in an output folder while a build is at work in it.
OWN = (".deckgen.json", ".deckgen.lock", ".deckgen.part")
#: The command, with renames that take up to so many seconds.
_SLOW = """
import os, random, sys, time
longest = float(sys.argv.pop(1))
def slowly(rename):
    def renamed(*arguments, **options):
        time.sleep(random.uniform(0, longest))
        return rename(*arguments, **options)
    return renamed
os.replace = slowly(os.replace)
from deckgen.__main__ import main
main()
"""
_WORDS = ("컨테이너", "상자")

Files = dict[str, bytes]


class Tally(NamedTuple):
    """What was tried, and what went wrong; of the kills, after how many the set was the last one, the new one, or had
    files of both for the next build to finish."""

    tried: int
    ended: int
    last: int
    new: int
    mixed: int
    failures: list[str]


class Bed:
    """Two contents of one project, and what each comes to."""

    def __init__(self, home: Path, formats: str) -> None:
        self.formats = formats
        self.output = home / "output"
        self.projects = [self._project(home / f"project{n}", n) for n in (0, 1)]
        self.wanted: list[Files] = []
        for n in (0, 1):
            alone = home / f"alone{n}"
            begun = time.monotonic()
            assert _ended(self.start(n, 0, alone)) == 0, "the project itself does not build"
            self.seconds = time.monotonic() - begun  # of the second, when all is in the system's cache
            self.wanted.append(files(alone))

    def start(self, n: int, rename: float = 0.0, output: Path | None = None) -> subprocess.Popen[bytes]:
        """Begins a build of a content, all anew."""
        command = [sys.executable, "-c", _SLOW, str(rename), "build", "--force", "--to", self.formats]
        return subprocess.Popen(
            [*command, "-o", str(output or self.output)],
            cwd=self.projects[n],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def saving(self) -> float:
        """Seconds that the renames of a build take on a slow disk, about."""
        return len(self.wanted[0]) * RENAME / 8

    def wait_for_the_switch(self, process: subprocess.Popen[bytes]) -> None:
        """Waits until a build begins to rename, or has ended."""
        while process.poll() is None and not (self.output / ".deckgen.part" / "journal.json").exists():
            time.sleep(0.002)

    @staticmethod
    def _project(root: Path, n: int) -> Path:
        """The project with a content of its own: other words on a slide, and one slide less or more."""
        project = Project(root)
        lay(root)
        project.show(
            [
                {"kind": "statement", "title": _WORDS[n], "notes": _WORDS[n]},
                *({"kind": "statement", "title": "또 하나"} for _ in range(n)),
            ]
        )
        return root


def files(folder: Path) -> Files:
    """The outputs of a folder, by their names."""
    found = (p for p in folder.rglob("*") if p.is_file())
    names = {p.relative_to(folder).as_posix(): p for p in found}
    return {name: p.read_bytes() for name, p in names.items() if name.split("/")[0] not in OWN}


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    """The status of a process; None for one that does not end."""
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def _left(session: int) -> list[int]:
    """The processes of a session that are still there when none may be any more."""
    until = time.monotonic() + GRACE
    while (alive := [p for p, s in _sessions() if s == session]) and time.monotonic() < until:
        time.sleep(0.02)
    return alive


def _sessions() -> Iterator[tuple[int, int]]:
    """All processes that have not ended, with their sessions."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has ended meanwhile
            continue
        state, _, _, session, *_ = text.rpartition(")")[2].split()
        if state not in "ZX":
            yield int(stat.parent.name), int(session)


def kills(bed: Bed, count: int, rng: Random) -> Tally:
    """Kills builds, each of the content that is not in the folder: half of them at any moment, half on a slow disk
    while files are renamed."""
    seen = {"ended": 0, "last": 0, "new": 0, "mixed": 0}
    failures = []
    assert _ended(bed.start(0)) == 0
    here = 0
    for n in range(count):
        there, how, rename = 1 - here, SIGNALS[n % 3], (0.0, RENAME / 4)[n // 3 % 2]
        moment = rng.uniform(0, 0.9 * bed.seconds if not rename else bed.saving)
        process = bed.start(there, rename)
        if rename:
            bed.wait_for_the_switch(process)
        time.sleep(moment)
        process.send_signal(how)
        status = _ended(process)
        seen["ended"] += status == 0
        problems = [f"{len(_left(process.pid))} processes are left"] if _left(process.pid) else []
        problems += _status(status, how)
        found = files(bed.output)
        old, new = bed.wanted[here], bed.wanted[there]
        problems += [f"{f} is neither" for f, data in found.items() if data not in (old.get(f), new.get(f))]
        problems += [f"{f} is gone" for f in old if f in new and f not in found]
        seen["new" if found == new else "last" if found == old else "mixed"] += 1
        here = rng.choice((here, there))
        problems += _next_build(bed, here)
        failures += [f"kill {n} ({how.name} after {moment:.3f} s): {p}" for p in problems]
    return Tally(count, failures=failures, **seen)


def _status(status: int | None, how: signal.Signals) -> list[str]:
    wanted = (0, -how, 128 + how)
    return [] if status in wanted else [f"the status is {status}"]


def _next_build(bed: Bed, n: int) -> list[str]:
    """What is wrong with the folder after a build that nobody kills."""
    status = _ended(bed.start(n))
    problems = [] if status == 0 else [f"the next build ended with {status}"]
    if files(bed.output) != bed.wanted[n]:
        problems.append("the next build did not leave its own files")
    return problems + [f"the next build left {name}" for name in OWN[1:] if os.path.lexists(bed.output / name)]


def pairs(bed: Bed, count: int) -> Tally:
    """Begins two builds at once, of both contents, on a slow disk."""
    failures, firsts = [], 0
    for n in range(count):
        both = [bed.start(k, RENAME) for k in (n % 2, 1 - n % 2)]
        statuses = [_ended(p) for p in both]
        found = files(bed.output)
        firsts += found == bed.wanted[0]
        problems = [f"the statuses are {statuses}"] if statuses != [0, 0] else []
        problems += ["the files are mixed"] if found not in bed.wanted else []
        problems += [f"{name} is left" for name in OWN[1:] if os.path.lexists(bed.output / name)]
        failures += [f"pair {n}: {p}" for p in problems]
    return Tally(count, 2 * count, firsts, count - firsts, 0, failures)


def main() -> None:
    """Tries both, and tells what came of it."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.kills", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200, help="builds to kill (200)")
    parser.add_argument("--pairs", type=int, default=50, help="pairs of builds (50)")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 1_000_000, help="of the moments")
    parser.add_argument("--to", default="pptx,slides,web", help="what is built (pptx,slides,web)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="deckgen-kills-") as home:
        bed = Bed(Path(home), options.to)
        print(f"seed {options.seed}; a build takes {bed.seconds:.1f} s", flush=True)
        killed = kills(bed, options.kills, Random(options.seed))
        print(
            f"{killed.tried} kills: {killed.ended} had ended before; the folder had the last files {killed.last} "
            f"times, the new ones {killed.new} times, some of both {killed.mixed} times",
            flush=True,
        )
        paired = pairs(bed, options.pairs)
        print(f"{paired.tried} pairs: one content was last {paired.last} times, the other one {paired.new} times")
    failures = [*killed.failures, *paired.failures]
    print("\n".join([*failures, f"{len(failures)} failures"]))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
