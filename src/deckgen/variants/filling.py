"""A seminar with the words of a row: what comes out is a seminar like another one.

Its event is the seminar's own, without all that rows fill, and with what this row says; so nothing of one row, and no
example that the seminar's author wrote in its place, is ever in another's. Its words know their places in the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from deckgen.diagnostics import Diagnostic, Span
from deckgen.reading.event import Event
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Value
from deckgen.reading.seminar import Seminar, SeminarFile
from deckgen.reading.validation import validate
from deckgen.reading.values import ThemeName
from deckgen.variants.choosing import chosen
from deckgen.variants.places import parted
from deckgen.variants.rows import Row
from deckgen.variants.tables import Cell, clock, day

#: What would mean something in a text, and does not where it comes from a table.
_MARKS = re.compile(r"[\\*`\[\]{}<>^~_$#|]|^[-+•=:!&]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def fill(seminar: Seminar, row: Row) -> tuple[Seminar | None, list[Diagnostic]]:
    """The seminar with what a row says in its places, and what is wrong with that at its cells; None where it cannot
    be read."""
    told: list[Diagnostic] = []
    raw = _event(seminar, row.places)
    event = validate(Event, raw, told, row.span or Span(seminar.path))
    choices = chosen(seminar, row, told)
    if event is None or any(d.severity == "error" for d in told):
        return None, told
    return _with(seminar, raw, choices | {"event": event})._replace(variant=row.key, called=row.name), told


def blank(seminar: Seminar, places: Iterable[str]) -> Seminar:
    """The seminar without anything in the places that rows fill."""
    raw = _event(seminar, {place: Cell("", Span(seminar.path), "") for place in places})
    event = validate(Event, raw, [], Span(seminar.path))
    return _with(seminar, raw, {"event": event}) if event else seminar


def _with(seminar: Seminar, event: Located, fields: Mapping[str, Any]) -> Seminar:
    """The seminar with other fields, and what was written of them."""
    raw = Located(seminar.raw.span)
    for key in seminar.raw:
        raw.put(key, seminar.raw[key], seminar.raw)
    put(raw, "event", event, event.span)
    if "theme" in fields:
        theme = fields["theme"]
        assert isinstance(theme, ThemeName)
        put(raw, "theme", scalar(theme, theme.span or raw.span), theme.span or raw.span)
    parts = fields.get("parts")
    new = {**vars(seminar.file), **{name: value for name, value in fields.items() if name != "parts"}}
    if parts is not None:
        new["programme"], raw["programme"] = parts
    return seminar._replace(file=SeminarFile(**new), raw=raw)


def _event(seminar: Seminar, places: Mapping[str, Cell]) -> Located:
    """What is written of the event, with cells in its places."""
    written = seminar.raw.get("event")
    event = _copy(written) if isinstance(written, Located) else Located(seminar.raw.span)
    for place in places:
        base, _ = parted(place)
        owner = base.rpartition(".")[0]
        # of somebody else nothing is to be left, whatever columns there are
        _remove(event, owner if base.endswith(".name") and owner != "event" else base)
    for place, cell in places.items():
        if cell.text:
            base, language = parted(place)
            text = _text(base, cell)
            _put(event, [*base.split(".")[1:], *([language] if language else [])], text, cell)
    return event


def _text(place: str, cell: Cell) -> str:
    """What a cell says, as an author would write it in its place."""
    if place == "event.date":
        return day(cell.text)
    if place == "event.start":
        return clock(cell.text)
    return cell.text if place == "event.logo" else literal(cell.text)


def literal(text: str) -> str:
    """A text in which nothing is a mark, as it is written."""
    return _MARKS.sub(lambda m: f"\\{m[0]}", text)


def scalar(text: str, span: Span) -> Scalar:
    """A text that stands at a place of no file of text."""
    value = Scalar(text)
    value.span, value.lines, value.start = span, [], (0, 0)
    return value


def put(mapping: Located, key: str, value: Value, span: Span) -> None:
    """Puts a value into a mapping, with its place."""
    mapping[key] = value
    mapping.key_spans[key] = mapping.value_spans[key] = span


def _copy(value: Located) -> Located:
    new = Located(value.span)
    for key, inner in value.items():
        new.put(key, _copy(inner) if isinstance(inner, Located) else inner, value)
    return new


def _remove(event: Located, place: str) -> None:
    """Takes a place out of an event, and what is empty without it."""
    *above, last = place.split(".")[1:]
    here: Located = event
    for step in above:
        inner = here.get(step)
        if not isinstance(inner, Located):
            return
        here = inner
    if last in here:
        del here[last], here.key_spans[last], here.value_spans[last]


def _put(event: Located, path: list[str], text: str, cell: Cell) -> None:
    *above, last = path
    here = event
    for step in above:
        inner = here.get(step)
        if not isinstance(inner, Located):
            inner = Located(cell.span)
            put(here, step, inner, cell.span)
        here = inner
    put(here, last, scalar(text, cell.span), cell.span)
