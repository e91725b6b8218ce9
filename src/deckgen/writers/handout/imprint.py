"""The imprint: who publishes a handout and how they are reached, at the foot of the last page of what the audience
has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Deck
from deckgen.layout.words import one_line
from deckgen.reading.imprint import Imprint
from deckgen.reading.theme import Theme
from deckgen.reading.values import Text, Url
from deckgen.writers.handout.lines import PrintLine, PrintRun, address_lines
from deckgen.writers.handout.own import DATED, signs
from deckgen.writers.handout.press import FILE
from deckgen.writers.handout.setter import PrintPicture, Setter
from deckgen.writers.handout.sheet import POINTS, Type

#: The name of the picture that is the code of the newest version.
NEWEST = "qr-newest"
#: The side of the code with its quiet zone, what it takes of the width, larger in large print, and the space above
#: and on the outside of a booklet, and the space above with its rule, in millimetres.
CODE, BESIDE, LARGE, OUTSIDE, ABOVE = 19.0, 24.0, 1.4, 1.6, 3.0

#: What parts texts on one line.
_APART = "  ·  "


class PrintImprint(NamedTuple):
    """An imprint: the lines of who publishes it, of how they are reached, and of this version: where the newest is,
    what may be done with it. `newest` is the address of that, with the picture of its code (None where there is none)
    and its `side`; `width` is that of the columns, `height` that of all, with the space `above` them, in
    millimetres."""

    name: tuple[PrintLine, ...]
    reached: tuple[PrintLine, ...]
    about: tuple[PrintLine, ...]
    newest: str
    code: PrintPicture | None
    side: float
    width: float
    height: float
    above: float = ABOVE


def imprinted(deck: Deck, theme: Theme) -> Imprint | None:
    """What a seminar's imprint says, and its theme's where it says nothing; None where neither has one."""
    own, common = deck.imprint, theme.imprint
    said = own.over(common) if own else common
    if said is None or said.newest or deck.address is None:
        return said
    url: Url | None = deck.address.url
    return Imprint(**{**vars(said), "newest": url})


def imprint(setter: Setter, version: str) -> PrintImprint | None:
    """The imprint of a deck's editions of a `version`; None where neither seminar nor theme has one."""
    said = imprinted(setter.deck, setter.theme)
    if said is None:
        return None
    sheet = setter.sheet
    small = setter.types["entry" if sheet.folded else "small"]
    k = OUTSIDE if sheet.folded else LARGE if sheet.large else 1.0
    beside = BESIDE * k if said.newest else 0.0
    width = sheet.text - beside if sheet.folded else (sheet.text - beside - sheet.gutter) / 2
    rows = _Rows(setter, small, width)
    name = tuple(rows.joined([rows.text(said.company, bold=True), rows.text(said.department, bold=True)]))
    mail = rows.address(str(said.email)) if said.email else ()
    reached = tuple(rows.joined([rows.text(said.address), rows.text(said.telephone), mail]))
    about = tuple(_about(setter, rows, said, version))
    code = PrintPicture(f"{FILE}{NEWEST}", setter.word("qr", label=setter.word("newest"))) if said.newest else None
    tall = max(max(len(name) + len(reached), len(about)) * small.line_height, CODE * k if code else 0.0)
    return PrintImprint(name, reached, about, str(said.newest or ""), code, CODE * k, width, tall + 0.6 + ABOVE)


def terse(setter: Setter) -> PrintImprint | None:
    """Of the imprint as much as stands on one line, without a code: for a page that is full."""
    said = imprinted(setter.deck, setter.theme)
    if said is None:
        return None
    small, width = setter.types["small"], setter.sheet.text
    rows = _Rows(setter, small, width)
    links = (rows.address(str(url)) for url in (said.email, said.newest) if url)
    named = (rows.text(said.company, bold=True), *links, rows.text(said.telephone), rows.text(said.licence))
    line = next(rows.joined(named), ())
    return PrintImprint((line,), (), (), "", None, 0.0, width, small.line_height + ABOVE)


def _about(setter: Setter, rows: _Rows, said: Imprint, version: str) -> Iterator[PrintLine]:
    """Where the newest version is, what may be done with this one, and which it is."""
    if said.newest:
        yield from rows.joined([((PrintRun(setter.word("newest")),),), rows.address(str(said.newest))])
    yield from rows.text(said.licence)
    numbered = one_line(setter.deck.words.plain(said.version))
    printed = setter.word("version", version=" · ".join(filter(None, (numbered, version))))
    own = setter.own
    day = rows.words(setter.deck.date) if own is None else signs(own, DATED, setter.deck.language)
    yield from rows.joined([rows.words(printed), day])


class _Rows:
    """Sets short texts in a column of `width` mm, beside each other where they fit."""

    def __init__(self, setter: Setter, type: Type, width: float) -> None:
        self._setter = setter
        self._type = type
        self._width = width

    def text(self, text: Text | None, bold: bool = False) -> tuple[PrintLine, ...]:
        """What an author wrote."""
        return self.words(one_line(self._setter.deck.words.plain(text)), bold)

    def words(self, words: str, bold: bool = False) -> tuple[PrintLine, ...]:
        """The lines of some words."""
        lines = self._setter.set(words, self._type, self._width)
        return tuple(tuple(run._replace(bold=bold) for run in line) for line in lines)

    def address(self, url: str) -> tuple[PrintLine, ...]:
        """The lines of an address."""
        return address_lines(url, self._type, self._width, self._setter.fonts)

    def joined(self, texts: Sequence[tuple[PrintLine, ...]]) -> Iterator[PrintLine]:
        """The lines of several texts: one that is a line goes on the line before it, if it fits there."""
        row: PrintLine = ()
        for lines in filter(None, texts):
            beside = (*row, PrintRun(_APART), *lines[0])
            if row and len(lines) == 1 and self._fits(beside):
                row = beside
                continue
            yield from filter(None, (row, *lines[:-1]))
            row = lines[-1]
        yield from filter(None, (row,))

    def _fits(self, line: PrintLine) -> bool:
        fonts, points = self._setter.fonts, self._width * POINTS
        return sum(fonts.width(run.text, "text", run.bold) for run in line) * self._type.size <= points
