"""Outputs in processes of their own, as many at a time as there are cores, each for one seminar.

A process is made by `fork`: it begins as a copy of this one, with a seminar drawn, and writes outputs of that aside
until there is none left; then it goes on with a seminar that nobody has begun. What a theme's template or style sheet
does cannot go on for ever there: each output has a share of processor time and memory, and what goes beyond is stopped
and told. A process ends with the one that made it, however that ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection, Pipe, wait

from deckgen.crash import Crash, during
from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.interrupts import held, undone
from deckgen.messages import say
from deckgen.outputs.jobs import Jobs, in_order, too_much
from deckgen.outputs.plan import Written
from deckgen.outputs.tasks import Task

#: What one output may take: seconds of processor time, and bytes of memory beyond what it begins with; and more for
#: each slide. An article takes about 0.05 s and 1 MB a slide.
SECONDS, SECONDS_A_SLIDE = 10, 0.5
MEMORY, MEMORY_A_SLIDE = 500_000_000, 4_000_000
#: Slides after which a process makes way for a new one: libraries keep some of what each seminar has taken.
SLIDES = 100
#: Seconds by the clock after which one is stopped, in parts of its processor time: for what waits and does nothing.
CLOCK = 6


class _Worker:
    """A process that makes outputs, one after another: those of one plan, and then of others."""

    def __init__(self, process: int, orders: Connection, results: Connection, plan: int) -> None:
        self.process = process
        self.orders = orders
        self.results = results
        self.plan = plan
        self.slides = 0
        self.all_slides = 0
        self.task: Task | None = None
        self.until = 0.0

    def begin(self, number: int, task: Task, slides: int) -> None:
        """Has it make the output of a task by its number, of a plan of so many slides."""
        if task.plan != self.plan or not self.all_slides:
            self.all_slides += slides
        self.task, self.plan, self.slides = task, task.plan, slides
        self.until = time.monotonic() + CLOCK * seconds_for(slides)
        self.orders.send(number)

    def end(self) -> int:
        """Tells it to end and waits for that; gives its status: that of the signal that ended it, below zero."""
        with suppress(OSError):  # it has ended
            self.orders.send(None)
        self.orders.close()
        self.results.close()
        _, status = os.waitpid(self.process, 0)
        return os.waitstatus_to_exitcode(status)


def side_by_side(jobs: Jobs) -> Iterator[tuple[Task, Written]]:
    """Outputs as they are ready."""
    cores = len(os.sched_getaffinity(0))
    waiting = in_order(jobs.tasks)
    running: list[_Worker] = []
    life = Pipe(duplex=False)
    with ExitStack() as stack:
        for end in life:
            stack.callback(end.close)
        # workers first, also where a signal ends this process: they write into the folder that goes then
        stack.callback(_stop, running)
        stack.enter_context(undone(lambda: _stop(running)))
        jobs.place()
        while waiting or running:
            while waiting and len(running) < cores:
                jobs.ready(waiting[0].plan)
                with held():  # a signal in between would leave a process that nobody ends
                    running.append(_start(jobs, waiting[0], life))
                _next(running[-1], waiting, running, jobs)
            for worker in _ready(running):
                task, written = _result(worker)
                if not written.digest:
                    waiting.clear()  # the build has failed: what is as large or as endless would be told next time
                if worker.task is None:
                    running.remove(worker)
                elif not _next(worker, waiting, running, jobs):
                    running.remove(worker)
                    worker.end()
                yield task, written


def _stop(workers: list[_Worker]) -> None:
    """Ends workers, whatever they do."""
    while workers:
        worker = workers.pop()
        with suppress(ProcessLookupError):
            os.kill(worker.process, signal.SIGKILL)
        worker.end()


def _next(worker: _Worker, waiting: list[Task], running: Sequence[_Worker], jobs: Jobs) -> bool:
    """Gives a worker the next task of its plan, or of one that no worker has begun; False if there is none."""
    busy = {w.plan for w in running}
    own = (task for task in waiting if task.plan == worker.plan)
    left = SLIDES - worker.all_slides
    new = (task for task in waiting if task.plan not in busy and jobs.slides[task.plan] <= left)
    task = next(own, None) or next(new, None)
    if task is None:
        return False
    waiting.remove(task)
    worker.begin(jobs.tasks.index(task), task, jobs.slides[task.plan])
    return True


def _start(jobs: Jobs, task: Task, life: tuple[Connection, Connection]) -> _Worker:
    """Makes a process for the plan of a task, which is ready."""
    taking, orders = Pipe(duplex=False)
    results, telling = Pipe(duplex=False)
    process = os.fork()
    if process == 0:
        gc.freeze()  # what is there already is not looked through, and so not copied, here
        _work(jobs, taking, telling, life)
    taking.close()
    telling.close()
    return _Worker(process, orders, results, task.plan)


def _work(jobs: Jobs, taking: Connection, telling: Connection, life: tuple[Connection, Connection]) -> None:
    """In the new process: makes outputs, tells what came of them, and ends when there is nothing more to make."""
    status = 1
    try:
        life[1].close()
        threading.Thread(target=_end_with, args=(life[0],), daemon=True).start()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever made this process ends it
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        tempfile.tempdir = jobs.scratch()  # what libraries leave there goes with all that is aside
        while (number := taking.recv()) is not None:
            limit(jobs.slides[jobs.tasks[number].plan])
            telling.send_bytes(pickle.dumps(_made(jobs, jobs.tasks[number])))
        status = 0
    finally:
        os._exit(status)


def _made(jobs: Jobs, task: Task) -> Written | Crash | OSError:
    try:
        with during(say("doing:making", name=task.name)):
            jobs.ready(task.plan)
        return jobs.write(task)
    except (Crash, OSError) as e:
        return e
    except ContentError as e:  # what its files share cannot be drawn
        return Written("", 0, 0, e.diagnostics)
    except MemoryError:
        return Written("", 0, 0, (too_much(task, say("output:takes-more-memory-than-there")),))


def _end_with(life: Connection) -> None:
    """Ends this process when the other end of a pipe is closed: with the process that made it."""
    try:
        life.recv_bytes()
    finally:
        os._exit(1)


def limit(slides: int) -> None:
    """Limits what this process may take for what it does next, which is of so many slides."""
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 1 + seconds_for(slides), hard))
    with open("/proc/self/statm", encoding="ascii") as file:
        begun = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (begun + MEMORY + MEMORY_A_SLIDE * slides, hard))


def seconds_for(slides: int) -> int:
    """Seconds of processor time that an output of so many slides may take."""
    return int(SECONDS + SECONDS_A_SLIDE * slides)


def _ready(running: Sequence[_Worker]) -> list[_Worker]:
    """The workers that have something to tell, or are stopped because they take too long."""
    while True:
        until = min(w.until for w in running)
        told = wait([w.results for w in running], max(0, until - time.monotonic()))
        for worker in running:
            if worker.until <= time.monotonic() and worker.results not in told:
                os.kill(worker.process, signal.SIGXCPU)
        if told:
            return [w for w in running if w.results in told]


def _result(worker: _Worker) -> tuple[Task, Written]:
    """What came of a worker's task; one that was ended has no task any more. Raises Crash for what nobody foresaw,
    OSError where the output could not be written."""
    task = worker.task
    assert task is not None
    try:
        result = pickle.loads(worker.results.recv_bytes())
    except (EOFError, OSError):
        worker.task = None
        return task, Written("", 0, 0, (_stopped(task, worker),))
    if isinstance(result, Written):
        return task, result
    raise result


def _stopped(task: Task, worker: _Worker) -> Diagnostic:
    """What is told of a process that ended without a result."""
    status = worker.end()
    name = signal.Signals(-status).name if status < 0 else say("output:status", status=status)
    if status == -signal.SIGXCPU:
        return too_much(task, say("output:was-stopped-after-seconds-it", seconds=seconds_for(worker.slides)))
    if status in (-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV):
        return too_much(task, say("output:was-stopped-as-happens-without", name=name))
    if status == -signal.SIGKILL:
        message = say("output.memory", name=task.name)
        return error(message, None, say("output:close-what-else-needs-memory"))
    return error(say("output.ended", name=task.name, by=name), None, say("output:build-again"))
