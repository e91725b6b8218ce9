"""`python -m bench`: the tables, or with `--against DIR` two checkouts in turn."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from bench import __doc__ as purpose
from bench import against, tables


def main() -> None:
    options = _options()
    if options.against:
        other = Path(options.against).resolve()
        if not (other / "src" / "deckgen").is_dir():
            raise SystemExit(f"{other} is no checkout of deckgen: it has no src/deckgen")
        print(f"CPU seconds of the whole process, {options.runs} runs; other is {other}\n")
        _show(against.compare(other, options.slides or [50, 200, 1000], options.runs))
        return
    import pypandoc

    print(f"pandoc {pypandoc.get_pandoc_version()}; median CPU seconds of the whole process\n")
    _show(tables.decks([pypandoc.get_pandoc_path()], options.slides or [10, 50, 200, 1000], options.runs))
    print("\nthe notes handout alone")
    _show(tables.handouts(options.pages, runs=3))
    print("\nfurther editions of the 90-minute seminar")
    _show(tables.editions(options.runs))
    print("\nall seminars")
    _show(tables.again())
    print("\nthe notes of the 90-minute seminar")
    _show(tables.one_text())


def _options() -> argparse.Namespace:
    assert purpose is not None
    parser = argparse.ArgumentParser(prog="python -m bench", description=purpose.splitlines()[0])
    parser.add_argument("--against", metavar="DIR", help="compare with another checkout of deckgen, not with Pandoc")
    parser.add_argument("--slides", type=_numbers, help="sizes of decks (10,50,200,1000; two checkouts: 50,200,1000)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (5)")
    parser.add_argument("--pages", type=_numbers, default=[20, 34, 50, 100], help="pages of the handout (20,34,50,100)")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
