"""What was made before and need not be made again: in a process that stays alive, most of a project is the same after
an edit as before it.

Whoever makes something of other things asks a memory for it, by the place where it is made and by what it is made of.
A build makes everything once and has `NO_MEMORY`, which makes it at each call: there is one way of making each thing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

_Value = TypeVar("_Value")


class Same:
    """A thing as part of what something is made of, that is to be the very same one: to compare it by its values would
    take longer than it saves."""

    __slots__ = ("of",)

    def __init__(self, *of: Any) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Same)
            and len(self.of) == len(other.of)
            and all(a is b for a, b in zip(self.of, other.of, strict=True))
        )

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.of)))


class Memory:
    """What was made last in each place, with what it was made of. A place that nobody asks for any more is forgotten
    after a while."""

    #: Whether anything is kept.
    lasts = True
    #: Rounds after which what nobody asks for is forgotten.
    LONGEST = 100
    #: Rounds from one look for that to the next.
    _EVERY = 20

    def __init__(self) -> None:
        #: By the sort and the place: what it was made of, the value, and the round in which it was asked for last.
        self._kept: dict[tuple[str, Hashable], tuple[object, Any, int]] = {}
        self._round = 0

    def made(
        self,
        sort: str,
        place: Hashable,
        of: object,
        make: Callable[[], _Value],
        keep: Callable[[_Value], bool] = lambda value: value is not None,
    ) -> _Value:
        """What `make` makes of something in a place; that of last time, where it is made of the same and was to be
        kept."""
        kept = self._kept.get((sort, place))
        if kept is not None and kept[0] == of:
            if kept[2] != self._round:
                self._kept[sort, place] = (kept[0], kept[1], self._round)
            return cast(_Value, kept[1])
        value = make()
        if keep(value):
            self._kept[sort, place] = (of, value, self._round)
        return value

    def keep(self, sort: str, place: Hashable, value: object) -> None:
        """Keeps what was made in a place, for who asks for the last one."""
        self._kept[sort, place] = (None, value, self._round)

    def last(self, sort: str, place: Hashable) -> Any:
        """What was made in a place last, whatever it was made of; None where nothing was."""
        kept = self._kept.get((sort, place))
        return kept[1] if kept else None

    def forget(self, sort: str, place: Hashable = None) -> None:
        """Forgets what was made in a place, or of a sort: it is made of a file that has changed."""
        for key in [k for k in self._kept if k[0] == sort and place in (None, k[1])]:
            del self._kept[key]

    def next_round(self) -> None:
        """Begins a round: all is asked for again."""
        self._round += 1
        if self._round % self._EVERY == 0:
            oldest = self._round - self.LONGEST
            self._kept = {key: kept for key, kept in self._kept.items() if kept[2] >= oldest}


class _NoMemory(Memory):
    """Makes everything anew."""

    lasts = False

    def made(
        self,
        sort: str,
        place: Hashable,
        of: object,
        make: Callable[[], _Value],
        keep: Callable[[_Value], bool] = lambda value: True,
    ) -> _Value:
        return make()

    def keep(self, sort: str, place: Hashable, value: object) -> None:
        """Keeps nothing."""


NO_MEMORY: Memory = _NoMemory()
