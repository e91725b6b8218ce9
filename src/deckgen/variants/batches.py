"""Rows in batches, and what comes of one: what is handed to other processes and machines, and what they hand back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from deckgen.crash import Crash, during
from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.messages import say
from deckgen.variants.making import Recipe, base_of, make
from deckgen.variants.manifest import Entry, Kept
from deckgen.variants.rows import Row
from deckgen.variants.stores import Store

#: Seconds that a batch is to take: beside that, handing it over is nothing.
SECONDS = 1.0


class Asked(NamedTuple):
    """A row to be made, and the digest of all that goes into it."""

    row: Row
    inputs: str


class Result(NamedTuple):
    """What came of a row: what was made, or None and what is wrong with it."""

    row: int
    key: str
    entry: Entry | None
    findings: tuple[Diagnostic, ...] = ()


Batch = tuple[Asked, ...]
Work = Callable[[Batch], list[Result]]


def work(recipe: Recipe, store: Store, batch: Batch) -> list[Result]:
    """Makes the outputs of rows and puts them into a store. It may be called anywhere: its arguments are plain values,
    and to call it twice with the same ones does the same."""
    done = [_made(recipe, store, asked) for asked in batch]
    gc.collect()  # what was laid out refers to itself in circles: nothing else takes it away
    return done


def _made(recipe: Recipe, store: Store, asked: Asked) -> Result:
    row = asked.row
    try:
        with during(say("doing:making-row", row=row.number, format="")):
            base = base_of(recipe)
            # all of them, before the first is written: a row is there as a whole
            made = [(output.name, make(base, row, output)) for output in base.outputs(row)]
            for name, data in made:
                store.put(name, data)
    except ContentError as e:
        return Result(row.number, row.key, None, e.diagnostics)
    except Crash as e:
        return Result(row.number, row.key, None, (e.told(),))
    except OSError as e:
        message = say("variants.unwritten", row=row.number, reason=e.strerror or type(e).__name__)
        return Result(row.number, row.key, None, (error(message, None, say("variants:run-again")),))
    files = tuple(Kept(name, sha256(data).hexdigest(), len(data)) for name, data in made)
    return Result(row.number, row.key, Entry(row.number, row.key, asked.inputs, files))


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
