"""What templates are handed: plain values, and what of them is too large to be worked on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from types import NoneType
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError

#: Longer texts are not worked on, only printed.
LONGEST = 1_000_000
#: Whole numbers are below this.
LARGEST = 2**63
ITEM = 8
_MOST_PARTS = 200_000
ATOMS = (str, int, float, NoneType)
_SIMPLE = frozenset({str, int, float, bool, NoneType})
#: Those that are known already, by the type.
_FIELDS: dict[type, frozenset[str]] = {}


def fields_of(value: object) -> frozenset[str]:
    """The fields of a named tuple that writers make for templates; none of anything else."""
    kind = type(value)
    if kind not in _FIELDS:
        ours = issubclass(kind, tuple) and kind.__module__.startswith("deckgen.writers.")
        names: tuple[str, ...] = getattr(kind, "_fields", ()) if ours else ()
        _FIELDS[kind] = frozenset(name for name in names if not name.startswith("_"))
    return _FIELDS[kind]


def is_plain(value: object) -> bool:
    """Whether a value leads nowhere but to what it is made of."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return bool(fields_of(value))
    return isinstance(value, (*ATOMS, list, tuple, set, frozenset, range, Mapping, Undefined))


def letters_in(value: object) -> int:
    """What a text or a list counts for."""
    if isinstance(value, str):
        return len(value)
    return len(value) * ITEM if isinstance(value, (list, tuple)) else ITEM


def not_endless(value: Any) -> Any:
    """The value itself, unless it is made of lists in lists that double so often that nobody could compare it."""
    if type(value) in _SIMPLE:
        return value
    todo, seen = [value], 0
    while todo:
        part = todo.pop()
        seen += 1
        if seen > _MOST_PARTS:
            raise SecurityError(f"a value of more than {_MOST_PARTS:,} parts is not compared")
        if isinstance(part, (list, tuple, set, frozenset)):
            todo += part
        elif isinstance(part, Mapping):
            todo += part.values()
    return value


def bounded_test(test: Any) -> Callable[..., Any]:
    """A test that compares, of values that can be."""

    @wraps(test)
    def compared(*args: Any) -> Any:
        not_endless(args)
        return test(*args)

    return compared


def not_too_long(value: object) -> None:
    if isinstance(value, str) and len(value) > LONGEST:
        raise SecurityError(f"a text of more than {LONGEST:,} letters is only printed")


def check_count(number: object) -> None:
    if not isinstance(number, int) or not 1 <= number <= 1_000:
        raise SecurityError("`batch` and `slice` take a number from 1 to 1,000")


def called(value: object) -> str:
    return "a list" if isinstance(value, (list, tuple, set, frozenset, range)) else "this"
