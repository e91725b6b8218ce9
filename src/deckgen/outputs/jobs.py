"""The tasks of a build, and making one of them: what comes of it is written aside."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from deckgen.crash import during
from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.messages import Message, say
from deckgen.outputs.manifest import digest_of
from deckgen.outputs.plan import Output, Plan, Written
from deckgen.outputs.saving import Staging
from deckgen.outputs.tasks import Task


class Jobs:
    """The tasks of a build. `prepare` gives a plan with its scenes; what one has drawn is kept only until the next is
    made ready. `slides` are the numbers of slides of the plans."""

    def __init__(
        self, prepare: Callable[[int], Plan], slides: Sequence[int], tasks: Sequence[Task], staging: Staging
    ) -> None:
        self.tasks = tasks
        self.slides = slides
        self._prepare = prepare
        self._staging = staging
        self._ready: tuple[int, Plan, Mapping[str, Any]] | None = None

    def place(self) -> None:
        """Gives all files their places aside, which every process is to know."""
        for task in self.tasks:
            self._staging.path(task.name)

    def ready(self, plan: int) -> None:
        """Draws a plan and what its files share, once; those of the last one are let go."""
        if self._ready is None or self._ready[0] != plan:
            if self._ready is not None:
                self._ready = None
                gc.collect()  # what is drawn refers to itself in circles: nothing else takes it away
            drawn = self._prepare(plan)
            shared = {}
            tasks = [t for t in self.tasks if t.plan == plan]
            for format in dict.fromkeys(t.format for t in tasks):
                shared[format.name] = format.share(drawn, [t.file for t in tasks if t.format == format])
            self._ready = plan, drawn, shared

    def scratch(self) -> str:
        """A folder for what libraries write while they make an output."""
        return str(self._staging.scratch())

    def write(self, task: Task) -> Written:
        """Makes an output of the plan that is ready, and writes it aside. Raises Crash for what nobody foresaw, OSError
        where it cannot be written."""
        assert self._ready is not None
        _, plan, shared = self._ready
        with during(say("doing:making-of", name=task.name, seminar=plan.deck.id)):
            try:
                output = task.format.write(plan, task.file, shared[task.format.name])
            except ContentError as e:
                output = Output(None, 0, e.diagnostics)
            except MemoryError:
                return Written("", 0, 0, (too_much(task, say("output:takes-more-memory-than-there")),))
            except OSError as e:
                if e.errno is None:
                    raise
                # libraries write aside, too, under names of which nobody knows
                raise self._staging.failure(e, task.name) from e
        if output.data is None:
            return Written("", 0, output.length, output.findings)
        self._staging.put(task.name, output.data)
        return Written(digest_of(output.data), len(output.data), *output[1:])


def in_order(tasks: Sequence[Task]) -> list[Task]:
    """Seminars in turn, so that the slides of only one or two are kept; of each what takes longest first."""
    return sorted(tasks, key=lambda t: (t.plan, -t.format.weight))


def too_much(task: Task, what: Message) -> Diagnostic:
    """What is told of an output that takes too much."""
    sources = task.format.sources(task.file)
    made_from = say("output:made-from", sources=sources) if sources else ""
    hint = say("output:look-there-for-what-repeats") if sources else say("output:look-for-a-very-large")
    return error(say("output.too-much", name=task.name, made_from=made_from, what=what), None, hint)
