"""Where the studio's page stands after anything that may happen to a programme."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import playwright
from conftest import ROOT

NODE = Path(playwright.__file__).parent / "driver" / "node"
PLACE = ROOT / "studio" / "src" / "place.js"


def places(cases: list[tuple[str | None, list[str], list[str]]]) -> list[str | None]:
    """Where the page stands: of each case the slide at hand, the order before and the one after."""
    script = f"""
        import {{ placeAfter }} from {json.dumps(PLACE.as_uri())};
        const cases = {json.dumps(cases)};
        console.log(JSON.stringify(cases.map((one) => placeAfter(...one))));
    """
    command = [str(NODE), "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)


def test_the_place_is_kept_after_any_edit():
    """300 random ones: slides that come, go, are moved and renamed, several at once."""
    chance = random.Random(19)
    cases, wanted = [], []
    for n in range(300):
        old = [f"s{i}" for i in range(chance.randint(1, 12))]
        here = chance.choice(old)
        now = list(old)
        what = chance.choice(("insert", "move", "delete others", "rename", "delete"))
        if what == "insert":
            for k in range(chance.randint(1, 4)):
                now.insert(chance.randint(0, len(now)), f"new{n}-{k}")
        elif what == "move":
            chance.shuffle(now)
        elif what == "delete others":
            now = [s for s in now if s == here or chance.random() < 0.5]
        elif what == "rename":
            now[now.index(here)] = "renamed"
        else:
            now.remove(here)
        at = old.index(here)
        expected: str | None = here
        if what == "rename":
            expected = "renamed"
        elif what == "delete":
            expected = old[at + 1] if at + 1 < len(old) else old[at - 1] if len(old) > 1 else None
        cases.append((here, old, now))
        wanted.append(expected)
    assert places(cases) == wanted and {None, "renamed"} < set(wanted)


def test_another_seminar_begins_at_its_beginning():
    assert places([(None, [], ["a", "b"]), ("x", [], ["a", "b"]), ("b", [], ["a", "b"]), ("a", ["a"], [])]) == [
        "a",
        "a",
        "b",
        None,
    ]
