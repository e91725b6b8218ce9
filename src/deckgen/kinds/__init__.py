"""The kinds of slides, found by their folders: adding one is adding a folder."""

from __future__ import annotations

from importlib import import_module
from inspect import isclass
from pathlib import Path
from pkgutil import iter_modules

from deckgen.slide import Slide


def _found() -> dict[str, type[Slide]]:
    kinds = {}
    for info in iter_modules([str(Path(__file__).parent)]):
        module = import_module(f"{__name__}.{info.name}")
        own = [c for c in vars(module).values() if isclass(c) and issubclass(c, Slide) and c.__module__ == module.__name__]
        if len(own) != 1:
            raise TypeError(f"kinds/{info.name} must define one Slide, not {len(own)}")
        kinds[info.name.replace("_", "-")] = own[0]
    return dict(sorted(kinds.items()))


#: Every kind by the name that authors write.
KINDS: dict[str, type[Slide]] = _found()
