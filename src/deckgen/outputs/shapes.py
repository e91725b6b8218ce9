"""What may stand in the memory of an output folder, which anybody may have changed: values of a type, in numbers that
can be counted to, and names that lead nowhere else."""

from __future__ import annotations

from pathlib import PurePosixPath
from types import UnionType
from typing import Any, get_args

from deckgen.messages import of_data

#: What may also be missing.
_NUMBER, _TEXT = (float, type(None)), (str, type(None))
#: A greater number of anything was never counted.
_GREATEST = 1e12
#: Nor are columns beyond this pointed at.
_FURTHEST = 1_000_000


def build(raw: Any) -> dict[str, Any]:
    """What a build came to, as `deckgen.outputs.builds` writes it. Raises ValueError, TypeError or LookupError for
    what is anything else."""
    if set(raw) != {"inputs", "written", "offered", "outputs", "notes", "diagnostics", "lines"}:
        raise ValueError("other fields")
    ways = [*raw["written"], *raw["offered"], *(output[0] for output in raw["outputs"])]
    return _checked(
        raw,
        has_type(raw["inputs"], str),
        all(_is_inside(way) for way in ways),
        _are(raw["written"].values(), str, int),
        all(has_type(size, int) for size in raw["offered"].values()),
        _are(raw["outputs"], str, int, str, int, _NUMBER, _NUMBER, bool, (int, type(None))),
        all(map(_is_message, raw["notes"])),
        all(_is_finding(finding) for finding in raw["diagnostics"]),
        _are(raw["lines"], str, int, _TEXT),
    )


def _checked(raw: Any, *sound: bool) -> dict[str, Any]:
    if not isinstance(raw, dict) or not all(sound):
        raise ValueError("not what a build came to")
    return raw


def has_type(value: Any, wanted: Any) -> bool:
    """Whether a value is of a type, or one of several. Numbers are none below zero, or so large that none was
    counted."""
    if isinstance(wanted, (tuple, UnionType)):
        return any(has_type(value, one) for one in (wanted if isinstance(wanted, tuple) else get_args(wanted)))
    if wanted in (int, float):
        numbers = (int, float) if wanted is float else int
        return isinstance(value, numbers) and not isinstance(value, bool) and 0 <= value < _GREATEST
    return isinstance(value, wanted)


def _are(rows: Any, *wanted: Any) -> bool:
    """Whether each row has values of these types."""
    return all(isinstance(row, list) and len(row) == len(wanted) and all(map(has_type, row, wanted)) for row in rows)


def _is_finding(raw: Any) -> bool:
    """Whether this is a `deckgen.diagnostics.Diagnostic`."""
    span = raw["span"]
    return (
        set(raw) == {"severity", "says", "span", "advice"}
        and raw["severity"] in ("error", "warning")
        and _is_message(raw["says"])
        and (raw["advice"] is None or _is_message(raw["advice"]))
        and (span is None or (_are([span], str, int, int, int) and max(span[1:]) < _FURTHEST))
    )


def _is_message(raw: Any) -> bool:
    """Whether this is a message that can be shown."""
    try:
        return bool(of_data(raw).code)
    except AttributeError as e:
        raise TypeError("no message") from e


def _is_inside(name: Any) -> bool:
    """Whether this is the name of a file from the output folder."""
    path = PurePosixPath(text(name))
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\0" not in name


def is_plain(part: str) -> bool:
    """Whether this may be a part of the name of an output."""
    return bool(part) and part.isprintable() and not set(part) & set("/\\:\0") and not part.startswith(".")


def text(value: Any) -> str:
    """A value that must be a text. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
