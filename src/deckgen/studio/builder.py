"""The process that builds for the studio: `python -m deckgen.studio.builder FOLDER SEMINAR LANGUAGE`. It says on lines
of JSON how far it is, and at last what it came to."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from deckgen.crash import Crash
from deckgen.diagnostics import UsageError
from deckgen.pipeline import build


def main(root: Path, seminar: str, language: str) -> None:
    """Builds a seminar of a project."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # what anybody prints must not get among the lines

    def told(name: str, done: int, total: int) -> None:
        lines.write(json.dumps({"progress": [name, done, total]}) + "\n")

    found: list[dict[str, object]] = []
    outputs: list[dict[str, object]] = []
    try:
        outcome = build(root, (seminar,), progress=told)
    except UsageError as e:
        found.append({"severity": "error", "message": str(e)})
    except (Crash, OSError) as e:
        found.append({"severity": "error", "message": str(e)})
    else:
        found += [{"severity": d.severity, "message": d.told(language)[0]} for d in outcome.diagnostics]
        outputs += [
            {"path": os.path.relpath(root / o.path, root), "size": o.size, "length": o.length, "unit": o.unit}
            for o in outcome.outputs
        ]
    last = {"failed": not outputs, "outputs": outputs, "findings": found[:100]}
    lines.write(json.dumps(last, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
