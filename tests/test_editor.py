"""What an editor is told, at every place of sound files and of broken ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

from deckgen import gallery
from deckgen.diagnostics import Span
from deckgen.editor.completion import Offers, complete
from deckgen.editor.cursor import cursor
from deckgen.editor.naming import mentions, named_at, written_at
from deckgen.editor.types import sort_of
from deckgen.layout.kinds import KINDS
from deckgen.reading.nodes import Mapping, Scalar, Sequence, Value
from deckgen.reading.parser import parse
from deckgen.workspace import Workspace

#: Sorts of offers of which all there are can be told.
CLOSED = {"kind", "slide", "module", "source", "term", "icon", "prop", "file", "theme", "value"}


class Position(NamedTuple):
    """A name or a value in a file, with its place."""

    what: str
    words: str
    path: str
    span: Span


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    """A project with every kind's examples, and what they name."""
    home: Path = tmp_path_factory.mktemp("gallery") / "project"
    gallery.write(home, [])
    (home / "content/facts.yaml").write_text(
        "k8s:\n  version: '1.36'\n  checked: 2026-11-01\n  source: k8s-pods\n", encoding="utf-8"
    )
    (home / "content/seminars/own.yaml").write_text(
        "title: {ko: 하나, en: One}\nlanguage: ko\nminutes: 60\ntheme: openmaru\n"
        "event: {client: 한빛, date: 2026-12-10}\nprogramme:\n"
        "- part: 처음\n  section: false\n  slides:\n  - typical-title\n  - slide: typical-cards\n    minutes: 3\n"
        "- part:\n    ko: 다음\n    en: Next\n  ground: dark\n  slides: [little-cards, {slide: much-cards}]\n"
        "- part: 끝\n  slides:\n  - module: typical\n    without: [typical-title, typical-cards]\n",
        encoding="utf-8",
    )
    (home / "themes").symlink_to(ROOT / "themes")
    return Workspace(home)


def positions(value: Value, path: str) -> Iterator[Position]:
    """Every name and every value of one word of a file."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield Position("name", name, path, value.key_spans[name])
            if isinstance(inner, Scalar):
                yield Position("value", str(inner), path, value.value_spans[name])
            yield from positions(inner, path)
    elif isinstance(value, Sequence):
        for inner, span in value.items():
            if isinstance(inner, Scalar):
                yield Position("value", str(inner), path, span)
            yield from positions(inner, path)


@cache
def every(workspace: Workspace) -> list[Position]:
    """Every position of the project but ids of things of their own, and names that are free."""
    found = []
    for path, text in workspace.texts().items():
        value, _ = parse(text, path)
        for position in positions(value, path):
            own = sort_of(path) in ("sources", "glossary", "facts") and position.span.column == 1
            free = position.words in ("client", "version") and position.what == "name"
            if not own and not free:
                found.append(position)
    return found


def offered(workspace: Workspace, position: Position, text: str, inside: int = 1) -> Offers:
    span = position.span
    return complete(text, position.path, span.line - 1, span.column - 1 + inside, workspace.contents)


def right(position: Position, offers: Offers) -> bool | None:
    """Whether what is written there is offered; None where it may be anything."""
    names = {offer.text for offer in offers.offers}
    if position.what == "value" and not any(o.sign in CLOSED for o in offers.offers):
        return None
    return position.words in names


def test_every_position_is_right(workspace):
    """What stands at a place is among what may stand there; each kind, source and slide is offered somewhere."""
    texts, told, wrong = workspace.texts(), 0, []
    for position in every(workspace):
        offers = offered(workspace, position, texts[position.path])
        if (is_right := right(position, offers)) is None:
            continue
        told += 1
        if not is_right or (position.what == "name" and offers.start != position.span.column - 1):
            wrong.append(position)
    assert told > 1500 and wrong == []
    contents = workspace.contents
    assert len(contents.slides) == 3 * len(KINDS) and contents.sources and contents.terms and contents.pictures
    line = texts["content/modules/little.yaml"].splitlines().index("  kind: statement")
    kinds = complete(texts["content/modules/little.yaml"], "content/modules/little.yaml", line, 8, contents)
    assert {o.text for o in kinds.offers} == set(KINDS)


#: What breaks a file around the cursor: the rest of the line is gone; a line below, or above, cannot be read.
BREAKS = {
    "nothing behind": lambda lines, row, column: [*lines[:row], lines[row][:column], *lines[row + 1 :]],
    "a bracket below": lambda lines, row, column: [*lines[: row + 1], "  x: [", *lines[row + 1 :]],
    "a tab below": lambda lines, row, column: [*lines[: row + 1], "\t- x", *lines[row + 1 :]],
    "a colon above": lambda lines, row, column: [f"{lines[0]}: x: y", *lines[1:]],
}


@pytest.mark.parametrize("how", BREAKS)
def test_positions_in_broken_files(workspace, how):
    """At least nine of ten are right where the file cannot be parsed."""
    texts, told, good = workspace.texts(), 0, 0
    for position in every(workspace)[::7]:
        lines = texts[position.path].splitlines()
        row, column = position.span.line - 1, position.span.column
        broken = "\n".join(BREAKS[how](lines, row, column))
        if (is_right := right(position, offered(workspace, position, broken))) is None:
            continue
        told += 1
        good += is_right
    assert told > 200 and good >= 0.9 * told, (good, told)


def test_names_in_braces(workspace):
    """A text may name what the event and the facts have."""
    text = "title: x\nslides:\n- id: a\n  kind: statement\n  title: '{{ fa"
    offers = complete(text, "content/modules/x.yaml", 4, len("  title: '{{ fa"), workspace.contents)
    assert {"facts.k8s.version", "event.client"} <= {o.text for o in offers.offers}
    assert offers.start == len("  title: '{{ ")


@pytest.mark.parametrize(
    ("text", "path", "role"),
    [
        ("a:\n  b: x|", ("a", "b"), "value"),
        ("a:\n  b: {c: [x, y|", ("a", "b", "c", None), "value"),
        ("a:\n- b: 1\n  c|", ("a", None), "name"),
        ("a:\n- - b: 1\n    c|", ("a", None, None), "name"),
        ("a:\n  b: |\n    words|", ("a", "b"), "words"),
        ("a:\n  b: {ko: x,\n      en|", ("a", "b"), "name"),
        ("a: {b: 'x, y', c|", ("a",), "name"),
        ("- |", (None,), "name"),
        ("a:\n  b: 1\n|", (), "name"),
        ("a:\n  b: 1\n  |", ("a",), "name"),
    ],
)
def test_where_a_cursor_stands(text, path, role):
    """`|` is the cursor; where a line ends with it behind a name, it is YAML's own."""
    at = text.rindex("|")
    lines = (text[:at] + text[at + 1 :]).split("\n")
    before = text[:at]
    found = cursor(lines, before.count("\n"), len(before) - before.rfind("\n") - 1)
    assert (found.path, found.role) == (path, role)


def test_names_lead_to_what_they_name(workspace):
    """Each slide, module, source and term that is named is written somewhere, and that is one of its mentions."""
    texts, contents, seen = workspace.texts(), workspace.contents, set()
    told = [p for p in every(workspace) if p.what == "value" and p.words.isascii() and " " not in p.words]
    for position in [*told[::9], *(p for p in told if "seminars" in p.path)]:
        span = position.span
        named = named_at(texts[position.path], position.path, span.line - 1, span.column - 1, contents)
        if named is None or named in seen:
            continue
        seen.add(named)
        assert written_at(named, contents) is not None, named
    assert {named.what for named in seen} >= {"slide", "module", "source"}
    for named in list(seen)[:10]:
        if named.what != "module":
            assert named.span in [m.span for m in mentions(named, texts)]
