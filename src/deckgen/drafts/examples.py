"""The kinds' own examples as slides of a module, and what they name: sources, terms and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deckgen import gallery
from deckgen.reading.nodes import Mapping, Sequence
from deckgen.reading.parser import parse


class Example(NamedTuple):
    """A slide as lines of YAML, the first with a hyphen; the ids that it names by their tables (`sources`,
    `glossary`), and the paths of its pictures."""

    text: str
    ids: dict[str, tuple[str, ...]]
    images: tuple[str, ...]


def example(kind: str, id: str, size: str = "typical") -> Example:
    """The example of a kind under an id."""
    text = f"- id: {id}\n  kind: {kind}\n{gallery.example(kind, size)}\n"
    value, _ = parse(text, kind)
    slide = value[0] if isinstance(value, Sequence) else None
    ids = {table: tuple(_named(slide, field)) for table, field in (("sources", "sources"), ("glossary", "terms"))}
    return Example(text, ids, tuple(path for path in gallery.images() if path in text))


def _named(slide: object, field: str) -> Iterator[str]:
    names = slide.get(field) if isinstance(slide, Mapping) else None
    yield from map(str, names if isinstance(names, Sequence) else ())


def entries(table: str, ids: tuple[str, ...]) -> str:
    """Those entries of the examples' own table, as lines of YAML."""
    text = (gallery.HOME / f"{table}.yaml").read_text(encoding="utf-8")
    value, _ = parse(text, table)
    lines = text.splitlines()
    begins = {name: span.line - 1 for name, span in value.key_spans.items()} if isinstance(value, Mapping) else {}
    ends = dict(zip(begins, [*list(begins.values())[1:], len(lines)], strict=True))
    return "".join(f"{line}\n" for name in ids for line in lines[begins[name] : ends[name]])
