"""What a file has in it, as an editor lists it: slides, parts, sources, terms."""

from __future__ import annotations

from typing import Literal, NamedTuple

from deckgen.diagnostics import Span
from deckgen.editor.types import sort_of
from deckgen.languages import LANGUAGES
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Sequence, Value
from deckgen.reading.parser import parse


class Symbol(NamedTuple):
    """Something in a file: its name, a few words about it, where its name stands, the last of its lines, and what is
    in it."""

    name: str
    about: str
    sort: Literal["slide", "part", "entry"]
    span: Span
    last: int
    inner: tuple[Symbol, ...] = ()


def outline(text: str, path: str) -> tuple[Symbol, ...]:
    """What a file has in it; nothing of one that cannot be parsed."""
    sort = sort_of(path)
    value, _ = parse(text, path)
    if sort is None or not isinstance(value, Located):
        return ()
    end = text.count("\n") + 1
    if sort == "module":
        return tuple(_slides(value.get("slides"), end))
    if sort == "seminar":
        return tuple(_parts(value.get("programme"), end))
    keys = list(value)
    lasts = [*(value.key_spans[key].line - 1 for key in keys[1:]), end]
    return tuple(
        Symbol(key, _title(value[key]), "entry", value.key_spans[key], last)
        for key, last in zip(keys, lasts, strict=True)
    )


def _slides(slides: Value, end: int) -> list[Symbol]:
    found = []
    items = list(slides.items()) if isinstance(slides, Sequence) else []
    lasts = [*(span.line - 1 for _, span in items[1:]), end]
    for (slide, span), last in zip(items, lasts, strict=False):
        if isinstance(slide, Located):
            name = str(slide.get("id") or slide.get("kind") or "?")
            found.append(Symbol(name, _title(slide), "slide", slide.value_spans.get("id", span), last))
    return found


def _parts(programme: Value, end: int) -> list[Symbol]:
    found = []
    items = list(programme.items()) if isinstance(programme, Sequence) else []
    lasts = [*(span.line - 1 for _, span in items[1:]), end]
    for (part, span), last in zip(items, lasts, strict=False):
        slides = part.get("slides") if isinstance(part, Located) else None
        inner = tuple(
            Symbol(_entry(entry), "", "entry", at, at.line)
            for entry, at in (slides.items() if isinstance(slides, Sequence) else ())
        )
        if isinstance(part, Located):
            found.append(
                Symbol(_words(part.get("part")) or "?", "", "part", part.value_spans.get("part", span), last, inner)
            )
    return found


def _entry(entry: Value) -> str:
    if isinstance(entry, Located):
        return str(entry.get("slide") or entry.get("module") or "?")
    return str(entry)


def _title(value: Value) -> str:
    if not isinstance(value, Located):
        return ""
    named = _words(value.get("title")) or next((w for key in LANGUAGES if (w := _words(value.get(key)))), "")
    return named or str(value.get("kind") or "")


def _words(value: Value) -> str:
    """A text in the first language that it is written in."""
    if isinstance(value, Located):
        value = next((v for v in value.values() if isinstance(v, Scalar)), None)
    return " ".join(str(value).split()) if isinstance(value, Scalar) else ""
