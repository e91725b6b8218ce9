"""Regular expressions that are compiled when they are first asked.

Most patterns are there for what is wrong, or for what few decks have. To compile all of them when their modules are
loaded would take a tenth of a deck of 50 slides, most of it for those with Hangul.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

#: What of a pattern is used: taken over once it is compiled, so that later calls cost nothing more.
_METHODS = ("match", "fullmatch", "search", "sub", "subn", "findall", "finditer", "split")


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, which behaves as if `re.compile` had been called."""
    return cast("re.Pattern[AnyStr]", _Pattern(pattern, flags))


class _Pattern:
    """A pattern that is not compiled yet."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked for by those who copy objects, before there is a pattern
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
