"""What a target is."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from fuzz.project import Project


def as_it_is(rng: Random, project: Project) -> None:
    """Leaves the project as it is laid."""


class Target(NamedTuple):
    """Something that is varied.

    `change` changes one thing in a project and says what; an input is one to three such changes, each with a generator
    of its own, so that one can be tried without the others. Before them, `prepare` makes the project one in which they
    matter. `statuses` are the exit statuses that the command may have, and with `same`, its outputs must not change.
    Where `templates` are varied, HTML is what they make of it.
    """

    name: str
    change: Callable[[Random, Project], str]
    prepare: Callable[[Random, Project], None] = as_it_is
    statuses: tuple[int, ...] = (0, 1)
    same: bool = False
    templates: bool = False
