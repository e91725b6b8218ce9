"""CPU seconds and memory of commands, run in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True)
class Command:
    """A command line, the folder that it runs in and, for deckgen, the checkout whose code it runs."""

    line: tuple[str, ...]
    folder: Path
    checkout: Path | None = None

    def environment(self) -> dict[str, str]:
        """As on anybody's machine: Python keeps its compiled modules."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return kept if self.checkout is None else kept | {"PYTHONPATH": str(self.checkout / "src")}


def deckgen(*arguments: str, folder: Path, checkout: Path) -> Command:
    """deckgen as a checkout has it, with the libraries of this Python."""
    return Command((str(Path(sys.executable).parent / "deckgen"), *arguments), folder, checkout)


class Cost(NamedTuple):
    """What one run took."""

    seconds: float  # CPU of the process and its children, user and system
    megabytes: float  # memory at the most


def cost(command: Command) -> Cost:
    """Runs a command; exits with its error output if it fails."""
    process = subprocess.Popen(
        command.line, cwd=command.folder, env=command.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    with process.stderr:
        errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command.line)} failed in {command.folder}: {errors[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Costs(NamedTuple):
    """What the runs of one command took."""

    runs: tuple[Cost, ...]

    @property
    def least(self) -> float:
        """The least seconds: whatever else the machine does only adds."""
        return min(run.seconds for run in self.runs)

    @property
    def median(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def megabytes(self) -> float:
        return max(run.megabytes for run in self.runs)


def in_turn(runs: int, *commands: Command) -> list[Costs]:
    """Each command's costs, all run once in every round, so that a busy moment meets each of them."""
    rounds = [[cost(command) for command in commands] for _ in range(runs)]
    return [Costs(tuple(column)) for column in zip(*rounds, strict=True)]
