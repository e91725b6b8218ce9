"""What was written from here, and how each of it is taken back."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.messages import say
from deckgen.studio.desk import Written
from deckgen.studio.refusing import Impossible

#: Steps that can be taken back.
MOST = 300


class Step(NamedTuple):
    """A way back: the stretches of a file that is at a `version`; `before` is the version that it had."""

    path: str
    version: int
    before: int
    splices: tuple[tuple[int, int, str], ...]


class Undone:
    """The steps back, the last one at the end."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def wrote(self, written: Written) -> None:
        """Something was written."""
        self._steps.append(Step(written.path, written.version, written.version - 1, _back(written)))
        del self._steps[:-MOST]

    def last(self) -> Step:
        """The step that is taken next. Raises ValueError where there is none."""
        if not self._steps:
            raise Impossible(say("studio:nothing-to-undo"))
        return self._steps[-1]

    def took_back(self, version: int) -> None:
        """The last step was taken, by which its file is at a version: so it is for the step before, too."""
        done = self._steps.pop()
        self._steps = [
            step._replace(version=version) if (step.path, step.version) == (done.path, done.before) else step
            for step in self._steps
        ]


def _back(written: Written) -> tuple[tuple[int, int, str], ...]:
    """The stretches by which a file is again what it was."""
    out, moved = [], 0
    for start, end, text in sorted((s.start, s.end, s.text) for s in written.splices):
        out.append((start + moved, start + moved + len(text), written.before[start:end]))
        moved += len(text) - (end - start)
    return tuple(out)
