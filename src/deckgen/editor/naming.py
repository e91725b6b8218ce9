"""Things that have a name: what stands at a place, where it is written, and everywhere that it is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from deckgen.diagnostics import Span
from deckgen.editor.cursor import cursor
from deckgen.editor.types import Place, place_of, sort_of
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Sequence, Value
from deckgen.reading.parser import parse
from deckgen.reading.values import is_slug
from deckgen.workspace.contents import Contents

What = Literal["slide", "module", "source", "term", "fact"]


class Named(NamedTuple):
    """A thing by its name, and where that stands."""

    what: What
    name: str
    span: Span


class Mention(NamedTuple):
    """A place where a thing is named; `declares` says that this is where it is written."""

    span: Span
    declares: bool = False


def named_at(text: str, path: str, row: int, column: int, contents: Contents) -> Named | None:
    """The thing that is named at a row and column (from 0) of a file; None where none is."""
    for what, name, span, _ in _mentions(text, path):
        if span.line == row + 1 and span.column - 1 <= column <= span.end - 1:
            if what == "entry":
                return Named(
                    "slide" if name in contents.slides or name not in contents.modules else "module", name, span
                )
            return Named(what, name, span)
    return _in_broken(text, path, row, column, contents)


def _in_broken(text: str, path: str, row: int, column: int, contents: Contents) -> Named | None:
    """The same where the file cannot be parsed: by what may stand there."""
    sort, lines = sort_of(path), text.splitlines()
    if sort is None or row >= len(lines):
        return None
    at = cursor(lines, row, column)
    name = lines[row][at.start : at.end].strip().strip("\"'")
    place = place_of(sort, at.steps, contents.kinds)
    if at.role == "words" or (at.role == "name" and place.takes is None and place.what != "entry"):
        return None
    what = _what(place, at.path[-1:] == ("id",))
    if what is None or not is_slug(name):
        return None
    return Named(what, name, Span(path, row + 1, at.start + 1, at.start + 1 + len(name)))


def _what(place: Place, is_id: bool) -> What | None:
    if place.what in ("slide", "entry"):
        return "slide"
    if place.what in ("module", "source", "term"):
        return place.what
    return "slide" if is_id else None


def written_at(named: Named, contents: Contents) -> Span | None:
    """Where a thing is written."""
    return contents.places.get((named.what, named.name))


def mentions(named: Named, texts: Mapping[str, str]) -> list[Mention]:
    """Everywhere that a thing is named in files, by their paths."""
    found = []
    for path, text in texts.items():
        for what, name, span, declares in _mentions(text, path):
            if name == named.name and (what == named.what or (what == "entry" and named.what == "slide")):
                found.append(Mention(span, declares))
    return found


_Raw = tuple[Literal["slide", "module", "source", "term", "fact", "entry"], str, Span, bool]


def _mentions(text: str, path: str) -> Iterator[_Raw]:
    """What a file names, with the places, and whether it is written there; nothing of one that cannot be parsed."""
    sort = sort_of(path)
    if sort is None:
        return
    value, _ = parse(text, path)
    if not isinstance(value, Located):
        return
    if sort in ("sources", "glossary", "facts"):
        what: Literal["source", "term", "fact"] = {"sources": "source", "glossary": "term", "facts": "fact"}[sort]  # type: ignore[assignment]
        for name, item in value.items():
            yield what, name, value.key_spans[name], True
            yield from _in_slide(item)
    elif sort == "module":
        slides = value.get("slides")
        for slide in slides if isinstance(slides, Sequence) else ():
            if isinstance(slide, Located) and isinstance(slide.get("id"), Scalar):
                yield "slide", str(slide["id"]), slide.value_spans["id"], True
            yield from _in_slide(slide)
    elif sort == "seminar":
        yield from _in_seminar(value)


def _in_seminar(value: Located) -> Iterator[_Raw]:
    programme, shows = value.get("programme"), value.get("shows")
    for part in programme if isinstance(programme, Sequence) else ():
        slides = part.get("slides") if isinstance(part, Located) else None
        for entry, span in slides.items() if isinstance(slides, Sequence) else ():
            if isinstance(entry, Scalar):
                yield "entry", str(entry), span, False
            elif isinstance(entry, Located):
                yield from _in_entry(entry)
    for show in shows if isinstance(shows, Sequence) else ():
        names = show.get("slides") if isinstance(show, Located) else None
        yield from _items("slide", names)


def _in_entry(entry: Located) -> Iterator[_Raw]:
    if isinstance(entry.get("slide"), Scalar):
        yield "slide", str(entry["slide"]), entry.value_spans["slide"], False
    if isinstance(entry.get("module"), Scalar):
        yield "module", str(entry["module"]), entry.value_spans["module"], False
    yield from _items("slide", entry.get("without"))
    yield from _in_slide(entry)


def _items(what: Literal["slide", "source"], value: Value) -> Iterator[_Raw]:
    for item, span in value.items() if isinstance(value, Sequence) else ():
        if isinstance(item, Scalar):
            yield what, str(item), span, False


def _in_slide(value: Value) -> Iterator[_Raw]:
    """The sources and terms that a slide names, however deep."""
    if isinstance(value, Sequence):
        for item in value:
            yield from _in_slide(item)
    elif isinstance(value, Located):
        yield from _items("source", value.get("sources"))
        for name, item in value.items():
            if isinstance(item, Scalar) and name in ("means", "source"):
                yield ("term" if name == "means" else "source"), str(item), value.value_spans[name], False
            elif name != "sources":
                yield from _in_slide(item)
