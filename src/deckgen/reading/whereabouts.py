"""Which slide of a module a line belongs to, by the text alone: so it is known of files that cannot be read, too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import count, takewhile

_SLIDES = re.compile(r"slides[ \t]*:[ \t]*(?:#.*)?")
_ID = re.compile(r"[ \t]*(?:-[ \t]+)?id[ \t]*:[ \t]*[\"']?([a-z][a-z0-9-]*)[\"']?[ \t]*(?:#.*)?")
_MODULE = re.compile(r"content/modules/[^/]+\.yaml")

LineOf = Callable[[str, int], str | None]


class Slides:
    """The slides of modules by the lines of their files. `line_of` gives a line of a file, None behind its end."""

    def __init__(self, line_of: LineOf) -> None:
        self._line_of = line_of
        self._known: dict[str, tuple[list[int], list[str | None]]] = {}

    def at(self, path: str, line: int) -> str | None:
        """The id of the slide that a line of a file belongs to; None of what is in none, or in one without an id."""
        if not _MODULE.fullmatch(path):
            return None
        if path not in self._known:
            self._known[path] = self._read(path)
        starts, ids = self._known[path]
        n = bisect_right(starts, line) - 1
        return ids[n] if n >= 0 else None

    def _read(self, path: str) -> tuple[list[int], list[str | None]]:
        """The lines on which slides begin, and their ids."""
        numbered = takewhile(lambda pair: pair[1] is not None, ((n, self._line_of(path, n)) for n in count(1)))
        lines = [(n, line) for n, line in numbered if line is not None]
        first = next((i for i, (_, line) in enumerate(lines) if _SLIDES.fullmatch(line)), len(lines))
        starts: list[int] = []
        ids: list[str | None] = []
        margin: int | None = None
        for n, line in lines[first + 1 :]:
            own = len(line) - len(line.lstrip(" "))
            if line.lstrip(" ").startswith("- ") and (margin is None or own <= margin):
                margin = own
                starts.append(n)
                ids.append(None)
            if ids and ids[-1] is None and (named := _ID.fullmatch(line)) and own <= (margin or 0) + 4:
                ids[-1] = named[1]
        return starts, ids
