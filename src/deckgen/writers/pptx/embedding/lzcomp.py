"""LZCOMP, the compression of MicroType Express: copies of what came before, and symbols in adaptive Huffman codes.

A symbol is a byte, a copy of the byte 2, 4 or 6 back, or a copy of several: which says how many digits its distance
has, and the first digit of its length.
"""

from __future__ import annotations

from deckgen.writers.pptx.embedding.huffman import Bits, Coder
from deckgen.writers.pptx.embedding.parsing import NEAR, Copy, parse

#: What may be copied from before the first byte: all pairs of a small byte and one below 96, and runs of each byte.
PRELOAD = bytes(b for k in range(32) for j in range(96) for b in (k, j)) + bytes(
    j for j in range(256) for _ in range(4)
)
#: Bytes at most: lengths are written in 24 bits.
LARGEST = (1 << 24) - 1
#: The digits of distances have 3 bits, those of lengths 2, with a third that says that another one follows.
_DISTANCE, _LENGTH, _MORE = 3, 2, 4


def distance_digits(length: int) -> int:
    """How many octal digits the longest distance has in data of this many bytes."""
    digits = 1
    while 1 << _DISTANCE * digits < length:
        digits += 1
    return digits


def compressed(data: bytes) -> bytes:
    """Data of 16 MB at most."""
    digits = distance_digits(len(data))
    twins = 256 + 8 * digits
    bits = Bits()
    bits.put(0, 1)  # runs are not written apart: it gains nothing in fonts
    bits.put(len(data), 24)
    distances, lengths, symbols = Coder(bits, 8), Coder(bits, 8), Coder(bits, twins + 3)
    for coder in (distances, lengths):
        for _ in range(2):
            for symbol in range(8):
                coder.count(symbol)
    for symbol, times in ((256, 1), (257, 1), (twins, 12), (twins + 1, 6)):
        symbols.count(symbol, times)
    for step in parse(PRELOAD + data, len(PRELOAD), digits):
        if isinstance(step, Copy):
            _put_copy(step, distances, lengths, symbols)
        else:
            symbols.put(step)
    return bits.finished()


def _put_copy(copy: Copy, distances: Coder, lengths: Coder, symbols: Coder) -> None:
    first, *rest = length_digits(copy)
    digits = copy.digits
    symbols.put(256 + 8 * (digits - 1) + first)
    for digit in rest:
        lengths.put(digit)
    value = copy.distance - 1
    for n in range(digits - 1, -1, -1):
        distances.put(value >> _DISTANCE * n & 7)


def length_digits(copy: Copy) -> list[int]:
    """The length beyond the least that is worth a copy, the highest digit first."""
    value = copy.length - (2 if copy.distance < NEAR else 3)
    out = [value & 3]
    while value := value >> _LENGTH:
        out.append(value & 3 | _MORE)
    return out[::-1]
