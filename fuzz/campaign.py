"""Many inputs, side by side, for some time; and what came of them, in words."""

from __future__ import annotations

import shlex
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from traceback import format_exc
from typing import NamedTuple

from fuzz.command import load
from fuzz.inputs import Attempt, Bench, Input, smallest
from fuzz.project import ROOT
from fuzz.targets import TARGETS

#: Where failures are told, and inputs that are asked for are kept. Git ignores it.
FAILURES = ROOT / ".cache" / "fuzz"
#: Seconds between two lines that say how far it is.
_BETWEEN = 10.0


#: What a worker says: what it tried; that it is done; a traceback.
Message = Attempt | str | None


class Plan(NamedTuple):
    """What is tried: inputs of a seed by their numbers, from 0 up to `inputs` (None: without end) or for so many
    `minutes`, those of some targets only, in so many processes side by side."""

    seed: int
    minutes: float
    inputs: int | None
    targets: tuple[str, ...]
    jobs: int


class Tally:
    """What came of all inputs."""

    def __init__(self) -> None:
        self.begin = time.monotonic()
        self.tried: Counter[str] = Counter()
        self.statuses: Counter[tuple[str, int | None]] = Counter()
        self.groups: dict[str, list[Attempt]] = {}
        self.longest: Attempt | None = None
        self.largest: Attempt | None = None

    def add(self, attempt: Attempt) -> None:
        name = attempt.input.target.name
        self.tried[name] += 1
        self.statuses[name, attempt.result.status] += 1
        if self.longest is None or attempt.result.seconds > self.longest.result.seconds:
            self.longest = attempt
        if self.largest is None or attempt.result.memory > self.largest.result.memory:
            self.largest = attempt
        for failure in attempt.failures:
            self.groups.setdefault(f"{name}: {failure.group}", []).append(attempt)

    def progress(self) -> str:
        """How far it is, in a line."""
        total, seconds = sum(self.tried.values()), time.monotonic() - self.begin
        return f"{total:>8,} inputs, {total / max(seconds, 0.001):.1f} a second, {len(self.groups)} distinct failures"

    def summary(self, seed: int) -> Iterator[str]:
        """Inputs and exit statuses by target; the distinct failures, how often each, and how to see it again."""
        yield f"{'target':>10} {'inputs':>8}  exit statuses"
        for target in TARGETS:
            if n := self.tried[target.name]:
                known = sorted(((s, k) for (t, s), k in self.statuses.items() if t == target.name), key=str)
                yield f"{target.name:>10} {n:>8,}  {', '.join(f'{_status(s)}: {k:,}' for s, k in known)}"
        if self.longest and self.largest:
            yield f"longest {self.longest.result.seconds:.1f} s (input {self.longest.input.number})"
            yield f"largest {self.largest.result.memory / 1e6:,.0f} MB (input {self.largest.input.number})"
        yield self.progress().strip()
        for group, attempts in sorted(self.groups.items(), key=lambda item: -len(item[1])):
            first = min(attempts, key=lambda a: (len(a.changes), a.input.number))
            yield f"\n{len(attempts):>5} x {group}"
            yield f"        {'; '.join(first.changes)[:300]}"
            yield f"        python -m fuzz --seed {seed} --only {first.input.number}"


def _status(status: int | None) -> str:
    return "no end" if status is None else str(status)


def campaign(plan: Plan) -> Tally:
    """Tries inputs and says now and then how far it is; failures are written down. Ctrl-C ends it early."""
    context = get_context("spawn")  # each loads deckgen itself, and is the parent of its own builds alone
    queue: Queue[Message] = context.Queue()
    workers = [context.Process(target=_work, args=(plan, n, queue)) for n in range(plan.jobs)]
    tally = Tally()
    for worker in workers:
        worker.start()
    try:
        for attempt in _arriving(queue, len(workers), tally):
            tally.add(attempt)
            if attempt.failures:
                write_down(attempt, FAILURES)
    except KeyboardInterrupt:
        print("stopped", flush=True)  # and tells what was tried so far
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
    return tally


def _arriving(queue: Queue[Message], workers: int, tally: Tally) -> Iterator[Attempt]:
    """What workers have tried, until all of them are done. Raises SystemExit where one of them fails itself."""
    told = time.monotonic()
    while workers:
        try:
            message = queue.get(timeout=1.0)
            if isinstance(message, str):
                raise SystemExit(f"this is a mistake in the fuzzer:\n{message}")
            workers -= message is None
            if message is not None:
                yield message
        except Empty:
            pass
        if time.monotonic() - told > _BETWEEN:
            told = time.monotonic()
            print(tally.progress(), flush=True)


def _work(plan: Plan, first: int, queue: Queue[Message]) -> None:
    """In a worker: tries its share of the inputs, and says when that is done or why not."""
    try:
        load()
        with tempfile.TemporaryDirectory(prefix="deckgen-fuzz-") as folder:
            for attempt in _attempts(plan, first, Bench(Path(folder))):
                queue.put(attempt)
        queue.put(None)
    except Exception:
        queue.put(format_exc())


def _attempts(plan: Plan, first: int, bench: Bench) -> Iterator[Attempt]:
    until = time.monotonic() + plan.minutes * 60
    known: set[str] = set()
    for number in _numbers(plan, first):
        if time.monotonic() > until:
            return
        attempt = bench.attempt(Input(plan.seed, number))
        groups = {f.group for f in attempt.failures}
        yield smallest(bench, attempt) if groups - known else attempt
        known |= groups


def _numbers(plan: Plan, first: int) -> Iterator[int]:
    """The numbers of a worker's inputs."""
    for number in count(first, plan.jobs):
        if plan.inputs is not None and number >= plan.inputs:
            return
        if not plan.targets or Input(plan.seed, number).target.name in plan.targets:
            yield number


def write_down(attempt: Attempt, folder: Path) -> Path:
    """Writes into a file what is wrong with an input, what it is, and what the command said."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{attempt.input.seed}-{attempt.input.number}.txt"
    path.write_text("\n".join(described(attempt)) + "\n", encoding="utf-8", errors="backslashreplace")
    return path


def described(attempt: Attempt) -> Sequence[str]:
    """An input and what came of it, in lines."""
    result, input = attempt.result, attempt.input
    return [
        f"input {input.number} of the seed {input.seed}, target {input.target.name}",
        *(f"change: {change}" for change in attempt.changes),
        f"$ deckgen {shlex.join(attempt.arguments)[:1000]}",
        f"exit status {_status(result.status)}, {result.seconds:.1f} s, {result.memory / 1e6:,.0f} MB",
        *(f"failure: {failure.rule}: {failure.detail}" for failure in attempt.failures),
        "--- standard output",
        result.stdout.rstrip(),
        "--- standard error",
        result.stderr.rstrip(),
    ]
