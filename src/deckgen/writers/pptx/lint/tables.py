"""Rules of tables."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.writers.pptx.lint.facts import Deck, Facts
from deckgen.writers.pptx.lint.helpers import Grid

#: Styles that PowerPoint has without their being in the file: what it gives a new table, and the two without a style.
_BUILT_IN = {
    "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}",
    "{2D5ABB26-0587-4C30-8999-92F81FD0307C}",
    "{5940675A-B579-460E-94D1-54222C63F5DA}",
}


def _tables(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Tables are whole, and their style exists."""
    for grid in facts.grids:
        yield from _grid(grid)
    if facts.styled:
        yield from (f"table style {i} is not defined" for i in sorted(facts.styled - deck.styles - _BUILT_IN))


def _grid(grid: Grid) -> Iterator[str]:
    for r, row in enumerate(grid.rows):
        if len(row) != grid.columns:
            yield f"table row {r + 1} has {len(row)} cells in {grid.columns} columns"
            continue
        for c, (width, height, _, _) in enumerate(row):
            across = row[c + 1 : c + width]
            down = [other[c] for other in grid.rows[r + 1 : r + height] if len(other) > c]
            if len(across) != width - 1 or not all(cell[2] for cell in across):
                yield f"table row {r + 1}, cell {c + 1} reaches over cells that do not know it"
            if len(down) != height - 1 or not all(cell[3] for cell in down):
                yield f"table row {r + 1}, cell {c + 1} reaches down over cells that do not know it"
    yield from _hidden(grid)


def _hidden(grid: Grid) -> Iterator[str]:
    """A cell that hides behind another is reached by one."""
    reached = {
        (r + down, c + right)
        for r, row in enumerate(grid.rows)
        for c, (width, height, _, _) in enumerate(row)
        for down in range(min(height, len(grid.rows)))
        for right in range(min(width, grid.columns))
        if down or right
    }
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            if (cell[2] or cell[3]) and (r, c) not in reached:
                yield f"table row {r + 1}, cell {c + 1} is merged into no other"


RULES = (_tables,)
