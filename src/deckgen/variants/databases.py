"""Tables of databases, by addresses as SQLAlchemy writes them. It is an extra, and loaded by nothing else.

Rows are counted as in a spreadsheet whose first row has the headings. A database has no order of its own: they come in
that of the primary key, or of all columns. Findings never say the address, which may have a password in it.
"""

from __future__ import annotations

import os
from datetime import date, datetime, time
from pathlib import Path

import sqlalchemy
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, NoSuchTableError, SQLAlchemyError

from deckgen.diagnostics import Diagnostic, Span, error, suggest
from deckgen.messages import listing, say
from deckgen.reading.entries import Entry
from deckgen.reading.variants import VariantsPlan
from deckgen.variants.tables import MOST_ROWS, Line, Table, table


def read(root: Path, plan: VariantsPlan) -> tuple[Table | None, list[Diagnostic]]:
    """The table that a seminar names in a database, and what is wrong with it. The path of a file of SQLite begins in
    the content folder."""
    assert plan.table is not None  # which the plan holds itself
    name, named = str(plan.table), plan.table.span
    try:
        engine = sqlalchemy.create_engine(_address(root, plan.source.address))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
        return None, [error(say("variants.no-address"), plan.source.span, say("variants:write-an-address"))]
    try:
        return table(name, _lines(engine, name))
    except NoSuchTableError:
        known = sqlalchemy.inspect(engine).get_table_names()
        near = suggest(name, known, say("hint:there-is", names=listing(known)))
        return None, [error(say("variants.unknown-table", table=name), named, near)]
    except (SQLAlchemyError, OSError) as e:
        message = say("variants.database", reason=type(getattr(e, "orig", None) or e).__name__)
        return None, [error(message, plan.source.span, say("variants:see-that-it-answers"))]
    finally:
        engine.dispose()


def _address(root: Path, address: str) -> sqlalchemy.URL:
    """The address; that of a file of SQLite from the content folder, and read alone. Raises ArgumentError."""
    url = sqlalchemy.make_url(os.path.expandvars(address))
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        path = (root / "content" / url.database).resolve().as_posix()
        # a file that is not there would be made
        url = url.set(database=f"file:{path}", query={"mode": "ro", "uri": "true"})
    return url


def _lines(engine: sqlalchemy.Engine, name: str) -> list[Line]:
    """The headings and the rows. Raises SQLAlchemyError."""
    found = sqlalchemy.Table(name, sqlalchemy.MetaData(), autoload_with=engine)
    order = list(found.primary_key.columns) or list(found.columns)
    lines = [Line(1, 1, [_entry(column.name) for column in found.columns])]
    with engine.connect() as connection:
        chosen = connection.execute(sqlalchemy.select(found).order_by(*order).limit(MOST_ROWS + 1))
        lines += (Line(n, 1, [_entry(value) for value in row]) for n, row in enumerate(chosen, 2))
    return lines


def _entry(value: object) -> Entry:
    """A value as a cell; its place is that of its row and column."""
    text = "" if value is None else str(value)
    moment = ""
    if isinstance(value, datetime):
        moment = f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    elif isinstance(value, date):
        moment = value.isoformat()
    elif isinstance(value, time):
        moment = f"{value:%H:%M}"
    return Entry(text, Span(""), moment=moment)
