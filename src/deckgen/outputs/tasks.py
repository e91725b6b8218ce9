"""What is to be made: a task for every file of every plan, with a key of all that goes into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from deckgen.outputs.formats import FORMATS, File, Format
from deckgen.outputs.keys import key, keys
from deckgen.outputs.plan import Plan


class Task(NamedTuple):
    """A file to be made: of which plan (its index) and in which format, its name, the key of what goes into it."""

    plan: int
    format: Format
    file: File
    name: str
    key: str


def tasks(plans: Sequence[Plan], formats: Iterable[str], program: str) -> list[Task]:
    """The files of all plans in some formats, in the order in which they are listed. `program` names what makes
    them."""
    wanted = set(formats)
    chosen = [f for f in FORMATS.values() if f.name in wanted]
    return [task for n, plan in enumerate(plans) for task in _tasks(n, plan, chosen, program)]


def _tasks(n: int, plan: Plan, formats: Iterable[Format], program: str) -> list[Task]:
    parts = keys(plan.deck, plan.brand, plan.scenes, program)._asdict()
    return [
        Task(n, f, file, f"{plan.stem}.{file.ending}", _key(f, file, [parts[p] for p in f.content]))
        for f in formats
        for file in f.files(plan)
    ]


def _key(format: Format, file: File, parts: Sequence[str]) -> str:
    return key(format.name, file.ending, file.edition, repr(sorted(file.printing)), *parts)
