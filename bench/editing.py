"""`python -m bench.editing`: how long a workspace takes from a letter that is typed in the longest seminar to all that
is wrong, and whether it says the same as a clean build after a thousand random edits."""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.agreement import agree, project
from deckgen.reading import project as projects
from deckgen.reading.brand import load_brand
from deckgen.workspace import Splice, Workspace, steady

ROOT = Path(__file__).parent.parent
#: Words of a text in Korean, in which letters are typed.
_WORDS = re.compile('ko: ["|]?([가-힣][^\\n,}]*)')
_LETTERS = "가나다라마바사아자차카타파하 abc"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.editing", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=300, help="letters that are typed (300)")
    parser.add_argument(
        "--edits", type=int, default=1000, help="random edits that are held against clean builds (1000)"
    )
    parser.add_argument("--seed", type=int, default=19)
    options = parser.parse_args()
    for line in chain(typing(options.letters, options.seed), comparing(options.edits, options.seed)):
        print(line, flush=True)


def typing(letters: int, seed: int) -> Iterator[str]:
    """Types letters into the longest seminar of the repository, one at a time, anywhere in its texts."""
    begun = time.perf_counter()
    workspace = Workspace(ROOT)
    yield f"reading and laying out everything: {time.perf_counter() - begun:.2f} s"
    longest = max(workspace.seminars, key=lambda name: len(workspace.view(name).slides))
    slides = workspace.view(longest).slides
    paths = sorted({slide.span.path for slide in slides if slide.span and "modules" in slide.span.path})
    chance = random.Random(seed)
    steady()  # as a server does
    wall, cpu = [], []
    for _ in range(letters):
        path = chance.choice(paths)
        word = chance.choice(list(_WORDS.finditer(workspace.text(path) or "")))
        at = chance.randint(word.start(1) + 1, word.end(1))
        edit = Splice(path, at, at, chance.choice(_LETTERS))
        start, spent = time.perf_counter(), time.process_time()
        workspace.apply([edit])
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - spent)
    for name, times in (("time", wall), ("CPU time", cpu)) if letters else ():
        shares = (f"p{share} {_quantile(times, share) * 1000:.0f} ms" for share in (50, 95, 99))
        yield f"{letters} letters in {longest} ({len(slides)} slides): {name} {', '.join(shares)}"


def _quantile(times: list[float], share: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * share // 100)]


def comparing(edits: int, seed: int) -> Iterator[str]:
    """Makes random edits of a small project, and compares after each."""
    load = cache(load_brand)
    projects.load_brand = lambda folders, *of: load((ROOT / "themes",), *of)  # type: ignore[attr-defined]
    with TemporaryDirectory() as folder:
        home = Path(folder)
        same = agree(project(home / "project"), home / "clean", edits, seed)
    yield f"{same} of {edits} edits: scenes and findings are those of a clean build"


if __name__ == "__main__":
    main()
