"""The variants of a seminar as they stand in its table, read and filled."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from deckgen.diagnostics import ContentError, Diagnostic, UsageError
from deckgen.layout.kinds import KINDS
from deckgen.messages import listing, say
from deckgen.reading.project import Library, Project
from deckgen.reading.seminar import Seminar
from deckgen.reading.variants import VariantsPlan
from deckgen.variants.rows import Columns, Row, columns, rows
from deckgen.variants.sources import read_table
from deckgen.variants.tables import Table


class Variants(NamedTuple):
    """A seminar, what it chooses slides from, its table, which column fills what, and its rows."""

    seminar: Seminar
    library: Library
    plan: VariantsPlan
    table: Table
    columns: Columns
    rows: tuple[Row, ...]


def read_variants(project: Project, name: str | None) -> tuple[Variants | None, list[Diagnostic]]:
    """The variants of a seminar (of the only one that has some, where none is named), and what is wrong with its table.

    Raises UsageError where there is no such seminar, ContentError where it cannot be read.
    """
    content = project.read((name,) if name else ())
    if any(d.severity == "error" for d in project.findings):
        raise ContentError(project.findings)
    seminar = _with_variants(content.seminars, name)
    plan = seminar.file.variants
    assert plan is not None
    table, told = read_table(project.root, plan)
    if table is None:
        return None, told
    of, wrong = columns(table, plan)
    told += wrong
    if any(d.severity == "error" for d in told):
        return None, told
    found, wrong = rows(table, plan, of)
    told += wrong
    return Variants(seminar, content.library, plan, table, of, tuple(found)), told


def _with_variants(seminars: tuple[Seminar, ...], name: str | None) -> Seminar:
    """The seminar whose variants are meant. Raises UsageError."""
    having = [s for s in seminars if s.file.variants is not None]
    if len(having) == 1:
        return having[0]
    if name or not having:
        raise UsageError(
            say("command.no-variants", name=name) if name else say("command.no-variants-at-all"),
            say("variants:write-them-into-the-seminar"),
        )
    raise UsageError(say("command.several-variants"), say("hint:there-is", names=listing(s.id for s in having)))


def project_of(root: Path) -> Project:
    """A project's files."""
    return Project(root, KINDS)


def wanted_rows(variants: Variants, keys: tuple[str, ...]) -> list[Row]:
    """The rows with these keys; all where none is named. Raises UsageError for one that there is not."""
    if not keys:
        return list(variants.rows)
    by_key = {row.key: row for row in variants.rows}
    for key in keys:
        if key not in by_key:
            # a key that is near may be somebody's address
            raise UsageError(say("command.unknown-row", key=key), say("variants:list-shows-them"))
    return [by_key[key] for key in dict.fromkeys(keys)]
