"""Where the themes lie that came with deckgen: in the package, or at the top of a checkout."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent
_HOMES = (_PACKAGE / "themes", _PACKAGE.parent.parent / "themes")
SHIPPED_THEMES = next((home for home in _HOMES if os.path.isdir(home / "shared")), _HOMES[0])
