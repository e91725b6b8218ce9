"""Variants on all cores and on a Dask cluster of this machine: how much of what the cores give becomes work.

`python -m bench.scale`: 200 full builds, no two of the same content, theme and language, in one process, in the pool,
and on a cluster with 1, 2, 4 and 8 workers; all files must have the same bytes. Then what a task, a worker, a bundle
and an object cost, from which docs/scale.md works out what a hundred machines would do.

A machine is shared. So work is counted in seconds of processor time that one process needs for it, and held against
what the cores gave meanwhile: what our processes used, and what nobody used.
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from distributed import Client, LocalCluster

from bench.projects import ROOT
from deckgen.variants.batches import Asked, Work
from deckgen.variants.bundles import bundle, program
from deckgen.variants.cluster import Cluster, Sealed, home_of
from deckgen.variants.executors import Executor, Pool, Serial
from deckgen.variants.making import Recipe, forget
from deckgen.variants.rows import Row
from deckgen.variants.running import recipe_of, run
from deckgen.variants.stores import FolderStore
from deckgen.variants.studying import Variants, project_of, read_variants

THEMES, LANGUAGES = ("openmaru", "paper", "bold", "night"), ("ko", "en")
#: Parts of the programme: the first, and one or two of those behind it.
PARTS = [("1", *rest) for n in (1, 2) for rest in combinations("2345678", n)][:25]
SEMINAR = "media-commerce"


class Measured(NamedTuple):
    """A run: seconds by the clock, of processor time that our processes used, that nobody used, and the share of what
    the cores gave that became work."""

    wall: float
    used: float
    idle: float
    workers: int

    def efficiency(self, work: float) -> float:
        """The work against all that this many cores gave."""
        could = max(0.0, min(self.workers, os.cpu_count() or 1) * self.wall - self.used)
        return work / (self.used + min(self.idle, could))


def project(folder: Path, rows: int, formats: str) -> Path:
    """The repository's content with a table of so many rows, no two of the same look."""
    shutil.copytree(ROOT / "content", folder / "content")
    seminar = folder / "content" / "seminars" / f"{SEMINAR}.yaml"
    plan = f"variants: {{from: variants/scale.csv, key: id, to: [{formats}]}}\n"
    seminar.write_text(seminar.read_text(encoding="utf-8") + plan, encoding="utf-8")
    looks = [(theme, language, parts) for parts in PARTS for theme in THEMES for language in LANGUAGES]
    (folder / "content" / "variants").mkdir(exist_ok=True)
    with open(folder / "content" / "variants" / "scale.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "client", "theme", "language", "parts"])
        for n, (theme, language, parts) in enumerate(looks[:rows]):
            table.writerow([f"v-{n:03}", f"Company {n}", theme, language, ";".join(parts)])
    return folder


def variants_in(folder: Path) -> Variants:
    """The rows of that table."""
    found, told = read_variants(project_of(folder), SEMINAR)
    if found is None:
        raise SystemExit("\n".join(str(d.says) for d in told))
    return found


@contextmanager
def measured(workers: int, told: list[Measured]) -> Iterator[None]:
    """Measures what happens meanwhile, in this process and those that it has started."""
    used, idle, begun = _used(), psutil.cpu_times().idle, time.monotonic()
    yield
    wall = time.monotonic() - begun
    told.append(Measured(wall, _used() - used, psutil.cpu_times().idle - idle, workers))


def _used() -> float:
    """Seconds of processor time of this process, of those that it has started, and of those that have ended."""
    own = os.times()
    total = sum(own[:4])
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.Error:  # it has ended meanwhile, and is in the sum above
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def built(folder: Path, found: Variants, executor: Executor, to: Path) -> None:
    """Makes all rows into a new folder."""
    forget()  # what an earlier run has read: processes that are forked would begin with it
    store = FolderStore(str(to))
    with store.alone():
        summary = run(recipe_of(folder, found), found, found.rows, store, executor)
    if summary.failed:
        raise SystemExit(str(summary.failed[0].findings[0].says))


def apart(do: Callable[[], None]) -> None:
    """Does something in a process of its own, so that the next one does not begin with what it remembers."""
    process = os.fork()
    if process == 0:
        status = 1
        gc.freeze()  # as in processes of the pool: what is there already is not looked through after each batch
        try:
            do()
            status = 0
        finally:
            os._exit(status)
    if os.waitpid(process, 0)[1]:
        raise SystemExit("a run has failed")


def digests(folder: Path) -> dict[str, bytes]:
    """The files of rows."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.glob("*/**/*") if p.is_file()}


@contextmanager
def local(workers: int) -> Iterator[tuple[LocalCluster, float]]:
    """A cluster of this machine, and how many seconds it took to start."""
    begun = time.monotonic()
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as found:
        with Client(found) as client:
            client.wait_for_workers(workers)
        yield found, time.monotonic() - begun


def scaling(folder: Path, numbers: Sequence[int]) -> Iterator[str]:
    """The table of runs."""
    found = variants_in(folder)
    told: list[Measured] = []
    # what is loaded once is no matter of how many rows there are, and processes that are forked have it
    built(folder, found._replace(rows=found.rows[:1]), Serial(), folder / "first")
    with measured(1, told):
        apart(lambda: built(folder, found, Serial(), folder / "serial"))
    expected, work = digests(folder / "serial"), told[0].used
    size = sum(map(len, expected.values())) / 1e6
    yield f"{len(found.rows)} rows, {len(expected)} files, {size:.0f} MB, {work:.0f} s of CPU in one process\n"
    yield "who                 wall s   CPU s  idle s  of what the cores give  same bytes"
    yield _line("one process", told[0], work, True)
    cores = len(os.sched_getaffinity(0))
    with measured(cores, told):
        apart(lambda: built(folder, found, Pool(cores), folder / "pool"))
    yield _line(f"pool of {cores}", told[-1], work, digests(folder / "pool") == expected)
    for number in numbers:
        to = folder / f"cluster-{number}"
        with local(number) as (machines, _):
            sent = bundle(folder, found.seminar, found.rows)
            workers = Cluster(machines.scheduler_address, None, sent)
            with Client(machines) as client:  # to begin is no matter of how many rows there are: it is measured below
                client.run(begun_with, recipe_of(folder, found), sent.name, found.rows[0])
            with measured(number, told):
                built(folder, found, workers, to)
            workers.close()
        yield _line(f"{number} workers", told[-1], work, digests(to) == expected)
        shutil.rmtree(to)


def begun_with(recipe: Recipe, bundle: str, row: Row, dask_worker: Any) -> float:
    """On a worker: reads the project that was brought, and makes a row; seconds of processor time that it took."""
    before = time.process_time()
    program()
    Work(recipe._replace(root=str(home_of(dask_worker, bundle))), None)((Asked(row, ""),))
    return time.process_time() - before


def _line(who: str, of: Measured, work: float, same: bool) -> str:
    share = f"{of.efficiency(work):.0%}"
    return f"{who:<18}{of.wall:>8.1f}{of.used:>8.1f}{of.idle:>8.1f}{share:>24}{'yes' if same else 'NO':>12}"


def costs(folder: Path) -> Iterator[str]:
    """What docs/scale.md reckons with."""
    found = variants_in(folder)
    sent = bundle(folder, found.seminar, found.rows)
    batch = Sealed(tuple(Asked(row, "0" * 64) for row in found.rows[:10]))
    yield f"bundle            {len(sent.data) / 1e3:8.0f} kB"
    yield f"a row on its way  {len(pickle.dumps(batch)) / 10:8.0f} bytes"
    with local(1) as (machines, seconds):
        yield f"start of a worker {seconds:8.1f} s, with the scheduler"
        begun = time.monotonic()
        workers = Cluster(machines.scheduler_address, None, sent)
        yield f"bundle brought    {time.monotonic() - begun:8.2f} s"
        with Client(machines) as client:
            (first,) = client.run(begun_with, recipe_of(folder, found), sent.name, found.rows[0]).values()
            yield f"a worker begins   {first:8.1f} s of CPU, with its first row"
            workers.close()
            yield f"a task            {_each(1000, lambda n: _tasks(client, n))} in scheduler and run"
    store = FolderStore(str(folder / "store"))
    data = os.urandom(450_000)
    yield f"a file of 450 kB  {_each(200, lambda n: _puts(store, n, data))} in a folder"
    sys.path.insert(0, str(ROOT / "tests"))
    from s3_server import BUCKET, s3

    from deckgen.variants.objects import ObjectStore

    with s3():
        objects = ObjectStore(f"s3://{BUCKET}/scale")
        yield f"an object of that {_each(200, lambda n: _puts(objects, n, data))} to a server of this machine"


def _each(number: int, do: Callable[[int], Any]) -> str:
    """Milliseconds for each of so many, by the clock and of processor time of this process."""
    begun, used = time.monotonic(), time.process_time()
    do(number)
    wall, cpu = time.monotonic() - begun, time.process_time() - used
    return f"{1000 * wall / number:8.2f} ms, {1000 * cpu / number:.2f} of CPU"


def _tasks(client: Client, number: int) -> None:
    client.gather(client.map(_nothing, range(number), pure=False))


def _nothing(n: int) -> int:
    return n


def _puts(store: Any, number: int, data: bytes) -> None:
    for n in range(number):
        store.put(f"{n % 10}/{n}", data)


def main() -> None:
    assert __doc__ is not None
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200, help="builds (200)")
    parser.add_argument("--to", default="pptx", help="formats of each (pptx)")
    parser.add_argument("--workers", default="1,2,4,8", help="workers of the clusters (1,2,4,8); none: costs alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="deckgen-scale-") as temporary:
        folder = project(Path(temporary) / "project", options.rows, options.to)
        if options.workers:
            for line in scaling(folder, [int(number) for number in options.workers.split(",")]):
                print(line, flush=True)
            print()
        for line in costs(folder):
            print(line, flush=True)


if __name__ == "__main__":
    main()
