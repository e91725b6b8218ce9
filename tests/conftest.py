"""What tests share: the project's themes with their fonts, and a way to run the real command."""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from deckgen.brand import Brand, load_brand
from deckgen.fonts import Fonts

ROOT = Path(__file__).parent.parent
THEMES = sorted(p.parent.name for p in (ROOT / "themes").glob("*/theme.yaml") if p.parent.name != "shared")


@lru_cache(maxsize=None)
def brand(name: str) -> Brand:
    """A theme of the project, read once."""
    found, problems, _ = load_brand((ROOT / "themes",), name, None)
    assert found is not None, problems
    return found


def fonts(name: str = "openmaru") -> Fonts:
    """The fonts of a theme."""
    return brand(name).fonts


def deckgen(*arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    """Runs the real command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "deckgen", *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
