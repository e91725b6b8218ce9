"""Where tables come from, as people save them: CSV in any encoding and with any separator that spreadsheets write,
Excel workbooks, databases."""

from __future__ import annotations

from pathlib import Path

from deckgen.diagnostics import Diagnostic, Span, error, suggest
from deckgen.messages import say
from deckgen.reading.files import SORTS, Unreadable, read
from deckgen.reading.letters import composed
from deckgen.reading.variants import VariantsPlan
from deckgen.variants.tables import MOST_COLUMNS, MOST_ROWS, Line, Table, table


def read_table(root: Path, plan: VariantsPlan) -> tuple[Table | None, list[Diagnostic]]:
    """The table of a seminar's variants, and what is wrong with it. `root` is the project's folder."""
    source = plan.source
    if source.is_database:
        try:
            from deckgen.variants import databases  # late: nobody else needs SQLAlchemy
        except ModuleNotFoundError:
            return None, [error(say("variants.no-sqlalchemy"), source.span, say("variants:install-sqlalchemy"))]
        return databases.read(root, plan)
    sort = SORTS["workbook" if source.is_workbook else "table-of-rows"]
    path = root / "content" / source.address
    name = f"content/{composed(source.address)}"
    try:
        data = read(path, sort, root / "content")
    except Unreadable as e:
        if e.reason in ("missing", "nowhere"):
            near = suggest(source.address, _tables_in(root), say("variants:paths-start-in-content"))
            return None, [error(say("data.missing", path=source.address), source.span, near)]
        message, hint = e.explained(f"`{source.address}`", sort)
        return None, [error(message, source.span, hint)]
    return _workbook(data, name, plan) if source.is_workbook else _separated(data, name)


def _tables_in(root: Path) -> list[str]:
    """Paths that may be meant."""
    folder = root / "content" / "variants"
    return [f"variants/{p.name}" for p in folder.iterdir()] if folder.is_dir() else []


def _workbook(data: bytes, name: str, plan: VariantsPlan) -> tuple[Table | None, list[Diagnostic]]:
    from deckgen.reading.ooxml import Unsound  # late: only tables that are workbooks need it
    from deckgen.reading.workbook import entries

    try:
        rows = [Line(row[0].span.line, row[0].span.column, row) for row in entries(data, name, *_asked(plan))]
    except Unsound as e:
        asked = plan.range.span if plan.range else plan.sheet.span if plan.sheet else plan.source.span
        return None, [error(e.says, e.span or (asked if e.asked else Span(name)), e.hint)]
    return table(name, rows)


def _asked(plan: VariantsPlan) -> tuple[str | None, str | None, tuple[int, int]]:
    return plan.sheet, plan.range, (MOST_ROWS + 1, MOST_COLUMNS)


def _separated(data: bytes, name: str) -> tuple[Table | None, list[Diagnostic]]:
    from deckgen.reading.separated import Unparted, sheet, table_text  # late: only such tables need it

    text, found = table_text(data, name)
    if text is None:
        return None, found
    # that it is in another encoding is no matter here: `verify` holds what is made against it
    try:
        return table(name, [Line(number, 1, row) for number, row in enumerate(sheet(text, name).rows, 1)])
    except Unparted as e:
        return None, [e.diagnostic]
