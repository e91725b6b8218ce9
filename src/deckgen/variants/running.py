"""A run: makes what is missing of the rows that are wanted, and remembers what it has made."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from deckgen.outputs import inputs
from deckgen.variants.batches import Asked, Batches, Joined, Result, Work, delivered, parted
from deckgen.variants.executors import Executor
from deckgen.variants.gathering import made_of_all
from deckgen.variants.making import OF_ALL, Recipe, base_of
from deckgen.variants.manifest import MANIFEST, OF_ALL_ROWS, Entry, Kept, conclude, note, noted
from deckgen.variants.rows import Row
from deckgen.variants.stores import Store
from deckgen.variants.studying import Variants

#: Called with the rows that are done, and those that there are to do.
Progress = Callable[[int, int], None]


class Summary(NamedTuple):
    """What a run came to: the rows that it made, those that it left alone, and those that could not be made; the files
    that it wrote and their bytes; seconds by the clock."""

    made: tuple[Entry, ...]
    left: tuple[Entry, ...]
    failed: tuple[Result, ...]
    seconds: float

    @property
    def files(self) -> int:
        return sum(len(entry.files) for entry in self.made)

    @property
    def size(self) -> int:
        return sum(file.size for entry in self.made for file in entry.files)


def recipe_of(
    root: Path, variants: Variants, formats: Sequence[str] | None = None, editions: Sequence[str] | None = None
) -> Recipe:
    """What is made of each row: as the seminar says, or as the command does."""
    formats = formats or variants.plan.to
    return Recipe(
        root=str(root.resolve()),
        seminar=variants.seminar.id,
        formats=tuple(str(name) for name in formats),
        editions=tuple(editions or ()),
        places=tuple(variants.columns.places),
    )


def asked(recipe: Recipe, variants: Variants, rows: Sequence[Row]) -> list[Asked]:
    """Rows with the digests of all that goes into each: its own words, and what all have in common."""
    plan = variants.plan
    # a row's words are in its own digest, so that the others stand when one of them changes
    table = () if plan.source.is_database else (f"content/{plan.source.address}",)
    common = inputs.project(Path(recipe.root), table) or f"{time.time_ns()}"  # too much to look at: nothing stands
    apart = recipe._replace(root="")
    return [
        Asked(row, sha256(json.dumps([common, apart, row.key, row.name, row.values]).encode()).hexdigest())
        for row in rows
    ]


def run(
    recipe: Recipe,
    variants: Variants,
    rows: Sequence[Row],
    store: Store,
    executor: Executor,
    *,
    force: bool = False,
    progress: Progress = lambda done, total: None,
) -> Summary:
    """Makes rows. What is in the store and would come out the same is left alone, but with `force`. When all rows of
    the table are there, their manifest is written."""
    begun = time.monotonic()
    known = noted(store)
    every = {one.row.key: one for one in asked(recipe, variants, variants.rows)}
    wanted = [every[row.key] for row in rows]
    left = [] if force else [known[a.row.key] for a in wanted if _stands(known.get(a.row.key), a, store)]
    standing = {entry.key for entry in left}
    to_do = sorted((a for a in wanted if a.row.key not in standing), key=_look)
    made: list[Entry] = []
    failed: list[Result] = []
    if to_do:
        store.remove(MANIFEST)  # from now on it would tell of files as they were
        base = base_of(recipe)  # before processes are made: each begins with it
        slides = max(1, sum(len(module.slides) for module in base.library.modules.values()))
        # where there are fewer rows than workers, each of these gets an output
        parts = parted(base, to_do) if len(to_do) < executor.workers else to_do
        joined, batches = Joined(parts), Batches(parts, executor.workers)
        progress(0, len(to_do))
        work = Work(recipe, store if executor.writes(store) else None)
        for returned in executor.map(work, batches, slides):
            results = joined.add([delivered(result, store) for result in returned])
            note(store, [result.entry for result in results if result.entry])
            made += (result.entry for result in results if result.entry)
            failed += (result for result in results if not result.entry)
            progress(len(made) + len(failed), len(to_do))
    known |= {entry.key: entry for entry in made}
    every_row = len(rows) == len(variants.rows)
    if every_row and not failed and (gathered := _gathered(recipe, variants, every, store, known)):
        note(store, [gathered])
        known[gathered.key] = gathered
    _conclude(store, variants, known, every)
    return Summary(tuple(made), tuple(left), tuple(failed), time.monotonic() - begun)


def _stands(entry: Entry | None, asked: Asked, store: Store) -> bool:
    """Whether what was made of a row is what would be made of it now, and is still there."""
    return entry is not None and entry.inputs == asked.inputs and entry.stands(store)


def _look(asked: Asked) -> tuple[str, ...]:
    """Rows that look alike stand together: what they have in common is laid out once."""
    choices = asked.row.choices
    return tuple(choices[name].text for name in ("language", "theme", "parts") if name in choices)


def _conclude(store: Store, variants: Variants, known: dict[str, Entry], every: dict[str, Asked]) -> None:
    """Writes the manifest, if all rows of the table are there."""
    entries = [known[row.key] for row in variants.rows if _stands(known.get(row.key), every[row.key], store)]
    if len(entries) == len(variants.rows):
        conclude(store, variants.seminar.id, [*entries, *([known[OF_ALL_ROWS]] if OF_ALL_ROWS in known else [])])


def _gathered(
    recipe: Recipe, variants: Variants, every: dict[str, Asked], store: Store, known: dict[str, Entry]
) -> Entry | None:
    """What is made of all rows together, if that is not there as it would be made now."""
    digest = sha256(json.dumps([asked.inputs for asked in every.values()]).encode()).hexdigest()
    standing = known.get(OF_ALL_ROWS)
    base = base_of(recipe)
    wanted = any(name in OF_ALL for name in base.editions) and "handout" in recipe.formats
    if not wanted or (standing and standing.inputs == digest and standing.stands(store)):
        return None
    files = []
    for name, data in made_of_all(base, variants.rows):
        store.put(name, data)
        files.append(Kept(name, sha256(data).hexdigest(), len(data)))
    return Entry(0, OF_ALL_ROWS, digest, tuple(files)) if files else None
