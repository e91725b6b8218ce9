"""Makes outputs: in this process, or in others side by side (`processes`). Each has the same bytes however it is
made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from deckgen.outputs.jobs import Jobs, in_order
from deckgen.outputs.plan import Written
from deckgen.outputs.tasks import Task

Progress = Callable[[str, int, int], None]


def run(jobs: Jobs, progress: Progress) -> dict[str, Written]:
    """The outputs by their names.

    Raises Crash for what nobody foresaw in making one, OSError where one cannot be written.
    """
    tasks = jobs.tasks
    alone = len(tasks) == 1 and not tasks[0].format.sources(tasks[0].file)
    outputs: dict[str, Written] = {}
    for task, output in _in_turn(jobs) if alone or sys.platform != "linux" else _side_by_side(jobs):
        outputs[task.name] = output
        progress(task.name, len(outputs), len(tasks))
    return outputs


def _in_turn(jobs: Jobs) -> Iterator[tuple[Task, Written]]:
    for task in in_order(jobs.tasks):
        jobs.ready(task.plan)
        yield task, jobs.write(task)


def _side_by_side(jobs: Jobs) -> Iterator[tuple[Task, Written]]:
    from deckgen.outputs import processes  # late: a single output has no use for them

    return processes.side_by_side(jobs)
