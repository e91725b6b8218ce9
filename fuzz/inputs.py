"""Inputs: each is made of a seed and its number alone, run, and judged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from fuzz.command import SECONDS, Result, run
from fuzz.judge import Failure, Run, files, judge
from fuzz.project import Project, lay
from fuzz.targets import TARGETS, Target

#: One input of so many runs the command by its name, not in a fork. It has no divisor in common with the number of
#: targets, so that this comes to each of them.
BY_NAME = 29
#: How many changes an input may be of: one, mostly, so that a failure has one cause.
_CHANGES = (1, 1, 1, 2, 3)


class Input(NamedTuple):
    """A seed and a number: which target it is, and all its random choices, follow from them."""

    seed: int
    number: int

    @property
    def target(self) -> Target:
        return TARGETS[self.number % len(TARGETS)]

    def changes(self) -> list[int]:
        """The numbers of its changes."""
        return list(range(self._random("changes").choice(_CHANGES)))

    def make(self, project: Project, changes: Sequence[int]) -> list[str]:
        """Makes some of its changes in a project that has just been laid; says what they are."""
        self.target.prepare(self._random("prepare"), project)
        return [self.target.change(self._random(n), project) for n in changes]

    def _random(self, what: object) -> Random:
        return Random(f"{self.seed} {self.number} {what}")


class Attempt(NamedTuple):
    """An input that was tried: its changes in words, the command, what came of it, and what is wrong with that."""

    input: Input
    changes: list[str]
    arguments: list[str]
    result: Result
    failures: list[Failure]


class Bench:
    """Where inputs are tried: a folder, with the sound project and its outputs, of which each input gets a copy.

    Raises RuntimeError where the sound project itself fails.
    """

    def __init__(self, folder: Path, seconds: float = SECONDS) -> None:
        self.folder = folder
        self._seconds = seconds
        self._sound = folder / "sound" / "project"
        result = run(["build"], lay(self._sound).root, folder / "sound")
        failures = judge(Run(result, self._sound, {}, statuses=(0,)))
        if failures:
            raise RuntimeError(f"the sound project fails: {'; '.join(f.detail for f in failures)}\n{result.stderr}")
        self.outputs = files(self._sound / "output")

    def attempt(self, input: Input, changes: Sequence[int] | None = None, keep: Path | None = None) -> Attempt:
        """Tries an input, or some of its changes. Its project is in the folder `keep`, or goes."""
        # deep within, so that a path which leads out of the project ends in a folder of ours, too
        home = keep or self.folder / "input" / "a" / "b" / "c"
        _remove(home)
        try:
            project = Project(Path(shutil.copytree(self._sound, home / "project")))
            shutil.copy(self._sound.parent / "secret.txt", home)
            said = input.make(project, input.changes() if changes is None else changes)
            return self._judged(input, project, said)
        finally:
            if not keep:
                _remove(home)

    def _judged(self, input: Input, project: Project, changes: list[str]) -> Attempt:
        target = input.target
        before = files(project.root / "output")
        by_name = input.number % BY_NAME == BY_NAME - 1
        result = run(project.arguments, project.root, project.root.parent / "work", by_name, self._seconds)
        expected = self.outputs if target.same else None
        failures = judge(Run(result, project.root, before, target.statuses, expected, target.templates))
        return Attempt(input, changes, project.arguments, result, failures)


def _remove(folder: Path) -> None:
    """Removes a folder with all that may be in it."""
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def smallest(bench: Bench, attempt: Attempt) -> Attempt:
    """The same failure from a single change, where one is enough."""
    group = attempt.failures[0].group
    if len(attempt.changes) > 1:
        for n in attempt.input.changes():
            alone = bench.attempt(attempt.input, [n])
            if group in [f.group for f in alone.failures]:
                return alone
    return attempt
