"""What is to be made: a task for every file of every plan, with keys of all that goes into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from deckgen.outputs import doors
from deckgen.outputs.formats import FORMATS, File, Format
from deckgen.outputs.keys import Keys, key
from deckgen.outputs.plan import Plan


class Task(NamedTuple):
    """A file to be made: of which plan (its index) and in which format, its name from the output folder, the key of
    what goes into it, and of that the part that does not depend on how it is printed."""

    plan: int
    format: Format
    file: File
    name: str
    key: str
    content: str


def tasks(plans: Sequence[Plan], formats: Iterable[str]) -> list[Task]:
    """The files of all plans in some formats, in the order in which they are listed."""
    wanted = set(formats)
    chosen = [f for f in FORMATS.values() if f.name in wanted]
    return [task for n, plan in enumerate(plans) for task in _tasks(n, plan, chosen)]


def content_keys(keys: Keys) -> Mapping[str, str]:
    """For each format the key of the content that goes into its files, however they are printed."""
    return {f.name: _content(f, keys) for f in FORMATS.values()}


def _tasks(n: int, plan: Plan, formats: Iterable[Format]) -> list[Task]:
    found = []
    for f in formats:
        content = _content(f, plan.keys)
        for file in f.files(plan):
            name = doors.path(file.door, plan.deck.id, plan.deck.language, file.ending)
            exact = key(f.name, file.ending, file.door, file.edition, repr(sorted(file.printing)), content)
            found.append(Task(n, f, file, name, exact, content))
    return found


def _content(format: Format, keys: Keys) -> str:
    parts = keys._asdict()
    return key(*(parts[p] for p in format.content))
