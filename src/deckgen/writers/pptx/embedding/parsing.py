"""Which bytes are copied and which are written: the cheapest way through the data, by what symbols cost on average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log2
from typing import NamedTuple

#: Copies from at least this far have 3 bytes at least, others 2.
NEAR = 512
#: How many earlier places are looked at, the nearest first; and how much of a copy is tried shorter than it could be.
_CHAIN, _SHORTER = 24, 3
#: Bytes of a copy: what is longer is several.
_LONGEST = 4096
#: Costs are in these parts of a bit.
_PART = 64
#: Digits of 3 bits, which of distances are nearly all alike in number.
_DIGIT = 3 * _PART


class Copy(NamedTuple):
    """So many bytes, of which the last one to be copied stands `distance` before the place."""

    length: int
    distance: int

    @property
    def digits(self) -> int:
        """How many octal digits the distance has."""
        return max((self.distance - 1).bit_length() + 2, 3) // 3


#: (length, gap): bytes that stand alike so far before a place; of each gap the longest, both rising.
Match = tuple[int, int]


def parse(data: bytes, start: int, digits: int) -> list[int | Copy]:
    """The data from `start` as symbols and copies; symbols from 256 + 8 × `digits` on are the byte 2, 4 or 6 back."""
    matches = _matches(data, start, 1 << 3 * digits)
    steps: list[int | Copy] = []
    for _ in range(2):  # the first way tells what symbols cost on the second
        steps = _cheapest(data, start, digits, matches, _costs(data[start:], steps, digits))
    return steps


def _matches(data: bytes, start: int, farthest: int) -> list[list[Match]]:
    """For each place from `start` on what stands there and before it."""
    end = len(data)
    threes: dict[bytes, int] = {}
    twos: dict[bytes, int] = {}
    before = [-1] * end
    out = []
    for i in range(end):
        three = data[i : i + 3]
        at = threes.get(three, -1) if i + 3 <= end else -1
        if i >= start:
            out.append(_found(data, i, at, twos.get(three[:2], -1), before, farthest))
        before[i] = at
        threes[three] = i
        twos[three[:2]] = i
    return out


def _found(data: bytes, i: int, at: int, pair: int, before: Sequence[int], farthest: int) -> list[Match]:
    """What stands at a place and also at `at` (three bytes, or -1), before that, or at `pair` (two bytes, or -1)."""
    found: list[Match] = []
    best, tries, most = 2, _CHAIN, min(len(data) - i, _LONGEST)
    if pair >= 0 and 2 <= i - pair <= NEAR and most >= 2:
        found.append((2, i - pair))
    while at >= 0 and tries:
        gap = i - at
        limit = gap if gap < most else most
        if gap - limit >= farthest:
            break
        if limit > best and data[at + best] == data[i + best]:
            length = 3
            while length < limit and data[at + length] == data[i + length]:
                length += 1
            if length > best:
                best = length
                found.append((length, gap))
        at = before[at]
        tries -= 1
    return found


class _Costs(NamedTuple):
    """What symbols and digits cost: bytes and twins by symbol, copies by how many digits their distance has and by
    their length less the least."""

    symbols: list[int]
    copies: list[list[int]]


def _costs(data: bytes, steps: Sequence[int | Copy], digits: int) -> _Costs:
    """Costs by how often symbols are used: in the steps, or, without any, as if half of the bytes were copied."""
    size = 256 + 8 * digits + 3
    counts: Counter[int] = Counter(data) if not steps else Counter()
    if not steps:
        counts.update({symbol: len(data) // 64 for symbol in range(256, size)})
    for step in steps:
        counts[_symbol(step.digits, _value(step)) if isinstance(step, Copy) else step] += 1
    total = log2(sum(counts.values()) + size)
    symbols = [round(_PART * (total - log2(counts[symbol] + 1))) for symbol in range(size)]
    copies = [
        [symbols[_symbol(n, value)] + _DIGIT * (n + max(value.bit_length() - 1, 0) // 2) for value in range(_LONGEST)]
        for n in range(1, digits + 1)
    ]
    return _Costs(symbols, copies)


def _value(copy: Copy) -> int:
    return copy.length - (2 if copy.distance < NEAR else 3)


def _symbol(digits: int, value: int) -> int:
    """The symbol with which a copy begins: the digits of its distance, the first digit of its length, whether that has
    more."""
    shift = max(value.bit_length() - 1, 0) // 2 * 2
    return 256 + 8 * (digits - 1) + (value >> shift & 3) + (4 if shift else 0)


def _cheapest(
    data: bytes, start: int, digits: int, matches: Sequence[Sequence[Match]], costs: _Costs
) -> list[int | Copy]:
    """The steps of the cheapest way, found from the end."""
    size = len(data) - start
    twins = 256 + 8 * digits
    symbols = costs.symbols
    ahead = [0] * (size + 1)
    choice: list[int | Copy] = [0] * size
    for n in range(size - 1, -1, -1):
        i = start + n
        byte = step = data[i]
        for back in (2, 4, 6):
            if data[i - back] == byte:
                twin = twins + back // 2 - 1
                if symbols[twin] < symbols[step]:
                    step = twin
        best: int = symbols[step] + ahead[n + 1]
        choice[n] = step
        for longest, gap in matches[n]:
            for length in range(longest, max(longest - _SHORTER, 2) - 1, -1):
                distance = gap - length + 1
                value = length - 2 if distance < NEAR else length - 3
                if value < 0 or (far := ((distance - 1).bit_length() + 2) // 3) > digits:
                    continue
                cost = costs.copies[far - 1 if far else 0][value] + ahead[n + length]
                if cost < best:
                    best = cost
                    choice[n] = Copy(length, distance)
        ahead[n] = best
    return list(_walked(choice))


def _walked(choice: Sequence[int | Copy]) -> Iterator[int | Copy]:
    """The steps from the first byte on."""
    at = 0
    while at < len(choice):
        step = choice[at]
        yield step
        at += step.length if isinstance(step, Copy) else 1
