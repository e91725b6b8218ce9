"""Workers, schedulers and runs that are killed at random moments while they make variants.

`python -m fuzz.cluster`: 20 kills, about ten minutes. A scheduler is started again at once, or the run is killed with
it; workers are started again at once. Every second trial writes to a server as S3 is one, of which one write in ten
fails. At the end, after a further run where one was killed, each file of each row must be there, with the bytes that it
has without a kill, and nothing else; each row must stand once in the journal and in the manifest.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

from deckgen.variants.manifest import JOURNAL, MANIFEST, concluded, noted
from deckgen.variants.stores import FolderStore, Store, store_at
from tests import s3_server
from tests.clusters import Machines
from tests.variant_projects import saved

#: What is killed: a worker; the scheduler, which comes back; the scheduler and the run; the run.
VICTIMS = ("worker", "scheduler", "scheduler and run", "run")
WORKERS, ROWS = 2, 24
#: Seconds after which a run is taken not to end.
PATIENCE = 240.0
#: Rows of one look and one content, so that they take about as long each.
TABLE = [(f"e-{n:02}", f"회사{n}", "2026-12-10", f"강사{n}", "ko", "openmaru") for n in range(ROWS)]


class Tally(NamedTuple):
    """What was killed how often, how often that was before the run had ended, and what went wrong."""

    killed: Counter[str]
    amid: int
    failures: list[str]


def plan(number: int) -> list[tuple[str, bool]]:
    """What is killed in each trial, and whether a server is written to."""
    return [(VICTIMS[n % len(VICTIMS)], n // len(VICTIMS) % 2 == 1) for n in range(number)]


def kills(trials: Sequence[tuple[str, bool]], seed: int, folder: Path) -> Tally:
    """Kills something in each trial."""
    random, tally = Random(seed), Tally(Counter(), 0, [])
    project = saved(folder / "project", TABLE, to="pptx, handout")
    _built(project, str(folder / "expected"), None)
    expected = _outputs(FolderStore(str(folder / "expected")))
    took = 0.0
    with Machines(folder / "machines", WORKERS) as machines:
        begun = time.monotonic()
        _built(project, str(folder / "first"), machines.address)
        took = time.monotonic() - begun
        for trial, (victim, served) in enumerate(trials):
            with s3_server.s3(failing=10, seed=seed + trial) if served else nullcontext():
                place = f"s3://{s3_server.BUCKET}/{trial}" if served else str(folder / f"trial-{trial}")
                if served:  # workers know the server by their own environment
                    machines.restart()
                amid, wrong = _trial(project, place, machines, victim, random.uniform(0, 0.5 * took), expected)
            tally.killed[victim] += 1
            tally = tally._replace(amid=tally.amid + amid)
            tally.failures.extend(f"trial {trial} ({victim}, {place.partition(':')[0]}): {what}" for what in wrong)
            print(
                f"{trial + 1:3} {victim:18} {'s3' if served else 'folder':7} {'amid' if amid else 'after'} {wrong}",
                flush=True,
            )
    return tally


def _trial(
    project: Path, place: str, machines: Machines, victim: str, after: float, expected: dict[str, bytes]
) -> tuple[bool, list[str]]:
    """Kills something so many seconds after the first row was made; whether the run was still at work, and what is
    wrong at the end."""
    wrong: list[str] = []
    run = subprocess.Popen(
        _command(project, place, machines.address), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    until = time.monotonic() + PATIENCE
    while not noted(store_at(place)) and run.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    with suppress(subprocess.TimeoutExpired):
        run.wait(after)
    amid = run.poll() is None
    if victim in ("run", "scheduler and run"):
        run.send_signal(signal.SIGKILL)
    if victim == "worker":
        machines.kill_worker(0)
    elif victim != "run":
        machines.kill_scheduler()
    machines.start()
    try:
        _, told = run.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        run.kill()
        return amid, ["the run does not end"]
    if victim in ("worker", "scheduler") and run.returncode != 0:
        wrong.append(f"the run ended with {run.returncode}: {told.decode()[-300:]}")
    if run.returncode != 0:
        _built(project, place, machines.address)
    return amid, [*wrong, *_faults(store_at(place), expected)]


def _faults(store: Store, expected: dict[str, bytes]) -> list[str]:
    """What is missing, there twice, or not whole."""
    found = _outputs(store)
    wrong = [f"{name} is missing" for name in expected.keys() - found.keys()]
    wrong += [f"{name} is there" for name in found.keys() - expected.keys()]
    wrong += [f"{name} is another" for name in expected.keys() & found.keys() if expected[name] != found[name]]
    lines = (store.read(JOURNAL) or b"").splitlines()
    if len(lines) != ROWS:
        wrong.append(f"the journal has {len(lines)} lines")
    entries = concluded(store) or []
    if [entry.key for entry in entries] != [row[0] for row in TABLE]:
        wrong.append(f"the manifest has {len(entries)} rows")
    return wrong


def _outputs(store: Store) -> dict[str, bytes]:
    """All files in a store but what runs keep of it."""
    if isinstance(store, FolderStore):
        home = Path(store.path)
        names = [p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file()]
    else:
        names = store.names()  # type: ignore[attr-defined]
    return {
        name: store.read(name) or b"" for name in names if not name.startswith((JOURNAL, MANIFEST, ".deckgen.lock"))
    }


def _command(project: Path, place: str, cluster: str | None) -> list[str]:
    command = [sys.executable, "-m", "deckgen", "variants", "build", "day", "--project", str(project), "-o", place]
    return [*command, "--cluster", cluster] if cluster else command


def _built(project: Path, place: str, cluster: str | None) -> None:
    done = subprocess.run(_command(project, place, cluster), capture_output=True, timeout=PATIENCE)
    if done.returncode:
        raise AssertionError(done.stderr.decode())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m fuzz.cluster", description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    os.environ["DECKGEN_CACHE"] = ""
    with tempfile.TemporaryDirectory(prefix="deckgen-cluster-") as folder:
        tally = kills(plan(options.kills), options.seed, Path(folder))
    print(f"{sum(tally.killed.values())} kills ({dict(tally.killed)}), {tally.amid} amid a run, ", end="")
    print(f"{len(tally.failures)} failures")
    print(*tally.failures, sep="\n")
    sys.exit(1 if tally.failures else 0)


if __name__ == "__main__":
    main()
