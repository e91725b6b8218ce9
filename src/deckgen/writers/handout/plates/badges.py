"""Name badges: cards of 90 × 55 mm on sheets with marks to cut by, for all who attend; or cards to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Deck
from deckgen.composing.people import Guest
from deckgen.layout.words import one_line
from deckgen.reading.printing import Paper
from deckgen.scene import Box, Item, Rect
from deckgen.writers.handout.plates.grid import PAPERS
from deckgen.writers.handout.plates.page import Card, Page, Words, moved, shifted
from deckgen.writers.handout.plates.places import Places
from deckgen.writers.handout.sheet import POINTS

#: Millimetres of a badge, as holders of plastic take them, and the least margin of a sheet, which printers need.
WIDTH, HEIGHT, MARGIN = 90.0, 55.0, 5.0
#: Length of a mark to cut by, and how far it stands from the cards, in millimetres; its thickness in points.
MARK, APART, THIN = 4.0, 1.0, 0.4


class Cut(NamedTuple):
    """How a sheet is cut: its width and height, the columns and rows of cards, and the corner of the first one, in
    points."""

    width: float
    height: float
    columns: int
    rows: int
    x: float
    y: float


def cut(paper: Paper) -> Cut:
    """The way to put most cards on a sheet, upright if it does not matter."""
    across, down = PAPERS[paper]
    ways = []
    for w, h in ((across, down), (down, across)):
        columns, rows = int((w - 2 * MARGIN) // WIDTH), int((h - 2 * MARGIN) // HEIGHT)
        x, y = (w - columns * WIDTH) / 2, (h - rows * HEIGHT) / 2
        ways.append(Cut(w * POINTS, h * POINTS, columns, rows, x * POINTS, y * POINTS))
    return max(ways, key=lambda way: way.columns * way.rows)


def pages(deck: Deck, places: Places, guests: Sequence[Guest], paper: Paper) -> tuple[Page, ...]:
    """The sheets. What is on a card stands in places of its own, whoever's it is."""
    sheet = cut(paper)
    on_sheet = sheet.columns * sheet.rows
    listed: list[Guest | None] = [*guests] or [None] * on_sheet
    seminar = one_line(deck.title.plain)
    out = []
    for start in range(0, len(listed), on_sheet):
        art, cards = list(_marks(sheet)), list[Card]()
        for n, guest in enumerate(listed[start : start + on_sheet]):
            x = sheet.x + n % sheet.columns * WIDTH * POINTS
            y = sheet.y + n // sheet.columns * HEIGHT * POINTS
            lines, parts = _card(places, guest, seminar)
            art += (shifted(item, x, y) for item in (*places.art(), *lines))
            cards.append(Card(tuple(moved(p, x, y) if isinstance(p, Words) else shifted(p, x, y) for p in parts)))
        out.append(Page(sheet.width, sheet.height, tuple(art), tuple(cards)))
    return tuple(out)


def _card(places: Places, guest: Guest | None, seminar: str) -> tuple[list[Item], list[Words | Item]]:
    """What is on a card, from its corner: lines to write on, and what is read."""
    lines: list[Item] = []
    parts: list[Words | Item] = list(places.logo())
    if guest:
        parts += places.words("name", guest.name)
        parts += places.words("company", guest.company)
        parts += places.words("seat", guest.seat, wrap=False)
    else:
        line, label = places.line("name", places.word("your-name"))
        lines.append(line)
        parts.append(label)
        line, label = places.line("company", places.word("attendee-company"))
        lines.append(line)
        parts.append(label)
    parts += places.words("seminar", seminar)
    return lines, parts


def _marks(sheet: Cut) -> Iterator[Item]:
    """Marks in the margins, at each line that is cut."""
    long, apart = MARK * POINTS, APART * POINTS
    w, h = sheet.columns * WIDTH * POINTS, sheet.rows * HEIGHT * POINTS
    for n in range(sheet.columns + 1):
        x = sheet.x + n * WIDTH * POINTS - THIN / 2
        for y in (sheet.y - apart - long, sheet.y + h + apart):
            yield _mark(Rect(x, y, THIN, long))
    for n in range(sheet.rows + 1):
        y = sheet.y + n * HEIGHT * POINTS - THIN / 2
        for x in (sheet.x - apart - long, sheet.x + w + apart):
            yield _mark(Rect(x, y, long, THIN))


def _mark(at: Rect) -> Item:
    return Box("mark", at, fill="text", decorative=True)
