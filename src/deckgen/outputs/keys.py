"""What goes into outputs, as keys: two builds with the same key would make the same bytes.

A scene follows from its slide as it was written, the deck around it, the theme and deckgen itself; so those are the
key, and not the scene, which is a hundred times as long. Places in files are left out: a comment moves them without any
word changing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from deckgen.composing.deck import Deck
from deckgen.diagnostics import Span
from deckgen.reading.brand import Brand
from deckgen.reading.model import Model
from deckgen.reading.values import Wording

#: What of a slide's fields is not on the slide, and what of those is the speaker's.
NOTES, PRINTED = {"notes"}, {"handout", "exercise", "minutes", "unspoken"}


class Keys(NamedTuple):
    """What goes into the slides of a deck; what more into the deck with its notes, its handouts, its web pages."""

    slides: str
    notes: str
    handouts: str
    web: str


#: Those of a deck of which nothing is written.
NO_KEYS = Keys("", "", "", "")


def keys(deck: Deck, brand: Brand, outside: Iterable[tuple[str, str]], program: str) -> Keys:
    """The keys of a deck in a theme, as this program makes it. `outside` are the files that its slides show, with their
    digests."""
    slides = [{k: plain(v, deck.language) for k, v in vars(p.slide).items()} for p in deck.slides]
    apart = NOTES | PRINTED
    apart_from = ("slides", "parts", "words", "terms", "event", "rhythm", "room", "pace", "imprint", "people")
    about = {name: value for name, value in deck._asdict().items() if name not in apart_from}
    shown = [{k: v for k, v in s.items() if k not in apart} for s in slides]
    placed = [
        (
            *(p.number, p.presence, plain(p.title, deck.language), p.part.number if p.part else 0),
            plain(p.sources, deck.language),
        )
        for p in deck.slides
    ]
    around = [
        plain(x, deck.language)
        for x in (about, [(p.number, p.title, p.slides) for p in deck.parts], deck.words.variables, deck.terms)
    ]
    fonts = [(role, face.identity) for role, face in sorted(brand.faces.items())]
    themed = (plain(brand.theme, deck.language), repr(brand.art))
    return Keys(
        key(program, repr((themed, fonts, around, placed, shown, sorted(outside)))),
        key(repr([(s.get("notes"), s.get("minutes"), s.get("unspoken")) for s in slides])),
        key(
            repr([[s.get(k) for k in sorted(PRINTED)] for s in slides]),
            repr([p.minutes for p in deck.parts]),
            repr(plain(deck.imprint, deck.language)),
            repr(plain(deck.people, deck.language)),
            repr([(t.name, t.text) for t in brand.templates]),
        ),
        key(repr([(t.name, t.text) for t in brand.web])),
    )


def key(*parts: str) -> str:
    """One key of several."""
    digest = sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def plain(value: Any, language: str) -> Any:
    """A value of the content as words, numbers, lists and mappings, in one language where that is written."""
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, Span):
        return None
    if isinstance(value, Wording):
        known = value.by_language
        return [(name, str(known[name][0])) for name in ((language,) if language in known else known)]
    if isinstance(value, Model):
        return type(value).__name__, {k: plain(v, language) for k, v in vars(value).items()}
    if isinstance(value, Mapping):
        return [(str(k), plain(v, language)) for k, v in value.items()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v, language) for v in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    raise TypeError(f"{type(value).__name__} has no key")
