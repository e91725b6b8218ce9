"""A new slide at the end of a module, with what it names."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from deckgen import gallery
from deckgen.diagnostics import UsageError
from deckgen.drafts.appending import appended, with_entries
from deckgen.drafts.draft import Draft, Longer
from deckgen.drafts.examples import Example, entries, example
from deckgen.messages import say
from deckgen.reading.nodes import Mapping
from deckgen.reading.parser import parse
from deckgen.reading.values import is_slug

MODULES = "content/modules"


def slide(root: Path, kind: str, module: str, id: str, taken: Collection[str], size: str = "typical") -> Draft:
    """A slide of a kind at the end of a module of the project, under an id that none of the `taken` ones is."""
    check_id(id, taken)
    path = f"{MODULES}/{module}.yaml"
    made = example(kind, id, size)
    before = (root / path).read_bytes()
    return Draft({}, {path: Longer(before, appended(before, path, made.text))}) | named_by(root, (made,))


def check_id(id: str, taken: Collection[str]) -> None:
    """Raises UsageError for an id that is none, or that a slide has already."""
    if not is_slug(id):
        raise UsageError(say("new.no-id", name=id), say("new:slug"))
    if id in taken:
        raise UsageError(say("new.id-taken", name=id), say("new:free-id", name=free(id, taken)))


def free(id: str, taken: Collection[str]) -> str:
    """The id, or the first with a number behind it that is not taken."""
    numbered = (f"{id}-{n}" for n in range(2, len(taken) + 3))
    return id if id not in taken else next(name for name in numbered if name not in taken)


def named_by(root: Path, examples: Collection[Example]) -> Draft:
    """What examples name and the project has not: entries of its sources and of its glossary, pictures."""
    draft = Draft({}, {})
    for table in ("sources", "glossary"):
        wanted = tuple(dict.fromkeys(id for e in examples for id in e.ids[table]))
        draft |= _table(root, table, wanted)
    images = {f"content/{path}" for e in examples for path in e.images}
    missing = {path for path in images if not (root / path).exists()}
    shipped = {f"content/{path}": file for path, file in gallery.images().items()}
    return draft | Draft({path: shipped[path].read_bytes() for path in sorted(missing)})


def _table(root: Path, table: str, wanted: tuple[str, ...]) -> Draft:
    path = f"content/{table}.yaml"
    if not (root / path).exists():
        return Draft({path: entries(table, wanted).encode("utf-8")} if wanted else {})
    before = (root / path).read_bytes()
    value, _ = parse(before.decode("utf-8", "replace"), path)
    there = value.keys() if isinstance(value, Mapping) else ()
    missing = tuple(id for id in wanted if id not in there)
    if not missing:
        return Draft({})
    return Draft({}, {path: Longer(before, with_entries(before, path, entries(table, missing)))})
