"""What a thing is, for who points at it: a field, a kind, a name of another thing; and of a slide how full it is."""

from __future__ import annotations

from inspect import cleandoc

from deckgen.editor.completion import described
from deckgen.editor.cursor import Step, cursor
from deckgen.editor.naming import named_at
from deckgen.editor.types import own_name, place_of, sort_of
from deckgen.layout.kinds import KINDS
from deckgen.messages import ENGLISH, KOREAN, say
from deckgen.messages import text as worded
from deckgen.reading.model import Model, fields
from deckgen.reading.slide import Slide
from deckgen.schema.sayings import korean_name, told_of, told_of_field
from deckgen.workspace import Workspace


def hover(workspace: Workspace, text: str, path: str, row: int, column: int, language: str = ENGLISH) -> str | None:
    """What is said of a place of a file, at a row and column (from 0), in Markdown and a language of `messages`; None
    where there is nothing to say."""
    sort, lines, contents = sort_of(path), text.splitlines(), workspace.contents
    if sort is None or row >= len(lines):
        return None
    if named := named_at(text, path, row, column, contents):
        about = {
            "slide": contents.slides,
            "module": contents.modules,
            "source": contents.sources,
            "term": contents.terms,
        }
        words = about.get(named.what, {}).get(named.name)
        said = f"`{named.name}`" + (f" · {words}" if words else "")
        full = fullness(workspace, named.name, language) if named.what == "slide" else ""
        return "\n\n".join(part for part in (said, full) if part)
    at = cursor(lines, row, column)
    word = lines[row][at.start : at.end].strip().strip("\"'")
    if at.path[-1:] == ("kind",) and word in KINDS:
        return f"`{word}`\n\n{_about(KINDS[word], language)}"
    if at.role == "name":
        place = place_of(sort, (*at.steps, Step(word, {})), contents.kinds)
        if place.model is not None and own_name(place.model, place.name) in fields(place.model):
            return _field(place.model, place.name, language)
    return None


def _about(kind: type[Slide], language: str) -> str:
    return told_of(kind, language) if language == KOREAN else _doc(kind)


def _field(model: type[Model], name: str, language: str) -> str:
    """What a field is: what it takes, and what its model says of it."""
    own = own_name(model, name)
    field = fields(model)[own]
    needed = " · " + worded(say("editor:needed"), language) if field.required else ""
    if language == KOREAN:
        called = korean_name(name)
        head = f"`{name}`" + (f" ({called})" if called else "")
        return f"{head}: {described(field.type)}{needed}\n\n{told_of_field(model, own, field, language)}".rstrip()
    home = next(base for base in model.__mro__ if name in base.__annotations__) if name in fields(model) else model
    said = [s for s in _doc(Slide if home is Slide else model).split("\n") if f"`{name}`" in s]
    return "\n\n".join([f"`{name}`: {described(field.type)}{needed}", *said])


def _doc(model: type[Model]) -> str:
    """What a model says of itself, a paragraph a line."""
    paragraphs = cleandoc(model.__doc__ or "").split("\n\n")
    return "\n".join(" ".join(p.split()) for p in paragraphs)


def fullness(workspace: Workspace, slide: str, language: str = ENGLISH) -> str:
    """How full a slide is, in the first seminar that shows it; "" where none does."""
    for seminar in workspace.seminars:
        if slide in {s.id for s in workspace.view(seminar).slides}:
            fill = workspace.fill(seminar, slide)
            if fill is None:
                return ""
            said = [say("editor:full", share=fill.share)]
            if fill.smaller:
                said.append(say("editor:smaller", n=fill.smaller))
            if fill.over:
                said.append(say("editor:over", n=fill.over))
            return " · ".join(worded(part, language) for part in said) + f" (`{seminar}`)"
    return ""
