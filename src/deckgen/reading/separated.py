"""Tables as text, as spreadsheets save them: cells parted with commas (RFC 4180), semicolons, tabs or upright lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from itertools import islice
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error, warning
from deckgen.messages import Message, say
from deckgen.reading.entries import Entry
from deckgen.reading.files import decoded

#: What parts cells, by its name.
SEPARATORS = {
    ",": say("data:commas"),
    ";": say("data:semicolons"),
    "\t": say("data:tabs"),
    "|": say("data:upright-lines"),
}
#: Rows by which the separator is told.
_ASKED = 200
_UTF_16 = ("utf-16-le", "utf-16-be")
#: A byte order mark of four bytes, of which the first two are those of UTF-16.
_UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
#: How many syllables of a Korean text in CP949 are at least among the 2,350 that are written every day.
#: Bytes of another encoding come out as the 8,822 others, or as Chinese letters.
_EVERYDAY = 0.8


class Sheet(NamedTuple):
    """The rows of a text, and what parts their cells."""

    rows: Iterator[list[Entry]]
    separator: str


class Unparted(Exception):
    """A text that cannot be parted into cells; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def table_text(data: bytes, name: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of a table's bytes: UTF-8, or what Excel saves in Korea (CP949, UTF-16), which is told."""
    coding, text = _foreign(data)
    if text is None:
        return decoded(data, name)
    hint = say("data:look-at-the-names-in")
    return text, [warning(say("data.encoding", name=name, coding=coding), Span(name), hint)]


def _foreign(data: bytes) -> tuple[Message | str, str | None]:
    """The name of an encoding that is not UTF-8, and the text in it; None where it is UTF-8 or unknown."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff")) and not data.startswith(_UTF_32)
    if marked or (b"\0" in data[:4000] and len(data) % 2 == 0):
        for coding in ("utf-16",) if marked else _UTF_16:
            text = _in(data, coding)
            if text and "\0" not in text and re.search(r"[\n\r]", text) and re.search(r"[,;\t|]", text):
                return "UTF-16", text
        return "", None
    if _in(data, "utf-8") is not None:
        return "", None
    text = _in(data, "cp949")
    return say("data:cp949-the-older-korean-encoding"), text if text and _is_korean(text) else None


def _is_korean(text: str) -> bool:
    """Whether a text that was read as CP949 is Korean."""
    foreign = [c for c in text if not c.isascii()]
    syllables = [c for c in foreign if "가" <= c <= "힣"]
    # Python writes the others in EUC-KR, too, each of eight bytes
    everyday = sum(len(c.encode("euc_kr")) == 2 for c in syllables)
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in foreign)
    return everyday >= _EVERYDAY * (len(syllables) + chinese)


def _in(data: bytes, coding: str) -> str | None:
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        return None


def sheet(text: str, path: str) -> Sheet:
    """The cells of a text, row by row. Raises Unparted, also while rows are read."""
    text = text.removeprefix("\ufeff")
    told = re.match(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', text, re.IGNORECASE)
    if told:
        return Sheet(_rows(text, told[1], path, told.end(), 2), told[1])
    separator = _separator(text, path)
    return Sheet(_rows(text, separator, path), separator)


def _separator(text: str, path: str) -> str:
    """What parts the cells of a text: that by which all rows have as many cells as the first, and more than one."""
    fitting, wide = [], []
    for separator in SEPARATORS:
        if separator not in text:
            continue
        widths = _widths(text, separator, path)
        if widths and widths[0] > 1:
            wide.append(separator)
            if all(width == widths[0] for width in widths):
                fitting.append(separator)
    if len(fitting) > 1:
        first, *others = (SEPARATORS[s] for s in fitting)
        names = reduce(lambda words, word: say("data:or", first=words, second=word), others, first)
        hint = say("data:write-sep-into-a-line", separator=fitting[0])
        raise Unparted(error(say("data.parted", ways=names), Span(path), hint))
    return (fitting or wide or [","])[0]


def _widths(text: str, separator: str, path: str) -> list[int]:
    """How many cells the first rows have, empty ones at their ends and empty rows left out."""
    widths = []
    try:
        for row in islice(_rows(text, separator, path), _ASKED):
            last = max((n for n, entry in enumerate(row, 1) if entry.text), default=0)
            if last:
                widths.append(last)
    except Unparted:
        pass  # told when the rows are read
    return widths[:1] + [max(width, widths[0]) for width in widths[1:]]


def _rows(text: str, separator: str, path: str, at: int = 0, line: int = 1) -> Iterator[list[Entry]]:
    """The rows of a text from a place on. Raises Unparted for quotes that do not end."""
    part = re.escape(separator)
    blank = " *" if separator != " " else ""
    cell = re.compile(
        rf'{blank}(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"{blank}(?={part}|[\r\n]|\Z)|(?P<plain>(?!")[^\r\n{part}]*))'
        rf"(?P<end>{part}|\r\n|\r|\n|\Z)"
    )
    start, row = at, []
    while True:
        match = cell.match(text, at)
        place = Span(path, line, at - start + 1, at - start + 2)
        if match is None:
            hint = say("data:a-quote-ends-a-cell")
            raise Unparted(error(say("data.open-quote"), place, hint))
        quoted = match["quoted"]
        content = match["plain"].strip() if quoted is None else quoted.replace('""', '"').strip()
        width = max(1, len(match[0].rstrip("\r\n").removesuffix(separator)))
        row.append(Entry(" ".join(re.split(r"[\r\n]+", content)), place._replace(end=place.column + width)))
        inner = re.split(r"\r\n|\r|\n", quoted or "")
        if len(inner) > 1:
            line, start = line + len(inner) - 1, match.end("quoted") - len(inner[-1])
        at = match.end()
        if match["end"] == separator:
            continue
        yield row
        line, start, row = line + 1, at, []
        if not match["end"] or at == len(text):
            return
