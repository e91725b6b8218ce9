"""Makes outputs: in turn, or side by side in processes.

Processes are made by `fork`, where the system has it: they begin as copies of this one, with everything composed and
laid out, so that only the outputs themselves are handed from one to another. Each output has the same bytes however it
is made.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from deckgen.crash import during
from deckgen.diagnostics import ContentError
from deckgen.outputs.plan import Output, Plan
from deckgen.outputs.tasks import Task

Progress = Callable[[str, int, int], None]


class Job:
    """Tasks with their plans, and what the files of one plan and format share."""

    def __init__(self, plans: Sequence[Plan], tasks: Sequence[Task]) -> None:
        self.tasks = tasks
        self._plans = plans
        self._shared: dict[tuple[int, str], Any] = {}

    def share(self, task: Task) -> Any:
        """What the files of a task's plan and format share, made once."""
        place = task.plan, task.format.name
        if place not in self._shared:
            files = [t.file for t in self.tasks if (t.plan, t.format.name) == place]
            self._shared[place] = task.format.share(self._plans[task.plan], files)
        return self._shared[place]

    def write(self, task: Task) -> Output:
        """Makes an output. Raises Crash for what nobody foresaw."""
        plan = self._plans[task.plan]
        with during(f"making `{task.name}` of the seminar `{plan.deck.id}`"):
            try:
                return task.format.write(plan, task.file, self.share(task))
            except ContentError as e:
                return Output(None, 0, e.diagnostics)

    def weight(self, task: Task) -> float:
        """How long an output takes, about, beside others."""
        return task.format.weight * len(self._plans[task.plan].scenes)


def run(plans: Sequence[Plan], tasks: Sequence[Task], progress: Progress) -> dict[str, Output]:
    """The outputs by their names, on as many cores as there are.

    Raises Crash for what nobody foresaw in making one.
    """
    job = Job(plans, tasks)
    cores = min(len(tasks), len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1
    outputs: dict[str, Output] = {}
    for task, output in _side_by_side(job, cores) if cores > 1 else _in_turn(job):
        outputs[task.name] = output
        progress(task.name, len(outputs), len(tasks))
    return outputs


def _in_turn(job: Job) -> Iterator[tuple[Task, Output]]:
    return ((task, job.write(task)) for task in job.tasks)


def _side_by_side(job: Job, cores: int) -> Iterator[tuple[Task, Output]]:
    """Outputs as they are ready, long ones begun first."""
    from concurrent.futures import ProcessPoolExecutor, as_completed  # late: a single output has no use for them
    from multiprocessing import get_context

    for task in job.tasks:
        job.share(task)  # before there are several processes, so that all have it
    order = sorted(range(len(job.tasks)), key=lambda n: -job.weight(job.tasks[n]))
    pool = ProcessPoolExecutor(cores, get_context("fork"), _inherit, (job,))
    try:
        running = {pool.submit(_write, n): job.tasks[n] for n in order}
        for done in as_completed(running):
            yield running[done], done.result()
    finally:
        pool.shutdown(cancel_futures=True)


#: The job of a worker. Only workers have one: it comes with the fork, and is never pickled.
_inherited: list[Job] = []


def _inherit(job: Job) -> None:
    _inherited[:] = [job]


def _write(n: int) -> Output:
    """In a worker: makes the output of a task."""
    return _inherited[0].write(_inherited[0].tasks[n])
