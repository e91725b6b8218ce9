"""`python -m bench.variants`: what an output of a row of variants costs beside a full build, whether it has the same
bytes, and whether memory stays as it is over thousands of outputs."""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from deckgen.diagnostics import Span
from deckgen.variants.batches import Asked, Work
from deckgen.variants.making import Base, Output, Recipe
from deckgen.variants.rows import Row
from deckgen.variants.stores import FolderStore
from deckgen.variants.tables import Cell

ROOT = Path(__file__).parent.parent
#: Letters of names, in both scripts; marks that mean something in XML and in texts.
_LETTERS = ("가나다라마바사아자차카타파하은행산업진흥원공단 ", "abcdefghijklmnop qrstuvwxyzABCDEFG&<*_ ")
#: How long names are: as short as Korean ones, as long as foreign ones.
_LENGTHS = (1, 2, 3, 4, 8, 12, 20, 30)
#: Rows of a batch, about a second's.
_BATCH = 10
_DAYS = 24


class Sort(NamedTuple):
    """A sort of output."""

    name: str
    format: str
    edition: str = ""


SORTS = (
    Sort("deck", "pptx"),
    Sort("certificate", "handout", "certificate"),
    Sort("notes", "handout", "notes"),
    Sort("reader", "handout", "reader"),
    Sort("workbook", "handout", "workbook"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.variants", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seminar", default="media-commerce", help="the seminar (media-commerce, 105 slides)")
    parser.add_argument("--rows", type=int, default=200, help="rows of each sort of output (200)")
    parser.add_argument("--checked", type=int, default=5, help="so many of them are held against full builds (5)")
    parser.add_argument("--memory", type=int, default=0, help="outputs over which memory is watched (none)")
    parser.add_argument("--sorts", default=",".join(s.name for s in SORTS), help="sorts of outputs (all)")
    parser.add_argument("--seed", type=int, default=20)
    o = parser.parse_args()
    gc.freeze()
    chosen = [sort for sort in SORTS if sort.name in o.sorts.split(",")]
    reports = [measured(o.seminar, sort, o.rows, o.checked, o.seed) for sort in chosen]
    for line in chain(*reports, watched(o.seminar, o.memory, o.seed) if o.memory else ()):
        print(line, flush=True)


def rows(count: int, seed: int) -> Iterator[Row]:
    """Events: clients, days, halls and, for certificates, people, with names of any length; a fifth has no hall."""
    chance = random.Random(seed)
    days = [f"2027-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" for _ in range(_DAYS)]

    def name() -> str:
        letters = chance.choice(_LETTERS)
        return "".join(chance.choice(letters) for _ in range(chance.choice(_LENGTHS))).strip() or "가"

    for n in range(count):
        said = {
            "event.client": name(),
            "event.date": chance.choice(days),
            "event.venue": name() if chance.random() > 0.2 else "",
            "event.attendee.name": name(),
            "event.attendee.company": name() if chance.random() > 0.2 else "",
        }
        cells = {place: Cell(text, Span("variants.csv", n + 2, 1, 1), place) for place, text in said.items()}
        yield Row(n + 2, f"key-{n}", f"name-{n}", cells, {})


def measured(seminar: str, sort: Sort, count: int, checked: int, seed: int) -> Iterator[str]:
    """What an output costs of the rows behind the first two, which make what all share; and a full build."""
    every = list(rows(count, seed))
    recipe = Recipe(str(ROOT), seminar, (sort.format,), (sort.edition,) if sort.edition else (), tuple(every[0].places))
    base, full = Base(recipe), Base(recipe)
    spent, whole, same, copied = list[float](), list[float](), 0, 0
    for n, row in enumerate(every):
        output = _output(base, row, sort)
        begun = time.process_time()
        data = base.copied(row, output)
        took = time.process_time() - begun
        copied += data is not None
        if data is not None:
            spent.append(took)
        if n < checked:
            begun = time.process_time()
            reference = full.full(row, output)
            whole.append(time.process_time() - begun)
            same += data is None or data == reference
    spent.sort()
    middle, mean = spent[len(spent) // 2], sum(spent) / len(spent)
    yield (
        f"{sort.name}: {1000 * middle:.1f} ms of CPU (median of {len(spent)}; mean {1000 * mean:.1f} ms with what is "
        f"shared); {copied} of {count} made of others, {same} of {checked} the bytes of a full build"
    )
    if whole:
        usual = sorted(whole)[len(whole) // 2]
        yield f"{sort.name}: a full build takes {1000 * usual:.0f} ms, {usual / middle:.0f} times as long"


def _output(base: Base, row: Row, sort: Sort) -> Output:
    return next(o for o in base.outputs(row) if o.file.edition == sort.edition or not sort.edition)


def watched(seminar: str, outputs: int, seed: int) -> Iterator[str]:
    """The memory of a worker that makes decks, certificates and notes in batches, from a tenth of them on."""
    every = list(rows(max(outputs // 3, 1), seed))
    recipe = Recipe(str(ROOT), seminar, ("pptx", "handout"), ("notes", "certificate"), tuple(every[0].places))
    made, seen = 0, list[int]()
    begun = time.process_time()
    with TemporaryDirectory() as folder:
        work = Work(recipe, FolderStore(folder))
        for start in range(0, len(every), _BATCH):
            results = work(tuple(Asked(row, "") for row in every[start : start + _BATCH]))
            made += sum(len(result.entry.files) for result in results if result.entry)
            if made >= outputs // 10:
                seen.append(_resident())
    spent = time.process_time() - begun
    yield (
        f"{made} outputs in {spent:.0f} s of CPU; memory {min(seen)} to {max(seen)} MB, "
        f"{seen[0]} MB after a tenth, {seen[-1]} MB at the end"
    )


def _resident() -> int:
    """Megabytes of memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 1_000_000


if __name__ == "__main__":
    main()
