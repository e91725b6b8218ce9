"""What may be written where a cursor stands: names of fields, and values, of the kinds and of the project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from deckgen.editor.cursor import Cursor, cursor
from deckgen.editor.types import Place, Sort, forms, names_at, own_name, place_of, sort_of
from deckgen.languages import LANGUAGES
from deckgen.layout.kinds import KINDS
from deckgen.messages import ENGLISH, KOREAN
from deckgen.reading.icons import icon_names
from deckgen.reading.model import FieldType, Model, fields
from deckgen.reading.props import PropName
from deckgen.reading.sources import ROLES, Roles
from deckgen.reading.values import DataPath, Date, IconName, ImagePath, LanguageKey, Slug, ThemeName, Wording
from deckgen.schema.sayings import korean_name
from deckgen.vocabulary import korean
from deckgen.workspace.contents import Contents

#: Names in braces that a text may hold.
_BRACES = re.compile(r"\{\{\s*([\w.-]*)$")

Sign = Literal["field", "kind", "value", "slide", "module", "source", "term", "icon", "prop", "file", "theme"]


class Offer(NamedTuple):
    """Something that may be written: what is put in the place of what is typed (columns from 0 on the line), what sort
    of thing it is, and a few words about it."""

    text: str
    sign: Sign
    about: str = ""
    needed: bool = False


class Offers(NamedTuple):
    """All that may be written at a place, and the columns of what it replaces."""

    offers: tuple[Offer, ...]
    start: int
    end: int


def complete(text: str, path: str, row: int, column: int, contents: Contents, language: str = ENGLISH) -> Offers:
    """What may be written in a file at a row and column (from 0); what it is, in a language of `messages`."""
    lines, sort = text.splitlines(), sort_of(path)
    if sort is None:
        return Offers((), column, column)
    line = lines[row] if row < len(lines) else ""
    if braces := _BRACES.search(line[:column]):
        return Offers(tuple(_named_in_texts(contents)), braces.start(1), column)
    at = cursor(lines, row, column)
    kinds = contents.kinds
    found: list[Offer] = []
    if at.role != "words":
        place = place_of(sort, at.steps, kinds)
        if at.role == "name":
            found += _names(sort, at, place, kinds)
        found += _values(place, at, contents)
    if language == KOREAN:
        found = [_in_korean(offer) for offer in found]
    return Offers(tuple(dict.fromkeys(found)), at.start, at.end)


def _in_korean(offer: Offer) -> Offer:
    """A kind or a field with its name in Korean."""
    called = korean(offer.text, "kind") if offer.sign == "kind" else None
    called = korean_name(offer.text) if offer.sign == "field" else called
    return offer._replace(about=called) if called else offer


def _names(sort: Sort, at: Cursor, place: Place, kinds: Mapping[str, str]) -> Iterator[Offer]:
    """The names that are not written yet."""
    models = [form.type for form in forms(place.takes) if form.form == "model"]
    for name in names_at(sort, at, kinds):
        if name not in at.beside:
            model = next((m for m in models if own_name(m, name) in fields(m)), None)
            needed = model is not None and fields(model)[own_name(model, name)].required
            yield Offer(name, "field", _about(model, name), needed)


def _about(model: type[Model] | None, name: str) -> str:
    if name in LANGUAGES:
        return LANGUAGES[name].name
    return described(fields(model)[own_name(model, name)].type) if model else ""


def _values(place: Place, at: Cursor, contents: Contents) -> Iterator[Offer]:
    """The values that may stand at a place."""
    if place.what == "kind":
        yield from (Offer(name, "kind") for name in KINDS)
    elif place.what == "entry" and place.takes is None:
        yield from (Offer(name, "slide", title) for name, title in contents.slides.items())
    elif place.what == "slide" and place.takes is not None:
        yield from _slides(place, at, contents)
    elif place.what == "module":
        yield from (Offer(name, "module", title) for name, title in contents.modules.items())
    elif place.what == "source":
        yield from (Offer(name, "source", title) for name, title in contents.sources.items())
    elif place.what == "term":
        yield from (Offer(name, "term", title) for name, title in contents.terms.items())
    else:
        for form in forms(place.takes):
            yield from _of(form, contents)


def _slides(place: Place, at: Cursor, contents: Contents) -> Iterator[Offer]:
    """Slides; those of a module alone, where some of it are left out."""
    step = next((s for s in reversed(at.steps) if s.name == "without"), None)
    module = step.beside.get("module", "") if step else ""
    for name, title in contents.slides.items():
        if not module or contents.homes.get(name) == module:
            yield Offer(name, "slide", title)


def _of(form: FieldType, contents: Contents) -> Iterator[Offer]:
    """The values of a type, where they can be told."""
    if form.form == "choice":
        yield from (Offer(str(option), "value") for option in form.options)
    elif form.form == "plain" and form.type is bool:
        yield from (Offer("true", "value"), Offer("false", "value"))
    elif form.form == "parsed":
        known: Mapping[type, tuple[Sign, Iterable[str]]] = {
            IconName: ("icon", _ICONS),
            PropName: ("prop", contents.props),
            ImagePath: ("file", contents.pictures),
            DataPath: ("file", contents.tables),
            ThemeName: ("theme", contents.themes),
            Roles: ("value", ROLES),
        }
        if form.type in known:
            sign, names = known[form.type]
            yield from (Offer(name, sign) for name in (sorted(icon_names()) if names is _ICONS else names))
        elif form.type is LanguageKey:
            yield from (Offer(key, "value", language.name) for key, language in LANGUAGES.items())


#: Stands for the names of icons, which are read when somebody asks for them.
_ICONS: tuple[str, ...] = ("…",)


def _named_in_texts(contents: Contents) -> Iterator[Offer]:
    """The names that a text may have in double braces."""
    yield from (Offer(name, "value", words) for name, words in contents.named.items())


# what a type is, in words

_LEAVES: Mapping[type, str] = {
    IconName: "an icon",
    PropName: "a prop",
    ImagePath: "a picture",
    DataPath: "a CSV or Excel file",
    ThemeName: "a theme",
    Slug: "a short name",
    Date: "a day",
    Roles: "what it is to slides",
    bool: "`true` or `false`",
    int: "a whole number",
    float: "a number",
    str: "text",
}


def described(kind: FieldType) -> str:
    """What a field takes, in a few words."""
    match kind.form:
        case "choice":
            return " | ".join(map(str, kind.options))
        case "optional":
            return described(kind.parts[0])
        case "either":
            return " | ".join(map(described, kind.parts))
        case "list" | "fixed":
            return f"list: {described(kind.parts[0])}"
        case "table":
            return "names and values"
        case "model":
            return ", ".join(fields(kind.type))
    if isinstance(kind.type, type) and issubclass(kind.type, Wording):
        return "text"
    return _LEAVES.get(kind.type, getattr(kind.type, "__name__", "").lower())
