"""Located values: what YAML text becomes, each with the place where the author wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Slip, Span
from deckgen.messages import say
from deckgen.reading.letters import is_unseen


class Scalar(str):
    """A scalar's text as it was written, not as YAML would understand it, with its place (that of its first line)."""

    __slots__ = ("_places", "lines", "span", "start")
    span: Span
    #: The lines of the file, and the row and column (from 0) where the text begins in them.
    lines: list[str]
    start: tuple[int, int]
    _places: dict[int, tuple[int, int]]

    def place(self, offset: int, length: int = 1) -> Span:
        """The place of `length` characters of this text from `offset`; the whole text's where that cannot be told, as
        behind an escape in double quotes.

        Folding and indentation change only the white space of a text, and what nobody sees is left out of it. So the
        other characters are counted off in the file.
        """
        known = self._known_places()
        if offset not in known:
            return self.span
        row, column = known[offset]
        end = min(column + length, len(self.lines[row].rstrip()))
        return Span(self.span.path, row + 1, column + 1, max(end, column + 1) + 1)

    def _known_places(self) -> dict[int, tuple[int, int]]:
        """The rows and columns of the characters of this text by their offsets, white space left out, as far as the
        file has the same ones. They are counted once, however many are asked for."""
        try:
            return self._places
        except AttributeError:
            characters = ((n, c) for n, c in enumerate(self) if not _uncounted(c))
            pairs = zip(characters, self._written(), strict=False)
            same = takewhile(lambda pair: pair[0][1] == pair[1][0], pairs)
            self._places = {offset: place for (offset, _), (_, place) in same}
            return self._places

    def _written(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """The characters of the file from where this text begins, with rows and columns, white space left out."""
        first, start = self.start
        for row in range(first, len(self.lines)):
            line = self.lines[row]
            for column in range(start if row == first else 0, len(line)):
                if not _uncounted(line[column]):
                    yield line[column], (row, column)


def _uncounted(character: str) -> bool:
    return character.isspace() or is_unseen(character)


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


def outside(item: Mapping, key: Span) -> Slip | None:
    """That a name does not belong to the item of a list above it, because it stands further to the left than the
    item's; None where it does not."""
    first = next(iter(item.key_spans.values()), None)
    if first is None or first.line >= key.line or first.column <= key.column:
        return None
    hint = say("yaml:begin-the-line-with-spaces-and-those", spaces=first.column - 1)
    return Slip("error", say("yaml.at-margin"), key, hint)


class Sequence(list["Value"]):
    """A list with the places of its items."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []

    def items(self) -> Iterator[tuple[Value, Span]]:
        """The items, each with its place."""
        return zip(self, self.item_spans, strict=True)


class Failure(NamedTuple):
    """Where a parser gave up, from 0; `told` is what is wrong there, where that is known."""

    row: int
    column: int
    told: Diagnostic | None = None


Value = Scalar | Mapping | Sequence | None


def span_of(value: object) -> Span | None:
    """Where a value was written, if it knows."""
    return getattr(value, "span", None)
