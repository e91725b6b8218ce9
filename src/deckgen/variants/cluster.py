"""Rows made on other machines, by Dask. It is an extra, and loaded by nothing else.

A project's bundle goes to each worker once, and to those that come later. Each worker has read it when its first rows
come, and keeps what it has read. Batches are known by what is in them: one that was lost with its worker is done again
by another one, and what it had written already is written again, with the same bytes. What workers write goes straight
to the store, if they reach it.

Dask writes the arguments of what fails into its logs; those of ours say only how many rows they are.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import queue
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from dask import config
from distributed import Client, KilledWorker, Worker, WorkerPlugin, get_worker

from deckgen.diagnostics import UsageError, error
from deckgen.messages import say
from deckgen.outputs.processes import limit
from deckgen.variants.batches import Batch, Batches, Result, Work
from deckgen.variants.bundles import Bundle, Program, differences, program, unpack
from deckgen.variants.making import forget
from deckgen.variants.stores import FolderStore, Store

#: Seconds in which a scheduler is to answer, and for which one that is gone, or has no workers, is waited for.
ANSWER, PATIENCE = 10.0, 60.0
#: Batches that are handed out for each worker: one that it does, and one that it has at hand when that is done.
AHEAD = 2
#: Attempts at a batch whose function failed; those whose worker died are the scheduler's matter.
RETRIES = 2
#: Seconds between two looks at how the cluster is.
_TICK = 0.5
#: The name of a file by which workers are asked whether they see the folder that is written to.
_SEEN = ".deckgen-seen"
#: What Dask calls its profiler's part of a worker.
_PROFILING = ("profile", "profile-cycle")
_ALONE = threading.Lock()
_CLIENT: Any = Client


class Sealed:
    """Rows on their way: what is written of them in a log is how many they are."""

    def __init__(self, batch: Batch) -> None:
        self.numbers = tuple(asked.row.number for asked in batch)
        self._data = pickle.dumps(batch)

    def __repr__(self) -> str:
        return f"<{len(self.numbers)} rows>"

    def open(self) -> Batch:
        """The rows themselves."""
        found: Batch = pickle.loads(self._data)
        return found


class Done(NamedTuple):
    """What came of a batch: its results, and how long they took; or, of a worker with another program, that one."""

    results: list[Result]
    seconds: float
    program: Program = ()

    def __repr__(self) -> str:
        return f"<{len(self.results)} rows>"


class Delivery(WorkerPlugin):
    """Brings a bundle to each worker. While it is there, the worker does not look a hundred times a second what it is
    doing: for code as deep as a layout that takes a tenth of its time."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.name = f"deckgen-{bundle.name}"

    def setup(self, worker: Worker) -> None:
        unpack(self.bundle, Path(worker.local_directory))
        for callback in _profiling(worker):
            callback.stop()

    def teardown(self, worker: Worker) -> None:
        for callback in _profiling(worker):
            callback.start()
        forget()
        gc.unfreeze()
        shutil.rmtree(home_of(worker, self.bundle.name), ignore_errors=True)


def _profiling(worker: Worker) -> list[Any]:
    """What Dask's profiler does on a worker again and again."""
    return [worker.periodic_callbacks[name] for name in _PROFILING if name in worker.periodic_callbacks]


def home_of(worker: Worker, bundle: str) -> Path:
    """Where a bundle stands on a worker."""
    return Path(worker.local_directory) / f"deckgen-{bundle[:32]}"


def there(bundle: str, wanted: Program, work: Work, sealed: Sealed, slides: int) -> Done:
    """On a worker: makes rows of the project in a bundle."""
    if wanted != program():
        return Done([], 0.0, program())
    worker = get_worker()
    batch = sealed.open()
    work = work._replace(recipe=work.recipe._replace(root=str(home_of(worker, bundle))))
    with _ALONE, _limited(slides * len(batch)):  # a worker with several threads does one after another
        begun = time.monotonic()
        results = work(batch)
        return Done(results, time.monotonic() - begun)


@contextmanager
def _limited(slides: int) -> Iterator[None]:
    """Ends this process if it takes too much meanwhile: the scheduler sees it, and a nanny starts another one."""
    if sys.platform != "linux":
        yield
        return
    import resource

    kinds = (resource.RLIMIT_CPU, resource.RLIMIT_AS)
    before = [(kind, resource.getrlimit(kind)) for kind in kinds]
    limit(slides)
    try:
        yield
    finally:
        for kind, limits in before:
            resource.setrlimit(kind, limits)


class Lost(Exception):
    """The scheduler does not answer any more."""


class Cluster:
    """The workers of a Dask scheduler, by its address (`tcp://machine:8786`) or by the file that it has written. Raises
    UsageError where it does not answer."""

    def __init__(self, address: str | None, file: Path | None, bundle: Bundle, patience: float = PATIENCE) -> None:
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what is lost we tell ourselves
        self._where: dict[str, Any] = {"scheduler_file": str(file)} if file else {"address": address}
        self._named = str(file or address)
        self._bundle, self._patience = bundle, patience
        self._client: Any = None  # half of its methods have no types
        self._again: list[Batch] = []
        #: What is with the cluster, by its key: what comes of it, the rows, and the worker for which they were meant.
        self._given: dict[str, tuple[Any, Batch, str]] = {}
        self._ended: queue.Queue[str] = queue.Queue()
        self._alone: set[tuple[int, tuple[str, ...]]] = set()
        self._connect()

    def writes(self, store: Store) -> bool:
        """Whether its workers write into a store themselves. Raises UsageError for a folder that they do not see."""
        if isinstance(store, FolderStore):
            self._see(store)
            return True
        return bool(getattr(store, "is_reached_from_everywhere", False))

    def _see(self, store: FolderStore) -> None:
        name = f"{_SEEN}-{os.getpid()}"
        store.put(name, b"")
        try:
            seen = self._client.run(_sees, store, name)
            blind = sorted(worker for worker, sees in seen.items() if sees is not True)
        finally:
            store.remove(name)
        if blind:
            message = say("command.folder-not-seen", folder=store.path, worker=blind[0])
            raise UsageError(message, say("cluster:write-where-all-reach"))

    @property
    def workers(self) -> int:
        """How many batches it does at a time: as many as it has processes."""
        return max(1, len(self._addresses()))

    def close(self) -> None:
        """Takes what was brought away from the workers, and lets them go."""
        if self._client is not None:
            with suppress(Exception):  # whoever does not answer any more has nothing to be taken away
                if self._client.status == "running":
                    self._client.unregister_worker_plugin(Delivery(self._bundle).name)
            _closed(self._client)
            self._client = None

    def _connect(self) -> None:
        """Finds the scheduler, waits for a first worker, and brings the bundle. Raises UsageError."""
        try:
            with config.set({"distributed.comm.timeouts.connect": f"{ANSWER}s"}):
                self._client = _CLIENT(**self._where, timeout=ANSWER, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as e:
            raise UsageError(say("command.no-scheduler", address=self._named), say("cluster:start-one")) from e
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError as e:
            _closed(self._client)
            raise UsageError(say("command.no-workers", address=self._named), say("cluster:start-workers")) from e
        self._client.register_plugin(Delivery(self._bundle))

    def map(self, function: Work, batches: Batches, slides: int) -> Iterator[list[Result]]:
        """What comes of each batch, as it is there. A scheduler that is gone is waited for. Raises UsageError where it
        does not come back, or workers have another program."""
        while True:
            try:
                yield from self._served(function, batches, slides)
                return
            except Lost:
                self._again += [batch for _, batch, _ in self._given.values()]
                self._given.clear()
                self._ended = queue.Queue()
                self._reconnect()

    def _reconnect(self) -> None:
        _closed(self._client)
        until = time.monotonic() + self._patience
        while True:
            try:
                return self._connect()
            except UsageError:
                if time.monotonic() > until:
                    raise
                time.sleep(_TICK)

    def _served(self, function: Work, batches: Batches, slides: int) -> Iterator[list[Result]]:
        client, idle, looked = self._client, time.monotonic(), time.monotonic()
        there = self._addresses()
        while True:
            self._hand_out(client, function, batches, there, slides)
            if not self._given:
                return
            try:
                key = self._ended.get(timeout=_TICK)
            except queue.Empty:
                idle = self._looked_at(client, idle)
            else:
                if key in self._given:
                    idle = time.monotonic()
                    yield from self._taken(key, batches)
            if time.monotonic() - looked > _TICK:  # workers come and go
                there, looked = self._addresses(), time.monotonic()

    def _addresses(self) -> list[str]:
        return sorted(self._client.scheduler_info(n_workers=-1)["workers"])

    def _hand_out(self, client: Any, function: Work, batches: Batches, there: list[str], slides: int) -> None:
        """Gives each worker so much that it has a batch at hand, and all of them one before the first has two."""
        having = Counter(worker for _, _, worker in self._given.values())
        for number in range(AHEAD):
            for worker in there or [""]:  # where there is none just now, the first that comes
                if having[worker] <= number:
                    batch = self._again.pop() if self._again else batches.next(worker)
                    if not batch:
                        return
                    self._give(client, function, batch, worker, slides)
                    having[worker] += 1

    def _looked_at(self, client: Any, idle: float) -> float:
        """Looks how the cluster is; gives the time since which it has done something, or at least has workers. Raises
        Lost where the scheduler is gone, UsageError where all workers are, for too long."""
        if client.status != "running":
            raise Lost
        if self._addresses():
            return time.monotonic()
        if time.monotonic() - idle > self._patience:
            raise UsageError(say("command.no-workers", address=self._named), say("cluster:start-workers"))
        return idle

    def _give(self, client: Any, function: Work, batch: Batch, worker: str, slides: int) -> None:
        """Hands a batch out, to another worker where that one is gone. Its key says all that goes into it: the
        scheduler does the same one once."""
        sealed = Sealed(batch)
        parts = (self._bundle.name, function, [(asked.row.number, asked.inputs, asked.only) for asked in batch])
        numbers = f"{sealed.numbers[0]}-{sealed.numbers[-1]}"
        key = f"deckgen-{numbers}-{sha256(repr(parts).encode()).hexdigest()[:16]}"
        future = client.submit(
            there,
            self._bundle.name,
            self._bundle.program,
            function,
            sealed,
            slides,
            key=key,
            retries=RETRIES,
            workers=[worker] if worker else None,
            allow_other_workers=bool(worker),
        )
        self._given[key] = future, batch, worker
        ended = self._ended
        future.add_done_callback(lambda _: ended.put(key))

    def _taken(self, key: str, batches: Batches) -> Iterator[list[Result]]:
        """What came of a batch that has ended."""
        future, batch, worker = self._given.pop(key)
        if future.status in ("cancelled", "lost"):
            self._given[key] = future, batch, worker
            raise Lost
        try:
            done = future.result(timeout=ANSWER)
        except KilledWorker:
            yield from self._lost(batch)
            return
        except ModuleNotFoundError as e:
            raise UsageError(say("command.no-deckgen-there", library=e.name or ""), say("cluster:same-image")) from e
        except (OSError, TimeoutError) as e:
            self._given[key] = future, batch, worker
            raise Lost from e
        finally:
            future.release()
        if done.program:
            name, here, other = differences(self._bundle.program, done.program)[0]
            message = say("command.another-program", name=name, here=here or "-", there=other or "-")
            raise UsageError(message, say("cluster:same-image"))
        batches.told(done.seconds, len(batch))
        yield done.results

    def _lost(self, batch: Batch) -> Iterator[list[Result]]:
        """Has the rows of a batch done again, each by itself, that ended worker after worker; one that did so alone is
        told."""
        for asked in batch:
            row = asked.row
            if len(batch) == 1 and (row.number, asked.only) in self._alone:
                told = error(say("variants.ended", row=row.number), None, say("variants:run-again"))
                yield [Result(row.number, row.key, None, (told,))]
            else:
                if len(batch) == 1:
                    self._alone.add((row.number, asked.only))
                self._again.append((asked,))


def _sees(store: FolderStore, name: str) -> bool:
    """On a worker: whether it sees a file."""
    return store.read(name) is not None


def _closed(client: Any) -> None:
    """Lets a client go, whether or not anybody answers it: one that is not given the time for that keeps its socket."""
    with suppress(Exception):
        client.close(timeout=ANSWER)
