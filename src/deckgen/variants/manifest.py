"""What was made, row by row: a journal that only ever gets longer, and at the end of a run one manifest of all.

A run that is killed leaves the journal. The next one reads it, and makes what is missing there, or is of another
content than it was. The last line of a journal may be cut off: then that row is made again, to the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from deckgen.variants.stores import Store

JOURNAL, MANIFEST = "variants.jsonl", "variants.json"
#: The key of what is made of all rows together: no row has none.
OF_ALL_ROWS = ""
_FIELDS = {"row", "key", "inputs", "files"}


class Kept(NamedTuple):
    """A file of a row in a store: its name, the SHA-256 of its bytes, how many they are."""

    name: str
    sha256: str
    size: int


class Entry(NamedTuple):
    """A row that was made: its number, its key, a digest of all that went into it, its files."""

    row: int
    key: str
    inputs: str
    files: tuple[Kept, ...]

    def line(self) -> str:
        """The entry as a line of JSON."""
        return json.dumps({**self._asdict(), "files": [file._asdict() for file in self.files]}, ensure_ascii=False)

    def stands(self, store: Store) -> bool:
        """Whether its files are still there, as they were."""
        return all(store.holds(*file) for file in self.files)


def note(store: Store, entries: Iterable[Entry]) -> None:
    """Writes rows that were made into the journal."""
    lines = "".join(f"{entry.line()}\n" for entry in entries)
    if lines:
        store.append(JOURNAL, lines.encode())


def noted(store: Store) -> dict[str, Entry]:
    """The rows that were made last, by their keys."""
    return {entry.key: entry for entry in _entries((store.read(JOURNAL) or b"").split(b"\n"))}


def conclude(store: Store, seminar: str, entries: Iterable[Entry]) -> None:
    """Writes the manifest of a run that made everything."""
    rows = [{**entry._asdict(), "files": [file._asdict() for file in entry.files]} for entry in entries]
    text = json.dumps({"seminar": seminar, "rows": rows}, ensure_ascii=False, indent=1)
    store.put(MANIFEST, f"{text}\n".encode())


def concluded(store: Store) -> list[Entry] | None:
    """The rows of the manifest; None where there is none, because no run has made everything."""
    data = store.read(MANIFEST)
    if data is None:
        return None
    try:
        return [found for raw in json.loads(data)["rows"] if (found := _entry(raw))]
    except (ValueError, LookupError, TypeError):
        return None


def _entries(lines: Iterable[bytes]) -> Iterable[Entry]:
    for line in lines:
        try:
            raw = json.loads(line)
        except ValueError:  # cut off when a run was killed
            continue
        if entry := _entry(raw):
            yield entry


def _entry(raw: Any) -> Entry | None:
    """An entry of values of JSON; None where they are none."""
    if not isinstance(raw, Mapping) or not raw.keys() >= _FIELDS or not isinstance(raw["files"], list):
        return None
    try:
        files = tuple(Kept(str(f["name"]), str(f["sha256"]), int(f["size"])) for f in raw["files"])
        return Entry(int(raw["row"]), str(raw["key"]), str(raw["inputs"]), files)
    except (LookupError, TypeError, ValueError):
        return None
