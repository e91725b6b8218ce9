"""Adaptive Huffman codes of LZCOMP: both sides begin with the same tree and change it alike after each symbol."""

from __future__ import annotations


class Bits:
    """Bits on their way into bytes, the highest of each byte first."""

    __slots__ = ("_count", "_kept", "_out")

    def __init__(self) -> None:
        self._out = bytearray()
        self._kept = 0
        self._count = 0

    def put(self, value: int, count: int) -> None:
        """Adds the lowest `count` bits of a value."""
        self._kept = self._kept << count | value
        self._count += count
        if self._count >= 512:  # numbers of this size are still quick
            self._flush()

    def _flush(self) -> None:
        whole, rest = divmod(self._count, 8)
        self._out += (self._kept >> rest).to_bytes(whole, "big")
        self._kept &= (1 << rest) - 1
        self._count = rest

    def finished(self) -> bytes:
        """All bytes; the last one is filled with zeros."""
        self._flush()
        return bytes(self._out) + (bytes([self._kept << 8 - self._count]) if self._count else b"")


class Coder:
    """Writes symbols from 0 to below `size`, a code of their own each, shorter the oftener they were written.

    Nodes are numbered from 1 (the root) in falling order of weight, siblings beside each other, the left one even: the
    parity of a node is its bit.
    """

    __slots__ = ("_bits", "_children", "_node_of", "_parents", "_weights")

    def __init__(self, bits: Bits, size: int) -> None:
        self._bits = bits
        self._weights = [0] * size + [1] * size
        for n in range(size - 1, 0, -1):
            self._weights[n] = self._weights[2 * n] + self._weights[2 * n + 1]
        self._weights[0] = 1 << 40  # heavier than any root
        #: the left child of a node; ~symbol for a leaf
        self._children = [2 * n for n in range(size)] + [~symbol for symbol in range(size)]
        #: the parent of each pair of siblings
        self._parents = list(range(size))
        self._node_of = list(range(size, 2 * size))

    def count(self, symbol: int, times: int = 1) -> None:
        """Makes a symbol heavier, as if it had been written."""
        for _ in range(times):
            self._grow(self._node_of[symbol])

    def put(self, symbol: int) -> None:
        """Writes a symbol."""
        node = self._node_of[symbol]
        parents, code, length = self._parents, 0, 0
        at = node
        while at != 1:
            code |= (at & 1) << length
            length += 1
            at = parents[at >> 1]
        self._bits.put(code, length)
        self._grow(node)

    def _grow(self, node: int) -> None:
        """Adds one to the weight of a node and of those above it. A node that would be heavier than the one before it
        first changes places with the foremost of its weight."""
        weights, parents = self._weights, self._parents
        while node != 1:
            weight = weights[node]
            first = node
            while weights[first - 1] == weight:
                first -= 1
            if first != node:
                self._exchange(first, node)
                node = first
            weights[node] = weight + 1
            node = parents[node >> 1]
        weights[1] += 1

    def _exchange(self, a: int, b: int) -> None:
        """Two nodes of the same weight change places, with all that is below them."""
        children = self._children
        children[a], children[b] = children[b], children[a]
        for node in (a, b):
            child = children[node]
            if child < 0:
                self._node_of[~child] = node
            else:
                self._parents[child >> 1] = node
