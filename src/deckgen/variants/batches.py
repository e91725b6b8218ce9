"""Rows in batches, and what comes of one: what is handed to other processes and machines, and what they hand back."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from deckgen.crash import Crash, during
from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.messages import say
from deckgen.variants.heap import give_back
from deckgen.variants.making import Base, Recipe, base_of, make
from deckgen.variants.manifest import Entry, Kept
from deckgen.variants.privacy import unnamed
from deckgen.variants.rows import Row
from deckgen.variants.stores import Store

#: Seconds that a batch is to take: beside that, handing it over is nothing.
SECONDS = 1.0


class Asked(NamedTuple):
    """A row to be made, and the digest of all that goes into it; `only` are the outputs of it that are asked for, by
    their names, where others are asked for elsewhere."""

    row: Row
    inputs: str
    only: tuple[str, ...] = ()


class Result(NamedTuple):
    """What came of a row: what was made, or None and what is wrong with it. `data` are the bytes of its files, where
    they were put nowhere yet."""

    row: int
    key: str
    entry: Entry | None
    findings: tuple[Diagnostic, ...] = ()
    data: tuple[bytes, ...] = ()


Batch = tuple[Asked, ...]


class Work(NamedTuple):
    """Makes the outputs of rows and puts them into a store; where that is None, it hands them back. It may be called
    anywhere: it has only plain values, and to call it twice with the same rows does the same."""

    recipe: Recipe
    store: Store | None

    def __call__(self, batch: Batch) -> list[Result]:
        done = [_made(self.recipe, self.store, asked) for asked in batch]
        give_back()
        return done


def delivered(result: Result, store: Store) -> Result:
    """A result of which nothing is left to be put into a store."""
    if not result.data or result.entry is None:
        return result
    try:
        for file, data in zip(result.entry.files, result.data, strict=True):
            store.put(file.name, data)
    except OSError as e:
        return _unwritten(result.row, result.key, e)
    return result._replace(data=())


def _unwritten(row: int, key: str, e: OSError) -> Result:
    message = say("variants.unwritten", row=row, reason=e.strerror or type(e).__name__)
    return Result(row, key, None, (error(message, None, say("variants:run-again")),))


def _made(recipe: Recipe, store: Store | None, asked: Asked) -> Result:
    row = asked.row
    try:
        with during(say("doing:making-row", row=row.number, format="")):
            base = base_of(recipe)
            # all of them, before the first is written: a row is there as a whole
            wanted = [output for output in base.outputs(row) if not asked.only or output.name in asked.only]
            made = [(output.name, make(base, row, output)) for output in wanted]
            if store is not None:
                for name, data in made:
                    store.put(name, data)
    except ContentError as e:
        return Result(row.number, row.key, None, tuple(unnamed(row, d) for d in e.diagnostics))
    except Crash as e:
        return Result(row.number, row.key, None, (unnamed(row, e.told()),))
    except OSError as e:
        return _unwritten(row.number, row.key, e)
    files = tuple(Kept(name, sha256(data).hexdigest(), len(data)) for name, data in made)
    kept = () if store is not None else tuple(data for _, data in made)
    return Result(row.number, row.key, Entry(row.number, row.key, asked.inputs, files), data=kept)


def parted(base: Base, asked: Sequence[Asked]) -> list[Asked]:
    """Rows output by output: what they take altogether is more, but nobody waits for one with many of them."""
    parts: list[Asked] = []
    for one in asked:
        try:
            parts += (one._replace(only=(output.name,)) for output in base.outputs(one.row))
        except ContentError:  # whoever makes it tells that
            parts.append(one)
    return parts


class Joined:
    """Puts the results of parts of rows together: a row is made when all of them are."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._names: dict[str, list[str]] = {}
        for one in asked:
            self._names.setdefault(one.row.key, []).extend(one.only)
        self._there: dict[str, list[Result]] = {}

    def add(self, results: Sequence[Result]) -> list[Result]:
        """The results of whole rows, of those that were begun and of these."""
        return [whole for result in results if (whole := self._with(result))]

    def _with(self, result: Result) -> Result | None:
        names = self._names[result.key]
        there = self._there.setdefault(result.key, [])
        there.append(result)
        if len(there) < max(1, len(names)):
            return None
        del self._there[result.key]
        failed = [part for part in there if part.entry is None]
        if failed or not names:
            return failed[0] if failed else result
        # in the order in which one process would have made them
        entries = sorted((part.entry for part in there if part.entry), key=lambda e: names.index(e.files[0].name))
        return result._replace(entry=entries[0]._replace(files=tuple(f for entry in entries for f in entry.files)))


class Batches:
    """Batches of rows, about a second each by what was `told` of how long rows take; small ones first, because that is
    not known then, and last, so that all workers end together.

    Each worker goes through rows that stand together, which look alike: what these have in common it lays out once. Who
    is done with his takes half of what another one has left.
    """

    def __init__(self, rows: Sequence[Asked], workers: int) -> None:
        self._rows, self._workers = rows, workers
        cuts = [len(rows) * n // workers for n in range(workers + 1)]
        #: From which row to which (without it) nobody has begun, and what each worker has left.
        self._new = [span for span in pairwise(cuts) if span[0] < span[1]]
        self._own: dict[object, tuple[int, int]] = {}
        self._each = SECONDS

    def next(self, worker: object = None) -> Batch:
        """The next batch of a worker, by whatever it is known; () where there are no more rows."""
        start, stop = self._own.get(worker, (0, 0))
        if start == stop:
            start, stop = self._more()
        left = sum(b - a for a, b in (*self._new, *self._own.values()))
        wanted = max(1, min(int(SECONDS / self._each), left // (2 * self._workers), stop - start))
        end = min(start + wanted, stop)
        self._own[worker] = end, stop
        return tuple(self._rows[start:end])

    def _more(self) -> tuple[int, int]:
        """Rows that nobody has begun, or the second half of the most that another one has left."""
        if self._new:
            return self._new.pop(0)
        if not self._own:
            return 0, 0
        other, (start, stop) = max(self._own.items(), key=lambda item: item[1][1] - item[1][0])
        middle = (start + stop) // 2
        self._own[other] = start, middle
        return middle, stop

    def told(self, seconds: float, rows: int) -> None:
        """Takes down how long a batch took."""
        self._each = max(1e-4, 0.5 * (self._each + seconds / rows)) if rows else self._each
