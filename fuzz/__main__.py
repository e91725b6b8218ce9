"""`python -m fuzz`: inputs for some minutes, or with `--only` one of them."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from fuzz import __doc__ as purpose
from fuzz.campaign import FAILURES, Plan, campaign, described
from fuzz.command import load
from fuzz.inputs import Bench, Input
from fuzz.targets import TARGETS


def main() -> None:
    options = _options()
    if options.only is not None:
        sys.exit(_one(Input(options.seed, options.only)))
    plan = Plan(options.seed, options.minutes, options.inputs, tuple(options.target), options.jobs)
    length = f"{plan.minutes:g} minutes" if plan.inputs is None else f"{plan.inputs:,} inputs"
    print(f"seed {plan.seed}, {length}, {plan.jobs} side by side; failures go to {_shown(FAILURES)}", flush=True)
    tally = campaign(plan)
    print("\n".join(("", *tally.summary(plan.seed))))
    sys.exit(1 if tally.groups else 0)


def _one(input: Input) -> int:
    """Makes an input again and keeps its folder; gives back the exit status."""
    load()
    home = FAILURES / f"{input.seed}-{input.number}"
    with tempfile.TemporaryDirectory(prefix="deckgen-fuzz-") as folder:
        attempt = Bench(Path(folder)).attempt(input, keep=home)
    print("\n".join(described(attempt)).encode("utf-8", "backslashreplace").decode())
    print(f"--- its project is in {_shown(home / 'project')}")
    return 1 if attempt.failures else 0


def _shown(path: Path) -> str:
    return os.path.relpath(path)


def _options() -> argparse.Namespace:
    assert purpose is not None
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=purpose.splitlines()[0])
    parser.add_argument("--seed", type=int, help="from which all inputs follow (with none, a new one)")
    parser.add_argument("--minutes", type=float, default=5.0, help="how long (5)")
    parser.add_argument("--inputs", type=int, help="end after so many inputs, if that is sooner")
    parser.add_argument("--only", type=int, metavar="N", help="make input N again, and keep its folder")
    names = [t.name for t in TARGETS]
    parser.add_argument("--target", action="append", default=[], choices=names, help="inputs of this target only")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="processes side by side (cores)")
    options = parser.parse_args()
    if options.seed is None:
        if options.only is not None:
            parser.error("--only needs --seed: inputs follow from both")
        options.seed = int(time.time()) % 1_000_000
    return options


if __name__ == "__main__":
    main()
