"""Attendance list: a table of all who attend, with room for their signatures; or a page of rows to write in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from deckgen.composing.deck import Deck
from deckgen.composing.people import Guest
from deckgen.layout.words import one_line
from deckgen.scene import Box, Item, Rect
from deckgen.writers.handout.plates.certificate import facts
from deckgen.writers.handout.plates.page import Page, Rows, Words
from deckgen.writers.handout.plates.places import HAIR, Places

#: The least height of a row in points, as hands write: 10.6 mm; of the head of the table; space beside a cell's words,
#: and above and below them.
ROW, HEAD, BESIDE, AROUND = 30.0, 20.0, 6.0, 1.5
#: What columns share of the width of the table: number, name, company, seat, signature.
_SHARES = (0.05, 0.2, 0.31, 0.11, 0.33)
_HEADS = ("row-number", "your-name", "attendee-company", "attendee-seat", "attendee-signature")


def pages(deck: Deck, places: Places, guests: Sequence[Guest]) -> tuple[Page, ...]:
    """The list, on as many pages as it takes; the head of the table stands on each."""
    first = places.rect("rows")
    top = places.rect("title").y
    later = Rect(first.x, top, first.w, first.bottom - top)
    left = list(enumerate([*guests] or [Guest("")] * _room(first), 1))
    tables: list[tuple[Rect, Sequence[tuple[int, Guest]]]] = []
    while left:
        table = later if tables else first
        tables.append((table, left[: _room(table)]))
        left = left[_room(table) :]
    return tuple(_page(deck, places, table, rows, (n, len(tables))) for n, (table, rows) in enumerate(tables, 1))


def _room(table: Rect) -> int:
    """How many rows a table has room for."""
    return max(1, int((table.h - HEAD) / ROW))


def _page(
    deck: Deck, places: Places, table: Rect, guests: Sequence[tuple[int, Guest]], number: tuple[int, int]
) -> Page:
    """One page of the list; `number` is its own and that of all."""
    grid, first = places.grid, number[0] == 1
    art, parts = list[Item](places.art() if first else ()), list[Words | Rows | Item]()
    seminar = one_line(deck.title.plain)
    if first:
        parts += [*places.logo(), *places.words("title", places.word("attendance-edition"), title=True)]
        parts += places.words("seminar", seminar)
        parts += places.labelled("facts", facts(deck, places))
    parts.append(_rows(places, table, guests, first, art))
    if number[1] > 1:
        foot = f"{places.word('attendance-edition')}  ·  {seminar}  ·  {number[0]} / {number[1]}"
        art += (Box("foot", w.rect, w.text, decorative=True) for w in places.words("check", foot, wrap=False))
    return Page(grid.width, grid.height, tuple(art), tuple(parts))


def _columns(table: Rect) -> list[tuple[float, float]]:
    """Where each column begins and how wide it is."""
    starts = [table.x + table.w * sum(_SHARES[:n]) for n in range(len(_SHARES))]
    return [(x, table.w * share) for x, share in zip(starts, _SHARES, strict=True)]


def _rows(
    places: Places,
    table: Rect,
    guests: Sequence[tuple[int, Guest]],
    first: bool,
    art: list[Item],
) -> Rows:
    """The rows of a page, with the rules between them."""
    columns = _columns(table)
    head = tuple(
        places.cell("rows", places.word(word), _inside(x, table.y, w, HEAD), head=True)
        for word, (x, w) in zip(_HEADS, columns, strict=True)
    )
    art.append(places.rule(Rect(table.x, table.y + HEAD, table.w, 1.0), "text"))
    rows = []
    for n, (number, guest) in zip(count(), guests, strict=False):
        y = table.y + HEAD + n * ROW
        texts = (str(number), guest.name, guest.company, guest.seat, "")
        rows.append(
            tuple(
                places.cell("rows", text, _inside(x, y, w, ROW), bold=i == 1)
                for i, (text, (x, w)) in enumerate(zip(texts, columns, strict=True))
            )
        )
        art.append(places.rule(Rect(table.x, y + ROW - HAIR, table.w, HAIR), "line"))
    return Rows(head, tuple(rows), places.word("attendance-edition"), first)


def _inside(x: float, y: float, w: float, h: float) -> Rect:
    """The room for the words of a cell."""
    return Rect(x, y + AROUND, w - BESIDE, h - 2 * AROUND)
