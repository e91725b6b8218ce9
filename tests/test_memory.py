"""What a build takes of memory is that of the outputs in work, however many seminars there are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_build import made, small

from deckgen.outputs import processes
from deckgen.pipeline import stages

SLIDES = 5  # of the small project's seminar


def _with(home: Path, count: int) -> Path:
    """The small project with so many seminars."""
    project = small(home)
    text = (project / "content/seminars/talk.yaml").read_text(encoding="utf-8")
    for n in range(1, count):
        (project / f"content/seminars/talk-{n}.yaml").write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize("count", [2, 6])
def test_few_plans_are_kept_drawn(count, tmp_path, monkeypatch):
    """However many there are; and the outputs are the same."""
    formats = frozenset({"pptx", "web"})
    project = _with(tmp_path / "project", count)
    wanted = made(project, formats=formats, force=True)
    kept = []
    real = stages.Stages.check
    monkeypatch.setattr(stages.Stages, "check", lambda self, plans: kept.extend(real(self, plans)) or kept)
    monkeypatch.setattr(stages, "KEPT", SLIDES)
    assert made(project, formats=formats, force=True) == wanted
    assert [len(plan.scenes) for plan in kept] == [SLIDES] + [0] * (count - 1)


def test_processes_are_few(tmp_path, monkeypatch):
    """They go on with other seminars: what each would load and read again costs as much as a small seminar's
    outputs."""
    begun = []
    real = processes._start
    monkeypatch.setattr(processes, "_start", lambda jobs, task, life: begun.append(task.plan) or real(jobs, task, life))
    made(_with(tmp_path / "project", 8), formats=frozenset({"pptx", "web"}))
    # one for each core, and at the end one more for what is left of a seminar that another one is at
    assert 1 <= len(begun) <= 2 * len(os.sched_getaffinity(0))


PEAK = """
import resource
from pathlib import Path
from deckgen.pipeline import build
import gc
gc.disable()  # as the command does
assert build(Path("."), formats=frozenset({"handout", "web"}), force=True).outputs
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_seminars(tmp_path):
    """Four times as many take hardly more, neither here nor in the processes that make the outputs. Few are one more
    than there can be processes, so that one of these has a second seminar, whoever is faster."""
    few = len(os.sched_getaffinity(0)) + 1
    (here, there), (here_later, there_later) = (_peaks(_with(tmp_path / str(n), n)) for n in (few, 4 * few))
    assert here_later < here * 1.2 and there_later < there * 1.2


def _peaks(project: Path) -> list[int]:
    script = f"import sys; sys.path[:0] = {sys.path!r}\n{PEAK}"
    done = subprocess.run([sys.executable, "-c", script], cwd=project, capture_output=True, text=True, check=True)
    return [int(peak) for peak in done.stdout.split()]
