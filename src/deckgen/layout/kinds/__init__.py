"""The kinds of slides, found by their folders: adding one is adding a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from inspect import isclass
from pathlib import Path

from deckgen.reading.slide import Slide


class Kinds(Mapping[str, type[Slide]]):
    """Every kind by the name that authors write; each is imported when a slide first asks for it."""

    def __init__(self, folder: Path) -> None:
        self._names = tuple(sorted(p.parent.name.replace("_", "-") for p in folder.glob("[a-z]*/__init__.py")))
        self._kinds: dict[str, type[Slide]] = {}

    def __getitem__(self, name: str) -> type[Slide]:
        if name not in self._kinds:
            if name not in self._names:
                raise KeyError(name)
            module = import_module(f"{__name__}.{name.replace('-', '_')}")
            own = [
                c
                for c in vars(module).values()
                if isclass(c) and issubclass(c, Slide) and c.__module__ == module.__name__
            ]
            if len(own) != 1:
                raise TypeError(f"kinds/{name} must define one Slide, not {len(own)}")
            self._kinds[name] = own[0]
        return self._kinds[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


KINDS = Kinds(Path(__file__).parent)
