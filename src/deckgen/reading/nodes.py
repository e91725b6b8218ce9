"""Located values: what YAML text becomes, each with the place where the author wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.diagnostics import Span


class Scalar(str):
    """A scalar's text as it was written, not as YAML would understand it, with its place (that of its first line)."""

    __slots__ = ("lines", "span", "start")
    span: Span
    #: The lines of the file, and the row and column (from 0) where the text begins in them.
    lines: list[str]
    start: tuple[int, int]

    def place(self, offset: int, length: int = 1) -> Span:
        """The place of `length` characters of this text from `offset`; the whole text's where that cannot be told, as
        behind an escape in double quotes.

        Folding and indentation change only the white space of a text. So the other characters are counted off in the
        file.
        """
        if offset >= len(self) or self[offset].isspace():
            return self.span
        before = "".join(self[:offset].split())
        row, column = self.start
        matched = 0
        for number in range(row, len(self.lines)):
            line = self.lines[number]
            for i in range(column, len(line)):
                if line[i].isspace():
                    continue
                if matched == len(before):
                    if line[i] != self[offset]:
                        return self.span
                    end = min(i + length, len(line.rstrip()))
                    return Span(self.span.path, number + 1, i + 1, max(end, i + 1) + 1)
                if line[i] != before[matched]:
                    return self.span
                matched += 1
            column = 0
        return self.span


class Mapping(dict[str, "Value"]):
    """A mapping with the places of its keys and values."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}

    def put(self, key: str, value: Value, source: Mapping, name: str | None = None) -> None:
        """Takes over a key of another mapping, with its places, under `name` if it is to be called otherwise."""
        name = name or key
        self[name] = value
        self.key_spans[name], self.value_spans[name] = source.key_spans[key], source.value_spans[key]

    def renamed(self, old: str, new: str) -> Mapping:
        """The same with one key called otherwise; its place is kept."""
        out = Mapping(self.span)
        for key, value in self.items():
            out.put(key, value, self, new if key == old else key)
        return out


class Sequence(list["Value"]):
    """A list with the places of its items."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []

    def items(self) -> Iterator[tuple[Value, Span]]:
        """The items, each with its place."""
        return zip(self, self.item_spans, strict=True)


Value = Scalar | Mapping | Sequence | None


def span_of(value: object) -> Span | None:
    """Where a value was written, if it knows."""
    return getattr(value, "span", None)
