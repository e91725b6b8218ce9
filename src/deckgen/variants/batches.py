"""Rows in batches, and what comes of one: what is handed to other processes and machines, and what they hand back."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from deckgen.crash import Crash, during
from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.messages import say
from deckgen.variants.making import Recipe, base_of, make
from deckgen.variants.manifest import Entry, Kept
from deckgen.variants.privacy import unnamed
from deckgen.variants.rows import Row
from deckgen.variants.stores import Store

#: Seconds that a batch is to take: beside that, handing it over is nothing.
SECONDS = 1.0


class Asked(NamedTuple):
    """A row to be made, and the digest of all that goes into it."""

    row: Row
    inputs: str


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
        gc.collect()  # what was laid out refers to itself in circles: nothing else takes it away
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
            made = [(output.name, make(base, row, output)) for output in base.outputs(row)]
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


class Batches:
    """Batches of rows, about a second each by what was `told` of how long rows take; small ones first, because that is
    not known then, and last, so that all workers end together."""

    def __init__(self, rows: Sequence[Asked], workers: int) -> None:
        self._rows, self._workers = rows, workers
        self._next = 0
        self._each = SECONDS

    def __iter__(self) -> Iterator[Batch]:
        while self._next < len(self._rows):
            left = len(self._rows) - self._next
            wanted = max(1, min(int(SECONDS / self._each), left // (2 * self._workers)))
            batch = tuple(self._rows[self._next : self._next + wanted])
            self._next += len(batch)
            yield batch

    def told(self, seconds: float, rows: int) -> None:
        """Takes down how long a batch took."""
        self._each = max(1e-4, 0.5 * (self._each + seconds / rows)) if rows else self._each
