"""The lists at the end in columns: in bands that a page never parts, down one column of it and then the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from deckgen.writers.handout.sheet import Sheet

#: The height of a band in parts of a page: lower ones read across rather than down, and higher ones leave holes at the
#: foot of pages.
HEIGHT = 0.11
#: Space above and below an entry with its hairline, in millimetres.
AROUND = 2.4
#: What is left free at the foot of a page, since heights are rounded, in millimetres.
SAFE = 0.6
#: The name of a list with the space above it, in millimetres.
NAMED = 24.0
#: What is said of each entry, whatever its list.
Said = TypeVar("Said")


class Band(NamedTuple):
    """Entries in columns beside each other, as high as the highest, in millimetres."""

    height: float
    columns: tuple[tuple[object, ...], ...]


def bands(entries: Sequence[Said], heights: Sequence[float], sheet: Sheet) -> tuple[Band, ...]:
    """Entries with their heights in millimetres in as many columns as the sheet has, in bands of about the same
    height."""
    across, total = sheet.list_columns, sum(heights)
    if not entries:
        return ()
    count = max(1, round(total / across / (HEIGHT * sheet.inner)))
    if across == 1:
        return tuple(Band(h, ((e,),)) for e, h in zip(entries, heights, strict=True))
    out: list[Band] = []
    start, done = 0, 0.0
    for n in range(1, count + 1):
        end = start
        while end < len(entries) and (done + heights[end] / 2 < total * n / count or end < start + 1):
            done += heights[end]
            end += 1
        if n == count:
            end = len(entries)
        if end > start:
            out.append(_band(entries[start:end], heights[start:end], across))
        start = end
    return tuple(out)


def paged(
    entries: Sequence[Said], heights: Sequence[float], sheet: Sheet, room: float
) -> tuple[tuple[Band, ...], float]:
    """Entries in columns as high as their pages, of which the first has `room` for them, and those of the last of about
    the same height; and the room that is left on that page then. All in millimetres. The last page gets more than one
    row where another one precedes it."""
    out: list[Band] = []
    across, start, page = sheet.list_columns, 0, 0  # `page`: the entry with which the page before begins
    while start < len(entries):
        rest, high = entries[start:], heights[start:]
        last = _band(rest, high, across)
        if last.height <= room:
            move = max(0, across + 1 - len(rest)) if out else 0
            if page < start - move < start:
                out[-1] = _band(entries[page : start - move], heights[page : start - move], across)
                last = _band(entries[start - move :], heights[start - move :], across)
            out.append(last)
            return tuple(out), room - last.height
        columns = _filled(rest, high, room)[:across] if high[0] <= room else ()
        if columns:
            out.append(Band(room, columns))
            page = start
            start += sum(map(len, columns))
        elif room >= sheet.inner - SAFE:
            return (*out, *bands(rest, high, sheet)), 0.0
        room = sheet.inner - SAFE
    return tuple(out), room


def room(entries: Sequence[Said], heights: Sequence[float], sheet: Sheet) -> float:
    """The height of a list with its name in millimetres; 0 where there is nothing on it."""
    listed = bands(entries, heights, sheet)
    return sum(b.height for b in listed) + NAMED if listed else 0.0


def _band(entries: Sequence[Said], heights: Sequence[float], across: int) -> Band:
    """A band as low as it can be with its entries in order."""
    least = max(*heights, sum(heights) / across)
    steps = sorted({sum(heights[i:j]) for i in range(len(heights)) for j in range(i + 1, len(heights) + 1)})
    for limit in (s for s in steps if s >= least - 1e-6):
        columns = _filled(entries, heights, limit)
        if len(columns) <= across:
            return Band(limit, columns)
    return Band(sum(heights), (tuple(entries),))


def _filled(entries: Sequence[Said], heights: Sequence[float], limit: float) -> tuple[tuple[Said, ...], ...]:
    """Columns that are filled up to a limit, one after another."""
    out: list[list[Said]] = [[]]
    height = 0.0
    for entry, h in zip(entries, heights, strict=True):
        if out[-1] and height + h > limit + 1e-6:
            out.append([])
            height = 0.0
        out[-1].append(entry)
        height += h
    return tuple(map(tuple, out))
