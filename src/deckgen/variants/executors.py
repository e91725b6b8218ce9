"""Who does the work: this process, or as many as there are cores.

An executor calls a function with each batch and hands on what comes of it, in any order. A batch that was lost with the
process that had it is given to another one, row by row; a row that ends a process twice is told.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection, Pipe, wait
from typing import Protocol

from deckgen.diagnostics import error
from deckgen.interrupts import held, undone
from deckgen.messages import say
from deckgen.outputs.processes import CLOCK, limit, seconds_for
from deckgen.variants.batches import Batch, Batches, Result, Work
from deckgen.variants.stores import FolderStore, Store

#: Bytes beyond what a process began with, after which it makes way for a new one: libraries keep some of all they do.
GROWTH = 200_000_000


class Executor(Protocol):
    """Calls a function with batches."""

    @property
    def workers(self) -> int:
        """How many batches at a time."""

    def writes(self, store: Store) -> bool:
        """Whether it puts outputs into a store by itself; else they are handed back."""

    def map(self, function: Work, batches: Batches, slides: int) -> Iterator[list[Result]]:
        """What comes of each batch, as it is there. `slides` is how many a row has, for bounds of time and memory."""


class Serial:
    """One batch after another, in this process."""

    workers = 1

    def writes(self, store: Store) -> bool:
        return True

    def map(self, function: Work, batches: Batches, slides: int) -> Iterator[list[Result]]:
        while batch := batches.next():
            begun = time.monotonic()
            done = function(batch)
            batches.told(time.monotonic() - begun, len(batch))
            yield done


class _Worker:
    """A process that does batches, one after another; the one that follows it has its `place`, and the rows there."""

    def __init__(self, process: int, orders: Connection, results: Connection, place: int) -> None:
        self.process, self.orders, self.results, self.place = process, orders, results, place
        self.batch: Batch = ()
        self.begun = self.until = 0.0

    def begin(self, batch: Batch, slides: int) -> None:
        self.batch, self.begun = batch, time.monotonic()
        self.until = self.begun + CLOCK * seconds_for(slides) * len(batch)
        self.orders.send_bytes(pickle.dumps(batch))

    def end(self) -> None:
        """Tells it to end, and waits for that."""
        with suppress(OSError):  # it has ended
            self.orders.send_bytes(pickle.dumps(None))
        self.orders.close()
        self.results.close()
        os.waitpid(self.process, 0)


class Pool:
    """Processes side by side, made by `fork`: each begins with all that this one has read."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._running: list[_Worker] = []
        self._again: list[Batch] = []

    def writes(self, store: Store) -> bool:
        return isinstance(store, FolderStore)  # what talks over a network does not survive a fork

    def map(self, function: Work, batches: Batches, slides: int) -> Iterator[list[Result]]:
        life = Pipe(duplex=False)
        lost: set[tuple[int, tuple[str, ...]]] = set()
        with ExitStack() as stack:
            for end in life:
                stack.callback(end.close)
            stack.callback(self._stop)
            stack.enter_context(undone(self._stop))
            while True:
                free = sorted({*range(self.workers)} - {worker.place for worker in self._running})
                for place in free:
                    if batch := self._batch(batches, place):
                        with held():  # a signal in between would leave a process that nobody ends
                            worker = _start(function, life, slides, place)
                            self._running.append(worker)
                        worker.begin(batch, slides)
                if not self._running:
                    return
                for worker in _told(self._running):
                    yield from self._taken(worker, batches, slides, lost)

    def _batch(self, batches: Batches, place: int) -> Batch:
        return self._again.pop() if self._again else batches.next(place)

    def _taken(
        self,
        worker: _Worker,
        batches: Batches,
        slides: int,
        lost: set[tuple[int, tuple[str, ...]]],
    ) -> Iterator[list[Result]]:
        """What a worker has to tell; it gets the next batch, or ends."""
        try:
            done, grown = pickle.loads(worker.results.recv_bytes())
        except (EOFError, OSError):
            self._running.remove(worker)
            worker.end()
            yield from self._lost(worker.batch, lost)
            return
        batches.told(time.monotonic() - worker.begun, len(worker.batch))
        batch = self._batch(batches, worker.place) if grown < GROWTH else ()
        if not batch:
            self._running.remove(worker)
            worker.end()
        else:
            worker.begin(batch, slides)
        yield done

    def _lost(self, batch: Batch, lost: set[tuple[int, tuple[str, ...]]]) -> Iterator[list[Result]]:
        """Has rows done again whose process was ended, each by itself; one that was lost alone already is told."""
        for asked in batch:
            row = asked.row
            if (row.number, asked.only) in lost:
                told = error(say("variants.ended", row=row.number), None, say("variants:run-again"))
                yield [Result(row.number, row.key, None, (told,))]
            else:
                if len(batch) == 1:
                    lost.add((row.number, asked.only))
                self._again.append((asked,))

    def _stop(self) -> None:
        """Ends all workers, whatever they do."""
        while self._running:
            worker = self._running.pop()
            with suppress(ProcessLookupError):
                os.kill(worker.process, signal.SIGKILL)
            worker.end()


def _told(running: list[_Worker]) -> list[_Worker]:
    """The workers that have something to tell, or have ended; one that takes too long is ended."""
    while True:
        until = min(worker.until for worker in running)
        told = wait([worker.results for worker in running], max(0, until - time.monotonic()))
        for worker in running:
            if worker.until <= time.monotonic() and worker.results not in told:
                os.kill(worker.process, signal.SIGKILL)
        if told:
            return [worker for worker in running if worker.results in told]


def _start(function: Work, life: tuple[Connection, Connection], slides: int, place: int) -> _Worker:
    taking, orders = Pipe(duplex=False)
    results, telling = Pipe(duplex=False)
    process = os.fork()
    if process == 0:
        gc.freeze()  # what is there already is not looked through while a first batch is made
        _work(function, taking, telling, life, slides)
    taking.close()
    telling.close()
    return _Worker(process, orders, results, place)


def _work(
    function: Work, taking: Connection, telling: Connection, life: tuple[Connection, Connection], slides: int
) -> None:
    """In the new process: does batches, tells what came of them, and ends when there are no more."""
    status = 1
    try:
        life[1].close()
        threading.Thread(target=_end_with, args=(life[0],), daemon=True).start()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever made this process ends it
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        begun = _memory()
        while (batch := pickle.loads(taking.recv_bytes())) is not None:
            limit(slides * len(batch))
            done = function(batch)
            telling.send_bytes(pickle.dumps((done, _memory() - begun)))
        status = 0
    finally:
        os._exit(status)


def _memory() -> int:
    """Bytes that this process has of the machine's memory."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0


def _end_with(life: Connection) -> None:
    """Ends this process when the other end of a pipe is closed: with the process that made it."""
    try:
        life.recv_bytes()
    finally:
        os._exit(1)


def executor(workers: int | None) -> Executor:
    """As many processes as are asked for, or as there are cores; this one where that is one, or where there is no
    `fork`."""
    if sys.platform != "linux":
        return Serial()
    number = workers or len(os.sched_getaffinity(0))
    return Serial() if number == 1 else Pool(number)
